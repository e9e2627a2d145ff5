"""Lists of people's names."""

from __future__ import annotations

import re

from kortspil.messages.dates import AND

_AND = rf"(?i)\s+{AND}\s+"


def names(typed: str) -> tuple[str, ...]:
    """Return the names in a typed list: three in «Anna, Bo og Søren». A name that is repeated is returned twice.

    «og» separates two names only before the last name, and only if the list has no other «og»: «Børn og Unge, Teknik
    og Miljø» are two names.
    """
    *first, last = re.split(r"[,;\n]", typed)
    parts = re.split(_AND, last)
    separates = len(parts) == 2 and not any(re.search(_AND, name) for name in first)
    found = (" ".join(name.split()) for name in [*first, *(parts if separates else [last])])
    return tuple(name for name in found if name)


def twice(names: tuple[str, ...]) -> str:
    """Return the first name that repeats an earlier one, whatever the case of the letters, or "" if there is none."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return ""
