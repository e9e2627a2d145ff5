"""Move a meeting's notes to a place that a person types."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from kortspil.errors import FileError, UsageError
from kortspil.messages import meeting as texts
from kortspil.messages.notes import cannot_write
from kortspil.messages.os_errors import reason
from kortspil.system import paths
from kortspil.system.paths import as_path
from kortspil.ui.controller import MeetingController


def move(controller: MeetingController, typed: str) -> FileError | UsageError | None:
    """Continue the meeting in the file or folder that a person typed. Return the error if that fails, or ``None``."""
    if not typed.strip():
        return UsageError(texts.NO_PLACE)
    bare = typed.strip().strip('"')
    try:
        path = as_path(bare)
    except RuntimeError:  # «~bo», and the system has no user of that name.
        return FileError(cannot_write(bare, reason(OSError(errno.ENOENT, ""))))
    # Not Path.is_dir, which raises if the name is too long or the folder may not be read.
    if os.path.isdir(path):
        path = path / controller.notes.path.name
    try:
        paths.refuse(str(path), "")
        controller.move(path)
    except (FileError, UsageError) as trouble:
        return trouble
    return None


def suggestion(path: Path) -> Path:
    """Suggest another path for the notes at ``path``: in the home folder, or in the current one if they are at home."""
    folders: list[Path] = []
    for find in (Path.home, Path.cwd):
        # The notes may be in trouble because the current folder was removed.
        with suppress(OSError, RuntimeError):
            folders.append(find())
    folder = next((folder for folder in folders if folder != path.parent), folders[0] if folders else Path())
    name = path.name if path.suffix == ".md" else f"{path.name}.md"
    return folder / f"kortspil-{name}"
