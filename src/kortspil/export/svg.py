"""The layout of a chart on a web page.

Lengths are in em, so a chart grows with the font size. Bars are in per cent of the width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kortspil.export.blocks import Chart
from kortspil.text.sanitize import sanitize

ROOM = 19.0
"""The greatest width of a label: the screen of the smallest phone, at the font size of charts."""

LINE = 1.3
"""The height of a line of text."""

BAR = 0.8
"""The height of a bar."""
_BEFORE_BAR, _AFTER_BAR = 0.4, 0.9
_MOST_LINES = 6
_LONGEST = 400
"""In characters. A longer label does not fit in ``_MOST_LINES``, so the rest of it is not measured."""

_HIGHEST = 36.0
"""The greatest height of a drawing: about half a printed page, because a drawing is kept on one page."""

_NARROW = frozenset(" !'(),-./:;I[]fijlrt|")
_WIDE = frozenset("MW%@mw—…–")


class Bar(NamedTuple):
    """A bar and the text above it. ``top`` is the top of the text, ``bar_top`` that of the bar.

    ``shown`` is the value in words. It follows the last line of the label, or has a line of its own if it ``is_below``.
    """

    top: float
    lines: tuple[str, ...]
    shown: str
    is_below: bool
    bar_top: float
    per_cent: float


class Drawing(NamedTuple):
    """Some of a chart's bars, kept on one page."""

    height: float
    bars: tuple[Bar, ...]


def drawings(chart: Chart) -> Iterator[Drawing]:
    """Yield the drawings of a chart from the top down: one, or several if the chart is tall."""
    most = max(bar.value for bar in chart.bars)
    held: list[Bar] = []
    top = 0.0
    for each in chart.bars:
        lines = tuple(wrapped(sanitize(each.label)))
        is_below = width(f"{lines[-1]}  {each.shown}") > ROOM
        height = (len(lines) + is_below) * LINE + _BEFORE_BAR + BAR + _AFTER_BAR
        if held and top + height > _HIGHEST:
            yield Drawing(round(top, 2), tuple(held))
            held, top = [], 0.0
        bar_top = top + height - BAR - _AFTER_BAR
        held.append(Bar(round(top, 2), lines, each.shown, is_below, round(bar_top, 2), _per_cent(each.value, most)))
        top += height
    yield Drawing(round(top, 2), tuple(held))


def wrapped(text: str) -> list[str]:
    """Break a label into one or more lines.

    Lines are broken between words, and within a word that is longer than a line. A label that is too long is cut, and
    ends in «…».
    """
    lines = [""]
    for word in text[:_LONGEST].split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer) <= ROOM:
            lines[-1] = longer
        else:
            lines += _pieces(word)
    found = [line for line in lines if line] or [""]
    if len(found) <= _MOST_LINES and len(text) <= _LONGEST:
        return found
    kept = found[:_MOST_LINES]
    while width(f"{kept[-1]}…") > ROOM:
        kept[-1] = kept[-1][:-1].rstrip()
    return [*kept[:-1], f"{kept[-1]}…"]


def width(text: str) -> float:
    """Return the greatest width that a text has in any common system font, in em."""
    return sum(map(_width, text))


def _pieces(word: str) -> Iterator[str]:
    piece, reach = "", 0.0
    for letter in word:
        step = _width(letter)
        if reach + step > ROOM:
            yield piece
            piece, reach = "", 0.0
        piece, reach = piece + letter, reach + step
    yield piece


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.42
    if letter in _WIDE:
        return 1.0
    if "a" <= letter <= "z" or "0" <= letter <= "9":
        return 0.65
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.4
    return 0.8 if ord(letter) < 0x250 else 1.1


def _per_cent(value: float, most: float) -> float:
    # A value above 0 must be visible.
    return round(max(100 * value / most, 0.5), 1) if value else 0.0
