"""Names of people, as they are typed on one line."""

from __future__ import annotations

import re

from kortspil.messages.dates import AND

_AND = rf"(?i)\s+{AND}\s+"


def names(typed: str) -> tuple[str, ...]:
    """The names in a list: «Anna, Bo og Søren» are three. The same name twice is given twice.

    An «og» anywhere else belongs to a name: «Børn og Unge, Teknik og Miljø» are two.
    """
    *first, last = re.split(r"[,;\n]", typed)
    parts = re.split(_AND, last)
    is_the_last_comma = len(parts) == 2 and not any(re.search(_AND, name) for name in first)
    found = (" ".join(name.split()) for name in [*first, *(parts if is_the_last_comma else [last])])
    return tuple(name for name in found if name)


def twice(names: tuple[str, ...]) -> str:
    """A name that stands there a second time, whatever its case; "" where each stands once."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return ""
