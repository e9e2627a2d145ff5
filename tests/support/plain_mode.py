"""Drive plain mode in this process: type lines, let time pass between them, and read what is printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Union

from kortspil.meeting.events import Event, Kind, Noted
from kortspil.meeting.state import MeetingState
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from kortspil.ui.controller import play
from kortspil.ui.plain.app import Plain
from table_samples import AT, controller


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now

    def turn(self, minutes: float) -> None:
        """Let minutes pass."""
        self.now += timedelta(minutes=minutes)


Step = Union[str, int, float, Callable[[], object]]  # noqa: UP007
"""A line, minutes that pass, or a function that is called in between."""


class PlainMeeting:
    """A meeting that is held in plain mode, with its output and its notes. ``options`` are passed to ``Plain``."""

    def __init__(self, folder: Path, *steps: Step, state: MeetingState | None = None, **options: Any) -> None:
        self.path = folder / "noter.md"
        self.printed: list[str] = []
        self._waiting = iter(steps)
        self._clock = Clock()
        with NotesFile(self.path) as notes:
            self.controller = controller(notes, state, now=self._clock)
            self.front = Plain(self._read, self.printed.append, **options)
            play(self.controller, self.front)

    def _read(self) -> str | None:
        for step in self._waiting:
            if isinstance(step, str):
                # The output after this line answers it.
                self.printed.append(f"> {step}")
                return step
            if isinstance(step, (int, float)):
                self._clock.turn(step)
            else:
                step()
        return None

    @property
    def text(self) -> str:
        """The whole output."""
        return "\n".join(line for line in self.printed if not line.startswith("> "))

    def after(self, line: str, time: int = 1) -> list[str]:
        """Return the output between a typed line and the next. ``time`` is 2 for the second time it was typed."""
        starts = [at for at, printed in enumerate(self.printed) if printed == f"> {line}"]
        rest = self.printed[starts[time - 1] + 1 :]
        end = next((at for at, printed in enumerate(rest) if printed.startswith("> ")), len(rest))
        return rest[:end]

    @property
    def meeting(self) -> Meeting:
        """The meeting, read from its notes."""
        (meeting,) = parse(self.path.read_text("utf-8")).meetings
        return meeting

    @property
    def events(self) -> list[Event]:
        """The events."""
        return [entry.event for entry in self.meeting.entries]

    def noted(self, kind: Kind) -> list[str]:
        """Return the texts of a kind that the meeting has at its end."""
        return [note.text for note in self.controller.state.notes if note.kind is kind]

    @property
    def happened(self) -> list[str]:
        """The names of the events' types."""
        return [type(event).__name__ for event in self.events]

    @property
    def written(self) -> list[Noted]:
        """The content of the notes file."""
        return [event for event in self.events if isinstance(event, Noted)]
