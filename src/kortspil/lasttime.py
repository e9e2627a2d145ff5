"""What earlier meetings of a group agreed on, and has neither been done nor dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.events import Kind, Noted, Removed, Reviewed, Verdict
from kortspil.journal.model import Meeting, effective
from kortspil.session import Agreed


def open_agreements(meetings: Iterable[Meeting]) -> tuple[Agreed, ...]:
    """The agreements that are still open, the oldest first.

    Another meeting says what became of one by the meeting and the number that it was written with.
    """
    in_order = sorted(meetings, key=lambda meeting: meeting.at.timestamp())
    # All of them first: two meetings can have opened within the same second.
    gone = {(of, number) for meeting in in_order for of, number in _let_go(meeting)}
    return tuple(it for meeting in in_order for it in _standing(meeting) if (it.meeting, it.number) not in gone)


def _let_go(meeting: Meeting) -> Iterator[tuple[str, int]]:
    for entry in effective(meeting.entries):
        if isinstance(entry.event, Reviewed) and entry.event.verdict is not Verdict.KEPT:
            yield entry.event.meeting, entry.event.number


def _standing(meeting: Meeting) -> Iterator[Agreed]:
    # What was changed keeps its place, which is known by the number it was first written with.
    notes: dict[int, tuple[int, Kind, str]] = {}
    places: dict[int, int] = {}
    for entry in effective(meeting.entries):
        match entry.event:
            case Noted(kind, _, text, _, replaces):
                place = places.pop(replaces, entry.number)
                places[entry.number] = place
                notes[place] = entry.number, kind, text
            case Removed(number) if number in places:
                del notes[places.pop(number)]
            case _:
                pass
    return (Agreed(meeting.id, number, text) for number, kind, text in notes.values() if kind is Kind.AGREEMENT)
