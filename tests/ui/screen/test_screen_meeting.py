"""A meeting at full screen, driven by keys: turns, participants, time, cases, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from held_meetings import layers
from keyboard import CLEAR, ENTER, ESCAPE, LARGE, PAUSE, Burst, Clock, Idle, Keyboard, Step, hides, shows
from kortspil.cli.closing import farewell
from kortspil.deck.model import Area, Card, Case, Deck
from kortspil.errors import FileError
from kortspil.meeting.events import Arrived, Closed, Departed, Event, Heartbeat, Kind, Noted, Opened, Passed, Turned
from kortspil.meeting.state import MeetingState, OpenAgreement, Phase, Terms, begin
from kortspil.messages import answers
from kortspil.messages import meeting as texts
from kortspil.minutes.build import build
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting, drafts, settled
from kortspil.notes.reader import extract_meeting, parse
from kortspil.notes.restore import resume
from kortspil.ui.controller import MeetingController, Services
from kortspil.ui.controller import play as hold
from kortspil.ui.keymap import TABLE
from kortspil.ui.screen.app import FullScreen
from kortspil.ui.screen.input import Space, scrolled, steer
from kortspil.ui.screen.pages.hints import message
from kortspil.ui.screen.state import Mode, ScreenState
from kortspil.ui.terminal.types import KeyEvent, Size
from table_samples import AREAS, CASES, DEALT, WARMUP, table

DECK = Deck("Prøvekort", "KL", AREAS, warmup=WARMUP)
PROMISES = (OpenAgreement("m0", 3, "Bo spørger it"), OpenAgreement("m0", 4, "Anna ringer"))
BACKSPACE, DOWN, PAGE_DOWN = KeyEvent("backspace"), KeyEvent("down"), KeyEvent("pagedown")


class Table:
    """A meeting of Anna and Bo, Anna first, with few cards. It can be interrupted and resumed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = Clock()
        self.cases: tuple[Case, ...] = CASES
        self.keyboard = Keyboard()
        self.said: list[str] = []
        self.state: MeetingState = table()
        self.has_drafts = False
        self.notes: NotesFile | None = None

    def holds(
        self,
        *steps: Step,
        people: Sequence[str] = ("Anna", "Bo"),
        minutes: int | None = None,
        open_agreements: Sequence[OpenAgreement] = (),
        warmup: bool = False,
        size: Size = LARGE,
        **options: object,
    ) -> str:
        """Begin the meeting, take some steps, and press Ctrl+C. Return the last text in the window."""
        opening = WARMUP if warmup else None
        terms = Terms(minutes, tuple(people), tuple(open_agreements))
        areas = tuple((area.id, area.name) for area in AREAS)
        opened = Opened(
            "Prøvekort",
            "",
            areas,
            tuple(people),
            DEALT,
            1,
            warmup,
            minutes,
            turns=tuple(people),
            recalls=bool(open_agreements),
        )
        meeting = Meeting("m1", self.clock.now(), opened, ())
        return self._hold(meeting, begin(AREAS, DEALT, opening, terms), steps, size, options)

    def goes_on(
        self, *steps: Step, open_agreements: Sequence[OpenAgreement] = (), size: Size = LARGE, **options: object
    ) -> str:
        """Resume the meeting from its notes."""
        (meeting,) = parse(self.path.read_text("utf-8")).meetings
        return self._hold(meeting, None, steps, size, options, tuple(open_agreements))

    def _hold(
        self,
        meeting: Meeting,
        state: MeetingState | None,
        steps: Sequence[Step],
        size: Size,
        options: dict[str, object],
        open_agreements: tuple[OpenAgreement, ...] = (),
    ) -> str:
        taken_up = resume(meeting, DECK, open_agreements) if state is None else None
        self.keyboard = Keyboard(*steps, size=size)
        with NotesFile(self.path) as notes:
            if taken_up is not None:
                notes.continue_from(extract_meeting(self.path.read_text("utf-8"), meeting.id))
            self.notes = notes
            services = Services(self.clock.now, lambda: self.cases, lambda _: None)
            begun = state or (taken_up.state if taken_up else table())
            held = MeetingController(meeting, begun, notes, services, taken_up)
            with FullScreen(farewell, self.keyboard, **options) as front:  # type: ignore[arg-type]
                hold(held, front)
            self.state, self.has_drafts = held.state, held.has_drafts
        return self.keyboard.text

    @property
    def meeting(self) -> Meeting:
        """The meeting as read from its notes."""
        (meeting,) = parse(self.path.read_text("utf-8")).meetings
        return meeting

    @property
    def happened(self) -> list[Event]:
        """The events in the notes that count."""
        return [entry.event for entry in settled(self.meeting.entries)]

    def dies(self, _: object = None) -> None:
        """Cut the power: nothing that is written after this is kept."""
        (self.path.parent / "kept.md").write_bytes(self.path.read_bytes())

    def was_killed(self) -> None:
        """Restore the notes as they were when ``dies`` cut the power."""
        self.path.write_bytes((self.path.parent / "kept.md").read_bytes())

    def disk_is_full(self, _: object = None) -> None:
        """Let every write fail from now on."""
        assert self.notes is not None

        def fails(text: str) -> None:  # noqa: ARG001
            raise FileError("disken er fuld", "")

        self.notes.append = fails  # type: ignore[method-assign]

    def disk_has_room(self, _: object = None) -> None:
        """Let every write succeed from now on."""
        del self.notes.append  # type: ignore[union-attr]


@pytest.fixture
def meeting(home: Path) -> Table:
    return Table(home / "møde.md")


def typed(*lines: str) -> Iterator[Step]:
    """Yield steps that type each line and press Enter."""
    for line in lines:
        yield from (line, ENTER)


