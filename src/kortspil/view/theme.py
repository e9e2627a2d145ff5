"""Colours and signs. A colour is never the only sign of anything, and text outside a card has no colour of its own,
so that it is readable on a dark and on a light background alike."""

from __future__ import annotations

from rich.color import Color
from rich.style import Style

from kortspil.deck import OWN_AREA_ID

AREA_COLORS = ("#1f4e8c", "#1b6b3a", "#7a2b6b", "#9a3b12", "#0f6070", "#6b5200", "#9b1c31", "#3f4a9a")
"""The backs of the areas' cards, in the deck's order. White on each has a contrast of at least 4.5 to 1."""

OWN_COLOR = "#4a5568"
FACE = "#ffffff"

# With fewer colours Rich takes the nearest there is, and several areas would get the same.
AREA_COLORS_256 = (25, 22, 90, 130, 23, 58, 88, 61)
OWN_COLOR_256 = 240
FACE_256 = 231
# Bright white on the dark ones of the sixteen, black on the light ones.
AREA_COLORS_16 = ((4, 15), (2, 0), (5, 15), (3, 0), (6, 0), (1, 15))
OWN_COLOR_16 = (7, 0)

PLAIN = Style()
STRONG = Style(bold=True)
QUIET = Style(dim=True)
ALERT = Style(bold=True, reverse=True)
KEY = Style(bold=True)
FOCUS = Style(meta={"focus": True})
CURSOR = Style(meta={"cursor": True})

SIGNS = {"turned": "✓", "skipped": "»", "gone": "–"}
"""What a card's number has before it, by how the card lies."""


def area_style(area: str, areas: tuple[str, ...], system: str | None) -> Style:
    """The style of an area's cards, by its place among the meeting's areas.

    ``system`` is Rich's name for how many colours the terminal has.
    """
    place = areas.index(area) if area in areas and area != OWN_AREA_ID else None
    if system in ("standard", "windows"):
        back, face = OWN_COLOR_16 if place is None else AREA_COLORS_16[place % len(AREA_COLORS_16)]
        return Style(color=Color.from_ansi(face), bgcolor=Color.from_ansi(back))
    if system == "256":
        number = OWN_COLOR_256 if place is None else AREA_COLORS_256[place % len(AREA_COLORS_256)]
        return Style(color=Color.from_ansi(FACE_256), bgcolor=Color.from_ansi(number))
    return Style(color=FACE, bgcolor=OWN_COLOR if place is None else AREA_COLORS[place % len(AREA_COLORS)])
