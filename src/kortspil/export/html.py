"""Minutes as one web page: no script, nothing fetched, light and dark, and to be printed.

How it looks stands in ``html.jinja`` and ``html.css``.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kortspil.export import svg
from kortspil.export.blocks import Block, Chart, Heading, Items, Paragraph, Table
from kortspil.export.outline import outline, title
from kortspil.messages import minutes as texts
from kortspil.minutes.model import Minutes
from kortspil.text.sanitize import sanitize

_LOOKS = {Heading: "heading", Paragraph: "paragraph", Items: "items", Table: "table", Chart: "chart"}
_CONTENTS = "contents"
_AT_ONCE = 100
"""So many parts of a page are handed on together: most are a few lines."""


class _Part(NamedTuple):
    """Something on the page, and the macro that knows its look. ``id`` is a number, whatever the text; ``under`` is the
    id of the heading above."""

    look: str
    id: str = ""
    under: str = ""
    block: Block | None = None
    headings: tuple[_Part, ...] = ()

    @property
    def drawings(self) -> Iterator[svg.Drawing]:
        """What a chart is drawn as."""
        assert isinstance(self.block, Chart)
        return svg.drawings(self.block)


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """A report of one or more meetings as UTF-8."""
    report = tuple(meetings)
    parts = list(_parts(outline(report)))
    # Without space around it: there are checkers that leave it out of what they compare with the policy.
    style = Markup(_resource("html.css").strip())
    stream = _template().stream(
        title=title(report),
        policy=Markup(policy(style)),
        style=style,
        contents_title=texts.CONTENTS,
        parts=_with_contents(parts) if len(report) > 1 else parts,
        line_height=svg.LINE,
        bar_height=svg.BAR,
    )
    stream.enable_buffering(_AT_ONCE)
    return (piece.encode() for piece in stream)


def policy(style: str) -> str:
    """What a browser may do with a page: show it in this style, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _parts(blocks: Iterable[Block]) -> Iterator[_Part]:
    under = ""
    for number, block in enumerate(blocks, start=1):
        id = f"part-{number}"
        if isinstance(block, Heading):
            under = id
        yield _Part(_LOOKS[type(block)], id, under, block)


def _with_contents(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The parts, and before the first of them that begins a chapter what chapters there are."""
    chapters = tuple(part for part in parts if isinstance(part.block, Heading) and part.block.level == 2)
    for part in parts:
        if part is chapters[0]:
            yield _Part(_CONTENTS, headings=chapters)
        yield part


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Here, so that no place in the template can forget it.
        finalize=_shown,
    )
    return environment.from_string(_resource("html.jinja"))


def _shown(value: object) -> object:
    return sanitize(value) if type(value) is str else value


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
