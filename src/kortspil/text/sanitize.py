"""Define the hidden characters, and make text safe to show: no terminal obeys it, and it misleads no reader.

The hidden characters are control characters, marks that change the reading direction, line ends that only some programs
recognise, halves of surrogate pairs, and noncharacters, which XML and HTML cannot hold. Only this module defines them.
Two groups are treated differently from place to place:

- Tabs are not in the definition, because YAML allows them in quotes, and a deck with a tab elsewhere has a message of
  its own. ``sanitize`` and ``markdown.encode`` replace them all the same.
- Noncharacters are hidden. But notes keep them as they are, because the bytes of a note must be the same in every
  version. ``markdown.replace_unseen`` replaces the «unseen» characters: the hidden ones without the noncharacters.

Joiners and variation selectors are not hidden: words and emoji need them. This module does not say how wide a character
is drawn (``export.svg``, ``ui.screen``), or which characters an old code page lacks (``system.streams``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_HIDDEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    # Noncharacters. Above U+FFFF, all characters from the first one on match, and ``_is_hidden`` rejects the others:
    # a range for each pair of noncharacters would make the search ten times as slow.
    "\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)


def sanitize(text: str) -> str:
    """Return a text with a visible sign for each hidden character. Line feeds are kept, and tabs become spaces."""
    return replace_hidden(text.replace("\t", " "), _sign)


def find_hidden(text: str) -> Iterator[re.Match[str]]:
    """Yield a match of each hidden character of a text, from left to right. Tabs are not hidden."""
    return filter(_is_hidden, () if text.isprintable() else re.finditer(_HIDDEN, text))


def replace_hidden(text: str, replacement: Callable[[re.Match[str]], str]) -> str:
    """Return a text with each hidden character replaced by ``replacement(match)``.

    Noncharacters are hidden, and tabs are not. ``markdown.replace_unseen`` does not replace noncharacters.
    """
    # No hidden character is printable. So most texts do not need the pattern, which is slow to compile.
    if text.isprintable():
        return text
    return re.sub(_HIDDEN, lambda match: replacement(match) if _is_hidden(match) else match[0], text)


def is_noncharacter(character: str) -> bool:
    """Return whether a character is one of the 66 that Unicode will never assign."""
    return "\ufdd0" <= character <= "\ufdef" or ord(character) & 0xFFFE == 0xFFFE


def _is_hidden(match: re.Match[str]) -> bool:
    return match[0] <= "\uffff" or is_noncharacter(match[0])


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    # Unicode has pictures of the first 32 control characters, and one of «delete».
    return chr(0x2400 + code) if code < 32 else "\N{SYMBOL FOR DELETE}" if code == 127 else "\N{REPLACEMENT CHARACTER}"
