"""Reminders about time. Plain mode prints them, without being asked, after the first line typed once they are due."""

from __future__ import annotations

from typing import NamedTuple

from kortspil.meeting.clock import minutes_left
from kortspil.messages import meeting as texts
from kortspil.ui.controller import MeetingController
from kortspil.ui.deadlines import Deadlines


class Reminder(NamedTuple):
    """A sentence about time. ``is_up``: a time is up, so the bell may ring."""

    text: str
    is_up: bool


class Reminders:
    """Returns each reminder once."""

    def __init__(self) -> None:
        self._deadlines = Deadlines()

    def due(self, controller: MeetingController) -> list[Reminder]:
        """Return the reminders that have become due since the last call."""
        state, used = controller.state, int(controller.elapsed.total_seconds())
        new = self._deadlines.new(state, used)
        found = []
        if new.is_over:
            # This replaces the reminder about the card's time.
            found.append(Reminder(texts.MEETING_IS_OVER, is_up=True))
        elif new.is_card_up:
            found.append(Reminder(texts.TIME_IS_UP, is_up=True))
        if new.is_near and state.ends is not None:
            left = minutes_left(state.ends, used)
            found.append(Reminder(texts.time_to_round_off(left, state.next_part is not None), is_up=False))
        return found
