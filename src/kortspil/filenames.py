"""Names that Windows takes for something else than a file of that name."""

from __future__ import annotations

import ntpath
import os
import re

from kortspil.errors import WrongCall
from kortspil.texts import notes as texts

# Windows' own devices, whatever ending is put behind them.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[1-9¹²³])", re.IGNORECASE)
_NEVER = re.compile('[<>:"|?*\x00-\x1f]')
# A path that the system is told to take to the letter.
_TO_THE_LETTER = ("\\\\?\\", "\\\\.\\")


def refuse(path: str, remedy: str) -> None:
    """Raise ``WrongCall`` where a file of that name, or a folder on the way to it, cannot be made here."""
    what = trouble_on_windows(path) if os.name == "nt" else None
    if what is not None:
        raise WrongCall(what, remedy)


def trouble_on_windows(path: str) -> str | None:
    """The sentence that says why Windows has no such file, or ``None`` where it can.

    Windows itself does not say no to these: «møde 10:30.md» is a hidden stream of the file «møde 10», «NUL.md» is
    nothing at all, and of «referat.» the last sign is dropped.
    """
    if path.startswith(_TO_THE_LETTER):
        return None
    _, rest = ntpath.splitdrive(path)
    for name in re.split(r"[\\/]", rest):
        if name in ("", ".", ".."):
            continue
        never = _NEVER.search(name)
        if never:
            return texts.sign_in_file_name(name, never[0])
        if _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")):
            return texts.reserved_file_name(name)
        if name.endswith((".", " ")):
            return texts.file_name_ends_badly(name)
    return None
