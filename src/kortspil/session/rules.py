"""The rules of the table: what a command does, as new values and never as a change.

``decide`` says what happens, as one event; ``apply`` makes it so. A meeting is its events applied in order.
"""

from __future__ import annotations

from kortspil.deck import OWN_AREA_ID, WARMUP_ID, Card
from kortspil.events import (
    Asked,
    CaseRead,
    Closed,
    Drafted,
    Event,
    Finished,
    Kind,
    LaidBack,
    Noted,
    Paused,
    Skipped,
    Ticked,
    Turned,
    Typed,
    Undone,
)
from kortspil.session.commands import (
    Ask,
    Close,
    Command,
    Finish,
    KeepDraft,
    KeepTyping,
    LayBack,
    Pause,
    ReadCase,
    Refusal,
    Skip,
    Tick,
    Turn,
    Undo,
    Write,
)
from kortspil.session.table import Phase, Placed, Session, Status


def decide(session: Session, command: Command) -> Event | Refusal:
    """What a command makes happen, or why it makes nothing happen."""
    if session.phase is Phase.CLOSED:
        return Refusal.CLOSED
    match command:
        case Turn(position):
            return _turn(session, position)
        case Write(kind, text):
            return _write(session, kind, text)
        case Finish():
            return Finished(session.subject) if session.subject else Refusal.NO_OPEN_CARD
        case Skip():
            return Skipped(session.open) if session.open else Refusal.NO_OPEN_CARD
        case LayBack():
            return LaidBack(session.open) if session.open else Refusal.NO_OPEN_CARD
        case Undo():
            return Undone(session.undoes) if session.before else Refusal.NOTHING_TO_UNDO
        case Ask(question):
            return _ask(session, question)
        case ReadCase(case, title):
            return CaseRead(case, title)
        case KeepDraft(kind, card, text, in_hand):
            return Drafted(kind, card, text, in_hand)
        case KeepTyping(kind, card, text):
            return Typed(kind, card, text)
        case Tick():
            return Ticked()
        case Pause():
            return Paused()
        case Close():
            return Closed()


def apply(session: Session, event: Event) -> Session:
    """The table after an event."""
    after = session._replace(number=session.number + 1)
    match event:
        case Turned(card=card):
            after = _lie(after, card, Status.OPEN)._replace(phase=Phase.CARD, open=card)
        case Asked(card, _, question):
            own = Placed(Card(card, question, "", ()), OWN_AREA_ID, "")
            after = after._replace(cards={**after.cards, card: own}, dealt=(*after.dealt, card), asked=after.asked + 1)
            after = _lie(after, card, Status.OPEN)._replace(phase=Phase.CARD, open=card)
        case Finished(card):
            after = after if card == WARMUP_ID else _lie(after, card, Status.TURNED)
            after = after._replace(phase=Phase.TABLE, open="")
        case Skipped(card):
            after = _lie(after, card, Status.SKIPPED)._replace(phase=Phase.TABLE, open="")
        case LaidBack(card):
            after = _lie(after, card, Status.FACE_DOWN)._replace(phase=Phase.TABLE, open="")
        case Noted():
            after = after._replace(notes=(*after.notes, event))
        case Undone():
            assert session.before is not None
            # What was taken back keeps its number and its id: the notes still hold it.
            return session.before._replace(number=after.number, asked=after.asked)
        case Closed():
            return after._replace(phase=Phase.CLOSED, before=None)
        case _:
            return after
    return after._replace(before=session, undoes=after.number)


def _turn(session: Session, position: int | None) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    at = session.next_position() if position is None else position
    if at is None:
        return Refusal.NONE_LEFT
    if not 1 <= at <= len(session.dealt):
        return Refusal.NO_SUCH_CARD
    if session.status(session.dealt[at - 1]) is Status.GONE:
        return Refusal.CARD_IS_GONE
    card, area, area_name = session.cards[session.dealt[at - 1]]
    return Turned(card.id, at, area, area_name, card.question)


def _write(session: Session, kind: Kind, text: str) -> Event | Refusal:
    if not session.subject:
        return Refusal.NO_OPEN_CARD
    if not text.strip():
        return Refusal.EMPTY
    return Noted(kind, session.subject, text)


def _ask(session: Session, question: str) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    if not question.strip():
        return Refusal.EMPTY
    return Asked(f"egen-{session.asked + 1}", len(session.dealt) + 1, question)


def _lie(session: Session, card: str, status: Status) -> Session:
    return session._replace(touched={**session.touched, card: status})