# --- Turns and participants


def test_names_are_written_down_before_the_next_key(meeting: Table) -> None:
    meeting.holds("d", shows("Med er Anna og Bo."), "Carla, bo", ENTER, shows("Carla er kommet til. Bo er gået."))
    assert [type(event) for event in meeting.happened[:2]] == [Arrived, Departed]
    assert meeting.state.people == ("Anna", "Carla")


def test_each_key_of_a_burst_is_taken_on_the_page_that_the_one_before_led_to(meeting: Table) -> None:
    meeting.holds(ENTER, ENTER, Burst(("d", "Carla", ENTER, "q")), shows("Afrunding", "Bo har ordet"), "q")
    assert meeting.state.people == ("Anna", "Bo", "Carla")
    assert sum(isinstance(event, Turned) for event in meeting.happened) == 1


def test_keys_that_close_a_meeting_at_once_turn_no_card(meeting: Table) -> None:
    meeting.holds(ENTER, ENTER, Burst(("q", ENTER)), shows("Bo:"), ESCAPE, shows("Afrunding"))
    assert sum(isinstance(event, Turned) for event in meeting.happened) == 1


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("", ("Anna", "Bo")),
        (" , ,", ("Anna", "Bo")),
        ("ANNA", ("Bo",)),
        ("anna, Anna", ("Bo",)),
        ("Carla,  carla ,Dorte", ("Anna", "Bo", "Carla", "Dorte")),
        ("  Carla   Marie  ", ("Anna", "Bo", "Carla Marie")),
    ],
)
def test_a_name_comes_or_goes_once_however_it_is_typed(meeting: Table, typed: str, people: tuple[str, ...]) -> None:
    meeting.holds("d", typed, ENTER, hides("Skriv, hvem"))
    assert meeting.state.people == people


def test_each_line_of_a_pasted_list_is_a_name(meeting: Table) -> None:
    meeting.holds("d", KeyEvent("paste", "Carla\nDorte,\n\nErik\n"), ENTER, people=())
    assert meeting.state.people == ("Carla", "Dorte", "Erik")


def test_escape_from_the_names_leads_back_to_the_card_and_keeps_what_was_typed(meeting: Table) -> None:
    meeting.holds(ENTER, "d", "Carla", ESCAPE, shows("Kort 1 af 4"), hides("Carla"), "d", shows("Carla"), ESCAPE)
    assert meeting.state.people == ("Anna", "Bo")


def test_names_typed_while_the_disk_is_full_are_all_saved_once_there_is_room(meeting: Table) -> None:
    meeting.holds(
        meeting.disk_is_full, "d", "Carla, Dorte", ENTER, shows("IKKE GEMT"), meeting.disk_has_room,
        CLEAR, str(meeting.path.with_name("andet.md")), ENTER, shows("Carla er kommet til. Dorte er kommet til."),
    )  # fmt: skip
    assert meeting.state.people == ("Anna", "Bo", "Carla", "Dorte")


def test_names_that_are_given_up_on_a_full_disk_do_not_ask_for_a_place_again(meeting: Table) -> None:
    meeting.holds(meeting.disk_is_full, "d", "Carla, Dorte", ENTER, shows("Nyt sted"), ESCAPE,
                  hides("Nyt sted"), "o", shows("Overblik"))  # fmt: skip
    assert meeting.state.people == ("Anna", "Bo")


def test_the_turn_goes_round_and_can_be_passed(meeting: Table) -> None:
    meeting.holds(
        shows("Anna vender næste kort"), "v", shows("Anna giver turen videre til Bo.", "Bo vender næste kort"),
        "u", shows("Det er fortrudt.", "Anna vender næste kort"), ENTER, shows("Anna har vendt kortet"),
        "v", shows("Det kan kun gøres ved bordet."), ENTER, shows("Bo vender næste kort"),
    )  # fmt: skip


# --- Notes typed, changed and deleted


def test_an_edit_can_be_left_and_continued_and_changes_the_note_only_when_saved(meeting: Table) -> None:
    meeting.holds(
        ENTER, "n", "linje 1", KeyEvent("newline"), "linje 2", ENTER,
        "r", shows("linje 1 linje 2"), "b", ESCAPE, shows("Kladde", "linje 2"), hides("linje 2b"),
        "r", shows("linje 2b"), ENTER, shows("Note rettet: linje 1 linje 2b"),
        "x", shows("Note slettet: »linje 1 linje 2b«. u fortryder."),
        "x", shows("Der er ikke skrevet noget her endnu."),
        "u", shows("Note: linje 1 linje 2b"), "u", shows("Note: linje 1 linje 2"), hides("2b"),
    )  # fmt: skip
    assert [note.text for note in meeting.state.notes] == ["linje 1\nlinje 2"]


def test_an_edit_that_was_emptied_changes_nothing_and_passes_nobody(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, "q", *typed("", "Jeg spørger"), shows("Bo: Jeg spørger"),
        "r", CLEAR, ENTER, shows("Der blev ikke skrevet noget.", "Anna har ordet"),
    )  # fmt: skip
    assert [note.text for note in meeting.state.notes] == ["Jeg spørger"]
    assert not any(isinstance(event, Passed) for event in meeting.happened)


def test_each_persons_draft_in_the_closing_round_is_their_own(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, "q", ENTER, shows("Bo:"), "Bos halve", ESCAPE, shows("Kladden er gemt."), "v",
        shows("Anna har ordet"), ENTER, shows("Anna:"), hides("Bos halve"), ESCAPE,
        PAUSE, "o", ESCAPE, shows("Kladde: note (Bo)"), "u", shows("Bo har ordet"),
        ENTER, shows("Bos halve"), " og hele", ENTER, shows("Bo: Bos halve og hele"),
    )  # fmt: skip
    assert [(note.by, note.text) for note in meeting.state.notes] == [("Bo", "Bos halve og hele")]


