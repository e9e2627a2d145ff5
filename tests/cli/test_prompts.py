"""Yes-or-no questions, on the command line and in plain mode."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kortspil.cli import prompts
from kortspil.messages.sessions import ANSWER
from kortspil.ui.plain.prompts import LinePrompts

Ask = Callable[[list[str]], tuple[bool, int]]
"""Answers a question with some lines. Returns the answer, and how many of the lines were read."""


@pytest.fixture(params=["command line", "plain mode"])
def ask(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Ask:
    def on_the_command_line(lines: list[str]) -> tuple[bool, int]:
        left = iter(lines)
        monkeypatch.setattr("kortspil.system.streams.line_reader", lambda _: lambda: next(left, None))
        return prompts.agrees("Skal den slettes?", unless_told=None), len(lines) - len(list(left))

    def in_plain_mode(lines: list[str]) -> tuple[bool, int]:
        left = iter(lines)
        front = LinePrompts(lambda: next(left, None), lambda *_: None)
        return front.agrees("Skal den slettes?"), len(lines) - len(list(left))

    return on_the_command_line if request.param == "command line" else in_plain_mode


def test_yes_and_no_are_understood_in_any_case_with_spaces_and_punctuation(ask: Ask) -> None:
    for answer in ("j", "J", "ja", "Ja.", " JA ", "ja .", "JA!", "ja,", "Ja tak.", "y", "Yes"):
        assert ask([answer, "n"]) == (True, 1), answer
    for answer in ("n", "N.", "nej", " Nej. ", "no", "NO", "nej!", "Nej tak"):
        assert ask([answer, "j"]) == (False, 1), answer


def test_any_other_answer_asks_again(ask: Ask) -> None:
    for answer in ("", " ", ".", "jo", "jada", "ja?", "j n", "okay", "nix", "1"):
        assert ask([answer, "ja"]) == (True, 2), answer


def test_the_end_of_the_input_is_a_no(ask: Ask) -> None:
    assert ask([]) == (False, 0)
    assert ask(["måske"]) == (False, 1)


def test_an_empty_line_is_the_answer_that_the_question_suggests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kortspil.system.streams.line_reader", lambda _: lambda: " ")
    assert prompts.agrees("Fortsæt?", unless_told=True)
    assert not prompts.agrees("Fortsæt?", unless_told=False)
    assert ANSWER not in capsys.readouterr().out
