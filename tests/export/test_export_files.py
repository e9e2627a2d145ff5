"""The outline of the minutes in Markdown, the choice of a format, and writing a file in full or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import golden
from kortspil.deck.model import CLOSING_ID, WARMUP_ID
from kortspil.errors import FileError, UsageError
from kortspil.export.charts import needs_chart, time_chart
from kortspil.export.registry import FORMATS, format_of
from kortspil.meeting.events import (
    Asked,
    Began,
    CaseRead,
    Closed,
    Drafted,
    Event,
    Finished,
    Handwritten,
    Kind,
    LaidBack,
    Noted,
    Part,
    Skipped,
    Turned,
)
from kortspil.minutes.build import build
from kortspil.notes.reader import parse
from kortspil.system.files import write
from report_samples import FIRST_MINUTES, KNOWN, LATER_MINUTES, TEK_1, TEK_2, UDV_1, WHOLE, markdown, notes
from table_samples import draft


def exported(*happened: Event, warmup: bool = False) -> str:
    """Write a meeting as a notes file, and return its minutes as Markdown."""
    (meeting,) = parse(notes(*happened, warmup=warmup)).meetings
    return markdown(build(meeting, KNOWN))


def part(text: str, heading: str) -> list[str]:
    """Return the lines under a heading of the second level, without empty ones."""
    section = f"\n{text}".split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [line for line in section.split("\n") if line]


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


# --- The outline


def test_the_minutes_of_a_whole_meeting_to_the_letter() -> None:
    golden.matches("referat.md", exported(*WHOLE, warmup=True))


def test_a_report_of_two_meetings_to_the_letter() -> None:
    golden.matches("referat-samlet.md", markdown(FIRST_MINUTES, LATER_MINUTES))


def agreed(*texts: str) -> list[str]:
    """Return the lines of the agreements in the minutes."""
    text = exported(TEK_1, *(Noted(Kind.AGREEMENT, "tek-1", each) for each in texts), Closed())
    return part(text, "Det aftalte vi")


def test_who_and_when_follow_the_text_of_an_agreement_that_names_them() -> None:
    assert agreed(
        "Vi spørger Annas chef om kurser @Erkan senest 1. december",
        "@Anna, @Bo og @Søren ser på det",
        "Vi følger op om 14 dage. ",
        "Vi ser på det senest næste teammøde",
        "@Bo ringer\nsenest fredag",
    ) == [
        "- Vi spørger Annas chef om kurser @Erkan senest 1. december (Erkan, tirsdag den 1. december 2026)",
        "- @Anna, @Bo og @Søren ser på det (Anna, Bo og Søren)",
        "- Vi følger op om 14 dage. (søndag den 6. december 2026)",
        "- Vi ser på det senest næste teammøde",
        "- @Bo ringer\\",
        "  senest fredag (Bo, fredag den 27. november 2026)",
    ]


def test_who_and_when_are_written_once() -> None:
    text = exported(TEK_1, Noted(Kind.AGREEMENT, "tek-1", "@Bo ringer senest 1. december"), Closed())
    assert text.count("(Bo, tirsdag den 1. december 2026)") == 1
    assert "- **Aftale:** @Bo ringer senest 1. december\n" in text


def test_an_empty_meeting_says_that_nothing_was_noted() -> None:
    text = exported(Closed())
    assert headings(text) == ["Det aftalte vi", "Kompetencebehov", "Kort for kort", "Ikke vendt"]
    assert [part(text, heading) for heading in headings(text)[:3]] == [["Ingen."]] * 3


def test_empty_sections_are_left_out_except_agreements_and_needs() -> None:
    happened: list[Event] = []
    for card in (UDV_1, TEK_1, TEK_2, TEK_1._replace(card="tek-3")):
        happened += [card, Finished(card.card)]
    assert headings(exported(*happened, Closed())) == ["Det aftalte vi", "Kompetencebehov", "Kort for kort"]


def test_agreements_come_first_then_needs_by_area_in_the_decks_order() -> None:
    text = exported(
        Noted(Kind.NEED, WARMUP_ID, "Overblik"), Finished(WARMUP_ID),
        UDV_1, Noted(Kind.NEED, "udv-1", "Krav"), Finished("udv-1"),
        Asked("egen-1", 5, "Og vi?"), Noted(Kind.NEED, "egen-1", "Ro"), Finished("egen-1"),
        TEK_1, Noted(Kind.NEED, "tek-1", "Mail"), Noted(Kind.AGREEMENT, "tek-1", "Bo ringer"), Finished("tek-1"),
        TEK_2, Noted(Kind.NEED, "tek-2", "Teams"),
        warmup=True,
    )  # fmt: skip
    assert headings(text)[:2] == ["Det aftalte vi", "Kompetencebehov"]
    assert part(text, "Det aftalte vi") == ["- Bo ringer"]
    assert part(text, "Kompetencebehov") == [
        "### Åbningsrunde", "- Overblik", "### Teknologiforståelse", "- Mail", "- Teams",
        "### Udvikling og implementering", "- Krav", "### Gruppens egne spørgsmål", "- Ro",
    ]  # fmt: skip


def test_cards_are_listed_by_area_with_their_time_and_their_notes() -> None:
    said = [Noted(Kind.NOTE, "tek-1", "Først"), Noted(Kind.NEED, "tek-1", "Så"), Noted(Kind.NOTE, "tek-1", "Til sidst")]
    text = exported(UDV_1, Finished("udv-1"), TEK_1, *said, Finished("tek-1"))
    assert part(text, "Kort for kort") == [
        "### Teknologiforståelse", "#### Hvad gør værktøj nummer 1 ved jer?", "Tid brugt: 4 minutter.",
        "- **Note:** Først", "- **Kompetencebehov:** Så", "- **Note:** Til sidst",
        "### Udvikling og implementering", "#### Hvad drømmer I om?", "Tid brugt: 1 minut.",
    ]  # fmt: skip


def test_parked_points_skipped_cards_unturned_cards_and_cases_have_sections() -> None:
    parked = Noted(Kind.PARKED, "tek-2", "Chatbots")
    text = exported(TEK_2, parked, Finished("tek-2"), TEK_1, Skipped("tek-1"), CaseRead("teknik", "Facebook"))
    assert part(text, "Parkeret til senere") == ["- Chatbots"]
    assert part(text, "Sprunget over") == ["- Hvad gør værktøj nummer 1 ved jer?"]
    assert part(text, "Ikke vendt") == ["- Hvad drømmer I om?", "- Hvad gør værktøj nummer 3 ved jer?"]
    assert part(text, "Læste cases") == ["- Facebook"]


def test_cards_that_are_gone_from_the_deck_are_counted() -> None:
    (meeting,) = parse(notes(TEK_1, LaidBack("tek-1"))).meetings
    text = markdown(build(meeting, {"tek-1": KNOWN["tek-1"]}))
    assert part(text, "Ikke vendt")[1:] == ["- 3 kort, som ikke længere findes i kortsættet."]


def test_drafts_and_handwriting_are_labelled_and_are_no_agreements() -> None:
    text = exported(TEK_1, Drafted(draft(Kind.AGREEMENT, "tek-1", "Bo ri")), Handwritten("Husk kaffe"))
    assert part(text, "Det aftalte vi") == ["Ingen."]
    assert part(text, "Kort for kort")[-2:] == [
        "- **Tilføjet direkte i filen:** Husk kaffe",
        "- **Kladde (aftale):** Bo ri",
    ]


def test_a_draft_without_a_card_is_in_the_minutes() -> None:
    text = exported(Drafted(draft(Kind.NOTE, "", "Hvad med")))
    assert part(text, "Kort for kort") == [
        "### Uden for kortene",
        "- **Kladde (note):** Hvad med",
    ]


def test_a_draft_of_the_closing_round_names_its_speaker() -> None:
    happened: list[Event] = [Began(Part.ROUND), Drafted(draft(Kind.NOTE, CLOSING_ID, "Det var", by="Anna"))]
    assert "- **Kladde (note), Anna:** Det var\n" in exported(*happened)


def test_the_chart_of_needs_has_chosen_areas_without_needs() -> None:
    meeting = FIRST_MINUTES._replace(cards=tuple(card for card in FIRST_MINUTES.cards if card.area == "tek"))
    (chart,) = needs_chart([meeting])
    assert [(bar.label, bar.value) for bar in chart.bars] == [
        ("Teknologiforståelse", 1),
        ("Udvikling og implementering", 0),
    ]


def test_the_chart_of_time_leaves_out_cards_without_time() -> None:
    cards = [card._replace(spent=timedelta(minutes=index)) for index, card in enumerate(FIRST_MINUTES.cards)]
    (chart,) = time_chart(cards)
    assert chart.title == "Tid på hvert kort"
    assert len(chart.bars) == len(cards) - 1


def test_the_chart_of_time_has_the_40_longest_cards() -> None:
    card = FIRST_MINUTES.cards[1]
    (chart,) = time_chart(card._replace(question=f"{n}?", spent=timedelta(minutes=n)) for n in range(1, 101))
    assert chart.title == "Tid på de 40 kort, der blev talt længst om"
    assert [bar.label for bar in chart.bars] == [f"{n}?" for n in range(100, 60, -1)]


def test_the_minutes_begin_with_the_time_the_length_and_the_participants() -> None:
    assert exported(TEK_1, Closed()).split("\n")[:5] == [
        "# Referat: Prøvekort, 22. november 2026", "",
        "Møde 22. november 2026 kl. 10.30. Tid brugt: 3 minutter.", "",
        "Deltagere: Anna, Bo",
    ]  # fmt: skip
    assert "Mødet er ikke lukket." in exported(TEK_1)


def test_a_meeting_without_participants_has_no_line_for_them() -> None:
    (meeting,) = parse(notes(Closed()).replace("- **Deltagere:** Anna, Bo\n", "")).meetings
    assert "Deltagere" not in markdown(build(meeting, {}))


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from([TEK_1, TEK_2, UDV_1]), st.lists(st.sampled_from(Kind), max_size=4)), max_size=5)
)
def test_every_note_is_once_in_the_details_and_once_in_its_summary(
    turns: list[tuple[Turned, list[Kind]]],
) -> None:
    noted = [Noted(kind, card.card, "") for card, kinds in turns for kind in kinds]
    noted = [note._replace(text=f"sag {number}.") for number, note in enumerate(noted)]
    waiting = iter(noted)
    happened: list[Event] = []
    for card, kinds in turns:
        happened += [card, *(next(waiting) for _ in kinds), Finished(card.card)]
    text = exported(*happened)
    for note in noted:
        found = {heading for heading in headings(text) if any(note.text in line for line in part(text, heading))}
        summary = {Kind.NOTE: set(), Kind.NEED: {"Kompetencebehov"}, Kind.AGREEMENT: {"Det aftalte vi"}}
        assert found == {"Kort for kort"} | summary.get(note.kind, {"Parkeret til senere"})
        assert text.count(note.text) == len(found)


# --- Which format


@pytest.mark.parametrize("target", ["referat.md", "REFERAT.MD", "møde.d/a.b.md", "/x/referat.md", "-"])
def test_the_format_is_markdown_for_its_suffix_and_for_standard_output(target: str) -> None:
    assert format_of(target).name == "md"


@pytest.mark.parametrize(
    ("target", "named", "example"),
    [
        ("referat.xyz", "Endelsen .xyz", "kortspil export referat.md"),
        ("ud/referat", "En fil uden endelse", "kortspil export referat.md"),
        ("møde.md/noter.pdf2", "Endelsen .pdf2", "kortspil export noter.pdf"),
        ("referat.doc", "Endelsen .doc", "kortspil export referat.docx"),
        ("referat.XLS", "Endelsen .XLS", "kortspil export referat.xlsx"),
        ("side.htm", "Endelsen .htm", "kortspil export side.html"),
        (".docx", "En fil uden endelse", "kortspil export referat.docx"),
        ("/", "En fil uden endelse", "kortspil export referat.md"),
    ],
)
def test_an_unknown_suffix_is_refused_with_those_that_can_be_used(target: str, named: str, example: str) -> None:
    with pytest.raises(UsageError) as caught:
        format_of(target)
    assert caught.value.message.startswith(named)
    assert all(f".{name}" in caught.value.message for name in FORMATS)
    assert example in caught.value.hint


# --- Writing a file


@pytest.fixture(params=["new", "old"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A path with no file yet, or with an old one."""
    path = tmp_path / "referat.md"
    if request.param == "old":
        path.write_bytes(b"det gamle referat")
    return path