# --- The end of a meeting


def parks(*points: str) -> Iterator[Step]:
    """Yield the steps that turn a card and park some points on it."""
    yield ENTER
    for point in points:
        yield from ("p", point, ENTER)


def test_a_meeting_ends_with_the_parked_points_and_a_sentence_from_each(meeting: Table) -> None:
    meeting.holds(
        *parks("Chatbots", "Kaffe", "Skabe", "Stole"), ENTER, "q",
        shows("Det parkerede · 4 tilbage", "Chatbots"), "1", shows("Note:", "Chatbots"), ENTER,
        shows("Note gemt: Chatbots", "Det parkerede · 3 tilbage", "Kaffe"), "2", " er godt", ENTER,
        shows("Kompetencebehov gemt: Kaffe er godt"),
        "4", shows("Bortfaldet: Skabe", "Det parkerede · 1 tilbage", "Stole"), "5", shows("»5« kan ikke bruges her."),
        ENTER, shows("Afrunding", "Bo har ordet"), *typed("", "Jeg spørger"), shows("Bo: Jeg spørger"),
        shows("Anna har ordet"), ENTER, shows("Anna:"), ENTER,
        shows("Alle har haft ordet.", "Enter videre"), hides("spring resten over"),
        ENTER, shows("Luk mødet", "I skrev 2 noter, 1 kompetencebehov og 1 parkeret punkt."), ENTER,
    )  # fmt: skip
    assert [(note.kind, note.text) for note in meeting.state.notes] == [
        (Kind.NOTE, "Chatbots"), (Kind.NEED, "Kaffe er godt"), (Kind.PARKED, "Stole"), (Kind.NOTE, "Jeg spørger"),
    ]  # fmt: skip
    assert isinstance(meeting.happened[-1], Closed)


def test_what_was_understood_of_the_last_agreement_is_shown_even_if_the_closing_round_begins(meeting: Table) -> None:
    meeting.holds(
        *parks("Vi ringer"), ENTER, "q", "a", " senest næste fredag", ENTER,
        shows("Afrunding", "»næste fredag« er ikke en bestemt dag"),
    )  # fmt: skip


def test_q_by_mistake_at_a_card_can_be_undone_and_the_end_still_has_all_its_parts(meeting: Table) -> None:
    for back in (ESCAPE, "u"):
        meeting.path.unlink(missing_ok=True)
        meeting.holds(
            *parks("Chatbots"), "q", shows("Det parkerede"), back, shows("Kort 1 af 4", "kort 1 er på bordet igen"),
            "n", "Videre", ENTER, ENTER, ENTER, shows("Kort 2 af 4"), ENTER,
            "q", shows("Det parkerede", "Chatbots"), ENTER, shows("Afrunding"), back, shows("I er tilbage ved bordet."),
            "q", shows("Afrunding"), "s", shows("Luk mødet"), ESCAPE,
        )  # fmt: skip


def test_q_by_mistake_in_the_closing_round_loses_nothing(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, "q", *typed("", "Jeg spørger"), "q", shows("Luk mødet"), ESCAPE, shows("Anna har ordet"),
        ENTER, "Jeg svarer", ENTER, shows("Alle har haft ordet."),
    )  # fmt: skip
    assert [note.by for note in meeting.state.notes] == ["Bo", "Anna"]


def test_escape_from_a_round_where_somebody_has_spoken_leads_to_the_table(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, "q", *typed("", "Jeg spørger"), ESCAPE, shows("Bo vender næste kort"), "q", shows("Luk mødet")
    )
    assert [note.text for note in meeting.state.notes] == ["Jeg spørger"]


def test_undo_among_the_parked_points_does_not_stop_the_end_of_the_meeting(meeting: Table) -> None:
    meeting.holds(
        *parks("Chatbots", "Kaffe"), ENTER, "q", ENTER, shows("Kaffe"), "u", shows("Chatbots"),
        "n", CLEAR, ENTER, shows("Der blev ikke skrevet noget."), ENTER, ENTER, shows("Afrunding"),
    )  # fmt: skip


def test_after_a_round_held_early_the_parked_points_come_before_the_meeting_closes(meeting: Table) -> None:
    meeting.holds(
        *parks("Chatbots"), ENTER, "r", shows("Bo har ordet"), "q", shows("Chatbots"), "s", shows("Luk mødet")
    )


def test_own_questions_can_be_kept_on_the_closing_page_and_the_whole_answer_is_shown(meeting: Table) -> None:
    kept: list[Sequence[str]] = []

    def keep_own(questions: Sequence[str]) -> str:
        kept.append(questions)
        return "De er gemt. Spil med dem: kortspil play --deck /home/anna/en/lang/sti/egne-kort.yaml" * len(kept)

    steps = ("g", "Hvad koster det?", ENTER, shows("Hvad koster det?"), ENTER, "q")
    whole = shows("De er gemt.", "egne-kort.yaml")
    narrow = Size(40, 15)
    meeting.holds(*steps, "g", whole, "g", whole, people=(), size=narrow, keep_own=keep_own)
    assert kept == [("Hvad koster det?",)] * 2


def test_a_page_that_closes_a_meeting_without_own_questions_keeps_none(meeting: Table) -> None:
    def keep_own(_: Sequence[str]) -> str:
        raise AssertionError("there are none")

    meeting.holds("q", hides("gem jeres egne"), "g", shows("Luk mødet"), people=(), keep_own=keep_own)


# --- Agreements of the last meeting


