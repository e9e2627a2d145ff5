"""What is imported when, held to the module: a slow start must not creep back. Lists lie in ``tests/golden/imports``.

The program runs as from a wheel, with KL's deck ready beside its modules.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import golden
from programs import PATIENCE_SECONDS

ROOT = Path(__file__).parents[1]

LIBRARIES = {
    "docx", "filelock", "jinja2", "lxml", "markdown_it", "markupsafe", "platformdirs", "prompt_toolkit", "psutil",
    "pydantic", "pygments", "rich", "rpds", "typer", "typst", "xlsxwriter", "yaml",
}  # fmt: skip
FLOORS = {"rich": "rich.console, rich.segment, rich.style, rich.color, rich.text, rich.cells"}
"""What must be imported of a library that the program uses, where that is not the library's name."""
HELD_WHOLE = {"rich", "typer"}
"""Libraries with submodules that cost milliseconds, beyond what must be imported of them."""
_OLD, _NEW = {"importlib.abc", "locale", "textwrap", "uu"}, {"ipaddress", "urllib", "urllib.parse"}
_OTHERS = _OLD if sys.version_info < (3, 11) else _NEW if sys.version_info >= (3, 12) else set()
MAY_BE = {*_OTHERS, "unicodedata"}
"""What is not in the lists, which Python 3.11 wrote: other versions, and Python 3.10 with the libraries' lowest, import
it for the same. The last is imported where a module is compiled that names a sign by «\\N»."""

_SEEN = """
import os, sys
def seen(*_):
    names = sorted(sys.modules)
    os.write(2, ("MODULES " + " ".join(names) + " END").encode()); os._exit(0)
import kortspil
kortspil.__path__.append({beside!r})
"""


