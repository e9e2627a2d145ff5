"""What can happen at a meeting. ``session`` decides them, ``journal`` keeps them.

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


class Opened(NamedTuple):
    """The meeting began. ``areas`` are (id, name) in the deck's order, ``dealt`` the card ids as they lie.

    ``deck_file`` is "" for the shipped deck. ``seed`` gives the same order again, ``None`` where none was chosen.
    """

    deck_title: str
    deck_file: str
    areas: tuple[tuple[str, str], ...]
    participants: tuple[str, ...]
    dealt: tuple[str, ...]
    seed: int | None
    warmup: bool


class Turned(NamedTuple):
    """A card was turned, or taken up again. ``position`` counts from 1."""

    card: str
    position: int
    area: str
    area_name: str
    question: str


class Asked(NamedTuple):
    """The group laid a question of its own on the table, face up."""

    card: str
    position: int
    question: str


class Finished(NamedTuple):
    """The group was done with the open card, or with the opening round."""

    card: str


class Skipped(NamedTuple):
    """The open card was put aside without being talked about."""

    card: str


class LaidBack(NamedTuple):
    """The open card was laid face down again."""

    card: str


class Noted(NamedTuple):
    """Something was written down about a card. ``text`` is exactly what was typed."""

    kind: Kind
    card: str
    text: str


class Drafted(NamedTuple):
    """This was typed and left unsaved. It stands for what was drafted before on the same card and of the same kind,
    until it is saved; "" is no draft any more. ``kind`` is ``None`` for a question of the group's own.

    ``in_hand``: the meeting was broken off while it was being typed.
    """

    kind: Kind | None
    card: str
    text: str
    in_hand: bool = False


class Typed(NamedTuple):
    """This much of a text had been typed. It stands for what was drafted before, as ``Drafted`` does."""

    kind: Kind | None
    card: str
    text: str


class CaseRead(NamedTuple):
    """A case was opened beside the cards."""

    case: str
    title: str


class Undone(NamedTuple):
    """The event with this number was taken back. It stays in the file."""

    number: int


class Voided(NamedTuple):
    """The group was told that the event with this number is not saved. Where it came through after all, it did not
    happen."""

    number: int


class Ticked(NamedTuple):
    """The meeting was still going on, though nothing else happened for a while."""


class Paused(NamedTuple):
    """The meeting was broken off: its clock stands still from here."""


class Resumed(NamedTuple):
    """The meeting went on. The time since the event before this one is not the meeting's."""


class Closed(NamedTuple):
    """The meeting was closed."""


class Handwritten(NamedTuple):
    """Lines in the notes that the program did not write. Only ``journal.parse`` makes them."""

    text: str


Event = Union[  # noqa: UP007 (a plain «|» of NamedTuples cannot be evaluated by Python 3.10's typing)
    Opened,
    Turned,
    Asked,
    Finished,
    Skipped,
    LaidBack,
    Noted,
    Drafted,
    Typed,
    CaseRead,
    Undone,
    Voided,
    Ticked,
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
