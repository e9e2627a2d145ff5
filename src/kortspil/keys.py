"""The one table of keys: what each does, and where. Nothing else lists keys."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from kortspil.events import Kind
from kortspil.session import Phase
from kortspil.texts import keys as texts


class Action(Enum):
    """What a key asks for."""

    TURN = "turn"
    FINISH = "finish"
    NOTE = "note"
    NEED = "need"
    AGREE = "agree"
    PARK = "park"
    SKIP = "skip"
    LAY_BACK = "lay back"
    EXAMPLES = "examples"
    MORE_TIME = "more time"
    CASE = "case"
    ASK = "ask"
    OVERVIEW = "overview"
    TIME = "time"
    UNDO = "undo"
    MOVE = "move"
    HELP = "help"
    CLOSE = "close"


KINDS = {
    Action.NOTE: Kind.NOTE,
    Action.NEED: Kind.NEED,
    Action.AGREE: Kind.AGREEMENT,
    Action.PARK: Kind.PARKED,
}
"""What each action that writes on a card writes there."""


class Key(NamedTuple):
    """A key and what it does where. ``typed`` is the letter of a plain line, "" for an empty one.

    ``others`` are further names of the same key. ``takes_text`` says that text may follow the letter. ``is_rare``:
    it is named in the help, and else only where it is needed.
    """

    typed: str
    action: Action
    where: frozenset[Phase]
    others: tuple[str, ...] = ()
    takes_text: bool = False
    is_rare: bool = False

    @property
    def shown(self) -> str:
        """How the key is named to people."""
        return self.typed or texts.ENTER

    @property
    def label(self) -> str:
        """One or two words for what the key does."""
        return texts.KEY_LABELS[self.action.value]

    @property
    def help(self) -> str:
        """A sentence for what the key does."""
        return texts.KEY_HELP[self.action.value]


_AT_TABLE = frozenset({Phase.TABLE})
_AT_CARD = frozenset({Phase.CARD})
_ON_SUBJECT = frozenset({Phase.CARD, Phase.WARMUP})
_WITHOUT_CARD = frozenset({Phase.TABLE, Phase.WARMUP})
_ANYWHERE = frozenset({Phase.TABLE, Phase.CARD, Phase.WARMUP})

TABLE: tuple[Key, ...] = (
    Key("", Action.TURN, _AT_TABLE, (" ",)),
    Key("", Action.FINISH, _ON_SUBJECT),
    Key("n", Action.NOTE, _ON_SUBJECT, takes_text=True),
    Key("b", Action.NEED, _ON_SUBJECT, takes_text=True),
    Key("a", Action.AGREE, _ON_SUBJECT, takes_text=True),
    Key("p", Action.PARK, _ON_SUBJECT, takes_text=True),
    Key("s", Action.SKIP, _AT_CARD),
    Key("l", Action.LAY_BACK, _AT_CARD),
    Key("e", Action.EXAMPLES, _AT_CARD),
    Key("m", Action.MORE_TIME, _AT_CARD),
    Key("c", Action.CASE, _ANYWHERE, takes_text=True),
    Key("g", Action.ASK, _WITHOUT_CARD, takes_text=True),
    Key("o", Action.OVERVIEW, _ANYWHERE),
    Key("t", Action.TIME, _ANYWHERE),
    Key("u", Action.UNDO, _ANYWHERE),
    Key("f", Action.MOVE, _ANYWHERE, takes_text=True, is_rare=True),
    Key("?", Action.HELP, _ANYWHERE, ("h",)),
    Key("q", Action.CLOSE, _ANYWHERE),
)


def at(phase: Phase) -> tuple[Key, ...]:
    """The keys that do something in a phase, in the order they are shown."""
    return tuple(key for key in TABLE if phase in key.where)


def named(phase: Phase, *, in_trouble: bool) -> tuple[Key, ...]:
    """The keys of a phase that are named while a group plays: the rare ones only when the notes are in trouble."""
    return tuple(key for key in at(phase) if in_trouble or not key.is_rare)


def find(typed: str, phase: Phase) -> Key | None:
    """The key that was meant, whatever its case; ``None`` where it does nothing in this phase."""
    folded = typed.lower()
    return next((key for key in at(phase) if folded == key.typed or (folded and folded in key.others)), None)


def groups() -> tuple[tuple[str, tuple[Key, ...]], ...]:
    """Every key once, under where it does something: at the table, at a card, or always."""
    table, card = at(Phase.TABLE), at(Phase.CARD)
    return (
        (texts.HELP_TABLE, tuple(key for key in table if key not in card)),
        (texts.HELP_CARD, tuple(key for key in card if key not in table)),
        (texts.HELP_ALWAYS, tuple(key for key in card if key in table)),
    )
