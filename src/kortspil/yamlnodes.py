"""YAML text to nodes that know where they stand; every complaint is a ``Problem``, none is raised.

Nothing is resolved and nothing is constructed: a value is the text that was written, so ``no``, ``12:30`` and
dates stay what they are. Anchors, aliases, tags and deep nesting are refused before a tree is built: a deck needs
none of them, an alias can grow without end, and PyYAML's C composer dies with the process on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kortspil.errors import Problem
from kortspil.textfile import HIDDEN, Source
from kortspil.texts import loading as texts

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 12
"""A deck nests six deep."""

_RECOVERABLE_BYTES = 1024 * 1024
_MAX_RECOVERIES = 25

_DANGER = re.compile(r"(?<!\w)[*&][^\s*&]|^[ \-?:]{120}", re.MULTILINE)
_LINE = re.compile(r"( *)((?:- +)*)([\w-]+:(?= |$))?")
# What PyYAML sees only where it should have ended: the other mark is where it began.
_BEGAN_EARLIER = re.compile(r"unexpected|expected ',' or|could not find expected ':'|alphabetic or numeric")
_HASHTAG = re.compile(r" +(?=#[^\s#])")
_DOCUMENT_ENDED = re.compile(r"another document|<document start>")
_KINDS = {"MappingNode": "mapping", "SequenceNode": "sequence", "ScalarNode": "scalar"}
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class Field(NamedTuple):
    """What a mapping may hold under a key."""

    key: str
    required: bool = True


class Composed(NamedTuple):
    """A document's top node, everything that is wrong with the text as YAML, and the lines that the node lacks."""

    node: yaml.Node | None
    problems: list[Problem]
    lost: set[int]


def compose(source: Source) -> Composed:
    """Read a text as YAML.

    After a syntax error the value on its line is set aside and the text read again, so that one call reports what
    stands further down as well. A line that still cannot be read is lost as a whole, and complained of once.
    """
    problems: list[Problem] = []
    broken: set[int] = set()
    lost: set[int] = set()
    text = source.text
    while True:
        # Asked anew of every mended text: what stands behind an error comes to light only then.
        dangers = list(_dangers(source, text)) if _is_dangerous(text) else []
        if dangers:
            return Composed(None, [*problems, *dangers], lost)
        node, problem, is_end = _compose_once(source, text)
        if problem is None:
            return Composed(node, problems, lost)
        line = problem.line - 1
        if line not in broken:
            problems.append(problem)
        lines = text.split("\n")
        if not lines[line] or len(problems) > _MAX_RECOVERIES or len(text) > _RECOVERABLE_BYTES:
            return Composed(None, problems, lost)
        if is_end:
            lines[line:] = [""] * (len(lines) - line)
        elif not _set_aside(lines, line, whole=line in broken):
            lost.add(line)
        broken.add(line)
        text = "\n".join(lines)


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _mark(event: Any) -> yaml.Mark:
    mark: yaml.Mark = event.start_mark
    return mark


def _is_dangerous(text: str) -> bool:
    return _DANGER.search(text) is not None or text.count("[") + text.count("{") > 150


def _dangers(source: Source, text: str) -> Iterator[Problem]:
    # The event stream is flat: no recursion and no expansion, however hostile the text is.
    import yaml

    depth = 0
    try:
        for event in yaml.parse(text, Loader=_loader()):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark = _mark(event)
                yield source.on(mark.line, mark.column, texts.YAML_ANCHOR, texts.YAML_ANCHOR_REMEDY)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    mark = _mark(event)
                    yield source.on(mark.line, mark.column, texts.too_deep(MAX_DEPTH), texts.TOO_DEEP_REMEDY)
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError, OverflowError):
        # The composer meets the same error and words it; what came before it is shallow and safe to compose.
        return


def _compose_once(source: Source, text: str) -> tuple[yaml.Node | None, Problem | None, bool]:
    """The node or the problem, and whether the document ends where the problem stands."""
    import yaml

    try:
        return yaml.compose(text, Loader=_loader()), None, False
    except yaml.MarkedYAMLError as error:
        english = error.problem or ""
        line, column = _place(error, text)
        what, remedy = texts.yaml_problem(english, text.split("\n")[line][: column + 1])
        return None, source.on(line, column, what, remedy), _DOCUMENT_ENDED.search(english) is not None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        # PyYAML's Python parser lets chr() fail on an escape that is no character.
        return None, source.on(0, 0, *texts.yaml_problem("", "")), False


