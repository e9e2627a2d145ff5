"""The rules of a meeting: decide which event a command causes, or why it is refused.

``apply`` gives the state after the event.
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
from kortspil.meeting.state import MeetingState, Note, Phase, Status

_ALLOWED_IN_A_BREAK = (GoOn, Close, KeepDraft, Autosave)
_PHASES_WITHOUT_CARDS = (Phase.LAST_TIME, Phase.PARKED, Phase.ROUND)


def decide(state: MeetingState, command: Command, used: int = 0) -> Event | Refusal:
    """Return the event that a command causes when the meeting has lasted ``used`` seconds, or why it is refused."""
    if state.phase is Phase.CLOSED:
        return Refusal.CLOSED
    if state.is_paused and not isinstance(command, _ALLOWED_IN_A_BREAK):
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
            return _decide_part_or_people(state, command)


def _decide_part_or_people(
    state: MeetingState, command: Begin | Review | Stay | Pass | Arrive | Depart
) -> Event | Refusal:
    match command:
        case Begin(part):
            return _begin(state, part)
        case Review(verdict):
            return _review(state, verdict)
        case Stay():
            point = _current_point(state)
            return Stayed(point.number) if point else Refusal.NOTHING_PARKED
        case Pass():
            return _pass(state)
        case Arrive(name):
            return _arrive(state, name)
        case Depart(name):
            known = state.known_as(name)
            return Departed(known) if known else Refusal.NOT_HERE


def _turn(state: MeetingState, position: int | None, used: int) -> Event | Refusal:
    if state.open:
        return Refusal.CARD_IS_OPEN
    if state.phase in _PHASES_WITHOUT_CARDS:
        return Refusal.NOT_HERE_AND_NOW
    at = state.next_position() if position is None else position
    if at is None:
        return Refusal.NONE_LEFT
    if not 1 <= at <= len(state.dealt):
        return Refusal.NO_SUCH_CARD
    if state.status(state.dealt[at - 1]) is Status.GONE:
        return Refusal.CARD_IS_GONE
    placed = state.cards[state.dealt[at - 1]]
    card = placed.card
    # A card that is turned again is no longer counted among those that are left.
    is_turned_again = state.status(card.id) is not Status.FACE_DOWN
    until = suggested(state.ends, used, state.counts.left + is_turned_again)
    return Turned(card.id, at, placed.area, placed.area_name, card.question, until)


def _write(state: MeetingState, wanted: Write) -> Event | Refusal:
    replaces = wanted.replaces
    point = _current_point(state)
    if point and not replaces:
        replaces = point.number
    old = state.note(replaces)
    card = old.card if old else state.subject
    if not card:
        return Refusal.NO_OPEN_CARD
    if not wanted.text.strip():
        return Refusal.EMPTY
    return Noted(wanted.kind, card, wanted.text, wanted.by, replaces)


def _current_point(state: MeetingState) -> Note | None:
    # The parked point that the group is deciding on.
    return state.parked[0] if state.phase is Phase.PARKED and state.parked else None


def _remove(state: MeetingState) -> Event | Refusal:
    note = _current_point(state) or state.latest_here
    return Removed(note.number) if note else Refusal.NO_NOTE_HERE


def _finish(state: MeetingState) -> Event | Refusal:
    if state.phase is Phase.LAST_TIME and state.warmup:
        return Began(Part.WARMUP)
    return Finished(state.place) if state.place else Refusal.NO_OPEN_CARD


def _ask(state: MeetingState, question: str) -> Event | Refusal:
    if state.open:
        return Refusal.CARD_IS_OPEN
    if state.phase in _PHASES_WITHOUT_CARDS:
        return Refusal.NOT_HERE_AND_NOW
    if not question.strip():
        return Refusal.EMPTY
    return Asked(f"egen-{state.asked + 1}", len(state.dealt) + 1, question)


def _extend(state: MeetingState, used: int) -> Event | Refusal:
    if state.open and not state.is_over(used):
        minutes = portion(state.card_portions)
        return Extended(state.open, minutes, extend(state.card_ends, used, state.card_portions))
    if state.ends is None:
        return Refusal.NO_CLOCK
    return Extended("", portion(state.portions), extend(state.ends, used, state.portions))


def _begin(state: MeetingState, part: Part) -> Event | Refusal:
    if state.phase in _PHASES_WITHOUT_CARDS or part not in (Part.PARKED, Part.ROUND):
        return Refusal.NOT_HERE_AND_NOW
    if part is Part.PARKED and not state.parked:
        return Refusal.NOTHING_PARKED
    return Began(part)


def _review(state: MeetingState, verdict: Verdict) -> Event | Refusal:
    if state.phase is not Phase.LAST_TIME or not state.open_agreements:
        return Refusal.NOTHING_TO_REVIEW
    agreement = state.open_agreements[0]
    return Reviewed(agreement.meeting, agreement.number, agreement.text, verdict)


def _pass(state: MeetingState) -> Event | Refusal:
    if state.open:
        return Refusal.CARD_IS_OPEN
    # A participant who is alone can stay silent in the closing round, but has nobody else who could turn the card.
    can_pass = bool(state.waiting) if state.phase is Phase.ROUND else len(state.queue) > 1
    return Passed(state.turn) if can_pass else Refusal.NOBODYS_TURN


def _arrive(state: MeetingState, typed: str) -> Event | Refusal:
    name = " ".join(typed.split())
    if not name:
        return Refusal.EMPTY
    return Refusal.KNOWN_ALREADY if state.known_as(name) else Arrived(name)
