"""Render a page to the rows of a window, and write the rows that differ to the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console, ConsoleDimensions, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from kortspil.messages import meeting as texts
from kortspil.ui.controller import MeetingController
from kortspil.ui.screen.input import Space
from kortspil.ui.screen.pages.page import Page, page
from kortspil.ui.screen.pages.scrolling import Listing
from kortspil.ui.screen.pages.table import CardTable
from kortspil.ui.screen.pages.text_layout import is_single
from kortspil.ui.screen.pages.theme import AUTO, Theme
from kortspil.ui.screen.state import ScreenState
from kortspil.ui.terminal.terminal import Terminal
from kortspil.ui.terminal.types import Size

SMALLEST = Size(30, 11)
"""The smallest window for a meeting. In a smaller one, the screen only asks for more room."""

# ?2026 shows all changes at once. ?7 turns off wrapping: terminals differ on the width of some emoji, and a row that
# turns out too wide must not run into the next one.
_BEGIN = "\x1b[?2026h\x1b[?7l"
_END = "\x1b[?7h\x1b[?2026l"
_HIDE = "\x1b[?25l"
_SHOW = "\x1b[?25h"
_CLEAR = "\x1b[2J"
_ERASE = "\x1b[2K"
_PLAIN = "\x1b[0m"

_STYLE = re.compile(r"\x1b\[[0-9;]*m")

COLOR_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
"""Rich's colour systems, by the names that ``Console.color_system`` gives them."""

_Line = list[Segment]


class Frame(NamedTuple):
    """The content of a window: one line for each row.

    ``cursor`` is the row and column of the cursor, or ``None`` if it is hidden. ``furthest`` is how many rows the body
    can be scrolled by, and ``space`` how many rows of it fit. ``ground`` is the control sequence that starts each
    row in the theme's colours; "" in the theme ``auto``.
    """

    lines: tuple[str, ...]
    cursor: tuple[int, int] | None
    furthest: int
    space: int
    ground: str = ""


def frame_console() -> Console:
    """Return a console that renders in as many colours as the terminal has, or in none if NO_COLOR is set."""
    # Rich's renderer for old Windows fails on characters outside the code page. No text writes an emoji by its name
    # («:smile:»), so Rich need not load its table of names.
    return Console(force_terminal=True, legacy_windows=False, emoji=False, markup=False, highlight=False)


def frame(console: Console, page: Page, size: Size) -> Frame:
    """Render a page for a window of the given size."""
    options = console.options.update(width=size.width)
    options.size = ConsoleDimensions(*size)
    if size.width < SMALLEST.width or size.height < SMALLEST.height:
        return _ansi(console, _too_small(console, options, size), page, size)._replace(space=1)
    header = _render(console, page.header, options)
    footer = _render(console, page.footer, options)
    space = max(1, size.height - len(header) - len(footer))
    options.max_height = space
    if isinstance(page.body, Listing):
        furthest = max(0, page.body.height(size.width) - space)
        first = min(page.scroll, furthest)
        body = _render(console, page.body.part(first, space), options)
        body, marker = body + [[]] * (space - len(body)), texts.more_lines(first, furthest - first)
    else:
        body = _render(console, page.body, options.update_height(space) if page.fills else options)
        furthest = max(0, len(body) - space)
        body, marker = _window(body, page, space, furthest)
    if marker and footer:
        footer[0] = [Segment(f"── {marker} ".ljust(size.width, "─")[: size.width], Style(bold=True))]
    lines = [*header, *body, *footer][: size.height]
    return _ansi(console, lines, page, size)._replace(cursor=_find_cursor(lines), furthest=furthest, space=space)


def _window(body: list[_Line], page: Page, space: int, furthest: int) -> tuple[list[_Line], str]:
    if len(body) <= space:
        above = (space - len(body)) // 2 if page.is_centred else 0
        return [[]] * above + body + [[]] * (space - len(body) - above), ""
    focus = next((row for row, line in enumerate(body) if _has(line, "focus")), None)
    first = min(page.scroll, furthest)
    if focus is not None:
        first = min(max(first, focus - space + 2), focus)
    return body[first : first + space], texts.more_lines(first, furthest - first)


def _too_small(console: Console, options: ConsoleOptions, size: Size) -> list[_Line]:
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


def _ansi(console: Console, lines: list[_Line], page: Page, size: Size) -> Frame:
    pen = _Pen(console, page.theme)
    rows = ["".join(pen.draw(segment) for segment in line) for line in lines]
    rows += [""] * (size.height - len(rows))
    return Frame(tuple(rows), None, 0, 0, pen.ground)


