"""The shipped deck and cases have the words of the documents that they were taken from."""

from __future__ import annotations

import re

import pytest

from kortspil.deck import cases as case_files
from kortspil.deck import reader as deck_reader
from kortspil.deck.model import Case, Deck, Guide, Warmup
from kortspil.system import paths
from repository import TESTS

SOURCES = TESTS / "sources"
KL_CASES = {
    "borgerservice": "004_400f06627b157e04.txt",
    "kultur-og-fritid": "000_5be47accc512df1a.txt",
    "teknik-og-miljoe": "001_d4b2bcec6c33f633.txt",
}
BACKGROUND = "biblioteket-som-indgang"


def source(name: str) -> str:
    text = (SOURCES / name).read_text("utf-8")
    assert text.strip()
    return text


@pytest.fixture(scope="module")
def sheets() -> str:
    """The text of the document with the guide and the printed cards. The one damaged word in it is repaired."""
    text = source("002_568c799fa94bd358.txt")
    assert text.count("kerne- opgaven") == 1
    return text.replace("kerne- opgaven", "kerneopgaven")


@pytest.fixture(scope="module")
def deck() -> Deck:
    return deck_reader.load(paths.shipped_deck())


@pytest.fixture(scope="module")
def guide(deck: Deck) -> Guide:
    assert deck.guide is not None
    return deck.guide


@pytest.fixture(scope="module")
def warmup(deck: Deck) -> Warmup:
    assert deck.warmup is not None
    return deck.warmup


def case(name: str) -> Case:
    return case_files.load(paths.case_folder() / f"{name}.md")


# --- The cards


def test_these_tests_read_every_shipped_file() -> None:
    shipped = {path.relative_to(paths.data_folder()).as_posix() for path in paths.data_folder().rglob("*.*")}
    assert shipped == {"cards.yaml", *(f"cases/{name}.md" for name in (BACKGROUND, *KL_CASES))}


@pytest.mark.parametrize(
    ("place", "area", "name", "short", "cards"),
    [
        (0, "anvendelseskompetencer", "Anvendelseskompetencer", "anv", 11),
        (1, "teknologiforstaaelse", "Teknologiforståelse", "tek", 6),
        (2, "formidling-og-kommunikation", "Formidling og kommunikation", "for", 10),
        (3, "udvikling-og-implementering", "Udvikling og implementering", "udv", 8),
    ],
)
def test_every_area_has_its_cards_with_their_permanent_ids(
    deck: Deck, place: int, area: str, name: str, short: str, cards: int
) -> None:
    found = deck.areas[place]
    assert (found.id, found.name) == (area, name)
    assert [card.id for card in found.cards] == [f"{short}-{number:02}" for number in range(1, cards + 1)]


def test_there_are_35_cards_in_four_areas(deck: Deck) -> None:
    assert len(deck.areas) == 4
    assert len({card.id for area in deck.areas for card in area.cards}) == 35


def test_every_card_has_the_words_of_the_printed_card(deck: Deck, sheets: str) -> None:
    printed = re.findall(r"^(.+)\n\n((?:For eksempel|Eksempel): .+)\n\nKL$", sheets, re.MULTILINE)
    ours = [(card.question, f"{card.lead} {'; '.join(card.examples)}") for area in deck.areas for card in area.cards]
    assert len(printed) == sheets.count("\nKL\n") == 35
    assert ours == printed


def test_no_example_joins_two_examples(deck: Deck) -> None:
    examples = [example for area in deck.areas for card in area.cards for example in card.examples]
    assert [example for example in examples if ";" in example or example != example.strip()] == []


def test_the_ids_stay_with_their_questions(deck: Deck) -> None:
    """The notes of earlier meetings refer to cards by their ids."""
    questions = {card.id: card.question for area in deck.areas for card in area.cards}
    assert questions["anv-11"].startswith("Hvilke dilemmaer er der ifølge jeres erfaring")
    assert questions["tek-01"] == 'Hvad "gør" de digitale værktøjer ved jeres faglighed?'
    assert questions["for-07"] == "Hvad gør I med de digitale værktøjer – ud over at anvende dem i kerneopgaven?"
    assert questions["udv-08"] == "Hvad drømmer I om, at der sker på det digitale område?"


def test_cards_printed_with_a_wrong_back_are_in_the_area_before_them(deck: Deck, sheets: str) -> None:
    """A printed sheet has the backs of its cards first, and then their fronts, each with a line «KL»."""
    backs = {"Anvendelses kompetencer": "a", "Teknologi": "t", "Formidling og kommunikation": "f", "Udvikling": "u"}
    printed: list[str] = []
    for line in sheets.splitlines():
        if line in backs and (not printed or printed[-1].endswith("k")):
            printed.append(backs[line])
        elif line == "KL":
            printed[-1] += "k"
    assert printed == ["akkkkkk", "akkkkk", "tkkkkkk", "fkkkkkk", "akkkk", "ukkkkkk", "akk"]
    assert [len(area.cards) for area in deck.areas] == [6 + 5, 6, 6 + 4, 6 + 2]
    remark = paths.shipped_deck().read_text("utf-8").partition("\ntitle:")[0]
    assert "for-07 til for-10 (Formidling og kommunikation), udv-07 og udv-08 (Udvikling og implementering)" in remark


