"""Minutes as a PDF that can be read aloud (PDF/UA-1) and kept (PDF/A-2a)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from pathlib import Path

import typst

from kortspil.errors import KortspilError
from kortspil.export.blocks import Block
from kortspil.export.drawing import TEMPLATE as CHART_TEMPLATE
from kortspil.export.drawing import short
from kortspil.export.glyphs import EVERYWHERE, numbering, unseen_in
from kortspil.export.outline import outline, title
from kortspil.export.typesetting import cut, data, one_line
from kortspil.minutes import Minutes
from kortspil.texts import exporting
from kortspil.texts import minutes as texts

TEMPLATE = Path(__file__).with_name("minutes.typ")
"""Defines ``minutes(report)``."""

_MAIN = b"#minutes(json(bytes(sys.inputs.report)))\n"

_EACH_SIGN = b"""
#set document(title: "-")
#set text(font: _fonts)
#for sign in json(bytes(sys.inputs.signs)) { par(sign) }
"""

_MOST_TRIES = 3
"""A sign that is made of several can lack a font where each of them has one, which is found when it is used."""

_LAST_SECOND = 253_402_300_799
"""Of the year 9999, as UTC."""


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """A report of one or more meetings, in one piece. Raises ``KortspilError`` where it cannot be made."""
    held = tuple(meetings)
    yield _made(title(held), tuple(outline(held)), max(minutes.at for minutes in held))


def _made(name: str, blocks: Sequence[Block], at: datetime) -> bytes:
    report = _report(name, blocks, frozenset())
    beyond = frozenset(report) - EVERYWHERE
    unseen = _without_font(beyond)
    for _ in range(_MOST_TRIES):
        if unseen:
            report = _report(name, blocks, unseen)
        try:
            return _compiled(_MAIN, {"report": report}, at)
        except typst.TypstError as error:
            more = unseen_in(error.diagnostic) - unseen
        if not more:
            break
        unseen |= more
    try:
        # It is also refused to use a font that may not be put into files.
        return _compiled(_MAIN, {"report": _report(name, blocks, beyond)}, at, ignore_system_fonts=True)
    except typst.TypstError as error:
        what = exporting.pdf_failed(error.message.partition("\n")[0])
        raise KortspilError(what, exporting.PDF_FAILED_REMEDY) from None


def _without_font(signs: AbstractSet[str]) -> frozenset[str]:
    if signs:
        try:
            _compiled(_EACH_SIGN, {"signs": json.dumps(sorted(signs))})
        except typst.TypstError as error:
            return unseen_in(error.diagnostic)
    return frozenset()


def _report(name: str, blocks: Iterable[Block], unseen: frozenset[str]) -> str:
    shown = numbering(unseen)
    parts = [part for block in blocks for part in data(block, shown)]
    if unseen:
        parts.append({"kind": "note", "text": one_line(texts.UNSEEN_SIGNS, shown)})
    # The title is drawn where it runs at the top of the pages.
    report = {"title": cut(shown(short(name)), 1000), "page": texts.PAGE_OF, "blocks": parts}
    return json.dumps(report, ensure_ascii=False)


def _compiled(
    main: bytes, inputs: dict[str, str], at: datetime | None = None, *, ignore_system_fonts: bool = False
) -> bytes:
    # Put together here: an import would be looked for in the folder that the program happens to be called in.
    made: bytes = typst.compile(
        CHART_TEMPLATE.read_bytes() + TEMPLATE.read_bytes() + main,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=max(0, min(int(at.timestamp()), _LAST_SECOND)) if at else 0,
        ignore_system_fonts=ignore_system_fonts,
    )
    return made
