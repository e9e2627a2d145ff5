"""Delete a meeting from its notes file for good."""

from __future__ import annotations

import codecs
import errno
import os
from pathlib import Path

from kortspil.errors import FileError, UsageError
from kortspil.messages import notes as texts
from kortspil.messages import sessions
from kortspil.messages.os_errors import reason
from kortspil.notes.reader import is_utf_16, remove_meeting
from kortspil.system import files as system_files
from kortspil.system.files import sync_folder
from kortspil.system.lock import Lock


def delete(path: Path, meeting: str) -> None:
    """Delete a meeting from a file, and the file if it has nothing else. All other bytes stay as they are.

    Raises ``UsageError`` if a meeting is going on in the file, or if it is UTF-16 or does not have the meeting. Raises
    ``FileError`` if the system refuses or another program writes in the file. In both cases the file is unchanged.
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
    if is_utf_16(data):
        raise UsageError(texts.notes_are_no_text(str(path)), sessions.SAVE_AS_UTF8_HINT)
    # A byte order mark stays, even if the first line is deleted.
    start = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    # Bytes that are not UTF-8 are written back as they were.
    text = data[len(start) :].decode("utf-8", "surrogateescape")
    left = remove_meeting(text, meeting)
    # Checked before a file is deleted for being empty: an editor may have just emptied it in order to save it.
    if left == text:
        raise UsageError(sessions.no_such_meeting(meeting), sessions.SESSIONS_HINT)
    if not _is_unchanged(path, before):
        raise OSError(errno.EBUSY, "")
    if not left.strip(" \r\n"):
        os.unlink(path)
        sync_folder(path.parent)
        return
    try:
        system_files.write(path, start + left.encode("utf-8", "surrogateescape"), path.stat().st_mode & 0o7777)
    except FileError as trouble:
        raise FileError(trouble.message, texts.MAY_NOT_HINT) from None


def _is_unchanged(path: Path, before: os.stat_result) -> bool:
    now = os.stat(path)
    is_same = (now.st_size, now.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    return is_same and os.path.samestat(now, before)
