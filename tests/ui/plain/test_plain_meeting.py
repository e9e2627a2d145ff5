"""Everything that a group can do at a meeting, in plain mode. Each feature is named only when it becomes relevant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortspil.deck.model import Deck
from kortspil.errors import FileError
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Began,
    CaseRead,
    Closed,
    Departed,
    Drafted,
    Finished,
    Kind,
    Noted,
    Part,
    Passed,
    Reviewed,
    Verdict,
)
from kortspil.meeting.state import OpenAgreement, Terms
from kortspil.notes.file import NotesFile
from kortspil.notes.history import drafts, effective
from kortspil.notes.reader import parse
from kortspil.notes.restore import resume
from kortspil.text.sanitize import sanitize
from kortspil.ui.controller import MeetingController, play
from kortspil.ui.plain.app import Plain
from plain_mode import PlainMeeting, Step
from programs import plays
from table_samples import AREAS, CASES, DEALT, TERMS, WARMUP, controller, draft, table

RULES = ["Alle får tid til at tale.", "I behøver ikke blive enige.", "I må springe et kort over."]
ROUND = "Hvad tager I med jer fra mødet? Én sætning fra hver."
CAREFUL = "Skriv ikke følsomme personoplysninger i noterne."
FIRST = "Hvad gør værktøj nummer 2 ved jer?"
SECOND = "Hvad drømmer I om?"
WITH_PEOPLE = Terms(turns=("Anna", "Bo", "Cille"))
LAST_TIME = Terms(
    open_agreements=(
        OpenAgreement("m0", 3, "Bo ringer"),
        OpenAgreement("m0", 7, "Vi øver"),
        OpenAgreement("m0", 9, "Kaffe"),
    )
)
AN_HOUR = Terms(60)


# --- The opening


def test_the_ground_rules_are_printed_with_the_opening_round(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "q", state=table(warmup=WARMUP))
    at = meeting.printed.index("Åbningsrunde")
    assert meeting.printed[at + 2 : at + 8] == [
        "1. hvad I forstår ved værktøjer",
        "2. hvilke I bruger",
        *RULES,
        CAREFUL,
    ]
    assert meeting.text.count(CAREFUL) == 1


def test_the_ground_rules_are_printed_at_once_without_an_opening_round(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "q")
    assert meeting.printed[2:6] == [*RULES, CAREFUL]
    assert meeting.text.count(CAREFUL) == 1


def test_features_that_are_not_used_are_not_mentioned(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", 30, "n Hej", "", 30, "", "", "q", state=table(warmup=WARMUP))
    said = meeting.text.lower()
    for word in ("minut", "turen", "vender", "pause", "afrunding", "parkeret", "deltager", "aftaler fra sidst"):
        assert word not in said, word


# --- The agreements from last time


def test_the_agreements_from_last_time_are_gone_through_one_at_a_time_by_number(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "1", "2", "3", "", "q", state=table(terms=LAST_TIME))
    choices = "Vælg: 1 gjort, 2 gælder stadig, 3 bortfalder, s spring resten over."
    assert "Aftaler fra sidst\nAftale 1 af 3: Bo ringer\n" + choices in meeting.text
    assert meeting.after("1") == ["Gjort: Bo ringer", "", "Aftale 2 af 3: Vi øver", choices]
    assert meeting.after("2") == ["Gælder stadig: Vi øver", "", "Aftale 3 af 3: Kaffe", choices]
    assert meeting.after("3") == ["Bortfaldet: Kaffe", "", "Alle aftalerne er gået igennem. En tom linje går videre."]
    assert meeting.after("")[0] == "Så er I i gang. Vend det første kort."
    assert [event.verdict for event in meeting.events if isinstance(event, Reviewed)] == list(Verdict)


@pytest.mark.parametrize(
    ("lines", "verdicts"),
    [
        (["g", "b", "x"], [Verdict.DONE, Verdict.KEPT, Verdict.DROPPED]),
        (["", "", ""], [Verdict.KEPT] * 3),
        (["1", "s"], [Verdict.DONE]),
        (["1", "u", "3"], [Verdict.DROPPED]),
        (["1", "2", "3", "1", "2"], list(Verdict)),
    ],
)
def test_an_agreement_can_be_answered_by_letter_by_an_empty_line_or_not_at_all(
    tmp_path: Path, lines: list[str], verdicts: list[Verdict]
) -> None:
    meeting = PlainMeeting(tmp_path, *lines, "q", state=table(terms=LAST_TIME))
    counted = [entry.event for entry in effective(meeting.meeting.entries)]
    assert [event.verdict for event in counted if isinstance(event, Reviewed)] == verdicts


def test_the_opening_round_comes_after_the_agreements_from_last_time(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "s", "q", state=table(warmup=WARMUP, terms=LAST_TIME))
    assert meeting.after("s")[:2] == ["", "Åbningsrunde"]
    assert CAREFUL in meeting.after("s")
    assert meeting.text.count(CAREFUL) == 1


def test_an_agreement_is_read_out_again_after_undo(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "1", "u", "q", state=table(terms=LAST_TIME))
    assert meeting.after("u")[:3] == ["Det er fortrudt.", "", "Aftale 1 af 3: Bo ringer"]


# --- Turns


def test_plain_mode_says_whose_turn_it_is_and_who_has_turned_the_card(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "", "", "q", state=table(terms=WITH_PEOPLE))
    assert "Anna vender næste kort." in meeting.printed
    assert meeting.after("")[:3] == ["", "Kort 1 af 4. Teknologiforståelse.", "Anna har vendt kortet."]
    assert "Bo vender næste kort." in meeting.after("", 2)
    assert "Bo har vendt kortet." in meeting.after("", 3)


def test_the_turn_can_be_passed(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "v", "", "q", state=table(terms=WITH_PEOPLE))
    assert meeting.after("v") == ["Anna giver turen videre til Bo."]
    assert "Bo har vendt kortet." in meeting.after("")


def test_arrivals_and_departures_can_be_typed_at_once_or_on_the_next_line(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "d Mona, bo", "d", "Ib", "d", "", "q", state=table(terms=WITH_PEOPLE))
    assert meeting.after("d Mona, bo") == ["Mona er kommet til.", "Bo er gået."]
    assert meeting.after("d") == [
        "Med er Anna, Cille og Mona. Skriv, hvem der kommer eller går, på næste linje med komma imellem. "
        "Et navn, der er med, går. En tom linje fortryder."
    ]
    assert meeting.after("Ib") == ["Ib er kommet til."]
    assert meeting.after("") == []
    assert meeting.controller.state.people == ("Anna", "Cille", "Mona", "Ib")


def test_the_next_turn_is_announced_when_a_participant_leaves(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "d Anna", "q", state=table(terms=WITH_PEOPLE))
    assert meeting.after("d Anna") == ["Anna er gået.", "Bo vender næste kort."]


def test_no_turn_is_announced_when_no_card_is_left(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, *[""] * 8, "q", state=table(terms=WITH_PEOPLE))
    assert "vender næste kort" not in "\n".join(meeting.after("", 8))


def test_a_command_of_the_table_is_refused_at_a_card(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "v", "q", state=table(terms=WITH_PEOPLE))
    assert meeting.after("v") == ["Det kan kun gøres ved bordet. Bliv først færdige her (Enter)."]


# --- Time


def test_the_opening_says_how_long_the_meeting_is_and_each_page_how_much_is_left(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, 5, "", 4, "", 0.5, "", "q", state=table(terms=AN_HOUR))
    assert "I har 60 minutter, til kl. 11.30." in meeting.printed
    assert meeting.after("")[-3:-1] == ["55 minutter tilbage.", "Tid til kortet: 12 minutter, til kl. 10.47."]
    assert "51 minutter tilbage." in meeting.after("", 2)
    # A minute that has begun still counts as left.
    assert "51 minutter tilbage." in meeting.after("", 3)


def test_the_time_command_prints_all_times(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, 10, "", 3, "t", "q", state=table(terms=AN_HOUR))
    assert meeting.after("t") == [
        "Mødet begyndte kl. 10.30 og har varet 13 minutter.",
        "47 minutter tilbage, til kl. 11.30.",
        "Kortet har ligget på bordet i 3 minutter.",
        "Tid til kortet: 8 minutter, til kl. 10.51.",
    ]


def test_the_end_of_each_time_is_announced_once(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", 13, "o", "o", "t", "m", 6, "o", "o", "q", state=table(terms=AN_HOUR))
    up = "Tiden til kortet er gået. Enter går videre, m giver mere tid."
    assert meeting.after("o")[0] == up
    assert meeting.after("t")[-1] == "Kortet har ligget på bordet i 13 minutter."
    assert meeting.after("m") == [
        "Kortet får 5 minutter mere.",
        "47 minutter tilbage.",
        "Tid til kortet: 5 minutter, til kl. 10.48.",
    ]
    assert meeting.after("o", 3)[0] == up
    assert meeting.text.count(up) == 2


def test_the_last_five_minutes_are_announced_once_and_then_the_end(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, 55.5, "o", "o", 5, "o", "o", "q", state=table(terms=AN_HOUR))
    near = "Der er 5 minutter tilbage. Tid til at runde af: q lukker mødet."
    over = "Mødets tid er gået. q lukker mødet, m giver mere tid."
    assert meeting.after("o")[0] == near
    assert meeting.after("o", 3)[0] == over
    assert (meeting.text.count(near), meeting.text.count(over)) == (1, 1)


def test_the_last_five_minutes_are_announced_again_after_more_time(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, 56, "o", "m", 5, "o", "q", state=table(terms=AN_HOUR))
    assert meeting.after("m") == ["Mødet får 5 minutter mere.", "9 minutter tilbage."]
    assert meeting.after("o", 2)[0].startswith("Der er 4 minutter tilbage. Tid til at runde af")


def test_a_page_after_the_end_says_that_the_time_is_up(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, 61, "", "t", "q", state=table(terms=AN_HOUR))
    assert "Tiden er gået." in meeting.after("")
    assert "Tiden er gået." in meeting.after("t")


def test_only_the_meetings_time_is_announced_when_both_are_up(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", 61, "o", "q", state=table(terms=AN_HOUR))
    assert meeting.after("o")[0].startswith("Mødets tid er gået.")
    assert "Tiden til kortet er gået." not in meeting.text


@pytest.mark.parametrize("bell", [True, False])
def test_the_bell_rings_when_time_is_up_if_it_is_asked_for(tmp_path: Path, bell: bool) -> None:
    meeting = PlainMeeting(tmp_path, "", 13, "n \x07", 43, "o", 10, "o", "q", state=table(terms=AN_HOUR), bell=bell)
    rung = [line for line in meeting.text.split("\n") if "\x07" in line]
    assert [line.split(" er gået.")[0] for line in rung] == (["Tiden til kortet", "Mødets tid"] if bell else [])


def test_a_break_stops_the_clock_until_the_group_goes_on(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, 5, "k", 20, "", "t", "k", 20, "K", "t", "q", state=table(terms=AN_HOUR))
    assert meeting.after("k") == ["I holder pause, og uret står stille. En tom linje eller k går videre."]
    assert meeting.after("")[:2] == ["Så er I i gang igen.", ""]
    assert "55 minutter tilbage." in meeting.after("")
    for time in (1, 2):
        assert "Mødet begyndte kl. 10.30 og har varet 5 minutter." in meeting.after("t", time)


@pytest.mark.parametrize("typed", ["n Vigtigt", "Vi mangler tid", "q", "o", "1", "f noter.md", "k nu"])
def test_any_other_line_in_a_break_is_refused_and_repeated(tmp_path: Path, typed: str) -> None:
    meeting = PlainMeeting(tmp_path, "", "k", typed, "", "q", state=table(terms=AN_HOUR))
    assert meeting.after(typed) == ["I holder pause. Enter eller k går videre.", f"I skrev: »{typed}«"]
    assert meeting.happened == ["Turned", "Paused", "Resumed", "Closed"]


def test_a_break_without_a_clock_can_be_held_too(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "k", "", "q")
    assert "Så er I i gang igen." in meeting.after("")


# --- At a card


def test_hidden_examples_are_printed_when_they_are_asked_for(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "1", "e", "", "3", "q", hides_examples=True)
    hidden = "Eksemplerne er skjult. Skriv e for at høre dem."
    assert hidden in meeting.after("1")
    assert meeting.after("e") == ["For eksempel:", "- Det hjælper 2 gange", "- intet."]
    assert hidden in meeting.after("3")


def test_a_card_without_examples_says_so(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "2", "e", "e", "q")
    assert meeting.after("e", 2) == ["Kortet har ingen eksempler."]


def test_the_latest_text_can_be_changed_at_once_or_on_the_next_line(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "n Kurer", "r Kurser", "r", "Flere kurser", "r", "", "q")
    assert meeting.after("r Kurser") == ["Note rettet: Kurser"]
    assert meeting.after("r") == [
        "Note, som det står nu: Kurser",
        "Skriv den nye tekst på næste linje. En tom linje beholder den gamle.",
    ]
    assert meeting.after("Flere kurser") == ["Note rettet: Flere kurser"]
    assert meeting.after("", 2) == ["Teksten er ikke ændret."]
    assert meeting.noted(Kind.NOTE) == ["Flere kurser"]


def test_the_latest_text_can_be_deleted_and_restored(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "n Et", "b To", "x", "u", "x", "q")
    assert meeting.after("x") == ["Kompetencebehov slettet: »To«. u fortryder."]
    assert meeting.noted(Kind.NOTE) == ["Et"]
    assert meeting.noted(Kind.NEED) == []


@pytest.mark.parametrize("typed", ["r", "r Noget", "x"])
def test_where_nothing_is_written_nothing_is_changed_or_deleted(tmp_path: Path, typed: str) -> None:
    meeting = PlainMeeting(tmp_path, "", typed, "q")
    back = ["I skrev: »Noget«"] if typed == "r Noget" else []
    assert meeting.after(typed) == ["Der er ikke skrevet noget her endnu.", *back]


def test_a_changed_text_that_cannot_be_saved_takes_its_place_in_the_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = trouble(tmp_path, monkeypatch, "", "n Kurer", FAILS, "r Kurser", "f {ny}", "q")
    assert "Det, der ikke blev gemt: Kurser" in meeting.printed
    assert meeting.noted(Kind.NOTE) == ["Kurser"]


def test_of_two_changes_that_could_not_be_saved_the_last_takes_the_place_and_the_first_stays_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = trouble(tmp_path, monkeypatch, "", "n Nul", FAILS, "r Et", "r To", "f {ny}", "q")
    assert meeting.noted(Kind.NOTE) == ["To"]
    left = meeting.front.drafts(meeting.controller)
    assert [command.draft.text for command in left] == ["Et"]


# --- Cases


def test_a_leading_case_is_read_first_and_named_on_the_cards(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "q", lead=CASES[1])
    assert meeting.events[0] == CaseRead("teknik", "Brug af Facebook", leads=True)
    assert meeting.printed.index("Nicklas var ny.") < meeting.printed.index("0 vendt, 0 sprunget over, 4 tilbage.")
    assert "I lyset af casen »Brug af Facebook«:" in meeting.after("")


# --- Parked points


def test_parked_points_are_gone_through_with_their_questions_before_the_meeting_closes(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "p Chatbots", "p", "", "", "", "p Robotter", "", "q", "3 Bo spørger", "", "4")
    choices = "Vælg: Enter lad det stå, 1 note, 2 behov, 3 aftale, 4 bortfalder, s spring resten over."
    assert meeting.after("q") == [
        "",
        "Det parkerede",
        "Parkeret punkt 1 af 3: Chatbots",
        f"Parkeret ved kort 1: {FIRST}",
        choices,
    ]
    # The question itself is not repeated.
    second = ["", f"Parkeret punkt 2 af 3: {FIRST}", "Parkeret ved kort 1.", choices]
    assert meeting.after("3 Bo spørger") == ["Aftale gemt: Bo spørger", *second]
    third = ["", "Parkeret punkt 3 af 3: Robotter", f"Parkeret ved kort 2: {SECOND}", choices]
    assert meeting.after("", 6) == third
    assert meeting.after("4")[:2] == [
        "Bortfaldet: Robotter",
        "Det parkerede er gået igennem.",
    ]
    assert meeting.happened[-3:] == ["Stayed", "Removed", "Closed"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (["1 Nu en note"], Kind.NOTE),
        (["n Nu en note"], Kind.NOTE),
        (["2", "Nu et behov"], Kind.NEED),
        (["b", ""], Kind.NEED),
        (["3", ""], Kind.AGREEMENT),
        (["a", "Nu en aftale"], Kind.AGREEMENT),
    ],
)
def test_a_parked_point_becomes_a_note_of_the_chosen_kind(tmp_path: Path, typed: list[str], kind: Kind) -> None:
    meeting = PlainMeeting(tmp_path, "", "p Chatbots", "", "q", *typed)
    said = typed[-1].partition(" ")[2] if len(typed) == 1 else typed[-1] or "Chatbots"
    assert [(note.kind, note.text) for note in meeting.controller.state.notes] == [(kind, said)]
    if len(typed) == 2:
        assert meeting.after(typed[0])[0].endswith("En tom linje tager punktet, som det står.")
    assert meeting.events[-1] == Closed()


@pytest.mark.parametrize("typed", ["s", "q"])
def test_the_remaining_parked_points_can_be_left_as_they_are(tmp_path: Path, typed: str) -> None:
    meeting = PlainMeeting(tmp_path, "", "p Et", "p To", "", "q", "1 Talt om", typed)
    assert meeting.events[-2:] == [Finished("parkeret"), Closed()]
    assert meeting.noted(Kind.PARKED) == ["To"]


def test_a_point_that_was_parked_in_the_opening_round_says_so(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "p Løn", "q", "q", state=table(warmup=WARMUP))
    assert "Parkeret ved åbningsrunde." in meeting.after("q")


def test_undo_stops_the_closing_of_a_meeting(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "p Et", "", "q", "u", "q", "s")
    assert meeting.after("u")[:3] == ["Fortrudt: I er tilbage ved bordet.", "", "1 vendt, 0 sprunget over, 3 tilbage."]
    assert meeting.happened[-4:] == ["Undone", "Began", "Finished", "Closed"]


# --- The closing round


def test_each_participant_speaks_in_the_closing_round(tmp_path: Path) -> None:
    meeting = PlainMeeting(
        tmp_path, "", "", "q", "n Mod på mere", "", "Ro på", "v", "", state=table(terms=WITH_PEOPLE)
    )  # fmt: skip
    assert meeting.after("q")[:4] == [
        "",
        "Afrunding",
        ROUND,
        "Bo har ordet.",
    ]
    assert meeting.after("n Mod på mere") == ["Bo: Mod på mere", "", "Cille har ordet."]
    assert meeting.after("", 3) == ["Cille: skriv én sætning på næste linje. En tom linje giver ordet videre."]
    assert meeting.after("Ro på") == ["Cille: Ro på", "", "Anna har ordet."]
    assert meeting.after("v")[-1] == "Alle har haft ordet. En tom linje slutter afrundingen."
    assert meeting.after("", 4)[0] == "Afrundingen er slut."
    assert [(note.by, note.text) for note in meeting.written] == [("Bo", "Mod på mere"), ("Cille", "Ro på")]
    assert meeting.events[-2:] == [Finished("afrunding"), Closed()]
    assert "Afrunding, Bo: Mod på mere" in meeting.after("", 4)


def test_an_empty_line_passes_the_closing_round_to_the_next(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "", "q", "", "", "q", state=table(terms=WITH_PEOPLE))
    assert meeting.after("", 4) == ["Bo giver turen videre til Cille.", "", "Cille har ordet."]
    assert meeting.happened[-4:] == ["Began", "Passed", "Finished", "Closed"]


def test_a_letter_typed_for_a_sentence_is_a_command(tmp_path: Path) -> None:
    typed = ("", "v", "", "n Ro på", "", "q")
    meeting = PlainMeeting(tmp_path, "", "", "q", *typed, state=table(terms=WITH_PEOPLE))
    assert [(note.by, note.text) for note in meeting.written] == [("Cille", "Ro på")]
    assert meeting.happened[-5:] == ["Began", "Passed", "Noted", "Finished", "Closed"]


def test_parked_points_come_before_the_closing_round_and_then_the_meeting_closes(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "p Et", "", "q", "", "q", state=table(terms=WITH_PEOPLE))
    assert meeting.after("", 3)[:4] == ["Det parkerede er gået igennem.", "", "Afrunding", ROUND]
    assert [event.part for event in meeting.events if isinstance(event, Began)] == [Part.PARKED, Part.ROUND]
    assert meeting.events[-1] == Closed()


def test_a_closing_round_that_was_held_is_not_held_again(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "", "r", "s", "o", "q", state=table(terms=WITH_PEOPLE))
    assert "1 vendt, 0 sprunget over, 3 tilbage." in meeting.after("s")
    assert meeting.happened[-3:] == ["Began", "Finished", "Closed"]


def test_a_meeting_without_participants_closes_at_once(tmp_path: Path) -> None:
    assert PlainMeeting(tmp_path, "", "", "q").happened == ["Turned", "Finished", "Closed"]


def test_the_closing_round_does_not_change_whose_turn_it_is(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "", "r", "v", "s", "q", state=table(terms=WITH_PEOPLE))
    assert Passed("Bo") in meeting.events
    assert "Bo vender næste kort." in meeting.after("s")


# --- The group's own questions


@pytest.mark.parametrize(
    ("answers", "is_kept"),
    [(["j"], True), (["JA"], True), (["n"], False), (["nej"], False), (["måske", "j"], True), ([], False)],
)
def test_the_groups_own_questions_can_be_kept_before_the_meeting_closes(
    tmp_path: Path, answers: list[str], is_kept: bool
) -> None:
    kept: list[Sequence[str]] = []

    def keep_own(questions: Sequence[str]) -> str:
        kept.append(questions)
        return "De er gemt i egne.yaml."

    meeting = PlainMeeting(tmp_path, "g Hvem gør hvad?", "", "q", *answers, keep_own=keep_own)
    assert meeting.after("q")[0] == "Skal jeres egne spørgsmål gemmes i jeres eget kortsæt? j/n"
    assert kept == ([("Hvem gør hvad?",)] if is_kept else [])
    assert ("De er gemt i egne.yaml." in meeting.printed) == is_kept
    if "måske" in answers:
        assert meeting.after("måske") == ["I skrev: »måske« Svar j for ja eller n for nej."]
    assert meeting.events[-1] == Closed()


def test_a_group_without_questions_of_its_own_is_not_asked_to_keep_any(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "", "q", keep_own=lambda _: "Gemt.")
    assert "j/n" not in meeting.text


# --- Lines that do nothing


@pytest.mark.parametrize(
    ("steps", "typed", "answer"),
    [
        ([], "n Vigtigt", ["Der er ikke noget kort at skrive på.", "I skrev: »n Vigtigt«"]),
        ([], "Vi mangler tid", ["»Vi mangler tid« kan ikke bruges her. h giver hjælp.", "Vælg: Enter vend"]),
        ([""], "1 kop kaffe", ["»1 kop kaffe« kan ikke bruges her. Skal det noteres, så skriv n foran: n 1 kop kaffe"]),
        (["", "p Et", "", "q"], "p To", ["»p« kan ikke bruges her.", "I skrev: »p To«", "Vælg: Enter lad det stå"]),
        (["", "p Et", "", "q"], "Hvad?", ["»Hvad?« kan ikke bruges her.", "Vælg: Enter lad det stå, 1 note"]),
    ],
)
def test_a_line_that_is_not_understood_is_repeated_with_what_can_be_typed(
    tmp_path: Path, steps: list[Step], typed: str, answer: list[str]
) -> None:
    said = PlainMeeting(tmp_path, *steps, typed).after(typed)
    for line, beginning in zip(said, answer, strict=False):
        assert line.startswith(beginning)
    assert len(said) >= len(answer)


def test_a_word_at_the_agreements_from_last_time_is_answered_with_the_choices(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "n Det er sket", "q", state=table(terms=LAST_TIME))
    assert meeting.after("n Det er sket") == [
        "»n« kan ikke bruges her. h giver hjælp.",
        "I skrev: »n Det er sket«",
        "Vælg: 1 gjort, 2 gælder stadig, 3 bortfalder, s spring resten over.",
    ]


def test_the_help_names_the_numbers_and_the_letters_and_no_sign_that_is_not_read_aloud(tmp_path: Path) -> None:
    said = PlainMeeting(tmp_path, "h").after("h")
    assert "g eller 1: Aftalen er gjort." in said
    assert "Tom linje, b eller 2: Aftalen gælder stadig." in said
    assert not [line for line in said if line.startswith("?")]


def test_the_end_of_the_input_is_no_answer(tmp_path: Path) -> None:
    for number, letter in enumerate(["n", "p", "r", "d", "g"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        steps = ["", "n Et", letter] if letter != "g" else ["g"]
        meeting = PlainMeeting(folder, *steps)
        assert meeting.printed[-1] == "Indtastningen sluttede, før mødet blev lukket."
        assert len(meeting.controller.state.notes) == (letter != "g")


# --- When the notes cannot be written

FAILS = object()


def trouble(folder: Path, monkeypatch: pytest.MonkeyPatch, *steps: object, **options: object) -> PlainMeeting:
    """Hold a meeting. From the step ``FAILS`` on, notes can only be written in another file, «{ny}»."""

    def fail() -> None:
        whole = NotesFile.append

        def append(notes: NotesFile, text: str) -> None:
            if notes.path.name == "noter.md":
                raise FileError("Disken er fuld.")
            whole(notes, text)

        monkeypatch.setattr(NotesFile, "append", append)

    new = str(folder / "ny.md")
    real = [fail if step is FAILS else step.replace("{ny}", new) if isinstance(step, str) else step for step in steps]
    return PlainMeeting(folder, *real, **options)  # type: ignore[arg-type]


def test_unsaved_names_are_printed_back_and_arrive_when_the_notes_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = trouble(tmp_path, monkeypatch, "", FAILS, "d Mona, Ib", "f {ny}")
    assert "Det, der ikke blev gemt: Mona, Ib" in meeting.after("d Mona, Ib")
    assert meeting.controller.state.people == ("Mona", "Ib")


def test_a_break_can_end_even_if_the_notes_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = trouble(tmp_path, monkeypatch, "", "k", FAILS, "", "f {ny}", "n Videre")
    assert not meeting.controller.state.is_paused
    assert meeting.noted(Kind.NOTE) == ["Videre"]


def test_an_unsaved_sentence_keeps_its_speaker_in_the_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = trouble(
        tmp_path, monkeypatch, "", "", "q", FAILS, "n Mod på mere", "f {ny}", "q",
        state=table(terms=WITH_PEOPLE),
    )  # fmt: skip
    assert [(note.by, note.text) for note in meeting.controller.state.notes] == [("Bo", "Mod på mere")]
    assert meeting.front.drafts(meeting.controller) == []


def test_a_meeting_that_cannot_be_closed_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = trouble(tmp_path, monkeypatch, "", "", FAILS, "q", "o", state=table(terms=WITH_PEOPLE))
    assert sum(line.startswith("IKKE GEMT") for line in meeting.printed) == 1
    assert meeting.after("o")[0] == "1 vendt, 0 sprunget over, 3 tilbage."


def test_a_text_that_is_typed_again_because_it_was_not_saved_is_one_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = trouble(tmp_path, monkeypatch, "", FAILS, "n Et", "n Et")
    assert [command.draft.text for command in meeting.front.drafts(meeting.controller)] == ["Et"]


def test_a_group_is_asked_once_about_keeping_its_questions_even_if_closing_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = trouble(tmp_path, monkeypatch, "g Hvem?", "", FAILS, "q", "n", "q", keep_own=lambda _: "Gemt.")
    assert meeting.text.count("j/n") == 1
    assert meeting.text.count("IKKE GEMT") == 2


# --- A resumed meeting


def goes_on(
    meeting: PlainMeeting, folder: Path, draft: Drafted, *lines: str
) -> tuple[list[str], Plain, MeetingController]:
    """Interrupt a meeting with a draft, and resume it in plain mode in another file."""
    entry = meeting.meeting.entries[-1]
    entries = (*meeting.meeting.entries, entry._replace(number=entry.number + 1, event=draft))
    again = resume(meeting.meeting._replace(entries=entries), Deck("Prøvekort", "KL", AREAS))
    printed: list[str] = []
    typed = iter(lines)
    front = Plain(lambda: next(typed, None), printed.append)
    with NotesFile(folder / "igen.md") as notes:
        held = controller(notes, resumption=again, meeting=meeting.meeting)
        play(held, front)
    return printed, front, held


def test_an_earlier_draft_stays_when_another_text_is_written(tmp_path: Path) -> None:
    begun = Drafted(draft(Kind.NOTE, DEALT[0], "Halvt"))
    goes_on(PlainMeeting(tmp_path, ""), tmp_path, begun, "n Helt noget andet", "n Og noget tredje")
    (meeting,) = parse((tmp_path / "igen.md").read_text("utf-8")).meetings
    assert drafts(meeting.entries) == (begun.draft,)


def test_an_earlier_draft_is_not_lost_when_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, whole = PlainMeeting(tmp_path, ""), NotesFile.append

    def append(notes: NotesFile, text: str) -> None:
        if "Halvt" in text and "Helt noget andet" not in text:
            raise FileError("Disken er fuld.")
        whole(notes, text)

    monkeypatch.setattr(NotesFile, "append", append)
    begun = Drafted(draft(Kind.NOTE, DEALT[0], "Halvt"))
    _, front, held = goes_on(meeting, tmp_path, begun, "n Helt noget andet", f"f {tmp_path / 'ny.md'}", "o")
    assert [left.draft.text for left in front.drafts(held)] == ["Halvt"]
    assert [note.text for note in held.state.notes] == ["Helt noget andet"]


def test_a_draft_of_the_closing_round_is_printed_with_its_speaker(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", "", "q", state=table(terms=WITH_PEOPLE))
    printed, _, _ = goes_on(meeting, tmp_path, Drafted(draft(Kind.NOTE, "afrunding", "Halvt", by="Bo")))
    assert "Kladde, note (afrunding, Bo): Halvt" in printed


def test_a_resumed_meeting_names_what_is_left_and_not_the_ground_rules(tmp_path: Path) -> None:
    meeting = PlainMeeting(tmp_path, "", 10, "n Hej", state=table(terms=AN_HOUR))
    opened = meeting.meeting.opened._replace(minutes=60, warmup=False)
    again = resume(meeting.meeting._replace(opened=opened), Deck("Prøvekort", "KL", AREAS))
    printed: list[str] = []
    with NotesFile(tmp_path / "igen.md") as notes:
        play(controller(notes, resumption=again, meeting=meeting.meeting), Plain(lambda: None, printed.append))
    assert "50 minutter tilbage." in printed
    assert CAREFUL not in printed
    assert not any(line.startswith("I har 60 minutter") for line in printed)


# --- Whatever is typed

_LETTERS = [
    "",
    "n",
    "b",
    "a",
    "p",
    "r",
    "x",
    "s",
    "l",
    "e",
    "m",
    "c 1",
    "g",
    "v",
    "d",
    "k",
    "o",
    "t",
    "u",
    "h",
    "q",
    "1",
    "2",
    "3",
]
_WORDS = st.sampled_from(["Kurser", "q", "v", "Mona", "1", "j", "Vi mangler tid", "\x07æ"])
_LINES = st.one_of(
    st.sampled_from(_LETTERS),
    st.builds(
        "{} {}".format, st.sampled_from(["n", "b", "a", "p", "n", "b", "a", "p", "r", "g", "d", "1", "3"]), _WORDS
    ),
    _WORDS,
)
_TABLES = st.sampled_from(
    [Terms(), TERMS, LAST_TIME, WITH_PEOPLE._replace(minutes=12, open_agreements=LAST_TIME.open_agreements)]
)


@settings(suppress_health_check=list(HealthCheck))
@given(lines=st.lists(_LINES, max_size=40), terms=_TABLES, has_warmup=st.booleans(), minutes=st.integers(0, 3))
def test_whatever_is_typed_nothing_breaks_and_every_text_is_noted_or_repeated(
    lines: list[str], terms: Terms, has_warmup: bool, minutes: int
) -> None:
    # Make all texts different, so that each can be looked for.
    numbered = (
        f"{line} {number}" if line[1:2] == " " and line[0] != "c" else line for number, line in enumerate(lines)
    )
    steps: list[Step] = [step for line in numbered for step in (minutes, line)]
    state = table(warmup=WARMUP if has_warmup else None, terms=terms)
    with TemporaryDirectory() as folder:
        meeting = PlainMeeting(Path(folder), *steps, state=state, keep_own=lambda _: "Gemt.", bell=True)
        path = meeting.path
        events = meeting.events if path.exists() and path.read_bytes() else []
    kept = {event.text for event in events if isinstance(event, Noted)}
    kept |= {event.question for event in events if isinstance(event, Asked)}
    names = {event.name for event in events if isinstance(event, (Arrived, Departed))}
    typed: Counter[str] = Counter()
    for line in [printed[2:] for printed in meeting.printed if printed.startswith("> ")]:
        typed[line] += 1
        letter, _, text = line.partition(" ")
        if letter in ("n", "b", "a", "p") and text:
            said = "\n".join(meeting.after(line, typed[line]))
            assert {text, line} & kept or line in names or sanitize(text) in said, line


def test_options_of_the_command_line_reach_plain_mode(home: Path) -> None:
    with plays(home / "noter.md", "--case", "teknik", "--hide-examples", "--minutes", "45") as program:
        ended = program.ends("\nq\n")
    assert ended.code == 0
    for said in ("I har 45 minutter, til kl.", "Eksemplerne er skjult.", "I lyset af casen »Brug af Facebook"):
        assert said in ended.out
