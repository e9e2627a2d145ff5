"""The lines of a notes file to events."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from kortspil.deck import OWN_AREA_ID
from kortspil.events import (
    Asked,
    CaseRead,
    Closed,
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    LaidBack,
    Noted,
    Opened,
    Skipped,
    Turned,
    Undone,
)
from kortspil.journal.format import QUESTION
from kortspil.journal.model import Journal, Meeting
from kortspil.marktext import INDENT, decode
from kortspil.texts import notes as texts

# A typed «<» has a backslash before it, and no part of a mark has a «<» in it.
_MARK = re.compile(r" ?(?<!\\)<!-- kortspil ([^\s<]+) (\d+) ([^\s<]+) ([^\s<]+)((?: [^\s<]+)*?) -->")
_TORN_MARK = re.compile(r"(?<!\\)<!-- kortspil [^<>]*$")
_LABEL = re.compile(r"[-*+] \*\*([^*]+):\*\* ?")
_PLACE = re.compile(r"\*(?:.*?) (\d+) · (.*)\*$")


def parse(text: str) -> Journal:
    """What a notes file says. Any text can be parsed; what is not an event of ours is left where it stands."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(number, line)
    return reader.journal()


def parse_bytes(data: bytes) -> Journal:
    """``parse`` for a file's bytes: bytes that are no UTF-8 spoil no more than the words they stand in."""
    return parse(data.decode("utf-8-sig", "replace"))


class _Reader:
    def __init__(self) -> None:
        self._opened: dict[str, tuple[datetime, Opened]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._closed: set[str] = set()
        self._latest: str | None = None
        self._waiting: list[str] = []
        self._unreadable: list[int] = []

    def take(self, number: int, line: str) -> None:
        at = 0
        for mark in _MARK.finditer(line):
            self._waiting.append(line[at : mark.start()])
            at = mark.end()
            try:
                meeting, entry, used = _event(mark, self._waiting)
            except (KeyError, ValueError):
                self._unreadable.append(number)
                continue
            before, self._waiting = self._waiting[:-used], []
            self._add(meeting, entry, before)
        # The whole line, or what somebody wrote behind a mark.
        self._waiting.append(line[at:])

    def journal(self) -> Journal:
        self._keep_handwriting(self._waiting)
        meetings = [Meeting(key, *self._opened[key], tuple(self._entries[key])) for key in self._opened]
        return Journal(tuple(meetings), tuple(self._unreadable))

    def _add(self, meeting: str, entry: Entry, before: list[str]) -> None:
        self._keep_handwriting(before)
        if isinstance(entry.event, Opened):
            self._opened[meeting] = entry.at, entry.event
            self._entries.setdefault(meeting, [])
        else:
            self._entries.setdefault(meeting, []).append(entry)
        self._latest = meeting
        if isinstance(entry.event, Closed):
            self._closed.add(meeting)

    def _keep_handwriting(self, lines: list[str]) -> None:
        bare = [_TORN_MARK.sub("", line) for line in lines]
        text = decode([line for line in bare if line.strip()])
        entries = self._entries.get(self._latest or "")
        if text.strip() and entries is not None and self._latest in self._opened and self._latest not in self._closed:
            at = entries[-1].at if entries else self._opened[self._latest][0]
            entries.append(Entry(0, at, Handwritten(text)))


def _event(mark: re.Match[str], lines: list[str]) -> tuple[str, Entry, int]:
    # The meeting, the event, and how many of the last lines are the event's. Raises for what is no mark of ours.
    meeting, number, kind, time, rest = mark.groups()
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


def _item_text(lines: list[str]) -> tuple[str, int]:
    own, used = _block(lines, _LABEL)
    return decode([_LABEL.sub("", own[0], count=1), *own[1:]]), used


_HEADING = re.compile(r"##?(?:\s+|$)")
_MEETING = re.compile(r"#(?:\s+|$)")


def _parse_opened(lines: list[str], facts: dict[str, str]) -> tuple[Opened, int]:
    own, used = _block(lines, _MEETING)
    title = ""
    names: list[str] = []
    participants: tuple[str, ...] = ()
    for number, line in enumerate(own):
        label = _LABEL.match(line)
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
        elif label[1] == texts.PARTICIPANTS_LABEL:
            participants = tuple(decode([name]) for name in rest[0].split(",") if name.strip())
    ids = _list(facts["areas"])
    names += ids[len(names) :]
    seed = int(facts["seed"]) if "seed" in facts else None
    areas = tuple(zip(ids, names, strict=False))
    deck = _unquote(facts.get("deck", ""))
    return Opened(title, deck, areas, participants, _list(facts["cards"]), seed, facts["warmup"] == "1"), used


def _parse_turned(lines: list[str], facts: dict[str, str]) -> tuple[Turned, int]:
    question, position, name, used = _card_face(lines)
    area = facts["area"]
    return Turned(facts["card"], position, area, "" if area == OWN_AREA_ID else name, question), used


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
    return Noted(Kind(facts["kind"]), facts["card"], text), used


def _parse_drafted(lines: list[str], facts: dict[str, str]) -> tuple[Drafted, int]:
    text, used = _item_text(lines)
    kind = None if facts["kind"] == QUESTION else Kind(facts["kind"])
    return Drafted(kind, facts["card"], text), used


def _parse_case(lines: list[str], facts: dict[str, str]) -> tuple[CaseRead, int]:
    title, used = _item_text(lines)
    return CaseRead(facts["case"], title), used


_PARSERS: dict[str, Callable[[list[str], dict[str, str]], tuple[Event, int]]] = {
    "opened": _parse_opened,
    "turned": _parse_turned,
    "asked": _parse_asked,
    "finished": lambda _lines, facts: (Finished(facts["card"]), 1),
    "skipped": lambda _lines, facts: (Skipped(facts["card"]), 1),
    "laidback": lambda _lines, facts: (LaidBack(facts["card"]), 1),
    "noted": _parse_noted,
    "drafted": _parse_drafted,
    "caseread": _parse_case,
    "undone": lambda _lines, facts: (Undone(int(facts["of"])), 1),
    "closed": lambda _lines, _facts: (Closed(), 1),
}


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _unquote(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text, errors="surrogatepass") if text else ""
