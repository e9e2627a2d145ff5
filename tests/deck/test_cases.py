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

FRONT_MATTER_HINT = "Begynd filen med »---«, »title: …«, »department: …«, »source: …« og »---« på hver sin linje."
NO_FRONT_MATTER = (1, 1, "Casen begynder ikke med sine oplysninger.", FRONT_MATTER_HINT)


def parse(text: str) -> tuple[Case | None, list[Problem]]:
    """Parse a case with both of PyYAML's loaders, which must agree, except on syntax errors."""
    results = [case_files.parse(Source("moede.md", text), "moede") for _ in each_loader()]
    assert len({case for case, _ in results}) == 1
    assert len({bool(problems) for _, problems in results}) == 1
    return results[0]


def valid_case(text: str) -> Case:
    case, problems = parse(text)
    assert problems == []
    assert case is not None
    return case


def problems_in(text: str) -> list[tuple[int, int, str, str]]:
    case, problems = parse(text)
    assert case is None
    return [(problem.line, problem.column, problem.message, problem.hint) for problem in problems]


COLON = "Her er et kolon, som YAML opfatter som en ny nøgle."
QUOTE_IT = "Sæt teksten i anførselstegn: '…'"


def body(text: str) -> tuple[str, ...]:
    return valid_case(CASE.partition("\n\n")[0] + "\n" + text).paragraphs


def test_a_case_is_read_as_it_is_written() -> None:
    paragraphs = ("Casen er fiktiv.", "# Mødet", "De mødtes en mandag.", "- Hvem kom?", "- Hvem blev væk?")
    assert valid_case(CASE) == Case("moede", "Mødet", "Kultur & Fritid", "Egen tekst", paragraphs)


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
def test_headings_and_list_items_are_paragraphs_and_other_lines_are_joined(
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
def test_for_a_case_without_front_matter_the_hint_says_how_to_begin(text: str) -> None:
    assert problems_in(text) == [NO_FRONT_MATTER]


@pytest.mark.parametrize("key", ["title", "department", "source"])
def test_every_field_of_the_front_matter_is_required(key: str) -> None:
    text = "".join(line for line in CASE.splitlines(keepends=True) if not line.startswith(key))
    assert problems_in(text) == [(2, 1, f"Her mangler »{key}« i en case.", f"Skriv en linje med »{key}:«.")]


def test_problems_in_the_front_matter_have_the_line_numbers_of_the_file() -> None:
    front_matter = "---\ntitle: Mødet: del 2\nafdeling: Kultur\ndepartment: []\nsource: ''\n---\nTekst.\n"
    known = "department, source, title"
    syntax_error, *others = problems_in(front_matter)
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


def test_front_matter_that_is_a_list_is_refused() -> None:
    assert problems_in("---\n- Mødet\n---\nTekst.\n") == [
        (2, 1, "Her skulle der stå en case.", "Skriv hver af disse på sin egen linje: title:, department:, source:")
    ]


@pytest.mark.parametrize("end", ["\n", "", "\n\n  \n"])
def test_a_case_needs_a_text(end: str) -> None:
    assert problems_in(CASE.partition("\n\n")[0] + end) == [
        (5, 1, "Casen har ingen tekst.", "Skriv teksten under oplysningerne.")
    ]


def test_problems_in_the_front_matter_and_the_text_are_reported_at_once_and_in_order() -> None:
    text = "---\ntitle: a: b\ndepartment: Kultur\n---\n"
    missing, syntax_error, empty = problems_in(text)
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
def test_hidden_characters_are_found_in_the_text_and_the_front_matter(
    text: str, place: tuple[int, int], code: str
) -> None:
    what = f"Her står et usynligt tegn (U+{code})."
    assert problems_in(text) == [(*place, what, "Slet tegnet, og skriv teksten igen på stedet.")]


@pytest.mark.parametrize("text", ["---\ntitle: &a x\nsource: *a\n---\nx", f"---\ntitle: {'[' * 50_000}\n---\nx"])
def test_hostile_front_matter_is_refused(text: str) -> None:
    assert problems_in(text)


@settings(max_examples=60)
@given(st.one_of(st.text(), st.text().map("---\n{}".format), st.text().map(lambda text: f"---\n{text}\n---\nTekst.\n")))
def test_any_text_is_a_case_or_has_problems(text: str) -> None:
    case, problems = parse(text)
    assert (case is None) == bool(problems)
    assert case is None or (case.title and case.department and case.source and case.paragraphs)


def test_the_cases_in_a_folder_are_named_after_their_files_and_sorted(tmp_path: Path) -> None:
    for name in ("teknik.md", "kultur.md", "læsmig.txt", "borger.md", "skole.md", "affald.md", "job.md"):
        (tmp_path / name).touch()
    assert case_files.names(tmp_path) == ("affald", "borger", "job", "kultur", "skole", "teknik")


def test_a_missing_folder_has_no_cases(tmp_path: Path) -> None:
    assert case_files.names(tmp_path / "væk") == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_case_is_read_from_its_file_and_named_after_it(line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "moede.md"
    path.write_bytes(b"\xef\xbb\xbf" + CASE.replace("\n", line_end).encode())
    assert case_files.load(path) == valid_case(CASE)


def test_the_error_for_a_bad_case_has_its_path_and_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "moede.md"
    path.write_text("Tekst.", "utf-8")
    with pytest.raises(InvalidFile) as caught:
        case_files.load(path)
    assert caught.value.message == f"Casen {path} kan ikke bruges: 1 fejl."
    assert [problem[1:3] + problem[5:] for problem in caught.value.problems] == [NO_FRONT_MATTER]


def test_a_letter_in_another_encoding_is_reported_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "moede.md"
    path.write_bytes(CASE.encode("latin-1"))
    with pytest.raises(InvalidFile) as caught:
        case_files.load(path)
    [problem] = caught.value.problems
    assert (problem.line, problem.column, problem.message) == (2, 9, "Filen er ikke gemt som UTF-8.")


def test_a_missing_case_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        case_files.load(tmp_path / "væk.md")
