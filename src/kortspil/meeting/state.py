"""The state of a meeting: the cards on the table, the notes, the participants and the time."""

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
    """What the group is doing now."""

    LAST_TIME = "last time"
    WARMUP = "warmup"
    TABLE = "table"
    CARD = "card"
    PARKED = "parked"
    ROUND = "round"
    CLOSED = "closed"


class Status(Enum):
    """How a card lies. A card that is gone keeps its position, but the deck no longer has it."""

    FACE_DOWN = "face down"
    OPEN = "open"
    TURNED = "turned"
    SKIPPED = "skipped"
    GONE = "gone"


class Counts(NamedTuple):
    """The number of cards that are turned, skipped and face down. An open card counts as turned."""

    turned: int
    skipped: int
    left: int


class PlacedCard(NamedTuple):
    """A card with the id and the name of its area."""

    card: Card
    area: str
    area_name: str


class Note(NamedTuple):
    """A note with its current text. ``number`` is the number of the event that wrote that text."""

    number: int
    kind: Kind
    card: str
    text: str
    by: str = ""


class Step(NamedTuple):
    """A change of the meeting's state that can be undone, with the number of its event.

    ``is_implied`` marks a step that ``replay`` adds because the notes lack its event. It is undone together with the
    step before it. ``event`` is a ``PlacedCard`` when the notes turn a card that was never dealt.
    """

    number: int
    event: Event | PlacedCard
    is_implied: bool = False


class OpenAgreement(NamedTuple):
    """An agreement of an earlier meeting: the id of that meeting, and the number of the note in it."""

    meeting: str
    number: int
    text: str


class Terms(NamedTuple):
    """What is decided before the meeting begins.

    ``minutes`` is the planned length, ``turns`` the participants in the order of their turns, and ``open_agreements``
    the agreements that the group reviews first.
    """

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
    """The state of a meeting after one of its events.

    The cards: ``dealt`` has their ids in the order they lie. ``layout`` maps each id to the status of its card, and
    ``cards`` maps ids to the cards whose words are known. ``open`` is the id of the open card, ``reader`` the
    participant who turned it, and ``case`` the title of the latest case that leads the discussion of the cards.

    The texts: ``notes`` are in the order they were written; a note that is changed keeps its place. ``open_agreements``
    are still to be reviewed, and ``reviewed`` counts those that were. ``points`` is the number of parked points when
    the group began to go through them, and ``stayed`` has the numbers of those that stay parked. ``held`` has the parts
    that a ``Began`` event has begun.

    The participants: ``people`` are all of them, ``queue`` has them in the order of their turns, and ``waiting`` those
    who have not spoken in the closing round. ``places_left`` has the place in ``queue`` of each participant who left.

    The time: ``ends`` and ``card_ends`` are the deadlines of the meeting and of the open card, in seconds of the
    meeting's own clock. ``portions`` and ``card_portions`` count how often more time was given.

    ``number`` is the number of the latest event and ``asked`` the number of the group's own questions so far. ``start``
    is the state as the meeting opened, and ``steps`` lead from there to this state.
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
        """The step that the next undo takes back, or ``None``."""
        return next((step for step in reversed(self.steps) if not step.is_implied), None)

    def status(self, card: str) -> Status:
        """Return how a card lies."""
        return self.layout.get(card, Status.GONE)

    @property
    def counts(self) -> Counts:
        """The number of cards that are turned, skipped and face down."""
        taken = [status for status in self.layout.values() if status is not Status.FACE_DOWN]
        turned = taken.count(Status.TURNED) + taken.count(Status.OPEN)
        return Counts(turned, taken.count(Status.SKIPPED), len(self.dealt) - len(taken))

    @property
    def left(self) -> Mapping[str, int]:
        """The number of face-down cards of each area, by the id of the area."""
        return Counter(self.cards[card].area for card, status in self.layout.items() if status is Status.FACE_DOWN)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """The position and the id of every card, in the order they were dealt. Positions count from 1."""
        return tuple(enumerate(self.dealt, start=1))

    @property
    def taken_up(self) -> tuple[tuple[int, str], ...]:
        """The position and the id of every card that is turned or skipped or has a note."""
        used = {card for card, status in self.layout.items() if status not in (Status.FACE_DOWN, Status.GONE)}
        used.update(note.card for note in self.notes)
        # Notes that were edited by hand can deal a card twice: the first position counts.
        first = {card: position for position, card in reversed(self.placed)}
        return tuple(sorted((first[card], card) for card in used if card in first))

    def notes_on(self, card: str) -> tuple[Note, ...]:
        """Return the notes on a card or a part, in the order they were first written."""
        return tuple(note for note in self.notes if note.card == card)

    @property
    def has_examples(self) -> bool:
        """Whether the open card has examples."""
        return bool(self.open and self.cards[self.open].card.examples)

    @property
    def own_questions(self) -> tuple[str, ...]:
        """The group's own questions, in the order they were dealt."""
        own = {card for card, placed in self.cards.items() if placed.area == OWN_AREA_ID}
        return tuple(self.cards[card].card.question for card in self.dealt if card in own)

    @property
    def gone(self) -> tuple[tuple[int, str], ...]:
        """The position and the id of every card that the deck no longer has."""
        return tuple((position, card) for position, card in self.placed if self.status(card) is Status.GONE)

    @property
    def place(self) -> str:
        """The id of the open card or of the part, or "" at the table."""
        return _PLACES.get(self.phase, self.open)

    @property
    def subject(self) -> str:
        """The id of the card or part that a new note belongs to, or "" if no note can be written.

        While the parked points are gone through, it is the card of the current point.
        """
        if self.phase is Phase.PARKED:
            return self.parked[0].card if self.parked else ""
        return "" if self.phase is Phase.LAST_TIME else self.place

    @property
    def parked(self) -> tuple[Note, ...]:
        """The parked points that the group has not gone through yet."""
        return tuple(note for note in self.notes if note.kind is Kind.PARKED and note.number not in self.stayed)

    @property
    def turn(self) -> str:
        """The participant whose turn it is to speak in the closing round, or else to turn a card; "" if nobody's."""
        line = self.waiting if self.phase is Phase.ROUND else self.queue
        return line[0] if line else ""

    @property
    def next_part(self) -> Part | None:
        """The part to hold before the meeting closes, or ``None``. Parked points come before the closing round."""
        if self.parked:
            return Part.PARKED
        has_met = bool(self.people and self._is_begun)
        return Part.ROUND if has_met and Part.ROUND not in self.held else None

    @property
    def _is_begun(self) -> bool:
        # Whether a card was turned or skipped, or has a note.
        return any(self.counts[:2]) or any(note.card in self.layout for note in self.notes)

    def is_over(self, used: float) -> bool:
        """Return whether the meeting's time is up when it has lasted ``used`` seconds."""
        return self.ends is not None and used >= self.ends

    def closing_round_is_due(self, used: int) -> bool:
        """Return whether the closing round is due when the meeting has lasted ``used`` seconds."""
        is_near = self.ends is not None and self.ends - closing(self.ends) <= used < self.ends
        return is_near and Part.ROUND not in self.held and self.phase in (Phase.TABLE, Phase.CARD, Phase.WARMUP)

    @property
    def latest_here(self) -> Note | None:
        """The latest note on the subject, or ``None``."""
        here = self.subject
        return next((note for note in reversed(self.notes) if note.card == here), None) if here else None

    def note(self, number: int) -> Note | None:
        """Return the note with a number, or ``None``. A note that is changed gets a new number."""
        return next((note for note in self.notes if note.number == number), None) if number else None

    def known_as(self, name: str) -> str:
        """Return a participant's name as first written, or "" if nobody has it. Case and white space do not matter."""
        wanted = fold_name(name)
        return next((known for known in self.people if fold_name(known) == wanted), "")

    def about(self, kind: Kind | None) -> Subject:
        """Return the subject that a new text has here. A ``kind`` of ``None`` means a question of the group's own."""
        if kind is None:
            return Subject("", None)
        if self.phase is Phase.PARKED and self.parked:
            return Subject(self.subject, kind, replaces=self.parked[0].number)
        is_sentence = self.phase is Phase.ROUND and kind is Kind.NOTE
        return Subject(self.subject, kind, by=self.turn if is_sentence else "")

    def position(self, card: str) -> int:
        """Return the position of a card, counted from 1, or 0 if it is not on the table."""
        return self.dealt.index(card) + 1 if card in self.layout else 0

    @property
    def first_choice(self) -> int:
        """The position of the open card, or of the card that is turned next; 1 if none is left."""
        return self.position(self.open) if self.open else self.next_position() or 1

    def next_position(self, start: int = 1) -> int | None:
        """Return the position of the first face-down card from ``start`` on, or ``None``.

        After the last card, the search goes on from the first one.
        """
        last = len(self.dealt)
        for position in chain(range(max(start, 1), last + 1), range(1, last + 1)):
            card = self.dealt[position - 1]
            # Notes that were edited by hand can deal a card twice: the first position counts.
            if self.status(card) is Status.FACE_DOWN and self.position(card) == position:
                return position
        return None


