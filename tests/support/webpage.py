"""Read a web page into its elements, with Python's own parser."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "name", "content"}, "title": {"id"},
    "style": set(), "body": set(), "main": set(), "nav": {"aria-labelledby"}, "a": {"href"},
    "h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "p": {"class", "id"},
    "ul": set(), "li": set(), "strong": set(), "bdi": set(),
    "table": {"aria-labelledby"}, "thead": set(), "tbody": set(), "tr": set(), "th": {"scope"}, "td": {"data-label"},
    "figure": set(), "figcaption": set(), "svg": {"role", "aria-labelledby", "aria-hidden", "height"}, "desc": {"id"},
    "text": {"y"}, "tspan": {"class", "x", "dx", "dy"}, "rect": {"class", "y", "width", "height"},
}  # fmt: skip
"""The elements that pages of minutes may have, each with its attributes."""

EMPTY = {"meta", "rect"}
"""The elements without an end tag."""


class Element(NamedTuple):
    """An element. ``within`` names the elements around it, the outermost first; ``text`` is all text in it."""

    tag: str
    attributes: dict[str, str]
    within: tuple[str, ...]
    text: str


def elements(page: str) -> list[Element]:
    """Return all elements in the order they begin. Raise ``AssertionError`` if an end tag is missing or wrong."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return [Element(tag, attributes, within, "".join(texts)) for tag, attributes, within, texts in reader.found]


Colour = tuple[int, int, int]


def colour(digits: str) -> Colour:
    """Return the red, green and blue of «#rrggbb» or «#rgb»."""
    bare = digits[1:] if len(digits) == 7 else "".join(digit * 2 for digit in digits[1:])
    return int(bare[:2], 16), int(bare[2:4], 16), int(bare[4:], 16)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(shade: Colour) -> float:
    parts = [part / 255 for part in shade]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str], tuple[str, ...], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"{tag} has an attribute twice"
        texts: list[str] = []
        within = tuple(name for name, _ in self.open)
        self.found.append((tag, {name: value or "" for name, value in attrs}, within, texts))
        if tag not in EMPTY:
            self.open.append((tag, texts))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, texts in self.open:
            texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def headings(found: list[Element]) -> Iterator[tuple[int, Element]]:
    """Yield the headings with their levels."""
    return ((int(each.tag[1]), each) for each in found if each.tag in ("h1", "h2", "h3", "h4", "h5", "h6"))
