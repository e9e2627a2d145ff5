"""``kortspil cases``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from typing import Annotated

import typer

from kortspil.calls.shared import Json
from kortspil.cli.options import complete_case
from kortspil.texts import calls as texts


def cases(
    name: Annotated[
        str | None,
        typer.Argument(help=texts.CASE_NAME, metavar=texts.CASE_METAVAR, autocompletion=complete_case),
    ] = None,
    json: Json = False,
) -> None:
    from kortspil.cli import content

    content.cases(name, as_json=json)