def fold_name(name: str) -> str:
    """Return a name in the form in which names are compared: without regard to case and white space."""
    return " ".join(name.split()).casefold()


def deal(areas: Sequence[Area], random: Random, limit: int | None = None) -> tuple[str, ...]:
    """Return the ids of the areas' cards in a random order, at most ``limit`` of them."""
    order = [card.id for area in areas for card in area.cards]
    random.shuffle(order)
    return tuple(order[:limit])


def seat(participants: Sequence[str], random: Random) -> tuple[str, ...]:
    """Return the participants in a random order, which is the order of their turns."""
    order = list(participants)
    random.shuffle(order)
    return tuple(order)


def begin(areas: Sequence[Area], dealt: Sequence[str], warmup: Warmup | None, terms: Terms = _NO_TERMS) -> MeetingState:
    """Return the state after a meeting was opened. The opening event has number 1.

    A dealt card that is in none of the areas gets ``Status.GONE``.
    """
    on_table = set(dealt)
    cards = {
        card.id: PlacedCard(card, area.id, area.name) for area in areas for card in area.cards if card.id in on_table
    }
    phase = Phase.WARMUP if warmup else Phase.TABLE
    opened = MeetingState(
        cards,
        tuple(dealt),
        {card: Status.FACE_DOWN if card in cards else Status.GONE for card in dealt},
        warmup,
        Phase.LAST_TIME if terms.open_agreements else phase,
        people=terms.turns,
        queue=terms.turns,
        open_agreements=terms.open_agreements,
        ends=terms.minutes * 60 if terms.minutes else None,
    )
    return opened._replace(start=opened)
