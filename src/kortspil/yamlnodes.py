"""YAML text to values that know where they stand; every complaint is a ``Problem``, none is raised.

Nothing is resolved and nothing is constructed: a value is the text that was written, so ``no``, ``12:30`` and
dates stay what they are. Anchors, aliases, tags, deep nesting and more than can be read at once are refused.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kortspil.errors import MOST_PROBLEMS, Problem
from kortspil.textfile import Source
from kortspil.texts import loading as texts
from kortspil.yamltree import Part, Tree

if TYPE_CHECKING:
    import yaml

MAX_EVENTS = 1_350_000
"""How much is read of one text: a hundred thousand cards of thirteen events, as they are with four examples."""

_RECOVERABLE_BYTES = 1024 * 1024
_MAX_RECOVERIES = 25

# PyYAML compares each of them with all before it: a file of nothing else would take days. The beginning of the line
# is asked for last, since the letters are found many times as fast.
_TAG_DIRECTIVE = re.compile(r"%TAG(?<![^\n]%TAG)")
_LINE = re.compile(r"( *)((?:- +)*)([\w-]+:(?= |$))?")
# What PyYAML sees only where it should have ended: the other mark is where it began.
_BEGAN_EARLIER = re.compile(r"unexpected|expected ',' or|could not find expected ':'|alphabetic or numeric")
_DOCUMENT_ENDED = re.compile(r"another document|<document start>")


class Composed(NamedTuple):
    """What a text is as YAML.

    ``top`` is the whole, and ``problems`` all that is wrong with the text. Indices count in ``written``: the text
    without the values that were set aside, line for line. ``lost`` are the lines that went as a whole, and ``remarks``
    are those of the ``Tree``.
    """

    top: Part | None
    problems: list[Problem]
    written: Source
    lost: set[int]
    remarks: dict[int, int]


def compose(source: Source) -> Composed:
    """Read a text as YAML.

    After a syntax error the value on its line is set aside and the text read again, so that one call reports what
    stands further down as well. A line that still cannot be read is lost as a whole, and complained of once.
    """
    problems = _tag_directives(source)
    if problems:
        return Composed(None, problems, source, set(), {})
    broken: set[int] = set()
    lost: set[int] = set()
    written = source
    # For all the times that the text is read.
    left = MAX_EVENTS
    while True:
        tree = Tree(written.text)
        problem, is_end = _grow(source, written, tree, left)
        left = tree.left
        if tree.dangers:
            # Asked anew of every mended text: what stands behind an error comes to light only then.
            problems += (source.on(*written.place(start), *said) for start, *said in tree.dangers)
            return Composed(None, problems, written, lost, {})
        if problem is None:
            if tree.reached is not None and not problems:
                problems.append(source.at(tree.reached, texts.TOO_MUCH, texts.TOO_LARGE_REMEDY))
            return Composed(tree.top, problems, written, lost, tree.remarks)
        line = problem.line - 1
        if line not in broken:
            problems.append(problem)
        is_spent = len(problems) > _MAX_RECOVERIES or not left
        lines = [] if is_spent or len(written.text) > _RECOVERABLE_BYTES else written.text.split("\n")
        if not lines or not lines[line]:
            return Composed(None, problems, written, lost, {})
        if is_end:
            lines[line:] = [""] * (len(lines) - line)
        elif not _set_aside(lines, line, whole=line in broken):
            lost.add(line)
        broken.add(line)
        written = Source(source.name, "\n".join(lines))


def _tag_directives(source: Source) -> list[Problem]:
    found = itertools.islice(_TAG_DIRECTIVE.finditer(source.text), MOST_PROBLEMS)
    return [source.at(match.start(), texts.yaml_tag(match[0]), texts.YAML_TAG_REMEDY) for match in found]


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _grow(source: Source, written: Source, tree: Tree, most: int) -> tuple[Problem | None, bool]:
    """The problem that the text cannot be read for, if any, and whether the document ends where it stands."""
    import yaml

    try:
        tree.grow(_loader(), most)
    except yaml.MarkedYAMLError as error:
        english = error.problem or ""
        index = _index(error, tree.text)
        line, column = written.place(index)
        what, remedy = texts.yaml_problem(english, tree.text[index - column : index + 1].rstrip("\n"))
        return source.on(line, column, what, remedy), _DOCUMENT_ENDED.search(english) is not None
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML's Python parser lets chr() fail on an escape that is no character.
        return source.on(0, 0, *texts.yaml_problem("", "")), False
    return None, False


def _index(error: yaml.MarkedYAMLError, text: str) -> int:
    """Where an error stands: never behind the last sign of the text, where there is nothing to see."""
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if _BEGAN_EARLIER.search(error.problem or "") else marks), None)
    return min(mark.index, max(0, len(text.rstrip(" \n")) - 1)) if mark else 0


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
