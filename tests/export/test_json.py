"""The minutes as JSON and JSON Lines: they follow the schema, and texts are as typed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import golden
from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.export.registry import FORMATS, renderer
from kortspil.meeting.events import Kind, Verdict
from kortspil.minutes.model import CardMinutes, Line, Minutes, Recalled
from kortspil.text.sanitize import sanitize
from report_memory import peak
from report_samples import AT, FIRST_MINUTES, LATER_MINUTES, rendered, reports, typed_in, write
from repository import ROOT

DOCS = ROOT / "docs"
SCHEMA = json.loads((DOCS / "minutes.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def report(*meetings: Minutes) -> Any:
    return json.loads(rendered("json", *meetings))


def lines(*meetings: Minutes) -> list[Any]:
    return [json.loads(line) for line in rendered("jsonl", *meetings).decode("utf-8").split("\n")[:-1]]


def without_surrogates(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def names(found: object) -> Iterator[str]:
    """Yield the name of every field in a document."""
    match found:
        case dict():
            yield from found
            for value in found.values():
                yield from names(value)
        case list():
            for value in found:
                yield from names(value)


def held(*cards: tuple[str, Line], id: str = "m", days: int = 0, group: str = "") -> Minutes:
    """Return a meeting with some lines. Each line comes with the area of its card."""
    at = AT + timedelta(days=days)
    found = tuple(CardMinutes(f"{area}-1", area, area, "Hvad?", (line,), timedelta(0, 60)) for area, line in cards)
    return FIRST_MINUTES._replace(meeting=id, at=at, cards=found, recalled=(), group=group)


def test_a_report_of_two_meetings_to_the_letter() -> None:
    golden.matches("referat.json", rendered("json", FIRST_MINUTES, LATER_MINUTES).decode("utf-8"))


def test_a_line_is_a_meeting_with_the_name_and_version_of_the_format() -> None:
    mark = {"format": "kortspil", "version": 1}
    assert lines(FIRST_MINUTES, LATER_MINUTES) == [
        {**mark, **meeting} for meeting in report(FIRST_MINUTES, LATER_MINUTES)["meetings"]
    ]


# --- The schema


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=60)
@given(reports())
def test_any_report_follows_the_schema_and_has_every_note_in_order_and_once(meetings: list[Minutes]) -> None:
    in_one, in_lines = (rendered(name, *meetings).decode("utf-8") for name in ("json", "jsonl"))
    whole, records = json.loads(in_one), [json.loads(line) for line in in_lines.split("\n")[:-1]]
    for document in (whole, *records):
        VALIDATOR.validate(document)
    found = whole["meetings"]
    texts = [note["text"] for meeting in found for card in meeting["cards"] for note in card["notes"]]
    assert texts == [without_surrogates(text) for text in typed_in(meetings)]
    recalled = [it["text"] for meeting in found for it in meeting["recalled"]]
    assert recalled == [without_surrogates(it.text) for minutes in meetings for it in minutes.recalled]
    # No control characters, and no other line ends.
    for text in (in_one, in_lines):
        assert sanitize(text) == text
        assert text.splitlines() == text.split("\n")[:-1]
    assert len(records) == len(meetings)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("version",), 2), (("meetings", 0, "at"), None), (("meetings", 0, "date"), "22-11-2026"),
        (("meetings", 0, "cards", 0, "notes", 0, "kind"), "idea"), (("needs", 0, "area_name"), None),
        (("agreements", 0, "due"), "snart"), (("agreements", 0, "who"), "Anna"), (("meetings", 0, "seconds"), -1),
    ],
)  # fmt: skip
def test_the_schema_refuses_wrong_values(path: tuple[Any, ...], wrong: object) -> None:
    found = report(FIRST_MINUTES)
    assert VALIDATOR.is_valid(found)
    *way, last = path
    place = found
    for step in way:
        place = place[step]
    place[last] = wrong
    assert not VALIDATOR.is_valid(found)


def test_the_schema_refuses_a_missing_field() -> None:
    whole = report(FIRST_MINUTES)
    for group in (whole, whole["meetings"][0], whole["agreements"][0], whole["needs"][0]):
        for name in [*group]:
            kept = group.pop(name)
            assert not VALIDATOR.is_valid(whole), name
            group[name] = kept


def test_the_schema_describes_exactly_the_fields_of_a_report() -> None:
    described: dict[str, bool] = {}

    def walk(part: object) -> None:
        if isinstance(part, dict):
            for name, field in part.get("properties", {}).items():
                target = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
                described[name] = described.get(name, True) and bool(target.get("description"))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(SCHEMA)
    assert [name for name, is_described in described.items() if not is_described] == []
    assert described.keys() == {*names(report(FIRST_MINUTES, LATER_MINUTES)), *names(lines(FIRST_MINUTES))}


# --- The content


def test_every_code_point_is_read_back_as_it_was_typed(tmp_path: Path) -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    meeting = held(("tek", Line(Kind.NOTE, text)))
    by_python = report(meeting)["meetings"][0]["cards"][0]["notes"][0]["text"]
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as database:
        question = (
            f"SELECT json ->> '$.cards[0].notes[0].text' FROM read_json_objects('{write(tmp_path, 'jsonl', meeting)}')"
        )
        ((by_duckdb,),) = database.sql(question).fetchall()
    # UTF-8 cannot encode lone surrogates. Each is replaced by U+FFFD.
    assert [found == without_surrogates(text) for found in (by_python, by_duckdb)] == [True, True]


def test_every_note_has_a_kind() -> None:
    kinds = [
        Line(Kind.PARKED, "a"), Line(Kind.NOTE, "b", is_draft=True), Line(None, "c"), Line(None, "d", is_draft=True),
    ]  # fmt: skip
    cards = report(held(*(("tek", line) for line in kinds)))["meetings"][0]["cards"]
    found = [(note["kind"], note["draft"]) for card in cards for note in card["notes"]]
    assert found == [("parked", False), ("note", True), ("handwritten", False), ("question", True)]


def test_drafts_are_not_in_the_summaries() -> None:
    found = report(*(held(("tek", Line(kind, "a", is_draft=True))) for kind in Kind))
    assert found["agreements"] == found["needs"] == []
    assert all(meeting[name] == [] for meeting in found["meetings"] for name in ("agreements", "needs", "parked"))


def test_a_joint_report_orders_needs_by_area_and_agreements_by_meeting() -> None:
    areas = ("", CLOSING_ID, OWN_AREA_ID, "udv", "tek", WARMUP_ID)
    first = held(*((area, Line(Kind.NEED, f"{area} 1")) for area in areas), ("udv", Line(Kind.AGREEMENT, "a")), id="a")
    second = held(("tek", Line(Kind.NEED, "tek 2")), ("tek", Line(Kind.AGREEMENT, "b")), id="b", days=1, group="Øst")
    found = report(first, second)
    assert [(need["text"], need["meeting"]) for need in found["needs"]] == [
        ("aabning 1", "a"), ("tek 1", "a"), ("tek 2", "b"), ("udv 1", "a"), ("egne 1", "a"), ("afrunding 1", "a"),
        (" 1", "a"),
    ]  # fmt: skip
    assert [(it["text"], it["meeting"], it["date"], it["group"]) for it in found["agreements"]] == [
        ("a", "a", "2026-11-22", None),
        ("b", "b", "2026-11-23", "Øst"),
    ]


def test_negative_time_counts_as_zero() -> None:
    meeting = held(("tek", Line(Kind.NOTE, "a")))
    back = meeting._replace(spent=timedelta(-1), cards=(meeting.cards[0]._replace(spent=timedelta(-1)),))
    (found,) = lines(back)
    assert (found["seconds"], found["cards"][0]["seconds"]) == (0, 0)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_meetings_are_iterated_once(name: str) -> None:
    once = iter([FIRST_MINUTES, LATER_MINUTES])
    assert b"".join(renderer(FORMATS[name])(once)) == rendered(name, FIRST_MINUTES, LATER_MINUTES)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_ten_times_as_many_meetings_take_no_more_memory(name: str) -> None:
    # Even a single meeting takes about 80 kB.
    assert peak(name, 200) < 4 * peak(name, 20)


# --- The documentation


def answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[tuple[Any, ...]]]:
    """Return DuckDB's answer to each query in the documentation, run in a folder."""
    monkeypatch.chdir(folder)
    asked = re.findall(r"```sql\n(.*?)```", (DOCS / "formats.md").read_text("utf-8"), re.DOTALL)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as database:
        return [database.sql(question).fetchall() for question in asked]


