"""The pages one looks at and leaves: help, overview, cases, time and closing."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from kortspil import keys
from kortspil.deck import WARMUP_ID
from kortspil.harmless import harmless
from kortspil.replies import area_name, shown_note
from kortspil.session import Session, Status
from kortspil.texts import keys as key_texts
from kortspil.texts import table as texts
from kortspil.view import theme
from kortspil.view.screen import Screen

_WIDEST = 80


class Column:
    """Things under each other, in a column no wider than is good to read, in the middle of the window."""

    def __init__(self, parts: Iterable[RenderableType]) -> None:
        self._parts = list(parts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = max(0, options.max_width - _WIDEST) // 2
        yield Padding(Group(*self._parts), (0, margin))


class Row:
    """A term, and beside it what there is to say, wrapped under itself."""

    def __init__(self, term: str, said: str, width: int, style: Style = theme.KEY) -> None:
        self._term = term
        self._said = harmless(said)
        self._width = width
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        space = max(8, options.max_width - self._width)
        lines = [line for part in Text(self._said).split("\n", allow_blank=True) for line in part.wrap(console, space)]
        for number, line in enumerate(lines or [Text()]):
            term = self._term if number == 0 else ""
            yield Text.assemble((term.ljust(self._width), self._style), line, end="\n")


def help_page(session: Session, screen: Screen) -> RenderableType:  # noqa: ARG001
    """Every key, where it does something."""
    parts: list[RenderableType] = []
    for title, group in keys.groups():
        parts += [_title(title), *(Row(key.shown, key.help, 7) for key in group), ""]
    for term, said in (key_texts.ARROW_HELP, key_texts.ESCAPE_HELP):
        parts.append(Row(term, said, 7))
    parts += ["", _title(key_texts.HELP_EDITOR), *(Row(term, said, 11) for term, said in key_texts.EDITOR_HELP)]
    return Column(parts)


def overview(session: Session, screen: Screen, *, title: str) -> RenderableType:  # noqa: ARG001
    """The deck's whole title, which a narrow header cuts; how every card lies, the words of those that were turned,
    and what was written on them."""
    parts: list[RenderableType] = [
        _title(texts.OVERVIEW_TITLE),
        Text(harmless(title)),
        Text(texts.counts(*session.counts)),
        "",
    ]
    parts += _notes(session, WARMUP_ID, texts.WARMUP)
    return Column([*parts, *_cards(session, session.placed)])


def _cards(session: Session, cards: Iterable[tuple[int, str]]) -> list[RenderableType]:
    rows: list[RenderableType] = []
    for position, card in cards:
        status = session.status(card)
        sign = "▸" if status is Status.OPEN else theme.SIGNS.get(status.value, " ")
        about = ", ".join(filter(None, [area_name(session, card), texts.STATUS_WORDS[status.value]]))
        if status not in (Status.FACE_DOWN, Status.GONE):
            about = f"{session.cards[card].card.question} ({about})"
        rows.append(Row(f"{sign} {position}", about, 6, theme.STRONG))
        rows += _notes(session, card, "")
    return rows


def _notes(session: Session, card: str, heading: str) -> list[RenderableType]:
    notes = [note for note in session.notes if note.card == card]
    rows: list[RenderableType] = []
    for note in notes:
        said = f"{texts.kind(note.kind.value)}: {shown_note(session, note)}"
        rows.append(Padding(Row("–", said, 2), (0, 0, 0, 6)))
    return [Text(heading), *rows] if heading and rows else rows


def cases(session: Session, screen: Screen) -> RenderableType:  # noqa: ARG001
    """The cases to choose from."""
    parts: list[RenderableType] = [_title(texts.CASES_TITLE)]
    for number, case in enumerate(screen.cases):
        chosen = number == screen.choice
        style = theme.STRONG + theme.FOCUS if chosen else theme.PLAIN
        parts.append(Row(f"{'▸' if chosen else ' '} {number + 1}", f"{case.department}: {case.title}", 5, style))
    return Column(parts if screen.cases else [*parts, Text(texts.NO_CASES)])


def case(session: Session, screen: Screen) -> RenderableType:  # noqa: ARG001
    """A case, whole."""
    found = screen.case
    if found is None:
        return Column([])
    parts: list[RenderableType] = [Text(harmless(found.department)), ""]
    for paragraph in found.paragraphs:
        if paragraph.startswith("# "):
            parts += [_title(harmless(paragraph[2:])), ""]
        elif paragraph.startswith("- "):
            parts += [Row("•", paragraph[2:], 2)]
        else:
            parts += [Text(harmless(paragraph)), ""]
    return Column([*parts, "", Text(harmless(found.source))])


def time(session: Session, screen: Screen) -> RenderableType:
    """How long it has taken."""
    parts: list[RenderableType] = [_title(texts.TIME_TITLE), ""]
    if screen.began is not None:
        parts.append(Text(texts.meeting_time(screen.began, screen.elapsed)))
    if session.open:
        parts.append(Text(texts.card_time(screen.on_card)))
    return Column(parts)


def closing(session: Session, screen: Screen) -> RenderableType:
    """What came of the meeting, where it lies, what to type next; and under it the cards that were taken up."""
    lines: list[RenderableType] = [part for line in screen.farewell for part in (Text(harmless(line)), "")]
    taken_up = (*_notes(session, WARMUP_ID, texts.WARMUP), *_cards(session, session.taken_up))
    return Column([_title(texts.CLOSING_TITLE), "", *lines, *taken_up])


def _title(text: str) -> Text:
    return Text(text, theme.STRONG)
