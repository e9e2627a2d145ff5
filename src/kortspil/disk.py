"""What has to be done besides writing, so that a power cut takes nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


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
