"""What must not grow, measured without a clock.

The work for a key must not grow with the length of the meeting, and only a little with the number of cards. The number
of files that are read at the start must not grow with the number of meetings.
"""

from __future__ import annotations

import gc
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from rich.segment import Segment

from keyboard import ENTER, ESCAPE, Keyboard, Step
from kortspil.cli.closing import farewell
from kortspil.deck.model import Area, Card
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Command, Finish, Refusal, Remove, Turn, Undo, Write
from kortspil.meeting.events import Closed, Entry, Event, Kind, Noted, Paused, Undone, Voided
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, begin
from kortspil.notes import codec, selection, store
from kortspil.notes import reader as reader
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.ui.controller import play
from kortspil.ui.screen.app import FullScreen
from kortspil.ui.screen.pages import overview
from kortspil.ui.screen.state import ScreenState
from kortspil.ui.terminal.types import KeyEvent, Size
from programs import PATIENCE_SECONDS
from table_samples import AT, OPENED, controller

# --- Keys


class Lines:
    """Count the lines of the program that are executed. A line in a loop counts each time."""

    def __init__(self) -> None:
        self.run: list[int] = [0]

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.run[-1] += 1
        return self._trace if f"{os.sep}kortspil{os.sep}" in frame.f_code.co_filename else None

    @contextmanager
    def counted(self) -> Iterator[None]:
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            yield
        finally:
            sys.settrace(before)


PRESSES: tuple[KeyEvent | str, ...] = (
    KeyEvent("right"), KeyEvent("down"), KeyEvent("end"), KeyEvent("home"), ENTER, "n", "H", ENTER, "p", ENTER, "l",
    "o", KeyEvent("pagedown"), KeyEvent("end"), ESCAPE, ENTER, "s", "4", ESCAPE, "?", ESCAPE, "u", "u", ENTER, "e",
    ENTER, "t", ESCAPE,
)  # fmt: skip
ASKING: tuple[KeyEvent | str, ...] = ("g", "H", ENTER, ENTER, "u", "u", "u")


def work_at_keys(folder: Path, state: MeetingState, presses: Sequence[KeyEvent | str]) -> list[int]:
    """Return the number of lines that are executed for each press."""
    opened = OPENED._replace(areas=(("o0", "Område 0"), ("o1", "Område 1")), dealt=())
    lines = Lines()

    def next_key(_: Keyboard) -> None:
        lines.run.append(0)

    steps: list[Step] = [step for press in presses for step in (next_key, press)]
    folder.mkdir()
    keyboard = Keyboard(*steps, next_key, size=WINDOW)
    with NotesFile(folder / "noter.md") as notes, FullScreen(farewell, keyboard) as front, lines.counted():
        play(controller(notes, state, meeting=Meeting("m1", AT, opened, ())), front)
    return lines.run[1 : len(presses) + 1]


WINDOW = Size(80, 24)