def test_agreements_from_last_time_are_answered_by_letter_or_digit(meeting: Table) -> None:
    meeting.holds(
        shows("Aftaler fra sidst · 2 tilbage", "Bo spørger it"), ESCAPE, shows("s springer resten over"),
        "4", shows("»4« kan ikke bruges her."), "7", "n", "1", shows("Gjort: Bo spørger it", "Anna ringer"),
        "u", shows("Bo spørger it"), "3", shows("Bortfaldet: Bo spørger it"), "2",
        shows("Gælder stadig: Anna ringer", "Alle aftalerne er gået igennem.", "Enter videre"), hides("bortfalder"),
        "1", ENTER, shows("Åbningsrunde"), "u", shows("Alle aftalerne er gået igennem."), ENTER, ENTER, shows("▸ 1 ◂"),
        open_agreements=PROMISES, warmup=True,
    )  # fmt: skip


def test_closing_is_possible_before_anything_has_begun(meeting: Table) -> None:
    meeting.holds("q", shows("Luk mødet"), ESCAPE, shows("Aftaler fra sidst"), "q", ENTER, open_agreements=PROMISES)
    assert meeting.state.phase is Phase.CLOSED
    assert not meeting.path.exists()


# --- Time


def test_a_screen_with_a_clock_wakes_once_a_minute_and_writes_only_what_has_changed(meeting: Table) -> None:
    written: list[int] = []

    def note(keyboard: Keyboard) -> None:
        written.append(len(keyboard.written))

    meeting.holds(note, Idle(meeting.clock, 59), note, Idle(meeting.clock, 240), note, minutes=60)
    slept = meeting.keyboard.slept
    assert len(slept) <= 6
    assert max(slept) > 59
    assert written[1] == written[0]
    assert written[2] - written[1] < 4 * 300
    assert "56 minutter tilbage" in meeting.keyboard.text


@pytest.mark.parametrize(
    ("steps", "most"),
    [
        ((), 10), ((ENTER,), 10), (("o",), 10), (("?",), 10), (("c",), 10), (("d",), 10), ((ENTER, "n"), 10),
        # The page shows the minutes of the meeting and those of the card, which change at different seconds.
        ((ENTER, "t"), 20),
        # The program wakes once more, to autosave the text after a second. It does not wake every second after that.
        ((ENTER, "n", "Halv"), 11),
    ],
)  # fmt: skip
def test_a_page_that_nobody_touches_wakes_when_its_minute_changes_and_not_before(
    meeting: Table, steps: tuple[Step, ...], most: int
) -> None:
    pictures: list[int] = []

    def count(keyboard: Keyboard) -> None:
        pictures.append(keyboard.written.count("\x1b[?2026h"))

    meeting.holds(Idle(meeting.clock, 20), *steps, count, Idle(meeting.clock, 600), count, minutes=60)
    # The first and the last sleep are due to keys.
    assert len(meeting.keyboard.slept) - 2 <= most + 2  # A heartbeat is written every five minutes.
    assert pictures[1] - pictures[0] <= most + 1


@pytest.mark.parametrize("page", ["", "e", "o", "t", "?", "c", "d", "k", "n", "q"])
@pytest.mark.parametrize("begun", [(), (ENTER,)], ids=["table", "card"])
def test_nothing_is_written_when_a_key_or_a_moment_changes_nothing(
    meeting: Table, begun: tuple[KeyEvent, ...], page: str
) -> None:
    written: list[str] = []

    def look(keyboard: Keyboard) -> None:
        written.append(keyboard.written)

    # The first key without a meaning clears the answer to the key before it.
    meeting.holds(
        *begun, page, KeyEvent("nothing"), look, PAUSE, look, KeyEvent("nothing"), look,
        Idle(meeting.clock, 5), look, minutes=60,
    )  # fmt: skip
    assert len(set(written)) == 1


def test_without_a_clock_a_page_sleeps_for_minutes(meeting: Table) -> None:
    meeting.holds(Idle(meeting.clock, 900))
    assert meeting.keyboard.slept == [300, 300, 300]


def test_the_time_page_changes_in_the_right_minute(meeting: Table) -> None:
    meeting.holds(
        Idle(meeting.clock, 50), ENTER, "t", shows("har varet under 1 minut", "på bordet i under 1 minut"),
        Idle(meeting.clock, 11), shows("har varet 1 minut.", "på bordet i under 1 minut"),
        Idle(meeting.clock, 52), shows("har varet 1 minut.", "på bordet i 1 minut."),
        Idle(meeting.clock, 12), shows("har varet 2 minutter.", "på bordet i 1 minut."),
    )  # fmt: skip


def test_a_long_text_is_autosaved_after_a_rest_without_polling(meeting: Table) -> None:
    meeting.holds(ENTER, "n", KeyEvent("paste", "ord " * 50_000), Idle(meeting.clock, 100))
    # A text of 200,000 characters is saved after a rest of twenty seconds.
    assert 19 < meeting.keyboard.slept[0] < 21
    assert len(meeting.keyboard.slept) <= 2


def test_nothing_is_written_in_a_break_and_its_clock_stands_still(meeting: Table) -> None:
    written: list[int] = []

    def note(keyboard: Keyboard) -> None:
        written.append(len(keyboard.written))

    meeting.holds(
        Idle(meeting.clock, 600), "k", shows("I holder pause."), note, Idle(meeting.clock, 3000), note,
        "q", shows("I holder pause. Enter eller k går videre."), "o", KeyEvent("paste", "Hej"),
        shows("I holder pause."), ENTER, shows("Så er I i gang igen.", "50 minutter tilbage"), minutes=60,
    )  # fmt: skip
    assert written[0] == written[1]


