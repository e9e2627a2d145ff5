"""The names and the order of the areas in a report."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.messages import minutes as texts
from kortspil.messages import notes
from kortspil.minutes.model import CardMinutes, CardText, Minutes

_OUTSIDE_THE_DECK = {
    WARMUP_ID: notes.WARMUP_TITLE,
    OWN_AREA_ID: notes.OWN_AREA,
    CLOSING_ID: notes.ROUND_TITLE,
}


def area_name(card: CardMinutes | CardText) -> str:
    """Return the name of a card's area, which may be one outside the deck, such as the opening round."""
    return _OUTSIDE_THE_DECK.get(card.area) or card.area_name or texts.WITHOUT_CARD


def in_order(found: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """Return the ids in ``found`` without duplicates.

    The order is: the opening round, ``chosen`` in its own order, the group's own questions, the closing round, and any
    other id.
    """
    areas = dict.fromkeys(found)
    return [area for area in dict.fromkeys([WARMUP_ID, *chosen, OWN_AREA_ID, CLOSING_ID, *areas]) if area in areas]


def by_area(meetings: Iterable[Minutes]) -> dict[str, list[CardMinutes]]:
    """Group the cards of some meetings by area, in the order of ``in_order``."""
    found: dict[str, list[CardMinutes]] = {}
    chosen: dict[str, None] = {}
    for minutes in meetings:
        chosen.update(dict.fromkeys(area for area, _ in minutes.areas))
        for card in minutes.cards:
            found.setdefault(card.area, []).append(card)
    return {area: found[area] for area in in_order(found, chosen)}
