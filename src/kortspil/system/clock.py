"""A time of day that never goes back, for the events of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class MonotonicClock:
    """A clock that returns the time of day when called, and never an earlier one than the last time.

    If the system clock is set back, this clock continues from the last time that it returned. ``wall`` returns the time
    of day with its zone. ``ticks`` returns seconds that never decrease.
    """

    def __init__(self, wall: Callable[[], datetime], ticks: Callable[[], float]) -> None:
        self._wall = wall
        self._ticks = ticks
        self._last, self._last_ticks = wall(), ticks()

    def __call__(self) -> datetime:
        now_ticks = self._ticks()
        steady = self._last + timedelta(seconds=now_ticks - self._last_ticks)
        self._last, self._last_ticks = max(self._wall(), steady), now_ticks
        return self._last
