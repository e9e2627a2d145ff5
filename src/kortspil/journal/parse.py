"""The lines of a notes file to events."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from kortspil.deck import OWN_AREA_ID, WARMUP_ID
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
    Paused,
    Resumed,
    Skipped,
    Turned,
    Typed,
    Undone,
    Voided,
)
from kortspil.journal.facts import unquote_path, unquote_text
from kortspil.journal.format import QUESTION
from kortspil.journal.model import Journal, Meeting
from kortspil.marktext import INDENT, decode
from kortspil.texts import notes as texts

# A typed «<» has a backslash before it, and no part of a mark has a «<» in it.
_MARK = re.compile(r" ?(?<!\\)<!-- kortspil ([^\s<]+) (\d+) ([^\s<]+) ([^\s<]+)((?: [^\s<]+)*?) -->")
_TORN_MARK = re.compile(r"(?<!\\)<!-- kortspil [^<>]*$")
_LABEL = re.compile(r"[-*+] \*\*([^*]+):\*\* ?")
_FIXED_LINE = re.compile(r"(\*[^*]+\*)?")
_PLACE = re.compile(r"\*(?:.*?) (\d+) · (.*)\*$")


def parse(text: str) -> Journal:
    """What a notes file says. Any text can be parsed; what is not an event of ours is left where it stands."""
    return _read(text).journal()


def parse_bytes(data: bytes) -> Journal:
    """``parse`` for a file's bytes: bytes that are no UTF-8 spoil no more than the words they stand in.

    A file that an editor saved as UTF-16 begins with a mark of that, and is read too.
    """
    coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return parse(data.decode(coding, "replace"))


def without(text: str, meeting: str) -> str:
    """A notes file's text without a meeting: every other character stays as it is."""
    return "".join(piece.raw for piece in _read(text).pieces() if piece.owner != meeting)


class _Piece(NamedTuple):
    """A part of the file: the line or the part of one that an event is read from, and all its characters. ``owner``
    is the meeting that it belongs to, "" where it belongs to none."""

    line: str
    raw: str
    owner: str = ""


def _read(text: str) -> _Reader:
    reader = _Reader()
    # Not ``splitlines``, which knows more line ends than a notes file has.
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        reader.take(number, line + "\n" * (number < len(lines)))
    return reader


class _Reader:
    def __init__(self) -> None:
        self._opened: dict[str, tuple[datetime, Opened]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._closed: set[str] = set()
        self._latest = ""
        self._waiting: list[_Piece] = []
        self._done: list[_Piece] = []
        self._unreadable: list[int] = []

    def take(self, number: int, line: str) -> None:
        bare = line.removesuffix("\n")
        at = 0
        for mark in _MARK.finditer(bare):
            self._waiting.append(_Piece(bare[at : mark.start()], bare[at : mark.end()]))
            at = mark.end()
            try:
                meeting, entry, used = _event(mark, [piece.line for piece in self._waiting])
            except (KeyError, ValueError):
                self._unreadable.append(number)
                continue
            first = len(self._waiting) - used
            before, own, self._waiting = self._waiting[:first], self._waiting[first:], []
            self._keep_handwriting(before)
            self._done += own
            # The last of them holds the mark, whoever wrote the words before it.
            at_least = -max(used, 1)
            self._done[at_least:] = [piece._replace(owner=meeting) for piece in self._done[at_least:]]
            self._add(meeting, entry)
        if at and at == len(bare) and not self._waiting:
            self._done.append(_Piece("", line[at:], self._latest))
        else:
            # The whole line, or what somebody wrote behind a mark.
            self._waiting.append(_Piece(bare[at:], line[at:]))

    def journal(self) -> Journal:
        self._end()
        meetings = [Meeting(key, *self._opening(key), tuple(self._entries[key])) for key in self._entries]
        return Journal(tuple(meetings), tuple(self._unreadable))

    def pieces(self) -> list[_Piece]:
        self._end()
        return self._done

    def _end(self) -> None:
        self._keep_handwriting(self._waiting)
        self._waiting = []

    def _add(self, meeting: str, entry: Entry) -> None:
        entries = self._entries.setdefault(meeting, [])
        if isinstance(entry.event, Opened):
            self._opened[meeting] = entry.at, entry.event
        else:
            entries.append(entry)
        self._latest = meeting
        if isinstance(entry.event, Closed):
            self._closed.add(meeting)
        else:
            self._closed.discard(meeting)

    def _keep_handwriting(self, before: list[_Piece]) -> None:
        owner = "" if self._latest in self._closed else self._latest
        self._done += [piece._replace(owner=owner) for piece in before]
        bare = [_TORN_MARK.sub("", piece.line) for piece in before]
        text = decode([line for line in bare if line.strip()])
        if text.strip() and owner:
            entries = self._entries[owner]
            at = entries[-1].at if entries else self._opened[owner][0]
            entries.append(Entry(0, at, Handwritten(text)))

    def _opening(self, meeting: str) -> tuple[datetime, Opened]:
        if meeting in self._opened:
            return self._opened[meeting]
        # Somebody took its first lines out of the file. What was said at it stands, and it is told by what is left.
        entries = self._entries[meeting]
        turned = [entry.event for entry in entries if isinstance(entry.event, Turned)]
        areas = {event.area: event.area_name for event in turned if event.area != OWN_AREA_ID}
        dealt = dict.fromkeys(event.card for event in turned if event.area != OWN_AREA_ID)
        is_warmed_up = any(getattr(entry.event, "card", "") == WARMUP_ID for entry in entries)
        return entries[0].at, Opened("", "", tuple(areas.items()), (), tuple(dealt), None, is_warmed_up)


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


def _fixed_line(lines: list[str]) -> int:
    # How many of the last lines are the event's where it has one line that is always the same, or an empty one.
    # Anything else there was written by hand, before a mark that is not seen in a viewer.
    return int(_FIXED_LINE.fullmatch(lines[-1].strip()) is not None)


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
    deck = unquote_path(facts.get("deck", ""))
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
    return Drafted(_drafted_kind(facts), facts["card"], text, facts.get("hand") == "1"), used


def _parse_typed(lines: list[str], facts: dict[str, str]) -> tuple[Typed, int]:
    return Typed(_drafted_kind(facts), facts["card"], unquote_text(facts["text"])), _fixed_line(lines)


def _drafted_kind(facts: dict[str, str]) -> Kind | None:
    return None if facts["kind"] == QUESTION else Kind(facts["kind"])


def _parse_case(lines: list[str], facts: dict[str, str]) -> tuple[CaseRead, int]:
    title, used = _item_text(lines)
    return CaseRead(facts["case"], title), used


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
    "undone": lambda lines, facts: (Undone(int(facts["of"])), _fixed_line(lines)),
    "voided": lambda lines, facts: (Voided(int(facts["of"])), _fixed_line(lines)),
    "paused": lambda lines, _facts: (Paused(), _fixed_line(lines)),
    "resumed": lambda lines, _facts: (Resumed(), _fixed_line(lines)),
    "closed": lambda lines, _facts: (Closed(), _fixed_line(lines)),
}


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
