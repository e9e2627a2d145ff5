"""A list that can be too long to render whole. Only the rows in sight are made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Protocol

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment


class Rows(Protocol):
    """Something that can be laid out in rows."""

    def rows(self, width: int) -> Iterable[list[Segment]]:
        """Return the rows in a space of ``width`` cells."""


class Listing:
    """``amount`` items one below another, in a column in the middle of the window, at most ``widest`` cells wide.

    ``item`` makes an item from its number, counted from 0. ``measured`` has the numbers, in order, of the items that
    may not take exactly one row. Only the measured items and those in sight are laid out.
    """

    def __init__(
        self, amount: int, item: Callable[[int], Sequence[Rows]], measured: Sequence[int], widest: int
    ) -> None:
        self._amount = amount
        self._item = item
        self._measured = measured
        self._widest = widest
        self._laid_out: dict[int, list[list[Segment]]] = {}
        self._width = 0

    def height(self, width: int) -> int:
        """Return how many rows the list has in a window of ``width`` cells."""
        return self._amount + sum(height - 1 for height in self._heights(self._within(width)))

    def part(self, first: int, most: int) -> Slice:
        """Return at most ``most`` rows from row ``first`` on, counted from 0."""
        return Slice(self, first, most)

    def rows(self, width: int, first: int) -> Iterator[list[Segment]]:
        """Yield the rows from row ``first`` on, counted from 0."""
        within = self._within(width)
        at, skipped = self._find(first, self._heights(within))
        margin = Segment(" " * ((width - within) // 2))
        rows = (row for number in range(at, self._amount) for row in self._rows(number, within))
        return ([margin, *row] for row in islice(rows, skipped, None))

    def _within(self, width: int) -> int:
        return width - 2 * (max(0, width - self._widest) // 2)

    def _heights(self, width: int) -> list[int]:
        # The measured items are laid out once for each width. Their rows are kept, to be counted and to be shown.
        if width != self._width:
            self._laid_out = {number: self._rows(number, width) for number in self._measured}
            self._width = width
        return [len(rows) for rows in self._laid_out.values()]

    def _rows(self, number: int, width: int) -> list[list[Segment]]:
        if number in self._laid_out and width == self._width:
            return self._laid_out[number]
        return [row for part in self._item(number) for row in part.rows(width)]

    def _find(self, row: int, heights: Sequence[int]) -> tuple[int, int]:
        # Return the item that a row is in, and how many rows of the item are above it.
        higher = accumulate((height - 1 for height in heights), initial=0)
        begins = [number + more for number, more in zip(self._measured, higher, strict=False)]
        before = bisect_right(begins, row) - 1
        if before < 0:
            return row, 0
        past = row - begins[before]
        if past < heights[before]:
            return self._measured[before], past
        return self._measured[before] + 1 + past - heights[before], 0


class Slice:
    """A part of a listing, as a Rich renderable."""

    def __init__(self, listing: Listing, first: int, most: int) -> None:
        self._listing = listing
        self._first = first
        self._most = most

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for row in islice(self._listing.rows(options.max_width, self._first), self._most):
            yield from row
            yield Segment.line()
