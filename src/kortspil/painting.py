"""A page to the lines of a window, and the lines to as few bytes as the window needs to show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console, ConsoleDimensions, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style

from kortspil.texts import table as texts
from kortspil.view import Page
from kortspil.window import Size

SMALLEST = Size(30, 11)
"""The smallest window a meeting can be held in. A smaller one says so, until it is made larger."""

# Terminals differ on how wide some emoji are: a line that turns out too wide must not go on in the next row.
_BEGIN = "\x1b[?2026h\x1b[?7l"
_END = "\x1b[?7h\x1b[?2026l"
_HIDE = "\x1b[?25l"
_SHOW = "\x1b[?25h"

COLOR_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
"""Rich's systems of colours by the names it gives them."""

_Line = list[Segment]


class Frame(NamedTuple):
    """What a window shows: a line for each of its rows, where the cursor stands (row, column), if it is seen, and
    how far down the body can be scrolled, and how many rows the body has."""

    lines: tuple[str, ...]
    cursor: tuple[int, int] | None
    furthest: int
    space: int


def frame_console() -> Console:
    """A console that renders for a real terminal in as many colours as it has, or none where NO_COLOR is set."""
    # The legacy renderer of old Windows dies on characters outside its code page, and emoji tables cost 4 ms.
    return Console(force_terminal=True, legacy_windows=False, emoji=False, markup=False, highlight=False)


def frame(console: Console, page: Page, size: Size) -> Frame:
    """Render a page for a window of a size."""
    options = console.options.update(width=size.width)
    options.size = ConsoleDimensions(*size)
    if size.width < SMALLEST.width or size.height < SMALLEST.height:
        return Frame(_ansi(console, _too_small(console, options, size), size), None, 0, 1)
    header = _render(console, page.header, options)
    footer = _render(console, page.footer, options)
    space = max(1, size.height - len(header) - len(footer))
    body = _render(console, page.body, options.update_height(space) if page.fills else options)
    furthest = max(0, len(body) - space)
    body, marker = _window(body, page, space, furthest)
    if marker and footer:
        footer[0] = [Segment(f"── {marker} ".ljust(size.width, "─")[: size.width], Style(bold=True))]
    lines = [*header, *body, *footer][: size.height]
    cursor = _find_cursor(lines)
    return Frame(_ansi(console, lines, size), cursor, furthest, space)


def _window(body: list[_Line], page: Page, space: int, furthest: int) -> tuple[list[_Line], str]:
    if len(body) <= space:
        above = (space - len(body)) // 2 if page.is_calm else 0
        return [[]] * above + body + [[]] * (space - len(body) - above), ""
    focus = next((row for row, line in enumerate(body) if _has(line, "focus")), None)
    first = min(page.scroll, furthest)
    if focus is not None:
        first = min(max(first, focus - space + 2), focus)
    return body[first : first + space], texts.more_lines(first, furthest - first)


def _too_small(console: Console, options: ConsoleOptions, size: Size) -> list[_Line]:
    from rich.text import Text

    return _render(console, Text(texts.TOO_SMALL), options)[: size.height]


def _render(console: Console, renderable: RenderableType, options: ConsoleOptions) -> list[_Line]:
    lines = console.render_lines(renderable, options.reset_height() if options.height is None else options, pad=False)
    while lines and not any(segment.text.strip() or segment.style for segment in lines[-1]) and len(lines) > 1:
        lines.pop()
    return lines


def _has(line: _Line, key: str) -> bool:
    return any(segment.style is not None and key in segment.style.meta for segment in line)


def _find_cursor(lines: list[_Line]) -> tuple[int, int] | None:
    for row, line in enumerate(lines):
        column = 0
        for segment in line:
            if segment.style is not None and "cursor" in segment.style.meta:
                return row, column
            column += segment.cell_length
    return None


def _ansi(console: Console, lines: list[_Line], size: Size) -> tuple[str, ...]:
    system = COLOR_SYSTEMS.get(console.color_system or "")
    rows = ["".join(_styled(console, segment, system) for segment in line) for line in lines]
    return tuple(rows + [""] * (size.height - len(rows)))


def _styled(console: Console, segment: Segment, system: ColorSystem | None) -> str:
    style = segment.style
    if style is None or not segment.text:
        return segment.text
    if console.no_color:
        style = style.without_color
    return style.render(segment.text, color_system=system)


class Painter:
    """Writes frames to a window. What is on the screen already is not written again."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._shown: tuple[str, ...] = ()
        self._size: Size | None = None
        self._cursor: tuple[int, int] | None = None

    def forget(self) -> None:
        """The screen was taken by somebody else: the next frame is written whole."""
        self._size = None

    def paint(self, frame: Frame, size: Size) -> None:
        """Make the window show a frame."""
        fresh = size != self._size
        changed = list(self._changes(frame.lines, fresh))
        if not changed and frame.cursor == self._cursor and not fresh:
            return
        cursor = f"\x1b[{frame.cursor[0] + 1};{frame.cursor[1] + 1}H{_SHOW}" if frame.cursor else ""
        self._write("".join([_BEGIN, _HIDE, "\x1b[2J" if fresh else "", *changed, cursor, _END]))
        self._shown, self._size, self._cursor = frame.lines, size, frame.cursor

    def _changes(self, lines: tuple[str, ...], fresh: bool) -> Iterable[str]:
        for row, line in enumerate(lines):
            if fresh and not line:
                continue
            if fresh or row >= len(self._shown) or self._shown[row] != line:
                erase = "" if fresh else "\x1b[2K"
                yield f"\x1b[{row + 1};1H{erase}{line}"
