"""What an event changes at the table, as a new value and never as a change."""

from __future__ import annotations

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, PARKED_ID, RESERVED_IDS, Card
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Began,
    CaseRead,
    Closed,
    Departed,
    Event,
    Extended,
    Finished,
    Kind,
    LaidBack,
    Noted,
    Part,
    Passed,
    Paused,
    Removed,
    Resumed,
    Reviewed,
    Skipped,
    Stayed,
    Turned,
    Undone,
)
from kortspil.meeting.state import MeetingState, Note, Phase, PlacedCard, Status, Step

_PHASES = {
    Part.LAST_TIME: Phase.LAST_TIME,
    Part.WARMUP: Phase.WARMUP,
    Part.PARKED: Phase.PARKED,
    Part.ROUND: Phase.ROUND,
}


def apply(state: MeetingState, event: Event) -> MeetingState:
    """The state after an event."""
    if isinstance(event, Undone):
        return _undone(state)
    builder = StateBuilder(state)
    builder.add(Step(state.number + 1, event))
    return builder.result()


class StateBuilder:
    """Applies steps one after another. ``state`` is the state so far.

    Notes and steps are gathered in lists, because a tuple would be copied for each of them.
    """

    def __init__(self, state: MeetingState) -> None:
        self._notes, self._steps = [*state.notes], [*state.steps]
        self.state = state._replace(notes=self._notes)

    def add(self, step: Step) -> None:
        """Apply a step. One that changes nothing that can be taken back is not kept among the steps."""
        state, event = self.state._replace(number=step.number), step.event
        match event:
            case Closed():
                self._steps.clear()
                self.state = state._replace(phase=Phase.CLOSED, is_paused=False)
            case Paused(is_break):
                self.state = state._replace(is_paused=is_break)
            case Resumed():
                self.state = state._replace(is_paused=False)
            case CaseRead(_, title, leads):
                self.state = state._replace(case=title) if leads else state
            case _:
                _write_down(self._notes, step)
                changes = (_on_the_table, _on_paper, _among_people, _on_the_clock)
                changed = next((table for change in changes if (table := change(state, event))), None)
                self.state = changed or state
                if changed:
                    self._steps.append(step)

    def result(self) -> MeetingState:
        """The state after the steps."""
        return self.state._replace(notes=tuple(self._notes), steps=tuple(self._steps))


def _undone(state: MeetingState) -> MeetingState:
    assert state.start is not None
    kept = [*state.steps]
    while kept.pop().is_implied:
        pass
    builder = StateBuilder(state.start)
    for step in kept:
        builder.add(step)
    # What was taken back keeps its number and its id: the notes still hold it. A case that was read, was read.
    return builder.result()._replace(
        number=state.number + 1,
        asked=state.asked,
        case=state.case,
        is_paused=state.is_paused,
        start=state.start,
    )


def _write_down(notes: list[Note], step: Step) -> None:
    match step.event:
        case Noted(kind, card, text, by, replaces):
            written = Note(step.number, kind, card, text, by)
            # Notes that were edited by hand can have a number twice.
            places = [at for at, note in enumerate(notes) if note.number == replaces] if replaces else []
            for at in places:
                notes[at] = written
            if not places:
                notes.append(written)
        case Removed(number):
            notes[:] = [note for note in notes if note.number != number]
        case _:
            pass


