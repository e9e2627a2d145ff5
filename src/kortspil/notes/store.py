"""The meetings a person has held: in the folder of notes, and in files of their own that were named with --notes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kortspil.errors import FileError, UsageError
from kortspil.meeting.events import (
    Asked,
    Closed,
    Handwritten,
    LaidBack,
    Noted,
    Removed,
    Reviewed,
    Skipped,
    Turned,
)
from kortspil.messages import deck_files, notes, sessions
from kortspil.messages.os_errors import reason
from kortspil.notes.history import Meeting, NotesContents, drafts, effective
from kortspil.notes.mark import MARK_BEGINS, has_mark
from kortspil.notes.reader import parse_bytes
from kortspil.system import files as system_files
from kortspil.system.files import ends_in_the_middle_of_a_line, make_folder, sync_folder
from kortspil.system.lock import is_free

LISTING = "elsewhere.txt"
"""The file of a folder of notes that remembers the files outside it, a path in each line."""

_OUR_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{4}")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_LONGEST_BEGINNING = len(MARK_BEGINS.encode("utf-32-le"))


class StoredMeeting(NamedTuple):
    """A meeting and the file it is kept in. ``unreadable`` are the file's lines that could not be understood."""

    path: Path
    meeting: Meeting
    unreadable: tuple[int, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the meeting was closed, and not taken up again since."""
        events = [entry.event for entry in effective(self.meeting.entries)]
        return bool(events) and isinstance(events[-1], Closed)

    @property
    def ends(self) -> datetime:
        """When something last happened."""
        return self.meeting.entries[-1].at if self.meeting.entries else self.meeting.at

    @property
    def counts(self) -> tuple[int, int]:
        """How many cards were turned, and how many notes were written."""
        events = [entry.event for entry in effective(self.meeting.entries)]
        turned: set[str] = set()
        for event in events:
            if isinstance(event, (Turned, Asked)):
                turned.add(event.card)
            elif isinstance(event, (Skipped, LaidBack)):
                turned.discard(event.card)
        written = sum(isinstance(event, Noted) and not event.replaces for event in events)
        return len(turned), max(0, written - sum(isinstance(event, Removed) for event in events))


def remember(folder: Path, path: Path) -> None:
    """Keep in mind that meetings lie in a file outside the folder. Raises nothing: a meeting can do without."""
    listing = folder / LISTING
    try:
        line = os.fsencode(path.resolve())
        if line in _lines(listing):
            return
        make_folder(folder)
        at = os.open(listing, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(at, "ab") as file:
            # A line that a power cut tore is ended first.
            file.write(b"\n" * ends_in_the_middle_of_a_line(at) + line + b"\n")
            file.flush()
            os.fsync(at)
        for above in listing.resolve().parents:
            sync_folder(above)
    except (OSError, UnicodeError):
        return


def forget(folder: Path, path: Path) -> None:
    """Keep a file in mind no more. Raises nothing: a file that is gone is passed over anyway."""
    listing = folder / LISTING
    known = _lines(listing)
    with suppress(FileError, UnicodeError):
        line = os.fsencode(path.resolve())
        if line in known:
            system_files.write(listing, b"".join(other + b"\n" for other in known if other != line), 0o600)


def remembered(folder: Path) -> tuple[Path, ...]:
    """The files outside the folder that it remembers, whether or not they are there."""
    # A file's name is bytes on most systems, and is read in whatever encoding the locale gives file names today.
    return tuple(Path(os.fsdecode(line)) for line in _lines(folder / LISTING))


def _lines(listing: Path) -> list[bytes]:
    try:
        return listing.read_bytes().splitlines()
    except OSError:
        return []


def latest(
    folder: Path, files: tuple[Path, ...] = (), passed_over: Callable[[Path], object] = lambda _: None
) -> StoredMeeting:
    """The meeting that was opened last: in ``files``, or where none is named in all that is remembered.

    ``passed_over`` is told of each newer file of ours that has no meeting in it any more.

    Raises ``UsageError`` where there is no meeting or a named file is not there, ``FileError`` where it cannot be
    read. Remembered files that are gone are passed over.
    """
    found = _named(files) if files else _late(folder, passed_over)
    if not found:
        raise no_meeting(folder, files)
    return _newest(found)


def no_meeting(folder: Path, files: tuple[Path, ...]) -> UsageError:
    """What is wrong where no meeting is found in the files, or where none is named in the folder."""
    if files:
        return UsageError(notes.no_meeting(", ".join(map(str, files))), notes.NOT_NOTES_HINT)
    return UsageError(notes.no_meeting(str(folder)), notes.NO_MEETING_HINT)


def latest_with_notes(folder: Path) -> StoredMeeting | None:
    """The meeting that was opened last of those where something was written, or ``None``. Reads every file."""
    found = [kept for kept in _all(folder) if _has_notes(kept.meeting)]
    return _newest(found) if found else None


def unfinished(folder: Path) -> StoredMeeting | None:
    """The meeting that was opened last, where it was not closed and is not going on; else ``None``."""
    try:
        kept = latest(folder)
    except (UsageError, FileError):
        return None
    return kept if not kept.is_closed and is_free(kept.path) else None


def meetings(folder: Path, files: tuple[Path, ...] = ()) -> list[StoredMeeting]:
    """Every meeting, the one that was opened last first. Reads every file, or those that are named.

    A meeting that was moved in the middle lies in two files: only the copy that goes furthest is given.
    Raises as ``latest`` does, but not where there is no meeting.
    """
    found = _furthest(_named(files) if files else _all(folder))
    found.reverse()
    found.sort(key=lambda kept: kept.meeting.at.timestamp(), reverse=True)
    return found


def find(folder: Path, name: str, files: tuple[Path, ...] = ()) -> StoredMeeting:
    """The meeting whose id begins with a name. Raises ``UsageError`` where none does, or more than one."""
    found = {kept.meeting.id: kept for kept in meetings(folder, files)}
    return found[fitting(found, name)]


def fitting(ids: Iterable[str], name: str) -> str:
    """The one id that is a name or begins with it. Raises ``UsageError`` where none does, or more than one."""
    found = [each for each in ids if each.startswith(name)]
    if not found:
        raise UsageError(sessions.no_such_meeting(name), sessions.SESSIONS_HINT)
    if len(found) > 1 and name not in found:
        raise UsageError(sessions.many_meetings(name, found), sessions.SESSIONS_HINT)
    return name if name in found else found[0]


def copies(folder: Path, meeting: str, files: tuple[Path, ...] = ()) -> list[Path]:
    """Every file that holds something of a meeting, by the one name that it really has."""
    found = _named(files) if files else _all(folder)
    return list(dict.fromkeys(kept.path.resolve() for kept in found if kept.meeting.id == meeting))


def files(folder: Path) -> list[Path]:
    """Every file that meetings can be in: those of the folder, and those that are remembered."""
    return list(dict.fromkeys([*sorted(folder.glob("*.md")), *remembered(folder)]))


def kept_in(path: Path) -> dict[str, StoredMeeting]:
    """The meetings of a file by their ids. Raises as ``read`` does."""
    return {kept.meeting.id: kept for kept in _meetings(path, read(path))}


def is_notes(path: Path) -> bool:
    """Whether a file holds a meeting, or what is left of one that cannot be read any more. Raises as ``read`` does."""
    # Not by reading it as notes: most files that are asked about are large and none of ours, and of those that are ours
    # somebody may have wrapped the lines.
    return _has_mark(path) if os.path.isfile(path) else bool(read(path).meetings)


def read(path: Path) -> NotesContents:
    """What a notes file holds. Raises ``UsageError`` or ``FileError``."""
    # Not the path's own questions, which raise where one may not look.
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UsageError(deck_files.is_no_file(str(path)), deck_files.NO_SUCH_FILE_HINT)
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(deck_files.no_such_file(str(path)), deck_files.NO_SUCH_FILE_HINT) from None
    except OSError as error:
        if os.path.isdir(path):  # Windows says «permission denied» of a folder.
            raise UsageError(deck_files.is_a_folder(str(path)), deck_files.NO_SUCH_FILE_HINT) from None
        raise FileError(deck_files.cannot_read(str(path), reason(error)), deck_files.CANNOT_READ_HINT) from None
    return parse_bytes(data)


def _has_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            before = b""
            while piece := file.read(1 << 20):
                # A mark can lie across two pieces.
                if has_mark(before + piece, _ENCODINGS):
                    return True
                before = (before + piece)[-_LONGEST_BEGINNING:]
    except OSError:
        return True
    return False


def _newest(found: list[StoredMeeting]) -> StoredMeeting:
    # Of two that opened within the same second, the one further down in its file is the later.
    return max(reversed(_furthest(found)), key=lambda kept: kept.meeting.at.timestamp())


def _furthest(found: Iterable[StoredMeeting]) -> list[StoredMeeting]:
    furthest: dict[str, StoredMeeting] = {}
    for kept in found:
        known = furthest.get(kept.meeting.id)
        if known is None or len(kept.meeting.entries) >= len(known.meeting.entries):
            furthest[kept.meeting.id] = kept
    return list(furthest.values())


def _named(files: tuple[Path, ...]) -> list[StoredMeeting]:
    return [kept for path in files for kept in _meetings(path, read(path))]


def _all(folder: Path) -> list[StoredMeeting]:
    return list(_readable(files(folder)))


def _has_notes(meeting: Meeting) -> bool:
    words = (Asked, Noted, Handwritten, Reviewed)
    return any(isinstance(entry.event, words) for entry in effective(meeting.entries)) or bool(drafts(meeting.entries))


def _meetings(path: Path, journal: NotesContents) -> list[StoredMeeting]:
    return [StoredMeeting(path, meeting, journal.unreadable) for meeting in journal.meetings]


def _late(folder: Path, passed_over: Callable[[Path], object]) -> list[StoredMeeting]:
    # Our own names begin with the time: the newest of those files that has a meeting has the latest of them all. What
    # else meetings lie in says nothing by its name, nor by its date, which is wrong on sticks and after a copy.
    ours, others = _by_name(folder)
    found: list[StoredMeeting] = []
    for path in ours:
        found = _meetings(path, read(path))[-1:]
        if found:
            break
        passed_over(path)
    return [*found, *_readable([*others, *remembered(folder)])]


def _by_name(folder: Path) -> tuple[list[Path], list[Path]]:
    # The notes files of a folder: those that we named, the newest first, and the rest.
    named: tuple[list[Path], list[Path]] = [], []
    for path in sorted(folder.glob("*.md"), reverse=True):
        named[_OUR_NAME.match(path.name) is None].append(path)
    return named


def _readable(paths: Iterable[Path]) -> Iterator[StoredMeeting]:
    for path in paths:
        try:
            journal = read(path)
        except (UsageError, FileError):
            continue
        yield from _meetings(path, journal)
