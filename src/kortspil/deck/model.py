"""The types of a deck (areas with cards, an opening round, a guide) and of the cases read alongside them.

They are ``NamedTuple``s, because they are created before the first picture is shown, and creating twenty frozen
dataclasses takes longer than starting the interpreter.
"""

from __future__ import annotations

from typing import NamedTuple

WARMUP_ID = "aabning"
"""The id of the opening round. Notes can be written on it as on a card, but it never lies on the table."""

LAST_TIME_ID = "sidst"
"""The id of the part that reviews the agreements of earlier meetings. It is used like ``WARMUP_ID``."""

PARKED_ID = "parkeret"
"""The id of the part that reviews the parked points. It is used like ``WARMUP_ID``."""

CLOSING_ID = "afrunding"
"""The id of the closing round. It is used like ``WARMUP_ID``."""

RESERVED_IDS = (LAST_TIME_ID, WARMUP_ID, PARKED_ID, CLOSING_ID)
"""The ids of the parts of a meeting. No deck may use them."""

OWN_AREA_ID = "egne"
"""The id of the area for questions that the group asks during a meeting. No deck may use it."""


class Card(NamedTuple):
    """A card with a question. ``id`` is permanent. Notes refer to it, so the question can be edited."""

    id: str
    question: str
    lead: str
    examples: tuple[str, ...]


class Area(NamedTuple):
    """A named list of cards, in the deck's order."""

    id: str
    name: str
    cards: tuple[Card, ...]


class Warmup(NamedTuple):
    """The opening round, before the first card: a sentence and the questions that follow it."""

    lead: str
    questions: tuple[str, ...]


class Guide(NamedTuple):
    """The deck's own guide to a meeting. ``steps`` are in order."""

    title: str
    intro: tuple[str, ...]
    lead: str
    steps: tuple[str, ...]
    outro: tuple[str, ...]


class Deck(NamedTuple):
    """A deck. ``guide`` and ``warmup`` are optional."""

    title: str
    source: str
    areas: tuple[Area, ...]
    guide: Guide | None = None
    warmup: Warmup | None = None


class Case(NamedTuple):
    """A story that is read alongside the cards.

    A paragraph that is a heading begins with «# », one that is a list item with «- ».
    """

    name: str
    title: str
    department: str
    source: str
    paragraphs: tuple[str, ...]
