"""The meetings a person has held: in the folder of notes, and in files of their own that were named with --notes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kortspil.errors import FileTrouble, WrongCall
from kortspil.events import Drafted, Handwritten, Noted
from kortspil.journal import Journal, Meeting, effective, parse_bytes
from kortspil.texts import loading, notes
from kortspil.texts.oserrors import reason

_ELSEWHERE = "elsewhere.txt"
_OUR_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{4}")


class Kept(NamedTuple):
    """A meeting and the file it is kept in. ``unreadable`` are the file's lines that could not be understood."""

    path: Path
    meeting: Meeting
    unreadable: tuple[int, ...]


def remember(folder: Path, path: Path) -> None:
    """Keep in mind that meetings lie in a file outside the folder. Raises nothing: a meeting can do without."""
    line = str(path.resolve())
    listing = folder / _ELSEWHERE
    try:
        if line in _lines(listing):
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        at = os.open(listing, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(at, "a", encoding="utf-8", errors="surrogateescape") as file:
            file.write(line + "\n")
    except (OSError, UnicodeError):
        return


def latest(folder: Path, files: tuple[Path, ...] = ()) -> Kept:
    """The meeting that was opened last: in ``files``, or where none is named in all that is remembered.

    Raises ``WrongCall`` where there is no meeting or a named file is not there, ``FileTrouble`` where it cannot be
    read. Remembered files that are gone are passed over.
    """
    if files:
        found = [kept for path in files for kept in _meetings(path, read(path))]
        where = ", ".join(str(path) for path in files)
    else:
        found = [*_in_folder(folder), *_readable(map(Path, _lines(folder / _ELSEWHERE)))]
        where = str(folder)
    if not found:
        raise WrongCall(notes.no_meeting(where), notes.NO_MEETING_REMEDY)
    return _newest(found)


def latest_with_notes(folder: Path) -> Kept | None:
    """The meeting that was opened last of those where something was written, or ``None``. Reads every file."""
    paths = (*sorted(folder.glob("*.md")), *map(Path, _lines(folder / _ELSEWHERE)))
    found = [kept for kept in _readable(paths) if _has_notes(kept.meeting)]
    return _newest(found) if found else None


def read(path: Path) -> Journal:
    """What a notes file holds. Raises ``WrongCall`` or ``FileTrouble``."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise WrongCall(loading.is_no_file(str(path)), loading.NO_SUCH_FILE_REMEDY)
    try:
        return parse_bytes(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise WrongCall(loading.no_such_file(str(path)), loading.NO_SUCH_FILE_REMEDY) from None
    except OSError as error:
        if path.is_dir():  # Windows says «permission denied» of a folder.
            raise WrongCall(loading.is_a_folder(str(path)), loading.NO_SUCH_FILE_REMEDY) from None
        raise FileTrouble(loading.cannot_read(str(path), reason(error)), loading.CANNOT_READ_REMEDY) from None


def _newest(found: list[Kept]) -> Kept:
    # Of two that opened within the same second, the one further down in its file is the later.
    return max(reversed(found), key=lambda kept: kept.meeting.at.timestamp())


def _has_notes(meeting: Meeting) -> bool:
    return any(isinstance(entry.event, (Noted, Drafted, Handwritten)) for entry in effective(meeting.entries))


def _meetings(path: Path, journal: Journal) -> list[Kept]:
    return [Kept(path, meeting, journal.unreadable) for meeting in journal.meetings]


def _in_folder(folder: Path) -> Iterator[Kept]:
    # Our own names begin with the time, so the newest of them is found without reading the others.
    paths = sorted(folder.glob("*.md"), reverse=True)
    for path in filter(_is_named_by_us, paths):
        kept = _meetings(path, read(path))
        if kept:
            yield kept[-1]
            break
    yield from _readable(path for path in paths if not _is_named_by_us(path))


def _is_named_by_us(path: Path) -> bool:
    return _OUR_NAME.match(path.name) is not None


def _readable(paths: Iterable[Path]) -> Iterator[Kept]:
    for path in paths:
        try:
            yield from _meetings(path, read(path))
        except (WrongCall, FileTrouble):
            continue


def _lines(listing: Path) -> list[str]:
    try:
        return listing.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
