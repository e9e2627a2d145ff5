"""Read a file as text, and describe problems by their line and column in it."""

from __future__ import annotations

import bisect
import codecs
import itertools
from functools import cached_property
from pathlib import Path

from kortspil.deck.file_type import file_type
from kortspil.errors import MOST_PROBLEMS, Problem, UsageError
from kortspil.messages import deck_files as texts
from kortspil.system import files
from kortspil.text.markdown import MARK_BEGINS
from kortspil.text.sanitize import find_hidden

MAX_BYTES = 5 * 1024 * 1024
"""The size in bytes of the largest deck that is read: 10,000 cards of 500 letters each."""

_QUOTE_WIDTH = 100
_BLOCK = 1024
_MINUTES_BEGIN = b"# Referat: "


class Source:
    """A text, and the ``name`` of its file in messages."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _lines_before(self) -> list[int]:
        # The number of line ends before each block of the text. A list with the start of every line would take too much
        # memory for a text of nothing but line ends.
        counts = (self.text.count("\n", at, at + _BLOCK) for at in range(0, len(self.text), _BLOCK))
        return [0, *itertools.accumulate(counts)]

    def _start_of(self, line: int) -> int:
        block = max(0, bisect.bisect_left(self._lines_before, line) - 1)
        start = block * _BLOCK
        for _ in range(line - self._lines_before[block]):
            start = self.text.index("\n", start) + 1
        return start

    def _line_at(self, index: int) -> int:
        block = min(index, len(self.text)) // _BLOCK
        return self._lines_before[block] + self.text.count("\n", block * _BLOCK, index)

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of an index into the text. All three count from 0."""
        line = self._line_at(index)
        return line, index - self._start_of(line)

    def at(self, index: int, what: str, hint: str) -> Problem:
        """Return a problem at an index into the text, counted from 0."""
        return self.on(*self.place(index), what, hint)

    def on(self, line: int, column: int, what: str, hint: str) -> Problem:
        """Return a problem at a line and a column, both counted from 0."""
        line = min(line, self._lines_before[-1])
        start = self._start_of(line)
        # Only the part that is shown is copied, because the line may be the whole file.
        is_long = len(self.text[start : start + _QUOTE_WIDTH + 1].partition("\n")[0]) > _QUOTE_WIDTH
        cut = max(0, column - _QUOTE_WIDTH // 2) if is_long else 0
        is_in_line = not cut or self._line_at(start + cut) == line
        quote = self.text[start + cut : start + cut + _QUOTE_WIDTH].partition("\n")[0] if is_in_line else ""
        return Problem(self.name, line + 1, column + 1, quote, column - cut, what, hint)

    def hidden_characters(self) -> list[Problem]:
        """Return a problem for each hidden character, but at most ``MOST_PROBLEMS``."""
        return [
            self.at(match.start(), texts.hidden_character(match[0]), texts.HIDDEN_CHARACTER_HINT)
            for match in itertools.islice(find_hidden(self.text), MOST_PROBLEMS)
        ]


def read(
    path: Path, max_bytes: int = MAX_BYTES, too_large_hint: str = texts.TOO_LARGE_HINT
) -> tuple[Source | None, list[Problem]]:
    """Read a UTF-8 file.

    Return its text and an empty list. If it is larger than ``max_bytes`` or not UTF-8, return ``None`` and a list with
    that problem.
    Raises ``UsageError`` if the file does not exist, is of another type, such as a workbook, or is a file of notes or
    minutes. Raises ``FileError`` if the system refuses to read it.
    """
    return decode(files.read(path, max_bytes + 1), str(path), max_bytes, too_large_hint)


def decode(
    data: bytes, name: str, max_bytes: int = MAX_BYTES, too_large_hint: str = texts.TOO_LARGE_HINT
) -> tuple[Source | None, list[Problem]]:
    """Decode the bytes of a file. ``name`` is the file's name in messages.

    Return what ``read`` returns. Raises ``UsageError`` if the file is of another type, or a file of notes or minutes.
    """
    type = file_type(data)
    if type is not None:
        raise UsageError(texts.is_of_type(name, type), texts.IS_OF_TYPE_HINT)
    if len(data) > max_bytes:
        return None, [Problem(name, 1, 1, "", 0, texts.too_large(max_bytes), too_large_hint)]
    if MARK_BEGINS.encode() in data or data.removeprefix(codecs.BOM_UTF8).startswith(_MINUTES_BEGIN):
        # Problems quote the file, and notes must not be quoted on a screen that others see.
        raise UsageError(texts.is_notes(name), texts.IS_NOTES_HINT)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, [Problem(name, 1, 1, "", 0, texts.NOT_UTF8, texts.NOT_UTF8_HINT)]
    try:
        return Source(name, _with_line_feeds(data.decode("utf-8-sig"))), []
    except UnicodeDecodeError as error:
        # The error's object has no byte order mark, and its positions do not count one.
        before = _with_line_feeds(error.object[: error.start].decode())
        readable = Source(name, before + "\N{REPLACEMENT CHARACTER}")
        return None, [readable.at(len(before), texts.NOT_UTF8, texts.NOT_UTF8_HINT)]


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
