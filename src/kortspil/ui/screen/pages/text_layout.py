"""Text laid out in terminal cells: how wide it is, where it breaks, what fits.

Rows break between grapheme clusters, the characters that a reader sees. The width of a cluster is the sum of the widths
of its code points. Rich and some terminals draw several joined emoji, such as a family, as one, which takes less room.
Other terminals draw them one by one, and no row may be too wide there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

from rich.cells import cell_len

from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize

LONGEST = 20_000
"""How many characters of a text are laid out at most."""

_MOST_LINES = 1000
_CODE_POINTS_PER_CELL = 16

is_single = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027]*").fullmatch
"""Match a text of characters that are one cell wide in every terminal and never combine: Latin, and the punctuation of
running text."""
_EMOJI_SELECTOR = "\ufe0f"


def cells(text: str) -> int:
    """Return the width of a text in terminal cells."""
    return len(text) if is_single(text) else sum(_sizes(text))


def first_cluster(text: str) -> str:
    """Return the first grapheme cluster of a text; "" for an empty text."""
    return next(_clusters(text[: _most_code_points(1)]), "")


def fit(text: str, width: int) -> str:
    """Return a text in one row of at most ``width`` cells, cut with «…» if it is longer."""
    beginning = bounded(text, width, 1).replace("\n", " ")
    if len(beginning) == len(text) and cells(beginning) <= width:
        return beginning
    if width <= 0:
        return ""
    kept, left = 0, width - 1
    for cluster in _clusters(beginning):
        left -= cells(cluster)
        if left < 0:
            break
        kept += len(cluster)
    return beginning[:kept].rstrip() + "…"


def bounded(text: str, width: int, most_rows: int) -> str:
    """Return the beginning of a text: enough to overflow ``most_rows`` rows, but no more than can be laid out fast."""
    return text[: (most_rows + 1) * _most_code_points(width)]


def excerpt(text: str) -> str:
    """Return a text made safe to show. A very long text is cut, and ends with how many characters are left out."""
    kept = text[:LONGEST]
    lines = kept.split("\n", _MOST_LINES)
    if len(lines) > _MOST_LINES:
        kept = kept[: -len(lines[-1]) - 1]
    if kept == text:
        return sanitize(text)
    return f"{sanitize(kept)}\n{texts.not_shown(len(text) - len(kept))}"


def rows(text: str, width: int) -> list[tuple[int, int]]:
    """Return the start and end of each row of a text that is being typed in a space of ``width`` cells.

    A row breaks at every line end, and after its last space if it has one. The rows contain every character but the
    line ends.
    """
    return list(_rows(text, width, spaces_hang=False))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the rows of a text to be read in a space of ``width`` cells, without the spaces at their ends."""
    return (text[start:end].rstrip() for start, end in _rows(text, width, spaces_hang=True))


def _rows(text: str, width: int, *, spaces_hang: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        rows = _single_rows if is_single(line) else _mixed_rows
        spans = rows(line, width, spaces_hang)
        for begin, end in spans:
            yield start + begin, start + end
        start += len(line) + 1


def _single_rows(line: str, width: int, spaces_hang: bool) -> Iterator[tuple[int, int]]:
    # Yields the same rows as _mixed_rows, but need not look at every character.
    begin = 0
    while len(line) - begin > width:
        over = begin + width
        if spaces_hang and line[over] == " ":
            end = len(line) - len(line[over:].lstrip(" "))
        else:
            end = line.rfind(" ", begin, over) + 1 or over
        if end == len(line):
            break
        yield begin, end
        begin = end
    yield begin, len(line)


def _mixed_rows(line: str, width: int, spaces_hang: bool) -> Iterator[tuple[int, int]]:
    most = _most_code_points(width)
    begin = at = used = after_space = 0
    for piece, size in _pieces(line, width):
        while at > begin and (at + len(piece) - begin > most or used + size > width):
            if spaces_hang and piece == " ":
                break
            end = after_space if after_space > begin else at
            yield begin, end
            begin, used = end, cells(line[end:at])
        at += len(piece)
        used += size
        if piece == " ":
            after_space = at
    yield begin, len(line)


def _pieces(line: str, width: int) -> Iterator[tuple[str, int]]:
    # The clusters of a line with their widths. A cluster that is too large for a row is split into its code points.
    most = _most_code_points(width)
    for cluster in _clusters(line):
        size = _cluster_cells(cluster)
        if len(cluster) > most or size > width:
            yield from zip(cluster, _sizes(cluster), strict=True)
        else:
            yield cluster, size


@lru_cache(maxsize=4096)
def _cluster_cells(cluster: str) -> int:
    return cells(cluster)


def _clusters(text: str) -> Iterator[str]:
    if is_single(text):
        return iter(text)
    # Imported here because the first picture rarely needs it.
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def _sizes(text: str) -> Iterator[int]:
    # The cells of each code point. A variation selector turns the character before it into an emoji, which is wider
    # (Unicode Technical Standard 51).
    is_narrow = False
    for character in text:
        if character == _EMOJI_SELECTOR:
            yield int(is_narrow)
            is_narrow = False
        else:
            size = _size(character)
            is_narrow = size == 1 or (is_narrow and not size)
            yield size


@lru_cache(maxsize=4096)
def _size(character: str) -> int:
    # Rich gives a skin tone no width, but a terminal that draws it by itself takes two cells.
    is_wide = east_asian_width(character) in "WF" and category(character) not in ("Mn", "Me")
    return 2 if is_wide else cell_len(character)


def _most_code_points(width: int) -> int:
    # The most code points in one row: more than any script needs, and few enough to paint fast.
    return _CODE_POINTS_PER_CELL * max(1, width)
