"""The loop of a meeting: read a command, decide, write it down, and only then show it.

Full screen and plain mode are two front ends of this one loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kortspil.deck.model import Case
from kortspil.errors import FileError
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Close, Command, KeepDraft, Pause, Refusal
from kortspil.meeting.events import (
    Asked,
    Autosaved,
    Closed,
    Drafted,
    Entry,
    Event,
    Noted,
    Paused,
    Removed,
    Resumed,
    Subject,
    Voided,
)
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, Phase
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting

if TYPE_CHECKING:
    from kortspil.notes.restore import Resumption


class Outcome(NamedTuple):
    """What came of a command: an event, a refusal, or trouble with the notes, in which case nothing happened.

    ``was_lost``: the notes were not where they had been written, and were written there again. ``at`` is when the event
    happened.
    """

    before: MeetingState
    command: Command
    event: Event | None = None
    refusal: Refusal | None = None
    trouble: FileError | None = None
    was_lost: bool = False
    at: datetime | None = None


class Services(NamedTuple):
    """What a meeting needs from outside. ``now`` gives the time of day with its zone, ``cases`` loads the cases when
    they are first asked for, and ``keep_in_mind`` is told of every file that the meeting comes to lie in."""

    now: Callable[[], datetime]
    cases: Callable[[], tuple[Case, ...]]
    keep_in_mind: Callable[[Path], None]


class MeetingController:
    """A meeting under way: the table, its notes file and the clock.

    ``meeting`` has no entries when it begins; where it goes on, ``resumption`` is how it stood. ``trouble`` is why the
    latest thing that was to be written could not be, or ``None``, and ``written_at`` when something last was.
    """

    def __init__(
        self,
        meeting: Meeting,
        state: MeetingState,
        notes: NotesFile,
        services: Services,
        resumption: Resumption | None = None,
    ) -> None:
        self.state = state
        self.opened = meeting.opened
        self.began = meeting.at
        self.notes = notes
        self.now = services.now
        self.cases = services.cases
        self.resumption = resumption
        self.trouble: FileError | None = None
        self.meeting = meeting.id
        self._keep_in_mind = services.keep_in_mind
        self._has_happened = False
        self._drafts = {draft.subject for draft in resumption.drafts} if resumption else set()
        now = services.now()
        self._since = self.written_at = now
        self._used = resumption.used if resumption else timedelta()
        # How long the meeting had lasted when the open card was turned.
        self._card_opened = self._used - (resumption.on_card if resumption else timedelta())
        # Held back until something happens: a meeting that is only looked at leaves no trace.
        self._pending: list[Entry] = []
        # An empty line stands between two meetings.
        self._gap = "" if notes.is_empty or resumption else "\n"
        if resumption:
            self._hold_back(now, Resumed())
            self.state = self.state._replace(is_paused=False)
            if resumption.unseen:
                self._hold_back(now, Drafted(resumption.unseen, in_hand=True))
        else:
            self._pending.append(Entry(state.number, meeting.at, meeting.opened))

    @property
    def is_kept(self) -> bool:
        """Whether the notes file holds this meeting: it does from the first thing that happens."""
        return self._has_happened or self.resumption is not None

    @property
    def has_drafts(self) -> bool:
        """Whether something typed is kept that was never saved."""
        return bool(self._drafts)

    @property
    def elapsed(self) -> timedelta:
        """How long the meeting has lasted, without its breaks and the time that it was broken off."""
        return self._elapsed(self.now())

    @property
    def on_card(self) -> timedelta:
        """How long the open card has lain there."""
        return self.elapsed - self._card_opened

    def at(self, used: int) -> datetime:
        """What time of day it is when the meeting has lasted so many seconds, if it goes on from now."""
        now = self.now()
        return now + timedelta(seconds=used) - self._elapsed(now)

    def _elapsed(self, now: datetime) -> timedelta:
        running = timedelta() if self.state.is_paused else max(now - self._since, timedelta())
        return self._used + running

    def do(self, command: Command) -> Outcome:
        """Carry out a command. What the outcome tells as an event is on the disk."""
        before, now = self.state, self.now()
        event = decide(before, command, int(self._elapsed(now).total_seconds()))
        if isinstance(event, Refusal):
            return Outcome(before, command, refusal=event)
        after = apply(before, event)
        if self._is_worth_keeping(event):
            try:
                self.notes.append(self._written([*self._pending, Entry(after.number, now, event)]))
            except FileError as trouble:
                self._void(after.number, now)
                self.trouble = trouble
                return Outcome(before, command, trouble=trouble)
            self._pending, self._gap, self.trouble, self.written_at = [], "", None, now
            if not self._has_happened:
                self._has_happened = True
                self._keep_in_mind(self.notes.path)
        else:
            self._pending.append(Entry(after.number, now, event))
        self._count_drafts(event)
        # The clock is read before the table changes: it stands still in a break.
        self._used, self._since = self._elapsed(now), now
        if after.open != before.open or after.phase != before.phase:
            self._card_opened = self._used
        self.state = after
        return Outcome(before, command, event=event, was_lost=self.notes.was_lost, at=now)

    def move(self, path: Path) -> None:
        """Go on in another file, with all that the meeting has written. Raises as ``NotesFile`` does, and then the
        meeting stays where it is."""
        if self.notes.is_at(path):
            return
        other = NotesFile(path)
        try:
            other.take_over(self.notes)
        except BaseException:
            other.close()
            raise
        self.notes.close()
        self.notes, self.trouble = other, None
        if self.is_kept:
            self._keep_in_mind(path)
        else:
            self._gap = "" if other.is_empty else "\n"

    def _is_worth_keeping(self, event: Event) -> bool:
        if isinstance(event, Paused):
            return self._has_happened
        return self.is_kept or not isinstance(event, Closed)

    def _hold_back(self, now: datetime, event: Event) -> None:
        self.state = self.state._replace(number=self.state.number + 1)
        self._pending.append(Entry(self.state.number, now, event))

    def _void(self, number: int, now: datetime) -> None:
        # It may have come through although it was not said to: its number is used up, and the notes will say that
        # it did not happen.
        self.state = self.state._replace(number=number)
        self._hold_back(now, Voided(number))

    def _written(self, entries: Iterable[Entry]) -> str:
        return self._gap + "".join(format_entry(self.meeting, entry) for entry in entries)

    def _count_drafts(self, event: Event) -> None:
        match event:
            case Drafted(draft) | Autosaved(draft):
                if draft.text:
                    self._drafts.add(draft.subject)
                else:
                    self._drafts.discard(draft.subject)
            case Noted():
                self._drafts.discard(event.subject)
            case Removed(number):
                self._drafts = {subject for subject in self._drafts if subject.replaces != number}
            case Asked():
                self._drafts.discard(Subject("", None))
            case _:
                pass


class FrontEnd(Protocol):
    """Where commands come from and where the table is seen."""

    def start(self, controller: MeetingController) -> None:
        """Show the table as the meeting begins."""

    def read(self, controller: MeetingController) -> Command | None:
        """Wait for the next command. ``None``: no more will come."""

    def tell(self, controller: MeetingController, outcome: Outcome) -> None:
        """Show what came of the command."""

    def drafts(self, controller: MeetingController) -> Sequence[KeepDraft]:
        """What is typed and not yet saved."""


def play(controller: MeetingController, front: FrontEnd) -> None:
    """Hold the meeting until it is closed or no more commands come. Drafts are kept however it ends, and a meeting
    that was not closed stands still."""
    try:
        front.start(controller)
        while controller.state.phase is not Phase.CLOSED:
            command = front.read(controller)
            if command is None:
                break
            lost = _keep_drafts(controller, front) if isinstance(command, Close) else None
            # A meeting is not closed while there is a text that it would lose.
            front.tell(controller, lost._replace(command=command) if lost else controller.do(command))
    finally:
        lost = _keep_drafts(controller, front)
        trouble = controller.trouble
        controller.do(Pause())
        # What was too much for a disk that is nearly full may leave room for what came after; and where nothing but
        # this last line has no room, nothing that anybody wrote is lost.
        controller.trouble = lost.trouble if lost else trouble


def _keep_drafts(controller: MeetingController, front: FrontEnd) -> Outcome | None:
    # The first that could not be kept.
    outcomes = [controller.do(draft) for draft in front.drafts(controller)]
    return next((outcome for outcome in outcomes if outcome.trouble is not None), None)
