"""A time of day that never goes back, for the events of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class MonotonicClock:
    """A clock that returns the time of day when called, and never an earlier one than before.

    If the system clock is set back, this clock goes on from the last time it returned. ``wall`` returns the time of
    day with its zone, ``ticks`` seconds that only increase.
    """

    def __init__(self, wall: Callable[[], datetime], ticks: Callable[[], float]) -> None:
        self._wall = wall
        self._ticks = ticks
        self._last, self._ticked = wall(), ticks()

    def __call__(self) -> datetime:
        ticked = self._ticks()
        went_on = self._last + timedelta(seconds=ticked - self._ticked)
        self._last, self._ticked = max(self._wall(), went_on), ticked
        return self._last
