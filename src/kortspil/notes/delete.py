"""A meeting taken out of its notes file for good."""

from __future__ import annotations

import codecs
import errno
import os
from pathlib import Path

from kortspil.errors import FileError, UsageError
from kortspil.messages import notes as texts
from kortspil.messages import sessions
from kortspil.messages.os_errors import reason
from kortspil.notes.reader import without
from kortspil.system import files as system_files
from kortspil.system.files import sync_folder
from kortspil.system.lock import Lock


def delete(path: Path, meeting: str) -> None:
    """Take a meeting out of a file; what else stands there stays to the letter. A file with nothing else is removed.

    Raises ``UsageError`` where a meeting is going on in the file, it cannot be read as UTF-8 or does not hold the
    meeting, and ``FileError`` where the system says no or somebody else is writing in it; the file is as it was then.
    """
    path = path.resolve()
    lock = Lock(path)
    if not lock.take():
        raise UsageError(texts.notes_in_use(str(path)), sessions.IS_GOING_ON_HINT)
    try:
        _delete(path, meeting)
        system_files.clear_up(path)
    except OSError as error:
        raise FileError(texts.cannot_write(str(path), reason(error)), texts.MAY_NOT_HINT) from None
    finally:
        lock.release()


def _delete(path: Path, meeting: str) -> None:
    before = os.stat(path)
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UsageError(texts.notes_are_no_text(str(path)), sessions.SAVE_AS_UTF8_HINT)
    # A byte order mark is no part of the line it stands before, which may be the meeting's first.
    start = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    # What is no UTF-8 is somebody else's, and goes back as it was.
    text = data[len(start) :].decode("utf-8", "surrogateescape")
    left = without(text, meeting)
    # An editor that saves empties the file before it writes: it holds no more of the meeting, or only some of it.
    if left == text:
        raise UsageError(sessions.no_such_meeting(meeting), sessions.SESSIONS_HINT)
    if not _is_as_it_was(path, before):
        raise OSError(errno.EBUSY, "")
    if not left.strip(" \r\n"):
        os.unlink(path)
        sync_folder(path.parent)
        return
    try:
        system_files.write(path, start + left.encode("utf-8", "surrogateescape"), path.stat().st_mode & 0o7777)
    except FileError as trouble:
        raise FileError(trouble.message, texts.MAY_NOT_HINT) from None


def _is_as_it_was(path: Path, before: os.stat_result) -> bool:
    now = os.stat(path)
    same = (now.st_size, now.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    return same and os.path.samestat(now, before)
