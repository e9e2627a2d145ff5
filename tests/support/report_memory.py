"""Measure the memory that writing a report takes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import timedelta

from kortspil.deck.model import WARMUP_ID
from kortspil.export.registry import FORMATS, renderer
from kortspil.meeting.events import Kind
from kortspil.minutes.model import CardMinutes, Line, Minutes
from report_samples import AT, FIRST_MINUTES


def long_meetings(amount: int) -> Iterator[Minutes]:
    """Yield meetings with one long note each."""
    for index in range(amount):
        line = Line(Kind.NOTE, f"{index} " + "Vi talte længe. " * 1000)
        card = CardMinutes(WARMUP_ID, WARMUP_ID, "", "", (line,), timedelta())
        at = AT + timedelta(days=index)
        yield FIRST_MINUTES._replace(meeting=f"m{index}", at=at, cards=(card,))


def peak(name: str, amount: int) -> int:
    """Return the peak memory in bytes while a format writes that many meetings."""
    render = renderer(FORMATS[name])
    sum(map(len, render(long_meetings(1))))
    tracemalloc.start()
    try:
        sum(map(len, render(long_meetings(amount))))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
