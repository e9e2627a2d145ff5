"""``kortspil sessions``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from typing import Annotated

import typer

from kortspil.calls.shared import FILE, Files, Json
from kortspil.texts import calls as texts


def sessions(
    source: Annotated[Files, typer.Option("--from", help=texts.SESSIONS_FROM, **FILE)] = None,
    delete: Annotated[str, typer.Option(help=texts.DELETE, metavar=texts.MEETING_METAVAR)] = "",
    force: Annotated[bool, typer.Option("--force", help=texts.DELETE_FORCE)] = False,
    json: Json = False,
) -> None:
    from kortspil.cli import sessions as command

    if delete:
        command.delete(delete, tuple(source or ()), force=force)
    else:
        command.show(tuple(source or ()), json=json)
