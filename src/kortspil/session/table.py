"""The table at one moment: how the cards lie, and what has been written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from random import Random
from typing import NamedTuple

from kortspil.deck import WARMUP_ID, Area, Card, Warmup
from kortspil.events import Noted


class Status(Enum):
    """How a card lies. One that is gone has its place on the table, but the deck has its words no more."""

    FACE_DOWN = "face down"
    OPEN = "open"
    TURNED = "turned"
    SKIPPED = "skipped"
    GONE = "gone"


class Phase(Enum):
    """Where the meeting is."""

    WARMUP = "warmup"
    TABLE = "table"
    CARD = "card"
    CLOSED = "closed"


class Placed(NamedTuple):
    """A card and the area it lies under."""

    card: Card
    area: str
    area_name: str


class Counts(NamedTuple):
    """How many cards lie how. The three add up to the cards there are; an open card counts as turned."""

    turned: int
    skipped: int
    left: int


class Session(NamedTuple):
    """The table at one moment. ``touched`` holds the cards that do not lie as they were dealt."""

    cards: Mapping[str, Placed]
    dealt: tuple[str, ...]
    warmup: Warmup | None
    phase: Phase
    open: str = ""
    touched: Mapping[str, Status] = {}
    notes: tuple[Noted, ...] = ()
    number: int = 1
    asked: int = 0
    undoes: int = 0
    before: Session | None = None

    def status(self, card: str) -> Status:
        """How a card lies."""
        return self.touched.get(card, Status.FACE_DOWN)

    @property
    def counts(self) -> Counts:
        """How many cards lie how."""
        lying = list(self.touched.values())
        skipped, back, gone = (lying.count(status) for status in (Status.SKIPPED, Status.FACE_DOWN, Status.GONE))
        turned = len(lying) - skipped - back - gone
        return Counts(turned, skipped, len(self.dealt) - turned - skipped - gone)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """Every card with its position, in the order they were dealt."""
        return tuple(enumerate(self.dealt, start=1))

    @property
    def taken_up(self) -> tuple[tuple[int, str], ...]:
        """Those of ``placed`` that were turned or skipped, or that something was written on."""
        unseen = (Status.FACE_DOWN, Status.GONE)
        lying = {card for card, status in self.touched.items() if status not in unseen}
        lying.update(note.card for note in self.notes)
        return tuple((position, card) for position, card in self.placed if card in lying)

    @property
    def gone(self) -> tuple[tuple[int, str], ...]:
        """Those of ``placed`` whose words the deck has no more."""
        return tuple((position, card) for position, card in self.placed if self.status(card) is Status.GONE)

    @property
    def subject(self) -> str:
        """The id that is written on now: the open card's, the opening round's, or "" at the table."""
        return WARMUP_ID if self.phase is Phase.WARMUP else self.open

    def position(self, card: str) -> int:
        """Where a card lies, counted from 1; 0 for one that is not on the table any more."""
        return self.dealt.index(card) + 1 if card in self.dealt else 0

    def next_position(self, start: int = 1) -> int | None:
        """The first face-down card at or after a position, or else from the beginning; ``None``: all are turned."""
        order = [*range(start, len(self.dealt) + 1), *range(1, start)]
        return next((at for at in order if self.status(self.dealt[at - 1]) is Status.FACE_DOWN), None)


def deal(areas: Sequence[Area], random: Random, limit: int | None = None) -> tuple[str, ...]:
    """The ids of all the areas' cards in a random order, ``limit`` of them at the most."""
    order = [card.id for area in areas for card in area.cards]
    random.shuffle(order)
    return tuple(order[:limit])


def begin(areas: Sequence[Area], dealt: Sequence[str], warmup: Warmup | None) -> Session:
    """The table as it lies when the meeting has opened, with the event of opening as number 1.

    A dealt card that no area has is gone.
    """
    wanted = set(dealt)
    placed = {card.id: Placed(card, area.id, area.name) for area in areas for card in area.cards if card.id in wanted}
    gone = {card: Status.GONE for card in dealt if card not in placed}
    return Session(placed, tuple(dealt), warmup, Phase.WARMUP if warmup else Phase.TABLE, touched=gone)
