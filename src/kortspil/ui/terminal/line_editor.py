"""An editor for one text: a cursor that moves by characters and words, and undo.

prompt_toolkit's own buffer moves and deletes by code points, and finds only words in ASCII.
"""

from __future__ import annotations

from typing import NamedTuple

from kortspil.ui.terminal import segmentation
from kortspil.ui.terminal.types import KeyEvent


class _Edit(NamedTuple):
    """A change of the text at ``at``: what was removed, what was added, and where the cursor was before.

    ``is_typed``: what was added is a run of typed letters. A letter that is typed at its end joins the run.
    """

    at: int
    removed: str
    added: str
    cursor: int
    is_typed: bool = False


class LineEditor:
    """A text with a cursor. With ``one_line``, line ends become spaces.

    The cursor is an index into the text. It moves by grapheme clusters. It is inside a cluster only while that cluster
    is being typed, or after a deletion that joined what was on each side of it.
    """

    def __init__(self, text: str = "", *, one_line: bool = False) -> None:
        self._text = text
        self._cursor = len(text)
        self._one_line = one_line
        self._edits: list[_Edit] = []
        # The column, in cells, that repeated «up» and «down» keep to across shorter lines.
        self._column: int | None = None

    @property
    def text(self) -> str:
        """The text as edited so far."""
        return self._text

    @property
    def cursor(self) -> int:
        """The number of code points before the cursor."""
        return self._cursor

    def press(self, press: KeyEvent) -> None:
        """Type, delete, move or undo. Ignore a key that does none of these."""
        if press.name in ("up", "down"):
            self._move_vertically(press.name)
            return
        self._column = None
        target = self._target(press.name)
        if press.name in ("text", "paste", "newline"):
            self._insert("\n" if press.name == "newline" else press.text)
        elif press.name == "undo":
            self._undo()
        elif target is None:
            return
        elif press.name in _DELETIONS:
            self._delete(self._within_line(target))
        else:
            self._cursor = target

    def _target(self, name: str) -> int | None:
        # The index that a key moves the cursor to or deletes up to; None if the key does neither.
        text, cursor = self._text, self._cursor
        match _DELETIONS.get(name, name):
            case "left":
                return segmentation.previous_boundary(text, cursor)
            case "right":
                return segmentation.next_boundary(text, cursor)
            case "word-left":
                return segmentation.previous_word_start(text, cursor)
            case "word-right":
                return segmentation.next_word_end(text, cursor)
            case "home":
                return self._line_start(cursor)
            case "end":
                return self._line_end(cursor)
            case _:
                return None

    def _move_vertically(self, name: str) -> None:
        start, end = self._line_start(self._cursor), self._line_end(self._cursor)
        if (name == "up" and start == 0) or (name == "down" and end == len(self._text)):
            return
        if self._column is None:
            self._column = segmentation.column(self._text[start : self._cursor])
        start = self._line_start(start - 1) if name == "up" else end + 1
        line = self._text[start : self._line_end(start)]
        self._cursor = start + segmentation.index_at_column(line, self._column)

    def _within_line(self, target: int) -> int:
        # A deletion stops at the ends of its line. From there it takes the line end and nothing more.
        start, end = self._line_start(self._cursor), self._line_end(self._cursor)
        if target < start:
            return start if self._cursor > start else start - 1
        if target > end:
            return end if self._cursor < end else end + 1
        return target

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def _insert(self, text: str) -> None:
        if self._one_line:
            text = " ".join(text.split("\n"))
        if not text:
            return
        at = self._cursor
        self._replace(at, at, text)
        last = self._edits[-1] if self._edits else None
        # One undo removes a run of typed letters, or a single paste or line end.
        is_letter = len(text) == 1 and not text.isspace()
        if last is not None and is_letter and last.is_typed and last.at + len(last.added) == at:
            self._edits[-1] = last._replace(added=last.added + text)
        else:
            self._edits.append(_Edit(at, "", text, at, len(text) == 1 and text != "\n"))

    def _delete(self, target: int) -> None:
        start, end = sorted((self._cursor, target))
        if start < end:
            self._edits.append(_Edit(start, self._text[start:end], "", self._cursor))
            self._replace(start, end, "")

    def _undo(self) -> None:
        if self._edits:
            at, removed, added, cursor, _ = self._edits.pop()
            self._replace(at, at + len(added), removed)
            self._cursor = cursor

    def _replace(self, start: int, end: int, text: str) -> None:
        self._text = self._text[:start] + text + self._text[end:]
        self._cursor = start + len(text)


_DELETIONS = {
    "backspace": "left",
    "delete": "right",
    "delete-word": "word-left",
    "delete-to-start": "home",
    "delete-to-end": "end",
}
"""Each key that deletes, and the key that moves the cursor over the same text."""
