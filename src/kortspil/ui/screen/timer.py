"""The clock at full screen: when to repaint, when to ring, and when to save what is being typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from kortspil.meeting.clock import until_clock_changes, until_next_minute
from kortspil.meeting.commands import Command, KeepAlive
from kortspil.ui.controller import MeetingController
from kortspil.ui.deadlines import Deadlines, DueTimes
from kortspil.ui.screen.drafts import DraftEditor

# After so long without a key, the person has paused.
_PAUSE_SECONDS = 1.0
# Added to each wait: a clock that is read a moment too early still shows the minute before.
_JUST_AFTER = 0.05
_LONGEST_TYPING = timedelta(seconds=5)
_SIGN_OF_LIFE = timedelta(minutes=5)
_BELL = "\a"


class MeetingTimer:
    """Says when something is due without a key press. ``write`` is given the bell character if ``bell`` is set."""

    def __init__(self, write: Callable[[str], None], *, bell: bool) -> None:
        self._write = write
        self._bell = bell
        self._deadlines = Deadlines()
        self._typing_kept_at: datetime | None = None

    def patience(self, controller: MeetingController, draft_editor: DraftEditor | None, *, tells_time: bool) -> float:
        """Return how many seconds to wait for a key before something must be painted or saved.

        ``draft_editor`` is the editor if a text is being typed. ``tells_time``: the page shows how long the meeting
        and the card have lasted.
        """
        state, used = controller.state, controller.elapsed.total_seconds()
        waits = []
        if not state.is_paused:
            shows = until_clock_changes(state.ends, state.card_ends, used)
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
        """Count the times that were up before a meeting was resumed as announced."""
        self._announce(controller)

    def rings(self, controller: MeetingController) -> bool:
        """Return whether a time has become due since the last call. Ring the bell if a time is up."""
        new = self._announce(controller)
        if self._bell and (new.is_over or new.is_card_up):
            self._write(_BELL)
        return any(new)

    def _announce(self, controller: MeetingController) -> DueTimes:
        return self._deadlines.new(controller.state, controller.elapsed.total_seconds())

    def to_keep(
        self, controller: MeetingController, draft_editor: DraftEditor | None, *, has_paused: bool
    ) -> Command | None:
        """Return the command that saves what is due: the text being typed, or a sign that the meeting goes on."""
        now = controller.now()
        if _is_going_on(controller) and now - controller.written_at >= _SIGN_OF_LIFE:
            # A group can talk for an hour without a key. The time it used must survive a power failure.
            return KeepAlive()
        # During typing without a pause, the text is saved every few seconds.
        since = now - (self._typing_kept_at or now)
        is_time = has_paused or since > _LONGEST_TYPING
        if draft_editor is not None and is_time and since >= draft_editor.rest:
            self._typing_kept_at = now
            return draft_editor.autosave()
        self._typing_kept_at = self._typing_kept_at or now
        return None


def _is_going_on(controller: MeetingController) -> bool:
    # Whether the clock runs in a meeting that has a notes file.
    return controller.is_kept and controller.trouble is None and not controller.state.is_paused
