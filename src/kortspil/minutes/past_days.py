"""Read a day in the past: «1. marts i år», «i går», «mandag», «for 14 dage siden».

The grammar is that of ``due_dates``, but days without a year are in the past. A day that is not certain is refused.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from kortspil.errors import UsageError
from kortspil.messages import date_words as when
from kortspil.messages import export as texts
from kortspil.messages.dates import WEEKDAYS
from kortspil.minutes.day_patterns import danish, day_patterns, month_number, months_later, weekday_number

_LIKELY_YEARS = 10
"""The first number of «24-12-25» may be the year only if that year is at most this many years ago: «01-12-26» is not a
day in 2001."""


def read_past_day(typed: str, today: date) -> date:
    """Return the day that a text means: ``today`` or an earlier day.

    - A date without a year, or a week number, is in the latest year in which it is not in the future. 29 February is
      refused if that year does not have it.
    - A day of the week is the nearest one before today. Typed on that very day it is refused, because it may be today
      or a week ago; «sidste fredag» and «i fredags» are never today.

    Raises ``UsageError`` with the reason if the text is not a day, is in the future, is not in the calendar, has a day
    of the week that does not fit its date, or can be read in two ways.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split()).removesuffix(".")
    reader = _Reader(text, today)
    for read in reader.ways():
        try:
            at = read()
        except (ValueError, OverflowError):
            continue
        if at is not None and at > today:
            raise UsageError(texts.day_to_come(text), texts.SINCE_HINT)
        if at is not None:
            return at
    raise UsageError(texts.no_day(text), texts.SINCE_HINT)


