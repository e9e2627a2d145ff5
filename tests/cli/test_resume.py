"""Resuming an interrupted meeting, on a terminal and through a pipe."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="Windows has no pseudo-terminals")

from command_line import CommandLine
from kortspil.cli import app
from kortspil.meeting.events import Autosaved, Closed, Drafted, Entry, Kind, Noted, Paused, Resumed, Turned
from kortspil.notes import store
from kortspil.notes.file import NotesFile
from kortspil.notes.reader import parse
from pseudo_terminal import Window, play

TECHNOLOGY = ("--area", "teknologiforstaaelse", "--seed", "1", "--no-warmup")
ENTER, ESCAPE = "\r", "\x1b"
DECK = """\
title: Vores kort
areas:
  - id: a
    name: Første
    cards:
      - {id: a-1, question: Hvad kan I?}
      - {id: a-2, question: Hvad vil I?}
      - {id: a-3, question: Hvem hjælper jer?}
"""


def notes_in(home: Path) -> Path:
    (file,) = (home / "notes").glob("*.md")
    return file


def entries_in(file: Path) -> tuple[Entry, ...]:
    (meeting,) = parse(file.read_text("utf-8")).meetings
    return meeting.entries


def kill(window: Window) -> None:
    """Kill the program without warning, as when the battery runs out."""
    window.kill()
    assert window.end() == 128 + signal.SIGKILL


@pytest.fixture(scope="session")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with a meeting that was killed while a note was typed on its second card, and the last text shown."""
    home = tmp_path_factory.mktemp("interrupted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("KORTSPIL_HOME", str(home / "notes"))
        patch.setenv("PYTHONUTF8", "1")
        with play(home, *TECHNOLOGY) as window:
            window.shows("▸ 1 ◂")
            window.type(ENTER)
            window.shows("Kort 1 af 6")
            window.type("s")
            window.shows("» 1")
            window.type(ENTER)
            window.shows("Kort 2 af 6")
            window.type("nVi har brug for hjælp" + ENTER)
            window.shows("Note gemt")
            window.type("bKurser i nye sy")
            window.shows("Kurser i nye sy")
            # The text is autosaved when nothing has been typed for a second.
            window.until(lambda: "text=Kurser_i_nye_sy " in notes_in(home).read_text("utf-8"))
            seen = window.text
            kill(window)
    return home, seen


@pytest.fixture
def before(home: Path, interrupted: tuple[Path, str]) -> str:
    """The last text in the window of an interrupted meeting, whose notes are in this home."""
    shutil.copytree(interrupted[0] / "notes", home / "notes")
    return interrupted[1]


# --- At full screen


def test_after_a_kill_the_table_is_as_it_was_and_the_text_is_in_the_editor(home: Path, before: str) -> None:
    with play(home, "--resume") as window:
        window.shows("Kort 2 af 6", "Note: Vi har brug for hjælp", "Kurser i nye sy", "fortsætter")
        same = [line for line in before.splitlines() if line.strip()]
        assert [line for line in same if line not in window.text] == []
        window.type("stemer" + ENTER)
        window.shows("Kompetencebehov gemt: Kurser i nye systemer")
        window.type("o")
        window.shows("» 1")
        window.type(ESCAPE + "u")
        window.shows("Fortrudt: kompetencebehov")
        window.type("u")
        window.shows("Fortrudt: note »Vi har brug for hjælp«")
        window.type("q")
        window.shows("Luk mødet")
        window.type(ENTER)
        assert window.end() == 0
    events = [entry.event for entry in entries_in(notes_in(home))]
    card = events[2].card if isinstance(events[2], Turned) else ""
    assert Noted(Kind.NEED, card, "Kurser i nye systemer") in events
    assert [type(event) for event in events if isinstance(event, (Resumed, Closed))] == [Resumed, Closed]
    assert sum(isinstance(event, Noted) for event in events) == 2


def test_ctrl_c_in_a_note_keeps_its_text(home: Path) -> None:
    with play(home, *TECHNOLOGY) as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER + "n")
        window.shows("Note:")
        window.type("Vi mang\x03")
        assert window.end() == 130
        assert "Fortsæt mødet med: python -m kortspil play --resume" in window.text
    assert [type(entry.event) for entry in entries_in(notes_in(home))[1:]] == [Drafted, Paused]
    with play(home, "--resume") as window:
        window.shows("Kort 1 af 6", "Vi mang", "fortsætter")
        window.type("ler tid" + ENTER)
        window.shows("Note gemt: Vi mangler tid")
        window.type("\x03")
        assert window.end() == 130


