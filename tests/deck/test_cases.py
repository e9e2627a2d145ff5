"""Cases as people write them: Markdown with a few lines of front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import yaml_words
from kortspil.deck import cases as case_files
from kortspil.deck.model import Case
from kortspil.deck.source import Source
from kortspil.errors import InvalidFile, Problem, UsageError
from yaml_loaders import each_loader

CASE = """\
---
title: Mødet
department: Kultur & Fritid
source: Egen tekst
---

Casen er fiktiv.

# Mødet

De mødtes
en mandag.

- Hvem kom?
- Hvem blev væk?
"""

FACTS = "Begynd filen med »---«, »title: …«, »department: …«, »source: …« og »---« på hver sin linje."
NO_FACTS = (1, 1, "Casen begynder ikke med sine oplysninger.", FACTS)


def parse(text: str) -> tuple[Case | None, list[Problem]]:
    """Parse a case with both of PyYAML's loaders, which must agree, except on syntax errors."""
    results = [case_files.parse(Source("moede.md", text), "moede") for _ in each_loader()]
    assert len({case for case, _ in results}) == 1
    assert len({bool(problems) for _, problems in results}) == 1
    return results[0]


def sound(text: str) -> Case:
    case, problems = parse(text)
    assert problems == []
    assert case is not None
    return case


def told(text: str) -> list[tuple[int, int, str, str]]:
    case, problems = parse(text)
    assert case is None
    return [(problem.line, problem.column, problem.message, problem.hint) for problem in problems]


COLON = "Her er et kolon, som YAML opfatter som en ny nøgle."
QUOTE_IT = "Sæt teksten i anførselstegn: '…'"


def body(text: str) -> tuple[str, ...]:
    return sound(CASE.partition("\n\n")[0] + "\n" + text).paragraphs


def test_a_case_becomes_what_was_written() -> None:
    paragraphs = ("Casen er fiktiv.", "# Mødet", "De mødtes en mandag.", "- Hvem kom?", "- Hvem blev væk?")
    assert sound(CASE) == Case("moede", "Mødet", "Kultur & Fritid", "Egen tekst", paragraphs)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("# Mødet\nDe mødtes.\n", ("# Mødet", "De mødtes.")),
        ("De spurgte:\n- Hvem?\n- Hvad?\n\nOg gik.", ("De spurgte:", "- Hvem?", "- Hvad?", "Og gik.")),
        ("- Hvem\n  kom?\n- Hvad?", ("- Hvem kom?", "- Hvad?")),
        ("En.\n   \n\n\nTo.\n\n", ("En.", "To.")),
        ("  Rykket\n  ind.", ("Rykket ind.",)),
        ("Nr. 1\n---\nNr. 2", ("Nr. 1 --- Nr. 2",)),
    ],
)
def test_a_heading_and_an_item_are_paragraphs_and_other_lines_are_joined(
    text: str, paragraphs: tuple[str, ...]
) -> None:
    assert body(text) == paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "De mødtes.\n",
        "\n" + CASE,
        "--- \n",
        "---\ntitle: Mødet\n",
        "---\n---\nDe mødtes.\n",
        "---\n# x\n---\nTo.\n",
    ],
)
def test_a_case_without_its_facts_is_told_how_to_begin(text: str) -> None:
    assert told(text) == [NO_FACTS]


@pytest.mark.parametrize("key", ["title", "department", "source"])
def test_every_fact_must_be_there(key: str) -> None:
    text = "".join(line for line in CASE.splitlines(keepends=True) if not line.startswith(key))
    assert told(text) == [(2, 1, f"Her mangler »{key}« i en case.", f"Skriv en linje med »{key}:«.")]


def test_problems_in_the_facts_have_the_line_numbers_of_the_file() -> None:
    facts = "---\ntitle: Mødet: del 2\nafdeling: Kultur\ndepartment: []\nsource: ''\n---\nTekst.\n"
    known = "department, source, title"
    syntax_error, *others = told(facts)
    assert syntax_error[:2] == (2, 13)
    assert yaml_words.is_said(syntax_error[2:], COLON, QUOTE_IT)
    assert others == [
        (3, 1, "Nøglen »afdeling« findes ikke i en case.", f"Her kan der stå: {known}."),
        (4, 13, "»department« skal være en tekst.",
         "Skriv én tekst, og sæt den i anførselstegn, hvis der er kolon eller klammer i den: '…'"),
        (5, 9, "»source« er tom.", "Skriv teksten efter »source:«, eller slet linjen, hvis den ikke er nødvendig."),
    ]  # fmt: skip


