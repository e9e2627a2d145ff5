"""Laying out text in rows of cells: it breaks between words or characters, nothing is lost, and no row is too wide."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from kortspil.text.sanitize import sanitize
from kortspil.ui.screen.pages import text_layout
from kortspil.ui.screen.pages.text_layout import bounded, cells, excerpt, fit, rows, wrapped

moderately = settings(max_examples=150)

PIECES = [
    " ", "  ", "\n", "a", "ord ", "Kompetencebehov", "æøå", "– »«", "字", "한글", "e\u0301", "\u0301", "\u200d",
    "\u200b", "\ufe0f", "❤\ufe0f", "1\ufe0f\u20e3", "👩\u200d👧\u200d👦", "🇩🇰", "🇩", "👍🏽", "🏽", "\u00ad",
    "\u00a0", "\u3000", "\x1b[2J", "\u202e",
]  # fmt: skip
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)
SHOWN = TYPED.map(sanitize)
WIDTHS = st.integers(2, 40)


@moderately
@given(SHOWN, WIDTHS)
@example(" " + "a" * 9 + "字", 10)
@example("❤\u0301\ufe0f", 2)
def test_every_character_is_in_one_row_and_no_row_is_too_wide(text: str, width: int) -> None:
    spans = rows(text, width)
    assert "\n".join(text.split("\n")) == text
    left = "".join(text[start:end] for start, end in spans)
    assert left == text.replace("\n", "")
    assert all(cells(text[start:end]) <= width for start, end in spans)
    assert all(first[1] <= second[0] <= first[1] + 1 for first, second in pairwise(spans))


@moderately
@given(SHOWN, WIDTHS)
def test_a_wrapped_text_fits_its_space_and_lacks_only_spaces_at_row_ends(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@moderately
@given(SHOWN, WIDTHS)
def test_a_text_in_one_row_is_never_too_wide_and_shows_when_it_is_cut(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cells(shown) <= width
    assert "\n" not in shown
    assert shown == text.replace("\n", " ") or shown.endswith("…")


@moderately
@given(SHOWN, WIDTHS)
@example("a \u0301b", 2)
@example("👩\u200d👧abc", 4)
@example("字\u1112\u1161\u11ab", 3)
def test_no_row_ends_inside_a_character_that_fits_a_row(text: str, width: int) -> None:
    edges = {end for span in rows(text, width) for end in span} | {len(fit(text, width).removesuffix("…"))}
    at = 0
    for cluster in iter_graphemes(text):
        if cells(cluster) < width and len(cluster) <= 16:
            assert not edges & set(range(at + 1, at + len(cluster)))
        at += len(cluster)


@moderately
@given(SHOWN)
def test_nothing_is_wider_to_rich_than_to_us(text: str) -> None:
    # Rich would cut a row that it measures as too wide.
    assert all(cell_len(line) <= cells(line) for line in text.split("\n"))


@moderately
@given(st.text("ab –»æ", max_size=60), WIDTHS, st.booleans())
def test_latin_text_breaks_the_same_way_on_the_fast_path(text: str, width: int, spaces_hang: bool) -> None:
    quickly = list(text_layout._single_rows(text, width, spaces_hang))
    assert quickly == list(text_layout._mixed_rows(text, width, spaces_hang))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Det her er en note", 11, ["Det her er", "en note"]),
        ("et langtordsomikkekanstå", 10, ["et", "langtordso", "mikkekanst", "å"]),
        ("a\n\nb", 10, ["a", "", "b"]),
        ("", 10, [""]),
        ("字字字字字字", 5, ["字字", "字字", "字字"]),
        ("abc 👩\u200d👧", 7, ["abc", "👩\u200d👧"]),
        ("abcd👩\u200d👧", 7, ["abcd", "👩\u200d👧"]),
        ("abcd🇩🇰🇸🇪", 5, ["abcd", "🇩🇰🇸🇪"]),
        ("abcd👍🏽", 7, ["abcd", "👍🏽"]),
        ("abcd❤\ufe0f", 5, ["abcd", "❤\ufe0f"]),
        ("abcde\u0301f", 5, ["abcde\u0301", "f"]),
    ],
)
def test_words_and_joined_signs_are_kept_together(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines
    assert [text[start:end].rstrip() for start, end in rows(text, width)] == lines


def test_spaces_at_row_ends_are_hidden_in_text_that_is_read_and_shown_in_text_that_is_typed() -> None:
    text = "Det her er   en note"
    assert list(wrapped(text, 10)) == ["Det her er", "en note"]
    assert [text[start:end] for start, end in rows(text, 10)] == ["Det her ", "er   en ", "note"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("e\u0301", 1),
        ("字", 2),
        ("😀", 2),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("👩\u200d👧", 4),
        ("👍🏽", 4),
        ("🇩🇰", 2),
        ("\u200b\u200d", 0),
    ],
)
def test_a_character_is_as_wide_as_its_parts(text: str, size: int) -> None:
    assert cells(text) == size


@pytest.mark.parametrize("text", ["\u0301" * 100_000, "\u200d" * 100_000, "x" * 100_000, "字" * 100_000])
def test_no_row_holds_more_than_can_be_painted_at_once(text: str) -> None:
    assert max(end - start for start, end in rows(text, 40)) <= 16 * 40
    assert len(bounded(text, 40, 2)) <= 3 * 16 * 40
    assert len(fit(text, 40)) <= 2 * 16 * 40 + 1


@pytest.mark.parametrize(
    ("text", "kept", "left"),
    [
        ("x" * text_layout.LONGEST, text_layout.LONGEST, 0),
        ("x" * (text_layout.LONGEST + 5), text_layout.LONGEST, 5),
        ("x\n" * 5000, 2 * 1000 - 1, 2 * 4000 + 1),
        ("\x1b" * (text_layout.LONGEST + 1000), text_layout.LONGEST, 1000),
    ],
)
def test_a_very_long_text_says_how_much_more_there_is(text: str, kept: int, left: int) -> None:
    shown, _, more = excerpt(text).partition("\n… og ")
    assert shown == sanitize(text[:kept])
    assert more == (f"{left:,}".replace(",", ".") + " tegn mere, som står i notefilen." if left else "")
