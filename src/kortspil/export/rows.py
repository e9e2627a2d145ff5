"""Minutes to the rows of a sheet: all that somebody typed at a meeting, one row a note.

Rows stand in the order that the cards were turned, after what became of the agreements from last time. A sheet can be
sorted by area and not by time, so the order is the one thing that it could not make itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from typing import NamedTuple, TypeVar

from kortspil.deck import CLOSING_ID, LAST_TIME_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.events import Kind
from kortspil.harmless import harmless
from kortspil.minutes import CardMinutes, Face, Line, Minutes
from kortspil.texts import minutes as texts
from kortspil.texts import notes, sheets

T = TypeVar("T")

_BESIDE_THE_DECK = {
    WARMUP_ID: notes.WARMUP_TITLE,
    OWN_AREA_ID: notes.OWN_AREA,
    CLOSING_ID: notes.ROUND_TITLE,
}


class Row(NamedTuple):
    """A note and where it belongs. ``participant`` is who said it in the closing round, or who an agreement names.
    Every text can be shown: ``shown`` has been over it."""

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
    "meeting": sheets.MEETING,
    "date": sheets.DATE,
    "group": sheets.GROUP,
    "area": sheets.AREA,
    "card": sheets.CARD,
    "question": sheets.QUESTION,
    "kind": sheets.KIND,
    "text": sheets.TEXT,
    "participant": sheets.PARTICIPANT,
    "due": sheets.DUE,
}
"""What stands above each field of a row."""


def rows(minutes: Minutes) -> Iterator[Row]:
    """All that was typed at a meeting, in the order that the cards were turned: the group's own questions, notes,
    drafts and handwriting, and what became of earlier agreements. Each finished or not, and each once."""
    for recalled in minutes.recalled:
        kind = notes.VERDICT_LABELS[recalled.verdict.value]
        yield _row(minutes, notes.LAST_TIME_TITLE, LAST_TIME_ID, "", kind, recalled.text)
    for card in minutes.cards:
        if card.area == OWN_AREA_ID:
            yield _row(minutes, area_name(card), card.card, card.question, notes.OWN_QUESTION, card.question)
        for line in card.lines:
            yield _noted(minutes, card, line)
    for kind, faces in (
        (sheets.OWN_QUESTION_SKIPPED, minutes.skipped),
        (sheets.OWN_QUESTION_UNTURNED, minutes.unturned),
    ):
        for face in faces:
            if face.area == OWN_AREA_ID:
                yield _row(minutes, area_name(face), "", face.question, kind, face.question)


def finished(minutes: Minutes, kind: Kind) -> Iterator[tuple[str, Row]]:
    """The id of the area and the row of each finished line of a kind, in the order that the cards were turned."""
    return ((said.card.area, _noted(minutes, *said)) for said in minutes.finished(kind))


def area_name(card: CardMinutes | Face) -> str:
    """What a card's area is called, also where it lies outside the deck."""
    return _BESIDE_THE_DECK.get(card.area) or card.area_name or texts.WITHOUT_CARD


def in_order(found: Mapping[str, Iterable[T]], chosen: Iterable[str]) -> Iterator[T]:
    """What was found in each area, in the order that minutes show areas in. ``chosen`` are the ids of the areas that
    the meetings chose, in the order they were met."""
    for area in dict.fromkeys([WARMUP_ID, *chosen, OWN_AREA_ID, CLOSING_ID, *found]):
        yield from found.get(area, ())


def shown(text: str) -> str:
    """A text as every sheet can hold it: a sign for each character that no cell shows, or that XML knows none of."""
    return _UNKNOWN_TO_XML.sub("\N{REPLACEMENT CHARACTER}", harmless(text))


_UNKNOWN_TO_XML = re.compile("[\ufffe\uffff]")


def would_run(text: str) -> bool:
    """Whether a spreadsheet that reads a text, as if it was typed, might take it for a formula.

    It is told by its first sign, or the full-width form of one, also where white space or what is not seen stands
    before it: LibreOffice drops NUL, and spaces where it is asked to. Apostrophes count as not seen, so that the one
    that is put before such a text can be taken off again without a doubt.
    """
    first = next((sign for sign in text if sign != "'" and not sign.isspace() and sign.isprintable()), "")
    return first in _SIGNS


_SIGNS = frozenset("=+-@＝＋－＠")


def _noted(minutes: Minutes, card: CardMinutes, line: Line) -> Row:
    kind = texts.line_label(line.kind.value if line.kind else "", is_draft=line.is_draft)
    names = list(dict.fromkeys([*([line.by] if line.by else []), *line.who]))
    participant = notes.join(names) if names else ""
    row = _row(minutes, area_name(card), card.card, card.question, kind, line.text)
    return row._replace(participant=shown(participant), due=line.due)


def _row(minutes: Minutes, area: str, card: str, question: str, kind: str, text: str) -> Row:
    group = shown(minutes.group)
    return Row(
        shown(minutes.meeting), minutes.at.date(), group, shown(area), shown(card), shown(question), kind, shown(text)
    )
