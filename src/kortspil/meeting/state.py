"""The table at one moment: how the cards lie, and what has been written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import chain
from random import Random
from typing import NamedTuple

from kortspil.deck.model import CLOSING_ID, LAST_TIME_ID, OWN_AREA_ID, PARKED_ID, WARMUP_ID, Area, Card, Warmup
from kortspil.meeting.clock import closing
from kortspil.meeting.events import Event, Kind, Part, Subject


class Phase(Enum):
    """Where the meeting is."""

    LAST_TIME = "last time"
    WARMUP = "warmup"
    TABLE = "table"
    CARD = "card"
    PARKED = "parked"
    ROUND = "round"
    CLOSED = "closed"


class Status(Enum):
    """How a card lies. One that is gone has its place on the table, but the deck has its words no more."""

    FACE_DOWN = "face down"
    OPEN = "open"
    TURNED = "turned"
    SKIPPED = "skipped"
    GONE = "gone"


class Counts(NamedTuple):
    """How many cards lie how. The three add up to the cards there are; an open card counts as turned."""

    turned: int
    skipped: int
    left: int


class PlacedCard(NamedTuple):
    """A card and the area it lies under."""

    card: Card
    area: str
    area_name: str


class Note(NamedTuple):
    """A note as it stands now. ``number`` is the event that it was written by."""

    number: int
    kind: Kind
    card: str
    text: str
    by: str = ""


class Step(NamedTuple):
    """An event that changed the table, with its number.

    ``is_implied``: no line of the notes tells of it, so it is taken back together with the event before it. A card that
    the notes turn and that was never dealt is ``PlacedCard`` so.
    """

    number: int
    event: Event | PlacedCard
    is_implied: bool = False


class OpenAgreement(NamedTuple):
    """An agreement of an earlier meeting: the one with a number there."""

    meeting: str
    number: int
    text: str


class Terms(NamedTuple):
    """What was settled before the meeting: how many minutes it is to last, the participants in the order of their
    turns, and the agreements that are gone through first."""

    minutes: int | None = None
    turns: tuple[str, ...] = ()
    open_agreements: tuple[OpenAgreement, ...] = ()


_NO_TERMS = Terms()
_PLACES = {
    Phase.LAST_TIME: LAST_TIME_ID,
    Phase.WARMUP: WARMUP_ID,
    Phase.PARKED: PARKED_ID,
    Phase.ROUND: CLOSING_ID,
}


class MeetingState(NamedTuple):
    """The table at one moment. ``dealt`` are the cards in the order they lie and ``layout`` says how each of them does;
    ``cards`` are those that have words. ``notes`` are in the order they were begun: one that is written again keeps its
    place.

    ``people`` are who takes part, ``queue`` the same in the order of their turns and ``waiting`` who has not spoken in
    the closing round; ``places_left`` are where those stood who left. ``reader`` turned the open card.
    ``open_agreements`` are gone through now and ``reviewed`` of them were, ``points`` is how many parked points there
    were when the group began to go through them, ``stayed`` are those that stay parked, and ``held`` the parts that
    the meeting has had. ``ends`` and ``card_ends`` are when time is up, in seconds of the meeting's own clock;
    ``portions`` and ``card_portions`` how often more was given. ``start`` is the table as the meeting opened, and
    ``steps`` lead from there to this one.
    """

    cards: Mapping[str, PlacedCard]
    dealt: tuple[str, ...]
    layout: Mapping[str, Status]
    warmup: Warmup | None
    phase: Phase
    open: str = ""
    notes: Sequence[Note] = ()
    people: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    places_left: Mapping[str, int] = {}
    reader: str = ""
    open_agreements: tuple[OpenAgreement, ...] = ()
    reviewed: int = 0
    points: int = 0
    stayed: frozenset[int] = frozenset()
    held: frozenset[Part] = frozenset()
    case: str = ""
    ends: int | None = None
    card_ends: int | None = None
    portions: int = 0
    card_portions: int = 0
    is_paused: bool = False
    number: int = 1
    asked: int = 0
    start: MeetingState | None = None
    steps: tuple[Step, ...] = ()

    @property
    def last_step(self) -> Step | None:
        """The step that undoing takes back, or ``None`` where there is none."""
        return next((step for step in reversed(self.steps) if not step.is_implied), None)

    def status(self, card: str) -> Status:
        """How a card lies."""
        return self.layout.get(card, Status.GONE)

    @property
    def counts(self) -> Counts:
        """How many cards lie how."""
        lie = [status for status in self.layout.values() if status is not Status.FACE_DOWN]
        return Counts(
            lie.count(Status.TURNED) + lie.count(Status.OPEN), lie.count(Status.SKIPPED), len(self.dealt) - len(lie)
        )

    @property
    def left(self) -> Mapping[str, int]:
        """How many cards of each area lie face down."""
        return Counter(self.cards[card].area for card, status in self.layout.items() if status is Status.FACE_DOWN)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """Every card with its position, in the order they were dealt."""
        return tuple(enumerate(self.dealt, start=1))

    @property
    def taken_up(self) -> tuple[tuple[int, str], ...]:
        """Those of ``placed`` that were turned or skipped, or that something was written on."""
        lying = {card for card, status in self.layout.items() if status not in (Status.FACE_DOWN, Status.GONE)}
        lying.update(note.card for note in self.notes)
        # Notes that were edited by hand can deal a card twice: the first counts.
        first = {card: position for position, card in reversed(self.placed)}
        return tuple(sorted((first[card], card) for card in lying if card in first))

    def notes_on(self, card: str) -> tuple[Note, ...]:
        """The notes on a card or a part, in the order they were begun."""
        return tuple(note for note in self.notes if note.card == card)

    @property
    def has_examples(self) -> bool:
        """Whether the open card has examples."""
        return bool(self.open and self.cards[self.open].card.examples)

    @property
    def own_questions(self) -> tuple[str, ...]:
        """The questions that the group asked itself."""
        own = {card for card, placed in self.cards.items() if placed.area == OWN_AREA_ID}
        return tuple(self.cards[card].card.question for card in self.dealt if card in own)

    @property
    def gone(self) -> tuple[tuple[int, str], ...]:
        """Those of ``placed`` whose words the deck has no more."""
        return tuple((position, card) for position, card in self.placed if self.status(card) is Status.GONE)

    @property
    def place(self) -> str:
        """The id of what the meeting is at: the open card's, the part's, or "" at the table."""
        return _PLACES.get(self.phase, self.open)

    @property
    def subject(self) -> str:
        """The id that is written on now: the open card's, the part's, that of the card whose parked point is gone
        through, or "" where nothing can be written."""
        if self.phase is Phase.PARKED:
            return self.parked[0].card if self.parked else ""
        return "" if self.phase is Phase.LAST_TIME else self.place

    @property
    def parked(self) -> tuple[Note, ...]:
        """The parked points that were not gone through yet."""
        return tuple(note for note in self.notes if note.kind is Kind.PARKED and note.number not in self.stayed)

    @property
    def turn(self) -> str:
        """Whose turn it is: to speak in the closing round, and else to turn a card; "" where nobody's."""
        line = self.waiting if self.phase is Phase.ROUND else self.queue
        return line[0] if line else ""

    @property
    def next_part(self) -> Part | None:
        """What is to be done before the meeting closes: the parked points, and the closing round."""
        if self.parked:
            return Part.PARKED
        has_met = bool(self.people and self._is_begun)
        return Part.ROUND if has_met and Part.ROUND not in self.held else None

    @property
    def _is_begun(self) -> bool:
        # Whether a card was taken up.
        return any(self.counts[:2]) or any(note.card in self.layout for note in self.notes)

    def rounds_off(self, used: int) -> bool:
        """Whether it is time for the closing round when the meeting has lasted so many seconds."""
        is_near = self.ends is not None and self.ends - closing(self.ends) <= used < self.ends
        return is_near and Part.ROUND not in self.held and self.phase in (Phase.TABLE, Phase.CARD, Phase.WARMUP)

    @property
    def latest_here(self) -> Note | None:
        """The latest note on what is written on now."""
        here = self.subject
        return next((note for note in reversed(self.notes) if note.card == here), None) if here else None

    def note(self, number: int) -> Note | None:
        """The note that the event with a number wrote, as long as it stands."""
        return next((note for note in self.notes if note.number == number), None) if number else None

    def known_as(self, name: str) -> str:
        """How a participant is named who goes by a name, whatever its case; "" where nobody does."""
        typed = " ".join(name.split()).casefold()
        return next((known for known in self.people if known.casefold() == typed), "")

    def about(self, kind: Kind | None) -> Subject:
        """What a text of a kind that is begun now is about."""
        if kind is None:
            return Subject("", None)
        if self.phase is Phase.PARKED and self.parked:
            return Subject(self.subject, kind, replaces=self.parked[0].number)
        is_sentence = self.phase is Phase.ROUND and kind is Kind.NOTE
        return Subject(self.subject, kind, by=self.turn if is_sentence else "")

    def position(self, card: str) -> int:
        """Where a card lies, counted from 1; 0 for one that is not on the table any more."""
        return self.dealt.index(card) + 1 if card in self.layout else 0

    @property
    def first_choice(self) -> int:
        """The position of the open card, or of the one that is turned next."""
        return self.position(self.open) if self.open else self.next_position() or 1

    def next_position(self, start: int = 1) -> int | None:
        """The first face-down card at or after a position, or else from the beginning; ``None``: all are turned."""
        last = len(self.dealt)
        for position in chain(range(max(start, 1), last + 1), range(1, last + 1)):
            card = self.dealt[position - 1]
            # Notes that were edited by hand can deal a card twice: the first counts.
            if self.status(card) is Status.FACE_DOWN and self.position(card) == position:
                return position
        return None


