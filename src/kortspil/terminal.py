"""A terminal taken over for a while: the other screen, keys one by one, and everything put back at the end.

Shared by all systems; what differs between them is in ``tty_posix`` and ``tty_windows``.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import NamedTuple, Protocol

ESCAPE_SECONDS = 0.05
"""A lone Esc and the beginning of an arrow key are the same byte: nothing within this time means it was Esc."""

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[H"
_LEAVE = "\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l"


class Press(NamedTuple):
    """Something that came from the keyboard or the system.

    ``name`` is "text" with what was typed in ``text``, "paste" with what was pasted, the name of a key («enter»,
    «up», …), or one of «resize», «resume», «tick», «terminate» and «hangup».
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

    def wait(self, seconds: float | None) -> list[Press]:
        """The next presses; an empty list when the time is up."""

    def suspend(self) -> None:
        """Stop the process as Ctrl-Z does; returns when it goes on."""


class Terminal:
    """The terminal, entered and left as a context. Left, it is as it was, whatever happened inside."""

    def __init__(self) -> None:
        self._tty = _system_tty()
        self._is_inside = False

    def __enter__(self) -> Terminal:
        self.enter()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()

    def enter(self) -> None:
        """Show the other screen, empty, and take the keys."""
        self._is_inside = True
        self._tty.raw()
        self.write(_ENTER)

    def leave(self) -> None:
        """Show the screen that was there before, and give the keys back."""
        if not self._is_inside:
            return
        self._is_inside = False
        try:
            self.write(_LEAVE)
        except OSError:
            pass  # The window is closed: there is no screen to put back.
        finally:
            self._tty.restore()

    def size(self) -> Size:
        """The window's size now."""
        return window_size()

    def write(self, text: str) -> None:
        """Send text and sequences at once."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def make_ready(self) -> None:
        """Load what reads keys. Called when the first picture stands: it takes longer than the picture did."""
        self._tty.make_ready()

    def wait(self, seconds: float | None) -> list[Press]:
        """The next presses; an empty list when the time is up. ``None`` waits for ever."""
        return self._tty.wait(seconds)

    def suspend(self) -> None:
        """Give the terminal back to the shell until the person returns."""
        self.leave()
        self._tty.suspend()
        self.enter()


def window_size() -> Size:
    """The size of the window that standard output shows in; 80×24 where it has none."""
    # Not shutil's: it believes COLUMNS and LINES, which do not change with the window.
    try:
        width, height = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        width, height = 0, 0
    return Size(width or 80, height or 24)


def _system_tty() -> Tty:
    if sys.platform == "win32":
        from kortspil.tty_windows import WindowsTty

        return WindowsTty()
    else:  # noqa: RET505 (the type check of the other system reads the branches)
        from kortspil.tty_posix import PosixTty

        return PosixTty()
