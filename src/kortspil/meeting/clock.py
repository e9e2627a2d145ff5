"""Deadlines of a card and of the meeting.

Times are seconds of the meeting's own clock, which stops during a break.
"""

from __future__ import annotations

_CLOSING = 5 * 60

_PORTIONS = (5, 2, 1)
# Minutes. A shorter suggestion would only hurry people, and a longer one would tell them nothing.
_LEAST, _MOST = 3, 15

LENGTHS = range(1, 24 * 60 + 1)
"""The lengths in minutes that a meeting can be planned for."""


def closing(ends: int) -> int:
    """Return how many seconds before the end of a meeting its closing round is due.

    It is five minutes, or a quarter of a meeting that is shorter than 20 minutes.
    """
    return min(_CLOSING, ends // 4)


def portion(given: int) -> int:
    """Return how many minutes the next extension adds, after ``given`` earlier ones."""
    return _PORTIONS[min(given, len(_PORTIONS) - 1)]


def extend(until: int | None, used: int, given: int) -> int:
    """Return the deadline after one more portion, counted from ``until`` or from ``used``, whichever is later."""
    return max(until or 0, used) + portion(given) * 60


def suggested(ends: int | None, used: int, cards: int) -> int:
    """Return the deadline to suggest for a card, or 0 if no time is planned or none is left.

    The card gets an equal share of the time before the closing round. ``cards`` is the number of cards that are left,
    this one included.
    """
    left = (ends - used - closing(ends)) // 60 if ends is not None else 0
    if left <= 0:
        return 0
    share = min(max(left // max(cards, 1), _LEAST), _MOST, left)
    return used + share * 60


def minutes_left(until: int, used: int) -> int:
    """Return how many minutes are left, rounded up."""
    return -(-(until - used) // 60)


def until_clock_changes(ends: int | None, card_ends: int | None, used: float) -> float | None:
    """Return how many seconds pass before the clock on the screen changes, or ``None`` if there is no clock.

    It changes with every minute of the meeting, and when the time for the card is up.
    """
    waits = [(ends - used) % 60 or 60.0] if ends is not None else []
    waits += [card_ends - used] if card_ends is not None and card_ends > used else []
    return min(waits, default=None)


def until_next_minute(spent: float) -> float:
    """Return how many seconds are left of the current minute when ``spent`` seconds have passed."""
    return 60.0 - spent % 60
