r"""The mark that an event ends in: a comment with what a machine needs.

    <!-- kortspil MEETING NUMBER NAME TIME fact=value fact=value -->

A typed «<» has a backslash before it, and no part of a mark has a «<» in it, so no text can imitate a mark. A value has
no white space, no «<» and no «>», and can still be read by a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from kortspil.text.markdown import sub_unseen

MARK_BEGINS = "<!-- kortspil "
"""What every notes file of ours holds, however damaged."""

MARK = re.compile(rf" ?(?<!\\){MARK_BEGINS}([^\s<]+) (\d+) ([^\s<]+) ([^\s<]+)((?: [^\s<]+)*?) -->")
"""A mark that may be readable, with the space before it."""

ANY_MARK = rf"(?<!\\){MARK_BEGINS}[^<>]*-->"
"""A whole mark, readable or not, as a part of a pattern."""

TORN_MARK = re.compile(rf"(?<!\\){MARK_BEGINS}[^<>]*$")
"""The beginning of a mark at the end of a line."""

Facts = Mapping[str, str]
"""The facts of a mark as they are read."""

_LONGEST_NUMBER = 9
_UNSAFE = re.compile(r"[%_<>\s]")
_SAFE = re.compile(r"_|%([0-9a-f]{1,6});")


class Mark(NamedTuple):
    """What a mark says. ``name`` is the event's."""

    meeting: str
    number: int
    name: str
    at: datetime
    facts: Facts


def format_mark(meeting: str, number: int, name: str, at: datetime, facts: Mapping[str, str | int]) -> str:
    """Format a mark. Texts and paths among the facts are quoted by whoever gives them."""
    values = [f"{fact}={value}" for fact, value in facts.items()]
    return MARK_BEGINS + " ".join([meeting, str(number), name, at.isoformat(timespec="seconds"), *values, "-->"])


def read_mark(match: re.Match[str]) -> Mark:
    """Read what ``MARK`` matched. Raises ``ValueError`` where it cannot be a mark of ours."""
    meeting, number, name, time, values = match.groups()
    at = datetime.fromisoformat(time)
    if at.tzinfo is None:
        raise ValueError(time)
    return Mark(meeting, read_number(number), name, at, dict(value.split("=", 1) for value in values.split()))


def read_number(value: str) -> int:
    """Read a number. Raises ``ValueError`` for one below zero or of more digits than we write."""
    # Python itself takes signs, underscores and white space, and refuses some thousand digits.
    if not value.isdecimal() or len(value) > _LONGEST_NUMBER:
        raise ValueError(value)
    return int(value)


def read_list(value: str) -> tuple[str, ...]:
    """Read what stands between commas."""
    return tuple(value.split(",")) if value else ()


def quote_text(text: str) -> str:
    """Quote any text as a value: «Vi mangler kurser» is «Vi_mangler_kurser»."""
    return sub_unseen(_code, _UNSAFE.sub(_code, text))


def _code(match: re.Match[str]) -> str:
    return "_" if match[0] == " " else f"%{ord(match[0]):x};"


def unquote_text(value: str) -> str:
    """Return the text that ``quote_text`` was given."""
    return _SAFE.sub(_character, value)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0x20
    return chr(code) if code < 0x110000 else match[0]


def quote_path(path: str) -> str:
    """Quote a file's path as a value."""
    from urllib.parse import quote

    return quote(path, safe="/.:-_", errors="surrogatepass")


def unquote_path(value: str) -> str:
    """Return the path that ``quote_path`` was given."""
    from urllib.parse import unquote

    return unquote(value, errors="surrogatepass") if value else ""
