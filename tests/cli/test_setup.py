"""The four questions before a meeting, their defaults, and the replies to answers that cannot be used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from command_line import CommandLine
from kortspil.cli import app
from kortspil.cli.options import PlayOptions, complete_case
from kortspil.cli.prompts import tell
from kortspil.cli.setup import Misunderstood, Prepared, areas_in, ask, case_in, minutes, participants
from kortspil.deck.model import Area, Card
from kortspil.messages import setup as texts
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from table_samples import AREAS, CASES

FOUR = (
    *AREAS,
    Area("for", "Formidling og kommunikation", (Card("for-1", "Hvad?", "", ()),)),
    Area("anv", "Anvendelseskompetencer", (Card("anv-1", "Hvem?", "", ()),)),
)
USUAL = Prepared((), (), None, "")


class Asked:
    """Answers the questions with some lines and then the end of input. Has the result and what was printed."""

    def __init__(self, *lines: str) -> None:
        self.printed: list[str] = []
        self._left = list(lines)
        self.reads = 0
        self.prepared = ask(self._read, self.printed.append, FOUR, CASES)

    def _read(self) -> str | None:
        self.reads += 1
        return self._left.pop(0) if self._left else None


# --- The four questions


def test_enter_at_every_question_gives_the_defaults() -> None:
    asked = Asked("", "", "", "")
    assert asked.prepared == USUAL
    assert asked.reads == 4
    assert asked.printed == [
        texts.INTRODUCTION,
        "",
        "Hvilke områder? Skriv numre, fx 1, 3. Enter tager alle.",
        "1 Teknologiforståelse (3 kort)",
        "2 Udvikling og implementering (1 kort)",
        "3 Formidling og kommunikation (1 kort)",
        "4 Anvendelseskompetencer (1 kort)",
        "",
        texts.PARTICIPANTS,
        "",
        texts.MINUTES,
        "",
        texts.CASE,
        "1 Borgerservice: Viden fra borgere",
        "2 Teknik og Miljø: Brug af Facebook",
    ]


def test_the_answers_are_returned() -> None:
    asked = Asked("3, tekno", " Anna,Bo ,, Søren  Ø. ", "1½ time", "2")
    assert asked.prepared == Prepared(("tek", "for"), ("Anna", "Bo", "Søren Ø."), 90, "teknik")


def test_an_answer_that_cannot_be_used_gets_a_reply_and_is_asked_again() -> None:
    asked = Asked("9", "blå", "1", "Anna, anna", "Anna, Anna H.", "snart", "60", "kokken", "borger")
    assert asked.prepared == Prepared(("tek",), ("Anna", "Anna H."), 60, "borgerservice")
    replies = [line for line in asked.printed if line not in Asked("", "", "", "").printed]
    assert replies == [
        "Der er ikke noget nummer 9. Skriv numre fra 1 til 4, eller navne med komma imellem.",
        "»blå« er ikke et af områderne. Skriv numre fra 1 til 4, eller navne med komma imellem.",
        "anna står der to gange. Skriv navnene igen, så man kan se forskel, fx anna H.",
        "»snart« kan ikke læses som en tid. Skriv fx 60, 1 time, 1½ time eller 1:30.",
        "»kokken« er ikke en af casene. Skriv et nummer fra 1 til 2, eller et navn.",
    ]
    # The question itself is not repeated.
    assert asked.printed.count(texts.AREAS) == 1


@pytest.mark.parametrize("answered", range(5))
def test_the_end_of_input_gives_the_defaults_for_the_rest(answered: int) -> None:
    asked = Asked(*("1", "Anna", "60", "1")[:answered])
    whole = Prepared(("tek",), ("Anna",), 60, "borgerservice")
    expected = {name: getattr(whole if at < answered else USUAL, name) for at, name in enumerate(Prepared._fields)}
    assert asked.prepared == Prepared(**expected)
    # After Ctrl+D a terminal can still be read, and would wait for the user. So nothing is read after the end.
    assert asked.reads == min(answered + 1, 4)


def test_the_end_of_input_after_a_bad_answer_gives_the_default() -> None:
    assert Asked("9").prepared == USUAL


def test_a_question_without_a_choice_is_not_asked() -> None:
    printed: list[str] = []
    assert ask(lambda: "", printed.append, AREAS[:1], ()) == USUAL
    assert texts.AREAS not in printed
    assert texts.CASE not in printed


def test_words_for_all_and_for_none_give_the_defaults() -> None:
    for lines in (("alle", "ingen", "uden", "nej"), ("Alle", "-", "0", "Ingen")):
        asked = Asked(*lines)
        assert (asked.prepared, asked.reads) == (USUAL, 4)
        assert asked.printed == Asked("", "", "", "").printed


@given(st.lists(st.text(max_size=12), max_size=12))
@example(["١", "٢"])
@example(["²", "½", "²", "²"])
def test_any_lines_give_a_valid_meeting(lines: list[str]) -> None:
    asked = Asked(*lines)
    ids = [area.id for area in FOUR]
    assert list(asked.prepared.areas) == [id for id in ids if id in asked.prepared.areas]
    assert len(set(asked.prepared.participants)) == len(asked.prepared.participants)
    assert asked.prepared.minutes in (None, *range(1, 1441))
    assert asked.prepared.case in ("", "borgerservice", "teknik")


# --- What an answer means


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("1", ("tek",)), ("1,3", ("tek", "for")), ("3, 1", ("tek", "for")), ("1 3", ("tek", "for")),
        ("1 og 3", ("tek", "for")), ("1, 2 og 4", ("tek", "udv", "anv")), ("2-4", ("udv", "for", "anv")),
        ("4 – 2", ("udv", "for", "anv")), ("2.", ("udv",)), ("1;2", ("tek", "udv")), ("1,1,1", ("tek",)),
        ("1-4", ("tek", "udv", "for", "anv")), ("teknologiforstaaelse", ("tek",)), ("Teknologiforståelse", ("tek",)),
        ("anvend, formidling", ("for", "anv")), ("formidling og kommunikation", ("for",)), ("udv, 1", ("tek", "udv")),
    ],
)  # fmt: skip
def test_areas_are_understood_by_number_and_by_name(typed: str, ids: tuple[str, ...]) -> None:
    assert areas_in(typed, FOUR) == ids


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "Der er ikke noget nummer 0."),
        ("1, 5", "Der er ikke noget nummer 5."),
        ("1-9999", "Der er ikke noget nummer 9999."),
        ("Tekhnologi", "Mente I »Teknologiforståelse«?"),
        ("implementering og", "Mente I »Udvikling og implementering«?"),
        ("og", ", »Udvikling og implementering« eller »Formidling og kommunikation«?"),
        ("x" * 5000, f"»{'x' * 40}…« er ikke et af områderne."),
    ],
)
def test_unknown_areas_get_a_reply(typed: str, said: str) -> None:
    answer = areas_in(typed, FOUR)
    assert isinstance(answer, Misunderstood)
    assert said in answer.sentence


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("60", 60), ("60 min", 60), ("60 min.", 60), ("60min", 60), ("45 m", 45), ("90 minutter", 90), ("1 minut", 1),
        ("1 time", 60), ("1½ time", 90), ("1½ Time", 90), ("½ time", 30), ("1,5 time", 90), ("2.5 timer", 150),
        ("1:30", 90), ("1.30", 90), ("0:45", 45), ("24:00", 1440), ("1440", 1440), ("en time", 60), ("to timer", 120),
        ("halvanden time", 90), ("en halv time", 30), ("et kvarter", 15), ("tre kvarter", 45), ("5 kvarter", 75),
        ("1 time og 30 minutter", 90), ("1 time 30", 90), ("1t30", 90), ("1 t 15 min", 75), ("10", 10),
        ("en time og et kvarter", 75), ("  1   time ", 60), ("tyve minutter", 20), ("2 timers", 120),
    ],
)  # fmt: skip
def test_a_length_is_understood_as_people_write_it(typed: str, length: int) -> None:
    assert minutes(typed) == length


@pytest.mark.parametrize(
    "typed", ["snart", "kl. 12", "1:75", "en", "1½", "time", "60-90", "-60", "½ min", "1" * 5000, "1 " * 5000]
)
def test_a_length_that_cannot_be_read_gets_a_reply(typed: str) -> None:
    answer = minutes(typed)
    assert isinstance(answer, Misunderstood)
    assert "Skriv fx 60, 1 time, 1½ time eller 1:30." in answer.sentence
    assert len(answer.sentence) < 130


@pytest.mark.parametrize("typed", ["0 min", "1441", "25 timer", "24:01"])
def test_a_length_that_no_meeting_has_gets_a_reply(typed: str) -> None:
    assert minutes(typed) == Misunderstood(texts.NO_LENGTH)


@pytest.mark.parametrize("typed", ["1", "2", "9"])
def test_a_small_number_without_a_unit_is_not_guessed(typed: str) -> None:
    assert minutes(typed) == Misunderstood(texts.NO_UNIT)


@pytest.mark.parametrize("typed", ["Anna, Anna", "Anna, Bo, ANNA", "Anna  B,anna b"])
def test_a_name_typed_twice_is_refused(typed: str) -> None:
    assert isinstance(participants(typed), Misunderstood)


def test_a_name_may_contain_og() -> None:
    assert participants("Børn og Unge; Teknik og Miljø") == ("Børn og Unge", "Teknik og Miljø")


@pytest.mark.parametrize(
    ("typed", "name"), [("1", "borgerservice"), ("2", "teknik"), ("facebook", "teknik"), ("borger", "borgerservice")]
)
def test_a_case_is_understood_by_number_and_by_name(typed: str, name: str) -> None:
    assert case_in(typed, CASES) == name


@pytest.mark.parametrize(
    ("typed", "said"), [("3", "fra 1 til 2"), ("0", "fra 1 til 2"), ("borgesrvice", "Mente I »Borgerservice«?")]
)
def test_an_unknown_case_gets_a_reply(typed: str, said: str) -> None:
    answer = case_in(typed, CASES)
    assert isinstance(answer, Misunderstood)
    assert said in answer.sentence


# --- On the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--minutes 0", "Et møde kan vare fra 1 minut til 24 timer"),
        ("--minutes 1441", "Et møde kan vare fra 1 minut til 24 timer"),
        ("--minutes -5", "Et møde kan vare fra 1 minut til 24 timer"),
        ("--minutes 1,5", "Efter --minutes skal der stå et helt tal, ikke »1,5«."),
        ("--minutes en", "Skriv fx: --minutes 60"),
        ("--minutes", "Efter --minutes mangler der en værdi."),
        ("--case kokken", "Casen »kokken« findes ikke."),
        ("--case borgesrvice", "Mente du »borgerservice«?"),
        ("--case 99", "Casene er: "),
        ("--resume --minutes 60", "--minutes kan ikke bruges her."),
        ("--resume --case 1", "--case kan ikke bruges her."),
    ],
)
def test_a_wrong_length_and_a_wrong_case_are_refused(
    home: Path, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    assert app.run(["play", *words.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert not (home / "notes").exists()


@pytest.mark.parametrize("words", ["--minutes 1", "--minutes 1440", "--case borger", "--case 2 --minutes 60"])
def test_a_length_and_a_case_can_be_options(line: CommandLine, words: str) -> None:
    answer = line("play", *words.split(), typed="\n\nn Hej\n\nq\n")
    assert (answer.code, answer.err) == (0, "")
    assert "Note gemt: Hej" in answer.out


@pytest.mark.usefixtures("home")
def test_cases_are_completed_for_a_meeting() -> None:
    assert [name for name, _ in complete_case("bo")] == ["borgerservice"]


def test_in_a_pipe_nothing_is_asked(line: CommandLine) -> None:
    out = line("play", typed="\n\nn Hej\n\nq\n").out
    assert texts.INTRODUCTION not in out
    assert "35 kort ligger" in out


def test_nothing_is_asked_if_an_option_describes_the_meeting(
    home: Path, line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "kort.yaml").write_text(
        "title: T\nareas:\n  - id: a\n    name: N\n    cards:\n      - {id: a-1, question: Hvad?}\n", "utf-8"
    )
    asked: list[PlayOptions] = []
    monkeypatch.setattr("kortspil.system.streams.is_conversation", lambda: True)

    def prepared(wanted: PlayOptions) -> PlayOptions:
        asked.append(wanted)
        return wanted

    monkeypatch.setattr("kortspil.cli.setup.prepared", prepared)
    for words in (
        "--area tekno", "--deck kort.yaml", "--notes n.md", "--participants Anna", "--cards 3", "--seed 1",
        "--no-warmup", "--minutes 60", "--case borger", "--group Vest",
    ):  # fmt: skip
        assert line("play", "--plain", *words.split(), typed="q\n").code == 0
        assert asked == [], words
    # Options about the display do not describe the meeting.
    assert line("play", "--plain", "--bell", typed="q\n").code == 0
    assert len(asked) == 1


# --- In a terminal

if os.name != "nt":
    from pseudo_terminal import Window, play

ENTER = "\r"
in_a_terminal = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")


def the_meeting(home: Path) -> Meeting:
    (file,) = (home / "notes").glob("*.md")
    (meeting,) = parse(file.read_text("utf-8")).meetings
    return meeting


def is_asked(window: Window, first: str, answer: str, *then: str) -> None:
    """Wait until each question is on the screen with the cursor after it, and then answer it."""
    window.until(lambda: first in window.text and window.text.rstrip().endswith(":"))
    window.type(answer + ENTER)
    if then:
        is_asked(window, then[0], *then[1:])


@in_a_terminal
def test_enter_at_every_question_leads_to_the_table_with_the_whole_deck(home: Path) -> None:
    with play(home) as window:
        is_asked(window, "Hvilke områder?", "", "Hvem er med?", "", "Hvor lang tid", "")
        window.shows("Vil I læse en case?")
        # All the questions fit in one window.
        assert "Et nyt møde." in window.text
        assert "Hvilke områder?" in window.text
        window.type(ENTER)
        window.shows("35 tilbage", "Åbningsrunde")
        window.type(ENTER)
        window.shows("▸ 1 ◂")
        window.type("\x03")
        assert window.end() == 130
    assert the_meeting(home).opened.participants == ()


@in_a_terminal
@pytest.mark.parametrize("words", [(), ("--plain",)])
def test_the_meeting_follows_the_answers(home: Path, words: tuple[str, ...]) -> None:
    with play(home, *words, columns=120) as window:
        is_asked(window, "Hvilke områder?", "2, 3", "Hvem er med?", "Anna, Søren Ø.", "Hvor lang tid", "1 time")
        is_asked(window, "Vil I læse en case?", "borgerservice")
        if not words:
            window.shows("Viden fra borgere", "16 ")
            window.type(ENTER)
        # In plain mode the case has scrolled out of the window when the opening round begins.
        window.shows("Åbningsrunde")
        window.type(ENTER)
        window.shows("16 tilbage")
        window.type("\x03")
        assert window.end() == 130
    opened = the_meeting(home).opened
    assert [area for area, _ in opened.areas] == ["teknologiforstaaelse", "formidling-og-kommunikation"]
    assert opened.participants == ("Anna", "Søren Ø.")


@in_a_terminal
def test_in_a_narrow_window_the_questions_break_between_words(home: Path) -> None:
    with play(home, columns=30, lines=50) as window:
        is_asked(window, "Hvilke områder?", "x" * 60, "»xxx", "", "Hvem er med?", "", "Hvor lang tid", "")
        window.shows("Vil I læse en case?", "ingen case.")
        rows = [row for row in window.text.splitlines() if not row.startswith("Skriv: ")]
        assert "Enter tager alle." in " ".join(rows)
        assert [row for row in rows if "xxx" not in row and len(row) > 29] == []
        window.type("\x03")
        assert window.end() == 130


@in_a_terminal
@pytest.mark.parametrize("answered", [0, 2])
def test_ctrl_c_at_a_question_ends_the_program(home: Path, answered: int) -> None:
    with play(home) as window:
        if answered:
            is_asked(window, "Hvilke områder?", "1", "Hvem er med?", "Anna")
        window.shows(("Hvilke områder?", "", "Hvor lang tid")[answered])
        window.shows("Skriv:")
        window.type("\x03")
        assert window.end() == 130
        assert "Afbrudt." in window.text
    assert not (home / "notes").exists()


@in_a_terminal
def test_ctrl_d_at_a_question_goes_on_to_the_meeting(home: Path) -> None:
    with play(home) as window:
        is_asked(window, "Hvilke områder?", "2")
        window.shows("Hvem er med?")
        window.type("\x04")
        window.shows("6 tilbage", "Åbningsrunde")
        window.type("\x03")
        assert window.end() == 130


@in_a_terminal
def test_the_answer_no_to_resuming_leads_to_the_questions_for_a_new_meeting(home: Path) -> None:
    with play(home, "--seed", "1") as window:
        window.shows("Åbningsrunde")
        window.type(ENTER)
        window.shows("▸ 1 ◂")
        window.type("\x03")
        assert window.end() == 130
    with play(home) as window:
        is_asked(window, "Vil I fortsætte det møde?", "n", "Hvilke områder?", "2", "Hvem er med?", "")
        is_asked(window, "Hvor lang tid", "", "Vil I læse en case?", "")
        window.shows("6 tilbage")
        window.type("\x03")
        assert window.end() == 130
    with play(home) as window:
        window.shows("Vil I fortsætte det møde?")
        window.type(ENTER)
        window.shows("fortsætter")
        window.type("\x03")
        assert window.end() == 130
        assert "Hvilke områder?" not in window.written.decode()


def test_escape_sequences_in_an_answer_do_not_reach_the_terminal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["\x1b[31mblå"])
    ask(lambda: next(lines, None), tell, FOUR, CASES)
    out = capsys.readouterr().out
    assert home.is_dir()
    assert "\x1b" not in out
    assert "blå" in out
