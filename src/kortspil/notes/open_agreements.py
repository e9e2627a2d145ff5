"""Find the open agreements of a group: those of earlier meetings that are neither done nor dropped."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kortspil.meeting.events import Kind, Noted, Removed, Reviewed, Verdict
from kortspil.meeting.state import OpenAgreement, fold_name
from kortspil.notes import store
from kortspil.notes.history import Meeting, effective
from kortspil.system import paths


def agreements(group: str, notes: Path | None, meeting: str = "") -> tuple[OpenAgreement, ...]:
    """Return the open agreements of a group, or of all meetings in a notes file if ``group`` is "".

    The case and white space of ``group`` do not matter. ``meeting`` is the id of the current meeting, which is left
    out. Raises ``FileError`` if notes cannot be read.
    """
    # ``os.path``, because the methods of ``Path`` raise if permission is denied.
    files = (notes,) if notes is not None and os.path.isfile(notes) else ()
    in_file = [each for path in files for each in store.read(path).meetings]
    earlier = _of_group(fold_name(group), in_file) if group else in_file
    return still_open(other for other in earlier if other.id != meeting)


def still_open(meetings: Iterable[Meeting]) -> tuple[OpenAgreement, ...]:
    """Return the agreements of some meetings that are still open, the oldest first.

    A later meeting names an agreement by the meeting and the number of the event that wrote it.
    """
    in_order = sorted(meetings, key=lambda meeting: meeting.at.timestamp())
    # A verdict counts even if its meeting is sorted before that of the agreement: both can have opened in the same
    # second.
    decided = {(of, number) for meeting in in_order for of, number in _done_or_dropped(meeting)}
    return tuple(it for meeting in in_order for it in _agreements_of(meeting) if (it.meeting, it.number) not in decided)


def _of_group(group: str, in_file: Sequence[Meeting]) -> list[Meeting]:
    # The meetings of the group in all files, and the meetings without a group in the notes file that is given.
    ids = {meeting.id for meeting in in_file}
    found = {kept.meeting.id: kept.meeting for kept in store.meetings(paths.notes_folder())}
    for meeting in in_file:
        # A meeting that was moved is in two files.
        known = found.get(meeting.id, meeting)
        found[meeting.id] = max(known, meeting, key=lambda copy: len(copy.entries))
    names = {meeting.id: fold_name(meeting.opened.group) for meeting in found.values()}
    return [each for each in found.values() if names[each.id] == group or (each.id in ids and not names[each.id])]


def _done_or_dropped(meeting: Meeting) -> Iterator[tuple[str, int]]:
    for entry in effective(meeting.entries):
        if isinstance(entry.event, Reviewed) and entry.event.verdict is not Verdict.KEPT:
            yield entry.event.meeting, entry.event.number


def _agreements_of(meeting: Meeting) -> list[OpenAgreement]:
    # The notes by the number of the event that first wrote them, so that a note that is changed keeps its place.
    notes: dict[int, tuple[int, Noted]] = {}
    first_number: dict[int, int] = {}
    for entry in effective(meeting.entries):
        event = entry.event
        if isinstance(event, Noted):
            first = first_number.pop(event.replaces, entry.number)
            first_number[entry.number] = first
            notes[first] = entry.number, event
        elif isinstance(event, Removed) and event.number in first_number:
            del notes[first_number.pop(event.number)]
    return [
        OpenAgreement(meeting.id, number, note.text) for number, note in notes.values() if note.kind is Kind.AGREEMENT
    ]
