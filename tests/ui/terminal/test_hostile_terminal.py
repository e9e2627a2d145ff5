"""The program in a pseudo-terminal, given hostile input."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("termios", reason="Windows has no pseudo-terminals")

import hostile_texts
from kortspil.meeting.events import Drafted, Handwritten, Noted, Turned
from kortspil.notes.reader import parse_bytes
from pseudo_terminal import Window, play

TECHNOLOGY = ("--area", "teknologiforstaaelse", "--seed", "1", "--no-warmup")
ENTER, ESCAPE = "\r", "\x1b"
# Terminals remove the sequence that ends a paste from pasted text, and send each line end as one character.
PASTED = (hostile_texts.EVERYTHING + hostile_texts.LONG[1][1]).replace("\x1b[201~", "").replace("\r", "")
"""Escape sequences, markup, HTML, marks of notes files, emoji, direction marks, and a pile of accents."""


def events_in(home: Path) -> list[object]:
    (file,) = (home / "notes").glob("*.md")
    (meeting,) = parse_bytes(file.read_bytes()).meetings
    return [entry.event for entry in meeting.entries]


def begin_a_note(window: Window) -> None:
    window.shows("▸ 1 ◂")
    window.type(ENTER + "n")
    window.shows("Note:")


def test_the_worst_that_can_be_pasted_touches_neither_the_terminal_nor_the_file(home: Path) -> None:
    with play(home, *TECHNOLOGY) as window:
        begin_a_note(window)
        before = len(window.written)
        data = PASTED.replace("\n", "\r").encode("utf-8", "replace")
        window.type(b"\x1b[200~" + data + b"\xff\x1b[201~")
        window.shows("tegn")
        window.type("slut" + ENTER)
        window.shows("Note gemt")
        window.type("o")
        window.shows("Overblik")
        window.type("o")
        window.shows("Enter videre")
        window.type("u")
        window.shows("Fortrudt: note »")
        window.type("g")
        window.shows("Bliv først færdige")
        window.type(ENTER)
        window.shows("▸ 2 ◂")
        window.type("q")
        window.shows("Luk mødet")
        after = window.written[before:]
        window.type(ENTER)
        assert window.end() == 0
        assert window.terminal.title == ""
    for obeyed in (
        b"\x1b]",
        b"\x1bP",
        b"\x1b_",
        b"\x1bc",
        b"\x07",
        b"\x1b[2J",
        b"\x1b[6n",
        b"\xc2\x9b",
        b"\xe2\x80\xae",
    ):
        assert obeyed not in after
    # A byte that is not UTF-8 becomes a lone surrogate, and is kept as one.
    wanted = data.decode("utf-8").replace("\r", "\n") + "\udcffslut"
    notes = [event.text for event in events_in(home) if isinstance(event, Noted)]
    assert notes == [wanted]
    assert not any(isinstance(event, Handwritten) for event in events_in(home))


def test_a_megabyte_can_be_pasted_written_on_saved_and_left(home: Path) -> None:
    pasted = hostile_texts.megabyte_of_lines()
    with play(home, *TECHNOLOGY) as window:
        begin_a_note(window)
        window.paste(pasted)
        window.shows(pasted[-20:])
        window.type(" og lidt til")
        window.shows("og lidt til")
        window.type(ESCAPE)
        window.shows("Kladden er gemt")
        window.type("n")
        window.shows("og lidt til")
        window.type("." + ENTER)
        window.shows("Note gemt", "mere, som står i notefilen.")
        window.type(ENTER)
        window.shows("▸ 2 ◂")
        window.type(ENTER)
        window.shows("Kort 2 af 6")
        window.type("o")
        window.shows("Overblik", "▼")
        window.type("oq" + ENTER)
        assert window.end() == 0
    kept = [event for event in events_in(home) if isinstance(event, (Noted, Drafted, Turned))]
    assert [type(event) for event in kept] == [Turned, Drafted, Noted, Turned]
    assert isinstance(kept[1], Drafted)
    assert kept[1].draft.text == f"{pasted} og lidt til"
    assert isinstance(kept[2], Noted)
    assert kept[2].text == f"{pasted} og lidt til."
