"""The loop of a meeting: read a command, decide, write the event, and only then show it.

The full screen and plain mode are front ends of this loop.
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
    Undone,
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
    """What came of a command: an ``event``, a ``refusal``, or the ``trouble`` that kept the event out of the notes.

    Only an ``event`` changes the meeting. ``before`` is the state before the command, and ``at`` the time of the event.
    ``was_lost``: earlier events were missing from the notes file and were written again.
    """

    before: MeetingState
    command: Command
    event: Event | None = None
    refusal: Refusal | None = None
    trouble: FileError | None = None
    was_lost: bool = False
    at: datetime | None = None


class Services(NamedTuple):
    """What a meeting needs from outside.

    ``now`` returns the current time with its time zone. ``cases`` loads the cases. ``keep_in_mind`` is called with the
    path of every notes file that the meeting writes to.
    """

    now: Callable[[], datetime]
    cases: Callable[[], tuple[Case, ...]]
    keep_in_mind: Callable[[Path], None]


class MeetingController:
    """A meeting under way: its state, its notes file and its clock.

    ``meeting`` is a new meeting, or an interrupted one that ``resumption`` restores. ``trouble`` is the error if the
    latest attempt to write failed, or else ``None``. ``written_at`` is the time of the latest successful write.
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
        # What ``elapsed`` was when the open card was turned.
        self._card_opened = self._used - (resumption.on_card if resumption else timedelta())
        # These entries are written together with the first event worth keeping. A meeting that is only looked at has
        # none, and leaves no trace.
        self._pending: list[Entry] = []
        # The blank line that separates this meeting from the one above it in the file.
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
        """Whether the notes file holds this meeting: an event was written, or the meeting was resumed from the file."""
        return self._has_happened or self.resumption is not None

    @property
    def has_drafts(self) -> bool:
        """Whether the notes hold a draft."""
        return bool(self._drafts)

    @property
    def elapsed(self) -> timedelta:
        """How long the meeting has lasted, not counting breaks and interruptions."""
        return self._elapsed(self.now())

    @property
    def on_card(self) -> timedelta:
        """How long the open card has been open, not counting breaks and interruptions."""
        return self.elapsed - self._card_opened

    def at(self, used: int) -> datetime:
        """Return the time at which the meeting will have lasted ``used`` seconds, if there is no break before then."""
        now = self.now()
        return now + timedelta(seconds=used) - self._elapsed(now)

    def _elapsed(self, now: datetime) -> timedelta:
        running = timedelta() if self.state.is_paused else max(now - self._since, timedelta())
        return self._used + running

    def do(self, command: Command) -> Outcome:
        """Carry out a command. If its event is worth keeping, the event is on disk before this returns."""
        before, now = self.state, self.now()
        event = decide(before, command, int(self._elapsed(now).total_seconds()))
        if isinstance(event, Refusal):
            return Outcome(before, command, refusal=event)
        after = apply(before, event)
        entry = Entry(after.number, now, event)
        if not self._is_worth_keeping(event):
            self._pending.append(entry)
        elif (trouble := self._append(entry)) is not None:
            return Outcome(before, command, trouble=trouble)
        self._count_drafts(event)
        # Read the clock before the state changes: whether the clock runs depends on the state.
        self._used, self._since = self._elapsed(now), now
        if after.open != before.open:
            self._card_opened = self._used
        self.state = after
        return Outcome(before, command, event=event, was_lost=self.notes.was_lost, at=now)

    def move(self, path: Path) -> None:
        """Copy what the meeting has written to the file at ``path``, and continue there.

        Raise ``UsageError`` or ``FileError`` as ``NotesFile`` does. The meeting then stays in its present file.
        """
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

    def _append(self, entry: Entry) -> FileError | None:
        try:
            self.notes.append(self._written([*self._pending, entry]))
        except FileError as trouble:
            self._void(entry.number, entry.at)
            self.trouble = trouble
            return trouble
        self._pending, self._gap, self.trouble, self.written_at = [], "", None, entry.at
        if not self._has_happened:
            self._has_happened = True
            self._keep_in_mind(self.notes.path)
        return None

    def _hold_back(self, now: datetime, event: Event) -> None:
        self.state = self.state._replace(number=self.state.number + 1)
        self._pending.append(Entry(self.state.number, now, event))

    def _void(self, number: int, now: datetime) -> None:
        # A failed write can still have reached the disk. So the number of its event is not used again, and the notes
        # will say that the event did not happen.
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
            case Removed(number) | Undone(number):
                self._drafts = {subject for subject in self._drafts if subject.replaces != number}
            case Asked():
                self._drafts.discard(Subject("", None))
            case _:
                pass


class FrontEnd(Protocol):
    """The source of commands, and the display of a meeting."""

    def start(self, controller: MeetingController) -> None:
        """Show the beginning of the meeting."""

    def read(self, controller: MeetingController) -> Command | None:
        """Wait for the next command. Return ``None`` if no more will come."""

    def tell(self, controller: MeetingController, outcome: Outcome) -> None:
        """Show the outcome of the command."""

    def drafts(self, controller: MeetingController) -> Sequence[KeepDraft]:
        """Return the commands that keep unsaved texts as drafts."""


def play(controller: MeetingController, front: FrontEnd) -> None:
    """Run the meeting until it is closed or no more commands come.

    However the meeting ends, unsaved texts are kept as drafts. A meeting that was not closed is paused, so that it can
    be resumed.
    """
    try:
        front.start(controller)
        while controller.state.phase is not Phase.CLOSED:
            command = front.read(controller)
            if command is None:
                break
            lost = _keep_drafts(controller, front) if isinstance(command, Close) else None
            # Do not close a meeting if a draft could not be kept.
            front.tell(controller, lost._replace(command=command) if lost else controller.do(command))
    finally:
        lost = _keep_drafts(controller, front)
        trouble = controller.trouble
        controller.do(Pause())
        # On a nearly full disk the pause may be written although a draft was not: that is still trouble. If only the
        # pause could not be written, nothing that a person typed is lost.
        controller.trouble = lost.trouble if lost else trouble


def _keep_drafts(controller: MeetingController, front: FrontEnd) -> Outcome | None:
    # Return the outcome of the first draft that could not be kept, or None.
    outcomes = [controller.do(draft) for draft in front.drafts(controller)]
    return next((outcome for outcome in outcomes if outcome.trouble is not None), None)
