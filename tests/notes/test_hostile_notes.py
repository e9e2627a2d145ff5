"""Hostile notes: whatever is typed is stored as typed, shown so that no terminal obeys it, and exported as text."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone
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
"""The same that the imitations in the corpus have."""

HARMLESS = "Vi mangler kurser"
OTHER = "Bo ringer"
"""What stands beside the text that is tried, the same in every meeting."""

all_texts = pytest.mark.parametrize(
    "text", [text for _, text in hostile_texts.TEXTS], ids=[name for name, _ in hostile_texts.TEXTS]
)
short_texts = pytest.mark.parametrize(
    "text", [text for _, text in hostile_texts.SHORT], ids=[name for name, _ in hostile_texts.SHORT]
)


# --- Stored as typed


def meeting_about(text: str) -> tuple[Opened, list[Event]]:
    """A meeting where a text stands everywhere that a text can stand."""
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
    """The notes file of a meeting, an event a minute."""
    entries = [
        Entry(number, AT + timedelta(minutes=number), event) for number, event in enumerate([opened, *happened], 1)
    ]
    return "".join(format_entry(ID, entry) for entry in entries)


def read(notes: str) -> Meeting:
    """The one meeting of a notes file, all of which is understood."""
    journal = parse_bytes(notes.encode("utf-8"))
    assert journal.unreadable == ()
    (meeting,) = journal.meetings
    return meeting


@all_texts
def test_a_note_is_stored_as_it_was_typed(text: str) -> None:
    card = Turned("tek-2", 1, "tek", "Teknologi", "Hvad kan I?")
    for kind in Kind:
        happened: list[Event] = [card, Noted(kind, "tek-2", text)]
        assert [entry.event for entry in read(written(OPENED, happened)).entries] == happened


@all_texts
def test_wherever_in_a_meeting_a_text_stands_it_comes_back_and_so_does_all_around_it(text: str) -> None:
    opened, happened = meeting_about(text)
    meeting = read(written(opened, happened))
    assert meeting.opened == opened
    assert [(type(entry.event), entry.event) for entry in meeting.entries] == [
        (type(event), event) for event in happened
    ]


@short_texts
def test_a_note_that_a_power_cut_tore_takes_no_other_with_it(text: str) -> None:
    card = Turned("tek-2", 1, "tek", "Teknologi", "Hvad kan I?")
    whole = written(OPENED, [card, Noted(Kind.NOTE, "tek-2", OTHER), Noted(Kind.NOTE, "tek-2", text)])
    torn = whole[: whole.rindex("<!--")].rstrip("\n") + "\n"
    after = Entry(5, AT, Noted(Kind.NEED, "tek-2", OTHER))
    entries = read(torn + format_entry(ID, after)).entries
    assert [entry.event for entry in entries if not isinstance(entry.event, Handwritten)] == [
        card, Noted(Kind.NOTE, "tek-2", OTHER), after.event,
    ]  # fmt: skip


# --- Shown sanitize

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""The only sequence that a line of a frame has in it. Where lines stand is the painter's."""

_TURNS_ROUND = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b")
USUAL = Size(80, 24)


_FILLERS = ("\u1160", "\uffa0")


def drawn_alone(text: str) -> int:
    """The width of a text where nothing is joined, by what Unicode itself says of each character. The fillers of Hangul
    are left out: no two terminals agree on them."""
    ignored = {"Mn", "Me", "Cf", "Cn"}
    drawn = [letter for letter in text if unicodedata.category(letter) not in ignored and letter not in _FILLERS]
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in drawn)