def _place(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int]:
    """The line and the column of an error: never behind the last sign of the text, where there is nothing to see."""
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if _BEGAN_EARLIER.search(error.problem or "") else marks), None)
    last = max(0, len(text.rstrip(" \n")) - 1)
    if mark is None or mark.index <= last:
        return (mark.line, mark.column) if mark else (0, 0)
    return text.count("\n", 0, last), last - text.rfind("\n", 0, last) - 1


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


class Reader:
    """Takes values out of nodes and collects what is wrong with them.

    Of what ``compose`` has set aside there is no second complaint.
    """

    def __init__(self, source: Source, composed: Composed) -> None:
        self.source = source
        self._problems = list(composed.problems)
        self._broken = {problem.line - 1 for problem in composed.problems}
        self._lost = composed.lost

    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order it stands in the text."""
        return sorted(self._problems, key=lambda problem: (problem.line, problem.column))

    def complain(self, node: yaml.Node, what: str, remedy: str) -> None:
        """Add a problem at the place where a node begins."""
        line = node.start_mark.line
        if not node.value and (line in self._broken or line + 1 in self._lost):
            return
        self._problems.append(self.source.on(line, node.start_mark.column, what, remedy))

    def fields(self, node: yaml.Node, what: str, fields: tuple[Field, ...]) -> Mapping[str, yaml.Node]:
        """The nodes of a mapping by key. ``what`` names the mapping in messages («et kort»)."""
        found: dict[str, yaml.Node] = {}
        pairs = self._children(node, "mapping", texts.expected_mapping(what, [field.key for field in fields]))
        if pairs is None:
            return found
        known = {field.key for field in fields}
        for key_node, value in pairs:
            key = key_node.value if isinstance(key_node.value, str) else ""
            if key in found:
                self.complain(key_node, texts.duplicate_key(key), texts.DUPLICATE_KEY_REMEDY)
            elif key not in known:
                self.complain(key_node, texts.unknown_key(key, what), texts.unknown_key_remedy(key, sorted(known)))
            else:
                found[key] = value
        whole = self._lost.isdisjoint(range(node.start_mark.line, node.end_mark.line + 1))
        for field in fields:
            if whole and field.required and field.key not in found:
                self.complain(node, texts.missing_key(field.key, what), texts.missing_key_remedy(field.key))
        return found

    def text(self, node: yaml.Node, what: str, *, in_list: bool = False) -> str:
        """A text that says something; "" where there is none."""
        value = self._children(node, "scalar", texts.expected_text(what, in_list=in_list))
        if value is None:
            return ""
        end = node.end_mark
        # YAML takes «#3» behind a bare text for a remark, and leaves it out without a word.
        hashtag = None if getattr(node, "style", None) else _HASHTAG.match(self.source.line(end.line), end.column)
        if HIDDEN.search(value):
            self.complain(node, texts.hidden_character(HIDDEN.findall(value)[0]), texts.HIDDEN_CHARACTER_REMEDY)
        elif hashtag:
            self._problems.append(self.source.on(end.line, hashtag.end(), texts.HASH, texts.HASH_REMEDY))
        elif not value.strip():
            self.complain(node, *texts.empty_text(what, in_list=in_list))
        return str(value).strip()

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The nodes of a list with at least one item."""
        items = self._children(node, "sequence", texts.expected_list(what))
        if items is not None and not items:
            self.complain(node, texts.empty_list(what), texts.empty_list_remedy(what))
        return items or []

    def all_texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, what, in_list=True) for item in self.items(node, what))

    def _children(self, node: yaml.Node, kind: str, wrong_kind: tuple[str, str]) -> Any:
        if node.tag not in _PLAIN_TAGS:
            self.complain(node, texts.yaml_tag(node.tag), texts.YAML_TAG_REMEDY)
            return None
        if _KINDS.get(type(node).__name__) != kind:
            if node.start_mark.line not in self._broken:
                self.complain(node, *wrong_kind)
            return None
        return node.value