def table_of(cards: int) -> MeetingState:
    halves = range(cards // 2)
    areas = tuple(
        Area(f"o{area}", f"Område {area}", tuple(Card(f"o{area}-{n}", "Hvad virker?", "Fx", ()) for n in halves))
        for area in range(2)
    )
    return begin(areas, tuple(card.id for area in areas for card in area.cards), None)


def after(state: MeetingState, *commands: Command) -> MeetingState:
    for command in commands:
        event = decide(state, command)
        assert not isinstance(event, Refusal)
        state = apply(state, event)
    return state


def test_a_key_visits_each_card_a_few_times_at_most(tmp_path: Path) -> None:
    presses = (*PRESSES, *ASKING)
    few, many = (work_at_keys(tmp_path / str(cards), table_of(cards), presses) for cards in (200, 5000))
    for press, at_few, at_many in zip(presses, few, many, strict=True):
        assert at_many <= 1.1 * at_few + 12 * 5000, press


def test_the_overview_lays_out_the_cards_in_sight_and_those_that_were_turned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[int] = []
    sound = overview.card_rows

    def counted(state: MeetingState, position: int, card: str) -> Any:
        made.append(position)
        return sound(state, position, card)

    monkeypatch.setattr(overview, "card_rows", counted)
    state = after(table_of(2000), Turn(700), Write(Kind.NOTE, "Vi mangler kurser"), Finish())
    work_at_keys(tmp_path / "noter", state, ("o", KeyEvent("end"), KeyEvent("pagedown")))
    assert len(made) <= 3 * (WINDOW.height + 1)
    assert {1, 700} <= set(made)


def test_the_overview_scrolls_past_a_tall_card_to_its_last_card() -> None:
    state = after(table_of(400), Turn(3), *[Write(Kind.NOTE, f"Note {n}") for n in range(9)], Finish(), Turn(390))
    listing = overview.overview(state, ScreenState(), title="Mange kort")
    whole = text_of(listing.rows(80, 0))
    assert len(whole) == listing.height(80) == 4 + 400 + 9
    for first in range(0, len(whole), 7):
        assert text_of(listing.rows(80, first)) == whole[first:]
    assert [line for line in whole if "Note" in line] == [f"      – Note: Note {n}" for n in range(9)]
    assert whole[-1].split()[0] == "400"


def text_of(rows: Iterable[list[Segment]]) -> list[str]:
    return ["".join(segment.text for segment in row).rstrip() for row in rows]


# --- The length of a meeting


def test_the_memory_of_a_meeting_grows_with_its_events_and_not_with_events_times_cards() -> None:
    def held(cards: int) -> int:
        state = table_of(cards)
        before = len(pickle.dumps(state))
        for number in range(300):
            state = after(state, Turn(number % 20 + 1), Write(Kind.NOTE, f"Note {number}"), Finish())
        return len(pickle.dumps(state)) - before

    assert held(2000) <= 1.5 * held(20) + len(pickle.dumps(table_of(2000)))


def test_what_was_deleted_is_not_the_latest_note() -> None:
    both: list[Command] = [Write(Kind.NOTE, "Hej"), Remove()]
    assert after(table_of(20), Turn(1), *both * 300).latest_here is None


def test_undoing_is_no_more_work_than_repeating_the_steps_that_are_left() -> None:
    def work(notes: int) -> int:
        lines = Lines()
        state = after(table_of(20), Turn(1), *[Write(Kind.NOTE, "Hej")] * notes)
        with lines.counted():
            after(state, Undo())
        return lines.run[0]

    assert work(2000) <= 11 * work(200)


def test_writing_is_no_more_work_at_the_end_of_a_long_meeting(tmp_path: Path) -> None:
    def work(notes: int) -> int:
        lines = Lines()
        state = after(table_of(20), Turn(1), *[Write(Kind.NOTE, "Hej")] * notes)
        with NotesFile(tmp_path / f"{notes}.md") as file:
            held = controller(file, state)
            held.do(Write(Kind.NOTE, "Det første"))
            with lines.counted():
                held.do(Write(Kind.NOTE, "Det andet"))
        return lines.run[0]

    assert work(3000) <= 1.2 * work(100)


def test_each_unreadable_mark_is_parsed_with_few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    sound = codec.read_entry

    def counted(mark: re.Match[str], lines: list[str]) -> Any:
        given.append(len(lines))
        return sound(mark, lines)

    monkeypatch.setattr(reader, "read_entry", counted)
    unknown = "- **Note:** Hej\n  igen <!-- kortspil m1 {} fremtid 2026-11-22T10:31:05+01:00 card=tek-1 -->\n"
    text = written("m1", Noted(Kind.NOTE, "tek-1", "Ja")) + "".join(map(unknown.format, range(3, 203)))
    found = reader.parse(text)
    assert len(found.unreadable) == 200
    assert max(given) <= 60


# --- Earlier meetings


def written(meeting: str, *happened: Event, at: datetime = AT, group: str = "") -> str:
    entries = [Entry(1, at, OPENED._replace(group=group))]
    entries += [Entry(number, at + timedelta(minutes=number), event) for number, event in enumerate(happened, start=2)]
    return "".join(format_entry(meeting, entry) for entry in entries)


NOTE = Noted(Kind.NOTE, "tek-2", "Vi mangler kurser")


class Shelf:
    """Earlier meetings, in the folder of notes and in files elsewhere that the folder lists."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "notes"
        self.folder.mkdir()
        self._elsewhere = home / "andre"
        self._elsewhere.mkdir()

    def holds(self, days: int, *happened: Event, changed: int | None = None, elsewhere: bool = False) -> Path:
        """Write a meeting ``days`` after the first one. Its file is dated ``changed`` days after the first one."""
        at = AT + timedelta(days=days)
        folder = self._elsewhere if elsewhere else self.folder
        path = folder / f"{at:%Y-%m-%d-%H%M%S}-000000.md"
        path.write_text(written(f"m{days}", *happened, at=at), "utf-8")
        self.date(path, days if changed is None else changed)
        if elsewhere:
            store.remember(self.folder, path)
        return path

    @staticmethod
    def date(path: Path, days: int) -> None:
        """Date a file ``days`` after the first meeting."""
        at = (AT + timedelta(days=days)).timestamp()
        os.utime(path, (at, at))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The notes files that are opened, in order."""
    found: list[Path] = []
    sound = Path.open

    def counted(path: Path, *words: Any, **more: Any) -> Any:
        if path.suffix == ".md":
            found.append(path)
        return sound(path, *words, **more)

    # Path.read_bytes does not call Path.open in every version of Python.
    monkeypatch.setattr(Path, "open", counted)
    monkeypatch.setattr(Path, "read_bytes", lambda path: counted(path, "rb").read())
    return found


def test_the_start_opens_the_latest_file_and_no_other(shelf: Shelf, opened: list[Path]) -> None:
    for days in range(40):
        shelf.holds(days, NOTE, Closed())
    latest = shelf.holds(50, NOTE, Closed())
    opened.clear()
    assert store.unfinished(shelf.folder) is None
    assert opened == [latest]


def test_a_closed_meeting_with_undone_events_counts_as_closed(shelf: Shelf) -> None:
    shelf.holds(0, NOTE, Undone(2), NOTE, Voided(4), Closed())
    assert store.unfinished(shelf.folder) is None


def test_older_interrupted_meetings_elsewhere_are_not_offered_even_if_they_were_copied_lately(
    shelf: Shelf,
) -> None:
    for days in range(20):
        shelf.holds(days, NOTE, elsewhere=True, changed=60)
    shelf.holds(50, NOTE, Closed())
    assert store.unfinished(shelf.folder) is None


@pytest.mark.parametrize("year", [1980, 2099])
def test_a_meeting_counts_whatever_the_date_of_its_file(shelf: Shelf, year: int) -> None:
    shelf.holds(0, NOTE, Closed())
    for path in (shelf.holds(10, NOTE, elsewhere=True), shelf.folder / "mandag.md"):
        path.write_text(written("m11", NOTE, at=AT + timedelta(days=11)), "utf-8")
        at = datetime(year, 1, 1).timestamp()
        os.utime(path, (at, at))
        assert store.latest(shelf.folder).meeting.id == "m11"
        kept = store.unfinished(shelf.folder)
        assert kept is not None
        assert kept.path == path
        path.unlink()


def test_an_older_meeting_pasted_after_a_newer_one_does_not_hide_it(shelf: Shelf) -> None:
    shelf.holds(5, NOTE, Closed())
    newer = shelf.holds(9, NOTE, elsewhere=True)
    with newer.open("a", encoding="utf-8") as file:
        file.write(written("m1", NOTE, Closed(), at=AT + timedelta(days=1)))
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert kept.meeting.id == "m9"


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- kortspil m0 3000000000 closed 2026-11-22T11:00:00+01:00 -->",
        "<!-- kortspil m0 3 closed 2026-11-22T11:00:00+01:00 hej -->",
        "<!-- kortspil m0 4 undone 2026-11-22T11:00:00+01:00 of=3 -->\n"
        "<!-- kortspil m0 3 closed 2026-11-22T11:00:00+01:00 -->",
    ],
    ids=["a number that is too long", "a malformed mark", "undone before it is written"],
)
def test_a_mark_that_does_not_count_closes_no_meeting(shelf: Shelf, mark: str) -> None:
    path = shelf.holds(0, NOTE)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"*Slut* {mark}\n")
    assert store.unfinished(shelf.folder) is not None


