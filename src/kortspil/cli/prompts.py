"""Questions on the command line, and commands that a person can copy."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill, wrap

from kortspil.messages import sessions as texts
from kortspil.system import streams
from kortspil.text.matching import yes_or_no
from kortspil.text.sanitize import sanitize

_WIDEST = 90


def tell(text: str) -> None:
    """Print a text, wrapped to the width of the window."""
    for line in wrap(sanitize(text), max(20, get_terminal_size().columns - 1)) or [""]:
        streams.say(line)


def show(text: str, indent: str = "") -> None:
    """Print a longer text, wrapped to the width of the window, but at most to a line length that is easy to read."""
    # Lines for a pipe are not wrapped.
    if not sys.stdout.isatty():
        print(indent + sanitize(text))
        return
    width = min(_WIDEST, get_terminal_size().columns)
    for line in sanitize(text).split("\n"):
        hang = indent + " " * (len(line) - len(line.lstrip()))
        print(fill(line, max(width, 20), initial_indent=indent, subsequent_indent=hang + "  " * bool(indent)))


def agrees(question: str, *, unless_told: bool | None) -> bool:
    """Ask until the answer is yes or no.

    An empty line gives the answer ``unless_told``, or repeats the question if that is ``None``. The end of the input
    means no.
    """
    read_line = streams.line_reader(question)
    while (line := read_line()) is not None:
        answer = unless_told if not line.strip() else yes_or_no(line)
        if answer is not None:
            return answer
        streams.say(texts.ANSWER)
    return False


# --- Commands that can be copied


def program() -> str:
    """Return the command that starts the program here: «kortspil», or Python with «-m kortspil»."""
    if Path(sys.argv[0]).name != "__main__.py":
        return "kortspil"
    # If the program was started as a module, the command may not be on PATH.
    return "py -m kortspil" if os.name == "nt" else "python -m kortspil"


def quoted(word: str) -> str:
    """Quote a word for the shell. The shells of Windows understand only double quotes."""
    if os.name != "nt":
        return shlex.quote(word)
    return word if re.fullmatch(r"[\w.:\\/-]+", word) else f'"{word}"'


def installer() -> str:
    """Return the command that installs the libraries of every format for this Python."""
    python = quoted(sys.executable)
    # PowerShell runs a quoted path only after «&».
    call = ["&"] if python.startswith('"') else []
    return " ".join([*call, python, "-m", "pip", "install", quoted("kortspil[export]")])
