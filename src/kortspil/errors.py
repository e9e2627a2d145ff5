"""The errors that the user can do something about. Every package may raise them; only ``cli.app`` prints them."""

from __future__ import annotations

from typing import NamedTuple

INTERRUPTED = 130
"""The exit code after an interrupt (Ctrl+C), as shells define it."""

MOST_PROBLEMS = 1000
"""The largest number of problems that are reported for a file. The search stops there."""


class KortspilError(Exception):
    """An error that the user can do something about.

    ``message`` is a Danish sentence that says what is wrong and where, ``hint`` one that says what to do.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(KortspilError):
    """The command was called with something that does not exist or cannot be used."""

    exit_code = 2


class FileError(KortspilError):
    """A file or a folder could not be read or written."""


class Problem(NamedTuple):
    """A problem at a place in a text file.

    ``line`` and ``column`` count from 1. ``quote`` is the line, or a part of it if it is long, and ``caret`` the index
    of the problem in the quote.
    """

    file: str
    line: int
    column: int
    quote: str
    caret: int
    message: str
    hint: str


class InvalidFile(KortspilError):
    """A deck or a case has problems. ``problems`` has them in the order of the file."""

    exit_code = 2

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems
