"""The minutes as CSV and as a workbook: every text is in one cell, in order, and none is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

import golden
from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.errors import KortspilError
from kortspil.export import xlsx
from kortspil.export.registry import FORMATS, renderer
from kortspil.export.rows import would_run
from kortspil.meeting.events import Kind, Verdict
from kortspil.minutes.model import CardMinutes, CardText, Line, Minutes, Recalled
from kortspil.text.sanitize import sanitize
from report_memory import peak
from report_samples import AT, FIRST_MINUTES, LATER_MINUTES, rendered, reports, typed_in, words, write

HEADER = ["Møde", "Dato", "Gruppe", "Område", "Kort", "Spørgsmål", "Type", "Tekst", "Deltager", "Hvornår"]
NOTHING_MORE = timedelta()


def card(*lines: Line, area: str = "tek", name: str = "Teknologiforståelse", question: str = "Hvad?") -> CardMinutes:
    return CardMinutes(f"{area}-1", area, name, question, lines, NOTHING_MORE)


def meeting(*cards: CardMinutes, id: str = "m", at: datetime = AT, group: str = "") -> Minutes:
    """Return a meeting with some cards and nothing else."""
    return FIRST_MINUTES._replace(
        meeting=id,
        at=at,
        group=group,
        cards=cards,
        skipped=(),
        unturned=(),
        cases=(),
        areas=(("tek", "T"), ("udv", "U")),
    )


def of(*texts: str) -> Minutes:
    """Return a meeting with some notes and nothing else."""
    return meeting(card(*(Line(Kind.NOTE, text) for text in texts)))


def cells(*meetings: Minutes) -> list[list[str]]:
    """Return the rows of the CSV, with the header."""
    return list(csv.reader(io.StringIO(rendered("csv", *meetings).decode("utf-8-sig"), newline=""), delimiter=";"))


def column(header: str, *meetings: Minutes) -> list[str]:
    top, *rest = cells(*meetings)
    return [row[top.index(header)] for row in rest]


def as_typed(cell: str) -> str:
    """Remove the apostrophe from a cell as docs/formats.md describes."""
    return cell[1:] if cell.startswith("'") and would_run(cell) else cell


def book(*meetings: Minutes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered("xlsx", *meetings)))


def values(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet, with "" for an empty cell."""
    return [tuple("" if value is None else value for value in row) for row in sheet.iter_rows(values_only=True)]


# --- Rows


def test_the_rows_of_two_meetings_to_the_letter() -> None:
    golden.matches("referat.csv", rendered("csv", FIRST_MINUTES, LATER_MINUTES).decode("utf-8"))


def test_a_row_has_the_meeting_the_card_and_the_people() -> None:
    agreed = Line(Kind.AGREEMENT, "@Anna og @Bo ringer", who=("Anna", "Bo"), due=date(2027, 2, 1))
    said = Line(Kind.NOTE, "Tak for i dag", by="Cæcilie")
    closing = card(said, area=CLOSING_ID, name="", question="")
    assert cells(meeting(card(agreed), closing, group="Team Vest")) == [
        HEADER,
        ["m", "2026-11-22", "Team Vest", "Teknologiforståelse", "tek-1", "Hvad?", "Aftale", "'@Anna og @Bo ringer",
         "Anna og Bo", "2027-02-01"],
        ["m", "2026-11-22", "Team Vest", "Afrunding", "afrunding-1", "", "Note", "Tak for i dag", "Cæcilie", ""],
    ]  # fmt: skip


def test_drafts_and_handwriting_have_types_of_their_own() -> None:
    lines = Line(Kind.NEED, "Kurser i", is_draft=True), Line(None, "Skrevet ind"), Line(None, "Hvorfor", is_draft=True)
    assert column("Type", meeting(card(*lines))) == [
        "Kladde (kompetencebehov)", "Tilføjet direkte i filen", "Kladde (eget spørgsmål)",
    ]  # fmt: skip


