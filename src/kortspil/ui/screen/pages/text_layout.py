"""Text in cells: how wide it is, where it breaks, what fits.

A sign is as wide as the terminal draws it that joins nothing: a family of emoji is as wide as its members. No row is
too wide in any terminal then, and one that does join them has room to spare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, east_asian_width

from rich.cells import cell_len

from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize

LONGEST = 20_000
"""How many characters of one text are laid out at the most."""

_MOST_LINES = 1000
_DEEPEST_PILE = 16

# Signs that are one cell wide in every terminal and join nothing: Latin, and the punctuation of running text.
_SINGLE = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027]*").fullmatch
_JOINER, _EMOJI = "\u200d", "\ufe0f"


def cells(text: str) -> int:
    """The width of a text in terminal cells."""
    return len(text) if _SINGLE(text) else sum(_sizes(text))


def fit(text: str, width: int) -> str:
    """The text in one row, or as much of it as there is room for with a sign that something is left out."""
    beginning = bounded(text, width, 1).replace("\n", " ")
    if len(beginning) == len(text) and cells(beginning) <= width:
        return beginning
    room = sum(end < width for end in accumulate(_sizes(beginning)))
    return beginning[:room].rstrip() + "…" if width > 0 else ""


def bounded(text: str, width: int, most_rows: int) -> str:
    """The beginning of a text, longer than ``most_rows`` rows of it, however long it is."""
    return text[: (most_rows + 1) * _most(width)]


def excerpt(text: str) -> str:
    """A text made safe to show. Of one that nobody would scroll through, the beginning, and how much more there is."""
    kept = text[:LONGEST]
    lines = kept.split("\n", _MOST_LINES)
    if len(lines) > _MOST_LINES:
        kept = kept[: -len(lines[-1]) - 1]
    if kept == text:
        return sanitize(text)
    return f"{sanitize(kept)}\n{texts.not_shown(len(text) - len(kept))}"


def rows(text: str, width: int) -> list[tuple[int, int]]:
    """Where each row of a text begins and ends when it is typed into a space ``width`` cells wide.

    Rows break after a space where there is one, and at every line end. Together they hold every character.
    """
    return list(_rows(text, width, spaces_hang=False))


def wrapped(text: str, width: int) -> Iterator[str]:
    """The rows of a text that is read, in a space ``width`` cells wide, without the spaces at their ends."""
    return (text[start:end].rstrip() for start, end in _rows(text, width, spaces_hang=True))


def _rows(text: str, width: int, *, spaces_hang: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        is_single = _SINGLE(line) is not None
        spans = _single_rows(line, width, spaces_hang) if is_single else _mixed_rows(line, width, spaces_hang)
        for begin, end in spans:
            yield start + begin, start + end
        start += len(line) + 1


def _single_rows(line: str, width: int, spaces_hang: bool) -> Iterator[tuple[int, int]]:
    # What _mixed_rows gives, without looking at every character.
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
    sizes = list(_sizes(line))
    most = _most(width)
    begin = used = after_space = sign = 0
    for at, (character, size) in enumerate(zip(line, sizes, strict=True)):
        if not _is_of_one_sign(line, sign, at, size):
            sign = at
        is_space = character == " "
        while at > begin and (at - begin >= most or used + size > width) and not (spaces_hang and is_space):
            end = next((place for place in (after_space, sign) if place > begin), at)
            yield begin, end
            begin, used = end, sum(sizes[end:at])
        used += size
        if is_space:
            after_space = at + 1
    yield begin, len(line)


def _is_of_one_sign(line: str, first: int, at: int, size: int) -> bool:
    # Whether a character belongs to the sign that begins at ``first``: it is drawn over it, joined to it, the tone of
    # its skin, or the second letter of a flag.
    if at == first:
        return False
    if size == 0 or line[at] == _EMOJI or line[at - 1] == _JOINER or _is_skin(line[at]):
        return True
    return at == first + 1 and _is_flag(line[first]) and _is_flag(line[at])


def _sizes(text: str) -> Iterator[int]:
    # The cells of each character. A variation selector makes the sign before it an emoji, which is wider (Unicode
    # Technical Standard 51).
    is_narrow = False
    for character in text:
        if character == _EMOJI:
            yield int(is_narrow)
            is_narrow = False
        else:
            size = _size(character)
            is_narrow = size == 1 or (is_narrow and not size)
            yield size


@lru_cache(maxsize=4096)
def _size(character: str) -> int:
    # Rich takes the tones of skin for no wider than what they are joined to.
    is_wide = east_asian_width(character) in "WF" and category(character) not in ("Mn", "Me")
    return 2 if is_wide else cell_len(character)


def _is_skin(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _most(width: int) -> int:
    # How many characters a row can hold: more than any writing piles on one another.
    return _DEEPEST_PILE * max(1, width)
