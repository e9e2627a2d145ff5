"""Minutes as CSV that Danish Excel opens with a double click, and that every program can read.

- UTF-8 with a byte order mark: without it Excel takes «æ» for two other signs.
- The separator is a semicolon, Excel's list separator where a comma is the decimal sign. It puts a file with commas in
  one column there.
- Rows end in CR LF, and lines within a cell in LF. A cell that needs quotes has them.
- Dates are ISO 8601, which Excel reads as dates in every language.
- A cell that a spreadsheet would take for a formula has an apostrophe before it, as OWASP advises («CSV Injection»).
  A group types «- husk kablet» and «=cmd|…» alike, and quotes change nothing: LibreOffice runs a formula in them. With
  the apostrophe none does. Whoever wants the text as it was typed takes one apostrophe off where ``would_run`` says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from kortspil.export.rows import HEADERS, rows, would_run
from kortspil.minutes.model import Minutes

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """The rows of one or more meetings under a header, a meeting at a time."""
    yield _BYTE_ORDER_MARK + _lines([list(HEADERS.values())])
    for minutes in meetings:
        yield _lines([_cell(value) for value in row] for row in rows(minutes))


def _lines(lines: Iterable[list[str]]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(lines)
    return file.getvalue().encode("utf-8")


def _cell(value: str | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if would_run(value) else value
