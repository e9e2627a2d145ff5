"""Minutes as a workbook with three sheets: all notes, the agreements, and the needs.

Every text is written as a string, never as a formula, a number or a link. A text that would become a formula when its
cell is edited is also marked as text. The workbook is made in memory: XlsxWriter's other modes put the notes in
temporary files, which remain if the program is killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date, datetime, timezone
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kortspil.errors import KortspilError
from kortspil.export.areas import in_order
from kortspil.export.outline import title, verdicts
from kortspil.export.rows import HEADERS, Row, finished, rows, would_run
from kortspil.meeting.events import Kind, Verdict
from kortspil.messages import spreadsheet as texts
from kortspil.messages.notes import VERDICTS
from kortspil.minutes.model import Minutes
from kortspil.text.sanitize import sanitize

MOST_ROWS = 1_048_576
"""The greatest number of rows in a sheet of Excel, with the header."""

# A cell holds 32,767 UTF-16 code units. The rest is room for «(fortsat)».
_MOST_UNITS = 32_700
_FIRST_DAY = date(1901, 1, 1)
"""An earlier day is written as text: Excel counts days from 1900, and wrongly takes 1900 for a leap year."""

_PIECE = 64 * 1024
_LONGEST_TITLE = 255
_A4 = 9

_WIDTHS = {
    "meeting": 18, "date": 12, "group": 18, "area": 26, "card": 12, "question": 48, "kind": 20, "text": 70,
    "participant": 20, "due": 12,
}  # fmt: skip
"""The width of each column, in digits of the default font. Longer texts are wrapped."""
_USUAL_WIDTH = 20


Cells = dict[str, str | date | None]
"""The fields of a row, or of the part of a long row that fits in one row of the sheet."""


class _Sheet(NamedTuple):
    """``columns`` maps the fields of a row, in order, to their headers."""

    name: str
    columns: dict[str, str]
    rows: Iterator[Row]


class _Formats(NamedTuple):
    header: Format
    text: Format
    formula_like: Format
    date: Format


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield the workbook of one or more meetings. Raises ``KortspilError`` if the rows do not fit in a sheet."""
    held = tuple(meetings)
    # The first sheet has the most rows.
    amount = 1 + sum(1 for row in _all(held) for _ in _parts(row))
    if amount > MOST_ROWS:
        raise KortspilError(texts.too_many_rows(amount, MOST_ROWS), texts.TOO_MANY_ROWS_HINT)
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    named = sanitize(title(held))[:_LONGEST_TITLE]
    book.set_properties({"title": named, "author": "kortspil", "created": _created(max(one.at for one in held))})
    at_top = {"valign": "top"}
    formats = _Formats(
        book.add_format({"bold": True, **at_top}),
        book.add_format({"text_wrap": True, **at_top}),
        book.add_format({"text_wrap": True, "quote_prefix": True, **at_top}),
        book.add_format({"num_format": "dd-mm-yyyy", "align": "left", **at_top}),
    )
    for sheet in _sheets(held):
        _fill(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    whole = file.getbuffer()
    for start in range(0, len(whole), _PIECE):
        yield bytes(whole[start : start + _PIECE])


def _created(latest: datetime) -> datetime:
    # Not the present time, so that the same minutes give the same bytes. The property must be in UTC.
    if not _FIRST_DAY.year <= latest.year < MAXYEAR:
        latest = latest.replace(year=_FIRST_DAY.year + 1, day=1)
    return latest.astimezone(timezone.utc).replace(tzinfo=None)


def _all(meetings: tuple[Minutes, ...]) -> Iterator[Row]:
    return (row for minutes in meetings for row in rows(minutes))


def _sheets(meetings: tuple[Minutes, ...]) -> Iterator[_Sheet]:
    yield _Sheet(texts.NOTES_SHEET, HEADERS, _all(meetings))
    became = verdicts(meetings)
    agreements = (
        row._replace(kind=_status(became.get((minutes.meeting, said.line.text))))
        for minutes in meetings
        for said, (_, row) in zip(minutes.finished(Kind.AGREEMENT), finished(minutes, Kind.AGREEMENT), strict=True)
    )
    headers = {"text": texts.AGREEMENT, "participant": texts.WHO, **_headers("due"), "kind": texts.STATUS}
    headers.update(_headers("meeting", "date", "group"))
    yield _Sheet(texts.AGREEMENTS_SHEET, {**headers, **_headers("area", "question")}, agreements)
    needs: dict[str, list[Row]] = {}
    for minutes in meetings:
        for area, row in finished(minutes, Kind.NEED):
            needs.setdefault(area, []).append(row)
    chosen = (area for minutes in meetings for area, _ in minutes.areas)
    headers = {**_headers("area"), "text": texts.NEED, **_headers("meeting", "date", "group", "question")}
    yield _Sheet(texts.NEEDS_SHEET, headers, (row for area in in_order(needs, chosen) for row in needs[area]))


def _status(verdict: Verdict | None) -> str:
    return VERDICTS[verdict.value] if verdict else ""


def _headers(*fields: str) -> dict[str, str]:
    return {field: HEADERS[field] for field in fields}


def _fill(page: Worksheet, sheet: _Sheet, formats: _Formats) -> None:
    for column, (field, header) in enumerate(sheet.columns.items()):
        _check(page.set_column(column, column, _WIDTHS.get(field, _USUAL_WIDTH)))
        _check(page.write_string(0, column, header, formats.header))
    line = 0
    for whole in sheet.rows:
        for part in _parts(whole, marked="kind" if sheet.columns is HEADERS else "text"):
            line += 1
            for column, field in enumerate(sheet.columns):
                _write(page, line, column, part[field], formats)
    last = len(sheet.columns) - 1
    _check(page.autofilter(0, 0, line, last))
    _check(page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"}))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, line: int, column: int, value: str | date | None, formats: _Formats) -> None:
    if isinstance(value, date) and value < _FIRST_DAY:
        value = value.isoformat()
    if isinstance(value, date):
        _check(page.write_datetime(line, column, value, formats.date))
    elif value:
        _check(page.write_string(line, column, value, formats.formula_like if would_run(value) else formats.text))


def _check(code: int | None) -> None:
    # If something does not fit, XlsxWriter leaves it out and returns a number other than 0.
    if code:
        raise RuntimeError(code)


def _parts(row: Row, marked: str = "kind") -> Iterator[Cells]:
    """Split a row into rows whose texts fit in a cell. The field ``marked`` says which rows continue another."""
    cells: Cells = row._asdict()
    pieces = {field: _pieces(value) for field, value in cells.items() if isinstance(value, str)}
    long = {field: found for field, found in pieces.items() if len(found) > 1}
    for index in range(max(map(len, pieces.values()))):
        part = {**cells, **{field: found[index] if index < len(found) else "" for field, found in long.items()}}
        if index:
            mark = part[marked]
            part[marked] = texts.goes_on(f"{mark}") if marked == "kind" else f"{texts.GOES_ON} {mark}"
        yield part


def _pieces(text: str) -> list[str]:
    """Split a text into pieces that fit in a cell, without splitting a surrogate pair."""
    if len(text) <= _MOST_UNITS // 2:
        return [text]
    units = text.encode("utf-16-le")
    pieces, start = [], 0
    while start < len(units):
        end = start + 2 * _MOST_UNITS
        # The piece must not end in a high surrogate.
        if end < len(units) and 0xD8 <= units[end - 1] <= 0xDB:
            end -= 2
        pieces.append(units[start:end].decode("utf-16-le"))
        start = end
    return pieces
