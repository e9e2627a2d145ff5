"""A lock file next to a notes file, so that only one meeting at a time writes to it."""

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

    The lock is a separate file, because Windows does not let other programs read a locked file. On a drive that has no
    locks, several programs can take it at once, because a meeting must not fail for want of a lock.
    """

    def __init__(self, path: Path) -> None:
        # If the path is a link, the lock is next to the file that it points to.
        real = Path(os.path.realpath(path))
        self.path = real.parent / f".{real.name}.lock"
        self._locked_file = real
        self._held: BaseFileLock | None = None

    @property
    def is_taken(self) -> bool:
        """Return whether this object holds the lock, or has found that the drive has no locks."""
        # If the lock file was deleted together with its folder, other programs can take the lock.
        return self._held is not None and (not self._held.is_locked or self.path.exists())

    def take(self) -> bool:
        """Take the lock. Return ``False`` if another program holds it, and otherwise ``True``, even without locks."""
        # Imported here because it is slow, and the first picture needs no lock.
        from filelock import FileLock, Timeout

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # filelock warns in English about drives without locks.
                lock = FileLock(self.path, timeout=0, mode=self._mode())
                lock.acquire()
        except Timeout:
            return False
        except NotImplementedError:
            self._held = lock
        except OSError as error:
            # If the lock file exists and may not be opened, it belongs to another account.
            if isinstance(error, PermissionError) and os.path.lexists(self.path):
                return False
            # After a temporary error, such as a full disk, the meeting tries to take the lock again at the next event.
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
            # Removed before the release. Afterwards, this could remove a lock that another program has just taken.
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
