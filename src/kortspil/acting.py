"""What a key makes a group do, where nothing more has to be typed or chosen. Both front ends ask here."""

from __future__ import annotations

from kortspil.events import Began, Kind, Part, Subject, Verdict
from kortspil.keys import KINDS, Action
from kortspil.people import names
from kortspil.session import (
    Arrive,
    Begin,
    Command,
    Depart,
    Extend,
    Finish,
    GoOn,
    LayBack,
    Pass,
    Pause,
    Phase,
    Remove,
    Review,
    Session,
    Skip,
    Stay,
    Turn,
    Undo,
)

_COMMANDS: dict[Action, Command] = {
    Action.TURN: Turn(),
    Action.FINISH: Finish(),
    Action.REST: Finish(),
    Action.SKIP: Skip(),
    Action.LAY_BACK: LayBack(),
    Action.UNDO: Undo(),
    Action.REMOVE: Remove(),
    Action.STAY: Stay(),
    Action.MORE_TIME: Extend(),
    Action.LONGER: Extend(),
    Action.PASS: Pass(),
    Action.ROUND: Begin(Part.ROUND),
    Action.PAUSE: Pause(is_break=True),
}
BEFORE_CLOSING = (Phase.PARKED, Phase.ROUND)
"""What a group goes through before its meeting closes."""

_VERDICTS = {Action.DONE: Verdict.DONE, Action.KEEP: Verdict.KEPT, Action.DROP: Verdict.DROPPED}


def command(session: Session, action: Action) -> Command | None:
    """The command that an action is, or ``None`` where it needs words or shows something."""
    if session.is_paused and action is Action.PAUSE:
        return GoOn()
    is_left = session.waiting if action is Action.SPEAK else session.promises
    if action in (Action.KEEP, Action.SPEAK) and not is_left:
        # Nothing is left to go through: the key goes on.
        return Finish()
    if action in _VERDICTS and session.phase is Phase.LAST_TIME:
        return Review(_VERDICTS[action])
    return Remove() if action is Action.DROP else _COMMANDS.get(action)


def to_write(session: Session, action: Action) -> tuple[Subject, str] | None:
    """What is written by an action, and what stands there already; ``None`` where nothing is there to change."""
    if action is Action.EDIT:
        note = session.latest_here
        return (Subject(note.card, note.kind, note.by, note.number), note.text) if note else None
    kind = Kind.NOTE if action is Action.SPEAK else KINDS.get(action)
    parked = session.parked[0].text if session.phase is Phase.PARKED and session.parked else ""
    return session.about(kind), parked


def close(session: Session) -> Command | None:
    """What is to be done first when a group wants to close the meeting, or ``None`` where nothing is."""
    if session.phase is Phase.PARKED:
        return Finish()
    part = session.next_part if session.phase is not Phase.LAST_TIME else None
    if part is None:
        # A closing round can be come back to from the page that closes the meeting.
        return None
    return Finish() if session.phase is Phase.ROUND else Begin(part)


def back(session: Session) -> Command:
    """What leads out of a part before the meeting closes: as if it had not begun, where nothing was done in it."""
    return Undo() if isinstance(session.done, Began) else Finish()


def people(session: Session, typed: str) -> list[Command]:
    """Who comes and who goes, of the names in a list: somebody who is here goes."""
    # A name that is written twice comes or goes once.
    named: dict[str, str] = {}
    for name in names(typed):
        named.setdefault(name.casefold(), name)
    return [Depart(name) if session.known_as(name) else Arrive(name) for name in named.values()]
