"""What plain mode says of time by itself: once, at the first line that is typed after it became true."""

from __future__ import annotations

from typing import NamedTuple

from kortspil.game import Game
from kortspil.texts import table as texts


class Reminder(NamedTuple):
    """A sentence about time. ``is_up``: a time is up, and a bell may be heard."""

    text: str
    is_up: bool


class Reminders:
    """Knows which times were told already."""

    def __init__(self) -> None:
        self._up: set[int] = set()
        self._rounded_off: set[int] = set()

    def due(self, game: Game) -> list[Reminder]:
        """What became true since this was last asked."""
        session, used = game.session, int(game.elapsed.total_seconds())
        up = {at for at in (session.ends, session.card_ends) if at is not None and used >= at} - self._up
        self._up |= up
        found = []
        if up:
            # A card's time that was up before the meeting's matters no more.
            is_over = session.ends in up
            found.append(Reminder(texts.MEETING_IS_OVER if is_over else texts.TIME_IS_UP, is_up=True))
        ends = session.ends
        if ends is not None and session.rounds_off(used) and ends not in self._rounded_off:
            self._rounded_off.add(ends)
            found.append(
                Reminder(texts.time_to_round_off(-(-(ends - used) // 60), session.next_part is not None), is_up=False)
            )
        return found
