"""Regular expressions of Danish words."""

from __future__ import annotations

import re
from functools import cache

from kortspil.messages.date_words import SPELLINGS


@cache
def danish(words: str) -> re.Pattern[str]:
    """The pattern of Danish words, compiled so that it matches any keyboard's spelling and any case.

    ``words`` is a regular expression.
    """
    for letter, spellings in SPELLINGS.items():
        words = words.replace(letter, spellings)
    return re.compile(words, re.IGNORECASE)


def skip(pattern: re.Pattern[str], text: str, place: int) -> int:
    """The place behind what a pattern matches at a place, or that place where it matches nothing."""
    found = pattern.match(text, place)
    return found.end() if found else place
