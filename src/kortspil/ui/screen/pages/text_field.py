"""The field in which a text is typed. It shows the rows around the cursor, in less than half the window."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment

from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.hints import hint_lines, message
from kortspil.ui.screen.pages.text_layout import first_cluster, fit, rows
from kortspil.ui.screen.state import Writing

# Of a longer text, only a part is laid out after each key. The rest is then counted in characters, not in rows.
_LONGEST_WHOLE = 10_000


class TextField:
    """A label, the text with its cursor, and what the keys do."""

    def __init__(self, writing: Writing, message: str, is_alert: bool) -> None:
        self._writing = writing
        self._message = message
        self._is_alert = is_alert

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        tallest = max(1, options.size.height // 2 - 3)
        begin, end = _part(self._writing.text, self._writing.cursor, tallest * width)
        # Sanitizing replaces each character by a single one, so the cursor's index stays the same.
        text, cursor = sanitize(self._writing.text[begin:end]), self._writing.cursor - begin
        spans = rows(text, width - 1)
        row = max(number for number, (start, _) in enumerate(spans) if start <= cursor)
        first = min(max(0, row - tallest + 1), max(0, len(spans) - tallest))
        shown = spans[first : first + tallest]
        more = texts.more_lines(first, len(spans) - first - len(shown))
        if len(text) < len(self._writing.text):
            more = texts.more_characters(begin + shown[0][0], len(self._writing.text) - begin - shown[-1][1])
        yield Segment("─" * width, theme.QUIET)
        yield Segment.line()
        yield Segment(f"{fit(sanitize(self._writing.label), width - 1)}:", theme.STRONG)
        if more:
            yield Segment(f"  {more}")
        yield Segment.line()
        for number, (start, end) in enumerate(shown, start=first):
            if number == row:
                under = first_cluster(text[cursor:end])
                yield Segment(text[start:cursor])
                yield Segment(under or " ", theme.CURSOR)
                yield Segment(text[cursor + len(under) : end])
            else:
                yield Segment(text[start:end])
            yield Segment.line()
        answer = message(self._message, width, is_alert=self._is_alert) if self._message else []
        for line in [*answer, *hint_lines(self._writing.hints, width, 2)]:
            yield from line
            yield Segment.line()


def _part(text: str, cursor: int, space: int) -> tuple[int, int]:
    # Return the start and end of the part to lay out: all of a short text, or else what is around the cursor. The part
    # starts where a line starts, or at a multiple of ``space``, so that rows do not move after each key.
    if len(text) <= _LONGEST_WHOLE:
        return 0, len(text)
    latest = max(0, cursor - space)
    line_end = text.rfind("\n", max(0, latest - space), latest)
    begin = line_end + 1 if line_end >= 0 else latest // space * space
    return begin, cursor + space
