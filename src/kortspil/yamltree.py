"""PyYAML's events to a tree, in one pass.

PyYAML's own composer is not used: in C it ends the process on deep nesting, it follows aliases, and it makes a node and
two marks of every text, where a large deck has a million of them.
"""

from __future__ import annotations

import itertools
import operator
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kortspil.errors import MOST_PROBLEMS
from kortspil.texts import loading as texts

MAX_DEPTH = 12
"""A deck nests six deep."""

ANOTHER_DOCUMENT = "another document"
"""What PyYAML's composer says where a second document begins."""

_PLAIN_TAGS = ("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_REMARK = re.compile(r" +(?=#[^\s#])")
# Looked for in the whole text, where « +» would read a line of spaces once for each of them.
_ANY_REMARK = re.compile(r" #[^\s#]")


class Collection:
    """Values and the indices where they begin; ``end`` is the index of what comes after them all."""

    __slots__ = ("end", "starts", "values")

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.starts = array("I")
        self.end = 0

    def __len__(self) -> int:
        return len(self.values)

    def parts(self) -> Iterator[Part]:
        """Each value with its index."""
        return zip(self.values, self.starts)  # noqa: B905 - one of each is always added, and being strict is slow


class Sequence(Collection):
    """A list."""

    __slots__ = ()


class Mapping(Collection):
    """Keys and what they stand for, in turn."""

    __slots__ = ()


class Tagged(NamedTuple):
    """A value under a tag that would make something else of it."""

    tag: str
    value: str | Collection


Value = str | Collection | Tagged
Part = tuple[Value, int]
"""A value of a text, and the index where it begins."""


class Danger(NamedTuple):
    """What no deck needs: where it begins, and what is said about it."""

    start: int
    what: str
    remedy: str


class _Enough(Exception):
    """The text is not read any further."""


class Tree:
    """What comes of a text.

    ``top`` is the whole, if there is any. ``remarks`` has the index of every «#» close behind a bare text, by the index
    of that text. ``reached`` is how far the text was read, or ``None`` where it was read to its end. ``left`` is how
    many events more would have been read.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.top: Part | None = None
        self.remarks: dict[int, int] = {}
        self.dangers: list[Danger] = []
        self._tags: list[Danger] = []
        self.reached: int | None = 0
        self.left = 0

    def grow(self, loader: Any, most: int) -> None:
        """Read the text with one of PyYAML's loaders. Raises what that raises; then only ``dangers`` hold.

        The text is read no further than ``most`` events, nor where it nests too deep, or has dangers enough. Tags are
        for the reader to refuse; a text of nothing else is refused here.
        """
        parser = loader(self.text)
        turns = itertools.repeat(parser, most)
        try:
            self._build(map(loader.get_event, turns))
        except _Enough:
            pass
        finally:
            parser.dispose()
            self.left = operator.length_hint(turns)

    def _build(self, events: Iterable[Any]) -> None:
        import yaml

        scalar, ends = yaml.ScalarEvent, (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        kinds: dict[type, type[Collection]] = {yaml.MappingStartEvent: Mapping, yaml.SequenceStartEvent: Sequence}
        has_remarks = _ANY_REMARK.search(self.text) is not None
        root = Sequence()
        above: list[Collection] = [root]
        values, starts = root.values, root.starts
        document: Any = None
        event: Any = None
        for event in events:
            kind = type(event)
            if kind is scalar:
                values.append(event.value if event.tag is None else self._tagged(event, event.value))
                starts.append(event.start_mark.index)
                if has_remarks and not event.style:
                    self._look_behind(event)
            elif kind in kinds:
                collection = kinds[kind]()
                values.append(collection if event.tag is None else self._tagged(event, collection))
                starts.append(event.start_mark.index)
                above.append(collection)
                values, starts = collection.values, collection.starts
                if len(above) - 1 > MAX_DEPTH:
                    self._refuse(event, texts.too_deep(MAX_DEPTH), texts.TOO_DEEP_REMEDY)
                    raise _Enough
            elif kind in ends:
                above.pop().end = event.end_mark.index
                values, starts = above[-1].values, above[-1].starts
                continue
            elif kind is yaml.DocumentStartEvent:
                if document:
                    raise yaml.composer.ComposerError(None, document.start_mark, ANOTHER_DOCUMENT, event.start_mark)
                document = event
                continue
            elif kind is yaml.StreamEndEvent:
                self.top = next(root.parts(), None)
                self.reached = None
                return
            elif kind is not yaml.AliasEvent:
                continue
            if event.anchor:
                self._refuse(event, texts.YAML_ANCHOR, texts.YAML_ANCHOR_REMEDY)
                if len(self.dangers) >= MOST_PROBLEMS:
                    raise _Enough
        self.reached = event.end_mark.index if event else 0

    def _look_behind(self, event: Any) -> None:
        remark = _REMARK.match(self.text, event.end_mark.index)
        if remark:
            self.remarks[event.start_mark.index] = remark.end()

    def _tagged(self, event: Any, value: str | Collection) -> Value:
        if event.tag in _PLAIN_TAGS:
            return value
        self._tags.append(Danger(event.start_mark.index, texts.yaml_tag(event.tag), texts.YAML_TAG_REMEDY))
        if len(self._tags) >= MOST_PROBLEMS:
            self.dangers += self._tags
            raise _Enough
        return Tagged(event.tag, value)

    def _refuse(self, event: Any, what: str, remedy: str) -> None:
        self.dangers.append(Danger(event.start_mark.index, what, remedy))
