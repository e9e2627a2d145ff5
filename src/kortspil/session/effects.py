"""What an event changes at the table, as a new value and never as a change."""

from __future__ import annotations

from kortspil.deck import CLOSING_ID, OWN_AREA_ID, PARKED_ID, RESERVED_IDS, Card
from kortspil.events import (
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
from kortspil.session.notebook import Written
from kortspil.session.spread import Status
from kortspil.session.table import Phase, Placed, Session

_PHASES = {
    Part.LAST_TIME: Phase.LAST_TIME,
    Part.WARMUP: Phase.WARMUP,
    Part.PARKED: Phase.PARKED,
    Part.ROUND: Phase.ROUND,
}


def apply(session: Session, event: Event) -> Session:
    """The table after an event."""
    after = session._replace(number=session.number + 1)
    match event:
        case Undone():
            assert session.before is not None
            # What was taken back keeps its number and its id: the notes still hold it. A case that was read, was read.
            return session.before._replace(number=after.number, asked=after.asked, case=after.case)
        case Closed():
            return after._replace(phase=Phase.CLOSED, before=None, is_paused=False)
        case Paused(is_break):
            return after._replace(is_paused=is_break)
        case Resumed():
            return after._replace(is_paused=False)
        case CaseRead(_, title, leads):
            return after._replace(case=title) if leads else after
        case _:
            changes = (_on_the_table, _on_paper, _among_people, _on_the_clock)
            changed = next((table for change in changes if (table := change(after, event))), None)
    return changed._replace(before=session, undoes=changed.number, done=event) if changed else after


def _on_the_table(session: Session, event: Event) -> Session | None:
    match event:
        case Turned(card=card, until=until):
            return _turned(session, card)._replace(card_ends=until or None)
        case Asked(card, _, question):
            own = Placed(Card(card, question, "", ()), OWN_AREA_ID, "")
            return _open(place(session, own)._replace(asked=session.asked + 1), card)
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
            began = after._replace(phase=_PHASES[part], held=session.held | {part}, waiting=waiting)
            # Notes may have been edited, and the deck may have no opening round any more.
            return _leave(began) if part is Part.WARMUP and not session.warmup else _gone_through(began)
        case _:
            return None


def _on_paper(session: Session, event: Event) -> Session | None:
    match event:
        case Noted():
            return _gone_through(_noted(session, event))
        case Removed(number):
            return _gone_through(session._replace(book=session.book.without(number)))
        case Stayed(number):
            return _gone_through(session._replace(stayed=session.stayed | {number}))
        case Reviewed(meeting, number):
            left = tuple(it for it in session.promises if (it.meeting, it.number) != (meeting, number))
            return session._replace(promises=left, reviewed=session.reviewed + 1)
        case _:
            return None


def _among_people(session: Session, event: Event) -> Session | None:
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


def _on_the_clock(session: Session, event: Event) -> Session | None:
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
    kind, card, text, by, replaces = event
    written = Written(session.number, kind, card, text, by)
    waiting = _without(session.waiting, by) if kind is Kind.NOTE else session.waiting
    if kind is Kind.PARKED and replaces in session.stayed:
        # Other words make it no other point.
        session = session._replace(stayed=session.stayed | {session.number})
    return session._replace(book=session.book.with_note(written, replaces), waiting=waiting)


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


def place(session: Session, placed: Placed) -> Session:
    """The table with a card face down that it did not have: where it was dealt, or else behind all others. One that
    it has takes no more than the new words."""
    card = placed.card.id
    if card in session.cards:
        return session._replace(cards=session.cards.insert(card, session.cards[card]._replace(card=placed.card)))
    position = session.position(card) or len(session.dealt) + 1
    dealt = session.dealt if card in session.positions else (*session.dealt, card)
    return session._replace(
        cards=session.cards.insert(card, placed),
        dealt=dealt,
        positions=session.positions.insert(card, position),
        spread=session.spread.with_card(position, placed.area),
    )


def _lie(session: Session, card: str, status: Status) -> Session:
    if card not in session.cards:
        # Notes that were edited by hand can turn what was never dealt.
        return session
    laid = session.spread.laid(card, session.position(card), session.cards[card].area, status)
    return session._replace(spread=laid)


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)
