"""The minutes as a PDF: complete, in order, and tagged for screen readers."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from pypdf import PdfReader

from kortspil.deck.model import OWN_AREA_ID
from kortspil.errors import KortspilError
from kortspil.export.areas import by_area
from kortspil.export.blocks import Chart, Heading
from kortspil.export.missing_glyphs import EVERYWHERE, numbering, unseen_in
from kortspil.export.outline import outline
from kortspil.meeting.events import Closed, Kind
from kortspil.messages.minutes import UNSEEN_SIGNS
from kortspil.minutes.model import CardMinutes, Line, Minutes
from kortspil.text.sanitize import sanitize
from report_samples import AT, FIRST_MINUTES, LATER_MINUTES, minutes_of, notes, rendered, reports

EMPTY = minutes_of(notes(Closed()))
COMPILE = typst.compile


def with_bundled_fonts_only(*args: Any, **options: Any) -> bytes:
    made: bytes = COMPILE(*args, **{**options, "ignore_system_fonts": True})
    return made


@pytest.fixture(autouse=True, scope="module")
def _no_fonts_of_the_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", with_bundled_fonts_only)
        yield


def pdf(*meetings: Minutes) -> PdfReader:
    return PdfReader(io.BytesIO(rendered("pdf", *meetings)))


@cache
def first_report() -> PdfReader:
    return pdf(FIRST_MINUTES)


@cache
def joint_report() -> PdfReader:
    return pdf(FIRST_MINUTES, LATER_MINUTES)


def text_of(reader: PdfReader) -> str:
    """Return the text of a report without the headers and footers of the pages."""
    pages = []
    for number, page in enumerate(reader.pages):
        lines = page.extract_text().strip().split("\n")
        pages += lines[min(number, 1) : -1]
    return "\n".join(pages)


def squeezed(text: str) -> str:
    """Return a text without spaces, hyphens and invisible characters."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign)[0] not in "ZC")
    return "".join(kept).replace("-", "").replace("\N{HYPHEN}", "")


def is_drawn_otherwise(text: str) -> bool:
    """Return whether pypdf reads a text in another order or twice: it has right-to-left or combining characters."""
    composed = unicodedata.normalize("NFC", text)
    return any(unicodedata.bidirectional(sign) in ("R", "AL", "AN", "NSM") for sign in composed)


def saying(*said: str, question: str = "", kind: Kind | None = Kind.NOTE) -> Minutes:
    """Return the minutes of a meeting with some texts on one card."""
    lines = tuple(Line(kind, each) for each in said)
    card = CardMinutes("egen-1", OWN_AREA_ID, "", question, lines, timedelta(minutes=4))
    return EMPTY._replace(cards=(card,))


def elements(reader: PdfReader) -> list[dict[str, Any]]:
    """Return the structure elements in the order they are read aloud."""
    found: list[dict[str, Any]] = []
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict) and ("/S" in node or node.get("/Type") == "/StructTreeRoot"):
            found.append(node)
            waiting += [node["/K"]] if "/K" in node else []
    return found[1:]


def tags(reader: PdfReader) -> list[str]:
    return [element["/S"][1:] for element in elements(reader)]


