"""Read the events of a notes file."""

from __future__ import annotations

import codecs
import re
from collections import deque
from datetime import datetime
from typing import NamedTuple

from kortspil.deck.model import OWN_AREA_ID, WARMUP_ID
from kortspil.meeting.events import Closed, Entry, Handwritten, Opened, Turned
from kortspil.notes.codec import LABEL, read_entry
from kortspil.notes.history import Meeting, NotesContents
from kortspil.notes.mark import cut_torn_mark, find_marks
from kortspil.text.markdown import INDENT, decode

_MOST_MARKS = 20


def parse(text: str) -> NotesContents:
    """Read the text of a notes file. Any text can be read."""
    return _read(text, keeps_pieces=False).contents()


def parse_bytes(data: bytes) -> NotesContents:
    """Read the bytes of a notes file. Any bytes can be read.

    Bytes that are not UTF-8 become replacement characters. UTF-16 with a byte order mark is read too, because
    some editors save files in it.
    """
    encoding = "utf-16" if is_utf_16(data) else "utf-8-sig"
    return parse(data.decode(encoding, "replace"))


def is_utf_16(data: bytes) -> bool:
    """Return whether bytes begin with the byte order mark of UTF-16."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def remove_meeting(text: str, meeting: str) -> str:
    """Remove one meeting from the text of a notes file, and return the rest. Every other character stays as it is.

    Lines written by hand between the events of the meeting are removed with it. Those after its last event stay,
    except for a note that was torn there.
    """
    return "".join(piece.raw for piece in _read(text).pieces() if piece.owner != meeting)


def extract_meeting(text: str, meeting: str) -> str:
    """Return all the text of a meeting in a notes file, with the lines written by hand in it."""
    reader = _read(text)
    reader.finish()
    return "".join(piece.raw for piece in reader.done if piece.owner == meeting)


class _Piece(NamedTuple):
    """A part of the file.

    ``line`` is the line, or the part of it, that an event is read from, and ``raw`` the same with the mark and the line
    end. ``owner`` is the id of the meeting that the piece belongs to, or "".
    """

    line: str
    raw: str
    owner: str = ""


def _read(text: str, *, keeps_pieces: bool = True) -> _Reader:
    reader = _Reader(keeps_pieces=keeps_pieces)
    # Not ``splitlines``, which also splits at line ends that are part of a text here.
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        reader.add_line(number, line + "\n" * (number < len(lines)))
    return reader


class _Reader:
    """Read a notes file line by line. ``done`` are the pieces that were read, each with its owner.

    Pieces are only kept if ``keeps_pieces``, because keeping them takes a third more time.
    """

    def __init__(self, *, keeps_pieces: bool) -> None:
        self.done: list[_Piece] = []
        self._keeps_pieces = keeps_pieces
        self._opened: dict[str, tuple[datetime, Opened]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._closed: set[str] = set()
        self._latest = ""
        # The pieces since the last event.
        self._waiting: list[_Piece] = []
        # For each of the latest unreadable marks, the index in ``_waiting`` of the piece that follows it.
        self._unread_marks: deque[int] = deque(maxlen=_MOST_MARKS)
        self._unreadable: list[int] = []

    def add_line(self, number: int, line: str) -> None:
        text = line.removesuffix("\n")
        at = 0
        for mark in find_marks(text):
            self._waiting.append(_Piece(text[at : mark.start()], text[at : mark.end()]))
            at = mark.end()
            self._add_mark(number, mark)
        if at and text[at:] in ("", "\r") and not self._waiting:
            if self._keeps_pieces:
                self.done.append(_Piece("", line[at:], self._latest))
        else:
            # The whole line, or what was written by hand after a mark.
            self._waiting.append(_Piece(text[at:], line[at:]))

    def contents(self) -> NotesContents:
        self.finish()
        meetings = [Meeting(key, *self._opening(key), tuple(self._entries[key])) for key in self._entries]
        return NotesContents(tuple(meetings), tuple(self._unreadable))

    def finish(self) -> None:
        self._keep_handwriting(self._waiting)
        self._waiting = []

    def pieces(self) -> list[_Piece]:
        """Return all pieces. Those after the last event of a meeting belong to no meeting, except for a torn note."""
        self.finish()
        last = {piece.owner: number for number, piece in enumerate(self.done) if any(find_marks(piece.raw))}
        found: list[_Piece] = []
        is_torn = False
        for number, piece in enumerate(self.done):
            after = number - last.get(piece.owner, number)
            # The first piece after a mark is the end of its line.
            is_its_own = after <= 0 or (after == 1 and not piece.line)
            is_torn = not is_its_own and _is_torn(piece.line, goes_on=is_torn)
            found.append(piece if is_its_own or is_torn else piece._replace(owner=""))
        return found

    def _add_mark(self, number: int, mark: re.Match[str]) -> None:
        # Unreadable marks may lie between the lines of an event. Only the last few are searched past, so that a file
        # with thousands of them is not slow to read.
        start = self._unread_marks[0] if len(self._unread_marks) == _MOST_MARKS else 0
        try:
            meeting, entry, used = read_entry(mark, [piece.line for piece in self._waiting[start:]])
        except (KeyError, ValueError):
            self._unread_marks.append(len(self._waiting))
            self._unreadable.append(number)
            return
        self._unread_marks.clear()
        first = len(self._waiting) - used
        before, own, self._waiting = self._waiting[:first], self._waiting[first:], []
        if before:
            self._keep_handwriting(before)
        if self._keeps_pieces:
            self.done += own
            # The last piece holds the mark, so it belongs to the meeting even if its text was written by hand.
            count = max(used, 1)
            self.done[-count:] = [piece._replace(owner=meeting) for piece in self.done[-count:]]
        self._add(meeting, entry)

    def _add(self, meeting: str, entry: Entry) -> None:
        entries = self._entries.setdefault(meeting, [])
        if isinstance(entry.event, Opened):
            self._opened[meeting] = entry.at, entry.event
        else:
            entries.append(entry)
        self._latest = meeting
        if isinstance(entry.event, Closed):
            self._closed.add(meeting)
        else:
            self._closed.discard(meeting)

    def _keep_handwriting(self, pieces: list[_Piece]) -> None:
        owner = "" if self._latest in self._closed else self._latest
        if self._keeps_pieces:
            self.done += [piece._replace(owner=owner) for piece in pieces]
        # A power cut can leave NUL bytes. A typed NUL is in the file as a character reference, so it is kept.
        lines = [cut_torn_mark(piece.line).replace("\0", "") for piece in pieces]
        text = decode([line for line in lines if line.strip()])
        if text.strip() and owner:
            entries = self._entries[owner]
            at = entries[-1].at if entries else self._opened[owner][0]
            entries.append(Entry(0, at, Handwritten(text)))

    def _opening(self, meeting: str) -> tuple[datetime, Opened]:
        if meeting in self._opened:
            return self._opened[meeting]
        # The first lines of the meeting were deleted by hand. The rest says which cards it had.
        entries = self._entries[meeting]
        turned = [entry.event for entry in entries if isinstance(entry.event, Turned)]
        areas = {event.area: event.area_name for event in turned if event.area != OWN_AREA_ID}
        dealt = dict.fromkeys(event.card for event in turned if event.area != OWN_AREA_ID)
        has_warmup = any(getattr(entry.event, "card", "") == WARMUP_ID for entry in entries)
        return entries[0].at, Opened("", "", tuple(areas.items()), (), tuple(dealt), None, has_warmup)


def _is_torn(line: str, *, goes_on: bool) -> bool:
    # Whether a line is part of a torn event: it has the event's label or a torn mark, or it is indented and goes on
    # with the torn event above it.
    return bool(LABEL.match(line)) or cut_torn_mark(line) != line or (goes_on and line.startswith(INDENT))
