"""Where the characters and words of a text begin and end, by the rules of Unicode Standard Annex #29.

A character is a grapheme cluster: what a reader sees as one character, however many code points it has. wcwidth finds
clusters but not words, so this module finds the words. A word is a run of letters and digits, with the punctuation that
rules WB6 to WB12 allow inside it («f.eks», «3,5»), or a single emoji. Chinese and Japanese have no spaces, so a run of
their characters counts as one word.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from unicodedata import category

from wcwidth import iter_graphemes, wcswidth

# How many code points are read on each side of a position. Because of this limit, a key press takes no longer in a text
# of a megabyte. The cursor passes a longer cluster or word in several steps.
_REACH = 1000

_SOFT_HYPHEN = "\u00ad"
_BETWEEN_LETTERS = ".'‘’:·"
_BETWEEN_DIGITS = ".'‘’,;"


def next_boundary(text: str, at: int) -> int:
    """Return the index where the cluster around ``at`` ends; the text's length if ``at`` is the end of the text."""
    return next((end for end in _boundaries(text, at) if end > at), len(text))


def previous_boundary(text: str, at: int) -> int:
    """Return the index where the cluster just before ``at`` begins; 0 if ``at`` is 0."""
    return next((start for start in reversed(_boundaries(text, at)) if start < at), 0)


def next_word_end(text: str, at: int) -> int:
    """Return the index where the word at ``at`` ends, or the next word if there is none; else the text's length."""
    boundaries = [at, *(index for index in _boundaries(text, at) if index > at)]
    return at + _word_length(text[start:end] for start, end in pairwise(boundaries))


def previous_word_start(text: str, at: int) -> int:
    """Return the index where the word before ``at`` begins; 0 if there is none."""
    boundaries = [at, *(index for index in reversed(_boundaries(text, at)) if index < at)]
    return at - _word_length(text[start:end] for end, start in pairwise(boundaries))


def column(text: str) -> int:
    """Return how many terminal cells a text without line ends takes. A control character takes one."""
    return sum(_cells(cluster) for cluster in iter_graphemes(text))


def index_at_column(text: str, wanted: int) -> int:
    """Return the index of the cluster in column ``wanted``, counted from 0; the text's length if it is narrower."""
    index = used = 0
    for cluster in iter_graphemes(text):
        used += _cells(cluster)
        if used > wanted:
            break
        index += len(cluster)
    return index


def _cells(cluster: str) -> int:
    size = wcswidth(cluster)
    # wcwidth returns -1 for a control character. The screen shows a symbol of one cell in its place.
    return size if size >= 0 else 1


def _word_length(clusters: Iterable[str]) -> int:
    # The number of code points up to the end of the first word. To find a word before the cursor, pass the clusters
    # backwards: the rules are the same in both directions.
    length = waiting = 0
    last = between = ""
    for cluster in clusters:
        character, kind = cluster[0], _kind(cluster[0])
        if not last:
            length += len(cluster)
            last = kind
        elif kind and _continues(last, between, kind):
            length += waiting + len(cluster)
            waiting, between, last = 0, "", kind
        elif character == _SOFT_HYPHEN or (not between and character in _BETWEEN_LETTERS + _BETWEEN_DIGITS):
            # This character belongs to the word only if a letter or digit follows it.
            waiting += len(cluster)
            between = between if character == _SOFT_HYPHEN else character
        else:
            break
    return length


def _kind(character: str) -> str:
    if character.isalpha():
        return "letter"
    if character.isdecimal():
        return "digit"
    if character == "_":
        return "low line"
    return "symbol" if category(character) == "So" else ""


def _continues(last: str, between: str, kind: str) -> bool:
    if not between:
        return "symbol" not in (last, kind)
    allowed = {"letter": _BETWEEN_LETTERS, "digit": _BETWEEN_DIGITS}
    return last == kind and between in allowed.get(kind, "")


def _boundaries(text: str, at: int) -> list[int]:
    # The boundaries within reach of an index, in order.
    first = max(at - _REACH, 0)
    boundaries = [first]
    for cluster in iter_graphemes(text[first : at + _REACH]):
        boundaries.append(boundaries[-1] + len(cluster))
    return boundaries
