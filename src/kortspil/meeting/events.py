"""The events of a meeting. ``rules`` decides them, and the notes file keeps them.

Each event holds all that the minutes need, so that a notes file can be read without the deck.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple, Union


class Kind(Enum):
    """The kinds of notes that a group can write on a card or a part."""

    NOTE = "note"
    NEED = "need"
    AGREEMENT = "agreement"
    PARKED = "parked"


class Part(Enum):
    """The parts of a meeting that are not cards."""

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
    """What a text is about.

    ``kind`` is ``None`` for a question of the group's own. ``by`` is the participant who says the text in the closing
    round, or "". ``replaces`` is the number of the note that it replaces, or 0.
    """

    card: str
    kind: Kind | None
    by: str = ""
    replaces: int = 0


class Draft(NamedTuple):
    """A text that was typed and is not saved. "" means that there is none."""

    subject: Subject
    text: str


class Opened(NamedTuple):
    """The meeting began.

    ``areas`` has the id and the name of each area in the order of the deck, and ``dealt`` the ids of the cards in the
    order they lie. ``deck_file`` is "" for the shipped deck. ``seed`` is the seed of the order, or ``None`` if the
    person chose none. ``minutes`` is the planned length, ``group`` the name of the group, and ``turns`` has the
    participants in the order in which they turn cards. ``recalls``: the group reviews agreements of earlier meetings
    first.
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
    """A card was turned, for the first time or again. ``position`` counts from 1.

    ``until`` is the deadline suggested for it in seconds of the meeting's own clock, or 0 for none.
    """

    card: str
    position: int
    area: str
    area_name: str
    question: str
    until: int = 0


class Asked(NamedTuple):
    """The group placed a question of its own on the table, face up."""

    card: str
    position: int
    question: str


class Finished(NamedTuple):
    """The group finished the open card or a part of the meeting. ``card`` is the id of either."""

    card: str


class Skipped(NamedTuple):
    """The group skipped the open card."""

    card: str


class LaidBack(NamedTuple):
    """The open card was laid face down again."""

    card: str


class Noted(NamedTuple):
    """A note was written on a card or a part. ``text`` is exactly what was typed.

    ``by`` is the participant who said it in the closing round, and ``replaces`` the number of the note that it changes,
    or 0.
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
    """The note with this number was deleted. It stays in the notes file."""

    number: int


class Stayed(NamedTuple):
    """The group went through the parked point with this number, and left it parked."""

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
    """A case was read beside the cards. ``leads``: the group then discusses the cards in the light of the case."""

    case: str
    title: str
    leads: bool = False


class Began(NamedTuple):
    """A part of the meeting began."""

    part: Part


class Reviewed(NamedTuple):
    """The group said what became of the agreement with this number in an earlier meeting."""

    meeting: str
    number: int
    text: str
    verdict: Verdict


class Passed(NamedTuple):
    """A participant passed instead of turning a card or speaking in the closing round."""

    name: str


class Arrived(NamedTuple):
    """A participant came to the meeting."""

    name: str


class Departed(NamedTuple):
    """A participant left the meeting."""

    name: str


class Extended(NamedTuple):
    """A card, or the meeting if ``card`` is "", got more time.

    ``until`` is the new deadline in seconds of the meeting's own clock.
    """

    card: str
    minutes: int
    until: int


class Undone(NamedTuple):
    """The event with this number was undone. It stays in the notes file."""

    number: int


class Voided(NamedTuple):
    """The group was told that the event with this number is not saved.

    If it is in the notes file all the same, it does not count.
    """

    number: int


class Heartbeat(NamedTuple):
    """The meeting was still going on, but nothing else had happened for a while."""


class Paused(NamedTuple):
    """The meeting was interrupted, and its clock stopped. ``is_break``: the group takes a break."""

    is_break: bool = False


class Resumed(NamedTuple):
    """The meeting went on. The time since the previous event does not count as time of the meeting."""


class Closed(NamedTuple):
    """The meeting was closed."""


class Handwritten(NamedTuple):
    """Lines in the notes file that a person wrote by hand. Only ``notes.reader`` makes this event."""

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
    """An event with its number in the meeting and its time. Numbers count from 1; ``Handwritten`` has 0."""

    number: int
    at: datetime
    event: Event
