"""``kortspil sessions``: list the meetings, or delete one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from kortspil.cli.options import FILE, FilesOption, JsonOption
from kortspil.cli.prompts import agrees, program
from kortspil.cli.resolve import typed_path
from kortspil.errors import UsageError
from kortspil.messages import cli as cli_messages
from kortspil.messages import sessions as texts
from kortspil.messages.notes import NOT_NOTES_HINT, no_meeting, notes_in_use
from kortspil.notes import delete as notes_delete
from kortspil.notes import store
from kortspil.notes.store import StoredMeeting
from kortspil.system import paths, streams
from kortspil.system.lock import is_free
from kortspil.text.sanitize import sanitize


def sessions(
    source: Annotated[FilesOption, typer.Option("--from", help=cli_messages.SESSIONS_FROM, **FILE)] = None,
    delete: Annotated[str, typer.Option(help=cli_messages.DELETE, metavar=cli_messages.MEETING_METAVAR)] = "",
    force: Annotated[bool, typer.Option("--force", help=cli_messages.DELETE_FORCE)] = False,
    as_json: JsonOption = False,
) -> None:
    if delete:
        _delete(delete, tuple(source or ()), force=force)
    else:
        _show(tuple(source or ()), as_json=as_json)


def _show(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Print the meetings, the latest first."""
    files = tuple(map(typed_path, files))
    found = store.meetings(paths.notes_folder(), files)
    if as_json:
        rows = [_fields(kept) for kept in found]
        print(json.dumps(rows, ensure_ascii=not streams.is_utf8(sys.stdout), indent=2))
    elif not found and files:
        print(sanitize(f"{no_meeting(', '.join(map(str, files)))} {NOT_NOTES_HINT}"))
    elif not found:
        print(texts.no_sessions(str(paths.notes_folder()), program()))
    going_on = _going_on(found)
    for kept in () if as_json else found:
        _say(kept, is_going_on=kept.meeting.id in going_on)


def _delete(name: str, files: tuple[Path, ...], *, force: bool) -> None:
    """Delete the meeting whose id begins with a name, and ask first unless ``force`` is set."""
    folder, files = paths.notes_folder(), tuple(map(typed_path, files))
    kept = store.find(folder, name, files)
    copies = store.copies(folder, kept.meeting.id, files)
    for path in copies:
        if not is_free(path):
            raise UsageError(notes_in_use(str(path)), texts.IS_GOING_ON_HINT)
    if not force:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            call = f"{program()} sessions --delete {kept.meeting.id} --force"
            raise UsageError(texts.CANNOT_ASK, texts.cannot_ask_hint(call))
        _say(kept)
        if not agrees(texts.DELETE_FOR_GOOD, unless_told=False):
            print(texts.NOTHING_DELETED)
            return
    for path in copies:
        notes_delete.delete(path, kept.meeting.id)
        if not path.exists():
            store.forget(folder, path)
    print(texts.deleted(kept.meeting.at))


def _going_on(found: list[StoredMeeting]) -> set[str]:
    # In a locked file, the meeting under way is the one with the latest event among those that are not closed.
    latest: dict[Path, StoredMeeting] = {}
    for kept in found:
        if not kept.is_closed and (kept.path not in latest or kept.ends > latest[kept.path].ends):
            latest[kept.path] = kept
    return {kept.meeting.id for kept in latest.values() if not is_free(kept.path)}


def _say(kept: StoredMeeting, *, is_going_on: bool = False) -> None:
    state = texts.CLOSED if kept.is_closed else texts.GOING_ON if is_going_on else texts.BROKEN_OFF
    print(f"{sanitize(kept.meeting.id)}  {texts.state(kept.meeting.at, state)}")
    group = f"{sanitize(kept.meeting.opened.group)}: " if kept.meeting.opened.group else ""
    print(f"    {group}{texts.contents(*kept.counts)}")
    print(f"    {sanitize(str(kept.path))}")


def _fields(kept: StoredMeeting) -> dict[str, object]:
    turned, notes = kept.counts
    return {
        "id": kept.meeting.id,
        "at": kept.meeting.at.isoformat(),
        "closed": kept.is_closed,
        "cards_turned": turned,
        "notes": notes,
        "group": kept.meeting.opened.group,
        "areas": [area for area, _ in kept.meeting.opened.areas],
        "file": str(kept.path),
    }
