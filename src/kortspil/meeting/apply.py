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
from kortspil.meeting.state import Note, Phase, PlacedCard, Session, Status, Step

_PHASES = {
    Part.LAST_TIME: Phase.LAST_TIME,
    Part.WARMUP: Phase.WARMUP,
    Part.PARKED: Phase.PARKED,
    Part.ROUND: Phase.ROUND,
}


def apply(session: Session, event: Event) -> Session:
    """The table after an event."""
    if isinstance(event, Undone):
        return _undone(session)
    course = Course(session)
    course.take(Step(session.number + 1, event))
    return course.table()


class Course:
    """A table that one step after another is taken at. ``session`` is how it lies meanwhile.

    Notes and steps are gathered in lists, because a tuple would be copied for each of them.
    """

    def __init__(self, session: Session) -> None:
        self._notes, self._steps = [*session.notes], [*session.steps]
        self.session = session._replace(notes=self._notes)

    def take(self, step: Step) -> None:
        """Take a step. An event that changes nothing that can be taken back is not kept among the steps."""
        session, event = self.session._replace(number=step.number), step.event
        match event:
            case Closed():
                self._steps.clear()
                self.session = session._replace(phase=Phase.CLOSED, is_paused=False)
            case Paused(is_break):
                self.session = session._replace(is_paused=is_break)
            case Resumed():
                self.session = session._replace(is_paused=False)
            case CaseRead(_, title, leads):
                self.session = session._replace(case=title) if leads else session
            case _:
                _write_down(self._notes, step)
                changes = (_on_the_table, _on_paper, _among_people, _on_the_clock)
                changed = next((table for change in changes if (table := change(session, event))), None)
                self.session = changed or session
                if changed:
                    self._steps.append(step)

    def table(self) -> Session:
        """The table after the steps."""
        return self.session._replace(notes=tuple(self._notes), steps=tuple(self._steps))


