"""Find the case that the user means."""

from __future__ import annotations

from collections.abc import Sequence

from kortspil.deck.model import Case
from kortspil.text.matching import Found, Unclear, find


def choose(cases: Sequence[Case], wanted: str) -> Case | Unclear:
    """Return the case that ``wanted`` means, or ``Unclear`` if none or several match.

    ``wanted`` is a number, counted from 1, or a part of a case's name, department or title.
    """
    if wanted.isdecimal():
        # A longer number than nine digits is no case, and Python refuses to read thousands of digits.
        number = int(wanted.lstrip("0")[:9] or "0")
        return cases[number - 1] if 1 <= number <= len(cases) else Unclear(())
    found = find(wanted, {case.name: (case.department, case.title) for case in cases})
    if isinstance(found, Found):
        return next(case for case in cases if case.name == found.key)
    return found
