"""Minutes as one web page, without scripts or external resources, for light and dark screens and for print.

The markup is in ``html.jinja``, the style in ``html.css``.
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

_MACROS = {Heading: "heading", Paragraph: "paragraph", Items: "items", Table: "table", Chart: "chart"}
_CONTENTS = "contents"
_AT_ONCE = 100
"""The number of template pieces that are joined into one piece of output, because most are only a few lines long."""


class _Part(NamedTuple):
    """A part of the page.

    ``macro`` is the macro that writes it, ``id`` its HTML id, and ``under`` the id of the heading above.
    ``headings`` are the chapters of a table of contents.
    """

    macro: str
    id: str = ""
    under: str = ""
    block: Block | None = None
    headings: tuple[_Part, ...] = ()

    @property
    def drawings(self) -> Iterator[svg.Drawing]:
        """Return the drawings of a chart."""
        assert isinstance(self.block, Chart)
        return svg.drawings(self.block)


def render(meetings: Iterable[Minutes]) -> Iterator[bytes]:
    """Yield a report of one or more meetings as UTF-8."""
    report = tuple(meetings)
    parts = list(_parts(outline(report)))
    # Some checkers strip the style before they compare its hash with the policy.
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
    """Return the content security policy that allows this style and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _parts(blocks: Iterable[Block]) -> Iterator[_Part]:
    under = ""
    for number, block in enumerate(blocks, start=1):
        id = f"part-{number}"
        if isinstance(block, Heading):
            under = id
        yield _Part(_MACROS[type(block)], id, under, block)


def _with_contents(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Yield the parts, with a table of contents before the first chapter."""
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
        # Applied to every value, so that no place in the template can forget it.
        finalize=_shown,
    )
    return environment.from_string(_resource("html.jinja"))


def _shown(value: object) -> object:
    return sanitize(value) if type(value) is str else value


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
