"""The cards on the table, as large as the space allows. If not all of them fit, the rows around the chosen card."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from kortspil.deck.model import OWN_AREA_ID
from kortspil.meeting.state import MeetingState, Status
from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.text_layout import cells, fit


class Shape(NamedTuple):
    """The size of a card and of the space around it, in cells."""

    width: int
    height: int
    gap: int
    row_gap: int


_SHAPES = (
    Shape(26, 7, 3, 1),
    Shape(22, 5, 3, 1),
    Shape(18, 5, 2, 1),
    Shape(14, 5, 2, 0),
    Shape(12, 3, 2, 1),
    Shape(10, 3, 1, 0),
)
_LEGEND_GAP = 3

# The top corners, horizontal edge, bottom corners and side of a card. A turned card is dashed, so that it differs from
# a face-down card even without colour.
_BACK = ("╭", "╮", "─", "╰", "╯", "│")
_FACE = ("╭", "╮", "┄", "╰", "╯", "┆")
_CHOSEN = ("┏", "┓", "━", "┗", "┛", "┃")


class Layout(NamedTuple):
    """How the cards are laid out: their shape, and the number of columns and rows."""

    shape: Shape
    columns: int
    rows: int

    @property
    def height(self) -> int:
        """The height of all rows, in cells."""
        return self.rows * (self.shape.height + self.shape.row_gap) - self.shape.row_gap


def lay_out(cards: int, width: int, height: int) -> Layout:
    """Return the layout with the largest cards that still all fit, or else the one with the smallest cards."""
    layouts = [_layout(cards, width, shape) for shape in _SHAPES]
    return next((layout for layout in layouts if layout.height <= height), layouts[-1])


def _layout(cards: int, width: int, shape: Shape) -> Layout:
    columns = max(1, min(cards, (width + shape.gap) // (shape.width + shape.gap)))
    return Layout(shape, columns, -(-cards // columns))


class CardTable:
    """The cards with the chosen one marked, and a legend of the areas' colours."""

    def __init__(self, state: MeetingState, areas: tuple[tuple[str, str], ...], selected: int) -> None:
        self._state = state
        self._areas = areas
        self._ids = tuple(area for area, _ in areas)
        self._selected = selected
        self._system: str | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, height = options.max_width, options.height or 10
        self._system = console.color_system
        layout, legend = self._arrange(width, height)
        first, last = self._window(layout, height)
        lines = list(self._rows(layout, first, last, width))
        spare = height - len(lines) - len(legend) - bool(legend)
        yield from [Segment.line()] * max(0, spare // 2)
        for line in lines:
            yield from line
            yield Segment.line()
        if legend:
            yield Segment.line()
        for line in legend:
            yield from line
            yield Segment.line()
        if (first, last) != (0, layout.rows):
            yield Segment(texts.more_cards(first, layout.rows - last), theme.STRONG)
            yield Segment.line()

    def columns(self, width: int, height: int) -> int:
        """Return how many cards lie side by side in a space of ``width`` and ``height`` cells."""
        return self._arrange(width, height)[0].columns

    def _arrange(self, width: int, height: int) -> tuple[Layout, list[list[Segment]]]:
        # The legend gets only the room that is left by cards of the smallest size.
        cards = len(self._state.dealt)
        room = height - 1 - min(_layout(cards, width, shape).height for shape in _SHAPES)
        legend = self._legend(width, room)
        return lay_out(cards, width, height - len(legend) - 1 if legend else height), legend

    def _window(self, layout: Layout, height: int) -> tuple[int, int]:
        if layout.height <= height:
            return 0, layout.rows
        shown = max(1, (height - 1 + layout.shape.row_gap) // (layout.shape.height + layout.shape.row_gap))
        row = (self._selected - 1) // layout.columns
        first = min(max(0, row - shown // 2), max(0, layout.rows - shown))
        return first, min(layout.rows, first + shown)

    def _rows(self, layout: Layout, first: int, last: int, width: int) -> Iterable[list[Segment]]:
        shape, columns = layout.shape, layout.columns
        margin = " " * ((width - columns * (shape.width + shape.gap) + shape.gap) // 2)
        for row in range(first, last):
            positions = range(row * columns + 1, min(len(self._state.dealt), (row + 1) * columns) + 1)
            cards = [(self._style(position), self._face(position, shape)) for position in positions]
            for line in range(shape.height):
                yield [Segment(margin), *self._line(cards, line, " " * shape.gap)]
            if row + 1 < last:
                yield from [[] for _ in range(shape.row_gap)]

    @staticmethod
    def _line(cards: list[tuple[Style, list[str]]], line: int, gap: str) -> Iterable[Segment]:
        for number, (style, face) in enumerate(cards):
            if number:
                yield Segment(gap)
            yield Segment(face[line], style)

    def _style(self, position: int) -> Style:
        card = self._state.dealt[position - 1]
        if self._state.status(card) is Status.FACE_DOWN:
            style = theme.area_style(self._state.cards[card].area, self._ids, self._system)
            return style + theme.STRONG if position == self._selected else style
        return theme.STRONG if position == self._selected else theme.PLAIN

    def _face(self, position: int, shape: Shape) -> list[str]:
        card = self._state.dealt[position - 1]
        status = self._state.status(card)
        inner = shape.width - 2
        chosen = position == self._selected
        is_back = status is Status.FACE_DOWN
        top_left, top_right, edge, bottom_left, bottom_right, side = _CHOSEN if chosen else _BACK if is_back else _FACE
        sign = theme.SIGNS.get(status.value, "")
        label = f"{sign} {position}".strip()
        label = f"▸ {label} ◂" if chosen else label
        middle = [""] * (shape.height - 2)
        middle[len(middle) // 2] = label
        if is_back and shape.height >= 5:
            self._write_name(card, middle, inner - 2)
        body = [f"{side}{_center(text, inner)}{side}" for text in middle]
        return [top_left + edge * inner + top_right, *body, bottom_left + edge * inner + bottom_right]

    def _write_name(self, card: str, middle: list[str], width: int) -> None:
        # A name that does not fit is left out. The footer names the area of the chosen card.
        lines = wrap(self._name(card), width, break_long_words=False)
        room = len(middle) // 2
        if lines and len(lines) <= room and all(cells(line) <= width for line in lines):
            middle[-len(lines) :] = lines

    def _name(self, card: str) -> str:
        placed = self._state.cards[card]
        return texts.OWN_SHORT if placed.area == OWN_AREA_ID else sanitize(placed.area_name)

    def _legend(self, width: int, most: int) -> list[list[Segment]]:
        # Return no lines at all if there would be more than ``most``.
        lines: list[list[Segment]] = []
        used = 0
        left = self._state.left
        for area, name in self._with_own():
            if len(lines) > most or most < 1:
                return []
            text = f" {fit(texts.area_left(sanitize(name), left.get(area, 0)), width - 3)}"
            size = 2 + cells(text)
            if not lines or used + _LEGEND_GAP + size > width:
                lines.append([])
                used = 0
            if used:
                lines[-1].append(Segment(" " * _LEGEND_GAP))
                used += _LEGEND_GAP
            lines[-1] += [Segment("  ", theme.area_style(area, self._ids, self._system)), Segment(text)]
            used += size
        if len(lines) > most:
            return []
        return [[Segment(" " * ((width - sum(cells(part.text) for part in line)) // 2)), *line] for line in lines]

    def _with_own(self) -> list[tuple[str, str]]:
        own = [(OWN_AREA_ID, texts.OWN_QUESTIONS)] if self._state.own_questions else []
        return [*self._areas, *own]


def _center(text: str, width: int) -> str:
    space = width - cells(text)
    return " " * (space // 2) + text + " " * (space - space // 2)
