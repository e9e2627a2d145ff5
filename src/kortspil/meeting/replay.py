"""A meeting's events, read from its notes, to the table as it lay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.deck.model import Card
from kortspil.meeting.apply import Course
from kortspil.meeting.events import Arrived, Asked, Closed, Entry, Event, Finished, LaidBack, Passed, Skipped, Turned
from kortspil.meeting.state import PlacedCard, Session, Step


def replay(session: Session, entries: Iterable[Entry], last: int, asked: int) -> Session:
    """The table after the entries that count, from the table as it was dealt.

    ``last`` is the highest number that any event of the meeting has, ``asked`` how many questions of their own the
    group has asked, whether they count or not. The notes may have been edited by hand: what cannot have happened on
    this table is passed over, and a card that nobody was done with is left when the next one is turned.
    """
    course = Course(session)
    for number, _, event in entries:
        if _can_be(course.session, event):
            for implied in _implied(course.session, event):
                course.take(Step(number, implied, is_implied=True))
            course.take(Step(number, event))
    return course.table()._replace(number=last, asked=asked)


def _can_be(session: Session, event: Event) -> bool:
    if isinstance(event, Finished):
        return event.card == session.place
    if isinstance(event, (Skipped, LaidBack)):
        return event.card == session.open
    if isinstance(event, Arrived):
        return not session.known_as(event.name)
    if isinstance(event, Passed):
        return event.name in session.people
    # A closed meeting that is taken up again is not closed.
    return not isinstance(event, Closed)


def _implied(session: Session, event: Event) -> Iterator[Event | PlacedCard]:
    # What must have happened before, though no line tells of it.
    if isinstance(event, (Turned, Asked)) and session.open and session.open != event.card:
        yield Finished(session.open)
    if isinstance(event, Turned) and event.card not in session.cards:
        yield PlacedCard(Card(event.card, event.question, "", ()), event.area, event.area_name)
