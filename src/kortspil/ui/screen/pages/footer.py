"""The footer of every page: the latest answer, and the keys of the page."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment

from kortspil.meeting.clock import minutes_left
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import meeting as texts
from kortspil.ui import keymap
from kortspil.ui.answers import area_name
from kortspil.ui.deadlines import due_times
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.hints import hint_lines, message
from kortspil.ui.screen.state import Mode, ScreenState


class Footer:
    """The latest answer, and as many keys of the page as there is room for. Help is always among them."""

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
        # The time is not rounded to whole seconds: rounding could move it from one minute to the next.
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
        # hint_lines always keeps the last two, so help and closing come last. Just before them come the keys that
        # change a note: they are the first to be left out.
        order = sorted(named, key=lambda key: 2 if key.typed in ("?", "q") else key.when is keymap.When.NOTED)
        return [(key.shown, key.label) for key in order]


def time_is_up(state: MeetingState, screen: ScreenState, *, says_keys: bool) -> str:
    """Return the sentence for a time that is up or nearly up; "" if there is time enough, or in a break.

    ``says_keys``: the sentence names the keys that close the meeting, go on or give more time.
    """
    used = int(screen.elapsed.total_seconds())
    due = due_times(state, used)
    if state.is_paused:
        return ""
    if due.is_over:
        return texts.MEETING_IS_OVER if says_keys else texts.MEETING_TIME_IS_UP
    if due.is_near and state.ends is not None:
        left = minutes_left(state.ends, used)
        return texts.time_to_round_off(left, state.next_part is not None) if says_keys else texts.minutes_left(left)
    if due.is_card_up:
        return texts.TIME_IS_UP if says_keys else texts.CARD_TIME_IS_UP
    return ""
