"""The turns of the participants: everybody gets equally many, in a random order that the notes keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from held_meetings import Held
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import (
    Arrive,
    Ask,
    Begin,
    Command,
    Depart,
    Finish,
    LayBack,
    Pass,
    Refusal,
    Skip,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import Event, Kind, Part, Passed, Turned, Undone
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, Status, Terms, begin, seat
from kortspil.notes.reader import parse
from kortspil.text import names as participant_names
from table_samples import AREAS, DEALT, table

THREE = ("Carla", "Anna", "Bo")
TURNS = Terms(turns=THREE)


def at_table(*commands: Command, turns: tuple[str, ...] = THREE) -> MeetingState:
    """Return the state after some commands."""
    return table(*commands, terms=Terms(turns=turns))


# --- A random order


@pytest.mark.parametrize("people", [("Anna", "Bo"), ("Anna", "Bo", "Carla"), ("Anna", "Bo", "Carla", "Dorte")])
def test_every_order_of_the_participants_is_equally_likely(people: tuple[str, ...]) -> None:
    orders = list(permutations(people))
    each = 1000
    seen = Counter(seat(people, Random(seed)) for seed in range(each * len(orders)))
    # Chi-squared: with fair orders, one run in many thousands exceeds this bound. The seeds are fixed, so every run has
    # the same result.
    distance = sum((seen[order] - each) ** 2 / each for order in orders)
    assert sorted(seen) == sorted(orders)
    assert distance < 12 + 2 * len(orders)


def test_the_same_seed_gives_the_same_order_of_all_participants() -> None:
    people = tuple("ABCDEFGHIJKL")
    assert seat(people, Random(7)) == seat(people, Random(7))
    assert sorted(seat(people, Random(7))) == list(people)
    assert (seat((), Random(7)), seat(("Anna",), Random(7))) == ((), ("Anna",))


# --- Whose turn it is


def test_a_participant_who_turns_a_card_goes_to_the_end_of_the_queue() -> None:
    state = at_table()
    readers = []
    for _ in range(4):
        assert not state.reader
        state = _after(state, Turn())
        readers.append(state.reader)
        state = _after(state, Finish())
    assert readers == ["Carla", "Anna", "Bo", "Carla"]
    assert state.turn == "Anna"


def _after(state: MeetingState, *commands: Command) -> MeetingState:
    for command in commands:
        event = decide(state, command)
        assert not isinstance(event, Refusal)
        state = apply(state, event)
    return state


@pytest.mark.parametrize("ending", [Finish(), Skip(), LayBack()])
def test_turning_a_card_takes_a_turn_however_the_card_ends(ending: Command) -> None:
    assert at_table(Turn(), ending).queue == ("Anna", "Bo", "Carla")
    assert at_table(Turn(), ending, Undo()).reader == "Carla"
    assert at_table(Turn(), ending, Undo(), Undo()).queue == THREE


def test_a_card_that_was_laid_back_is_turned_by_the_next_participant() -> None:
    assert at_table(Turn(1), LayBack(), Turn(1)).reader == "Anna"


@pytest.mark.parametrize("ending", [Finish(), Skip()])
def test_turning_a_card_again_takes_no_turn(ending: Command) -> None:
    state = at_table(Turn(1), ending, Turn(1))
    assert (state.reader, state.turn) == ("", "Anna")


def test_a_question_that_the_group_asks_takes_no_turn_even_after_it_was_laid_back() -> None:
    assert (at_table(Ask("Og vi?")).reader, at_table(Ask("Og vi?")).queue) == ("", THREE)
    laid_back = at_table(Ask("Og vi?"), LayBack(), Turn(5))
    assert (laid_back.reader, laid_back.queue) == ("", THREE)


def test_a_meeting_without_participants_has_no_turns() -> None:
    state = at_table(Turn(), turns=())
    assert (state.reader, state.turn, state.queue) == ("", "", ())
    assert decide(at_table(turns=()), Pass()) is Refusal.NOBODYS_TURN


def test_a_single_participant_turns_every_card_and_cannot_pass() -> None:
    alone = at_table(Turn(), Finish(), turns=("Anna",))
    assert decide(alone, Pass()) is Refusal.NOBODYS_TURN
    assert _after(alone, Turn()).reader == "Anna"


# --- Passing the turn


def test_a_participant_who_passes_goes_to_the_end_of_the_queue() -> None:
    assert decide(at_table(), Pass()) == Passed("Carla")
    state = at_table(Pass())
    assert state.queue == ("Anna", "Bo", "Carla")
    assert state.people == THREE
    assert _after(state, Turn()).reader == "Anna"
    assert _after(state, Undo()).queue == THREE


def test_after_all_have_passed_the_first_participant_has_the_turn_again() -> None:
    assert at_table(Pass(), Pass(), Pass()).queue == THREE


def test_the_turn_cannot_be_passed_while_a_card_is_open() -> None:
    assert decide(at_table(Turn()), Pass()) is Refusal.CARD_IS_OPEN


# --- Participants arrive and leave


def test_a_participant_who_arrives_is_last_in_the_queue_and_one_who_leaves_is_out_of_it() -> None:
    state = at_table(Turn(), Finish(), Arrive("Dorte"))
    assert (state.people, state.queue) == ((*THREE, "Dorte"), ("Anna", "Bo", "Carla", "Dorte"))
    left = _after(state, Depart("Anna"))
    assert (left.people, left.queue, left.turn) == (("Carla", "Bo", "Dorte"), ("Bo", "Carla", "Dorte"), "Bo")
    assert _after(left, Undo()) == state._replace(number=left.number + 1)


def test_a_new_participant_is_last_in_the_queue_and_one_who_returns_has_the_old_place() -> None:
    was = at_table().queue
    assert at_table(Arrive("Dorte")).queue == (*was, "Dorte")
    assert at_table(Depart("Carla"), Arrive("Carla")).queue == was


def test_participants_can_arrive_and_leave_while_a_card_is_open() -> None:
    state = at_table(Turn(), Depart("Carla"), Arrive("Dorte"), Finish())
    assert state.queue == ("Anna", "Bo", "Dorte")
    assert at_table(Turn(), Depart("Anna"), Finish(), Turn()).reader == "Bo"


def test_after_all_have_left_there_is_no_turn_until_a_participant_arrives() -> None:
    state = at_table(Depart("Anna"), Depart("Bo"), Depart("Carla"), Turn(), Finish())
    assert (state.reader, state.turn) == ("", "")
    assert _after(state, Arrive("Dorte"), Turn()).reader == "Dorte"


@pytest.mark.parametrize("typed", ["anna", "ANNA", "  Anna ", "aNNa"])
def test_a_participant_is_recognised_whatever_the_case_and_the_spaces_of_the_name(typed: str) -> None:
    assert decide(at_table(), Arrive(typed)) is Refusal.KNOWN_ALREADY
    assert at_table(Depart(typed)).people == ("Carla", "Bo")


def test_an_unknown_participant_cannot_leave_and_an_empty_name_is_refused() -> None:
    assert decide(at_table(), Depart("Dorte")) is Refusal.NOT_HERE
    assert decide(at_table(Depart("Bo")), Depart("Bo")) is Refusal.NOT_HERE
    assert decide(at_table(), Arrive(" \t")) is Refusal.EMPTY
    assert decide(at_table(), Depart(" \t")) is Refusal.NOT_HERE


def test_a_name_has_one_space_between_its_parts() -> None:
    state = at_table(Arrive("  Anna   Marie "))
    assert state.people[-1] == "Anna Marie"
    assert _after(state, Depart("anna  marie")).people == THREE


def test_a_name_that_was_edited_by_hand_is_compared_without_regard_to_spaces() -> None:
    state = at_table(Depart("anna marie"), Arrive("Anna Marie"), turns=("Anna  Marie", "Bo"))
    assert state.queue == ("Anna Marie", "Bo")


# --- Equally many turns

NAMES = st.sampled_from(["Anna", "Bo", "Carla", "Dorte", "Erik"])
PLAYED: st.SearchStrategy[Command] = st.one_of(
    st.builds(Turn, st.none() | st.integers(1, 9)),
    st.sampled_from([Turn(), Turn(), Finish(), Finish(), Finish(), Skip(), LayBack(), LayBack(), Undo(), Undo()]),
    st.sampled_from([Pass(), Ask("Og vi?"), Write(Kind.PARKED, "Senere"), Begin(Part.PARKED), Begin(Part.ROUND)]),
)
MOVED: st.SearchStrategy[Command] = st.one_of(PLAYED, PLAYED, st.builds(Arrive, NAMES), st.builds(Depart, NAMES))
often = settings(max_examples=100)


def happened(
    commands: Sequence[Command], turns: tuple[str, ...]
) -> tuple[MeetingState, list[tuple[Event, MeetingState]]]:
    """Carry out commands, and return the state and the events that were not undone, each with the state after it."""
    state = begin(AREAS, DEALT, None, Terms(turns=turns))
    not_undone: list[tuple[Event, MeetingState]] = []
    for command in commands:
        event = decide(state, command)
        if isinstance(event, Refusal):
            continue
        was, state = state, apply(state, event)
        if isinstance(event, Undone):
            not_undone.pop()
        else:
            not_undone.append((event, state))
        assert state is not was
    return state, not_undone


def turns_taken(not_undone: Sequence[tuple[Event, MeetingState]]) -> list[str]:
    """Return who had each turn, in order. A turn is had by turning a card or by passing."""
    had = []
    place = ""
    for event, after in not_undone:
        if isinstance(event, Turned) and after.reader:
            had.append(after.reader)
        elif isinstance(event, Passed) and place != "afrunding":
            had.append(event.name)
        place = after.place
    return had


@often
@given(st.lists(PLAYED, min_size=10, max_size=60), st.integers(1, 5))
def test_all_participants_have_the_same_number_of_turns_give_or_take_one(commands: list[Command], people: int) -> None:
    turns = ("Anna", "Bo", "Carla", "Dorte", "Erik")[:people]
    _, not_undone = happened(commands, turns)
    had = Counter(turns_taken(not_undone))
    assert set(had) <= set(turns)
    each = [had[name] for name in turns]
    assert max(each) - min(each) <= 1


@often
@given(st.lists(PLAYED, min_size=10, max_size=60))
def test_only_turning_a_face_down_card_takes_a_turn(commands: list[Command]) -> None:
    _, not_undone = happened(commands, THREE)
    before = at_table()
    for event, after in not_undone:
        if isinstance(event, Turned):
            is_turn = before.status(event.card) is Status.FACE_DOWN and not event.card.startswith("egen-")
            assert after.reader == (before.turn if is_turn else "")
        before = after


@often
@given(st.lists(MOVED, min_size=10, max_size=60))
def test_participants_have_the_same_number_of_turns_while_they_are_present_together(commands: list[Command]) -> None:
    state, not_undone = happened(commands, THREE)
    came = dict.fromkeys(THREE, 0)
    for number, (_, after) in enumerate(not_undone, start=1):
        came = {name: came.get(name, number) for name in after.people}
    assert sorted(state.people) == sorted(state.queue) == sorted(came)
    assert len(set(state.queue)) == len(state.queue)
    for one in came:
        for other in came:
            since = max(came[one], came[other])
            had = Counter(turns_taken(not_undone)[len(turns_taken(not_undone[:since])) :])
            assert abs(had[one] - had[other]) <= 1


# --- The notes keep the order


def test_a_resumed_meeting_has_the_same_turns(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=TURNS)
    held.do(Turn(), Finish(), Pass(), Arrive("Dorte Ø. Åse"), Depart("carla"), Turn())
    line = ("Anna", "Dorte Ø. Åse", "Bo")
    assert (held.state.reader, held.state.queue) == ("Bo", line)
    before = held.state
    held.kill()
    assert (held.state.reader, held.state.queue, held.state.people) == ("Bo", line, before.people)
    held.do(Finish(), Pass(), Turn())
    assert held.state.reader == "Dorte Ø. Åse"


@pytest.mark.parametrize("order", list(permutations(THREE)))
def test_the_notes_keep_the_order_of_the_turns(tmp_path: Path, order: tuple[str, ...]) -> None:
    held = Held(tmp_path, terms=Terms(turns=order))
    held.do(Turn())
    assert held.meeting.opened.participants == ("Anna", "Bo", "Carla")
    assert held.kill().state.queue == (*order[1:], order[0])


def test_notes_without_an_order_of_turns_use_the_order_of_the_list_of_participants(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=TURNS)
    held.do(Ask("Og vi?"))
    held.path.write_text(re.sub(r" turns=\S+", "", held.text), "utf-8")
    assert held.kill().state.queue == ("Anna", "Bo", "Carla")


# --- Notes edited by hand


def _line(held: Held, kind: str) -> str:
    (line,) = [line for line in held.text.splitlines(keepends=True) if f" {kind} " in line]
    return line


def test_a_name_added_to_the_list_by_hand_is_last_in_the_queue(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=TURNS)
    held.do(Turn())
    held.path.write_text(held.text.replace("Anna, Bo, Carla", "Anna, Bo, Carla, Dorte"), "utf-8")
    assert held.kill().state.queue == ("Anna", "Bo", "Dorte", "Carla")


def test_a_participant_deleted_from_the_notes_has_no_turn(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=Terms(turns=("Anna",)))
    held.do(Arrive("Bo"), Pass(), Pass())
    held.path.write_text(held.text.replace(_line(held, "arrived"), ""), "utf-8")
    state = held.kill().state
    assert (state.people, state.queue) == (("Anna",), ("Anna",))


def test_a_participant_who_arrives_twice_in_the_notes_counts_once(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=Terms(turns=("Anna",)))
    held.do(Arrive("Bo"))
    line = _line(held, "arrived")
    held.path.write_text(held.text + line + line.replace("Bo", "ANNA"), "utf-8")
    (meeting,) = parse(held.text).meetings
    assert len(meeting.entries) == 3
    assert held.kill().state.queue == ("Anna", "Bo")
    assert held.minutes.participants == ("Anna", "Bo")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Anna, Bo og Søren", ("Anna", "Bo", "Søren")),
        ("Anna og Bo", ("Anna", "Bo")),
        ("Anna;Bo\nIda", ("Anna", "Bo", "Ida")),
        ("Børn og Unge, Teknik og Miljø", ("Børn og Unge", "Teknik og Miljø")),
        ("Georg", ("Georg",)),
        (" , ", ()),
    ],
)
def test_names_can_be_separated_by_commas_semicolons_lines_and_og(typed: str, names: tuple[str, ...]) -> None:
    assert participant_names.names(typed) == names


def test_a_participant_removed_by_mistake_and_added_again_keeps_the_turn() -> None:
    state = table(Depart("Bo"), Arrive("bo"), terms=Terms(turns=("Bo", "Anna", "Ida")))
    assert state.queue == ("bo", "Anna", "Ida")


def test_a_participant_who_leaves_and_returns_again_and_again_keeps_the_turns() -> None:
    state = table(terms=Terms(turns=("Anna", "Bo")))
    readers = []
    for command in (Turn(), Finish(), Depart("Anna"), Arrive("Anna")) * 4:
        event = decide(state, command)
        assert not isinstance(event, Refusal)
        state = apply(state, event)
        readers += [state.reader] if isinstance(command, Turn) else []
    assert readers == ["Anna", "Bo", "Anna", "Bo"]
