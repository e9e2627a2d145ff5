"""Run the real program on a simulated disk that records calls, fills up, or kills the program.

    python failing_disk.py PLAN play …

Only ``os.write``, ``os.fsync`` and ``os.ftruncate`` on folders and on files opened for appending are replaced. The
terminal, pipes, modules and lock files work as usual. Every write and every sync is a boundary, counted from 0.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROGRAM = Path(__file__)


class Plan(NamedTuple):
    """What happens to the disk. All successful calls are recorded in the file ``log``, as lines of JSON.

    The program is killed at the boundary ``kill``. ``where`` says exactly when: «before» it, «after» it, or inside a
    write. Inside, it is killed after the share ``share`` of the bytes («share»), after the «first» byte, before the
    «last» byte, or in the middle of a «letter» of several bytes.

    The disk fills up at the write ``full``, counted from 0 among the writes. There is room for the share ``share`` of
    its bytes, or for all but the last ``short_of``. Then ``failures`` calls fail with ``error``. The write ``unsynced``
    succeeds, but its sync fails, and ``failures`` calls fail in all. With ``cannot_truncate`` files cannot be
    truncated. One write takes at most ``most`` bytes.
    """

    log: str
    kill: int = -1
    where: str = ""
    share: float = 0.0
    full: int = -1
    short_of: int = 0
    unsynced: int = -1
    failures: int = 1
    error: int = 0
    cannot_truncate: bool = False
    most: int = sys.maxsize

    def command(self) -> list[str]:
        """Return the command that starts the program on this disk; its arguments follow."""
        return [sys.executable, str(PROGRAM), json.dumps(self)]


class Call(NamedTuple):
    """A successful call. ``what`` is «wrote», «synced» (a file) or «listed» (a folder was synced).

    ``file`` identifies the file or folder. ``size`` is the number of bytes that were written, or the size of the synced
    file. ``names`` are the names in a synced folder.
    """

    what: str
    file: str
    size: int
    names: tuple[str, ...] = ()


def identity(status: os.stat_result) -> str:
    """Return what identifies a file in the log. It does not change when the file is renamed."""
    return f"{status.st_dev}:{status.st_ino}"


def read_log(log: Path) -> Iterator[Call]:
    """Yield the recorded calls. The last line is left out if the kill tore it."""
    for line in log.read_text("utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            what, file, size, names = json.loads(line)
            yield Call(what, file, size, tuple(names))


class Disk:
    """The functions that replace those of ``os``."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._at = -1
        self._writes = -1
        self._refusals = 0
        self._has_refused_to_sync = False
        self._write, self._fsync, self._truncate = os.write, os.fsync, os.ftruncate
        self._log = os.open(plan.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def install(self) -> None:
        """Replace the functions of ``os``."""
        os.write = self.write  # type: ignore[assignment]
        os.fsync = self.fsync  # type: ignore[assignment]
        os.ftruncate = self.truncate

    def write(self, file: int, data: bytes) -> int:
        status = os.fstat(file)
        if not _is_appended_to(file, status):
            return self._write(file, data)
        self._refuse()
        self._begin()
        self._writes += 1
        part = data[: self._plan.most]
        if self._writes == self._plan.full:
            part = part[: len(data) - self._plan.short_of if self._plan.short_of else self._room(data)]
            self._refusals = self._plan.failures
            if not part:
                self._refuse()
        if self._at == self._plan.kill and self._plan.where != "after":
            self._write(file, data[: self._cut(part)])
            _die()
        written = self._write(file, part)
        self._record(Call("wrote", identity(status), written))
        self._end()
        return written

    def fsync(self, file: int) -> None:
        status = os.fstat(file)
        is_folder = stat.S_ISDIR(status.st_mode)
        if not is_folder and not _is_appended_to(file, status):
            return self._fsync(file)
        self._refuse()
        self._begin()
        if not is_folder and self._writes == self._plan.unsynced and not self._has_refused_to_sync:
            self._has_refused_to_sync = True
            self._refusals = self._plan.failures
            self._refuse()
        names = tuple(os.listdir(file)) if is_folder else ()
        self._fsync(file)
        self._record(Call("listed" if is_folder else "synced", identity(status), status.st_size, names))
        self._end()
        return None

    def truncate(self, file: int, size: int) -> None:
        if self._plan.cannot_truncate and _is_appended_to(file, os.fstat(file)):
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        self._truncate(file, size)

    def _begin(self) -> None:
        self._at += 1
        if self._at == self._plan.kill and self._plan.where == "before":
            _die()

    def _end(self) -> None:
        if self._at == self._plan.kill:
            _die()

    def _refuse(self) -> None:
        if self._refusals:
            self._refusals -= 1
            raise OSError(self._plan.error, os.strerror(self._plan.error))

    def _room(self, data: bytes) -> int:
        return int(self._plan.share * len(data.rstrip(b"\n")))

    def _cut(self, part: bytes) -> int:
        match self._plan.where:
            case "first":
                return 1
            case "last":
                return len(part) - 1
            case "letter":
                inside = [at for at, byte in enumerate(part) if byte & 0xC0 == 0x80]
                return inside[int(self._plan.share * len(inside))] if inside else 1
            case _:
                return int(self._plan.share * len(part))

    def _record(self, call: Call) -> None:
        self._write(self._log, json.dumps(call).encode() + b"\n")


def _is_appended_to(file: int, status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and bool(fcntl.fcntl(file, fcntl.F_GETFL) & os.O_APPEND)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Run the program with the arguments that follow the plan."""
    plan = Plan(*json.loads(sys.argv[1]))
    # The program must not import modules from the folder of this script.
    sys.path.remove(str(PROGRAM.parent))
    sys.argv[:] = [sys.argv[0], *sys.argv[2:]]
    Disk(plan).install()

    from kortspil.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
