"""Where things lie: the shipped data, and the folder that a person's notes are kept in."""

from __future__ import annotations

import ntpath
import os
import re
from pathlib import Path

from kortspil.errors import UsageError
from kortspil.messages import notes as texts

_HERE = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The shipped ``data/``: beside the modules in an installed wheel, at the repository's root in a checkout."""
    installed = _HERE / "data"
    return installed if installed.is_dir() else _HERE.parents[1] / "data"


def shipped_deck() -> Path:
    """KL's own deck."""
    return data_folder() / "cards.yaml"


def case_folder() -> Path:
    """The cases that are shipped."""
    return data_folder() / "cases"


def notes_folder() -> Path:
    """The person's own folder of notes: ``KORTSPIL_HOME``, or where the system keeps a user's data."""
    chosen = os.environ.get("KORTSPIL_HOME")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kortspil", appauthor=False)


def own_deck() -> Path:
    """The deck that a person's own questions are kept in."""
    return notes_folder() / "egne-kort.yaml"


def as_path(typed: str) -> Path:
    """The path that somebody typed, in the signs that the system takes a file's name in.

    «~» is a home. Raises ``RuntimeError`` where it is nobody's.
    """
    try:
        os.fsencode(typed)
    except UnicodeEncodeError:
        # A locale that knows no «ø» has files all the same whose names are written with one.
        typed = os.fsdecode(typed.encode("utf-8", "surrogateescape"))
    return Path(typed).expanduser()


# Windows' own devices, whatever ending is put behind them.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[1-9¹²³])", re.IGNORECASE)
_NEVER = re.compile('[<>:"|?*\x00-\x1f]')
# A path that the system is told to take to the letter.
_TO_THE_LETTER = ("\\\\?\\", "\\\\.\\")


def refuse(path: str, hint: str) -> None:
    """Raise ``UsageError`` where a file of that name, or a folder on the way to it, cannot be made here."""
    what = trouble_on_windows(path) if os.name == "nt" else None
    if what is not None:
        raise UsageError(what, hint)


def trouble_on_windows(path: str) -> str | None:
    """The sentence that says why Windows has no such file, or ``None`` where it can.

    Windows itself does not say no to these: «møde 10:30.md» is a hidden stream of the file «møde 10», «NUL.md» is
    nothing at all, and of «referat.» the last sign is dropped.
    """
    if path.startswith(_TO_THE_LETTER):
        return None
    _, rest = ntpath.splitdrive(path)
    for name in re.split(r"[\\/]", rest):
        if name in ("", ".", ".."):
            continue
        never = _NEVER.search(name)
        if never:
            return texts.sign_in_file_name(name, never[0])
        if _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")):
            return texts.reserved_file_name(name)
        if name.endswith((".", " ")):
            return texts.file_name_ends_badly(name)
    return None
