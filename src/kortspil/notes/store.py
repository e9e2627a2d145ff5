"""Find the meetings of a person: in the folder of notes, and in files elsewhere that were named with --notes."""

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
from kortspil.messages import notes, sessions
from kortspil.notes.history import Meeting, NotesContents, drafts, effective
from kortspil.notes.mark import has_mark
from kortspil.notes.reader import parse_bytes
from kortspil.system import files as system_files
from kortspil.system.files import ends_in_the_middle_of_a_line, make_folder, sync_folder
from kortspil.system.lock import is_free
from kortspil.text.markdown import MARK_BEGINS

LISTING = "elsewhere.txt"
"""The name of the file in a folder of notes that lists the notes files outside it, one path a line."""

_OUR_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{4}")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_LONGEST_BEGINNING = len(MARK_BEGINS.encode("utf-32-le"))


class StoredMeeting(NamedTuple):
    """A meeting and its file. ``unreadable`` are the numbers of the lines in the file that cannot be read."""

    path: Path
    meeting: Meeting
    unreadable: tuple[int, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the meeting was closed and has not gone on since."""
        events = [entry.event for entry in effective(self.meeting.entries)]
        return bool(events) and isinstance(events[-1], Closed)

    @property
    def ends(self) -> datetime:
        """The time of the last event."""
        return self.meeting.entries[-1].at if self.meeting.entries else self.meeting.at

    @property
    def counts(self) -> tuple[int, int]:
        """The number of cards that were turned, and of notes that were written."""
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
    """Add a file outside the folder to its list. Errors are ignored: a meeting does not depend on it."""
    listing = folder / LISTING
    try:
        line = os.fsencode(path.resolve())
        if line in _lines(listing):
            return
        make_folder(folder)
        at = os.open(listing, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(at, "ab") as file:
            # A line that was torn by a power cut is ended first.
            file.write(b"\n" * ends_in_the_middle_of_a_line(at) + line + b"\n")
            file.flush()
            os.fsync(at)
        for above in listing.resolve().parents:
            sync_folder(above)
    except (OSError, UnicodeError):
        return


def forget(folder: Path, path: Path) -> None:
    """Remove a file from the list of the folder. Errors are ignored: a file that is gone is skipped anyway."""
    listing = folder / LISTING
    known = _lines(listing)
    with suppress(FileError, UnicodeError):
        line = os.fsencode(path.resolve())
        if line in known:
            system_files.write(listing, b"".join(other + b"\n" for other in known if other != line), 0o600)


def remembered(folder: Path) -> tuple[Path, ...]:
    """Return the files on the list of the folder, whether or not they exist."""
    # File names are bytes on most systems. They are decoded as the current locale decodes file names.
    return tuple(Path(os.fsdecode(line)) for line in _lines(folder / LISTING))


def _lines(listing: Path) -> list[bytes]:
    try:
        return listing.read_bytes().splitlines()
    except OSError:
        return []


def latest(
    folder: Path, files: tuple[Path, ...] = (), passed_over: Callable[[Path], object] = lambda _: None
) -> StoredMeeting:
    """Return the meeting that was opened last in ``files``, or in all files of the folder if none are given.

    ``passed_over`` is called with each newer file that has a name from the program, but no longer a meeting.

    Raises ``UsageError`` if there is no meeting or a given file does not exist, and ``FileError`` if a file cannot be
    read. Listed files that are gone or cannot be read are skipped.
    """
    found = _named(files) if files else _latest_candidates(folder, passed_over)
    if not found:
        raise no_meeting(folder, files)
    return _newest(found)


def no_meeting(folder: Path, files: tuple[Path, ...]) -> UsageError:
    """Return the error for files without a meeting, or for a folder without one if no files are given."""
    if files:
        return UsageError(notes.no_meeting(", ".join(map(str, files))), notes.NOT_NOTES_HINT)
    return UsageError(notes.no_meeting(str(folder)), notes.NO_MEETING_HINT)


def latest_with_notes(folder: Path) -> StoredMeeting | None:
    """Return the meeting with notes that was opened last, or ``None``. Reads every file."""
    found = [kept for kept in _all(folder) if _has_notes(kept.meeting)]
    return _newest(found) if found else None


def unfinished(folder: Path) -> StoredMeeting | None:
    """Return the meeting that was opened last if it was interrupted and is not going on, or ``None``."""
    try:
        kept = latest(folder)
    except (UsageError, FileError):
        return None
    return kept if not kept.is_closed and is_free(kept.path) else None


def meetings(folder: Path, files: tuple[Path, ...] = ()) -> list[StoredMeeting]:
    """Return every meeting in ``files``, or in all files of the folder if none are given. The latest comes first.

    If a meeting is in two files because it was moved, only the copy with the most entries is returned.
    Raises as ``latest`` does, but not if there is no meeting.
    """
    found = _furthest(_named(files) if files else _all(folder))
    found.reverse()
    found.sort(key=lambda kept: kept.meeting.at.timestamp(), reverse=True)
    return found


def find(folder: Path, name: str, files: tuple[Path, ...] = ()) -> StoredMeeting:
    """Return the meeting whose id begins with a name. Raises ``UsageError`` if not exactly one does."""
    found = {kept.meeting.id: kept for kept in meetings(folder, files)}
    if files and not found:
        raise no_meeting(folder, files)
    return found[matching_id(found, name)]


def matching_id(ids: Iterable[str], name: str) -> str:
    """Return the id that equals a name, or else the only one that begins with it. Raises ``UsageError`` otherwise."""
    found = [each for each in ids if each.startswith(name)]
    if not found:
        raise UsageError(sessions.no_such_meeting(name), sessions.SESSIONS_HINT)
    if len(found) > 1 and name not in found:
        raise UsageError(sessions.many_meetings(name, found), sessions.SESSIONS_HINT)
    return name if name in found else found[0]


def copies(folder: Path, meeting: str, files: tuple[Path, ...] = ()) -> list[Path]:
    """Return the resolved path of every file that has a part of a meeting."""
    found = _named(files) if files else _all(folder)
    return list(dict.fromkeys(kept.path.resolve() for kept in found if kept.meeting.id == meeting))


def files(folder: Path) -> list[Path]:
    """Return every file that can have meetings: the Markdown files in the folder, and the listed ones."""
    return list(dict.fromkeys([*sorted(folder.glob("*.md")), *remembered(folder)]))


def kept_in(path: Path) -> dict[str, StoredMeeting]:
    """Return the meetings of a file by their ids. Raises as ``read`` does."""
    return {kept.meeting.id: kept for kept in _meetings(path, read(path))}


def is_notes(path: Path) -> bool:
    """Return whether a file has a meeting, or the remains of a damaged one. Raises as ``read`` does."""
    # A search for marks also finds notes whose lines an editor has wrapped, and is fast in large files of other kinds.
    return _file_has_mark(path) if os.path.isfile(path) else bool(read(path).meetings)


def read(path: Path) -> NotesContents:
    """Read a notes file. Raises ``UsageError`` if the path is not a file, and ``FileError`` if it cannot be read."""
    return parse_bytes(system_files.read(path))


def _file_has_mark(path: Path) -> bool:
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
    # Of two meetings that opened in the same second, the one further down in its file is the later one.
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


def _meetings(path: Path, contents: NotesContents) -> list[StoredMeeting]:
    return [StoredMeeting(path, meeting, contents.unreadable) for meeting in contents.meetings]


def _latest_candidates(folder: Path, passed_over: Callable[[Path], object]) -> list[StoredMeeting]:
    # Names given by the program begin with the time, so these files are read from the newest on, until one has a
    # meeting. All other files are read: their names say nothing, and their dates can be wrong on a USB stick or
    # after a copy.
    ours, others = _by_name(folder)
    found: list[StoredMeeting] = []
    for path in ours:
        found = _meetings(path, read(path))[-1:]
        if found:
            break
        passed_over(path)
    return [*found, *_readable([*others, *remembered(folder)])]


def _by_name(folder: Path) -> tuple[list[Path], list[Path]]:
    # The files in a folder that the program named, the newest first, and all others.
    paths = sorted(folder.glob("*.md"), reverse=True)
    ours = [path for path in paths if _OUR_NAME.match(path.name)]
    return ours, [path for path in paths if not _OUR_NAME.match(path.name)]


def _readable(paths: Iterable[Path]) -> Iterator[StoredMeeting]:
    for path in paths:
        try:
            contents = read(path)
        except (UsageError, FileError):
            continue
        yield from _meetings(path, contents)
