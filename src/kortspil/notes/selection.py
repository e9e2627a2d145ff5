"""Select the meetings of a report. They are found without keeping them in memory, then read one at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from kortspil.errors import FileError, UsageError
from kortspil.messages import export as texts
from kortspil.messages import notes
from kortspil.notes import store
from kortspil.notes.store import StoredMeeting

_Any = TypeVar("_Any")
Track = Callable[[Iterable[_Any], int], Iterable[_Any]]
"""A function that yields the things it is given, and shows the progress. The second argument is how many they are."""


class MeetingRef(NamedTuple):
    """A meeting in a file, with what it can be selected by. ``areas`` are the id and the name of each of its areas."""

    path: Path
    id: str
    at: datetime
    areas: tuple[tuple[str, str], ...]


class Sources(NamedTuple):
    """The meetings of some files, the earliest first.

    ``without`` has a sentence for each file that could not be read, and for each that has no meeting although the user
    named it or it has remains of notes.
    """

    found: tuple[MeetingRef, ...]
    without: tuple[str, ...]


def everything(folder: Path, files: tuple[Path, ...] = (), *, track: Track[Path] | None = None) -> Sources:
    """Find every meeting in the given files and folders, or in all files of ``folder`` if none are given.

    If a meeting is in two files because it was moved, only the copy with the most entries is returned.
    Raises ``UsageError`` if a given file does not exist or a given folder has no Markdown file, and ``FileError`` if a
    given file cannot be read. Other files that cannot be read are skipped, and named in ``without``.
    """
    paths = _paths(files) if files else [(path, False) for path in store.files(folder)]
    # The number of entries and the copy with the most of them, by the id of the meeting.
    furthest: dict[str, tuple[int, MeetingRef]] = {}
    without: list[str] = []
    must = dict(paths)
    for path in (track or _unseen)(must, len(must)):
        try:
            inside = _found_in(path)
        except (UsageError, FileError) as error:
            if must[path]:
                raise
            without.append(texts.left_out(error.message))
            continue
        if not inside and (must[path] or store.is_notes(path)):
            without.append(notes.no_meeting(str(path)))
        for length, found in inside:
            known, _ = furthest.get(found.id, (0, found))
            if length >= known:
                furthest[found.id] = length, found
    chosen = sorted((found for _, found in furthest.values()), key=lambda one: one.at.timestamp())
    return Sources(tuple(chosen), tuple(without))


def latest_of_each(found: Iterable[MeetingRef]) -> tuple[MeetingRef, ...]:
    """Return the latest meeting of each file. ``found`` has the earliest first."""
    return tuple({one.path: one for one in found}.values())


def since(found: Iterable[MeetingRef], day: date) -> tuple[MeetingRef, ...]:
    """Return the meetings that opened on a day or later."""
    return tuple(one for one in found if one.at.date() >= day)


def named(found: tuple[MeetingRef, ...], names: Iterable[str]) -> tuple[MeetingRef, ...]:
    """Return the meetings whose ids begin with some names. Raises ``UsageError`` if a name fits none or several."""
    ids = [one.id for one in found]
    wanted = {store.matching_id(ids, name) for name in names}
    return tuple(one for one in found if one.id in wanted)


def read(found: Iterable[MeetingRef]) -> Iterator[StoredMeeting]:
    """Read some meetings one at a time. Meetings that have been deleted since they were found are left out.

    Raises as ``store.read`` does.
    """
    waiting = tuple(found)
    left = Counter(one.path for one in waiting)
    # A file with several meetings is read once, and kept until the last of them is yielded.
    held: dict[Path, dict[str, StoredMeeting]] = {}
    for one in waiting:
        if one.path not in held:
            held[one.path] = store.kept_in(one.path)
        kept = held[one.path].pop(one.id, None)
        left[one.path] -= 1
        if not left[one.path]:
            del held[one.path]
        if kept is not None:
            yield kept


def _found_in(path: Path) -> list[tuple[int, MeetingRef]]:
    # The meetings of a file, each with the number of its entries.
    return [
        (len(meeting.entries), MeetingRef(path, meeting.id, meeting.at, meeting.opened.areas))
        for meeting in store.read(path).meetings
    ]


def _paths(files: tuple[Path, ...]) -> list[tuple[Path, bool]]:
    # The files and the Markdown files of the folders, and whether each was given by its own name.
    paths: list[tuple[Path, bool]] = []
    for path in files:
        if os.path.isdir(path):
            inside = sorted(path.glob("*.md"))
            if not inside:
                raise UsageError(texts.folder_without_notes(str(path)), texts.FOLDER_WITHOUT_NOTES_HINT)
            paths += [(each, False) for each in inside]
        else:
            paths.append((path, True))
    return paths


def _unseen(things: Iterable[_Any], _total: int) -> Iterable[_Any]:
    return things
