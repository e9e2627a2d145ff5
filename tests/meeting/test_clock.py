"""The deadlines of cards and meetings: what is suggested, what is added, and how a break stops the clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from held_meetings import Held
from kortspil.meeting.apply import apply
from kortspil.meeting.clock import closing, extend, portion, suggested, until_clock_changes
from kortspil.meeting.commands import (
    Arrive,
    Ask,
    Autosave,
    Begin,
    Close,
    Command,
    Extend,
    Finish,
    GoOn,
    KeepAlive,
    KeepDraft,
    LayBack,
    Pause,
    Refusal,
    Skip,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import Event, Extended, Kind, Part, Turned
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, Terms, begin
from kortspil.system.clock import MonotonicClock
from kortspil.ui.deadlines import Deadlines, DueTimes
from table_samples import AREAS, AT, DEALT, WARMUP, draft, table

HOUR = Terms(60, ("Bo", "Anna"))
MINUTE = timedelta(minutes=1)
A_BREAK = Pause(is_break=True)
NOTE = Write(Kind.NOTE, "Ja")


def timed(*commands: Command, minutes: int | None = 60) -> MeetingState:
    """Return the state of a meeting with a planned length in minutes after some commands."""
    return table(*commands, terms=Terms(minutes))


def until(state: MeetingState, used: int, position: int | None = None) -> int:
    """Return the deadline suggested for a card that is turned after ``used`` seconds."""
    event = decide(state, Turn(position), used)
    assert isinstance(event, Turned)
    assert apply(state, event).card_ends == (event.until or None)
    return event.until


# --- The suggested time of a card


def test_a_card_gets_an_equal_share_of_the_time_before_the_closing_round() -> None:
    # 55 of the 60 minutes are shared by four cards; 5 are for the closing round.
    assert until(timed(), 0) == 13 * 60
    # 40 minutes are left for three cards.
    assert until(timed(Turn(), Finish()), 15 * 60) == (15 + 13) * 60
    assert until(timed(Turn(), Skip(), Turn(), Skip()), 25 * 60) == (25 + 15) * 60


def test_a_card_that_is_turned_again_shares_the_time_with_the_cards_not_yet_turned() -> None:
    state = timed(Turn(1), Finish(), Turn(2), Skip())
    assert until(state, 25 * 60, 1) == until(state, 25 * 60, 2) == (25 + 10) * 60
    assert until(state, 25 * 60, 3) == (25 + 15) * 60


@pytest.mark.parametrize(
    ("used", "cards", "minutes"),
    [
        (0, 4, 13),  # 55 minutes for four cards
        (0, 1, 15),  # at most 15
        (0, 50, 3),  # at least 3 ...
        (52 * 60, 50, 3),
        (53 * 60, 50, 2),  # ... but no more than is left
        (54 * 60, 1, 1),
        (54 * 60 + 1, 1, 0),  # whole minutes
        (55 * 60, 4, 0),
        (90 * 60, 4, 0),
        (59, 4, 13),
        (0, 0, 15),
    ],
)
def test_a_suggestion_is_three_to_fifteen_whole_minutes_and_no_more_than_is_left(
    used: int, cards: int, minutes: int
) -> None:
    assert suggested(60 * 60, used, cards) == (used + minutes * 60 if minutes else 0)


@given(st.integers(1, 24 * 60), st.integers(0, 25 * 3600), st.integers(0, 100))
def test_no_suggestion_reaches_into_the_closing_round(minutes: int, used: int, cards: int) -> None:
    ends = minutes * 60
    found = suggested(ends, used, cards)
    left = ends - closing(ends) - used
    if found:
        given_minutes, seconds = divmod(found - used, 60)
        assert seconds == 0
        assert min(3, left // 60) <= given_minutes <= 15
        assert given_minutes * 60 <= left
        assert given_minutes <= max(3, left // 60 // max(cards, 1))
    else:
        assert left < 60


def test_without_a_clock_nothing_is_suggested() -> None:
    assert suggested(None, 0, 4) == 0
    assert until(timed(minutes=None), 0) == 0


def test_a_card_has_no_deadline_after_the_group_has_left_it() -> None:
    for ending in (Finish(), Skip(), LayBack(), Begin(Part.ROUND)):
        state = timed(Turn(), Extend(), ending)
        assert (state.card_ends, state.card_portions) == (None, 0)
    assert timed(Turn(), Finish(), Ask("Og vi?")).card_ends is None


# --- More time


def test_more_time_is_given_in_portions_of_five_two_and_then_one_minute() -> None:
    assert [portion(given) for given in range(5)] == [5, 2, 1, 1, 1]


def test_more_time_is_added_to_a_deadline_in_the_future_and_otherwise_to_the_present_time() -> None:
    assert extend(None, 600, 0) == 600 + 5 * 60
    assert extend(600 + 3 * 60, 600, 1) == 600 + 5 * 60
    assert extend(600 - 3 * 60, 600, 1) == 600 + 2 * 60


def extended(state: MeetingState, used: int, times: int) -> tuple[MeetingState, list[Extended]]:
    """Return the state after more time was asked for ``times`` times, and the events."""
    events = []
    for _ in range(times):
        event = decide(state, Extend(), used)
        assert isinstance(event, Extended)
        events.append(event)
        state = apply(state, event)
    return state, events


def test_a_card_gets_five_two_one_and_one_minute() -> None:
    state, given_time = extended(timed(Turn()), 60, 4)
    first = 13 * 60
    assert given_time == [
        Extended(DEALT[0], minutes, first + total * 60) for minutes, total in ((5, 5), (2, 7), (1, 8), (1, 9))
    ]
    assert (state.card_ends, state.card_portions, state.ends) == (first + 9 * 60, 4, 60 * 60)


def test_a_card_gets_more_time_in_a_meeting_without_a_clock() -> None:
    state, given_time = extended(timed(Turn(), minutes=None), 600, 2)
    assert [event.until for event in given_time] == [600 + 5 * 60, 600 + 7 * 60]
    assert state.ends is None


def test_the_first_extra_time_of_every_card_is_five_minutes() -> None:
    state = timed(Turn(), Extend(), Extend(), Finish(), Turn())
    assert extended(state, 0, 1)[1][0].minutes == 5
    again = timed(Turn(1), Extend(), Extend(), Finish(), Turn(1))
    assert extended(again, 0, 1)[1][0].minutes == 5


def test_between_the_cards_the_meeting_gets_five_two_one_and_one_minute() -> None:
    state, given_time = extended(timed(), 600, 4)
    assert given_time == [
        Extended("", minutes, (60 + total) * 60) for minutes, total in ((5, 5), (2, 7), (1, 8), (1, 9))
    ]
    assert (state.ends, state.portions, state.card_ends, state.card_portions) == (69 * 60, 4, None, 0)


def test_when_the_meeting_and_the_card_are_overdue_the_meeting_gets_the_extra_time() -> None:
    used = 70 * 60
    state, given_time = extended(timed(Turn()), used, 1)
    # Otherwise the clock of the meeting would still say that time is up.
    assert given_time == [Extended("", 5, used + 5 * 60)]
    assert state.ends == state.card_ends == used + 5 * 60
    # The meeting has time again, so the next portion is for the card.
    assert extended(state, used, 1)[1] == [Extended(DEALT[0], 5, used + 10 * 60)]


def test_a_meeting_is_overdue_from_the_second_of_its_deadline() -> None:
    assert extended(timed(Turn()), 3599, 1)[1][0].card == DEALT[0]
    assert extended(timed(Turn()), 3600, 1)[1][0].card == ""


def test_a_meeting_without_a_clock_cannot_be_made_longer() -> None:
    assert decide(timed(minutes=None), Extend(), 0) is Refusal.NO_CLOCK


def test_more_time_can_be_undone() -> None:
    assert timed(Turn(), Extend(), Extend(), Undo()) == timed(Turn(), Extend())._replace(number=5)
    assert timed(Extend(), Undo())._replace(number=1) == timed()
    over, _ = extended(timed(Turn()), 4000, 1)
    back = apply(over, decide_event(over, Undo()))
    assert (back.ends, back.card_ends, back.portions) == (3600, 13 * 60, 0)


def decide_event(state: MeetingState, command: Command) -> Event:
    event = decide(state, command)
    assert not isinstance(event, Refusal)
    return event


# --- When the closing round is due


def test_the_closing_round_is_due_in_the_last_five_minutes_until_it_was_held() -> None:
    state = timed()
    due = [state.closing_round_is_due(used) for used in (0, 3299, 3300, 3599, 3600)]
    assert due == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert timed(Turn()).closing_round_is_due(3400)
    assert table(warmup=WARMUP, terms=HOUR).closing_round_is_due(3400)
    assert not timed(minutes=None).closing_round_is_due(3400)
    assert not timed(Begin(Part.ROUND)).closing_round_is_due(3400)
    assert not timed(Begin(Part.ROUND), Finish()).closing_round_is_due(3400)
    assert timed(Begin(Part.ROUND), Undo()).closing_round_is_due(3400)
    assert timed(Extend()).closing_round_is_due(3600)


# --- When a clock changes


@pytest.mark.parametrize(
    ("ends", "card_ends", "used", "wait"),
    [
        (None, None, 12.0, None),
        (3600, None, 0.0, 60.0),
        (3600, None, 30.0, 30.0),
        (3600, None, 59.5, 0.5),
        (3600, None, 3600.0, 60.0),
        (3600, None, 3610.0, 50.0),
        (None, 100, 40.0, 60.0),
        (None, 100, 100.0, None),
        (3600, 100, 70.0, 30.0),
        (3600, 75, 70.0, 5.0),
    ],
)
def test_a_clock_of_whole_minutes_changes_after_each_minute_and_when_the_time_of_the_card_is_up(
    ends: int | None, card_ends: int | None, used: float, wait: float | None
) -> None:
    assert until_clock_changes(ends, card_ends, used) == wait


# --- A break


def test_a_break_stops_the_clocks_of_the_meeting_and_of_the_card(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), minutes=4)
    held.do(A_BREAK, minutes=3)
    for _ in range(2):
        held.wait(20)
        assert (held.used, held.controller.on_card) == (7, 3 * MINUTE)
    held.do(GoOn())
    assert (held.used, held.controller.on_card) == (7, 3 * MINUTE)
    held.wait(2)
    assert (held.used, held.controller.on_card) == (9, 5 * MINUTE)
    held.do(Finish())
    assert held.minutes.spent == 9 * MINUTE
    assert [card.spent for card in held.minutes.cards] == [5 * MINUTE]


def test_a_draft_is_kept_during_a_break_and_the_clock_stays_stopped(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), A_BREAK, minutes=1)
    held.do(
        Autosave(draft(Kind.NOTE, DEALT[0], "Vi m")),
        KeepDraft(draft(Kind.NOTE, DEALT[0], "Vi må")),
        minutes=10,
    )
    assert held.controller.do(KeepAlive()).refusal is Refusal.PAUSED
    assert held.used == 2
    held.do(GoOn(), minutes=10)
    held.do(NOTE, minutes=1)
    assert held.used == 3
    assert held.minutes.spent == held.kill().used == 3 * MINUTE


def test_a_break_in_which_the_program_is_killed_lasts_until_the_meeting_is_resumed(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), A_BREAK, minutes=5)
    assert held.as_kept().state.is_paused
    found = held.kill(away=300)
    assert (found.used, found.on_card) == (10 * MINUTE, 5 * MINUTE)
    assert not held.state.is_paused
    held.do(NOTE, Finish(), minutes=1)
    assert held.used == 12
    assert held.minutes.spent == 12 * MINUTE
    assert [card.spent for card in held.minutes.cards] == [7 * MINUTE]


def test_the_time_of_a_meeting_interrupted_in_a_break_ends_with_the_beginning_of_the_break(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), A_BREAK, minutes=5)
    held.wait(30)
    # The user closes the window.
    assert held.controller.do(Pause()).refusal is Refusal.PAUSED
    assert held.minutes.spent == 10 * MINUTE
    assert not held.minutes.is_closed


def test_the_time_of_a_meeting_closed_in_a_break_ends_with_the_beginning_of_the_break(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), A_BREAK, minutes=5)
    held.do(Close(), minutes=30)
    assert (held.used, held.minutes.spent, held.minutes.is_closed) == (10, 10 * MINUTE, True)
    assert [card.spent for card in held.minutes.cards] == [5 * MINUTE]
    # The meeting can be resumed.
    assert held.kill(away=60).used == 10 * MINUTE
    held.do(NOTE, minutes=2)
    assert (held.used, held.minutes.spent) == (12, 12 * MINUTE)


def test_breaks_and_interruptions_do_not_count_as_time_of_the_meeting(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR, warmup=WARMUP)
    for _ in range(3):
        held.do(NOTE, A_BREAK, minutes=2)
        held.do(GoOn(), minutes=15)
        held.do(NOTE, minutes=1)
        held.kill(away=100)
    held.do(Finish(), minutes=1)
    assert held.used == 16
    assert held.minutes.spent == 16 * MINUTE
    assert [card.spent for card in held.minutes.cards] == [16 * MINUTE]


# --- The notes keep the time


def ends(held: Held) -> tuple[int | None, int, int | None, int]:
    """Return the deadline and the number of portions of the meeting, then of the card."""
    state = held.state
    return state.ends, state.portions, state.card_ends, state.card_portions


def test_the_deadlines_are_the_same_after_the_meeting_is_resumed(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), minutes=10)
    assert held.state.card_ends == (10 + 11) * 60
    held.do(Extend(), minutes=5)
    held.kill(away=500)
    assert ends(held) == (60 * 60, 0, (10 + 11 + 5) * 60, 1)
    held.do(Extend())
    assert ends(held) == (60 * 60, 0, (10 + 11 + 7) * 60, 2)
    held.do(Finish(), Extend())
    held.kill(away=500)
    assert ends(held) == (65 * 60, 1, None, 0)
    assert held.controller.at(65 * 60) == held.now + 50 * MINUTE


def test_more_time_for_an_overdue_card_counts_from_now_after_the_meeting_is_resumed(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), NOTE, minutes=20)
    held.kill(away=500)
    held.do(Extend())
    assert held.state.card_ends == (40 + 5) * 60


def test_a_meeting_that_was_extended_twice_can_be_undone_twice(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Extend(), Extend(), Undo())
    held.kill()
    assert (held.state.ends, held.state.portions) == (65 * 60, 1)
    held.do(Undo())
    held.kill()
    assert (held.state.ends, held.state.portions) == (60 * 60, 0)


def test_the_time_of_a_card_counts_from_zero_after_the_part_that_ended_it_is_undone(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=HOUR)
    held.do(Turn(), Begin(Part.ROUND), Undo(), NOTE, minutes=4)
    assert held.controller.on_card == held.as_kept().on_card == 4 * MINUTE


PLAYED: st.SearchStrategy[Command] = st.sampled_from(
    [Turn(), Turn(), Turn(1), Finish(), Finish(), LayBack(), Undo(), Undo(), A_BREAK, GoOn(), GoOn(), Extend(), NOTE,
     Write(Kind.PARKED, "Senere"), Begin(Part.PARKED), Begin(Part.ROUND), KeepAlive(), Pause(), Ask("Og vi?"),
     Arrive("Carla")]
)  # fmt: skip


@settings(max_examples=60)
@given(steps=st.lists(st.tuples(st.integers(0, 9), PLAYED), min_size=10, max_size=30))
def test_the_notes_give_the_same_times_as_the_running_meeting(
    steps: list[tuple[int, Command]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    held = Held(tmp_path_factory.mktemp("m"), terms=HOUR, warmup=WARMUP)
    held.do(NOTE)
    for minutes, command in steps:
        held.wait(minutes)
        held.controller.do(command)
    # The last entry in the notes is this heartbeat or the break.
    held.controller.do(KeepAlive())
    kept = held.as_kept()
    assert kept.used == held.controller.elapsed == held.minutes.spent
    assert kept.state.card_ends == held.state.card_ends
    if held.state.open:
        assert kept.on_card == held.controller.on_card
    assert sum((card.spent for card in held.minutes.cards), timedelta()) <= held.minutes.spent


def test_a_meeting_begins_with_the_deadline_that_was_planned() -> None:
    assert begin(AREAS, DEALT, None, Terms(90)).ends == 90 * 60
    assert begin(AREAS, DEALT, None, Terms()).ends is None


@pytest.mark.parametrize(("minutes", "seconds"), [(60, 300), (20, 300), (10, 150), (1, 15)])
def test_the_closing_round_of_a_short_meeting_is_due_in_its_last_quarter(minutes: int, seconds: int) -> None:
    assert closing(minutes * 60) == seconds


def test_a_clock_that_is_set_back_continues_from_its_last_time() -> None:
    wall, ticks = [AT, AT + timedelta(seconds=5), AT - timedelta(hours=1), AT - timedelta(minutes=59)], [0.0, 5, 8, 68]
    steady = MonotonicClock(iter(wall).__next__, iter(ticks).__next__)
    assert [steady() - AT for _ in range(3)] == [timedelta(seconds=seconds) for seconds in (5, 8, 68)]


def test_a_clock_that_is_set_forward_is_followed_and_then_never_goes_back() -> None:
    wall = [AT, AT + timedelta(minutes=20), AT + timedelta(seconds=10)]
    steady = MonotonicClock(iter(wall).__next__, iter([0.0, 5, 10]).__next__)
    assert [steady() - AT for _ in range(2)] == [timedelta(minutes=20), timedelta(minutes=20, seconds=5)]


def test_each_deadline_is_reported_once_and_a_new_deadline_again() -> None:
    deadlines = Deadlines()
    state = timed()._replace(ends=600, card_ends=60)
    reported = [deadlines.new(state, used) for used in (59, 60, 61, 450, 451, 600)]
    assert reported == [
        DueTimes(False, False, False),
        DueTimes(is_over=False, is_card_up=True, is_near=False),
        DueTimes(False, False, False),
        DueTimes(is_over=False, is_card_up=False, is_near=True),
        DueTimes(False, False, False),
        DueTimes(is_over=True, is_card_up=False, is_near=False),
    ]
    assert deadlines.new(state._replace(ends=900), 900).is_over
    assert not any(deadlines.new(timed(minutes=None), 10**6))


def test_the_times_of_the_meeting_and_of_the_card_are_both_reported_if_they_are_up_at_once() -> None:
    deadlines = Deadlines()
    state = timed()._replace(ends=600, card_ends=600)
    assert deadlines.new(state, 600) == DueTimes(is_over=True, is_card_up=True, is_near=False)
    assert deadlines.new(state, 601) == DueTimes(False, False, False)