def test_a_draft_left_with_escape_is_there_after_resuming(home: Path) -> None:
    with play(home, *TECHNOLOGY) as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER + "aBo ringer" + ESCAPE)
        window.shows("Kladden er gemt")
        kill(window)
    with play(home, "--resume") as window:
        window.shows("Kort 1 af 6", "fortsætter")
        window.type("o")
        window.shows("Overblik")
        window.type(ESCAPE)
        window.shows("Kladde: aftale (kort 1)")
        window.type("a")
        window.shows("Bo ringer")
        window.type(" fredag" + ENTER)
        window.shows("Aftale gemt: Bo ringer fredag")
        window.type("\x03")
        assert window.end() == 130


def test_cards_that_are_gone_are_named_when_the_meeting_goes_on(home: Path) -> None:
    deck = home / "kort.yaml"
    deck.write_text(DECK, "utf-8")
    with play(home, "--deck", "kort.yaml", "--seed", "1") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 3")
        window.type(ENTER)
        window.shows("✓ 1")
        kill(window)
    lines = DECK.splitlines(keepends=True)
    turned = entries_in(notes_in(home))[0].event
    assert isinstance(turned, Turned)
    deck.write_text("".join(line for line in lines if "- {id" not in line or turned.card in line), "utf-8")
    with play(home, "--resume") as window:
        window.shows("fortsætter", "Kort 2 og 3 findes ikke mere i kortsættet.", "✓ 1", "– 2", "– 3")
        window.type("2")
        window.shows("Kort 2 findes ikke mere i kortsættet.")
        window.type("o")
        window.shows("– 2", "findes ikke mere i kortsættet")
        window.type("\x03")
        assert window.end() == 130


# --- The offer to resume


@pytest.mark.usefixtures("before")
def test_the_next_start_asks_whether_to_resume_the_last_meeting(home: Path) -> None:
    with play(home) as window:
        window.shows("blev ikke lukket. Der er vendt 1 kort", "Vil I fortsætte det møde?")
        window.type("hvad?\r")
        window.shows("Svar med j eller n.")
        window.type("\r")
        window.shows("Kort 2 af 6", "Kurser i nye sy", "fortsætter")
        window.type("\x03")
        assert window.end() == 130
    assert len(list((home / "notes").glob("*.md"))) == 1


@pytest.mark.usefixtures("before")
def test_enter_is_no_answer_if_options_describe_a_new_meeting(home: Path) -> None:
    with play(home, "--area", "formidling", "--notes", "ny.md", "--no-warmup") as window:
        window.shows("Vil I fortsætte det i stedet?")
        window.type("\r")
        window.shows("Svar med j eller n.")
        window.type("n\r")
        window.shows("0 vendt", "Formidling")
        window.type(ENTER)
        window.shows("Kort 1 af 10")
        window.type("\x03")
        assert window.end() == 130
    assert (home / "ny.md").exists()


@pytest.mark.usefixtures("before")
def test_the_answer_no_begins_a_new_meeting(home: Path) -> None:
    old = notes_in(home).read_bytes()
    with play(home, *TECHNOLOGY) as window:
        window.shows("Vil I fortsætte det")
        window.type("n\r")
        window.shows("0 vendt", "▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 6")
        window.type("q")
        window.shows("Luk mødet")
        window.type(ENTER)
        assert window.end() == 0
    assert sorted(file.read_bytes() == old for file in (home / "notes").glob("*.md")) == [False, True]
    with play(home, *TECHNOLOGY) as window:
        # The latest meeting is closed. Older ones are not offered.
        window.shows("0 vendt", "▸ 1 ◂")
        window.type("\x03")
        assert window.end() == 130


@pytest.mark.usefixtures("before")
def test_plain_mode_asks_in_the_same_words(home: Path) -> None:
    with play(home, "--plain") as window:
        window.shows("Vil I fortsætte det møde? Skriv j (eller bare Enter) eller n for et nyt:")
        window.type("ja\r")
        window.shows("fortsætter", "Kladde, kompetencebehov (kort 2): Kurser i nye sy", "Kort 2 af 6")
        window.type("q\r")
        assert window.end() == 0


# --- Resuming through a pipe, and refused calls


