"""A question as large as the window allows: in larger letters where the terminal can, and else with more air."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.segment import Segment

from kortspil.view import theme
from kortspil.view.words import cells, wrapped

_WIDEST = 64
_NARROWEST_SCALED = 24
_SCALES = (3, 2)


class Space(NamedTuple):
    """The window's columns and rows, and how many rows are left for the questions and the gaps around them."""

    width: int
    window: int
    room: int


class Drawn(NamedTuple):
    """Questions, line for line, and how many blank lines there are over them, and between them and what follows."""

    lines: list[list[Segment]]
    gap: int


class _Air(NamedTuple):
    # How large the letters are, blank lines between the rows of a question, between questions, and around them.
    scale: int
    leading: int
    between: int
    gap: int


def largest(questions: list[str], space: Space, can_scale: bool, *, has_below: bool) -> Drawn:
    """The questions drawn as large as they fit, or else as small as they come.

    ``has_below``: something follows, from which they are kept apart as from what stands over them.
    """
    for air in _airs(space, can_scale):
        most = space.room - air.gap * (2 if has_below else 1)
        columns = min(_WIDEST, (space.width - 4) // air.scale)
        # A text that cannot fit is not laid out in every size first.
        if sum(map(len, questions)) > most * columns or (air.scale > 1 and _breaks_a_word(questions, columns)):
            continue
        drawn = _draw(questions, air, columns, space.width)
        if len(drawn.lines) <= most:
            return drawn
    return _draw(questions, air, columns, space.width)


def _airs(space: Space, can_scale: bool) -> Iterator[_Air]:
    is_roomy = space.window >= 20 and space.width >= 60
    for scale in _SCALES if can_scale else ():
        if (space.width - 4) // scale >= _NARROWEST_SCALED:
            yield _Air(scale, 0, 1, 2)
            yield _Air(scale, 0, 1, 1)
    if space.window >= 34 and space.width >= 100:
        yield _Air(1, 1, 3, 4)
    if space.window >= 28 and space.width >= 80:
        yield _Air(1, 1, 2, 2)
    if is_roomy:
        yield _Air(1, 0, 1, 2)
    yield _Air(1, 0, int(is_roomy), 1)


def _draw(questions: list[str], air: _Air, columns: int, width: int) -> Drawn:
    style = theme.STRONG + theme.scaled(air.scale) if air.scale > 1 else theme.STRONG
    lines: list[list[Segment]] = []
    for question in questions:
        lines += [[]] * (air.between if lines else 0)
        for number, row in enumerate(wrapped(question, columns)):
            lines += [[]] * (air.leading if number else 0)
            lines.append([Segment(" " * ((width - air.scale * cells(row)) // 2)), Segment(row, style)])
            # Blank, and not to be taken for blank lines at the end.
            lines += [[Segment("", theme.STRONG)]] * (air.scale - 1)
    return Drawn(lines, air.gap)


def _breaks_a_word(questions: list[str], columns: int) -> bool:
    return any(cells(word) > columns for question in questions for word in question.split())
