"""``kortspil export``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from datetime import date
from typing import Annotated

import typer

from kortspil.calls.shared import FILE, Files, area_option
from kortspil.cli.options import complete_format
from kortspil.texts import calls as texts


def export(
    targets: Annotated[list[str], typer.Argument(help=texts.TARGET, metavar=texts.TARGETS_METAVAR)],
    format: Annotated[
        str | None,
        typer.Option(help=texts.FORMAT, metavar=texts.FORMAT_METAVAR, autocompletion=complete_format),
    ] = None,
    source: Annotated[Files, typer.Option("--from", help=texts.FROM, **FILE)] = None,
    meeting: Annotated[
        list[str] | None,
        typer.Option(help=texts.EXPORTED_MEETING, metavar=texts.MEETING_METAVAR),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=texts.EXPORT_ALL)] = False,
    since: Annotated[str | None, typer.Option(help=texts.SINCE, metavar=texts.DAY_METAVAR)] = None,
    area: Annotated[list[str] | None, area_option(texts.AREA_EXPORTED)] = None,
    force: Annotated[bool, typer.Option("--force", help=texts.FORCE)] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help=texts.ALLOW_EMPTY)] = False,
) -> None:
    from kortspil.cli import export as command
    from kortspil.cli.export_meetings import Wanted
    from kortspil.cli.export_targets import Call

    wanted = Wanted(tuple(source or ()), tuple(meeting or ()), every, since, tuple(area or ()))
    command.run(Call(tuple(targets), wanted, format, force, allow_empty), date.today())
