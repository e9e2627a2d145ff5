"""The libraries that each call loads, so that the start stays fast.

The program runs as if from a wheel, which has KL's deck as a Python module.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import golden
from programs import PATIENCE_SECONDS
from repository import ROOT

_SEEN = """
import os, sys
def seen(*_):
    os.write(2, ("MODULES " + " ".join(sorted(sys.modules)) + " END").encode()); os._exit(0)
import kortspil.deck
kortspil.deck.__path__.append({ready_deck!r})
"""


@pytest.fixture(scope="session")
def ready_deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the module that a wheel adds: KL's deck as Python."""
    sys.path.insert(0, str(ROOT))
    try:
        import hatch_build
    finally:
        sys.path.remove(str(ROOT))
    folder = tmp_path_factory.mktemp("ready_deck")
    (folder / "ready_deck.py").write_text(hatch_build.ready(ROOT / "data" / "cards.yaml"), "utf-8")
    return folder


def run(*words: str) -> str:
    """Return Python code that runs the program with some arguments."""
    return f"sys.argv = ['kortspil', *{list(words)!r}]\nfrom kortspil.__main__ import main\nmain()"


def loaded_by(code: str, ready_deck: Path, typed: str = "", **more: str) -> set[str]:
    """Run Python code and return the modules that are loaded at its end."""
    script = _SEEN.format(ready_deck=str(ready_deck)) + f"import atexit; atexit.register(seen)\n{code}\n"
    result = subprocess.run(
        [sys.executable, "-c", script], input=typed.encode(), capture_output=True, check=False,
        timeout=PATIENCE_SECONDS, env={**os.environ, **more},
    )  # fmt: skip
    said = result.stderr.decode()
    assert "Traceback" not in said
    return set(said.rpartition("MODULES ")[2].removesuffix(" END").split())


HEAVY = {"docx", "filelock", "jinja2", "prompt_toolkit", "pydantic", "rich", "typst", "xlsxwriter", "yaml"}
"""Libraries that take longer to load than the program's own modules."""

NOTHING: set[str] = set()
CALLS = {
    "--version": NOTHING,
    "--help": NOTHING,
    "play --help": NOTHING,
    "cards": NOTHING,
    "cases": {"yaml"},
    "guide": NOTHING,
    "check cards.yaml": {"yaml"},
    "sessions": NOTHING,
    "play --plain": {"filelock"},
    "export -": NOTHING,
    "export - --all": NOTHING,
    "export x.html": {"jinja2"},
    "export x.docx": {"docx", "typst"},
    "export x.pdf": {"typst"},
    "export x.csv": NOTHING,
    "export x.xlsx": {"xlsxwriter"},
    "export x.json": NOTHING,
    "export x.jsonl": NOTHING,
}
"""Calls of the program, each with the heavy libraries that it uses."""


def test_a_call_loads_only_the_heavy_libraries_that_it_uses(home: Path, ready_deck: Path) -> None:
    (home / "cards.yaml").write_bytes((ROOT / "data" / "cards.yaml").read_bytes())
    loaded_by(run("play", "--plain"), ready_deck, typed="\n\nn Hej\na Anna spørger it\n\nq\n")
    for call, libraries in CALLS.items():
        loaded = loaded_by(run(*call.split()), ready_deck, typed="\nn Hej\nq\n")
        assert "kortspil" in loaded, call
        assert loaded & HEAVY == libraries, call


@pytest.mark.usefixtures("home")
def test_completion_loads_no_heavy_library(ready_deck: Path) -> None:
    asked = {"_KORTSPIL_COMPLETE": "complete_bash", "COMP_WORDS": "kortspil play --area t", "COMP_CWORD": "3"}
    loaded = loaded_by(run(), ready_deck, **asked)
    assert "kortspil" in loaded
    assert not loaded & HEAVY


def first_picture(home: Path, ready_deck: Path, **environment: str) -> set[str]:
    """Run the program and return the modules that are loaded after the first picture."""
    from pseudo_terminal import Window

    code = (
        _SEEN.format(ready_deck=str(ready_deck))
        + "from kortspil.ui.terminal import terminal\n"
        + "terminal.Terminal.make_ready = lambda self: (self.leave(), seen())\n"
        + run("play", "--seed", "1")
    )
    with Window([sys.executable, "-c", code], home, environment=environment) as window:
        window.until(lambda: b" END" in window.written)
        picture, _, names = window.written.decode().partition("MODULES ")
    assert "Åbningsrunde" in picture
    return set(names.partition(" END")[0].split())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_the_first_picture_needs_these_modules_of_ours_and_these_libraries(home: Path, ready_deck: Path) -> None:
    loaded = first_picture(home, ready_deck, KORTSPIL_HOME="", XDG_DATA_HOME=str(home / "data"))
    assert loaded & HEAVY == {"rich"}
    ours = {module for module in loaded if module.startswith("kortspil.")}
    others = {module.partition(".")[0] for module in loaded - ours - loaded_by("pass", ready_deck)}
    libraries = others - sys.stdlib_module_names
    golden.matches("imports/first-picture.txt", "\n".join([*sorted(libraries), *sorted(ours)]) + "\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_after_a_meeting_the_first_picture_needs_no_more_heavy_libraries(home: Path, ready_deck: Path) -> None:
    loaded_by(run("play", "--plain"), ready_deck, typed="\n\nn Hej\n\nq\n")
    assert first_picture(home, ready_deck) & HEAVY == {"rich"}
