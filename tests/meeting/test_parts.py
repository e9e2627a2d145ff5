"""Parked points, the closing round, open agreements, and notes that are changed, deleted or left as drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from held_meetings import Held
from kortspil.deck.model import CLOSING_ID, LAST_TIME_ID, PARKED_ID, WARMUP_ID
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
    KeepDraft,
    Pass,
    Pause,
    ReadCase,
    Refusal,
    Remove,
    Review,
    Stay,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import (
    Began,
    Drafted,
    Finished,
    Kind,
    Noted,
    Part,
    Passed,
    Removed,
    Reviewed,
    Stayed,
    Subject,
    Undone,
    Verdict,
)
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, Note, OpenAgreement, Phase, Terms
from kortspil.minutes.model import Line
from kortspil.ui import keymap
from kortspil.ui.keymap import Action
from report_samples import markdown
from table_samples import DEALT, WARMUP, draft, table

FIRST, SECOND, THIRD, _ = DEALT
N, B, A, P = Kind.NOTE, Kind.NEED, Kind.AGREEMENT, Kind.PARKED
PEOPLE = Terms(turns=("Carla", "Anna", "Bo"))
PROMISES = (OpenAgreement("m0", 5, "Bo ringer"), OpenAgreement("m0", 9, "Anna skriver"))
LAST_TIME = Terms(60, ("Anna", "Bo"), PROMISES)
PARKED_ROUND, ROUND = Begin(Part.PARKED), Begin(Part.ROUND)
TWO_PARKED: list[Command] = [Turn(1), Write(P, "Løn"), Finish(), Turn(2), Write(P, "Ferie"), Finish()]


def after(state: MeetingState, *commands: Command) -> MeetingState:
    """Return the state after some commands, none of which may be refused."""
    for command in commands:
        event = decide(state, command)
        assert not isinstance(event, Refusal), f"{command}: {event}"
        state = apply(state, event)
    return state


def texts(notes: Sequence[Note]) -> list[str]:
    return [note.text for note in notes]


def place(state: MeetingState) -> str:
    return state.place


def lines(held: Held) -> dict[str, list[tuple[Kind | None, str]]]:
    """Return the kind and the text of every line in the minutes, by card."""
    return {card.card: [(line.kind, line.text) for line in card.lines] for card in held.minutes.cards if card.lines}


# --- Parked points


def test_the_group_goes_through_parked_points_one_at_a_time_each_on_its_own_card() -> None:
    state = table(*TWO_PARKED)
    assert decide(state, PARKED_ROUND) == Began(Part.PARKED)
    first = after(state, PARKED_ROUND)
    assert (first.place, first.subject, texts(first.parked)) == (PARKED_ID, FIRST, ["Løn", "Ferie"])
    second = after(first, Write(N, "Leder spørges"))
    assert (second.place, second.subject, texts(second.parked)) == (PARKED_ID, SECOND, ["Ferie"])
    assert place(after(second, Write(A, "Bo undersøger"))) == ""


@pytest.mark.parametrize("kind", [N, B, A])
def test_a_parked_point_becomes_what_the_group_writes_in_its_place(kind: Kind) -> None:
    state = table(*TWO_PARKED, PARKED_ROUND)
    event = decide(state, Write(kind, "Leder spørges"))
    # Event 2 turned the card, event 3 wrote the first parked point.
    assert event == Noted(kind, FIRST, "Leder spørges", replaces=3)
    written = Note(state.number + 1, kind, FIRST, "Leder spørges")
    assert after(state, Write(kind, "Leder spørges")).notes[0] == written


def test_a_parked_point_can_be_deleted_or_left_parked() -> None:
    state = table(*TWO_PARKED, PARKED_ROUND)
    assert (decide(state, Remove()), decide(state, Stay())) == (Removed(3), Stayed(3))
    gone, stayed = after(state, Remove()), after(state, Stay())
    assert (texts(gone.notes), texts(gone.parked)) == (["Ferie"], ["Ferie"])
    assert (texts(stayed.notes), texts(stayed.parked)) == (["Løn", "Ferie"], ["Ferie"])


def test_an_empty_text_does_not_replace_a_parked_point() -> None:
    assert decide(table(*TWO_PARKED, PARKED_ROUND), Write(N, " \n ")) is Refusal.EMPTY


@pytest.mark.parametrize("last", [Write(N, "Ja"), Write(B, "Ja"), Write(A, "Ja"), Remove(), Stay()])
def test_after_the_last_parked_point_the_group_is_at_the_table(last: Command) -> None:
    state = table(*TWO_PARKED, PARKED_ROUND, Stay(), last)
    assert (state.phase, state.parked, state.next_part) == (Phase.TABLE, (), None)
    assert decide(state, PARKED_ROUND) is Refusal.NOTHING_PARKED


def test_a_group_that_stops_in_the_middle_leaves_the_rest_parked_and_is_not_asked_again() -> None:
    state = table(*TWO_PARKED, PARKED_ROUND, Write(N, "Ja"))
    assert decide(state, Finish()) == Finished(PARKED_ID)
    left = after(state, Finish())
    assert (left.phase, texts(left.notes), left.parked, left.next_part) == (Phase.TABLE, ["Ja", "Ferie"], (), None)
    assert [note.kind for note in left.notes] == [N, P]
    assert decide(left, PARKED_ROUND) is Refusal.NOTHING_PARKED


def test_notes_that_begin_the_parked_points_twice_count_them_once() -> None:
    state = after(table(*TWO_PARKED), PARKED_ROUND, Stay())
    again = apply(state, Began(Part.PARKED))
    assert (again.points, texts(again.parked)) == (2, ["Ferie"])


def test_the_next_time_the_group_goes_through_only_the_points_parked_since() -> None:
    state = table(*TWO_PARKED, PARKED_ROUND, Stay(), Finish(), Turn(3), Write(P, "Chat"), Finish())
    assert (texts(state.parked), state.next_part) == (["Chat"], Part.PARKED)
    assert texts(after(state, PARKED_ROUND, Stay()).parked) == []


def test_a_parked_point_that_is_changed_stays_the_same_point() -> None:
    state = table(Turn(1), Write(P, "Løn"), Finish(), PARKED_ROUND, Stay(), Turn(1))
    changed = after(state, Write(P, "Løn og pension", replaces=3))
    assert (texts(changed.notes), changed.parked) == (["Løn og pension"], ())
    # A point that is changed before the group has gone through it is still waiting.
    assert texts(table(Turn(1), Write(P, "Løn"), Write(P, "Pension", replaces=3)).parked) == ["Pension"]
    # A point that became a note and is then parked again is a new point.
    anew = after(changed, Write(N, "Løn", replaces=changed.number), Write(P, "Løn", replaces=changed.number + 1))
    assert texts(anew.parked) == ["Løn"]


def test_a_point_parked_in_the_opening_round_is_gone_through_too() -> None:
    state = table(Write(P, "Løn"), Finish(), PARKED_ROUND, warmup=WARMUP)
    assert state.subject == WARMUP_ID
    assert after(state, Write(A, "Ja")).notes[0][1:] == (A, WARMUP_ID, "Ja", "")


def test_several_points_on_one_card_are_gone_through_in_the_order_they_were_parked() -> None:
    state = table(Turn(1), Write(P, "Løn"), Write(N, "Ja"), Write(P, "Ferie"), PARKED_ROUND)
    assert state.status(FIRST).value == "turned"
    done = after(state, Write(B, "Kursus"), Write(A, "Aftale"))
    assert [(note.kind, note.text) for note in done.notes] == [(B, "Kursus"), (N, "Ja"), (A, "Aftale")]


@pytest.mark.parametrize("step", [Write(N, "Ja"), Remove(), Stay(), Finish()])
def test_undo_brings_a_parked_point_back(step: Command) -> None:
    state = table(*TWO_PARKED, PARKED_ROUND, Stay())
    assert after(state, step, Undo()) == state._replace(number=state.number + 2)
    assert texts(after(state, step, Undo(), Undo()).parked) == ["Løn", "Ferie"]
    assert after(state, step, Undo(), Undo(), Undo()).place == ""


def test_the_minutes_show_what_became_of_the_parked_points(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(P, "Løn"), Write(P, "Ferie"), Finish(), Turn(2), Write(P, "Chat"), Write(P, "Pauser"))
    held.do(PARKED_ROUND, Write(A, "Bo spørger"), Remove(), Stay(), Write(N, "Kort pause"))
    assert held.state.place == ""
    expected = {FIRST: [(A, "Bo spørger")], SECOND: [(P, "Chat"), (N, "Kort pause")]}
    assert lines(held) == expected
    # The file keeps the earlier texts.
    for text in ("Løn", "Ferie", "Pauser"):
        assert f"{text} <!--" in held.text
    held.kill()
    assert (texts(held.state.notes), held.state.parked) == (["Bo spørger", "Chat", "Kort pause"], ())


def test_a_meeting_interrupted_among_the_parked_points_is_resumed_there(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(*TWO_PARKED, PARKED_ROUND, Write(N, "Ja"))
    held.kill()
    assert (held.state.place, texts(held.state.parked)) == (PARKED_ID, ["Ferie"])
    held.do(Stay())
    held.kill()
    assert (held.state.place, held.state.parked) == ("", ())


def test_a_resumed_meeting_does_not_stop_at_parked_points_that_were_deleted_from_the_notes(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(P, "Løn"), PARKED_ROUND)
    held.path.write_text("".join(line for line in held.text.splitlines(keepends=True) if "Løn" not in line), "utf-8")
    assert held.kill().state.phase is Phase.TABLE
    held.do(Turn(2))


# --- The closing round


def test_every_participant_speaks_once_in_the_order_of_the_turns() -> None:
    state = table(Turn(), Finish(), ROUND, terms=PEOPLE)
    said = []
    while state.waiting:
        said.append(state.turn)
        assert state.about(N) == Subject(CLOSING_ID, N, by=state.turn)
        state = after(state, Write(N, "Godt", state.turn))
    assert said == ["Anna", "Bo", "Carla"]
    assert [note.by for note in state.notes] == said
    assert (state.turn, state.place) == ("", CLOSING_ID)
    assert decide(state, Pass()) is Refusal.NOBODYS_TURN
    assert decide(state, Finish()) == Finished(CLOSING_ID)
    # The queue for turning cards is the same as before the round.
    assert after(state, Finish()).queue == ("Anna", "Bo", "Carla")


def test_a_participant_can_pass_in_the_closing_round() -> None:
    state = table(ROUND, terms=PEOPLE)
    assert decide(state, Pass()) == Passed("Carla")
    passed = after(state, Pass())
    assert (passed.waiting, passed.queue) == (("Anna", "Bo"), PEOPLE.turns)
    assert after(passed, Pass(), Pass()).waiting == ()
    assert after(passed, Undo()).turn == "Carla"
    # A participant who is alone can pass too.
    assert table(ROUND, Pass(), terms=Terms(turns=("Anna",))).waiting == ()


@pytest.mark.parametrize("kind", [B, A])
def test_a_need_or_an_agreement_takes_no_turn_in_the_closing_round(kind: Kind) -> None:
    state = table(ROUND, terms=PEOPLE)
    assert state.about(kind) == Subject(CLOSING_ID, kind)
    assert after(state, Write(kind, "Kursus")).waiting == PEOPLE.turns
    assert after(state, Write(kind, "Kursus", "Carla")).waiting == PEOPLE.turns


def test_a_sentence_takes_the_turn_of_its_speaker_only() -> None:
    state = table(ROUND, Write(N, "Godt", "Bo"), terms=PEOPLE)
    assert state.waiting == ("Carla", "Anna")
    assert after(state, Write(N, "Meget godt", "Bo", replaces=3)).waiting == ("Carla", "Anna")
    assert after(state, Write(N, "Uden navn")).waiting == ("Carla", "Anna")


def test_a_participant_who_arrives_speaks_last_and_one_who_leaves_is_not_waited_for() -> None:
    state = table(ROUND, Write(N, "Godt", "Carla"), Arrive("Dorte"), Depart("Anna"), terms=PEOPLE)
    assert state.waiting == ("Bo", "Dorte")
    assert after(state, Depart("Carla")).waiting == ("Bo", "Dorte")
    assert after(state, Depart("Bo"), Depart("Dorte")).turn == ""


def test_undoing_a_sentence_gives_the_turn_back() -> None:
    state = table(ROUND, Write(N, "Godt", "Carla"), Undo(), terms=PEOPLE)
    assert (state.turn, state.notes) == ("Carla", ())


def test_the_closing_round_can_be_left_early_and_is_held_once() -> None:
    state = table(Turn(), Finish(), terms=PEOPLE)
    assert state.next_part is Part.ROUND
    left = after(state, ROUND, Finish())
    assert (left.phase, left.waiting, left.next_part) == (Phase.TABLE, (), None)
    assert after(left, Undo(), Undo()).next_part is Part.ROUND


def test_no_closing_round_is_suggested_without_participants_or_turned_cards() -> None:
    assert table(Turn(), Finish()).next_part is None
    assert table(terms=PEOPLE).next_part is None
    assert table(Turn(), Write(P, "Løn"), Finish(), terms=PEOPLE).next_part is Part.PARKED


def test_the_closing_round_finishes_the_open_card() -> None:
    state = table(Turn(2), ROUND, terms=PEOPLE)
    assert (state.open, state.status(SECOND).value, state.place) == ("", "turned", CLOSING_ID)
    assert after(state, Undo()).open == SECOND


def test_the_minutes_end_with_what_each_participant_said(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=PEOPLE)
    held.do(Turn(1), Finish(), ROUND, Write(N, "Godt", "Anna"), Write(A, "Vi mødes igen"), Pass(), minutes=1)
    held.do(Write(N, "Langt", "Bo"), Finish(), Turn(3), Write(N, "Lige en ting"), Close(), minutes=1)
    closing = next(card for card in held.minutes.cards if card.card == CLOSING_ID)
    assert held.minutes.cards[-1] == closing
    assert closing.lines == (
        Line(N, "Godt", by="Anna"),
        Line(A, "Vi mødes igen"),
        Line(N, "Langt", by="Bo"),
    )
    assert (closing.question, closing.spent.total_seconds()) == ("", 5 * 60)


def test_the_closing_round_is_the_last_section_of_the_exported_cards(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=PEOPLE)
    held.do(Turn(1), Write(N, "Ja"), Finish(), ROUND, Write(N, "Godt møde", "Anna"), Write(N, "For langt", "Bo"))
    held.do(Finish(), Ask("Og vi?"), Write(N, "Jo"), Close())
    text = markdown(held.minutes)
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert headings[-1] == "Afrunding"
    assert "- **Anna:** Godt møde\n- **Bo:** For langt\n" in text


def test_a_closing_round_is_resumed_with_those_who_have_not_spoken(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=PEOPLE)
    held.do(Turn(), Finish(), ROUND, Write(N, "Godt", "Anna"), Arrive("Dorte"))
    held.kill()
    assert (held.state.place, held.state.waiting) == (CLOSING_ID, ("Bo", "Carla", "Dorte"))
    held.do(Pass(), Write(N, "Fint", "Carla"))
    held.kill()
    assert held.state.waiting == ("Dorte",)


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([Pass(), Undo(), Write(B, "Kursus"), Remove(), Pause(is_break=True), GoOn()]),
            st.builds(lambda text: Write(N, text, "?"), st.sampled_from(["Godt", "Skidt"])),
            st.builds(Arrive, st.sampled_from(["Dorte", "Erik"])),
            st.builds(Depart, st.sampled_from(["Anna", "Bo"])),
        ),
        max_size=30,
    )
)
def test_no_participant_has_two_turns_in_a_closing_round(commands: list[Command]) -> None:
    state = table(ROUND, terms=PEOPLE)
    speakers: list[str] = []
    history: list[list[str]] = []
    for command in commands:
        turn = state.turn
        if isinstance(command, Write) and command.by:
            command = command._replace(by=turn)
        event = decide(state, command)
        if isinstance(event, Refusal):
            continue
        if isinstance(event, Undone):
            if not history:
                # The closing round itself was undone.
                return
            speakers = history.pop()
        elif state._replace(number=0) != apply(state, event)._replace(number=0, is_paused=state.is_paused):
            history.append(speakers)
            spoke = isinstance(event, Passed) or (isinstance(event, Noted) and event.kind is N and event.by)
            speakers = [*speakers, turn] if spoke else speakers
        state = apply(state, event)
        assert len(set(speakers)) == len(speakers)
        assert set(state.people) >= set(state.waiting)
        heard = {name for name in state.people if name not in state.waiting}
        assert heard == set(speakers) & set(state.people)


# --- Open agreements of earlier meetings


def test_a_meeting_begins_with_a_review_of_the_open_agreements_one_at_a_time() -> None:
    state = table(terms=LAST_TIME)
    assert (state.place, state.subject, state.open_agreements) == (LAST_TIME_ID, "", PROMISES)
    assert decide(state, Review(Verdict.DONE)) == Reviewed("m0", 5, "Bo ringer", Verdict.DONE)
    for verdict in Verdict:
        one = after(state, Review(verdict))
        assert (one.open_agreements, one.reviewed, one.phase) == (PROMISES[1:], 1, Phase.LAST_TIME)
    both = after(state, Review(Verdict.DONE), Review(Verdict.KEPT))
    assert (both.open_agreements, both.reviewed, both.phase) == ((), 2, Phase.LAST_TIME)
    assert decide(both, Review(Verdict.DONE)) is Refusal.NOTHING_TO_REVIEW
    assert after(both, Undo()).open_agreements == PROMISES[1:]


def test_after_the_open_agreements_comes_the_opening_round_or_the_table() -> None:
    assert place(table(Finish(), terms=LAST_TIME, warmup=WARMUP)) == WARMUP_ID
    assert place(table(Finish(), terms=LAST_TIME)) == ""
    assert decide(table(terms=LAST_TIME), Finish()) == Finished(LAST_TIME_ID)
    assert decide(table(Finish(), terms=LAST_TIME), Review(Verdict.DONE)) is Refusal.NOTHING_TO_REVIEW
    assert table(Finish(), Undo(), terms=LAST_TIME).open_agreements == PROMISES


def test_an_agreement_made_twice_is_reviewed_twice() -> None:
    same = Terms(
        open_agreements=(
            OpenAgreement("m0", 5, "Bo ringer"),
            OpenAgreement("m0", 6, "Bo ringer"),
            OpenAgreement("m1", 5, "Bo ringer"),
        )
    )
    assert table(Review(Verdict.DONE), terms=same).open_agreements == same.open_agreements[1:]


@pytest.mark.parametrize(
    "done",
    [
        [],
        [ReadCase("teknik", "Facebook", leads=True)],
        [Finish(), Undo()],
        [Arrive("Carla")],
        [Extend()],
        [Pause(is_break=True), GoOn()],
        [KeepDraft(draft(N, DEALT[0], "Vi m"))],
        [Finish(), Turn(), Undo(), Undo()],
    ],
    ids=repr,
)
def test_a_meeting_interrupted_among_the_open_agreements_is_resumed_there(tmp_path: Path, done: list[Command]) -> None:
    held = Held(tmp_path, terms=LAST_TIME, warmup=WARMUP)
    held.do(Review(Verdict.KEPT), *done)
    before = held.state
    held.kill()
    assert (held.state.place, held.state.open_agreements) == (before.place, before.open_agreements)
    assert (held.state.place, held.state.open_agreements, held.state.reviewed) == (LAST_TIME_ID, PROMISES[1:], 1)


def test_undo_goes_back_to_the_open_agreements(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=LAST_TIME, warmup=WARMUP)
    held.do(Review(Verdict.DONE), Finish(), Finish(), Turn())
    held.kill()
    held.do(Undo(), Undo(), Undo())
    assert (held.state.place, held.state.open_agreements) == (LAST_TIME_ID, PROMISES[1:])
    held.do(Undo())
    assert held.state.open_agreements == PROMISES
    assert held.minutes.recalled == ()


def test_a_resumed_meeting_does_not_stop_at_open_agreements_that_no_longer_exist(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=LAST_TIME)
    held.do(Review(Verdict.DONE))
    held._terms = LAST_TIME._replace(open_agreements=())
    assert held.kill().state.phase is Phase.TABLE
    held.do(Turn())


def test_a_meeting_whose_deck_no_longer_has_an_opening_round_is_resumed_at_the_table(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=LAST_TIME, warmup=WARMUP)
    held.do(Finish(), Write(N, "Ja"))
    held._deck = held._deck._replace(warmup=None)
    assert held.kill().state.phase is Phase.TABLE
    assert texts(held.state.notes) == ["Ja"]


def test_the_minutes_show_what_became_of_the_open_agreements(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=LAST_TIME, warmup=WARMUP)
    held.do(Review(Verdict.DONE), Undo(), Review(Verdict.KEPT), Review(Verdict.DROPPED), Finish(), minutes=1)
    held.do(Finish(), Close(), minutes=1)
    assert [tuple(it) for it in held.minutes.recalled] == [
        ("Bo ringer", Verdict.KEPT, "m0"),
        ("Anna skriver", Verdict.DROPPED, "m0"),
    ]
    assert held.minutes.has_notes
    # The time of the review does not count as time of the opening round.
    assert [(card.card, card.spent.total_seconds()) for card in held.minutes.cards] == [(WARMUP_ID, 60)]


# --- Notes that are changed and deleted


def test_a_note_can_be_changed_again_and_again_and_become_another_kind() -> None:
    state = table(Turn(1), Write(N, "Før"), Write(N, "Efter"))
    once = after(state, Write(N, "Før og nu", replaces=3))
    assert once.notes == (Note(5, N, FIRST, "Før og nu"), Note(4, N, FIRST, "Efter"))
    twice = after(once, Write(A, "Bo ringer", replaces=5))
    assert twice.notes == (Note(6, A, FIRST, "Bo ringer"), Note(4, N, FIRST, "Efter"))
    assert after(twice, Undo()).notes == once.notes
    assert after(twice, Undo(), Undo()).notes == state.notes


def test_a_note_is_changed_on_its_own_card_wherever_the_group_is() -> None:
    state = table(Turn(1), Write(N, "Før"), Finish())
    assert decide(state, Write(N, "Nu", replaces=3)) == Noted(N, FIRST, "Nu", replaces=3)
    assert decide(state, Write(N, "Nu")) is Refusal.NO_OPEN_CARD
    elsewhere = after(state, Turn(2), Write(N, "Nu", replaces=3))
    assert [(note.card, note.text) for note in elsewhere.notes] == [(FIRST, "Nu")]
    assert decide(state, Write(N, "  ", replaces=3)) is Refusal.EMPTY


def test_changing_a_note_that_does_not_exist_adds_a_new_note() -> None:
    state = table(Turn(1), Write(N, "Før"), Write(N, "Nu", replaces=99))
    assert [(note.number, note.card, note.text) for note in state.notes] == [(3, FIRST, "Før"), (4, FIRST, "Nu")]
    twice = after(state, Write(N, "Én", replaces=3), Write(N, "To", replaces=3))
    assert texts(twice.notes) == ["Én", "Nu", "To"]


def test_the_latest_note_on_the_card_is_deleted_and_undo_brings_it_back() -> None:
    state = table(Turn(1), Write(N, "Et"), Write(A, "To"))
    assert decide(state, Remove()) == Removed(4)
    deleted = after(state, Remove())
    assert texts(deleted.notes) == ["Et"]
    assert after(deleted, Undo()).notes == state.notes
    assert after(deleted, Remove()).notes == ()
    assert decide(after(deleted, Remove()), Remove()) is Refusal.NO_NOTE_HERE


def test_only_a_note_on_the_open_card_is_deleted() -> None:
    assert decide(table(Turn(1), Write(N, "Et"), Finish()), Remove()) is Refusal.NO_NOTE_HERE
    assert decide(table(Turn(1), Write(N, "Et"), Finish(), Turn(2)), Remove()) is Refusal.NO_NOTE_HERE
    assert decide(table(Turn(1), Write(N, "Et"), Finish(), Turn(2), Finish(), Turn(1)), Remove()) == Removed(3)


def test_a_changed_note_is_deleted_by_its_new_number() -> None:
    state = table(Turn(1), Write(N, "Et"), Write(N, "To", replaces=3))
    assert decide(state, Remove()) == Removed(4)
    assert after(state, Remove()).notes == ()


def test_the_minutes_show_the_current_notes_and_the_file_keeps_the_earlier_ones(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(N, "Bo er sur"), Write(N, "Anna er glad"), Write(A, "Bo er glad", replaces=3))
    held.do(Write(N, "Slettes"), Remove(), Write(N, "Bliver"), Remove(), Undo())
    expected = {FIRST: [(A, "Bo er glad"), (N, "Anna er glad"), (N, "Bliver")]}
    assert lines(held) == expected
    for text in ("Bo er sur", "Slettes"):
        assert f"{text} <!--" in held.text
    held.kill()
    assert texts(held.state.notes) == ["Bo er glad", "Anna er glad", "Bliver"]
    assert lines(held) == expected


def test_a_changed_note_is_kept_if_its_first_text_was_deleted_from_the_file(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(N, "Bo er sur"), Write(N, "Anna"), Write(N, "Bo er glad", replaces=3))
    held.path.write_text("".join(line for line in held.text.splitlines(keepends=True) if "sur" not in line), "utf-8")
    held.kill()
    assert texts(held.state.notes) == ["Anna", "Bo er glad"]
    assert lines(held) == {FIRST: [(N, "Anna"), (N, "Bo er glad")]}


def test_a_note_has_its_first_text_if_its_change_was_deleted_from_the_file(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(N, "Bo er sur"), Write(N, "Bo er glad", replaces=3))
    held.path.write_text("".join(line for line in held.text.splitlines(keepends=True) if "glad" not in line), "utf-8")
    assert texts(held.kill().state.notes) == ["Bo er sur"]
    assert lines(held) == {FIRST: [(N, "Bo er sur")]}


def test_a_changed_note_that_was_edited_by_hand_has_the_edited_text(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(N, "Bo er sur"), Write(N, "Bo er glad", replaces=3))
    held.path.write_text(held.text.replace("Bo er glad", "Bo er meget glad"), "utf-8")
    assert lines(held) == {FIRST: [(N, "Bo er meget glad")]}


# --- Drafts


@pytest.mark.parametrize("keep", [Autosave, KeepDraft])
def test_a_change_that_was_being_typed_still_replaces_its_note_after_the_meeting_is_resumed(
    tmp_path: Path, keep: type[Autosave] | type[KeepDraft]
) -> None:
    held = Held(tmp_path)
    held.do(Turn(1), Write(N, "Bo er sur"), Write(N, "Anna"))
    if keep is Autosave:
        held.do(Autosave(draft(N, FIRST, "Bo er gl", replaces=3)))
    else:
        held.do(KeepDraft(draft(N, FIRST, "Bo er gl", replaces=3), in_hand=True))
    found = held.kill()
    begun = draft(N, FIRST, "Bo er gl", replaces=3)
    assert (found.drafts, found.in_hand) == ((begun,), begun)
    # The program is killed a second time, now after the text was set aside as a draft.
    held.do(KeepDraft(draft(N, FIRST, "Bo er gla", replaces=3)))
    found = held.kill()
    assert (found.drafts, found.in_hand) == ((draft(N, FIRST, "Bo er gla", replaces=3),), None)
    kept = found.drafts[0]
    held.do(Write(N, "Bo er glad", kept.subject.by, kept.subject.replaces))
    assert lines(held) == {FIRST: [(N, "Bo er glad"), (N, "Anna")]}
    assert held.kill().drafts == ()


def test_a_sentence_that_was_being_typed_in_the_closing_round_keeps_its_speaker(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=PEOPLE)
    held.do(ROUND, Autosave(draft(N, CLOSING_ID, "Det var g", by="Carla")))
    found = held.kill()
    assert found.in_hand == draft(N, CLOSING_ID, "Det var g", by="Carla")
    assert found.in_hand.subject == held.state.about(N)
    held.do(Pass())
    assert held.meeting.entries[-2].event == Drafted(draft(N, CLOSING_ID, "Det var g", by="Carla"), in_hand=True)
    assert [line.by for card in held.minutes.cards for line in card.lines] == ["Carla"]


def test_a_text_begun_for_a_parked_point_is_a_draft_after_the_meeting_is_resumed(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(*TWO_PARKED, PARKED_ROUND)
    subject = held.state.about(A)
    assert subject == Subject(FIRST, A, replaces=3)
    held.do(Autosave(draft(A, FIRST, "Bo sp", replaces=3)))
    found = held.kill()
    assert found.in_hand is not None
    assert found.in_hand.subject == subject == held.state.about(A)
    held.do(Write(A, "Bo spørger"))
    assert held.kill().drafts == ()


def test_a_change_and_a_new_note_of_the_same_kind_are_two_drafts(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.do(
        Turn(1),
        Write(N, "Bo"),
        KeepDraft(draft(N, FIRST, "Bo er", replaces=3)),
        KeepDraft(draft(N, FIRST, "Anna er")),
    )
    assert held.kill().drafts == (draft(N, FIRST, "Bo er", replaces=3), draft(N, FIRST, "Anna er"))
    held.do(Write(N, "Anna er her"))
    assert held.kill().drafts == (draft(N, FIRST, "Bo er", replaces=3),)


# --- What the keys do


def test_the_keys_write_about_the_open_card_or_the_current_part() -> None:
    parked = table(*TWO_PARKED, PARKED_ROUND)
    assert keymap.to_write(parked, Action.AGREE) == (Subject(FIRST, A, replaces=3), "Løn")
    in_round = table(ROUND, terms=PEOPLE)
    assert keymap.to_write(in_round, Action.SPEAK) == (Subject(CLOSING_ID, N, by="Carla"), "")
    assert keymap.to_write(in_round, Action.NEED) == (Subject(CLOSING_ID, B), "")
    at_card = table(Turn(1), Write(N, "Et"), Write(A, "To"))
    assert keymap.to_write(at_card, Action.EDIT) == (Subject(FIRST, A, replaces=4), "To")
    assert keymap.to_write(table(Turn(1)), Action.EDIT) is None
    assert keymap.to_write(table(), Action.ASK) == (Subject("", None), "")


def test_the_keys_of_a_part_finish_the_part_when_nothing_is_left_in_it() -> None:
    last_time = table(terms=LAST_TIME)
    assert keymap.command(last_time, Action.KEEP) == Review(Verdict.KEPT)
    assert keymap.command(last_time, Action.DROP) == Review(Verdict.DROPPED)
    assert keymap.command(last_time, Action.DONE) == Review(Verdict.DONE)
    reviewed = after(last_time, Review(Verdict.DONE), Review(Verdict.DONE))
    assert isinstance(keymap.command(reviewed, Action.KEEP), Finish)
    spoken = table(ROUND, Pass(), terms=Terms(turns=("Anna",)))
    assert isinstance(keymap.command(spoken, Action.SPEAK), Finish)
    assert keymap.command(table(ROUND, terms=PEOPLE), Action.SPEAK) is None
    assert isinstance(keymap.command(table(*TWO_PARKED, PARKED_ROUND), Action.DROP), Remove)


def test_the_key_for_a_break_also_ends_it() -> None:
    assert keymap.command(table(), Action.PAUSE) == Pause(is_break=True)
    assert isinstance(keymap.command(table(Pause(is_break=True)), Action.PAUSE), GoOn)


def test_closing_a_meeting_first_leads_to_the_parked_points_and_then_to_the_closing_round() -> None:
    state = table(*TWO_PARKED, terms=PEOPLE)
    assert keymap.close(state) == PARKED_ROUND
    done = after(state, PARKED_ROUND, Finish())
    assert keymap.close(done) == ROUND
    assert keymap.close(after(done, ROUND, Finish())) is None
    assert keymap.close(table(terms=LAST_TIME)) is None
    assert keymap.close(table()) is None


def test_a_list_of_names_adds_new_participants_and_removes_known_ones() -> None:
    state = table(terms=PEOPLE)
    assert keymap.people(state, " Dorte , anna,, ") == [Arrive("Dorte"), Depart("anna")]
    assert keymap.people(state, " , ") == []
