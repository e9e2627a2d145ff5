"""A terminal on Linux and macOS."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import errno
import os
import select
import signal
import termios
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kortspil.ui.terminal.types import ESCAPE_SECONDS, KeyEvent

if TYPE_CHECKING:
    from prompt_toolkit.input.vt100 import Vt100Input

_NAMES = {
    signal.SIGTERM: "terminate",
    signal.SIGHUP: "hangup",
    signal.SIGQUIT: "terminate",
    signal.SIGINT: "interrupt",
    signal.SIGWINCH: "resize",
    signal.SIGCONT: "resume",
    signal.SIGTSTP: "suspend",
}


class PosixTty:
    """Standard input in raw mode, with signals as key events.

    The signal handlers only store the signal and wake the loop. They never raise: if a signal interrupts an import,
    the import can swallow an exception that its handler raises.
    """

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno()
        self._modes = termios.tcgetattr(self._fd)
        self._signals: list[int] = []
        self._handlers: dict[int, Any] = {}
        self._waker, self._wake = os.pipe()
        self._old_wakeup = -1
        self._input: Vt100Input | None = None
        self._is_escape_possible = False

    def raw(self) -> None:
        modes = termios.tcgetattr(self._fd)
        modes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        # TCSADRAIN in _set_modes keeps what was typed ahead. TCSAFLUSH would lose it.
        _set_modes(self._fd, modes)
        if not self._handlers:
            self._catch_signals()

    def restore(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()
        signal.set_wakeup_fd(self._old_wakeup)
        with contextlib.suppress(termios.error, OSError):
            _set_modes(self._fd, self._modes)

    def make_ready(self) -> None:
        self._keyboard()

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        while True:
            if self._signals:
                numbers, self._signals = self._signals, []
                return [KeyEvent(_NAMES[signal.Signals(number)]) for number in numbers]
            timeout = ESCAPE_SECONDS if self._is_escape_possible else seconds
            ready = select.select([self._fd, self._waker], [], [], timeout)[0]
            if self._waker in ready:
                os.read(self._waker, 1024)
            elif self._fd in ready:
                presses = self._read()
                if presses:
                    return presses
            elif self._is_escape_possible:
                self._is_escape_possible = False
                presses = self._translated(self._keyboard().flush_keys())
                if presses:
                    return presses
            else:
                return []

    def suspend(self) -> None:
        os.kill(0, signal.SIGTSTP)

    def _read(self) -> list[KeyEvent]:
        keyboard = self._keyboard()
        presses = self._translated(keyboard.read_keys())
        self._is_escape_possible = True
        # Reading from a closed window gives the end of the file, or an error that prompt_toolkit's reader ignores.
        if keyboard.closed or (not presses and self._is_gone()):
            return [KeyEvent("hangup")]
        return presses

    def _is_gone(self) -> bool:
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        return any(state & (select.POLLHUP | select.POLLERR) for _, state in poll.poll(0))

    def _keyboard(self) -> Vt100Input:
        if self._input is None:
            # Importing prompt_toolkit would double the time to the first picture, so this runs after it, in make_ready.
            from prompt_toolkit.input.vt100 import Vt100Input

            self._input = Vt100Input(sys.stdin)
        return self._input

    @staticmethod
    def _translated(presses: Any) -> list[KeyEvent]:
        from kortspil.ui.terminal.keys import translate

        return list(translate(presses))

    def _catch_signals(self) -> None:
        os.set_blocking(self._wake, False)
        self._old_wakeup = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        store: Callable[[int, Any], None] = lambda number, _frame: self._signals.append(number)  # noqa: E731
        for number in _NAMES:
            self._handlers[number] = signal.signal(number, store)


def _set_modes(fd: int, modes: list[Any]) -> None:
    # Python retries most calls that a signal interrupts (PEP 475), but not this one.
    while True:
        try:
            termios.tcsetattr(fd, termios.TCSADRAIN, modes)
        except termios.error as error:
            if error.args[0] != errno.EINTR:
                raise
        else:
            return
