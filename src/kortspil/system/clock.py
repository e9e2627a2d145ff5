"""The time of day, for a meeting: it never goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class MonotonicClock:
    """A time of day that never goes back: where somebody sets the clock back, it goes on from where it was.

    ``wall`` gives the time of day with its zone, ``ticks`` seconds that only grow.
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
