"""The colours and symbols of the screen. Colour alone never carries information.

Text outside a card has the theme's colours. The theme ``auto`` has none: it leaves them to the terminal, so it is
readable on a dark background and on a light one.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color
from rich.style import Style

from kortspil.deck.model import OWN_AREA_ID


class ColourPair(NamedTuple):
    """The colours of a text and of its background: in truecolor, and as numbers among 256 colours and among 16."""

    exact: tuple[str, str]
    palette: tuple[int, int]
    sixteen: tuple[int, int]

    def style(self, system: str | None) -> Style:
        """Return the pair as a style. ``system`` is Rich's name for how many colours the terminal has."""
        # Rich itself would take the nearest colour, which is the same for several areas.
        if system in ("standard", "windows", "256"):
            text, ground = self.palette if system == "256" else self.sixteen
            return Style(color=Color.from_ansi(text), bgcolor=Color.from_ansi(ground))
        return Style(color=self.exact[0], bgcolor=self.exact[1])


class Theme(NamedTuple):
    """The colours of a window: one pair for text, and a fainter one for lines.

    ``None`` leaves the colours to the terminal. An alert and the cursor reverse the colours of text.
    """

    text: ColourPair | None = None
    line: ColourPair | None = None

    def ground(self, system: str | None) -> Style:
        """Return the style of every empty cell of the window."""
        return self.text.style(system) if self.text else PLAIN

    def restyled(self, style: Style, system: str | None) -> Style:
        """Return a style of this module in the colours of this theme."""
        if self.text is None or self.line is None:
            return style
        if style.dim:
            return self.line.style(system)
        return style + _REVERSED if "cursor" in style.meta else style


AUTO = Theme()
# In 16 colours the background is plain white, not bright white. A terminal with 8 colours has no bright backgrounds,
# and would show black on black.
LIGHT = Theme(
    text=ColourPair(("#1a1a1a", "#ffffff"), (234, 231), (0, 7)),
    line=ColourPair(("#6b6b6b", "#ffffff"), (242, 231), (0, 7)),
)
DARK = Theme(
    text=ColourPair(("#f2f2f2", "#14171c"), (255, 234), (7, 0)),
    line=ColourPair(("#8f969e", "#14171c"), (246, 234), (7, 0)),
)
THEMES = {"auto": AUTO, "light": LIGHT, "dark": DARK}
"""The themes by name."""

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
"""The colours of the areas, in the deck's order. In 16 colours the last two are the same as the first two."""

OWN = ColourPair(("#ffffff", "#4a5568"), (231, 240), (0, 7))

PLAIN = Style()
STRONG = Style(bold=True)
QUIET = Style(dim=True)
"""For lines only, because terminals differ on how faint dim text is."""

ALERT = Style(bold=True, reverse=True)
KEY = Style(bold=True)
# Marks for ``frame`` to find: the row that must stay in sight, and the cell of the cursor.
FOCUS = Style(meta={"focus": True})
CURSOR = Style(meta={"cursor": True})
_REVERSED = Style(reverse=True)

SIGNS = {"turned": "✓", "skipped": "»", "gone": "–"}
"""The symbol before a card's number, by the status of the card."""


def area_style(area: str, areas: tuple[str, ...], system: str | None) -> Style:
    """Return the style of an area's cards. It depends on the area's place among ``areas``, those of the meeting.

    ``system`` is Rich's name for how many colours the terminal has.
    """
    is_own = area == OWN_AREA_ID or area not in areas
    return (OWN if is_own else AREAS[areas.index(area) % len(AREAS)]).style(system)