def bookmarks(reader: PdfReader) -> list[tuple[int, str]]:
    def flat(items: list[Any], level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield from flat(item, level + 1) if isinstance(item, list) else [(level, item.title)]

    return list(flat(reader.outline, 1))


# --- The text


@settings(max_examples=20)
@given(reports())
def test_the_details_have_every_note_once_and_in_order(meetings: list[Minutes]) -> None:
    reader = pdf(*meetings)
    cards = [card for minutes in meetings for held in by_area([minutes]).values() for card in held]
    typed = [sanitize(line.text) for card in cards for line in card.lines]
    if any(map(is_drawn_otherwise, typed)):
        return
    whole = text_of(reader)
    unseen = frozenset(sign for text in typed for sign in text if f"[U+{ord(sign):04X}]" in whole)
    parts = re.findall(r"\nKort for kort\n(.*?)\nIkke vendt\n", whole, re.DOTALL)
    assert len(parts) == len(meetings)
    details, place = squeezed("".join(parts)), 0
    for text in typed:
        sought = squeezed(numbering(unseen)(text))
        assert details.count(sought) == 1
        place = details.index(sought, place)


def test_the_text_of_a_report() -> None:
    whole = text_of(first_report())
    assert whole.startswith(
        "Referat: Prøvekort, 22. november 2026\n"
        "Møde 22. november 2026 kl. 10.30. Tid brugt: 22 minutter.\n"
        "Deltagere: Anna, Bo\n"
        "Det aftalte vi\n"
        "Aftale Hvem Hvornår\n"
        "Bo inviterer IT med til næste møde <1. december>\n"
    )
    assert "• Note: At systemerne taler sammen.\nOg at *vi* bliver spurgt først.\n" in whole
    assert whole.index("Talt om i lyset af casen »Viden fra borgere«.") < whole.index("• Kladde (note): Og så skal")


def test_an_empty_meeting_says_that_nothing_was_noted() -> None:
    assert text_of(pdf(EMPTY)).count("Ingen.") == 3


def test_text_that_looks_like_typst_is_shown_and_not_run() -> None:
    said = '#panic("x") $x$ *b* _i_ `c` \\ <a> @b = c // d /* e */ [f] #import "@preview/g:1.0.0": *'
    reader = pdf(saying(said, question=said))
    assert squeezed(text_of(reader)).count(squeezed(said)) == 3
    assert (4, said) in bookmarks(reader)


def test_each_page_has_the_title_and_a_page_number() -> None:
    reader = joint_report()
    pages = [page.extract_text().strip().split("\n") for page in reader.pages]
    assert len(pages) > 2
    assert [page[-1] for page in pages] == [f"Side {number} af {len(pages)}" for number in range(1, len(pages) + 1)]
    assert {page[0] for page in pages} == {"Referat af 2 møder"}
    assert all((round(page.mediabox.width), round(page.mediabox.height)) == (595, 842) for page in reader.pages)


# --- Standards, tags and properties


def test_the_file_declares_its_language_title_and_standards() -> None:
    reader = joint_report()
    root: Any = reader.root_object
    assert root["/Lang"].startswith("da")
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Referat af 2 møder"
    facts = root["/Metadata"].get_object().get_data().decode()
    for name, value in {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}.items():
        assert re.findall(rf"<{name}>(.*?)</{name}>", facts) == [value]
    assert "Referat af 2 møder</rdf:li></rdf:Alt></dc:title>" in facts


def test_the_date_is_that_of_the_latest_meeting_and_the_bytes_are_the_same_each_time() -> None:
    reader = pdf(LATER_MINUTES, FIRST_MINUTES)
    assert reader.metadata is not None
    assert reader.metadata.creation_date == reader.metadata.modification_date == AT + timedelta(days=14)
    assert rendered("pdf", FIRST_MINUTES) == rendered("pdf", FIRST_MINUTES)


def test_a_meeting_at_the_end_of_the_calendar_can_be_exported() -> None:
    last = datetime(9999, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    assert len(pdf(EMPTY._replace(at=last)).pages) == 1


@pytest.mark.parametrize("meetings", [(FIRST_MINUTES,), (FIRST_MINUTES, LATER_MINUTES), (EMPTY,)], ids=len)
def test_headings_are_tagged_and_bookmarked(meetings: tuple[Minutes, ...]) -> None:
    reader = pdf(*meetings)
    expected = [(block.level, block.text) for block in outline(meetings) if isinstance(block, Heading)]
    assert bookmarks(reader) == expected
    assert [int(tag[1]) for tag in tags(reader) if re.fullmatch(r"H\d", tag)] == [level for level, _ in expected]


def test_tables_and_lists_are_tagged() -> None:
    found = elements(first_report())
    kinds = [element["/S"][1:] for element in found]
    assert kinds.count("Table") == 1
    assert kinds[kinds.index("Table") :][:2] == ["Table", "THead"]
    assert (kinds.count("TH"), kinds.count("TD")) == (3, 6)
    headers = [element["/ID"] for element in found if element["/S"] == "/TH"]
    cells = [element["/A"][0]["/Headers"] for element in found if element["/S"] == "/TD"]
    assert cells == [[header] for header in headers] * 2
    assert kinds.count("LI") == kinds.count("LBody") == kinds.count("Lbl") > kinds.count("L") > 5


def test_a_chart_has_an_alternative_text_and_a_caption() -> None:
    reader = first_report()
    charts = [block for block in outline((FIRST_MINUTES,)) if isinstance(block, Chart)]
    figures = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [chart.text for chart in charts]
    assert tags(reader).count("Caption") == len(charts) == 2
    whole = text_of(reader)
    for chart in charts:
        shown = "\n".join(f"{bar.label}\n{bar.shown}" for bar in chart.bars)
        assert f"\n{chart.title}\n{shown}\n" in whole


# --- Missing glyphs


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("中文", "[U+4E2D][U+6587]"),
        ("Tak \U0001f44d\U0001f3fd!", "Tak [U+1F44D][U+1F3FD]!"),
        ("\U0001f469\u200d\U0001f467", "[U+1F469][U+200D][U+1F467]"),
        ("\U0001f6e0\ufe0f", "[U+1F6E0][U+FE0F]"),
        ("\U0001f1e9\U0001f1f0", "[U+1F1E9][U+1F1F0]"),
        ("\ue000\U000f0000", "[U+E000][U+F0000]"),
        ("b\U0001e8d0c", "b[U+1E8D0]c"),
        ("\x00", "[U+2400]"),
    ],
)  # fmt: skip
def test_a_character_without_a_glyph_is_written_as_its_code_point(said: str, shown: str) -> None:
    whole = text_of(pdf(saying(f"({said})")))
    assert squeezed(f"({shown})") in squeezed(whole)
    assert squeezed(whole).endswith(squeezed(UNSEEN_SIGNS))


