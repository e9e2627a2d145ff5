"""Read from the text of an agreement who does it, and when.

A day that is not certain is left out, because the minutes would state it as a fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from kortspil.messages import date_words as when
from kortspil.minutes.day_patterns import danish, skip
from kortspil.minutes.due_dates import Day, Sort, read_day, read_interval

# In characters: how much of a text to search, and how much to look at before a day.
_WINDOW = 120
_BEFORE = 40
_MOST_UNCLEAR_WORDS = 6
_LONGEST_NAME = 100
# The mentions of a time to look at: more than the words of one day can hold.
_MOST_TIMES = 5


class AgreementDetails(NamedTuple):
    """The names in an agreement, without their @, and its due date or ``None``.

    ``unclear`` is the words that mention a time but no certain day, or "".
    """

    who: tuple[str, ...] = ()
    due: date | None = None
    unclear: str = ""


def read(text: str, participants: Sequence[str], said: date) -> AgreementDetails:
    """Read the names and the due date in the text of an agreement. Any text is accepted.

    A name follows an @. It is one word, or the whole name of a participant. A participant's name is returned as it is
    spelt in ``participants``.
    ``said`` is the day of the agreement: a date without a year is the first one on or after it.
    """
    whole = unicodedata.normalize("NFC", text)
    who: dict[str, str] = {}
    ends = []
    for name, end in _names(whole, participants):
        who.setdefault(name.casefold(), name)
        ends.append(end)
    return AgreementDetails(tuple(who.values()), *_Search(whole, said, ends).when())


def _names(text: str, participants: Sequence[str]) -> Iterator[tuple[str, int]]:
    # Yields each name, and the index after it.
    if "@" not in text:
        return
    short = (" ".join(_nfc(known).split()) for known in participants if len(known) <= _LONGEST_NAME)
    spelt = {name.casefold(): name for name in short if name}
    longest_first = sorted(spelt.values(), key=len, reverse=True)
    whole = "".join(r"\s{1,3}".join(map(re.escape, name.split())) + r"(?![-\w])|" for name in longest_first)
    # Skips e-mail addresses, which have a character before the @, and domains, which have a full stop inside.
    word = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
    for found in re.finditer(rf"(?<![\w@])@({whole}{word})(?![\w@])", text, re.IGNORECASE):
        if text[found.end() : found.end() + 1] == "." and text[found.end() + 1 : found.end() + 2].islower():
            continue
        name = " ".join(found[1].split())
        yield spelt.get(name.casefold(), name), found.end()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class _Search:
    # Looks for the day after a word such as «senest», then after a name, then in the rest of the text.

    def __init__(self, text: str, said: date, name_ends: list[int]) -> None:
        self._text = text
        self._said = said
        self._name_ends = name_ends
        self._end = len(text.rstrip(" \t\n.,;:!?)…»"))
        self._times: list[tuple[int, int]] | None = None

    def when(self) -> tuple[date | None, str]:
        """Return the day or ``None``, and the words that mention a time but no certain day, or ""."""
        for days in (self._deadlines(), self._after_names(), self._in_running_text()):
            found = list(days)
            certain = {day for day in found if isinstance(day, date)}
            if certain:
                return (certain.pop() if len(certain) == 1 else None), ""
            if found:
                return None, str(found[0])
        return None, ""

    def _deadlines(self) -> Iterator[date | str]:
        for lead in _patterns().deadline.finditer(self._text):
            if lead["before"] and self._follows(_patterns().apart, lead.start()):
                continue
            day = read_day(self._text, lead.end(), self._said)
            if day is None and lead["before"]:
                # «inden 14 dage», «inden for en uge»
                place = skip(_patterns().within, self._text, lead.end())
                day = read_interval(self._text, place, self._said, is_led=True)
            if day is not None and self._is_clear(day, lead.end()) and self._is_a_date(day):
                yield day.at
            elif not lead["fixed"] and (unclear := _unclear(self._text, lead.end())):
                yield unclear

    def _after_names(self) -> Iterator[date | str]:
        for end in self._name_ends:
            place = skip(_patterns().after_name, self._text, end)
            day = read_day(self._text, place, self._said)
            if day is None or not self._is_clear(day, place) or day.sort is Sort.POINTED:
                if _patterns().time_after_name.match(self._text, place) and (unclear := _unclear(self._text, place)):
                    yield unclear
            elif day.sort is not Sort.FRACTION:
                yield day.at

    def _in_running_text(self) -> Iterator[date]:
        for lead in _patterns().lead.finditer(self._text):
            place = lead.end() if lead["word"] else lead.start()
            day = self._loose(place)
            if day is None or self._is_not_due(lead.start()):
                continue
            is_led = {
                Sort.DATE: True,
                Sort.NUMBERS: lead["dated"],
                Sort.INTERVAL: not lead["word"] and self._is_at_a_pause(day.end),
                Sort.WEEKDAY: lead["on"] or (lead["to"] and self._name_ends),
            }
            if is_led.get(day.sort):
                yield day.at
        for word in _patterns().word.finditer(self._text, max(0, self._end - _WINDOW), self._end):
            day = self._loose(word.start())
            if day is None or day.end < self._end:
                continue
            if day.sort in (Sort.DATE, Sort.NEAR, Sort.INTERVAL) or (day.sort is Sort.WEEKDAY and self._name_ends):
                yield day.at

    def _loose(self, place: int) -> Day | None:
        # No word says that this day is the due date, so it must not look like the day of something else.
        day = read_day(self._text, place, self._said)
        if day is None or day.is_just_past or day.at < self._said:
            return None
        return day if self._is_clear(day, place) and not self._is_not_due(place) else None

    # --- The words around a day

    def _is_clear(self, day: Day, start: int) -> bool:
        # A day that is counted from another one, such as «fredag», is unclear if the text also mentions other times.
        return not day.is_relative or not self._has_other_times(start, day.end)

    def _has_other_times(self, start: int, end: int) -> bool:
        if self._times is None:
            found = islice(_patterns().other_times.finditer(self._text), _MOST_TIMES)
            self._times = [time.span() for time in found]
        return any(last <= start or first >= end for first, last in self._times)

    def _is_a_date(self, day: Day) -> bool:
        # «1/2» and «1.12» may be other numbers unless a pause follows.
        return day.sort not in (Sort.FRACTION, Sort.POINTED) or self._is_at_a_pause(day.end)

    def _is_not_due(self, start: int) -> bool:
        return self._follows(_patterns().not_due, start)

    def _follows(self, pattern: re.Pattern[str], start: int) -> bool:
        return pattern.search(self._text[max(0, start - _BEFORE) : start]) is not None

    def _is_at_a_pause(self, end: int) -> bool:
        return end >= self._end or _patterns().pause.match(self._text, end) is not None


def _unclear(text: str, place: int) -> str:
    # Returns the words up to the last one that mentions a time, or "".
    place = skip(_patterns().unquoted, text, place)
    part = _patterns().stop.split(text[place : place + _WINDOW], maxsplit=1)[0]
    if _patterns().bare_day.fullmatch(part):
        return part.strip()
    words = part.split()[:_MOST_UNCLEAR_WORDS]
    last = max((number for number, word in enumerate(words) if _patterns().time.fullmatch(word)), default=-1)
    kept = " ".join(words[: last + 1])
    rest = " ".join(["", *words[last + 1 :]])
    # «uge 49», «fredag den 11.»
    number = rest[: skip(_patterns().numbers, rest, 0)]
    return kept and (kept + number if number else kept.rstrip("."))


# --- The grammar


class _Patterns(NamedTuple):
    deadline: re.Pattern[str]
    within: re.Pattern[str]
    apart: re.Pattern[str]
    after_name: re.Pattern[str]
    time_after_name: re.Pattern[str]
    lead: re.Pattern[str]
    word: re.Pattern[str]
    not_due: re.Pattern[str]
    other_times: re.Pattern[str]
    pause: re.Pattern[str]
    unquoted: re.Pattern[str]
    stop: re.Pattern[str]
    bare_day: re.Pattern[str]
    numbers: re.Pattern[str]
    time: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    # Compiled when the first agreement is read, because most commands read none.
    clock = rf"(?:(?:{when.CLOCK}),?\s+)?"
    dated = rf"\d{{1,2}}\.?\s?{when.MONTH}|\d{{1,2}}/\d{{1,2}}|(?:{when.DATED})\d"
    joined = rf"(?:\d\.?|{when.MONTH}\.?|{when.WEEKDAY})\s*(?:(?:{when.FURTHER})\s|[-–—])"
    return _Patterns(
        deadline=danish(
            rf"(?<![\w@])(?:{when.LATEST}|(?P<before>{when.BEFORE})|(?P<fixed>{when.FIXED}))\b:?\s+"
            rf"(?:(?:{when.LEADS_ON})\s+){{0,2}}{clock}"
        ),
        within=danish(rf"(?:(?:{when.WITHIN})\s+)?"),
        apart=danish(rf"\b{when.APART}\s+$"),
        after_name=danish(rf"\s*[,:;(–-]?\s*(?:(?:{when.LEADS_ON})\s+){{0,2}}{clock}"),
        time_after_name=danish(
            rf"(?:(?:{when.IN}|{when.FROM_NOW})\s+)?(?:(?:{when.TIMES_AFTER_NAME})\b|{when.WEEKDAY}|{when.MONTH}|\d{{1,2}}\.?\s*{when.MONTH})"
            rf"|{when.FROM_NOW}\s+(?:\d|{when.NUMBER}|{when.SOME})"
        ),
        lead=danish(
            rf"(?<![\w@])(?:(?P<dated>(?:{when.WEEKDAY},?\s+)?(?:{when.DATED}))"
            rf"|(?P<word>(?P<on>{when.ON})|(?P<to>{when.TO})|{when.FROM})\s+|(?={when.FROM_NOW}\s))"
        ),
        word=danish(r"(?<![\w./:,@'’–—-])\w"),
        not_due=danish(rf"(?:(?<!\w)(?:{when.NOT_DUE})|{joined}|{when.WEEKDAY},?(?:\s+(?:{when.DATED})?)?)\s*$"),
        other_times=danish(rf"(?<!\w)(?:{dated}|{when.WEEKDAY}|(?:{when.OTHER_TIMES})\b)"),
        pause=danish(rf"\s*(?:[.,;:!?)@\n]|{when.AND_AT}\s+@)"),
        unquoted=danish(rf"(?:{when.UNQUOTED})?"),
        stop=danish(rf"[,;:!?()\n@»«]|\.\s+(?={when.CAPITAL})"),
        bare_day=danish(rf"(?:{when.DATED})?\d{{1,2}}\.?\s*"),
        numbers=danish(rf"(?:\s(?:(?:{when.DATED})\d{{1,2}}\.?|\d(?:[\d.:/-]*\d)?))*"),
        time=danish(rf"(?:{when.TIMES}|{when.WEEKDAY}|{when.MONTH}|\d{{1,2}}[./-]\d{{1,2}}\S*|20\d\d)\.?"),
    )
