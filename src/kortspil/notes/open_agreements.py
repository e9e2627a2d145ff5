"""What earlier meetings of a group agreed on, and has neither been done nor dropped."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kortspil.meeting.events import Kind, Noted, Removed, Reviewed, Verdict
from kortspil.meeting.state import OpenAgreement
from kortspil.notes import store
from kortspil.notes.history import Meeting, effective
from kortspil.system import paths


def agreements(group: str, notes: Path | None, meeting: str = "") -> tuple[OpenAgreement, ...]:
    """What the group has agreed on and is still open: the group of that name, or else whoever met in a notes file.

    ``meeting`` is the one that is held now, which has no past in itself. Raises ``FileError`` where notes cannot be
    read.
    """
    # Not the path's own question, which raises where one may not look.
    files = (notes,) if notes is not None and os.path.isfile(notes) else ()
    named = [each for path in files for each in store.read(path).meetings]
    earlier = _of_group(_folded(group), named) if group else named
    return still_open(other for other in earlier if other.id != meeting)


def still_open(meetings: Iterable[Meeting]) -> tuple[OpenAgreement, ...]:
    """The agreements of some meetings that are still open, the oldest first.

    Another meeting says what became of one by the meeting and the number that it was written with.
    """
    in_order = sorted(meetings, key=lambda meeting: meeting.at.timestamp())
    # All of them first: two meetings can have opened within the same second.
    gone = {(of, number) for meeting in in_order for of, number in _let_go(meeting)}
    return tuple(it for meeting in in_order for it in _standing(meeting) if (it.meeting, it.number) not in gone)


def _of_group(group: str, named: Sequence[Meeting]) -> list[Meeting]:
    # Those that go by the name, wherever they lie, and whoever met without a name in the group's own notes file.
    ids = {meeting.id for meeting in named}
    found = {kept.meeting.id: kept.meeting for kept in store.meetings(paths.notes_folder())}
    for meeting in named:
        # A meeting that was moved in the middle lies in two files.
        known = found.get(meeting.id, meeting)
        found[meeting.id] = max(known, meeting, key=lambda copy: len(copy.entries))
    names = {meeting.id: _folded(meeting.opened.group) for meeting in found.values()}
    return [each for each in found.values() if names[each.id] == group or (each.id in ids and not names[each.id])]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _let_go(meeting: Meeting) -> Iterator[tuple[str, int]]:
    for entry in effective(meeting.entries):
        if isinstance(entry.event, Reviewed) and entry.event.verdict is not Verdict.KEPT:
            yield entry.event.meeting, entry.event.number


def _standing(meeting: Meeting) -> Iterator[OpenAgreement]:
    # What was changed keeps its place, which is known by the number it was first written with.
    notes: dict[int, tuple[int, Kind, str]] = {}
    place_of: dict[int, int] = {}
    for entry in effective(meeting.entries):
        match entry.event:
            case Noted(kind, _, text, _, replaces):
                place = place_of.pop(replaces, entry.number)
                place_of[entry.number] = place
                notes[place] = entry.number, kind, text
            case Removed(number) if number in place_of:
                del notes[place_of.pop(number)]
            case _:
                pass
    return (OpenAgreement(meeting.id, number, text) for number, kind, text in notes.values() if kind is Kind.AGREEMENT)
