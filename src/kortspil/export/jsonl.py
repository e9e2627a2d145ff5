"""Minutes as JSON Lines: one meeting a line, for programs that read many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.export.record import MARK, encode, meeting
from kortspil.minutes.model import Minutes


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """A line of UTF-8 for each of one or more meetings."""
    for minutes in meetings:
        yield f"{encode({**MARK, **meeting(minutes)})}\n".encode()
