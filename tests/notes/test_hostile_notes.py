"""Hostile texts in notes are stored as they were typed, never obeyed by a terminal, and exported as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest
from markdown_it import MarkdownIt
from markdown_it.common.utils import isValidEntityCode
from rich.cells import cell_len

import hostile_texts
from kortspil.deck.model import Area, Card, Case, Warmup
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Ask, Finish, Turn, Undo, Write
from kortspil.meeting.events import (
    Asked,
    Autosaved,
    CaseRead,
    Closed,
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    Noted,
    Opened,
    Skipped,
    Turned,
    Undone,
)
from kortspil.meeting.rules import decide
from kortspil.meeting.state import MeetingState, begin
from kortspil.messages import answers, notes
from kortspil.messages import meeting as texts
from kortspil.minutes import agreement
from kortspil.minutes.build import build
from kortspil.minutes.model import CardText
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse_bytes
from kortspil.ui.answers import reply
from kortspil.ui.controller import Outcome, play
from kortspil.ui.plain.app import Plain
from kortspil.ui.screen.frame import SMALLEST, Frame, Painter, frame, frame_console
from kortspil.ui.screen.pages.page import page
from kortspil.ui.screen.pages.text_layout import cells
from kortspil.ui.screen.state import Mode, ScreenState, Writing
from kortspil.ui.terminal.types import Size
from report_samples import markdown
from table_samples import OPENED, controller, draft

AT = datetime(2026, 11, 22, 10, 30, 5, tzinfo=timezone(timedelta(hours=1)))
ID = "20261122-1030-abcdef"
"""The id that the imitated marks in ``hostile_texts`` have."""

HARMLESS = "Vi mangler kurser"
OTHER = "Bo ringer"
"""The text beside the hostile one, the same in every meeting."""


def of_each(texts: Sequence[tuple[str, str]]) -> pytest.MarkDecorator:
    """Run a test once with each of some named texts."""
    return pytest.mark.parametrize("text", [text for _, text in texts], ids=[name for name, _ in texts])


SHOWN = [
    *hostile_texts.ESCAPES, *hostile_texts.MARKUP, *hostile_texts.UNICODE, *hostile_texts.SPACES,
    ("everything at once", hostile_texts.EVERYTHING),
]  # fmt: skip
"""The texts that can do harm on a screen. The other texts are plain letters there."""

EXPORTED = [pair for pair in hostile_texts.TEXTS if pair[0] != "lines without end"]

# --- Stored as typed


def meeting_about(text: str) -> tuple[Opened, list[Event]]:
    """Return the opening and the events of a meeting with a text in every place that can hold one."""
    opened = OPENED._replace(
        deck_title=text, areas=(("tek", text), ("udv", "Udvikling")), participants=("Anna", text, text)
    )
    happened: list[Event] = [Finished("aabning"), Turned("tek-2", 1, "tek", text, text)]
    for kind in Kind:
        happened += [
            Noted(kind, "tek-2", text),
            Drafted(draft(kind, "tek-2", text)),
            Noted(kind, "tek-2", OTHER),
        ]
    happened += [
        Finished("tek-2"),
        Drafted(draft(None, "", text)),
        Asked("egen-1", 5, text),
        Noted(Kind.NOTE, "egen-1", text),
    ]
    happened += [
        Drafted(draft(Kind.NOTE, "egen-1", text)),
        Noted(Kind.NEED, "egen-1", OTHER),
        Undone(20),
        Skipped("egen-1"),
    ]
    happened += [
        CaseRead("teknik", text),
        Autosaved(draft(Kind.NOTE, "egen-1", text)),
        Drafted(draft(Kind.NOTE, "egen-1", text), in_hand=True),
    ]
    return opened, [*happened, Turned("tek-1", 3, "tek", text, "?"), Closed()]


def written(opened: Opened, happened: list[Event]) -> str:
    """Return the notes file of a meeting with one event a minute."""
    entries = [
        Entry(number, AT + timedelta(minutes=number), event) for number, event in enumerate([opened, *happened], 1)
    ]
    return "".join(format_entry(ID, entry) for entry in entries)


def read(notes: str) -> Meeting:
    """Read a notes file that has one meeting and no unreadable lines."""
    journal = parse_bytes(notes.encode("utf-8"))
    assert journal.unreadable == ()
    (meeting,) = journal.meetings
    return meeting


@of_each(hostile_texts.TEXTS)
def test_a_text_in_any_place_of_a_meeting_is_read_as_it_was_typed_and_so_is_the_rest(text: str) -> None:
    opened, happened = meeting_about(text)
    meeting = read(written(opened, happened))
    assert meeting.opened == opened
    assert [(type(entry.event), entry.event) for entry in meeting.entries] == [
        (type(event), event) for event in happened
    ]


@of_each(hostile_texts.SHORT)
def test_a_note_torn_by_a_power_cut_takes_no_other_note_with_it(text: str) -> None:
    card = Turned("tek-2", 1, "tek", "Teknologi", "Hvad kan I?")
    whole = written(OPENED, [card, Noted(Kind.NOTE, "tek-2", OTHER), Noted(Kind.NOTE, "tek-2", text)])
    torn = whole[: whole.rindex("<!--")].rstrip("\n") + "\n"
    after = Entry(5, AT, Noted(Kind.NEED, "tek-2", OTHER))
    entries = read(torn + format_entry(ID, after)).entries
    assert [entry.event for entry in entries if not isinstance(entry.event, Handwritten)] == [
        card, Noted(Kind.NOTE, "tek-2", OTHER), after.event,
    ]  # fmt: skip


# --- Shown on a screen

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""The only escape sequence within a line of a frame."""

