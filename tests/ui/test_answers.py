"""The answers to commands. The answer to an agreement says what was understood, at full screen and in plain mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyboard import ENTER, Keyboard, at_full_screen, shows
from kortspil.meeting.commands import Arrive, Refusal, Turn, Write
from kortspil.meeting.events import Kind, Noted
from kortspil.meeting.state import Terms
from kortspil.notes.file import NotesFile
from kortspil.notes.reader import parse
from kortspil.ui.answers import reply
from kortspil.ui.controller import MeetingController, Outcome, play
from kortspil.ui.plain.app import Plain
from kortspil.ui.terminal.types import KeyEvent
from table_samples import AT, DEALT, controller, table

SAID = [
    (
        "Vi spørger chefen @Erkan senest 1. december",
        "Aftale gemt (Erkan, tirsdag den 1. december 2026): Vi spørger chefen @Erkan senest 1. december",
    ),
    ("@anna og @Bo ringer", "Aftale gemt (Anna og Bo): @anna og @Bo ringer"),
    ("Vi følger op om 14 dage", "Aftale gemt (søndag den 6. december 2026): Vi følger op om 14 dage"),
    ("Bo ringer fredag", "Aftale gemt: Bo ringer fredag"),
    (
        "@Bo ringer senest næste teammøde",
        "Aftale gemt (Bo). »næste teammøde« er ikke en bestemt dag og står, som I skrev det. "
        "En dag skrives fx: senest 1. december.",
    ),
    (
        "Vi ringer inden jul",
        "Aftale gemt. »jul« er ikke en bestemt dag og står, som I skrev det. En dag skrives fx: senest 1. december.",
    ),
]

each_agreement = pytest.mark.parametrize(("text", "said"), SAID, ids=[text for text, _ in SAID])


def noted(path: Path) -> list[Noted]:
    (meeting,) = parse(path.read_text("utf-8")).meetings
    return [entry.event for entry in meeting.entries if isinstance(entry.event, Noted)]


def in_plain_mode(controller: MeetingController, *lines: str) -> list[str]:
    """Hold a meeting in plain mode. Return what was printed."""
    printed: list[str] = []
    waiting = iter(lines)
    play(controller, Plain(lambda: next(waiting, None), printed.append))
    return printed


WITH_PEOPLE = table(terms=Terms(turns=("Anna", "Bo")))


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_answered_with_a_reason(refusal: Refusal) -> None:
    about_people = refusal in (Refusal.KNOWN_ALREADY, Refusal.NOT_HERE)
    answer = reply(Outcome(WITH_PEOPLE, Arrive("Anna") if about_people else Turn(99), refusal=refusal))
    assert answer.is_alert
    assert answer.text.endswith(".")


@each_agreement
def test_plain_mode_says_what_was_understood_of_an_agreement(tmp_path: Path, text: str, said: str) -> None:
    with NotesFile(tmp_path / "noter.md") as notes:
        assert said in in_plain_mode(controller(notes, WITH_PEOPLE), "", f"a {text}", "q")
    assert noted(tmp_path / "noter.md") == [Noted(Kind.AGREEMENT, DEALT[0], text)]


@each_agreement
def test_the_full_screen_says_what_was_understood_of_an_agreement(tmp_path: Path, text: str, said: str) -> None:
    with NotesFile(tmp_path / "noter.md") as notes:
        at_full_screen(controller(notes, WITH_PEOPLE), ENTER, "a", KeyEvent("paste", text), ENTER, shows(said))
    assert noted(tmp_path / "noter.md") == [Noted(Kind.AGREEMENT, DEALT[0], text)]


def test_the_editor_shows_how_to_say_who_and_when_for_an_agreement_only(tmp_path: Path) -> None:
    def shows_none(keyboard: Keyboard) -> None:
        assert "Note:" in keyboard.text
        assert "@Anna" not in keyboard.text

    with NotesFile(tmp_path / "noter.md") as notes:
        at_full_screen(
            controller(notes),
            ENTER,
            "n",
            shows_none,
            ENTER,
            "a",
            shows("@Anna senest 1. december siger hvem og hvornår"),
        )


def test_plain_mode_asks_for_an_agreement_with_who_and_when(tmp_path: Path) -> None:
    with NotesFile(tmp_path / "noter.md") as notes:
        printed = in_plain_mode(controller(notes), "", "a", "@Bo ringer", "n", "Hej", "q")
    asked = (
        "skriv teksten på næste linje, gerne med hvem og hvornår, fx @Anna senest 1. december. En tom linje fortryder."
    )
    assert f"Aftale: {asked}" in printed
    assert "Note: skriv teksten på næste linje. En tom linje fortryder." in printed


def test_a_participants_name_of_two_words_is_understood_as_one(tmp_path: Path) -> None:
    with NotesFile(tmp_path / "noter.md") as notes:
        meeting = controller(notes, table(terms=Terms(turns=("Anna Marie",))))
        assert "Aftale gemt (Anna Marie): @anna marie ringer" in in_plain_mode(meeting, "", "a @anna marie ringer", "q")


def test_who_and_when_are_understood_only_in_agreements_with_a_known_time() -> None:
    text, state = "@Bo ringer senest 1. december", table(Turn(1))
    for kind, at, said in ((Kind.NEED, AT, "Kompetencebehov gemt"), (Kind.AGREEMENT, None, "Aftale gemt")):
        outcome = Outcome(state, Write(kind, text), Noted(kind, DEALT[0], text), at=at)
        assert reply(outcome).text == f"{said}: {text}"


def test_what_was_understood_is_shown_however_long_the_agreement_is(tmp_path: Path) -> None:
    text = "Vi ser på det hele en gang til. " * 40 + "@Bo senest 1. december"
    with NotesFile(tmp_path / "noter.md") as notes:
        at_full_screen(
            controller(notes), ENTER, "a", KeyEvent("paste", text), ENTER, shows("(Bo, tirsdag den 1. december 2026)")
        )


def test_the_outcome_of_an_event_has_its_time_in_the_notes(tmp_path: Path) -> None:
    with NotesFile(tmp_path / "noter.md") as notes:
        outcome = controller(notes).do(Turn(1))
    (meeting,) = parse((tmp_path / "noter.md").read_text("utf-8")).meetings
    assert [outcome.at] == [entry.at for entry in meeting.entries] == [AT]