_LOGS_OPENS = """
import os, sys
def log(event, given):
    if event == "open" and not isinstance(given[0], int):
        os.write(2, b"OPENS " + os.fsencode(given[0]) + b"\\n")
sys.addaudithook(log)
sys.argv = ["kortspil", "play", "--plain"]
from kortspil.__main__ import main
main()
"""


def test_a_whole_new_meeting_opens_the_latest_file_of_the_folder_and_no_other(home: Path) -> None:
    shelf = Shelf(home)
    for days in range(20):
        shelf.holds(days, NOTE, Closed())
    shelf.holds(5, NOTE, elsewhere=True)
    latest = shelf.holds(30, NOTE, Closed())
    before = {*shelf.folder.iterdir()}
    stderr = subprocess.run(
        [sys.executable, "-c", _LOGS_OPENS],
        input=b"\n\nn Hej\n\nq\n",
        capture_output=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    ).stderr.decode()
    opened = {home / line.removeprefix("OPENS ") for line in stderr.splitlines() if line.startswith("OPENS ")}
    assert opened & before == {latest, shelf.folder / store.LISTING}
    # The meeting was written.
    assert any("Hej" in path.read_text("utf-8") for path in {*shelf.folder.glob("*.md")} - before)


def test_the_latest_meeting_of_the_folder_is_offered_if_it_was_interrupted(shelf: Shelf, opened: list[Path]) -> None:
    shelf.holds(0, NOTE, Closed())
    latest = shelf.holds(1, NOTE)
    opened.clear()
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert (kept.path, set(opened)) == (latest, {latest})


