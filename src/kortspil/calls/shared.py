"""Options that several commands have."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from pathlib import Path
from typing import Annotated, Any

import typer

from kortspil.cli.options import complete_area
from kortspil.texts import calls as texts

# What may not be read is told of where it is read, in Danish.
FILE: Any = {"metavar": texts.FILE_METAVAR, "readable": False}
Files = list[Path] | None
Deck = Annotated[Path | None, typer.Option("--deck", help=texts.DECK, **FILE)]
Json = Annotated[bool, typer.Option("--json", help=texts.JSON)]


def area_option(help: str) -> Any:
    """``--area``, which is for each command something else."""
    return typer.Option("--area", help=help, metavar=texts.AREA_METAVAR, autocompletion=complete_area)
