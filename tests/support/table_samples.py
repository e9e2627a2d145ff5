"""A small deck, and meetings with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from kortspil.deck.model import Area, Card, Case, Warmup
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Command, Refusal
from kortspil.meeting.events import Draft, Kind, Opened, Subject
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, Terms, begin
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.restore import Resumption
from kortspil.ui.controller import MeetingController, Services

AREAS = (
    Area(
        "tek",
        "Teknologiforståelse",
        tuple(
            Card(
                f"tek-{n}",
                f"Hvad gør værktøj nummer {n} ved jer?",
                "For eksempel:",
                (f"Det hjælper {n} gange", "intet."),
            )
            for n in range(1, 4)
        ),
    ),
    Area("udv", "Udvikling og implementering", (Card("udv-1", "Hvad drømmer I om?", "For eksempel:", ()),)),
)
DEALT = ("tek-2", "udv-1", "tek-1", "tek-3")
WARMUP = Warmup("Tag en runde om,", ("hvad I forstår ved værktøjer", "hvilke I bruger"))
OPENED = Opened("Prøvekort", "", (("tek", "Teknologiforståelse"), ("udv", "Udvikling og implementering")),
                ("Anna", "Bo"), DEALT, 1, True)  # fmt: skip
CASES = (
    Case("borgerservice", "Viden fra borgere", "Borgerservice", "KL", ("# Viden fra borgere", "Sally var chef. " * 30)),
    Case("teknik", "Brug af Facebook", "Teknik og Miljø", "KL", ("Nicklas var ny.", "- Et punkt", "- To punkter")),
)


TERMS = Terms(60, ("Bo", "Anna"))


def draft(kind: Kind | None, card: str, text: str, by: str = "", replaces: int = 0) -> Draft:
    """Return a draft of a kind on a card; ``None`` is a question of the group's own."""
    return Draft(Subject(card, kind, by, replaces), text)


def table(*commands: Command, warmup: Warmup | None = None, terms: Terms | None = None) -> MeetingState:
    """Return the state after some commands. Fail if one is refused."""
    state = begin(AREAS, DEALT, warmup, terms or Terms())
    for command in commands:
        event = decide(state, command)
        assert not isinstance(event, Refusal), f"{command}: {event}"
        state = apply(state, event)
    return state


AT = datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=1)))


def controller(
    notes: NotesFile,
    state: MeetingState | None = None,
    *,
    now: Callable[[], datetime] = lambda: AT,
    cases: tuple[Case, ...] = CASES,
    resumption: Resumption | None = None,
    meeting: Meeting | None = None,
) -> MeetingController:
    """Return the controller of a meeting with the small deck, begun or resumed."""
    begun = meeting or Meeting("m1", now(), OPENED, ())
    at_table = resumption.state if resumption else state or table()
    return MeetingController(begun, at_table, notes, Services(now, lambda: cases, lambda _: None), resumption)
