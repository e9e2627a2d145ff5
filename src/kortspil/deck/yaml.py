"""Parse YAML into a tree of nodes with their places. Problems are collected and never raised.

Nothing is resolved or constructed: every scalar is the text that was written, so ``no``, ``12:30`` and dates stay text.
Anchors, aliases, deep nesting and too many values are refused.

The tree is built from PyYAML's events. PyYAML's own composers, in C and in Python, are not used: both follow aliases.
The one in C also overflows the stack on deep nesting, which ends the process.
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
"""The largest number of levels of nesting. A deck has six."""

MAX_VALUES = 250_000
"""The largest number of values in a text. A deck of 10,000 cards with four examples each has some 130,000."""

_MAX_SYNTAX_ERRORS = 25
"""The number of syntax errors after which a text is not scanned again."""

_MAX_COST = 500_000
"""The sum of the costs of all scans (``_Scan.cost``) after which a text is not scanned again."""

# PyYAML compares each directive with all those before it: a file of nothing else would take days. The pattern matches
# «%TAG» first and then looks back for the beginning of the line, because that search is faster.
_TAG_DIRECTIVE = re.compile(r"%TAG(?<![^\n]%TAG)")
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")

# PyYAML's messages for an error after the end of the document.
_AFTER_DOCUMENT = re.compile("another document|<document start>")
# PyYAML's messages for a construct that does not end. ``context_mark`` is where the construct begins, ``problem_mark``
# where PyYAML expected its end.
_DOES_NOT_END = re.compile(r"unexpected|expected ',' or|could not find expected ':'|alphabetic or numeric")

# The indentation, the dashes of list items and the key at the beginning of a line.
_LINE = re.compile(r"( *)((?:- +)*)([\w-]+:(?= |$))?")


# --- The tree


@dataclass(slots=True)
class _Placed:
    """The place of a node, from ``start`` to ``end``. ``tag`` is a tag that would change its type, or ""."""

    start: yaml.Mark
    end: yaml.Mark
    tag: str


@dataclass(slots=True)
class Scalar(_Placed):
    """A text. ``is_plain`` is true if it is written without quotes."""

    text: str
    is_plain: bool


@dataclass(slots=True)
class Sequence(_Placed):
    """A list."""

    items: list[Node]


@dataclass(slots=True)
class Mapping(_Placed):
    """Keys and their values."""

    pairs: list[tuple[Node, Node]]


Node = Scalar | Sequence | Mapping


class Composed(NamedTuple):
    """The result of ``compose``.

    ``root`` is the outermost node, or ``None`` if the text has none, is refused or was not read to its end. ``text`` is
    the text that the tree was built from: values with syntax errors are removed, and every line keeps its number.
    ``removed_lines`` are the lines, counted from 0, that were removed as a whole. If ``is_incomplete`` is true, the
    text was not read to its end, and there may be more syntax errors than ``problems`` has.
    """

    root: Node | None
    problems: list[Problem]
    text: str
    removed_lines: set[int]
    is_incomplete: bool = False


# --- Reading on after a syntax error


def compose(source: Source) -> Composed:
    """Parse a text, and report all its problems at once.

    PyYAML stops at the first syntax error. So the value on that line is removed and the text is scanned again, until no
    error is left. If there is then another error on the same line, it is not reported, and the whole line is removed.

    For speed, the scan after an error leaves out most list items above the error, which have been scanned before. The
    last scan is of the whole text.
    """
    problems = _tag_directives(source)
    removed_lines: set[int] = set()
    if problems:
        return Composed(None, problems, source.text, removed_lines)
    lines_with_errors: set[int] = set()
    lines = source.text.split("\n")
    lines_to_scan = lines.copy()
    cost = 0
    while True:
        scan = _Scan(source, "\n".join(lines_to_scan))
        error = scan.run()
        cost += scan.cost
        if scan.refused:
            # Checked after every scan: what the text is refused for may be further down than a syntax error.
            return Composed(None, problems + scan.refused, "\n".join(lines), removed_lines)
        if error is None and lines_to_scan == lines:
            text = "\n".join(lines)
            return Composed(_build_tree(text), problems, text, removed_lines)
        if error is None:
            lines_to_scan = lines.copy()
            continue
        line = error.problem.line - 1
        if line not in lines_with_errors:
            problems.append(error.problem)
        is_empty = not lines[line]
        if is_empty or len(problems) > _MAX_SYNTAX_ERRORS or cost > _MAX_COST:
            return Composed(None, problems, "\n".join(lines), removed_lines, is_incomplete=True)
        if error.is_after_document:
            lines[line:] = [""] * (len(lines) - line)
        elif not _remove_value(lines, line, whole_line=line in lines_with_errors):
            removed_lines.add(line)
        lines_with_errors.add(line)
        lines_to_scan[line:] = lines[line:]
        _leave_out_items(scan.block_lists, lines_to_scan, line)


def _tag_directives(source: Source) -> list[Problem]:
    found = itertools.islice(_TAG_DIRECTIVE.finditer(source.text), MOST_PROBLEMS)
    return [source.at(match.start(), texts.yaml_tag(match[0]), texts.YAML_TAG_HINT) for match in found]


def _remove_value(lines: list[str], line: int, *, whole_line: bool) -> bool:
    """Remove the value that begins on a line, with the lines below that belong to it.

    The key and the dashes before the value are kept, unless ``whole_line`` is true. Return whether any are left.
    """
    match = _LINE.match(lines[line])
    assert match is not None  # The pattern matches every line.
    indent, dashes, key = match.groups("")
    keeps_key = bool(dashes or key) and not whole_line
    lines[line] = f"{indent}{dashes}{key} ''" if keeps_key else ""
    if not (dashes or key):
        return False
    column = len(indent + dashes) if keeps_key and key else len(indent)
    for below in range(line + 1, len(lines)):
        if lines[below].strip() and _indentation(lines[below]) <= column:
            break
        lines[below] = ""
    return keeps_key


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _leave_out_items(block_lists: list[list[int]], lines: list[str], end: int) -> None:
    """Empty the lines of most list items above the line ``end``.

    Each list is given by the lines on which its items begin. Its first item is kept, because it sets the indentation
    of the list, and so are its last two, because the value that was removed at ``end`` may be part of them.
    """
    for item_lines in block_lists:
        if len(item_lines) < 4:
            continue
        second, next_to_last = item_lines[1], min(item_lines[-2], end)
        if second < next_to_last and _dash_column(lines[second]) == _dash_column(lines[next_to_last]) >= 0:
            lines[second:next_to_last] = [""] * (next_to_last - second)


def _dash_column(line: str) -> int:
    """Return the column of the dash at the beginning of a line, or -1 if the line has none."""
    bare = line.lstrip(" ")
    return _indentation(line) if bare.startswith("- ") or bare == "-" else -1


# --- PyYAML's events


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_loader()))


def _loader() -> Any:
    # The loader in C is many times as fast, but PyYAML may be built without it.
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _build_tree(text: str) -> Node | None:
    """Return the root node of a text without syntax errors, or ``None`` if the text has no node."""
    events = _events(text)
    return next((_build_node(event, events) for event in events if isinstance(event, yaml.NodeEvent)), None)


def _build_node(event: Any, events: Iterator[Any]) -> Node:
    """Return the node that begins with ``event``. The events up to its end are taken from ``events``."""
    start, end, tag = event.start_mark, event.end_mark, "" if event.tag in _PLAIN_TAGS else event.tag
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(start, end, tag, event.value, not event.style)
    children = []
    for child in events:
        end = child.end_mark
        if isinstance(child, yaml.CollectionEndEvent):
            break
        children.append(_build_node(child, events))
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(start, end, tag, children)
    return Mapping(start, end, tag, list(zip(children[::2], children[1::2], strict=True)))


class _SyntaxError(NamedTuple):
    """A syntax error. ``is_after_document`` is true if the document has already ended before it."""

    problem: Problem
    is_after_document: bool


class _Refused(Exception):
    """The text is refused, and the scan ends."""


class _Scan:
    """One scan of a text, up to its end or its first syntax error.

    ``refused`` has the problems for which the whole text is refused. ``values`` is the number of values that were
    scanned, and ``cost`` is that number plus one for every hundred characters before the error, a second scan included.
    For each list with dashes before its items, ``block_lists`` has the lines on which the items begin.

    A tag is not refused here: the reader of the tree reports it at its node. But a text with too many tags is refused.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.refused: list[Problem] = []
        self.values = 0
        self.block_lists: list[list[int]] = []
        self._source = source
        self._text = text
        self._tags: list[Problem] = []
        # One entry for each collection that has begun and not ended: its lines in ``block_lists``, or None.
        self._open: list[list[int] | None] = []
        self._end_of_event = 0
        self._characters = 0
        self._cost_of_second_scan = 0

    @property
    def cost(self) -> int:
        return self.values + self._characters // 100 + self._cost_of_second_scan

    def run(self) -> _SyntaxError | None:
        """Scan the text. Return its first syntax error, or ``None`` if it has none or is refused."""
        try:
            self._scan_events()
        except _Refused:
            return None
        except yaml.MarkedYAMLError as error:
            if error.problem_mark:
                self._characters = error.problem_mark.index
            return self._check_depth_before(error) or self._syntax_error(error)
        except (yaml.YAMLError, ValueError, OverflowError):
            # ValueError and OverflowError: PyYAML's parser in Python calls chr() for an escape beyond Unicode.
            problem = self._source.on(0, 0, *texts.yaml_problem("", ""))
            return _SyntaxError(problem, is_after_document=False)
        return None

    def _scan_events(self) -> None:
        for event in _events(self._text):
            start, self._end_of_event = event.start_mark, event.end_mark.index
            if isinstance(event, yaml.NodeEvent):
                self._scan_value(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and self.values:
                raise yaml.composer.ComposerError(None, None, "another document", start)

    def _scan_value(self, event: Any) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            self._refuse(event, texts.TOO_MUCH, texts.TOO_LARGE_HINT)
            raise _Refused
        if not isinstance(event, yaml.AliasEvent) and event.tag not in _PLAIN_TAGS:
            self._tags.append(self._problem(event, texts.yaml_tag(event.tag), texts.YAML_TAG_HINT))
            if len(self._tags) >= MOST_PROBLEMS:
                self.refused += self._tags
                raise _Refused
        item_lines = self._open[-1] if self._open else None
        if item_lines is not None:
            item_lines.append(event.start_mark.line)
        if isinstance(event, yaml.CollectionStartEvent):
            self._open_collection(event)
            if len(self._open) > MAX_DEPTH:
                self._refuse(event, texts.too_deep(MAX_DEPTH), texts.TOO_DEEP_HINT)
                raise _Refused
        if event.anchor:
            self._refuse(event, texts.YAML_ANCHOR, texts.YAML_ANCHOR_HINT)
            if len(self.refused) >= MOST_PROBLEMS:
                raise _Refused

    def _open_collection(self, event: Any) -> None:
        if isinstance(event, yaml.SequenceStartEvent) and not event.flow_style:
            item_lines: list[int] = []
            self.block_lists.append(item_lines)
            self._open.append(item_lines)
        else:
            self._open.append(None)

    def _refuse(self, event: Any, what: str, hint: str) -> None:
        self.refused.append(self._problem(event, what, hint))

    def _problem(self, event: Any, what: str, hint: str) -> Problem:
        return self._source.on(event.start_mark.line, event.start_mark.column, what, hint)

    def _check_depth_before(self, error: yaml.MarkedYAMLError) -> _SyntaxError | None:
        """Refuse the text if it is nested too deep before a syntax error.

        PyYAML reads ahead. When it raises an error, it may have read brackets whose events it has not returned yet, and
        too many of these may be the cause of the error. So the text before the error is scanned on its own, and
        PyYAML then returns the events of those brackets. If that second scan stops at another error before it gets to
        the brackets, return that other error.
        """
        end = error.problem_mark.index if error.problem_mark else 0
        # A bracket opens at most two levels: a list, and a mapping for «a: b» in it.
        unseen_levels = 2 * sum(self._text.count(bracket, self._end_of_event, end) for bracket in "[{")
        if len(self._open) + unseen_levels <= MAX_DEPTH or end >= len(self._text):
            return None
        before = _Scan(self._source, self._text[:end])
        error_before = before.run()
        self._cost_of_second_scan = before.cost
        if len(before._open) > MAX_DEPTH:
            self.refused = before.refused
        is_at_bracket = self._text[end] in "[{"
        return error_before if is_at_bracket and before.values == self.values else None

    def _syntax_error(self, error: yaml.MarkedYAMLError) -> _SyntaxError:
        english = error.problem or ""
        marks = [error.problem_mark, error.context_mark]
        if _DOES_NOT_END.search(english):
            marks.reverse()
        mark = next(filter(None, marks), None)
        # An error after the last character is shown at that character.
        index = min(mark.index, max(0, len(self._text.rstrip(" \n")) - 1)) if mark else 0
        start = self._text.rfind("\n", 0, index) + 1
        what, hint = texts.yaml_problem(english, self._text[start : index + 1].rstrip("\n"))
        problem = self._source.on(self._text.count("\n", 0, index), index - start, what, hint)
        return _SyntaxError(problem, is_after_document=_AFTER_DOCUMENT.search(english) is not None)
