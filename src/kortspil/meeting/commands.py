"""What a person can ask for at the table, and why it may do nothing."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Union

from kortspil.meeting.events import Draft, Kind, Part, Verdict


class Turn(NamedTuple):
    """Turn the card at a position, counted from 1; ``None`` is the first that lies face down."""

    position: int | None = None


class Write(NamedTuple):
    """Write something about the open card, or about the part of the meeting that goes on.

    ``by`` is who says it in the closing round, ``replaces`` the number of the note whose place it takes, or 0.
    """

    kind: Kind
    text: str
    by: str = ""
    replaces: int = 0


class Remove(NamedTuple):
    """Delete the latest note here, or the parked point that is gone through."""


class Stay(NamedTuple):
    """Leave the parked point that is gone through as it is."""


class Finish(NamedTuple):
    """Be done with the open card, or with the part of the meeting that goes on."""


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
    """Open a case beside the cards. ``leads``: the cards that follow are talked about in its light."""

    case: str
    title: str
    leads: bool = False


class Begin(NamedTuple):
    """Begin a part of the meeting."""

    part: Part


class Review(NamedTuple):
    """Say what became of the agreement that is gone through."""

    verdict: Verdict


class Pass(NamedTuple):
    """Give the turn on to the next participant."""


class Arrive(NamedTuple):
    """Somebody comes to the meeting."""

    name: str


class Depart(NamedTuple):
    """A participant leaves the meeting."""

    name: str


class Extend(NamedTuple):
    """Give more time: to the open card, or to the meeting where none is open."""


class KeepDraft(NamedTuple):
    """Keep a text that is left unsaved. ``in_hand``: the meeting is interrupted while the text is being typed."""

    draft: Draft
    in_hand: bool = False


class Autosave(NamedTuple):
    """Keep what has been typed so far of the text that is open in the editor."""

    draft: Draft


class KeepAlive(NamedTuple):
    """Keep that the meeting is still going on."""


class Pause(NamedTuple):
    """Break the meeting off. ``is_break``: the group takes a break and is still here."""

    is_break: bool = False


class GoOn(NamedTuple):
    """Go on after a break."""


class Close(NamedTuple):
    """Close the meeting."""


Command = Union[  # noqa: UP007 (a plain «|» of NamedTuples cannot be evaluated by Python 3.10's typing)
    Turn,
    Write,
    Remove,
    Stay,
    Finish,
    Skip,
    LayBack,
    Undo,
    Ask,
    ReadCase,
    Begin,
    Review,
    Pass,
    Arrive,
    Depart,
    Extend,
    KeepDraft,
    Autosave,
    KeepAlive,
    Pause,
    GoOn,
    Close,
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
    NO_NOTE_HERE = "no note here"
    NOTHING_TO_REVIEW = "nothing to review"
    NOTHING_PARKED = "nothing parked"
    NOBODYS_TURN = "nobody's turn"
    KNOWN_ALREADY = "known already"
    NOT_HERE = "not here"
    NO_CLOCK = "no clock"
    PAUSED = "paused"
    NOT_PAUSED = "not paused"
    NOT_HERE_AND_NOW = "not here and now"
    CLOSED = "closed"
