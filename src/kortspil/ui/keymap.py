"""The table of a meeting's keys: what each does, in which phases, and the command it becomes.

Both front ends use it.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from kortspil.meeting.commands import (
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
    Remove,
    Review,
    Skip,
    Stay,
    Turn,
    Undo,
)
from kortspil.meeting.events import Began, Kind, Part, Subject, Verdict
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import keys as texts
from kortspil.text.names import names


class Action(Enum):
    """What a key does."""

    TURN = "turn"
    FINISH = "finish"
    NOTE = "note"
    NEED = "need"
    AGREE = "agree"
    PARK = "park"
    EDIT = "edit"
    REMOVE = "remove"
    SKIP = "skip"
    LAY_BACK = "lay back"
    EXAMPLES = "examples"
    MORE_TIME = "more time"
    LONGER = "longer"
    PAUSE = "pause"
    CASE = "case"
    ASK = "ask"
    PASS = "pass"
    PEOPLE = "people"
    ROUND = "round"
    SPEAK = "speak"
    STAY = "stay"
    DONE = "done"
    KEEP = "keep"
    DROP = "drop"
    REST = "rest"
    OVERVIEW = "overview"
    TIME = "time"
    UNDO = "undo"
    MOVE = "move"
    HELP = "help"
    CLOSE = "close"


class When(Enum):
    """When a key is listed on the screen during a meeting. The help page lists every key.

    ``TROUBLE``: the notes cannot be written. ``PEOPLE``: the participants are known. ``CLOCK``: the meeting has a
    clock. ``NOTED``: the card or part has a note. ``EXAMPLES``: the card has examples.
    """

    ALWAYS = "always"
    TROUBLE = "trouble"
    PEOPLE = "people"
    CLOCK = "clock"
    NOTED = "noted"
    EXAMPLES = "examples"


KINDS = {
    Action.NOTE: Kind.NOTE,
    Action.NEED: Kind.NEED,
    Action.AGREE: Kind.AGREEMENT,
    Action.PARK: Kind.PARKED,
}
"""The kind of note that each writing action writes."""


class Key(NamedTuple):
    """A key, what it does, and in which phases.

    ``typed`` is its letter, or "" for Enter or an empty line. ``others`` are other names of the same key.
    ``takes_text``: in plain mode, text may follow the letter. ``when`` says when the key is listed on the screen.
    """

    typed: str
    action: Action
    where: frozenset[Phase]
    others: tuple[str, ...] = ()
    takes_text: bool = False
    when: When = When.ALWAYS

    @property
    def shown(self) -> str:
        """The name of the key on the screen."""
        return self.typed or texts.ENTER

    @property
    def label(self) -> str:
        """A few words that say what the key does."""
        return texts.KEY_LABELS[self.action.value]

    @property
    def help(self) -> str:
        """One or two sentences that say what the key does."""
        return texts.KEY_HELP[self.action.value]


_AT_TABLE = frozenset({Phase.TABLE})
_AT_CARD = frozenset({Phase.CARD})
_ON_SUBJECT = frozenset({Phase.CARD, Phase.WARMUP, Phase.ROUND})
_WITHOUT_CARD = frozenset({Phase.TABLE, Phase.WARMUP})
_PARKED = frozenset({Phase.PARKED})
_ROUND = frozenset({Phase.ROUND})
_LAST_TIME = frozenset({Phase.LAST_TIME})
_PLAYING = frozenset({Phase.TABLE, Phase.CARD, Phase.WARMUP, Phase.ROUND})
_ANYWHERE = frozenset(Phase) - {Phase.CLOSED}

TABLE: tuple[Key, ...] = (
    Key("", Action.TURN, _AT_TABLE, (" ",)),
    Key("", Action.FINISH, frozenset({Phase.CARD, Phase.WARMUP})),
    Key("", Action.SPEAK, _ROUND),
    Key("", Action.STAY, _PARKED),
    Key("g", Action.DONE, _LAST_TIME, ("1",)),
    Key("", Action.KEEP, _LAST_TIME, ("b", "2")),
    Key("x", Action.DROP, _LAST_TIME, ("3",)),
    Key("n", Action.NOTE, _ON_SUBJECT, takes_text=True),
    Key("b", Action.NEED, _ON_SUBJECT, takes_text=True),
    Key("a", Action.AGREE, _ON_SUBJECT, takes_text=True),
    Key("n", Action.NOTE, _PARKED, ("1",), takes_text=True),
    Key("b", Action.NEED, _PARKED, ("2",), takes_text=True),
    Key("a", Action.AGREE, _PARKED, ("3",), takes_text=True),
    Key("x", Action.DROP, _PARKED, ("4",)),
    Key("s", Action.REST, _LAST_TIME | _PARKED | _ROUND),
    Key("p", Action.PARK, _ON_SUBJECT - _ROUND, takes_text=True),
    Key("r", Action.EDIT, _ON_SUBJECT, takes_text=True, when=When.NOTED),
    Key("x", Action.REMOVE, _ON_SUBJECT, when=When.NOTED),
    Key("s", Action.SKIP, _AT_CARD),
    Key("l", Action.LAY_BACK, _AT_CARD),
    Key("e", Action.EXAMPLES, _AT_CARD, when=When.EXAMPLES),
    Key("m", Action.MORE_TIME, _AT_CARD),
    Key("m", Action.LONGER, _PLAYING - _AT_CARD, when=When.CLOCK),
    Key("c", Action.CASE, _PLAYING, takes_text=True),
    Key("g", Action.ASK, _WITHOUT_CARD, takes_text=True),
    Key("v", Action.PASS, _AT_TABLE | _ROUND, when=When.PEOPLE),
    Key("r", Action.ROUND, _AT_TABLE, when=When.PEOPLE),
    Key("d", Action.PEOPLE, _PLAYING, takes_text=True, when=When.PEOPLE),
    Key("k", Action.PAUSE, _PLAYING | _PARKED, when=When.CLOCK),
    Key("o", Action.OVERVIEW, _ANYWHERE),
    Key("t", Action.TIME, _ANYWHERE),
    Key("u", Action.UNDO, _ANYWHERE),
    Key("f", Action.MOVE, _ANYWHERE, takes_text=True, when=When.TROUBLE),
    Key("?", Action.HELP, _ANYWHERE, ("h",)),
    Key("q", Action.CLOSE, _ANYWHERE),
)


def at(phase: Phase) -> tuple[Key, ...]:
    """Return the keys that do something in a phase, in the order they are shown."""
    return tuple(key for key in TABLE if phase in key.where)


def named(state: MeetingState, *, in_trouble: bool) -> tuple[Key, ...]:
    """Return the keys to list on the screen now: those of the phase whose ``when`` is true."""
    holds = {
        When.ALWAYS: True,
        When.TROUBLE: in_trouble,
        When.PEOPLE: bool(state.people),
        When.CLOCK: state.ends is not None,
        When.NOTED: state.latest_here is not None,
        When.EXAMPLES: state.has_examples,
    }
    named = tuple(key for key in at(state.phase) if holds[key.when])
    is_any_left = {Phase.LAST_TIME: state.open_agreements, Phase.ROUND: state.waiting}.get(state.phase, True)
    return named if is_any_left else _after_the_last_point(named)


def _after_the_last_point(named: tuple[Key, ...]) -> tuple[Key, ...]:
    # No point is left: the key that handled the next point now ends the part, and the others do nothing.
    ending = (Action.KEEP, Action.SPEAK)
    idle = (Action.DONE, Action.DROP, Action.REST, Action.PASS)
    ended = (key._replace(action=Action.FINISH) if key.action in ending else key for key in named)
    return tuple(key for key in ended if key.action not in idle)


def find(typed: str, phase: Phase) -> Key | None:
    """Return the key that ``typed`` names in this phase, or ``None`` if it names none. Ignore case."""
    folded = typed.lower()
    return next((key for key in at(phase) if folded == key.typed or (folded and folded in key.others)), None)


def groups() -> tuple[tuple[str, tuple[Key, ...]], ...]:
    """Return every key in groups with titles: at the table, at a card, always, and in each other part of a meeting."""
    table, card = at(Phase.TABLE), at(Phase.CARD)
    last_time, parked, ending = at(Phase.LAST_TIME), at(Phase.PARKED), at(Phase.ROUND)
    return (
        (texts.HELP_TABLE, tuple(key for key in table if key not in card)),
        (texts.HELP_CARD, tuple(key for key in card if key not in table)),
        (texts.HELP_ALWAYS, tuple(key for key in card if key in table)),
        (texts.HELP_LAST_TIME, tuple(key for key in last_time if key not in table)),
        (texts.HELP_PARKED, tuple(key for key in parked if key not in table)),
        (texts.HELP_ROUND, tuple(key for key in ending if key not in (*table, *card))),
    )


# --- The commands of keys that need no text and no choice

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
"""The parts that come before a meeting closes."""

_VERDICTS = {Action.DONE: Verdict.DONE, Action.KEEP: Verdict.KEPT, Action.DROP: Verdict.DROPPED}


def command(state: MeetingState, action: Action) -> Command | None:
    """Return the command for an action, or ``None`` if the action needs a text or only shows something."""
    if state.is_paused and action is Action.PAUSE:
        return GoOn()
    is_any_left = state.waiting if action is Action.SPEAK else state.open_agreements
    if action in (Action.KEEP, Action.SPEAK) and not is_any_left:
        # No point is left: the key ends the part.
        return Finish()
    if action in _VERDICTS and state.phase is Phase.LAST_TIME:
        return Review(_VERDICTS[action])
    return Remove() if action is Action.DROP else _COMMANDS.get(action)


def to_write(state: MeetingState, action: Action) -> tuple[Subject, str] | None:
    """Return the subject of the text that an action writes, and the text to start from.

    Return ``None`` if there is no note to edit.
    """
    if action is Action.EDIT:
        note = state.latest_here
        return (Subject(note.card, note.kind, note.by, note.number), note.text) if note else None
    kind = Kind.NOTE if action is Action.SPEAK else KINDS.get(action)
    parked = state.parked[0].text if state.phase is Phase.PARKED and state.parked else ""
    return state.about(kind), parked


def close(state: MeetingState) -> Command | None:
    """Return the command that must be carried out before the meeting is closed, or ``None`` if it can be closed now."""
    if state.phase is Phase.PARKED:
        return Finish()
    part = state.next_part if state.phase is not Phase.LAST_TIME else None
    if part is None:
        # A meeting can be closed in the middle of a closing round, because the closing page can lead back to the round.
        return None
    return Finish() if state.phase is Phase.ROUND else Begin(part)


def back(state: MeetingState) -> Command:
    """Return the command that goes from a part back to the table. If nothing was done in the part, it is ``Undo``."""
    step = state.last_step
    return Undo() if step and isinstance(step.event, Began) else Finish()


def people(state: MeetingState, typed: str) -> list[Command]:
    """Return a command for each name in a list: a participant who is here leaves, anyone else arrives."""
    # A name that is written twice counts once.
    named: dict[str, str] = {}
    for name in names(typed):
        named.setdefault(name.casefold(), name)
    return [Depart(name) if state.known_as(name) else Arrive(name) for name in named.values()]
