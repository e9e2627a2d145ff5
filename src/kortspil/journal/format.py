"""Events to the lines of a notes file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

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
    Extended,
    Finished,
    LaidBack,
    Noted,
    Opened,
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
    Voided,
)
from kortspil.journal.facts import quote_path, quote_text
from kortspil.marktext import INDENT, encode, encode_on_one_line
from kortspil.texts import notes as texts

_UNLABELLED = re.compile(r"[^\w .'-]")

QUESTION = "question"
"""What the mark of a draft calls a question of the group's own, which is of no kind of note."""


def format_entry(meeting: str, entry: Entry) -> str:
    """The lines that are appended to the notes for an event, each with its line end."""
    event = entry.event
    lines, facts = _FORMATS[type(event)](event, entry.at)
    kind = type(event).__name__.lower()
    mark = " ".join([meeting, str(entry.number), kind, entry.at.isoformat(timespec="seconds"), *facts])
    lines[-1] += f"{' ' if lines[-1] else ''}<!-- kortspil {mark} -->"
    # Notes follow a heading as a list, and some viewers want an empty line before one.
    gap = "\n" if isinstance(event, (Turned, Asked)) else ""
    return "\n".join(lines) + "\n" + gap


def _item(label: str, text: str) -> list[str]:
    first, *rest = encode(text, after=label)
    return [f"- **{label}:** {first}", *(INDENT + line for line in rest)]


def _opened(event: Opened, at: datetime) -> tuple[list[str], list[str]]:
    names = ", ".join(encode_on_one_line(name, ",") for name in event.participants)
    lines = [f"# {texts.meeting_heading(at)}", "", *_item(texts.DECK_LABEL, event.deck_title)]
    for _, name in event.areas:
        lines += _item(texts.AREA_LABEL, name)
    lines += _item(texts.GROUP_LABEL, event.group) if event.group else []
    if names:
        lines.append(f"- **{texts.PARTICIPANTS_LABEL}:** {names}")
    facts = [f"areas={','.join(area for area, _ in event.areas)}", f"cards={','.join(event.dealt)}"]
    facts += [f"warmup={int(event.warmup)}"]
    facts += [f"seed={event.seed}"] if event.seed is not None else []
    facts += [f"deck={quote_path(event.deck_file)}"] if event.deck_file else []
    facts += [f"minutes={event.minutes}"] if event.minutes is not None else []
    facts += [f"turns={','.join(_places(event))}"] if event.turns else []
    facts += ["recalls=1"] if event.recalls else []
    first = texts.LAST_TIME_TITLE if event.recalls else texts.WARMUP_TITLE if event.warmup else ""
    return [*lines, *(["", f"## {first}"] if first else []), "", ""], facts


def _places(event: Opened) -> list[str]:
    # Where each name of the turns stands among the participants: the names themselves stand once in the notes.
    return [str(event.participants.index(name)) for name in event.turns if name in event.participants]


def _turned(event: Turned, _at: datetime) -> tuple[list[str], list[str]]:
    area = texts.OWN_AREA if event.area == OWN_AREA_ID else event.area_name
    until = [f"until={event.until}"] if event.until else []
    return _face(event.question, event.position, area), [f"card={event.card}", f"area={event.area}", *until]


def _asked(event: Asked, _at: datetime) -> tuple[list[str], list[str]]:
    return _face(event.question, event.position, texts.OWN_AREA), [f"card={event.card}"]


def _face(question: str, position: int, area: str) -> list[str]:
    heading = f"## {encode_on_one_line(question)}"
    return ["", heading, "", f"*{texts.CARD_WORD} {position} · {encode_on_one_line(area)}*"]


def _finished(event: Finished, _at: datetime) -> tuple[list[str], list[str]]:
    return ["", ""], [f"card={event.card}"]


def _skipped(event: Skipped, _at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"*{texts.SKIPPED_LINE}*"], [f"card={event.card}"]


def _laid_back(event: LaidBack, _at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"*{texts.LAID_BACK_LINE}*"], [f"card={event.card}"]


def _noted(event: Noted, _at: datetime) -> tuple[list[str], list[str]]:
    label = texts.noted_label(event.kind.value, _in_label(event.by), is_changed=event.replaces > 0)
    return _item(label, event.text), [f"kind={event.kind.value}", f"card={event.card}", *_aside(event)]


