"""A case beside the open card, in a window that is wide enough for both."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from kortspil.ui.screen.pages import theme

_LEAST_WIDTH = 110
_GAP = " │ "


class CaseBesideCard:
    """The card on the left and the case on the right. The card stays in sight while the case is scrolled.

    ``scroll`` is how many rows the case is scrolled by. A narrow window shows only the case.
    """

    def __init__(self, card: RenderableType, case: RenderableType, scroll: int) -> None:
        self._card = card
        self._case = case
        self._scroll = scroll

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < _LEAST_WIDTH:
            yield self._case
            return
        left = (options.max_width - len(_GAP)) * 2 // 5
        right = options.max_width - len(_GAP) - left
        card = console.render_lines(self._card, options.update(width=left), pad=False)
        case = console.render_lines(self._case, options.update(width=right), pad=False)
        height = max(len(case), len(card))
        first = min(self._scroll, max(0, height - options.max_height)) if len(card) <= options.max_height else 0
        for row in range(height):
            here = card[row - first] if first <= row < first + len(card) else []
            yield from here
            yield Segment(" " * (left - sum(segment.cell_length for segment in here)))
            yield Segment(_GAP, theme.QUIET)
            yield from case[row] if row < len(case) else []
            yield Segment.line()
