"""``kortspil export``: the minutes of the latest meeting."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kortspil import archive, export, filenames, places, streams, wholefile
from kortspil.commands import choosing
from kortspil.commands.typing import program, quoted
from kortspil.errors import KortspilError, WrongCall
from kortspil.harmless import harmless
from kortspil.journal import Meeting
from kortspil.minutes import Face, Minutes, build
from kortspil.texts import exporting as texts
from kortspil.texts.notes import EXPORT_ELSEWHERE_REMEDY


def run(target: str, files: tuple[Path, ...], meeting: str = "", *, force: bool, allow_empty: bool) -> None:
    """Write the minutes to a file, or to standard output where ``target`` is «-»: those of the meeting whose id begins
    with ``meeting``, or of the latest."""
    render = export.renderer(export.format_of(target))
    files = tuple(map(choosing.typed_path, files))
    path = None if target == "-" else choosing.typed_path(Path(target))
    if path is not None:
        filenames.refuse(str(path), EXPORT_ELSEWHERE_REMEDY)
        _refuse_to_overwrite(path, _call(target, files, "--force"), force=force)
    folder = places.notes_folder()
    kept = archive.find(folder, meeting, files) if meeting else archive.latest(folder, files)
    minutes = _minutes(kept.meeting)
    if not minutes.has_notes and not allow_empty:
        raise WrongCall(texts.meeting_without_notes(minutes.at), _without_notes_remedy(target, files, force=force))
    data = render([minutes])
    if path is None:
        for piece in data:
            streams.write_bytes(piece)
    else:
        wholefile.write(path.resolve(), data)
        print(harmless(texts.exported(minutes.at, str(path.resolve()))))
    if kept.unreadable:
        print(harmless(texts.unreadable_lines(str(kept.path), kept.unreadable)), file=sys.stderr)


def _refuse_to_overwrite(path: Path, again: str, *, force: bool) -> None:
    if path.is_dir():
        raise WrongCall(texts.target_is_folder(str(path)), EXPORT_ELSEWHERE_REMEDY)
    if not os.path.lexists(path):
        return
    if path.exists() and archive.read(path).meetings:
        raise WrongCall(texts.target_is_notes(str(path)), texts.TARGET_IS_NOTES_REMEDY)
    if not force:
        raise WrongCall(texts.target_exists(str(path)), texts.target_exists_remedy(again))


def _without_notes_remedy(target: str, files: tuple[Path, ...], *, force: bool) -> str:
    forced = ["--force"] if force else []
    remedy = texts.without_notes_remedy(_call(target, files, "--allow-empty", *forced))
    earlier = None if files else archive.latest_with_notes(places.notes_folder())
    if earlier is None:
        return remedy
    call = _call(target, (earlier.path,), *forced)
    return f"{texts.earlier_with_notes(earlier.meeting.at, call)}\n{remedy}"


def _minutes(meeting: Meeting) -> Minutes:
    # The words of unturned cards are in the deck alone. Without it the minutes say how many they were.
    try:
        file = meeting.opened.deck_file
        deck = choosing.deck(Path(file) if file else None)
    except KortspilError:
        return build(meeting, {})
    return build(
        meeting, {card.id: Face(area.id, area.name, card.question) for area in deck.areas for card in area.cards}
    )


def _call(target: str, files: tuple[Path, ...], *options: str) -> str:
    sources = [word for file in files for word in ("--from", quoted(str(file)))]
    # A name that begins with «-» would be taken for an option.
    named = f"./{target}" if target.startswith("-") and target != "-" else target
    return " ".join([program(), "export", *sources, *options, quoted(named)])
