"""From a file's bytes to text whose every place has a line and a column."""

from __future__ import annotations

import bisect
import itertools
import re
from pathlib import Path

from kortspil.errors import FileTrouble, Problem, WrongCall
from kortspil.texts import loading as texts
from kortspil.texts.oserrors import reason

MAX_BYTES = 16 * 1024 * 1024
"""The largest deck or case that is read: about fifty thousand times KL's own deck's longest card."""

_QUOTE_WIDTH = 100
_MOST_HIDDEN = 1000

_LINE_END = re.compile("\r\n?")

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, the invisible ones that turn the reading direction, and what is no character at all."""


class Source:
    """A text and the name it goes by in messages."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, index: int, what: str, remedy: str) -> Problem:
        """A problem at a character of the text, counted from 0."""
        line = bisect.bisect_right(self._starts, index) - 1
        return self.on(line, index - self._starts[line], what, remedy)

    def line(self, line: int) -> str:
        """The line with a number, counted from 0, without its end."""
        start, *end = self._starts[line : line + 2]
        return self.text[start : end[0] - 1 if end else None]

    def on(self, line: int, column: int, what: str, remedy: str) -> Problem:
        """A problem at a line and a column, both counted from 0."""
        line = min(line, len(self._starts) - 1)
        whole = self.line(line)
        cut = max(0, column - _QUOTE_WIDTH // 2) if len(whole) > _QUOTE_WIDTH else 0
        quote = whole[cut : cut + _QUOTE_WIDTH]
        return Problem(self.name, line + 1, column + 1, quote, column - cut, what, remedy)

    def hidden_characters(self) -> list[Problem]:
        """A problem for every character that cannot be seen and could mislead; a thousand of them tell enough."""
        return [
            self.at(match.start(), texts.hidden_character(match[0]), texts.HIDDEN_CHARACTER_REMEDY)
            for match in itertools.islice(HIDDEN.finditer(self.text), _MOST_HIDDEN)
        ]


def read(path: Path, name: str, max_bytes: int = MAX_BYTES) -> tuple[Source | None, list[Problem]]:
    """Read a UTF-8 file.

    Gives the text, or ``None`` and the reason as a problem where the bytes are no such text.
    Raises ``WrongCall`` where there is no such file and ``FileTrouble`` where it cannot be read.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise WrongCall(texts.is_no_file(name), texts.NO_SUCH_FILE_REMEDY)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise WrongCall(texts.no_such_file(name), texts.NO_SUCH_FILE_REMEDY) from None
    except OSError as error:
        if path.is_dir():  # Windows says «permission denied» of a folder.
            raise WrongCall(texts.is_a_folder(name), texts.NO_SUCH_FILE_REMEDY) from None
        raise FileTrouble(texts.cannot_read(name, reason(error)), texts.CANNOT_READ_REMEDY) from None
    if len(data) > max_bytes:
        return None, [Problem(name, 1, 1, "", 0, texts.too_large(max_bytes), texts.TOO_LARGE_REMEDY)]
    return _decode(name, data)


def _decode(name: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem(name, 1, 1, "", 0, texts.NOT_UTF8, texts.NOT_UTF8_REMEDY)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark, and so does the object it names.
        before = _LINE_END.sub("\n", error.object[: error.start].decode())
        readable = Source(name, before + "\N{REPLACEMENT CHARACTER}")
        return None, [readable.at(len(before), texts.NOT_UTF8, texts.NOT_UTF8_REMEDY)]
    return Source(name, _LINE_END.sub("\n", text)), []
