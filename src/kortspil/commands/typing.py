"""Commands as a person types them: what is shown can be copied and works."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path


def program() -> str:
    """How the program is called here."""
    if Path(sys.argv[0]).name != "__main__.py":
        return "kortspil"
    # Started as a module, the command may not be on the person's path.
    return "py -m kortspil" if os.name == "nt" else "python -m kortspil"


def quoted(word: str) -> str:
    """A word so that the shell takes it for one. Windows' shells know only double quotes."""
    if os.name != "nt":
        import shlex

        return shlex.quote(word)
    return word if re.fullmatch(r"[\w.:\\/-]+", word) else f'"{word}"'


def installer() -> str:
    """The call that installs what every format is made with, for the Python that runs here."""
    python = quoted(sys.executable)
    # PowerShell takes a name in quotes for a text, unless it is told to call it.
    call = ["&"] if python.startswith('"') else []
    return " ".join([*call, python, "-m", "pip", "install", quoted("kortspil[export]")])
