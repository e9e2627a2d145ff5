"""The charts of a report: needs per area, and time per card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from kortspil.deck.model import CLOSING_ID, WARMUP_ID
from kortspil.export.areas import area_name, by_area, in_order
from kortspil.export.blocks import Bar, Chart
from kortspil.meeting.events import Kind
from kortspil.messages import minutes as texts
from kortspil.messages import notes
from kortspil.messages.dates import duration
from kortspil.minutes.model import CardMinutes, Minutes

_MOST_BARS = 40
"""The number of bars that fit on a page."""


def needs_chart(meetings: Sequence[Minutes]) -> Iterator[Chart]:
    """Yield the chart of how many needs each area has, or nothing if there are no needs.

    There is a bar for every area that a meeting chose, and for any other area with a need.
    """
    chosen = {area: name for minutes in meetings for area, name in minutes.areas}
    needs = Counter(said.card.area for minutes in meetings for said in minutes.finished(Kind.NEED))
    names = {area: area_name(cards[0]) for area, cards in by_area(meetings).items()}
    counted = [(names.get(area) or chosen[area], needs[area]) for area in in_order([*chosen, *needs], chosen)]
    bars = tuple(Bar(name, amount, texts.needs_shown(amount)) for name, amount in counted)
    if any(bar.value for bar in bars):
        yield _chart(texts.NEEDS_CHART, bars)


def time_chart(cards: Iterable[CardMinutes]) -> Iterator[Chart]:
    """Yield the chart of the time spent on each card, the longest first, or nothing if no card took any time.

    A card of several meetings has one bar, which shows the total time.
    """
    spent: dict[str, timedelta] = {}
    for card in cards:
        label = card.question or {WARMUP_ID: notes.WARMUP_TITLE, CLOSING_ID: notes.ROUND_TITLE}.get(card.area, "")
        if label:
            spent[label] = spent.get(label, timedelta()) + card.spent
    longest = sorted((one for one in spent.items() if one[1]), key=lambda one: one[1], reverse=True)
    bars = tuple(Bar(label, time.total_seconds(), duration(time)) for label, time in longest[:_MOST_BARS])
    if bars:
        yield _chart(texts.time_chart(len(bars), len(longest)), bars)


def _chart(title: str, bars: tuple[Bar, ...]) -> Chart:
    return Chart(title, bars, texts.chart_text(title, [(bar.label, bar.shown) for bar in bars]))