def test_time_that_is_up_is_shown_during_typing_and_interrupts_nothing(meeting: Table) -> None:
    meeting.holds(
        ENTER, "n", "Halv", hides("Tiden"), Idle(meeting.clock, 16 * 60), shows("Tiden til kortet er gået."),
        hides("Enter går videre"), " og hel", ENTER, shows("Note gemt: Halv og hel"),
        "n", Idle(meeting.clock, 40 * 60 + 2), shows("Der er 4 minutter tilbage."), ESCAPE,
        Idle(meeting.clock, 1), shows("Tid til afrundingen: q tager jer igennem den."),
        "n", Idle(meeting.clock, 5 * 60), shows("Mødets tid er gået."), ESCAPE,
        shows("Mødets tid er gået. q lukker mødet, m giver mere tid."), "m", shows("Mødet får 5 minutter mere."),
        "d", Idle(meeting.clock, 6 * 60), shows("Mødets tid er gået."), ESCAPE, ENTER, ENTER, shows("Kort 2 af 4"),
        minutes=60,
    )  # fmt: skip


def test_an_answer_makes_room_for_the_time_when_it_comes(meeting: Table) -> None:
    meeting.holds(
        ENTER, "n", "Ja", ENTER, "z", shows("»z« kan ikke bruges her."), Idle(meeting.clock, 16 * 60),
        shows("Tiden til kortet er gået. Enter går videre, m giver mere tid."),
        "n", "Jo", ENTER, shows("Note gemt: Jo"),
        Idle(meeting.clock, 40 * 60), shows("Tid til afrundingen"), minutes=60,
    )  # fmt: skip


def test_an_answer_stays_when_a_minute_passes_near_the_end(meeting: Table) -> None:
    meeting.holds(
        ENTER, Idle(meeting.clock, 56 * 60), shows("Tid til afrundingen"), "n", "Ja", ENTER,
        Idle(meeting.clock, 90), shows("Note gemt: Ja"), minutes=60,
    )  # fmt: skip


def test_the_time_for_a_card_ends_in_the_same_minute_whatever_the_seconds(meeting: Table) -> None:
    meeting.clock.passes(0.5)
    meeting.holds(
        lambda _: meeting.clock.passes(59), ENTER, shows("Kortet har tid til kl. 10.43"),
        lambda _: meeting.clock.passes(0.8), DOWN, shows("Kortet har tid til kl. 10.43"), minutes=60,
    )  # fmt: skip


def test_without_a_closing_round_the_last_minutes_announce_none(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, lambda _: meeting.clock.passes(57 * 60), KeyEvent("redraw"),
        shows("Der er 3 minutter tilbage. Tid til at runde af: q lukker mødet."), people=(), minutes=60,
    )  # fmt: skip


def test_the_bell_rings_once_for_each_time_that_is_up_and_not_again_when_the_meeting_goes_on(meeting: Table) -> None:
    bells: list[int] = []

    def count(keyboard: Keyboard) -> None:
        bells.append(keyboard.written.count("\a"))

    meeting.holds(
        ENTER, Idle(meeting.clock, 12 * 60), count, Idle(meeting.clock, 20 * 60), "n", "Ja", ENTER, count,
        "m", Idle(meeting.clock, 6 * 60), count, Idle(meeting.clock, 30 * 60), count,
        bell=True, minutes=60,
    )  # fmt: skip
    assert bells == [0, 1, 2, 3]
    meeting.goes_on(Idle(meeting.clock, 30 * 60), bell=True)
    assert "\a" not in meeting.keyboard.written


def test_a_key_in_the_moment_that_time_is_up_does_not_silence_the_bell(meeting: Table) -> None:
    meeting.holds(
        ENTER, Idle(meeting.clock, 13 * 60 - 1), lambda _: meeting.clock.passes(1.01), "z", "z", bell=True, minutes=60
    )
    assert meeting.keyboard.written.count("\a") == 1


def test_no_bell_rings_unless_it_is_asked_for(meeting: Table) -> None:
    meeting.holds(ENTER, Idle(meeting.clock, 90 * 60), minutes=60)
    assert "\a" not in meeting.keyboard.written


# --- Cases


def test_leaving_a_case_returns_to_the_same_place_and_opening_it_again_continues_it(meeting: Table) -> None:
    pictures: list[str] = []

    def look(keyboard: Keyboard) -> None:
        pictures.append(keyboard.text)

    long = Case("lang", "Den lange", "Teknik", "KL", tuple(f"Afsnit {n}." for n in range(60)))
    meeting.cases = (*CASES, long)
    meeting.holds(
        ENTER, "n", "\n".join(f"linje {n}" for n in range(5)), KeyEvent("newline"), ENTER, "b", *typed("Lær"),
        *[DOWN] * 3, look, "c", "3", shows("Afsnit 0."), PAGE_DOWN, PAGE_DOWN, DOWN, look,
        ESCAPE, look, "c", shows("▸ 3"), ENTER, look, "q", look, size=Size(60, 15),
    )  # fmt: skip
    assert pictures[0] == pictures[2] == pictures[4]
    assert pictures[1] == pictures[3]
    assert "Afsnit 0." not in pictures[1]


def test_in_a_wide_window_the_card_stays_in_sight_beside_its_case(meeting: Table) -> None:
    question = "Hvad gør værktøj nummer 2 ved jer?"
    meeting.holds(ENTER, "c", "1", shows(question, "Viden fra borgere"), PAGE_DOWN, shows(question), size=Size(110, 24))
    meeting.path.unlink()
    meeting.holds(ENTER, "c", "1", shows("Viden fra borgere"), hides(question), size=Size(109, 24))


@pytest.mark.parametrize("key", [ESCAPE, ENTER])
def test_a_meeting_that_begins_with_a_case_goes_on_to_the_opening_and_its_cards_name_it(
    meeting: Table, key: KeyEvent
) -> None:
    meeting.holds(shows("Viden fra borgere"), key, shows("Åbningsrunde"), ENTER, ENTER,
                  shows("I lyset af casen »Viden fra borgere«:"), warmup=True, lead=CASES[0])  # fmt: skip


