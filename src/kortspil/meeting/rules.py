"""The rules of the table: what a command makes happen, as one event, or why it makes nothing happen.

A meeting is its events applied in order, which ``effects`` does.
"""

from __future__ import annotations

from kortspil.meeting.clock import extend, portion, suggested
from kortspil.meeting.commands import (
    Arrive,
    Ask,
    Autosave,
    Begin,
    Close,
    Command,
    Depart,
    Extend,
    Finish,
    GoOn,
    KeepAlive,
    KeepDraft,
    LayBack,
    Pass,
    Pause,
    ReadCase,
    Refusal,
    Remove,
    Review,
    Skip,
    Stay,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Autosaved,
    Began,
    CaseRead,
    Closed,
    Departed,
    Drafted,
    Event,
    Extended,
    Finished,
    Heartbeat,
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
    Verdict,
)
from kortspil.meeting.state import Phase, Session, Status

_IN_A_BREAK = (GoOn, Close, KeepDraft, Autosave)
_PARTS = (Phase.LAST_TIME, Phase.PARKED, Phase.ROUND)


def decide(session: Session, command: Command, used: int = 0) -> Event | Refusal:
    """What a command makes happen when the meeting has lasted ``used`` seconds, or why it makes nothing happen."""
    if session.phase is Phase.CLOSED:
        return Refusal.CLOSED
    if session.is_paused and not isinstance(command, _IN_A_BREAK):
        return Refusal.PAUSED
    match command:
        case Turn(position):
            return _turn(session, position, used)
        case Write():
            return _write(session, command)
        case Remove():
            return _remove(session)
        case Finish():
            return _finish(session)
        case Skip():
            return Skipped(session.open) if session.open else Refusal.NO_OPEN_CARD
        case LayBack():
            return LaidBack(session.open) if session.open else Refusal.NO_OPEN_CARD
        case Undo():
            return Undone(session.last_step.number) if session.last_step else Refusal.NOTHING_TO_UNDO
        case Ask(question):
            return _ask(session, question)
        case Extend():
            return _extend(session, used)
        case Pause(is_break):
            return Paused(is_break)
        case GoOn():
            return Resumed() if session.is_paused else Refusal.NOT_PAUSED
        case ReadCase(case, title, leads):
            return CaseRead(case, title, leads)
        case KeepDraft():
            return Drafted(*command)
        case Autosave():
            return Autosaved(*command)
        case KeepAlive():
            return Heartbeat()
        case Close():
            return Closed()
        case _:
            return _take_part(session, command)


def _take_part(session: Session, command: Begin | Review | Stay | Pass | Arrive | Depart) -> Event | Refusal:
    match command:
        case Begin(part):
            return _begin(session, part)
        case Review(verdict):
            return _review(session, verdict)
        case Stay():
            is_there = session.phase is Phase.PARKED and session.parked
            return Stayed(session.parked[0].number) if is_there else Refusal.NOTHING_PARKED
        case Pass():
            return _pass(session)
        case Arrive(name):
            return _arrive(session, " ".join(name.split()))
        case Depart(name):
            known = session.known_as(name)
            return Departed(known) if known else Refusal.NOT_HERE


def _turn(session: Session, position: int | None, used: int) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    if session.phase in _PARTS:
        return Refusal.NOT_HERE_AND_NOW
    at = session.next_position() if position is None else position
    if at is None:
        return Refusal.NONE_LEFT
    if not 1 <= at <= len(session.dealt):
        return Refusal.NO_SUCH_CARD
    if session.status(session.dealt[at - 1]) is Status.GONE:
        return Refusal.CARD_IS_GONE
    card, area, area_name = session.cards[session.dealt[at - 1]]
    is_taken_up = session.status(card.id) is not Status.FACE_DOWN
    until = suggested(session.ends, used, session.counts.left + is_taken_up)
    return Turned(card.id, at, area, area_name, card.question, until)


def _write(session: Session, wanted: Write) -> Event | Refusal:
    replaces = wanted.replaces
    if session.phase is Phase.PARKED and session.parked and not replaces:
        replaces = session.parked[0].number
    old = session.note(replaces)
    card = old.card if old else session.subject
    if not card:
        return Refusal.NO_OPEN_CARD
    if not wanted.text.strip():
        return Refusal.EMPTY
    return Noted(wanted.kind, card, wanted.text, wanted.by, replaces)


def _remove(session: Session) -> Event | Refusal:
    note = session.parked[0] if session.phase is Phase.PARKED and session.parked else session.latest_here
    return Removed(note.number) if note else Refusal.NO_NOTE_HERE


def _finish(session: Session) -> Event | Refusal:
    if session.phase is Phase.LAST_TIME and session.warmup:
        return Began(Part.WARMUP)
    return Finished(session.place) if session.place else Refusal.NO_OPEN_CARD


def _ask(session: Session, question: str) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    if session.phase in _PARTS:
        return Refusal.NOT_HERE_AND_NOW
    if not question.strip():
        return Refusal.EMPTY
    return Asked(f"egen-{session.asked + 1}", len(session.dealt) + 1, question)


def _extend(session: Session, used: int) -> Event | Refusal:
    is_over = session.ends is not None and used >= session.ends
    if session.open and not is_over:
        minutes = portion(session.card_portions)
        return Extended(session.open, minutes, extend(session.card_ends, used, session.card_portions))
    if session.ends is None:
        return Refusal.NO_CLOCK
    return Extended("", portion(session.portions), extend(session.ends, used, session.portions))


def _begin(session: Session, part: Part) -> Event | Refusal:
    if session.phase in _PARTS or part not in (Part.PARKED, Part.ROUND):
        return Refusal.NOT_HERE_AND_NOW
    if part is Part.PARKED and not session.parked:
        return Refusal.NOTHING_PARKED
    return Began(part)


def _review(session: Session, verdict: Verdict) -> Event | Refusal:
    if session.phase is not Phase.LAST_TIME or not session.promises:
        return Refusal.NOTHING_TO_REVIEW
    return Reviewed(*session.promises[0], verdict)


def _pass(session: Session) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    # Who sits alone has nobody to give the turn to, but need not speak.
    least = 1 if session.phase is Phase.ROUND else 2
    line = session.waiting if session.phase is Phase.ROUND else session.queue
    return Passed(line[0]) if len(line) >= least else Refusal.NOBODYS_TURN


def _arrive(session: Session, name: str) -> Event | Refusal:
    if not name:
        return Refusal.EMPTY
    return Refusal.KNOWN_ALREADY if session.known_as(name) else Arrived(name)
