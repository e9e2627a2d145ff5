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

_DANGER = re.compile(r"(?<![^\s\[{,])[*&][^\s*&]|^[ \-?:]{120}", re.MULTILINE)
_KINDS = {"MappingNode": "mapping", "SequenceNode": "sequence", "ScalarNode": "scalar"}
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class Field(NamedTuple):
    """What a mapping may hold under a key."""

    key: str
    required: bool = True


def compose(source: Source) -> tuple[yaml.Node | None, list[Problem]]:
    """The document's top node, and everything that is wrong with the text as YAML.

    After a syntax error the line's value is set aside and the text read again, so that one call reports what
    stands further down as well; the node then lacks only the words on those lines.
    """
    problems = list(_dangers(source)) if _is_dangerous(source.text) else []
    if problems:
        return None, problems
    text = source.text
    broken: set[int] = set()
    while True:
        node, problem, line = _compose_once(source, text)
        if problem is None:
            return node, problems
        problems.append(problem)
        mended = _set_aside(text, line)
        if mended is None or line in broken or len(broken) >= _MAX_RECOVERIES or len(text) > _RECOVERABLE_BYTES:
            return None, problems
        broken.add(line)
        text = mended


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _mark(event: Any) -> yaml.Mark:
    mark: yaml.Mark = event.start_mark
    return mark


def _is_dangerous(text: str) -> bool:
    return _DANGER.search(text) is not None or text.count("[") + text.count("{") > 150


def _dangers(source: Source) -> Iterator[Problem]:
    # The event stream is flat: no recursion and no expansion, however hostile the text is.
    import yaml

    depth = 0
    try:
        for event in yaml.parse(source.text, Loader=_loader()):
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
    except yaml.YAMLError:
        # The composer meets the same error and words it; what came before it is shallow and safe to compose.
        return


def _compose_once(source: Source, text: str) -> tuple[yaml.Node | None, Problem | None, int]:
    import yaml

    try:
        return yaml.compose(text, Loader=_loader()), None, 0
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "quoted scalar" in (error.context or "") and error.context_mark:
            mark = error.context_mark  # Where the quotation begins; the other mark is where the file ends.
        line, column = (mark.line, mark.column) if mark else (0, 0)
        what, remedy = texts.yaml_problem(error.problem or "")
        problem = source.on(line, column, what, remedy)
        return None, problem, problem.line - 1
    except (yaml.YAMLError, RecursionError):
        what, remedy = texts.yaml_problem("")
        return None, source.on(0, 0, what, remedy), 0


def _set_aside(text: str, line: int) -> str | None:
    lines = text.split("\n")
    match = re.match(r"([ ]*(?:- +)*(?:[\w-]+:(?= |$))?) ?(.+)$", lines[line])
    if match is None:
        return None
    lines[line] = f"{match[1]} 'x'"
    return "\n".join(lines)


class Reader:
    """Takes values out of nodes and collects what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def complain(self, node: yaml.Node, what: str, remedy: str) -> None:
        """Add a problem at the place where a node begins."""
        self.problems.append(self.source.on(node.start_mark.line, node.start_mark.column, what, remedy))

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
        for field in fields:
            if field.required and field.key not in found:
                self.complain(node, texts.missing_key(field.key, what), texts.missing_key_remedy(field.key))
        return found

    def text(self, node: yaml.Node, what: str) -> str:
        """A text that says something; "" where there is none."""
        value = self._children(node, "scalar", texts.expected_text(what))
        if value is None:
            return ""
        if HIDDEN.search(value):
            self.complain(node, texts.hidden_character(HIDDEN.findall(value)[0]), texts.HIDDEN_CHARACTER_REMEDY)
        elif not value.strip():
            self.complain(node, texts.empty_text(what), texts.empty_text_remedy(what))
        return str(value).strip()

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The nodes of a list with at least one item."""
        items = self._children(node, "sequence", texts.expected_list(what))
        if items is not None and not items:
            self.complain(node, texts.empty_list(what), texts.empty_list_remedy(what))
        return items or []

    def all_texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, what) for item in self.items(node, what))

    def _children(self, node: yaml.Node, kind: str, wrong_kind: tuple[str, str]) -> Any:
        if node.tag not in _PLAIN_TAGS:
            self.complain(node, texts.yaml_tag(node.tag), texts.YAML_TAG_REMEDY)
            return None
        if _KINDS.get(type(node).__name__) != kind:
            self.complain(node, *wrong_kind)
            return None
        return node.value