_TURNS_ROUND = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b")
USUAL = Size(80, 24)

_FILLERS = ("\u1160", "\uffa0")


def drawn_alone(text: str) -> int:
    """Return the cells that a text takes in a terminal that joins no characters: the sum of their widths in Unicode.

    Hangul fillers count as 0, because terminals disagree on their width.
    """
    ignored = {"Mn", "Me", "Cf", "Cn"}
    drawn = [letter for letter in text if unicodedata.category(letter) not in ignored and letter not in _FILLERS]
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in drawn)


def assert_harmless(shown: str) -> None:
    obeyed = {letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")}
    assert not obeyed
    assert not _TURNS_ROUND & set(shown)
    assert "\ufeff" not in shown


def assert_fits(picture: Frame, size: Size) -> None:
    """Check that every line is harmless and no wider than the window.

    The width is measured in three ways: by the program, by Rich, and as in a terminal that joins no emoji.
    """
    assert len(picture.lines) == size.height
    for line in picture.lines:
        assert_line_fits(line, size.width)
    if picture.cursor is not None:
        assert picture.cursor < (size.height, size.width)


@cache
def assert_line_fits(line: str, width: int) -> None:
    # This is cached, because most lines are on several pages.
    shown = _STYLE.sub("", line)
    assert_harmless(shown)
    assert cell_len(shown) <= cells(shown) <= width
    assert drawn_alone(shown) <= width


class Everywhere(NamedTuple):
    """A meeting with a text in every place that a screen shows."""

    state: MeetingState
    opened: Opened
    screens: list[tuple[MeetingState, ScreenState]]


def everywhere(text: str) -> Everywhere:
    card = Card("tek-1", text, text, (text, text))
    areas = (Area("tek", text, (card, Card("tek-2", "?", "", ()))),)
    state = begin(areas, ("tek-1", "tek-2"), Warmup(text, (text, text)))
    note = Noted(Kind.NOTE, "aabning", text)
    opening = apply(state, note)
    at_table = opening
    for command in (Finish(), Ask(f"?{text}"), Finish()):
        at_table = apply(at_table, decided(at_table, command))
    at_card = apply(at_table, decided(at_table, Turn(1)))
    for kind in Kind:
        at_card = apply(at_card, Noted(kind, "tek-1", text))
    noted = reply(Outcome(at_card, Write(Kind.NOTE, text), Noted(Kind.NOTE, "tek-1", text))).text
    undone = reply(Outcome(at_card, Undo(), Undone(3))).text
    case = Case("teknik", text, text, text, (f"# {text}", text, f"- {text}"))
    assert text.split("\n")[0] in noted
    assert text.split("\n")[0] in undone
    screens = [
        (opening, ScreenState()),
        (at_table, ScreenState(selected=1, drafts=(text,))),
        (at_table, ScreenState(selected=3)),
        (at_card, ScreenState()),
        (at_card, ScreenState(scroll=10**6, message=noted)),
        (at_card, ScreenState(message=undone)),
        (at_card, ScreenState(message=answers.not_saved(text), is_alert=True)),
        *(
            (at_card, ScreenState(mode, scroll=scroll))
            for mode in (Mode.OVERVIEW, Mode.CLOSING)
            for scroll in (0, 10**6)
        ),
        (at_card, ScreenState(Mode.CLOSING, farewell=(text, text))),
        (at_card, ScreenState(Mode.CASES, cases=(case,))),
        (at_card, ScreenState(Mode.CASE, case=case)),
        *((at_card, writing(text, cursor)) for cursor in (0, len(text) // 2, len(text))),
        (at_card, writing(text, len(text))._replace(message=answers.not_saved(text), is_alert=True)),
    ]
    return Everywhere(at_card, OPENED._replace(deck_title=text, areas=(("tek", text),)), screens)


def decided(state: MeetingState, command: Ask | Finish | Turn | Write) -> Event:
    event = decide(state, command)
    assert isinstance(event, (Asked, Finished, Turned, Noted))
    return event


def writing(text: str, cursor: int) -> ScreenState:
    return ScreenState(Mode.WRITING, writing=Writing("Note", texts.EDITOR_HINTS, text, cursor))


@of_each(hostile_texts.LONG)
def test_no_page_is_too_wide_when_a_text_is_long(text: str) -> None:
    size = USUAL
    state, opened, _ = everywhere(HARMLESS)
    state = apply(state, Noted(Kind.NOTE, "tek-1", text))
    for screen in (
        *(ScreenState(mode, scroll=scroll) for mode in (Mode.MEETING, Mode.OVERVIEW) for scroll in (0, 500, 10**6)),
        *(writing(text, cursor) for cursor in (0, len(text) // 2, len(text))),
        ScreenState(message=reply(Outcome(state, Write(Kind.NOTE, text), Noted(Kind.NOTE, "tek-1", text))).text),
    ):
        assert_fits(frame(frame_console(), page(state, screen, opened), size), size)


@of_each(SHOWN)
def test_a_text_is_harmless_while_it_is_typed(text: str) -> None:
    state, opened, _ = everywhere(HARMLESS)
    for end in range(0, min(60, len(text)), 7):
        for cursor in {end, end // 2}:
            screen = writing(text[:end], cursor)
            assert_fits(frame(frame_console(), page(state, screen, opened), SMALLEST), SMALLEST)


class Watchful(pyte.Screen):
    """A terminal that records everything it is made to do except showing text."""

    def __init__(self, size: Size) -> None:
        super().__init__(*size)
        self.did: list[str] = []

    def set_title(self, param: str) -> None:
        self.did.append(f"title {param}")

    def set_icon_name(self, param: str) -> None:
        self.did.append(f"icon {param}")

    def bell(self, *_: object) -> None:
        self.did.append("bell")

    def write_process_input(self, data: str) -> None:
        self.did.append(f"answer {data}")

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        self.did += [f"off {mode}" for mode in modes if mode not in (7, 25, 2026)]
        super().reset_mode(*modes, **kwargs)


@of_each(SHOWN)
def test_every_page_fits_its_window_and_a_terminal_does_nothing_but_show_it(text: str) -> None:
    terminal = Watchful(SMALLEST)
    painter = Painter(pyte.Stream(terminal).feed)
    everything = everywhere(text)
    console = frame_console()
    terminal.did.clear()
    for state, screen in everything.screens:
        shown = page(state, screen, everything.opened)
        assert_fits(frame(console, shown, USUAL), USUAL)
        picture = frame(console, shown, SMALLEST)
        assert_fits(picture, SMALLEST)
        painter.paint(picture, SMALLEST)
        assert terminal.did == []
        # pyte moves an accent at the beginning of a row to the end of the row above.
        assert row_of(terminal, 1).rstrip("\u0301") == "─" * SMALLEST.width


def row_of(terminal: pyte.Screen, row: int) -> str:
    """Return the text of a row. pyte's own ``display`` fails if half of a wide character was overwritten."""
    return "".join(terminal.buffer[row][column].data for column in range(terminal.columns)).rstrip()


def test_a_line_that_a_terminal_draws_too_wide_spoils_no_other_line() -> None:
    terminal = pyte.Screen(40, 15)
    painter = Painter(pyte.Stream(terminal).feed)
    # pyte draws each half of a flag two cells wide.
    state, opened, _ = everywhere("🇩🇰" * 100)
    size = Size(40, 15)
    picture = frame(frame_console(), page(state, writing("🇩🇰" * 100, 0), opened), size)
    painter.paint(picture, size)
    for row, line in enumerate(picture.lines):
        if "🇩" not in line:
            assert row_of(terminal, row) == _STYLE.sub("", line).rstrip()


class Aloud(NamedTuple):
    """What a meeting in plain mode printed, and the notes that it kept."""

    printed: list[str]
    notes: list[Noted]


def spoken(folder: Path, *lines: str) -> Aloud:
    state = begin((Area("tek", "Teknologi", (Card("tek-1", "?", "", ()),)),), ("tek-1",), None)
    typed, printed = iter(lines), list[str]()
    with NotesFile(folder / "noter.md") as notes:
        play(controller(notes, state, cases=()), Plain(lambda: next(typed, None), printed.append))
    entries = read((folder / "noter.md").read_text("utf-8")).entries
    return Aloud(printed, [entry.event for entry in entries if isinstance(entry.event, Noted)])


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as plain mode takes them: without the white space around each."""
    return [line.strip() for line in text.split("\n") if line.strip()]


@of_each([*SHOWN, *hostile_texts.LONG])
def test_plain_mode_keeps_every_line_as_it_was_typed_and_prints_it_harmlessly(text: str, tmp_path: Path) -> None:
    lines = lines_of(text)[:10]
    notes = [command for line in lines for command in (f"n {line}", "p", line)]
    heard = spoken(
        tmp_path,
        "1",
        *notes,
        "u",
        "?",
        *(f"x{line}" for line in lines),
        *(f"c {line}" for line in lines),
        "",
        *(f"g {line}" for line in lines),
        "o",
    )
    assert [note.text for note in heard.notes] == [line for line in lines for _ in range(2)]
    for said in heard.printed:
        assert_harmless(said.replace("\n", ""))


# --- Exported escaped


class Shape(NamedTuple):
    """A file as a Markdown parser sees it: its blocks, the inline elements in them, and its words."""

    blocks: list[tuple[str, str, int]]
    marks: list[list[str]]
    words: list[str]


def shape(markdown: str) -> Shape:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    breaks = ("text", "hardbreak")
    return Shape(
        [(token.type, token.tag, token.level) for token in tokens],
        [[child.type for child in children if child.type not in breaks] for children in inlines],
        [
            "".join("\n" if child.type == "hardbreak" else child.content for child in children if child.type in breaks)
            for children in inlines
        ],
    )


def seen(text: str) -> str:
    """Return a text as a Markdown viewer shows it.

    CommonMark (2.5) replaces a reference to an invalid character, and markdown-it treats most control characters as
    invalid.
    """
    unseen = {"Cc", "Cs"}
    return "".join(
        letter if unicodedata.category(letter) not in unseen or isValidEntityCode(ord(letter)) else "\ufffd"
        for letter in text
    )


def minutes_of(opened: Opened, happened: list[Event]) -> str:
    faces = {card: CardText("", opened.deck_title, opened.deck_title) for card in opened.dealt}
    return markdown(build(read(written(opened, happened)), faces))


@cache
def harmless_shapes() -> tuple[Shape, Shape]:
    """Return the shapes of the notes and of the minutes with a harmless text."""
    opened, happened = meeting_about(HARMLESS)
    return shape(written(opened, happened)), shape(minutes_of(opened, happened))


@of_each(EXPORTED)
def test_the_notes_have_the_markdown_of_harmless_notes_and_the_words_that_were_typed(text: str) -> None:
    harmless, _ = harmless_shapes()
    other = shape(written(*meeting_about(text)))
    assert (other.blocks, other.marks) == (harmless.blocks, harmless.marks)
    assert other.words == [words.replace(HARMLESS, seen(text)) for words in harmless.words]


@of_each(EXPORTED)
def test_the_minutes_have_the_markdown_of_harmless_minutes_and_the_words_that_were_typed(text: str) -> None:
    _, harmless = harmless_shapes()
    other = shape(minutes_of(*meeting_about(text)))
    assert (other.blocks, other.marks) == (harmless.blocks, harmless.marks)
    # A heading is one line. In a list item, the empty lines around a text are left out.
    in_heading, in_list = seen(text.replace("\n", " ")), seen(text.strip("\n"))
    is_item = [around == "list_item_open" for around in inline_blocks(harmless)]
    expected = [
        words.replace(HARMLESS, in_list if item else in_heading)
        for words, item in zip(harmless.words, is_item, strict=True)
    ]
    # The agreements come first, followed by the participants and the date that their words name.
    who, due, _ = agreement.read(text, (text,), AT.date())
    if who or due:
        expected[is_item.index(True)] = seen(f"{text.rstrip()} ({notes.agreement_details(who, due)})")
    assert other.words == expected


def inline_blocks(found: Shape) -> list[str]:
    """Return the kind of block that each run of words is in. For a paragraph, return the block around it."""
    kinds = [kind for kind, _, _ in found.blocks]
    within = []
    for at, kind in enumerate(kinds):
        if kind == "inline":
            around = kinds[at - 1]
            within.append(kinds[at - 2] if around == "paragraph_open" else around)
    return within
