"""Measure the time to write a note: to an empty file, to a file of a million events, and in a very long meeting.

    python benchmarks/notes.py [--most 1000000] [--runs 400] [--folder FOLDER]

A note is written as the program writes it: the rules decide on the event, which is then appended and synced. The three
kinds of notes alternate. The file of a million events takes some 150 MB in ``--folder``, by default the system's folder
for temporary files. The folder should be on a disk, because a file in memory is synced at once. The very long meeting
has a hundredth of the events and is resumed from its notes. A meeting of a tenth of the events is resumed as well, but
no notes are measured in it. Everything runs in this process, whatever ``--python`` is.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import installed
from kortspil.deck import reader as deck_reader
from kortspil.meeting.commands import Finish, Turn, Write
from kortspil.meeting.events import Entry, Event, Finished, Kind, Noted, Opened, Turned
from kortspil.meeting.state import Phase, begin
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.reader import extract_meeting, parse
from kortspil.notes.restore import resume
from kortspil.system import paths
from kortspil.ui.controller import MeetingController, Services
from measuring import Figure, alternate, figure, ratio, report

_BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=1)))
_SAID = "Vi bruger det hver dag, men ikke på samme måde, og ingen har fortalt de nye, hvordan vi plejer."
_NOTES_ON_A_CARD = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1_000_000, help="how many events there are in the large file")
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--folder", type=Path, default=None)
    installed.add_option(parser)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        report("notes", _measure(Path(folder), wanted.most, wanted.runs))


def _measure(folder: Path, most: int, runs: int) -> list[Figure]:
    large = folder / "large.md"
    write(large, most)
    games = {"empty": _new(folder / "empty.md"), "large": _new(large)}
    resuming: dict[int, float] = {}
    # The program also disables the garbage collector until its first picture.
    gc.disable()
    for amount in (most // 10, most // 100):
        path = folder / f"{amount}.md"
        write(path, amount)
        if "long" in games:
            games["long"].notes.close()
        begun = time.perf_counter()
        games["long"] = _resumed(path)
        resuming[amount] = time.perf_counter() - begun
    gc.enable()
    syncing: dict[str, list[float]] = {name: [] for name in games}
    with _fsync_timed() as sync:

        def note(name: str) -> float:
            sync.seconds, begun = 0.0, time.perf_counter()
            outcome = games[name].do(Write(Kind.NOTE, _SAID))
            taken = time.perf_counter() - begun
            assert outcome.event is not None, outcome
            syncing[name].append(sync.seconds)
            return taken

        taken = alternate({name: lambda name=name: note(name) for name in games}, runs)  # type: ignore[misc]
    for game in games.values():
        game.notes.close()
    # The first run of each is not counted.
    sync_times = {name: found[1:] for name, found in syncing.items()}
    other_times = {name: [a - b for a, b in zip(taken[name], sync_times[name], strict=True)] for name in games}
    places = {"large": f"to a file of {most:,} events", "long": f"in a meeting of {most // 100:,} events"}
    figures = [figure("a note to an empty file", _in_ms(taken["empty"]), "ms")]
    figures.append(figure("… of which fsync", _shares(sync_times["empty"], taken["empty"]), "%"))
    for name, where in places.items():
        figures.append(ratio(f"a note {where}", taken[name], taken["empty"], _BOUNDS[name], "to an empty file"))
        figures.append(figure("… of which fsync", _shares(sync_times[name], taken[name]), "%"))
        figures.append(ratio("… the rest", other_times[name], other_times["empty"], None, "to an empty file"))
    for amount, seconds in resuming.items():
        figures.append(figure(f"going on with the meeting of {amount:,} events", [seconds], "s"))
    return figures


# Writing a note copies the tuple of all notes before it. So it takes longer in a long meeting.
_BOUNDS = {"large": 1.1, "long": 2}


def write(path: Path, amount: int) -> None:
    """Write and sync the notes of one meeting of at least ``amount`` events."""
    deck = deck_reader.load(paths.shipped_deck())
    cards = [(card, area) for area in deck.areas for card in area.cards]
    areas = tuple((area.id, area.name) for area in deck.areas)
    opened = Opened(deck.title, "", areas, (), tuple(card.id for card, _ in cards), None, warmup=False)
    with path.open("w", encoding="utf-8") as file:
        file.write(format_entry("lang", Entry(1, _BEGAN, opened)))
        number = 2
        while number <= amount:
            position = number // (_NOTES_ON_A_CARD + 2) % len(cards)
            card, area = cards[position]
            turned = Turned(card.id, position + 1, area.id, area.name, card.question)
            noted = Noted(Kind.NOTE, card.id, _SAID)
            happened: list[Event] = [turned, *[noted] * _NOTES_ON_A_CARD, Finished(card.id)]
            for event in happened:
                file.write(format_entry("lang", Entry(number, _BEGAN + timedelta(seconds=number), event)))
                number += 1
        file.flush()
        os.fsync(file.fileno())


def _new(path: Path) -> MeetingController:
    deck = deck_reader.load(paths.shipped_deck())
    dealt = tuple(card.id for area in deck.areas for card in area.cards)
    areas = tuple((area.id, area.name) for area in deck.areas)
    opened = Opened(deck.title, "", areas, (), dealt, None, warmup=False)
    meeting = Meeting("ny", _now(), opened, ())
    return _at_a_card(MeetingController(meeting, begin(deck.areas, dealt, None), NotesFile(path), _services()))


def _resumed(path: Path) -> MeetingController:
    text = path.read_text("utf-8")
    (meeting,) = parse(text).meetings
    notes = NotesFile(path)
    notes.continue_from(extract_meeting(text, meeting.id))
    resumption = resume(meeting, deck_reader.load(paths.shipped_deck()))
    return _at_a_card(MeetingController(meeting, resumption.state, notes, _services(), resumption))


def _at_a_card(game: MeetingController) -> MeetingController:
    if game.state.phase is not Phase.TABLE:
        game.do(Finish())
    assert game.do(Turn(1)).event is not None
    return game


def _services() -> Services:
    return Services(_now, lambda: (), lambda _: None)


def _now() -> datetime:
    return datetime.now().astimezone()


class _Sync:
    seconds = 0.0


@contextmanager
def _fsync_timed() -> Iterator[_Sync]:
    sync, fsync = _Sync(), os.fsync

    def timed(file: int) -> None:
        begun = time.perf_counter()
        fsync(file)
        sync.seconds += time.perf_counter() - begun

    os.fsync = timed  # type: ignore[assignment]
    try:
        yield sync
    finally:
        os.fsync = fsync


def _in_ms(seconds: list[float]) -> list[float]:
    return [1000 * each for each in seconds]


def _shares(parts: list[float], wholes: list[float]) -> list[float]:
    return [100 * part / whole for part, whole in zip(parts, wholes, strict=True)]


if __name__ == "__main__":
    main()
