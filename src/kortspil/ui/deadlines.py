"""Which times are up: each is told once, by either front end."""

from __future__ import annotations

from typing import NamedTuple


class DueTimes(NamedTuple):
    """What became true of the time: the meeting's is up, the card's is up, or it is time to round off."""

    is_over: bool
    is_card_up: bool
    is_near: bool


class Deadlines:
    """Knows which times were told already, so that each is told once."""

    def __init__(self) -> None:
        self._told: set[tuple[str, int]] = set()

    def due(self, ends: int | None, card_ends: int | None, used: float, *, is_near: bool) -> DueTimes:
        """What became true since this was last asked. A time that is moved is another one."""
        true = {("up", at) for at in (ends, card_ends) if at is not None and used >= at}
        true |= {("near", ends)} if is_near and ends is not None else set()
        new = true - self._told
        self._told |= true
        return DueTimes(("up", ends) in new, ("up", card_ends) in new, ("near", ends) in new)
