"""The rules of a meeting: what each command does, what always holds, and what undo restores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from random import Random
from typing import NamedTuple, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.deck.model import OWN_AREA_ID, WARMUP_ID, Card, Warmup
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import (
    Arrive,
    Ask,
    Autosave,
    Begin,
    Close,
    Command,
    Depart,
    Extend,
    Finish,
    GoOn,
    KeepAlive,
    KeepDraft,
    LayBack,
    Pass,
    Pause,
    ReadCase,
    Refusal,
    Remove,
    Review,
    Skip,
    Stay,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import (
    Asked,
    Autosaved,
    CaseRead,
    Closed,
    Drafted,
    Entry,
    Event,
    Extended,
    Finished,
    Heartbeat,
    Kind,
    LaidBack,
    Noted,
    Part,
    Paused,
    Resumed,
    Skipped,
    Turned,
    Undone,
    Verdict,
)
from kortspil.meeting.replay import replay
from kortspil.meeting.rules import decide
from kortspil.meeting.state import (
    Counts,
    MeetingState,
    Note,
    OpenAgreement,
    Phase,
    PlacedCard,
    Status,
    Terms,
    begin,
    deal,
)
from kortspil.ui.answers import reply
from kortspil.ui.controller import Outcome
from table_samples import AREAS, AT, DEALT, WARMUP, draft, table

IDS = sorted(card.id for area in AREAS for card in area.cards)
NOTE = Write(Kind.NOTE, "Vi mangler kurser")
CASE = ReadCase("teknik", "Brug af Facebook")
LEAD = CASE._replace(leads=True)
PROMISES = (OpenAgreement("m0", 5, "Bo ringer"), OpenAgreement("m0", 6, "Anna skriver"))
DRAFT = KeepDraft(draft(Kind.NEED, "tek-2", "Vi skal lære at"))
ALL_TALKED_ABOUT: list[Command] = [Turn(), Finish()] * 4
ALL_SKIPPED: list[Command] = [Turn(), Skip()] * 4
FIRST, SECOND, THIRD, FOURTH = DEALT


START = begin(AREAS, DEALT, None)


def held(commands: Iterable[Command], start: MeetingState = START) -> tuple[MeetingState, list[Event], list[Refusal]]:
    """Carry out commands, one every two minutes, and return the state, the events and the refusals."""
    state = start
    events: list[Event] = []
    refusals: list[Refusal] = []
    for number, command in enumerate(commands):
        outcome = decide(state, command, number * 120)
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
        else:
            events.append(outcome)
            state = apply(state, outcome)
    return state, events, refusals


# --- What commands do. The three counts in a row are of cards turned, skipped and left.

Row = tuple[str, list[Command], Phase, tuple[int, int, int], str, list[Refusal]]
T, W, C, X = Phase.TABLE, Phase.WARMUP, Phase.CARD, Phase.CLOSED
AT_TABLE: list[Row] = [
    ("nothing has happened", [], T, (0, 0, 4), "", []),
    ("a card is turned", [Turn(2)], C, (1, 0, 3), SECOND, []),
    ("the first card is turned", [Turn()], C, (1, 0, 3), FIRST, []),
    ("the first face-down card is turned", [Turn(1), Finish(), Turn()], C, (2, 0, 2), SECOND, []),
    ("a card is finished", [Turn(2), Finish()], T, (1, 0, 3), "", []),
    ("a card is skipped", [Turn(2), Skip()], T, (0, 1, 3), "", []),
    ("a card is laid back", [Turn(2), LayBack()], T, (0, 0, 4), "", []),
    ("a card that was laid back is the first again", [Turn(1), LayBack(), Turn()], C, (1, 0, 3), FIRST, []),
    ("a skipped card is not turned next", [Turn(1), Skip(), Turn()], C, (1, 1, 2), SECOND, []),
    ("a skipped card is turned again", [Turn(1), Skip(), Turn(1)], C, (1, 0, 3), FIRST, []),
    ("a card is turned again", [Turn(1), Finish(), Turn(1)], C, (1, 0, 3), FIRST, []),
    ("a card turned again is skipped", [Turn(1), Finish(), Turn(1), Skip()], T, (0, 1, 3), "", []),
    ("a card turned again is laid back", [Turn(1), Finish(), Turn(1), LayBack()], T, (0, 0, 4), "", []),
    ("an asked question is open", [Ask("Og vi?")], C, (1, 0, 4), "egen-1", []),
    ("an asked question is finished", [Ask("Og vi?"), Finish()], T, (1, 0, 4), "", []),
    ("an asked question is laid back", [Ask("Og vi?"), LayBack()], T, (0, 0, 5), "", []),
    ("a question laid back is turned by its number", [Ask("Og?"), LayBack(), Turn(5)], C, (1, 0, 4), "egen-1", []),
    ("a second question is asked", [Ask("Og?"), Finish(), Ask("Men?")], C, (2, 0, 4), "egen-2", []),
    ("a note changes no card", [Turn(1), NOTE], C, (1, 0, 3), FIRST, []),
    ("a case changes no card", [CASE], T, (0, 0, 4), "", []),
    ("a case is read at a card", [Turn(1), CASE], C, (1, 0, 3), FIRST, []),
    ("a draft changes no card", [Turn(1), DRAFT], C, (1, 0, 3), FIRST, []),
    ("the meeting is closed", [Close()], X, (0, 0, 4), "", []),
    ("the meeting is closed at a card", [Turn(1), Close()], X, (1, 0, 3), FIRST, []),
    ("a turn is undone", [Turn(1), Undo()], T, (0, 0, 4), "", []),
    ("a skip is undone", [Turn(1), Skip(), Undo()], C, (1, 0, 3), FIRST, []),
    ("asking a question is undone", [Ask("Og?"), Undo()], T, (0, 0, 4), "", []),
    ("laying back a card is undone", [Turn(1), LayBack(), Undo()], C, (1, 0, 3), FIRST, []),
    ("no such card", [Turn(5)], T, (0, 0, 4), "", [Refusal.NO_SUCH_CARD]),
    ("no card has number 0", [Turn(0)], T, (0, 0, 4), "", [Refusal.NO_SUCH_CARD]),
    ("no card has a number below 0", [Turn(-1)], T, (0, 0, 4), "", [Refusal.NO_SUCH_CARD]),
    ("a card is open already", [Turn(1), Turn(2)], C, (1, 0, 3), FIRST, [Refusal.CARD_IS_OPEN]),
    ("a question is asked at an open card", [Turn(1), Ask("Og?")], C, (1, 0, 3), FIRST, [Refusal.CARD_IS_OPEN]),
    ("no card to write on", [NOTE], T, (0, 0, 4), "", [Refusal.NO_OPEN_CARD]),
    ("no card to finish, skip, lay back", [Finish(), Skip(), LayBack()], T, (0, 0, 4), "", [Refusal.NO_OPEN_CARD] * 3),
    ("nothing was written", [Turn(1), Write(Kind.NOTE, " \n ")], C, (1, 0, 3), FIRST, [Refusal.EMPTY]),
    ("nothing was asked", [Ask("  ")], T, (0, 0, 4), "", [Refusal.EMPTY]),
    ("a draft is given up", [KeepDraft(draft(Kind.NOTE, "", ""))], T, (0, 0, 4), "", []),
    ("nothing to undo", [Undo()], T, (0, 0, 4), "", [Refusal.NOTHING_TO_UNDO]),
    ("a case is not undone", [CASE, Undo()], T, (0, 0, 4), "", [Refusal.NOTHING_TO_UNDO]),
    ("a draft is not undone", [DRAFT, Undo()], T, (0, 0, 4), "", [Refusal.NOTHING_TO_UNDO]),
    ("undo reaches past a case", [Turn(1), CASE, Undo()], T, (0, 0, 4), "", []),
    ("an undo is not undone", [Turn(1), Undo(), Undo()], T, (0, 0, 4), "", [Refusal.NOTHING_TO_UNDO]),
    ("all are turned", [*ALL_TALKED_ABOUT, Turn()], T, (4, 0, 0), "", [Refusal.NONE_LEFT]),
    ("all are skipped", [*ALL_SKIPPED, Turn()], T, (0, 4, 0), "", [Refusal.NONE_LEFT]),
    ("after the end", [Close(), Turn(), Undo(), Close(), DRAFT], X, (0, 0, 4), "", [Refusal.CLOSED] * 4),
]  # fmt: skip
IN_OPENING_ROUND: list[Row] = [
    ("the meeting begins with the round", [], W, (0, 0, 4), "", []),
    ("the round is over", [Finish()], T, (0, 0, 4), "", []),
    ("the first card ends the round", [Turn()], C, (1, 0, 3), FIRST, []),
    ("asking a question ends the round", [Ask("Og?")], C, (1, 0, 4), "egen-1", []),
    ("the round is not skipped or laid back", [Skip(), LayBack()], W, (0, 0, 4), "", [Refusal.NO_OPEN_CARD] * 2),
    ("a note is written on the round", [NOTE], W, (0, 0, 4), "", []),
    ("undo brings back the round", [Finish(), Undo()], W, (0, 0, 4), "", []),
    ("undoing the first card brings back the round", [Turn(1), Undo()], W, (0, 0, 4), "", []),
    ("laying back the first card does not", [Turn(1), LayBack()], T, (0, 0, 4), "", []),
    ("every step is undone", [NOTE, Finish(), Turn(1), Finish(), *[Undo()] * 4], W, (0, 0, 4), "", []),
    ("nothing more can be undone", [Finish(), Undo(), Undo()], W, (0, 0, 4), "", [Refusal.NOTHING_TO_UNDO]),
]  # fmt: skip
ROWS = [pytest.param(None, *row[1:], id=row[0]) for row in AT_TABLE]
ROWS += [pytest.param(WARMUP, *row[1:], id=row[0]) for row in IN_OPENING_ROUND]


@pytest.mark.parametrize(("warmup", "commands", "phase", "counts", "opened", "refusals"), ROWS)
def test_the_table_after_some_commands(
    warmup: Warmup | None,
    commands: list[Command],
    phase: Phase,
    counts: tuple[int, int, int],
    opened: str,
    refusals: list[Refusal],
) -> None:
    state, _, refused = held(commands, begin(AREAS, DEALT, warmup))
    assert (state.phase, state.counts, state.open, refused) == (phase, Counts(*counts), opened, refusals)


def test_turning_a_card_records_all_that_the_minutes_need() -> None:
    assert decide(table(), Turn(2)) == Turned("udv-1", 2, "udv", "Udvikling og implementering", "Hvad drømmer I om?")


def test_a_question_that_the_group_asks_is_dealt_last_and_belongs_to_no_area_of_the_deck() -> None:
    state = table(Ask("Hvad med os?"), LayBack())
    assert state.dealt == (*DEALT, "egen-1")
    assert decide(table(), Ask("Hvad med os?")) == Asked("egen-1", 5, "Hvad med os?")
    assert decide(state, Turn(5)) == Turned("egen-1", 5, OWN_AREA_ID, "", "Hvad med os?")


def test_a_note_is_written_on_the_open_card_and_keeps_every_space() -> None:
    note = Write(Kind.AGREEMENT, "  Bo ringer \n")
    assert decide(table(Turn(1)), note) == Noted(Kind.AGREEMENT, FIRST, "  Bo ringer \n")
    assert decide(table(warmup=WARMUP), note) == Noted(Kind.AGREEMENT, WARMUP_ID, "  Bo ringer \n")


def test_the_events_that_end_a_card_or_a_part_name_it() -> None:
    assert decide(table(Turn(3)), Finish()) == Finished(THIRD)
    assert decide(table(Turn(3)), Skip()) == Skipped(THIRD)
    assert decide(table(warmup=WARMUP), Finish()) == Finished(WARMUP_ID)


def test_undo_names_the_event_that_it_undoes() -> None:
    # Event 1 opened the meeting, event 2 turned the card, event 3 is the case.
    assert decide(table(Turn(1), CASE), Undo()) == Undone(2)
    assert decide(table(Turn(1), CASE, NOTE, Undo()), Undo()) == Undone(2)


def test_every_card_has_its_status() -> None:
    state = table(Turn(1), Finish(), Turn(2), Skip(), Turn(3), LayBack(), Turn(4))
    assert [state.status(card) for card in DEALT] == [
        Status.TURNED, Status.SKIPPED, Status.FACE_DOWN, Status.OPEN,
    ]  # fmt: skip


def test_the_cards_taken_up_are_those_that_are_turned_or_skipped_or_have_notes() -> None:
    state = table(Turn(1), Finish(), Turn(2), Skip(), Turn(3), NOTE, LayBack(), Ask("Og vi?"))
    assert state.taken_up == ((1, FIRST), (2, SECOND), (3, THIRD), (5, "egen-1"))
    assert table(Turn(3), LayBack()).taken_up == ()
    assert begin(AREAS[:1], DEALT, None).taken_up == ()


def test_the_next_card_is_searched_from_a_position_and_then_from_the_first_card() -> None:
    state = table(Turn(3), Finish())
    assert [state.next_position(start) for start in (1, 2, 3, 4)] == [1, 2, 4, 4]
    assert table(Turn(4), Finish()).next_position(4) == 1
    assert table(*ALL_TALKED_ABOUT).next_position(2) is None
    # The position of a question that was asked and undone is past the last card.
    assert table().next_position(5) == 1


def test_positions_follow_the_order_in_which_the_cards_were_dealt() -> None:
    assert [table(Ask("Og vi?")).position(card) for card in (*DEALT, "egen-1")] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (CASE, CaseRead("teknik", "Brug af Facebook")),
        (DRAFT, Drafted(draft(Kind.NEED, "tek-2", "Vi skal lære at"))),
        (
            KeepDraft(draft(None, "", "Og vi?"), in_hand=True),
            Drafted(draft(None, "", "Og vi?"), in_hand=True),
        ),
        (Autosave(draft(Kind.NOTE, "tek-2", "Vi m")), Autosaved(draft(Kind.NOTE, "tek-2", "Vi m"))),
        (KeepAlive(), Heartbeat()),
        (Pause(), Paused()),
    ],
)
def test_commands_that_change_no_card_are_recorded_as_given(command: Command, event: Event) -> None:
    state = table(Turn(1))
    decided = decide(state, command)
    assert (type(decided), decided) == (type(event), event)
    assert apply(state, event) == state._replace(number=state.number + 1)


def test_undoing_the_step_before_a_leading_case_does_not_undo_the_case() -> None:
    assert table(LEAD).case == "Brug af Facebook"
    assert table(CASE).case == ""
    state = table(Turn(1), LEAD, Undo())
    assert (state.case, state.phase) == ("Brug af Facebook", Phase.TABLE)


def test_a_question_that_the_group_asks_has_its_text_and_no_examples() -> None:
    own = table(Ask("Hvad med os?")).cards["egen-1"]
    assert own == PlacedCard(Card("egen-1", "Hvad med os?", "", ()), OWN_AREA_ID, "")


def test_a_closed_meeting_has_nothing_to_undo() -> None:
    assert table(Turn(1), Close()).last_step is None


def test_undo_goes_back_step_by_step_and_never_redoes_a_step() -> None:
    state = table(Turn(1), NOTE, Undo(), Write(Kind.NEED, "Kursus"), Finish(), Undo(), Undo())
    assert (state.open, state.notes, state.number) == (FIRST, (), 8)
    assert decide(state, Undo()) == Undone(2)


def test_a_note_is_kept_until_it_is_undone() -> None:
    state = table(Turn(1), NOTE, Write(Kind.NEED, "Kursus"), Undo())
    assert state.notes == (Note(3, Kind.NOTE, FIRST, "Vi mangler kurser"),)


# --- What always holds

TEXTS = st.sampled_from(["", " ", "Ja", "Nej\nMåske"])
KINDS = st.sampled_from(Kind)
NUMBERS = st.integers(0, 12)
NAMES = st.sampled_from(["Anna", "Bo", "bo", "Carla", " "])
DRAFTS = st.builds(draft, KINDS, st.sampled_from(["", *IDS]), TEXTS)
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Turn, st.one_of(st.none(), st.integers(-1, 7))),
    st.builds(Write, KINDS, TEXTS, st.just(""), st.just(0)),
    st.builds(Write, KINDS, TEXTS, st.sampled_from(["", "Anna", "Bo"]), NUMBERS),
    st.sampled_from([Finish(), Skip(), LayBack(), Undo(), Undo(), CASE, LEAD, GoOn(), GoOn()]),
    st.sampled_from([Remove(), Stay(), Pass(), Extend(), KeepAlive(), Pause(), Pause(is_break=True)]),
    st.builds(Begin, st.sampled_from(Part)),
    st.builds(Review, st.sampled_from(Verdict)),
    st.builds(Arrive, NAMES),
    st.builds(Depart, NAMES),
    st.builds(Ask, TEXTS),
    st.builds(KeepDraft, DRAFTS),
    st.builds(Autosave, DRAFTS),
)
# Most random commands alone would be refused. So most steps are a short stretch of a meeting and then a random command.
PARKING: list[Command] = [Turn(), Write(Kind.PARKED, "Senere"), Finish(), Begin(Part.PARKED)]
STRETCHES: list[list[Command]] = [
    [Turn()], [Turn(), LayBack()], [Turn(), NOTE, Remove()], [Turn(), Extend(), Extend()], [Extend()], [Ask("Og vi?")],
    [*PARKING, Stay()], PARKING, [Begin(Part.ROUND)], [Pause(is_break=True)], [Undo(), Undo()], [],
]  # fmt: skip
STEPS: st.SearchStrategy[list[Command]] = st.one_of(
    st.builds(lambda stretch, command: [*stretch, command], st.sampled_from(STRETCHES), COMMANDS),
    st.builds(lambda stretch, command: [*stretch, command, GoOn()], st.sampled_from(STRETCHES), COMMANDS),
    st.builds(lambda stretch, command: [*stretch, command, Finish()], st.sampled_from(STRETCHES), COMMANDS),
)
SEQUENCES = st.lists(STEPS, min_size=4, max_size=16).map(lambda steps: [*chain.from_iterable(steps)])
TERMS = [Terms(), Terms(turns=("Bo", "Anna")), Terms(30, ("Bo", "Anna", "Carla"), PROMISES), Terms(1, (), PROMISES[:1])]
STARTS = st.builds(lambda warmup, terms: begin(AREAS, DEALT, warmup, terms), st.sampled_from([None, WARMUP]),
                   st.sampled_from(TERMS))  # fmt: skip
any_meeting = given(commands=SEQUENCES, start=STARTS)
moderately = settings(max_examples=120)


def undoable(event: Event) -> bool:
    return not isinstance(event, (CaseRead, Drafted, Autosaved, Heartbeat, Paused, Resumed, Closed, Undone))


class Moment(NamedTuple):
    """A command with the state before it, the event or the refusal, and the state after it."""

    before: MeetingState
    command: Command
    outcome: Event | Refusal
    after: MeetingState


def moments(commands: Iterable[Command], start: MeetingState) -> list[Moment]:
    """Carry out commands, one every two minutes, and return a ``Moment`` for each."""
    found: list[Moment] = []
    state = start
    for number, command in enumerate(commands):
        outcome = decide(state, command, number * 120)
        after = state if isinstance(outcome, Refusal) else apply(state, outcome)
        found.append(Moment(state, command, outcome, after))
        state = after
    return found


@moderately
@any_meeting
def test_cards_parts_participants_and_notes_agree_whatever_is_done(
    commands: Sequence[Command], start: MeetingState
) -> None:
    happened = moments(commands, start)
    for state in [start, *(moment.after for moment in happened)]:
        check_cards(state)
        check_parts(state, start)
        check_participants(state)
        check_notes(state)
    replayed = start
    for moment in happened:
        if not isinstance(moment.outcome, Refusal):
            replayed = apply(replayed, moment.outcome)
        assert replayed == moment.after


def check_cards(state: MeetingState) -> None:
    statuses = [state.status(card) for card in state.dealt]
    turned = statuses.count(Status.TURNED) + statuses.count(Status.OPEN)
    assert state.counts == (turned, statuses.count(Status.SKIPPED), statuses.count(Status.FACE_DOWN))
    assert sum(state.counts) == len(state.dealt) == len(set(state.dealt))
    open_cards = [card for card in state.dealt if state.status(card) is Status.OPEN]
    assert open_cards == ([state.open] if state.open else [])
    assert (state.phase is Phase.CARD) == bool(state.open)


def check_parts(state: MeetingState, start: MeetingState) -> None:
    if state.phase is not Phase.CARD:
        assert (state.reader, state.card_ends, state.card_portions) == ("", None, 0)
    assert not state.waiting or state.phase is Phase.ROUND
    assert not state.open_agreements or state.phase is Phase.LAST_TIME
    assert state.phase is not Phase.PARKED or state.parked
    assert (state.phase is Phase.LAST_TIME) <= (start.phase is Phase.LAST_TIME)
    assert bool(state.subject) == (state.phase not in (Phase.TABLE, Phase.LAST_TIME, Phase.CLOSED))


def check_participants(state: MeetingState) -> None:
    assert sorted(state.queue) == sorted(state.people)
    assert len({name.casefold() for name in state.people}) == len(state.people)
    assert set(state.waiting) <= set(state.people)
    assert len(set(state.waiting)) == len(state.waiting)


def check_notes(state: MeetingState) -> None:
    numbers = [note.number for note in state.notes]
    assert len(set(numbers)) == len(numbers)
    assert all(1 < number <= state.number for number in numbers)
    assert not {note.number for note in state.parked} & state.stayed


@moderately
@any_meeting
def test_every_command_is_answered_never_shortens_the_meeting_and_respects_a_break(
    commands: Sequence[Command], start: MeetingState
) -> None:
    happened = moments([*commands, Close(), *commands[:3]], start)
    for moment in happened:
        check_time(moment, start)
        check_break(moment)
        check_answer(moment)
    for state in (start, happened[len(commands)].before):
        kept = (dict(state.cards), dict(state.layout), state)
        for command in EVERY_COMMAND.values():
            event = decide(state, command)
            if not isinstance(event, Refusal):
                apply(state, event)
        assert (dict(state.cards), dict(state.layout), state) == kept


def check_time(moment: Moment, start: MeetingState) -> None:
    assert (moment.after.ends is None) == (start.ends is None)
    assert (moment.after.ends or 0) >= (start.ends or 0)
    if isinstance(moment.outcome, Extended):
        assert moment.outcome.minutes in (5, 2, 1)
        assert moment.outcome.card or start.ends is not None


def check_break(moment: Moment) -> None:
    before, event, after = moment.before, moment.outcome, moment.after
    if isinstance(event, Refusal):
        assert (event is Refusal.PAUSED) <= before.is_paused
        return
    begins = isinstance(event, Paused) and event.is_break
    ends = isinstance(event, (Resumed, Closed))
    assert after.is_paused == (begins or (before.is_paused and not ends))
    if before.is_paused and not isinstance(event, Closed):
        assert isinstance(event, (Resumed, Drafted, Autosaved))
        assert after == before._replace(number=after.number, is_paused=after.is_paused)


def check_answer(moment: Moment) -> None:
    if isinstance(moment.outcome, Refusal):
        answer = reply(Outcome(moment.before, moment.command, refusal=moment.outcome))
        assert answer.is_alert
        assert len(answer.text.split()) >= 3
        assert answer.text[-1] in ".?"
    else:
        for at in (AT, None):
            assert not reply(Outcome(moment.before, moment.command, event=moment.outcome, at=at)).is_alert


def _restored(before: MeetingState, state: MeetingState, more: int) -> MeetingState:
    # The state ``before`` as undo restores it from ``state``, with ``more`` events since. Undo does not take back the
    # numbers of events and of asked questions, nor the case that was read.
    return before._replace(number=state.number + more, asked=state.asked, case=state.case)


@moderately
@any_meeting
def test_undo_restores_exactly_the_state_before_each_step_back_to_the_beginning(
    commands: Sequence[Command], start: MeetingState
) -> None:
    before: list[tuple[int, MeetingState]] = []
    state = start
    for moment in moments([*commands, GoOn()], start):
        event, state = moment.outcome, moment.after
        if isinstance(event, Refusal):
            assert event is not Refusal.NOTHING_TO_UNDO or not before
            continue
        assert state.number == moment.before.number + 1
        if isinstance(event, Undone):
            number, earlier = before.pop()
            assert event.number == number
            assert state == _restored(earlier, moment.before, 1)
        elif undoable(event):
            before.append((state.number, moment.before))
    undone = moments([Undo()] * (len(before) + 1), state)
    assert undone[-1].after == _restored(start, state, len(before))
    assert undone[-1].outcome is Refusal.NOTHING_TO_UNDO


# --- Every command in every phase

EVERY_COMMAND: dict[str, Command] = {
    "turn": Turn(), "turn 1": Turn(1), "write": NOTE, "remove": Remove(), "stay": Stay(), "finish": Finish(),
    "skip": Skip(), "lay back": LayBack(), "undo": Undo(), "ask": Ask("Og vi?"), "case": CASE,
    "begin last time": Begin(Part.LAST_TIME), "begin warmup": Begin(Part.WARMUP), "begin parked": Begin(Part.PARKED),
    "begin round": Begin(Part.ROUND), "review": Review(Verdict.DONE), "pass": Pass(), "arrive": Arrive("Dorte"),
    "depart": Depart("Bo"), "extend": Extend(), "draft": DRAFT, "typing": Autosave(draft(Kind.NOTE, "tek-2", "Vi m")),
    "tick": KeepAlive(), "break": Pause(is_break=True), "pause": Pause(), "go on": GoOn(), "close": Close(),
}  # fmt: skip
FULL = begin(AREAS, DEALT, WARMUP, Terms(60, ("Bo", "Anna", "Carla"), PROMISES))
PARKED: list[Command] = [Finish(), Turn(1), Write(Kind.PARKED, "Senere")]
PHASES: dict[str, list[Command]] = {
    "last time": [],
    "warmup": [Finish()],
    "table": [*PARKED, Finish()],
    "card": [*PARKED, NOTE],
    "parked": [*PARKED, Begin(Part.PARKED)],
    "round": [*PARKED, Begin(Part.ROUND), Write(Kind.NOTE, "Godt", "Bo")],
    "break": [*PARKED, Pause(is_break=True)],
    "closed": [*PARKED, Close()],
}
OUTCOMES = """\
                 last time      warmup         table          card           parked         round
