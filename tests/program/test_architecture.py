"""Which packages may import each other, where each library is used, and where Danish sentences are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from repository import ROOT

SOURCE = ROOT / "src" / "kortspil"

LOWEST = {"messages", "errors"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "messages": {"errors"},
    "text": LOWEST,
    "system": LOWEST,
    "deck": {"text", "system"} | LOWEST,
    "meeting": {"deck"},
    "notes": {"meeting", "deck", "text", "system"} | LOWEST,
    "minutes": {"notes", "meeting", "deck", "text", "system"} | LOWEST,
    "export": {"minutes", "notes", "meeting", "deck", "text", "system"} | LOWEST,
    "ui": {"minutes", "notes", "meeting", "deck", "text", "system"} | LOWEST,
    "cli": {"ui", "export", "minutes", "notes", "meeting", "deck", "text", "system"} | LOWEST,
    "__main__": {"cli"},
    "__init__": set(),
}
"""The packages of the program, each with the packages that it may import."""

PLACES_OF: dict[str, set[str]] = {
    "typer": {"cli"},
    "rich": {"ui", "cli"},
    "prompt_toolkit": {"ui"},
    "wcwidth": {"ui"},
    "yaml": {"deck"},
    "filelock": {"system"},
    "platformdirs": {"system"},
    "jinja2": {"export"},
    "markupsafe": {"export"},
    "docx": {"export"},
    "xlsxwriter": {"export"},
    "typst": {"export"},
    "psutil": {"export"},
}
"""The libraries, each with the packages that may import it."""

MOST_ENTRIES = 16


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Return every module of the program with its syntax tree."""
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in sorted(SOURCE.rglob("*.py")))


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def imported(tree: ast.AST) -> tuple[str, ...]:
    """Return the dotted names that a module imports, at its top or inside a function."""
    return tuple(_imported(tree))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_package_imports_only_packages_below_it() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path, tree in modules()
        for name in imported(tree)
        if name.startswith("kortspil.")
        and name.split(".")[1] not in MAY_IMPORT[package_of(path)] | {package_of(path), "__version__"}
    ]
    assert not wrong


def test_no_package_is_below_one_that_is_below_it() -> None:
    def below(package: str) -> set[str]:
        return MAY_IMPORT[package] | {far for near in MAY_IMPORT[package] for far in below(near)}

    assert not [package for package in MAY_IMPORT if package in below(package)]


def test_a_library_is_imported_only_where_it_belongs() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path, tree in modules()
        for name in imported(tree)
        if (library := name.split(".")[0]) in PLACES_OF and package_of(path) not in PLACES_OF[library]
    ]
    assert not wrong


def test_keys_are_read_only_in_the_terminal_and_shown_only_on_the_screen() -> None:
    for path, tree in modules():
        libraries = {name.split(".")[0] for name in imported(tree)} & {"prompt_toolkit", "rich"}
        part = path.relative_to(SOURCE).as_posix()
        assert "prompt_toolkit" not in libraries or part.startswith("ui/terminal/")
        assert "rich" not in libraries or part.startswith(("ui/screen/", "cli/progress"))


def test_the_rules_of_a_meeting_use_no_files_no_clock_and_no_randomness() -> None:
    for path, tree in modules():
        if package_of(path) == "meeting":
            found = {name.split(".")[0] for name in imported(tree)}
            assert not found & {"os", "io", "pathlib", "time", "sys", "secrets", "uuid", "subprocess", "locale"}
            # The deck is shuffled by a Random that the caller passes.
            assert {name for name in imported(tree) if name.startswith("random")} <= {"random.Random"}
            assert not re.search(r"\b(now|today|utcnow|Random)\(", path.read_text("utf-8")), path


def test_the_root_package_has_few_entries() -> None:
    entries = [path.name for path in SOURCE.iterdir() if path.name != "__pycache__"]
    assert len(entries) <= MOST_ENTRIES
    assert {name.removesuffix(".py") for name in entries} - {"py.typed"} == set(MAY_IMPORT)


def test_the_tests_mirror_the_packages() -> None:
    packages = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    others = {"browser", "corpus", "golden", "guard", "program", "sources", "support"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - {"__pycache__", ".hypothesis"}
    assert folders - others == packages - {"system"}


# --- Danish sentences are in one package

NOT_SAID = {
    # The values of enums, and letters that typed names may hold.
    "no such card", "card is gone", "no open card", "card is open", "no note here", "nothing to review",
    "not here and now", "nothing to undo", "æ", "ø", "å", "Æ", "Ø", "Å", "æøåØÅ",
}  # fmt: skip
SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+|[æøåÆØÅ]")
"""Three words in a row, or a Danish letter."""


def test_no_sentence_for_users_is_outside_the_messages() -> None:
    for path, tree in modules():
        if package_of(path) == "messages" or path == SOURCE / "notes" / "words.py":
            continue
        unsaid = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        unsaid |= {id(part) for node in ast.walk(tree) if _is_pattern(node) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unsaid:
                is_said = SENTENCE.search(node.value) and node.value not in NOT_SAID
                assert not is_said, f"{path}:{node.lineno}: {node.value!r}"


def _is_pattern(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
