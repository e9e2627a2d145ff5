"""Why the system refused to read or write a file, in Danish."""

from __future__ import annotations

import errno
import os

_REASONS = {
    errno.EACCES: "der er ikke adgang",
    errno.EPERM: "der er ikke adgang",
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


# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program, such as Word, has the file open.
_IN_USE_ON_WINDOWS = (32, 33)
# ERROR_REM_NOT_LIST, _BAD_NETPATH, _NETWORK_BUSY, _DEV_NOT_EXIST, _UNEXP_NET_ERR, _NETNAME_DELETED, _BAD_NET_NAME,
# _SEM_TIMEOUT, _NO_NET_OR_BAD_PATH, _NETWORK_UNREACHABLE, _LOGON_FAILURE.
_GONE_ON_WINDOWS = (51, 53, 54, 55, 59, 64, 67, 121, 1203, 1231, 1326)


def reason(error: OSError) -> str:
    """Return why a file operation failed, as the end of a Danish sentence."""
    if getattr(error, "winerror", None) in _IN_USE_ON_WINDOWS:
        return "filen er åben i et andet program"
    if getattr(error, "winerror", None) in _GONE_ON_WINDOWS:
        return "netværksdrevet er væk"
    if os.name == "nt" and error.errno == errno.EACCES and getattr(error, "winerror", None) is None:
        # Here a file that is open in Word gives the same error number as a file without permission.
        return "der er ikke adgang, eller filen er åben i et andet program"
    return _REASONS.get(error.errno or 0, f"systemets fejl nr. {error.errno}")


# --- Reading a file

NO_SUCH_FILE_HINT = "Se efter, om navnet er stavet rigtigt, og om du står i den rigtige mappe."
CANNOT_READ_HINT = "Se efter, om du har lov til at læse filen."


def no_such_file(name: str) -> str:
    return f"Filen {name} findes ikke."


def is_a_folder(name: str) -> str:
    return f"{name} er en mappe, ikke en fil."


def is_no_file(name: str) -> str:
    return f"{name} er ikke en almindelig fil."


def cannot_read(name: str, error: OSError) -> str:
    return f"Filen {name} kan ikke læses: {reason(error)}."