def folder(path: Path) -> dict[str, bytes]:
    """Return the content of every file in the folder of a path, by name."""
    return {at.name: at.read_bytes() for at in path.parent.iterdir()}


def test_the_file_has_the_data_and_there_is_no_temporary_file(target: Path) -> None:
    write(target, b"nyt\r\n\x00")
    assert folder(target) == {"referat.md": b"nyt\r\n\x00"}


@pytest.mark.parametrize("breaks", ["replace", "open", "fsync"])
def test_a_failed_write_leaves_the_old_file_and_no_temporary_file(
    target: Path, breaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder(target)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path if breaks == "replace" else os, breaks, full)
    with pytest.raises(FileError, match=r"Der kan ikke skrives i .*referat\.md: disken er fuld\."):
        write(target, b"nyt")
    assert folder(target) == before


def test_the_data_is_synced_before_the_file_is_renamed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(file: int) -> None:
        fsync(file)
        order.append("on the disk")

    def noted_replace(path: Path, to: Path) -> Path:
        order.append("named")
        return replace(path, to)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    write(target, b"nyt")
    assert order[:2] == ["on the disk", "named"]
    # The folder is synced too.
    assert order[2:] == ([] if os.name == "nt" else ["on the disk"])


def test_a_missing_folder_is_refused_in_danish(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"mappen findes ikke\.$"):
        write(tmp_path / "ingen" / "referat.md", b"nyt")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "referat.md").mkdir()
    with pytest.raises(FileError):
        write(tmp_path / "referat.md", b"nyt")
    assert [at.name for at in tmp_path.iterdir()] == ["referat.md"]


@pytest.fixture
def umask() -> Iterator[int]:
    """Set an unusual umask, and return it."""
    before = os.umask(0o026)
    yield 0o026
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows lacks these permissions")
def test_a_new_file_has_the_permissions_of_the_umask(target: Path, umask: int) -> None:
    write(target, b"nyt")
    assert target.stat().st_mode & 0o777 == 0o666 & ~umask
    assert os.umask(umask) == umask
