"""Minutes as JSON Lines: one meeting on each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.export.record import MARK, encode, meeting
from kortspil.minutes.model import Minutes


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield a line of UTF-8 for each meeting."""
    for minutes in meetings:
        yield f"{encode({**MARK, **meeting(minutes)})}\n".encode()
