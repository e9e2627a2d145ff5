"""Which meetings a report is made of: found without being kept in memory, and then read one at a time."""

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
"""Something that sees how far a walk through so many things has come."""


class MeetingRef(NamedTuple):
    """A meeting, the file it is kept in, and what has to be known to choose it. ``areas`` are the (id, name) that it
    chose."""

    path: Path
    id: str
    at: datetime
    areas: tuple[tuple[str, str], ...]


class Sources(NamedTuple):
    """The meetings of some files, the one that opened first at the front, and the sentences that say which files gave
    none: because they could not be read, or were named and have none."""

    found: tuple[MeetingRef, ...]
    without: tuple[str, ...]


def everything(folder: Path, files: tuple[Path, ...] = (), *, track: Track[Path] | None = None) -> Sources:
    """Every meeting in some files and folders, or where none is named in all that is remembered.

    A meeting that was moved in the middle lies in two files: only the copy that goes furthest is given.
    Raises ``UsageError`` where a named file is not there, ``FileError`` where it cannot be read. What is remembered or
    lies in a named folder is passed over then, and told of.
    """
    paths = _paths(files) if files else [(path, False) for path in store.files(folder)]
    # Each meeting in its copy that goes furthest, with how much happened there.
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
    """Of each file the meeting that was opened last."""
    return tuple({one.path: one for one in found}.values())


def since(found: Iterable[MeetingRef], day: date) -> tuple[MeetingRef, ...]:
    """The meetings that opened on a day or later."""
    return tuple(one for one in found if one.at.date() >= day)


def named(found: tuple[MeetingRef, ...], names: Iterable[str]) -> tuple[MeetingRef, ...]:
    """The meetings whose ids begin with some names. Raises ``UsageError`` for a name that fits none or several."""
    ids = [one.id for one in found]
    wanted = {store.fitting(ids, name) for name in names}
    return tuple(one for one in found if one.id in wanted)


def read(found: Iterable[MeetingRef]) -> Iterator[StoredMeeting]:
    """Each of some meetings as it is kept, one after the other. What was taken away meanwhile is left out.

    Raises as ``store.read`` does.
    """
    waiting = tuple(found)
    left = Counter(one.path for one in waiting)
    # A file of several meetings is read once, and kept until the last of them was given.
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
    # The meetings of a file, each with how much happened at it, which is all that is kept of them here.
    return [
        (len(meeting.entries), MeetingRef(path, meeting.id, meeting.at, meeting.opened.areas))
        for meeting in store.read(path).meetings
    ]


def _paths(files: tuple[Path, ...]) -> list[tuple[Path, bool]]:
    """The files, and whether each of them was named itself. Of a folder those that notes can be in."""
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
