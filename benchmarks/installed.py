"""Install kortspil as users do: from its wheel, with compiled byte code."""

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
    """Add the option ``--python``, the Python that runs the measured program."""
    help = "a Python with kortspil; without it, kortspil is installed from its wheel in a temporary environment"
    parser.add_argument("--python", type=Path, default=None, help=help)


@contextmanager
def python(wanted: Path | None, extra: str = "") -> Iterator[str]:
    """Yield the path of the Python to measure with: ``wanted``, or that of a temporary environment with kortspil.

    ``extra`` is the extra of kortspil to install there.
    """
    with ExitStack() as stack:
        found = wanted.absolute() if wanted is not None else None
        if found is None:
            found = Path(install(Path(stack.enter_context(tempfile.TemporaryDirectory())), extra))
        asked = subprocess.run([str(found), "-c", _DESCRIBE], check=True, capture_output=True, text=True)
        MEASURED["what"] = asked.stdout.strip()
        yield str(found)


# A wheel has the module ready_deck, and a checkout does not.
_DESCRIBE = (
    "import importlib.util, platform\n"
    "is_wheel = importlib.util.find_spec('kortspil.deck.ready_deck') is not None\n"
    "print('kortspil from', 'its wheel,' if is_wheel else 'a checkout,', platform.python_implementation(), "
    "platform.python_version())\n"
)


def install(folder: Path, extra: str = "") -> str:
    """Make an environment in a folder, install kortspil in it from its wheel, and return its Python."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    found = str(environment / "bin" / "python")
    # The pip of Python 3.11 writes a start script that imports ``re``.
    _pip(found, "install", "--upgrade", "pip")
    _pip(found, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    _pip(found, "install", "--compile", f"{wheel}[{extra}]" if extra else str(wheel))
    return found


def _pip(python: str, *words: str) -> None:
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    subprocess.run(command, check=True, stdout=sys.stderr)