def test_each_of_the_groups_own_questions_is_a_row() -> None:
    own = card(Line(Kind.NOTE, "Ja"), area=OWN_AREA_ID, name="", question="Hvem?")
    held = meeting(own)._replace(
        skipped=(CardText(OWN_AREA_ID, "", "Hvornår?"), CardText("tek", "Teknologi", "Nej")),
        unturned=(CardText(OWN_AREA_ID, "", "Hvor?"),),
    )
    kinds, texts, areas = (column(header, held) for header in ("Type", "Tekst", "Område"))
    assert list(zip(kinds, texts, strict=True)) == [
        ("Eget spørgsmål", "Hvem?"),
        ("Note", "Ja"),
        ("Eget spørgsmål, sprunget over", "Hvornår?"),
        ("Eget spørgsmål, ikke vendt", "Hvor?"),
    ]
    assert {*areas} == {"Gruppens egne spørgsmål"}


def test_what_belongs_to_no_area_of_the_deck_has_an_area_name() -> None:
    places = [card(Line(Kind.NOTE, "Hej"), area=area, name="") for area in (WARMUP_ID, "", CLOSING_ID)]
    assert column("Område", meeting(*places)) == ["Åbningsrunde", "Uden for kortene", "Afrunding"]


@settings(max_examples=60)
@given(reports())
def test_every_note_is_in_a_cell_in_the_order_it_was_written(meetings: list[Minutes]) -> None:
    texts = [as_typed(text) for text in column("Tekst", *meetings)]
    kinds = column("Type", *meetings)
    noted = [text for text, kind in zip(texts, kinds, strict=True) if not kind.startswith(("Eget", "Aftale fra"))]
    assert noted == [sanitize(text) for text in typed_in(meetings)]
    own = [card.question for one in meetings for card in one.cards if card.area == OWN_AREA_ID]
    recalled = [it.text for one in meetings for it in one.recalled]
    assert sorted(texts) == sorted(map(sanitize, [*typed_in(meetings), *own, *recalled]))


# --- CSV


def test_the_file_has_a_byte_order_mark_and_rows_end_in_cr_lf() -> None:
    data = rendered("csv", of("æ\nø"), meeting(id="tom"))
    assert data.startswith(b"\xef\xbb\xbfM\xc3\xb8de;Dato;")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b'"\xc3\xa6\n\xc3\xb8";;\r\n')
    assert data.count(b"\r") == data.count(b"\r\n") == 2


@pytest.mark.parametrize("text", ['"citat"', "a;b", "a,b", "to\nlinjer", ' "', '";=1+1;"', "'", "😀"])
def test_a_cell_may_hold_quotes_separators_and_line_ends(text: str) -> None:
    assert column("Tekst", of(text, "efter")) == [text, "efter"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+45 12345678", "-tal", "- et punkt", "@Bo", "＝1+1", "＋1", "－1", "＠A1",
        " =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\u00a0=1+1", "\u3000=1+1", "\u200b=1+1", "\u00ad=1+1",
        "'=1+1", " ' =1+1", "\n\n  =cmd|' /C calc'!A0",
    ],
)  # fmt: skip
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    (cell,) = column("Tekst", of(text))
    # A carriage return is replaced by a visible character, so the text is no formula.
    assert cell == (sanitize(text) if "\r" in text else f"'{sanitize(text)}")
    assert as_typed(cell) == sanitize(text)


@pytest.mark.parametrize("text", ["1+1=2", "Ja - måske", "'citat'", "1. december", "\x00=1", "\u202e=1", "", " "])
def test_a_text_that_is_no_formula_gets_no_apostrophe(text: str) -> None:
    assert column("Tekst", of(text)) == [sanitize(text)]


@settings(max_examples=100)
@given(words(), words(), words())
def test_no_cell_of_any_column_begins_like_a_formula(text: str, group: str, question: str) -> None:
    line = Line(Kind.NOTE, text, by=group)
    held = meeting(card(line, name=question, question=text), group=group, id=question)
    for cell in cells(held)[1]:
        # This is a second implementation of the rule: white space and invisible characters, and then the sign.
        assert not re.match(r"[^\S]*[=+\-@＝＋－＠]", re.sub("[\u00ad\u200b-\u200f\u2060-\u2064]", "", cell))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]", cell)


def test_duckdb_reads_the_same_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "csv", FIRST_MINUTES, LATER_MINUTES)
    found = duckdb.read_csv(str(path))
    top, *rest = cells(FIRST_MINUTES, LATER_MINUTES)
    assert found.columns == top
    assert dict(zip(found.columns, map(str, found.types), strict=True))["Hvornår"] == "DATE"
    assert [["" if cell is None else str(cell) for cell in row] for row in found.fetchall()] == rest


# --- A workbook


