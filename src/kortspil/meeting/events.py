"""What can happen at a meeting. ``rules`` decides them, the notes keep them.

Each is one fact, told with all that the minutes need, so that a notes file is understood without the deck.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple, Union


class Kind(Enum):
    """What a group can write on a card."""

    NOTE = "note"
    NEED = "need"
    AGREEMENT = "agreement"
    PARKED = "parked"


class Part(Enum):
    """A part of a meeting that is not a card."""

    LAST_TIME = "last time"
    WARMUP = "warmup"
    PARKED = "parked"
    ROUND = "round"


class Verdict(Enum):
    """What became of an agreement from an earlier meeting."""

    DONE = "done"
    KEPT = "kept"
    DROPPED = "dropped"


class Subject(NamedTuple):
    """What a text is about. ``kind`` is ``None`` for a question of the group's own, ``by`` who says it in the closing
    round, and ``replaces`` the number of the note whose place it takes, or 0."""

    card: str
    kind: Kind | None
    by: str = ""
    replaces: int = 0


class Draft(NamedTuple):
    """A text that was typed and is not saved. "" means that there is none."""

    subject: Subject
    text: str


class Opened(NamedTuple):
    """The meeting began. ``areas`` are (id, name) in the deck's order, ``dealt`` the card ids as they lie.

    ``deck_file`` is "" for the shipped deck. ``seed`` gives the same order again, ``None`` where none was chosen.
    ``minutes`` is how long the meeting is to last, ``group`` the name it was given, ``turns`` the participants in the
    order that they turn cards, and ``recalls`` whether agreements of an earlier meeting are gone through first.
    """

    deck_title: str
    deck_file: str
    areas: tuple[tuple[str, str], ...]
    participants: tuple[str, ...]
    dealt: tuple[str, ...]
    seed: int | None
    warmup: bool
    minutes: int | None = None
    group: str = ""
    turns: tuple[str, ...] = ()
    recalls: bool = False


class Turned(NamedTuple):
    """A card was turned, or taken up again. ``position`` counts from 1.

    ``until`` is when the time suggested for it is up, in seconds of the meeting's own clock; 0 is no suggestion.
    """

    card: str
    position: int
    area: str
    area_name: str
    question: str
    until: int = 0


class Asked(NamedTuple):
    """The group laid a question of its own on the table, face up."""

    card: str
    position: int
    question: str


class Finished(NamedTuple):
    """The group was done with the open card, or with a part of the meeting, told by its id."""

    card: str


class Skipped(NamedTuple):
    """The open card was put aside without being talked about."""

    card: str


class LaidBack(NamedTuple):
    """The open card was laid face down again."""

    card: str


class Noted(NamedTuple):
    """Something was written down about a card. ``text`` is exactly what was typed.

    ``by`` is who said it in the closing round, ``replaces`` the number of the note whose place it takes, or 0.
    """

    kind: Kind
    card: str
    text: str
    by: str = ""
    replaces: int = 0

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.card, self.kind, self.by, self.replaces)


class Removed(NamedTuple):
    """The note with this number was deleted. It stays in the file."""

    number: int


class Stayed(NamedTuple):
    """The parked point with this number was gone through, and stays parked."""

    number: int


class Drafted(NamedTuple):
    """A text was left unsaved. It replaces the earlier draft of the same subject.

    ``in_hand``: the meeting was interrupted while the text was being typed.
    """

    draft: Draft
    in_hand: bool = False


class Autosaved(NamedTuple):
    """A text was kept while it was being typed. It replaces the earlier draft of the same subject."""

    draft: Draft


class CaseRead(NamedTuple):
    """A case was opened beside the cards. ``leads``: the cards that follow are talked about in its light."""

    case: str
    title: str
    leads: bool = False


class Began(NamedTuple):
    """A part of the meeting began."""

    part: Part


class Reviewed(NamedTuple):
    """The group said what became of an agreement: the one with a number of an earlier meeting."""

    meeting: str
    number: int
    text: str
    verdict: Verdict


class Passed(NamedTuple):
    """A participant gave the turn on: to turn a card, or to say something in the closing round."""

    name: str


class Arrived(NamedTuple):
    """A participant came to the meeting."""

    name: str


class Departed(NamedTuple):
    """A participant left the meeting."""

    name: str


class Extended(NamedTuple):
    """More time was given: to a card, or where ``card`` is "" to the meeting. ``until`` is when it is up now, in
    seconds of the meeting's own clock."""

    card: str
    minutes: int
    until: int


class Undone(NamedTuple):
    """The event with this number was taken back. It stays in the file."""

    number: int


class Voided(NamedTuple):
    """The group was told that the event with this number is not saved. Where it came through after all, it did not
    happen."""

    number: int


class Heartbeat(NamedTuple):
    """The meeting was still going on, though nothing else happened for a while."""


class Paused(NamedTuple):
    """The meeting was broken off: its clock stands still from here. ``is_break``: the group takes a break."""

    is_break: bool = False


class Resumed(NamedTuple):
    """The meeting went on. The time since the event before this one is not the meeting's."""


class Closed(NamedTuple):
    """The meeting was closed."""


class Handwritten(NamedTuple):
    """Lines in the notes that the program did not write. Only the reader of notes makes them."""

    text: str


Event = Union[  # noqa: UP007 (a plain «|» of NamedTuples cannot be evaluated by Python 3.10's typing)
    Opened,
    Turned,
    Asked,
    Finished,
    Skipped,
    LaidBack,
    Noted,
    Removed,
    Stayed,
    Drafted,
    Autosaved,
    CaseRead,
    Began,
    Reviewed,
    Passed,
    Arrived,
    Departed,
    Extended,
    Undone,
    Voided,
    Heartbeat,
    Paused,
    Resumed,
    Closed,
    Handwritten,
]


class Entry(NamedTuple):
    """An event with its number in the meeting, counted from 1 (0 for ``Handwritten``), and its time."""

    number: int
    at: datetime
    event: Event
