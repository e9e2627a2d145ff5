"""The pages one looks at and leaves: help, overview, cases, time and closing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from kortspil.deck.model import CLOSING_ID, WARMUP_ID
from kortspil.meeting.state import MeetingState, Status
from kortspil.messages import keys as key_texts
from kortspil.messages import meeting as texts
from kortspil.messages import notes as headings
from kortspil.text.sanitize import sanitize
from kortspil.ui import keymap
from kortspil.ui.answers import area_name, shown_note
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.scrolling import Listing
from kortspil.ui.screen.pages.text_layout import excerpt, fit, wrapped
from kortspil.ui.screen.state import ScreenState

_WIDEST = 80


class Column:
    """Things under each other, in a column no wider than is good to read, in the middle of the window."""

    def __init__(self, parts: Iterable[RenderableType]) -> None:
        self._parts = list(parts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = max(0, options.max_width - _WIDEST) // 2
        within = options.update(width=options.max_width - 2 * margin)
        # Not Rich's Padding: it fills every row up with spaces, too many of them where it takes an emoji for narrower.
        for line in console.render_lines(Group(*self._parts), within, pad=False):
            yield Segment(" " * margin)
            yield from line
            yield Segment.line()


class Row:
    """A term, and beside it what there is to say, wrapped under itself, or where it ``is_one_row`` cut. ``indent``
    stands before both."""

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
        """The rows in a space so many cells wide."""
        space = max(8, width - len(self._indent) - self._width)
        # What says nothing but how a card lies is one of very many, and never more than one row.
        lines = [fit(self._said, space)] if self._is_one_row else wrapped(self._said, space)
        for number, line in enumerate(lines):
            term = Segment(("" if number else self._term).ljust(self._width), self._style)
            yield [Segment(self._indent), term, Segment(line)]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return _rendered(self.rows(options.max_width))


class Words:
    """A paragraph of somebody else's words."""

    def __init__(self, text: str, style: Style = theme.PLAIN) -> None:
        self._text = sanitize(text)
        self._style = style

    def rows(self, width: int) -> Iterator[list[Segment]]:
        """The rows in a space so many cells wide."""
        return ([Segment(line, self._style)] for line in wrapped(self._text, width))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return _rendered(self.rows(options.max_width))


def _rendered(rows: Iterable[list[Segment]]) -> RenderResult:
    for row in rows:
        yield from row
        yield Segment.line()


def help_page(state: MeetingState, screen: ScreenState) -> RenderableType:  # noqa: ARG001
    """Every key, where it does something."""
    parts: list[RenderableType] = []
    for title, group in keymap.groups():
        parts += [_title(title), *(Row(key.shown, key.help, 7) for key in group), ""]
    for term, said in (key_texts.ARROW_HELP, key_texts.ESCAPE_HELP):
        parts.append(Row(term, said, 7))
    parts += ["", _title(key_texts.HELP_EDITOR), *(Row(term, said, 11) for term, said in key_texts.EDITOR_HELP)]
    return Column(parts)


def overview(state: MeetingState, screen: ScreenState, *, title: str) -> Listing:  # noqa: ARG001
    """The deck's whole title, which a narrow header cuts; how every card lies, the words of those that were turned,
    and what was written on them."""
    head = [Words(texts.OVERVIEW_TITLE, theme.STRONG), Words(title), Words(texts.counts(*state.counts)), Words("")]
    last = len(state.dealt) + 1

    def item(number: int) -> list[Row | Words]:
        if number == 0:
            return [*head, *_notes(state, WARMUP_ID, texts.WARMUP)]
        if number == last:
            return _notes(state, CLOSING_ID, headings.ROUND_TITLE)
        return _card(state, number, state.dealt[number - 1])

    taken_up = (position for position, _ in state.taken_up)
    return Listing(last + 1, item, (0, *taken_up, last), _WIDEST)


def _card(state: MeetingState, position: int, card: str) -> list[Row | Words]:
    status = state.status(card)
    sign = "▸" if status is Status.OPEN else theme.SIGNS.get(status.value, " ")
    area, lies = area_name(state, card), texts.STATUS_WORDS[status.value]
    is_unseen = status in (Status.FACE_DOWN, Status.GONE)
    # How it lies stands where nothing is cut off.
    about = ", ".join(filter(None, [lies, area] if is_unseen else [area, lies]))
    if not is_unseen:
        about = f"{excerpt(state.cards[card].card.question)} ({about})"
    width = max(6, len(str(len(state.dealt))) + 3)
    row = Row(f"{sign} {position}", about, width, theme.STRONG, is_one_row=is_unseen)
    return [row, *_notes(state, card, "")]


def _notes(state: MeetingState, card: str, heading: str) -> list[Row | Words]:
    rows: list[Row | Words] = []
    for note in state.notes_on(card):
        said = f"{note.by or texts.kind(note.kind.value)}: {excerpt(shown_note(state, note))}"
        rows.append(Row("–", said, 2, indent=6))
    return [Words(heading), *rows] if heading and rows else rows


def cases(state: MeetingState, screen: ScreenState) -> RenderableType:  # noqa: ARG001
    """The cases to choose from."""
    parts: list[RenderableType] = [_title(texts.CASES_TITLE)]
    for number, case in enumerate(screen.cases):
        chosen = number == screen.choice
        style = theme.STRONG + theme.FOCUS if chosen else theme.PLAIN
        parts.append(Row(f"{'▸' if chosen else ' '} {number + 1}", f"{case.department}: {case.title}", 5, style))
    return Column(parts if screen.cases else [*parts, Text(texts.NO_CASES)])


def case(state: MeetingState, screen: ScreenState) -> RenderableType:  # noqa: ARG001
    """A case, whole."""
    found = screen.case
    if found is None:
        return Column([])
    parts: list[RenderableType] = [Words(found.department), ""]
    for paragraph in found.paragraphs:
        if paragraph.startswith("# "):
            parts += [Words(paragraph[2:], theme.STRONG), ""]
        elif paragraph.startswith("- "):
            parts += [Row("•", paragraph[2:], 2)]
        else:
            parts += [Words(paragraph), ""]
    return Column([*parts, "", Words(found.source)])


def time(state: MeetingState, screen: ScreenState) -> RenderableType:
    """How long it has taken."""
    parts: list[RenderableType] = [_title(texts.TIME_TITLE), ""]
    if screen.began is not None:
        parts.append(Text(texts.meeting_time(screen.began, screen.elapsed)))
    if state.open:
        parts.append(Text(texts.card_time(screen.on_card)))
    return Column(parts)


def closing(state: MeetingState, screen: ScreenState) -> RenderableType:
    """What came of the meeting, where it lies, what to type next; and under it the cards that were taken up."""
    told = [screen.kept, *screen.farewell] if screen.kept else screen.farewell
    lines: list[RenderableType] = [part for line in told for part in (Words(line), "")]
    parts = ((WARMUP_ID, texts.WARMUP), (CLOSING_ID, headings.ROUND_TITLE))
    opening, ending = (_notes(state, *part) for part in parts)
    cards = (row for position, card in state.taken_up for row in _card(state, position, card))
    taken_up = (*opening, *cards, *ending)
    return Column([_title(texts.CLOSING_TITLE), "", *lines, *taken_up])


def _title(text: str) -> Text:
    return Text(text, theme.STRONG)
