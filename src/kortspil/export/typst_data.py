"""Blocks as the data for the PDF template."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kortspil.export.blocks import Block, Chart, Heading, Item, Items, Paragraph, Table
from kortspil.export.drawing import drawn
from kortspil.export.missing_glyphs import JOINING
from kortspil.messages import minutes as texts
from kortspil.text.sanitize import sanitize

Shown = Callable[[str], str]
"""A function from ``missing_glyphs.numbering``, which replaces the characters without a glyph."""

Text = str | list[list[list[str]]]
"""A string of one line, or a list of paragraphs: each is a list of lines, and each line a list of parts.

A line may break between two parts.
"""

_LONGEST_HEADING = 300
"""In characters. The rest of a longer heading becomes a paragraph: a bookmark has room for 32,767 bytes, and should be
easy to read."""

_LONGEST_ALT = 8_000
"""In characters of at most four bytes each. An alternative text, too, has room for 32,767 bytes."""

_LONGEST_PARAGRAPH = 500
"""In parts. The time that Typst takes is quadratic in the length of a paragraph."""

# In characters. A line may break within a longer word: in lists and paragraphs; in headings and the first column of a
# table; and in its other columns.
_WIDE, _MEDIUM, _NARROW = 40, 30, 16

_MOST_JOINED = 1_000
"""The greatest number of combining characters that move such a break to after them."""

_WORD = re.compile("[^ ]+")


class Contents(NamedTuple):
    """The table of contents."""

    title: str


CONTENTS = Contents(texts.CONTENTS)
Part = Block | Contents


def data(part: Part, shown: Shown) -> Iterator[dict[str, Any]]:
    """Yield the data of a part of the document."""
    match part:
        case Contents(title):
            yield {"kind": "contents", "text": title}
        case Heading(level, text):
            yield from _heading(level, text, shown)
        case Paragraph(text, is_aside):
            yield {"kind": "aside" if is_aside else "paragraph", "text": one_line(text, shown)}
        case Items(items):
            yield {"kind": "items", "items": [_item(item, shown) for item in items]}
        case Table(header, rows):
            yield {
                "kind": "table",
                "header": [one_line(name, shown, _NARROW) for name in header],
                "rows": [
                    [_lines(row[0], shown, _MEDIUM), *(_lines(fact, shown, _NARROW) for fact in row[1:])]
                    for row in rows
                ],
            }
        case Chart(_, _, text):
            # An alternative text is not drawn and needs no glyphs.
            yield {"kind": "chart", "chart": _chart(part, shown), "alt": cut(sanitize(text), _LONGEST_ALT)}


def cut(text: str, most: int) -> str:
    """Cut a text to at most ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def one_line(text: str, shown: Shown, most: int = _WIDE) -> Text:
    """Return a text of one line, which may break within a word of more than ``most`` characters."""
    return _lines(text, shown, most)


def _heading(level: int, text: str, shown: Shown) -> Iterator[dict[str, Any]]:
    words, rest = text, ""
    if len(text) > _LONGEST_HEADING:
        end = text.rfind(" ", _LONGEST_HEADING // 2, _LONGEST_HEADING) + 1 or _LONGEST_HEADING
        words, rest = f"{text[:end].rstrip()} …", f"… {text[end:].lstrip()}"
    # Screen readers skip an empty heading.
    yield {"kind": "heading", "level": level, "text": one_line(words.strip() or "–", shown, _MEDIUM)}
    if rest:
        yield {"kind": "paragraph", "text": one_line(rest, shown)}


def _item(item: Item, shown: Shown) -> dict[str, Any]:
    label = one_line(f"{item.label}:", shown) if item.label else None
    return {"label": label, "text": _lines(item.text, shown, _WIDE)}


def _chart(chart: Chart, shown: Shown) -> dict[str, Any]:
    found = drawn(chart)
    for bar in found["bars"]:
        bar["label"] = shown(bar["label"])
    return found


def _lines(text: str, shown: Shown, most: int) -> Text:
    paragraphs: list[list[list[str]]] = [[]]
    room = _LONGEST_PARAGRAPH
    for line in sanitize(text).split("\n"):
        parts = [shown(part) for part in _parts(line, most)]
        while parts:
            if not room:
                paragraphs.append([])
                room = _LONGEST_PARAGRAPH
            fitting, parts = parts[:room], parts[room:]
            paragraphs[-1].append(fitting)
            room -= len(fitting)
    (first, *more), *others = paragraphs
    return first[0] if len(first) == 1 and not more and not others else paragraphs


def _parts(line: str, most: int) -> Iterator[str]:
    begin = 0
    for word in _WORD.finditer(line):
        at = word.start()
        while at + most < word.end():
            mark_end = max(line.rfind(mark, at, at + most) + 1 for mark in "/-")
            if mark_end > at and line[mark_end].isalpha():
                # Typst itself breaks a line here.
                at = mark_end
                continue
            at = _end(line, at + most, word.end())
            yield line[begin:at]
            begin = at
    yield line[begin:]


def _end(line: str, first: int, last: int) -> int:
    # Combining characters stay on the line of the character before them.
    last = min(first + _MOST_JOINED, last)
    for at in range(first, last):
        if not JOINING.intersection(line[at - 1 : at + 1]) and not unicodedata.combining(line[at]):
            return at
    return last
