"""The terminal during a meeting: the alternate screen, raw keys, and everything restored at the end.

The parts that differ between systems are in ``posix`` and ``windows``.
"""

from __future__ import annotations

import sys
from types import TracebackType

from kortspil.ui.terminal.types import KeyEvent, Size, Tty, window_size

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[H"
_LEAVE = "\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l"


class Terminal:
    """A context manager that takes over the terminal and restores it on exit, even after an exception."""

    def __init__(self) -> None:
        self._tty = _system_tty()
        self._is_inside = False

    def __enter__(self) -> Terminal:
        self.enter()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()

    def enter(self) -> None:
        """Switch to the alternate screen, cleared, and to raw mode."""
        self._is_inside = True
        self._tty.raw()
        self.write(_ENTER)

    def leave(self) -> None:
        """Switch back to the normal screen and restore the terminal's modes. Do nothing if it is not entered."""
        if not self._is_inside:
            return
        self._is_inside = False
        try:
            self.write(_LEAVE)
        except OSError:
            pass  # The window is closed: there is no screen to restore.
        finally:
            self._tty.restore()

    def size(self) -> Size:
        """Return the current size of the window."""
        return window_size()

    def write(self, text: str) -> None:
        """Write text and control sequences to the terminal, without buffering."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def make_ready(self) -> None:
        """Import the key reader. Call this after the first picture, because the import is slower than the picture."""
        self._tty.make_ready()

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        """Wait for key events, at most ``seconds``, or for ever if it is ``None``. Return an empty list on timeout."""
        return self._tty.wait(seconds)

    def suspend(self) -> None:
        """Restore the terminal, stop the process as Ctrl+Z does, and take the terminal over again afterwards."""
        self.leave()
        self._tty.suspend()
        self.enter()


def _system_tty() -> Tty:
    if sys.platform == "win32":
        from kortspil.ui.terminal.windows import WindowsTty

        return WindowsTty()
    else:  # noqa: RET505 (mypy checks each system by its own branch)
        from kortspil.ui.terminal.posix import PosixTty

        return PosixTty()
