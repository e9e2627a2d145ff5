"""Draw the pictures in the documents: frames of the program as SVG files in ``docs/pictures``.

    python scripts/pictures.py

Every run draws the same pictures.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import NamedTuple

from rich.color import Color
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from kortspil.deck import reader as deck_reader
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Begin, Command, Finish, Refusal, Skip, Turn, Write
from kortspil.meeting.events import Kind, Opened, Part
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, OpenAgreement, Terms, begin, deal
from kortspil.system import paths
from kortspil.ui.screen.frame import frame
from kortspil.ui.screen.pages.page import page
from kortspil.ui.screen.pages.theme import THEMES, Theme
from kortspil.ui.screen.state import ScreenState
from kortspil.ui.terminal.types import Size

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"


class Picture(NamedTuple):
    """A frame to draw. ``commands`` are carried out in a new meeting with ``terms`` before the frame is drawn."""

    name: str
    commands: tuple[Command, ...]
    screen: ScreenState
    size: Size
    theme: str
    terms: Terms = Terms()


_TABLE = (
    Finish(), Turn(2), Finish(), Turn(5), Skip(), Turn(9), Write(Kind.NEED, "Kursus i sikre mails"), Finish(),
)  # fmt: skip
_CARD = (*_TABLE, Turn(4), Write(Kind.NOTE, "Vi kender ikke hinandens systemer"))
_AGREED = "Vi spørger it om sikker mail @Bo senest 1. december"
_PARKED = (*_CARD, Write(Kind.PARKED, "Chatbots på hjemmesiden"), Finish(), Begin(Part.PARKED))
_ROUND = (*_CARD, Begin(Part.ROUND), Write(Kind.NOTE, "Jeg vil spørge mere, før jeg giver op.", by="Bo"))
_TERMS = Terms(60, ("Bo", "Søren", "Anna"), ())
_HALFWAY = ScreenState(selected=10, elapsed=timedelta(minutes=25), now=datetime(2026, 11, 23, 9, 25))

PICTURES = (
    Picture("aabning", (), ScreenState(), Size(100, 30), "dark"),
    Picture("bord", _TABLE, ScreenState(selected=10), Size(100, 30), "dark"),
    Picture("bord-lys", _TABLE, ScreenState(selected=10), Size(100, 30), "light"),
    Picture("kort-lys", _CARD, ScreenState(selected=4), Size(100, 30), "light"),
    Picture("tur-og-tid", _TABLE, _HALFWAY, Size(100, 30), "light", _TERMS),
    Picture("parkeret", _PARKED, _HALFWAY, Size(100, 30), "light", _TERMS),
    Picture("afrunding", _ROUND, _HALFWAY, Size(100, 30), "light", _TERMS),
    Picture(
        "fra-sidst", (), ScreenState(), Size(100, 30), "light", Terms(open_agreements=(OpenAgreement("", 1, _AGREED),))
    ),
)


def draw(picture: Picture) -> str:
    """Return a picture as SVG."""
    deck = deck_reader.load(paths.shipped_deck())
    areas = tuple((area.id, area.name) for area in deck.areas)
    dealt = deal(deck.areas, Random(7))
    state = begin(deck.areas, dealt, deck.warmup, picture.terms)
    for command in picture.commands:
        state = _after(state, command)
    opened = Opened(deck.title, "", areas, (), dealt, 7, True)
    console = Console(
        width=picture.size.width, force_terminal=True, color_system="truecolor", legacy_windows=False, record=True,
        file=StringIO(), _environ={},
    )  # fmt: skip
    theme = THEMES[picture.theme]
    shown = frame(console, page(state, picture.screen._replace(theme=theme), opened), picture.size)
    for line in shown.lines:
        text = Text.from_ansi(shown.ground + line)
        text.pad_right(picture.size.width - text.cell_len)
        console.print(text, soft_wrap=True)
    window = _window(theme)
    return console.export_svg(title="kortspil", theme=window, unique_id=f"kortspil-{picture.name}")


def _window(theme: Theme) -> TerminalTheme:
    # Rich draws the edge of the picture in these two colours of the terminal, and uses none of the others.
    assert theme.text is not None
    text, ground = (Color.parse(color).get_truecolor() for color in theme.text.exact)
    return TerminalTheme(ground, text, [(0, 0, 0)] * 8)


def _after(state: MeetingState, command: Command) -> MeetingState:
    event = decide(state, command)
    assert not isinstance(event, Refusal), event
    return apply(state, event)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        (FOLDER / f"{picture.name}.svg").write_text(draw(picture), encoding="utf-8")


if __name__ == "__main__":
    main()
