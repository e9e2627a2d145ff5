"""The day in ``--since``: it is read as a day that is not in the future, or refused with the reason."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortspil.errors import UsageError
from kortspil.messages import dates
from kortspil.minutes.past_days import read_past_day

FRIDAY = date(2026, 11, 27)
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
NEW_YEAR = date(2026, 1, 1)
NEW_YEARS_EVE = date(2026, 12, 31)
LEAP_DAY = date(2028, 2, 29)

IN_THE_FUTURE = "ikke har været endnu"
NOT_A_DAY = "kan ikke læses som en dag"
TWO_DAYS = "kan være i dag eller for en uge siden"

# The day that the phrase is typed on, the phrase, and the day that it means.
DAYS: list[tuple[date, str, str]] = [
    # A date with its year
    (FRIDAY, "2026-09-01", "2026-09-01"),
    (FRIDAY, "1. september 2026", "2026-09-01"),
    (FRIDAY, "d. 1/9-26", "2026-09-01"),
    (FRIDAY, "01.09.2026", "2026-09-01"),
    (FRIDAY, "1. marts i år", "2026-03-01"),
    (FRIDAY, "1. MARTS I AAR", "2026-03-01"),
    (FRIDAY, "1. marts sidste år", "2025-03-01"),
    (FRIDAY, "1/3 i fjor", "2025-03-01"),
    (FRIDAY, "27. november i år", "2026-11-27"),
    (FRIDAY, "24. december 2024", "2024-12-24"),
    # A date without a year is in the latest year that is not in the future.
    (FRIDAY, "1. marts", "2026-03-01"),
    (FRIDAY, "1/12", "2025-12-01"),
    (FRIDAY, "1.12.", "2025-12-01"),
    (FRIDAY, "27. november", "2026-11-27"),
    (FRIDAY, "28. nov.", "2025-11-28"),
    (FRIDAY, "1/2", "2026-02-01"),
    (FRIDAY, "9.10", "2026-10-09"),
    (FRIDAY, "24/7", "2026-07-24"),
    (NEW_YEAR, "1. januar", "2026-01-01"),
    (NEW_YEAR, "2. januar", "2025-01-02"),
    (NEW_YEAR, "31. december", "2025-12-31"),
    (NEW_YEARS_EVE, "31. december", "2026-12-31"),
    (NEW_YEARS_EVE, "1. januar", "2026-01-01"),
    # The 29th of February
    (LEAP_DAY, "29. februar", "2028-02-29"),
    (LEAP_DAY, "29/2", "2028-02-29"),
    (LEAP_DAY, "1. marts", "2027-03-01"),
    (date(2029, 1, 1), "29. februar", "2028-02-29"),
    (FRIDAY, "29. februar 2024", "2024-02-29"),
    # A weekday must fit its date.
    (FRIDAY, "mandag den 1. december", "2025-12-01"),
    (FRIDAY, "onsdag d. 1/4", "2026-04-01"),
    # Days near today
    (FRIDAY, "i dag", "2026-11-27"),
    (FRIDAY, " Dags  dato ", "2026-11-27"),
    (FRIDAY, "i går", "2026-11-26"),
    (FRIDAY, "igaar", "2026-11-26"),
    (NEW_YEAR, "i går", "2025-12-31"),
    (date(2028, 3, 1), "i går", "2028-02-29"),
    (FRIDAY, "i forgårs", "2026-11-25"),
    # Days of the week
    (SUNDAY, "mandag", "2026-11-16"),
    (SUNDAY, "lørdag", "2026-11-21"),
    (SUNDAY, "sidste søndag", "2026-11-15"),
    (SUNDAY, "i søndags", "2026-11-15"),
    (MONDAY, "søndag", "2026-11-22"),
    (MONDAY, "soendag", "2026-11-22"),
    (MONDAY, "tirsdag", "2026-11-17"),
    (FRIDAY, "sidste fredag", "2026-11-20"),
    (FRIDAY, "i torsdags", "2026-11-26"),
    (NEW_YEAR, "mandag", "2025-12-29"),
    (LEAP_DAY, "mandag", "2028-02-28"),
    (NEW_YEARS_EVE, "sidste torsdag", "2026-12-24"),
    # Days of a week
    (FRIDAY, "fredag i denne uge", "2026-11-27"),
    (FRIDAY, "mandag i denne uge", "2026-11-23"),
    (SUNDAY, "mandag i denne uge", "2026-11-16"),
    (MONDAY, "fredag i sidste uge", "2026-11-20"),
    (SUNDAY, "søndag sidste uge", "2026-11-15"),
    (FRIDAY, "mandag i uge 48", "2026-11-23"),
    (FRIDAY, "lørdag i uge 48", "2025-11-29"),
    (FRIDAY, "mandag i uge 1", "2025-12-29"),
    (NEW_YEAR, "mandag i uge 1", "2025-12-29"),
    (date(2027, 1, 1), "fredag i uge 53", "2027-01-01"),
    # A while ago
    (FRIDAY, "for 14 dage siden", "2026-11-13"),
    (FRIDAY, "for to uger siden", "2026-11-13"),
    (FRIDAY, "for en måned siden", "2026-10-27"),
    (date(2026, 3, 31), "for en måned siden", "2026-02-28"),
    (LEAP_DAY, "for et år siden", "2027-02-28"),
    # The end of a month or a year
    (FRIDAY, "ultimo oktober", "2026-10-31"),
    (FRIDAY, "ultimo november", "2025-11-30"),
    (LEAP_DAY, "udgangen af februar", "2028-02-29"),
    (NEW_YEARS_EVE, "årets udgang", "2026-12-31"),
    # Two days, or none
    (FRIDAY, "26-11-26", "2026-11-26"),
    (FRIDAY, "01-09-26", "2026-09-01"),
    (FRIDAY, "15-03-04", "2004-03-15"),
]

# The day that the phrase is typed on, the phrase, and the reason why it is refused.
REFUSED: list[tuple[date, str, str]] = [
    # A date with its year
    (FRIDAY, "28. november i år", IN_THE_FUTURE),
    (FRIDAY, "1. marts næste år", IN_THE_FUTURE),
    (FRIDAY, "1/12-26", IN_THE_FUTURE),
    (FRIDAY, "2026-11-28", IN_THE_FUTURE),
    # The 29th of February
    (LEAP_DAY, "29. februar sidste år", "Februar 2027 har 28 dage"),
    (FRIDAY, "1/12-25 sidste år", "kan ikke læses som en dag"),
    (LEAP_DAY - timedelta(days=1), "29. februar", "Februar 2027 har 28 dage"),
    (FRIDAY, "29. februar", "Februar 2026 har 28 dage"),
    (FRIDAY, "31. september", "September 2026 har 30 dage"),
    (FRIDAY, "2026-02-30", "Februar 2026 har 28 dage"),
    (FRIDAY, "12/13", NOT_A_DAY),
    (FRIDAY, "2026-13-01", NOT_A_DAY),
    # A weekday must fit its date.
    (FRIDAY, "fredag den 1. december", "1. december 2025 er en mandag"),
    (FRIDAY, "tirsdag d. 1/4-2026", "1. april 2026 er en onsdag"),
    # Days near today
    (FRIDAY, "i morgen", IN_THE_FUTURE),
    (FRIDAY, "i overmorgen", IN_THE_FUTURE),
    # Days of the week
    (SUNDAY, "søndag", TWO_DAYS),
    (MONDAY, "Mandag", TWO_DAYS),
    (FRIDAY, "på mandag", IN_THE_FUTURE),
    (FRIDAY, "næste fredag", IN_THE_FUTURE),
    # Days of a week
    (FRIDAY, "lørdag denne uge", IN_THE_FUTURE),
    (MONDAY, "fredag i denne uge", IN_THE_FUTURE),
    (FRIDAY, "mandag i næste uge", IN_THE_FUTURE),
    (FRIDAY, "fredag i uge 53", "2025 har 52 uger"),
    (FRIDAY, "mandag i uge 0", "2026 har 53 uger"),
    # A while ago
    (FRIDAY, "for 8 dage siden", NOT_A_DAY),
    (FRIDAY, "for et par dage siden", NOT_A_DAY),
    (FRIDAY, "om 14 dage", IN_THE_FUTURE),
    # The end of a month or a year
    (FRIDAY, "udgangen af måneden", IN_THE_FUTURE),
    # Two days, or none
    (FRIDAY, "24-12-25", "kan være 24. december 2025 eller 25. december 2024"),
    (FRIDAY, "16-03-04", "kan være 16. marts 2004 eller 4. marts 2016"),
    (FRIDAY, "1-11", NOT_A_DAY),
    (FRIDAY, "uge 48", NOT_A_DAY),
    (FRIDAY, "forrige fredag", NOT_A_DAY),
    (FRIDAY, "fredags", NOT_A_DAY),
    (FRIDAY, "november", NOT_A_DAY),
    (FRIDAY, "1. og 5. november", NOT_A_DAY),
    (FRIDAY, "1. november kl. 10", NOT_A_DAY),
    (FRIDAY, "1. aprıl", NOT_A_DAY),
    (FRIDAY, "snart", NOT_A_DAY),
    (FRIDAY, "", NOT_A_DAY),
]


@pytest.mark.parametrize(("today", "typed", "meant"), DAYS, ids=[f"{typed} on {today}" for today, typed, _ in DAYS])
def test_a_phrase_is_read_as_a_day_that_is_not_in_the_future(today: date, typed: str, meant: str) -> None:
    assert read_past_day(typed, today).isoformat() == meant


@pytest.mark.parametrize(
    ("today", "typed", "reason"), REFUSED, ids=[f"{typed} on {today}" for today, typed, _ in REFUSED]
)
def test_a_phrase_for_no_day_two_days_or_a_day_in_the_future_is_refused_with_the_reason(
    today: date, typed: str, reason: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_past_day(typed, today)
    assert reason in caught.value.message
    assert caught.value.hint.startswith("Skriv ")


def test_todays_weekday_is_refused_with_a_phrase_for_each_of_its_two_meanings() -> None:
    with pytest.raises(UsageError) as caught:
        read_past_day("søndag", SUNDAY)
    assert caught.value.hint == 'Skriv --since "i dag" eller --since "sidste søndag"'


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.integers(0, 365))
def test_a_day_as_the_program_writes_it_is_read_as_that_day(today: date, days: int) -> None:
    meant = today - timedelta(days=days)
    if meant.year >= 2000:
        for typed in (dates.date(meant), dates.weekday(meant), f"{meant.day}/{meant.month}-{meant.year}"):
            assert read_past_day(typed, today) == meant
        assert read_past_day(meant.isoformat(), today) == meant
    if days < 365 and (meant.month, meant.day) != (2, 29):
        assert read_past_day(dates.date(meant).rpartition(" ")[0], today) == meant


@given(st.text() | st.sampled_from([phrase for _, phrase, _ in [*DAYS, *REFUSED]]), st.dates())
def test_no_text_is_read_as_a_day_in_the_future_or_crashes(typed: str, today: date) -> None:
    with suppress(UsageError):
        assert read_past_day(typed, today) <= today