def test_examples_that_are_hidden_are_hidden_on_each_card_until_they_are_asked_for(meeting: Table) -> None:
    meeting.holds(
        ENTER, shows("Eksemplerne er skjult. Tryk e for at se dem."), "e", shows("Det hjælper 2 gange"), ENTER,
        "3", hides("Det hjælper"), hides_examples=True,
    )  # fmt: skip


# --- An interrupted meeting

PLACES: dict[str, tuple[Step, ...]] = {
    "last time": ("1",),
    "opening": ("s", "n", "Vi bruger mail", ENTER),
    "table": ("s", ENTER, ENTER, ENTER, "v"),
    "card": ("s", ENTER, ENTER, "m"),
    "break": ("s", ENTER, ENTER, "k"),
    "parked": ("s", ENTER, *parks("Chatbots", "Kaffe"), ENTER, "q", ENTER),
    "round": ("s", ENTER, ENTER, ENTER, "q", *typed("", "Jeg spørger")),
    "early round": ("s", ENTER, ENTER, ENTER, "r", "d", "Carla, Anna", ENTER),
    "deleted": ("s", ENTER, ENTER, "n", "Ja", ENTER, "x"),
    "taken back": ("s", ENTER, *parks("Chatbots"), ENTER, "q", "u"),
    "own question": ("s", ENTER, "g", "Hvad koster det?", ENTER),
}


def essence(state: MeetingState) -> list[MeetingState]:
    """Return a state and those that undo leads back to, without the counts of events and breaks."""
    return [table._replace(number=0, asked=0, is_paused=False) for table in layers(state)]


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_meeting_resumes_where_it_was(meeting: Table, place: str) -> None:
    pictures: list[str] = []

    def look(keyboard: Keyboard) -> None:
        pictures.append(keyboard.text)

    still = ("k",) if place == "break" else ()
    meeting.holds(
        *PLACES[place], meeting.dies, *still, "t", ESCAPE, look, open_agreements=PROMISES, warmup=True, minutes=60
    )
    before = essence(meeting.state)
    meeting.was_killed()
    meeting.goes_on("t", ESCAPE, look, open_agreements=PROMISES)
    assert essence(meeting.state) == before
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    ("steps", "label"),
    [
        ((ENTER, "n", "Først", ENTER, "r"), "Note:"),
        ((ENTER, ENTER, "q", ENTER), "Bo:"),
        ((*parks("Chatbots"), ENTER, "q", "a"), "Aftale:"),
        (("g",), "Jeres eget spørgsmål:"),
    ],
)
def test_the_text_in_the_editor_of_a_killed_meeting_is_opened_again(
    meeting: Table, steps: tuple[Step, ...], label: str
) -> None:
    meeting.holds(*steps, " halvt", PAUSE, meeting.dies)
    meeting.was_killed()
    meeting.goes_on(shows(label, "halvt", "fortsætter"), " og helt", ENTER)
    said = [note.text for note in meeting.state.notes] + list(meeting.state.own_questions)
    assert [text for text in said if "halvt og helt" in text]
    assert drafts(meeting.meeting.entries) == ()


DELETED = [
    pytest.param((ENTER, "n", "Hemmeligt", ESCAPE, "n", CLEAR, ENTER), id="opened again, cleared and saved"),
    pytest.param((ENTER, "n", "Hemmeligt", ESCAPE, "n", CLEAR, ESCAPE), id="opened again, cleared and left"),
    pytest.param((ENTER, "n", "Hemmeligt", ESCAPE, "n", CLEAR, PAUSE, ENTER), id="cleared, autosaved and saved"),
    pytest.param((ENTER, "n", "Hemmeligt", ESCAPE, "n", CLEAR, PAUSE, ESCAPE), id="cleared, autosaved and left"),
    pytest.param((ENTER, "n", "Hemmeligt", PAUSE, CLEAR, ENTER), id="autosaved, cleared and saved"),
    pytest.param((ENTER, "n", "Hemmeligt", PAUSE, CLEAR, ESCAPE), id="autosaved, cleared and left"),
    pytest.param(("g", "Hemmeligt", ESCAPE, "g", CLEAR, ENTER), id="a question of their own"),
    pytest.param((ENTER, ENTER, "q", ENTER, "Hemmeligt", ESCAPE, ENTER, CLEAR, ENTER), id="a sentence of the round"),
    pytest.param((ENTER, "n", "Ja", ENTER, "r", " Hemmeligt", ESCAPE, "r", CLEAR, ENTER), id="a correction"),
    pytest.param((ENTER, "n", "Ja", ENTER, "r", " Hemmeligt", ESCAPE, "x"), id="a correction of a deleted note"),
    pytest.param((ENTER, "n", "Ja", ENTER, "r", " Hemmeligt", ESCAPE, "u"), id="a correction of an undone note"),
    pytest.param((ENTER, "n", "Hemmeligt", PAUSE, CLEAR, "   ", PAUSE, ESCAPE), id="replaced by spaces"),
]


@pytest.mark.parametrize("steps", DELETED)
def test_a_text_that_was_deleted_in_the_editor_is_gone_from_screens_and_minutes(
    meeting: Table, steps: tuple[Step, ...]
) -> None:
    meeting.holds(*steps, hides("Hemmeligt", "Kladde:", "beholder"), "o", hides("Hemmeligt"), meeting.dies)
    assert not meeting.has_drafts
    assert drafts(meeting.meeting.entries) == ()
    meeting.was_killed()
    assert drafts(meeting.meeting.entries) == ()
    minutes = build(meeting.meeting, {})
    assert "Hemmeligt" not in repr(minutes)
    meeting.goes_on(hides("Hemmeligt"), "o", hides("Hemmeligt"))


