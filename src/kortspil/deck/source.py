"""From a file's bytes to text whose every place has a line and a column."""

from __future__ import annotations

import bisect
import codecs
import itertools
import os
import re
from functools import cached_property
from pathlib import Path

from kortspil.errors import MOST_PROBLEMS, FileError, Problem, UsageError
from kortspil.messages import deck_files as texts
from kortspil.messages.os_errors import reason

MAX_BYTES = 5 * 1024 * 1024
"""The largest deck that is read: 10,000 cards of 500 letters each."""

_QUOTE_WIDTH = 100
_BLOCK = 1024
_NOTES = b"<!-- kortspil "
_MINUTES = b"# Referat: "

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, the invisible ones that turn the reading direction, and what is no character at all."""


class Source:
    """A text and the name it goes by in messages."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _lines_before(self) -> list[int]:
        # Of every block, not of every line: a text may be nothing but line ends.
        counts = (self.text.count("\n", at, at + _BLOCK) for at in range(0, len(self.text), _BLOCK))
        return [0, *itertools.accumulate(counts)]

    def _start(self, line: int) -> int:
        block = max(0, bisect.bisect_left(self._lines_before, line) - 1)
        start = block * _BLOCK
        for _ in range(line - self._lines_before[block]):
            start = self.text.index("\n", start) + 1
        return start

    def _line(self, index: int) -> int:
        block = min(index, len(self.text)) // _BLOCK
        return self._lines_before[block] + self.text.count("\n", block * _BLOCK, index)

    def place(self, index: int) -> tuple[int, int]:
        """The line and the column of a character of the text, all three counted from 0."""
        line = self._line(index)
        return line, index - self._start(line)

    def at(self, index: int, what: str, hint: str) -> Problem:
        """A problem at a character of the text, counted from 0."""
        return self.on(*self.place(index), what, hint)

    def on(self, line: int, column: int, what: str, hint: str) -> Problem:
        """A problem at a line and a column, both counted from 0."""
        line = min(line, self._lines_before[-1])
        start = self._start(line)
        # No more of the line is taken than is shown: it may be the whole file.
        is_long = len(self.text[start : start + _QUOTE_WIDTH + 1].partition("\n")[0]) > _QUOTE_WIDTH
        cut = max(0, column - _QUOTE_WIDTH // 2) if is_long else 0
        within = not cut or self._line(start + cut) == line
        quote = self.text[start + cut : start + cut + _QUOTE_WIDTH].partition("\n")[0] if within else ""
        return Problem(self.name, line + 1, column + 1, quote, column - cut, what, hint)

    def hidden_characters(self) -> list[Problem]:
        """A problem for every character that cannot be seen and could mislead, as far as they are told."""
        return [
            self.at(match.start(), texts.hidden_character(match[0]), texts.HIDDEN_CHARACTER_HINT)
            for match in itertools.islice(HIDDEN.finditer(self.text), MOST_PROBLEMS)
        ]


def read(
    path: Path, name: str, max_bytes: int = MAX_BYTES, too_large_hint: str = texts.TOO_LARGE_HINT
) -> tuple[Source | None, list[Problem]]:
    """Read a UTF-8 file.

    Gives the text, or ``None`` and the reason as a problem where the bytes are no such text.
    Raises ``UsageError`` where there is no such file or it holds notes, and ``FileError`` where it cannot be read.
    """
    return take(read_bytes(path, name, max_bytes), name, max_bytes, too_large_hint)


def read_bytes(path: Path, name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """A file's bytes, one more than ``max_bytes`` at the most. Raises as ``read`` does."""
    # Not the path's own questions, which raise where one may not look.
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UsageError(texts.is_no_file(name), texts.NO_SUCH_FILE_HINT)
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(texts.no_such_file(name), texts.NO_SUCH_FILE_HINT) from None
    except OSError as error:
        if os.path.isdir(path):  # Windows says «permission denied» of a folder.
            raise UsageError(texts.is_a_folder(name), texts.NO_SUCH_FILE_HINT) from None
        raise FileError(texts.cannot_read(name, reason(error)), texts.CANNOT_READ_HINT) from None


def take(
    data: bytes, name: str, max_bytes: int = MAX_BYTES, too_large_hint: str = texts.TOO_LARGE_HINT
) -> tuple[Source | None, list[Problem]]:
    """What ``read`` gives of a file with these bytes. Raises ``UsageError`` where they hold notes."""
    if len(data) > max_bytes:
        return None, [Problem(name, 1, 1, "", 0, texts.too_large(max_bytes), too_large_hint)]
    if _NOTES in data or data.removeprefix(codecs.BOM_UTF8).startswith(_MINUTES):
        # What is wrong in a deck is quoted, and notes are not for everybody who looks over a shoulder.
        raise UsageError(texts.is_notes(name), texts.IS_NOTES_HINT)
    return _decode(name, data)


def _decode(name: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem(name, 1, 1, "", 0, texts.NOT_UTF8, texts.NOT_UTF8_HINT)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark, and so does the object it names.
        before = _with_line_ends(error.object[: error.start].decode())
        readable = Source(name, before + "\N{REPLACEMENT CHARACTER}")
        return None, [readable.at(len(before), texts.NOT_UTF8, texts.NOT_UTF8_HINT)]
    return Source(name, _with_line_ends(text)), []


def _with_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