def assert_harmless(shown: str) -> None:
    obeyed = {letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")}
    assert not obeyed
    assert not _TURNS_ROUND & set(shown)
    assert "\ufeff" not in shown


def assert_fits(picture: Frame, size: Size) -> None:
    """No line obeys or misleads, and none is wider than its window: not as we measure, not as Rich does, and not in
    a terminal that joins no emoji."""
    assert len(picture.lines) == size.height
    for line in picture.lines:
        shown = _STYLE.sub("", line)
        assert_harmless(shown)
        assert cell_len(shown) <= cells(shown) <= size.width
        assert drawn_alone(shown) <= size.width
    if picture.cursor is not None:
        assert picture.cursor < (size.height, size.width)


class Everywhere(NamedTuple):
    """A meeting with a text in every place where the window shows one."""

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


@short_texts
def test_no_page_obeys_what_was_typed_or_is_wider_than_its_window(text: str) -> None:
    everything = everywhere(text)
    for state, screen in everything.screens:
        assert_fits(frame(frame_console(), page(state, screen, everything.opened), SMALLEST), SMALLEST)


@pytest.mark.parametrize("text", [text for _, text in hostile_texts.LONG], ids=[name for name, _ in hostile_texts.LONG])
def test_no_page_is_too_wide_or_takes_its_time_when_a_text_is_long(text: str) -> None:
    size = USUAL
    state, opened, _ = everywhere(HARMLESS)
    state = apply(state, Noted(Kind.NOTE, "tek-1", text))
    for screen in (
        *(ScreenState(mode, scroll=scroll) for mode in (Mode.MEETING, Mode.OVERVIEW) for scroll in (0, 500, 10**6)),
        *(writing(text, cursor) for cursor in (0, len(text) // 2, len(text))),
        ScreenState(message=reply(Outcome(state, Write(Kind.NOTE, text), Noted(Kind.NOTE, "tek-1", text))).text),
    ):
        assert_fits(frame(frame_console(), page(state, screen, opened), size), size)


@short_texts
def test_a_text_is_harmless_at_every_letter_while_it_is_typed(text: str) -> None:
    state, opened, _ = everywhere(HARMLESS)
    for end in range(0, min(60, len(text)), 7):
        for cursor in {end, end // 2}:
            screen = writing(text[:end], cursor)
            assert_fits(frame(frame_console(), page(state, screen, opened), SMALLEST), SMALLEST)


class Watchful(pyte.Screen):
    """A terminal that tells what it was made to do besides showing text."""

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


@short_texts
def test_a_terminal_does_nothing_but_show_what_is_painted(text: str) -> None:
    terminal = Watchful(USUAL)
    painter = Painter(pyte.Stream(terminal).feed)
    everything = everywhere(text)
    terminal.did.clear()
    for state, screen in everything.screens:
        picture = frame(frame_console(), page(state, screen, everything.opened), USUAL)
        assert_fits(picture, USUAL)
        painter.paint(picture, USUAL)
        assert terminal.did == []
        # pyte puts an accent that begins a row over the end of the row before.
        assert row_of(terminal, 1).rstrip("\u0301") == "─" * USUAL.width


def row_of(terminal: pyte.Screen, row: int) -> str:
    """What stands in a row. Not pyte's ``display``, which dies on half a wide sign."""
    return "".join(terminal.buffer[row][column].data for column in range(terminal.columns)).rstrip()


def test_a_line_that_a_terminal_takes_for_wider_than_it_is_spoils_no_other() -> None:
    terminal = pyte.Screen(40, 15)
    painter = Painter(pyte.Stream(terminal).feed)
    # pyte takes each half of a flag for two cells.
    state, opened, _ = everywhere("🇩🇰" * 100)
    size = Size(40, 15)
    picture = frame(frame_console(), page(state, writing("🇩🇰" * 100, 0), opened), size)
    painter.paint(picture, size)
    for row, line in enumerate(picture.lines):
        if "🇩" not in line:
            assert row_of(terminal, row) == _STYLE.sub("", line).rstrip()


class Aloud(NamedTuple):
    """What came of a meeting in plain mode: what was printed, and the notes that were kept."""

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
    """What plain mode can be given of a text: its lines, without the white space around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


@all_texts
def test_plain_mode_keeps_every_line_as_it_was_typed_and_says_it_harmlessly(text: str, tmp_path: Path) -> None:
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

OUR_MARK = re.compile(r"<!-- kortspil [^<>]* -->\n?")


class Shape(NamedTuple):
    """What a Markdown reader makes of a file: its blocks, what stands in them besides words, and the words."""

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
    """What a reader sees of a text: all of it, but CommonMark (2.5) has no reference to what is no character, and
    markdown-it takes most control characters for that."""
    unseen = {"Cc", "Cs"}
    return "".join(
        letter if unicodedata.category(letter) not in unseen or isValidEntityCode(ord(letter)) else "\ufffd"
        for letter in text
    )


EXPORTED = [pair for pair in hostile_texts.TEXTS if pair[0] != "lines without end"]
exported_texts = pytest.mark.parametrize("text", [text for _, text in EXPORTED], ids=[name for name, _ in EXPORTED])


@exported_texts
def test_the_notes_read_as_markdown_have_the_shape_of_harmless_ones_and_the_words_that_were_typed(text: str) -> None:
    sanitize, other = (shape(written(*meeting_about(said))) for said in (HARMLESS, text))
    assert (other.blocks, other.marks) == (sanitize.blocks, sanitize.marks)
    assert other.words == [words.replace(HARMLESS, seen(text)) for words in sanitize.words]


@exported_texts
def test_the_minutes_have_the_shape_of_harmless_ones_and_the_words_that_were_typed(text: str) -> None:
    sanitize, other = (shape(minutes_of(*meeting_about(said))) for said in (HARMLESS, text))
    assert (other.blocks, other.marks) == (sanitize.blocks, sanitize.marks)
    # A heading is one line, and the lines around an item's words are left out.
    typed = {True: seen(text.strip("\n")), False: seen(text.replace("\n", " "))}
    in_item = [around == "list_item_open" for around in inline_blocks(sanitize)]
    expected = [words.replace(HARMLESS, typed[at]) for words, at in zip(sanitize.words, in_item, strict=True)]
    # An agreement comes first, with who and when behind it where its words name somebody.
    who, due, _ = agreement.read(text, (text,), AT.date())
    if who or due:
        expected[in_item.index(True)] = seen(f"{text.rstrip()} ({notes.agreement_details(who, due)})")
    assert other.words == expected


def minutes_of(opened: Opened, happened: list[Event]) -> str:
    faces = {card: CardText("", opened.deck_title, opened.deck_title) for card in opened.dealt}
    return markdown(build(read(written(opened, happened)), faces))


def inline_blocks(found: Shape) -> list[str]:
    """What each run of words stands in: the block around it, or the one around its paragraph."""
    kinds = [kind for kind, _, _ in found.blocks]
    within = []
    for at, kind in enumerate(kinds):
        if kind == "inline":
            around = kinds[at - 1]
            within.append(kinds[at - 2] if around == "paragraph_open" else around)
    return within