def test_the_quote_is_the_line_of_the_file() -> None:
    _, [problem] = parse(CASE.replace("Egen tekst", "Egen: tekst"))
    assert (problem.quote, problem.caret) == ("source: Egen: tekst", 12)


def test_a_list_of_facts_is_no_facts() -> None:
    assert told("---\n- Mødet\n---\nTekst.\n") == [
        (2, 1, "Her skulle der stå en case.", "Skriv hver af disse på sin egen linje: title:, department:, source:")
    ]


@pytest.mark.parametrize("end", ["\n", "", "\n\n  \n"])
def test_a_case_needs_a_text(end: str) -> None:
    assert told(CASE.partition("\n\n")[0] + end) == [
        (5, 1, "Casen har ingen tekst.", "Skriv teksten under oplysningerne.")
    ]


def test_problems_in_the_facts_and_the_text_are_told_at_once_and_in_order() -> None:
    text = "---\ntitle: a: b\ndepartment: Kultur\n---\n"
    missing, syntax_error, empty = told(text)
    assert missing[::2] == (2, "Her mangler »source« i en case.")
    assert syntax_error[0] == 2
    assert yaml_words.is_said(syntax_error[2:], COLON, QUOTE_IT)
    assert empty[::2] == (4, "Casen har ingen tekst.")


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        (CASE.replace("mandag", "man\x1bdag"), (12, 7), "001B"),
        (CASE.replace("Mødet\ndep", "Mø\u202edet\ndep"), (2, 10), "202E"),
        (CASE.replace("Mødet\ndep", '"Mø\\x1bdet"\ndep'), (2, 8), "001B"),
    ],
)
def test_hidden_characters_are_found_in_text_and_facts(text: str, place: tuple[int, int], code: str) -> None:
    what = f"Her står et usynligt tegn (U+{code})."
    assert told(text) == [(*place, what, "Slet tegnet, og skriv teksten igen på stedet.")]


@pytest.mark.parametrize("text", ["---\ntitle: &a x\nsource: *a\n---\nx", f"---\ntitle: {'[' * 50_000}\n---\nx"])
def test_hostile_facts_are_refused(text: str) -> None:
    assert told(text)


@settings(max_examples=60)
@given(st.one_of(st.text(), st.text().map("---\n{}".format), st.text().map(lambda text: f"---\n{text}\n---\nTekst.\n")))
def test_any_text_is_a_case_or_has_problems(text: str) -> None:
    case, problems = parse(text)
    assert (case is None) == bool(problems)
    assert case is None or (case.title and case.department and case.source and case.paragraphs)


def test_the_cases_in_a_folder_have_their_files_names_in_order(tmp_path: Path) -> None:
    for name in ("teknik.md", "kultur.md", "læsmig.txt", "borger.md", "skole.md", "affald.md", "job.md"):
        (tmp_path / name).touch()
    assert case_files.names(tmp_path) == ("affald", "borger", "job", "kultur", "skole", "teknik")


def test_a_folder_that_is_not_there_has_no_cases(tmp_path: Path) -> None:
    assert case_files.names(tmp_path / "væk") == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_case_is_read_from_its_file_and_named_after_it(line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "moede.md"
    path.write_bytes(b"\xef\xbb\xbf" + CASE.replace("\n", line_end).encode())
    assert case_files.load(path) == sound(CASE)


def test_a_bad_case_is_named_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "moede.md"
    path.write_text("Tekst.", "utf-8")
    with pytest.raises(InvalidFile) as caught:
        case_files.load(path)
    assert caught.value.message == f"Casen {path} kan ikke bruges: 1 fejl."
    assert [problem[1:3] + problem[5:] for problem in caught.value.problems] == [NO_FACTS]


def test_a_letter_in_another_encoding_is_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "moede.md"
    path.write_bytes(CASE.encode("latin-1"))
    with pytest.raises(InvalidFile) as caught:
        case_files.load(path)
    [problem] = caught.value.problems
    assert (problem.line, problem.column, problem.message) == (2, 9, "Filen er ikke gemt som UTF-8.")


def test_a_case_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        case_files.load(tmp_path / "væk.md")
