"""The meetings in a notes file, and which of their entries count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from kortspil.meeting.events import (
    Asked,
    Autosaved,
    Closed,
    Draft,
    Drafted,
    Entry,
    Handwritten,
    Heartbeat,
    Noted,
    Opened,
    Paused,
    Removed,
    Resumed,
    Subject,
    Undone,
    Voided,
)


class Meeting(NamedTuple):
    """A meeting in a notes file. ``entries`` are all entries after the opening, undone or not."""

    id: str
    at: datetime
    opened: Opened
    entries: tuple[Entry, ...]


class NotesContents(NamedTuple):
    """The contents of a notes file. ``unreadable`` are the numbers of the lines whose mark cannot be read, from 1."""

    meetings: tuple[Meeting, ...]
    unreadable: tuple[int, ...]


def settled(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries without those that a ``Voided`` names, and without the ``Voided`` entries themselves."""
    kept = tuple(entries)
    voided = {entry.event.number for entry in kept if isinstance(entry.event, Voided)}
    return tuple(entry for entry in kept if entry.number not in voided and not isinstance(entry.event, Voided))


def effective(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the settled entries without those that were undone, and without the ``Undone`` entries themselves."""
    kept = settled(entries)
    undone = {entry.event.number for entry in kept if isinstance(entry.event, Undone)}
    return tuple(entry for entry in kept if entry.number not in undone and not isinstance(entry.event, Undone))


def text_in_hand(entries: Iterable[Entry]) -> Draft | None:
    """Return the text that was being typed when the meeting was interrupted, as it was last autosaved.

    An autosaved text becomes a note or a draft before anything else happens. If another event follows it, or an event
    number is missing after it, a person has deleted that note from the file, and it must not come back as a draft.
    """
    kept = tuple(entries)
    numbers = {entry.number for entry in kept}
    numbers |= {entry.event.number for entry in kept if isinstance(entry.event, Voided)}
    for entry in reversed(settled(kept)):
        if isinstance(entry.event, Autosaved):
            is_last = all(number in numbers for number in range(entry.number, max(numbers)))
            return entry.event.draft if entry.event.draft.text and is_last else None
        if not isinstance(entry.event, _QUIET):
            return None
    return None


_QUIET = (Heartbeat, Paused, Resumed, Handwritten)


def drafts(entries: Iterable[Entry]) -> tuple[Draft, ...]:
    """Return the drafts that are left, one for each subject, in the order in which they were begun."""
    kept = tuple(entries)
    found: dict[Subject, str] = {}
    for entry in settled(kept):
        match entry.event:
            case Drafted(Draft(subject, text)):
                found[subject] = text
            case Autosaved(Draft(subject, "")):
                # A text that the person cleared is not a draft, even if an earlier event drafted it.
                found.pop(subject, None)
            case Noted() as note:
                found.pop(note.subject, None)
            case Removed(number) | Undone(number):
                # A draft that corrects a note is dropped when the note is deleted.
                found = {subject: text for subject, text in found.items() if subject.replaces != number}
            case Asked():
                found.pop(Subject("", None), None)
            case _:
                pass
    in_hand = text_in_hand(kept)
    if in_hand is not None:
        found[in_hand.subject] = in_hand.text
    return tuple(Draft(subject, text) for subject, text in found.items() if text)


def on_the_clock(meeting: Meeting) -> Iterator[tuple[timedelta, Entry]]:
    """Yield every settled entry with the time that the meeting had lasted by then.

    The time in a break or before a ``Resumed`` does not count. An interval in which the computer's clock was set
    back counts as 0.
    """
    used, since, is_break = timedelta(), meeting.at, False
    for entry in settled(meeting.entries):
        if not isinstance(entry.event, Resumed) and not is_break:
            used += max(entry.at - since, timedelta())
        since = entry.at
        if isinstance(entry.event, (Paused, Resumed, Closed)):
            is_break = entry.event == Paused(is_break=True)
        yield used, entry
