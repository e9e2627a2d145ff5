"""The deadlines of a meeting: which have passed, and which were announced. Both front ends use them."""

from __future__ import annotations

from typing import NamedTuple

from kortspil.meeting.state import MeetingState


class DueTimes(NamedTuple):
    """What is due.

    ``is_over``: the meeting's time is up. ``is_card_up``: the open card's time is up. ``is_near``: it is time to round
    off the meeting.
    """

    is_over: bool
    is_card_up: bool
    is_near: bool


def due_times(state: MeetingState, used: float) -> DueTimes:
    """Return what is due when the meeting has lasted ``used`` seconds."""
    return DueTimes(
        is_over=state.is_over(used),
        is_card_up=state.card_ends is not None and used >= state.card_ends,
        is_near=state.closing_round_is_due(int(used)),
    )


class Deadlines:
    """Remembers which deadlines were announced, so that each is announced once."""

    def __init__(self) -> None:
        self._announced: set[tuple[str, int | None]] = set()

    def new(self, state: MeetingState, used: float) -> DueTimes:
        """Return what has become due since the last call. A deadline that was moved can become due again."""
        due = due_times(state, used)
        return DueTimes(
            is_over=due.is_over and self._is_new("over", state.ends),
            is_card_up=due.is_card_up and self._is_new("card", state.card_ends),
            is_near=due.is_near and self._is_new("near", state.ends),
        )

    def _is_new(self, name: str, time: int | None) -> bool:
        is_new = (name, time) not in self._announced
        self._announced.add((name, time))
        return is_new
