"""Read a case file, which is Markdown with YAML front matter, into a ``Case``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kortspil.deck.model import Case
from kortspil.deck.reader import Fields, Reader
from kortspil.deck.source import Source, read
from kortspil.deck.yaml import Node, compose
from kortspil.errors import MOST_PROBLEMS, InvalidFile, Problem
from kortspil.messages import deck_files as texts

_MAX_BYTES = 2 * 1024 * 1024
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---(?:\n|\Z)", re.DOTALL)
_FIELDS: Fields = {"title": True, "department": True, "source": True}


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of the cases in a folder, sorted. A case is named after its file, without the suffix."""
    return tuple(sorted(path.stem for path in folder.glob("*.md")))


def load(path: Path) -> Case:
    """Return the case in a file.

    Raises ``InvalidFile`` with every problem of the case, and the errors of ``source.read``.
    """
    source, problems = read(path, _MAX_BYTES, texts.TOO_LARGE_CASE_HINT)
    case = None
    if source is not None:
        case, problems = parse(source, path.stem)
    if case is None or problems:
        at_least = len(problems) >= MOST_PROBLEMS
        raise InvalidFile(texts.bad_case(str(path), len(problems), at_least=at_least), tuple(problems))
    return case


def parse(source: Source, name: str) -> tuple[Case | None, list[Problem]]:
    """Return the case in a text and an empty list, or ``None`` and all problems in the order of the text.

    ``name`` is the name of the case.
    """
    hidden = source.hidden_characters()
    if hidden:
        return None, hidden
    front = _FRONT_MATTER.match(source.text)
    if front is None:
        return None, [source.at(0, texts.NO_FRONT_MATTER, texts.NO_FRONT_MATTER_HINT)]
    # An empty line in place of the first «---» keeps the line numbers of the file.
    composed = compose(Source(source.name, "\n" + front[1] + "\n"))
    if composed.root is None and not composed.problems:
        return None, [source.at(0, texts.NO_FRONT_MATTER, texts.NO_FRONT_MATTER_HINT)]
    reader = Reader(source, composed)
    fields = reader.make(lambda node: _front_matter(reader, node), composed.root) if composed.root is not None else None
    paragraphs = tuple(_paragraphs(source.text[front.end() :]))
    problems = reader.problems()
    if not paragraphs:
        problems.append(source.at(front.end(1) + 1, texts.EMPTY_CASE, texts.EMPTY_CASE_HINT))
    if problems or fields is None:
        return None, problems
    return Case(name, *fields, paragraphs), problems


def _front_matter(reader: Reader, node: Node) -> tuple[str, str, str]:
    fields = reader.fields(node, texts.A_CASE, _FIELDS)
    title, department, source = (reader.text(fields[key], key) if key in fields else "" for key in _FIELDS)
    return title, department, source


def _paragraphs(body: str) -> Iterator[str]:
    lines: list[str] = []
    for line in map(str.strip, body.split("\n")):
        # A heading and a list item are paragraphs of their own, even without an empty line around them.
        if lines and (not line or line.startswith(("# ", "- ")) or lines[0].startswith("# ")):
            yield " ".join(lines)
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield " ".join(lines)