class _Reader:
    # Each method in ``ways`` reads the whole text. It returns ``None`` if the text is not written in that way. It
    # raises ``ValueError`` if there is no such day, as in «1/13».

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today

    def ways(self) -> tuple[Callable[[], date | None], ...]:
        """Return the methods that each read one way to write a day, in the order to try them."""
        return (self._near, self._date, self._iso, self._weekday, self._in_week, self._last_day, self._ago)

    def _near(self) -> date | None:
        """«i dag», «i går», «i forgårs», «i morgen»"""
        ahead = day_patterns().near.fullmatch(self._text)
        if ahead:
            return self._today + timedelta(days=0 if ahead["today"] else 1)
        back = _past_patterns().near.fullmatch(self._text)
        return back and self._today - timedelta(days=1 if back["yesterday"] else 2)

    def _date(self) -> date | None:
        """«1. december», «1/12-26», «tirsdag den 1. december i år», «1. december sidste år»"""
        text = _past_patterns().last_year.sub("", self._text)
        found = day_patterns().named.fullmatch(text) or day_patterns().numbers.fullmatch(text)
        if found is None:
            return None
        is_named = "name" in found.re.groupindex
        day, month = int(found["day"]), month_number(found["name"]) if is_named else int(found["month"])
        is_in_last_year = text != self._text
        if is_in_last_year and _has_year(found):
            return None
        year = self._today.year - 1 if is_in_last_year else _year(found, self._today)
        if not is_named and found["short"]:
            self._refuse_two_readings(found)
        elif year is None and not is_named and found["sign"] == "-":
            return None  # «1-12» may be the days from the 1st to the 12th.
        if year is None:
            year = self._today.year - ((month, day) > (self._today.month, self._today.day))
        return self._on(day, month, year, found["weekday"])

    def _iso(self) -> date | None:
        """«2026-12-01»"""
        found = day_patterns().iso.fullmatch(self._text)
        return found and self._on(int(found[3]), int(found[2]), int(found[1]))

    def _weekday(self) -> date | None:
        """«mandag», «sidste mandag», «i mandags»; «på mandag» is in the future."""
        found = _past_patterns().weekday.fullmatch(self._text)
        if found is None:
            return None
        number = weekday_number(found["weekday"])
        if found["coming"]:
            return self._today + timedelta(days=(number - self._today.weekday()) % 7 or 7)
        back = (self._today.weekday() - number) % 7
        if bool(found["in"]) != bool(found["ended"]):
            return None
        if not back and not found["last"] and not found["in"]:
            raise UsageError(texts.today_or_last_week(self._text), texts.today_or_last_week_hint(number))
        return self._today - timedelta(days=back or 7)

    def _in_week(self) -> date | None:
        """«mandag i denne uge», «mandag i sidste uge», «mandag i uge 49»"""
        text, last_weeks = _past_patterns().last_week.subn(r"\1", self._text)
        found = day_patterns().in_week.fullmatch(f"{text} denne uge" if last_weeks else text)
        if found is None:
            return None
        weekday = weekday_number(found["weekday"])
        if found["week"]:
            return self._in_numbered_week(int(found["week"]), weekday)
        monday = self._today - timedelta(days=self._today.weekday())
        return monday + timedelta(days=weekday, weeks=bool(found["next"]) - bool(last_weeks))

    def _last_day(self) -> date | None:
        """«ultimo november», «udgangen af måneden», «årets udgang»"""
        found = day_patterns().last_day.fullmatch(self._text)
        if found is None:
            return None
        is_of_month = not found["name"] and not found["of_year"]
        month = self._today.month if is_of_month else 12 if found["of_year"] else month_number(found["name"])
        year = _year(found, self._today) or self._today.year
        at = date(year, month, monthrange(year, month)[1])
        if at > self._today and found["name"] and not _has_year(found):
            at = date(year - 1, month, monthrange(year - 1, month)[1])
        return at

    def _ago(self) -> date | None:
        """«for 14 dage siden»; «om 14 dage» is in the future."""
        if day_patterns().from_now.fullmatch(self._text):
            return self._today + timedelta(days=1)
        found = _past_patterns().ago.fullmatch(self._text)
        amount = found and day_patterns().amount.fullmatch(found["amount"])
        if not amount:
            return None
        number = int(amount["digits"]) if amount["digits"] else when.NUMBERS.get(amount["number"].casefold(), 0)
        # To many people, «for otte dage siden» means a week ago.
        if not number or (number == 8 and amount["days"]):
            return None
        if amount["days"] or amount["weeks"]:
            return self._today - timedelta(days=number * (1 if amount["days"] else 7))
        return months_later(self._today, -number * (1 if amount["months"] else 12))

    # --- The calendar

    def _on(self, day: int, month: int, year: int, weekday: str | None = None) -> date:
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise UsageError(texts.month_is_shorter(self._text, month, year, last), texts.SINCE_HINT)
        at = date(year, month, day)
        if weekday and weekday_number(weekday) != at.weekday():
            raise UsageError(texts.other_weekday(self._text, at), texts.SINCE_HINT)
        return at

    def _in_numbered_week(self, week: int, weekday: int) -> date:
        year, this_week, _ = self._today.isocalendar()
        year -= (week, weekday) > (this_week, self._today.weekday())
        # The 28th of December is always in the last week of its year.
        last = date(year, 12, 28).isocalendar()[1]
        if not 1 <= week <= last:
            raise UsageError(texts.year_has_fewer_weeks(self._text, year, last), texts.SINCE_HINT)
        return date.fromisocalendar(year, week, weekday + 1)

    def _refuse_two_readings(self, found: re.Match[str]) -> None:
        # «24-12-25» is the 24th of December 2025 in Danish, and the 25th of December 2024 in ISO 8601.
        if found["sign"] != "-":
            return
        century = self._today.year // 100 * 100
        try:
            danish_order = date(century + int(found["short"]), int(found["month"]), int(found["day"]))
            iso_order = date(century + int(found["day"]), int(found["month"]), int(found["short"]))
        except ValueError:
            return
        if danish_order != iso_order and 0 <= self._today.year - iso_order.year <= _LIKELY_YEARS:
            raise UsageError(
                texts.two_days(self._text, danish_order, iso_order), texts.two_days_hint(danish_order, iso_order)
            )


def _year(found: re.Match[str], today: date) -> int | None:
    groups = found.groupdict()
    if groups["this_year"] or groups["next_year"]:
        return today.year + bool(groups["next_year"])
    if groups["year"]:
        return int(groups["year"])
    short = groups.get("short")
    return today.year // 100 * 100 + int(short) if short else None


def _has_year(found: re.Match[str]) -> bool:
    groups = found.groupdict()
    return any(groups.get(name) for name in ("year", "short", "this_year", "next_year"))


class _PastPatterns(NamedTuple):
    near: re.Pattern[str]
    last_year: re.Pattern[str]
    weekday: re.Pattern[str]
    last_week: re.Pattern[str]
    ago: re.Pattern[str]


@cache
def _past_patterns() -> _PastPatterns:
    weekdays = "|".join(WEEKDAYS)
    before, after = when.AGO
    return _PastPatterns(
        near=danish(rf"(?P<yesterday>{when.YESTERDAY})|{when.DAY_BEFORE}"),
        last_year=danish(rf",?\s+(?:{when.LAST_YEAR})$"),
        weekday=danish(
            rf"(?:(?P<last>{when.LAST})\s|(?P<in>{when.IN})\s|(?P<coming>{when.COMING})\s)?"
            rf"(?P<weekday>{weekdays})(?P<ended>s)?"
        ),
        last_week=danish(rf"(\s{when.IN})?\s{when.LAST_WEEK}$"),
        ago=danish(rf"{before}\s(?P<amount>.*)\s{after}"),
    )