def test_if_all_meetings_are_elsewhere_the_latest_is_offered(shelf: Shelf) -> None:
    for days in range(20):
        shelf.holds(days, NOTE, Closed(), elsewhere=True)
    latest = shelf.holds(30, NOTE, elsewhere=True)
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert kept.path == latest


def test_empty_files_that_a_killed_program_left_are_passed_over(shelf: Shelf, opened: list[Path]) -> None:
    latest = shelf.holds(0, NOTE, Closed())
    shelf.holds(-1, NOTE, Closed())
    empty = {shelf.folder / f"2099-01-01-0900{second:02}-000000.md" for second in range(3)}
    for path in empty:
        path.touch()
    opened.clear()
    assert store.unfinished(shelf.folder) is None
    assert set(opened) == {latest, *empty}
    latest = shelf.holds(0, NOTE)
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert kept.path == latest
    # They are not removed: an editor may be about to write in one.
    assert all(path.exists() for path in empty)


@pytest.mark.parametrize(
    ("ours", "elsewhere", "offered"),
    [
        ([NOTE, Closed()], [NOTE], True),
        ([NOTE, Closed()], [NOTE, Closed()], False),
        ([NOTE], [NOTE, Closed()], False),
        ([NOTE, Closed()], [NOTE, Paused()], True),
        ([NOTE, Closed()], [NOTE, Closed(), Voided(3)], True),
        ([NOTE, Closed()], [NOTE, Closed(), Undone(3)], True),
    ],
)
def test_a_later_meeting_elsewhere_is_the_one_that_counts(
    shelf: Shelf, ours: list[Event], elsewhere: list[Event], offered: bool
) -> None:
    shelf.holds(0, *ours)
    later = shelf.holds(1, *elsewhere, elsewhere=True)
    kept = store.unfinished(shelf.folder)
    assert (kept and kept.path) == (later if offered else None)


