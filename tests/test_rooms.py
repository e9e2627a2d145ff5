"""The house holds its shape: which room may know which, what is imported when, and where the Danish is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "kortspil"

THE_WORLD = {
    "docx", "filelock", "jinja2", "markupsafe", "platformdirs", "prompt_toolkit", "psutil", "rich", "typer",
    "typst", "xlsxwriter", "yaml",
}  # fmt: skip
MAY_KNOW: dict[str, set[str]] = {
    # The rooms in the order things flow: deck, session, view; session, journal, minutes, export.
    "deck": set(),
    "disk": set(),
    "reactions": {"acting", "deck", "events", "game", "replies", "session", "texts", "view"},
    "alarm": {"game", "session", "timing", "writing"},
    "lasttime": {"events", "journal", "session"},
    "people": {"texts"},
    "selection": {"archive", "errors", "journal", "texts"},
    "shipped": {"deck", "deckfile", "places"},
    "patterns": {"texts"},
    "errors": set(),
    "filenames": {"errors", "texts"},
    "harmless": set(),
    "lookup": set(),
    "marktext": set(),
    "places": {"platformdirs"},
    "texts": set(),
    "timing": set(),
    "shelf": {"deck", "lookup"},
    "textfile": {"errors", "texts"},
    "yamltree": {"errors", "texts", "yaml"},
    "yamlnodes": {"errors", "textfile", "texts", "yaml", "yamltree"},
    "nodereader": {"errors", "textfile", "texts", "yamlnodes", "yamltree"},
    "deckfile": {"deck", "errors", "nodereader", "textfile", "texts", "yamlnodes", "yamltree"},
    "casefile": {"deck", "errors", "nodereader", "textfile", "texts", "yamlnodes", "yamltree"},
    "owncards": {
        "deck", "deckfile", "disk", "errors", "lock", "textfile", "texts", "wholefile", "yamlnodes", "yamltree",
    },
    "events": set(),
    "session": {"deck", "events", "timing"},
    "wholefile": {"disk", "errors", "texts"},
    "journal": {"deck", "events", "marktext", "texts"},
    "lock": {"filelock"},
    "notesfile": {"disk", "errors", "journal", "lock", "texts"},
    "lately": set(),
    "archive": {"disk", "errors", "events", "journal", "lately", "lock", "texts", "wholefile"},
    "deletion": {"disk", "errors", "journal", "lock", "texts", "wholefile"},
    "resume": {"deck", "events", "journal", "session"},
    "days": {"patterns", "texts"},
    "promise": {"days", "patterns", "texts"},
    "minutes": {"deck", "events", "journal", "promise"},
    "export": {
        "deck", "docx", "errors", "events", "harmless", "jinja2", "marktext", "markupsafe", "minutes", "psutil",
        "texts", "typst", "xlsxwriter",
    },
    "keymap": {"events", "people", "session", "texts"},
    "game": {"deck", "errors", "events", "journal", "notesfile", "resume", "session"},
    "dialogs": {"editor", "elsewhere", "errors", "game", "session", "texts", "view", "window"},
    "elsewhere": {"errors", "filenames", "game", "places", "texts"},
    "replies": {"deck", "events", "game", "keymap", "promise", "session", "texts"},
    "streams": {"texts"},
    "spoken": {"deck", "game", "keymap", "replies", "session", "texts", "timing"},
    "reminders": {"game", "texts", "timing"},
    "unsaved": {"events", "resume", "session"},
    "dictation": {"events", "keymap", "session", "texts"},
    "plain": {
        "deck", "dictation", "elsewhere", "events", "game", "harmless", "keymap", "reminders", "replies",
        "session", "shelf", "spoken", "texts", "unsaved",
    },
    "view": {"deck", "events", "harmless", "keymap", "replies", "rich", "session", "texts", "timing"},
    "window": set(),
    "terminal": {"tty_posix", "tty_windows", "window"},
    "tty_posix": {"presses", "prompt_toolkit", "window"},
    "tty_windows": {"presses", "prompt_toolkit", "window"},
    "presses": {"prompt_toolkit", "window"},
    "editor": {"prompt_toolkit", "window"},
    "frame": {"game", "rich", "steering", "terminal", "texts", "view", "window"},
    "writing": {"editor", "events", "resume", "session", "texts", "view", "window"},
    "steering": {"keymap", "replies", "session", "texts", "view", "window"},
    "fullscreen": {
        "alarm", "deck", "dialogs", "errors", "events", "frame", "game", "keymap", "reactions", "replies", "session",
        "steering", "terminal", "texts", "view", "window", "writing",
    },
    "commands": {"archive", "events", "journal", "lasttime", "places", "session"},
    "cli": {
        "archive", "casefile", "commands", "days", "deck", "deckfile", "deletion", "errors", "events", "export",
        "filenames", "fullscreen", "game", "harmless", "journal", "lately", "lock", "lookup", "minutes", "notesfile",
        "owncards", "people", "places", "plain", "resume", "rich", "selection", "session", "shelf", "shipped",
        "streams", "texts", "timing", "typer", "wholefile",
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_in(path: Path) -> set[str]:
    """The rooms and the outside libraries that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module == "kortspil"
            names = [f"kortspil.{alias.name}" for alias in node.names] if whole else [node.module]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            if first == "kortspil" and rest:
                found.add(rest[0])
            elif first in THE_WORLD:
                found.add(first)
    return found - {"__version__"}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_knows_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_KNOW, f"{room} is a new room: say what it may know"
    assert imports_in(path) - {room} <= MAY_KNOW[room]


def test_the_table_of_rooms_is_no_wider_than_the_house() -> None:
    known: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        known.setdefault(room_of(path), set()).update(imports_in(path) - {room_of(path)})
    assert known == MAY_KNOW


def test_nothing_flows_back() -> None:
    def reach(room: str, seen: frozenset[str] = frozenset()) -> set[str]:
        rooms = MAY_KNOW.get(room, set()) - seen
        return rooms | {far for near in rooms for far in reach(near, seen | rooms | {room})}

    assert not reach("session") & {"journal", "view", "game", "keymap", "texts", "rich"}
    assert not reach("journal") & {"session", "view", "rich", "typer"}
    assert not reach("export") & {"session", "terminal", "view", "rich", "typer"}
    assert not reach("game") & {"yaml", "typer", "export", "view", "rich"}
    assert not reach("view") & {"yaml", "typer", "terminal", "window", "prompt_toolkit"}
    assert not reach("deckfile") & {"session", "rich", "typer"}


# --- Every Danish sentence lives in one place


_SAYS_WHAT_STANDS_IN_NOTES = SOURCE / "journal" / "words.py"


def test_no_sentence_is_said_outside_the_texts() -> None:
    # Three words in a row, or a letter that only Danish has. Docstrings and patterns are not said.
    sentence = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+|[æøåÆØÅ]")
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        unsaid = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        unsaid |= {id(part) for node in ast.walk(tree) if _is_pattern(node) for part in ast.walk(node)}
        for node in ast.walk(tree) if room_of(path) != "texts" and path != _SAYS_WHAT_STANDS_IN_NOTES else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unsaid:
                is_said = sentence.search(node.value) and node.value not in _NOT_SAID
                assert not is_said, f"{path}:{node.lineno}: {node.value!r}"


def _is_pattern(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile"


_NOT_SAID = {
    # The values of enums, and the letters that a typed name or a line may hold.
    "no such card", "card is gone", "no open card", "card is open", "no note here", "nothing to review",
    "not here and now", "nothing to undo", "æ", "ø", "å", "Æ", "Ø", "Å", "æøåØÅ",
}  # fmt: skip
