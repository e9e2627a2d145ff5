"""Charts as pictures, for the kinds of files that cannot hold a drawing."""

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
"""Defines ``bars(chart)``, for whatever is drawn by Typst."""

_LONGEST_LABEL = 240
"""What is longer stands whole where the chart is not."""

_MOST_ON_A_PAGE = 14
"""Bars with labels of three lines, and the title under them."""

_SHARP = 220
"""Pixels an inch, as Word keeps pictures for print."""

_PAGE = b"""
#set page(width: 16cm, height: auto, margin: 1mm, fill: white)
#set text(
  font: ("Calibri", "Carlito", "Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "Libertinus Serif"),
  size: 10pt, lang: "da", fill: rgb("#1c1c1c"),
)
#bars(json(bytes(sys.inputs.chart)))
"""


def short(label: str) -> str:
    """A label on one line, which nothing obeys, and no longer than somebody would read beside a bar."""
    # A megabyte is not gone through to show its beginning.
    words = re.sub(r"\s+", " ", sanitize(label[: 4 * _LONGEST_LABEL])).strip()
    is_whole = len(words) <= _LONGEST_LABEL and len(label) <= 4 * _LONGEST_LABEL
    return words if is_whole else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"


def parts(chart: Chart) -> list[Chart]:
    """A chart as charts that each fit on a page, and say in words what they show and no more. Labels are ``short``."""
    pages = ceil(len(chart.bars) / _MOST_ON_A_PAGE)
    each = ceil(len(chart.bars) / pages)
    found = []
    for page in range(pages):
        bars = tuple(bar._replace(label=short(bar.label)) for bar in chart.bars[page * each : (page + 1) * each])
        title = texts.chart_part(chart.title, page + 1, pages) if pages > 1 else chart.title
        found.append(Chart(title, bars, texts.chart_text(title, [(bar.label, bar.shown) for bar in bars])))
    return found


def drawn(chart: Chart, most: float = 0) -> dict[str, Any]:
    """A chart as ``bars`` in the template takes it. ``most`` is what a bar as long as the chart is wide stands for,
    where that is more than the chart itself has."""
    bars = [{"label": short(bar.label), "value": bar.value, "shown": short(bar.shown)} for bar in chart.bars]
    return {"title": short(chart.title), "bars": bars, "most": most}


def png(chart: Chart, most: float = 0) -> bytes:
    """A chart as a picture of 16 cm in width, without its title. ``most`` is as in ``drawn``."""
    # Put together here: an import would be looked for in the folder that the program happens to be called in.
    return typst.compile(
        TEMPLATE.read_bytes() + _PAGE,
        format="png",
        ppi=_SHARP,
        sys_inputs={"chart": json.dumps(drawn(chart, most))},
    )
