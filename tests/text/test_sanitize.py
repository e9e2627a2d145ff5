"""Text that somebody typed can be shown: no terminal obeys it, and nobody is misled by it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.text.sanitize import sanitize

MISLEADING = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
MISLEADING += "\u206a\u206b\u206c\u206d\u206e\u206f\ufff9\ufffa\ufffb"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Vi mangler kurser – «æøå» 😀", "Vi mangler kurser – «æøå» 😀"),
        ("to\nlinjer", "to\nlinjer"),
        ("en\ttabulator", "en tabulator"),
        ("\x1b[2J", "␛[2J"),
        ("\r\n", "␍\n"),
        ("\x00\x07\x1f", "␀␇␟"),
        ("\x7f", "␡"),
        ("\x9b31m", "�31m"),
        ("\x85", "�"),
        ("\ud800", "�"),
        ("\u202etxt.exe", "�txt.exe"),
        ("\ufffe\uffff", "��"),
        ("\ufdd0\ufdef\U0001fffe\U0010ffff", "����"),
        ("\ufdf0\U0001fffd\U00020000\U0010fffd", "\ufdf0\U0001fffd\U00020000\U0010fffd"),
    ],
)
def test_what_is_typed_is_seen_as(typed: str, seen: str) -> None:
    assert sanitize(typed) == seen


LETTERS = st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x1b\x9b\n\t\ud800" + MISLEADING))


@settings(max_examples=200)
@given(st.lists(LETTERS).map("".join))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = sanitize(text)
    assert not [letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert not set(shown) & set(MISLEADING)
    assert len(shown) == len(text)
    assert shown.count("\n") == text.count("\n")
    assert sanitize(shown) == shown


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert sanitize(text) == text
