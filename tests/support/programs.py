"""Run the real program in a process of its own, and talk with it through pipes."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

PATIENCE_SECONDS = 600.0
"""How long a test waits for a program to end. It is for a program that hangs: no machine is so slow."""
PICTURE_SECONDS = 120.0
"""How long a test waits for a running program to show something. A failing test may take this long."""

_WITHOUT_LOCKS = (
    "import errno, filelock\n"
    "def refuse(*_): raise OSError(errno.ENOLCK, 'No locks available')\n"
    "filelock.FileLock._acquire = refuse\n"
    "from kortspil.__main__ import main\n"
    "main()\n"
)


class Ended(NamedTuple):
    """The exit code and the whole output of a program that has ended."""

    code: int
    out: str
    err: str


class Program:
    """A running program. Used as a context manager, it is killed at the end.

    Without ``knows_locks`` the program runs as on a drive that has no locks.
    """

    def __init__(self, *words: str, knows_locks: bool = True) -> None:
        start = ["-m", "kortspil"] if knows_locks else ["-c", _WITHOUT_LOCKS]
        self.process = subprocess.Popen(
            [sys.executable, *start, *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        self.said = ""
        # If the program hangs, this kills it, and a read that waits for it ends.
        self._watch = threading.Timer(PATIENCE_SECONDS, self.process.kill)
        self._watch.start()

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self._watch.cancel()
        self.process.communicate()

    def types(self, lines: str) -> None:
        """Type a few lines. They are lost if the program has ended."""
        assert self.process.stdin is not None
        with suppress(OSError):
            self.process.stdin.write(lines.encode())

    def says(self, *texts: str) -> str:
        """Wait until the program prints one of ``texts``, and return that text. Return "" if the program ends first."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline().decode():
            self.said += line
            found = next((text for text in texts if text in line), "")
            if found:
                return found
        return ""

    def kill(self) -> None:
        """Kill the program and wait for its end."""
        self.process.kill()
        self.process.wait()

    def ends(self, lines: str = "") -> Ended:
        """Type the last lines and wait for the end."""
        out, err = self.process.communicate(lines.encode())
        self._watch.cancel()
        return Ended(self.process.returncode, self.said + out.decode(), err.decode())


def plays(file: Path | str, *words: str, knows_locks: bool = True) -> Program:
    """Hold a meeting in plain mode, in a notes file."""
    fixed = ("play", "--plain", "--area", "teknologiforstaaelse", "--seed", "1", "--no-warmup")
    return Program(*fixed, "--notes", str(file), *words, knows_locks=knows_locks)
