"""A terminal taken over for a while: the other screen, keys one by one, and everything put back at the end.

Shared by all systems; what differs between them is in ``tty_posix`` and ``tty_windows``.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType

from kortspil import sizing
from kortspil.window import Press, Size, Tty, window_size

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[H"
_LEAVE = "\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l"
# How long to stay for reports that are on their way: the shell would take them for something typed.
_REPORT_SECONDS = 0.1


class Terminal:
    """The terminal, entered and left as a context. Left, it is as it was, whatever happened inside.

    ``can_scale``: it is known to draw text in several sizes.
    """

    can_scale = False

    def __init__(self) -> None:
        self._tty = _system_tty()
        self._is_inside = False
        self._answer: sizing.Answer | None = None
        self._is_asked_now = False

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
            while self._answer is not None and self._filtered(self._tty.wait(_REPORT_SECONDS)) == [Press("tick")]:
                pass
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
        """Load what reads keys, and ask what the terminal can draw. Called when the first picture stands: both take
        longer than the picture did. The first press to come may be «redraw»."""
        self._tty.make_ready()
        if sizing.is_plausible(os.environ):
            self._answer, self._is_asked_now = sizing.Answer(), True
            self.write(sizing.ASK)

    def wait(self, seconds: float | None) -> list[Press]:
        """The next presses; an empty list when the time is up. ``None`` waits for ever."""
        if self._is_asked_now:
            # The question was drawn over the picture.
            self._is_asked_now = False
            return [Press("redraw")]
        return self._filtered(self._tty.wait(seconds))

    def _filtered(self, presses: list[Press]) -> list[Press]:
        # A report is for nobody else. When the last one says that text can be scaled, the picture is drawn anew.
        reports = [press.text for press in presses if press.name == "report"]
        if not reports:
            return presses
        kept = [press for press in presses if press.name != "report"]
        for report in reports:
            if self._answer is not None:
                self._answer.take(report)
                if self._answer.is_whole:
                    self.can_scale, self._answer = self._answer.is_yes, None
                    kept += [Press("redraw")] if self.can_scale else []
        return kept or [Press("tick")]

    def suspend(self) -> None:
        """Give the terminal back to the shell until the person returns."""
        self.leave()
        self._tty.suspend()
        self.enter()


def _system_tty() -> Tty:
    if sys.platform == "win32":
        from kortspil.tty_windows import WindowsTty

        return WindowsTty()
    else:  # noqa: RET505 (the type check of the other system reads the branches)
        from kortspil.tty_posix import PosixTty

        return PosixTty()
