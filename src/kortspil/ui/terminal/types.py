"""What comes from a window, how large it is, and what a system has to do for one."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple, Protocol

ESCAPE_SECONDS = 0.05
"""A lone Esc and the beginning of an arrow key are the same byte: nothing within this time means it was Esc."""


class KeyEvent(NamedTuple):
    """Something that came from the keyboard or the system.

    ``name`` is "text" with what was typed in ``text``, "alt" with what was typed while Alt was held, "paste" with
    what was pasted, the name of a key («enter», «up», …), or one of «resize», «resume», «redraw», «terminate» and
    «hangup».
    """

    name: str
    text: str = ""


class Size(NamedTuple):
    """Columns and rows, in character cells."""

    width: int
    height: int


class Tty(Protocol):
    """What a system does for a terminal."""

    def raw(self) -> None:
        """Take keys one by one, unechoed. What was typed ahead is kept."""

    def restore(self) -> None:
        """Put the modes back as they were. Raises nothing."""

    def make_ready(self) -> None:
        """Load what reads keys, so that the first one is not kept waiting."""

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        """The next presses; an empty list when the time is up."""

    def suspend(self) -> None:
        """Stop the process as Ctrl-Z does; returns when it goes on."""


def window_size() -> Size:
    """The size of the window that standard output shows in; 80×24 where it has none."""
    # Not shutil's: it believes COLUMNS and LINES, which do not change with the window.
    try:
        width, height = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        width, height = 0, 0
    return Size(width or 80, height or 24)
