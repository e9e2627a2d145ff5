"""Events to the Markdown of a notes file, and back.

A notes file reads as minutes in any Markdown viewer. What a machine needs stands at the end of an event's last
line, in a comment that no text typed at a meeting can imitate, because every «<» of such a text is escaped:

    - **Note:** Vi mangler kurser <!-- kortspil 1122-8f3a 7 noted 2026-11-22T10:31:05+01:00 kind=note card=tek-03 -->

An event is there when its comment is: a line that a power cut tore has none, and counts as handwritten.
"""

from __future__ import annotations

from kortspil.journal.format import format_entry
from kortspil.journal.model import Journal, Meeting, drafts, effective, on_the_clock, settled, typing
from kortspil.journal.parse import parse, parse_bytes, within, without
from kortspil.journal.unformat import MARK_BEGINS

__all__ = [
    "MARK_BEGINS",
    "Journal",
    "Meeting",
    "drafts",
    "effective",
    "format_entry",
    "on_the_clock",
    "parse",
    "parse_bytes",
    "settled",
    "typing",
    "within",
    "without",
]
