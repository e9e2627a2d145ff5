"""The line editor moves and deletes by whole characters and words, as a reader sees them."""

from __future__ import annotations

from itertools import accumulate
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uniseg.wordbreak import words
from wcwidth import iter_graphemes

from kortspil.ui.terminal.line_editor import LineEditor
from kortspil.ui.terminal.types import KeyEvent

RING = "\u030a"
FAMILY = "👩\u200d👩\u200d👧"
CLUSTERS = [
    "a", "å", f"a{RING}", "e\u0301\u0323", FAMILY, "👍🏽", "🇩🇰", "1\ufe0f\u20e3", "❤\ufe0f", "字", "क्षि",
    "\u1112\u1161\u11ab", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]  # fmt: skip
"""What a reader sees as one character each."""

WORDS = [
    "Smørrebrød", "kålhøgen", f"ka{RING}lho\u0338gen", "f.eks", "3,5", "d.10", "det's", "A_1", "kom\u00admune", "it’s",
    "1;2",
]  # fmt: skip
BETWEEN = [
    " ", "  ", "\n", ", ", ". ", "-", "/", " «", "» ", "@", "…", " – ", "🇩🇰", FAMILY, "👍🏽", '"', "'", ";", "e-", "\t",
]  # fmt: skip
DANISH = st.lists(st.sampled_from([*WORDS, *BETWEEN])).map("".join)
# The editor gets line ends as «\n», so a text never has a carriage return.
TEXTS = st.lists(st.one_of(st.sampled_from([*CLUSTERS, *WORDS, *BETWEEN, RING, "🇩", "\u200d"]), st.characters())).map(
    lambda parts: "".join(parts).replace("\r", "")
)
MOVES = ["left", "right", "up", "down", "home", "end", "word-left", "word-right"]
DELETIONS = ["backspace", "delete", "delete-word", "delete-to-start", "delete-to-end"]


def editor(text: str, *keys: str) -> LineEditor:
    """Return an editor with a text, after some keys."""
    made = LineEditor(text)
    for key in keys:
        made.press(KeyEvent(key))
    return made


def boundaries(text: str) -> list[int]:
    """Return the indexes at which the grapheme clusters of a text begin and end."""
    return [0, *accumulate(map(len, iter_graphemes(text)))]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where uniseg finds words, numbers and emoji in a text."""
    ends = list(accumulate(map(len, words(text))))
    spans = zip([0, *ends], ends, strict=False)
    return [(start, end) for start, end in spans if text[start].isalnum() or category(text[start]) == "So"]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_one_key_passes_or_deletes_a_whole_character(cluster: str) -> None:
    text = f"x{cluster}y"
    after = 1 + len(cluster)
    assert editor(text, "left", "left").cursor == 1
    assert editor(text, "home", "right", "right").cursor == after
    assert editor(text, "left", "backspace").text == "xy"
    assert editor(text, "home", "right", "delete").text == "xy"


@given(TEXTS, st.lists(st.sampled_from(MOVES)))
def test_the_cursor_moves_between_characters_and_never_into_one(text: str, moves: list[str]) -> None:
    assert editor(text, *moves).cursor in boundaries(text)


@given(TEXTS, st.lists(st.sampled_from(MOVES)))
def test_backspace_and_the_same_character_again_change_nothing(text: str, moves: list[str]) -> None:
    edited = editor(text, *moves)
    cursor = edited.cursor
    edited.press(KeyEvent("backspace"))
    deleted = text[edited.cursor : cursor]
    assert edited.cursor == max((place for place in boundaries(text) if place < cursor), default=0)
    edited.press(KeyEvent("text", deleted))
    assert (edited.text, edited.cursor) == (text, cursor)


@given(TEXTS, st.lists(st.sampled_from(MOVES)), st.sampled_from(DELETIONS))
def test_what_was_deleted_is_undone(text: str, moves: list[str], key: str) -> None:
    edited = editor(text, *moves)
    cursor = edited.cursor
    edited.press(KeyEvent(key))
    if edited.text != text:
        edited.press(KeyEvent("undo"))
    assert (edited.text, edited.cursor) == (text, cursor)


def test_one_undo_takes_back_the_last_typed_word_and_not_the_whole_sentence() -> None:
    edited = LineEditor()
    for letter in "Anna spørger it":
        edited.press(KeyEvent("text", letter))
    left = []
    for _ in range(3):
        edited.press(KeyEvent("undo"))
        left.append(edited.text)
    assert left == ["Anna spørger", "Anna", ""]


@given(DANISH)
@example("Vi køber Smørrebrød på kålhøgen, f.eks. kl. 10.30")
@example("Kort 1;2 til os;jer")
def test_words_are_those_of_unicode(text: str) -> None:
    spans, places = word_spans(text), boundaries(text)
    for back, cursor in enumerate(reversed(places)):
        following = next((end for _, end in spans if end > cursor), len(text))
        before = max((start for start, _ in spans if start < cursor), default=0)
        lefts = ["left"] * back
        assert editor(text, *lefts).cursor == cursor
        assert editor(text, *lefts, "word-right").cursor == following
        assert editor(text, *lefts, "word-left").cursor == before


@pytest.mark.parametrize(
    ("text", "keys", "left"),
    [
        ("Linje et\n- ", ("delete-word",), "Linje et\n"),
        ("Linje et\n- ", ("delete-word", "delete-word"), "Linje et"),
        ("Linje et\nto", ("home", "delete-word"), "Linje etto"),
        ("Linje et\n\n", ("delete-word",), "Linje et\n"),
    ],
)
def test_deleting_a_word_stops_at_the_start_of_its_line(text: str, keys: tuple[str, ...], left: str) -> None:
    assert editor(text, *keys).text == left


@pytest.mark.parametrize(
    ("text", "keys", "left", "cursor"),
    [
        ("Smørrebrød og øl", ("home", "word-right"), "Smørrebrød og øl", 10),
        ("ved kålhøgen", ("word-left",), "ved kålhøgen", 4),
        ("ved kålhøgen", ("delete-word",), "ved ", 4),
        (f"ved ka{RING}lhøgen", ("delete-word",), "ved ", 4),
        ("Anna spørger it, ", ("delete-word",), "Anna spørger ", 13),
        ("fest 🎉", ("delete-word",), "fest ", 5),
        ("  ", ("delete-word",), "", 0),
    ],
)
def test_a_danish_word_is_one_word(text: str, keys: tuple[str, ...], left: str, cursor: int) -> None:
    edited = editor(text, *keys)
    assert (edited.text, edited.cursor) == (left, cursor)


@pytest.mark.parametrize(
    ("text", "keys", "cursor"),
    [
        ("字字\nabcd", ("left", "up"), 1),
        (f"{FAMILY}xy\nabc", ("up",), len(FAMILY) + 1),
        ("abc\n字字", ("left", "up"), 2),
        (f"a{RING}bc\nabc", ("left", "up"), 3),
        ("abcd\n\nabcd", ("up", "up"), 4),
        ("abcd\nab\nabcd", ("up", "left", "up"), 1),
    ],
)
def test_up_and_down_keep_the_column_on_the_screen(text: str, keys: tuple[str, ...], cursor: int) -> None:
    assert editor(text, *keys).cursor == cursor