def test_the_queries_in_the_documentation_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past, future = date(2000, 1, 1), date(9999, 1, 1)

    def agreed(text: str, due: date | None, *who: str) -> tuple[str, Line]:
        return "tek", Line(Kind.AGREEMENT, text, due=due, who=who)

    need = Line(Kind.NEED, "Mail")
    first = held(
        agreed("Gjort", past), agreed("Droppet", past), agreed("Husket", past, "Anna", "Bo"), agreed("Senere", future),
        agreed("Engang", None), ("tek", need), ("tek", need), ("udv", need), id="a",
    )  # fmt: skip
    second = held(("tek", need), agreed("Gjort igen", past), id="b", days=7, group="Øst")._replace(
        recalled=(
            Recalled("Gjort", Verdict.DONE, "a"), Recalled("Droppet", Verdict.DROPPED, "a"),
            Recalled("Husket", Verdict.KEPT, "a"),
            # The same text at another meeting says nothing about this agreement.
            Recalled("Gjort igen", Verdict.DONE, "x"),
        )
    )  # fmt: skip
    empty = held(id="c", days=8)
    for name, meetings in (("1", (first,)), ("2", (second, empty))):
        (tmp_path / "referater" / name).mkdir(parents=True)
        write(tmp_path / "referater" / name, "jsonl", *meetings).rename(tmp_path / "referater" / f"{name}.jsonl")
    needs, overdue = answers(tmp_path, monkeypatch)
    assert needs == [("tek", 3, 2), ("udv", 1, 1)]
    assert overdue == [(past, "Øst", [], "Gjort igen"), (past, None, ["Anna", "Bo"], "Husket")]


def test_the_documentation_names_every_column() -> None:
    text = (DOCS / "formats.md").read_text("utf-8")
    header = rendered("csv", FIRST_MINUTES).decode("utf-8-sig").split("\r\n")[0]
    (table,) = re.findall(r"\| column \|.*?\n\n", text, re.DOTALL)
    assert re.findall(r"^\| (\w+) \|", table, re.MULTILINE)[1:] == header.split(";")
