"""An interrupted meeting is restored from its notes alone, even if the notes or the deck have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from held_meetings import layers
from kortspil.deck.model import WARMUP_ID, Area, Card, Deck
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import (
    Arrive,
    Ask,
    Autosave,
    Begin,
    Command,
    Depart,
    Extend,
    Finish,
    GoOn,
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
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    Noted,
    Part,
    Paused,
    Resumed,
    Turned,
    Undone,
    Verdict,
    Voided,
)
from kortspil.meeting.rules import decide
from kortspil.meeting.state import OpenAgreement, Phase, PlacedCard, Status, Terms
from kortspil.minutes.build import build
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.open_agreements import still_open
from kortspil.notes.reader import parse
from kortspil.notes.restore import Resumption, resume
from kortspil.ui.controller import MeetingController
from kortspil.ui.screen.frame import frame, frame_console
from kortspil.ui.screen.pages.page import page
from kortspil.ui.screen.state import Mode, ScreenState
from kortspil.ui.terminal.types import Size
from table_samples import AREAS, AT, OPENED, TERMS, WARMUP, controller, draft, table

UNTIMED = Terms(turns=OPENED.participants)
DECK = Deck("Prøvekort", "KL", AREAS, warmup=WARMUP)
TEXTS = st.sampled_from(["Ja", "Vi mangler\nkurser", "- **Note:** x", "<!-- kortspil -->", "æøå "])
BY, OF = st.sampled_from(["", "", "Anna"]), st.sampled_from([0, 0, 2, 3, 4, 5])
DRAFTS = st.builds(draft, st.none() | st.sampled_from(Kind), st.sampled_from(OPENED.dealt), TEXTS | st.just(""), BY, OF)
COMMANDS = st.lists(
    st.one_of(
        st.just(Turn()),
        st.builds(Turn, st.integers(1, 6)),
        st.sampled_from([Finish(), Skip(), LayBack(), Undo(), Undo(), ReadCase("teknik", "Facebook")]),
        st.sampled_from([Remove(), Stay(), Pass(), Extend(), ReadCase("teknik", "Facebook", leads=True)]),
        st.sampled_from([Begin(Part.PARKED), Begin(Part.ROUND), Arrive("Mona"), Depart("Bo"), Pause(is_break=True)]),
        st.sampled_from([GoOn(), GoOn()]),
        st.builds(Write, st.sampled_from(Kind), TEXTS, BY, OF),
        st.builds(Ask, TEXTS),
        st.builds(KeepDraft, DRAFTS),
        st.builds(Autosave, DRAFTS),
    ),
    max_size=40,
)
LAST_TIME = Terms(60, ("Bo", "Anna"), (OpenAgreement("m0", 5, "Bo ringer"), OpenAgreement("m0", 9, "Anna skriver")))
REVIEWS: st.SearchStrategy[Command] = st.sampled_from([Review(Verdict.DONE), Review(Verdict.KEPT), Finish()])
# Hypothesis mostly draws short lists, so several lists of commands are joined.
MANY = st.lists(COMMANDS, min_size=2, max_size=5).map(lambda lists: [*chain.from_iterable(lists)])
often = settings(max_examples=100)
seldom = settings(max_examples=40)


def minutes_apart() -> Iterator[datetime]:
    at = AT
    while True:
        yield at
        at += timedelta(minutes=1)


def held(*commands: Command, warmup: bool = True, terms: Terms = UNTIMED) -> tuple[MeetingController, str]:
    """Carry out commands a minute or more apart, and return the meeting and its notes."""
    import tempfile

    ticks = minutes_apart()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noter.md"
        with NotesFile(path) as notes:
            opened = OPENED._replace(minutes=terms.minutes, turns=terms.turns, recalls=bool(terms.open_agreements))
            begun = Meeting("m1", next(ticks), opened, ())
            state = table(warmup=WARMUP if warmup else None, terms=terms)
            meeting = controller(notes, state, now=lambda: next(ticks), meeting=begun)
            for command in commands:
                meeting.do(command)
        return meeting, path.read_text("utf-8") if path.exists() else ""


def is_in_file(meeting: MeetingController, text: str) -> bool:
    """Return whether the notes have the whole meeting. A break is not written until another event has been."""
    return meeting.is_kept and not (meeting.state.is_paused and " paused " not in text)


def resume_from(text: str, deck: Deck = DECK, terms: Terms = UNTIMED) -> Resumption:
    (meeting,) = parse(text).meetings
    return resume(meeting, deck, terms.open_agreements)


def meeting_of(*happened: Event) -> Meeting:
    entries = [Entry(number, AT + timedelta(minutes=number), event) for number, event in enumerate(happened, start=2)]
    return Meeting("m1", AT, OPENED, tuple(entries))


# --- The state


@often
@given(st.lists(REVIEWS, max_size=3), MANY, st.booleans(), st.sampled_from([TERMS, LAST_TIME]))
def test_a_resumed_meeting_has_the_same_state_and_can_be_undone_as_far_back(
    reviews: list[Command], commands: list[Command], warmup: bool, terms: Terms
) -> None:
    before, text = held(*reviews, *commands, warmup=warmup, terms=terms)
    if not is_in_file(before, text):
        return
    deck = DECK if warmup else DECK._replace(warmup=None)
    state = before.state
    assert layers(resume_from(text, deck, terms).state) == layers(state)
    (meeting,) = parse(text).meetings
    lines = [(line, card.card) for card in build(meeting, {}).cards for line in card.lines if not line.is_draft]
    assert sorted((line.text, line.by, card) for line, card in lines) == sorted(
        (note.text, note.by, note.card) for note in state.notes
    )
    agreements = [note for note in state.notes if note.kind is Kind.AGREEMENT]
    assert still_open([meeting]) == tuple(OpenAgreement("m1", note.number, note.text) for note in agreements)


@settings(max_examples=60)
@given(MANY, st.integers(0, 40), MANY)
def test_a_resumed_meeting_behaves_as_if_it_had_never_been_interrupted(
    commands: list[Command], at: int, more: list[Command]
) -> None:
    before, text = held(*commands[:at])
    if not is_in_file(before, text):
        return
    again = resume_from(text).state
    for command in more:
        straight, resumed = decide(before.state, command), decide(again, command)
        assert straight == resumed
        if not isinstance(straight, Refusal):
            break


def test_the_clock_stops_while_the_meeting_is_interrupted() -> None:
    meeting = meeting_of(Turned("tek-2", 1, "tek", "Teknologi", "Hvad?"), Noted(Kind.NOTE, "tek-2", "Ja"), Paused())
    # The meeting lasted four minutes, two of them since the card was turned.
    later = AT + timedelta(hours=5)
    found = resume(meeting, DECK)
    assert (found.used, found.on_card) == (timedelta(minutes=4), timedelta(minutes=2))
    entries = (*meeting.entries, Entry(5, later, Resumed()), Entry(6, later + timedelta(minutes=3), Paused()))
    again = resume(meeting._replace(entries=entries), DECK)
    assert (again.used, again.on_card) == (timedelta(minutes=7), timedelta(minutes=5))
    minutes = build(meeting._replace(entries=entries), {})
    assert minutes.spent == timedelta(minutes=7)
    assert minutes.cards[-1].spent == timedelta(minutes=5)


def test_a_meeting_that_goes_on_knows_how_long_it_has_lasted(tmp_path: Path) -> None:
    meeting = meeting_of(Turned("tek-2", 1, "tek", "Teknologi", "Hvad?"), Paused())
    now = AT + timedelta(days=1)
    with NotesFile(tmp_path / "noter.md") as notes:
        going_on = controller(notes, now=lambda: now, resumption=resume(meeting, DECK), meeting=meeting)
        now += timedelta(minutes=10)
        assert going_on.elapsed == timedelta(minutes=13)
        assert going_on.on_card == timedelta(minutes=11)


def test_the_time_on_a_card_begins_again_only_when_turning_or_leaving_it_is_undone() -> None:
    turned = Turned("tek-2", 1, "tek", "Teknologi", "Hvad?")
    left = meeting_of(turned, Finished("tek-2"), Undone(3), Noted(Kind.NOTE, "tek-2", "Ja"))
    noted = meeting_of(turned, Noted(Kind.NOTE, "tek-2", "Ja"), Undone(3), Paused())
    assert resume(left, DECK).on_card == timedelta(minutes=1)
    assert resume(noted, DECK).on_card == timedelta(minutes=3)


def test_a_meeting_without_events_begins_as_it_was_opened() -> None:
    by_hand = (Entry(0, AT, Handwritten("Vi var fem.")),)
    for entries in ((), by_hand):
        found = resume(Meeting("m1", AT, OPENED, entries), DECK)
        assert found.state == table(warmup=WARMUP, terms=UNTIMED)


def test_a_meeting_without_an_opening_round_does_not_get_one_when_it_goes_on() -> None:
    found = resume(Meeting("m1", AT, OPENED._replace(warmup=False), ()), DECK)
    assert found.state == table(terms=UNTIMED)


# --- Drafts


def test_drafts_are_restored_until_they_are_saved() -> None:
    turned = Turned("tek-2", 1, "tek", "Teknologi", "Hvad?")
    note, need = (
        Drafted(draft(Kind.NOTE, "tek-2", "Ja")),
        Drafted(draft(Kind.NEED, "tek-2", "Kurser")),
    )
    happened: list[Event] = [turned, note, need, Drafted(draft(None, "", "Hvem?"))]
    assert resume(meeting_of(*happened), DECK).drafts == (
        draft(Kind.NOTE, "tek-2", "Ja"),
        draft(Kind.NEED, "tek-2", "Kurser"),
        draft(None, "", "Hvem?"),
    )
    after: list[Event] = [
        *happened,
        Noted(Kind.NOTE, "tek-2", "Ja da"),
        Drafted(draft(Kind.NEED, "tek-2", "")),
    ]
    assert resume(meeting_of(*after), DECK).drafts == (draft(None, "", "Hvem?"),)


@pytest.mark.parametrize(
    "latest",
    [
        Autosaved(draft(Kind.NOTE, "tek-2", "Vi m")),
        Drafted(draft(Kind.NOTE, "tek-2", "Vi m"), in_hand=True),
    ],
)
def test_a_text_that_was_being_typed_is_in_hand_again(latest: Event) -> None:
    turned = Turned("tek-2", 1, "tek", "Teknologi", "Hvad?")
    for after in ((), (Paused(),)):
        found = resume(meeting_of(turned, latest, *after), DECK)
        assert found.in_hand == draft(Kind.NOTE, "tek-2", "Vi m")


def test_a_note_deleted_from_the_file_does_not_come_back_as_a_draft() -> None:
    _, text = held(
        Finish(), Turn(1), Autosave(draft(Kind.NOTE, "tek-2", "Bo er sy")), Write(Kind.NOTE, "Bo er syg"), Pause()
    )
    (line,) = [line for line in text.splitlines(keepends=True) if "Bo er syg" in line]
    assert resume_from(text).state.notes
    found = resume_from(text.replace(line, ""))
    assert (found.state.notes, found.drafts, found.in_hand) == ((), (), None)


def test_a_text_whose_note_could_not_be_saved_is_still_a_draft() -> None:
    turned, typed = Turned("tek-2", 1, "tek", "Teknologi", "Hvad?"), Autosaved(draft(Kind.NOTE, "tek-2", "Ja"))
    entries = (Entry(2, AT, turned), Entry(3, AT, typed), Entry(5, AT, Voided(4)), Entry(6, AT, Paused()))
    found = resume(Meeting("m1", AT, OPENED, entries), DECK)
    assert found.in_hand == found.unseen == draft(Kind.NOTE, "tek-2", "Ja")


def test_an_autosaved_text_is_written_as_a_draft_when_the_meeting_goes_on(tmp_path: Path) -> None:
    _, text = held(Finish(), Turn(1), Autosave(draft(Kind.NOTE, "tek-2", "Bo er sy")))
    path = tmp_path / "noter.md"
    path.write_text(text, "utf-8")
    (meeting,) = parse(text).meetings
    with NotesFile(path) as notes:
        controller(notes, resumption=resume(meeting, DECK), meeting=meeting).do(Finish())
    assert "- **Kladde (note):** Bo er sy <!--" in path.read_text("utf-8")
    assert resume_from(path.read_text("utf-8")).drafts == (draft(Kind.NOTE, "tek-2", "Bo er sy"),)


def test_a_text_is_in_hand_only_where_it_can_be_typed_on() -> None:
    turned = Turned("tek-2", 1, "tek", "Teknologi", "Hvad?")
    question, elsewhere = (
        Autosaved(draft(None, "", "Hvem?")),
        Autosaved(draft(Kind.NOTE, "udv-1", "Vi m")),
    )
    assert resume(meeting_of(question), DECK).in_hand == draft(None, "", "Hvem?")
    assert resume(meeting_of(turned, question), DECK).in_hand is None
    assert resume(meeting_of(turned, elsewhere), DECK).in_hand is None


def test_the_latest_of_several_texts_is_in_hand() -> None:
    turned, need = (
        Turned("tek-2", 1, "tek", "Teknologi", "Hvad?"),
        Drafted(draft(Kind.NEED, "tek-2", "Kurser")),
    )
    found = resume(meeting_of(turned, need, Autosaved(draft(Kind.NOTE, "tek-2", "Vi m"))), DECK)
    assert found.in_hand == draft(Kind.NOTE, "tek-2", "Vi m")
    assert found.drafts[0] == draft(Kind.NEED, "tek-2", "Kurser")


def test_a_draft_that_was_left_is_not_in_hand() -> None:
    turned, put_aside = Turned("tek-2", 1, "tek", "Teknologi", "Hvad?"), Drafted(draft(Kind.NOTE, "tek-2", "Vi m"))
    typed = Autosaved(draft(Kind.NOTE, "tek-2", "Vi m"))
    need = Noted(Kind.NEED, "tek-2", "Ja")
    several: list[list[Event]] = [[turned, put_aside], [turned, typed, put_aside], [turned, typed, need]]
    for happened in several:
        assert resume(meeting_of(*happened), DECK).in_hand is None


# --- A deck that has changed


def test_cards_are_known_by_their_id_and_have_the_new_words_of_the_deck() -> None:
    _, text = held(Finish(), Turn(1), Write(Kind.NOTE, "Ja"))
    new = Area("andet", "Andet navn", (Card("tek-2", "Nye ord?", "For eksempel:", ()), *AREAS[0].cards[2:]))
    left = AREAS[0]._replace(cards=AREAS[0].cards[:1])
    found = resume_from(text, DECK._replace(areas=(new, AREAS[1], left)))
    assert found.state.open == "tek-2"
    assert found.state.cards["tek-2"].card.question == "Nye ord?"
    assert found.state.gone == ()


def test_a_card_that_is_gone_keeps_its_position_and_cannot_be_turned() -> None:
    _, text = held(Finish(), Turn(1), Finish())
    found = resume_from(text, DECK._replace(areas=AREAS[:1])).state
    assert found.gone == ((2, "udv-1"),)
    assert decide(found, Turn(2)) is Refusal.CARD_IS_GONE
    assert found.counts == (1, 0, 2)
    assert decide(found, Turn()) == Turned(
        "tek-1", 3, "tek", "Teknologiforståelse", "Hvad gør værktøj nummer 1 ved jer?"
    )


def test_a_card_that_was_turned_before_it_was_gone_has_the_words_of_the_notes() -> None:
    _, text = held(Finish(), Turn(2), Write(Kind.NOTE, "Ja"), Undo(), LayBack())
    found = resume_from(text, DECK._replace(areas=AREAS[:1])).state
    assert found.gone == ()
    known = Card("udv-1", "Hvad drømmer I om?", "", ())
    assert found.cards["udv-1"] == PlacedCard(known, "udv", "Udvikling og implementering")
    assert decide(found, Turn(2)) == Turned("udv-1", 2, "udv", "Udvikling og implementering", "Hvad drømmer I om?")


def test_a_card_whose_turning_was_undone_before_it_was_gone_can_be_turned() -> None:
    _, text = held(Finish(), Turn(2), Undo())
    found = resume_from(text, DECK._replace(areas=AREAS[:1])).state
    assert (found.gone, found.open) == ((), "")
    assert decide(found, Turn(2)) == Turned("udv-1", 2, "udv", "Udvikling og implementering", "Hvad drømmer I om?")


def test_a_meeting_whose_deck_has_no_opening_round_goes_on_at_the_table() -> None:
    _, text = held(Write(Kind.NOTE, "Ja"))
    found = resume_from(text, DECK._replace(warmup=None)).state
    assert found.phase is Phase.TABLE
    assert [note[1:4] for note in found.notes] == [(Kind.NOTE, WARMUP_ID, "Ja")]


# --- Notes edited by hand


def test_notes_changed_by_hand_count() -> None:
    _, text = held(Finish(), Turn(1), Write(Kind.NOTE, "Vi mangler kurser"))
    found = resume_from(text.replace("mangler kurser", "mangler tid") + "\nBo ringer i morgen\n").state
    assert [note[1:4] for note in found.notes] == [(Kind.NOTE, "tek-2", "Vi mangler tid")]


def test_undo_after_a_line_was_deleted_undoes_no_other_event() -> None:
    _, text = held(Finish(), Turn(1), Write(Kind.NOTE, "Første"), Write(Kind.NOTE, "Anden"), Undo())
    (line,) = [line for line in text.splitlines(keepends=True) if "Anden" in line]
    found = resume_from(text.replace(line, "")).state
    assert [note[1:4] for note in found.notes] == [(Kind.NOTE, "tek-2", "Første")]
    event = decide(found, Undo())
    assert isinstance(event, Undone)
    assert apply(found, event).notes == ()


@seldom
@given(COMMANDS, st.data())
def test_a_file_whose_lines_were_deleted_and_moved_can_go_on_and_be_shown(
    commands: list[Command], data: st.DataObject
) -> None:
    before, text = held(*commands)
    if not before.is_kept:
        return
    lines = text.splitlines(keepends=True)
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines)))
    for meeting in parse("".join(kept)).meetings:
        found = resume(meeting, DECK)
        console = frame_console()
        for mode in (Mode.MEETING, Mode.OVERVIEW, Mode.CLOSING):
            frame(console, page(found.state, ScreenState(mode=mode), meeting.opened), Size(80, 24))
        for command in (Turn(), Finish(), Undo(), Pause()):
            decide(found.state, command)


def test_a_card_without_an_end_is_finished_when_the_next_is_turned() -> None:
    first, other = Turned("tek-2", 1, "tek", "T", "Hvad?"), Turned("udv-1", 2, "udv", "U", "Hvem?")
    found = resume(meeting_of(first, other), DECK).state
    assert found.open == "udv-1"
    assert found.status("tek-2") is Status.TURNED
    assert decide(found, Undo()) == Undone(3)


def test_a_question_of_the_groups_own_never_gets_the_number_of_an_undone_one() -> None:
    _, text = held(Finish(), Ask("Hvem?"), Undo())
    found = resume_from(text).state
    event = decide(found, Ask("Hvad?"))
    assert getattr(event, "card", "") == "egen-2"


# --- The notes of a meeting that goes on


def test_opening_an_interrupted_meeting_without_a_command_changes_nothing(tmp_path: Path) -> None:
    _, text = held(Finish(), Turn(1))
    path = tmp_path / "noter.md"
    path.write_text(text, "utf-8")
    (meeting,) = parse(text).meetings
    with NotesFile(path) as notes:
        controller(notes, resumption=resume(meeting, DECK), meeting=meeting).do(Pause())
    assert path.read_text("utf-8") == text


def test_the_resumption_is_written_with_the_first_event_after_it(tmp_path: Path) -> None:
    _, text = held(Finish(), Turn(1))
    path = tmp_path / "noter.md"
    path.write_text(text, "utf-8")
    (meeting,) = parse(text).meetings
    with NotesFile(path) as notes:
        controller(notes, resumption=resume(meeting, DECK), meeting=meeting).do(Write(Kind.NOTE, "Ja"))
    (after,) = parse(path.read_text("utf-8")).meetings
    assert path.read_text("utf-8").startswith(text)
    assert after.entries[:2] == meeting.entries
    assert [(entry.number, entry.event) for entry in after.entries[2:]] == [
        (4, Resumed()),
        (5, Noted(Kind.NOTE, "tek-2", "Ja")),
    ]
    assert format_entry("m1", after.entries[2]) in path.read_text("utf-8")


# --- Nothing is removed


@seldom
@given(commands=COMMANDS)
def test_whatever_is_done_and_undone_the_file_only_grows_at_its_end(
    commands: list[Command], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("m") / "noter.md"
    with NotesFile(path) as notes:
        meeting, before = controller(notes, table(warmup=WARMUP, terms=UNTIMED)), b""
        for command in commands:
            meeting.do(command)
            assert path.read_bytes().startswith(before)
            before = path.read_bytes()


def test_an_undone_note_stays_in_the_file_but_not_in_the_minutes() -> None:
    _, text = held(Finish(), Turn(1), Write(Kind.NOTE, "Bo er sur"), Undo(), Write(Kind.NOTE, "Bo er glad"))
    assert "- **Note:** Bo er sur <!--" in text
    (meeting,) = parse(text).meetings
    assert [line.text for card in build(meeting, {}).cards for line in card.lines] == ["Bo er glad"]


@pytest.mark.parametrize("card", ["egen-" + "9" * 5000, "egen-x", "egen-²"])
def test_a_question_of_the_groups_own_with_an_impossible_number_does_no_harm(card: str) -> None:
    found = resume(meeting_of(Asked(card, 5, "Hvem?")), DECK).state
    assert (found.open, found.asked) == (card, 0)
