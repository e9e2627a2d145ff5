"""The help page: every key."""

from __future__ import annotations

from rich.console import RenderableType

from kortspil.meeting.state import MeetingState
from kortspil.messages import keys as key_texts
from kortspil.ui import keymap
from kortspil.ui.screen.pages.columns import Column, TermRow, title_row
from kortspil.ui.screen.state import ScreenState


def help_page(state: MeetingState, screen: ScreenState) -> RenderableType:  # noqa: ARG001
    """Return the page with every key, grouped by where the key works."""
    parts: list[RenderableType] = []
    for title, group in keymap.groups():
        parts += [title_row(title), *(TermRow(key.shown, key.help, 7) for key in group), ""]
    for term, said in (key_texts.ARROW_HELP, key_texts.ESCAPE_HELP):
        parts.append(TermRow(term, said, 7))
    parts += ["", title_row(key_texts.HELP_EDITOR), *(TermRow(term, said, 11) for term, said in key_texts.EDITOR_HELP)]
    return Column(parts)
