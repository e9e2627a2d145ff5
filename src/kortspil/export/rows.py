"""Minutes as the rows of a sheet, with one row for each text that was typed at a meeting.

What became of earlier agreements comes first, then the cards in the order they were turned. A spreadsheet can sort the
rows by area, but no column can restore this order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from typing import NamedTuple

from kortspil.deck.model import LAST_TIME_ID, OWN_AREA_ID
from kortspil.export.areas import area_name
from kortspil.meeting.events import Kind
from kortspil.messages import minutes as texts
from kortspil.messages import notes, spreadsheet
from kortspil.messages.dates import listed
from kortspil.minutes.model import CardMinutes, Line, Minutes
from kortspil.text.sanitize import sanitize


class Row(NamedTuple):
    """A note and where it belongs. ``participant`` is the speaker in the closing round, or the people that an agreement
    names. ``sanitize`` has been applied to every text."""

    meeting: str
    date: Day
    group: str
    area: str
    card: str
    question: str
    kind: str
    text: str
    participant: str = ""
    due: Day | None = None


HEADERS = {
    "meeting": spreadsheet.MEETING,
    "date": spreadsheet.DATE,
    "group": spreadsheet.GROUP,
    "area": spreadsheet.AREA,
    "card": spreadsheet.CARD,
    "question": spreadsheet.QUESTION,
    "kind": spreadsheet.KIND,
    "text": spreadsheet.TEXT,
    "participant": spreadsheet.PARTICIPANT,
    "due": spreadsheet.DUE,
}
"""The header of each field of a row."""


def rows(minutes: Minutes) -> Iterator[Row]:
    """Yield the rows of a meeting, one for each text.

    The texts are what became of earlier agreements, the group's own questions, notes, drafts, and lines typed in the
    notes file."""
    for recalled in minutes.recalled:
        kind = notes.VERDICT_LABELS[recalled.verdict.value]
        yield _row(minutes, notes.LAST_TIME_TITLE, LAST_TIME_ID, "", kind, recalled.text)
    for card in minutes.cards:
        if card.area == OWN_AREA_ID:
            yield _row(minutes, area_name(card), card.card, card.question, notes.OWN_QUESTION, card.question)
        for line in card.lines:
            yield _noted(minutes, card, line)
    for kind, faces in (
        (spreadsheet.OWN_QUESTION_SKIPPED, minutes.skipped),
        (spreadsheet.OWN_QUESTION_UNTURNED, minutes.unturned),
    ):
        for face in faces:
            if face.area == OWN_AREA_ID:
                yield _row(minutes, area_name(face), "", face.question, kind, face.question)


def finished(minutes: Minutes, kind: Kind) -> Iterator[tuple[str, Row]]:
    """Yield the id of the area, and the row, of each finished line of a kind, in the order of the cards."""
    return ((said.card.area, _noted(minutes, *said)) for said in minutes.finished(kind))


def would_run(text: str) -> bool:
    """Return whether a spreadsheet might read a text as a formula.

    It might if the text begins with «=», «+», «-» or «@», or the full-width form of one. White space and invisible
    characters before that are ignored: LibreOffice drops NUL, and drops spaces if asked to. Apostrophes are ignored
    too, so that the apostrophe that ``csv`` adds can always be removed again.
    """
    first = next((one for one in text if one != "'" and not one.isspace() and one.isprintable()), "")
    return first in _FORMULA_STARTS


_FORMULA_STARTS = frozenset("=+-@＝＋－＠")


def _noted(minutes: Minutes, card: CardMinutes, line: Line) -> Row:
    kind = texts.line_label(line.kind.value if line.kind else "", is_draft=line.is_draft)
    names = list(dict.fromkeys([*([line.by] if line.by else []), *line.who]))
    participant = listed(names) if names else ""
    row = _row(minutes, area_name(card), card.card, card.question, kind, line.text)
    return row._replace(participant=sanitize(participant), due=line.due)


def _row(minutes: Minutes, area: str, card: str, question: str, kind: str, text: str) -> Row:
    day, words = minutes.at.date(), map(sanitize, (minutes.meeting, minutes.group, area, card, question, text))
    meeting, group, area, card, question, text = words
    return Row(meeting, day, group, area, card, question, kind, text)
