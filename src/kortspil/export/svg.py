"""Where everything in a chart stands. All lengths are in em, so that a chart grows with the reader's letters; bars
are in per cent, so that they use what width there is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kortspil.export.blocks import Chart
from kortspil.text.sanitize import sanitize

ROOM = 19.0
"""How wide a label may be. So much there is on the smallest phone, at the size of the page's letters for charts."""

LINE = 1.3
"""From one line of text to the next."""

BAR = 0.8
"""How high a bar is."""
_BEFORE_BAR, _AFTER_BAR = 0.4, 0.9
_MOST_LINES = 6
_LONGEST = 400
"""No label of so many characters fits into its lines, so that nobody need look at the rest."""

_HIGHEST = 36.0
"""About half a printed page: what stands in one drawing is not broken between two."""

_NARROW = frozenset(" !'(),-./:;I[]fijlrt|")
_WIDE = frozenset("MW%@mw—…–")


class Bar(NamedTuple):
    """A bar and the text above it. ``top`` is where its text begins, ``bar_top`` where the bar does.

    ``shown`` stands behind the last line where there is room, or else below it.
    """

    top: float
    lines: tuple[str, ...]
    shown: str
    is_below: bool
    bar_top: float
    per_cent: float


class Drawing(NamedTuple):
    """Some of a chart's bars, to be kept together."""

    height: float
    bars: tuple[Bar, ...]


def drawings(chart: Chart) -> Iterator[Drawing]:
    """A chart from the top down, in one drawing or, where it is high, in several."""
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
    """The lines of a label, at least one: broken between words, and within one that is too long for a line. What is
    more than a label can be ends in «…»."""
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
    """How wide a text is at the most, in the fonts that systems come with."""
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
    # What is there at all is to be seen.
    return round(max(100 * value / most, 0.5), 1) if value else 0.0
