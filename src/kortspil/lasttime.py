"""What earlier meetings of a group agreed on, and has neither been done nor dropped."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.events import Entry, Kind, Noted, Removed, Reviewed, Verdict
from kortspil.journal import Meeting, effective
from kortspil.session import Agreed


def open_agreements(meetings: Iterable[Meeting]) -> tuple[Agreed, ...]:
    """The agreements that are still open, the oldest first.

    A later meeting says what became of one by the meeting and the number that it was written with.
    """
    found: dict[tuple[str, int], Agreed] = {}
    for meeting in sorted(meetings, key=lambda meeting: meeting.at.timestamp()):
        for entry in effective(meeting.entries):
            _take(found, meeting.id, entry)
    return tuple(found.values())


def _take(found: dict[tuple[str, int], Agreed], meeting: str, entry: Entry) -> None:
    match entry.event:
        case Noted(kind, _, text, _, replaces):
            found.pop((meeting, replaces), None)
            if kind is Kind.AGREEMENT:
                found[meeting, entry.number] = Agreed(meeting, entry.number, text)
        case Removed(number):
            found.pop((meeting, number), None)
        case Reviewed(of, number, _, verdict) if verdict is not Verdict.KEPT:
            found.pop((of, number), None)
        case _:
            pass
