"""Characters without a glyph in any available font, written as their code points. PDF/A forbids missing glyphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

EVERYWHERE = frozenset(
    [*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x180)), *"\n–—‘’‚“”„†•…‹›€"],
)
"""The characters that Typst's own font has in each of its styles."""

JOINING = frozenset(
    [*"\u200c\u200d\u20e3", *map(chr, [*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)])]
)
"""Characters that combine with their neighbours: joiners, variation selectors, skin colours and tags."""

_RUN = re.compile("[^\n -~\xa0-\u017f]+")
_QUOTED = re.compile(r'`"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_SHORT_ESCAPES = {"0": "\0", "n": "\n", "r": "\r", "t": "\t"}


def unseen_in(diagnostic: str) -> frozenset[str]:
    """Return the characters that Typst reports as missing.

    For a combined character, Typst reports every part, even the parts that have a glyph. Those in ``EVERYWHERE`` are
    left out.
    """
    found: set[str] = set()
    for line in set(diagnostic.split("\n")):
        quoted = _QUOTED.search(line)
        if quoted:
            found.update(_ESCAPED.sub(_unescaped, quoted[1]))
    return frozenset(found - EVERYWHERE)


def numbering(unseen: Set[str]) -> Callable[[str], str]:
    """Return a function that writes the characters in ``unseen`` as code points, such as [U+4E2D].

    Joining characters in the same run are written as code points too."""
    numbered = unseen | JOINING

    def number(run: re.Match[str]) -> str:
        if unseen.isdisjoint(run[0]):
            return run[0]
        return "".join(f"[U+{ord(character):04X}]" if character in numbered else character for character in run[0])

    return lambda text: _RUN.sub(number, text)


def _unescaped(match: re.Match[str]) -> str:
    code, short = match.groups()
    return chr(int(code, 16)) if code else _SHORT_ESCAPES.get(short, short)
