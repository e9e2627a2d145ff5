"""A line editor for notes: prompt_toolkit's buffer, driven by our presses."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from kortspil.ui.terminal.types import KeyEvent


class _Edit(NamedTuple):
    """A change of the text: what stood at a place, what stands there now, and where the cursor was before.

    ``is_typed``: letters typed right behind it are of the same word.
    """

    at: int
    removed: str
    added: str
    cursor: int
    is_typed: bool = False


class LineEditor:
    """A text with a cursor. ``one_line``: line ends become spaces."""

    def __init__(self, text: str = "", *, one_line: bool = False) -> None:
        self._buffer = Buffer(document=Document(text, len(text)), multiline=not one_line)
        self._one_line = one_line
        # Not the buffer's own, which keeps the whole text once for every step.
        self._edits: list[_Edit] = []

    @property
    def text(self) -> str:
        """What is typed so far."""
        return str(self._buffer.text)

    @property
    def cursor(self) -> int:
        """How many characters stand before the cursor."""
        return int(self._buffer.cursor_position)

    def press(self, press: KeyEvent) -> None:
        """Do what a press means to a text; others do nothing."""
        if press.name in ("text", "paste", "newline"):
            self._insert("\n" if press.name == "newline" else press.text)
            return
        buffer, document = self._buffer, self._buffer.document
        match press.name:
            case "backspace":
                self._change(lambda: buffer.delete_before_cursor(1))
            case "delete":
                self._change(lambda: buffer.delete(1))
            case "delete-word":
                start = document.find_start_of_previous_word() or -buffer.cursor_position
                self._change(lambda: buffer.delete_before_cursor(-start))
            case "delete-to-start":
                before = -document.get_start_of_line_position()
                self._change(lambda: buffer.delete_before_cursor(before))
            case "delete-to-end":
                self._change(lambda: buffer.delete(document.get_end_of_line_position()))
            case "left":
                buffer.cursor_left()
            case "right":
                buffer.cursor_right()
            case "up":
                buffer.cursor_up()
            case "down":
                buffer.cursor_down()
            case "home":
                buffer.cursor_position += document.get_start_of_line_position()
            case "end":
                buffer.cursor_position += document.get_end_of_line_position()
            case "word-left":
                buffer.cursor_position += document.find_previous_word_beginning() or 0
            case "word-right":
                buffer.cursor_position += document.find_next_word_ending() or 0
            case "undo":
                self._undo()
            case _:
                pass

    def _insert(self, text: str) -> None:
        if self._one_line:
            text = " ".join(text.split("\n"))
        if not text:
            return
        at = self._buffer.cursor_position
        self._buffer.insert_text(text)
        last = self._edits[-1] if self._edits else None
        # A run of letters is undone as one word; a paste or a new line by itself.
        is_letter = len(text) == 1 and not text.isspace()
        if last is not None and is_letter and last.is_typed and last.at + len(last.added) == at:
            self._edits[-1] = last._replace(added=last.added + text)
        else:
            self._edits.append(_Edit(at, "", text, at, len(text) == 1 and text != "\n"))

    def _change(self, deletion: Callable[[], object]) -> None:
        before, cursor = self._buffer.text, self._buffer.cursor_position
        deletion()
        at, gone = self._buffer.cursor_position, len(before) - len(self._buffer.text)
        if gone:
            self._edits.append(_Edit(at, before[at : at + gone], "", cursor))

    def _undo(self) -> None:
        if self._edits:
            at, removed, added, cursor, _ = self._edits.pop()
            text = self._buffer.text
            self._buffer.document = Document(text[:at] + removed + text[at + len(added) :], cursor)
