"""Texts out of a YAML tree, and a collection of what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from kortspil.errors import MOST_PROBLEMS, Problem
from kortspil.textfile import HIDDEN, Source
from kortspil.texts import loading as texts
from kortspil.yamlnodes import Composed
from kortspil.yamltree import Collection, Mapping, Part, Sequence, Tagged, Value

Fields = dict[str, bool]
"""The keys that a mapping may hold, each with whether it must be there."""

Made = TypeVar("Made")


class _Enough(Exception):
    """As many problems are found as are told."""


class Reader:
    """Takes texts out of the parts of a tree and collects what is wrong with them.

    Of what ``compose`` has set aside there is no second complaint.
    """

    def __init__(self, source: Source, composed: Composed) -> None:
        self.source = source
        self._written = composed.written
        self._problems = list(composed.problems)
        self._broken = {problem.line - 1 for problem in composed.problems}
        self._lost = composed.lost
        self._remarks = composed.remarks

    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order it stands in the text."""
        return sorted(self._problems, key=lambda problem: (problem.line, problem.column))

    def make(self, read: Callable[[Part], Made], part: Part) -> Made | None:
        """What ``read`` makes of a part; ``None`` where so much is wrong that it is not read to its end."""
        try:
            return read(part)
        except _Enough:
            return None

    def line(self, start: int) -> int:
        """The line that an index stands on, counted from 1."""
        return self._written.place(start)[0] + 1

    def complain(self, part: Part, what: str, remedy: str) -> None:
        """Add a problem at the place where a part begins."""
        value, start = part
        line = self.line(start)
        if isinstance(value, Tagged):
            value = value.value
        if not value and (line - 1 in self._broken or line in self._lost):
            return
        self._complain_at(start, what, remedy)

    def _complain_at(self, index: int, what: str, remedy: str) -> None:
        self._problems.append(self.source.on(*self._written.place(index), what, remedy))
        if len(self._problems) >= MOST_PROBLEMS:
            raise _Enough

    def fields(self, part: Part, what: str, fields: Fields) -> dict[str, Part]:
        """What a mapping has, by key. ``what`` names the mapping in messages («et kort»)."""
        found: dict[str, Part] = {}
        mapping, _ = part
        if type(mapping) is not Mapping:
            self._complain_of_kind(part, *texts.expected_mapping(what, list(fields)))
            return found
        parts = mapping.parts()
        for key_part, value_part in zip(parts, parts):  # noqa: B905 - there is a value for every key
            key = key_part[0]
            if type(key) is not str:
                key = _key(key)
            if key in found:
                self.complain(key_part, texts.duplicate_key(key), texts.DUPLICATE_KEY_REMEDY)
            elif key not in fields:
                self.complain(key_part, texts.unknown_key(key, what), texts.unknown_key_remedy(key, sorted(fields)))
            else:
                found[key] = value_part
        if len(found) < len(fields) and (not self._lost or self._is_whole(part)):
            for key, required in fields.items():
                if required and key not in found:
                    self.complain(part, texts.missing_key(key, what), texts.missing_key_remedy(key))
        return found

    def text(self, part: Part, what: str, *, in_list: bool = False) -> str:
        """A text that says something; "" where there is none."""
        value, start = part
        if type(value) is not str:
            self._complain_of_kind(part, *texts.expected_text(what, in_list=in_list))
            return ""
        text = value.strip()
        # Whatever is hidden cannot be printed, and that is sooner asked.
        hidden = None if value.isprintable() else HIDDEN.search(value)
        if hidden:
            self.complain(part, texts.hidden_character(hidden[0]), texts.HIDDEN_CHARACTER_REMEDY)
        elif start in self._remarks:
            # YAML takes «#3» behind a bare text for a remark, and leaves it out without a word.
            self._complain_at(self._remarks[start], texts.HASH, texts.HASH_REMEDY)
        elif not text:
            self.complain(part, *texts.empty_text(what, in_list=in_list))
        return text

    def items(self, part: Part, what: str) -> Iterator[Part]:
        """The items of a list that has any."""
        value, _ = part
        if type(value) is not Sequence:
            self._complain_of_kind(part, *texts.expected_list(what))
            return iter(())
        if not value:
            self.complain(part, texts.empty_list(what), texts.empty_list_remedy(what))
        return value.parts()

    def all_texts(self, part: Part, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple([self.text(item, what, in_list=True) for item in self.items(part, what)])

    def _complain_of_kind(self, part: Part, what: str, remedy: str) -> None:
        value, start = part
        if isinstance(value, Tagged):
            self.complain(part, texts.yaml_tag(value.tag), texts.YAML_TAG_REMEDY)
        elif self.line(start) - 1 not in self._broken:
            self.complain(part, what, remedy)

    def _is_whole(self, part: Part) -> bool:
        value, start = part
        assert isinstance(value, Collection)
        first, last = self.line(start), self.line(value.end)
        return not any(first <= line + 1 <= last for line in self._lost)


def _key(value: Value) -> str:
    """The key that a value is, whatever its tag; "" for a list or a mapping."""
    bare = value.value if isinstance(value, Tagged) else value
    return bare if isinstance(bare, str) else ""