@pytest.mark.parametrize("said", ["Sædvanlig blåbærgrød – »50 €« …", "Łódź, Čeština, İstanbul", "אבג", "e\u0301", "√∑"])
def test_no_code_points_are_written_if_every_character_has_a_glyph(said: str) -> None:
    whole = text_of(pdf(saying(said)))
    assert "[U+" not in whole
    assert sorted(squeezed(said)) == sorted(squeezed(whole.partition("Note: ")[2].partition("\n")[0]))


def test_characters_that_count_as_available_are_available_in_every_style() -> None:
    everything = "".join(sorted(EVERYWHERE - {"\n", "\xad"}))
    minutes = saying(everything, question=everything)
    with pytest.MonkeyPatch.context() as patch:
        # Skip the search for missing glyphs that comes before typesetting, so that Typst has to report each of them.
        patch.setattr("kortspil.export.pdf._without_font", lambda _: frozenset())
        whole = text_of(pdf(minutes._replace(cards=(minutes.cards[0]._replace(case=everything),))))
    assert "[U+" not in whole


def test_the_missing_characters_are_read_from_the_message_of_typst() -> None:
    said = "".join(
        f'error: the text `"{each}"` could not be displayed with font `"Ærø Sans"`\n = hint: try `"文"`\n\n'
        for each in ["中", "\\u{200d}", "b", '\\"', "\\\\", "\\n"]
    )
    assert unseen_in(said.replace(' `"文"`', "")) == {"中", "\u200d"}


def test_a_glyph_first_found_missing_in_the_report_is_written_as_its_code_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kortspil.export.pdf._without_font", lambda _: frozenset())
    assert "(ab[U+4E2D][U+1F600] √)" in text_of(pdf(saying("(ab中😀 √)")))


HOSTILE = [
    "\ud800", "\u202eabc\u2066", "\ufeff", "\u0378", "\u00ad" * 50, "\u200b", "\u3164", " ", "\u2028",
    "\u0600\u06dd", "\u0915\u094d\u0937\u093f", "\ua9c5", "\U000e0041", "\ufdfd" * 100, "\u115f", "a\u0338\u20dd",
    "e" + "\u0301" * 20_000, "-" * 40_000, "1/" * 20_000, "W" * 5000,
    "\n" * 2000 + "x", "x\n" * 3000, "\U0001f468\u200d\U0001f469\u200d\U0001f466" * 200,
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: ascii(said)[1:12])
def test_any_text_in_any_place_gives_a_file(said: str) -> None:
    minutes = saying(said, said, question=said, kind=Kind.AGREEMENT)
    reader = pdf(minutes._replace(group=said, participants=(said, said), deck_title=said, cases=(said,)))
    assert len(reader.pages) >= 1


def test_any_text_gives_a_file_with_the_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "compile", COMPILE)
    assert len(pdf(saying(*HOSTILE, kind=Kind.AGREEMENT)).pages) >= 1
    assert len(pdf(saying(*HOSTILE, question="中 e\u0301 √", kind=Kind.NEED)).pages) >= 1


def test_a_word_that_is_wider_than_the_page_is_broken() -> None:
    found = text_of(pdf(saying("W" * 300, question="W" * 200, kind=Kind.AGREEMENT)))
    wide = [line.count("W") for line in found.split("\n")]
    # In the table, on the chart, in the heading of the card and in its note.
    assert sum(wide) == 300 + 200 + 200 + 300
    assert max(wide) <= 42


