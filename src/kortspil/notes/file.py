"""The file that a meeting is kept in: opened to append, and on the disk before anyone is told so."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from kortspil.errors import FileError, UsageError
from kortspil.messages import notes as texts
from kortspil.messages.os_errors import reason
from kortspil.notes.mark import ANY_MARK, MARK_BEGINS
from kortspil.system.files import ends_in_the_middle_of_a_line, make_folder, sync_folder
from kortspil.system.lock import Lock


class NotesFile:
    """An open notes file. Whatever stood in it stays as it is. ``was_lost``: something that had been written was not in
    the file any more when something last was, and was written again.

    Used as a context, it is closed at the end. Raises ``UsageError`` where the path cannot be a notes file, and
    ``FileError`` where the system says no or another meeting is going on in the file.
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
            # A name with a sign that no name can have is a ValueError.
            why = reason(error if isinstance(error, OSError) else OSError(errno.EINVAL, ""))
            raise FileError(texts.cannot_write(str(path), why), texts.NOTES_ELSEWHERE_HINT) from None
        found = os.fstat(self._file)
        # A printer or /dev/null has nobody to be shared with.
        self._is_regular = stat.S_ISREG(found.st_mode)
        # The file as it was left empty here, where it was made here and nothing has been written in it.
        self._unwritten = found if is_new else None
        self._lock = Lock(path)
        self._written: list[str] = []
        # Where the file ended when it was last written here, and the bytes before that.
        self._end, self._tail = 0, b""
        self.was_lost = False
        # Whether the file's name is on the disk, and its folders'. Who made them may have died before they were.
        self._is_named = not self._is_regular
        try:
            # Nobody else knows of a new file yet: its lock waits until something is written.
            if not is_new and self._is_regular:
                self._take_lock()
                self._refuse_what_is_no_text()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> NotesFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. One that was made here, and that nobody has touched since, is removed.

        A file that something was written in is never removed, however empty it looks: an editor that saves empties it
        before it writes.
        """
        # A drive that is gone may not let go either, and what was said to be written is on the disk.
        with suppress(OSError):
            os.close(self._file)
        with suppress(OSError):
            # Another meeting may have come to write in the file: it has the lock then.
            if self._is_untouched() and (self._lock.is_taken or self._lock.take()) and self._is_untouched():
                self.path.unlink()
        self._unwritten = None
        self._lock.release()

    def _is_untouched(self) -> bool:
        made = self._unwritten
        if made is None:
            return False
        try:
            # Not what a link leads to: nobody has made one of this file.
            now = os.lstat(self.path)
        except OSError:
            return False
        is_as_made = (now.st_size, now.st_mtime_ns, now.st_nlink) == (0, made.st_mtime_ns, made.st_nlink)
        return is_as_made and os.path.samestat(now, made)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the file yet."""
        return os.fstat(self._file).st_size == 0

    def hold(self, text: str) -> None:
        """Say what the file holds of the meeting already: should all of it be gone one day, it is written again."""
        self._written = _EVENT.findall(text)
        self._look_at_end()

    def is_at(self, path: Path) -> bool:
        """Whether a path leads to this file."""
        try:
            return os.path.realpath(path) == os.path.realpath(self.path) or _leads_to(path, self._file)
        except ValueError:
            return False

    def take_over(self, other: NotesFile) -> None:
        """Write what another file holds of the meeting. What is here already, because the meeting was here before, is
        not written twice. Raises as ``append`` does."""
        try:
            there = self.path.read_text("utf-8", "replace") if self._is_regular else ""
        except OSError as error:
            raise FileError(texts.cannot_write(str(self.path), reason(error)), texts.NOTES_ELSEWHERE_HINT) from None
        lacking = "".join(text for text in other._written if _last_mark(text) not in there)
        if lacking:
            self.append("\n" * bool(there) + lacking.lstrip("\n"))
        self._written = list(other._written)
        self._look_at_end()

    def append(self, text: str) -> None:
        """Write at the end of the file; when this returns, the text is on the disk.

        Raises ``FileError`` where it is not. What had come through by then is taken out again where that can be
        done, and else it may stand there, whole or torn.
        """
        size, done, self.was_lost = -1, 0, False
        unwritten = self._unwritten if self._is_untouched() else None
        try:
            lost = self._find_again()
            if self._is_regular:
                self._take_lock()
            # Looked at each time: somebody may have written a line by hand, and left it without its end.
            is_torn = self._is_regular and ends_in_the_middle_of_a_line(self._file)
            data = (("\n" if is_torn else "") + lost + text).encode("utf-8")
            size = os.fstat(self._file).st_size
            while done < len(data):
                done += os.write(self._file, data[done:])
                self._unwritten = None
            os.fsync(self._file)
            if not self._is_named:
                for folder in self.path.resolve().parents:
                    sync_folder(folder)
                self._is_named = True
        except OSError as error:
            self._take_back(size, done, unwritten)
            raise FileError(texts.cannot_write(str(self.path), reason(error)), texts.NOTES_ELSEWHERE_HINT) from None
        self._written.append(text)
        self._end, self._tail = size + len(data), data[-_TAIL_BYTES:]

    def _take_lock(self) -> None:
        if not self._lock.is_taken and not self._lock.take():
            raise FileError(texts.notes_in_use(str(self.path)), texts.NOTES_ELSEWHERE_HINT)

    def _take_back(self, size: int, done: int, unwritten: os.stat_result | None) -> None:
        # Also after a sync that failed: the system may think those bytes written that are not, and a second sync
        # would say yes to them. Only what is certainly ours is taken.
        with suppress(OSError):
            if done and os.fstat(self._file).st_size == size + done:
                os.ftruncate(self._file, size)
                now = os.fstat(self._file)
                # Nobody was told that anything came to stand in it.
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

    def _stands(self) -> bool:
        # Whether what was written here last is where it was.
        if not _leads_to(self.path, self._file):
            return False
        return not self._is_regular or self._before(self._end)[-len(self._tail) :] == self._tail

    def _find_again(self) -> str:
        # What has been written here and stands in the file no more. An editor that saves writes over ours, or puts
        # another file in its place, and a folder can be cleared up in the middle of a meeting. What is lacking before
        # something that is still there was taken out on purpose. What is lacking at the end was written after the
        # editor had read the file, and nobody has seen it go.
        if self._stands():
            return ""
        make_folder(self.path.parent)
        file, _ = _open(self.path)
        self._is_named = False
        data = self.path.read_bytes()
        if data.startswith(_UTF16):
            os.close(file)
            raise FileError(texts.notes_are_no_text(str(self.path)), texts.NOTES_NO_TEXT_HINT)
        held = data.decode("utf-8", "replace")
        # Only a file that can be read takes the place of the one that was: until then all this may be tried again.
        file, self._file = self._file, file
        os.close(file)
        there = [number for number, text in enumerate(self._written, start=1) if _last_mark(text) in held]
        lost = "".join(self._written[max(there, default=0) :])
        self.was_lost = bool(lost)
        return lost

    def _refuse_what_is_no_text(self) -> None:
        # Words at the end of a Word document are words that nobody finds again. A power cut can leave bytes of 0 at
        # the end of notes, which are text all the same.
        os.lseek(self._file, 0, os.SEEK_SET)
        start = os.read(self._file, 4096)
        is_text = b"\0" not in start or MARK_BEGINS.encode() in start
        if not is_text or start.startswith(_UTF16):
            raise UsageError(texts.notes_are_no_text(str(self.path)), texts.NOTES_NO_TEXT_HINT)


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TAIL_BYTES = 64
# An event's lines and its mark; behind the last one, what else stands there.
_EVENT = re.compile(rf".*?{ANY_MARK}(?:(?:(?!{ANY_MARK}).)*\Z)?", re.DOTALL)


def _last_mark(text: str) -> str:
    marks: list[str] = re.findall(ANY_MARK, text)
    return marks[-1] if marks else text.strip()


def _open(path: Path) -> tuple[int, bool]:
    # The file, and whether it is this call that made it.
    # O_BINARY is Windows's: without it every line end is written as two characters.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags | os.O_EXCL, 0o600), True
    except FileExistsError:
        return os.open(path, flags, 0o600), False


def _leads_to(path: Path, file: int) -> bool:
    # Whether the path still leads to the open file. Somebody may have moved it and put another there.
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except OSError:
        return False
