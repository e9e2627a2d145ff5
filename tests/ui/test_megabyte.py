"""A megabyte pasted into a note: kept to the letter, and only the part in sight is laid out."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime, timezone

import pytest

import hostile_texts
from kortspil.meeting.commands import Ask, Turn, Undo, Write
from kortspil.meeting.events import Autosaved, Entry, Event, Kind, Noted, Undone
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.notes.codec import format_entry
from kortspil.notes.reader import parse
from kortspil.ui.answers import reply
from kortspil.ui.controller import Outcome
from kortspil.ui.screen.frame import Frame, frame, frame_console
from kortspil.ui.screen.pages import text_layout
from kortspil.ui.screen.pages.page import page
from kortspil.ui.screen.state import Mode, ScreenState, Writing
from kortspil.ui.terminal.line_editor import LineEditor
from kortspil.ui.terminal.types import KeyEvent, Size
from table_samples import OPENED, draft, table

TEXTS = {
    "lines": hostile_texts.megabyte_of_lines(),
    "one line": hostile_texts.megabyte_in_one_line(),
    "one word": "x" * hostile_texts.MEGABYTE,
    "line ends": "\n" * hostile_texts.MEGABYTE,
    "emoji": "👩\u200d👧 " * (hostile_texts.MEGABYTE // 4),
    "accents": "e" + "\u0301" * hostile_texts.MEGABYTE,
    "escapes": "\x1b[2J" * (hostile_texts.MEGABYTE // 4),
}
SIZES = (Size(30, 11), Size(80, 24), Size(200, 50))

every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of characters in each text that was laid out."""
    counted: list[int] = []
    lay_out: Callable[..., Iterator[tuple[int, int]]] = text_layout._rows

    def count(text: str, width: int, *, spaces_hang: bool) -> Iterator[tuple[int, int]]:
        counted.append(len(text))
        return lay_out(text, width, spaces_hang=spaces_hang)

    monkeypatch.setattr(text_layout, "_rows", count)
    return counted


def painted(state: MeetingState, screen: ScreenState, size: Size) -> Frame:
    return frame(frame_console(), page(state, screen, OPENED), size)


def writing(text: str, cursor: int) -> ScreenState:
    return ScreenState(Mode.WRITING, writing=Writing("Note", texts.EDITOR_HINTS, text, cursor))


