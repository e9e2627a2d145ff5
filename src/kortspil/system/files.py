"""Read a file, or write it whole or not at all."""

from __future__ import annotations

import glob
import os
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kortspil.errors import FileError, UsageError
from kortspil.messages import notes as texts
from kortspil.messages import os_errors
from kortspil.messages.os_errors import reason

# Windows does not replace a file that another program has open, and virus scanners open each new file for a moment.
# On other systems, waiting does not help.
_TRIES = 20 if os.name == "nt" else 1
_PAUSE_SECONDS = 0.05

_RANDOM = re.compile(r"[0-9a-f]{8}")


def read(path: Path, size: int = -1) -> bytes:
    """Return a file's bytes, or only the first ``size`` of them.

    Raises ``UsageError`` if the file does not exist, or is a folder, a pipe or a device, and ``FileError`` if the
    system refuses to read it.
    """
    name = str(path)
    # Checked first, because opening a pipe would wait for a writer. ``Path.exists`` and ``Path.is_file`` would raise an
    # error in a folder without permission.
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UsageError(os_errors.is_no_file(name), os_errors.NO_SUCH_FILE_HINT)
    try:
        with path.open("rb") as file:
            return file.read(size)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(os_errors.no_such_file(name), os_errors.NO_SUCH_FILE_HINT) from None
    except OSError as error:
        # Windows reports «permission denied» for a folder.
        if os.path.isdir(path):
            raise UsageError(os_errors.is_a_folder(name), os_errors.NO_SUCH_FILE_HINT) from None
        raise FileError(os_errors.cannot_read(name, error), os_errors.CANNOT_READ_HINT) from None


def write(path: Path, data: bytes | Iterable[bytes], mode: int | None = None) -> None:
    """Write ``data`` to a temporary file, sync it, and move it to ``path``.

    ``data`` may be an iterable of pieces. ``mode`` is the permissions of the file, ``None`` the system's default for a
    new file. Raises ``FileError``, and any error that the iterable raises. After an error, the file at ``path`` is
    unchanged, and the temporary file is removed.
    """
    # Without tempfile, which tries for ever on Windows in a folder without write permission (CPython issue 66305).
    temporary = path.parent / f".{path.name}.{os.urandom(4).hex()}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o666 if mode is None else 0o600), "wb") as file:
            if mode is not None and sys.platform != "win32":
                os.fchmod(file.fileno(), mode)
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        _move(temporary, path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        hint = texts.MAY_NOT_HINT if isinstance(error, PermissionError) else texts.EXPORT_ELSEWHERE_HINT
        raise FileError(texts.cannot_write(str(path), reason(error)), hint) from None


def _move(temporary: Path, path: Path) -> None:
    """Move a file. On Windows, try for a second if another program has the target open. Raises ``OSError``."""
    for tries_left in reversed(range(_TRIES)):
        try:
            temporary.replace(path)
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def clear_up(path: Path) -> None:
    """Remove the temporary files of programs that were killed while they wrote ``path``. Raises ``OSError``."""
    for temporary in path.parent.glob(f".{glob.escape(path.name)}.????????"):
        if _RANDOM.fullmatch(temporary.name.removeprefix(f".{path.name}.")):
            temporary.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, with access for the owner only. Raises ``OSError``.

    Their names survive a power cut only after ``sync_folder`` has been called with each of their parents.
    """
    missing = [at for at in (folder, *folder.parents) if not at.exists()]
    for at in reversed(missing):
        at.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Sync a folder, so that the names of its new files survive a power cut.

    Windows has no such call, and some network drives refuse it. Both cases are ignored: a meeting must go on even so.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        at = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(at)
        finally:
            os.close(at)


def ends_in_the_middle_of_a_line(file: int) -> bool:
    """Return whether the last line of an open file lacks its line end. Raises ``OSError``."""
    size = os.lseek(file, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1) != b"\n"
