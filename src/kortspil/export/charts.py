"""What people would rather look at than read: needs per area, and time per card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from kortspil.deck import CLOSING_ID, WARMUP_ID
from kortspil.events import Kind
from kortspil.export.areas import area_name
from kortspil.export.blocks import Bar, Chart
from kortspil.minutes import CardMinutes
from kortspil.texts import minutes as texts
from kortspil.texts import notes
from kortspil.texts.dates import duration

_MOST_BARS = 40
"""More bars than fit on a page compare nothing."""


def needs_chart(areas: Iterable[Sequence[CardMinutes]]) -> Iterator[Chart]:
    """How many needs the cards of each area have, in the order they are given; nothing where there is none at all."""
    counted = [(area_name(cards[0]), sum(len(card.of(Kind.NEED)) for card in cards)) for cards in areas]
    bars = tuple(Bar(name, amount, texts.needs_shown(amount)) for name, amount in counted)
    if any(bar.value for bar in bars):
        yield _chart(texts.NEEDS_CHART, bars)


def time_chart(cards: Iterable[CardMinutes]) -> Iterator[Chart]:
    """How long each card was talked about, the longest first; nothing where no card took any time.

    A card that is in several meetings stands once.
    """
    spent: dict[str, timedelta] = {}
    for card in cards:
        label = card.question or {WARMUP_ID: notes.WARMUP_TITLE, CLOSING_ID: notes.ROUND_TITLE}.get(card.area, "")
        if label:
            spent[label] = spent.get(label, timedelta()) + card.spent
    longest = sorted(spent.items(), key=lambda one: one[1], reverse=True)[:_MOST_BARS]
    bars = tuple(Bar(label, time.total_seconds(), duration(time)) for label, time in longest if time)
    if bars:
        yield _chart(texts.time_chart(len(bars), len(spent)), bars)


def _chart(title: str, bars: tuple[Bar, ...]) -> Chart:
    return Chart(title, bars, texts.chart_text(title, [(bar.label, bar.shown) for bar in bars]))
