"""Minutes as one JSON document: every meeting, then the agreements and the needs of all of them.

It is written one meeting at a time: only the two lists are kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent

from kortspil.export.areas import in_order
from kortspil.export.record import MARK, Record, encode, joint, meeting
from kortspil.meeting.events import Kind
from kortspil.minutes.model import Minutes

_STEP = 2


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield a report of one or more meetings as indented JSON in UTF-8."""
    agreements: list[Record] = []
    needs: dict[str, list[Record]] = {}
    chosen: dict[str, None] = {}

    def records() -> Iterator[Record]:
        for minutes in meetings:
            yield meeting(minutes)
            agreements.extend(joint(minutes, Kind.AGREEMENT))
            for need in joint(minutes, Kind.NEED):
                needs.setdefault(need["area"] or "", []).append(need)
            chosen.update(dict.fromkeys(area for area, _ in minutes.areas))

    yield encode(MARK, _STEP).removesuffix("\n}").encode()
    yield from _list("meetings", records())
    yield from _list("agreements", agreements)
    yield from _list("needs", (need for area in in_order(needs, chosen) for need in needs[area]))
    yield b"\n}\n"


def _list(name: str, items: Iterable[Record]) -> Iterator[bytes]:
    margin = " " * _STEP
    yield f',\n{margin}"{name}": ['.encode()
    between = ending = ""
    for item in items:
        yield f"{between}\n{indent(encode(item, _STEP), 2 * margin)}".encode()
        between, ending = ",", f"\n{margin}"
    yield f"{ending}]".encode()
