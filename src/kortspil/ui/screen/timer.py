"""The timer of the full screen: when to repaint, when to ring, and when to save what is being typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from kortspil.meeting.clock import until_clock_changes, until_next_minute
from kortspil.meeting.commands import Command, KeepAlive
from kortspil.ui.controller import MeetingController
from kortspil.ui.deadlines import Deadlines, DueTimes
from kortspil.ui.screen.drafts import DraftEditor

# A person who presses no key for this long has paused.
_PAUSE_SECONDS = 1.0
# Added to each wait, because a clock that is read a moment too early still shows the minute before.
_JUST_AFTER = 0.05
# A person can type this long without a pause before the text is saved.
_LONGEST_TYPING = timedelta(seconds=5)
_HEARTBEAT = timedelta(minutes=5)
_BELL = "\a"


class MeetingTimer:
    """Says what is due while no key is pressed. ``write`` is given the bell character if ``bell`` is set."""

    def __init__(self, write: Callable[[str], None], *, bell: bool) -> None:
        self._write = write
        self._bell = bell
        self._deadlines = Deadlines()
        self._typing_kept_at: datetime | None = None

    def timeout(self, controller: MeetingController, draft_editor: DraftEditor | None, *, tells_time: bool) -> float:
        """Return how many seconds to wait for a key before something must be painted or saved.

        ``draft_editor`` is ``None`` if no text is being typed. ``tells_time``: the page shows how long the meeting
        and the card have lasted.
        """
        state, used = controller.state, controller.elapsed.total_seconds()
        waits = []
        if not state.is_paused:
            shows = until_clock_changes(state.ends, state.card_ends, used)
            waits += [] if shows is None else [shows]
            waits += [until_next_minute(used)] if tells_time else []
            waits += [until_next_minute(controller.on_card.total_seconds())] if tells_time and state.open else []
        longest = _HEARTBEAT.total_seconds()
        if _has_heartbeat(controller):
            longest = max(_PAUSE_SECONDS, longest - (controller.now() - controller.written_at).total_seconds())
        wait = min((each + _JUST_AFTER for each in waits), default=longest)
        if draft_editor is not None and draft_editor.has_new:
            left = draft_editor.interval - (controller.now() - (self._typing_kept_at or controller.now()))
            wait = min(wait, max(_PAUSE_SECONDS, left.total_seconds()))
        return min(wait, longest)

    def skip_past(self, controller: MeetingController) -> None:
        """Mark everything that is due when a meeting is resumed as announced, so that it is not announced again."""
        self._newly_due(controller)

    def ring_if_due(self, controller: MeetingController) -> bool:
        """Return whether anything has become due since the last call. Ring the bell if a time is up."""
        new = self._newly_due(controller)
        if self._bell and (new.is_over or new.is_card_up):
            self._write(_BELL)
        return any(new)

    def _newly_due(self, controller: MeetingController) -> DueTimes:
        return self._deadlines.new(controller.state, controller.elapsed.total_seconds())

    def due_command(
        self, controller: MeetingController, draft_editor: DraftEditor | None, *, has_paused: bool
    ) -> Command | None:
        """Return the command to carry out now: save the text being typed, or record that the meeting is going on.

        Return ``None`` if neither is due. ``has_paused``: the latest wait for a key timed out.
        """
        now = controller.now()
        if _has_heartbeat(controller) and now - controller.written_at >= _HEARTBEAT:
            # A group can talk for an hour without pressing a key. The time that the group has used must survive a
            # power failure.
            return KeepAlive()
        # While a person types without a pause, the text is saved every few seconds.
        since = now - (self._typing_kept_at or now)
        is_time = has_paused or since > _LONGEST_TYPING
        if draft_editor is not None and is_time and since >= draft_editor.interval:
            self._typing_kept_at = now
            return draft_editor.autosave()
        self._typing_kept_at = self._typing_kept_at or now
        return None


def _has_heartbeat(controller: MeetingController) -> bool:
    # Whether the clock runs, and the notes hold the meeting and can be written.
    return controller.is_kept and controller.trouble is None and not controller.state.is_paused
