"""The lines of a notes file to events."""

from __future__ import annotations

import codecs
from collections import deque
from datetime import datetime
from typing import NamedTuple

from kortspil.deck.model import OWN_AREA_ID, WARMUP_ID
from kortspil.meeting.events import Closed, Entry, Handwritten, Opened, Turned
from kortspil.notes.codec import LABEL, event_of
from kortspil.notes.history import Meeting, NotesContents
from kortspil.notes.mark import MARK, MARK_BEGINS, TORN_MARK
from kortspil.text.markdown import INDENT, decode

_MOST_MARKS = 20


def parse(text: str) -> NotesContents:
    """What a notes file says. Any text can be parsed; what is not an event of ours is left where it stands."""
    return _read(text, keeps_pieces=False).journal()


def parse_bytes(data: bytes) -> NotesContents:
    """``parse`` for a file's bytes."""
    return parse(text_in(data))


def text_in(data: bytes) -> str:
    """A file's bytes as the text that ``parse`` takes: bytes that are no UTF-8 spoil no more than the words they stand
    in.

    A file that an editor saved as UTF-16 begins with a mark of that, and is read too.
    """
    coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data.decode(coding, "replace")


def without(text: str, meeting: str) -> str:
    """A notes file's text without a meeting: every other character stays as it is.

    What somebody wrote between its events goes with it; what stands behind the last one stays, but for a note that
    was torn there.
    """
    return "".join(piece.raw for piece in _read(text).pieces() if piece.owner != meeting)


def within(text: str, meeting: str) -> str:
    """All of a notes file's text that is a meeting's, to the letter, with what somebody wrote in it by hand."""
    reader = _read(text)
    reader.journal()
    return "".join(piece.raw for piece in reader.done if piece.owner == meeting)


class _Piece(NamedTuple):
    """A part of the file: the line or the part of one that an event is read from, and all its characters. ``owner``
    is the meeting that it belongs to, "" where it belongs to none."""

    line: str
    raw: str
    owner: str = ""


def _read(text: str, *, keeps_pieces: bool = True) -> _Reader:
    reader = _Reader(keeps_pieces=keeps_pieces)
    # Not ``splitlines``, which knows more line ends than a notes file has.
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        reader.take(number, line + "\n" * (number < len(lines)))
    return reader


class _Reader:
    # Who wants the events alone is spared a quarter of the time where the pieces are not kept in ``done``.

    def __init__(self, *, keeps_pieces: bool) -> None:
        self._keeps_pieces = keeps_pieces
        self._opened: dict[str, tuple[datetime, Opened]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._closed: set[str] = set()
        self._latest = ""
        self._waiting: list[_Piece] = []
        # Where the marks stand among what waits, the last few of them.
        self._marked: deque[int] = deque(maxlen=_MOST_MARKS)
        self.done: list[_Piece] = []
        self._unreadable: list[int] = []

    def take(self, number: int, line: str) -> None:
        bare = line.removesuffix("\n")
        at = 0
        for mark in MARK.finditer(bare) if MARK_BEGINS in bare else ():
            self._waiting.append(_Piece(bare[at : mark.start()], bare[at : mark.end()]))
            at = mark.end()
            # An event reaches back over a few marks that could not be read, and not over thousands.
            own_at = self._marked[0] if len(self._marked) == _MOST_MARKS else 0
            self._marked.append(len(self._waiting))
            try:
                meeting, entry, used = event_of(mark, [piece.line for piece in self._waiting[own_at:]])
            except (KeyError, ValueError):
                self._unreadable.append(number)
                continue
            self._marked.clear()
            first = len(self._waiting) - used
            before, own, self._waiting = self._waiting[:first], self._waiting[first:], []
            if before:
                self._keep_handwriting(before)
            if self._keeps_pieces:
                self.done += own
                # The last of them holds the mark, whoever wrote the words before it.
                at_least = -max(used, 1)
                self.done[at_least:] = [piece._replace(owner=meeting) for piece in self.done[at_least:]]
            self._add(meeting, entry)
        if at and bare[at:] in ("", "\r") and not self._waiting:
            if self._keeps_pieces:
                self.done.append(_Piece("", line[at:], self._latest))
        else:
            # The whole line, or what somebody wrote behind a mark.
            self._waiting.append(_Piece(bare[at:], line[at:]))

    def journal(self) -> NotesContents:
        self._end()
        meetings = [Meeting(key, *self._opening(key), tuple(self._entries[key])) for key in self._entries]
        return NotesContents(tuple(meetings), tuple(self._unreadable))

    def pieces(self) -> list[_Piece]:
        self._end()
        last = {piece.owner: number for number, piece in enumerate(self.done) if MARK.search(piece.raw)}
        found: list[_Piece] = []
        is_torn = False
        for number, piece in enumerate(self.done):
            behind = number - last.get(piece.owner, number)
            # The first piece behind a mark is the end of its line.
            is_its_own = behind <= 0 or (behind == 1 and not piece.line)
            starts = LABEL.match(piece.line) or TORN_MARK.search(piece.line)
            is_torn = not is_its_own and bool(starts or (is_torn and piece.line.startswith(INDENT)))
            found.append(piece if is_its_own or is_torn else piece._replace(owner=""))
        return found

    def _end(self) -> None:
        self._keep_handwriting(self._waiting)
        self._waiting = []

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

    def _keep_handwriting(self, before: list[_Piece]) -> None:
        owner = "" if self._latest in self._closed else self._latest
        if self._keeps_pieces:
            self.done += [piece._replace(owner=owner) for piece in before]
        # Bytes of 0 are what a power cut leaves; one that was typed stands as a reference.
        bare = [TORN_MARK.sub("", piece.line).replace("\0", "") for piece in before]
        text = decode([line for line in bare if line.strip()])
        if text.strip() and owner:
            entries = self._entries[owner]
            at = entries[-1].at if entries else self._opened[owner][0]
            entries.append(Entry(0, at, Handwritten(text)))

    def _opening(self, meeting: str) -> tuple[datetime, Opened]:
        if meeting in self._opened:
            return self._opened[meeting]
        # Somebody took its first lines out of the file. What was said at it stands, and it is told by what is left.
        entries = self._entries[meeting]
        turned = [entry.event for entry in entries if isinstance(entry.event, Turned)]
        areas = {event.area: event.area_name for event in turned if event.area != OWN_AREA_ID}
        dealt = dict.fromkeys(event.card for event in turned if event.area != OWN_AREA_ID)
        is_warmed_up = any(getattr(entry.event, "card", "") == WARMUP_ID for entry in entries)
        return entries[0].at, Opened("", "", tuple(areas.items()), (), tuple(dealt), None, is_warmed_up)