def _undone(session: Session) -> Session:
    assert session.start is not None
    kept = [*session.steps]
    while kept.pop().is_implied:
        pass
    course = Course(session.start)
    for step in kept:
        course.take(step)
    # What was taken back keeps its number and its id: the notes still hold it. A case that was read, was read.
    return course.table()._replace(
        number=session.number + 1,
        asked=session.asked,
        case=session.case,
        is_paused=session.is_paused,
        start=session.start,
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


def _on_the_table(session: Session, event: Event | PlacedCard) -> Session | None:
    match event:
        case PlacedCard():
            return _place(session, event)
        case Turned(card=card, until=until):
            return _turned(session, card)._replace(card_ends=until or None)
        case Asked(card, _, question):
            own = PlacedCard(Card(card, question, "", ()), OWN_AREA_ID, "")
            return _open(_place(session, own)._replace(asked=session.asked + 1), card)
        case Finished(card) if card in RESERVED_IDS:
            # Parked points that the group did not get to stay parked.
            seen = {note.number for note in session.parked} if card == PARKED_ID else set()
            return _leave(session._replace(stayed=session.stayed | seen))
        case Finished(card):
            return _leave(_lie(session, card, Status.TURNED))
        case Skipped(card):
            return _leave(_lie(session, card, Status.SKIPPED))
        case LaidBack(card):
            return _leave(_lie(session, card, Status.FACE_DOWN))
        case Began(part):
            after = _leave(_lie(session, session.open, Status.TURNED) if session.open else session)
            waiting = _silent(session) if part is Part.ROUND else ()
            is_going_on = part is Part.PARKED and session.phase is Phase.PARKED
            points = session.points if is_going_on else len(session.parked)
            began = after._replace(phase=_PHASES[part], held=session.held | {part}, waiting=waiting, points=points)
            # Notes may have been edited, and the deck may have no opening round any more.
            return _leave(began) if part is Part.WARMUP and not session.warmup else _gone_through(began)
        case _:
            return None


def _on_paper(session: Session, event: Event | PlacedCard) -> Session | None:
    match event:
        case Noted():
            return _gone_through(_noted(session, event))
        case Removed():
            return _gone_through(session)
        case Stayed(number):
            return _gone_through(session._replace(stayed=session.stayed | {number}))
        case Reviewed(meeting, number):
            left = tuple(it for it in session.promises if (it.meeting, it.number) != (meeting, number))
            return session._replace(promises=left, reviewed=session.reviewed + 1)
        case _:
            return None


def _among_people(session: Session, event: Event | PlacedCard) -> Session | None:
    match event:
        case Passed(name) if session.phase is Phase.ROUND:
            return session._replace(waiting=_without(session.waiting, name))
        case Passed(name):
            return session._replace(queue=(*_without(session.queue, name), name))
        case Arrived(name):
            waiting = (*session.waiting, name) if session.phase is Phase.ROUND else session.waiting
            # Who was only out of the room has the place that was left, and who is new the last one.
            at = session.places_left.get(name.casefold(), len(session.queue))
            queue = (*session.queue[:at], name, *session.queue[at:])
            return session._replace(people=(*session.people, name), queue=queue, waiting=waiting)
        case Departed(name):
            lines = (session.people, session.queue, session.waiting)
            people, queue, waiting = (_without(line, name) for line in lines)
            at = session.queue.index(name) if name in session.queue else len(queue)
            places = {**session.places_left, name.casefold(): at}
            return session._replace(people=people, queue=queue, waiting=waiting, places_left=places)
        case _:
            return None


def _on_the_clock(session: Session, event: Event | PlacedCard) -> Session | None:
    if not isinstance(event, Extended):
        return None
    # A card that lies open while the meeting is given more time has it too.
    after = session._replace(card_ends=event.until) if session.open else session
    if event.card:
        return after._replace(card_portions=session.card_portions + 1)
    return after._replace(ends=event.until, portions=session.portions + 1)


def _turned(session: Session, card: str) -> Session:
    # A card that is taken up again, or that the group asked itself, is nobody's turn.
    is_turn = session.queue and session.status(card) is Status.FACE_DOWN and session.cards[card].area != OWN_AREA_ID
    if not is_turn:
        return _open(session, card)
    reader, *rest = session.queue
    return _open(session, card)._replace(reader=reader, queue=(*rest, reader))


def _noted(session: Session, event: Noted) -> Session:
    if event.kind is Kind.NOTE:
        session = session._replace(waiting=_without(session.waiting, event.by))
    if event.kind is Kind.PARKED and event.replaces in session.stayed:
        # Other words make it no other point.
        session = session._replace(stayed=session.stayed | {session.number})
    return session


def _gone_through(session: Session) -> Session:
    # The parked points are gone through until none is left.
    return _leave(session) if session.phase is Phase.PARKED and not session.parked else session


def _open(session: Session, card: str) -> Session:
    opened = _lie(session, card, Status.OPEN)
    return opened._replace(phase=Phase.CARD, open=card, reader="", card_ends=None, card_portions=0)


def _leave(session: Session) -> Session:
    left = session._replace(phase=Phase.TABLE, open="", waiting=(), promises=())
    return left._replace(reader="", card_ends=None, card_portions=0)


def _silent(session: Session) -> tuple[str, ...]:
    # A closing round that is come back to goes on with those who have not spoken.
    spoken = {note.by for note in session.notes_on(CLOSING_ID) if note.kind is Kind.NOTE}
    return tuple(name for name in session.queue if name not in spoken)


def _place(session: Session, placed: PlacedCard) -> Session:
    # Face down, behind all others, a card that the table did not have. One that was dealt and gone lies where it was
    # dealt, and one that is there takes no more than the new words.
    card = placed.card.id
    if card in session.cards:
        return session._replace(cards={**session.cards, card: session.cards[card]._replace(card=placed.card)})
    return session._replace(
        cards={**session.cards, card: placed},
        dealt=session.dealt if card in session.layout else (*session.dealt, card),
        layout={**session.layout, card: Status.FACE_DOWN},
    )


def _lie(session: Session, card: str, status: Status) -> Session:
    if card not in session.cards:
        # Notes that were edited by hand can turn what was never dealt.
        return session
    return session._replace(layout={**session.layout, card: status})


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)
