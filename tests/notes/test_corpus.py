"""Every version reads notes files of earlier versions in the same way.

``tests/corpus`` holds such files, each with a ``.json`` of what is read from it. Neither is ever changed. The program
wrote the files in ``written``, and must write exactly the same bytes again. The files in ``edited`` were changed by a
power cut or by a person. A new event needs a new ``.md`` in ``written``; ``UPDATE_GOLDEN=1`` makes the missing
``.json`` and changes no other.

A ``.json`` uses the names of the file format, so that classes can be renamed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import get_args

import pytest

from kortspil.deck import source
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
    Handwritten,
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
from kortspil.messages.minutes import minutes_title
from kortspil.notes.codec import format_entry
from kortspil.notes.history import Meeting, drafts, effective, settled, text_in_hand
from kortspil.notes.reader import parse_bytes
from repository import TESTS

CORPUS = TESTS / "corpus"
FILES = sorted(CORPUS.rglob("*.md"))
WRITTEN = [path for path in FILES if path.parent.name == "written"]

KINDS = {
    Kind.NOTE: "note",
    Kind.NEED: "need",
    Kind.AGREEMENT: "agreement",
    Kind.PARKED: "parked",
    None: "question",
}
PARTS = {
    Part.LAST_TIME: "last_time",
    Part.WARMUP: "warmup",
    Part.PARKED: "parked",
    Part.ROUND: "round",
}
VERDICTS = {
    Verdict.DONE: "done",
    Verdict.KEPT: "kept",
    Verdict.DROPPED: "dropped",
}
NAMES: dict[type, str] = {
    Opened: "opened",
    Turned: "turned",
    Asked: "asked",
    Finished: "finished",
    Skipped: "skipped",
    LaidBack: "laidback",
    Noted: "noted",
    Removed: "removed",
    Stayed: "stayed",
    Drafted: "drafted",
    Autosaved: "typed",
    CaseRead: "caseread",
    Began: "began",
    Reviewed: "reviewed",
    Passed: "passed",
    Arrived: "arrived",
    Departed: "departed",
    Extended: "extended",
    Undone: "undone",
    Voided: "voided",
    Heartbeat: "ticked",
    Paused: "paused",
    Resumed: "resumed",
    Closed: "closed",
    Handwritten: "(handwritten)",
}

Json = dict[str, object]


def as_json(data: bytes) -> Json:
    """Return what is read from a file, with the names that the file format uses."""
    journal = parse_bytes(data)
    return {
        "unreadable": list(journal.unreadable),
        "meetings": [meeting_as_json(meeting) for meeting in journal.meetings],
    }


def meeting_as_json(meeting: Meeting) -> Json:
    in_hand = text_in_hand(meeting.entries)
    return {
        "id": meeting.id,
        "at": meeting.at.isoformat(),
        "opened": fields_of(meeting.opened),
        "entries": [
            {"number": entry.number, "at": entry.at.isoformat(), "event": NAMES[type(entry.event)]}
            | fields_of(entry.event)
            for entry in meeting.entries
        ],
        "settled": [entry.number for entry in settled(meeting.entries)],
        "effective": [entry.number for entry in effective(meeting.entries)],
        "drafts": [draft_as_json(draft) for draft in drafts(meeting.entries)],
        "typing": in_hand and draft_as_json(in_hand),
    }


def subject_as_json(subject: Subject) -> Json:
    return {"kind": KINDS[subject.kind], "card": subject.card, "by": subject.by, "replaces": subject.replaces}


def draft_as_json(draft: Draft) -> Json:
    return {**subject_as_json(draft.subject), "text": draft.text}


def fields_of(event: Event) -> Json:
    """Return the fields of an event, under names that do not follow those of the class."""
    match event:
        case Opened():
            return {
                "deck_title": event.deck_title,
                "deck": event.deck_file,
                "areas": [list(area) for area in event.areas],
                "participants": list(event.participants),
                "cards": list(event.dealt),
                "seed": event.seed,
                "warmup": event.warmup,
                "minutes": event.minutes,
                "group": event.group,
                "turns": list(event.turns),
                "recalls": event.recalls,
            }
        case Turned():
            return {
                "card": event.card,
                "position": event.position,
                "area": event.area,
                "area_name": event.area_name,
                "question": event.question,
                "until": event.until,
            }
        case Asked():
            return {"card": event.card, "position": event.position, "question": event.question}
        case Finished() | Skipped() | LaidBack():
            return {"card": event.card}
        case Noted():
            return {**subject_as_json(event.subject), "text": event.text}
        case Autosaved():
            return draft_as_json(event.draft)
        case Drafted():
            return {**draft_as_json(event.draft), "hand": event.in_hand}
        case CaseRead():
            return {"case": event.case, "title": event.title, "leads": event.leads}
        case Began():
            return {"part": PARTS[event.part]}
        case Reviewed():
            return {
                "of": event.meeting,
                "its": event.number,
                "text": event.text,
                "verdict": VERDICTS[event.verdict],
            }
        case Removed() | Stayed() | Undone() | Voided():
            return {"of": event.number}
        case Passed() | Arrived() | Departed():
            return {"name": event.name}
        case Extended():
            return {"card": event.card, "minutes": event.minutes, "until": event.until}
        case Paused():
            return {"break": event.is_break}
        case Heartbeat() | Resumed() | Closed():
            return {}
        case Handwritten():
            return {"text": event.text}


def name_of(path: Path) -> str:
    return path.relative_to(CORPUS).with_suffix("").as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_of_the_corpus_is_read_as_before(path: Path) -> None:
    kept = path.with_suffix(".json")
    found = as_json(path.read_bytes())
    if os.environ.get("UPDATE_GOLDEN") and not kept.exists():
        kept.write_text(json.dumps(found, indent=1) + "\n", "ascii", newline="\n")
    assert found == json.loads(kept.read_text("ascii"))


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_what_the_program_wrote_is_written_again_to_the_byte(path: Path) -> None:
    journal = parse_bytes(path.read_bytes())
    assert journal.unreadable == ()
    again = "\n".join(
        "".join(format_entry(meeting.id, entry) for entry in [Entry(1, meeting.at, meeting.opened), *meeting.entries])
        for meeting in journal.meetings
    )
    assert again.encode("utf-8") == path.read_bytes()


# --- The corpus is complete


def events() -> Iterator[Event]:
    for path in WRITTEN:
        for meeting in parse_bytes(path.read_bytes()).meetings:
            yield meeting.opened
            yield from (entry.event for entry in meeting.entries)


def test_every_event_is_in_the_corpus() -> None:
    assert {type(event) for event in events()} == set(get_args(Event)) - {Handwritten}
    assert set(NAMES) == set(get_args(Event))


def test_every_kind_part_and_verdict_is_in_the_corpus() -> None:
    assert {event.kind for event in events() if isinstance(event, Noted)} == set(Kind)
    assert {event.draft.subject.kind for event in events() if isinstance(event, Drafted)} == {*Kind, None}
    assert {event.draft.subject.kind for event in events() if isinstance(event, Autosaved)} == {*Kind, None}
    assert {event.part for event in events() if isinstance(event, Began)} == set(Part)
    assert {event.verdict for event in events() if isinstance(event, Reviewed)} == set(Verdict)


def test_every_name_of_the_format_is_in_a_mark_of_the_corpus() -> None:
    text = "".join(path.read_text("utf-8") for path in WRITTEN)
    for name in set(NAMES.values()) - {NAMES[Handwritten]}:
        assert f" {name} 20" in text
    for fact, names in (("kind", KINDS.values()), ("part", PARTS.values()), ("verdict", VERDICTS.values())):
        for name in names:
            assert f" {fact}={name} " in text


def test_every_notes_file_has_its_json_and_every_json_its_notes_file() -> None:
    assert {path.with_suffix(".json") for path in FILES} == set(CORPUS.rglob("*.json"))
    assert len(FILES) > 30


def test_a_deck_reader_recognises_minutes_by_their_title() -> None:
    assert f"# {minutes_title('Dialogkort', datetime(2026, 11, 22, tzinfo=timezone.utc))}".encode().startswith(
        source._MINUTES_BEGIN
    )
