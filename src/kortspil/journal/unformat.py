"""The lines of a notes file to events: what ``format`` wrote, also where somebody has edited it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from kortspil.deck import OWN_AREA_ID
from kortspil.events import (
    Arrived,
    Asked,
    Began,
    CaseRead,
    Closed,
    Departed,
    Drafted,
    Entry,
    Event,
    Extended,
    Finished,
    Kind,
    LaidBack,
    Noted,
    Opened,
    Part,
    Passed,
    Paused,
    Removed,
    Resumed,
    Reviewed,
    Skipped,
    Stayed,
    Ticked,
    Turned,
    Typed,
    Undone,
    Verdict,
    Voided,
)
from kortspil.journal.facts import unquote_path, unquote_text
from kortspil.journal.format import QUESTION
from kortspil.marktext import INDENT, decode
from kortspil.texts import notes as texts

# A typed «<» has a backslash before it, and no part of a mark has a «<» in it.
MARK_BEGINS = "<!-- kortspil "
"""What every notes file of ours holds, however damaged."""

MARK = re.compile(r" ?(?<!\\)<!-- kortspil ([^\s<]+) (\d+) ([^\s<]+) ([^\s<]+)((?: [^\s<]+)*?) -->")
"""The comment that an event ends in."""

LABEL = re.compile(r"[-*+] \*\*([^*]+):\*\* ?")
"""What a text of ours begins with."""

_LONGEST_NUMBER = 9
_FIXED_LINE = re.compile(r"(\*[^*]+\*)?")
_PLACE = re.compile(r"\*(?:.*?) (\d+) · (.*)\*$")


def event_of(mark: re.Match[str], lines: list[str]) -> tuple[str, Entry, int]:
    """The meeting, the event, and how many of the last lines before its mark are the event's.

    Raises ``KeyError`` or ``ValueError`` for what is no mark of ours.
    """
    meeting, number, kind, time, rest = mark.groups()
    if len(number) > _LONGEST_NUMBER:
        raise ValueError(number)
    at = datetime.fromisoformat(time)
    if at.tzinfo is None:
        raise ValueError(time)
    event, used = _PARSERS[kind](lines, dict(fact.split("=", 1) for fact in rest.split()))
    return meeting, Entry(int(number), at, event), used


def _block(lines: list[str], start: re.Pattern[str]) -> tuple[list[str], int]:
    # The event's own lines: from the last one that begins as such an event does. Its further lines never do.
    for back in range(1, len(lines) + 1):
        if start.match(lines[-back]):
            return lines[-back:], back
    return lines[-1:], 1


def _fixed_line(lines: list[str]) -> int:
    # How many of the last lines are the event's where it has one line that is always the same, or an empty one.
    # Anything else there was written by hand, before a mark that is not seen in a viewer.
    return int(_FIXED_LINE.fullmatch(lines[-1].strip()) is not None)


def _item_text(lines: list[str]) -> tuple[str, int]:
    own, used = _block(lines, LABEL)
    return decode([LABEL.sub("", own[0], count=1), *own[1:]]), used


_HEADING = re.compile(r"##?(?:\s+|$)")
_MEETING = re.compile(r"#(?:\s+|$)")


def _parse_opened(lines: list[str], facts: dict[str, str]) -> tuple[Opened, int]:
    own, used = _block(lines, _MEETING)
    title = group = ""
    names: list[str] = []
    participants: tuple[str, ...] = ()
    for number, line in enumerate(own):
        label = LABEL.match(line)
        if label is None:
            continue
        rest = [line[label.end() :]]
        for further in own[number + 1 :]:
            if not further.startswith(INDENT):
                break
            rest.append(further)
        if label[1] == texts.DECK_LABEL:
            title = decode(rest)
        elif label[1] == texts.AREA_LABEL:
            names.append(decode(rest))
        elif label[1] == texts.GROUP_LABEL:
            group = decode(rest)
        elif label[1] == texts.PARTICIPANTS_LABEL:
            participants = tuple(decode([name]) for name in rest[0].split(",") if name.strip())
    ids = _list(facts["areas"])
    names += ids[len(names) :]
    seed = int(facts["seed"]) if "seed" in facts else None
    areas = tuple(zip(ids, names, strict=False))
    deck = unquote_path(facts.get("deck", ""))
    minutes = _number(facts["minutes"]) if "minutes" in facts else None
    terms = (minutes, group, _turns(facts, participants), facts.get("recalls") == "1")
    opened = Opened(title, deck, areas, participants, _list(facts["cards"]), seed, facts["warmup"] == "1", *terms)
    return opened, used


def _turns(facts: dict[str, str], participants: tuple[str, ...]) -> tuple[str, ...]:
    # Somebody may have added a name to the line by hand, or taken one out.
    places = [_number(place) for place in _list(facts.get("turns", ""))]
    named = dict.fromkeys(participants[place] for place in places if place < len(participants))
    return tuple(dict.fromkeys([*named, *participants])) if "turns" in facts else ()


def _parse_turned(lines: list[str], facts: dict[str, str]) -> tuple[Turned, int]:
    question, position, name, used = _card_face(lines)
    area = facts["area"]
    name = "" if area == OWN_AREA_ID else name
    return Turned(facts["card"], position, area, name, question, _number(facts.get("until", "0"))), used


def _parse_asked(lines: list[str], facts: dict[str, str]) -> tuple[Asked, int]:
    question, position, _, used = _card_face(lines)
    return Asked(facts["card"], position, question), used


def _card_face(lines: list[str]) -> tuple[str, int, str, int]:
    own, used = _block(lines, _HEADING)
    place = _PLACE.match(own[-1])
    question = own[:-1]
    while question and not question[-1].strip():
        question.pop()
    if question:
        question[0] = _HEADING.sub("", question[0], count=1)
    position, name = (int(place[1]), decode([place[2]])) if place else (0, "")
    return decode(question), position, name, used


def _parse_noted(lines: list[str], facts: dict[str, str]) -> tuple[Noted, int]:
    text, used = _item_text(lines)
    return Noted(Kind(facts["kind"]), facts["card"], text, *_aside(facts)), used


def _aside(facts: dict[str, str]) -> tuple[str, int]:
    return unquote_text(facts.get("by", "")), _number(facts.get("replaces", "0"))


def _parse_drafted(lines: list[str], facts: dict[str, str]) -> tuple[Drafted, int]:
    text, used = _item_text(lines)
    return Drafted(_drafted_kind(facts), facts["card"], text, facts.get("hand") == "1", *_aside(facts)), used


def _parse_typed(lines: list[str], facts: dict[str, str]) -> tuple[Typed, int]:
    text = unquote_text(facts["text"])
    return Typed(_drafted_kind(facts), facts["card"], text, *_aside(facts)), _fixed_line(lines)


def _drafted_kind(facts: dict[str, str]) -> Kind | None:
    return None if facts["kind"] == QUESTION else Kind(facts["kind"])


def _parse_case(lines: list[str], facts: dict[str, str]) -> tuple[CaseRead, int]:
    title, used = _item_text(lines)
    return CaseRead(facts["case"], title, facts.get("leads") == "1"), used


def _parse_began(lines: list[str], facts: dict[str, str]) -> tuple[Began, int]:
    _, used = _block(lines, _HEADING)
    return Began(Part[facts["part"].upper()]), used


def _parse_reviewed(lines: list[str], facts: dict[str, str]) -> tuple[Reviewed, int]:
    text, used = _item_text(lines)
    return Reviewed(facts["of"], _number(facts["its"]), text, Verdict(facts["verdict"])), used


def _parse_arrived(lines: list[str], _facts: dict[str, str]) -> tuple[Arrived, int]:
    name, used = _item_text(lines)
    return Arrived(name), used


def _parse_departed(lines: list[str], _facts: dict[str, str]) -> tuple[Departed, int]:
    name, used = _item_text(lines)
    return Departed(name), used


def _parse_extended(lines: list[str], facts: dict[str, str]) -> tuple[Extended, int]:
    event = Extended(facts.get("card", ""), _number(facts["minutes"]), _number(facts["until"]))
    return event, _fixed_line(lines)


_PARSERS: dict[str, Callable[[list[str], dict[str, str]], tuple[Event, int]]] = {
    "opened": _parse_opened,
    "turned": _parse_turned,
    "asked": _parse_asked,
    "finished": lambda lines, facts: (Finished(facts["card"]), _fixed_line(lines)),
    "skipped": lambda lines, facts: (Skipped(facts["card"]), _fixed_line(lines)),
    "laidback": lambda lines, facts: (LaidBack(facts["card"]), _fixed_line(lines)),
    "noted": _parse_noted,
    "drafted": _parse_drafted,
    "typed": _parse_typed,
    "caseread": _parse_case,
    "removed": lambda lines, facts: (Removed(_number(facts["of"])), _fixed_line(lines)),
    "stayed": lambda lines, facts: (Stayed(_number(facts["of"])), _fixed_line(lines)),
    "began": _parse_began,
    "reviewed": _parse_reviewed,
    "passed": lambda lines, facts: (Passed(unquote_text(facts["name"])), _fixed_line(lines)),
    "arrived": _parse_arrived,
    "departed": _parse_departed,
    "extended": _parse_extended,
    "undone": lambda lines, facts: (Undone(_number(facts["of"])), _fixed_line(lines)),
    "voided": lambda lines, facts: (Voided(_number(facts["of"])), _fixed_line(lines)),
    "ticked": lambda lines, _facts: (Ticked(), _fixed_line(lines)),
    "paused": lambda lines, facts: (Paused(facts.get("break") == "1"), _fixed_line(lines)),
    "resumed": lambda lines, _facts: (Resumed(), _fixed_line(lines)),
    "closed": lambda lines, _facts: (Closed(), _fixed_line(lines)),
}


def _number(fact: str) -> int:
    # Python reads no more than so many digits, and counts none below zero.
    if not fact.isdecimal() or len(fact) > _LONGEST_NUMBER:
        raise ValueError(fact)
    return int(fact)


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
