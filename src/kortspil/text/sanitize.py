"""Define the hidden characters, and make text safe to show: no terminal obeys it, and it misleads no reader.

The hidden characters are control characters, marks that turn the reading direction, line ends that only some programs
recognise, halves of surrogate pairs, and noncharacters, which XML and HTML cannot hold. This module has their only
definition. It is used in two variants:

- A tab is hidden in notes and on a screen. In a deck it is not: YAML allows it in quotes, and elsewhere it has a
  message of its own.
- Noncharacters are not encoded in notes, because the bytes of a note must stay the same in every version.

Joiners and variation selectors are not hidden: words and emoji need them. How wide a character is drawn
(``export.svg``, ``ui.screen``) and what an old code page drops (``system.streams``) are other questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_HIDDEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    # Noncharacters. Those above U+FFFF are told from the others by ``_is_hidden``: a range for each would make the
    # search ten times as slow.
    "\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)


def sanitize(text: str) -> str:
    """Return a text with a visible sign for every hidden character. Line ends stay, and a tab becomes a space."""
    return replace_hidden(text.replace("\t", " "), _sign)


def find_hidden(text: str) -> Iterator[re.Match[str]]:
    """Yield a match of each hidden character of a text, from left to right. A tab is not one of them."""
    return filter(_is_hidden, () if text.isprintable() else re.finditer(_HIDDEN, text))


def replace_hidden(text: str, replacement: Callable[[re.Match[str]], str]) -> str:
    """Return a text with the ``replacement`` of every hidden character in its place. A tab is not one of them."""
    # No hidden character is printable, so that most texts need no pattern, which is slow to compile.
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
