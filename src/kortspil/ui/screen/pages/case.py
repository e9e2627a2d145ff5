"""The list of cases, and the page of one case."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.columns import Column, Paragraph, TermRow, title_row
from kortspil.ui.screen.state import ScreenState


def cases(state: MeetingState, screen: ScreenState) -> RenderableType:  # noqa: ARG001
    """Return the list of cases."""
    parts: list[RenderableType] = [title_row(texts.CASES_TITLE)]
    for number, case in enumerate(screen.cases):
        chosen = number == screen.choice
        style = theme.STRONG + theme.FOCUS if chosen else theme.PLAIN
        parts.append(TermRow(f"{'▸' if chosen else ' '} {number + 1}", f"{case.department}: {case.title}", 5, style))
    return Column(parts if screen.cases else [*parts, Text(texts.NO_CASES)])


def case(state: MeetingState, screen: ScreenState) -> RenderableType:  # noqa: ARG001
    """Return the page of the case that is being read."""
    found = screen.case
    if found is None:
        return Column([])
    parts: list[RenderableType] = [Paragraph(found.department), ""]
    for paragraph in found.paragraphs:
        if paragraph.startswith("# "):
            parts += [Paragraph(paragraph[2:], theme.STRONG), ""]
        elif paragraph.startswith("- "):
            parts += [TermRow("•", paragraph[2:], 2)]
        else:
            parts += [Paragraph(paragraph), ""]
    return Column([*parts, "", Paragraph(found.source)])
