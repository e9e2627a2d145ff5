"""Minutes as the fields of a JSON object, which ``docs/minutes.schema.json`` describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kortspil.export.areas import area_name
from kortspil.meeting.events import Kind
from kortspil.minutes.model import CardMinutes, CardText, Line, Minutes, Recalled, Said
from kortspil.text.sanitize import sanitize

MARK = {"format": "kortspil", "version": 1}
"""The first fields of a document. The version changes when a field is removed or changes its meaning."""

QUESTION = "question"
HANDWRITTEN = "handwritten"
"""Kinds in addition to those of ``Kind``: the draft of a question of the group's own, and a line typed in the notes
file."""

Record = dict[str, Any]


def meeting(minutes: Minutes) -> Record:
    """Return the minutes of a meeting: facts, summaries, then the cards in the order they were first turned.

    An unknown value is ``None``.
    """
    return {
        "id": minutes.meeting,
        "at": minutes.at.isoformat(),
        "date": minutes.at.date().isoformat(),
        "seconds": _seconds(minutes.spent.total_seconds()),
        "closed": minutes.is_closed,
        "deck": minutes.deck_title,
        "group": minutes.group or None,
        "participants": list(minutes.participants),
        "areas": [{"id": area, "name": name} for area, name in minutes.areas],
        "only": list(minutes.only),
        "agreements": [_agreement(said) for said in minutes.finished(Kind.AGREEMENT)],
        "needs": [_said(said) for said in minutes.finished(Kind.NEED)],
        "parked": [_said(said) for said in minutes.finished(Kind.PARKED)],
        "recalled": [_recalled(it) for it in minutes.recalled],
        "cards": [_card(card) for card in minutes.cards],
        "skipped": [_place(face) for face in minutes.skipped],
        "unturned": [_place(face) for face in minutes.unturned],
        "gone": minutes.gone,
        "cases": list(minutes.cases),
    }


def joint(minutes: Minutes, kind: Kind) -> Iterator[Record]:
    """Yield the agreements or the needs of a meeting, each with the meeting's id, date and group."""
    where = {"meeting": minutes.meeting, "date": minutes.at.date().isoformat(), "group": minutes.group or None}
    one = _agreement if kind is Kind.AGREEMENT else _said
    return ({**one(said), **where} for said in minutes.finished(kind))


def encode(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that is safe to print on a terminal.

    Characters that a terminal would obey are escaped, so a JSON parser reads the value unchanged. The exception
    is a lone surrogate, which is replaced by U+FFFD: UTF-8 cannot encode it, and many parsers refuse its escape.
    """
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", json.dumps(value, ensure_ascii=False, indent=indent))
    shown = sanitize(text)
    if shown == text:
        return text
    pairs = zip(text, shown, strict=True)
    return "".join(character if character == as_shown else _escaped(character) for character, as_shown in pairs)


def _escaped(character: str) -> str:
    # A character beyond U+FFFF is escaped as two surrogates.
    return json.dumps(character)[1:-1]


_SURROGATES = re.compile("[\ud800-\udfff]")


def _seconds(spent: float) -> int:
    # The time is negative if the clock was set back.
    return max(0, int(spent))


def _card(card: CardMinutes) -> Record:
    return {
        "id": card.card or None,
        **_place(card),
        "seconds": _seconds(card.spent.total_seconds()),
        "case": card.case or None,
        "notes": [_note(line) for line in card.lines],
    }


def _note(line: Line) -> Record:
    kind = line.kind.value if line.kind else QUESTION if line.is_draft else HANDWRITTEN
    return {"kind": kind, "text": line.text, "draft": line.is_draft, "by": line.by or None, **_agreement_details(line)}


def _agreement(said: Said) -> Record:
    return {**_said(said), **_agreement_details(said.line)}


def _said(said: Said) -> Record:
    return {"text": said.line.text, "card": said.card.card or None, **_place(said.card)}


def _recalled(recalled: Recalled) -> Record:
    return {"meeting": recalled.meeting or None, "text": recalled.text, "verdict": recalled.verdict.value}


def _agreement_details(line: Line) -> Record:
    return {"who": list(line.who), "due": line.due.isoformat() if line.due else None}


def _place(card: CardMinutes | CardText) -> Record:
    return {"area": card.area or None, "area_name": area_name(card), "question": card.question or None}