def test_a_draft_that_a_full_disk_kept_can_be_deleted_once_there_is_room(meeting: Table) -> None:
    meeting.holds(
        ENTER, "n", "Hemmeligt", ESCAPE, "n", CLEAR, meeting.disk_is_full, ENTER, shows("IKKE GEMT"), ESCAPE,
        meeting.disk_has_room, ENTER, shows("Kladden er slettet"), meeting.dies,
    )  # fmt: skip
    assert drafts(meeting.meeting.entries) == ()


def test_parked_points_that_were_deleted_by_hand_are_not_gone_through(meeting: Table) -> None:
    meeting.holds(*parks("Chatbots"), ENTER, "q", meeting.dies)
    meeting.was_killed()
    lines = meeting.path.read_text("utf-8").splitlines(keepends=True)
    meeting.path.write_text("".join(line for line in lines if "Chatbots" not in line), "utf-8")
    meeting.goes_on(shows("✓ 1"), ENTER, shows("Kort 2 af 4"))


# --- An editor that saves an old copy of the notes


def test_notes_that_an_editor_overwrote_are_reported_when_a_text_is_autosaved(meeting: Table) -> None:
    meeting.holds(
        ENTER, "n", "Ja", ENTER, meeting.dies, "b", "Kurser", ENTER, lambda _: meeting.was_killed(),
        "n", "Mere", PAUSE, shows("Det er skrevet igen"),
    )  # fmt: skip
    assert [note.text for note in meeting.state.notes] == ["Ja", "Kurser"]


def test_notes_that_an_editor_overwrote_are_reported_when_the_last_card_is_done(meeting: Table) -> None:
    others = (ENTER, ENTER) * (len(DEALT) - 1)
    meeting.holds(
        *others, ENTER, meeting.dies, "n", "Ja", ENTER, lambda _: meeting.was_killed(),
        ENTER, shows("Det er skrevet igen", texts.ALL_TURNED),
    )  # fmt: skip


# --- A full disk


def test_a_full_disk_loses_no_parked_point_and_asks_for_a_place_once_per_key(meeting: Table) -> None:
    elsewhere = meeting.path.with_name("andet.md")
    meeting.holds(
        *parks("Chatbots", "Kaffe"), ENTER, "q", meeting.disk_is_full, ENTER, shows("IKKE GEMT"), ESCAPE,
        shows("Det parkerede · 2 tilbage", "Chatbots"), "x", shows("IKKE GEMT"), ESCAPE, shows("Chatbots"),
        "n", "!", ENTER, shows("IKKE GEMT"), ESCAPE, shows("Chatbots!"), ENTER, shows("IKKE GEMT"),
        meeting.disk_has_room, CLEAR, str(elsewhere), ENTER, shows("Note gemt: Chatbots!", "Kaffe"),
        ENTER, shows("Afrunding"),
    )  # fmt: skip
    meeting.path = elsewhere
    assert [(note.kind, note.text) for note in meeting.state.notes] == [
        (Kind.NOTE, "Chatbots!"),
        (Kind.PARKED, "Kaffe"),
    ]
    assert [event.text for event in meeting.happened if isinstance(event, Noted)][-1] == "Chatbots!"


def test_closing_that_failed_on_a_full_disk_is_not_retried_by_itself(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, meeting.disk_is_full, "q", shows("IKKE GEMT"), ESCAPE, shows("Bo vender næste kort"), "o",
        shows("Overblik"), ESCAPE, meeting.disk_has_room, ENTER, shows("Kort 2 af 4"), hides("Afrunding"),
    )  # fmt: skip


def test_a_full_disk_in_the_closing_round_loses_no_sentence(meeting: Table) -> None:
    meeting.holds(
        ENTER, ENTER, "q", meeting.disk_is_full, ENTER, "Jeg spørger", ENTER, shows("IKKE GEMT"), ESCAPE,
        shows("Bo:", "Jeg spørger"), ESCAPE, shows("IKKE GEMT"), ESCAPE, shows("Bo har ordet"),
        meeting.disk_has_room, ENTER, shows("Jeg spørger"), ENTER, shows("Bo: Jeg spørger", "Anna har ordet"),
    )  # fmt: skip
    assert [(note.by, note.text) for note in meeting.state.notes] == [("Bo", "Jeg spørger")]


# --- Whatever is pressed

# «f» is left out: it moves the notes to another file, which this test does not read.
KEYS = sorted({key.typed for key in TABLE if key.typed} - {"f"} | set("1234 z"))
PRESSES = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from(
        [ENTER, ESCAPE, ENTER, BACKSPACE, PAGE_DOWN, PAUSE, KeyEvent("paste", "Erik\nq\n"), KeyEvent("alt", "q")]
    ),
    st.sampled_from(["Carla, Anna", "n", "r"]).map(lambda text: Burst((text, ENTER))),
)


@given(st.lists(PRESSES, max_size=60), st.booleans())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_after_any_keys_the_window_is_whole_and_the_notes_give_the_same_table(
    meeting: Table, presses: list[Step], recalls: bool
) -> None:
    meeting.path.unlink(missing_ok=True)
    open_agreements = PROMISES if recalls else ()
    meeting.holds(*presses, minutes=6, warmup=True, open_agreements=open_agreements, size=Size(40, 15))
    assert len(meeting.keyboard.text.split("\n")) == 15
    if not meeting.path.exists() or meeting.state.phase is Phase.CLOSED:
        return
    again = resume(meeting.meeting, DECK, open_agreements)
    assert essence(again.state) == essence(meeting.state)


