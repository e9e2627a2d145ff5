"""Dates, times, amounts and lists as Danes write them.

The locale of the machine is not used, so the output is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from datetime import datetime, timedelta

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
AND, OR = "og", "eller"


def listed(parts: Sequence[str], word: str = AND) -> str:
    """Join texts into a list: «a», «a og b», «a, b og c». ``word`` precedes the last. ``parts`` must not be empty."""
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def number(value: int) -> str:
    """Format a number: «1.712»."""
    return f"{value:,}".replace(",", ".")


def count(value: int, one: str, many: str) -> str:
    """Format a number of things, with ``one`` for 1 and ``many`` otherwise: «1 kort», «1.712 kurser»."""
    return f"{number(value)} {one if value == 1 else many}"


def date(at: Day) -> str:
    """Format a date: «22. november 2026»."""
    return f"{at.day}. {MONTHS[at.month - 1]} {at.year}"


def weekday(at: Day) -> str:
    """Format a date with its day of the week: «tirsdag den 1. december 2026»."""
    return f"{WEEKDAYS[at.weekday()]} den {date(at)}"


def clock(at: datetime) -> str:
    """Format a time of day: «kl. 10.30»."""
    return f"kl. {at.hour}.{at.minute:02d}"


def moment(at: datetime) -> str:
    """Format a date and time: «22. november 2026 kl. 10.30»."""
    return f"{date(at)} {clock(at)}"


def duration(span: timedelta) -> str:
    """Format a length of time: «1 time og 12 minutter», «under 1 minut».

    A negative span, from a clock that was set back, counts as 0.
    """
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes == 0:
        return "under 1 minut"
    hours, minutes = divmod(minutes, 60)
    parts = [count(hours, "time", "timer")] if hours else []
    parts += [count(minutes, "minut", "minutter")] if minutes else []
    return listed(parts)
