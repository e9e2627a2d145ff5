"""PyYAML's English message decides which Danish message a syntax error has, and where it is shown."""

from __future__ import annotations

import pytest
import yaml

from kortspil.deck import yaml as deck_yaml
from kortspil.deck.source import Source
from kortspil.messages import deck_files as texts


@pytest.mark.parametrize(
    ("english", "line", "begins"),
    [
        ("mapping values are not allowed in this context", "title: a:", "Her er et kolon"),
        ("mapping values are not allowed here", "  lead:", "Her begynder en nøgle inde i teksten"),
        ("block sequence entries are not allowed in this context", "title: -", "Her er en bindestreg"),
        ("sequence entries are not allowed here", "title: -", "Her er en bindestreg"),
        ("did not find expected alphabetic or numeric character", "title: *", "Her er et anker"),
        ("expected alphabetic or numeric character, but found '*'", "title: *", "Her er et anker"),
        ("found character that cannot start any token", "title: @", "Teksten begynder med et tegn"),
        ("found character '@' that cannot start any token", "title: @", "Teksten begynder med et tegn"),
        ("found character that cannot start any token", "\t", "Her er et tabulatortegn"),
        ("did not find expected node content", "title: ]", "Teksten begynder med et tegn"),
        ("did not find expected node content", "title: [a,,", "Her begynder en liste eller en gruppe i klammer"),
        ("mapping keys are not allowed in this context", "title: ?", "Teksten begynder med et tegn"),
        ("did not find expected comment or line break", "title: > x", "Teksten begynder med et tegn"),
        ("expected chomping or indentation indicators, but found 'x'", "title: >x", "Teksten begynder med et tegn"),
        ("found unexpected end of stream", "title: 'a", "Her begynder en tekst i anførselstegn"),
        ("found unexpected document indicator", "title: 'a", "Her begynder en tekst i anførselstegn"),
        ("found unknown escape character", 'title: "\\k', "Efter en omvendt skråstreg"),
        ("did not find expected hexdecimal number", 'title: "\\x', "Efter en omvendt skråstreg"),
        ("did not find expected ',' or ']'", "title: [", "Her begynder en liste eller en gruppe i klammer"),
        ("expected ',' or ']', but got '<scalar>'", "title: [", "Her begynder en liste eller en gruppe i klammer"),
        ("could not find expected ':'", "lead", "Her mangler et kolon"),
        ("did not find expected '-' indicator", " lead", "Linjen hører ikke til listen"),
        ("did not find expected key", " lead", "Linjen passer ikke ind her"),
        ("expected <block end>, but found '<scalar>'", " lead", "Linjen passer ikke ind her"),
        ("did not find expected <document start>", "lead", "Linjen kommer, efter at kortsættet er slut"),
        ("another document", "-", "Her begynder et nyt dokument"),
        ("what nobody has thought of", "title", "Linjen kan ikke læses som YAML"),
        ("", "", "Linjen kan ikke læses som YAML"),
    ],
)
def test_a_known_message_has_a_sentence_of_its_own_and_any_other_the_general_one(
    english: str, line: str, begins: str
) -> None:
    what, hint = texts.yaml_problem(english, line)
    assert what.startswith(begins)
    assert hint


@pytest.mark.parametrize(
    ("english", "line", "is_after_document"),
    [
        ("found unexpected end of stream", 1, False),
        ("found unexpected document indicator", 1, False),
        ("did not find expected ',' or ']'", 1, False),
        ("could not find expected ':'", 1, False),
        ("did not find expected alphabetic or numeric character", 1, False),
        ("did not find expected key", 3, False),
        ("what nobody has thought of", 3, False),
        ("another document", 3, True),
        ("did not find expected <document start>", 3, True),
    ],
)
def test_a_syntax_error_is_shown_where_its_construct_begins_or_where_the_error_was_found(
    english: str, line: int, is_after_document: bool
) -> None:
    text = "a: 1\nb: 2\nc: 3\n"
    began, found = (yaml.Mark("x", index, index // 5, 0, "", 0) for index in (0, 10))
    error = yaml.MarkedYAMLError("while something", began, english, found)
    syntax_error = deck_yaml._Scan(Source("x", text), text)._syntax_error(error)
    assert (syntax_error.problem.line, syntax_error.problem.column, syntax_error.is_after_document) == (
        line,
        1,
        is_after_document,
    )
