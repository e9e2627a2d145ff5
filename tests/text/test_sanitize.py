"""A hidden character is hidden for every part of the program, and none is left in a text that is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.deck.source import Source
from kortspil.text.markdown import decode, encode
from kortspil.text.sanitize import find_hidden, is_noncharacter, sanitize

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
def test_hidden_characters_are_shown_as_visible_signs(typed: str, seen: str) -> None:
    assert sanitize(typed) == seen


LETTERS = st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x1b\x9b\n\t\ud800" + MISLEADING))


@settings(max_examples=200)
@given(st.lists(LETTERS).map("".join))
def test_no_hidden_character_is_left(text: str) -> None:
    shown = sanitize(text)
    assert not [letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert not set(shown) & set(MISLEADING)
    assert len(shown) == len(text)
    assert shown.count("\n") == text.count("\n")
    assert sanitize(shown) == shown


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
def test_a_text_without_hidden_characters_is_unchanged(text: str) -> None:
    assert sanitize(text) == text


EVERY_CHARACTER = "".join(map(chr, range(0x110000)))
# All of the first two planes, and the last characters of the others, where their noncharacters are.
CHARACTERS = EVERY_CHARACTER[:0x20000] + "".join(
    EVERY_CHARACTER[at - 4 : at + 4] for at in range(0x30000, 0x110001, 0x10000)
)


def test_a_character_that_is_hidden_on_the_screen_is_hidden_in_a_deck_and_in_notes() -> None:
    """Tabs and noncharacters are exceptions: see ``text.sanitize``. Notes keep noncharacters as they are."""
    hidden = [match[0] for match in find_hidden(CHARACTERS)]
    shown = zip(CHARACTERS, sanitize(CHARACTERS), strict=True)
    assert hidden == [letter for letter, sign in shown if sign != letter and letter != "\t"]
    for at in range(0, len(hidden), 100):
        some = hidden[at : at + 100]
        problems = Source("kort.yaml", "".join(some)).hidden_characters()
        assert [problem.message for problem in problems] == [
            f"Her står et usynligt tegn (U+{ord(letter):04X})." for letter in some
        ]
        [written] = encode("".join(some), after="Note: ")
        assert written == "".join(letter if is_noncharacter(letter) else f"&#{ord(letter)};" for letter in some)
        assert decode([written]) == "".join(some)


def test_no_hidden_character_is_printable() -> None:
    """For speed, a text that is printable as a whole is not searched for hidden characters."""
    printable = "".join(filter(str.isprintable, EVERY_CHARACTER))
    # With a line end, the text as a whole is not printable, so it is searched.
    assert not list(find_hidden(printable + "\n"))


def test_the_noncharacters_are_the_66_of_unicode() -> None:
    found = list(filter(is_noncharacter, EVERY_CHARACTER))
    assert len(found) == 66
    assert {unicodedata.category(letter) for letter in found} == {"Cn"}
