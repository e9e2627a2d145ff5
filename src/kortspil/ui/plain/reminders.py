"""What plain mode says of time by itself: once, at the first line that is typed after it became true."""

from __future__ import annotations

from typing import NamedTuple

from kortspil.meeting.clock import minutes_left
from kortspil.messages import meeting as texts
from kortspil.ui.controller import MeetingController
from kortspil.ui.deadlines import Deadlines


class Reminder(NamedTuple):
    """A sentence about time. ``is_up``: a time is up, and a bell may be heard."""

    text: str
    is_up: bool


class Reminders:
    """Tells each time once."""

    def __init__(self) -> None:
        self._deadlines = Deadlines()

    def due(self, controller: MeetingController) -> list[Reminder]:
        """What became true since this was last asked."""
        state, used = controller.state, int(controller.elapsed.total_seconds())
        news = self._deadlines.due(state.ends, state.card_ends, used, is_near=state.rounds_off(used))
        found = []
        if news.is_over or news.is_card_up:
            # A card's time that was up before the meeting's matters no more.
            found.append(Reminder(texts.MEETING_IS_OVER if news.is_over else texts.TIME_IS_UP, is_up=True))
        if news.is_near and state.ends is not None:
            left = minutes_left(state.ends, used)
            found.append(Reminder(texts.time_to_round_off(left, state.next_part is not None), is_up=False))
        return found
