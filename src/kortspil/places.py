"""Where things lie: the shipped data, and the folder that a person's notes are kept in."""

from __future__ import annotations

import os
from pathlib import Path

_HERE = Path(__file__).resolve().parent


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
