"""``kortspil check``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from pathlib import Path
from typing import Annotated

import typer

from kortspil.calls.shared import FILE
from kortspil.texts import calls as texts


def check(
    file: Annotated[Path, typer.Argument(help=texts.CHECKED_FILE, **FILE)],
) -> None:
    from kortspil.cli import content

    content.check(file)
