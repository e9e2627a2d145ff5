"""Times and amounts as Danes write them. No locale is asked: every machine gives the same."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime, timedelta

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def number(value: int) -> str:
    """«1.712»"""
    return f"{value:,}".replace(",", ".")


def count(value: int, one: str, many: str) -> str:
    """«1 kort», «1.712 kurser»"""
    return f"{number(value)} {one if value == 1 else many}"


def date(at: Day) -> str:
    """«22. november 2026»"""
    return f"{at.day}. {_MONTHS[at.month - 1]} {at.year}"


def weekday(at: Day) -> str:
    """«tirsdag den 1. december 2026»"""
    return f"{_WEEKDAYS[at.weekday()]} den {date(at)}"


def clock(at: datetime) -> str:
    """«kl. 10.30»"""
    return f"kl. {at.hour}.{at.minute:02d}"


def moment(at: datetime) -> str:
    """«22. november 2026 kl. 10.30»"""
    return f"{date(at)} {clock(at)}"


def duration(span: timedelta) -> str:
    """«1 time og 12 minutter», «under 1 minut». A negative span, of a clock set back, counts as none."""
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes == 0:
        return "under 1 minut"
    hours, minutes = divmod(minutes, 60)
    parts = [count(hours, "time", "timer")] if hours else []
    parts += [count(minutes, "minut", "minutter")] if minutes else []
    return " og ".join(parts)
