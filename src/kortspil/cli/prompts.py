"""Questions on the command line, and commands as a person types them, so that what is shown can be copied."""

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
    """Print a text in lines that fit in the window."""
    for line in wrap(sanitize(text), max(20, get_terminal_size().columns - 1)) or [""]:
        streams.say(line)


def show(text: str, indent: str = "") -> None:
    """Print a text to be read: in lines that fit in the window and are not too long for the eye."""
    # A pipe gets whole lines: whoever reads them there wraps them as they like.
    if not sys.stdout.isatty():
        print(indent + sanitize(text))
        return
    width = min(_WIDEST, get_terminal_size().columns)
    for line in sanitize(text).split("\n"):
        hang = indent + " " * (len(line) - len(line.lstrip()))
        print(fill(line, max(width, 20), initial_indent=indent, subsequent_indent=hang + "  " * bool(indent)))


def agrees(question: str, *, unless_told: bool | None) -> bool:
    """Ask until the answer is yes or no.

    An empty line means ``unless_told``, or asks again if that is ``None``. The end of the input means no.
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
    """How the program is called here."""
    if Path(sys.argv[0]).name != "__main__.py":
        return "kortspil"
    # Started as a module, the command may not be on the person's path.
    return "py -m kortspil" if os.name == "nt" else "python -m kortspil"


def quoted(word: str) -> str:
    """A word so that the shell takes it for one. Windows' shells know only double quotes."""
    if os.name != "nt":
        return shlex.quote(word)
    return word if re.fullmatch(r"[\w.:\\/-]+", word) else f'"{word}"'


def installer() -> str:
    """The call that installs what every format is made with, for the Python that runs here."""
    python = quoted(sys.executable)
    # PowerShell takes a name in quotes for a text, unless it is told to call it.
    call = ["&"] if python.startswith('"') else []
    return " ".join([*call, python, "-m", "pip", "install", quoted("kortspil[export]")])
