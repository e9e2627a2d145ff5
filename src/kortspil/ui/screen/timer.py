"""The clock at full screen: how long nothing has to be painted, and when it is heard that time is up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from kortspil.meeting.clock import until_it_shows, until_next_minute
from kortspil.meeting.commands import Command, KeepAlive
from kortspil.ui.controller import MeetingController
from kortspil.ui.deadlines import Deadlines, DueTimes
from kortspil.ui.screen.drafts import DraftEditor

# Who has typed nothing for so long has paused.
_PAUSE_SECONDS = 1.0
# A clock that is asked a moment too early shows the minute before.
_JUST_AFTER = 0.05
_LONGEST_TYPING = timedelta(seconds=5)
_SIGN_OF_LIFE = timedelta(minutes=5)
_BELL = "\a"


class MeetingTimer:
    """Rings once for each time that is up: ``write`` gets the bell, where one is wanted."""

    def __init__(self, write: Callable[[str], None], *, bell: bool) -> None:
        self._write = write
        self._bell = bell
        self._deadlines = Deadlines()
        self._typing_kept_at: datetime | None = None

    def patience(self, controller: MeetingController, draft_editor: DraftEditor | None, *, tells_time: bool) -> float:
        """How many seconds the window can stand as it is. ``draft_editor`` is where a text is being typed, and
        ``tells_time`` whether it is told how long the meeting and the card have lasted."""
        state, used = controller.state, controller.elapsed.total_seconds()
        waits = []
        if not state.is_paused:
            shows = until_it_shows(state.ends, state.card_ends, used)
            waits += [] if shows is None else [shows]
            waits += [until_next_minute(used)] if tells_time else []
            waits += [until_next_minute(controller.on_card.total_seconds())] if tells_time and state.open else []
        longest = _SIGN_OF_LIFE.total_seconds()
        if _is_going_on(controller):
            longest = max(_PAUSE_SECONDS, longest - (controller.now() - controller.written_at).total_seconds())
        wait = min((each + _JUST_AFTER for each in waits), default=longest)
        if draft_editor is not None and draft_editor.has_new:
            rests = draft_editor.rest - (controller.now() - (self._typing_kept_at or controller.now()))
            wait = min(wait, max(_PAUSE_SECONDS, rests.total_seconds()))
        return min(wait, longest)

    def take_up(self, controller: MeetingController) -> None:
        """Time that was up before a meeting went on was told then."""
        self._news(controller)

    def rings(self, controller: MeetingController) -> bool:
        """Whether there is something to say of the time that there was not when this was last asked: that it is up,
        which can be heard, or time to round off."""
        news = self._news(controller)
        if self._bell and (news.is_over or news.is_card_up):
            self._write(_BELL)
        return any(news)

    def _news(self, controller: MeetingController) -> DueTimes:
        state, used = controller.state, controller.elapsed.total_seconds()
        is_near = state.rounds_off(int(used))
        return self._deadlines.due(state.ends, state.card_ends, used, is_near=is_near)

    def to_keep(
        self, controller: MeetingController, draft_editor: DraftEditor | None, *, has_paused: bool
    ) -> Command | None:
        """What is to be kept now: the text in hand, or that the meeting is still going on."""
        now = controller.now()
        if _is_going_on(controller) and now - controller.written_at >= _SIGN_OF_LIFE:
            # A group can talk for an hour without a key, and the time it used must not be lost with the power.
            return KeepAlive()
        # While somebody types without a pause, what is typed is kept every few seconds.
        since = now - (self._typing_kept_at or now)
        is_time = has_paused or since > _LONGEST_TYPING
        if draft_editor is not None and is_time and since >= draft_editor.rest:
            self._typing_kept_at = now
            return draft_editor.autosave()
        self._typing_kept_at = self._typing_kept_at or now
        return None


def _is_going_on(controller: MeetingController) -> bool:
    # Whether there is a meeting whose time is to be kept.
    return controller.is_kept and controller.trouble is None and not controller.state.is_paused
