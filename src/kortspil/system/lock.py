"""One meeting at a time in a notes file: a lock beside it, that the system lets go of when its holder ends."""

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
    """The lock of a notes file.

    It is a file of its own, because Windows lets nobody read a file that is locked itself. Where the drive knows no
    locks it holds nobody back: a meeting can do without.
    """

    def __init__(self, notes: Path) -> None:
        # Beside the file itself, whatever link leads to it.
        real = Path(os.path.realpath(notes))
        self.path = real.parent / f".{real.name}.lock"
        self._notes = real
        self._held: BaseFileLock | None = None

    @property
    def is_taken(self) -> bool:
        """Whether this object has it, or has found that there is none to be had."""
        # A folder that was cleared away took the lock with it: nobody else would find it held.
        return self._held is not None and (not self._held.is_locked or self.path.exists())

    def take(self) -> bool:
        """Take the lock; ``False``: somebody else has it."""
        # 25 ms, which the first picture does not wait for.
        from filelock import FileLock, Timeout

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # It warns in English of drives that know no locks.
                lock = FileLock(self.path, timeout=0, mode=self._mode())
                lock.acquire()
        except Timeout:
            return False
        except NotImplementedError:
            self._held = lock
        except OSError as error:
            # A lock that one may not even open is another account's.
            if isinstance(error, PermissionError) and os.path.lexists(self.path):
                return False
            # What may pass, a full disk say, is tried again with the next event.
            self._held = lock if error.errno in _NO_LOCKS else None
        else:
            self._held = lock
        return True

    def _mode(self) -> int:
        # Who may write the notes must be able to see that they are taken.
        try:
            return stat.S_IMODE(os.stat(self._notes).st_mode)
        except OSError:
            return 0o600

    def release(self) -> None:
        """Let the lock go and leave nothing behind."""
        if self._held is None:
            return
        if self._held.is_locked and os.name != "nt":
            # While it is held: whoever opens it from now on finds another file there.
            with suppress(OSError):
                self.path.unlink()
        with suppress(OSError):
            self._held.release(force=True)
        self._held = None


def is_free(notes: Path) -> bool:
    """Whether no meeting is going on in a notes file."""
    lock = Lock(notes)
    if not os.path.lexists(lock.path):
        return True
    free = lock.take()
    lock.release()
    return free
