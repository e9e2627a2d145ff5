"""Write an event as lines of a notes file, and read it from them, even after they were edited by hand.

``_CODECS`` at the end of the module is the table of all events. A new event needs one row in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple

from kortspil.deck.model import OWN_AREA_ID
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Autosaved,
    Began,
    CaseRead,
    Closed,
    Departed,
    Draft,
    Drafted,
    Entry,
    Event,
    Extended,
    Finished,
    Heartbeat,
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
    Subject,
    Turned,
    Undone,
    Verdict,
    Voided,
)
from kortspil.notes import words
from kortspil.notes.mark import (
    Facts,
    format_mark,
    quote_path,
    quote_text,
    read_list,
    read_mark,
    read_number,
    unquote_path,
    unquote_text,
)
from kortspil.text.markdown import INDENT, decode, encode, encode_on_one_line

LABEL = re.compile(r"[-*+] \*\*([^*]+):\*\* ?")
"""The beginning of a text: a list item with a label."""

_Written = tuple[list[str], Mapping[str, str | int]]
_Read = tuple[Event, int]


class _Codec(NamedTuple):
    """How one type of event is written and read.

    ``name`` is the name of the event in its mark. ``write`` takes the event and its time, and returns its lines and its
    facts; the mark is put after the last line. ``read`` takes the lines before a mark and its facts, and returns the
    event and how many of the last lines belong to it. It raises ``KeyError`` or ``ValueError`` if the facts are wrong.
    ``is_heading``: an empty line follows the event, because some Markdown viewers want one before a list.
    """

    name: str
    write: Callable[[Any, datetime], _Written]
    read: Callable[[list[str], Facts], _Read]
    is_heading: bool = False


def format_entry(meeting: str, entry: Entry) -> str:
    """Return the text to append to a notes file for an event."""
    codec = _CODECS[type(entry.event)]
    lines, facts = codec.write(entry.event, entry.at)
    mark = format_mark(meeting, entry.number, codec.name, entry.at, facts)
    *before, last = lines
    return "\n".join([*before, f"{last} {mark}" if last else mark]) + ("\n\n" if codec.is_heading else "\n")


def read_entry(mark: re.Match[str], lines: list[str]) -> tuple[str, Entry, int]:
    """Read an event from its mark and the lines before it.

    Return the id of the meeting, the event, and how many of the last lines belong to the event. Raises ``KeyError`` or
    ``ValueError`` if the mark was not written by this program.
    """
    meeting, number, name, at, facts = read_mark(mark)
    event, used = _BY_NAME[name].read(lines, facts)
    return meeting, Entry(number, at, event), used


# --- The names of kinds of notes, parts of a meeting and verdicts in a mark

_KINDS = {"note": Kind.NOTE, "need": Kind.NEED, "agreement": Kind.AGREEMENT, "parked": Kind.PARKED}
# A question of the group's own is no kind of note.
_DRAFT_KINDS: dict[str, Kind | None] = {**_KINDS, "question": None}
_KIND_NAMES = {kind: name for name, kind in _DRAFT_KINDS.items()}
_PARTS = {"last_time": Part.LAST_TIME, "warmup": Part.WARMUP, "parked": Part.PARKED, "round": Part.ROUND}
_PART_NAMES = {part: name for name, part in _PARTS.items()}
_VERDICTS = {"done": Verdict.DONE, "kept": Verdict.KEPT, "dropped": Verdict.DROPPED}
_VERDICT_NAMES = {verdict: name for name, verdict in _VERDICTS.items()}

# --- Lines that several events have

_HEADING = re.compile(r"##?(?:\s+|$)")
_FIXED_LINE = re.compile(r"(\*[^*]+\*)?")


def _no_line(_at: datetime) -> list[str]:
    return [""]


def _empty_line(_at: datetime) -> list[str]:
    return ["", ""]


def _line(text: str) -> Callable[[datetime], list[str]]:
    return lambda _at: ["", f"*{text}*"]


def _line_with_time(text: Callable[[datetime], str]) -> Callable[[datetime], list[str]]:
    return lambda at: ["", f"*{text(at)}*"]


def _read_fixed_line(lines: list[str]) -> int:
    # Return 1 if the last line is the event's own, which is fixed or empty. Return 0 if a person wrote the line before
    # the mark, which no viewer shows.
    return int(_FIXED_LINE.fullmatch(lines[-1].strip()) is not None)


def _item(label: str, text: str) -> list[str]:
    first, *rest = encode(text, after=label)
    return [f"- **{label}:** {first}", *(INDENT + line for line in rest)]


def _read_item(lines: list[str]) -> tuple[str, int]:
    own, used = _block(lines, LABEL)
    return decode([LABEL.sub("", own[0], count=1), *own[1:]]), used


def _block(lines: list[str], start: re.Pattern[str]) -> tuple[list[str], int]:
    # Return the lines of the event and how many they are. The event begins at the last line that matches ``start``,
    # because none of its later lines can match.
    for back in range(1, len(lines) + 1):
        if start.match(lines[-back]):
            return lines[-back:], back
    return lines[-1:], 1


# --- Events with one field or none


def _bare(name: str, make: Callable[[], Event], lines: Callable[[datetime], list[str]]) -> _Codec:
    return _Codec(name, lambda _, at: (lines(at), {}), lambda before, _: (make(), _read_fixed_line(before)))


def _only_a_card(name: str, make: Callable[[str], Event], lines: Callable[[datetime], list[str]]) -> _Codec:
    return _Codec(
        name,
        lambda event, at: (lines(at), {"card": event.card}),
        lambda before, facts: (make(facts["card"]), _read_fixed_line(before)),
    )


def _only_a_number(name: str, make: Callable[[int], Event], lines: Callable[[datetime], list[str]]) -> _Codec:
    return _Codec(
        name,
        lambda event, at: (lines(at), {"of": event.number}),
        lambda before, facts: (make(read_number(facts["of"])), _read_fixed_line(before)),
    )


def _only_a_name(name: str, make: Callable[[str], Event], label: str) -> _Codec:
    def read(lines: list[str], _facts: Facts) -> _Read:
        who, used = _read_item(lines)
        return make(who), used

    return _Codec(name, lambda event, _: (_item(label, event.name), {}), read)


# --- The opening

_MEETING = re.compile(r"#(?:\s+|$)")


def _write_opened(event: Opened, at: datetime) -> _Written:
    names = ", ".join(encode_on_one_line(name, ",") for name in event.participants)
    lines = [f"# {words.meeting_heading(at)}", "", *_item(words.DECK_LABEL, event.deck_title)]
    for _, name in event.areas:
        lines += _item(words.AREA_LABEL, name)
    if event.group:
        lines += _item(words.GROUP_LABEL, event.group)
    if names:
        lines.append(f"- **{words.PARTICIPANTS_LABEL}:** {names}")
    if event.recalls:
        lines += ["", f"## {words.LAST_TIME_TITLE}"]
    elif event.warmup:
        lines += ["", f"## {words.WARMUP_TITLE}"]
    facts: dict[str, str | int] = {
        "areas": ",".join(area for area, _ in event.areas),
        "cards": ",".join(event.dealt),
        "warmup": int(event.warmup),
    }
    if event.seed is not None:
        facts["seed"] = event.seed
    if event.deck_file:
        facts["deck"] = quote_path(event.deck_file)
    if event.minutes is not None:
        facts["minutes"] = event.minutes
    if event.turns:
        # The places of the names among the participants, so that each name is in the notes once.
        places = [event.participants.index(name) for name in event.turns if name in event.participants]
        facts["turns"] = ",".join(map(str, places))
    if event.recalls:
        facts["recalls"] = 1
    return [*lines, "", ""], facts


def _read_opened(lines: list[str], facts: Facts) -> _Read:
    own, used = _block(lines, _MEETING)
    items = _items(own)
    participants = _read_names(items.get(words.PARTICIPANTS_LABEL, []))
    return Opened(
        deck_title=_last_text(items.get(words.DECK_LABEL, [])),
        deck_file=unquote_path(facts.get("deck", "")),
        areas=_read_areas(facts, items.get(words.AREA_LABEL, [])),
        participants=participants,
        dealt=read_list(facts["cards"]),
        seed=int(facts["seed"]) if "seed" in facts else None,
        warmup=facts["warmup"] == "1",
        minutes=read_number(facts["minutes"]) if "minutes" in facts else None,
        group=_last_text(items.get(words.GROUP_LABEL, [])),
        turns=_read_turns(facts, participants),
        recalls=facts.get("recalls") == "1",
    ), used


def _items(lines: list[str]) -> dict[str, list[list[str]]]:
    # The lines of every list item, by its label.
    items: dict[str, list[list[str]]] = {}
    for number, line in enumerate(lines):
        label = LABEL.match(line)
        if label:
            further = takewhile(lambda line: line.startswith(INDENT), lines[number + 1 :])
            items.setdefault(label[1], []).append([line[label.end() :], *further])
    return items


def _last_text(items: list[list[str]]) -> str:
    return decode(items[-1]) if items else ""


def _read_names(items: list[list[str]]) -> tuple[str, ...]:
    names = items[-1][0].split(",") if items else []
    return tuple(decode([name]) for name in names if name.strip())


def _read_areas(facts: Facts, items: list[list[str]]) -> tuple[tuple[str, str], ...]:
    # An area whose line was deleted by hand has its id for a name.
    ids = read_list(facts["areas"])
    names = [*map(decode, items), *ids[len(items) :]]
    return tuple(zip(ids, names, strict=False))


def _read_turns(facts: Facts, participants: tuple[str, ...]) -> tuple[str, ...]:
    # A name may have been added to the participants or deleted by hand.
    places = [read_number(place) for place in read_list(facts.get("turns", ""))]
    named = dict.fromkeys(participants[place] for place in places if place < len(participants))
    return tuple(dict.fromkeys([*named, *participants])) if "turns" in facts else ()


# --- Cards

_PLACE = re.compile(r"\*(?:.*?) (\d+) · (.*)\*$")


def _write_turned(event: Turned, _at: datetime) -> _Written:
    area = words.OWN_AREA if event.area == OWN_AREA_ID else event.area_name
    until = {"until": event.until} if event.until else {}
    return _face(event.question, event.position, area), {"card": event.card, "area": event.area, **until}


def _read_turned(lines: list[str], facts: Facts) -> _Read:
    question, position, name, used = _read_face(lines)
    area = facts["area"]
    name = "" if area == OWN_AREA_ID else name
    return Turned(facts["card"], position, area, name, question, read_number(facts.get("until", "0"))), used


def _write_asked(event: Asked, _at: datetime) -> _Written:
    return _face(event.question, event.position, words.OWN_AREA), {"card": event.card}


def _read_asked(lines: list[str], facts: Facts) -> _Read:
    question, position, _, used = _read_face(lines)
    return Asked(facts["card"], position, question), used


def _face(question: str, position: int, area: str) -> list[str]:
    heading = f"## {encode_on_one_line(question)}"
    return ["", heading, "", f"*{words.CARD_WORD} {position} · {encode_on_one_line(area)}*"]


def _read_face(lines: list[str]) -> tuple[str, int, str, int]:
    own, used = _block(lines, _HEADING)
    place = _PLACE.match(own[-1])
    question = own[:-1]
    while question and not question[-1].strip():
        question.pop()
    if question:
        question[0] = _HEADING.sub("", question[0], count=1)
    position, name = (int(place[1]), decode([place[2]])) if place else (0, "")
    return decode(question), position, name, used


# --- Texts

_UNLABELLED = re.compile(r"[^\w .'-]")


def _write_noted(event: Noted, _at: datetime) -> _Written:
    kind = _KIND_NAMES[event.kind]
    # A label must not hold characters that end it. The whole name is in the mark.
    by = _UNLABELLED.sub("", event.by).strip()
    label = words.noted_label(kind, by, is_changed=event.replaces > 0)
    return _item(label, event.text), {"kind": kind, "card": event.card, **_optional_facts(event.subject)}


def _read_noted(lines: list[str], facts: Facts) -> _Read:
    text, used = _read_item(lines)
    return Noted(_KINDS[facts["kind"]], facts["card"], text, *_read_optional_facts(facts)), used


def _write_drafted(event: Drafted, _at: datetime) -> _Written:
    subject, text = event.draft
    kind = _KIND_NAMES[subject.kind]
    in_hand = {"hand": 1} if event.in_hand else {}
    facts = {"kind": kind, "card": subject.card, **in_hand, **_optional_facts(subject)}
    return _item(words.DRAFT_LABELS[kind], text), facts


def _read_drafted(lines: list[str], facts: Facts) -> _Read:
    text, used = _read_item(lines)
    return Drafted(Draft(_read_subject(facts), text), facts.get("hand") == "1"), used


def _write_typed(event: Autosaved, _at: datetime) -> _Written:
    # The text is in the mark, so that a reader of the notes does not see every stage of it.
    subject, text = event.draft
    facts = {"kind": _KIND_NAMES[subject.kind], "card": subject.card, "text": quote_text(text)}
    return [""], {**facts, **_optional_facts(subject)}


def _read_typed(lines: list[str], facts: Facts) -> _Read:
    return Autosaved(Draft(_read_subject(facts), unquote_text(facts["text"]))), _read_fixed_line(lines)


def _read_subject(facts: Facts) -> Subject:
    return Subject(facts["card"], _DRAFT_KINDS[facts["kind"]], *_read_optional_facts(facts))


def _optional_facts(subject: Subject) -> dict[str, str | int]:
    facts: dict[str, str | int] = {}
    if subject.by:
        facts["by"] = quote_text(subject.by)
    if subject.replaces:
        facts["replaces"] = subject.replaces
    return facts


def _read_optional_facts(facts: Facts) -> tuple[str, int]:
    return unquote_text(facts.get("by", "")), read_number(facts.get("replaces", "0"))


def _write_reviewed(event: Reviewed, _at: datetime) -> _Written:
    verdict = _VERDICT_NAMES[event.verdict]
    facts: dict[str, str | int] = {"of": event.meeting, "its": event.number, "verdict": verdict}
    return _item(words.VERDICT_LABELS[verdict], event.text), facts


def _read_reviewed(lines: list[str], facts: Facts) -> _Read:
    text, used = _read_item(lines)
    return Reviewed(facts["of"], read_number(facts["its"]), text, _VERDICTS[facts["verdict"]]), used


# --- Other events


def _write_case(event: CaseRead, _at: datetime) -> _Written:
    leads = {"leads": 1} if event.leads else {}
    return _item(words.CASE_LABEL, event.title), {"case": event.case, **leads}


def _read_case(lines: list[str], facts: Facts) -> _Read:
    title, used = _read_item(lines)
    return CaseRead(facts["case"], title, facts.get("leads") == "1"), used


def _write_began(event: Began, _at: datetime) -> _Written:
    part = _PART_NAMES[event.part]
    return ["", f"## {words.PART_TITLES[part]}", "", ""], {"part": part}


def _read_began(lines: list[str], facts: Facts) -> _Read:
    _, used = _block(lines, _HEADING)
    return Began(_PARTS[facts["part"].lower()]), used


def _write_passed(event: Passed, _at: datetime) -> _Written:
    return [""], {"name": quote_text(event.name)}


def _read_passed(lines: list[str], facts: Facts) -> _Read:
    return Passed(unquote_text(facts["name"])), _read_fixed_line(lines)


def _write_extended(event: Extended, _at: datetime) -> _Written:
    card = {"card": event.card} if event.card else {}
    return [""], {**card, "minutes": event.minutes, "until": event.until}


def _read_extended(lines: list[str], facts: Facts) -> _Read:
    minutes, until = read_number(facts["minutes"]), read_number(facts["until"])
    return Extended(facts.get("card", ""), minutes, until), _read_fixed_line(lines)


def _write_paused(event: Paused, at: datetime) -> _Written:
    if event.is_break:
        return ["", f"*{words.break_line(at)}*"], {"break": 1}
    return ["", f"*{words.paused_line(at)}*"], {}


def _read_paused(lines: list[str], facts: Facts) -> _Read:
    return Paused(facts.get("break") == "1"), _read_fixed_line(lines)


# The names are in files of all versions and never change, even if a class is renamed.
_CODECS: dict[type, _Codec] = {
    Opened: _Codec("opened", _write_opened, _read_opened),
    Turned: _Codec("turned", _write_turned, _read_turned, is_heading=True),
    Asked: _Codec("asked", _write_asked, _read_asked, is_heading=True),
    Finished: _only_a_card("finished", Finished, _empty_line),
    Skipped: _only_a_card("skipped", Skipped, _line(words.SKIPPED_LINE)),
    LaidBack: _only_a_card("laidback", LaidBack, _line(words.LAID_BACK_LINE)),
    Noted: _Codec("noted", _write_noted, _read_noted),
    Removed: _only_a_number("removed", Removed, _line(words.REMOVED_LINE)),
    Stayed: _only_a_number("stayed", Stayed, _no_line),
    Drafted: _Codec("drafted", _write_drafted, _read_drafted),
    Autosaved: _Codec("typed", _write_typed, _read_typed),
    CaseRead: _Codec("caseread", _write_case, _read_case),
    Began: _Codec("began", _write_began, _read_began),
    Reviewed: _Codec("reviewed", _write_reviewed, _read_reviewed),
    Passed: _Codec("passed", _write_passed, _read_passed),
    Arrived: _only_a_name("arrived", Arrived, words.ARRIVED_LABEL),
    Departed: _only_a_name("departed", Departed, words.DEPARTED_LABEL),
    Extended: _Codec("extended", _write_extended, _read_extended),
    Undone: _only_a_number("undone", Undone, _line(words.UNDONE_LINE)),
    Voided: _only_a_number("voided", Voided, _no_line),
    Heartbeat: _bare("ticked", Heartbeat, _no_line),
    Paused: _Codec("paused", _write_paused, _read_paused),
    Resumed: _bare("resumed", Resumed, _line_with_time(words.resumed_line)),
    Closed: _bare("closed", Closed, _line_with_time(words.closed_line)),
}
_BY_NAME = {codec.name: codec for codec in _CODECS.values()}
