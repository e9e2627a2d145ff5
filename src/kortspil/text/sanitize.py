"""Text that somebody typed, made safe to show: a terminal obeys none of it, and nobody is misled by it."""

from __future__ import annotations

import re

_OBEYED = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    # Signs that are no characters, and that XML or HTML cannot hold. Those of the higher planes are sorted out below:
    # each range more in here would cost as much as all the others.
    "\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)


def sanitize(text: str) -> str:
    """The text with every control character as a sign that shows it; line ends stay, a tab is a space."""
    # None of them is printable. What most texts do without takes half a millisecond to compile.
    return text if text.isprintable() else re.sub(_OBEYED, _sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\t":
        return " "
    if code > 0xFFFF and code & 0xFFFE != 0xFFFE:
        return match[0]
    # Unicode has pictures of the first 32 control characters, and one of «delete».
    return chr(0x2400 + code) if code < 32 else "\N{SYMBOL FOR DELETE}" if code == 127 else "\N{REPLACEMENT CHARACTER}"
