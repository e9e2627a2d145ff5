"""A lock file beside a notes file, so that one meeting at a time writes in it."""

from __future__ import annotations

import errno
import os
import stat
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EROFS, errno.EACCES, errno.EPERM)


class Lock:
    """The lock of a file, usually a notes file. The system releases it when the program ends.

    It is a file of its own, because Windows does not let other programs read a locked file. On a drive without locks
    it can be taken several times at once: a meeting must not fail for that.
    """

    def __init__(self, path: Path) -> None:
        # Beside the file itself, not beside a link to it.
        real = Path(os.path.realpath(path))
        self.path = real.parent / f".{real.name}.lock"
        self._locked_file = real
        self._held: BaseFileLock | None = None

    @property
    def is_taken(self) -> bool:
        """Return whether this object holds the lock, or has found that the drive has no locks."""
        # A lock file that was deleted together with its folder keeps nobody out.
        return self._held is not None and (not self._held.is_locked or self.path.exists())

    def take(self) -> bool:
        """Take the lock. Return ``False`` if another program holds it."""
        # Imported here because it is slow, and the first picture needs no lock.
        from filelock import FileLock, Timeout

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # It warns in English about drives without locks.
                lock = FileLock(self.path, timeout=0, mode=self._mode())
                lock.acquire()
        except Timeout:
            return False
        except NotImplementedError:
            self._held = lock
        except OSError as error:
            # A lock file that may not be opened belongs to another account.
            if isinstance(error, PermissionError) and os.path.lexists(self.path):
                return False
            # After an error that may pass, such as a full disk, the lock is tried again at the next event.
            self._held = lock if error.errno in _NO_LOCKS else None
        else:
            self._held = lock
        return True

    def _mode(self) -> int:
        # Everyone who may write the notes must be able to open the lock.
        try:
            return stat.S_IMODE(os.stat(self._locked_file).st_mode)
        except OSError:
            return 0o600

    def release(self) -> None:
        """Release the lock and remove its file."""
        if self._held is None:
            return
        if self._held.is_locked and os.name != "nt":
            # Before the release: after it, this could remove the lock that another program has just taken.
            with suppress(OSError):
                self.path.unlink()
        with suppress(OSError):
            self._held.release(force=True)
        self._held = None


def is_free(path: Path) -> bool:
    """Return whether no program holds the lock of a file."""
    lock = Lock(path)
    if not os.path.lexists(lock.path):
        return True
    free = lock.take()
    lock.release()
    return free