def test_in_a_pipe_the_program_says_how_to_resume_and_does_not_ask(home: Path, line: CommandLine) -> None:
    assert line("play", *TECHNOLOGY, typed="\nn Ja\n")[0] == 0
    code, out, _ = line("play", *TECHNOLOGY, typed="\nn Nej\n\nq\n")
    assert code == 0
    assert "blev ikke lukket. Der er vendt 1 kort og skrevet 1 note. Fortsæt det med: kortspil play --resume" in out
    assert len(list((home / "notes").glob("*.md"))) == 2


def test_a_meeting_can_be_resumed_through_a_pipe(home: Path, line: CommandLine) -> None:
    assert line("play", *TECHNOLOGY, typed="\nn Ja\n")[0] == 0
    code, out, _ = line("play", "--resume", typed="n Nej\n\nq\n")
    assert code == 0
    assert "fortsætter" in out
    assert "Note: Ja" in out
    events = [entry.event for entry in entries_in(notes_in(home))]
    assert [type(event) for event in events[1:5]] == [Noted, Paused, Resumed, Noted]
    assert "Fortsæt" not in out.partition("Luk")[2]


def test_an_interrupted_meeting_in_a_file_outside_the_folder_is_found(home: Path, line: CommandLine) -> None:
    with play(home, *TECHNOLOGY, "--notes", "team.md") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 6")
        kill(window)
    assert line("play", "--resume", typed="n Ja\nq\n")[0] == 0
    assert [type(entry.event) for entry in entries_in(home / "team.md")] == [Turned, Resumed, Noted, Closed]


def test_a_meeting_that_goes_on_in_another_window_is_passed_over_for_the_interrupted_one(
    home: Path, line: CommandLine
) -> None:
    for said in ("Ja", "Nej"):
        assert line("play", *TECHNOLOGY, typed=f"\nn {said}\n")[0] == 0
    goes_on, interrupted = store.meetings(home / "notes")
    with NotesFile(goes_on.path):
        assert line("play", "--resume", typed="n Og vi?\nq\n")[0] == 0
    assert [type(entry.event) for entry in entries_in(interrupted.path)[-3:]] == [Resumed, Noted, Closed]
    assert entries_in(goes_on.path) == goes_on.meeting.entries


def test_a_closed_meeting_can_be_resumed_by_its_id(home: Path, line: CommandLine) -> None:
    assert line("play", *TECHNOLOGY, typed="\nn Ja\n\nq\n")[0] == 0
    (meeting,) = parse(notes_in(home).read_text("utf-8")).meetings
    code, _, err = line("play", "--resume")
    assert code == 2
    assert "Der er ikke noget afbrudt møde." in err

    assert "kortspil sessions" in err
    assert line("play", "--meeting", meeting.id[:13], typed="\nn Og nej\n\nq\n")[0] == 0
    code, out, _ = line("export", "-")
    assert code == 0
    assert "Og nej" in out
    assert "Mødet er ikke lukket" not in out


@pytest.mark.parametrize(
    "words", ["play --resume --notes", "play --resume --meeting 2026 --notes", "sessions --delete 2026 --from"]
)
def test_a_file_without_a_meeting_is_named(home: Path, line: CommandLine, words: str) -> None:
    (home / "referat.md").write_text("# Referat\n", "utf-8")
    answer = line(*words.split(), "referat.md")
    assert (answer.code, "Der er ingen møder i referat.md." in answer.err) == (2, True), answer.err


