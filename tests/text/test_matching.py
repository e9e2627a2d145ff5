"""An area or a case is found by a part of its name, and similar names are suggested if nothing matches."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortspil.deck.case_choice import choose
from kortspil.deck.model import Case
from kortspil.text.matching import Found, Unclear, find, fold

AREAS = {
    "anvendelseskompetencer": ("Anvendelseskompetencer",),
    "teknologiforstaaelse": ("Teknologiforståelse",),
    "formidling-og-kommunikation": ("Formidling og kommunikation",),
    "udvikling-og-implementering": ("Udvikling og implementering",),
}
USE, TECH, TELL, BUILD = AREAS


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("teknologiforståelse", TECH),
        ("Teknologiforståelse", TECH),
        ("Teknologiforstaaelse", TECH),
        ("TEKNOLOGIFORSTÅELSE", TECH),
        (unicodedata.normalize("NFD", "teknologiforståelse"), TECH),
        ("teknologi forståelse", TECH),
        ("tekno", TECH),
        ("TEKNO", TECH),
        (" tek ", TECH),
        ("forståelse", TECH),
        ("anvendelse", USE),
        ("a", USE),
        ("formidling og kommunikation", TELL),
        ("formidling-og-kommunikation", TELL),
        ("Formidling & kommunikation", TELL),
        ("formidling_og_kommunikation", TELL),
        ("formidlingogkommunikation", TELL),
        ("form", TELL),
        ("kommunikation", TELL),
        ("udvikling", BUILD),
        ("implementering", BUILD),
        ("udvikling og", BUILD),
    ],
)
def test_an_area_is_found_by_a_part_of_its_name_in_any_spelling(typed: str, area: str) -> None:
    assert find(typed, AREAS) == Found(area)


@pytest.mark.parametrize("typed", ["", " ", "-", "?!", "æblekage", "x", "1", "\N{SNOWMAN}"])
def test_a_text_without_a_match_is_unclear(typed: str) -> None:
    assert find(typed, AREAS) == Unclear(())


@pytest.mark.parametrize(
    ("typed", "areas"),
    [("og", (TECH, TELL, BUILD)), ("&", (TECH, TELL, BUILD)), ("else", (USE, TECH)), ("n", tuple(AREAS))],
)
def test_a_text_that_matches_several_areas_returns_all_of_them_as_unclear(typed: str, areas: tuple[str, ...]) -> None:
    assert find(typed, AREAS) == Unclear(areas)


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("teknologiforstaelse", TECH),
        ("teknologiforstålse", TECH),
        ("tenkologi", TECH),
        ("anvendeleskompetencer", USE),
        ("anvendlse", USE),
        ("formiddling", TELL),
        ("fromidling", TELL),
        ("udvikilng", BUILD),
        ("udvkling og implementering", BUILD),
    ],
)
def test_the_right_name_is_suggested_first_for_a_mistyped_one(typed: str, area: str) -> None:
    found = find(typed, AREAS)
    assert isinstance(found, Unclear)
    assert found.near[0] == area


def test_the_most_similar_name_is_suggested_first() -> None:
    assert find("kortspill", {"kortsalg": (), "kortspil": (), "bord": ()}) == Unclear(("kortspil", "kortsalg"))


def test_no_more_than_three_names_are_suggested() -> None:
    names = {f"omraade-{letter}": () for letter in "abcdef"}
    found = find("omrade", names)
    assert isinstance(found, Unclear)
    assert len(found.near) == 3


def test_a_match_with_a_whole_name_is_preferred_to_a_beginning_and_a_beginning_to_a_part() -> None:
    assert find("kort", {"kort": (), "kortspil": (), "dialogkort": ()}) == Found("kort")
    assert find("kort", {"kortspil": (), "dialogkort": ()}) == Found("kortspil")
    assert find("kort", {"kortspil": (), "kortsæt": (), "dialogkort": ()}) == Unclear(("kortspil", "kortsæt"))


def test_a_thing_is_found_by_any_of_its_names() -> None:
    assert find("fritid", {"kultur": ("Kultur & Fritid", "Mødested"), "teknik": ("Teknik",)}) == Found("kultur")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Å æ Ø", "aaaeoe"), ("Kultur & Fritid", "kulturogfritid"), ("É 2-b", "e2b"), ("\uff34ek", "tek"), ("…", "")],
)
def test_a_name_folds_to_lower_case_ascii(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_a_folded_text_has_only_ascii_letters_and_digits_and_folds_to_itself(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.isascii()
    assert folded == "" or folded.isalnum()


@given(st.text())
def test_any_text_finds_or_suggests_only_areas_that_exist(typed: str) -> None:
    found = find(typed, AREAS)
    assert {found.key} <= set(AREAS) if isinstance(found, Found) else set(found.near) <= set(AREAS)


# --- Cases


def case(name: str, department: str, title: str) -> Case:
    return Case(name, title, department, "KL", ("Tekst.",))


LIBRARY = case("biblioteket-som-indgang", "Baggrund", "Biblioteket som indgang til den digitale kommune")
SERVICE = case("borgerservice", "Borgerservice", "Viden fra borgere fik den digitale kommune ud af dødvandet")
CULTURE = case("kultur-og-fritid", "Kultur & Fritid", "Digitalt mødested giver kommunens tilbud et boost")
ROADS = case("teknik-og-miljoe", "Teknik og Miljø", "Brug af Facebook til kommunikation med borgerne")
CASES = (LIBRARY, SERVICE, CULTURE, ROADS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", LIBRARY),
        ("4", ROADS),
        ("04", ROADS),
        ("borgerservice", SERVICE),
        ("Borger", SERVICE),
        ("kultur-og-fritid", CULTURE),
        ("Kultur & Fritid", CULTURE),
        ("kultur og fritid", CULTURE),
        ("fritid", CULTURE),
        ("Teknik og Miljø", ROADS),
        ("teknik og miljo", ROADS),
        ("miljoe", ROADS),
        ("facebook", ROADS),
        ("Viden fra borgere", SERVICE),
        ("baggrund", LIBRARY),
    ],
)
def test_a_case_is_found_by_number_name_department_or_title(typed: str, meant: Case) -> None:
    assert choose(CASES, typed) == meant


@pytest.mark.parametrize("typed", ["0", "5", "00", "999", "9" * 5000, "-1", "1.5", "²", ""])
def test_a_number_without_a_case_is_unclear(typed: str) -> None:
    assert choose(CASES, typed) == Unclear(())


def test_a_text_that_matches_several_cases_returns_all_of_them_as_unclear() -> None:
    assert choose(CASES, "kommune") == Unclear((LIBRARY.name, SERVICE.name, CULTURE.name))


def test_without_cases_none_is_found() -> None:
    assert choose((), "1") == choose((), "kultur") == Unclear(())
