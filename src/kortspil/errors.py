"""What can go wrong, told by the room that saw it and shown by ``cli`` alone."""

from __future__ import annotations

from typing import NamedTuple

INTERRUPTED = 130
"""The exit code of a program that was stopped from outside, as shells count it."""

MOST_PROBLEMS = 1000
"""No more problems of one file are looked for: a thousand tell enough."""


class KortspilError(Exception):
    """Something a person can do something about.

    ``what`` is a whole Danish sentence that says what is wrong and where; ``remedy`` one that says what to do.
    """

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class WrongCall(KortspilError):
    """The command line asks for something that is not there."""

    exit_code = 2


class FileTrouble(KortspilError):
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
    what: str
    remedy: str


class BadFile(KortspilError):
    """A deck or a case that cannot be used; every problem that was found is here, in the file's order."""

    exit_code = 2

    def __init__(self, what: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(what)
        self.problems = problems
