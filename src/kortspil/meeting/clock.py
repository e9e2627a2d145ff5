"""Time for a card and for the meeting, in seconds of the meeting's own clock, which stands still in a break."""

from __future__ import annotations

_CLOSING = 5 * 60

_PORTIONS = (5, 2, 1)
# A suggestion shorter than this would only hurry people, and a longer one says nothing.
_LEAST, _MOST = 3, 15

LENGTHS = range(1, 24 * 60 + 1)
"""How many minutes a meeting can be meant to last."""


def closing(ends: int) -> int:
    """How many seconds before its end a meeting is asked to round off: five minutes, or less of a short meeting."""
    return min(_CLOSING, ends // 4)


def portion(given: int) -> int:
    """How many minutes the next portion of more time is, when ``given`` portions have been given already."""
    return _PORTIONS[min(given, len(_PORTIONS) - 1)]


def extend(until: int | None, used: int, given: int) -> int:
    """When the time is up after one more portion: counted from now, or from a time not yet reached."""
    return max(until or 0, used) + portion(given) * 60


def suggested(ends: int | None, used: int, cards: int) -> int:
    """When the time suggested for a card is up: an equal part of what is left before the closing round.

    ``cards`` are those that are left, this one included. 0: there is no clock, or nothing is left to share.
    """
    left = (ends - used - closing(ends)) // 60 if ends is not None else 0
    if left <= 0:
        return 0
    share = min(max(left // max(cards, 1), _LEAST), _MOST, left)
    return used + share * 60


def minutes_left(until: int, used: int) -> int:
    """How many minutes are left, the one that is begun included."""
    return -(-(until - used) // 60)


def until_it_shows(ends: int | None, card_ends: int | None, used: float) -> float | None:
    """How many seconds it takes until a clock that shows minutes shows something else; ``None``: there is none."""
    waits = [(ends - used) % 60 or 60.0] if ends is not None else []
    waits += [card_ends - used] if card_ends is not None and card_ends > used else []
    return min(waits, default=None)


def until_next_minute(spent: float) -> float:
    """How many seconds it takes until one more whole minute is spent."""
    return 60.0 - spent % 60
