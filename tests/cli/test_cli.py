"""The command line: what every command prints, on which stream, and its exit code."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from command_line import Answer, CommandLine
from kortspil.cli import app
from kortspil.meeting.events import Kind, Noted, Turned
from kortspil.messages.cli import COMMANDS_HELP
from kortspil.notes.reader import parse
from programs import PATIENCE_SECONDS

SOUND = "title: Prøve\nareas:\n  - id: a\n    name: Første\n    cards:\n      - id: a-1\n        question: Hvad nu?\n"


def test_every_command_has_help_in_the_order_of_first_use() -> None:
    assert list(app._MODULES) == list(COMMANDS_HELP)


def program(*words: str, typed: str | bytes = "", env: dict[str, str] | None = None) -> Answer:
    """Run the program in its own process, with pipes for standard input and output."""
    given = typed.encode() if isinstance(typed, str) else typed
    result = subprocess.run(
        [sys.executable, "-m", "kortspil", *words],
        input=given, capture_output=True, timeout=PATIENCE_SECONDS, check=False, env={**os.environ, **(env or {})},
    )  # fmt: skip
    return Answer(result.returncode, result.stdout.decode("utf-8", "replace"), result.stderr.decode("utf-8", "replace"))


def held(line: CommandLine, *words: str, typed: str = "\n\nn Vi mangler kurser\n\nq\n") -> Answer:
    """Hold a meeting through a pipe."""
    return line("play", "--area", "teknologiforstaaelse", *words, typed=typed)


# --- A meeting and its minutes


def test_a_meeting_through_a_pipe_and_its_minutes(home: Path, line: CommandLine) -> None:
    answer = program("play", "--area", "teknologiforstaaelse", typed="\n\nn Vi mangler kurser\n\nq\n")
    assert (answer.code, answer.err) == (0, "")
    assert "python -m kortspil export" in answer.out
    answer = line("export", "notes.md")
    assert answer.code == 0
    assert "Vi mangler kurser" in (home / "notes.md").read_text("utf-8")


def test_the_command_in_the_last_line_of_a_meeting_works(home: Path, line: CommandLine) -> None:
    own = home / "vores noter.md"
    for words in ((), ("--notes", str(own))):
        answer = held(line, *words)
        typed = re.search(r"Få referatet med kommandoen: (?:python -m )?kortspil (.*)", answer.out)
        assert typed is not None
        done = subprocess.run(f"{sys.executable} -m kortspil {typed[1]}", shell=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in home.glob("referat-*.md"))[0].startswith("referat-")
    assert len(list(home.glob("referat-*.md"))) == 2


def test_the_same_seed_deals_the_same_cards(line: CommandLine) -> None:
    def first_card() -> str:
        answer = held(line, "--seed", "42", typed="\n\nq\n")
        return next(row for row in answer.out.splitlines() if row.startswith("Spørgsmål:"))

    assert first_card() == first_card()


def test_the_notes_hold_the_dealt_order_and_the_seed(home: Path, line: CommandLine) -> None:
    held(line, "--seed", "42")
    (file,) = (home / "notes").glob("*.md")
    (meeting,) = parse(file.read_text("utf-8")).meetings
    assert sorted(meeting.opened.dealt) == [f"tek-0{number}" for number in range(1, 7)]
    assert meeting.opened.seed == 42
    first = meeting.entries[1].event
    assert isinstance(first, Turned)
    assert first.card == meeting.opened.dealt[0]


def test_an_area_is_known_by_its_name_its_id_or_their_beginning(line: CommandLine) -> None:
    for typed in ("teknologiforståelse", "Teknologiforstaaelse", "tekno"):
        answer = line("play", "--area", typed, "--no-warmup", typed="\nq\n")
        assert "6 kort ligger" in answer.out
    both = line("play", "--area", "tekno", "--area", "formidling", typed="q\n")
    assert "16 kort ligger" in both.out
    assert "35 kort ligger" in line("play", typed="q\n").out


def test_a_meeting_can_be_short(line: CommandLine) -> None:
    assert "3 kort ligger" in held(line, "--cards", "3").out


def test_the_opening_round_can_be_left_out(line: CommandLine) -> None:
    assert "Åbningsrunde" not in held(line, "--no-warmup", typed="\nq\n").out
    assert "Åbningsrunde" in held(line, typed="q\n").out


def test_the_minutes_name_the_participants(line: CommandLine) -> None:
    held(line, "--participants", "Anna, Bo ,, Søren Ø.")
    assert "Deltagere: Anna, Bo, Søren Ø." in line("export", "-").out


def test_a_personal_deck_can_be_played_and_the_minutes_name_its_unturned_cards(home: Path, line: CommandLine) -> None:
    (home / "mit.yaml").write_text(SOUND + "      - id: a-2\n        question: Og så?\n", "utf-8")
    answer = line("play", "--deck", "mit.yaml", "--seed", "1", typed="\nn Ja\n\nq\n")
    assert answer.code == 0
    out = line("export", "-").out
    assert "Hvad nu?" in out
    assert "Og så?" in out
    (home / "mit.yaml").unlink()
    assert "1 kort, som ikke længere findes i kortsættet." in line("export", "-").out


@pytest.mark.skipif(os.name == "nt", reason="Windows lacks these permissions")
def test_only_the_owner_may_read_the_notes(home: Path, line: CommandLine) -> None:
    held(line)
    (file,) = (home / "notes").glob("*.md")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_notes_are_appended_to_an_existing_file(home: Path, line: CommandLine) -> None:
    own = home / "team.md"
    own.write_text("# Vores egne ord\n\nUden linjeskift til sidst", "utf-8")
    held(line, "--notes", "team.md")
    held(line, "--notes", "team.md", typed="\n\nn Anden gang\n\nq\n")
    text = own.read_text("utf-8")
    assert text.startswith("# Vores egne ord\n\nUden linjeskift til sidst\n")
    assert len(parse(text).meetings) == 2
    out = line("export", "-").out
    assert "Anden gang" in out
    assert "Vi mangler kurser" not in out


# --- Wrong calls


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("play --area tekno2", 2, "Mente du »teknologiforstaaelse«?"),
        ("play --area kommunikation2", 2, "Mente du »formidling-og-kommunikation«?"),
        ("play --area xyz", 2, "Områderne er: anvendelseskompetencer, teknologiforstaaelse"),
        ("play --area og", 2, "passer på flere områder"),
        ("play --area", 2, "Efter --area mangler der en værdi."),
        ("play --cards mange", 2, "Efter --cards skal der stå et helt tal, ikke »mange«."),
        ("play --cards 0", 2, "mindst ét kort"),
        ("play --seed x", 2, "Efter --seed skal der stå et helt tal"),
        ("play --deck findes-ikke.yaml", 2, "Filen findes-ikke.yaml findes ikke."),
        ("play --deck .", 2, "er en mappe, ikke en fil."),
        ("play --notes .", 2, "er en mappe. Noterne skal i en fil."),
        ("play --notes fil.txt/noter.md", 1, "en del af stien er en fil, ikke en mappe"),
        ("play --bogus", 2, "Tilvalget --bogus findes ikke."),
        ("play --are tekno", 2, "Mente du"),
        ("play --plain=ja", 2, "skal der ikke stå noget"),
        ("play for mange ord", 2, "for mange ord"),
        ("plya", 2, "Mente du »play«?"),
        ("frobnicate", 2, "Kommandoen »frobnicate« findes ikke."),
        ("cases borgerservise", 2, "Mente du »borgerservice«?"),
        ("cases 99", 2, "Casen »99« findes ikke."),
        ("check", 2, "Her mangler FIL."),
        ("check findes-ikke.yaml", 2, "findes ikke"),
        ("export", 2, "Her mangler FIL."),
        ("export referat.odt", 2, "Brug .md, .html, .docx, .pdf, .csv, .xlsx, .json eller .jsonl."),
        ("export referat", 2, "Skriv fx: kortspil export referat.md"),
        ("export fil.txt", 2, "Endelsen .txt kan ikke bruges"),
        ("export .", 2, "kan ikke bruges til et referat"),
        ("export referat.md", 2, "Der er ingen møder i"),
        ("export --from fil.txt referat.md", 2, "Der er ingen møder i fil.txt."),
        ("export --from findes-ikke.md referat.md", 2, "Filen findes-ikke.md findes ikke."),
    ],
)
def test_a_wrong_call_gets_a_danish_sentence_on_standard_error(
    home: Path, line: CommandLine, words: str, code: int, said: str
) -> None:
    (home / "fil.txt").write_text("Ikke noter\n", "utf-8")
    answer = line(*words.split())
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not re.search(r"\b(Error|Usage|Invalid|Missing|No such|Try)\b", answer.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("play --area", "Efter --area mangler der en værdi."),
        ("play --cards= --cards", "Efter --cards mangler der en værdi."),
        ("play --plain=ja", "Efter --plain skal der ikke stå noget."),
        ("--version=3", "Efter --version skal der ikke stå noget."),
        ("play for mange ord", "Der er skrevet for meget: for mange ord"),
        ("cards -- --json", "Der er skrevet for meget: --json"),
        ("play --bogus", "Tilvalget --bogus findes ikke."),
        ("check", "Her mangler FIL."),
    ],
)
def test_the_sentence_for_a_wrong_call_does_not_depend_on_the_words_of_typer(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    real = typer.TyperException.__init__
    monkeypatch.setattr(typer.TyperException, "__init__", lambda self, _: real(self, "Other words"))
    answer = line(*words.split())
    assert (answer.code, answer.out, answer.err.splitlines()[0]) == (2, "", said)


def test_an_unknown_kind_of_typer_error_gets_a_danish_sentence(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NewKind(typer.TyperException):
        """An error that a later release may raise."""

    def refuse(*_: object) -> None:
        raise NewKind("Got something")

    monkeypatch.setattr("kortspil.cli.usage.TyperCommand.parse_args", refuse)
    answer = line("cards")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "Kommandoen kan ikke forstås.\nSe mulighederne med: kortspil cards --help\n"


def test_every_problem_of_a_broken_deck_is_printed_with_its_place(home: Path, line: CommandLine) -> None:
    (home / "brudt.yaml").write_text("title: Prøve\nareas:\n  - id: a\n    nam: Første\n    cards: []\n", "utf-8")
    for words in (("play", "--deck", "brudt.yaml"), ("check", "brudt.yaml"), ("cards", "--deck", "brudt.yaml")):
        answer = line(*words)
        assert (answer.code, answer.out) == (2, "")
        assert (
            "brudt.yaml:4:5: Nøglen »nam« findes ikke i et område.\n        nam: Første\n        ^\n    Mente du"
            in answer.err
        )
        assert "brudt.yaml:5:12: Listen »cards« er tom." in answer.err


def test_control_characters_in_a_broken_deck_do_not_reach_the_terminal(home: Path, line: CommandLine) -> None:
    (home / "ond.yaml").write_bytes(b"title: \x1b]0;x\x07\nareas: []\n")
    answer = line("check", "ond.yaml")
    assert answer.code == 2
    assert "\x1b" not in answer.err


def test_thousands_of_problems_are_not_all_printed(home: Path, line: CommandLine) -> None:
    (home / "mange.yaml").write_text("".join(f"nøgle{n}: x\n" for n in range(3000)), "utf-8")
    answer = line("check", "mange.yaml")
    assert answer.code == 2
    assert answer.err.count("\n") < 400
    assert "mindst 1.000 fejl." in answer.err
    assert "… og mindst 950 fejl mere." in answer.err


def test_an_export_overwrites_a_file_only_with_force(home: Path, line: CommandLine) -> None:
    held(line)
    (home / "referat.md").write_text("Mit eget\n", "utf-8")
    answer = line("export", "referat.md")
    assert (answer.code, answer.out) == (2, "")
    assert "kortspil export --force referat.md" in answer.err
    assert (home / "referat.md").read_text("utf-8") == "Mit eget\n"
    assert line("export", "--force", "referat.md").code == 0
    assert "Vi mangler kurser" in (home / "referat.md").read_text("utf-8")


def test_an_export_never_overwrites_notes_even_with_force(home: Path, line: CommandLine) -> None:
    held(line, "--notes", "team.md")
    before = (home / "team.md").read_bytes()
    answer = line("export", "--force", "team.md")
    assert answer.code == 2
    assert "noter fra møder" in answer.err
    assert (home / "team.md").read_bytes() == before


def test_a_meeting_without_notes_is_exported_only_with_allow_empty(home: Path, line: CommandLine) -> None:
    held(line, typed="\n\n\nq\n")
    answer = line("export", "referat.md")
    assert answer.code == 2
    assert "har ingen noter" in answer.err
    assert "kortspil export --allow-empty referat.md" in answer.err
    assert not (home / "referat.md").exists()
    assert line("export", "--allow-empty", "referat.md").code == 0


def test_a_damaged_notes_file_is_exported_as_far_as_it_can_be_read(home: Path, line: CommandLine) -> None:
    held(line, "--notes", "team.md")
    text = (home / "team.md").read_text("utf-8")
    (home / "team.md").write_text(text.replace(" noted ", " vrøvl? "), "utf-8")
    answer = line("export", "-")
    assert answer.code == 0
    assert "Vi mangler kurser" in answer.out
    assert "i linje" in answer.err


def test_a_meeting_that_is_closed_at_once_leaves_no_file(home: Path, line: CommandLine) -> None:
    held(line)
    line_before = sorted((home / "notes").iterdir())
    answer = held(line, typed="q\n")
    assert "ikke gemt nogen noter" in answer.out
    assert sorted((home / "notes").iterdir()) == line_before
    assert "Vi mangler kurser" in line("export", "-").out


# --- Reading


def test_cards_prints_the_cards(line: CommandLine) -> None:
    answer = line("cards", "--area", "tekno")
    assert answer.code == 0
    assert "Teknologiforståelse (6 kort)" in answer.out
    assert 'tek-01  Hvad "gør" de digitale værktøjer ved jeres faglighed?' in answer.out
    assert "  - Teknologien giver nye faglige muligheder" in answer.out


def test_the_cards_can_be_json(line: CommandLine) -> None:
    deck = json.loads(line("cards", "--json").out)
    assert [len(area["cards"]) for area in deck["areas"]] == [11, 6, 10, 8]
    assert set(deck["areas"][0]["cards"][0]) == {"id", "question", "lead", "examples"}


def test_cases_lists_the_cases_or_prints_one(line: CommandLine) -> None:
    assert "borgerservice\n    Borgerservice: Viden fra borgere" in line("cases").out
    assert "Sally" in line("cases", "borger").out
    assert json.loads(line("cases", "borgerservice", "--json").out)["department"] == "Borgerservice"
    assert len(json.loads(line("cases", "--json").out)) == 4


def test_guide_prints_the_guide(line: CommandLine) -> None:
    assert "1. Klip kortene ud, og spred dem over bordet med bagsiden opad." in line("guide").out


def test_a_deck_without_a_guide_says_so(home: Path, line: CommandLine) -> None:
    (home / "mit.yaml").write_text(SOUND, "utf-8")
    answer = line("guide", "--deck", "mit.yaml")
    assert answer.code == 2
    assert "ingen vejledning" in answer.err


def test_check_says_that_a_sound_deck_and_a_sound_case_are_sound(home: Path, line: CommandLine) -> None:
    (home / "mit.yaml").write_text(SOUND, "utf-8")
    assert line("check", "mit.yaml").out == "mit.yaml er i orden: 1 kort i 1 område.\n"
    (home / "min.md").write_text("---\ntitle: T\ndepartment: D\nsource: S\n---\n\nTekst.\n", "utf-8")
    assert line("check", "min.md").code == 0


def test_version_prints_the_same_with_and_without_typer(line: CommandLine) -> None:
    assert line("--version").out == program("--version").out
    assert re.fullmatch(r"kortspil \d+\.\d+\.\d+\n", line("--version").out)


@pytest.mark.parametrize("words", [[], ["--help"], ["play", "--help"], ["export", "--help"], ["cards", "--help"],
                                   ["cases", "--help"], ["guide", "--help"], ["check", "--help"]])  # fmt: skip
def test_all_help_is_danish(line: CommandLine, words: list[str]) -> None:
    answer = line(*words)
    assert answer.code == 0
    assert answer.out.startswith("Brug: kortspil")
    english = re.compile(
        r"\b(Usage|Options|Arguments|Commands|Show|Install|default|required|TEXT|PATH|INTEGER|the|message)\b"
    )
    assert not english.search(answer.out)


# --- Shells


@pytest.mark.parametrize(
    ("shell", "environment"),
    [
        ("bash", {"COMP_WORDS": "kortspil play --area tek", "COMP_CWORD": "3"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "kortspil play --area tek"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "kortspil play --area tek", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
        ("powershell", {"_TYPER_COMPLETE_ARGS": "kortspil play --area tek", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "tek"}),
    ],
)
@pytest.mark.usefixtures("home")
def test_areas_are_completed_in_every_shell(shell: str, environment: dict[str, str]) -> None:
    answer = program(env={"_KORTSPIL_COMPLETE": f"complete_{shell}", **environment})
    assert "teknologiforstaaelse" in answer.out
    assert "anvendelse" not in answer.out


@pytest.mark.usefixtures("home")
def test_cases_are_completed() -> None:
    environment = {"COMP_WORDS": "kortspil cases bo", "COMP_CWORD": "2"}
    assert "borgerservice" in program(env={"_KORTSPIL_COMPLETE": "complete_bash", **environment}).out


@pytest.mark.usefixtures("home")
def test_completion_is_shown_for_the_shell_in_use() -> None:
    for shell in ("bash", "zsh", "fish"):
        answer = program(env={"_KORTSPIL_COMPLETE": f"source_{shell}"})
        assert "kortspil" in answer.out


# --- Streams


def test_a_latin_1_pipe_loses_no_letters(home: Path, line: CommandLine) -> None:
    answer = line("play", "--no-warmup", typed="\nn Rødgrød på øen\n\nq\n".encode("cp1252"))
    assert answer.code == 0
    (file,) = (home / "notes").glob("*.md")
    assert "Rødgrød på øen" in file.read_text("utf-8")


def test_windows_line_ends_in_a_pipe_are_line_ends(home: Path, line: CommandLine) -> None:
    answer = held(line, typed="\r\n\r\nn Hej\r\n\r\nq\r\n")
    assert answer.code == 0
    (file,) = (home / "notes").glob("*.md")
    (meeting,) = parse(file.read_text("utf-8")).meetings
    assert [entry.event.text for entry in meeting.entries if isinstance(entry.event, Noted)] == ["Hej"]
    assert meeting.entries[2].event == Noted(Kind.NOTE, meeting.opened.dealt[0], "Hej")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850"])
def test_no_code_page_breaks_a_meeting(home: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"}
    answer = program("play", "--seed", "3", typed="\n\nn Æøå – ✓ 😊\n\no\n?\nc 3\nq\n", env=env)
    assert (answer.code, answer.err) == (0, "")
    (file,) = (home / "notes").glob("*.md")
    assert "Æøå – ✓ 😊" in file.read_text("utf-8")
    assert program("cards", "--json", env=env).code == 0
    assert json.loads(program("cases", "teknik", "--json", env=env).out)["name"] == "teknik-og-miljoe"


def test_minutes_on_standard_output_are_utf8_whatever_the_code_page(line: CommandLine) -> None:
    held(line, typed="\n\nn Æøå – ✓ 😊\n\nq\n")
    assert "Æøå – ✓ 😊" in program("export", "-", env={"PYTHONIOENCODING": "cp850"}).out


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.usefixtures("home")
def test_a_reader_that_closes_the_pipe_causes_no_error() -> None:
    result = subprocess.run(
        f"{sys.executable} -m kortspil cards | head -1", shell=True, capture_output=True, check=False
    )
    assert result.stderr == b""
    assert result.stdout.startswith(b"Anvendelseskompetencer")


def test_an_unexpected_error_is_reported_in_danish_without_its_message(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("hemmelig note")

    monkeypatch.setattr("kortspil.cli.resolve.deck", fail)
    answer = line("guide")
    assert answer.code == 1
    assert "(ValueError i test_cli.py:" in answer.err
    assert "hemmelig" not in answer.err


def test_the_export_of_an_empty_latest_meeting_suggests_the_latest_one_with_notes(
    home: Path, line: CommandLine
) -> None:
    held(line)
    held(line, typed="\n\n\nq\n")
    answer = line("export", "referat.md")
    assert answer.code == 2
    suggested = re.search(r"Det seneste møde med noter er fra .*: (?:python -m )?kortspil (.*)", answer.err)
    assert suggested is not None
    assert line(*shlex.split(suggested[1])).code == 0
    assert "Vi mangler kurser" in (home / "referat.md").read_text("utf-8")


def test_a_byte_order_mark_in_a_pipe_spoils_no_line(line: CommandLine) -> None:
    answer = line("play", "--no-warmup", "--seed", "1", typed=b"\xef\xbb\xbf\nn Hej\n\nq\n")
    assert "Note gemt: Hej" in answer.out


def test_a_note_that_imitates_a_mark_is_text(line: CommandLine) -> None:
    held(line, typed="\n\na Erkan viser planen <!-- kortspil a 1 b\nq\n")
    answer = line("export", "-")
    assert answer.err == ""
    assert "- Erkan viser planen \\<!-- kortspil a 1 b\n" in answer.out


def test_escape_sequences_in_a_file_name_do_not_reach_the_terminal(line: CommandLine) -> None:
    name = "a\x1b]0;ond\x07.md"
    assert "\x1b" not in held(line, "--notes", name).out
    answer = line("export", "--from", name, "ud\x1b[31m.md")
    assert answer.code == 0
    assert "\x1b" not in answer.out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is full")
@pytest.mark.usefixtures("home")
def test_a_meeting_that_could_not_be_saved_ends_with_an_error() -> None:
    answer = program("play", "--no-warmup", "--seed", "1", "--notes", "/dev/full", typed="\nq\n")
    assert answer.code == 1
    assert "disken er fuld" in answer.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    "words", ["play --notes rør.md", "export --from rør.md -", "export --force rør.md", "check rør.md"]
)
def test_a_named_pipe_is_refused(home: Path, line: CommandLine, words: str) -> None:
    os.mkfifo(home / "rør.md")
    answer = line(*words.split())
    assert answer.code == 2
    assert "er ikke en almindelig fil." in answer.err


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("call", ["play <&-", "cards >&-", "export - >&-", "play --area x 2>&-"])
def test_closed_streams_cause_no_unexpected_error(call: str, line: CommandLine) -> None:
    held(line)
    done = subprocess.run(f"{sys.executable} -m kortspil {call}", shell=True, capture_output=True, check=False)
    assert b"fejl, som programmet ikke kender" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_question_of_the_groups_own_that_was_put_back_is_in_the_minutes(line: CommandLine) -> None:
    held(line, typed="\ng Hvem gør hvad?\nl\n\nn Hej\n\nq\n")
    assert "Hvem gør hvad?" in line("export", "-").out.partition("## Ikke vendt")[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links only for privileged users")
def test_an_export_to_a_link_writes_the_file_that_it_points_to(home: Path, line: CommandLine) -> None:
    held(line)
    (home / "link.md").symlink_to(home / "rigtig.md")
    assert line("export", "link.md").code == 2
    assert line("export", "--force", "link.md").code == 0
    assert (home / "link.md").is_symlink()
    assert "Vi mangler kurser" in (home / "rigtig.md").read_text("utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is full")
@pytest.mark.usefixtures("home")
def test_output_that_cannot_be_written_is_reported() -> None:
    done = subprocess.run(
        f"{sys.executable} -m kortspil cards >/dev/full", shell=True, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode() == "Svaret kunne ikke skrives: disken er fuld.\n"


def test_help_and_completion_name_every_format(line: CommandLine) -> None:
    from kortspil.cli.options import complete_format
    from kortspil.export.registry import FORMATS

    assert [name for name, _ in complete_format("")] == list(FORMATS)
    listed = " ".join(line("export", "--help").out.split()).partition("uanset hvad filen hedder: ")[2].partition(".")[0]
    assert re.split(r", | eller ", listed) == list(FORMATS)
