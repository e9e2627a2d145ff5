"""The parts of a page of text, such as the help page: a column with titles, terms and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from kortspil.text.sanitize import sanitize
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.text_layout import fit, wrapped

WIDEST = 80
"""The most cells in a row of a column."""


class Column:
    """Parts one below another, in a column in the middle of the window, at most ``WIDEST`` cells wide."""

    def __init__(self, parts: Iterable[RenderableType]) -> None:
        self._parts = list(parts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = max(0, options.max_width - WIDEST) // 2
        within = options.update(width=options.max_width - 2 * margin)
        # Rich's Padding would fill every row with spaces, and too many if it takes an emoji for narrower than it is.
        for line in console.render_lines(Group(*self._parts), within, pad=False):
            yield Segment(" " * margin)
            yield from line
            yield Segment.line()


class TermRow:
    """A term in a column of ``width`` cells, and to its right a text. The text is wrapped, or cut to one row.

    ``indent`` is the number of spaces before the term. ``is_one_row``: cut the text.
    """

    def __init__(
        self, term: str, said: str, width: int, style: Style = theme.KEY, indent: int = 0, *, is_one_row: bool = False
    ) -> None:
        self._term = term
        self._said = sanitize(said)
        self._width = width
        self._indent = " " * indent
        self._style = style
        self._is_one_row = is_one_row

    def rows(self, width: int) -> Iterator[list[Segment]]:
        """Return the rows in a space of ``width`` cells."""
        space = max(8, width - len(self._indent) - self._width)
        lines = [fit(self._said, space)] if self._is_one_row else wrapped(self._said, space)
        for number, line in enumerate(lines):
            term = Segment(("" if number else self._term).ljust(self._width), self._style)
            yield [Segment(self._indent), term, Segment(line)]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return _rendered(self.rows(options.max_width))


class Paragraph:
    """A paragraph. Its text can come from outside the program, so it is made safe to show."""

    def __init__(self, text: str, style: Style = theme.PLAIN) -> None:
        self._text = sanitize(text)
        self._style = style

    def rows(self, width: int) -> Iterator[list[Segment]]:
        """Return the rows in a space of ``width`` cells."""
        return ([Segment(line, self._style)] for line in wrapped(self._text, width))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return _rendered(self.rows(options.max_width))


def _rendered(rows: Iterable[list[Segment]]) -> RenderResult:
    for row in rows:
        yield from row
        yield Segment.line()


def title_row(text: str) -> Text:
    """Return the title of a page."""
    return Text(text, theme.STRONG)
