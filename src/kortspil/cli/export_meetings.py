"""The meetings that a call of ``kortspil export`` chooses, and their minutes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kortspil.cli import resolve
from kortspil.errors import KortspilError, UsageError
from kortspil.messages import export as texts
from kortspil.messages import notes
from kortspil.minutes.build import build
from kortspil.minutes.model import CardText, Minutes
from kortspil.notes import selection, store
from kortspil.notes.selection import MeetingRef
from kortspil.notes.store import StoredMeeting
from kortspil.system import paths
from kortspil.system.streams import as_text


class MeetingChoice(NamedTuple):
    """The options that choose meetings, as they were typed.

    ``files`` are files and folders to read. If there are none, the folder of notes and the remembered files are read.
    ``meetings`` are the beginnings of ids. ``since`` is a day, in Danish or in ISO 8601. ``areas`` limit the minutes.
    """

    files: tuple[Path, ...] = ()
    meetings: tuple[str, ...] = ()
    everything: bool = False
    since: str | None = None
    areas: tuple[str, ...] = ()


class Chosen:
    """The chosen meetings. Each call of ``minutes`` reads them again.

    ``without`` holds a sentence for each file in which no meeting was found. ``damaged`` maps a file to the numbers of
    its lines that could not be read; it is filled while the meetings are read.
    """

    def __init__(self, found: tuple[MeetingRef, ...], areas: tuple[str, ...], without: tuple[str, ...]) -> None:
        self.found = found
        self.without = without
        self.damaged: dict[Path, tuple[int, ...]] = {}
        self._areas = _area_names(areas, found) if areas else None
        self._card_texts: dict[str, dict[str, CardText]] = {}

    def __len__(self) -> int:
        return len(self.found)

    def minutes(self) -> Iterator[Minutes]:
        """Yield the minutes of each meeting, the oldest first. Raises what ``store.read`` raises."""
        for kept in selection.read(self.found):
            if kept.unreadable:
                self.damaged[kept.path] = kept.unreadable
            deck_file = kept.meeting.opened.deck_file
            if deck_file not in self._card_texts:
                self._card_texts[deck_file] = _card_texts(deck_file)
            whole = build(kept.meeting, self._card_texts[deck_file])
            yield whole if self._areas is None else whole.limited(self._areas)


def choose(wanted: MeetingChoice, today: date, track: selection.Track[Path] | None = None) -> Chosen:
    """Find the chosen meetings, or the latest one if no option chooses any.

    ``since`` is counted from ``today``. ``track`` shows the progress while the files are read.
    Raises ``UsageError`` if there is no such meeting or an option cannot be understood, and ``FileError`` if a named
    file cannot be read.
    """
    files = tuple(map(resolve.typed_path, wanted.files))
    folder = paths.notes_folder()
    if wanted.meetings and (wanted.everything or wanted.since is not None):
        raise UsageError(texts.MEETING_OR_ALL, texts.MEETING_OR_ALL_HINT)
    day = _day(wanted.since, today) if wanted.since is not None else None
    is_one_file = not files or (len(files) == 1 and not os.path.isdir(files[0]))
    if is_one_file and not wanted.meetings and not wanted.everything and day is None:
        # Faster than the search below: files older than the latest meeting are not read.
        without_meeting: list[str] = []
        kept = store.latest(folder, files, lambda path: without_meeting.append(notes.no_meeting(str(path))))
        return Chosen((_found(kept),), wanted.areas, tuple(without_meeting))
    found, without = selection.everything(folder, files, track=track)
    if not found:
        raise store.no_meeting(folder, files)
    if wanted.meetings:
        found = selection.named(found, wanted.meetings)
    elif day is not None:
        last = found[-1].at
        found = selection.since(found, day)
        if not found:
            raise UsageError(texts.no_meeting_since(day, last), texts.SINCE_HINT)
    elif not wanted.everything:
        found = selection.latest_of_each(found)
    return Chosen(found, wanted.areas, without)


def _found(kept: StoredMeeting) -> MeetingRef:
    meeting = kept.meeting
    return MeetingRef(kept.path, meeting.id, meeting.at, meeting.opened.areas)


def _area_names(areas: tuple[str, ...], found: tuple[MeetingRef, ...]) -> dict[str, str]:
    names = {area: name for one in found for area, name in one.areas}
    wanted = resolve.area_ids({area: (name,) for area, name in names.items()}, areas, texts.area_at_no_meeting)
    return {area: name for area, name in names.items() if area in wanted}


def _day(typed: str, today: date) -> date:
    # Imported here: most exports have no --since.
    from kortspil.minutes.past_days import read_past_day

    return read_past_day(as_text(typed), today)


def _card_texts(deck_file: str) -> dict[str, CardText]:
    # Only the deck has the texts of the unturned cards. If it is gone, the minutes say only how many they are.
    try:
        deck = resolve.deck(Path(deck_file) if deck_file else None)
    except KortspilError:
        return {}
    return {card.id: CardText(area.id, area.name, card.question) for area in deck.areas for card in area.cards}
