"""Plain mode, for a screen reader or through a pipe: a whole meeting, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kortspil.errors import FileError
from kortspil.meeting.events import (
    Asked,
    CaseRead,
    Closed,
    Drafted,
    Entry,
    Event,
    Kind,
    Noted,
    Skipped,
    Turned,
    Undone,
)
from kortspil.meeting.state import MeetingState
from kortspil.notes.file import NotesFile
from kortspil.notes.reader import parse
from kortspil.ui.controller import play
from kortspil.ui.plain.app import Plain
from table_samples import DEALT, WARMUP, controller, draft, table


def clock() -> Iterator[datetime]:
    at = datetime(2026, 11, 22, 10, 30, tzinfo=timezone.utc)
    while True:
        yield at
        at += timedelta(seconds=30)


class Meeting:
    """A meeting that is held by typing lines, with what was printed and written."""

    def __init__(self, folder: Path, *lines: str, state: MeetingState | None = None) -> None:
        self.path = folder / "noter.md"
        self.printed: list[str] = []
        waiting = iter(lines)
        ticks = clock()
        with NotesFile(self.path) as notes:
            self.controller = controller(notes, state, now=lambda: next(ticks))
            play(self.controller, Plain(lambda: next(waiting, None), self.printed.append))

    @property
    def text(self) -> str:
        return "\n".join(self.printed)

    @property
    def entries(self) -> tuple[Entry, ...]:
        (meeting,) = parse(self.path.read_text("utf-8")).meetings
        return meeting.entries

    @property
    def events(self) -> list[Event]:
        return [entry.event for entry in self.entries]


def test_a_whole_meeting_is_held_in_plain_mode(tmp_path: Path) -> None:
    meeting = Meeting(
        tmp_path, "", "", "n Vi mangler kurser", "b Sikre mails", "a Erkan viser os", "p Økonomi", "u", "", "4", "s",
        "g Hvad koster det?",         "n Spørg Sally", "", "c 1", "q", state=table(warmup=WARMUP),
    )  # fmt: skip
    assert [type(event).__name__ for event in meeting.events] == [
        "Finished", "Turned", "Noted", "Noted", "Noted", "Noted", "Undone", "Finished", "Turned", "Skipped", "Asked",
        "Noted", "Finished", "CaseRead", "Closed",
    ]  # fmt: skip
    assert Noted(Kind.NEED, DEALT[0], "Sikre mails") in meeting.events
    assert Undone(7) in meeting.events
    assert "Gruppens egne spørgsmål" in meeting.text


def test_the_opening_round_comes_first_and_takes_notes(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "n Tablets", "", "q", state=table(warmup=WARMUP))
    assert "1. hvad I forstår ved værktøjer" in meeting.text
    assert meeting.events[0] == Noted(Kind.NOTE, "aabning", "Tablets")


def test_a_face_down_card_is_never_read_aloud(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "o", "", "o", "?", "t", "c")
    assert "nummer 2" in meeting.text
    assert "nummer 1" not in meeting.text
    assert "drømmer" not in meeting.text


def test_nothing_printed_moves_a_cursor_or_draws_a_box(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "o", "?", "c", "c 1", "n \x1b[2J\x07farlig", "o", "", "q")
    assert "\x1b" not in meeting.text
    assert not set(meeting.text) & set("╭╮╰╯│┃━─┄┆▸◂\r\x07")
    assert Noted(Kind.NOTE, DEALT[0], "\x1b[2J\x07farlig") in meeting.events


@pytest.mark.parametrize("typed", ["nej, det er svært", "y", "12a", "qq", "s nu", "-5", "n" * 500])
def test_a_line_that_is_no_command_is_repeated_and_changes_nothing(tmp_path: Path, typed: str) -> None:
    meeting = Meeting(tmp_path, "", typed, "q")
    assert f"»{typed}« kan ikke bruges her." in meeting.text
    assert [type(event) for event in meeting.events] == [Turned, Closed]


def test_words_alone_at_a_card_are_answered_with_how_to_note_them(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "Vi mangler tid", "q")
    assert "n Vi mangler tid" in meeting.text


def test_a_letter_alone_asks_for_the_text_on_the_next_line(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "n", "  q er også et ord  ", "a", "", "q")
    assert Noted(Kind.NOTE, DEALT[0], "q er også et ord") in meeting.events
    assert "Der blev ikke skrevet noget." in meeting.text
    assert sum(isinstance(event, Noted) for event in meeting.events) == 1


def test_parking_without_words_parks_the_question(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "p", "", "q")
    assert Noted(Kind.PARKED, DEALT[0], "Hvad gør værktøj nummer 2 ved jer?") in meeting.events


def test_capital_letters_are_the_same_keys(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "N Højt", "S", "Q")
    assert [type(event) for event in meeting.events] == [Turned, Noted, Skipped, Closed]


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["99"], "Det kort findes ikke. Der er kort 1 til 4."),
        (["0"], "Det kort findes ikke."),
        (["9" * 400], "Det kort findes ikke."),
        (["", "2"], "Der ligger et vendt kort."),
        (["u"], "Der er ikke noget at fortryde."),
        (["c 9"], "Der er ingen case, der hedder »9«."),
        (["c borgerservise"], "Mente I »borgerservice«?"),
        (["g", ""], "Der blev ikke skrevet noget."),
        (["", "", "", "", "", "", "", "", ""], "Der er ikke flere kort med bagsiden opad."),
    ],
)
def test_a_command_that_cannot_be_done_is_answered_with_the_reason(
    tmp_path: Path, lines: list[str], answer: str
) -> None:
    assert answer in Meeting(tmp_path, *lines, "q").text


def test_cases_are_numbered_and_read_whole(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "c", "c teknik", "q")
    assert "2. Teknik og Miljø: Brug af Facebook" in meeting.text
    assert "Nicklas var ny." in meeting.text
    assert CaseRead("teknik", "Brug af Facebook") in meeting.events


def test_the_examples_can_be_hidden_and_shown(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "e", "", "", "e", "q")
    assert meeting.text.count("For eksempel:") == 1
    assert "Eksemplerne er skjult." in meeting.text


def test_more_time_comes_in_shrinking_portions(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "m", "m", "m", "m", "q")
    portions = [line for line in meeting.printed if line.startswith("Kortet får")]
    assert [portion.split()[2] for portion in portions] == ["5", "2", "1", "1"]


def test_the_time_is_printed_in_words(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "t", "q")
    assert "Mødet begyndte kl. 10.30 og har varet" in meeting.text


def test_the_end_of_the_input_loses_nothing(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "n Sidste ord")
    assert "Indtastningen sluttede, før mødet blev lukket." in meeting.text
    assert Noted(Kind.NOTE, DEALT[0], "Sidste ord") in meeting.events


def test_a_question_of_the_groups_own_can_be_laid_back_and_turned_again(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "g Hvem gør hvad?", "l", "5", "q")
    assert isinstance(meeting.events[0], Asked)
    assert meeting.events[2] == Turned("egen-1", 5, "egne", "", "Hvem gør hvad?")


def test_a_meeting_where_nothing_happens_leaves_no_trace(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "?", "o", "q")
    assert not meeting.path.exists() or meeting.path.read_bytes() == b""
    assert not meeting.controller.is_kept


def test_the_choices_are_printed_in_full_once_in_each_phase(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "", "", "", "h", "q")
    at_table = [line for line in meeting.printed if line.startswith("Vælg: Enter vend")]
    assert len(at_table) == 2  # At the beginning, and on request.
    assert "Skriv h for at høre valgene." in meeting.printed


def test_undoing_says_what_was_undone(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "n Hej", "u", "", "u", "u", "g Hvem?", "u", "q")
    undone = [line for line in meeting.printed if line.startswith("Fortrudt")]
    assert undone == [
        "Fortrudt: note »Hej«.",
        "Fortrudt: kort 1 er på bordet igen.",
        "Fortrudt: kort 1 er ikke vendt alligevel.",
        "Fortrudt: jeres eget spørgsmål er taget af bordet.",
    ]


def test_the_end_of_a_cards_time_is_announced_once(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "m", *["o"] * 12, "q")
    assert sum(line.startswith("Tiden til kortet er gået.") for line in meeting.printed) == 1


def test_a_case_ends_by_naming_the_card_or_the_table(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "c 1", "", "c 1", "q")
    assert "Casen er slut. I er ved bordet." in meeting.printed
    assert "Casen er slut. I er ved kort 1." in meeting.printed


def test_an_unsaved_text_is_printed_back_and_kept_as_a_draft(tmp_path: Path) -> None:
    lines = iter(["", "n Vigtigt", "q"])
    printed: list[str] = []
    ticks = clock()
    with NotesFile(tmp_path / "noter.md") as notes:
        held = controller(notes, now=lambda: next(ticks))
        whole = notes.append

        def fail_once(_text: str) -> None:
            notes.append = whole  # type: ignore[method-assign]
            raise FileError("Disken er fuld.")

        def read_line() -> str | None:
            line = next(lines, None)
            if line and line.startswith("n "):
                notes.append = fail_once  # type: ignore[assignment, method-assign]
            return line

        play(held, Plain(read_line, printed.append))
    assert "Det, der ikke blev gemt: Vigtigt" in printed
    (meeting,) = parse((tmp_path / "noter.md").read_text("utf-8")).meetings
    assert Drafted(draft(Kind.NOTE, DEALT[0], "Vigtigt")) in [entry.event for entry in meeting.entries]


def test_closing_prints_what_was_turned_skipped_and_noted_and_nothing_else(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, "", "n Hej", "", "", "s", "q")
    closing = meeting.printed[meeting.printed.index("Kort 2 er sprunget over.") :]
    cards = [line for line in closing if line.startswith("Kort ")][1:]
    assert cards == [
        "Kort 1. Teknologiforståelse, vendt: Hvad gør værktøj nummer 2 ved jer?",
        "Kort 1, note: Hej",
        "Kort 2. Udvikling og implementering, sprunget over: Hvad drømmer I om?",
    ]
