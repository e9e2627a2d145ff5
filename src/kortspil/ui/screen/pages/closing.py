"""The closing page: the result of the meeting."""

from __future__ import annotations

from rich.console import RenderableType

from kortspil.deck.model import CLOSING_ID, WARMUP_ID
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.messages import notes as headings
from kortspil.ui.screen.pages.columns import Column, Paragraph, title_row
from kortspil.ui.screen.pages.overview import card_rows, note_rows
from kortspil.ui.screen.state import ScreenState


def closing(state: MeetingState, screen: ScreenState) -> RenderableType:
    """Return the page: the result, where the notes are, what to type next, and the cards with their notes."""
    told = [screen.kept, *screen.farewell] if screen.kept else screen.farewell
    lines: list[RenderableType] = [part for line in told for part in (Paragraph(line), "")]
    parts = ((WARMUP_ID, texts.WARMUP), (CLOSING_ID, headings.ROUND_TITLE))
    opening, ending = (note_rows(state, *part) for part in parts)
    cards = (row for position, card in state.taken_up for row in card_rows(state, position, card))
    taken_up = (*opening, *cards, *ending)
    return Column([title_row(texts.CLOSING_TITLE), "", *lines, *taken_up])
