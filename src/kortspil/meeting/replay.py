"""A meeting's events, read from its notes, to the table as it lay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.deck.model import Card
from kortspil.meeting.apply import StateBuilder
from kortspil.meeting.events import Arrived, Asked, Closed, Entry, Event, Finished, LaidBack, Passed, Skipped, Turned
from kortspil.meeting.state import MeetingState, PlacedCard, Step


def replay(state: MeetingState, entries: Iterable[Entry], last: int, asked: int) -> MeetingState:
    """The table after the entries that count, from the table as it was dealt.

    ``last`` is the highest number that any event of the meeting has, ``asked`` how many questions of their own the
    group has asked, whether they count or not. The notes may have been edited by hand: what cannot have happened on
    this table is passed over, and a card that nobody was done with is left when the next one is turned.
    """
    builder = StateBuilder(state)
    for number, _, event in entries:
        if _can_be(builder.state, event):
            for implied in _implied(builder.state, event):
                builder.add(Step(number, implied, is_implied=True))
            builder.add(Step(number, event))
    return builder.result()._replace(number=last, asked=asked)


def _can_be(state: MeetingState, event: Event) -> bool:
    if isinstance(event, Finished):
        return event.card == state.place
    if isinstance(event, (Skipped, LaidBack)):
        return event.card == state.open
    if isinstance(event, Arrived):
        return not state.known_as(event.name)
    if isinstance(event, Passed):
        return event.name in state.people
    # A closed meeting that is taken up again is not closed.
    return not isinstance(event, Closed)


def _implied(state: MeetingState, event: Event) -> Iterator[Event | PlacedCard]:
    # What must have happened before, though no line tells of it.
    if isinstance(event, (Turned, Asked)) and state.open and state.open != event.card:
        yield Finished(state.open)
    if isinstance(event, Turned) and event.card not in state.cards:
        yield PlacedCard(Card(event.card, event.question, "", ()), event.area, event.area_name)
