"""kortspil as a person has it: installed from its wheel, with its byte code compiled."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from measuring import MEASURED

ROOT = Path(__file__).parents[1]


def add_option(parser: argparse.ArgumentParser) -> None:
    """``--python``: what runs the program that is measured."""
    help = "a Python that has kortspil; otherwise it is installed from its wheel in an environment made for it"
    parser.add_argument("--python", type=Path, default=None, help=help)


@contextmanager
def python(wanted: Path | None, extra: str = "") -> Iterator[str]:
    """The Python to measure with: the one that is wanted, or that of an environment that lasts as long as this, where
    kortspil has an ``extra``."""
    with ExitStack() as stack:
        found = wanted.absolute() if wanted is not None else None
        if found is None:
            found = Path(install(Path(stack.enter_context(tempfile.TemporaryDirectory())), extra))
        asked = subprocess.run([str(found), "-c", _WHAT], check=True, capture_output=True, text=True)
        MEASURED["what"] = asked.stdout.strip()
        yield str(found)


# A wheel has the deck ready beside its modules, and a checkout has not.
_WHAT = (
    "import importlib.util, platform\n"
    "is_wheel = importlib.util.find_spec('kortspil.deck.ready_deck') is not None\n"
    "print('kortspil from', 'its wheel,' if is_wheel else 'a checkout,', platform.python_implementation(), "
    "platform.python_version())\n"
)


def install(folder: Path, extra: str = "") -> str:
    """Make an environment in a folder, and install kortspil there from its wheel. Gives its Python."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    found = str(environment / "bin" / "python")
    # Python 3.11's own pip writes a starter that imports ``re``.
    _pip(found, "install", "--upgrade", "pip")
    _pip(found, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    _pip(found, "install", "--compile", f"{wheel}[{extra}]" if extra else str(wheel))
    return found


def _pip(python: str, *words: str) -> None:
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    subprocess.run(command, check=True, stdout=sys.stderr)
