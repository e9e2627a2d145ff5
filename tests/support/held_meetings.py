"""A meeting in its own notes file, with a clock that the test sets. It can be interrupted and resumed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from kortspil.deck.model import Deck, Warmup
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Command
from kortspil.meeting.events import Event, Undone
from kortspil.meeting.state import MeetingState, Terms, begin
from kortspil.minutes.build import build
from kortspil.minutes.model import CardText, Minutes
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from kortspil.notes.restore import Resumption, resume
from kortspil.ui.controller import MeetingController
from table_samples import AREAS, AT, DEALT, OPENED, WARMUP, controller

KNOWN = {card.id: CardText(area.id, area.name, card.question) for area in AREAS for card in area.cards}


class Held:
    """The meeting. ``terms`` and ``warmup`` are as for ``state.begin``; ``group`` is the group's name."""

    def __init__(
        self, folder: Path, *, terms: Terms | None = None, warmup: Warmup | None = None, group: str = "", id: str = "m1"
    ) -> None:
        self.path = folder / f"{id}.md"
        self.now = AT
        self._terms = terms or Terms()
        self._deck = Deck("Prøvekort", "KL", AREAS, warmup=WARMUP)
        opened = OPENED._replace(
            participants=tuple(sorted(self._terms.turns)),
            warmup=warmup is not None,
            minutes=self._terms.minutes,
            group=group,
            turns=self._terms.turns,
            recalls=bool(self._terms.open_agreements),
        )
        begun = Meeting(id, AT, opened, ())
        at_table = begin(AREAS, DEALT, warmup, self._terms)
        self.controller: MeetingController = controller(
            NotesFile(self.path), at_table, now=lambda: self.now, meeting=begun
        )

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    def do(self, *commands: Command, minutes: float = 0) -> Event:
        """Carry out commands, each ``minutes`` after the one before. Return the last event. Fail if one is refused."""
        happened: list[Event] = []
        for command in commands:
            self.wait(minutes)
            outcome = self.controller.do(command)
            assert outcome.event is not None, f"{command}: {outcome.refusal}"
            happened.append(outcome.event)
        return happened[-1]

    def kill(self, *, away: float = 0) -> Resumption:
        """Interrupt the meeting, and resume it from the notes after ``away`` minutes."""
        self.controller.notes.close()
        self.wait(away)
        resumption = self.as_kept()
        meeting = self.meeting
        self.controller = controller(NotesFile(self.path), now=lambda: self.now, resumption=resumption, meeting=meeting)
        return resumption

    def as_kept(self) -> Resumption:
        """Restore the meeting from its notes."""
        return resume(self.meeting, self._deck, self._terms.open_agreements)

    @property
    def state(self) -> MeetingState:
        """The state of the meeting."""
        return self.controller.state

    @property
    def used(self) -> float:
        """The minutes that the meeting has lasted."""
        return self.controller.elapsed / timedelta(minutes=1)

    @property
    def text(self) -> str:
        """The content of the notes file."""
        return self.path.read_text("utf-8")

    @property
    def meeting(self) -> Meeting:
        """The meeting, read from its notes."""
        (meeting,) = parse(self.text).meetings
        return meeting

    @property
    def minutes(self) -> Minutes:
        """The minutes of the meeting."""
        return build(self.meeting, KNOWN)

    @property
    def at(self) -> datetime:
        """The time at which the meeting began."""
        return AT


def layers(state: MeetingState) -> list[MeetingState]:
    """Return the state and every state that undoing leads back to.

    Undoing does not take back the numbers of events and of own questions, so they are 0 in all states but the first.
    """
    found = [state]
    while (step := state.last_step) is not None:
        state = apply(state, Undone(step.number))
        found.append(state._replace(number=0, asked=0))
    return found
