"""Compare with the files in ``tests/golden``. ``UPDATE_GOLDEN=1`` rewrites them; review the difference."""

from __future__ import annotations

import os
from string import ascii_lowercase

import pyte

from repository import TESTS

FOLDER = TESTS / "golden"


def matches(name: str, found: str) -> None:
    """Assert that ``found`` equals the golden file ``name``."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found.encode("utf-8"))
    assert found == text(name)


def text(name: str) -> str:
    """Return the content of a golden file."""
    return (FOLDER / name).read_bytes().decode("utf-8")


def styles(terminal: pyte.Screen) -> str:
    """Return the rows of a terminal, each followed by a line with one letter for the style of each cell.

    A dot is the style of the terminal's last cell. A line that would be all dots is left out. The last lines say what
    the letters mean.
    """
    ground = _style(terminal.buffer[terminal.lines - 1][terminal.columns - 1])
    letters = {ground: "."}
    lines = []
    for row, text in enumerate(terminal.display):
        lines.append(text.rstrip())
        found = [_style(terminal.buffer[row][column]) for column in range(terminal.columns)]
        for style in found:
            letters.setdefault(style, ascii_lowercase[len(letters) - 1])
        marks = "".join(letters[style] for style in found).rstrip(".")
        lines += [marks] if marks else []
    return "\n".join([*lines, "", *(f"{letter} {style}" for style, letter in letters.items())]) + "\n"


def _style(cell: pyte.screens.Char) -> str:
    weights = [name for name in ("bold", "reverse") if getattr(cell, name)]
    return " ".join([*weights, f"#{cell.fg} on #{cell.bg}"])
