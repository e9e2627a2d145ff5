"""Colours and signs. A colour is never the only sign of anything, and text outside a card has no colour of its own,
so that it is readable on a dark and on a light background alike."""

from __future__ import annotations

from rich.style import Style

from kortspil.deck import OWN_AREA_ID

AREA_COLORS = ("#1f4e8c", "#1b6b3a", "#7a2b6b", "#9a3b12", "#0f6070", "#6b5200", "#9b1c31", "#3f4a9a")
"""The backs of the areas' cards, in the deck's order. White on each has a contrast of at least 4.5 to 1."""

OWN_COLOR = "#4a5568"
FACE = "#ffffff"

PLAIN = Style()
STRONG = Style(bold=True)
QUIET = Style(dim=True)
ALERT = Style(bold=True, reverse=True)
KEY = Style(bold=True)
FOCUS = Style(meta={"focus": True})
CURSOR = Style(meta={"cursor": True})

TURNED_SIGN = "✓"
SKIPPED_SIGN = "»"


def area_style(area: str, areas: tuple[str, ...]) -> Style:
    """The style of an area's cards, by its place among the meeting's areas."""
    is_known = area in areas and area != OWN_AREA_ID
    color = AREA_COLORS[areas.index(area) % len(AREA_COLORS)] if is_known else OWN_COLOR
    return Style(color=FACE, bgcolor=color)
