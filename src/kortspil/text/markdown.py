"""Any text as Markdown that shows it and cannot be taken for structure, and back to the letter.

Follows CommonMark 0.31: punctuation is escaped with a backslash (2.4), other characters stand as numeric
references (2.5), and a backslash before the line's end is a hard line break (6.7).
"""

from __future__ import annotations

import re
from collections.abc import Callable

INDENT = "  "
"""What the further lines of a text in a list item begin with."""

_ESCAPE = re.compile(r"[\\`*_\[\]<>~|$]|&(?=[#A-Za-z])")
_UNSEEN = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
_LINE_START = re.compile(r"[-+#=:]|\d{1,9}(?=[.)])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});")
_LINE_END = "&#10;"
_HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")


def encode(text: str, extra: str = "", *, after: str = "") -> list[str]:
    """The Markdown lines of a text, to be set behind ``after`` (a label; "" where a line or an item begins).

    ``extra`` holds further characters that must not stand bare in them.
    """
    body = text.rstrip("\n")
    coded = [_encode_line(line, extra) for line in body.split("\n")]
    coded = [line if after and number == 0 else _guard_start(line) for number, line in enumerate(coded)]
    # A backslash before a paragraph's end breaks no line: it would be seen.
    coded[-1] += _LINE_END * (len(text) - len(body))
    return [line + "\\" for line in coded[:-1]] + coded[-1:]


def encode_on_one_line(text: str, extra: str = "") -> str:
    """``encode`` for what has no further lines, as a heading has none, and never begins one."""
    return _LINE_END.join(_encode_line(line, extra) for line in text.split("\n"))


def decode(lines: list[str]) -> str:
    """The text that ``encode`` was given. Lines edited by hand are read for what they show."""
    bare = [line.strip(" \t\r") for line in lines]
    return "\n".join(map(_decode_line, bare))


def _decode_line(line: str) -> str:
    # Most lines have nothing of the kind, and a thousand meetings have a quarter of a million of them.
    if line.endswith("\\") and _HARD_BREAK.search(line):
        line = line[:-1]
    return _ESCAPED.sub(_plain, line) if "\\" in line or "&" in line else line


def _encode_line(line: str, extra: str) -> str:
    coded = _ESCAPE.sub(r"\\\g<0>", line)
    coded = sub_unseen(_reference, coded)
    for character in extra:
        coded = coded.replace(character, _reference(character))
    if coded and coded[0].isspace():
        coded = _reference(coded[0]) + coded[1:]
    if coded and coded[-1].isspace():
        coded = coded[:-1] + _reference(coded[-1])
    # A heading's last «#» would be taken for its end.
    return coded[:-1] + "\\#" if coded.endswith("#") else coded


def sub_unseen(otherwise: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with every character put otherwise that nobody sees, or that turns a line around."""
    # None of them is printable. What most texts do without takes half a millisecond to compile.
    return text if text.isprintable() else re.sub(_UNSEEN, otherwise, text)


def _guard_start(coded: str) -> str:
    start = _LINE_START.match(coded)
    if start is None:
        return coded
    # «1.» is escaped at its point, everything else in front.
    at = start.end() if start[0].isdigit() else 0
    return f"{coded[:at]}\\{coded[at:]}"


def _reference(character: str | re.Match[str]) -> str:
    return f"&#{ord(character if isinstance(character, str) else character[0])};"


def _plain(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    number = int(match[2])
    return chr(number) if number < 0x110000 else match[0]
