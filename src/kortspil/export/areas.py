"""What areas are called in a report, and the order they stand in."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.messages import minutes as texts
from kortspil.messages import notes
from kortspil.minutes.model import CardMinutes, CardText, Minutes

_BESIDE_THE_DECK = {
    WARMUP_ID: notes.WARMUP_TITLE,
    OWN_AREA_ID: notes.OWN_AREA,
    CLOSING_ID: notes.ROUND_TITLE,
}


def area_name(card: CardMinutes | CardText) -> str:
    """What a card's area is called, also where it lies outside the deck."""
    return _BESIDE_THE_DECK.get(card.area) or card.area_name or texts.WITHOUT_CARD


def in_order(found: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """The ids of the areas that were found: the opening round first, then those that the meetings chose, as they were
    met, then the group's own questions, the closing round, and what else there is."""
    areas = dict.fromkeys(found)
    return [area for area in dict.fromkeys([WARMUP_ID, *chosen, OWN_AREA_ID, CLOSING_ID, *areas]) if area in areas]


def by_area(meetings: Iterable[Minutes]) -> dict[str, list[CardMinutes]]:
    """The cards of each area that has cards, in order."""
    found: dict[str, list[CardMinutes]] = {}
    chosen: dict[str, None] = {}
    for minutes in meetings:
        chosen.update(dict.fromkeys(area for area, _ in minutes.areas))
        for card in minutes.cards:
            found.setdefault(card.area, []).append(card)
    return {area: found[area] for area in in_order(found, chosen)}