def deal(areas: Sequence[Area], random: Random, limit: int | None = None) -> tuple[str, ...]:
    """The ids of all the areas' cards in a random order, ``limit`` of them at the most."""
    order = [card.id for area in areas for card in area.cards]
    random.shuffle(order)
    return tuple(order[:limit])


def seat(participants: Sequence[str], random: Random) -> tuple[str, ...]:
    """The participants in a random order: that of their turns."""
    order = list(participants)
    random.shuffle(order)
    return tuple(order)


def begin(areas: Sequence[Area], dealt: Sequence[str], warmup: Warmup | None, terms: Terms = _NO_TERMS) -> MeetingState:
    """The table as it lies when the meeting has opened, with the event of opening as number 1.

    A dealt card that no area has is gone.
    """
    on_table = set(dealt)
    cards = {
        card.id: PlacedCard(card, area.id, area.name) for area in areas for card in area.cards if card.id in on_table
    }
    opened = MeetingState(
        cards,
        tuple(dealt),
        {card: Status.FACE_DOWN if card in cards else Status.GONE for card in dealt},
        warmup,
        Phase.LAST_TIME if terms.open_agreements else Phase.WARMUP if warmup else Phase.TABLE,
        people=terms.turns,
        queue=terms.turns,
        open_agreements=terms.open_agreements,
        ends=terms.minutes * 60 if terms.minutes else None,
    )
    return opened._replace(start=opened)
