"""Write a notes file. What is appended is on the disk before the call returns."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from kortspil.errors import FileError, UsageError
from kortspil.messages import notes as texts
from kortspil.messages.os_errors import reason
from kortspil.notes.mark import has_mark, last_mark, split_events
from kortspil.notes.reader import is_utf_16
from kortspil.system.files import ends_in_the_middle_of_a_line, make_folder, sync_folder
from kortspil.system.lock import Lock

_TAIL_BYTES = 64


class NotesFile:
    """An open notes file, and a context manager that closes it. What is in the file already stays as it is.

    ``was_lost``: the latest ``append`` found that events were missing at the end of the file, and wrote them again.

    Raises ``UsageError`` if the path cannot be a notes file, and ``FileError`` if the system refuses or another meeting
    is going on in the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            if path.is_dir():
                raise UsageError(texts.notes_is_a_folder(str(path)), texts.NOTES_ELSEWHERE_HINT)
            if path.is_fifo() or path.is_socket() or path.is_block_device():
                raise UsageError(texts.notes_is_no_file(str(path)), texts.NOTES_ELSEWHERE_HINT)
            make_folder(path.parent)
            self._file, is_new = _open(path)
        except (OSError, ValueError) as error:
            # A name with a character that no file name can have raises ValueError.
            why = reason(error if isinstance(error, OSError) else OSError(errno.EINVAL, ""))
            raise FileError(texts.cannot_write(str(path), why), texts.NOTES_ELSEWHERE_HINT) from None
        found = os.fstat(self._file)
        # Devices such as printers and /dev/null are not locked.
        self._is_regular = stat.S_ISREG(found.st_mode)
        # The status of the file when this object made it, or None if the file was there before or has been written in.
        self._unwritten = found if is_new else None
        self._lock = Lock(path)
        self._written: list[str] = []
        # The size of the file after the latest write, and its last bytes.
        self._end, self._tail = 0, b""
        self.was_lost = False
        # Whether the names of the file and its folders are synced. The program that made the file may have died before
        # it synced them.
        self._is_name_synced = not self._is_regular
        try:
            # A new file is not locked until something is written in it.
            if not is_new and self._is_regular:
                self._take_lock()
                self._refuse_other_than_text()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> NotesFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and remove it if this object made it and nothing has touched it since.

        A file that was ever written in is never removed, even if it is empty now: an editor empties a file before it
        writes.
        """
        # Closing fails on a drive that is gone, but all that was written is synced already.
        with suppress(OSError):
            os.close(self._file)
        with suppress(OSError):
            # If another meeting writes in the file, it holds the lock, and the file is kept.
            if self._is_untouched() and (self._lock.is_taken or self._lock.take()) and self._is_untouched():
                self.path.unlink()
        self._unwritten = None
        self._lock.release()

    def _is_untouched(self) -> bool:
        made = self._unwritten
        if made is None:
            return False
        try:
            # Not ``stat``: a link in place of the file means that the file was moved.
            now = os.lstat(self.path)
        except OSError:
            return False
        is_as_made = (now.st_size, now.st_mtime_ns, now.st_nlink) == (0, made.st_mtime_ns, made.st_nlink)
        return is_as_made and os.path.samestat(now, made)

    @property
    def is_empty(self) -> bool:
        """Whether the file is empty."""
        return os.fstat(self._file).st_size == 0

    def continue_from(self, text: str) -> None:
        """Take the text of the meeting that is in the file already, to write it again if it gets lost."""
        self._written = split_events(text)
        self._look_at_end()

    def is_at(self, path: Path) -> bool:
        """Return whether a path leads to this file."""
        try:
            return os.path.realpath(path) == os.path.realpath(self.path) or _leads_to(path, self._file)
        except ValueError:
            return False

    def take_over(self, other: NotesFile) -> None:
        """Append the meeting's events that ``other`` holds, except those that are already in this file.

        Raises as ``append`` does.
        """
        try:
            there = self.path.read_text("utf-8", "replace") if self._is_regular else ""
        except OSError as error:
            raise FileError(texts.cannot_write(str(self.path), reason(error)), texts.NOTES_ELSEWHERE_HINT) from None
        missing = "".join(text for text in other._written if _trace(text) not in there)
        if missing:
            self.append("\n" * bool(there) + missing.lstrip("\n"))
        self._written = list(other._written)
        self._look_at_end()

    def append(self, text: str) -> None:
        """Append a text and sync it to the disk.

        Raises ``FileError`` if that fails. What was written by then is removed again if possible; otherwise all or a
        part of the text may be in the file.
        """
        size, done, self.was_lost = -1, 0, False
        unwritten = self._unwritten if self._is_untouched() else None
        try:
            lost = self._find_lost()
            if self._is_regular:
                self._take_lock()
            # A line that was written by hand, or torn by a power cut, may have no line end.
            is_torn = self._is_regular and ends_in_the_middle_of_a_line(self._file)
            data = (("\n" if is_torn else "") + lost + text).encode("utf-8")
            size = os.fstat(self._file).st_size
            while done < len(data):
                done += os.write(self._file, data[done:])
                self._unwritten = None
            os.fsync(self._file)
            if not self._is_name_synced:
                for folder in self.path.resolve().parents:
                    sync_folder(folder)
                self._is_name_synced = True
        except OSError as error:
            self._take_back(size, done, unwritten)
            raise FileError(texts.cannot_write(str(self.path), reason(error)), texts.NOTES_ELSEWHERE_HINT) from None
        self._written.append(text)
        self._end, self._tail = size + len(data), data[-_TAIL_BYTES:]

    def _take_lock(self) -> None:
        if not self._lock.is_taken and not self._lock.take():
            raise FileError(texts.notes_in_use(str(self.path)), texts.NOTES_ELSEWHERE_HINT)

    def _take_back(self, size: int, done: int, unwritten: os.stat_result | None) -> None:
        # Needed even if only the sync failed: a second sync could succeed without the bytes being on the disk.
        # Nothing is removed if the size shows that another program has written too.
        with suppress(OSError):
            if done and os.fstat(self._file).st_size == size + done:
                os.ftruncate(self._file, size)
                now = os.fstat(self._file)
                # A file that was unwritten before is unwritten again, because the write was not acknowledged.
                if unwritten is not None and os.path.samestat(unwritten, now):
                    self._unwritten = now

    def _look_at_end(self) -> None:
        with suppress(OSError):
            self._end = os.fstat(self._file).st_size
            self._tail = self._before(self._end)

    def _before(self, end: int) -> bytes:
        start = max(0, end - _TAIL_BYTES)
        os.lseek(self._file, start, os.SEEK_SET)
        return os.read(self._file, end - start)

    def _is_unchanged(self) -> bool:
        # Whether the latest write is still where it was written.
        if not _leads_to(self.path, self._file):
            return False
        return not self._is_regular or self._before(self._end)[-len(self._tail) :] == self._tail

    def _find_lost(self) -> str:
        # Return the events that must be written again. An editor that saves overwrites the file or replaces it, and
        # a folder can be removed during the meeting. Events missing before one that is still there were deleted on
        # purpose. Events missing at the end were lost: they were written after the editor had read the file.
        if self._is_unchanged():
            return ""
        make_folder(self.path.parent)
        file, _ = _open(self.path)
        self._is_name_synced = False
        data = self.path.read_bytes()
        if is_utf_16(data):
            os.close(file)
            raise FileError(texts.notes_are_no_text(str(self.path)), texts.NOTES_NO_TEXT_HINT)
        held = data.decode("utf-8", "replace")
        # The old file is kept until the new one can be read, so that all this can be tried again. It is closed last,
        # because closing can fail.
        old, self._file = self._file, file
        os.close(old)
        kept = [number for number, text in enumerate(self._written, start=1) if _trace(text) in held]
        lost = "".join(self._written[max(kept, default=0) :])
        self.was_lost = bool(lost)
        return lost

    def _refuse_other_than_text(self) -> None:
        # Notes appended to a Word document would never be found again. NUL bytes alone do not prove that a file is one:
        # a power cut can leave them in notes.
        os.lseek(self._file, 0, os.SEEK_SET)
        start = os.read(self._file, 4096)
        is_text = b"\0" not in start or has_mark(start)
        if not is_text or is_utf_16(start):
            raise UsageError(texts.notes_are_no_text(str(self.path)), texts.NOTES_NO_TEXT_HINT)


def _trace(text: str) -> str:
    # Return the part of a written text to look for in a file. Words before a mark may have been edited by hand.
    return last_mark(text) or text.strip()


def _open(path: Path) -> tuple[int, bool]:
    # Return the file and whether this call made it.
    # Without O_BINARY, Windows writes every line end as two characters.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags | os.O_EXCL, 0o600), True
    except FileExistsError:
        return os.open(path, flags, 0o600), False


def _leads_to(path: Path, file: int) -> bool:
    # Whether the path still leads to the open file, which may have been moved or replaced.
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except OSError:
        return False