@every_text
def test_a_key_press_lays_out_only_the_text_around_the_cursor(text: str, laid_out: list[int]) -> None:
    state = table(Turn(1))
    for size in SIZES:
        space = size.width * size.height
        for cursor in (0, 1, len(text) // 2, len(text) - 1, len(text)):
            laid_out.clear()
            picture = painted(state, writing(text, cursor), size)
            assert sum(laid_out) <= 1000 + 2 * space
            assert picture.cursor is not None
            assert " tegn" in "".join(picture.lines)


@every_text
def test_only_the_beginning_of_a_note_is_laid_out_on_its_card_and_in_the_overview(
    text: str, laid_out: list[int]
) -> None:
    state = table(Turn(1), Write(Kind.NOTE, f"{text}x"))
    for mode in (Mode.MEETING, Mode.OVERVIEW, Mode.CLOSING):
        for scroll in (0, 10**6):
            laid_out.clear()
            picture = painted(state, ScreenState(mode, scroll=scroll), SIZES[1])
            assert sum(laid_out) <= text_layout.LONGEST + 5000
            assert "mere, som står i notefilen." in "".join(picture.lines) or not scroll


@every_text
def test_only_the_part_that_fits_of_an_answer_or_a_question_is_laid_out(text: str, laid_out: list[int]) -> None:
    state = table(Turn(1), Write(Kind.NOTE, f"{text}x"))
    noted = Outcome(state, Write(Kind.NOTE, text), Noted(Kind.NOTE, "tek-2", f"{text}x"))
    for outcome in (noted, Outcome(state, Undo(), Undone(3))):
        laid_out.clear()
        painted(table(Turn(1)), ScreenState(message=reply(outcome).text), SIZES[1])
        assert sum(laid_out) <= 20_000
    laid_out.clear()
    painted(table(Ask(f"?{text}")), ScreenState(), SIZES[1])
    assert sum(laid_out) <= text_layout.LONGEST + 5000


def test_the_rows_around_the_cursor_are_those_of_the_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from kortspil.ui.screen.pages import text_field as view

    state, text = table(Turn(1)), TEXTS["lines"][:30_000]
    cursors = (0, 5, 700, 9_999, 15_000, 15_001, len(text) - 1, len(text))
    in_part = [painted(state, writing(text, cursor), SIZES[1]) for cursor in cursors]
    monkeypatch.setattr(view, "_LONGEST_WHOLE", len(text))
    in_whole = [painted(state, writing(text, cursor), SIZES[1]) for cursor in cursors]
    assert [picture.cursor for picture in in_part] == [picture.cursor for picture in in_whole]
    for part, whole in zip(in_part, in_whole, strict=True):
        assert [line for line in part.lines if "Note:" not in line] == [
            line for line in whole.lines if "Note:" not in line
        ]


def test_rows_do_not_move_when_text_is_typed_after_them() -> None:
    state, text = table(Turn(1)), TEXTS["one word"]
    before = painted(state, writing(f"{text}a b", len(text) + 3), SIZES[1])
    for more in ("c", "cd", "cde"):
        after = painted(state, writing(f"{text}a b{more}", len(text) + 3 + len(more)), SIZES[1])
        assert sum(one != other for one, other in zip(before.lines, after.lines, strict=True)) <= 2


@every_text
def test_a_megabyte_is_edited_and_undone_to_the_letter(text: str) -> None:
    editor = LineEditor("Før")
    editor.press(KeyEvent("paste", text))
    for letter in "ord og":
        editor.press(KeyEvent("text", letter))
    assert editor.text == f"Før{text}ord og"
    for _ in range(3):
        editor.press(KeyEvent("backspace"))
    assert editor.text == f"Før{text}ord"
    for expected in ("ord ", "ord o", "ord og", "ord", ""):
        editor.press(KeyEvent("undo"))
        assert editor.text == f"Før{text}{expected}"
        assert editor.cursor == len(editor.text)
    editor.press(KeyEvent("undo"))
    assert (editor.text, editor.cursor) == ("Før", 3)


def test_undo_does_not_keep_the_whole_text_for_each_step() -> None:
    editor = LineEditor()
    editor.press(KeyEvent("paste", TEXTS["lines"]))
    tracemalloc.start()
    try:
        for letter in "ord og " * 30:
            editor.press(KeyEvent("text", letter))
        for _ in range(50):
            editor.press(KeyEvent("backspace"))
        # There is room for one new text, but not for one at each step.
        assert tracemalloc.get_traced_memory()[0] < 5 * hostile_texts.MEGABYTE
    finally:
        tracemalloc.stop()
    for _ in range(50 + 61 + 1):
        editor.press(KeyEvent("undo"))
    assert editor.text == ""


@pytest.mark.parametrize(
    ("names", "text", "cursor"),
    [
        ("a b c d undo", "", 0),
        ("a b space c undo", "ab", 2),
        ("a newline b c undo", "a\n", 2),
        ("a newline b c undo undo", "a", 1),
        ("a left b undo", "a", 0),
        ("a b left left delete undo", "ab", 0),
        ("a b left backspace undo", "ab", 1),
        ("a b delete-to-start undo", "ab", 2),
        ("a space b delete-word c undo undo", "a b", 3),
        ("a b home delete-to-end undo undo undo", "", 0),
        ("undo a undo undo", "", 0),
    ],
)
def test_undo_takes_back_one_word_at_a_time(names: str, text: str, cursor: int) -> None:
    editor = LineEditor()
    for name in names.split():
        letter = " " if name == "space" else name
        editor.press(KeyEvent("text", letter) if len(letter) == 1 else KeyEvent(name))
    assert (editor.text, editor.cursor) == (text, cursor)


@pytest.mark.parametrize("name", ["lines", "one line", "accents"])
def test_a_megabyte_comes_back_from_the_notes_to_the_letter(name: str) -> None:
    text = TEXTS[name]
    at = datetime(2026, 11, 22, 10, 30, tzinfo=timezone.utc)
    noted = Noted(Kind.NOTE, "tek-2", text)
    typed = Autosaved(draft(Kind.NOTE, "tek-2", text))
    happened: list[Event] = [OPENED, typed, noted, noted]
    lines = [format_entry("m", Entry(number, at, event)) for number, event in enumerate(happened, 1)]
    (meeting,) = parse("".join(lines)).meetings
    assert [entry.event for entry in meeting.entries] == [typed, noted, noted]
