"""The rows of a message, and the rows of hints: keys and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style

from kortspil.text.sanitize import sanitize
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.text_layout import bounded, cells, fit, rows

_MESSAGE_ROWS = 2
_ALERT_ROWS = 6
# The length of the program's own longest message, which is not cut even in a narrow window.
_LONGEST = 160


def message(text: str, width: int, *, is_alert: bool) -> list[list[Segment]]:
    """Return a message in one or more rows. A message that is too long is cut; an alert may take more rows."""
    style: Style = theme.ALERT if is_alert else theme.PLAIN
    most = _ALERT_ROWS if is_alert else max(_MESSAGE_ROWS, -(-_LONGEST // max(1, width)))
    # A message can hold the text of a note, which can be a megabyte.
    shown = sanitize(bounded(text, width, most).replace("\n", " "))
    lines = [shown[start:end] for start, end in rows(shown, width)]
    if len(lines) > most:
        del lines[most:]
        lines[-1] = fit(lines[-1] + " " * width, width)
    return [[Segment(line.rstrip(), style)] for line in lines]


def hint_lines(hints: Sequence[tuple[str, str]], width: int, most: int) -> list[list[Segment]]:
    """Return the rows of the hints, which are pairs of a key and a label.

    If they take more than ``most`` rows, hints are left out from the end, but never the first one and the last two.
    """
    kept = list(hints)
    while len(lines := _flow(kept, width)) > most and len(kept) > 3:
        del kept[-3]
    return [
        [Segment(part, theme.KEY if number % 2 == 0 else theme.PLAIN) for number, part in enumerate(line)]
        for line in lines
    ]


def _flow(hints: Sequence[tuple[str, str]], width: int) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    used = 0
    for key, label in hints:
        size = cells(key) + 1 + cells(label)
        if used and used + 3 + size > width:
            lines.append([])
            used = 0
        gap = "   " if used else ""
        lines[-1] += [gap + key, f" {label}"]
        used += size + len(gap)
    return lines