def test_a_workbook_has_the_same_rows_as_csv() -> None:
    found = values(book(FIRST_MINUTES, LATER_MINUTES)["Noter"])
    plain = [[cell.strftime("%Y-%m-%d") if isinstance(cell, datetime) else cell for cell in row] for row in found]
    assert plain == [[as_typed(cell) for cell in row] for row in cells(FIRST_MINUTES, LATER_MINUTES)]


def test_agreements_and_needs_have_sheets_of_their_own() -> None:
    due = Line(Kind.AGREEMENT, "@Bo ringer", who=("Bo",), due=date(2027, 2, 1))
    draft = Line(Kind.AGREEMENT, "Vi", is_draft=True)
    later = card(Line(Kind.NEED, "Krav"), draft, area="udv", name="Udvikling")
    first = meeting(later, card(due, Line(Kind.NEED, "Mail")), id="a")
    own = card(Line(Kind.NEED, "Eget"), area=OWN_AREA_ID, name="")
    second = meeting(own, card(Line(Kind.NEED, "Chat")), id="b", at=AT + timedelta(days=1), group="Øst")
    second = second._replace(recalled=(Recalled("@Bo ringer", Verdict.DONE, "a"),))
    found = book(first, second)
    assert found.sheetnames == ["Noter", "Aftaler", "Kompetencebehov"]
    day, next_day = datetime(2026, 11, 22), datetime(2026, 11, 23)
    assert values(found["Aftaler"]) == [
        ("Aftale", "Hvem", "Hvornår", "Status", "Møde", "Dato", "Gruppe", "Område", "Spørgsmål"),
        ("@Bo ringer", "Bo", datetime(2027, 2, 1), "Gjort", "a", day, "", "Teknologiforståelse", "Hvad?"),
    ]
    assert values(found["Kompetencebehov"]) == [
        ("Område", "Kompetencebehov", "Møde", "Dato", "Gruppe", "Spørgsmål"),
        ("Teknologiforståelse", "Mail", "a", day, "", "Hvad?"),
        ("Teknologiforståelse", "Chat", "b", next_day, "Øst", "Hvad?"),
        ("Udvikling", "Krav", "a", day, "", "Hvad?"),
        ("Gruppens egne spørgsmål", "Eget", "b", next_day, "Øst", "Hvad?"),
    ]


def test_a_sheet_can_be_filtered_and_its_header_stays() -> None:
    for sheet in book(FIRST_MINUTES, LATER_MINUTES):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.b for cell in sheet[1])
        texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "s"]
        assert texts
        assert all(cell.alignment.wrap_text for cell in texts)


def test_dates_are_dates() -> None:
    dates = [cell for row in book(LATER_MINUTES)["Noter"].iter_rows(min_row=2) for cell in row if cell.is_date]
    assert {cell.number_format for cell in dates} == {"dd-mm-yyyy"}
    assert {cell.value for cell in dates} == {datetime(2026, 12, 6), datetime(2027, 2, 1)}


@pytest.mark.parametrize("due", [date(1, 1, 1), date(1900, 2, 28), date(1901, 1, 1), date(9999, 12, 31)])
def test_a_date_before_1901_is_a_text(due: date) -> None:
    (row,) = values(book(meeting(card(Line(Kind.AGREEMENT, "Ja", due=due))))["Noter"])[1:]
    assert row[-1] == (datetime(due.year, due.month, due.day) if due.year > 1900 else due.isoformat())


@settings(max_examples=25)
@given(reports())
def test_every_note_is_in_the_workbook_and_none_is_a_formula_a_number_or_a_link(meetings: list[Minutes]) -> None:
    found = book(*meetings)
    for sheet in found:
        assert not sheet._hyperlinks
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert kinds <= {"s", "d"}
    noted = [row[7] for row in values(found["Noter"])[1:] if not row[6].startswith(("Eget", "Aftale fra"))]
    assert noted == [sanitize(text) for text in typed_in(meetings)]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "42", "true", "http://example.org", "mailto:a@b.dk", "{=1}", "_x0041_", "\ufffe", " hej \n", "2026"],
)
def test_a_text_that_looks_like_something_else_is_a_text(text: str) -> None:
    (cell,) = [row[7] for row in book(of(text))["Noter"].iter_rows(min_row=2)]
    assert (cell.value, cell.data_type) == (sanitize(text), "s")
    # A text that would become a formula when its cell is edited is marked as text.
    assert cell.quotePrefix is (text == "=1+1")


