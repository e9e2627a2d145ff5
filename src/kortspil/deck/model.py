"""What a deck is: cards under areas, an opening round, the guide, and cases to read beside them.

Everything here is a frozen value. The types are ``NamedTuple``s rather than dataclasses because they are made
before the first picture, and twenty frozen dataclasses cost more than a whole interpreter start there.
"""

from __future__ import annotations

from typing import NamedTuple

WARMUP_ID = "aabning"
"""The opening round's place in the notes: it is noted on like a card, but never lies on the table."""

LAST_TIME_ID = "sidst"
"""Where the agreements from last time are gone through, as ``WARMUP_ID``."""

PARKED_ID = "parkeret"
"""Where the parked points are gone through, as ``WARMUP_ID``."""

CLOSING_ID = "afrunding"
"""The closing round's place in the notes, as ``WARMUP_ID``."""

RESERVED_IDS = (LAST_TIME_ID, WARMUP_ID, PARKED_ID, CLOSING_ID)
"""The ids of what is no card. No deck may use them."""

OWN_AREA_ID = "egne"
"""The area of questions that the group asks itself. No deck may use the id."""


class Card(NamedTuple):
    """One question to turn. ``id`` is permanent: notes point at it, so its words can be edited."""

    id: str
    question: str
    lead: str
    examples: tuple[str, ...]


class Area(NamedTuple):
    """A named group of cards, in the deck's order."""

    id: str
    name: str
    cards: tuple[Card, ...]


class Warmup(NamedTuple):
    """The round before the first card: an opening sentence and the questions it leads to."""

    lead: str
    questions: tuple[str, ...]


class Guide(NamedTuple):
    """How a meeting is held, in the deck's own words. ``steps`` are in order."""

    title: str
    intro: tuple[str, ...]
    lead: str
    steps: tuple[str, ...]
    outro: tuple[str, ...]


class Deck(NamedTuple):
    """A whole deck. ``guide`` and ``warmup`` are optional: a deck of one's own may have neither."""

    title: str
    source: str
    areas: tuple[Area, ...]
    guide: Guide | None = None
    warmup: Warmup | None = None


class Case(NamedTuple):
    """A story to read beside the cards. ``paragraphs`` begin with «# » for a heading, «- » for a list item."""

    name: str
    title: str
    department: str
    source: str
    paragraphs: tuple[str, ...]
