"""Which files can hold a meeting later than another, told from a look at them and not by reading their meetings.

Whoever begins a meeting waits for this, and may have held a thousand.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

LISTING = "elsewhere.txt"
"""Where the files outside the folder are remembered."""

# Compiled when there is something to look at.
_OUR_NAME = r"\d{4}-\d\d-\d\d-\d{4}"
_MARK = rb"<!-- kortspil ([^\s<]+) \d+ ([^\s<]+) ([^\s<]+)((?: [^\s<]+)*?) -->"


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


def may_be_later(path: Path, at: float) -> bool:
    """Whether a file may hold a meeting that opened at a time or later, in seconds of the system's time. Its marks say
    so: the dates of files are wrong on sticks, after a copy, and where a clock was."""
    data = _bytes(path)
    if data is None:
        return True
    marks = list(_marks(data))
    opened = [mark for mark in marks if mark[2] == b"opened"]
    if not marks or {mark[1] for mark in marks} != {mark[1] for mark in opened}:
        return True
    times = [_time(mark[3]) for mark in opened]
    return any(time is None or time >= at for time in times)


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
    return not any(may_be_later(path, at) for path in others)


def _is_empty(path: Path) -> bool:
    # As a program leaves it that was killed before anything happened at its meeting.
    try:
        found = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def _closed_at(path: Path) -> float | None:
    # When the one meeting of a file opened, where it was closed in the end and nothing took that back.
    marks = list(_marks(_bytes(path) or b""))
    opened = [mark for mark in marks if mark[2] == b"opened"]
    if len(opened) != 1 or marks[-1][2] != b"closed" or {mark[1] for mark in marks} != {opened[0][1]}:
        return None
    if not all(map(_can_be_read, marks)) or any(_takes_back(mark, marks[-1]) for mark in marks):
        return None
    return _time(opened[0][3])


def _bytes(path: Path) -> bytes | None:
    # A pipe would be waited for.
    if not os.path.isfile(path):
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def _marks(data: bytes) -> Iterator[re.Match[bytes]]:
    # With nothing before its first letters, a pattern is looked for ten times as fast: whether they are escaped is
    # asked afterwards.
    found = re.finditer(_MARK, data)
    return (mark for mark in found if data[mark.start() - 1 : mark.start()] != b"\\")


def _can_be_read(mark: re.Match[bytes]) -> bool:
    # What is not read as an event closes no meeting.
    return len(_number(mark)) < 10 and all(b"=" in fact for fact in mark[4].split()) and _time(mark[3]) is not None


def _takes_back(mark: re.Match[bytes], closed: re.Match[bytes]) -> bool:
    number = _number(closed).lstrip(b"0")
    facts = (fact.partition(b"=")[2].lstrip(b"0") for fact in mark[4].split())
    return mark[2] in (b"undone", b"voided") and number in facts


def _number(mark: re.Match[bytes]) -> bytes:
    return mark[0].split()[3]


def _time(written: bytes) -> float | None:
    try:
        at = datetime.fromisoformat(written.decode())
    except ValueError:
        return None
    return at.timestamp() if at.tzinfo is not None else None
