"""What a person can ask for at the table, and why it may do nothing."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Union

from kortspil.events import Kind


class Turn(NamedTuple):
    """Turn the card at a position, counted from 1; ``None`` is the first that lies face down."""

    position: int | None = None


class Write(NamedTuple):
    """Write something about the open card, or about the opening round."""

    kind: Kind
    text: str


class Finish(NamedTuple):
    """Be done with the open card, or with the opening round."""


class Skip(NamedTuple):
    """Put the open card aside."""


class LayBack(NamedTuple):
    """Lay the open card face down again."""


class Undo(NamedTuple):
    """Take back the latest thing that was done."""


class Ask(NamedTuple):
    """Lay a question of the group's own on the table and open it."""

    question: str


class ReadCase(NamedTuple):
    """Open a case beside the cards."""

    case: str
    title: str


class KeepDraft(NamedTuple):
    """Keep what was typed and left unsaved; "" is no draft any more. ``kind`` is ``None`` for an own question.

    ``in_hand``: the meeting is broken off while it is being typed.
    """

    kind: Kind | None
    card: str
    text: str
    in_hand: bool = False


class KeepTyping(NamedTuple):
    """Keep what has been typed so far of a text that somebody is typing."""

    kind: Kind | None
    card: str
    text: str


class Tick(NamedTuple):
    """Keep that the meeting is still going on."""


class Pause(NamedTuple):
    """Break the meeting off."""


class Close(NamedTuple):
    """Close the meeting."""


Command = Union[  # noqa: UP007 (a plain «|» of NamedTuples cannot be evaluated by Python 3.10's typing)
    Turn, Write, Finish, Skip, LayBack, Undo, Ask, ReadCase, KeepDraft, KeepTyping, Tick, Pause, Close
]


class Refusal(Enum):
    """Why a command does nothing."""

    NO_SUCH_CARD = "no such card"
    CARD_IS_GONE = "card is gone"
    NONE_LEFT = "none left"
    NO_OPEN_CARD = "no open card"
    CARD_IS_OPEN = "card is open"
    NOTHING_TO_UNDO = "nothing to undo"
    EMPTY = "empty"
    CLOSED = "closed"
