"""A file written whole or not at all."""

from __future__ import annotations

import glob
import os
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kortspil.errors import FileError
from kortspil.messages import notes as texts
from kortspil.messages.os_errors import reason

# On Windows nobody can put a file where another program has one open, and whatever looks for viruses opens each new
# file for a moment. Elsewhere waiting changes nothing.
_TRIES = 20 if os.name == "nt" else 1
_PAUSE_SECONDS = 0.05

_RANDOM = re.compile(r"[0-9a-f]{8}")


def write(path: Path, data: bytes | Iterable[bytes], mode: int | None = None) -> None:
    """Put ``data``, which may come piece by piece, at ``path``: written beside it, on the disk, and only then given
    the name.

    ``mode`` is who may read it, where that is not what the system gives a new file.
    Raises ``FileError``, and what the making of the pieces raises; whatever stood at ``path`` stands there still
    then, and nothing is left beside it.
    """
    # Not tempfile's: in a folder one may not write in, it tries for ever on Windows (CPython issue 66305).
    temporary = path.parent / f".{path.name}.{os.urandom(4).hex()}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o666 if mode is None else 0o600), "wb") as file:
            if mode is not None and sys.platform != "win32":
                os.fchmod(file.fileno(), mode)
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        _put(temporary, path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        hint = texts.MAY_NOT_HINT if isinstance(error, PermissionError) else texts.EXPORT_ELSEWHERE_HINT
        raise FileError(texts.cannot_write(str(path), reason(error)), hint) from None


def _put(temporary: Path, path: Path) -> None:
    """Give a file its name, and try again for a second where another program has hold of it. Raises ``OSError``."""
    for left in reversed(range(_TRIES)):
        try:
            temporary.replace(path)
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def clear_up(path: Path) -> None:
    """Remove what a program that was killed while it wrote the file left beside it. Raises ``OSError``."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.????????"):
        if _RANDOM.fullmatch(left.name.removeprefix(f".{path.name}.")):
            left.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and those it lies in, for their owner alone. Raises ``OSError``.

    Their names are on the disk when ``sync_folder`` has been told of the folders that they lie in.
    """
    missing = [at for at in (folder, *folder.parents) if not at.exists()]
    for at in reversed(missing):
        at.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the names of a folder's files on the disk.

    A new file's name is lost in a power cut until then. Windows has no such call, and some network drives refuse it:
    they are no reason to hold no meeting.
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
    """Whether an open file has a last line without its end. Raises ``OSError``."""
    size = os.lseek(file, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1) != b"\n"
