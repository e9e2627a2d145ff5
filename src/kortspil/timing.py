"""More time for a card, in shrinking portions."""

from __future__ import annotations

from datetime import datetime, timedelta

_PORTIONS = (5, 2, 1)

LENGTHS = range(1, 24 * 60 + 1)
"""How many minutes a meeting can be meant to last."""


def portion(given: int) -> int:
    """How many minutes the next portion is, when ``given`` portions have been given already."""
    return _PORTIONS[min(given, len(_PORTIONS) - 1)]


def extend(until: datetime | None, now: datetime, given: int) -> datetime:
    """Until when the card has time after one more portion: from now, or from a time not yet reached."""
    return max(until or now, now) + timedelta(minutes=portion(given))
