"""The grammar of days as Danes write them: «1. december», «d. 1/12-26», «mandag i uge 49», «om 14 dage»."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

from kortspil.messages import date_words as when
from kortspil.messages.date_words import SPELLINGS
from kortspil.messages.dates import OR, WEEKDAYS


class DayPatterns(NamedTuple):
    """Compiled patterns, most of them for one way to write a day."""

    named: re.Pattern[str]
    numbers: re.Pattern[str]
    in_week: re.Pattern[str]
    weekday: re.Pattern[str]
    near: re.Pattern[str]
    last_day: re.Pattern[str]
    iso: re.Pattern[str]
    amount: re.Pattern[str]
    from_now: re.Pattern[str]
    clock: re.Pattern[str]
    amounts: re.Pattern[str]
    another: re.Pattern[str]
    weekdays: tuple[re.Pattern[str], ...]


@cache
def day_patterns() -> DayPatterns:
    """Return the patterns. They are compiled at the first call, because most commands read no day."""
    named_year = rf"(?:,?\s+(?P<this_year>{when.THIS_YEAR})\b|,?\s+(?P<next_year>{when.NEXT_YEAR})\b)"
    year = rf"(?:,?\s+(?:{when.IN}\s+)?(?P<year>20\d\d)(?![\d.])|{named_year})?"
    short_year = rf"(?:(?:\s?[./-]\s?|\s)(?P<year>20\d\d)(?!\d)|[./-](?P<short>\d\d)(?![\d.,:/])|{named_year})?"
    begun = rf"(?:(?P<weekday>{when.WEEKDAY}),?\s+)?(?P<dated>{when.DATED})?"
    numbers = r"(?P<written>(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2}))(?!\d)"
    units = rf"(?P<days>{when.IN_DAYS})|(?P<weeks>{when.IN_WEEKS})|(?P<months>{when.IN_MONTHS})|{when.IN_YEARS}"
    amount = rf"(?:(?P<digits>\d{{1,3}})|(?P<number>{when.NUMBER}))\s+(?:{units})\b"
    unit = rf"(?:{when.IN_DAYS}|{when.IN_WEEKS}|{when.IN_MONTHS}|{when.IN_YEARS})\b"
    further = (
        rf"(?:\d|{when.WEEKDAY}|{when.MONTH}|{when.NUMBER}\s+{unit}|{when.SOME}|(?:{when.OTHER_TIMES})\b"
        rf"|{when.TOMORROW}|{when.TODAY})"
    )
    another = "|".join(
        [
            r"[-–—'’]\w",
            rf"\s*[-–—/+&]\s*(?:\d|{when.WEEKDAY}|{when.MONTH})",
            r"\s*[.,:]?[\d½¼¾]",
            rf",?\s+{OR}\s+{when.NUMBER}",
            rf",?\s+(?:{when.ASIDE}|{when.AGAIN})\b",
            rf",?\s+(?:(?:{when.FURTHER})\s+(?:(?:{when.LEADS_FURTHER})\s*){{0,3}}|(?:{when.OF_WHICH})\s+)?{further}",
            rf"\s+(?:{when.DATED})\d",
        ]
    )
    return DayPatterns(
        named=danish(rf"{begun}(?P<day>\d{{1,2}})\s?\.?\s*(?P<name>{when.MONTH})\.?{year}"),
        numbers=danish(rf"{begun}{numbers}{short_year}(?:\.(?!\d))?"),
        in_week=danish(
            rf"(?P<weekday>{when.WEEKDAY}),?\s+(?:{when.IN}\s+)?"
            rf"(?:{when.WEEK}\s+(?P<week>\d{{1,2}})\b|(?P<next>{when.NEXT_WEEK})\b|{when.THIS_WEEK}\b)"
        ),
        weekday=danish(when.WEEKDAY),
        near=danish(rf"(?:(?P<today>{when.TODAY})|(?P<tomorrow>{when.TOMORROW})|{when.DAY_AFTER})\b"),
        last_day=danish(
            rf"(?:(?P<of_year>{when.END_OF_YEAR})|{when.END_OF_MONTH}|(?:{when.END_OF})\s+(?P<name>{when.MONTH}))\b{year}"
        ),
        iso=danish(r"(20\d\d)-(\d\d)-(\d\d)(?!\d)"),
        amount=danish(amount),
        from_now=danish(rf"{when.FROM_NOW}\s+{amount}"),
        clock=danish(rf"(?:,?\s+(?:{when.CLOCK}))?"),
        amounts=danish(rf"\s*(?:{when.AMOUNTS})"),
        another=danish(another),
        weekdays=tuple(danish(name) for name in WEEKDAYS),
    )


@cache
def danish(words: str) -> re.Pattern[str]:
    """Compile a regular expression that ignores case, and accepts ae, oe and aa for æ, ø and å."""
    for letter, spellings in SPELLINGS.items():
        words = words.replace(letter, spellings)
    return re.compile(words, re.IGNORECASE)


def weekday_number(name: str) -> int:
    """Return the number of a day of the week: 0 for «mandag», 6 for «søndag»."""
    return next(number for number, pattern in enumerate(day_patterns().weekdays) if pattern.fullmatch(name))


def month_number(name: str) -> int:
    """Return the number of a month, whose name may be abbreviated: 1 for «januar» and «jan».

    Return 0 for a name such as «aprıl», with a dotless i. Patterns that ignore case match it.
    """
    return when.MONTHS.get(name.casefold(), 0)


def months_later(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month if the month is too short.

    ``months`` may be negative.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def skip(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Return the index after the match of a pattern at ``place``, or ``place`` if there is no match."""
    found = pattern.match(text, place)
    return found.end() if found else place
