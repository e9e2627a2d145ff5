"""Encode any text as Markdown that shows the text and nothing else, and decode it again without loss.

Follows CommonMark 0.31: punctuation is escaped with a backslash (2.4), other characters are written as numeric
references (2.5), and a backslash before a line's end is a hard line break (6.7).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kortspil.text.sanitize import is_noncharacter, replace_hidden

INDENT = "  "
"""The indentation of the second and further lines of a text in a list item."""

MARK_BEGINS = "<!-- kortspil "
"""The beginning of the comment after every event of a notes file. An encoded text never holds it."""

_ESCAPE = re.compile(r"[\\`*_\[\]<>~|$]|&(?=[#A-Za-z])")
_LINE_START = re.compile(r"[-+#=:]|\d{1,9}(?=[.)])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});")
_LINE_END = "&#10;"
_HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")


def encode(text: str, extra: str = "", *, after: str = "") -> list[str]:
    """Return the Markdown lines of a text.

    ``after`` is the label before the first line, or "" if the text begins a line or a list item. The characters in
    ``extra`` are written as references, too.
    """
    body = text.rstrip("\n")
    coded = [_encode_line(line, extra) for line in body.split("\n")]
    coded = [line if after and number == 0 else _guard_start(line) for number, line in enumerate(coded)]
    # At the end of a paragraph, a backslash is shown and is not a line break. So references are written there.
    coded[-1] += _LINE_END * (len(text) - len(body))
    return [line + "\\" for line in coded[:-1]] + coded[-1:]


def encode_on_one_line(text: str, extra: str = "") -> str:
    """Return a text as one line of Markdown, as in a heading.

    Write something before it on the line: its start is not escaped.
    """
    return _LINE_END.join(_encode_line(line, extra) for line in text.split("\n"))


def decode(lines: list[str]) -> str:
    """Return the text that ``encode`` was given. Lines edited by hand are read as Markdown shows them."""
    bare = [line.strip(" \t\r") for line in lines]
    return "\n".join(map(_decode_line, bare))


def _decode_line(line: str) -> str:
    # Most lines have nothing to decode, and the notes of a thousand meetings have a quarter of a million lines.
    if line.endswith("\\") and _HARD_BREAK.search(line):
        line = line[:-1]
    return _ESCAPED.sub(_decoded, line) if "\\" in line or "&" in line else line


def _encode_line(line: str, extra: str) -> str:
    coded = _ESCAPE.sub(r"\\\g<0>", line)
    coded = replace_unseen(coded, lambda match: _reference(match[0]))
    for character in "\t" + extra:
        coded = coded.replace(character, _reference(character))
    if coded and coded[0].isspace():
        coded = _reference(coded[0]) + coded[1:]
    if coded and coded[-1].isspace():
        coded = coded[:-1] + _reference(coded[-1])
    # Markdown drops a «#» at the end of a heading.
    return coded[:-1] + "\\#" if coded.endswith("#") else coded


def replace_unseen(text: str, replacement: Callable[[re.Match[str]], str]) -> str:
    """Return a text with each unseen character replaced by ``replacement(match)``.

    The unseen characters are the hidden ones of ``sanitize.replace_hidden``, without the noncharacters, which notes
    keep as they are. A tab is in neither set.
    """
    return replace_hidden(text, lambda match: match[0] if is_noncharacter(match[0]) else replacement(match))


def _guard_start(coded: str) -> str:
    """Escape the start of a line that Markdown would read as a heading, a list item or a rule."""
    start = _LINE_START.match(coded)
    if start is None:
        return coded
    # «1.» is escaped before its point, everything else before its first character.
    at = start.end() if start[0].isdigit() else 0
    return f"{coded[:at]}\\{coded[at:]}"


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _decoded(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    number = int(match[2])
    return chr(number) if number < 0x110000 else match[0]
