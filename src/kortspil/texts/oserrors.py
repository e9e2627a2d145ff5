"""What the system says no with, in Danish."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "du har ikke adgang",
    errno.EPERM: "du har ikke adgang",
    errno.EROFS: "drevet er skrivebeskyttet",
    errno.ENOSPC: "disken er fuld",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "disken er fuld",
    errno.EFBIG: "filen må ikke blive større",
    errno.ENOENT: "mappen findes ikke",
    errno.ENOTDIR: "en del af stien er en fil, ikke en mappe",
    errno.EISDIR: "det er en mappe",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.EIO: "disken eller netværket svarer ikke",
    errno.ESTALE if hasattr(errno, "ESTALE") else errno.EIO: "netværksdrevet er væk",
    errno.EBUSY: "filen er i brug",
    errno.ETXTBSY: "filen er i brug",
    errno.ELOOP: "genvejene peger i ring",
    errno.EINVAL: "navnet kan ikke bruges",
    errno.EPIPE: "modtageren er lukket",
}


# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: Word has it open.
_IN_USE_ON_WINDOWS = (32, 33)


def reason(error: OSError) -> str:
    """Why a file operation failed, as the end of a sentence; never the system's own English."""
    if getattr(error, "winerror", None) in _IN_USE_ON_WINDOWS:
        return "filen er åben i et andet program"
    return _REASONS.get(error.errno or 0, f"systemets fejl nr. {error.errno}")
