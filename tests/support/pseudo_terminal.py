"""Drives the real program in a real pseudo-terminal and sees what a person would see."""

from __future__ import annotations

import copy
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

from programs import PICTURE_SECONDS


def _hear_ctrl_c() -> None:
    # A shell that starts the tests in the background has Ctrl-C ignored, and a program inherits that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class _Terminal(pyte.Screen):
    """pyte knows no alternate screen: its buffer is kept on entering and put back on leaving."""

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
    """A terminal window with a program in it.

    There is one way to wait: ``until`` something is true of what the window shows, within a bound.
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
        self.process = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(lines, columns),
            env={**base, **given, **(environment or {})},
            cwd=str(home),
            timeout=PICTURE_SECONDS,
            preexec_fn=_hear_ctrl_c,
        )
        self.process.delaybeforesend = None

    def __enter__(self) -> Window:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """What the window shows, a line for each row."""
        return "\n".join(line.rstrip() for line in self.terminal.display)

    def until(self, is_true: Callable[[], bool]) -> None:
        """Read what the program writes until a whole picture makes something true."""
        deadline = time.monotonic() + PICTURE_SECONDS
        while not (self._is_whole() and is_true()):
            if time.monotonic() > deadline:
                raise AssertionError(f"this was never seen; the window shows:\n{self.text}")
            self._read(0.05)

    def shows(self, *texts: str) -> None:
        """Wait until all of some texts are seen."""
        self.until(lambda: all(text in self.text for text in texts))

    def hides(self, *texts: str) -> None:
        """Wait until none of some texts is seen."""
        self.until(lambda: not any(text in self.text for text in texts))

    def type(self, keys: str) -> None:
        """Press keys, all at once."""
        self.process.send(keys)

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does: its line ends become returns, in brackets."""
        self.type(f"\x1b[200~{text}\x1b[201~".replace("\n", "\r"))

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.terminal.resize(lines, columns)
        self.process.setwinsize(lines, columns)

    def end(self) -> int:
        """Wait for the program to end, and give its exit code (128 and more where a signal ended it)."""
        deadline = time.monotonic() + PICTURE_SECONDS
        while self._read(0.05) or self.process.isalive():
            assert time.monotonic() < deadline, f"the program does not end; the window shows:\n{self.text}"
        self.process.close()
        if self.process.exitstatus is None:
            return 128 + int(self.process.signalstatus or 0)
        return int(self.process.exitstatus)

    def _read(self, seconds: float) -> bool:
        try:
            data = self.process.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return bool(self.process.isalive())
        except pexpect.EOF:
            return False
        self.written += data
        self._stream.feed(data)
        return True

    def _is_whole(self) -> bool:
        return self.written.count(b"\x1b[?2026h") == self.written.count(b"\x1b[?2026l")


def play(home: Path, *arguments: str, columns: int = 80, lines: int = 24, **environment: str) -> Window:
    """The real program at a meeting, in a window."""
    command = [sys.executable, "-m", "kortspil", "play", *arguments]
    return Window(command, home, columns, lines, environment)
