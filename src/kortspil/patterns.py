"""Regular expressions of Danish words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kortspil.texts.when import SPELLINGS


class Pattern:
    """A pattern of Danish words, for any keyboard's spelling of them, with ``re.Pattern``'s methods.

    Compiled when it is first looked for: all that an agreement can ask for take half a bare interpreter's start.
    """

    def __init__(self, words: str) -> None:
        self._words = words

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        words = self._words
        for letter, spellings in SPELLINGS.items():
            words = words.replace(letter, spellings)
        return re.compile(words, re.IGNORECASE)

    def match(self, text: str, place: int = 0) -> re.Match[str] | None:
        return self._compiled.match(text, place)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text)

    def finditer(self, text: str, *between: int) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text, *between)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        return self._compiled.split(text, maxsplit)

    def skipped(self, text: str, place: int) -> int:
        """The place behind what the pattern takes at a place."""
        found = self.match(text, place)
        return found.end() if found else place
