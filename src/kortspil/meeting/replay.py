"""Rebuild the state of a meeting from the events in its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.deck.model import Card
from kortspil.meeting.apply import StateBuilder
from kortspil.meeting.events import Arrived, Asked, Closed, Entry, Event, Finished, LaidBack, Passed, Skipped, Turned
from kortspil.meeting.state import MeetingState, PlacedCard, Step


def replay(state: MeetingState, entries: Iterable[Entry], last: int, asked: int) -> MeetingState:
    """Return the state after the effective entries, starting from the state as the meeting opened.

    ``last`` is the highest number of any event in the meeting, and ``asked`` the number of the group's own questions,
    both counting what was undone. The notes may have been edited by hand: an event that is impossible in the state
    before it is skipped, and a card that is still open when the next one is turned is finished first.
    """
    builder = StateBuilder(state)
    for number, _, event in entries:
        if _is_possible(builder.state, event):
            for implied in _implied(builder.state, event):
                builder.add(Step(number, implied, is_implied=True))
            builder.add(Step(number, event))
    return builder.result()._replace(number=last, asked=asked)


def _is_possible(state: MeetingState, event: Event) -> bool:
    if isinstance(event, Finished):
        return event.card == state.place
    if isinstance(event, (Skipped, LaidBack)):
        return event.card == state.open
    if isinstance(event, Arrived):
        return not state.known_as(event.name)
    if isinstance(event, Passed):
        return event.name in state.people
    # The meeting is going on again, so it did not stay closed.
    return not isinstance(event, Closed)


def _implied(state: MeetingState, event: Event) -> Iterator[Event | PlacedCard]:
    # The steps that must come before an event, but are missing in the notes.
    if isinstance(event, (Turned, Asked)) and state.open and state.open != event.card:
        yield Finished(state.open)
    if isinstance(event, Turned) and event.card not in state.cards:
        yield PlacedCard(Card(event.card, event.question, "", ()), event.area, event.area_name)
