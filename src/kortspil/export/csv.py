"""Minutes as CSV that Danish Excel opens with a double click and other programs can read.

- UTF-8 with a byte order mark. Without it Excel reads «æ» as two characters.
- The separator is a semicolon, Excel's list separator in languages with a decimal comma. With commas Danish Excel puts
  the whole file in one column.
- Rows end in CR LF, lines within a cell in LF. Cells are quoted where needed.
- Dates are ISO 8601, which Excel reads as dates in every language.
- A cell that a spreadsheet would read as a formula begins with an apostrophe, as OWASP advises («CSV Injection»).
  Quotes do not help: LibreOffice runs a formula in a quoted cell. To get the text as it was typed, remove one
  apostrophe from each cell for which ``would_run`` is true.
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
    """Yield a header, and then the rows of one meeting at a time."""
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
