"""A case file, Markdown under a few lines of front matter, to a ``Case``; and the cases in a folder."""

from __future__ import annotations

import re
from pathlib import Path

from kortspil.deck import Case
from kortspil.errors import BadFile, Problem
from kortspil.textfile import Source, read
from kortspil.texts import loading as texts
from kortspil.yamlnodes import Field, Reader, compose

_FRONT = re.compile(r"---\n(.*?)\n---(?:\n|\Z)", re.DOTALL)
_FIELDS = (Field("title"), Field("department"), Field("source"))


def names(folder: Path) -> tuple[str, ...]:
    """The names of the cases in a folder, in order. A name is the file's, without its suffix."""
    return tuple(sorted(path.stem for path in folder.glob("*.md")))


def load(path: Path) -> Case:
    """The case in a file. Raises ``BadFile`` with every problem, ``WrongCall`` or ``FileTrouble``."""
    source, problems = read(path, str(path))
    case = None
    if source is not None:
        case, problems = parse(source, path.stem)
    if case is None or problems:
        raise BadFile(texts.bad_case(str(path), len(problems)), tuple(problems))
    return case


def parse(source: Source, name: str) -> tuple[Case | None, list[Problem]]:
    """The case and all problems. ``None`` where no case can be made."""
    hidden = source.hidden_characters()
    if hidden:
        return None, hidden
    front = _FRONT.match(source.text)
    if front is None:
        return None, [source.at(0, texts.NO_FRONT_MATTER, texts.NO_FRONT_MATTER_REMEDY)]
    # One empty line in front stands for the «---», so that lines count as in the file.
    composed = compose(Source(source.name, "\n" + front[1] + "\n"))
    if composed.node is None and not composed.problems:
        return None, [source.at(0, texts.NO_FRONT_MATTER, texts.NO_FRONT_MATTER_REMEDY)]
    reader = Reader(source, composed)
    fields = reader.fields(composed.node, texts.A_CASE, _FIELDS) if composed.node is not None else {}
    title, department, origin = (
        reader.text(fields[field.key], field.key) if field.key in fields else "" for field in _FIELDS
    )
    paragraphs = tuple(_paragraphs(source.text[front.end() :]))
    problems = reader.problems()
    if not paragraphs:
        problems.append(source.at(front.end(1) + 1, texts.EMPTY_CASE, texts.EMPTY_CASE_REMEDY))
    return (None if problems else Case(name, title, department, origin, paragraphs)), problems


def _paragraphs(body: str) -> list[str]:
    paragraphs = [""]
    for line in map(str.strip, body.split("\n")):
        # A heading and a list item stand alone, with or without an empty line around them.
        if not line or line.startswith(("# ", "- ")) or paragraphs[-1].startswith("# "):
            paragraphs.append(line)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}".strip()
    return [paragraph for paragraph in paragraphs if paragraph]
