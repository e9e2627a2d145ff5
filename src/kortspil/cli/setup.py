"""The questions before a meeting: the areas, the participants, the length and a case."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from kortspil.cli import resolve
from kortspil.cli.options import PlayOptions
from kortspil.cli.prompts import tell
from kortspil.deck.case_choice import choose
from kortspil.deck.model import Area, Case
from kortspil.meeting.clock import LENGTHS
from kortspil.messages import plain as aloud
from kortspil.messages import setup as texts
from kortspil.messages.dates import AND
from kortspil.system import streams
from kortspil.text import names as participant_names
from kortspil.text.matching import Found, find, fold_answer

Answer = TypeVar("Answer")


class Prepared(NamedTuple):
    """The answers.

    ``areas`` are ids in the deck's order; an empty tuple means all areas. ``minutes`` is ``None`` if no time is set.
    ``case`` is the name of a case or "".
    """

    areas: tuple[str, ...]
    participants: tuple[str, ...]
    minutes: int | None
    case: str


class Misunderstood(NamedTuple):
    """An answer that cannot be used, with a sentence that says why, and how to answer instead."""

    sentence: str


def prepared(wanted: PlayOptions) -> PlayOptions:
    """Ask the questions and return ``wanted`` with the answers. Raises what loading the deck and the cases raises."""
    deck = resolve.deck(wanted.deck)
    answers = ask(streams.line_reader(aloud.PLAIN_PROMPT), tell, deck.areas, resolve.cases())
    return wanted._replace(**answers._asdict())


def ask(
    read_line: Callable[[], str | None], say: Callable[[str], None], areas: Sequence[Area], cases: Sequence[Case]
) -> Prepared:
    """Ask the questions one after another, but skip a question with nothing to choose between.

    ``read_line`` returns the next line without its end, or ``None`` at the end of the input. The questions
    that are left then get their default answers. ``say`` prints a sentence.
    """
    questions = _Questions(read_line, say)
    say(texts.INTRODUCTION)
    return Prepared(
        areas=_ask_areas(questions, areas) if len(areas) > 1 else (),
        participants=questions.ask([texts.PARTICIPANTS], texts.NONE, participants, ()),
        minutes=questions.ask([texts.MINUTES], texts.NO_TIME, minutes, None),
        case=_ask_case(questions, cases) if cases else "",
    )


class _Questions:
    def __init__(self, read_line: Callable[[], str | None], say: Callable[[str], None]) -> None:
        self._read_line = read_line
        self._say = say
        self._is_over = False

    def ask(
        self,
        lines: Sequence[str],
        usual: frozenset[str],
        understand: Callable[[str], Answer | Misunderstood],
        default: Answer,
    ) -> Answer:
        """Ask until an answer can be used. An empty line and the ``usual`` words mean ``default``."""
        for said in () if self._is_over else ("", *lines):
            self._say(said)
        # A terminal can be read again after Ctrl+D, but with Ctrl+D the user asked for no more questions.
        while not self._is_over:
            line = self._read_line()
            self._is_over = line is None
            typed = (line or "").strip()
            if not typed or fold_answer(typed) in usual:
                break
            answer = understand(typed)
            if not isinstance(answer, Misunderstood):
                return answer
            self._say(answer.sentence)
        return default


def _ask_areas(questions: _Questions, areas: Sequence[Area]) -> tuple[str, ...]:
    listed = [texts.area(number, area.name, len(area.cards)) for number, area in enumerate(areas, start=1)]
    return questions.ask([texts.AREAS, *listed], texts.ALL, lambda typed: areas_in(typed, areas), ())


def _ask_case(questions: _Questions, cases: Sequence[Case]) -> str:
    listed = [texts.case(number, case.department, case.title) for number, case in enumerate(cases, start=1)]
    return questions.ask([texts.CASE, *listed], texts.NONE, lambda typed: case_in(typed, cases), "")


# --- What an answer means

_RANGE = re.compile(r"(\d{1,4})\.? *[-–] *(\d{1,4})\.?")
_NUMBERS = re.compile(rf"\d{{1,4}}\.?(?: +(?:{AND} +)?\d{{1,4}}\.?)*")


def areas_in(typed: str, areas: Sequence[Area]) -> tuple[str, ...] | Misunderstood:
    """Return the ids of the typed areas, named by number or by name, in the deck's order."""
    names = {area.id: (area.name,) for area in areas}
    chosen: set[str] = set()
    for piece in filter(None, map(str.strip, re.split("[,;]", typed))):
        numbers = _numbers(piece)
        wrong = next((number for number in numbers or () if not 1 <= number <= len(areas)), None)
        found = find(piece, names) if numbers is None else None
        if wrong is not None:
            return Misunderstood(texts.no_such_number(wrong, len(areas)))
        if numbers is not None:
            chosen |= {areas[number - 1].id for number in numbers}
        elif isinstance(found, Found):
            chosen.add(found.key)
        else:
            near = [name for key in (found.near if found else ()) for name in names[key]]
            return Misunderstood(texts.no_such_area(piece, near, len(areas)))
    return tuple(area.id for area in areas if area.id in chosen)


