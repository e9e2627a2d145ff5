"""Run a program in a pseudo-terminal, send it keys and read what it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

PAINTED = b"\x1b[?2026l"
"""The bytes that end a picture."""


class Window:
    """A program in a pseudo-terminal of ``columns`` × ``rows``. Leaving the context kills the program.

    ``begun`` is the ``time.perf_counter`` of the program's start, ``written`` all that it has written so far, and
    ``has_ended`` whether it has closed its output.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        parent, child = pty.openpty()
        fcntl.ioctl(parent, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.written = b""
        self.begun = time.perf_counter()
        self.pid = os.fork()
        if not self.pid:
            try:
                os.login_tty(child) if hasattr(os, "login_tty") else _log_in(child)
                os.execve(command[0], list(command), dict(environment))
            finally:
                os._exit(127)  # Without the clean-up at exit, which is for the parent to do.
        os.close(child)
        self._parent = parent
        self.has_ended = False

    def __enter__(self) -> Window:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._parent)

    def send(self, keys: bytes) -> None:
        """Send keys to the program."""
        os.write(self._parent, keys)

    def read(self, seconds: float) -> bytes:
        """Return what the program writes next, or b"" if it writes nothing for ``seconds`` or has ended."""
        if not select.select([self._parent], [], [], seconds)[0]:
            return b""
        try:
            piece = os.read(self._parent, 65536)
        except OSError:
            piece = b""
        self.has_ended = not piece
        self.written += piece
        return piece

    def until(self, condition: Callable[[bytes], bool], seconds: float = 600) -> float:
        """Read until ``condition(written)`` is true, and return the ``time.perf_counter`` of that moment.

        Raises ``TimeoutError`` with the end of what was written if the condition is not true within ``seconds``, or not
        before the program ends.
        """
        deadline = time.perf_counter() + seconds
        while not condition(self.written):
            self.read(1)
            if (self.has_ended or time.perf_counter() > deadline) and not condition(self.written):
                raise TimeoutError(self.written[-400:].decode("utf-8", "replace") or "it wrote nothing")
        return time.perf_counter()


def _log_in(child: int) -> None:
    # The same as os.login_tty, which Python 3.10 does not have.
    os.setsid()
    fcntl.ioctl(child, termios.TIOCSCTTY, 0)
    for standard in (0, 1, 2):
        os.dup2(child, standard)


def environment(home: str, **more: str) -> dict[str, str]:
    """Return the environment for a program in a window, with its notes in the folder ``home``."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ACCESSIBLE", "NO_COLOR")}
    return {**kept, "KORTSPIL_HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}
