"""The minutes as a web page: every note is shown, and nothing runs or is fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings

from kortspil.export import svg
from kortspil.export.areas import by_area
from kortspil.export.blocks import Bar, Chart
from kortspil.export.html import render
from kortspil.export.outline import outline
from kortspil.meeting.events import Closed, Kind
from kortspil.messages import minutes as texts
from kortspil.minutes.model import CardMinutes, Line, Minutes
from kortspil.text.sanitize import sanitize
from report_samples import FIRST_MINUTES, LATER_MINUTES, minutes_of, notes, rendered, reports
from webpage import ALLOWED, Colour, Element, colour, contrast, elements, headings

IDS = re.compile(r"part-\d+(-title|-text)?|contents")
SHORT = "Hvem hjælper?"


def page(*meetings: Minutes) -> str:
    return rendered("html", *meetings).decode("utf-8")


def read(*meetings: Minutes) -> list[Element]:
    return elements(page(*meetings))


def in_the_details(found: list[Element]) -> list[str]:
    """Return the notes under «Kort for kort», in order."""
    seen: list[str] = []
    inside = 0
    for each in found:
        if re.fullmatch("h[1-6]", each.tag):
            level = int(each.tag[1])
            if each.text == texts.CARDS:
                inside = level
            elif level <= inside:
                inside = 0
        elif each.tag == "bdi" and inside:
            seen.append(each.text)
    return seen


def noted(meetings: list[Minutes]) -> list[str]:
    """Return every note, in the order of the areas in the minutes."""
    held = [cards for minutes in meetings for cards in by_area([minutes]).values()]
    return [sanitize(line.text).strip("\n") for cards in held for card in cards for line in card.lines]


def style(found: list[Element]) -> str:
    (one,) = (each.text for each in found if each.tag == "style")
    return one


# --- The notes


@settings(max_examples=60)
@given(reports())
def test_any_report_is_a_page_that_shows_every_note_and_does_nothing(meetings: list[Minutes]) -> None:
    text = page(*meetings)
    found = elements(text)
    assert in_the_details(found) == noted(meetings)
    agreements_come_first(meetings, found)
    no_level_of_heading_is_skipped(found)
    every_id_is_a_number_and_every_reference_leads_somewhere(found)
    no_text_becomes_an_element_or_an_attribute(found)
    nothing_is_fetched_and_no_character_misleads(text, found)


def agreements_come_first(meetings: list[Minutes], found: list[Element]) -> None:
    """Check that the agreements come first. A report of several meetings also has each of them in its joint list."""
    cells = [each.text for each in found if each.tag == "bdi" and "td" in each.within]
    for minutes in meetings:
        for said in minutes.finished(Kind.AGREEMENT):
            assert cells.count(sanitize(said.line.text).strip("\n")) == (1 if len(meetings) == 1 else 2)


def no_level_of_heading_is_skipped(found: list[Element]) -> None:
    levels = [level for level, _ in headings(found)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def every_id_is_a_number_and_every_reference_leads_somewhere(found: list[Element]) -> None:
    ids = [each.attributes["id"] for each in found if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert all(IDS.fullmatch(id) for id in ids)
    used = [name for each in found for name in each.attributes.get("aria-labelledby", "").split()]
    used += [each.attributes["href"][1:] for each in found if each.tag == "a"]
    assert set(used) <= set(ids)


def no_text_becomes_an_element_or_an_attribute(found: list[Element]) -> None:
    for each in found:
        assert set(each.attributes) <= ALLOWED[each.tag]


def nothing_is_fetched_and_no_character_misleads(text: str, found: list[Element]) -> None:
    assert sanitize(text) == text
    assert set(re.findall(r'\s(?:href|src)="?(.)', re.sub(r">[^<]*<", "><", text))) <= {"#"}
    assert not re.search(r"url\(|@import|expression|//", style(found))


def test_a_note_keeps_its_lines_and_their_indentation() -> None:
    card = FIRST_MINUTES.cards[0]._replace(lines=(Line(Kind.NOTE, "Først\n\n    så\tsidst"),))
    found = read(FIRST_MINUTES._replace(cards=(card,)))
    assert in_the_details(found) == ["Først\n\n    så sidst"]
    assert "bdi {\n  white-space: pre-wrap;\n}" in style(found)


def test_an_empty_meeting_is_a_page() -> None:
    found = read(minutes_of(notes(Closed())))
    assert [each.text for each in found if each.tag == "p"].count(texts.NONE_NOTED) == 3


def test_the_page_has_a_language_and_a_title() -> None:
    found = read(FIRST_MINUTES)
    assert found[0].attributes == {"lang": "da"}
    called = [each.text for each in found if each.tag in ("title", "h1") and "svg" not in each.within]
    assert called == ["Referat: Prøvekort, 22. november 2026"] * 2


# --- The structure


def test_a_table_is_labelled_by_the_heading_above_it_and_has_headers() -> None:
    found = read(FIRST_MINUTES, LATER_MINUTES)
    above = ""
    tables = 0
    for each in found:
        if re.fullmatch("h[1-6]", each.tag):
            above = each.attributes["id"]
        if each.tag == "table":
            tables += 1
            assert each.attributes["aria-labelledby"] == above
        if each.tag == "th":
            assert each.attributes == {"scope": "col"}
    assert tables == 5
    first = [each.attributes["data-label"] for each in found if each.tag == "td"][:4]
    assert first == ["Aftale", "Hvem", "Hvornår", "Møde"]


def test_only_a_report_of_several_meetings_has_a_table_of_contents() -> None:
    found = read(FIRST_MINUTES, LATER_MINUTES)
    links = [(each.attributes["href"], each.text) for each in found if each.tag == "a"]
    assert links == [(f"#{each.attributes['id']}", each.text) for level, each in headings(found) if level == 2]
    assert [text for _, text in links][-1] == "Møde 6. december 2026 kl. 10.30: Team Vest"
    assert not [each for each in read(FIRST_MINUTES) if each.tag in ("nav", "a")]


def test_a_chart_has_its_text_for_screen_readers() -> None:
    found = read(FIRST_MINUTES)
    text = {each.attributes["id"]: each.text for each in found if "id" in each.attributes}
    drawn = [each for each in found if each.tag == "svg"]
    said = [". ".join(text[id] for id in each.attributes["aria-labelledby"].split()) for each in drawn]
    assert said == [block.text for block in outline([FIRST_MINUTES]) if isinstance(block, Chart)]
    assert len(said) == 2
    assert {each.attributes["role"] for each in drawn} == {"img"}


def test_a_tall_chart_is_several_drawings_of_which_one_is_read_aloud() -> None:
    card = FIRST_MINUTES.cards[0]
    cards = tuple(card._replace(card=f"k-{n}", question=f"Nummer {n}?") for n in range(30))
    drawn = [each for each in read(FIRST_MINUTES._replace(cards=cards)) if each.tag == "svg"]
    assert [each.attributes.get("role", "hidden") for each in drawn] == ["img", "hidden", "hidden"]
    assert all(("aria-hidden" in each.attributes) != ("role" in each.attributes) for each in drawn)


def test_a_long_report_is_streamed_and_always_the_same() -> None:
    report = [FIRST_MINUTES, LATER_MINUTES] * 50
    pieces = list(render(iter(report)))
    assert len(pieces) > 3
    assert max(map(len, pieces)) < 100_000
    assert b"".join(pieces) == b"".join(render(report))


# --- Security


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    found = read(FIRST_MINUTES)
    digest = b64encode(sha256(style(found).encode()).digest()).decode()
    (policy,) = (each.attributes["content"] for each in found if "http-equiv" in each.attributes)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    # The policy comes before everything that it applies to.
    assert [each.tag for each in found[:4]] == ["html", "head", "meta", "meta"]
    assert found[3].attributes["http-equiv"] == "Content-Security-Policy"


# --- Colours


def colours(css: str, scheme: str) -> dict[str, Colour]:
    """Return the colours of a scheme, «light» or «dark», by the name of their variable."""
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    part = {"light": light, "dark": dark.split("}", 1)[0]}[scheme]
    return {name: colour(value) for name, value in re.findall(r"--([a-z]+): (#[0-9a-f]+);", part)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_bars_have_enough_contrast(scheme: str) -> None:
    of = colours(style(read(FIRST_MINUTES)), scheme)
    assert set(of) == {"ground", "text", "quiet", "rule", "link", "bar", "track"}
    assert all(contrast(of[name], of["ground"]) >= 4.5 for name in ("text", "quiet", "link"))
    assert all(contrast(of["bar"], of[behind]) >= 3 for behind in ("ground", "track"))


# --- Charts


def chart(*bars: tuple[str, float]) -> Chart:
    return Chart("Tid", tuple(Bar(label, value, "4 minutter") for label, value in bars), "Tid.")


def drawn(*bars: tuple[str, float]) -> list[svg.Bar]:
    return [bar for drawing in svg.drawings(chart(*bars)) for bar in drawing.bars]


@pytest.mark.parametrize(
    "text",
    [
        "Hvordan kan I som kolleger hjælpe hinanden med at blive fortrolige med nye digitale værktøjer i hverdagen?",
        "WWWW MMMM " * 4,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "数字化能力与我们的工作有什么关系，我们应该怎么学习",
        "e\u0301" * 60,
        "👩\u200d👧 " * 12,
    ],
)
def test_a_label_breaks_into_lines_that_fit(text: str) -> None:
    lines = svg.wrapped(text)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) > 1
    assert max(map(svg.width, lines)) <= svg.ROOM


@pytest.mark.parametrize("text", ["ord " * 1000, "x" * 1_000_000, "e" + "\u0301" * 1_000_000])
def test_a_very_long_label_is_cut_and_ends_in_an_ellipsis(text: str) -> None:
    lines = svg.wrapped(text)
    assert lines[-1].endswith("…")
    assert text.replace(" ", "").startswith("".join(lines)[:-1].replace(" ", ""))
    assert max(map(svg.width, lines)) <= svg.ROOM
    assert sum(map(len, lines)) <= 420


@pytest.mark.parametrize(("text", "lines"), [("", [""]), (" \n ", [""]), (SHORT, [SHORT]), ("to\nord", ["to ord"])])
def test_a_short_label_is_one_line(text: str, lines: list[str]) -> None:
    assert svg.wrapped(text) == lines


def test_east_asian_characters_are_wide_and_accents_have_no_width() -> None:
    assert svg.width("中文") > svg.width("ab")
    assert svg.width("e\u0301") == svg.width("e")


def test_what_a_reader_does_not_see_in_a_label_takes_no_room() -> None:
    assert svg.width("👩\u200d👧") == svg.width("👩👧")
    assert svg.width("kom\u00admune") == svg.width("kommune")


def test_bars_are_proportional_and_every_value_above_zero_is_visible() -> None:
    assert [bar.per_cent for bar in drawn(("a", 8), ("b", 4), ("c", 0), ("d", 0.001))] == [100, 50, 0, 0.5]


def test_a_value_follows_its_label_or_is_below_it_without_room() -> None:
    near, below = drawn((SHORT, 1), ("Udvikling og implementering", 1))
    assert (near.is_below, below.is_below) == (False, True)
    assert below.bar_top - below.top == pytest.approx(near.bar_top - near.top + svg.LINE)


def test_nothing_in_a_chart_overlaps() -> None:
    for drawing in svg.drawings(chart(*((f"Spørgsmål {n} " * (n % 7 + 1), n) for n in range(1, 41)))):
        end = 0.0
        for bar in drawing.bars:
            assert bar.top >= end
            assert bar.bar_top >= bar.top + (len(bar.lines) + bar.is_below) * svg.LINE
            end = bar.bar_top + svg.BAR
        assert end <= drawing.height <= 37


def test_a_chart_holds_all_its_bars_in_order() -> None:
    assert [bar.lines for bar in drawn(*((f"Kort {n}", n) for n in range(1, 41)))] == [
        (f"Kort {n}",) for n in range(1, 41)
    ]


def test_control_characters_in_a_label_are_replaced_before_it_is_measured() -> None:
    (bar,) = drawn(("\u202etxt\x00", 1))
    assert bar.lines == ("\N{REPLACEMENT CHARACTER}txt␀",)


def test_a_question_of_the_groups_own_is_escaped_in_a_chart() -> None:
    card = CardMinutes("egen-1", "", "", "<b>Hvem</b>?", (), FIRST_MINUTES.cards[0].spent)
    spans = [each.text for each in read(FIRST_MINUTES._replace(cards=(card,))) if each.tag == "tspan"]
    assert spans == ["<b>Hvem</b>?", "3 minutter"]