@pytest.mark.parametrize(
    "words", [("--area", "tekno"), ("--cards", "2"), ("--participants", "Bo"), ("--seed", "1"), ("--no-warmup",)]
)
def test_options_that_describe_a_new_meeting_are_refused_when_resuming(
    home: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.is_dir()
    assert app.run(["play", "--resume", *words]) == 2
    said = capsys.readouterr().err
    assert f"{words[0]} kan ikke bruges her." in said
    assert "Skriv kun:" in said
    assert "play --resume" in said


def test_a_deck_that_was_moved_can_be_named(home: Path, line: CommandLine) -> None:
    (home / "kort.yaml").write_text(DECK, "utf-8")
    assert line("play", "--deck", "kort.yaml", typed="\nn Ja\n")[0] == 0
    (home / "kort.yaml").rename(home / "flyttet.yaml")
    code, _, err = line("play", "--resume")
    assert code == 2
    assert "kort.yaml findes ikke." in err
    assert "play --resume --deck FIL" in err
    assert line("play", "--resume", "--deck", "flyttet.yaml", typed="q\n")[0] == 0


def test_an_id_that_matches_no_meeting_or_several_is_refused(line: CommandLine) -> None:
    assert line("play", *TECHNOLOGY, typed="\nn Ja\n")[0] == 0
    assert line("play", *TECHNOLOGY, typed="\nn Ja\n")[0] == 0
    code, _, err = line("play", "--meeting", "1999")
    assert (code, "Intet møde har et navn, der begynder med »1999«." in err) == (2, True)
    code, _, err = line("play", "--meeting", "20")
    assert (code, "Flere møder har navne, der begynder med »20«" in err) == (2, True)


def test_text_that_was_cleared_before_the_crash_does_not_come_back(home: Path) -> None:
    with play(home, *TECHNOLOGY) as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER + "nVi")
        window.shows("Vi")
        window.until(lambda: "text=Vi " in notes_in(home).read_text("utf-8"))
        window.type(" mangler")
        window.until(lambda: "text=Vi_mangler " in notes_in(home).read_text("utf-8"))
        window.type("\x15" + ESCAPE)
        window.shows("Kort 1 af 6")
        window.hides("Note:")
        kill(window)
    events = [entry.event for entry in entries_in(notes_in(home))]
    assert [event.draft.text for event in events if isinstance(event, Autosaved) and event.draft.text] == [
        "Vi",
        "Vi mangler",
    ]
    with play(home, "--resume") as window:
        window.shows("Kort 1 af 6", "fortsætter")
        window.type("n")
        window.shows("Note:")
        assert "Vi mangler" not in window.text
        window.type("\x03")
        assert window.end() == 130


def test_a_draft_on_an_undone_question_does_not_stop_resuming(home: Path) -> None:
    with play(home, *TECHNOLOGY) as window:
        window.shows("▸ 1 ◂")
        window.type("gHvem hjælper os?" + ENTER)
        window.shows("Kort 7 af 7")
        window.type("nHalvt" + ESCAPE)
        window.shows("Kladden er gemt")
        window.type("u")
        window.shows("Fortrudt: jeres eget spørgsmål", "0 vendt")
        kill(window)
    with play(home, "--resume") as window:
        window.shows("fortsætter", "▸ 1 ◂")
        window.type("o")
        window.shows("Overblik")
        window.type(ESCAPE)
        window.shows("Kladde: note")
        window.type("\x03")
        assert window.end() == 130


@pytest.mark.usefixtures("before")
def test_a_draft_remains_when_another_note_is_written_in_plain_mode(line: CommandLine) -> None:
    code, out, _ = line("play", "--resume", "--plain", typed="b En ny printer\n\nq\n")
    assert code == 0
    assert "Kladde, kompetencebehov (kort 2): Kurser i nye sy" in out
    code, out, _ = line("export", "-")
    assert "Kurser i nye sy" in out
    assert "En ny printer" in out


def test_a_resumed_meeting_whose_file_is_deleted_is_written_again_in_full(home: Path, line: CommandLine) -> None:
    assert line("play", *TECHNOLOGY, "--notes", "team.md", typed="\nn Ja\n")[0] == 0
    with play(home, "--resume", "--plain", columns=160) as window:
        window.shows("fortsætter", "Note: Ja")
        (home / "team.md").unlink()
        window.type("n Og nej\n")
        window.shows("Det er skrevet igen.", "Note gemt: Og nej")
        window.type("q\n")
        assert window.end() == 0
    assert [event.text for entry in entries_in(home / "team.md") if isinstance(event := entry.event, Noted)] == [
        "Ja",
        "Og nej",
    ]


def test_a_duplicated_line_in_the_file_does_no_harm(home: Path, line: CommandLine) -> None:
    assert line("play", *TECHNOLOGY, "--notes", "team.md", typed="\nn Ja\n\n")[0] == 0
    text = (home / "team.md").read_text("utf-8")
    (finished,) = [row for row in text.splitlines(keepends=True) if " finished " in row]
    (home / "team.md").write_text(text.replace(finished, finished * 2), "utf-8")
    code, out, err = line("play", "--resume", typed="u\nu\nq\n")
    assert (code, err) == (0, "")
    assert "Fortrudt: kort 1 er på bordet igen." in out


def test_the_minutes_of_an_earlier_meeting_in_a_file_are_exported_by_its_id(home: Path, line: CommandLine) -> None:
    for note in ("Først", "Sidst"):
        assert line("play", *TECHNOLOGY, "--notes", "team.md", typed=f"\nn {note}\n\nq\n")[0] == 0
    first, _ = parse((home / "team.md").read_text("utf-8")).meetings
    code, out, _ = line("export", "--from", "team.md", "--meeting", first.id, "-")
    assert (code, "Først" in out, "Sidst" in out) == (0, True, False)
