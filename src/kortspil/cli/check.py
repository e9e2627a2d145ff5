"""``kortspil check``: check a deck or a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kortspil.cli import resolve
from kortspil.cli.options import FILE
from kortspil.cli.prompts import show
from kortspil.deck import cases as case_files
from kortspil.deck import reader as deck_reader
from kortspil.messages import cli as texts
from kortspil.messages import deck_files


def check(
    file: Annotated[Path, typer.Argument(help=texts.CHECKED_FILE, **FILE)],
) -> None:
    """Read a deck or a case, and print that it has no problems. Raises ``InvalidFile`` with all of them if it has."""
    path = resolve.typed_path(file)
    if path.suffix.lower() == ".md":
        case = case_files.load(path)
        show(deck_files.case_is_sound(str(path), case.title))
    else:
        deck = deck_reader.load(path)
        total = sum(len(area.cards) for area in deck.areas)
        show(deck_files.deck_is_sound(str(path), len(deck.areas), total))
