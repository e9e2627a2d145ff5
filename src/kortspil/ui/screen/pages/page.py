"""Which page is in front: header, body and footer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from kortspil.meeting.clock import minutes_left
from kortspil.meeting.events import Opened
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize
from kortspil.ui import keymap
from kortspil.ui.answers import area_name
from kortspil.ui.screen.pages import card as cards
from kortspil.ui.screen.pages import information, theme
from kortspil.ui.screen.pages.case_beside_card import Beside
from kortspil.ui.screen.pages.editor import Editor
from kortspil.ui.screen.pages.hints import hint_lines, message
from kortspil.ui.screen.pages.scrolling import Listing
from kortspil.ui.screen.pages.table import Table
from kortspil.ui.screen.pages.text_layout import cells, fit
from kortspil.ui.screen.state import Mode, ScreenState

_NARROW = 60
_LEAST_BAR = 8


class Page(NamedTuple):
    """What a window shows: a header, a footer, and between them a body that scrolls by ``scroll`` lines.

    A body that is a ``Listing`` is asked only for what is in sight. ``fills``: the body is given the height that is
    left and makes the most of it. ``is_calm``: a body smaller than its space stands in the middle of it. ``theme`` is
    what the window is painted with.
    """

    header: RenderableType
    body: RenderableType | Listing
    footer: RenderableType
    scroll: int = 0
    fills: bool = False
    is_calm: bool = False
    theme: theme.Theme = theme.AUTO


def page(state: MeetingState, screen: ScreenState, opened: Opened) -> Page:
    """The page for a moment of the meeting."""
    return _page(state, screen, opened)._replace(theme=screen.theme)


def _page(state: MeetingState, screen: ScreenState, opened: Opened) -> Page:
    header = Header(state, screen, opened)
    footer = Footer(state, screen)
    if screen.mode is Mode.WRITING or screen.mode is Mode.MEETING:
        return _meeting(state, screen, opened, header, footer)
    pages: dict[Mode, Callable[[MeetingState, ScreenState], RenderableType | Listing]] = {
        Mode.HELP: information.help_page,
        Mode.OVERVIEW: partial(information.overview, title=opened.deck_title),
        Mode.CASES: information.cases,
        Mode.CASE: information.case,
        Mode.TIME: information.time,
        Mode.CLOSING: information.closing,
    }
    body = pages[screen.mode](state, screen)
    if screen.mode is Mode.CASE and state.open and not isinstance(body, Listing):
        body = Beside(cards.card(state, screen, opened), body, screen.scroll)
    return Page(header, body, footer, screen.scroll, is_calm=screen.mode in (Mode.TIME, Mode.CLOSING))


def _meeting(
    state: MeetingState, screen: ScreenState, opened: Opened, header: RenderableType, footer: RenderableType
) -> Page:
    if screen.mode is Mode.WRITING and screen.writing is not None:
        answer = screen.message or time_is_up(state, screen, says_keys=False)
        footer = Editor(screen.writing, answer, screen.is_alert)
    if state.phase is Phase.TABLE and not state.is_paused:
        return Page(header, Table(state, opened.areas, screen.selected), footer, fills=True)
    parts: dict[Phase, Callable[[MeetingState], RenderableType]] = {
        Phase.LAST_TIME: cards.last_time,
        Phase.WARMUP: cards.warmup,
        Phase.PARKED: cards.parked,
        Phase.ROUND: cards.closing_round,
    }
    if state.is_paused:
        body = cards.pause()
    elif state.phase in parts:
        body = parts[state.phase](state)
    else:
        body = cards.card(state, screen, opened)
    return Page(header, body, footer, screen.scroll, is_calm=True)


class Header:
    """What is being played, how far the group has come, whose turn it is, and how much time is left."""

    def __init__(self, state: MeetingState, screen: ScreenState, opened: Opened) -> None:
        self._state = state
        self._used = int(screen.elapsed.total_seconds())
        self._title = sanitize(opened.deck_title)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        counts = self._state.counts
        right = texts.counts(*counts)
        if cells(right) > width - 12:
            right = texts.counts_short(*counts)
        left = fit(self._title, width - cells(right) - 2)
        yield Segment(left, theme.STRONG)
        yield Segment(" " * (width - cells(left) - cells(right)) + right)
        yield Segment.line()
        yield from self._rule(width)
        yield Segment.line()

    def _rule(self, width: int) -> RenderResult:
        # A line, and in it only what was asked for: whose turn it is, and a bar that grows as time is spent.
        ends = self._state.ends
        time = self._time(ends, is_short=width < _NARROW) if ends is not None else ""
        room = width - (cells(time) + 4 if time else 0)
        whose = self._whose(room - _LEAST_BAR - 4)
        if whose:
            yield Segment("──", theme.QUIET)
            yield Segment(f" {whose} ")
            room -= cells(whose) + 4
        spent = room * min(self._used, ends) // ends if ends else 0
        yield Segment("━" * spent)
        yield Segment("─" * (room - spent), theme.QUIET)
        if time:
            yield Segment(f" {time} ")
            yield Segment("──", theme.QUIET)

    def _whose(self, room: int) -> str:
        state = self._state
        turn = sanitize(texts.whose_turn(state.phase.value, state.turn, state.reader))
        if cells(turn) <= room:
            return turn
        name = state.reader if state.phase is Phase.CARD else state.turn
        return fit(sanitize(texts.turn_short(name)), room)

    def _time(self, ends: int, *, is_short: bool) -> str:
        if self._state.is_paused:
            return texts.PAUSE
        left = minutes_left(ends, self._used)
        return texts.time_left_short(left) if is_short else texts.time_left(left)


def time_is_up(state: MeetingState, screen: ScreenState, *, says_keys: bool) -> str:
    """What there is to say of the time, soft as it is, when it is up or nearly up; "" while there is enough.

    ``says_keys``: the keys that do something about it do so here.
    """
    used = int(screen.elapsed.total_seconds())
    if state.is_paused:
        return ""
    if state.ends is not None and used >= state.ends:
        return texts.MEETING_IS_OVER if says_keys else texts.MEETING_TIME_IS_UP
    if state.ends is not None and state.rounds_off(used):
        left = minutes_left(state.ends, used)
        return texts.time_to_round_off(left, state.next_part is not None) if says_keys else texts.minutes_left(left)
    if state.card_ends is not None and used >= state.card_ends:
        return texts.TIME_IS_UP if says_keys else texts.CARD_TIME_IS_UP
    return ""


class Footer:
    """The latest answer, and the keys that do something here: as many as there is room for, and always help."""

    def __init__(self, state: MeetingState, screen: ScreenState) -> None:
        self._state = state
        self._screen = screen

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        yield Segment("─" * width, theme.QUIET)
        yield Segment.line()
        hints = hint_lines(self._hints(), width, 1 if options.size.height < 12 else 2)
        for line in [*message(self._status(), width, is_alert=self._screen.is_alert), *hints]:
            yield from line
            yield Segment.line()

    def _status(self) -> str:
        screen, state = self._screen, self._state
        if screen.message:
            return screen.message
        if screen.digits:
            return texts.choosing(screen.digits)
        parts = []
        is_at_table = state.phase is Phase.TABLE and not state.is_paused
        if is_at_table and screen.mode is Mode.MEETING and state.dealt:
            card = state.dealt[screen.selected - 1]
            parts.append(texts.card_on_table(screen.selected, area_name(state, card), state.status(card).value))
        parts += self._time()
        if screen.drafts:
            parts.append(texts.draft_waits(list(screen.drafts)))
        return " · ".join(parts)

    def _time(self) -> list[str]:
        state, screen = self._state, self._screen
        is_here = screen.mode is Mode.MEETING and keymap.find("m", state.phase) is not None
        if said := time_is_up(state, screen, says_keys=is_here):
            return [said]
        if state.is_paused or state.card_ends is None or screen.now is None:
            return []
        # Not by whole seconds: the minute stays the same while nothing happens.
        return [texts.time_until(screen.now + timedelta(seconds=state.card_ends) - screen.elapsed)]

    def _hints(self) -> list[tuple[str, str]]:
        mode = self._screen.mode
        if mode is Mode.CLOSING:
            own = [texts.KEEP_OWN_HINT] if self._screen.own_questions else []
            return [*own, *texts.CLOSING_HINTS]
        if mode is Mode.CASES:
            return list(texts.CASES_HINTS)
        if mode is not Mode.MEETING:
            return list(texts.READING_HINTS)
        if self._state.is_paused:
            return list(texts.PAUSE_HINTS)
        named = keymap.named(self._state, in_trouble=self._screen.is_in_trouble)
        # Help and closing come first of all that must be seen, so they stand where a short row still has room. What
        # mends a note takes nobody's place.
        order = sorted(named, key=lambda key: 2 if key.typed in ("?", "q") else key.when is keymap.When.NOTED)
        return [(key.shown, key.label) for key in order]
