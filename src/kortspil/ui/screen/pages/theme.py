"""Colours and signs. A colour is never the only sign of anything. Text outside a card has no colour of its own: it has
the theme's, and in the terminal's own theme that of the terminal, which is readable on a dark and a light ground alike.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color
from rich.style import Style

from kortspil.deck.model import OWN_AREA_ID


class ColourPair(NamedTuple):
    """A text's colour and that of the ground under it, for terminals with ever fewer colours.

    ``exact`` is in truecolor, ``palette`` numbers of the 256 and ``sixteen`` of the 16.
    """

    exact: tuple[str, str]
    palette: tuple[int, int]
    sixteen: tuple[int, int]

    def style(self, system: str | None) -> Style:
        """The pair as a style. ``system`` is Rich's name for how many colours the terminal has."""
        # Rich would take the nearest there is, and several areas would get the same.
        if system in ("standard", "windows", "256"):
            text, ground = self.palette if system == "256" else self.sixteen
            return Style(color=Color.from_ansi(text), bgcolor=Color.from_ansi(ground))
        return Style(color=self.exact[0], bgcolor=self.exact[1])


class Theme(NamedTuple):
    """What a window is painted with: the pair of all text that has no other, and that of lines, which nobody reads.

    ``None`` leaves both to the terminal. An alert, and the cursor, are the pair of text turned round.
    """

    text: ColourPair | None = None
    line: ColourPair | None = None

    def ground(self, system: str | None) -> Style:
        """What every cell of the window has under it."""
        return self.text.style(system) if self.text else PLAIN

    def dressed(self, style: Style, system: str | None) -> Style:
        """A style of this module as this theme shows it."""
        if self.text is None or self.line is None:
            return style
        if style.dim:
            return self.line.style(system)
        return style + _TURNED if "cursor" in style.meta else style


AUTO = Theme()
# Of the sixteen, the plain white and not the bright one: terminals of eight colours know no bright ground, and would
# show black on black.
LIGHT = Theme(
    text=ColourPair(("#1a1a1a", "#ffffff"), (234, 231), (0, 7)),
    line=ColourPair(("#6b6b6b", "#ffffff"), (242, 231), (0, 7)),
)
DARK = Theme(
    text=ColourPair(("#f2f2f2", "#14171c"), (255, 234), (7, 0)),
    line=ColourPair(("#8f969e", "#14171c"), (246, 234), (7, 0)),
)
THEMES = {"auto": AUTO, "light": LIGHT, "dark": DARK}
"""The themes by name. ``auto`` is the terminal's own."""

AREAS = (
    ColourPair(("#ffffff", "#1f4e8c"), (231, 25), (15, 4)),
    ColourPair(("#ffffff", "#1b6b3a"), (231, 22), (0, 2)),
    ColourPair(("#ffffff", "#7a2b6b"), (231, 90), (15, 5)),
    ColourPair(("#ffffff", "#9a3b12"), (231, 130), (0, 3)),
    ColourPair(("#ffffff", "#0f6070"), (231, 23), (0, 6)),
    ColourPair(("#ffffff", "#6b5200"), (231, 58), (15, 1)),
    ColourPair(("#ffffff", "#9b1c31"), (231, 88), (15, 4)),
    ColourPair(("#ffffff", "#3f4a9a"), (231, 61), (0, 2)),
)
"""The backs of the areas' cards, in the deck's order, the same in every theme. Sixteen colours are enough for six."""

OWN = ColourPair(("#ffffff", "#4a5568"), (231, 240), (0, 7))

PLAIN = Style()
STRONG = Style(bold=True)
QUIET = Style(dim=True)
"""For lines only. Terminals differ on how faint it is."""

ALERT = Style(bold=True, reverse=True)
KEY = Style(bold=True)
FOCUS = Style(meta={"focus": True})
CURSOR = Style(meta={"cursor": True})
_TURNED = Style(reverse=True)

SIGNS = {"turned": "✓", "skipped": "»", "gone": "–"}
"""What a card's number has before it, by how the card lies."""


def area_style(area: str, areas: tuple[str, ...], system: str | None) -> Style:
    """The style of an area's cards, by its place among the meeting's areas.

    ``system`` is Rich's name for how many colours the terminal has.
    """
    is_own = area == OWN_AREA_ID or area not in areas
    return (OWN if is_own else AREAS[areas.index(area) % len(AREAS)]).style(system)
