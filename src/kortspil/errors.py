"""What can go wrong, told by the package that saw it and shown by ``cli`` alone."""

from __future__ import annotations

from typing import NamedTuple

INTERRUPTED = 130
"""The exit code of a program that was stopped from outside, as shells count it."""

MOST_PROBLEMS = 1000
"""No more problems of one file are looked for: a thousand tell enough."""


class KortspilError(Exception):
    """Something a person can do something about.

    ``message`` is a whole Danish sentence that says what is wrong and where; ``hint`` one that says what to do.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(KortspilError):
    """The command line asks for something that is not there."""

    exit_code = 2


class FileError(KortspilError):
    """A file, a folder or a disk did not do as it should."""


class Problem(NamedTuple):
    """One thing wrong in a text file.

    ``line`` and ``column`` count from 1. ``quote`` is the line, or as much of a long one as can be shown, and
    ``caret`` how many characters into the quote the trouble stands.
    """

    file: str
    line: int
    column: int
    quote: str
    caret: int
    message: str
    hint: str


class InvalidFile(KortspilError):
    """A deck or a case that cannot be used; every problem that was found is here, in the file's order."""

    exit_code = 2

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems
