"""Signs that no font at hand can show, told by their numbers: a PDF that is to last may not hold a sign unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

EVERYWHERE = frozenset(
    [*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x180)), *"\n–—‘’‚“”„†•…‹›€"],
)
"""What the font that comes with Typst can show in each of its styles."""

JOINING = frozenset(
    [*"\u200c\u200d\u20e3", *map(chr, [*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)])]
)
"""What makes another sign of those beside it, and nothing where they cannot be shown."""

_RUN = re.compile("[^\n -~\xa0-\u017f]+")
_QUOTED = re.compile(r'`"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_SHORT_ESCAPES = {"0": "\0", "n": "\n", "r": "\r", "t": "\t"}


def unseen_in(diagnostic: str) -> frozenset[str]:
    """The signs that Typst says it cannot show. Of a sign that is made of several it names each, and some of them can
    be shown everywhere else: they are left out."""
    found: set[str] = set()
    for line in set(diagnostic.split("\n")):
        quoted = _QUOTED.search(line)
        if quoted:
            found.update(_ESCAPED.sub(_unescaped, quoted[1]))
    return frozenset(found - EVERYWHERE)


def numbering(unseen: Set[str]) -> Callable[[str], str]:
    """What makes a text to one where the unseen signs are told by their numbers in Unicode, as [U+4E2D]."""
    told = unseen | JOINING

    def number(run: re.Match[str]) -> str:
        if unseen.isdisjoint(run[0]):
            return run[0]
        return "".join(f"[U+{ord(sign):04X}]" if sign in told else sign for sign in run[0])

    return lambda text: _RUN.sub(number, text)


def _unescaped(match: re.Match[str]) -> str:
    code, short = match.groups()
    return chr(int(code, 16)) if code else _SHORT_ESCAPES.get(short, short)
