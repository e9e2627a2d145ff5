"""The program in a pseudo-terminal: a whole meeting, keys, pastes, signals and changes of the window."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="Windows has no pseudo-terminals")

from kortspil.meeting.events import CaseRead, Drafted, Finished, Handwritten, Kind, Noted, Skipped, Turned
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from pseudo_terminal import Window, play

TECHNOLOGY = ("--area", "teknologiforstaaelse", "--seed", "1")
RIGHT, DOWN, ESCAPE, ENTER, ALT_ENTER = "\x1b[C", "\x1b[B", "\x1b", "\r", "\x1b\r"


def meeting_in(home: Path) -> Meeting:
    """Return the one meeting in the notes."""
    (file,) = (home / "notes").glob("*.md")
    (meeting,) = parse(file.read_text("utf-8")).meetings
    return meeting


def events_in(home: Path) -> list[object]:
    return [entry.event for entry in meeting_in(home).entries]


def begin_a_note(window: Window) -> None:
    """Turn the first card, and begin a note on it."""
    window.shows("▸ 1 ◂")
    window.type(ENTER + "n")
    window.shows("Note:")


def is_put_back(window: Window) -> bool:
    """Return whether the terminal is as it was before the program started."""
    terminal = window.terminal
    return not terminal.is_alternate and terminal.is_cursor_shown and not terminal.takes_paste


def test_a_whole_meeting_is_held_at_full_screen(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--participants", "Anna, Bo") as window:
        window.shows("Åbningsrunde", "hvad I forstår ved digitale værktøjer")
        window.type(ENTER)
        window.shows("0 vendt", "▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 6", "Teknologiforståelse", "eksempel:")
        window.type("n")
        window.shows("Note:", "gemmer")
        window.type("Vi mangler kurser" + ENTER)
        window.shows("Note gemt: Vi mangler kurser")
        window.type("b")
        window.shows("Kompetencebehov:")
        window.type("Sikre mails" + ENTER)
        window.shows("Kompetencebehov: Sikre mails")
        window.type("u")
        window.shows("Fortrudt: kompetencebehov »Sikre mails«.")
        window.type(ENTER)
        window.shows("✓ 1", "▸ 2 ◂")
        window.type("5")
        window.shows("Kort 5 af 6")
        window.type("s")
        window.shows("» 5", "1 sprunget over")
        window.type("c")
        window.shows("Cases", "Borgerservice")
        window.type("2")
        window.shows("Viden fra borgere")
        window.type(ESCAPE)
        window.shows("» 5")
        window.type("q")
        window.shows("Afrunding", "har ordet")
        window.type(f"{ENTER}Jeg vil spørge mere{ENTER}")
        window.shows(": Jeg vil spørge mere")
        window.type("s")
        window.shows("Luk mødet", "I vendte 1 kort, sprang 1 over og lod 4 blive liggende.", "kortspil export")
        window.type(ENTER)
        assert window.end() == 0
        assert is_put_back(window)
        assert "Noterne ligger i" in window.text
    events = events_in(home)
    assert [type(event) for event in events if isinstance(event, (Turned, Finished, Skipped, CaseRead))] == [
        Finished, Turned, Finished, Turned, Skipped, CaseRead, Finished,
    ]  # fmt: skip
    assert Noted(Kind.NOTE, "tek-01", "Vi mangler kurser")[2] in [e.text for e in events if isinstance(e, Noted)]
    assert meeting_in(home).opened.participants == ("Anna", "Bo")


def test_enter_after_typed_names_saves_them(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        window.type("d")
        window.shows("Skriv, hvem der kommer eller går:")
        window.type("Anna, Bo" + ENTER)
        window.shows("Anna er kommet til. Bo er kommet til.", "Anna vender næste kort")


def test_three_hundred_keys_at_once_are_taken_one_by_one(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", "--participants", "Anna, Bo", "--minutes", "60") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER * 300)
        window.shows("6 vendt", "Der er ikke flere kort med bagsiden opad.")
        window.type("q" + ENTER + "Vi ses" + ENTER)
        window.shows("Vi ses", "har ordet")
    # Every other key turned a card. When all had been turned, the last one was opened again.
    assert sum(isinstance(event, Turned) for event in events_in(home)) == 150


def test_a_meeting_that_dies_in_a_break_goes_on_after_it(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", "--participants", "Anna, Bo", "--minutes", "60", "--bell") as window:
        window.shows("▸ 1 ◂", "60 minutter tilbage")
        window.type(ENTER + "k")
        window.shows("I holder pause.", "Pause ──")
        window.type("q")
        window.shows("I holder pause. Enter eller k går videre.")
        window.kill()
        assert window.end() == 128 + signal.SIGKILL
    with play(home, "--resume") as window:
        window.shows("Kort 1 af 6", "har vendt kortet", "60 minutter tilbage", "fortsætter")
        window.type("u")
        window.shows("Fortrudt: kort 1 er ikke vendt alligevel.")
        window.type("q")
        window.shows("Luk mødet")
        window.type(ENTER)
        assert window.end() == 0
        assert is_put_back(window)
        assert b"\x07" not in window.written


def test_only_the_turned_cards_words_are_ever_on_the_screen(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        assert "digitale" not in window.written.decode().lower()
        window.type("o")
        window.shows("bagsiden opad")
        assert "digitale" not in window.written.decode().lower()


def test_a_resize_redraws_at_once(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("0 vendt · 0 sprunget over · 6 tilbage")
        window.resize(40, 15)
        window.shows("0/6 vendt")
        window.resize(120, 40)
        window.shows("0 vendt · 0 sprunget over · 6 tilbage", "Teknologiforståelse: 6 tilbage")
        assert all(len(line) <= 120 for line in window.text.split("\n"))


def test_a_window_too_small_says_so_and_goes_on_when_it_grows(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", columns=10, lines=5) as window:
        window.shows("Vinduet er", "for lille.", "større.")
        window.resize(80, 24)
        window.shows("▸ 1 ◂")
        window.resize(10, 5)
        window.shows("for lille.")
        window.type("q" + ENTER)
        assert window.end() == 0
        assert is_put_back(window)


def test_five_thousand_pasted_characters_are_kept_to_the_letter(home: Path) -> None:
    pasted = "".join(f"Linje {number}: æøå *fed* <b> \\ [{number}]\n" for number in range(200))[:5000].strip()
    assert len(pasted) > 4900
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 6")
        window.type("n")
        window.shows("Note:")
        window.paste(pasted)
        window.shows(pasted[-20:])
        window.type(ENTER)
        window.shows("Note gemt:")
        window.type("q" + ENTER)
        assert window.end() == 0
    assert [event.text for event in events_in(home) if isinstance(event, Noted)] == [pasted]


def test_a_paste_at_the_table_is_not_taken_for_keys(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        window.paste("quit\nn\nq\n")
        window.shows("For at indsætte tekst")
        assert "0 vendt" in window.text


def test_keys_typed_in_a_burst_all_arrive(home: Path) -> None:
    typed = "".join(f"{number % 10}" for number in range(300))
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER + "n" + typed + ENTER)
        window.shows("Note gemt")
        window.type("q" + ENTER)
        assert window.end() == 0
    assert [event.text for event in events_in(home) if isinstance(event, Noted)] == [typed]


def test_three_hundred_arrows_at_once_each_move_one_card(home: Path) -> None:
    # There are more cards than arrows, so a lost arrow leads to another card.
    cards = "".join(f"      - {{id: c-{number}, question: Hvad?}}\n" for number in range(1, 321))
    (home / "mange.yaml").write_text(f"title: Mange\nareas:\n  - id: a\n    name: A\n    cards:\n{cards}", "utf-8")
    with play(home, "--deck", "mange.yaml", "--no-warmup", "--seed", "1") as window:
        window.shows("▸ 1 ◂")
        window.type(RIGHT * 300)
        window.shows("▸ 301 ◂")
        window.type(ENTER)
        window.shows("Kort 301 af 320")


def test_waiting_for_a_key_takes_as_long_as_requested(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty
    import select
    from types import SimpleNamespace

    from kortspil.ui.terminal.posix import PosixTty
    from kortspil.ui.terminal.types import ESCAPE_SECONDS, KeyEvent

    asked: list[float | None] = []

    def sleep(
        readers: list[int], _: list[int], __: list[int], seconds: float | None
    ) -> tuple[list[int], list[int], list[int]]:
        asked.append(seconds)
        # The first call finds a key, the others time out.
        return select.select(readers, [], [], 20) if len(asked) == 1 else ([], [], [])

    parent, child = pty.openpty()
    with os.fdopen(child) as standard, os.fdopen(parent, "wb", buffering=0) as keyboard:
        monkeypatch.setattr(sys, "stdin", standard)
        monkeypatch.setattr("kortspil.ui.terminal.posix.select", SimpleNamespace(select=sleep, poll=select.poll))
        terminal = PosixTty()
        terminal.raw()
        try:
            keyboard.write(b"a")
            assert terminal.wait(60) == [KeyEvent("text", "a")]
            assert terminal.wait(60) == []
            assert terminal.wait(300) == []
        finally:
            terminal.restore()
    # After a key, the terminal waits once for the rest of a longer sequence.
    assert asked == [60, ESCAPE_SECONDS, 60, 300]


def test_keys_typed_before_the_first_picture_are_not_lost(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.type(ENTER)
        window.shows("Kort 1 af 6")


def test_a_note_of_two_lines_is_edited_and_saved(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER + "a")
        window.shows("Aftale:")
        window.type("Erkan viser os" + ALT_ENTER + "planen" + "\x7f\x7f" + "lægningen")
        window.shows("planlægningen")
        window.type(ENTER)
        window.shows("Aftale gemt")
    saved = [event for event in events_in(home) if isinstance(event, Noted)]
    assert [(note.kind, note.text) for note in saved] == [(Kind.AGREEMENT, "Erkan viser os\nplanlægningen")]


def test_escape_keeps_the_draft_and_the_same_letter_continues_it(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        begin_a_note(window)
        window.type("Halvt")
        window.shows("Halvt")
        window.type(ESCAPE)
        window.shows("Kladden er gemt")
        # The draft is already in the notes when the program says that it is.
        assert [event.draft.text for event in events_in(home) if isinstance(event, Drafted)] == ["Halvt"]
        window.type("n")
        window.shows("Halvt", "gemmer")
        window.type(" og helt" + ENTER)
        window.shows("Note gemt: Halvt og helt")


@pytest.mark.parametrize("ending", ["key", signal.SIGTERM, signal.SIGINT])
def test_a_half_written_note_survives_an_interruption(home: Path, ending: str | signal.Signals) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        begin_a_note(window)
        window.type("Halv tanke")
        window.shows("Halv tanke")
        if isinstance(ending, signal.Signals):
            window.kill(ending)
        else:
            window.type("\x03")
        assert window.end() == 130
        assert is_put_back(window)
        assert "Traceback" not in window.text
        assert "gemt som kladde" in window.text
    assert [event.draft.text for event in events_in(home) if isinstance(event, Drafted)] == ["Halv tanke"]


def test_a_closed_window_loses_nothing(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        begin_a_note(window)
        window.type("Inden vinduet lukkede")
        window.shows("Inden vinduet lukkede")
        window.close()
    assert [event.draft.text for event in events_in(home) if isinstance(event, Drafted)] == ["Inden vinduet lukkede"]


def test_a_suspended_program_continues(home: Path) -> None:
    shell = Window(["bash", "--norc", "--noprofile", "-i"], home, environment={"PS1": "SKAL> "})
    with shell as window:
        window.shows("SKAL>")
        window.type(f"{sys.executable} -m kortspil play {' '.join(TECHNOLOGY)} --no-warmup\r")
        window.shows("▸ 1 ◂")
        window.type("\x1a")
        window.shows("Stopped")
        assert not window.terminal.is_alternate
        assert window.terminal.is_cursor_shown
        window.type("fg\r")
        window.until(lambda: window.terminal.is_alternate and "▸ 1 ◂" in window.text)
        window.type(RIGHT)
        window.shows("▸ 2 ◂")
        window.type("q" + ENTER)
        window.until(lambda: not window.terminal.is_alternate and "Der skete ikke noget" in window.text)
        window.type("exit\r")
        window.end()


def test_a_half_written_note_is_kept_before_the_program_is_stopped(home: Path) -> None:
    shell = Window(["bash", "--norc", "--noprofile", "-i"], home, environment={"PS1": "SKAL> "})
    with shell as window:
        window.shows("SKAL>")
        window.type(f"{sys.executable} -m kortspil play {' '.join(TECHNOLOGY)} --no-warmup\r")
        begin_a_note(window)
        window.type("Halv tanke")
        window.shows("Halv tanke")
        window.type("\x1a")
        window.shows("Stopped")
        assert [event.draft.text for event in events_in(home) if isinstance(event, Drafted)] == ["Halv tanke"]


def test_alt_and_a_letter_in_a_note_is_no_command(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        begin_a_note(window)
        window.type("Hej\x1bu\x1b[13;2u du")
        window.shows("Hej du", "1 vendt")


def test_a_page_of_cases_survives_a_paste(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        window.type("c")
        window.shows("Borgerservice")
        window.paste("7" * 5000)
        window.type(DOWN)
        window.shows("▸ 2")


def test_the_card_can_be_scrolled_while_a_note_is_written(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", columns=40, lines=15) as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER + "n")
        window.shows("Note:", "▼")
        window.type("\x1b[6~")
        window.shows("▲")


def test_an_error_during_a_meeting_restores_the_terminal_and_is_reported_in_danish(home: Path) -> None:
    broken = (
        "import sys; from kortspil.ui.screen import app; from kortspil.__main__ import main\n"
        "def fail(*_): raise ValueError('hemmelig note')\n"
        "app.FullScreen.tell = fail\n"
        "sys.argv = ['kortspil', 'play', '--no-warmup']\n"
        "main()\n"
    )
    with Window([sys.executable, "-c", broken], home) as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        assert window.end() == 1
        assert is_put_back(window)
        assert "Der skete en fejl, som programmet ikke kender (ValueError" in window.text
        assert "Traceback" not in window.text
        assert "hemmelig" not in window.text
    assert any(isinstance(event, Turned) for event in events_in(home))


def test_a_key_that_changes_one_line_writes_little_and_one_that_changes_nothing_writes_nothing(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        begin_a_note(window)
        window.type("a")
        window.shows("Note:\na")
        before = len(window.written)
        window.type("b")
        window.shows("Note:\nab")
        assert len(window.written) - before <= 200
        before = len(window.written)
        window.type("\x1b[1;5D\x1b[1;5D" + "\x1b[H")  # To the beginning, twice: the second time changes nothing.
        window.type("c")
        window.shows("Note:\ncab")
        assert len(window.written) - before <= 500


def test_no_color_removes_the_colours_and_leaves_the_signs(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", NO_COLOR="1", COLORTERM="truecolor") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 6")
        window.type(ENTER)
        window.shows("✓ 1")
        for color in (b"\x1b[38;", b"\x1b[48;", b";38;", b";48;"):
            assert color not in window.written


def test_colours_are_there_without_no_color(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", COLORTERM="truecolor") as window:
        window.shows("▸ 1 ◂")
        assert b"48;2;" in window.written


def test_a_theme_paints_the_window_and_gives_the_terminal_back_in_its_own_colours(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", "--theme", "lys", COLORTERM="truecolor") as window:
        window.shows("▸ 1 ◂")
        assert {window.terminal.buffer[row][79].bg for row in range(24)} == {"ffffff"}
        window.type("q" + ENTER)
        assert window.end() == 0
        assert not window.terminal.is_alternate
        assert window.terminal.cursor.attrs.bg == "default"


@pytest.mark.parametrize("terminal", ["xterm-256color", "xterm-kitty"])
def test_the_program_sends_the_terminal_no_queries(home: Path, terminal: str) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", TERM=terminal) as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        window.shows("Kort 1 af 6")
        assert b"\x1b[6n" not in window.written
        assert b"\x1b]" not in window.written


def test_the_cursor_is_where_the_next_letter_goes(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        window.shows("▸ 1 ◂")
        assert not window.terminal.is_cursor_shown
        window.type(ENTER + "n")
        window.shows("Note:")
        window.type("æ😊x")
        window.shows("æ😊")
        window.until(lambda: window.terminal.cursor.x == 4)
        assert window.terminal.is_cursor_shown


def test_hostile_words_in_a_note_are_shown_and_not_obeyed(home: Path) -> None:
    hostile = "a\x1b]0;titel\x07b\x1b[2Jc [bold]d[/bold] # e <!-- kortspil -->"
    with play(home, *TECHNOLOGY, "--no-warmup") as window:
        begin_a_note(window)
        before = len(window.written)
        window.paste(hostile)
        window.shows("[bold]d[/bold] # e")
        window.type(ENTER)
        window.shows("Note gemt")
        after = window.written[before:]
        assert b"\x1b]0;" not in after
        assert b"\x1b[2J" not in after
        window.type("q" + ENTER)
        assert window.end() == 0
    assert [event.text for event in events_in(home) if isinstance(event, Noted)] == [hostile]
    assert not any(isinstance(event, Handwritten) for event in events_in(home))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_reported_at_once_and_the_words_stay_on_the_screen(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", "--notes", "/dev/full") as window:
        window.shows("▸ 1 ◂")
        window.type(ENTER)
        window.shows("IKKE GEMT", "disken er fuld", "0 vendt")


def test_a_plain_meeting_in_a_terminal_never_moves_the_cursor(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--plain") as window:
        window.shows("Åbningsrunde", "Skriv:")
        window.type("\n")
        window.shows("6 tilbage")
        window.type("\n")
        window.shows("Kort 1 af 6.")
        window.type("n Vi mangler kurser\n")
        window.shows("Note gemt: Vi mangler kurser")
        window.type("q\n")
        assert window.end() == 0
        assert b"\x1b" not in window.written
    assert [event.text for event in events_in(home) if isinstance(event, Noted)] == ["Vi mangler kurser"]


def test_ctrl_c_in_a_plain_meeting_says_where_the_notes_are(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--plain", "--no-warmup") as window:
        window.shows("Vælg:")
        window.type("\n")
        window.shows("Kort 1 af 6.")
        window.type("\x03")
        assert window.end() == 130
        assert "Noterne ligger i" in window.text
        assert "Traceback" not in window.text


@pytest.mark.skipif(sys.platform != "linux", reason="the longest line differs between systems")
def test_plain_mode_reports_a_line_that_the_terminal_cut_and_keeps_its_beginning(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--no-warmup", "--plain", lines=100) as window:
        window.shows("Skriv:")
        window.type("\n")
        window.shows("Kort 1 af 6")
        window.type("n " + "æ" * 3000 + "\n")
        window.shows("Linjen var for lang til terminalen.")
        window.type("n slut\n\nq\n")
        assert window.end() == 0
    texts = [event.text for event in events_in(home) if isinstance(event, Noted)]
    assert texts == ["æ" * 2046, "slut"]
