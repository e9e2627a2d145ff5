"""The loop of a meeting: events are written before they are shown, and nothing is lost when writing fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from keyboard import ENTER, PAUSE, at_full_screen
from kortspil.errors import FileError
from kortspil.meeting.commands import Close, Command, GoOn, KeepDraft, Pause, Skip, Turn, Write
from kortspil.meeting.events import Closed, Drafted, Heartbeat, Kind, Paused, Resumed, Turned
from kortspil.notes.file import NotesFile
from kortspil.notes.reader import parse
from kortspil.ui.answers import reply
from kortspil.ui.controller import MeetingController, Outcome, play
from table_samples import AT, DEALT, controller, draft


class Script:
    """A front end that gives commands. Each time it gets an outcome, it counts the entries in the file."""

    def __init__(self, path: Path, *commands: Command, draft: str = "", breaks: bool = False) -> None:
        self._path, self._commands, self._draft, self._breaks = path, list(commands), draft, breaks
        self.kept_when_told: list[int] = []

    def start(self, controller: MeetingController) -> None:
        assert controller.state.number >= 1

    def read(self, controller: MeetingController) -> Command | None:
        assert controller.state.number >= 1
        if not self._commands and self._breaks:
            raise RuntimeError("the screen broke")
        return self._commands.pop(0) if self._commands else None

    def tell(self, controller: MeetingController, outcome: Outcome) -> None:
        assert outcome.before.number < controller.state.number
        (meeting,) = parse(self._path.read_text("utf-8")).meetings
        self.kept_when_told.append(len(meeting.entries))

    def drafts(self, controller: MeetingController) -> Sequence[KeepDraft]:
        return [KeepDraft(draft(Kind.NOTE, controller.state.subject, self._draft))] if self._draft else []


def test_an_event_is_in_the_file_before_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    front = Script(path, Turn(), Write(Kind.NOTE, "Hej"), Close())
    with NotesFile(path) as notes:
        play(controller(notes), front)
    assert front.kept_when_told == [1, 2, 3]


def test_a_draft_is_kept_before_the_meeting_closes(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    with NotesFile(path) as notes:
        play(controller(notes), Script(path, Turn(), Close(), draft="Halvt"))
    (meeting,) = parse(path.read_text("utf-8")).meetings
    assert [type(entry.event) for entry in meeting.entries] == [Turned, Drafted, Closed]


@pytest.mark.parametrize("breaks", [False, True])
def test_a_draft_is_kept_however_the_meeting_ends(tmp_path: Path, breaks: bool) -> None:
    path = tmp_path / "noter.md"
    front = Script(path, Turn(), draft="Halvt", breaks=breaks)
    with NotesFile(path) as notes:
        if breaks:
            with pytest.raises(RuntimeError):
                play(controller(notes), front)
        else:
            play(controller(notes), front)
    (meeting,) = parse(path.read_text("utf-8")).meetings
    assert [entry.event for entry in meeting.entries[-2:]] == [
        Drafted(draft(Kind.NOTE, DEALT[0], "Halvt")),
        Paused(),
    ]


def test_a_break_before_the_first_event_is_written_together_with_it(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    with NotesFile(path) as notes:
        held = controller(notes)
        held.do(Pause(is_break=True))
        assert notes.is_empty
        held.do(GoOn())
        held.do(Turn())
    (meeting,) = parse(path.read_text("utf-8")).meetings
    assert [type(entry.event) for entry in meeting.entries] == [Paused, Resumed, Turned]


def test_an_event_that_cannot_be_written_does_not_happen_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "noter.md"

    def fail(*_: object) -> None:
        raise FileError("Disken er fuld.")

    with NotesFile(path) as notes:
        meeting = controller(notes)
        meeting.do(Turn())
        before = meeting.state
        with monkeypatch.context() as broken:
            broken.setattr(notes, "append", fail)
            outcome = meeting.do(Write(Kind.NOTE, "Vigtigt"))
        assert meeting.state == before._replace(number=meeting.state.number)
        assert reply(outcome).is_alert
        assert "IKKE GEMT" in reply(outcome).text
        assert "Vigtigt" not in reply(outcome).text
        meeting.do(Write(Kind.NOTE, "Vigtigt"))
        assert [note.text for note in meeting.state.notes] == ["Vigtigt"]


def test_a_refused_command_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    with NotesFile(path) as notes:
        meeting = controller(notes)
        outcome = meeting.do(Skip())
        assert outcome.event is None
        assert not meeting.is_kept
        assert path.read_bytes() == b""


def test_a_draft_that_cannot_be_kept_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "noter.md"
    with NotesFile(path) as notes:
        meeting = controller(notes)
        meeting.do(Turn())

        def fail(*_: object) -> None:
            raise FileError("Disken er fuld.")

        monkeypatch.setattr(notes, "append", fail)
        play(meeting, Script(path, draft="Halvt"))
        assert meeting.trouble is not None


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now

    def turn(self, _: object) -> None:
        self.now += timedelta(minutes=5)


def test_a_heartbeat_is_written_every_five_minutes_while_no_key_is_pressed(tmp_path: Path) -> None:
    path, clock = tmp_path / "noter.md", Clock()
    with NotesFile(path) as notes:
        at_full_screen(controller(notes, now=clock), ENTER, clock.turn, PAUSE, PAUSE, clock.turn, PAUSE)
    (meeting,) = parse(path.read_text("utf-8")).meetings
    assert [type(entry.event) for entry in meeting.entries] == [Turned, Heartbeat, Heartbeat, Paused]
    assert [entry.at - AT for entry in meeting.entries[1:3]] == [timedelta(minutes=5), timedelta(minutes=10)]
