"""The page that says how long the meeting and the card have lasted."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.ui.screen.pages.columns import Column, title_row
from kortspil.ui.screen.state import ScreenState


def time(state: MeetingState, screen: ScreenState) -> RenderableType:
    """Return the page of how long the meeting and the open card have lasted."""
    parts: list[RenderableType] = [title_row(texts.TIME_TITLE), ""]
    if screen.began is not None:
        parts.append(Text(texts.meeting_time(screen.began, screen.elapsed)))
    if state.open:
        parts.append(Text(texts.card_time(screen.on_card)))
    return Column(parts)