def test_an_address_breaks_after_a_slash() -> None:
    addresses = ["https://www.kommune.dk/" + f"{'meget'[:length]}lange/veje/" * 16 for length in range(6)]
    found = text_of(pdf(saying(*addresses))).partition("\nGruppens egne spørgsmål\n")[2].partition("\nIkke vendt")[0]
    lines = found.replace("• Note: ", "").split("\n")
    assert "".join(lines) == "".join(addresses)
    assert len(lines) > 2 * len(addresses)
    assert all(line.endswith("/") for line in lines)


def test_very_many_joiners_do_not_crash_typst() -> None:
    # So many joiners in a row would make Typst panic, and the fallback would write them as code points.
    assert "[U+" not in text_of(pdf(saying("a" + "\u200d" * 300_000 + "b")))


def test_a_question_that_is_too_long_for_a_heading_continues_below_it() -> None:
    words = [f"ord{number}" for number in range(8000)]
    reader = pdf(saying("Ja", question=" ".join(words)))
    title = bookmarks(reader)[5][1]
    assert title.startswith("ord0 ord1 ")
    assert title.endswith(" …")
    assert re.findall(r"ord\d+", text_of(reader).split("\nGruppens egne spørgsmål\n")[1]) == words


def test_a_long_note_is_complete() -> None:
    assert text_of(pdf(saying("Q" * 30_000))).count("Q") == 30_000
    said = "\n".join(f"Linje {number} af mange" for number in range(4000))
    assert re.findall(r"Linje (\d+) af mange", text_of(pdf(saying(said)))) == list(map(str, range(4000)))


# --- Failures


def refusing(is_refused: Any) -> Any:
    def compiled(*args: Any, **options: Any) -> bytes:
        if is_refused(options):
            error = typst.TypstError("no", "")
            error.message, error.diagnostic = "no\nreally", "error: no\n"
            raise error
        return with_bundled_fonts_only(*args, **options)

    return compiled


def test_a_font_that_typst_refuses_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "compile", refusing(lambda options: not options["ignore_system_fonts"]))
    assert "(√[U+4E2D])" in text_of(pdf(saying("(√中)"))).replace("[U+221A]", "√")


def test_a_failure_of_typst_is_reported_in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "compile", refusing(lambda _: True))
    with pytest.raises(KortspilError) as caught:
        rendered("pdf", FIRST_MINUTES)
    assert caught.value.message == "Referatet kunne ikke laves som pdf. Biblioteket typst svarede: »no«."
    assert caught.value.exit_code == 1


class PanicException(BaseException):
    """A class with the same name as the exception that a panic in Rust raises."""


def test_a_panic_of_typst_is_reported_in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    def panicking(*_: Any, **__: Any) -> bytes:
        raise PanicException("assertion failed: j < i")

    monkeypatch.setattr(typst, "compile", panicking)
    with pytest.raises(KortspilError, match="assertion failed: j < i"):
        rendered("pdf", FIRST_MINUTES)


def test_a_keyboard_interrupt_is_not_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "compile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rendered("pdf", FIRST_MINUTES)


def test_the_current_folder_is_neither_read_nor_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chart.typ").write_text("#panic()")
    (tmp_path / "minutes.typ").write_text("#panic()")
    assert rendered("pdf", FIRST_MINUTES)
    assert sorted(at.name for at in tmp_path.iterdir()) == ["chart.typ", "minutes.typ"]


def test_a_report_that_needs_more_memory_than_is_free_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=400_000))
    with pytest.raises(KortspilError) as caught:
        rendered("pdf", saying("Ja. " * 1000))
    assert re.fullmatch(
        r"Så stort et referat kan kræve \d+,\d GB hukommelse som PDF, .* 0,0 GB fri\.", caught.value.message
    )
    assert "docx eller html" in caught.value.hint
    assert caught.value.exit_code == 1


def test_long_words_are_hyphenated_by_danish_rules() -> None:
    found = text_of(pdf(saying("ansættelsesforhold " * 40))).partition("Gruppens egne")[2]
    # A soft hyphen tells a screen reader that it is not part of the word.
    ends = {line.rpartition(" ")[2] for line in found.split("\n") if line.endswith("\xad")}
    assert ends
    assert ends <= {f"{part}\xad" for part in ("an", "ansæt", "ansættel", "ansættelses", "ansættelsesfor")}


def test_a_report_of_several_meetings_has_a_table_of_contents() -> None:
    page = text_of(joint_report()).split("\n")
    at = page.index("Indhold")
    chapters = [line.rstrip(" .1234567890") for line in page[at + 1 : at + 6]]
    assert chapters[:3] == ["Det aftalte vi", "Kompetencebehov", "Tid på kortene"]
    assert chapters[4] == "Møde 6. december 2026 kl. 10.30: Team Vest"
    assert "Indhold" not in text_of(first_report())