# --- The guide and the opening round


def test_the_guide_has_the_words_of_the_printed_guide(guide: Guide, sheets: str) -> None:
    printed = [line for line in sheets.partition("Anvendelses kompetencer")[0].splitlines() if line]
    printed.remove("Vejledning til kortene")
    steps = [f"{number}. {step}" for number, step in enumerate(guide.steps, start=1)]
    assert [guide.title, *guide.intro, guide.lead, *steps, *guide.outro] == printed


def test_the_opening_round_has_the_words_of_the_guide(guide: Guide, warmup: Warmup) -> None:
    first, second = warmup.questions
    assert f"{warmup.lead} 1) {first}, og 2) {second}." == guide.steps[1]


def test_the_areas_are_those_that_the_guide_names(deck: Deck, guide: Guide) -> None:
    first, second, third, fourth = (area.name.lower() for area in deck.areas)
    assert guide.intro[1].endswith(f": {first}, {second}, {third} samt {fourth}.")


def test_the_deck_names_its_source(deck: Deck) -> None:
    assert deck.title == "Dialogkort til medarbejdere"
    assert deck.source == "KL, »Dialogkort til medarbejdere«"
    assert "# Kilde: KL (Kommunernes Landsforening)" in paths.shipped_deck().read_text("utf-8")


# --- The cases


@pytest.mark.parametrize("name", KL_CASES)
def test_every_case_has_all_words_of_its_document_in_order(name: str) -> None:
    found = case(name)
    printed = source(KL_CASES[name])
    # One word is hyphenated at the end of a column.
    printed = printed.replace("kommu-\n\nnen", "kommunen")
    ours = " ".join([f"CASE: {found.department}", *(paragraph.removeprefix("# ") for paragraph in found.paragraphs)])
    assert ours.split() == printed.split()


@pytest.mark.parametrize("name", KL_CASES)
def test_every_case_has_its_title_and_its_source(name: str) -> None:
    found = case(name)
    assert [paragraph for paragraph in found.paragraphs if paragraph.startswith("# ")] == [f"# {found.title}"]
    assert found.source == f"KL, case til »Dialogkort til medarbejdere«: {found.department}"


@pytest.mark.parametrize("name", KL_CASES)
def test_no_paragraph_of_a_case_is_cut_in_two(name: str) -> None:
    for paragraph in case(name).paragraphs:
        assert paragraph.startswith("# ") or re.search(r'[.!?:"❤\ufe0f]$', paragraph), paragraph
        assert paragraph[0].isupper() or paragraph[0] in '#"', paragraph


def test_only_one_document_of_a_case_has_a_word_hyphenated_at_the_end_of_a_line() -> None:
    cut = {name for name, file in KL_CASES.items() if re.search(r"\w-\n", source(file))}
    assert cut == {"kultur-og-fritid"}


def test_no_shipped_text_has_non_breaking_double_or_trailing_spaces() -> None:
    for path in paths.data_folder().rglob("*.*"):
        assert re.search(r"[\u00a0\u00ad\u202f\t]| $|\S  \S", path.read_text("utf-8"), re.MULTILINE) is None, path


# --- The background text

POST = "003_b3962c67927e01df.txt"
QUESTIONS = (
    "Hvad efterspørger borgerne i fremtiden?",
    "Hvilke kompetencer skal personalet have?",
    "Hvordan sikrer vi en sammenhæng?",
)


def sentences(text: str) -> set[str]:
    parts = re.split(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ])|\n", text)
    return {" ".join(re.findall(r"\w+", part)).lower() for part in parts if re.search(r"\w", part)}


def test_the_background_text_names_its_source_and_says_that_it_is_not_a_case() -> None:
    found = case(BACKGROUND)
    assert found.department == "Baggrund"
    heading = source(POST).splitlines()[2]
    assert f"»{heading}«" in found.source
    assert "13. november 2012" in found.source
    assert "ikke en af KL's cases" in found.paragraphs[0]


def test_the_background_text_holds_the_three_questions() -> None:
    assert case(BACKGROUND).paragraphs[-3:] == tuple(f"- {question}" for question in QUESTIONS)
    for question in QUESTIONS:
        assert question in source(POST)


def test_the_questions_are_the_only_sentences_of_the_background_text_from_its_source() -> None:
    ours = sentences("\n".join(case(BACKGROUND).paragraphs))
    assert len(ours) > 15
    assert ours & sentences(source(POST)) == sentences("\n".join(QUESTIONS))


def test_the_background_text_copies_no_run_of_eight_words() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}

    [*own, _, _, _] = case(BACKGROUND).paragraphs
    assert runs("\n".join(own)) & runs(source(POST)) == set()


@pytest.mark.parametrize("fact", ["2009", "60 kommuner", "1.712", "NemID", "2010"])
def test_the_numbers_of_the_background_text_are_those_of_its_source(fact: str) -> None:
    assert fact in source(POST)
    assert fact in " ".join(case(BACKGROUND).paragraphs)
