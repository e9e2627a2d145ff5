"""Where the characters and words of a text begin and end, after Unicode Standard Annex #29.

A character is a grapheme cluster: one sign to a reader, however many code points it has. wcwidth finds clusters but no
words. Words are built from clusters here: a run of letters and digits, with the punctuation that rules WB6 to WB12
allow inside it («f.eks», «3,5»), or a single emoji. Chinese and Japanese have no spaces: a run of their signs counts
as one word.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from unicodedata import category

from wcwidth import iter_graphemes, wcswidth

# How many code points are read on each side of a position, so that a key takes no longer in a text of a megabyte. A
# cluster or word that is longer than this is passed in several steps.
_REACH = 1000

_SOFT_HYPHEN = "\u00ad"
_BETWEEN_LETTERS = ".'‘’:·"
_BETWEEN_DIGITS = ".'‘’,;"


def next_boundary(text: str, at: int) -> int:
    """Return the index at which the cluster that holds the code point at ``at`` ends; the text's length at its end."""
    return next((end for end in _boundaries(text, at) if end > at), len(text))


def previous_boundary(text: str, at: int) -> int:
    """Return the index at which the cluster that holds the code point before ``at`` begins; 0 at the beginning."""
    return next((start for start in reversed(_boundaries(text, at)) if start < at), 0)


def next_word_end(text: str, at: int) -> int:
    """Return the index at which the word at ``at``, or else the next one, ends; the text's length if none follows."""
    boundaries = [at, *(index for index in _boundaries(text, at) if index > at)]
    return at + _word_length(text[start:end] for start, end in pairwise(boundaries))


def previous_word_start(text: str, at: int) -> int:
    """Return the index at which the word before ``at`` begins; 0 if there is none."""
    boundaries = [at, *(index for index in reversed(_boundaries(text, at)) if index < at)]
    return at - _word_length(text[start:end] for end, start in pairwise(boundaries))


def column(text: str) -> int:
    """Return how many terminal cells a text without line ends takes. A control character takes one."""
    return sum(_cells(cluster) for cluster in iter_graphemes(text))


def index_at_column(text: str, wanted: int) -> int:
    """Return the index of the cluster that covers a column of terminal cells; the text's length if it is shorter."""
    index = used = 0
    for cluster in iter_graphemes(text):
        used += _cells(cluster)
        if used > wanted:
            break
        index += len(cluster)
    return index


def _cells(cluster: str) -> int:
    size = wcswidth(cluster)
    # wcwidth gives -1 for control characters. The screen shows a sign in place of each.
    return size if size >= 0 else 1


def _word_length(clusters: Iterable[str]) -> int:
    # The number of code points up to the far end of the first word. The rules are the same in both directions.
    length = waiting = 0
    last = between = ""
    for cluster in clusters:
        sign, kind = cluster[0], _kind(cluster[0])
        if not last:
            length += len(cluster)
            last = kind
        elif kind and _continues(last, between, kind):
            length += waiting + len(cluster)
            waiting, between, last = 0, "", kind
        elif sign == _SOFT_HYPHEN or (not between and sign in _BETWEEN_LETTERS + _BETWEEN_DIGITS):
            # It belongs to the word only if a letter or digit follows.
            waiting += len(cluster)
            between = between if sign == _SOFT_HYPHEN else sign
        else:
            break
    return length


def _kind(sign: str) -> str:
    if sign.isalpha():
        return "letter"
    if sign.isdecimal():
        return "digit"
    if sign == "_":
        return "low line"
    return "symbol" if category(sign) == "So" else ""


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
