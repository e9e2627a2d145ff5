"""Minutes as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.export.blocks import Block, Chart, Heading, Item, Items, Paragraph, Table
from kortspil.export.outline import outline
from kortspil.messages import minutes as texts
from kortspil.minutes.model import Minutes
from kortspil.text.markdown import INDENT, encode, encode_on_one_line


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield a report of one or more meetings as UTF-8."""
    between = ""
    for block in outline(tuple(meetings)):
        # A chart that does not stand alone repeats the lists around it.
        if not isinstance(block, Chart) or block.stands_alone:
            yield f"{between}{_block(block)}\n".encode()
            between = "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {_inline(text)}"
        case Paragraph(text, is_aside):
            return f"*{_inline(text)}*" if is_aside else _inline(text)
        case Items(items):
            return "\n".join(map(_item, items))
        case Table(header, rows):
            return "\n".join(_row(row[0], map(_fact, header[1:], row[1:])) for row in rows)
        case Chart(_, bars):
            return "\n".join(_row(bar.label, [bar.shown]) for bar in bars)


def _row(text: str, facts: Iterable[str]) -> str:
    # Texts may have several lines, which a cell of a Markdown table cannot hold.
    known = ", ".join(filter(None, facts))
    return _item(Item(f"{text.rstrip()} ({known})" if known else text))


def _fact(header: str, fact: str) -> str:
    # «Who» and «when» are clear without their headers. The day of a meeting is not: it could be read as the due date.
    return f"{header.lower()} {fact}" if header == texts.MEETING and fact else fact


def _item(item: Item) -> str:
    label = f"**{encode_on_one_line(item.label)}:** " if item.label else ""
    first, *rest = encode(item.text, after=label)
    return "\n".join([f"- {label}{first}", *(INDENT + line for line in rest)])


def _inline(text: str) -> str:
    return encode(text, after="#")[0]
