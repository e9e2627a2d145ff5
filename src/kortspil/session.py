"""The rules of the table: what a command does, as new values and never as a change.

``decide`` says what happens, as one event; ``apply`` makes it so. A meeting is its events applied in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from random import Random
from typing import NamedTuple, Union

from kortspil.deck import OWN_AREA_ID, WARMUP_ID, Area, Card, Warmup
from kortspil.events import (
    Asked,
    CaseRead,
    Closed,
    Drafted,
    Event,
    Finished,
    Kind,
    LaidBack,
    Noted,
    Skipped,
    Turned,
    Undone,
)


class Status(Enum):
    """How a card lies."""

    FACE_DOWN = "face down"
    OPEN = "open"
    TURNED = "turned"
    SKIPPED = "skipped"


class Phase(Enum):
    """Where the meeting is."""

    WARMUP = "warmup"
    TABLE = "table"
    CARD = "card"
    CLOSED = "closed"


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
    """Keep what was typed and left unsaved; "" is no draft any more. ``kind`` is ``None`` for an own question."""

    kind: Kind | None
    card: str
    text: str


class Close(NamedTuple):
    """Close the meeting."""


Command = Union[Turn, Write, Finish, Skip, LayBack, Undo, Ask, ReadCase, KeepDraft, Close]  # noqa: UP007


class Refusal(Enum):
    """Why a command does nothing."""

    NO_SUCH_CARD = "no such card"
    NONE_LEFT = "none left"
    NO_OPEN_CARD = "no open card"
    CARD_IS_OPEN = "card is open"
    NOTHING_TO_UNDO = "nothing to undo"
    EMPTY = "empty"
    CLOSED = "closed"


class Placed(NamedTuple):
    """A card and the area it lies under."""

    card: Card
    area: str
    area_name: str


class Counts(NamedTuple):
    """How many cards lie how. The three add up to the cards dealt; an open card counts as turned."""

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
        skipped, back = lying.count(Status.SKIPPED), lying.count(Status.FACE_DOWN)
        turned = len(lying) - skipped - back
        return Counts(turned, skipped, len(self.dealt) - turned - skipped)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """Every card with its position, in the order they were dealt."""
        return tuple(enumerate(self.dealt, start=1))

    @property
    def taken_up(self) -> tuple[tuple[int, str], ...]:
        """Those of ``placed`` that do not lie face down, or that something was written on."""
        lying = {card for card, status in self.touched.items() if status is not Status.FACE_DOWN}
        lying.update(note.card for note in self.notes)
        return tuple((position, card) for position, card in self.placed if card in lying)

    @property
    def subject(self) -> str:
        """The id that is written on now: the open card's, the opening round's, or "" at the table."""
        return WARMUP_ID if self.phase is Phase.WARMUP else self.open

    def position(self, card: str) -> int:
        """Where a card lies, counted from 1."""
        return self.dealt.index(card) + 1

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
    """The table as it lies when the meeting has opened, with the event of opening as number 1."""
    wanted = set(dealt)
    placed = {card.id: Placed(card, area.id, area.name) for area in areas for card in area.cards if card.id in wanted}
    return Session(placed, tuple(dealt), warmup, Phase.WARMUP if warmup else Phase.TABLE)


def decide(session: Session, command: Command) -> Event | Refusal:
    """What a command makes happen, or why it makes nothing happen."""
    if session.phase is Phase.CLOSED:
        return Refusal.CLOSED
    match command:
        case Turn(position):
            return _turn(session, position)
        case Write(kind, text):
            return _write(session, kind, text)
        case Finish():
            return Finished(session.subject) if session.subject else Refusal.NO_OPEN_CARD
        case Skip():
            return Skipped(session.open) if session.open else Refusal.NO_OPEN_CARD
        case LayBack():
            return LaidBack(session.open) if session.open else Refusal.NO_OPEN_CARD
        case Undo():
            return Undone(session.undoes) if session.before else Refusal.NOTHING_TO_UNDO
        case Ask(question):
            return _ask(session, question)
        case ReadCase(case, title):
            return CaseRead(case, title)
        case KeepDraft(kind, card, text):
            return Drafted(kind, card, text)
        case Close():
            return Closed()


def apply(session: Session, event: Event) -> Session:
    """The table after an event."""
    after = session._replace(number=session.number + 1)
    match event:
        case Turned(card=card):
            after = _lie(after, card, Status.OPEN)._replace(phase=Phase.CARD, open=card)
        case Asked(card, _, question):
            own = Placed(Card(card, question, "", ()), OWN_AREA_ID, "")
            after = after._replace(cards={**after.cards, card: own}, dealt=(*after.dealt, card), asked=after.asked + 1)
            after = _lie(after, card, Status.OPEN)._replace(phase=Phase.CARD, open=card)
        case Finished(card):
            after = after if card == WARMUP_ID else _lie(after, card, Status.TURNED)
            after = after._replace(phase=Phase.TABLE, open="")
        case Skipped(card):
            after = _lie(after, card, Status.SKIPPED)._replace(phase=Phase.TABLE, open="")
        case LaidBack(card):
            after = _lie(after, card, Status.FACE_DOWN)._replace(phase=Phase.TABLE, open="")
        case Noted():
            after = after._replace(notes=(*after.notes, event))
        case Undone():
            assert session.before is not None
            # What was taken back keeps its number and its id: the notes still hold it.
            return session.before._replace(number=after.number, asked=after.asked)
        case Closed():
            return after._replace(phase=Phase.CLOSED, before=None)
        case _:
            return after
    return after._replace(before=session, undoes=after.number)


def _turn(session: Session, position: int | None) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    at = session.next_position() if position is None else position
    if at is None:
        return Refusal.NONE_LEFT
    if not 1 <= at <= len(session.dealt):
        return Refusal.NO_SUCH_CARD
    card, area, area_name = session.cards[session.dealt[at - 1]]
    return Turned(card.id, at, area, area_name, card.question)


def _write(session: Session, kind: Kind, text: str) -> Event | Refusal:
    if not session.subject:
        return Refusal.NO_OPEN_CARD
    if not text.strip():
        return Refusal.EMPTY
    return Noted(kind, session.subject, text)


def _ask(session: Session, question: str) -> Event | Refusal:
    if session.open:
        return Refusal.CARD_IS_OPEN
    if not question.strip():
        return Refusal.EMPTY
    return Asked(f"egen-{session.asked + 1}", len(session.dealt) + 1, question)


def _lie(session: Session, card: str, status: Status) -> Session:
    return session._replace(touched={**session.touched, card: status})
