"""The same whole meeting in plain mode and at full screen, which must end in the same minutes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import golden
import whole_meeting
from keyboard import Step, at_full_screen
from kortspil.cli.app import run as main
from kortspil.deck.model import Case
from kortspil.meeting.events import Began, Closed, Noted, Passed, Removed, Undone
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.ui.controller import MeetingController, play
from kortspil.ui.plain.app import Plain
from plain_mode import Clock
from programs import Program
from pseudo_terminal import Window
from table_samples import AT, CASES, controller

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")


def in_plain_mode(held: MeetingController, clock: Clock) -> list[str]:
    """Hold the meeting in plain mode. Return the output, with each typed line before its answer."""
    printed: list[str] = []
    typed = (
        (step.minutes if at == 0 else 0, line) for step in whole_meeting.STEPS for at, line in enumerate(step.lines)
    )

    def read_line() -> str | None:
        minutes, line = next(typed, (0, None))
        clock.turn(minutes)
        printed.append(f"Skriv: {line}")
        return line

    play(held, Plain(read_line, printed.append))
    return printed


def in_a_window(held: MeetingController, clock: Clock) -> None:
    """Hold the meeting at full screen."""

    def pass_by(minutes: int) -> Callable[[object], None]:
        return lambda _: clock.turn(minutes)

    steps: list[Step] = []
    for step in whole_meeting.STEPS:
        steps += [pass_by(step.minutes), *step.keys]
    at_full_screen(held, *steps)


def held(
    path: Path, hold: Callable[[MeetingController, Clock], object], cases: tuple[Case, ...] | None = None
) -> tuple[Meeting, object]:
    """Hold the meeting. Return it as read from its notes, and what ``hold`` returned."""
    clock = Clock()
    begun = Meeting("m1", AT, whole_meeting.opened(), ())
    with NotesFile(path) as notes:
        shelf = cases or whole_meeting.cases()
        seen = hold(controller(notes, whole_meeting.state(), now=clock, cases=shelf, meeting=begun), clock)
    return whole_meeting.meeting_in(path), seen


@pytest.mark.parametrize("hold", [in_plain_mode, in_a_window])
def test_a_whole_meeting_ends_in_the_same_minutes_in_plain_mode_and_at_full_screen(
    tmp_path: Path, hold: Callable[[MeetingController, Clock], object]
) -> None:
    meeting, _ = held(tmp_path / "noter.md", hold)
    assert meeting.entries[-1].event == Closed()
    golden.matches("et-helt-moede.md", whole_meeting.minutes(meeting))


def test_a_whole_meeting_in_plain_mode_prints_the_golden_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, printed = held(Path("noter.md"), in_plain_mode, CASES)
    assert isinstance(printed, list)
    golden.matches("et-helt-moede-i-linjer.txt", "\n".join([*printed, ""]))


def typed_in_plain_mode(_home: Path, words: tuple[str, ...]) -> None:
    typed = "".join(f"{line}\n" for step in whole_meeting.STEPS for line in step.lines)
    with Program(*words, "--plain") as program:
        assert program.ends(typed).code == 0


def pressed_in_a_terminal(home: Path, words: tuple[str, ...]) -> None:
    # All keys are typed ahead. None may be lost, and none may be read too early.
    with Window([sys.executable, "-m", "kortspil", *words], home, 100, 30) as window:
        window.shows("hvad I forstår ved digitale værktøjer")
        window.type("".join(key for step in whole_meeting.STEPS for key in whole_meeting.as_typed(step.keys)))
        assert window.end() == 0


def without_times(minutes: str) -> str:
    """Remove the time and the length of the meeting, and the days on which agreements are due, from minutes."""
    kept = re.sub(r"^(# Referat: [^,]*|Møde|Tid brugt:).*$", r"\1", minutes, flags=re.MULTILINE)
    return re.sub(r" \((Bo|Cille)[^)]*\)", r" (\1)", kept)


@pytest.mark.parametrize("hold", [typed_in_plain_mode, pytest.param(pressed_in_a_terminal, marks=posix)])
def test_the_real_program_ends_in_the_same_minutes(
    home: Path, hold: Callable[[Path, tuple[str, ...]], None], capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "kort.yaml").write_text(whole_meeting.DECK, "utf-8")
    notes = home / "noter.md"
    hold(home, ("play", "--notes", str(notes), *whole_meeting.arguments(home / "kort.yaml")))
    capfd.readouterr()
    assert main(["export", "-", "--from", str(notes)]) == 0
    assert without_times(capfd.readouterr().out) == without_times(golden.text("et-helt-moede.md"))
    wanted, _ = held(home / "ur.md", in_plain_mode)
    got = whole_meeting.meeting_in(notes)
    assert got.opened.turns == wanted.opened.turns
    # The real program uses the machine's clock, so events that contain a suggested time are not compared.
    kept = (Noted, Removed, Undone, Passed, Began, Closed)
    assert [it.event for it in got.entries if isinstance(it.event, kept)] == [
        it.event for it in wanted.entries if isinstance(it.event, kept)
    ]