def test_a_moved_meeting_is_closed_if_its_later_copy_is(shelf: Shelf) -> None:
    # Both files have the beginning of the meeting. It was closed in the second.
    shelf.holds(0, NOTE)
    shelf.holds(0, NOTE, NOTE, Closed(), elsewhere=True)
    assert store.unfinished(shelf.folder) is None


def test_an_interrupted_meeting_in_the_middle_of_a_file_is_found(shelf: Shelf) -> None:
    # The last mark in the file closes a meeting, but not the one that was opened last.
    path = shelf.holds(0, NOTE)
    text = path.read_text("utf-8")
    between = written("m1", NOTE, at=AT + timedelta(hours=1))
    closed = format_entry("m0", Entry(3, AT + timedelta(hours=2), Closed()))
    path.write_text(text + between + closed, "utf-8")
    shelf.date(path, 0)
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert kept.meeting.id == "m1"


@pytest.mark.parametrize("ending", ["", "Skrevet i hånden\n" * 2000, "- **Note:** halv <!-- kortspil m1 9 no"])
def test_a_meeting_elsewhere_is_found_whatever_its_file_ends_in(shelf: Shelf, ending: str) -> None:
    shelf.holds(5, NOTE, Closed())
    later = shelf.holds(6, NOTE, elsewhere=True)
    later.write_text(later.read_text("utf-8") + ending, "utf-8")
    shelf.date(later, 6)
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert kept.path == later


def test_the_latest_meeting_is_found_even_if_files_are_dated_years_too_early(
    shelf: Shelf,
) -> None:
    shelf.holds(5, NOTE, Closed(), changed=-4000)
    later = shelf.holds(6, NOTE, elsewhere=True, changed=-4001)
    shelf.holds(4, NOTE, elsewhere=True, changed=-4000)
    kept = store.unfinished(shelf.folder)
    assert kept is not None
    assert kept.path == later


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_only_regular_files_are_opened(shelf: Shelf, opened: list[Path]) -> None:
    # Opening a named pipe would wait until another program writes to it.
    for path in (shelf.folder / "2099-01-01-1200.md", shelf.folder / "rør.md", shelf.folder.parent / "andet rør.md"):
        os.mkfifo(path)
    store.remember(shelf.folder, shelf.folder.parent / "andet rør.md")
    shelf.holds(0, NOTE)
    opened.clear()
    assert store.unfinished(shelf.folder) is None
    assert opened == []


def test_a_missing_folder_or_a_file_in_its_place_has_no_meetings(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    for folder in (tmp_path / "fil", tmp_path / "ingen"):
        assert store.files(folder) == []
        assert store.unfinished(folder) is None


def test_the_meetings_that_are_found_are_not_kept_in_memory(shelf: Shelf) -> None:
    for days in range(20):
        shelf.holds(days, *[NOTE] * 5, Closed())
    kept: list[int] = []

    def track(paths: Iterable[Path], total: int) -> Iterator[Path]:
        for path in paths:
            kept.append(sum(isinstance(each, Meeting) and each.id.startswith("m") for each in gc.get_objects()))
            yield path
        assert total == 20

    found, without = selection.everything(shelf.folder, track=track)
    assert [one.id for one in found] == [f"m{days}" for days in range(20)]
    assert (found[0].at, found[0].areas, without) == (AT, OPENED.areas, ())
    assert kept == [kept[0]] * 20


def test_the_longer_of_two_copies_of_a_meeting_is_found(shelf: Shelf) -> None:
    shelf.holds(0, NOTE)
    further = shelf.holds(0, NOTE, NOTE, elsewhere=True)
    assert [one.path for one in selection.everything(shelf.folder).found] == [further]
    shelf.holds(0, NOTE, NOTE, NOTE)
    assert [one.path.parent for one in selection.everything(shelf.folder).found] == [shelf.folder]
