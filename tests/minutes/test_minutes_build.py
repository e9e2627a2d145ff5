"""Minutes are built from events: they have everything that was noted, and nothing that was undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, PARKED_ID, WARMUP_ID
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import (
    Ask,
    Begin,
    Close,
    Command,
    Extend,
    Finish,
    GoOn,
    LayBack,
    Pass,
    Pause,
    Refusal,
    Remove,
    Skip,
    Stay,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Began,
    CaseRead,
    Closed,
    Departed,
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    LaidBack,
    Noted,
    Part,
    Paused,
    Removed,
    Resumed,
    Reviewed,
    Skipped,
    Turned,
    Undone,
    Verdict,
)
from kortspil.meeting.rules import decide
from kortspil.meeting.state import Status, Terms, begin
from kortspil.minutes.build import build
from kortspil.minutes.model import CardMinutes, CardText, Line, Minutes, Recalled
from kortspil.notes.history import Meeting
from table_samples import AREAS, DEALT, OPENED, WARMUP, draft

AT = datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=1)))
MINUTE = timedelta(minutes=1)
KNOWN = {card.id: CardText(area.id, area.name, card.question) for area in AREAS for card in area.cards}
TEK_1, TEK_2, TEK_3, UDV_1 = (KNOWN[card] for card in ("tek-1", "tek-2", "tek-3", "udv-1"))


def turned(card: str) -> Turned:
    area = next(area for area in AREAS if card.startswith(area.id))
    return Turned(card, DEALT.index(card) + 1, area.id, area.name, KNOWN[card].question)


def note(text: str, card: str = "tek-1", kind: Kind = Kind.NOTE) -> Noted:
    return Noted(kind, card, text)


def timed(*happened: tuple[float, Event], warmup: bool = False) -> Meeting:
    """Return a meeting with these events, each of them some minutes after the opening."""
    entries = [Entry(number, AT + minutes * MINUTE, event) for number, (minutes, event) in enumerate(happened, start=2)]
    numbered = [entry._replace(number=0) if isinstance(entry.event, Handwritten) else entry for entry in entries]
    return Meeting("m", AT, OPENED._replace(warmup=warmup), tuple(numbered))


def minutes(*happened: Event, warmup: bool = False) -> Minutes:
    """Return the minutes of a meeting whose events are a minute apart."""
    return build(timed(*enumerate(happened, start=1), warmup=warmup), KNOWN)


def lines_by_card(result: Minutes) -> dict[str, tuple[Line, ...]]:
    return {card.card: card.lines for card in result.cards}


# --- Notes on cards


def test_the_minutes_have_the_facts_of_the_meeting() -> None:
    result = minutes(turned("tek-1"), Closed())
    assert (result.meeting, result.at, result.deck_title, result.participants) == ("m", AT, "Prøvekort", ("Anna", "Bo"))
    assert (result.areas, result.is_closed) == (OPENED.areas, True)
    assert not minutes(turned("tek-1")).is_closed


def test_cards_are_in_the_order_they_were_first_turned() -> None:
    result = minutes(turned("udv-1"), Finished("udv-1"), turned("tek-1"), Finished("tek-1"), turned("udv-1"))
    assert [card.card for card in result.cards] == ["udv-1", "tek-1"]


def test_a_card_has_its_question_its_area_and_its_notes_in_order() -> None:
    lines = (Line(Kind.NEED, "Kursus"), Line(Kind.NOTE, "Bo kan"), Line(Kind.NEED, "Tid"), Line(Kind.PARKED, "Chat"))
    result = minutes(turned("tek-1"), *(Noted(line.kind, "tek-1", line.text) for line in lines if line.kind))
    assert result.cards == (CardMinutes("tek-1", "tek", "Teknologiforståelse", TEK_1.question, lines, 4 * MINUTE),)
    assert result.cards[0].of(Kind.NEED) == ("Kursus", "Tid")


def test_a_card_turned_again_keeps_its_place_and_notes() -> None:
    happened: list[Event] = [
        turned("tek-1"),
        note("Ja"),
        Finished("tek-1"),
        turned("tek-1"),
        note("Jo"),
        Finished("tek-1"),
    ]
    assert lines_by_card(minutes(*happened)) == {"tek-1": (Line(Kind.NOTE, "Ja"), Line(Kind.NOTE, "Jo"))}


def test_the_opening_round_is_a_card_with_or_without_notes() -> None:
    result = minutes(note("Mail og Teams", WARMUP_ID), Finished(WARMUP_ID), warmup=True)
    assert result.cards == (CardMinutes(WARMUP_ID, WARMUP_ID, "", "", (Line(Kind.NOTE, "Mail og Teams"),), 2 * MINUTE),)
    assert [card.card for card in minutes(Closed(), warmup=True).cards] == [WARMUP_ID]
    assert minutes(Closed()).cards == ()


def test_a_question_that_the_group_asked_is_a_card_in_a_separate_area() -> None:
    result = minutes(Asked("egen-1", 5, "Og vi?"), note("Ja", "egen-1"))
    assert result.cards[-1:] == (CardMinutes("egen-1", OWN_AREA_ID, "", "Og vi?", (Line(Kind.NOTE, "Ja"),), MINUTE),)
    assert result.unturned == (TEK_2, UDV_1, TEK_1, TEK_3)


def test_a_draft_of_an_agreement_is_marked_and_does_not_count_as_one() -> None:
    result = minutes(turned("tek-1"), Drafted(draft(Kind.AGREEMENT, "tek-1", "Bo ri")))
    assert lines_by_card(result) == {"tek-1": (Line(Kind.AGREEMENT, "Bo ri", is_draft=True),)}
    assert result.cards[0].of(Kind.AGREEMENT) == ()
    assert result.has_notes


def test_a_draft_of_a_question_belongs_to_no_card() -> None:
    result = minutes(turned("tek-1"), Drafted(draft(Kind.NOTE, "", "Hvad med")))
    assert lines_by_card(result) == {"tek-1": (), "": (Line(Kind.NOTE, "Hvad med", is_draft=True),)}


def test_a_meeting_in_which_nothing_was_written_has_no_notes() -> None:
    assert not minutes(turned("tek-1"), Finished("tek-1"), Closed(), warmup=True).has_notes


def test_the_due_date_is_counted_from_the_day_of_the_agreement() -> None:
    text = "@Bo og @Anna ringer om 14 dage"
    at_once = timed((1, turned("tek-1")), (2, note(text, kind=Kind.AGREEMENT)))
    next_day = timed((1, turned("tek-1")), (24 * 60, note(text, kind=Kind.AGREEMENT)))
    for meeting, day in ((at_once, date(2026, 12, 6)), (next_day, date(2026, 12, 7))):
        (line,) = lines_by_card(build(meeting, KNOWN))["tek-1"]
        assert line == Line(Kind.AGREEMENT, text, who=("Bo", "Anna"), due=day)


def test_a_participants_name_of_several_words_is_recognised_in_an_agreement() -> None:
    meeting = timed((1, note("@anna marie ringer", WARMUP_ID, Kind.AGREEMENT)))
    known = meeting._replace(opened=meeting.opened._replace(participants=("Anna Marie", "Anna")))
    assert [line.who for line in lines_by_card(build(known, KNOWN))[WARMUP_ID]] == [("Anna Marie",)]
    assert [line.who for line in lines_by_card(build(meeting, KNOWN))[WARMUP_ID]] == [("Anna",)]


@given(st.lists(st.sampled_from(["@Bo ", "senest ", "1. december", "  ", "\n", "e\u0301", "næste uge"])).map("".join))
def test_the_text_of_an_agreement_is_as_typed(text: str) -> None:
    (line,) = lines_by_card(minutes(note(text, WARMUP_ID, Kind.AGREEMENT), warmup=True))[WARMUP_ID]
    assert line.text == text


def test_only_a_saved_agreement_has_names_and_a_day() -> None:
    text = "@Bo ringer senest 1. december"
    happened = [note(text, kind=kind) for kind in Kind if kind is not Kind.AGREEMENT]
    result = minutes(turned("tek-1"), *happened, Handwritten(text), Drafted(draft(Kind.AGREEMENT, "tek-1", text)))
    lines = lines_by_card(result)["tek-1"]
    assert {(line.who, line.due) for line in lines} == {((), None)}
    assert len(lines) == 5


# --- Handwriting: lines that somebody typed into the notes file in an editor


def test_handwriting_belongs_to_the_card_above_it() -> None:
    hand = Line(None, "Husk kaffe")
    before, after = turned("tek-1"), turned("tek-2")
    at_card = minutes(before, Finished("tek-1"), after, Handwritten("Husk kaffe"), Finished("tek-2"))
    between = minutes(before, Finished("tek-1"), Handwritten("Husk kaffe"), after)
    assert lines_by_card(at_card) == {"tek-1": (), "tek-2": (hand,)}
    assert lines_by_card(between) == {"tek-1": (hand,), "tek-2": ()}


def test_handwriting_under_a_card_that_is_turned_again_belongs_to_that_card() -> None:
    happened: list[Event] = [turned("tek-1"), Finished("tek-1"), turned("tek-2"), Finished("tek-2"), turned("tek-1")]
    result = minutes(*happened, Finished("tek-1"), Handwritten("Husk kaffe"))
    assert lines_by_card(result) == {"tek-1": (Line(None, "Husk kaffe"),), "tek-2": ()}


def test_handwriting_above_the_first_card_belongs_to_the_opening_round_or_to_no_card() -> None:
    assert lines_by_card(minutes(Handwritten("Bo kom sent"), warmup=True)) == {WARMUP_ID: (Line(None, "Bo kom sent"),)}
    assert lines_by_card(minutes(Handwritten("Bo kom sent"))) == {"": (Line(None, "Bo kom sent"),)}
    assert minutes(Handwritten("Bo kom sent")).has_notes


# --- Skipped and unturned cards


def test_skipped_cards_are_listed_in_the_order_they_were_skipped() -> None:
    result = minutes(turned("udv-1"), Skipped("udv-1"), turned("tek-1"), Skipped("tek-1"))
    assert (result.cards, result.skipped, result.unturned) == ((), (UDV_1, TEK_1), (TEK_2, TEK_3))


def test_a_skipped_card_that_is_turned_later_no_longer_counts_as_skipped() -> None:
    result = minutes(turned("tek-1"), Skipped("tek-1"), turned("tek-1"), note("Alligevel"))
    assert (lines_by_card(result), result.skipped) == ({"tek-1": (Line(Kind.NOTE, "Alligevel"),)}, ())


def test_a_note_on_a_card_that_was_then_skipped_is_kept() -> None:
    result = minutes(turned("tek-1"), note("Giver ikke mening"), Skipped("tek-1"))
    assert (lines_by_card(result), result.skipped) == ({"tek-1": (Line(Kind.NOTE, "Giver ikke mening"),)}, (TEK_1,))


def test_a_card_that_was_laid_back_is_listed_as_unturned_unless_it_has_notes() -> None:
    assert minutes(turned("tek-1"), LaidBack("tek-1")).unturned == (TEK_2, UDV_1, TEK_1, TEK_3)
    written = minutes(turned("tek-1"), note("Senere"), LaidBack("tek-1"))
    assert (lines_by_card(written), written.unturned) == (
        {"tek-1": (Line(Kind.NOTE, "Senere"),)},
        (TEK_2, UDV_1, TEK_3),
    )


def test_unturned_cards_that_are_gone_from_the_deck_are_counted() -> None:
    result = build(timed((1, turned("tek-1"))), {"tek-3": TEK_3, "tek-9": CardText("andet", "Andet", "Ikke på bordet")})
    assert (result.unturned, result.gone) == ((TEK_3,), 2)


def test_cases_are_listed_once_in_the_order_they_were_read() -> None:
    cases = [CaseRead("teknik", "Facebook"), CaseRead("borger", "Sally"), CaseRead("teknik", "Facebook")]
    assert minutes(*cases).cases == ("Facebook", "Sally")


# --- Cases

LEAD, OTHER = CaseRead("teknik", "Facebook", leads=True), CaseRead("borger", "Sally")


def cases_by_card(result: Minutes) -> dict[str, str]:
    """Return the title of the case that each card is linked to, by card."""
    return {card.card: card.case for card in result.cards}


def test_cards_after_a_leading_case_are_linked_to_it_and_the_rounds_are_not() -> None:
    at_once: list[Event] = [Finished(WARMUP_ID), turned("tek-1"), Finished("tek-1"), Asked("egen-1", 5, "Og vi?")]
    ending: list[Event] = [Finished("egen-1"), Began(Part.ROUND)]
    expected = {WARMUP_ID: "", "tek-1": "Facebook", "egen-1": "Facebook", CLOSING_ID: ""}
    assert cases_by_card(minutes(LEAD, *at_once, *ending, warmup=True)) == expected
    assert cases_by_card(minutes(note("Ja", WARMUP_ID), LEAD, *at_once, *ending, warmup=True)) == expected


def test_a_card_before_a_leading_case_is_linked_to_it_only_if_it_is_turned_again() -> None:
    before: list[Event] = [turned("tek-1"), Finished("tek-1"), LEAD, turned("tek-2")]
    assert cases_by_card(minutes(*before)) == {"tek-1": "", "tek-2": "Facebook"}
    again = minutes(*before, Finished("tek-2"), turned("tek-1"))
    assert cases_by_card(again) == {"tek-1": "Facebook", "tek-2": "Facebook"}


def test_a_case_that_is_read_while_a_card_is_open_is_linked_only_to_that_card() -> None:
    read: list[Event] = [turned("tek-1"), OTHER, Finished("tek-1"), turned("tek-2")]
    assert cases_by_card(minutes(*read)) == {"tek-1": "Sally", "tek-2": ""}
    assert cases_by_card(minutes(LEAD, *read)) == {"tek-1": "Sally", "tek-2": "Facebook"}
    assert cases_by_card(minutes(OTHER, turned("tek-1"))) == {"tek-1": ""}
    assert cases_by_card(minutes(OTHER, Finished(WARMUP_ID), turned("tek-1"), warmup=True)) == {
        WARMUP_ID: "",
        "tek-1": "",
    }


def test_a_card_that_is_turned_again_keeps_the_case_that_was_read_while_it_was_open() -> None:
    read: list[Event] = [LEAD, turned("tek-1"), OTHER, Finished("tek-1"), turned("tek-1")]
    assert cases_by_card(minutes(*read)) == {"tek-1": "Sally"}


def test_a_case_that_was_read_at_a_card_is_linked_to_nothing_once_turning_the_card_is_undone() -> None:
    result = minutes(turned("tek-1"), OTHER, Undone(2), turned("tek-2"))
    assert (cases_by_card(result), result.cases) == ({"tek-2": ""}, ("Sally",))


def test_cards_are_linked_to_the_latest_leading_case_before_them() -> None:
    result = minutes(LEAD, turned("tek-1"), Finished("tek-1"), OTHER._replace(leads=True), turned("tek-2"))
    assert cases_by_card(result) == {"tek-1": "Facebook", "tek-2": "Sally"}
    assert result.cases == ("Facebook", "Sally")


# --- Participants and parts


def test_everybody_who_came_is_a_participant_once_even_after_leaving() -> None:
    result = minutes(Arrived("Carla"), Departed("Anna"), Departed("Carla"), Arrived("anna"), Arrived("Dorte"))
    assert result.participants == ("Anna", "Bo", "Carla", "Dorte")
    assert minutes(Arrived("Carla"), Undone(2)).participants == ("Anna", "Bo")


def test_a_participant_who_arrived_late_is_recognised_in_later_agreements() -> None:
    agreed = note("@anna marie ringer", WARMUP_ID, Kind.AGREEMENT)
    before, after = minutes(agreed, Arrived("Anna Marie")), minutes(Arrived("Anna Marie"), agreed)
    assert [card.lines[0].who for card in (*before.cards, *after.cards)] == [("Anna",), ("Anna Marie",)]


def test_a_sentence_of_the_closing_round_keeps_its_speaker_when_it_is_changed() -> None:
    said = Noted(Kind.NOTE, CLOSING_ID, "Godt", "Anna")
    changed = Noted(Kind.NOTE, CLOSING_ID, "Meget godt", "Anna", 3)
    result = minutes(Began(Part.ROUND), said, changed, Finished(CLOSING_ID))
    assert lines_by_card(result) == {CLOSING_ID: (Line(Kind.NOTE, "Meget godt", by="Anna"),)}
    assert spent(timed((2, Began(Part.ROUND)), (5, Finished(CLOSING_ID)), (9, Closed()))) == {CLOSING_ID: 3}


def test_an_undone_closing_round_is_not_in_the_minutes() -> None:
    result = minutes(turned("tek-1"), Began(Part.ROUND), Undone(3))
    assert [(card.card, card.spent) for card in result.cards] == [("tek-1", 2 * MINUTE)]


def test_beginning_a_part_ends_the_time_of_the_open_card() -> None:
    for part in (Part.PARKED, Part.ROUND):
        assert spent(timed((1, turned("tek-1")), (4, Began(part)), (9, Closed())))["tek-1"] == 3


def test_handwriting_under_a_part_does_not_belong_to_the_last_card() -> None:
    talked: list[Event] = [turned("tek-1"), Finished("tek-1")]
    parked = minutes(*talked, Began(Part.PARKED), Handwritten("Husk kaffe"), Finished(PARKED_ID))
    assert lines_by_card(parked) == {"tek-1": (), "": (Line(None, "Husk kaffe"),)}
    in_round = minutes(*talked, Began(Part.ROUND), Handwritten("Husk kaffe"), Finished(CLOSING_ID))
    assert lines_by_card(in_round) == {"tek-1": (), CLOSING_ID: (Line(None, "Husk kaffe"),)}


def test_the_time_of_the_opening_round_begins_after_the_review_of_earlier_agreements() -> None:
    reviewed = Reviewed("m0", 5, "Bo ringer", Verdict.DONE)
    meeting = timed((3, reviewed), (4, Began(Part.WARMUP)), (10, Finished(WARMUP_ID)), warmup=True)
    recalling = meeting._replace(opened=meeting.opened._replace(recalls=True))
    assert spent(recalling) == {WARMUP_ID: 6}
    assert build(recalling, KNOWN).recalled == (Recalled("Bo ringer", Verdict.DONE, "m0"),)
    assert build(recalling, KNOWN).has_notes
    # If the meeting ends before the opening round, the minutes have no card for it.
    ended = recalling._replace(entries=recalling.entries[:1])
    assert build(ended, KNOWN).cards == ()


# --- Changed and deleted notes


def test_a_changed_note_keeps_its_place_and_its_card() -> None:
    notes: list[Event] = [turned("tek-1"), note("Et"), note("To"), Noted(Kind.AGREEMENT, "tek-1", "@Bo ringer", "", 3)]
    expected = (Line(Kind.AGREEMENT, "@Bo ringer", who=("Bo",)), Line(Kind.NOTE, "To"))
    assert lines_by_card(minutes(*notes)) == {"tek-1": expected}
    later: list[Event] = [Finished("tek-1"), turned("tek-2"), Noted(Kind.NOTE, "tek-1", "Et igen", "", 5)]
    expected = (Line(Kind.NOTE, "Et igen"), Line(Kind.NOTE, "To"))
    assert lines_by_card(minutes(*notes, *later)) == {"tek-1": expected, "tek-2": ()}


def test_a_card_whose_only_note_was_deleted_has_no_notes() -> None:
    result = minutes(turned("tek-1"), note("Nej"), Removed(3), LaidBack("tek-1"))
    assert (result.cards, result.unturned) == ((), (TEK_2, UDV_1, TEK_1, TEK_3))
    assert not result.has_notes
    assert lines_by_card(minutes(turned("tek-1"), note("Ja"), Removed(3), Undone(4))) == {
        "tek-1": (Line(Kind.NOTE, "Ja"),)
    }


def test_deleting_a_note_that_is_missing_from_the_file_is_no_error() -> None:
    assert lines_by_card(minutes(turned("tek-1"), Removed(9), note("Ja"))) == {"tek-1": (Line(Kind.NOTE, "Ja"),)}


# --- Undone events


def test_an_undone_note_is_not_in_the_minutes() -> None:
    result = minutes(turned("tek-1"), note("Nej"), Undone(3), note("Ja"))
    assert lines_by_card(result) == {"tek-1": (Line(Kind.NOTE, "Ja"),)}


def test_an_undone_turn_or_skip_does_not_count() -> None:
    assert minutes(turned("tek-1"), Undone(2)).unturned == (TEK_2, UDV_1, TEK_1, TEK_3)
    result = minutes(turned("tek-1"), Skipped("tek-1"), Undone(3), note("Jo"))
    assert (lines_by_card(result), result.skipped) == ({"tek-1": (Line(Kind.NOTE, "Jo"),)}, ())


def test_an_undone_question_is_left_out_unless_there_is_a_draft_on_it() -> None:
    result = minutes(Asked("egen-1", 5, "Og vi?"), Undone(2), Drafted(draft(Kind.NOTE, "egen-1", "Ja")))
    assert lines_by_card(result) == {"egen-1": (Line(Kind.NOTE, "Ja", is_draft=True),)}
    assert [card.question for card in result.cards] == ["Og vi?"]


# --- Lines deleted from the file by hand


def test_a_note_is_kept_when_the_heading_of_its_card_was_deleted() -> None:
    assert lines_by_card(minutes(note("Ja"), Finished("tek-1"))) == {"tek-1": (Line(Kind.NOTE, "Ja"),)}


def test_a_skipped_card_is_left_out_when_its_heading_was_deleted() -> None:
    result = minutes(Skipped("tek-1"))
    assert (result.skipped, result.unturned) == ((), (TEK_2, UDV_1, TEK_1, TEK_3))


# --- Time


def spent(meeting: Meeting) -> dict[str, float]:
    """Return the time that each card took, in minutes."""
    return {card.card: card.spent / MINUTE for card in build(meeting, KNOWN).cards}


def test_time_is_counted_while_a_card_is_open() -> None:
    meeting = timed((2, Finished(WARMUP_ID)), (5, turned("tek-1")), (9, Finished("tek-1")), (20, Closed()), warmup=True)
    assert spent(meeting) == {WARMUP_ID: 2, "tek-1": 4}
    assert build(meeting, KNOWN).spent == 20 * MINUTE


def test_a_card_turned_twice_has_the_sum_of_both_times() -> None:
    meeting = timed((0, turned("tek-1")), (3, LaidBack("tek-1")), (10, turned("tek-1")), (14.5, Finished("tek-1")))
    assert spent(meeting) == {"tek-1": 7.5}


def test_the_time_of_a_card_that_is_open_at_the_end_is_counted_until_then() -> None:
    assert spent(timed((1, turned("tek-1")), (6, Closed()))) == {"tek-1": 5}
    assert spent(timed((1, turned("tek-1")), (4, note("Ja")))) == {"tek-1": 3}


def test_turning_the_first_card_ends_the_time_of_the_opening_round() -> None:
    assert spent(timed((4, turned("tek-1")), (5, Closed()), warmup=True)) == {WARMUP_ID: 4, "tek-1": 1}


def test_undoing_the_end_of_a_card_lets_its_time_run_on() -> None:
    assert spent(timed((0, turned("tek-1")), (2, Finished("tek-1")), (3, Undone(3)), (8, Finished("tek-1")))) == {
        "tek-1": 8
    }


def test_a_clock_that_is_set_back_does_not_shorten_a_card() -> None:
    meeting = timed(
        (0, turned("tek-1")), (5, Finished("tek-1")), (6, turned("tek-1")), (-54, Finished("tek-1")),
        (-53, turned("tek-2")), (-50, Finished("tek-2")),
    )  # fmt: skip
    assert spent(meeting) == {"tek-1": 5, "tek-2": 3}


def test_a_break_takes_no_time_from_the_card_or_the_meeting() -> None:
    a_break: list[tuple[float, Event]] = [(1, turned("tek-1")), (4, Paused(is_break=True))]
    for ending in (
        [(30, Resumed()), (32, Finished("tek-1"))],
        [(20, Drafted(draft(Kind.NOTE, "tek-1", "Ja"))), (30, Resumed()), (32, Finished("tek-1"))],
        [(30, Resumed()), (31, Paused(is_break=True)), (40, Resumed()), (41, Finished("tek-1"))],
    ):
        meeting = timed(*a_break, *ending)
        assert (spent(meeting), build(meeting, KNOWN).spent) == ({"tek-1": 5}, 6 * MINUTE)
    for cut in ([], [(30, Closed())]):
        assert (spent(timed(*a_break, *cut)), build(timed(*a_break, *cut), KNOWN).spent) == ({"tek-1": 3}, 4 * MINUTE)


def test_a_meeting_without_events_took_no_time() -> None:
    assert build(timed(), KNOWN).spent == timedelta()


# --- Any meeting

COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Turn, st.one_of(st.none(), st.integers(1, 6))),
    st.builds(Write, st.sampled_from(Kind), st.sampled_from(["Ja", "Nej", "Måske"]), st.just(""), st.just(0)),
    st.builds(Write, st.sampled_from(Kind), st.just("Rettet"), st.sampled_from(["", "Bo"]), st.integers(2, 12)),
    st.sampled_from([Finish(), Skip(), LayBack(), Undo(), Ask("Og vi?"), Close(), Remove(), Stay(), Pass()]),
    st.sampled_from([Begin(Part.PARKED), Begin(Part.ROUND), Pause(is_break=True), GoOn(), GoOn(), Extend()]),
)


@settings(max_examples=200)
@given(st.lists(COMMANDS, max_size=30), st.booleans())
def test_the_minutes_of_any_meeting_agree_with_its_state(commands: Sequence[Command], warmup: bool) -> None:
    state = begin(AREAS, DEALT, WARMUP if warmup else None, Terms(60, OPENED.participants))
    happened: list[Event] = []
    for number, command in enumerate(commands, start=1):
        event = decide(state, command, number * 60)
        if not isinstance(event, Refusal):
            state = apply(state, event)
            happened.append(event)
    result = minutes(*happened, warmup=warmup)

    in_minutes = [(line.kind, card.card, line.text) for card in result.cards for line in card.lines]
    assert Counter(in_minutes) == Counter((noted.kind, noted.card, noted.text) for noted in state.notes)
    statuses = {card: state.status(card) for card in state.dealt}
    noted_on = {noted.card for noted in state.notes}
    talked = {card for card, status in statuses.items() if status in (Status.TURNED, Status.OPEN)} | noted_on
    rounds = ({WARMUP_ID} if warmup else set()) | ({CLOSING_ID} if Part.ROUND in state.held else set())
    assert {card.card for card in result.cards} == talked | rounds
    assert [card.card for card in result.cards if card.card == CLOSING_ID] == [
        card.card for card in result.cards[-1:] if Part.ROUND in state.held
    ]
    skipped = Counter(state.cards[card].card.question for card in statuses if statuses[card] is Status.SKIPPED)
    assert Counter(face.question for face in result.skipped) == skipped
    faces = {card: KNOWN.get(card, CardText(OWN_AREA_ID, "", state.cards[card].card.question)) for card in statuses}
    left = [faces[card] for card in statuses if statuses[card] is Status.FACE_DOWN and card not in noted_on]
    assert (list(result.unturned), result.gone) == (left, 0)
    assert sum((card.spent for card in result.cards), timedelta()) <= result.spent


def test_a_draft_remains_until_it_is_saved_or_given_up() -> None:
    drafted, longer = Drafted(draft(Kind.NOTE, "tek-1", "Halv")), Drafted(draft(Kind.NOTE, "tek-1", "Halv tanke"))

    def lines(*happened: Event) -> list[Line]:
        return [line for card in minutes(turned("tek-1"), *happened).cards for line in card.lines]

    assert lines(drafted, longer) == [Line(Kind.NOTE, "Halv tanke", is_draft=True)]
    assert lines(drafted, longer, note("Hel tanke")) == [Line(Kind.NOTE, "Hel tanke")]
    assert lines(drafted, Drafted(draft(Kind.NOTE, "tek-1", ""))) == []


def test_a_draft_that_was_saved_does_not_return_when_the_note_is_undone() -> None:
    saved: list[Event] = [turned("tek-1"), Drafted(draft(Kind.NOTE, "tek-1", "Hej")), note("Hej"), Undone(4)]
    asked: list[Event] = [Drafted(draft(None, "", "Hvem?")), Asked("egen-1", 5, "Hvem?"), Undone(3)]
    for happened in (saved, asked):
        assert not [line for card in minutes(*happened).cards for line in card.lines]


def test_a_draft_is_listed_under_the_question_of_its_card_even_if_turning_the_card_was_undone() -> None:
    (card,) = minutes(turned("tek-1"), Drafted(draft(Kind.NOTE, "tek-1", "Hej")), Undone(2)).cards
    assert card.question == TEK_1.question
