"""A terminal taken over for a while: the other screen, keys one by one, and everything put back at the end.

Shared by all systems; what differs between them is in ``posix`` and ``windows``.
"""

from __future__ import annotations

import sys
from types import TracebackType

from kortspil.ui.terminal.types import KeyEvent, Size, Tty, window_size

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[H"
_LEAVE = "\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l"


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

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        """The next presses; an empty list when the time is up. ``None`` waits for ever."""
        return self._tty.wait(seconds)

    def suspend(self) -> None:
        """Give the terminal back to the shell until the person returns."""
        self.leave()
        self._tty.suspend()
        self.enter()


def _system_tty() -> Tty:
    if sys.platform == "win32":
        from kortspil.ui.terminal.windows import WindowsTty

        return WindowsTty()
    else:  # noqa: RET505 (the type check of the other system reads the branches)
        from kortspil.ui.terminal.posix import PosixTty

        return PosixTty()