def _aside(event: Noted | Drafted | Typed) -> list[str]:
    by = [f"by={quote_text(event.by)}"] if event.by else []
    return [*by, *([f"replaces={event.replaces}"] if event.replaces else [])]


def _in_label(name: str) -> str:
    # The name itself stands in the mark: a label must not hold what it could be misread by.
    return _UNLABELLED.sub("", name).strip()


def _drafted(event: Drafted, _at: datetime) -> tuple[list[str], list[str]]:
    kind = event.kind.value if event.kind else QUESTION
    facts = [f"kind={kind}", f"card={event.card}", *(["hand=1"] if event.in_hand else []), *_aside(event)]
    return _item(texts.draft_label(kind), event.text), facts


def _typed(event: Typed, _at: datetime) -> tuple[list[str], list[str]]:
    # In the mark, because it is seldom the last word: a reader of the notes is not to see a text grow.
    kind = event.kind.value if event.kind else QUESTION
    return [""], [f"kind={kind}", f"card={event.card}", f"text={quote_text(event.text)}", *_aside(event)]


def _case_read(event: CaseRead, _at: datetime) -> tuple[list[str], list[str]]:
    return _item(texts.CASE_LABEL, event.title), [f"case={event.case}", *(["leads=1"] if event.leads else [])]


def _began(event: Began, _at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"## {texts.PART_TITLES[event.part.value]}", "", ""], [f"part={event.part.name.lower()}"]


def _reviewed(event: Reviewed, _at: datetime) -> tuple[list[str], list[str]]:
    facts = [f"of={event.meeting}", f"its={event.number}", f"verdict={event.verdict.value}"]
    return _item(texts.VERDICT_LABELS[event.verdict.value], event.text), facts


def _removed(event: Removed, _at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"*{texts.REMOVED_LINE}*"], [f"of={event.number}"]


def _stayed(event: Stayed, _at: datetime) -> tuple[list[str], list[str]]:
    return [""], [f"of={event.number}"]


def _passed(event: Passed, _at: datetime) -> tuple[list[str], list[str]]:
    return [""], [f"name={quote_text(event.name)}"]


def _arrived(event: Arrived, _at: datetime) -> tuple[list[str], list[str]]:
    return _item(texts.ARRIVED_LABEL, event.name), []


def _departed(event: Departed, _at: datetime) -> tuple[list[str], list[str]]:
    return _item(texts.DEPARTED_LABEL, event.name), []


def _extended(event: Extended, _at: datetime) -> tuple[list[str], list[str]]:
    card = [f"card={event.card}"] if event.card else []
    return [""], [*card, f"minutes={event.minutes}", f"until={event.until}"]


def _undone(event: Undone, _at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"*{texts.UNDONE_LINE}*"], [f"of={event.number}"]


def _voided(event: Voided, _at: datetime) -> tuple[list[str], list[str]]:
    return [""], [f"of={event.number}"]


def _ticked(_event: Ticked, _at: datetime) -> tuple[list[str], list[str]]:
    return [""], []


def _paused(event: Paused, at: datetime) -> tuple[list[str], list[str]]:
    if event.is_break:
        return ["", f"*{texts.break_line(at)}*"], ["break=1"]
    return ["", f"*{texts.paused_line(at)}*"], []


def _resumed(_event: Resumed, at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"*{texts.resumed_line(at)}*"], []


def _closed(_event: Closed, at: datetime) -> tuple[list[str], list[str]]:
    return ["", f"*{texts.closed_line(at)}*"], []


_Lines = tuple[list[str], list[str]]

_FORMATS: dict[type, Callable[[Any, datetime], _Lines]] = {
    Opened: _opened,
    Turned: _turned,
    Asked: _asked,
    Finished: _finished,
    Skipped: _skipped,
    LaidBack: _laid_back,
    Noted: _noted,
    Removed: _removed,
    Stayed: _stayed,
    Drafted: _drafted,
    Typed: _typed,
    CaseRead: _case_read,
    Began: _began,
    Reviewed: _reviewed,
    Passed: _passed,
    Arrived: _arrived,
    Departed: _departed,
    Extended: _extended,
    Undone: _undone,
    Voided: _voided,
    Ticked: _ticked,
    Paused: _paused,
    Resumed: _resumed,
    Closed: _closed,
}
