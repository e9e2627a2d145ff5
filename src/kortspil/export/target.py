"""A file written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kortspil.errors import FileTrouble
from kortspil.texts import notes as texts
from kortspil.texts.oserrors import reason


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``: written beside it, on the disk, and only then given the name.

    Raises ``FileTrouble``; whatever stood at ``path`` stands there still then, and nothing is left beside it.
    """
    temporary = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise FileTrouble(texts.cannot_write(str(path), reason(error)), texts.EXPORT_ELSEWHERE_REMEDY) from None


def _umask() -> int:
    # The only way to read it is to set it.
    current = os.umask(0o077)
    os.umask(current)
    return current
