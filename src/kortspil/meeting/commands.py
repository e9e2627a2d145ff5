"""The commands that a person can give at a meeting, and the reasons why they are refused."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Union

from kortspil.meeting.events import Draft, Kind, Part, Verdict


class Turn(NamedTuple):
    """Turn the card at a position, counted from 1. ``None`` is the first face-down card."""

    position: int | None = None


class Write(NamedTuple):
    """Write a note on the open card or on the current part of the meeting.

    ``by`` is the participant who says it in the closing round, and ``replaces`` the number of the note that it changes,
    or 0.
    """

    kind: Kind
    text: str
    by: str = ""
    replaces: int = 0


class Remove(NamedTuple):
    """Delete the parked point that the group is deciding on, or else the latest note on the open card or part."""


class Stay(NamedTuple):
    """Leave the parked point that the group is deciding on as it is."""


class Finish(NamedTuple):
    """Finish the open card or the current part of the meeting."""


class Skip(NamedTuple):
    """Skip the open card."""


class LayBack(NamedTuple):
    """Lay the open card face down again."""


class Undo(NamedTuple):
    """Undo the latest step."""


class Ask(NamedTuple):
    """Place a question of the group's own on the table and open it."""

    question: str


class ReadCase(NamedTuple):
    """Read a case beside the cards. ``leads``: the group then discusses the cards in the light of the case."""

    case: str
    title: str
    leads: bool = False


class Begin(NamedTuple):
    """Begin a part of the meeting."""

    part: Part


class Review(NamedTuple):
    """Say what became of the agreement that the group is reviewing."""

    verdict: Verdict


class Pass(NamedTuple):
    """Pass the turn to the next participant."""


class Arrive(NamedTuple):
    """Add a participant who comes to the meeting."""

    name: str


class Depart(NamedTuple):
    """Remove a participant who leaves the meeting."""

    name: str


class Extend(NamedTuple):
    """Give more time to the open card, or to the meeting if no card is open."""


class KeepDraft(NamedTuple):
    """Keep a text that is left unsaved. ``in_hand``: the meeting is interrupted while the text is being typed."""

    draft: Draft
    in_hand: bool = False


class Autosave(NamedTuple):
    """Keep what has been typed so far of the text that is open in the editor."""

    draft: Draft


class KeepAlive(NamedTuple):
    """Record that the meeting is still going on."""


class Pause(NamedTuple):
    """Interrupt the meeting. ``is_break``: the group takes a break and the program stays open."""

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
    """Why a command is refused."""

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