class _Pen:
    """Draws segments in as many colours as the terminal has, and returns to the colours of ``ground`` after each."""

    def __init__(self, console: Console, theme: Theme) -> None:
        self._has_color = not console.no_color
        self._name = console.color_system
        self._system = COLOR_SYSTEMS.get(self._name or "")
        self._theme = theme if self._has_color and self._system is not None else AUTO
        ground = self._theme.ground(self._name).render(" ", color_system=self._system)
        self.ground = ground.partition(" ")[0]

    def draw(self, segment: Segment) -> str:
        if segment.style is None or not segment.text:
            return segment.text
        style = self._theme.restyled(segment.style, self._name)
        if not self._has_color:
            style = style.without_color
        drawn = style.render(segment.text, color_system=self._system)
        return drawn if drawn == segment.text else drawn + self.ground


class Painter:
    """Writes frames to a window. A row that is already on the screen is not written again."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._shown = Frame((), None, 0, 0)
        self._size: Size | None = None

    def forget(self) -> None:
        """Forget what is on the screen, because another program has written to it. The next frame is written whole."""
        self._size = None

    def paint(self, frame: Frame, size: Size) -> None:
        """Show a frame in a window of the given size."""
        is_fresh = size != self._size
        rows = _all(frame, size) if is_fresh else _changed(self._shown, frame, size)
        if not rows and frame.cursor == self._shown.cursor and not is_fresh:
            return
        # Each row starts in the colours of the ground, and the pen returns to them at its end.
        parts = [_BEGIN, _HIDE, frame.ground, _CLEAR if is_fresh else "", *rows]
        parts.append(_PLAIN if frame.ground else "")
        if frame.cursor:
            # The terminal's own cursor may be invisible on a theme's colours, so a theme draws it as a cell.
            show = "" if frame.ground else _SHOW
            parts.append(f"{_at(*frame.cursor)}{show}")
        self._write("".join([*parts, _END]))
        self._shown, self._size = frame, size


def _all(frame: Frame, size: Size) -> list[str]:
    if not frame.ground:
        return [f"{_at(row)}{line}" for row, line in enumerate(frame.lines) if line]
    return [f"{_at(row)}{_filled(line, size)}" for row, line in enumerate(frame.lines)]


def _changed(old: Frame, new: Frame, size: Size) -> list[str]:
    differ = [row for row, line in enumerate(new.lines) if line != old.lines[row]]
    if not new.ground:
        return [f"{_at(row)}{_ERASE}{new.lines[row]}" for row in differ]
    return [f"{_at(row)}{_replaced(old.lines[row], new.lines[row], size)}" for row in differ]


def _replaced(old: str, new: str, size: Size) -> str:
    before, after = _STYLE.sub("", old), _STYLE.sub("", new)
    if is_single(before) and is_single(after):
        return new + " " * (len(before) - len(after))
    return _filled(new, size)


def _filled(line: str, size: Size) -> str:
    # Write spaces, and then the text over them. Erasing would not do: some terminals erase in the wrong colour, and
    # terminals differ on where a row with emoji ends.
    return f"{' ' * size.width}\r{line}"


def _at(row: int, column: int = 0) -> str:
    return f"\x1b[{row + 1};{column + 1}H"


class Canvas:
    """Shows the screen in the window of a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._painter = Painter(terminal.write)
        self._console = frame_console()
        self._rows = 1

    def forget(self) -> None:
        """Paint the whole window next time, because another program has written to the screen."""
        self._painter.forget()

    def space(self, controller: MeetingController, screen: ScreenState) -> Space:
        """Return how many columns of cards and how many rows the window has room for."""
        table = CardTable(controller.state, controller.opened.areas, screen.selected)
        return Space(table.columns(self._terminal.size().width, self._rows), self._rows)

    def paint(self, controller: MeetingController, screen: ScreenState) -> int:
        """Show a screen in the window. Return by how many rows its page can be scrolled."""
        size = self._terminal.size()
        shown = screen._replace(
            is_in_trouble=controller.trouble is not None,
            now=controller.now(),
            elapsed=controller.elapsed,
            on_card=controller.on_card,
        )
        picture = frame(self._console, page(controller.state, shown, controller.opened), size)
        self._rows = picture.space
        self._painter.paint(picture, size)
        return picture.furthest