def _on_the_table(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    match event:
        case PlacedCard():
            return _place(state, event)
        case Turned(card=card, until=until):
            return _turned(state, card)._replace(card_ends=until or None)
        case Asked(card, _, question):
            own = PlacedCard(Card(card, question, "", ()), OWN_AREA_ID, "")
            return _open(_place(state, own)._replace(asked=state.asked + 1), card)
        case Finished(card) if card in RESERVED_IDS:
            # Parked points that the group did not get to stay parked.
            seen = {note.number for note in state.parked} if card == PARKED_ID else set()
            return _leave(state._replace(stayed=state.stayed | seen))
        case Finished(card):
            return _leave(_lie(state, card, Status.TURNED))
        case Skipped(card):
            return _leave(_lie(state, card, Status.SKIPPED))
        case LaidBack(card):
            return _leave(_lie(state, card, Status.FACE_DOWN))
        case Began(part):
            after = _leave(_lie(state, state.open, Status.TURNED) if state.open else state)
            waiting = _silent(state) if part is Part.ROUND else ()
            is_going_on = part is Part.PARKED and state.phase is Phase.PARKED
            points = state.points if is_going_on else len(state.parked)
            began = after._replace(phase=_PHASES[part], held=state.held | {part}, waiting=waiting, points=points)
            # Notes may have been edited, and the deck may have no opening round any more.
            return _leave(began) if part is Part.WARMUP and not state.warmup else _gone_through(began)
        case _:
            return None


def _on_paper(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    match event:
        case Noted():
            return _gone_through(_noted(state, event))
        case Removed():
            return _gone_through(state)
        case Stayed(number):
            return _gone_through(state._replace(stayed=state.stayed | {number}))
        case Reviewed(meeting, number):
            left = tuple(it for it in state.open_agreements if (it.meeting, it.number) != (meeting, number))
            return state._replace(open_agreements=left, reviewed=state.reviewed + 1)
        case _:
            return None


def _among_people(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    match event:
        case Passed(name) if state.phase is Phase.ROUND:
            return state._replace(waiting=_without(state.waiting, name))
        case Passed(name):
            return state._replace(queue=(*_without(state.queue, name), name))
        case Arrived(name):
            waiting = (*state.waiting, name) if state.phase is Phase.ROUND else state.waiting
            # Who was only out of the room has the place that was left, and who is new the last one.
            at = state.places_left.get(name.casefold(), len(state.queue))
            queue = (*state.queue[:at], name, *state.queue[at:])
            return state._replace(people=(*state.people, name), queue=queue, waiting=waiting)
        case Departed(name):
            lines = (state.people, state.queue, state.waiting)
            people, queue, waiting = (_without(line, name) for line in lines)
            at = state.queue.index(name) if name in state.queue else len(queue)
            places = {**state.places_left, name.casefold(): at}
            return state._replace(people=people, queue=queue, waiting=waiting, places_left=places)
        case _:
            return None


def _on_the_clock(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    if not isinstance(event, Extended):
        return None
    # A card that lies open while the meeting is given more time has it too.
    after = state._replace(card_ends=event.until) if state.open else state
    if event.card:
        return after._replace(card_portions=state.card_portions + 1)
    return after._replace(ends=event.until, portions=state.portions + 1)


def _turned(state: MeetingState, card: str) -> MeetingState:
    # A card that is taken up again, or that the group asked itself, is nobody's turn.
    is_turn = state.queue and state.status(card) is Status.FACE_DOWN and state.cards[card].area != OWN_AREA_ID
    if not is_turn:
        return _open(state, card)
    reader, *rest = state.queue
    return _open(state, card)._replace(reader=reader, queue=(*rest, reader))


def _noted(state: MeetingState, event: Noted) -> MeetingState:
    if event.kind is Kind.NOTE:
        state = state._replace(waiting=_without(state.waiting, event.by))
    if event.kind is Kind.PARKED and event.replaces in state.stayed:
        # Other words make it no other point.
        state = state._replace(stayed=state.stayed | {state.number})
    return state


def _gone_through(state: MeetingState) -> MeetingState:
    # The parked points are gone through until none is left.
    return _leave(state) if state.phase is Phase.PARKED and not state.parked else state


def _open(state: MeetingState, card: str) -> MeetingState:
    opened = _lie(state, card, Status.OPEN)
    return opened._replace(phase=Phase.CARD, open=card, reader="", card_ends=None, card_portions=0)


def _leave(state: MeetingState) -> MeetingState:
    left = state._replace(phase=Phase.TABLE, open="", waiting=(), open_agreements=())
    return left._replace(reader="", card_ends=None, card_portions=0)


def _silent(state: MeetingState) -> tuple[str, ...]:
    # A closing round that is come back to goes on with those who have not spoken.
    spoken = {note.by for note in state.notes_on(CLOSING_ID) if note.kind is Kind.NOTE}
    return tuple(name for name in state.queue if name not in spoken)


def _place(state: MeetingState, placed: PlacedCard) -> MeetingState:
    # Face down, behind all others, a card that the table did not have. One that was dealt and gone lies where it was
    # dealt, and one that is there takes no more than the new words.
    card = placed.card.id
    if card in state.cards:
        return state._replace(cards={**state.cards, card: state.cards[card]._replace(card=placed.card)})
    return state._replace(
        cards={**state.cards, card: placed},
        dealt=state.dealt if card in state.layout else (*state.dealt, card),
        layout={**state.layout, card: Status.FACE_DOWN},
    )


def _lie(state: MeetingState, card: str, status: Status) -> MeetingState:
    if card not in state.cards:
        # Notes that were edited by hand can turn what was never dealt.
        return state
    return state._replace(layout={**state.layout, card: status})


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)