@pytest.fixture(scope="session")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel has beside the modules."""
    sys.path.insert(0, str(ROOT))
    try:
        import hatch_build
    finally:
        sys.path.remove(str(ROOT))
    folder = tmp_path_factory.mktemp("beside")
    (folder / "ready_deck.py").write_text(hatch_build.ready(ROOT / "data" / "cards.yaml"), "utf-8")
    return folder


def run(*words: str) -> str:
    return f"sys.argv = ['kortspil', *{list(words)!r}]\nfrom kortspil.__main__ import main\nmain()"


def imported_by(code: str, beside: Path, typed: str = "", **more: str) -> set[str]:
    """The modules that are loaded when a program has come to its end."""
    script = _SEEN.format(beside=str(beside)) + f"import atexit; atexit.register(seen)\n{code}\n"
    result = subprocess.run(
        [sys.executable, "-c", script], input=typed.encode(), capture_output=True, check=False,
        timeout=PATIENCE_SECONDS, env={**os.environ, **more},
    )  # fmt: skip
    said = result.stderr.decode()
    assert "Traceback" not in said
    return set(said.rpartition("MODULES ")[2].removesuffix(" END").split())


@cache
def floor(libraries: frozenset[str], beside: Path) -> frozenset[str]:
    """What libraries, and Python itself, import before the program has asked for more."""
    asked = ", ".join(FLOORS.get(library, library) for library in sorted(libraries))
    return frozenset(imported_by(f"import {asked}" if asked else "pass", beside))


def matches(name: str, modules: set[str], beside: Path) -> None:
    """Assert that a list has what is imported: of our modules and of others' libraries those in it and no others, and
    of everything else, which is another with each Python, none but those in it."""
    ours = {module for module in modules if module.startswith("kortspil.")}
    theirs = {module.partition(".")[0] for module in modules} & LIBRARIES
    more = {module for module in modules - floor(frozenset(theirs), beside) - ours - theirs if _is_held(module)}
    path = f"imports/{name}.txt"
    if not os.environ.get("UPDATE_GOLDEN"):
        listed = {module for module in golden.text(path).split() if _is_held(module)} - ours - theirs
        creeping = more - listed - MAY_BE
        assert not creeping
        more = listed
    golden.matches(path, "\n".join([*sorted(theirs), *sorted(ours), *sorted(more)]) + "\n")


def _is_held(module: str) -> bool:
    # What has an underscore before a name is how somebody else divides a module, which no two of its versions share.
    first, *rest = module.split(".")
    is_inner = any(part.startswith("_") for part in (first, *rest))
    return module != "kortspil" and not is_inner and (first in HELD_WHOLE or first not in LIBRARIES)


CALLS = {
    "version": ["--version"],
    "help": ["--help"],
    "play-help": ["play", "--help"],
    "cards": ["cards"],
    "cases": ["cases"],
    "guide": ["guide"],
    "check": ["check", str(ROOT / "data" / "cards.yaml")],
    "sessions": ["sessions"],
    "play-plain": ["play", "--plain"],
    "export-md": ["export", "-"],
    "export-all-md": ["export", "-", "--all"],
    "export-html": ["export", "x.html"],
    "export-docx": ["export", "x.docx"],
    "export-pdf": ["export", "x.pdf"],
    "export-csv": ["export", "x.csv"],
    "export-xlsx": ["export", "x.xlsx"],
    "export-json": ["export", "x.json"],
    "export-jsonl": ["export", "x.jsonl"],
}
ONLY_THERE = {
    "jinja2": {"export-html"},
    "docx": {"export-docx"},
    "typst": {"export-pdf", "export-docx"},
    "xlsxwriter": {"export-xlsx"},
    "yaml": {"cases", "check"},
    "rich": set(),
    "pydantic": set(),
    "prompt_toolkit": set(),
    "asyncio": {"play-plain", "export-html"},  # The filelock of Python 3.10 imports it, and jinja2.
}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", CALLS)
def test_a_call_imports_only_what_it_uses(beside: Path, name: str) -> None:
    imported_by(run("play", "--plain"), beside, typed="\n\nn Hej\na Anna spørger it\n\nq\n")
    found = imported_by(run(*CALLS[name]), beside, typed="\nn Hej\nq\n")
    assert "kortspil" in found
    for library, calls in ONLY_THERE.items():
        assert name in calls or library not in found
    matches(name, found, beside)


@pytest.mark.usefixtures("home")
def test_completion_imports_no_reader_of_yaml(beside: Path) -> None:
    asked = {"_KORTSPIL_COMPLETE": "complete_bash", "COMP_WORDS": "kortspil play --area t", "COMP_CWORD": "3"}
    found = imported_by(run(), beside, **asked)
    assert not found & {"yaml", "rich"}
    matches("completion", found, beside)


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
@pytest.mark.parametrize(
    ("name", "has_met", "says_where"),
    [("first-picture", False, True), ("first-picture-again", True, True), ("first-picture-in-its-place", False, False)],
    ids=["at the first meeting", "after a meeting", "with notes where the system keeps them"],
)
def test_the_first_picture_stands_before_what_reads_keys_and_notes_is_imported(
    home: Path, beside: Path, name: str, has_met: bool, says_where: bool
) -> None:
    from screen import Window

    if has_met:
        imported_by(run("play", "--plain"), beside, typed="\n\nn Hej\n\nq\n")
    code = (
        _SEEN.format(beside=str(beside))
        + "from kortspil import terminal\n"
        + "terminal.Terminal.make_ready = lambda self: (self.leave(), seen())\n"
        + run("play", "--seed", "1")
    )
    where = {} if says_where else {"KORTSPIL_HOME": "", "XDG_DATA_HOME": str(home / "data")}
    with Window([sys.executable, "-c", code], home, environment=where) as window:
        window.until(lambda: b" END" in window.written)
        picture, _, names = window.written.decode().partition("MODULES ")
    found = set(names.partition(" END")[0].split())
    assert "Åbningsrunde" in picture
    assert not found & {"prompt_toolkit", "yaml", "pydantic", "filelock"}
    matches(name, found, beside)