WHERE_TO_PASTE: dict[str, tuple[Step, ...]] = {
    "table": (),
    "card": (ENTER,),
    "parked": (*parks("Chatbots"), ENTER, "q"),
    "round": (ENTER, ENTER, "q"),
    "break": ("k",),
    "closing": ("q",),
    "cases": ("c",),
    "help": ("?",),
}


@pytest.mark.parametrize("place", WHERE_TO_PASTE)
def test_a_paste_on_a_page_without_an_editor_does_nothing(meeting: Table, place: str) -> None:
    kept: list[bytes] = []

    def look(_: Keyboard) -> None:
        kept.append(meeting.path.read_bytes() if meeting.path.exists() else b"")

    meeting.holds(*WHERE_TO_PASTE[place], look, KeyEvent("paste", "q\n1\nx\n\n"), look)
    assert kept[0] == kept[1]


# --- Nothing unneeded on the screen, and texts that fit


HINTS = {
    "table": "Enter vend   c case   g eget spørgsmål   o overblik   t tid   u fortryd   ? hjælp   q luk mødet",
    "card": "Enter videre   n note   b behov   a aftale   p parkér   s spring over   l læg tilbage   e eksempler   "
    "m mere tid   c case   o overblik   t tid   u fortryd   ? hjælp   q luk mødet",
}


def test_a_meeting_without_options_shows_none_of_them(meeting: Table) -> None:
    shown: list[list[str]] = []

    def look(keyboard: Keyboard) -> None:
        shown.append(keyboard.text.split("\n"))

    meeting.holds(look, ENTER, look, people=(), size=Size(200, 24))
    at_table, at_card = shown
    assert at_table[1] == at_card[1] == "─" * 200
    assert at_table[-1].strip() == HINTS["table"]
    assert at_card[-1].strip() == HINTS["card"]
    assert at_card[-2].strip() == ""


def test_the_keys_that_change_a_note_displace_no_other_key(meeting: Table) -> None:
    meeting.holds(ENTER, "n", "Ja", ENTER, shows("m mere tid c case ? hjælp q luk mødet"), hides("r ret"), people=(),
                  size=Size(80, 24))  # fmt: skip
    meeting.goes_on(shows("u fortryd r ret x slet ? hjælp q luk mødet"), size=Size(100, 30))


SENTENCES = [
    *texts.REFUSALS.values(), texts.NO_WAY_BACK, texts.TIME_IS_UP, texts.MEETING_IS_OVER, texts.PASTE_AT_TABLE_HINT,
    texts.time_to_round_off(5, True), texts.time_to_round_off(5, False), answers.WRITING_WITHOUT_CARD,
    answers.ASKING_AT_A_CARD, answers.DRAFT_KEPT, *answers.DONE_WITH.values(), answers.UNDONE_PART,
]  # fmt: skip


def test_every_message_is_whole_in_a_narrow_window() -> None:
    for sentence in SENTENCES:
        rows = ["".join(part.text for part in row) for row in message(sentence, 40, is_alert=False)]
        assert " ".join(rows) == sentence


def test_a_name_that_would_move_the_cursor_moves_nothing(meeting: Table) -> None:
    name = "Carla\x1b[2J\x07"
    meeting.holds(
        "d", KeyEvent("paste", name), ENTER, "v", "v", shows("Carla"), "r", ENTER, shows("Carla"), "Ja", ENTER,
        shows("Carla"), "o", shows("Carla"), ESCAPE,
    )  # fmt: skip
    assert meeting.state.people == ("Anna", "Bo", name)
    assert "\x1b[2J\x07" not in meeting.keyboard.written
    assert "\a" not in meeting.keyboard.written


def test_a_place_that_was_typed_and_left_is_there_the_next_time(meeting: Table) -> None:
    meeting.holds("f", "E:/noter.md", ESCAPE, hides("E:/noter.md"), "f", shows("E:/noter.md"), ESCAPE)


def test_the_editor_says_that_no_text_passes_the_turn_until_text_is_typed(meeting: Table) -> None:
    passes = "uden tekst giver ordet videre"
    meeting.holds(ENTER, ENTER, "r", ENTER, shows(passes), "Ja", hides(passes), ENTER)


def test_a_heartbeat_is_written_every_five_minutes_on_every_page(meeting: Table) -> None:
    meeting.holds(ENTER, Idle(meeting.clock, 299), "?", Idle(meeting.clock, 400))
    turned, *ticks = (entry for entry in meeting.meeting.entries if isinstance(entry.event, (Turned, Heartbeat)))
    assert [(entry.at - turned.at).total_seconds() // 3 for entry in ticks] == [100, 200]


@pytest.mark.parametrize(("key", "reached"), [("end", 10**6), ("home", 0), ("pagedown", 24), ("up", 4)])
def test_home_and_end_scroll_to_the_ends_of_a_page(key: str, reached: int) -> None:
    screen = ScreenState(mode=Mode.OVERVIEW, scroll=5)
    assert min(scrolled(screen, key, Space(3, 20)).scroll, 10**6) == reached


@pytest.mark.parametrize(
    ("chosen", "key", "reached"),
    [(1, "pagedown", 16), (16, "pageup", 1), (2, "pageup", 1), (390, "pagedown", 400), (7, "end", 400), (7, "home", 1)],
)
def test_page_keys_move_several_rows_of_cards(chosen: int, key: str, reached: int) -> None:
    areas = (Area("a", "A", tuple(Card(f"k-{number}", "Hvad virker?", "Fx", ()) for number in range(400))),)
    state = begin(areas, [card.id for card in areas[0].cards], None, Terms())
    screen, _ = steer(ScreenState(selected=chosen), state, KeyEvent(key), Space(3, 20))
    assert screen.selected == reached