def test_a_workbook_has_no_links_or_formulas() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered("xlsx", of("http://example.org", '=HYPERLINK("x")')))) as packed:
        names = packed.namelist()
        assert not [name for name in names if "external" in name or name.startswith("xl/worksheets/_rels")]
        for name in names:
            assert b"TargetMode" not in packed.read(name)
            assert b"<f>" not in packed.read(name)


@pytest.mark.parametrize(("sign", "extra"), [("å", 0), ("😀", -1), ("😀", 0), ("😀", 1), ("=", 0), ("\n", 0)])
def test_a_text_that_is_longer_than_a_cell_continues_in_the_next_row(sign: str, extra: int) -> None:
    text = f"0{sign * (70_000 + extra)}"
    found = book(meeting(card(Line(Kind.AGREEMENT, text), Line(Kind.NOTE, "efter")), id="m1"))
    *parts, after = values(found["Noter"])[1:]
    assert len(parts) > 1
    assert "".join(part[7] for part in parts) == text
    assert all(len(part[7].encode("utf-16-le")) <= 2 * 32_767 for part in parts)
    assert [part[6] for part in parts] == ["Aftale"] + ["Aftale (fortsat)"] * (len(parts) - 1)
    assert {part[:6] for part in parts} == {after[:6]}
    first, *rest = [row[0] for row in values(found["Aftaler"])[1:]]
    assert first + "".join(text.removeprefix("(fortsat) ") for text in rest) == text
    assert all(text.startswith("(fortsat) ") for text in rest)


def test_a_question_or_a_group_that_is_longer_than_a_cell_continues_in_the_next_row() -> None:
    question, group = "Hvorfor? " * 10_000, "Team " * 20_000
    found = values(book(meeting(card(Line(Kind.NOTE, "Fordi"), question=question), group=group))["Noter"])[1:]
    assert "".join(row[5] for row in found) == question
    assert "".join(row[2] for row in found) == group
    assert {row[7] for row in found} == {"Fordi"}


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    assert len(values(book(of("a", "b", "c"))["Noter"])) == 4
    with pytest.raises(KortspilError) as caught:
        book(of("a", "b"), of("c", "d"))
    assert caught.value.message == "Referatet fylder 5 rækker, og et ark i Excel har højst plads til 4."
    assert "csv" in caught.value.hint
    with pytest.raises(KortspilError):
        book(of("a" * 100_000))


def test_a_text_that_xlsxwriter_would_drop_raises_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST_UNITS", 100_000)
    with pytest.raises(RuntimeError):
        rendered("xlsx", of("a" * 50_001))


def test_the_date_of_the_workbook_is_that_of_the_latest_meeting() -> None:
    found = book(LATER_MINUTES, FIRST_MINUTES).properties
    assert found.creator == "kortspil"
    assert (found.title, found.created) == ("Referat af 2 møder", datetime(2026, 12, 6, 9, 30))
    assert book(FIRST_MINUTES._replace(deck_title="\x00" * 300)).properties.title.startswith("Referat: ␀␀")
    for edge in (datetime.min, datetime.max):
        assert book(FIRST_MINUTES._replace(at=edge.replace(tzinfo=AT.tzinfo)))


def test_a_workbook_is_made_without_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(f"tempfile.{name}", refuse)
    assert book(FIRST_MINUTES)


# --- Both formats


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@settings(max_examples=5)
@given(reports())
def test_the_same_minutes_give_the_same_bytes(name: str, meetings: list[Minutes]) -> None:
    assert rendered(name, *meetings) == rendered(name, *meetings)


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_meetings_are_iterated_once(name: str) -> None:
    def once() -> Iterator[Minutes]:
        yield FIRST_MINUTES
        yield LATER_MINUTES

    assert b"".join(renderer(FORMATS[name])(once())) == rendered(name, FIRST_MINUTES, LATER_MINUTES)


def test_ten_times_as_many_meetings_take_no_more_memory_as_csv() -> None:
    assert peak("csv", 200) < 2 * peak("csv", 20)


@settings(max_examples=200)
@given(st.text(st.sampled_from("='+- \n\u200bx＝"), max_size=6))
def test_the_apostrophe_can_always_be_removed_again(text: str) -> None:
    (cell,) = column("Tekst", of(text))
    assert as_typed(cell) == text
