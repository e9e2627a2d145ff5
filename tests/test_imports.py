"""What is imported when, held to the module: a slow start must not creep back. Lists lie in ``tests/golden/imports``.

The program runs as from a wheel, with KL's deck ready beside its modules.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import golden

ROOT = Path(__file__).parents[1]

LIBRARIES = {
    "docx", "filelock", "jinja2", "lxml", "markdown_it", "markupsafe", "platformdirs", "prompt_toolkit", "psutil",
    "pydantic", "pygments", "rich", "rpds", "typer", "typst", "xlsxwriter", "yaml",
}  # fmt: skip
NEEDLESS = {"asyncio", "hashlib", "http", "json", "logging", "multiprocessing", "secrets", "unittest", "urllib.request"}
"""Modules of Python's own that cost milliseconds, and that nothing before the first picture needs."""

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
        [sys.executable, "-c", script], input=typed.encode(), capture_output=True, check=False, timeout=60,
        env={**os.environ, **more},
    )  # fmt: skip
    said = result.stderr.decode()
    assert "Traceback" not in said
    return set(said.rpartition("MODULES ")[2].removesuffix(" END").split())


def matches(name: str, modules: set[str]) -> None:
    """Assert that of ours and of others' libraries, those in a list are imported, and no others."""
    ours = {module for module in modules if module.startswith("kortspil.")}
    theirs = {module.partition(".")[0] for module in modules} & LIBRARIES
    golden.matches(f"imports/{name}.txt", "\n".join([*sorted(theirs), *sorted(ours)]) + "\n")


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
    matches(name, found)


@pytest.mark.usefixtures("home")
def test_completion_imports_no_reader_of_yaml(beside: Path) -> None:
    asked = {"_KORTSPIL_COMPLETE": "complete_bash", "COMP_WORDS": "kortspil play --area t", "COMP_CWORD": "3"}
    found = imported_by(run(), beside, **asked)
    assert not found & {"yaml", "rich"}
    matches("completion", found)


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
@pytest.mark.parametrize("has_met", [False, True], ids=["at the first meeting", "after a meeting"])
def test_the_first_picture_stands_before_what_reads_keys_and_notes_is_imported(
    home: Path, beside: Path, has_met: bool
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
    with Window([sys.executable, "-c", code], home) as window:
        window.until(lambda: b" END" in window.written)
        picture, _, names = window.written.decode().partition("MODULES")
    found = set(names.partition(" END")[0].split())
    assert "Åbningsrunde" in picture
    assert not found & {"prompt_toolkit", "yaml", "pydantic", "filelock"}
    # Rich 13.8 itself imports one of them.
    assert not (found - imported_by("import typer, rich.console", beside)) & NEEDLESS
    matches("first-picture-again" if has_met else "first-picture", found)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["version", "cards", "sessions", "export-md"])
def test_what_costs_milliseconds_is_not_imported_for_nothing(beside: Path, name: str) -> None:
    imported_by(run("play", "--plain"), beside, typed="\n\nn Hej\n\nq\n")
    assert not imported_by(run(*CALLS[name]), beside) & NEEDLESS - ({"json"} if name == "sessions" else set())
