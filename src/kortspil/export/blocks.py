"""What minutes to be read are made of. Each format says how a block looks; none decides what stands in it."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """``level`` 1 is the title of the whole. ``text`` is one line."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """One line of facts. ``is_aside``: it is about what follows rather than a part of it."""

    text: str
    is_aside: bool = False


class Item(NamedTuple):
    """A text of one or more lines, as somebody typed it, without empty lines around it. ``label`` says what it is in
    one line, or is ""."""

    text: str
    label: str = ""


class Items(NamedTuple):
    """A list without an order of its own."""

    items: tuple[Item, ...]


class Table(NamedTuple):
    """Rows under a header. The first cell of a row is a text as in an item, the rest are facts about it, or "" where
    nothing is known."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bar(NamedTuple):
    """``shown`` is ``value`` as people say it."""

    label: str
    value: float
    shown: str


class Chart(NamedTuple):
    """Amounts to be compared, each at least 0 and one of them more. ``text`` says the same in words, for those who do
    not see it. ``stands_alone``: no other block says it, so that a format without drawings must."""

    title: str
    bars: tuple[Bar, ...]
    text: str
    stands_alone: bool = False


Block = Heading | Paragraph | Items | Table | Chart
