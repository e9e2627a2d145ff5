"""Run the real program in a real pseudo-terminal, and read what a person would see."""

from __future__ import annotations

import copy
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

import pyte

from programs import PICTURE_SECONDS

# This code makes the terminal on standard input its controlling terminal, so that Ctrl+C arrives as a signal, and then
# becomes the program. ``pty.fork`` does the same, but is unsafe in a process with threads, such as a worker of
# pytest-xdist. A program inherits ignored signals, so they are reset: a shell ignores Ctrl+C for programs in the
# background, nohup ignores SIGHUP, and Python ignores the last two.
_BECOME = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGPIPE", "SIGXFSZ"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])
"""


class _Terminal(pyte.Screen):
    """A screen of pyte with an alternate screen: entering that saves the buffer, and leaving it restores the buffer."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._kept: object = None
        self.is_alternate = False
        self.is_cursor_shown = True
        self.takes_paste = False

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        if kwargs.get("private"):
            if 1049 in modes:
                self._kept = copy.deepcopy((self.buffer, self.cursor))
                self.is_alternate = True
                self.erase_in_display(2)
            self.is_cursor_shown = self.is_cursor_shown or 25 in modes
            self.takes_paste = self.takes_paste or 2004 in modes
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        if kwargs.get("private"):
            if 1049 in modes and self._kept is not None:
                self.buffer, self.cursor = self._kept  # type: ignore[misc]
                self.is_alternate = False
            self.is_cursor_shown = self.is_cursor_shown and 25 not in modes
            self.takes_paste = self.takes_paste and 2004 not in modes
        super().reset_mode(*modes, **kwargs)


class Window:
    """A terminal window with a program in it. Used as a context manager, it kills the program at the end.

    ``process`` is the program, and ``written`` all bytes that it wrote. All waiting goes through ``until``.
    """

    def __init__(
        self,
        command: list[str],
        home: Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.terminal = _Terminal(columns, lines)
        self._stream = pyte.ByteStream(self.terminal)
        self.written = b""
        kept = ("PATH", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE")
        base = {key: os.environ[key] for key in kept if key in os.environ}
        given = {"TERM": "xterm-256color", "HOME": str(home), "KORTSPIL_HOME": str(home / "notes"), "PYTHONUTF8": "1"}
        self._tty, of_program = pty.openpty()
        self._set_size(columns, lines)
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _BECOME, *command],
                stdin=of_program, stdout=of_program, stderr=of_program,
                env={**base, **given, **(environment or {})}, cwd=home, start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(of_program)

    def __enter__(self) -> Window:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.close()

    @property
    def text(self) -> str:
        """The text in the window, one line per row."""
        return "\n".join(line.rstrip() for line in self.terminal.display)

    def until(self, is_true: Callable[[], bool]) -> None:
        """Read what the program writes until a picture is complete and ``is_true`` holds. Fail if it never does."""
        deadline = time.monotonic() + PICTURE_SECONDS
        is_running = True
        while not (self._is_whole() and is_true()):
            if not is_running or time.monotonic() > deadline:
                raise AssertionError(f"this was never seen; the window shows:\n{self.text}")
            is_running = self._read(0.05)

    def shows(self, *texts: str) -> None:
        """Wait until the window shows all of ``texts``."""
        self.until(lambda: all(text in self.text for text in texts))

    def hides(self, *texts: str) -> None:
        """Wait until the window shows none of ``texts``."""
        self.until(lambda: not any(text in self.text for text in texts))

    def type(self, keys: str | bytes) -> None:
        """Press keys, all at once."""
        left = keys.encode() if isinstance(keys, str) else keys
        while left:
            left = left[os.write(self._tty, left) :]

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does: between brackets, with returns for line ends."""
        self.type(f"\x1b[200~{text}\x1b[201~".replace("\n", "\r"))

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.terminal.resize(lines, columns)
        self._set_size(columns, lines)

    def kill(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self.process.send_signal(with_signal)

    def close(self) -> None:
        """Close the window, which sends the program SIGHUP, and wait for the program to end."""
        if self._tty >= 0:
            os.close(self._tty)
            self._tty = -1
        self.process.wait(PICTURE_SECONDS)

    def end(self) -> int:
        """Wait for the program to end. Return its exit code, or 128 plus the signal that ended it."""
        deadline = time.monotonic() + PICTURE_SECONDS
        while self._read(0.05):
            assert time.monotonic() < deadline, f"the program does not end; the window shows:\n{self.text}"
        self.close()
        code = self.process.returncode
        return 128 - code if code < 0 else code

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._tty, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _read(self, seconds: float) -> bool:
        # Read what has come. Return whether there may be more to read.
        is_running = self.process.poll() is None
        if not select.select([self._tty], [], [], seconds)[0]:
            return is_running
        try:
            data = os.read(self._tty, 65536)
        except OSError:
            # On Linux, this error means that the program has closed its end.
            data = b""
        self.written += data
        self._stream.feed(data)
        return bool(data)

    def _is_whole(self) -> bool:
        return self.written.rfind(b"\x1b[?2026h") <= self.written.rfind(b"\x1b[?2026l")


def play(home: Path, *arguments: str, columns: int = 80, lines: int = 24, **environment: str) -> Window:
    """Run the real program at a meeting, in a window."""
    command = [sys.executable, "-m", "kortspil", "play", *arguments]
    return Window(command, home, columns, lines, environment)
