"""Which files can hold a meeting later than another, told from a look at them and not by reading their meetings.

Whoever begins a meeting waits for this, and may have held a thousand.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kortspil.namedtuples import NamedTuple

LISTING = "elsewhere.txt"
"""Where the files outside the folder are remembered."""

# Compiled when there is something to look at.
_OUR_NAME = r"\d{4}-\d\d-\d\d-\d{4}"
_MARK = rb"(?<!\\)<!-- kortspil ([^\s<]+) \d+ ([^\s<]+) ([^\s<]+)(?: [^\s<]+)*? -->"
# With nothing before its first letters, a pattern is looked for ten times as fast: whether they are escaped is asked
# afterwards.
_OPENED = rb"<!-- kortspil ([^\s<]+) \d+ opened ([^\s<]+) "
_BEGINS = b"<!-- kortspil "
_TAIL = 1 << 14
# Drives tell the time of a change by clocks of their own, some of them without knowing of summer time.
_MARGIN = 24 * 60 * 60


class Changed(NamedTuple):
    """A file, and when it was last changed, in seconds of the system's time."""

    at: float
    path: Path


class Folder(NamedTuple):
    """The files that meetings can be in: ``ours`` are the names of those that we named in the folder, the latest first,
    ``others`` the rest of them and what is remembered elsewhere."""

    ours: tuple[str, ...]
    others: tuple[Path, ...]


def folder(path: Path) -> Folder:
    """The files of a folder of notes. Nothing is asked about a file but its name."""
    # Names and not paths: ten thousand paths take a twentieth of a second to make.
    try:
        names = sorted((name for name in os.listdir(path) if os.path.normcase(name).endswith(".md")), reverse=True)
    except OSError:
        names = []
    # Our own names begin with the time, so the newest of them is found without reading the others.
    is_ours = re.compile(_OUR_NAME).match
    ours = tuple(filter(is_ours, names))
    named = (path / name for name in names if not is_ours(name)) if len(ours) < len(names) else ()
    return Folder(ours, (*named, *elsewhere(path)))


def elsewhere(path: Path) -> tuple[Path, ...]:
    """The files that a folder of notes remembers."""
    # A file's name is bytes on most systems, and is read in whatever encoding the locale gives file names today.
    return tuple(Path(os.fsdecode(line)) for line in lines(path / LISTING))


def lines(listing: Path) -> list[bytes]:
    """The lines of a listing; none where it cannot be read."""
    try:
        return listing.read_bytes().splitlines()
    except OSError:
        return []


def by_change(paths: Iterable[Path]) -> list[Changed]:
    """Files, those that were changed last at the front. What is gone, or is no file, is left out."""
    found: list[Changed] = []
    for path in dict.fromkeys(paths):
        try:
            told = os.stat(path)
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(told.st_mode):
            found.append(Changed(told.st_mtime, path))
    return sorted(found, key=lambda changed: changed.at, reverse=True)


class Latest(NamedTuple):
    """When the latest meeting that is known of opened. ``has_true_dates``: its file was changed since, by the clock
    that dates files; where it was not, that clock cannot be trusted."""

    at: float
    has_true_dates: bool


def latest(path: Path, at: float) -> Latest:
    """The latest meeting, where it is the one of a file that opened at a time."""
    try:
        return Latest(at, os.stat(path).st_mtime + _MARGIN >= at)
    except OSError:
        return Latest(at, has_true_dates=False)


def can_be_later(changed: Changed, than: Latest | None) -> bool:
    """Whether a file may hold a meeting that opened as late as another or later: something was written in it then, and
    where its last event can be seen at its end, that happened then."""
    if than is None:
        return True
    if than.has_true_dates and changed.at + _MARGIN < than.at:
        return False
    last = _last_time(changed.path)
    return last is None or last >= than.at


def is_all_closed(path: Path) -> bool:
    """Whether a look shows that the latest meeting of a folder, and of what it remembers, was closed in the end, or
    that there is none. Where it shows nothing, the files are to be read."""
    ours, others = folder(path)
    newest = next((path / name for name in ours if not _is_empty(path / name)), None)
    if newest is None:
        return not others
    at = _closed_at(newest)
    if at is None:
        return False
    known = latest(newest, at)
    return not any(can_be_later(changed, known) for changed in by_change(others))


def _is_empty(path: Path) -> bool:
    # As a program leaves it that was killed before anything happened at its meeting.
    try:
        found = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def _closed_at(path: Path) -> float | None:
    # When the one meeting of a file opened, where it was closed in the end.
    if not os.path.isfile(path):
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    last = _last_mark(data)
    found = (match for match in re.finditer(_OPENED, data) if data[match.start() - 1 : match.start()] != b"\\")
    opened = {match[1]: match[2] for match in found}
    if last is None or last[2] != b"closed" or [*opened] != [last[1]]:
        return None
    return _time(opened[last[1]]) if _time(last[3]) is not None else None


def _last_time(path: Path) -> float | None:
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            last = _last_mark(file.read())
    except OSError:
        return None
    return _time(last[3]) if last is not None else None


def _last_mark(data: bytes) -> re.Match[bytes] | None:
    # A torn one at the end, or one that cannot be read, is for who reads the file.
    at = data.rfind(_BEGINS)
    return re.compile(_MARK).match(data, at) if at >= 0 else None


def _time(written: bytes) -> float | None:
    try:
        at = datetime.fromisoformat(written.decode())
    except ValueError:
        return None
    return at.timestamp() if at.tzinfo is not None else None
