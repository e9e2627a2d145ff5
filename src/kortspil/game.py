"""The loop of a meeting: read a command, decide, write it down, and only then show it.

Full screen and plain mode are two front ends of this one loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from kortspil.deck import Case
from kortspil.errors import FileTrouble
from kortspil.events import Asked, Closed, Drafted, Entry, Event, Kind, Noted, Opened
from kortspil.journal import format_entry
from kortspil.notesfile import NotesFile
from kortspil.session import Close, Command, KeepDraft, Phase, Refusal, Session, apply, decide


class Outcome(NamedTuple):
    """What came of a command: an event, a refusal, or trouble with the notes, in which case nothing happened."""

    before: Session
    event: Event | None = None
    refusal: Refusal | None = None
    trouble: FileTrouble | None = None


class Game:
    """A meeting under way: the table, its notes file and the clock. ``trouble`` is why the latest thing that was
    to be written could not be, or ``None``.

    ``now`` gives the time of day with its zone; ``cases`` loads the cases when they are first asked for.
    """

    def __init__(
        self,
        session: Session,
        opened: Opened,
        meeting: str,
        notes: NotesFile,
        now: Callable[[], datetime],
        cases: Callable[[], tuple[Case, ...]],
    ) -> None:
        self.session = session
        self.opened = opened
        self.notes = notes
        self.now = now
        self.cases = cases
        self.began = now()
        self.card_since = self.began
        self.trouble: FileTrouble | None = None
        self._drafts: set[tuple[str, Kind | None]] = set()
        self._meeting = meeting
        self._pending = format_entry(meeting, Entry(session.number, self.began, opened))
        if not notes.is_empty:
            self._pending = "\n" + self._pending

    @property
    def is_kept(self) -> bool:
        """Whether the notes file holds this meeting: it does from the first thing that happens."""
        return not self._pending

    @property
    def has_drafts(self) -> bool:
        """Whether something typed is kept that was never saved."""
        return bool(self._drafts)

    def _count_drafts(self, event: Event) -> None:
        match event:
            case Drafted(kind, card, text) if text:
                self._drafts.add((card, kind))
            case Drafted(kind, card) | Noted(kind, card):
                self._drafts.discard((card, kind))
            case Asked():
                self._drafts.discard(("", None))
            case _:
                pass

    def do(self, command: Command) -> Outcome:
        """Carry out a command. What the outcome tells as an event is on the disk."""
        before = self.session
        event = decide(before, command)
        if isinstance(event, Refusal):
            return Outcome(before, refusal=event)
        after = apply(before, event)
        now = self.now()
        # A meeting that is opened and closed with nothing in between leaves no file.
        if self.is_kept or not isinstance(event, Closed):
            try:
                self.notes.append(self._pending + format_entry(self._meeting, Entry(after.number, now, event)))
            except FileTrouble as trouble:
                self.trouble = trouble
                return Outcome(before, trouble=trouble)
            self._pending, self.trouble = "", None
        self._count_drafts(event)
        if after.open != before.open or after.phase != before.phase:
            self.card_since = now
        self.session = after
        return Outcome(before, event=event)


class FrontEnd(Protocol):
    """Where commands come from and where the table is seen."""

    def start(self, game: Game) -> None:
        """Show the table as the meeting begins."""

    def read(self, game: Game) -> Command | None:
        """Wait for the next command. ``None``: no more will come."""

    def tell(self, game: Game, outcome: Outcome) -> None:
        """Show what came of the command."""

    def drafts(self, game: Game) -> Sequence[KeepDraft]:
        """What is typed and not yet saved."""


def play(game: Game, front: FrontEnd) -> None:
    """Hold the meeting until it is closed or no more commands come. Drafts are kept however it ends."""
    try:
        front.start(game)
        while game.session.phase is not Phase.CLOSED:
            command = front.read(game)
            if command is None:
                break
            if isinstance(command, Close):
                _keep_drafts(game, front)
            front.tell(game, game.do(command))
    finally:
        _keep_drafts(game, front)


def _keep_drafts(game: Game, front: FrontEnd) -> None:
    for draft in front.drafts(game):
        game.do(draft)
