"""Minutes as a tagged PDF that screen readers can read (PDF/UA-1) and archives keep (PDF/A-2a)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from pathlib import Path

import psutil
import typst

from kortspil.errors import KortspilError
from kortspil.export.blocks import Heading
from kortspil.export.drawing import TEMPLATE as CHART_TEMPLATE
from kortspil.export.drawing import short
from kortspil.export.missing_glyphs import EVERYWHERE, numbering, unseen_in
from kortspil.export.outline import outline, title
from kortspil.export.typst_data import CONTENTS, Part, cut, data, one_line
from kortspil.messages import export
from kortspil.messages import minutes as texts
from kortspil.minutes.model import Minutes

TEMPLATE = Path(__file__).with_name("minutes.typ")
"""The Typst code that defines ``minutes(report)``."""

_MAIN = b"#minutes(json(bytes(sys.inputs.report)))\n"

_EACH_CHARACTER = b"""
#set document(title: "-")
#set text(font: _fonts)
#for character in json(bytes(sys.inputs.characters)) { par(character) }
"""

_MEMORY_BYTES = 400
"""The memory that Typst needs per character of the report. Measured: 120 bytes for long notes, 390 for short ones."""

_MOST_TRIES = 3
"""More than one, because a combined character can lack a glyph even if each of its parts has one. Typst finds that out
only when it sets the whole report."""

_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
"""The first and the last time that a PDF can hold: the years 1 to 9999, in UTC."""


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield a report of one or more meetings, in one piece.

    Raises ``KortspilError`` if there is too little memory, or Typst cannot make the report.
    """
    held = tuple(meetings)
    blocks: list[Part] = list(outline(held))
    if len(held) > 1:
        first = next(index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2)
        blocks.insert(first, CONTENTS)
    yield _made(title(held), blocks, max(minutes.at for minutes in held))


class _Refused(Exception):
    """Typst made no file. ``diagnostic`` is its whole report, and ``str`` the first line of its message."""

    def __init__(self, what: str, diagnostic: str = "") -> None:
        super().__init__(what.partition("\n")[0])
        self.diagnostic = diagnostic


def _made(name: str, blocks: Sequence[Part], at: datetime) -> bytes:
    report = _report(name, blocks, frozenset())
    _refuse_if_too_large(len(report) * _MEMORY_BYTES)
    uncommon = frozenset(report) - EVERYWHERE
    unseen = _without_font(uncommon)
    for _ in range(_MOST_TRIES):
        if unseen:
            report = _report(name, blocks, unseen)
        try:
            return _compiled(_MAIN, {"report": report}, at)
        except _Refused as refusal:
            more = unseen_in(refusal.diagnostic) - unseen
        if not more:
            break
        unseen |= more
    try:
        # Without the computer's fonts: Typst also refuses a font whose licence forbids embedding.
        return _compiled(_MAIN, {"report": _report(name, blocks, uncommon)}, at, ignore_system_fonts=True)
    except _Refused as refusal:
        raise KortspilError(export.pdf_failed(str(refusal)), export.PDF_FAILED_HINT) from None


def _refuse_if_too_large(needed: int) -> None:
    # If memory runs out, the system kills the program or freezes.
    available = psutil.virtual_memory().available
    if needed > available:
        raise KortspilError(export.pdf_too_large(needed, available), export.PDF_TOO_LARGE_HINT)


def _without_font(characters: AbstractSet[str]) -> frozenset[str]:
    if characters:
        try:
            _compiled(_EACH_CHARACTER, {"characters": json.dumps(sorted(characters))})
        except _Refused as refusal:
            return unseen_in(refusal.diagnostic)
    return frozenset()


def _report(name: str, blocks: Iterable[Part], unseen: frozenset[str]) -> str:
    shown = numbering(unseen)
    parts = [part for block in blocks for part in data(block, shown)]
    if unseen:
        parts.append({"kind": "note", "text": one_line(texts.UNSEEN_SIGNS, shown)})
    # The title is in the header of each page.
    report = {"title": cut(shown(short(name)), 1000), "page": texts.PAGE_OF, "blocks": parts}
    return json.dumps(report, ensure_ascii=False)


def _compiled(
    main: bytes, inputs: dict[str, str], at: datetime | None = None, *, ignore_system_fonts: bool = False
) -> bytes:
    # Joined here because Typst would look for an imported file in the current folder.
    source = CHART_TEMPLATE.read_bytes() + TEMPLATE.read_bytes() + main
    try:
        made: bytes = typst.compile(
            source,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=max(_FIRST_SECOND, min(int(at.timestamp()), _LAST_SECOND)) if at else 0,
            ignore_system_fonts=ignore_system_fonts,
        )
    except typst.TypstError as error:
        raise _Refused(error.message, error.diagnostic) from None
    except BaseException as error:
        # A panic of Typst, which is written in Rust, is a BaseException whose class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _Refused(str(error)) from None
    return made
