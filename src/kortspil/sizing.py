"""Text in several sizes, as kitty draws it (its «text sizing protocol», from version 0.40).

A terminal is asked only where it may be one that answers. Asked, it draws blanks of two cells and reports after each
where its cursor stands: one that knows nothing of sizes has not moved it. Every terminal reports, so nothing is
waited for.
"""

from __future__ import annotations

from collections.abc import Mapping

_REPORT = "\x1b[6n"
_ST = "\x1b\\"
_REPORTS = 3

ASK = f"\x1b[H{_REPORT}\x1b]66;w=2; {_ST}{_REPORT}\x1b]66;s=2; {_ST}{_REPORT}"
"""The question to the terminal. It draws over the first cells of the window, which must be painted again."""


def is_plausible(environment: Mapping[str, str]) -> bool:
    """Whether it makes sense to ask. What another terminal makes of the question is not tried on anybody."""
    return environment.get("TERM") == "xterm-kitty" or "KITTY_WINDOW_ID" in environment


def enlarged(text: str, scale: int) -> str:
    """The sequence that draws a text ``scale`` times as large, down and to the right of the cursor.

    The text must be ``harmless`` and at most 4096 bytes: the protocol allows no more.
    """
    return f"\x1b]66;s={scale};{text}{_ST}"


class Answer:
    """What the terminal has reported so far."""

    def __init__(self) -> None:
        self._places: list[tuple[int, int]] = []

    @property
    def is_whole(self) -> bool:
        """Whether nothing more is to come."""
        return len(self._places) == _REPORTS

    @property
    def is_yes(self) -> bool:
        """Whether the terminal draws text in several sizes."""
        if not self.is_whole:
            return False
        _, (row, column), after = self._places
        return after == (row, column + 2)

    def take(self, report: str) -> None:
        """One report: row and column, with a semicolon between them."""
        row, _, column = report.partition(";")
        self._places.append((int(row), int(column)))
