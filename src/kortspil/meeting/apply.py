"""Apply events to the state of a meeting. The state that is given never changes."""

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
from kortspil.meeting.state import MeetingState, Note, Phase, PlacedCard, Status, Step, fold_name

_PHASES = {
    Part.LAST_TIME: Phase.LAST_TIME,
    Part.WARMUP: Phase.WARMUP,
    Part.PARKED: Phase.PARKED,
    Part.ROUND: Phase.ROUND,
}


def apply(state: MeetingState, event: Event) -> MeetingState:
    """Return the state after an event."""
    if isinstance(event, Undone):
        return _undone(state)
    builder = StateBuilder(state)
    builder.add(Step(state.number + 1, event))
    return builder.result()


class StateBuilder:
    """Apply steps one after another. ``state`` is the state so far.

    Notes and steps are collected in lists, because a tuple would be copied for each of them.
    """

    def __init__(self, state: MeetingState) -> None:
        self._notes, self._steps = [*state.notes], [*state.steps]
        self.state = state._replace(notes=self._notes)

    def add(self, step: Step) -> None:
        """Apply a step. Only steps that can be undone are kept in ``steps``."""
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
                _change_notes(self._notes, step)
                changed = (
                    _change_cards(state, event)
                    or _change_texts(state, event)
                    or _change_people(state, event)
                    or _change_time(state, event)
                )
                self.state = changed or state
                if changed:
                    self._steps.append(step)

    def result(self) -> MeetingState:
        """Return the state after the steps."""
        return self.state._replace(notes=tuple(self._notes), steps=tuple(self._steps))


def _undone(state: MeetingState) -> MeetingState:
    assert state.start is not None
    kept = [*state.steps]
    while kept[-1].is_implied:
        kept.pop()
    kept.pop()
    builder = StateBuilder(state.start)
    for step in kept:
        builder.add(step)
    # The notes still hold the undone event, so its number is not given again. Reading a case is not undone.
    return builder.result()._replace(
        number=state.number + 1,
        asked=state.asked,
        case=state.case,
        is_paused=state.is_paused,
        start=state.start,
    )


def _change_notes(notes: list[Note], step: Step) -> None:
    event = step.event
    if isinstance(event, Noted):
        written = Note(step.number, event.kind, event.card, event.text, event.by)
        # Notes that were edited by hand can have a number twice.
        places = [at for at, note in enumerate(notes) if note.number == event.replaces] if event.replaces else []
        for at in places:
            notes[at] = written
        if not places:
            notes.append(written)
    elif isinstance(event, Removed):
        notes[:] = [note for note in notes if note.number != event.number]