def _numbers(piece: str) -> list[int] | None:
    span = _RANGE.fullmatch(piece)
    if span:
        first, last = sorted((int(span[1]), int(span[2])))
        return [first, last, *range(first, last)]
    return [int(number) for number in re.findall(r"\d+", piece)] if _NUMBERS.fullmatch(piece) else None


def participants(typed: str) -> tuple[str, ...] | Misunderstood:
    """Split the typed names at commas. Return ``Misunderstood`` if two names are the same."""
    found = participant_names.names(typed)
    again = participant_names.twice(found)
    return Misunderstood(texts.same_name(again)) if again else found


def case_in(typed: str, cases: Sequence[Case]) -> str | Misunderstood:
    """Return the name of the case that a typed number, name, department or title means."""
    found = choose(cases, typed)
    if isinstance(found, Case):
        return found.name
    near = [case.department for case in cases if case.name in found.near]
    return Misunderstood(texts.no_such_case(typed, near, len(cases)))


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# A digit may directly follow a unit: «1t30» is an hour and a half.
_END = r"(?![^\W\d])"
_NUMBER = rf"\d{{1,4}}(?:[.,]\d)?½?|½|(?:{_either(list(texts.NUMBERS))}){_END}"
_LENGTH = re.compile(
    rf"(?:(?P<hours>{_NUMBER}) ?(?:{_either(texts.HOURS)}){_END}\.?)?"
    rf"(?: ?(?:{AND} )?(?P<quarters>{_NUMBER}) ?(?:{_either(texts.QUARTERS)}){_END})?"
    rf"(?: ?(?:{AND} )?(?:(?P<minutes>{_NUMBER}) ?(?:{_either(texts.MINUTE_WORDS)}){_END}\.?"
    r"|(?P<bare>\d{1,4})))?"
)
_CLOCK = re.compile(r"(\d{1,2})[:.]([0-5]\d)")
# A number as small as these, without a unit, may be hours or minutes.
_NO_UNIT = range(1, 10)
_MINUTES = {"hours": 60, "quarters": 15, "minutes": 1, "bare": 1}


def minutes(typed: str) -> int | Misunderstood:
    """Return a typed length in minutes: «60», «60 min», «1 time», «1½ time», «1:30», «en time og et kvarter»."""
    said = " ".join(typed.casefold().split())
    if said.isdecimal() and int(said[:9]) in _NO_UNIT:
        return Misunderstood(texts.NO_UNIT)
    clock = _CLOCK.fullmatch(said)
    match = _LENGTH.fullmatch(said)
    parts = {unit: _amount(text) for unit, text in match.groupdict().items() if text} if match else {}
    if clock:
        length = int(clock[1]) * 60.0 + int(clock[2])
    elif parts:
        length = sum(amount * _MINUTES[unit] for unit, amount in parts.items())
    else:
        return Misunderstood(texts.no_time(typed))
    if length != round(length):
        return Misunderstood(texts.no_time(typed))
    return round(length) if round(length) in LENGTHS else Misunderstood(texts.NO_LENGTH)


def _amount(text: str) -> float:
    if text in texts.NUMBERS:
        return texts.NUMBERS[text]
    half = 0.5 if text.endswith("½") else 0.0
    return float(text.rstrip("½").replace(",", ".") or 0) + half
