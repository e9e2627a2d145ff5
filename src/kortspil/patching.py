"""What differs between two rows of a window, as what has to be written to make the one into the other."""

from __future__ import annotations

import re
from itertools import accumulate

# A sign, and the sequences that set its style where the pen was on the ground.
_Cell = tuple[str, str]

_BLANK = (" ", "")
_RESET = "\x1b[0m"
_STYLES = re.compile(r"((?:\x1b\[[0-9;]*m)+)")
# Signs that every terminal draws one cell wide and by themselves: Latin, Greek, Cyrillic, the punctuation of running
# text, the lines of boxes, and the signs that the program has of its own.
_SETTLED = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2500-\u257f▲▼◂▸✓]*")


def patch(old: str, new: str, width: int, ground: str) -> tuple[int, str]:
    """Where to begin writing in a row that shows ``old``, and what to write there, so that it shows ``new``.

    Both are text with sequences that set styles, as ``ground`` does for all that has none. The pen is on the ground
    before and after. "" where nothing is to be written. Signs that terminals may disagree on are written again with
    all that stands behind them: nobody knows where it stands.
    """
    before, after = _cells(old, ground), _cells(new, ground)
    own, longest = len(after), max(len(before), len(after))
    before += [_BLANK] * (longest - len(before))
    after += [_BLANK] * (longest - len(after))
    differ = [number for number in range(longest) if before[number] != after[number]]
    if not differ:
        return 0, ""
    known = min(_settled(before), _settled(after))
    if known == longest:
        return differ[0], _between(after, differ[0], differ[-1] + 1, ground)
    # What is drawn over a sign, or joined to it, comes behind it.
    begin = min(differ[0], max(0, known - 1))
    drawn = _drawn(after[begin:own], ground)
    if not ground:
        return begin, f"\x1b[K{drawn}"
    # Spaces first, and the text over them: not every terminal erases in our colour.
    return begin, f"{' ' * (width - begin)}\x1b[{begin + 1}G{drawn}"


def _between(cells: list[_Cell], begin: int, end: int, ground: str) -> str:
    # The last ones erased instead, where nothing follows and the terminal has its own colours.
    filled = max((number for number, cell in enumerate(cells, start=1) if cell != _BLANK), default=0)
    if ground or end <= filled:
        return _drawn(cells[begin:end], ground)
    return f"{_drawn(cells[begin:filled], ground)}\x1b[K"


def _cells(row: str, ground: str) -> list[_Cell]:
    # Texts and sequences take turns.
    parts = _STYLES.split(row)
    texts, styles = parts[::2], parts[1::2]
    reached = accumulate(styles, lambda style, more: _styled(style, more, ground), initial="")
    return [(sign, style) for text, style in zip(texts, reached, strict=True) for sign in text]


def _styled(style: str, more: str, ground: str) -> str:
    _, reset, rest = more.rpartition(_RESET)
    return rest.removeprefix(ground) if reset else style + more


def _settled(cells: list[_Cell]) -> int:
    # How many of them, from the first, stand where they are counted to stand.
    found = _SETTLED.match("".join(sign for sign, _ in cells))
    return found.end() if found else 0


def _drawn(cells: list[_Cell], ground: str) -> str:
    parts, style = [], ""
    for sign, wanted in cells:
        if wanted != style:
            parts.append(f"{_RESET}{ground}{wanted}" if style else wanted)
            style = wanted
        parts.append(sign)
    return "".join(parts) + (f"{_RESET}{ground}" if style else "")