def _change_cards(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    match event:
        case PlacedCard():
            return _place(state, event)
        case Turned(card=card, until=until):
            return _turned(state, card)._replace(card_ends=until or None)
        case Asked(card, _, question):
            own = PlacedCard(Card(card, question, "", ()), OWN_AREA_ID, "")
            return _open(_place(state, own)._replace(asked=state.asked + 1), card)
        case Finished(card):
            return _finish_part(state, card) if card in RESERVED_IDS else _leave(_lay(state, card, Status.TURNED))
        case Skipped(card):
            return _leave(_lay(state, card, Status.SKIPPED))
        case LaidBack(card):
            return _leave(_lay(state, card, Status.FACE_DOWN))
        case Began(part):
            return _begin_part(state, part)
        case _:
            return None


def _change_texts(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    match event:
        case Noted():
            return _leave_when_none_is_parked(_noted(state, event))
        case Removed():
            return _leave_when_none_is_parked(state)
        case Stayed(number):
            return _leave_when_none_is_parked(state._replace(stayed=state.stayed | {number}))
        case Reviewed(meeting, number):
            left = tuple(it for it in state.open_agreements if (it.meeting, it.number) != (meeting, number))
            return state._replace(open_agreements=left, reviewed=state.reviewed + 1)
        case _:
            return None


def _change_people(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    match event:
        case Passed(name) if state.phase is Phase.ROUND:
            return state._replace(waiting=_without(state.waiting, name))
        case Passed(name):
            return state._replace(queue=(*_without(state.queue, name), name))
        case Arrived(name):
            waiting = (*state.waiting, name) if state.phase is Phase.ROUND else state.waiting
            # A participant who comes back gets their old place in the queue. A new participant gets the last place.
            at = state.places_left.get(fold_name(name), len(state.queue))
            queue = (*state.queue[:at], name, *state.queue[at:])
            return state._replace(people=(*state.people, name), queue=queue, waiting=waiting)
        case Departed(name):
            at = state.queue.index(name) if name in state.queue else len(state.queue)
            return state._replace(
                people=_without(state.people, name),
                queue=_without(state.queue, name),
                waiting=_without(state.waiting, name),
                places_left={**state.places_left, fold_name(name): at},
            )
        case _:
            return None


def _change_time(state: MeetingState, event: Event | PlacedCard) -> MeetingState | None:
    if not isinstance(event, Extended):
        return None
    # An open card also gets the time that the meeting gets.
    after = state._replace(card_ends=event.until) if state.open else state
    if event.card:
        return after._replace(card_portions=state.card_portions + 1)
    return after._replace(ends=event.until, portions=state.portions + 1)


def _turned(state: MeetingState, card: str) -> MeetingState:
    # Only a face-down card from the deck uses up a turn: not a card that was turned or skipped before, nor one of the
    # group's own questions.
    is_turn = state.queue and state.status(card) is Status.FACE_DOWN and state.cards[card].area != OWN_AREA_ID
    if not is_turn:
        return _open(state, card)
    reader, *rest = state.queue
    return _open(state, card)._replace(reader=reader, queue=(*rest, reader))


def _noted(state: MeetingState, event: Noted) -> MeetingState:
    if event.kind is Kind.NOTE:
        state = state._replace(waiting=_without(state.waiting, event.by))
    if event.kind is Kind.PARKED and event.replaces in state.stayed:
        # The point was changed, and it stays parked.
        state = state._replace(stayed=state.stayed | {state.number})
    return state


def _leave_when_none_is_parked(state: MeetingState) -> MeetingState:
    return _leave(state) if state.phase is Phase.PARKED and not state.parked else state


def _begin_part(state: MeetingState, part: Part) -> MeetingState:
    after = _leave(_lay(state, state.open, Status.TURNED) if state.open else state)
    goes_on = part is Part.PARKED and state.phase is Phase.PARKED
    began = after._replace(
        phase=_PHASES[part],
        held=state.held | {part},
        waiting=_silent(state) if part is Part.ROUND else (),
        points=state.points if goes_on else len(state.parked),
    )
    if part is Part.WARMUP and not state.warmup:
        # The notes have an opening round, but the deck no longer has one.
        return _leave(began)
    return _leave_when_none_is_parked(began)


def _finish_part(state: MeetingState, part: str) -> MeetingState:
    if part != PARKED_ID:
        return _leave(state)
    # The points that the group has not reached stay parked.
    return _leave(state._replace(stayed=state.stayed | {note.number for note in state.parked}))


def _open(state: MeetingState, card: str) -> MeetingState:
    opened = _lay(state, card, Status.OPEN)
    return opened._replace(phase=Phase.CARD, open=card, reader="", card_ends=None, card_portions=0)


def _leave(state: MeetingState) -> MeetingState:
    left = state._replace(phase=Phase.TABLE, open="", waiting=(), open_agreements=())
    return left._replace(reader="", card_ends=None, card_portions=0)


def _silent(state: MeetingState) -> tuple[str, ...]:
    # The participants who have not spoken: a closing round that begins again goes on with them.
    spoken = {note.by for note in state.notes_on(CLOSING_ID) if note.kind is Kind.NOTE}
    return tuple(name for name in state.queue if name not in spoken)


def _place(state: MeetingState, placed: PlacedCard) -> MeetingState:
    # A new card is placed face down after all others. A card that was gone is placed at the position where it was
    # dealt. If the card is already on the table, only its words change.
    card = placed.card.id
    if card in state.cards:
        return state._replace(cards={**state.cards, card: state.cards[card]._replace(card=placed.card)})
    return state._replace(
        cards={**state.cards, card: placed},
        dealt=state.dealt if card in state.layout else (*state.dealt, card),
        layout={**state.layout, card: Status.FACE_DOWN},
    )


def _lay(state: MeetingState, card: str, status: Status) -> MeetingState:
    if card not in state.cards:
        # Notes that were edited by hand can turn a card that was never dealt.
        return state
    return state._replace(layout={**state.layout, card: status})


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)
