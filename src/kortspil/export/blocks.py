"""The blocks of a report. A format decides how a block looks, never what it says."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """``level`` 1 is the title of the report. ``text`` is one line."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """One line of facts. A paragraph that ``is_aside`` is a remark on what follows."""

    text: str
    is_aside: bool = False


class Item(NamedTuple):
    """A typed text of one or more lines, without empty lines around it.

    ``label`` is one line that says what the text is, or "".
    """

    text: str
    label: str = ""


class Items(NamedTuple):
    """An unordered list."""

    items: tuple[Item, ...]


class Table(NamedTuple):
    """Rows under a header. The first cell of a row is a text as in ``Item``. The others are facts about it, or "" if
    unknown."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bar(NamedTuple):
    """``shown`` is ``value`` as a reader sees it, such as «3 behov»."""

    label: str
    value: float
    shown: str


class Chart(NamedTuple):
    """Amounts to compare. None is negative, and at least one is above 0.

    ``text`` says the same in words, for a screen reader. A chart that ``stands_alone`` says what no other block says,
    so a format without drawings must write it as text.
    """

    title: str
    bars: tuple[Bar, ...]
    text: str
    stands_alone: bool = False


Block = Heading | Paragraph | Items | Table | Chart
