"""YAML text to a tree of plain values, each with its place. Every complaint is a ``Problem``, none is raised.

Nothing is resolved and nothing is constructed: a value is the text that was written, so ``no``, ``12:30`` and dates
stay what they are. Anchors, aliases, deep nesting and more than can be read at once are refused.

PyYAML's own composer is not used: the one in C ends the process on deep nesting, and both follow aliases.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from kortspil.deck.source import Source
from kortspil.errors import MOST_PROBLEMS, Problem
from kortspil.messages import deck_files as texts

MAX_DEPTH = 12
"""A deck nests six deep."""

MAX_VALUES = 250_000
"""The most values of one text: 10,000 cards have some 130,000, with four examples each."""

_MAX_SLIPS = 25
"""A text is read again behind so many syntax errors, and not behind more."""

_MOST_READ = 500_000
"""Nor is it read again once so many values have been read in all. A hundred letters count as one value more."""

# PyYAML compares each of them with all before it: a file of nothing else would take days. The beginning of the line
# is asked for last, since the letters are found many times as fast.
_TAG_DIRECTIVE = re.compile(r"%TAG(?<![^\n]%TAG)")
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_DOCUMENT_ENDED = re.compile("another document|<document start>")
# What PyYAML sees only where it should have ended: the other mark is where it began.
_BEGAN_EARLIER = re.compile(r"unexpected|expected ',' or|could not find expected ':'|alphabetic or numeric")
_LINE = re.compile(r"( *)((?:- +)*)([\w-]+:(?= |$))?")


@dataclass(slots=True)
class _Placed:
    """Where a value stands. ``tag`` is one that would make something else of it, or ""."""

    start: yaml.Mark
    end: yaml.Mark
    tag: str


@dataclass(slots=True)
class Scalar(_Placed):
    """A text. ``is_plain`` tells that it stands without quotes."""

    text: str
    is_plain: bool


@dataclass(slots=True)
class Sequence(_Placed):
    """A list."""

    items: list[Node]


@dataclass(slots=True)
class Mapping(_Placed):
    """Keys, each with its value."""

    pairs: list[tuple[Node, Node]]


Node = Scalar | Sequence | Mapping


class Composed(NamedTuple):
    """What a text is as YAML: its outermost value, if there is one, and all that is wrong with it.

    ``text`` is what was read in the end: the text without the values that were set aside, line for line. ``lost`` has
    the lines that were set aside as a whole, counted from 0. ``is_given_up`` tells that the text was not read to its
    end, so that there may be more syntax errors than those that are told.
    """

    top: Node | None
    problems: list[Problem]
    text: str
    lost: set[int]
    is_given_up: bool = False


def compose(source: Source) -> Composed:
    """Read a text as YAML.

    After a syntax error the value on its line is set aside and the text read again, so that one call reports what
    stands further down as well. A line that still cannot be read is lost as a whole, and complained of once.

    What is read again is read without most of the list items above the error, which have been found sound. All is read
    once more in the end.
    """
    problems = _tag_directives(source)
    broken: set[int] = set()
    lost: set[int] = set()
    if problems:
        return Composed(None, problems, source.text, lost)
    lines = source.text.split("\n")
    unread = lines.copy()
    spent = 0
    while True:
        check = _Check(source, "\n".join(unread))
        slip = check.slip()
        spent += check.cost
        if check.refused:
            # Asked anew of every mended text: what stands behind an error comes to light only then.
            return Composed(None, problems + check.refused, "\n".join(lines), lost)
        if slip is None and unread == lines:
            text = "\n".join(lines)
            return Composed(_tree(text), problems, text, lost)
        if slip is None:
            unread = lines.copy()
            continue
        line = slip.problem.line - 1
        if line not in broken:
            problems.append(slip.problem)
        if len(problems) > _MAX_SLIPS or spent > _MOST_READ or not lines[line]:
            return Composed(None, problems, "\n".join(lines), lost, is_given_up=True)
        if slip.ends_document:
            lines[line:] = [""] * (len(lines) - line)
        elif not _set_aside(lines, line, whole=line in broken):
            lost.add(line)
        broken.add(line)
        unread[line:] = lines[line:]
        _pass_over(check.lists, unread, line)


def _tag_directives(source: Source) -> list[Problem]:
    found = itertools.islice(_TAG_DIRECTIVE.finditer(source.text), MOST_PROBLEMS)
    return [source.at(match.start(), texts.yaml_tag(match[0]), texts.YAML_TAG_HINT) for match in found]


def _set_aside(lines: list[str], line: int, *, whole: bool) -> bool:
    """Take away the value that begins on a line, with the lines that belong to it; give whether the key is left.

    Where there is no key and no item, or ``whole`` is asked for, the line goes itself.
    """
    match = _LINE.match(lines[line])
    assert match is not None  # It fits the beginning of every line.
    indent, dashes, key = match.groups("")
    stays = not whole and bool(dashes or key)
    lines[line] = f"{indent}{dashes}{key} ''" if stays else ""
    column = len(indent + dashes) if stays and key else len(indent)
    for below in range(line + 1, len(lines) if dashes or key else 0):
        if lines[below].strip() and len(lines[below]) - len(lines[below].lstrip(" ")) <= column:
            break
        lines[below] = ""
    return stays


def _pass_over(lists: list[list[int]], lines: list[str], end: int) -> None:
    """Empty the lines of most items that have been read, which are given by the lines on which they begin.

    The first item of a list stays, since it sets how far the list is indented, and so do the last two, which what is
    set aside at ``end`` may change. Lines keep their numbers.
    """
    for items in lists:
        begin, behind = (items[1], min(items[-2], end)) if len(items) > 3 else (0, 0)
        if begin < behind and _dash(lines[begin]) == _dash(lines[behind]) >= 0:
            lines[begin:behind] = [""] * (behind - begin)


def _dash(line: str) -> int:
    """The column of the dash that a line begins with, -1 where it begins with none."""
    bare = line.lstrip(" ")
    return len(line) - len(bare) if bare.startswith("- ") or bare == "-" else -1


# --- PyYAML's events


def _events(text: str) -> Iterator[Any]:
    # The parser in C is many times as fast, and not everywhere.
    return iter(yaml.parse(text, Loader=_loader()))


def _loader() -> Any:
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _tree(text: str) -> Node | None:
    """The outermost value of a text that can be read, if it has one."""
    events = _events(text)
    return next((_node(event, events) for event in events if isinstance(event, yaml.NodeEvent)), None)


def _node(event: Any, events: Iterator[Any]) -> Node:
    """The value that begins with an event, and takes the events that follow up to its end."""
    start, end, tag = event.start_mark, event.end_mark, "" if event.tag in _PLAIN_TAGS else event.tag
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(start, end, tag, event.value, not event.style)
    within = []
    for inner in events:
        end = inner.end_mark
        if isinstance(inner, yaml.CollectionEndEvent):
            break
        within.append(_node(inner, events))
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(start, end, tag, within)
    return Mapping(start, end, tag, list(zip(within[::2], within[1::2], strict=True)))


class _Slip(NamedTuple):
    """A syntax error, and whether it stands where the document has ended already."""

    problem: Problem
    ends_document: bool


class _Enough(Exception):
    """The text is not read any further."""


class _Check:
    """A text that is read once, as far as it can be.

    ``refused`` is what no deck needs, ``values`` how many values there are before the end or the first error, and
    ``cost`` what it took to read them. ``lists`` has for each list with an item to a line the lines that they begin on.
    Tags are for the reader of the tree to refuse; a text of nothing else is refused here.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.refused: list[Problem] = []
        self.values = 0
        self.lists: list[list[int]] = []
        self._reached = 0
        self._cost_before = 0
        self._source = source
        self._text = text
        self._tags: list[Problem] = []
        self._open: list[list[int] | None] = []
        self._given = 0

    @property
    def cost(self) -> int:
        return self.values + self._reached // 100 + self._cost_before

    def slip(self) -> _Slip | None:
        """Read the text. Gives the syntax error that it cannot be read for, if there is one."""
        try:
            self._read()
        except _Enough:
            return None
        except yaml.MarkedYAMLError as error:
            if error.problem_mark:
                self._reached = error.problem_mark.index
            return self._before(error) or self._slip_of(error)
        except (yaml.YAMLError, ValueError, OverflowError):
            # PyYAML's Python parser lets chr() fail on an escape that is no character.
            return _Slip(self._source.on(0, 0, *texts.yaml_problem("", "")), ends_document=False)
        return None

    def _read(self) -> None:
        for event in _events(self._text):
            start, self._given = event.start_mark, event.end_mark.index
            if isinstance(event, yaml.NodeEvent):
                self._value(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and self.values:
                raise yaml.composer.ComposerError(None, None, "another document", start)

    def _value(self, event: Any) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            self._refuse(event, texts.TOO_MUCH, texts.TOO_LARGE_HINT)
            raise _Enough
        if not isinstance(event, yaml.AliasEvent) and event.tag not in _PLAIN_TAGS:
            self._tags.append(self._problem(event, texts.yaml_tag(event.tag), texts.YAML_TAG_HINT))
            if len(self._tags) >= MOST_PROBLEMS:
                self.refused += self._tags
                raise _Enough
        items = self._open[-1] if self._open else None
        if items is not None:
            items.append(event.start_mark.line)
        if isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
            if len(self._open) > MAX_DEPTH:
                self._refuse(event, texts.too_deep(MAX_DEPTH), texts.TOO_DEEP_HINT)
                raise _Enough
        if event.anchor:
            self._refuse(event, texts.YAML_ANCHOR, texts.YAML_ANCHOR_HINT)
            if len(self.refused) >= MOST_PROBLEMS:
                raise _Enough

    def _begin(self, event: Any) -> None:
        items: list[int] | None = None
        if isinstance(event, yaml.SequenceStartEvent) and not event.flow_style:
            items = []
            self.lists.append(items)
        self._open.append(items)

    def _refuse(self, event: Any, what: str, hint: str) -> None:
        self.refused.append(self._problem(event, what, hint))

    def _problem(self, event: Any, what: str, hint: str) -> Problem:
        return self._source.on(event.start_mark.line, event.start_mark.column, what, hint)

    def _before(self, error: yaml.MarkedYAMLError) -> _Slip | None:
        """Refuse what nests too deep before an error, or give the slip that stands in its way.

        PyYAML looks ahead of the events that it gives, and may refuse there what is too deep for itself. Where the
        text ends before the error, it gives them.
        """
        end = error.problem_mark.index if error.problem_mark else 0
        # A bracket opens two levels at the most: its own, and one for «a: b» in it.
        hidden = 2 * (self._text.count("[", self._given, end) + self._text.count("{", self._given, end))
        if len(self._open) + hidden <= MAX_DEPTH or end >= len(self._text):
            return None
        before = _Check(self._source, self._text[:end])
        slip = before.slip()
        self._cost_before = before.cost
        if len(before._open) > MAX_DEPTH:
            self.refused = before.refused
        is_in_the_way = self._text[end] in "[{" and before.values == self.values
        return slip if is_in_the_way else None

    def _slip_of(self, error: yaml.MarkedYAMLError) -> _Slip:
        english = error.problem or ""
        marks = (error.problem_mark, error.context_mark)
        mark = next(filter(None, reversed(marks) if _BEGAN_EARLIER.search(english) else marks), None)
        # Behind the last sign of the text there is nothing to see.
        index = min(mark.index, max(0, len(self._text.rstrip(" \n")) - 1)) if mark else 0
        start = self._text.rfind("\n", 0, index) + 1
        what, hint = texts.yaml_problem(english, self._text[start : index + 1].rstrip("\n"))
        problem = self._source.on(self._text.count("\n", 0, index), index - start, what, hint)
        return _Slip(problem, ends_document=_DOCUMENT_ENDED.search(english) is not None)
