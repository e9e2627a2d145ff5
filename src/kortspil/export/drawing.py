"""Charts as pictures, drawn by Typst, for Word."""

from __future__ import annotations

import json
import re
from math import ceil
from pathlib import Path
from typing import Any

import typst

from kortspil.export.blocks import Chart
from kortspil.messages import minutes as texts
from kortspil.text.sanitize import sanitize

TEMPLATE = Path(__file__).with_name("chart.typ")
"""The Typst code that defines ``bars(chart)``. The PDF uses it too."""

_LONGEST_LABEL = 240
"""In characters. A longer label is cut; the report has the whole text elsewhere."""

_MOST_ON_A_PAGE = 14
"""The number of bars that fit if every label takes three lines, with room for the title below."""

_PIXELS_PER_INCH = 220
"""Word's resolution for print."""

_PAGE = b"""
#set page(width: 16cm, height: auto, margin: 1mm, fill: white)
#set text(
  font: ("Calibri", "Carlito", "Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "Libertinus Serif"),
  size: 10pt, lang: "da", fill: rgb("#1c1c1c"),
)
#bars(json(bytes(sys.inputs.chart)))
"""


def short(label: str) -> str:
    """Return a label on one line, without control characters, cut to 240 characters."""
    # Only the beginning is searched: a label may be a megabyte.
    words = re.sub(r"\s+", " ", sanitize(label[: 4 * _LONGEST_LABEL])).strip()
    is_whole = len(words) <= _LONGEST_LABEL and len(label) <= 4 * _LONGEST_LABEL
    return words if is_whole else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"


def parts(chart: Chart) -> list[Chart]:
    """Split a chart into charts that fit on a page. Each has its own ``text``, and labels cut by ``short``."""
    pages = ceil(len(chart.bars) / _MOST_ON_A_PAGE)
    each = ceil(len(chart.bars) / pages)
    found = []
    for page in range(pages):
        bars = tuple(bar._replace(label=short(bar.label)) for bar in chart.bars[page * each : (page + 1) * each])
        title = texts.chart_part(chart.title, page + 1, pages) if pages > 1 else chart.title
        found.append(Chart(title, bars, texts.chart_text(title, [(bar.label, bar.shown) for bar in bars])))
    return found


def drawn(chart: Chart, most: float = 0) -> dict[str, Any]:
    """Return a chart as the data for ``bars`` in the template.

    A bar of full width has the value ``most``, or the largest value of this chart if that is greater.
    """
    bars = [{"label": short(bar.label), "value": bar.value, "shown": short(bar.shown)} for bar in chart.bars]
    return {"title": short(chart.title), "bars": bars, "most": most}


def png(chart: Chart, most: float = 0) -> bytes:
    """Draw a chart as a PNG 16 cm wide, without its title. ``most`` is as in ``drawn``."""
    # Joined here because Typst would look for an imported file in the current folder.
    return typst.compile(
        TEMPLATE.read_bytes() + _PAGE,
        format="png",
        ppi=_PIXELS_PER_INCH,
        sys_inputs={"chart": json.dumps(drawn(chart, most))},
    )
