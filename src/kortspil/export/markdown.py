"""Minutes as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.export.blocks import Block, Chart, Heading, Item, Items, Paragraph, Table
from kortspil.export.outline import outline
from kortspil.marktext import INDENT, encode, encode_on_one_line
from kortspil.minutes import Minutes


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """A report of one or more meetings as UTF-8."""
    between = ""
    for block in outline(tuple(meetings)):
        # Other charts say nothing that the lists around them do not say.
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
        case Table(_, rows):
            return "\n".join(_row(*row) for row in rows)
        case Chart(_, bars):
            return "\n".join(_row(bar.label, bar.shown) for bar in bars)


def _row(text: str, *facts: str) -> str:
    # A cell of a Markdown table has no line ends, and texts do.
    known = ", ".join(filter(None, facts))
    return _item(Item(f"{text.rstrip()} ({known})" if known else text))


def _item(item: Item) -> str:
    label = f"**{encode_on_one_line(item.label)}:** " if item.label else ""
    first, *rest = encode(item.text.strip("\n"), after=label)
    return "\n".join([f"- {label}{first}", *(INDENT + line for line in rest)])


def _inline(text: str) -> str:
    return encode(" ".join(text.split("\n")), after="#")[0]
