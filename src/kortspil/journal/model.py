"""What a notes file holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from kortspil.events import Entry, Opened, Undone


class Meeting(NamedTuple):
    """One meeting of a notes file. ``entries`` are all that happened after it opened, taken back or not."""

    id: str
    at: datetime
    opened: Opened
    entries: tuple[Entry, ...]


class Journal(NamedTuple):
    """What a notes file holds. ``unreadable`` are lines, counted from 1, whose comment cannot be understood."""

    meetings: tuple[Meeting, ...]
    unreadable: tuple[int, ...]


def effective(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count: without those taken back, and without the taking back."""
    kept = tuple(entries)
    undone = {entry.event.number for entry in kept if isinstance(entry.event, Undone)}
    return tuple(entry for entry in kept if entry.number not in undone and not isinstance(entry.event, Undone))
