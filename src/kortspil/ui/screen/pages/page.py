"""The page in front: its header, body and footer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from rich.console import RenderableType

from kortspil.meeting.events import Opened
from kortspil.meeting.state import MeetingState, Phase
from kortspil.ui.screen.pages import card as cards
from kortspil.ui.screen.pages import parts, theme
from kortspil.ui.screen.pages.case import case, cases
from kortspil.ui.screen.pages.case_beside_card import CaseBesideCard
from kortspil.ui.screen.pages.closing import closing
from kortspil.ui.screen.pages.footer import Footer, time_is_up
from kortspil.ui.screen.pages.header import Header
from kortspil.ui.screen.pages.help import help_page
from kortspil.ui.screen.pages.overview import overview
from kortspil.ui.screen.pages.scrolling import Listing
from kortspil.ui.screen.pages.table import CardTable
from kortspil.ui.screen.pages.text_field import TextField
from kortspil.ui.screen.pages.time import time
from kortspil.ui.screen.state import Mode, ScreenState


class Page(NamedTuple):
    """A page: a header, a footer, and between them a body that is scrolled by ``scroll`` rows.

    Only the visible rows of a ``Listing`` are rendered. ``fills``: the body is rendered to fill the space between
    header and footer. ``is_centred``: a body with fewer rows than that space is placed in the middle of it.
    """

    header: RenderableType
    body: RenderableType | Listing
    footer: RenderableType
    scroll: int = 0
    fills: bool = False
    is_centred: bool = False
    theme: theme.Theme = theme.AUTO


def page(state: MeetingState, screen: ScreenState, opened: Opened) -> Page:
    """Return the page that shows a meeting, in the state that the screen is in."""
    return _page(state, screen, opened)._replace(theme=screen.theme)


def _page(state: MeetingState, screen: ScreenState, opened: Opened) -> Page:
    header = Header(state, screen, opened)
    footer = Footer(state, screen)
    if screen.mode is Mode.WRITING or screen.mode is Mode.MEETING:
        return _meeting(state, screen, opened, header, footer)
    pages: dict[Mode, Callable[[MeetingState, ScreenState], RenderableType | Listing]] = {
        Mode.HELP: help_page,
        Mode.OVERVIEW: partial(overview, title=opened.deck_title),
        Mode.CASES: cases,
        Mode.CASE: case,
        Mode.TIME: time,
        Mode.CLOSING: closing,
    }
    body = pages[screen.mode](state, screen)
    if screen.mode is Mode.CASE and state.open and not isinstance(body, Listing):
        body = CaseBesideCard(cards.card(state, screen, opened), body, screen.scroll)
    return Page(header, body, footer, screen.scroll, is_centred=screen.mode in (Mode.TIME, Mode.CLOSING))


def _meeting(
    state: MeetingState, screen: ScreenState, opened: Opened, header: RenderableType, footer: RenderableType
) -> Page:
    if screen.mode is Mode.WRITING and screen.writing is not None:
        answer = screen.message or time_is_up(state, screen, says_keys=False)
        footer = TextField(screen.writing, answer, screen.is_alert)
    if state.phase is Phase.TABLE and not state.is_paused:
        return Page(header, CardTable(state, opened.areas, screen.selected), footer, fills=True)
    of_phase: dict[Phase, Callable[[MeetingState], RenderableType]] = {
        Phase.LAST_TIME: parts.last_time,
        Phase.WARMUP: parts.warmup,
        Phase.PARKED: parts.parked,
        Phase.ROUND: parts.closing_round,
    }
    if state.is_paused:
        body = parts.pause()
    elif state.phase in of_phase:
        body = of_phase[state.phase](state)
    else:
        body = cards.card(state, screen, opened)
    return Page(header, body, footer, screen.scroll, is_centred=True)
