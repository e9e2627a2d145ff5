"""A line editor for notes: prompt_toolkit's buffer, driven by our presses."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from kortspil.window import Press


class Editor:
    """A text with a cursor. ``one_line``: line ends become spaces."""

    def __init__(self, text: str = "", *, one_line: bool = False) -> None:
        self._buffer = Buffer(document=Document(text, len(text)), multiline=not one_line)
        self._one_line = one_line

    @property
    def text(self) -> str:
        """What is typed so far."""
        return str(self._buffer.text)

    @property
    def cursor(self) -> int:
        """How many characters stand before the cursor."""
        return int(self._buffer.cursor_position)

    def press(self, press: Press) -> None:
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
                buffer.undo()
            case _:
                pass

    def _insert(self, text: str) -> None:
        if self._one_line:
            text = " ".join(text.split("\n"))
        # A run of letters is undone as one word; a paste or a new line by itself.
        if len(text) != 1 or text.isspace():
            self._buffer.save_to_undo_stack()
        self._buffer.insert_text(text)

    def _change(self, deletion: Callable[[], object]) -> None:
        self._buffer.save_to_undo_stack()
        deletion()
