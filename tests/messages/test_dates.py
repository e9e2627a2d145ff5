"""Dates, times, amounts and the errors of the operating system, written in Danish."""

from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta

import pytest

from kortspil.messages.dates import clock, count, date, duration, moment, number, weekday
from kortspil.messages.os_errors import reason

AT = datetime(2026, 11, 22, 10, 30)


def test_a_moment_is_written_in_danish() -> None:
    assert moment(AT) == "22. november 2026 kl. 10.30"
    assert date(AT.replace(day=1)) == "1. november 2026"
    assert clock(AT.replace(hour=9, minute=5)) == "kl. 9.05"
    assert clock(AT.replace(hour=0, minute=0)) == "kl. 0.00"


def test_every_month_has_its_danish_name_in_lower_case() -> None:
    names = [date(AT.replace(month=month)).split()[1] for month in range(1, 13)]
    assert " ".join(names) == (
        "januar februar marts april maj juni juli august september oktober november december"
    )  # fmt: skip


def test_a_date_is_written_with_its_weekday() -> None:
    assert weekday(AT) == "søndag den 22. november 2026"
    names = [weekday(AT + timedelta(days=days)).split()[0] for days in range(1, 7)]
    assert names == ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"]


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (999, "999"), (1000, "1.000"), (1712, "1.712"), (1234567, "1.234.567")]
)
def test_thousands_are_separated_by_a_full_stop(value: int, written: str) -> None:
    assert number(value) == written


def test_only_the_number_one_takes_the_singular() -> None:
    assert [count(value, "kursus", "kurser") for value in (0, 1, 2, 1001)] == [
        "0 kurser", "1 kursus", "2 kurser", "1.001 kurser",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-7200, "under 1 minut"),
        (0, "under 1 minut"),
        (59.9, "under 1 minut"),
        (60, "1 minut"),
        (119, "1 minut"),
        (120, "2 minutter"),
        (3600, "1 time"),
        (3660, "1 time og 1 minut"),
        (2 * 3600 + 12 * 60 + 59, "2 timer og 12 minutter"),
        (30 * 3600, "30 timer"),
    ],
)
def test_a_duration_is_written_in_hours_and_minutes(seconds: float, said: str) -> None:
    assert duration(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "disken er fuld"),
        (errno.EACCES, "der er ikke adgang"),
        (errno.ENOENT, "mappen findes ikke"),
        (errno.EROFS, "drevet er skrivebeskyttet"),
        (9999, "systemets fejl nr. 9999"),
    ],
)
def test_the_reason_of_an_error_is_in_danish(code: int, said: str) -> None:
    assert reason(OSError(code, os.strerror(code))) == said


def test_no_error_of_the_system_is_shown_in_english() -> None:
    for code in errno.errorcode:
        assert os.strerror(code).lower() not in reason(OSError(code, os.strerror(code))), errno.errorcode[code]
