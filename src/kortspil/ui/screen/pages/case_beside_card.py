"""A case beside the open card, in a window that is wide enough for both."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from kortspil.ui.screen.pages import theme

_LEAST = 110
_GAP = " │ "


class CaseBesideCard:
    """A page that is read, and to the left of it another that stays in sight while the first is scrolled.

    ``scroll`` is how many rows the first is scrolled by. A narrow window shows only the first.
    """

    def __init__(self, stays: RenderableType, read: RenderableType, scroll: int) -> None:
        self._stays = stays
        self._read = read
        self._scroll = scroll

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < _LEAST:
            yield self._read
            return
        left = (options.max_width - len(_GAP)) * 2 // 5
        right = options.max_width - len(_GAP) - left
        stays = console.render_lines(self._stays, options.update(width=left), pad=False)
        read = console.render_lines(self._read, options.update(width=right), pad=False)
        height = max(len(read), len(stays))
        first = min(self._scroll, max(0, height - options.max_height)) if len(stays) <= options.max_height else 0
        for row in range(height):
            here = stays[row - first] if first <= row < first + len(stays) else []
            yield from here
            yield Segment(" " * (left - sum(segment.cell_length for segment in here)))
            yield Segment(_GAP, theme.QUIET)
            yield from read[row] if row < len(read) else []
            yield Segment.line()
