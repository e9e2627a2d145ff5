"""Minutes as a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from xml.sax.saxutils import escape

from kortspil.export.blocks import Block, Chart, Heading, Item, Items, Paragraph, Table
from kortspil.export.drawing import parts, png
from kortspil.export.outline import outline, title
from kortspil.export.word_document import TEXT_WIDTH, WordFile
from kortspil.minutes.model import Minutes
from kortspil.text.sanitize import sanitize

_BOLD = "<w:rPr><w:b/></w:rPr>"
_ITALIC = "<w:rPr><w:i/></w:rPr>"
_WHOLE = "<w:cantSplit/>"
_HEADER = "<w:tblHeader/>"
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E4EBF2"/>'

_SHARES = {2: (65, 35), 3: (50, 21, 29), 4: (38, 15, 21, 26)}
"""The width of each column in per cent, by the number of columns."""

_TOO_MANY_CHARACTERS, _TOO_MANY_LINES = 1500, 30
"""A row of fewer characters and fewer lines is kept on one page. A longer row might not fit on any page."""

# A run is written in several pieces: XML parsers may refuse a text node of 10 MB, and a note can be longer.
_PIECES = re.compile(r"\t|\n|[^\t\n]{1,100000}")


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield a report of one or more meetings as a Word document. The same minutes give the same bytes."""
    held = tuple(meetings)
    file = WordFile(title(held), max(minutes.at for minutes in held))
    # Pictures are added first: the file begins with a list of its parts.
    pictures = {block: _pictures(block, file) for block in outline(held) if isinstance(block, Chart)}
    # The text is written as XML here: python-docx would search the whole document each time a paragraph is added.
    blocks = pairwise(chain(outline(held), [None]))
    return file.written(
        pictures[block] if isinstance(block, Chart) else _xml(block, file, leads=not isinstance(after, Heading | None))
        for block, after in blocks
        if block is not None
    )


def _xml(block: Block, file: WordFile, *, leads: bool) -> str:
    """Return the XML of a block. A block that ``leads`` is kept on the same page as the next block."""
    match block:
        case Heading(level, text):
            return _paragraph(_run(text), file.title if level == 1 else file.headings[level - 2])
        case Paragraph(text, is_aside):
            return _paragraph(_run(text, _ITALIC if is_aside else ""), keep_next=leads)
        case Items(items):
            return "".join(_paragraph(_item(item), file.item) for item in items)
        case Table(header, rows):
            return _table(header, rows, file.table)
        case Chart():
            return ""


def _item(item: Item) -> str:
    label = _run(f"{item.label}: ", _BOLD) if item.label else ""
    return label + _run(item.text)


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], style: str) -> str:
    widths = [TEXT_WIDTH.twips * share // 100 for share in _SHARES[len(header)]]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{''.join(map(_column, widths))}</w:tblGrid>"
        f"{_row(header, widths, _WHOLE + _HEADER, _SHADE, _BOLD)}"
        f"{''.join(_row(row, widths, _WHOLE if _is_short(row[0]) else '') for row in rows)}</w:tbl>"
    )


def _column(width: int) -> str:
    return f'<w:gridCol w:w="{width}"/>'


def _row(cells: tuple[str, ...], widths: list[int], row: str, shade: str = "", look: str = "") -> str:
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{_paragraph(_run(text, look))}</w:tc>'
        for text, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{row}</w:trPr>{''.join(written)}</w:tr>"


def _is_short(text: str) -> bool:
    return len(text) < _TOO_MANY_CHARACTERS and text.count("\n") < _TOO_MANY_LINES


def _pictures(chart: Chart, file: WordFile) -> str:
    most = max(bar.value for bar in chart.bars)
    paragraphs = []
    for part in parts(chart):
        drawing = f"<w:r><w:drawing>{file.picture(png(part, most), part.title, part.text)}</w:drawing></w:r>"
        paragraphs += [_paragraph(drawing, keep_next=True), _paragraph(_run(part.title), file.caption)]
    return "".join(paragraphs)


def _paragraph(runs: str, style: str = "", *, keep_next: bool = False) -> str:
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if keep_next else "")
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    return f"<w:r>{look}{''.join(map(_piece, _PIECES.findall(text)))}</w:r>"


def _piece(text: str) -> str:
    match text:
        case "\n":
            return "<w:br/>"
        case "\t":
            return "<w:tab/>"
        case _:
            return f'<w:t xml:space="preserve">{escape(sanitize(text))}</w:t>'
