"""The page of a turned card: the area, the question, its examples, and the notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from kortspil.meeting.events import Opened
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.text.sanitize import sanitize
from kortspil.ui.answers import area_name
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.text_layout import cells, excerpt, wrapped
from kortspil.ui.screen.state import ScreenState

_WIDEST = 64


class _Air(NamedTuple):
    # The number of blank rows between the rows of a question, between questions, and around them.
    leading: int
    between: int
    gap: int


def card(state: MeetingState, screen: ScreenState, opened: Opened) -> RenderableType:
    """Return the page of the open card."""
    face, area, _ = state.cards[state.open]
    place = texts.card_title(state.position(face.id), len(state.dealt))
    areas = tuple(key for key, _ in opened.areas)
    examples = [face.lead, *(f"• {example}" for example in face.examples)] if face.examples else []
    if examples and not screen.shows_examples:
        examples = [texts.NO_EXAMPLES_SHOWN]
    heading = [area_name(state, face.id), place]
    lead = [texts.read_case(state.case)] if state.case else []
    written = written_on(state, face.id)
    return CardPage(heading, (area, areas), [face.question], examples, written, lead)


class CardPage:
    """A heading on a band of colour, below it questions with as many blank rows as there is room for, and then lists.

    ``area`` is the card's area and all areas of the meeting, which give the band its colour. ``written`` are notes,
    each with its label. ``lead`` are lines above the questions.
    """

    def __init__(
        self,
        heading: list[str],
        area: tuple[str, tuple[str, ...]],
        questions: list[str],
        examples: list[str],
        written: list[tuple[str, str]],
        lead: list[str] | None = None,
    ) -> None:
        self._heading = [sanitize(part).replace("\n", " ") for part in heading]
        self._area = area
        self._questions = [excerpt(question) for question in questions]
        self._examples = examples
        self._written = written
        self._lead = lead or []

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, window = options.max_width, options.size.height
        measure = min(_WIDEST, width - 4)
        band = theme.area_style(*self._area, console.color_system) + theme.STRONG
        head = [[Segment(_middle(heading, width), band)] for heading in self._headings(width - 2)]
        lead = [line for text in self._lead for line in [*_block(sanitize(text), measure, width, centred=True), []]]
        examples = [
            line
            for example in self._examples
            for line in _block(sanitize(example), measure, width, hang=2 if example[:1] == "•" else 0)
        ]
        written = [
            line
            for label, text in self._written
            for line in _block(excerpt(text), measure, width, label=f"{label}: ", hang=2)
        ]
        below = [*examples, *([[]] if written else []), *written]
        room = options.max_height - len(head) - len(lead) - len(below)
        air, questions = self._airy(width, window, room)
        yield from _lines([*head, *[[]] * air.gap, *lead, *questions])
        yield from _lines([*([[]] * air.gap if examples else []), *below])

    def _airy(self, width: int, window: int, room: int) -> tuple[_Air, list[list[Segment]]]:
        # The questions with the most air that fits in ``room`` rows, or else with the least.
        airs = _airs(width, window)
        for air in airs:
            most = room - air.gap * (2 if self._examples else 1)
            # Texts with more characters than the rows have cells are not even laid out.
            if sum(map(len, self._questions)) <= most * min(_WIDEST, width - 4):
                lines = _centred(self._questions, air, width)
                if len(lines) <= most:
                    return air, lines
        return airs[-1], _centred(self._questions, airs[-1], width)

    def _headings(self, width: int) -> list[str]:
        whole = " · ".join(self._heading)
        if cells(whole) <= width:
            return [whole]
        return [row for part in self._heading for row in wrapped(part, width)]


def _airs(width: int, height: int) -> list[_Air]:
    # The choices of air for a window, from the most to the least.
    airs = []
    if height >= 34 and width >= 100:
        airs.append(_Air(1, 3, 4))
    if height >= 28 and width >= 80:
        airs.append(_Air(1, 2, 2))
    is_roomy = height >= 20 and width >= 60
    if is_roomy:
        airs.append(_Air(0, 1, 2))
    return [*airs, _Air(0, int(is_roomy), 1)]


def _centred(questions: list[str], air: _Air, width: int) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for question in questions:
        lines += [[]] * (air.between if lines else 0)
        for number, row in enumerate(wrapped(question, min(_WIDEST, width - 4))):
            lines += [[]] * (air.leading if number else 0)
            lines.append([Segment(_indent(row, width)), Segment(row, theme.STRONG)])
    return lines


def _indent(row: str, width: int) -> str:
    return " " * ((width - cells(row)) // 2)


def _lines(lines: list[list[Segment]]) -> RenderResult:
    for line in lines:
        yield from line
        yield Segment.line()


def _block(
    text: str,
    measure: int,
    width: int,
    *,
    label: str = "",
    hang: int = 0,
    centred: bool = False,
) -> Iterator[list[Segment]]:
    margin = " " * ((width - measure) // 2)
    for number, row in enumerate(wrapped(label + text, measure - hang)):
        indent = _indent(row, width) if centred else margin + (" " * hang if number else "")
        name = row[: len(label)] if number == 0 else ""
        yield [Segment(indent), Segment(name, theme.STRONG), Segment(row[len(name) :])]


def _middle(text: str, width: int) -> str:
    left = (width - cells(text)) // 2
    return " " * left + text + " " * (width - left - cells(text))


def written_on(state: MeetingState, card: str) -> list[tuple[str, str]]:
    """Return the notes on a card or a part, each with its label."""
    return [(sanitize(note.by) or texts.kind(note.kind.value), note.text) for note in state.notes_on(card)]
