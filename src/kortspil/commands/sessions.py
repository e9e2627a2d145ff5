"""``kortspil sessions``: the meetings that were held, and one of them deleted."""

from __future__ import annotations

import json as json_format
import sys
from pathlib import Path

from kortspil import archive, deletion, places, streams
from kortspil.archive import Kept
from kortspil.commands.typing import program
from kortspil.errors import WrongCall
from kortspil.harmless import harmless
from kortspil.lock import is_free
from kortspil.texts import sessions as texts


def show(files: tuple[Path, ...], *, json: bool) -> None:
    """Print every meeting, the latest first."""
    found = archive.meetings(places.notes_folder(), tuple(file.expanduser() for file in files))
    if json:
        rows = [_fields(kept) for kept in found]
        print(json_format.dumps(rows, ensure_ascii=not streams.is_utf8(sys.stdout), indent=2))
    elif not found:
        print(texts.no_sessions(str(places.notes_folder()), program()))
    for kept in () if json else found:
        _say(kept)


def delete(name: str, files: tuple[Path, ...], *, force: bool) -> None:
    """Delete the meeting whose id begins with a name, after asking."""
    folder, files = places.notes_folder(), tuple(file.expanduser() for file in files)
    kept = archive.find(folder, name, files)
    paths = archive.copies(folder, kept.meeting.id, files)
    if not all(is_free(path) for path in paths):
        raise WrongCall(texts.is_going_on(kept.meeting.at), texts.IS_GOING_ON_REMEDY)
    if not force:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            call = f"{program()} sessions --delete {kept.meeting.id} --force"
            raise WrongCall(texts.CANNOT_ASK, texts.cannot_ask_remedy(call))
        _say(kept)
        if not streams.agrees(texts.DELETE_FOR_GOOD, unless_told=False):
            print(texts.NOTHING_DELETED)
            return
    for path in paths:
        deletion.delete(path, kept.meeting.id)
        if not path.exists():
            archive.forget(folder, path)
    print(texts.deleted(kept.meeting.at))


def _say(kept: Kept) -> None:
    state = texts.CLOSED if kept.is_closed else texts.BROKEN_OFF if is_free(kept.path) else texts.GOING_ON
    print(f"{harmless(kept.meeting.id)}  {texts.session(kept.meeting.at, state)}")
    print(f"    {texts.contents(*kept.counts)}")
    print(f"    {harmless(str(kept.path))}")


def _fields(kept: Kept) -> dict[str, object]:
    turned, notes = kept.counts
    return {
        "id": kept.meeting.id,
        "at": kept.meeting.at.isoformat(),
        "closed": kept.is_closed,
        "cards_turned": turned,
        "notes": notes,
        "areas": [area for area, _ in kept.meeting.opened.areas],
        "file": str(kept.path),
    }