turn             NOT_HERE_AND.. Turned         Turned         CARD_IS_OPEN   NOT_HERE_AND.. NOT_HERE_AND..
turn 1           NOT_HERE_AND.. Turned         Turned         CARD_IS_OPEN   NOT_HERE_AND.. NOT_HERE_AND..
write            NO_OPEN_CARD   Noted          NO_OPEN_CARD   Noted          Noted          Noted
remove           NO_NOTE_HERE   NO_NOTE_HERE   NO_NOTE_HERE   Removed        Removed        Removed
stay             NOTHING_PARKED NOTHING_PARKED NOTHING_PARKED NOTHING_PARKED Stayed         NOTHING_PARKED
finish           Began          Finished       NO_OPEN_CARD   Finished       Finished       Finished
skip             NO_OPEN_CARD   NO_OPEN_CARD   NO_OPEN_CARD   Skipped        NO_OPEN_CARD   NO_OPEN_CARD
lay back         NO_OPEN_CARD   NO_OPEN_CARD   NO_OPEN_CARD   LaidBack       NO_OPEN_CARD   NO_OPEN_CARD
undo             NOTHING_TO_U.. Undone         Undone         Undone         Undone         Undone
ask              NOT_HERE_AND.. Asked          Asked          CARD_IS_OPEN   NOT_HERE_AND.. NOT_HERE_AND..
case             CaseRead       CaseRead       CaseRead       CaseRead       CaseRead       CaseRead
begin last time  NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND..
begin warmup     NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND.. NOT_HERE_AND..
begin parked     NOT_HERE_AND.. NOTHING_PARKED Began          Began          NOT_HERE_AND.. NOT_HERE_AND..
begin round      NOT_HERE_AND.. Began          Began          Began          NOT_HERE_AND.. NOT_HERE_AND..
review           Reviewed       NOTHING_TO_R.. NOTHING_TO_R.. NOTHING_TO_R.. NOTHING_TO_R.. NOTHING_TO_R..
pass             Passed         Passed         Passed         CARD_IS_OPEN   Passed         Passed
arrive           Arrived        Arrived        Arrived        Arrived        Arrived        Arrived
depart           Departed       Departed       Departed       Departed       Departed       Departed
extend           Extended       Extended       Extended       Extended       Extended       Extended
draft            Drafted        Drafted        Drafted        Drafted        Drafted        Drafted
typing           Autosaved      Autosaved      Autosaved      Autosaved      Autosaved      Autosaved
tick             Heartbeat      Heartbeat      Heartbeat      Heartbeat      Heartbeat      Heartbeat
break            Paused         Paused         Paused         Paused         Paused         Paused
pause            Paused         Paused         Paused         Paused         Paused         Paused
go on            NOT_PAUSED     NOT_PAUSED     NOT_PAUSED     NOT_PAUSED     NOT_PAUSED     NOT_PAUSED
close            Closed         Closed         Closed         Closed         Closed         Closed
"""
IN_A_BREAK = {"draft": "Drafted", "typing": "Autosaved", "go on": "Resumed", "close": "Closed"}


def named(outcome: Event | Refusal) -> str:
    name = outcome.name if isinstance(outcome, Refusal) else type(outcome).__name__
    return name if len(name) <= 14 else f"{name[:12]}.."


def test_every_command_does_one_thing_or_is_refused_in_every_phase() -> None:
    heading, *rows = OUTCOMES.splitlines()
    phases = re.split(r"\s{2,}", heading.strip())
    assert [row[:16].strip() for row in rows] == list(EVERY_COMMAND)
    for phase, expected in zip(phases, zip(*(row[17:].split() for row in rows), strict=True), strict=True):
        state, _, refused = held(PHASES[phase], FULL)
        assert (state.phase.value, refused) == (phase, [])
        found = {name: named(decide(state, command)) for name, command in EVERY_COMMAND.items()}
        assert found == dict(zip(EVERY_COMMAND, expected, strict=True)), phase


def test_a_closed_meeting_refuses_every_command_and_a_break_all_but_four() -> None:
    in_a_break, _, refused = held(PHASES["break"], FULL)
    closed, _, refused_too = held(PHASES["closed"], FULL)
    assert (in_a_break.is_paused, closed.phase, refused, refused_too) == (True, Phase.CLOSED, [], [])
    for name, command in EVERY_COMMAND.items():
        assert decide(closed, command) is Refusal.CLOSED
        assert named(decide(in_a_break, command)) == IN_A_BREAK.get(name, "PAUSED"), name


def test_the_table_of_commands_is_complete() -> None:
    assert {type(command) for command in EVERY_COMMAND.values()} == set(get_args(Command))


# --- Dealing


@given(st.integers())
@settings(max_examples=50)
def test_the_same_seed_deals_the_same_order_of_all_the_cards(seed: int) -> None:
    dealt = deal(AREAS, Random(seed))
    assert dealt == deal(AREAS, Random(seed))
    assert sorted(dealt) == IDS


@given(st.integers(), st.integers(0, 6))
@settings(max_examples=50)
def test_a_limit_deals_the_first_cards_of_the_same_order(seed: int, limit: int) -> None:
    assert deal(AREAS, Random(seed), limit) == deal(AREAS, Random(seed))[:limit]


def test_different_seeds_deal_different_orders() -> None:
    assert len({deal(AREAS, Random(seed)) for seed in range(20)}) > 5


def test_the_state_has_the_opening_round_of_the_deck() -> None:
    assert begin(AREAS, DEALT, WARMUP).warmup is WARMUP
    assert begin(AREAS, DEALT, None).warmup is None


def test_only_the_dealt_cards_lie_on_the_table() -> None:
    state = begin(AREAS, ("tek-1", "udv-1"), None)
    assert (sorted(state.cards), state.counts) == (["tek-1", "udv-1"], Counts(0, 0, 2))


# --- A state rebuilt from notes

TURNED_FIRST, TURNED_SECOND = Turned(FIRST, 1, "tek", "T", "Hvad?"), Turned(SECOND, 2, "udv", "U", "Hvem?")


def replayed(*events: Event) -> MeetingState:
    entries = [Entry(number, AT, event) for number, event in enumerate(events, start=2)]
    return replay(table(), entries, len(entries) + 1, 0)


def test_a_turned_card_that_was_never_dealt_is_placed_last_with_the_words_of_the_notes() -> None:
    # Either the card was deleted from the mark of the opening, or the event that asked the question was deleted.
    state = replayed(Turned("ukendt-1", 5, "udv", "Udvikling", "Hvad så?"))
    assert state.dealt == (*DEALT, "ukendt-1")
    assert state.cards["ukendt-1"] == PlacedCard(Card("ukendt-1", "Hvad så?", "", ()), "udv", "Udvikling")
    assert (state.open, state.position("ukendt-1")) == ("ukendt-1", 5)
    assert set(DEALT) < set(state.cards)


def test_a_turned_card_that_the_deck_no_longer_has_keeps_its_position() -> None:
    gone = begin(AREAS[:1], DEALT, None)
    state = replay(gone, [Entry(2, AT, Turned("udv-1", 2, "udv", "Udvikling", "Hvad så?"))], 2, 0)
    assert state.dealt == DEALT
    assert state.cards["udv-1"].card.question == "Hvad så?"


def test_turning_a_card_finishes_the_open_one_and_undo_does_not_open_that_one_again() -> None:
    # The line that finished the first card was deleted.
    state = replayed(TURNED_FIRST, TURNED_SECOND)
    assert (state.open, state.status(FIRST)) == (SECOND, Status.TURNED)
    assert decide(state, Undo()) == Undone(3)
    state = apply(state, Undone(3))
    assert (state.open, state.status(FIRST), state.status(SECOND)) == ("", Status.TURNED, Status.FACE_DOWN)
    assert decide(state, Undo()) == Undone(2)
    assert apply(state, Undone(2)).counts == Counts(0, 0, 4)


def test_undo_never_begins_a_break() -> None:
    # The line that ended the break was deleted.
    state = replayed(Paused(is_break=True), TURNED_FIRST)._replace(is_paused=False)
    assert decide(state, Undo()) == Undone(3)
    assert not apply(state, Undone(3)).is_paused


def test_impossible_events_are_skipped() -> None:
    for event in (Finished("ukendt-1"), Skipped("ukendt-1"), LaidBack("ukendt-1")):
        assert replayed(event, TURNED_FIRST).counts == Counts(1, 0, 3)


def test_a_closed_meeting_can_be_resumed() -> None:
    state = replayed(TURNED_FIRST, Closed())
    assert (state.phase, state.open) == (Phase.CARD, FIRST)
    assert decide(state, Undo()) == Undone(2)


def test_a_card_that_is_not_on_the_table_has_position_0() -> None:
    assert table().position("egen-1") == 0
    assert table().position(DEALT[0]) == 1
