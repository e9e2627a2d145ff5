"""Read a due date: «1. december», «d. 1/12-26», «mandag i uge 49», «om 14 dage».

A day with two readings is not read. ``past_days`` uses the same grammar for days in the past.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from kortspil.messages import date_words as when
from kortspil.minutes.day_patterns import day_patterns, month_number, months_later, skip, weekday_number

# If a date without a year is further ahead than this, the same date was less than three months ago.
_ALMOST_A_YEAR = timedelta(days=275)


class Sort(Enum):
    """How a day is written. It decides whether the words count as a due date in running text."""

    DATE = "named"
    """«1. december», and every date with a year"""
    NUMBERS = "numbers"
    """«1/12», «den 1.12»"""
    POINTED = "pointed"
    """«1.12», which may be some other number"""
    FRACTION = "fraction"
    """«1/2», which usually means a half"""
    WEEKDAY = "weekday"
    NEAR = "near"
    """«i morgen»"""
    TODAY = "today"
    """«i dag», which can also mean «nowadays»"""
    INTERVAL = "interval"
    """«om 14 dage»"""


class Day(NamedTuple):
    """A day in a text, whose words end at index ``end``.

    A day that ``is_just_past`` is almost a year ahead, because the same date has just passed.
    """

    at: date
    end: int
    sort: Sort
    is_just_past: bool = False

    @property
    def is_relative(self) -> bool:
        """Whether the day is counted from the day of the agreement, or from another day in the text."""
        return self.sort in (Sort.WEEKDAY, Sort.NEAR, Sort.TODAY, Sort.INTERVAL)


def read_day(text: str, place: int, said: date) -> Day | None:
    """Read the day at index ``place``, and any time of day after it. Return ``None`` if there is no certain day.

    A date without a year is the first one on or after ``said``.
    """
    for read_one in (_date, _in_week, _weekday, _near, _last_day, _iso):
        found = read_one(text, place, said)
        if found is not None:
            return found
    return read_interval(text, place, said)


def read_interval(text: str, place: int, said: date, *, is_led: bool = False) -> Day | None:
    """Read «om 14 dage» at index ``place``, or «14 dage» if it ``is_led`` by a word such as «inden»."""
    found = (day_patterns().amount if is_led else day_patterns().from_now).match(text, place)
    if found is None:
        return None
    number = int(found["digits"]) if found["digits"] else when.NUMBERS.get(found["number"].casefold(), 0)
    # To many people, «om otte dage» means in a week.
    if not number or (number == 8 and found["days"]):
        return None

    def make() -> date:
        if found["days"] or found["weeks"]:
            return said + timedelta(days=number * (1 if found["days"] else 7))
        return months_later(said, number * (1 if found["months"] else 12))

    return _made(text, found.end(), Sort.INTERVAL, make)


def _made(text: str, end: int, sort: Sort, make: Callable[[], date | None]) -> Day | None:
    end = skip(day_patterns().clock, text, end)
    if day_patterns().another.match(text, end):
        return None
    try:
        at = make()
    except (ValueError, OverflowError):
        return None
    return None if at is None else Day(at, end, sort)


def _date(text: str, place: int, said: date) -> Day | None:
    found = day_patterns().named.match(text, place) or day_patterns().numbers.match(text, place)
    if found is None:
        return None
    is_named = "name" in found.re.groupindex
    sort = Sort.DATE if is_named else _sort_of_numbers(text, found)
    month = month_number(found["name"]) if is_named else int(found["month"])
    year = _year(found, said)
    if sort is None or year == 0:
        return None
    day = _made(text, found.end(), sort, lambda: _next(said, int(found["day"]), month, year))
    if day is None or (found["weekday"] and day.at.weekday() != weekday_number(found["weekday"])):
        return None
    return day._replace(is_just_past=year is None and day.at - said > _ALMOST_A_YEAR)


def _sort_of_numbers(text: str, found: re.Match[str]) -> Sort | None:
    if found["year"] or found["short"]:
        return Sort.DATE
    written = found["written"]
    if day_patterns().amounts.match(text, found.end()) or written == when.ALWAYS or found["sign"] == "-":
        return None
    if written in when.FRACTIONS and not found["dated"]:
        return Sort.FRACTION
    if found["sign"] == "/" or found["dated"]:
        return Sort.NUMBERS
    return None if found["month"] in when.CLOCK_LIKE and int(found["day"]) < 24 else Sort.POINTED


def _year(found: re.Match[str], said: date) -> int | None:
    # ``None`` means that no year is written, 0 that the year is ambiguous or in the past.
    if found["this_year"] or found["next_year"]:
        return said.year + bool(found["next_year"])
    if found["year"]:
        return int(found["year"])
    short = found.groupdict().get("short")
    if not short:
        return None
    century = said.year // 100 * 100
    # In «27-12-28» the year may be first.
    may_begin_with_year = found["sign"] == "-" and century + int(found["day"]) >= said.year
    return 0 if may_begin_with_year or century + int(short) < said.year else century + int(short)


def _in_week(text: str, place: int, said: date) -> Day | None:
    found = day_patterns().in_week.match(text, place)
    if found is None:
        return None
    weekday = weekday_number(found["weekday"])
    monday = said - timedelta(days=said.weekday())

    def make() -> date | None:
        if found["week"]:
            return _next_in_week(said, int(found["week"]), weekday)
        at = monday + timedelta(days=weekday + (7 if found["next"] else 0))
        return at if at >= said else None

    day = _made(text, found.end(), Sort.DATE, make)
    return day and day._replace(is_just_past=day.at - said > _ALMOST_A_YEAR)


def _weekday(text: str, place: int, said: date) -> Day | None:
    found = day_patterns().weekday.match(text, place)
    ahead = (weekday_number(found[0]) - said.weekday()) % 7 if found else 0
    # On a Friday, «fredag» means today to some and in a week to others.
    if found is None or not ahead:
        return None
    return _made(text, found.end(), Sort.WEEKDAY, lambda: said + timedelta(days=ahead))


def _near(text: str, place: int, said: date) -> Day | None:
    found = day_patterns().near.match(text, place)
    if found is None:
        return None
    ahead = 0 if found["today"] else 1 if found["tomorrow"] else 2
    return _made(text, found.end(), Sort.NEAR if ahead else Sort.TODAY, lambda: said + timedelta(days=ahead))


def _last_day(text: str, place: int, said: date) -> Day | None:
    found = day_patterns().last_day.match(text, place)
    if found is None:
        return None
    month = month_number(found["name"]) if found["name"] else 12 if found["of_year"] else said.month
    year = _year(found, said) or said.year + (month < said.month)
    return _made(text, found.end(), Sort.DATE, lambda: date(year, month, calendar.monthrange(year, month)[1]))


def _iso(text: str, place: int, said: date) -> Day | None:  # noqa: ARG001 (same parameters as the others)
    found = day_patterns().iso.match(text, place)
    return found and _made(text, found.end(), Sort.DATE, lambda: date(int(found[1]), int(found[2]), int(found[3])))


# --- The calendar


def _next(said: date, day: int, month: int, year: int | None) -> date | None:
    if year is not None:
        return date(year, month, day)
    # The 29th of February is found only in this year or the next.
    for near in (said.year, said.year + 1):
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(near, month)[1] and date(near, month, day) >= said:
            return date(near, month, day)
    return None


def _next_in_week(said: date, week: int, weekday: int) -> date | None:
    # The first days of January may belong to a week of the year before.
    for year in (said.year - 1, said.year, said.year + 1):
        last = date(year, 12, 28).isocalendar()[1]
        if 1 <= week <= last and (at := date.fromisocalendar(year, week, weekday + 1)) >= said:
            return at
    return None
