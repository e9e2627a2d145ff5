r"""The mark that ends every event in a notes file: a comment with what a program needs to read it.

    <!-- kortspil MEETING NUMBER NAME TIME fact=value fact=value -->

A typed «<» is written with a backslash before it, and a mark has no «<» but its first character, so that no text can
imitate a mark.
A value has no white space, no «<» and no «>», and people can still read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from kortspil.text.markdown import MARK_BEGINS, replace_unseen

Facts = Mapping[str, str]
"""The values of a mark by the names of the facts. They are still quoted."""

_BEGINS = rf"(?<!\\){MARK_BEGINS}"
_WHOLE = rf"{_BEGINS}[^<>]*-->"
_READABLE_MARK = re.compile(rf" ?{_BEGINS}([^\s<]+) (\d+) ([^\s<]+) ([^\s<]+)((?: [^\s<]+)*?) -->")
_WHOLE_MARK = re.compile(_WHOLE)
_TORN_MARK = re.compile(rf"{_BEGINS}[^<>]*$")
# The lines of an event with its mark. The last event takes the rest of the text.
_EVENT = re.compile(rf".*?{_WHOLE}(?:(?:(?!{_WHOLE}).)*\Z)?", re.DOTALL)

_LONGEST_NUMBER = 9
_UNSAFE = re.compile(r"[%_<>\s]")
_CODED = re.compile(r"_|%([0-9a-f]{1,6});")


class Mark(NamedTuple):
    """What a mark says. ``name`` is the name of the event."""

    meeting: str
    number: int
    name: str
    at: datetime
    facts: Facts


def find_marks(line: str) -> Iterable[re.Match[str]]:
    """Return the marks of a line that ``read_mark`` can try to read, each with the space before it."""
    return _READABLE_MARK.finditer(line) if MARK_BEGINS in line else ()


def last_mark(text: str) -> str:
    """Return the last whole mark of a text, readable or not, or "" if it has none."""
    marks: list[str] = _WHOLE_MARK.findall(text)
    return marks[-1] if marks else ""


def split_events(text: str) -> list[str]:
    """Split a text after every whole mark. The last part also has the text that follows the last mark."""
    return _EVENT.findall(text)


def cut_torn_mark(line: str) -> str:
    """Return a line without the torn mark at its end."""
    return _TORN_MARK.sub("", line)


def has_mark(data: bytes, encodings: Sequence[str] = ("utf-8",)) -> bool:
    """Return whether ``data`` has the beginning of a mark in any of the encodings."""
    return any(MARK_BEGINS.encode(encoding) in data for encoding in encodings)


def format_mark(meeting: str, number: int, name: str, at: datetime, facts: Mapping[str, str | int]) -> str:
    """Format a mark. The facts must be quoted already."""
    values = [f"{fact}={value}" for fact, value in facts.items()]
    return MARK_BEGINS + " ".join([meeting, str(number), name, at.isoformat(timespec="seconds"), *values, "-->"])


def read_mark(match: re.Match[str]) -> Mark:
    """Read a mark that ``find_marks`` found. Raises ``ValueError`` if it is no mark of this program."""
    meeting, number, name, time, values = match.groups()
    at = datetime.fromisoformat(time)
    if at.tzinfo is None:
        raise ValueError(time)
    return Mark(meeting, read_number(number), name, at, dict(value.split("=", 1) for value in values.split()))


def read_number(value: str) -> int:
    """Read a number. Raises ``ValueError`` if it is negative or has more digits than the program writes."""
    # ``int`` also accepts signs, underscores and white space, and raises for thousands of digits.
    if not value.isdecimal() or len(value) > _LONGEST_NUMBER:
        raise ValueError(value)
    return int(value)


def read_list(value: str) -> tuple[str, ...]:
    """Read a list whose items are separated by commas."""
    return tuple(value.split(",")) if value else ()


def quote_text(text: str) -> str:
    """Quote any text as a value: «Vi mangler kurser» becomes «Vi_mangler_kurser»."""
    return replace_unseen(_UNSAFE.sub(_code, text), _code)


def _code(match: re.Match[str]) -> str:
    return "_" if match[0] == " " else f"%{ord(match[0]):x};"


def unquote_text(value: str) -> str:
    """Return the text that ``quote_text`` was given."""
    return _CODED.sub(_character, value)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0x20
    return chr(code) if code < 0x110000 else match[0]


def quote_path(path: str) -> str:
    """Quote the path of a file as a value."""
    from urllib.parse import quote

    return quote(path, safe="/.:-_", errors="surrogatepass")


def unquote_path(value: str) -> str:
    """Return the path that ``quote_path`` was given."""
    from urllib.parse import unquote

    return unquote(value, errors="surrogatepass") if value else ""
