"""Minutes as a Word document, read as XML and with LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings

from kortspil.export.areas import by_area
from kortspil.meeting.events import Asked, Closed, Kind, Noted
from kortspil.minutes.model import CardMinutes, Line, Minutes
from kortspil.text.sanitize import sanitize
from programs import PATIENCE_SECONDS
from report_samples import AT, FIRST_MINUTES, KNOWN, LATER_MINUTES, TEK_1, minutes_of, notes, rendered, reports, write

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "type": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}


def tag(name: str) -> str:
    """Return a short name, such as «w:p», in the notation of ElementTree."""
    space, _, rest = name.partition(":")
    return f"{{{SPACES[space]}}}{rest}"


class Shown(NamedTuple):
    """A paragraph: the id of its style, or "", and its text."""

    style: str
    text: str


class Word:
    """A document, parsed."""

    def __init__(self, *meetings: Minutes) -> None:
        self.file = rendered("docx", *meetings)
        with zipfile.ZipFile(BytesIO(self.file)) as whole:
            self.entries = whole.infolist()
            self.parts = {entry.filename: whole.read(entry) for entry in self.entries}
        (self.body,) = self.part("word/document.xml")
        # Paragraphs in tables are among these.
        self.shown = [shown(each) for each in self.body.iter(tag("w:p"))]

    def part(self, name: str) -> Xml.Element:
        return Xml.fromstring(self.parts[name])

    def texts(self, *styles: str) -> list[str]:
        return [each.text for each in self.shown if each.style in styles]

    def tables(self) -> list[list[list[str]]]:
        return [
            [["\n".join(shown(p).text for p in cell.iter(tag("w:p"))) for cell in row.iter(tag("w:tc"))]
             for row in table.iter(tag("w:tr"))]
            for table in self.body.iter(tag("w:tbl"))
        ]  # fmt: skip


@cache
def first_report() -> Word:
    return Word(FIRST_MINUTES)


@cache
def joint_report() -> Word:
    return Word(FIRST_MINUTES, LATER_MINUTES)


def shown(paragraph: Xml.Element) -> Shown:
    signs = {tag("w:br"): "\n", tag("w:tab"): "\t"}
    style = paragraph.find("w:pPr/w:pStyle", SPACES)
    text = "".join(
        as_kept(each) if each.tag == tag("w:t") else signs.get(each.tag, "")
        for run in paragraph.iter(tag("w:r"))
        for each in run
    )
    return Shown("" if style is None else style.attrib[tag("w:val")], text)


def as_kept(text: Xml.Element) -> str:
    """Return a text as Word reads it: without the white space around it, unless ``xml:space`` preserves that."""
    is_whole = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text.text or "" if is_whole else (text.text or "").strip()


def kept(text: str) -> str:
    """Return a text as the document holds it, without the characters that XML cannot hold."""
    return "\t".join(map(sanitize, text.strip("\n").split("\t")))


def between(word: Word, heading: str, style: str) -> list[Shown]:
    """Return the paragraphs from a heading to the next one of the same style."""
    found = word.shown[word.shown.index(Shown(style, heading)) + 1 :]
    ends = [at for at, each in enumerate(found) if each.style == style]
    return found[: ends[0]] if ends else found


# --- The text


def test_a_document_has_a_title_headings_tables_and_lists() -> None:
    word = first_report()
    assert word.shown[:3] == [
        ("Title", "Referat: Prøvekort, 22. november 2026"),
        ("", "Møde 22. november 2026 kl. 10.30. Tid brugt: 22 minutter."),
        ("", "Deltagere: Anna, Bo"),
    ]
    assert word.texts("Heading1") == [
        "Det aftalte vi", "Kompetencebehov", "Parkeret til senere", "Kort for kort", "Læste cases", "Sprunget over",
        "Ikke vendt",
    ]  # fmt: skip
    assert [each for each in between(word, "Kort for kort", "Heading1") if each.style.startswith("Heading")] == [
        ("Heading2", "Åbningsrunde"),
        ("Heading2", "Teknologiforståelse"),
        ("Heading3", "Hvad gør værktøj nummer 2 ved jer?"),
        ("Heading2", "Udvikling og implementering"),
        ("Heading3", "Hvad drømmer I om?"),
        ("Heading2", "Gruppens egne spørgsmål"),
        ("Heading3", "Hvem hjælper, når Ib er på ferie?"),
    ]
    assert word.tables() == [
        [
            ["Aftale", "Hvem", "Hvornår"],
            ["Bo inviterer IT med til næste møde <1. december>", "", ""],
            ["Vi laver en liste\n\n1. over hvem der kan hvad", "", ""],
        ]
    ]
    assert between(word, "Hvad drømmer I om?", "Heading3")[:4] == [
        ("", "Tid brugt: 4 minutter."),
        ("ListBullet", "Note: At systemerne taler sammen.\nOg at *vi* bliver spurgt først."),
        ("ListBullet", "Aftale: Bo inviterer IT med til næste møde <1. december>"),
        ("ListBullet", "Kompetencebehov: Hvordan man stiller krav"),
    ]


def test_headings_have_the_built_in_styles_and_levels() -> None:
    styles = {
        each.attrib[tag("w:styleId")]: each
        for each in first_report().part("word/styles.xml").iterfind("w:style", SPACES)
    }
    for level in range(1, 6):
        style = styles[f"Heading{level}"]
        name, outline = style.find("w:name", SPACES), style.find("w:pPr/w:outlineLvl", SPACES)
        assert name is not None
        assert outline is not None
        assert (name.attrib[tag("w:val")], outline.attrib[tag("w:val")]) == (f"heading {level}", str(level - 1))
        assert style.find("w:pPr/w:keepNext", SPACES) is not None
        assert style.find("w:semiHidden", SPACES) is None


def test_a_report_of_two_meetings_has_joint_lists_and_then_each_meeting_a_level_down() -> None:
    word = joint_report()
    assert word.texts("Title") == ["Referat af 2 møder"]
    assert word.texts("Heading1") == [
        "Det aftalte vi", "Kompetencebehov", "Tid på kortene", "Møde 22. november 2026 kl. 10.30",
        "Møde 6. december 2026 kl. 10.30: Team Vest",
    ]  # fmt: skip
    assert word.tables()[0] == [
        ["Aftale", "Hvem", "Hvornår", "Møde"],
        ["Bo inviterer IT med til næste møde <1. december>", "", "", "22. november 2026 kl. 10.30. Gjort"],
        ["Vi laver en liste\n\n1. over hvem der kan hvad", "", "", "22. november 2026 kl. 10.30"],
        [
            "@Anna ringer senest 1. februar 2027",
            "Anna",
            "mandag den 1. februar 2027",
            "6. december 2026 kl. 10.30, Team Vest",
        ],
    ]
    assert "Hvad gør værktøj nummer 1 ved jer?" in word.texts("Heading4")
    assert word.texts("Heading5") == []


def test_an_empty_meeting_is_a_document() -> None:
    word = Word(minutes_of(notes(Closed())))
    assert word.texts("Heading1") == ["Det aftalte vi", "Kompetencebehov", "Kort for kort", "Ikke vendt"]
    assert [each.text for each in word.shown].count("Ingen.") == 3
    assert word.tables() == []
    assert not [name for name in word.parts if name.startswith("word/media")]


@settings(max_examples=40)
@given(reports())
def test_any_report_is_a_whole_file_with_every_note_in_order_and_nothing_that_acts(meetings: list[Minutes]) -> None:
    word = Word(*meetings)
    every_note_is_in_the_details_once(word, meetings)
    every_part_is_declared_and_every_reference_leads_to_one(word)
    the_text_has_no_other_markup(word)


def every_note_is_in_the_details_once(word: Word, meetings: list[Minutes]) -> None:
    style = "Heading1" if len(meetings) == 1 else "Heading2"
    places = [at for at, each in enumerate(word.shown) if each == (style, "Kort for kort")]
    assert len(places) == len(meetings)
    for place, minutes in zip(places, meetings, strict=True):
        written = [line.text for cards in by_area([minutes]).values() for card in cards for line in card.lines]
        details = word.shown[place + 1 :]
        ends = [at for at, each in enumerate(details) if each.style in ("Heading1", style)]
        found = [each.text for each in details[: ends[0] if ends else None] if each.style == "ListBullet"]
        assert len(found) == len(written)
        for seen, text in zip(found, written, strict=True):
            label, _, rest = seen.partition(": ")
            assert (bool(label), rest) == (True, kept(text))


def every_part_is_declared_and_every_reference_leads_to_one(word: Word) -> None:
    names = set(word.parts)
    types = word.part("[Content_Types].xml")
    endings = {each.attrib["Extension"] for each in types.iterfind("type:Default", SPACES)}
    named = {each.attrib["PartName"] for each in types.iterfind("type:Override", SPACES)}
    assert all(name.rpartition(".")[2] in endings for name in names)
    assert named <= {f"/{name}" for name in names}
    for name in names:
        if name.endswith(".rels"):
            folder = PurePosixPath(name).parent.parent
            for each in word.part(name).iterfind("rel:Relationship", SPACES):
                assert each.get("TargetMode") is None
                assert str(folder / each.attrib["Target"]) in names
    known = {each.attrib["Id"] for each in word.part("word/_rels/document.xml.rels")}
    used = {
        value for each in word.body.iter() for key, value in each.attrib.items() if key.startswith(f"{{{SPACES['r']}}}")
    }
    assert used <= known


def the_text_has_no_other_markup(word: Word) -> None:
    """Check that a document has no fields, links or scripts."""
    kinds = {
        each.tag.removeprefix(f"{{{SPACES['w']}}}")
        for each in word.body.iter()
        if each.tag.startswith(f"{{{SPACES['w']}}}")
    }
    assert kinds <= {
        "body", "p", "pPr", "pStyle", "keepNext", "r", "rPr", "b", "i", "t", "br", "tab", "drawing", "sectPr",
        "footerReference", "pgSz", "pgMar", "cols", "docGrid", "tbl", "tblPr", "tblStyle", "tblW", "tblLayout",
        "tblLook", "tblGrid", "gridCol", "tr", "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "shd",
    }  # fmt: skip
    assert all(kept(each.text) == each.text for each in word.shown)


def test_line_ends_tabs_and_spaces_in_a_note_are_kept() -> None:
    text = "  først \t så\n\n   til sidst"
    word = Word(minutes_of(notes(TEK_1, Noted(Kind.NOTE, "tek-1", text), Closed())))
    assert f"Note: {text}" in word.texts("ListBullet")


def test_labels_are_bold_and_texts_are_plain() -> None:
    word = Word(minutes_of(notes(TEK_1, Noted(Kind.NOTE, "tek-1", "Hej"), Closed())))
    (item,) = (each for each in word.body.iter(tag("w:p")) if shown(each).text == "Note: Hej")
    assert [run.find("w:rPr/w:b", SPACES) is not None for run in item.iter(tag("w:r"))] == [True, False]


def test_a_note_of_a_megabyte_is_split_into_pieces_that_parsers_accept() -> None:
    long = "Der står meget her. " * 52_000 + "Slut"
    agreed = minutes_of(notes(TEK_1, Noted(Kind.AGREEMENT, "tek-1", long), Asked("egen-1", 9, long), Closed()))
    word = Word(agreed)
    assert f"Aftale: {long}" in word.texts("ListBullet")
    assert word.tables()[0][1][0] == long
    assert long in word.texts("Heading3")
    assert max(len(each.text or "") for each in word.body.iter(tag("w:t"))) <= 100_000
    assert max(map(len, alt_texts(word))) < 2000


# --- Language, properties and layout


def test_the_document_is_marked_as_danish() -> None:
    word = first_report()
    (language,) = word.part("word/styles.xml").iter(tag("w:lang"))
    (theme,) = word.part("word/settings.xml").iter(tag("w:themeFontLang"))
    for each in (language, theme):
        assert {each.attrib[tag(f"w:{script}")] for script in ("val", "eastAsia", "bidi")} == {"da-DK"}
    assert word.part("docProps/core.xml").findtext("dc:language", namespaces=SPACES) == "da-DK"


def test_the_properties_are_those_of_the_meetings() -> None:
    word = joint_report()
    about = word.part("docProps/core.xml")
    found = {each.tag: each.text for each in about}
    assert found[tag("dc:title")] == "Referat af 2 møder"
    assert found[tag("dc:creator")] == found[tag("cp:lastModifiedBy")] == "kortspil"
    # The later of the two meetings began at 10.30 in Denmark.
    assert found[tag("dcterms:created")] == found[tag("dcterms:modified")] == "2026-12-06T09:30:00Z"
    assert not any(b"python-docx" in part or b"Macintosh" in part for part in word.parts.values())


@pytest.mark.parametrize("year", [1, 9999])
def test_an_impossible_year_and_a_long_title_are_cut(year: int) -> None:
    at = datetime(
        year, 1 if year == 1 else 12, 1 if year == 1 else 31, tzinfo=timezone(timedelta(hours=1 if year == 1 else -1))
    )
    word = Word(FIRST_MINUTES._replace(at=at, deck_title="Kort\x00" * 100))
    assert len(word.part("docProps/core.xml").findtext("dc:title", "", SPACES)) == 255
    assert word.texts("Title")[0].startswith("Referat: " + "Kort␀" * 100)


def test_a_table_repeats_its_header_and_keeps_short_rows_on_one_page() -> None:
    long = "Vi ringer. " * 300
    agreed = minutes_of(notes(TEK_1, *(Noted(Kind.AGREEMENT, "tek-1", each) for each in ("Kort", long)), Closed()))
    word = Word(agreed)
    (table,) = word.body.iter(tag("w:tbl"))
    rows = list(table.iter(tag("w:tr")))
    assert [row.find("w:trPr/w:tblHeader", SPACES) is not None for row in rows] == [True, False, False]
    # A row that is longer than a page may break.
    assert [row.find("w:trPr/w:cantSplit", SPACES) is not None for row in rows] == [True, True, False]
    style = table.find("w:tblPr/w:tblStyle", SPACES)
    assert style is not None
    (grid,) = (
        each for each in word.part("word/styles.xml") if each.get(tag("w:styleId")) == style.attrib[tag("w:val")]
    )
    lines = grid.find("w:tblPr/w:tblBorders", SPACES)
    assert lines is not None
    assert {each.attrib[tag("w:val")] for each in lines} == {"single"}


def alt_texts(word: Word) -> list[str]:
    return [each.attrib["descr"] for each in word.body.iter(tag("wp:docPr"))]


def test_every_picture_has_an_alternative_text_and_a_caption() -> None:
    word = first_report()
    assert alt_texts(word) == [
        "Kompetencebehov i hvert område. Teknologiforståelse: 1 behov. Udvikling og implementering: 1 behov.",
        "Tid på hvert kort. Hvad gør værktøj nummer 2 ved jer?: 7 minutter. Hvad drømmer I om?: 4 minutter. "
        "Åbningsrunde: 3 minutter. Hvem hjælper, når Ib er på ferie?: 3 minutter.",
    ]
    assert word.texts("Caption") == ["Kompetencebehov i hvert område", "Tid på hvert kort"]
    assert [each.attrib["id"] for each in word.body.iter(tag("wp:docPr"))] == ["1", "2"]
    relations = {each.attrib["Id"]: each.attrib["Target"] for each in word.part("word/_rels/document.xml.rels")}
    pictures = [relations[each.attrib[tag("r:embed")]] for each in word.body.iter(tag("a:blip"))]
    assert len(set(pictures)) == 2
    assert all(word.parts[f"word/{name}"].startswith(b"\x89PNG") for name in pictures)


def whole_deck(cards: int) -> Minutes:
    """Return a meeting with many cards and a note of each kind on each."""
    lines = tuple(Line(kind, f"En {kind.value} om hverdagen, som den er.") for kind in Kind)
    held = tuple(
        CardMinutes(
            f"k{n}",
            "tek",
            "Teknologi",
            f"Hvad gør nummer {n} ved jer? {'og jer ' * 20}",
            lines,
            timedelta(seconds=60 * n + 60),
        )
        for n in range(cards)
    )
    return FIRST_MINUTES._replace(cards=held)


def test_a_chart_of_a_whole_deck_is_split_into_pictures_that_fit_on_a_page() -> None:
    word = Word(whole_deck(35))
    assert word.texts("Caption")[1:] == [f"Tid på hvert kort ({part} af 3)" for part in (1, 2, 3)]
    times = alt_texts(word)[1:]
    assert [each.count("minut") for each in times] == [12, 12, 11]
    assert {width for width, _ in sizes(word)} == {16}


def sizes(word: Word) -> list[tuple[float, float]]:
    """Return the width and the height of each picture, in centimetres."""
    extents = word.body.iter(tag("wp:extent"))
    return [(int(each.attrib["cx"]) / 360_000, int(each.attrib["cy"]) / 360_000) for each in extents]


def test_a_picture_is_as_wide_as_the_text_and_never_taller_than_a_page() -> None:
    def long(card: CardMinutes) -> CardMinutes:
        return card._replace(question=f"{card.question} {'W' * 240}")

    minutes = whole_deck(14)
    word = Word(minutes._replace(cards=tuple(map(long, minutes.cards))))
    assert sizes(word)[1][1] == 22.5
    for width, height in sizes(word):
        assert width <= 16
        assert height <= 22.5
    # LibreOffice adds a margin to a picture that sets none.
    for each in word.body.iter(tag("wp:inline")):
        assert {each.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}


def test_a_page_is_a4_and_has_a_page_number() -> None:
    word = first_report()
    (page,) = word.body.iter(tag("w:pgSz"))
    assert (page.attrib[tag("w:w")], page.attrib[tag("w:h")]) == ("11906", "16838")
    footer = word.part("word/footer1.xml")
    assert "".join(each.text or "" for each in footer.iter(tag("w:t"))) == "Side 1 af 1"
    assert [each.attrib[tag("w:instr")] for each in footer.iter(tag("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_facts_about_a_card_stay_on_the_page_of_its_notes() -> None:
    word = first_report()
    stays = {
        shown(each).text for each in word.body.iter(tag("w:p")) if each.find("w:pPr/w:keepNext", SPACES) is not None
    }
    assert {"Tid brugt: 7 minutter.", "Talt om i lyset af casen »Viden fra borgere«."} <= stays
    assert "Deltagere: Anna, Bo" not in stays


# --- The file


def test_the_same_minutes_give_the_same_bytes_on_another_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = joint_report()
    assert {entry.date_time for entry in first.entries} == {(1980, 1, 1, 0, 0, 0)}
    assert first.entries[0].filename == "[Content_Types].xml"
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert rendered("docx", FIRST_MINUTES, LATER_MINUTES) == first.file
    assert list(tmp_path.iterdir()) == []


@pytest.mark.limits
def test_the_time_is_linear_in_the_number_of_meetings() -> None:
    def taken(meetings: int) -> float:
        report = [whole_deck(35)._replace(meeting=f"m{n}", at=AT + timedelta(days=n)) for n in range(meetings)]
        began = time.process_time()
        rendered("docx", *report)
        return time.process_time() - began

    taken(1)
    few, many = taken(50), taken(500)
    print(f"\n50 meetings {few:.2f} s, 500 meetings {many:.2f} s")
    assert many < 15 * few


# --- In LibreOffice

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FODT = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
needs_an_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


def opened(folder: Path, *meetings: Minutes) -> Xml.Element:
    """Convert a report to flat ODT with LibreOffice and parse it."""
    path = write(folder, "docx", *meetings)
    assert OFFICE
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "fodt",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=PATIENCE_SECONDS, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return Xml.parse(path.with_suffix(".fodt")).getroot()


def name(short: str) -> str:
    space, _, rest = short.partition(":")
    return f"{{{FODT[space]}}}{rest}"


def read(element: Xml.Element) -> str:
    """Return the text of a paragraph in ODT."""
    signs = {name("text:tab"): "\t", name("text:line-break"): "\n"}
    if element.tag == name("text:s"):
        text = " " * int(element.get(name("text:c"), "1"))
    else:
        text = signs.get(element.tag, element.text or "")
    return text + "".join(read(each) + (each.tail or "") for each in element)


@pytest.mark.office
@needs_an_office
def test_an_office_finds_the_headings_the_tables_the_pictures_and_the_language(tmp_path: Path) -> None:
    root = opened(tmp_path, FIRST_MINUTES, LATER_MINUTES)
    word = joint_report()
    headings = [(f"Heading{each.attrib[name('text:outline-level')]}", read(each)) for each in root.iter(name("text:h"))]
    assert headings == [each for each in word.shown if each.style.startswith("Heading")]
    tables = list(root.iter(name("table:table")))
    assert len(tables) == len(word.tables())
    for table, rows in zip(tables, word.tables(), strict=True):
        (header,) = table.iter(name("table:table-header-rows"))
        assert [read(each) for each in header.iter(name("text:p"))] == rows[0]
    # Each picture has its alternative text.
    assert [each.text for each in root.iter(name("svg:desc"))] == alt_texts(word)
    defaults = [
        each for each in root.iter(name("style:default-style")) if each.get(name("style:family")) == "paragraph"
    ]
    languages = [(each.get(name("fo:language")), each.get(name("fo:country"))) for d in defaults for each in d]
    assert ("da", "DK") in languages
    named = {each.get(name("fo:language")) for each in root.iter() if each.get(name("fo:language"))}
    assert named <= {"da", "zxx", "none"}
    assert root.findtext(".//dc:title", namespaces=FODT) == "Referat af 2 møder"


TROUBLE = (
    "=1+1", "<w:p/>&amp;", "]]>", "\x00\x1b[31m", "\ud800", "\ufffe", "😀 中文 e\u0301", "\u202eabc", "a\tb\n\n  c  d ",
    "{ PAGE }", "_x0041_", "\\", "\r\n\x0b\x0c\x85\u2028",
)  # fmt: skip


@pytest.mark.office
@needs_an_office
def test_an_office_reads_every_note_to_the_letter(tmp_path: Path) -> None:
    said = [f"{text}·{number}·" for number, text in enumerate(TROUBLE)]
    lines = tuple(Line(Kind.NOTE, text) for text in said)
    card = CardMinutes("tek-1", "tek", "Teknologiforståelse", KNOWN["tek-1"].question, lines, timedelta(minutes=3))
    root = opened(tmp_path, FIRST_MINUTES._replace(cards=(card,)))
    found = [read(each).removeprefix("Note: ") for each in root.iter(name("text:p")) if read(each).startswith("Note: ")]
    assert found == [kept(text) for text in said]


@pytest.mark.office
@needs_an_office
def test_an_office_opens_a_whole_deck_and_a_note_of_a_megabyte(tmp_path: Path) -> None:
    long = "Der står meget her. " * 52_000 + "Slut"
    minutes = whole_deck(35)
    first, *rest = minutes.cards
    root = opened(tmp_path, minutes._replace(cards=(first._replace(lines=(Line(Kind.AGREEMENT, long),)), *rest)))
    assert sum(long in read(each) for each in root.iter(name("text:p"))) == 2
    assert len(list(root.iter(name("svg:desc")))) == 4
