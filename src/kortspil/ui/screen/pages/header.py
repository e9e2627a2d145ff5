"""The header of every page: the deck, how many cards are turned, whose turn it is, and the time left."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment

from kortspil.meeting.clock import minutes_left
from kortspil.meeting.events import Opened
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.text_layout import cells, fit
from kortspil.ui.screen.state import ScreenState

_NARROW = 60
_LEAST_BAR = 8


class Header:
    """The deck's title and the count of cards; under them a rule with whose turn it is and the time left."""

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
        # A line with whose turn it is, if the participants are known, and a bar of the time spent, if there is a clock.
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
