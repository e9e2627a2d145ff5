"""Two meetings in one notes file: the second is refused. On a drive without locks, their events are kept apart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from kortspil.meeting.events import Closed, Handwritten, Noted, Resumed
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from programs import Ended, Program, plays

IN_USE = "Et møde er i gang i filen"
HINT = "Vælg en anden fil med --notes."
posix = pytest.mark.skipif(os.name == "nt", reason="Windows does not remove or link open files")


@pytest.fixture
def team(home: Path) -> Path:
    """The notes file of both meetings."""
    return home / "team.md"


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """A stack that holds the running programs of a test, and ends them after the test."""
    with ExitStack() as stack:
        yield stack


def meetings_in(path: Path) -> list[Meeting]:
    """Read the meetings of a file, and check that no event in them is torn, missing or written twice."""
    journal = parse(path.read_text("utf-8"))
    assert journal.unreadable == ()
    for meeting in journal.meetings:
        assert meeting.opened.dealt
        assert not any(isinstance(entry.event, Handwritten) for entry in meeting.entries)
        assert [entry.number for entry in meeting.entries] == list(range(2, len(meeting.entries) + 2))
    return list(journal.meetings)


def noted(meeting: Meeting) -> list[str]:
    return [entry.event.text for entry in meeting.entries if isinstance(entry.event, Noted)]


def is_refused(ended: Ended, path: Path) -> bool:
    """Return whether the program ended with the error about a file in use and its hint, and no other error."""
    return ended.code == 1 and ended.err == f"{IN_USE} {path}.\n{HINT}\n"


def words(*words: str, typed: str = "") -> Ended:
    """Run the program with a command line."""
    done = subprocess.run(
        [sys.executable, "-m", "kortspil", *words], input=typed.encode(), capture_output=True, check=False
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


# --- On a drive with locks


def test_one_of_two_meetings_begun_at_once_in_a_new_file_is_refused(team: Path, running: ExitStack) -> None:
    both = [running.enter_context(plays(team)) for _ in range(2)]
    for program in both:
        program.types("\n")
    seen = [program.says("Kort 1 af 6", IN_USE) for program in both]
    assert seen.count("Kort 1 af 6") == 1
    winner, loser = both if seen[0] == "Kort 1 af 6" else both[::-1]
    loser.types("n Tabt\n")
    assert is_refused(loser.ends(), team)
    assert winner.ends("n Gemt\nq\n").code == 0
    (meeting,) = meetings_in(team)
    assert noted(meeting) == ["Gemt"]
    assert isinstance(meeting.entries[-1].event, Closed)


def test_one_of_two_meetings_begun_at_once_in_an_existing_file_is_refused(team: Path, running: ExitStack) -> None:
    team.write_text("Vores egne ord\n", "utf-8")
    both = [running.enter_context(plays(team)) for _ in range(2)]
    seen = [program.says("Vælg:") for program in both]
    assert sorted(seen) == ["", "Vælg:"]
    winner, loser = both if seen[0] else both[::-1]
    ended = loser.ends()
    assert is_refused(ended, team)
    assert ended.out == ""
    assert winner.ends("\nn Gemt\nq\n").code == 0
    assert [noted(meeting) for meeting in meetings_in(team)] == [["Gemt"]]
    assert team.read_text("utf-8").startswith("Vores egne ord\n\n# Møde")


def test_a_meeting_that_another_kept_from_its_file_is_complete_in_another_file(
    home: Path, team: Path, running: ExitStack
) -> None:
    loser = running.enter_context(plays(team))
    loser.says("Vælg:")
    winner = running.enter_context(plays(team))
    winner.types("\n")
    winner.says("Kort 1 af 6")
    loser.types("\n")
    assert loser.says("IKKE GEMT")
    assert IN_USE in loser.said
    assert loser.ends("f andet.md\nn Den ene\nq\n").code == 0
    assert winner.ends("n Den anden\nq\n").code == 0
    assert [noted(meeting) for meeting in meetings_in(team)] == [["Den anden"]]
    (moved,) = parse((home / "andet.md").read_text("utf-8")).meetings
    assert noted(moved) == ["Den ene"]


@pytest.mark.parametrize("ending", ["closed", "interrupted", "killed"])
def test_however_a_meeting_ends_its_file_is_free_afterwards(team: Path, running: ExitStack, ending: str) -> None:
    first = running.enter_context(plays(team))
    first.types("\nn Først\n")
    first.says("Note gemt")
    assert is_refused(plays(team).ends(), team)
    if ending == "killed":
        first.kill()
    else:
        first.ends("q\n" if ending == "closed" else "")
    assert plays(team).ends("\nn Så\nq\n").code == 0
    assert [noted(meeting) for meeting in meetings_in(team)] == [["Først"], ["Så"]]
    assert not list(team.parent.glob(".*"))


@posix
def test_a_folder_that_is_removed_during_a_meeting_lets_no_other_meeting_in(home: Path, running: ExitStack) -> None:
    path = home / "mappe" / "team.md"
    first = running.enter_context(plays(path))
    for word in ("Et", "To"):
        first.types("\n" * (word == "Et") + f"n {word}\n")
        first.says("Note gemt")
        if word == "Et":
            shutil.rmtree(path.parent)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert is_refused(plays(path).ends(), path)
    assert first.ends("q\n").code == 0
    assert [noted(meeting) for meeting in meetings_in(path)] == [["Et", "To"]]
    assert list(path.parent.iterdir()) == [path]


@posix
def test_a_link_to_the_file_is_the_same_file(home: Path, team: Path, running: ExitStack) -> None:
    team.touch()
    link = home / "link.md"
    link.symlink_to(team)
    first = running.enter_context(plays(link))
    first.says("Vælg:")
    assert is_refused(plays(team).ends(), team)
    assert is_refused(plays(link).ends(), link)
    first.ends("\nn Hej\nq\n")
    assert not list(home.glob(".*"))


def test_meetings_in_two_files_do_not_affect_each_other(home: Path, running: ExitStack) -> None:
    programs = [running.enter_context(plays(home / name)) for name in ("en.md", "to.md")]
    for program in programs:
        program.types("\nn Hej\n")
        assert program.says("Note gemt")
    assert [program.ends("q\n").code for program in programs] == [0, 0]


# --- A meeting that is going on is not interrupted


def test_a_meeting_that_is_going_on_in_another_window_cannot_be_resumed(
    home: Path, team: Path, running: ExitStack
) -> None:
    going_on = running.enter_context(plays(team))
    going_on.types("\nn Først\n")
    going_on.says("Note gemt")
    before = team.read_bytes()
    (meeting,) = meetings_in(team)
    for call in (["--resume"], ["--resume", "--notes", str(team)], ["--meeting", meeting.id]):
        ended = words("play", "--plain", *call, typed="\nn Også her\nq\n")
        assert ended.code == 2
        assert ended.err == f"{IN_USE} {team}.\nLuk først mødet i det vindue, hvor det er åbent.\n"
    assert team.read_bytes() == before
    going_on.kill()
    assert words("play", "--plain", "--resume", typed="n Også her\nq\n").code == 0
    (meeting,) = meetings_in(team)
    assert noted(meeting) == ["Først", "Også her"]
    assert sum(isinstance(entry.event, Resumed) for entry in meeting.entries) == 1
    assert not list(home.glob(".*"))


def test_a_meeting_that_is_going_on_is_not_offered_for_resuming(home: Path, running: ExitStack) -> None:
    fixed = ("play", "--plain", "--no-warmup")
    going_on = running.enter_context(Program(*fixed))
    going_on.types("\nn Først\n")
    going_on.says("Note gemt")
    assert "blev ikke lukket" not in words(*fixed).out
    going_on.types("n Så\n")
    assert going_on.says("Note gemt")
    going_on.kill()
    assert "blev ikke lukket. Der er vendt 1 kort og skrevet 2 noter." in words(*fixed).out
    assert not list((home / "notes").glob(".*"))


def test_in_a_window_the_program_does_not_ask_about_a_meeting_under_way(home: Path, running: ExitStack) -> None:
    pytest.importorskip("termios", reason="Windows has no pseudo-terminals")
    from pseudo_terminal import play

    going_on = running.enter_context(Program("play", "--plain", "--no-warmup"))
    going_on.types("\nn Først\n")
    going_on.says("Note gemt")
    with play(home, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        assert b"blev ikke lukket" not in window.written
    going_on.kill()
    with play(home, "--no-warmup") as window:
        window.shows("blev ikke lukket", "Vil I fortsætte det")


# --- On a drive without locks


def test_without_locks_every_event_of_both_meetings_stays_whole(team: Path, running: ExitStack) -> None:
    names = ("Anna", "Bo")
    both = [running.enter_context(plays(team, knows_locks=False)) for _ in names]
    for program in both:
        program.says("Vælg:")
    # The meetings first take turns, so that their events are certainly mixed. Then both write at once.
    for program in both:
        program.types("\n")
        assert program.says("Kort 1 af 6")
    for number in range(5):
        for name, program in zip(names, both, strict=True):
            program.types(f"n {name} {number}\n")
            assert program.says("Note gemt")
    many = [[f"{name} {number} {'æøå ' * (number * 37 % 800)}".strip() for number in range(5, 155)] for name in names]
    typed = ["".join(f"n {note}\n" for note in notes) + "q\n" for notes in many]
    with ThreadPoolExecutor() as at_once:
        ended = list(at_once.map(Program.ends, both, typed))
    assert [each.code for each in ended] == [0, 0]
    meetings = meetings_in(team)
    assert {tuple(noted(meeting)) for meeting in meetings} == {
        (*(f"{name} {number}" for number in range(5)), *notes) for name, notes in zip(names, many, strict=True)
    }
    assert all(isinstance(meeting.entries[-1].event, Closed) for meeting in meetings)
    assert len(meetings) == 2
