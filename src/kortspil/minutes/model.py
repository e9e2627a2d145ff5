"""The contents of the minutes of a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kortspil.deck.model import OWN_AREA_ID
from kortspil.meeting.events import Kind, Verdict


class Line(NamedTuple):
    """A text that was written at a meeting, finished or a draft.

    ``kind`` is ``None`` for the draft of a question of the group's own and for a line that was typed in the notes file.
    ``by`` is the speaker in the closing round. ``who`` and ``due`` are the names and the day in an agreement.
    """

    kind: Kind | None
    text: str
    is_draft: bool = False
    by: str = ""
    who: tuple[str, ...] = ()
    due: date | None = None


class Recalled(NamedTuple):
    """An agreement of an earlier meeting, what became of it, and the id of that meeting."""

    text: str
    verdict: Verdict
    meeting: str = ""


class CardMinutes(NamedTuple):
    """A card that was talked about.

    ``question`` is "" for the opening round, the closing round, and texts without a card. ``case`` is the title of the
    case that was read with the card, or "".
    """

    card: str
    area: str
    area_name: str
    question: str
    lines: tuple[Line, ...]
    spent: timedelta
    case: str = ""

    def of(self, kind: Kind) -> tuple[str, ...]:
        """Return the finished texts of a kind, in the order they were written."""
        return tuple(line.text for line in self.finished(kind))

    def finished(self, kind: Kind) -> tuple[Line, ...]:
        """Return the finished lines of a kind, in the order they were written."""
        return tuple(line for line in self.lines if line.kind is kind and not line.is_draft)


class CardText(NamedTuple):
    """The text of a card that was not talked about."""

    area: str
    area_name: str
    question: str


class Said(NamedTuple):
    """A finished line, and the card it was written on."""

    card: CardMinutes
    line: Line


class Minutes(NamedTuple):
    """The minutes of a meeting.

    ``at`` is when the meeting began. ``spent`` is how long it lasted, without breaks and interruptions. ``cards`` are
    in the order they were first turned, with the closing round last. ``areas`` are the (id, name) pairs that the
    meeting chose, in the deck's order. ``gone`` counts the unturned cards that the deck no longer has. ``recalled`` is
    what became of earlier agreements. ``only`` are the names of the areas that the minutes are limited to; it is empty
    for the whole meeting.
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
        """Whether there is a note, a draft, a question of the group's own, or a verdict on an earlier agreement."""
        own = any(card.area == OWN_AREA_ID for card in self.cards)
        return own or bool(self.recalled) or any(card.lines for card in self.cards)

    def finished(self, kind: Kind) -> Iterator[Said]:
        """Yield the finished lines of a kind, in the order of the cards."""
        return (Said(card, line) for card in self.cards for line in card.finished(kind))

    def limited(self, areas: Mapping[str, str]) -> Minutes:
        """Return the minutes of some areas, given as a map of ids to names.

        What belongs to no area is left out. ``spent`` becomes the time spent on the cards that remain.
        """
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
