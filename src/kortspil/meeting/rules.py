"""The rules of the table: what a command makes happen, as one event, or why it makes nothing happen.

A meeting is its events applied in order, which ``apply`` does.
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
from kortspil.meeting.state import MeetingState, Phase, Status

_IN_A_BREAK = (GoOn, Close, KeepDraft, Autosave)
_PARTS = (Phase.LAST_TIME, Phase.PARKED, Phase.ROUND)


def decide(state: MeetingState, command: Command, used: int = 0) -> Event | Refusal:
    """What a command makes happen when the meeting has lasted ``used`` seconds, or why it makes nothing happen."""
    if state.phase is Phase.CLOSED:
        return Refusal.CLOSED
    if state.is_paused and not isinstance(command, _IN_A_BREAK):
        return Refusal.PAUSED
    match command:
        case Turn(position):
            return _turn(state, position, used)
        case Write():
            return _write(state, command)
        case Remove():
            return _remove(state)
        case Finish():
            return _finish(state)
        case Skip():
            return Skipped(state.open) if state.open else Refusal.NO_OPEN_CARD
        case LayBack():
            return LaidBack(state.open) if state.open else Refusal.NO_OPEN_CARD
        case Undo():
            return Undone(state.last_step.number) if state.last_step else Refusal.NOTHING_TO_UNDO
        case Ask(question):
            return _ask(state, question)
        case Extend():
            return _extend(state, used)
        case Pause(is_break):
            return Paused(is_break)
        case GoOn():
            return Resumed() if state.is_paused else Refusal.NOT_PAUSED
        case ReadCase(case, title, leads):
            return CaseRead(case, title, leads)
        case KeepDraft(draft, in_hand):
            return Drafted(draft, in_hand)
        case Autosave(draft):
            return Autosaved(draft)
        case KeepAlive():
            return Heartbeat()
        case Close():
            return Closed()
        case _:
            return _take_part(state, command)


def _take_part(state: MeetingState, command: Begin | Review | Stay | Pass | Arrive | Depart) -> Event | Refusal:
    match command:
        case Begin(part):
            return _begin(state, part)
        case Review(verdict):
            return _review(state, verdict)
        case Stay():
            is_there = state.phase is Phase.PARKED and state.parked
            return Stayed(state.parked[0].number) if is_there else Refusal.NOTHING_PARKED
        case Pass():
            return _pass(state)
        case Arrive(name):
            return _arrive(state, " ".join(name.split()))
        case Depart(name):
            known = state.known_as(name)
            return Departed(known) if known else Refusal.NOT_HERE


def _turn(state: MeetingState, position: int | None, used: int) -> Event | Refusal:
    if state.open:
        return Refusal.CARD_IS_OPEN
    if state.phase in _PARTS:
        return Refusal.NOT_HERE_AND_NOW
    at = state.next_position() if position is None else position
    if at is None:
        return Refusal.NONE_LEFT
    if not 1 <= at <= len(state.dealt):
        return Refusal.NO_SUCH_CARD
    if state.status(state.dealt[at - 1]) is Status.GONE:
        return Refusal.CARD_IS_GONE
    card, area, area_name = state.cards[state.dealt[at - 1]]
    is_taken_up = state.status(card.id) is not Status.FACE_DOWN
    until = suggested(state.ends, used, state.counts.left + is_taken_up)
    return Turned(card.id, at, area, area_name, card.question, until)


def _write(state: MeetingState, wanted: Write) -> Event | Refusal:
    replaces = wanted.replaces
    if state.phase is Phase.PARKED and state.parked and not replaces:
        replaces = state.parked[0].number
    old = state.note(replaces)
    card = old.card if old else state.subject
    if not card:
        return Refusal.NO_OPEN_CARD
    if not wanted.text.strip():
        return Refusal.EMPTY
    return Noted(wanted.kind, card, wanted.text, wanted.by, replaces)


def _remove(state: MeetingState) -> Event | Refusal:
    note = state.parked[0] if state.phase is Phase.PARKED and state.parked else state.latest_here
    return Removed(note.number) if note else Refusal.NO_NOTE_HERE


def _finish(state: MeetingState) -> Event | Refusal:
    if state.phase is Phase.LAST_TIME and state.warmup:
        return Began(Part.WARMUP)
    return Finished(state.place) if state.place else Refusal.NO_OPEN_CARD


def _ask(state: MeetingState, question: str) -> Event | Refusal:
    if state.open:
        return Refusal.CARD_IS_OPEN
    if state.phase in _PARTS:
        return Refusal.NOT_HERE_AND_NOW
    if not question.strip():
        return Refusal.EMPTY
    return Asked(f"egen-{state.asked + 1}", len(state.dealt) + 1, question)


def _extend(state: MeetingState, used: int) -> Event | Refusal:
    is_over = state.ends is not None and used >= state.ends
    if state.open and not is_over:
        minutes = portion(state.card_portions)
        return Extended(state.open, minutes, extend(state.card_ends, used, state.card_portions))
    if state.ends is None:
        return Refusal.NO_CLOCK
    return Extended("", portion(state.portions), extend(state.ends, used, state.portions))


def _begin(state: MeetingState, part: Part) -> Event | Refusal:
    if state.phase in _PARTS or part not in (Part.PARKED, Part.ROUND):
        return Refusal.NOT_HERE_AND_NOW
    if part is Part.PARKED and not state.parked:
        return Refusal.NOTHING_PARKED
    return Began(part)


def _review(state: MeetingState, verdict: Verdict) -> Event | Refusal:
    if state.phase is not Phase.LAST_TIME or not state.open_agreements:
        return Refusal.NOTHING_TO_REVIEW
    return Reviewed(*state.open_agreements[0], verdict)


def _pass(state: MeetingState) -> Event | Refusal:
    if state.open:
        return Refusal.CARD_IS_OPEN
    # Who sits alone has nobody to give the turn to, but need not speak.
    least = 1 if state.phase is Phase.ROUND else 2
    line = state.waiting if state.phase is Phase.ROUND else state.queue
    return Passed(line[0]) if len(line) >= least else Refusal.NOBODYS_TURN


def _arrive(state: MeetingState, name: str) -> Event | Refusal:
    if not name:
        return Refusal.EMPTY
    return Refusal.KNOWN_ALREADY if state.known_as(name) else Arrived(name)
