"""Key events, the window's size, and the interface that each system implements."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple, Protocol

ESCAPE_SECONDS = 0.05
"""How long to wait for more after an Escape byte. Esc sends only that byte; arrow keys send more right after it."""


class KeyEvent(NamedTuple):
    """An event from the keyboard or the system.

    ``name`` is the name of a key («enter», «up», …), a signal («resize», «resume», «redraw», «suspend», «interrupt»,
    «terminate», «hangup»), or one of three events with a ``text``: «text» is what was typed, «alt» what was typed with
    Alt held, and «paste» what was pasted, with line ends as «\\n».
    """

    name: str
    text: str = ""


class Size(NamedTuple):
    """Columns and rows, in character cells."""

    width: int
    height: int


class Tty(Protocol):
    """Terminal access on one system."""

    def raw(self) -> None:
        """Switch to raw mode: keys one by one, without echo. Keep what was typed ahead."""

    def restore(self) -> None:
        """Restore the terminal's modes. Never raise."""

    def make_ready(self) -> None:
        """Import the key reader, so that the first key press does not wait for the import."""

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        """Wait for key events, at most ``seconds``, or for ever if it is ``None``. Return an empty list on timeout."""

    def suspend(self) -> None:
        """Stop the process as Ctrl+Z does. Return when it continues."""


def window_size() -> Size:
    """Return the size of the window that shows standard output, or 80×24 if no window does."""
    # shutil.get_terminal_size prefers COLUMNS and LINES, which do not change with the window.
    try:
        width, height = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        width, height = 0, 0
    return Size(width or 80, height or 24)
