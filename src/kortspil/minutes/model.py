"""What the minutes of a meeting hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kortspil.deck.model import OWN_AREA_ID
from kortspil.meeting.events import Kind, Verdict


class Line(NamedTuple):
    """Something that was written. A draft was never finished; ``kind`` is ``None`` for a drafted question of the
    group's own, and for handwriting. ``by`` is who said it in the closing round; ``who`` and ``due`` are what an
    agreement says of itself, where it does."""

    kind: Kind | None
    text: str
    is_draft: bool = False
    by: str = ""
    who: tuple[str, ...] = ()
    due: date | None = None


class Recalled(NamedTuple):
    """An agreement of an earlier meeting, that meeting's id, and what became of it."""

    text: str
    verdict: Verdict
    meeting: str = ""


class CardMinutes(NamedTuple):
    """A card that was talked about. ``question`` is "" for the opening and the closing round, and for what belongs to
    no card. ``case`` is the title of the case in whose light it was talked about, or ""."""

    card: str
    area: str
    area_name: str
    question: str
    lines: tuple[Line, ...]
    spent: timedelta
    case: str = ""

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The finished texts of a kind, in the order they were written."""
        return tuple(line.text for line in self.finished(kind))

    def finished(self, kind: Kind) -> tuple[Line, ...]:
        """The finished lines of a kind, in the order they were written."""
        return tuple(line for line in self.lines if line.kind is kind and not line.is_draft)


class CardText(NamedTuple):
    """A card's words, for cards that were not talked about."""

    area: str
    area_name: str
    question: str


class Said(NamedTuple):
    """A finished line, and the card it was written on."""

    card: CardMinutes
    line: Line


class Minutes(NamedTuple):
    """All that the minutes of a meeting hold.

    ``cards`` are in the order they were first turned, and the closing round is the last; ``areas`` are the (id, name)
    that the meeting chose, in the deck's order. ``gone`` counts unturned cards whose words are not known any more.
    ``recalled`` is what became of earlier agreements. ``only`` are the names of the areas that the minutes are limited
    to, none where they hold the whole meeting.
    """

    meeting: str
    deck_title: str
    at: datetime
    spent: timedelta
    is_closed: bool
    participants: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    cards: tuple[CardMinutes, ...]
    skipped: tuple[CardText, ...]
    unturned: tuple[CardText, ...]
    gone: int
    cases: tuple[str, ...]
    recalled: tuple[Recalled, ...] = ()
    group: str = ""
    only: tuple[str, ...] = ()

    @property
    def has_notes(self) -> bool:
        """Whether anything was written at all."""
        own = any(card.area == OWN_AREA_ID for card in self.cards)
        return own or bool(self.recalled) or any(card.lines for card in self.cards)

    def finished(self, kind: Kind) -> Iterator[Said]:
        """The finished lines of a kind, in the order of the cards."""
        return (Said(card, line) for card in self.cards for line in card.finished(kind))

    def limited(self, areas: Mapping[str, str]) -> Minutes:
        """The minutes of what was said in some areas, whose names are given by id. What belongs to no area is left out,
        and the time is that of the cards."""
        cards = tuple(card for card in self.cards if card.area in areas)
        return self._replace(
            areas=tuple((area, name) for area, name in self.areas if area in areas),
            cards=cards,
            spent=sum((card.spent for card in cards), timedelta()),
            skipped=tuple(face for face in self.skipped if face.area in areas),
            unturned=tuple(face for face in self.unturned if face.area in areas),
            gone=0,
            cases=tuple(dict.fromkeys(card.case for card in cards if card.case)),
            recalled=(),
            only=tuple(areas.values()),
        )
