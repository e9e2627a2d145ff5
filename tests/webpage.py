"""A web page as what it is made of, read by Python alone."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

EMPTY = {"meta", "rect"}
"""What has no end."""


class Element(NamedTuple):
    """``within`` are the names of what it stands in, from the outside; ``text`` is all the text in it."""

    tag: str
    attributes: dict[str, str]
    within: tuple[str, ...]
    text: str


def elements(page: str) -> list[Element]:
    """All elements, in the order they begin. Raises ``AssertionError`` where one is not ended, or ends another."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return [Element(tag, attributes, within, "".join(texts)) for tag, attributes, within, texts in reader.found]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str], tuple[str, ...], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"{tag} says something twice"
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
    """The headings and their levels."""
    return ((int(each.tag[1]), each) for each in found if each.tag in ("h1", "h2", "h3", "h4", "h5", "h6"))
