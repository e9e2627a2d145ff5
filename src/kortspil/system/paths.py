"""Paths of the shipped data and of the user's notes, and a check for paths that Windows cannot have."""

from __future__ import annotations

import ntpath
import os
import re
from pathlib import Path

from kortspil.errors import UsageError
from kortspil.messages import notes as texts

_HERE = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """Return the shipped ``data/``: inside the package in a wheel, at the root of the repository in a checkout."""
    installed = _HERE / "data"
    return installed if installed.is_dir() else _HERE.parents[1] / "data"


def shipped_deck() -> Path:
    """Return the path of KL's deck."""
    return data_folder() / "cards.yaml"


def case_folder() -> Path:
    """Return the folder of the shipped cases."""
    return data_folder() / "cases"


def notes_folder() -> Path:
    """Return the user's folder of notes: ``KORTSPIL_HOME``, or the system's folder for user data."""
    chosen = os.environ.get("KORTSPIL_HOME")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kortspil", appauthor=False)


def own_deck() -> Path:
    """Return the path of the deck with the questions that the user's groups have asked."""
    return notes_folder() / "egne-kort.yaml"


def as_path(typed: str) -> Path:
    """Return a typed path in the encoding of the file system, with «~» expanded to a home folder.

    Raises ``RuntimeError`` if no user has that home folder.
    """
    try:
        os.fsencode(typed)
    except UnicodeEncodeError:
        # A file may have «ø» in its name even if the locale cannot encode it.
        typed = os.fsdecode(typed.encode("utf-8", "surrogateescape"))
    return Path(typed).expanduser()


# The names of Windows' devices. They are reserved with any suffix, too.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[1-9¹²³])", re.IGNORECASE)
_FORBIDDEN = re.compile('[<>:"|?*\x00-\x1f]')
# The prefixes of paths that Windows does not interpret.
_LITERAL_PREFIXES = ("\\\\?\\", "\\\\.\\")


def refuse(path: str, hint: str) -> None:
    """Raise ``UsageError`` with ``hint`` if this system cannot have a file or a folder with a name in ``path``."""
    what = trouble_on_windows(path) if os.name == "nt" else None
    if what is not None:
        raise UsageError(what, hint)


def trouble_on_windows(path: str) -> str | None:
    """Return a sentence that says why Windows cannot have a file at ``path``, or ``None`` if it can.

    Windows itself reports no error: «møde 10:30.md» is written to a hidden stream of the file «møde 10», «NUL.md» is
    discarded, and «referat.» loses its last character.
    """
    if path.startswith(_LITERAL_PREFIXES):
        return None
    _, rest = ntpath.splitdrive(path)
    for name in re.split(r"[\\/]", rest):
        if name in ("", ".", ".."):
            continue
        forbidden = _FORBIDDEN.search(name)
        if forbidden:
            return texts.sign_in_file_name(name, forbidden[0])
        if _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")):
            return texts.reserved_file_name(name)
        if name.endswith((".", " ")):
            return texts.file_name_ends_badly(name)
    return None
