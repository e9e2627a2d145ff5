"""Text in several sizes: where it is asked for, how large a question is drawn, and that nothing of it stays behind."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil import deckfile, places, sizing
from kortspil.events import Kind
from kortspil.painting import Frame, Painter
from kortspil.presses import translate
from kortspil.session import Ask, Session, Turn, Write, apply, begin, decide
from kortspil.terminal import Terminal
from kortspil.view import Mode, Screen, Writing
from kortspil.view.theme import THEMES
from kortspil.view.words import cells
from kortspil.window import Press, Size
from pages import PAGES, rendered, seen
from tables import table

SIZE = Size(100, 34)
LONG = "Hvad gør vi, når to af os skal bruge det samme, og ingen af os ved, hvem der har det?"

_TOKEN = re.compile(
    r"\x1b\[(?P<args>[0-9;?]*)(?P<final>[A-Za-z])"
    r"|\x1b\]66;s=(?P<scale>\d);(?P<large>[^\x1b]*)\x1b\\"
    r"|(?P<sign>[^\x1b])",
    re.DOTALL,
)


class Multicell(NamedTuple):
    """A sign that takes a square of cells."""

    row: int
    column: int
    scale: int
    sign: str
    style: tuple[str, ...]


class Kitty:
    """The cells of a terminal that knows the protocol: what it says of writing over a large sign, and of erasing one.

    Every sign is taken to be one cell wide. Cells that were erased along with others are told from those that were
    written, since the protocol does not say what colour they get.
    """

    def __init__(self, size: Size) -> None:
        self.size = size
        self.cells: dict[tuple[int, int], object] = {}
        self._row = self._column = 0
        self._style: tuple[str, ...] = ("", "", "")

    def feed(self, text: str) -> None:
        for token in _TOKEN.finditer(text):
            if token["scale"]:
                self._write_large(token["large"], int(token["scale"]))
            elif token["final"]:
                self._obey(token["args"], token["final"])
            elif token["sign"] == "\r":
                self._column = 0
            else:
                self._write(token["sign"])
        assert "\x1b" not in _TOKEN.sub("", text)

    def _obey(self, args: str, final: str) -> None:
        if final == "H":
            row, column = (int(part) - 1 for part in args.split(";"))
            self._row, self._column = row, column
        elif final == "m":
            self._set(args)
        elif final == "G":
            self._column = int(args) - 1
        elif final in "JK":
            assert args == "2" or (final, args) == ("K", "")
            rows = range(self.size.height) if final == "J" else [self._row]
            first = 0 if args else self._column
            for place in [(row, column) for row in rows for column in range(first, self.size.width)]:
                self._erase_large(place)
                self.cells[place] = (" ", self._style)
        else:
            assert final in "hl", final

    def _set(self, args: str) -> None:
        # Weight, colour and ground.
        for code in re.findall(r"[34]8;2;\d+;\d+;\d+|\d+", args):
            weight, color, ground = self._style
            if code == "0":
                self._style = ("", "", "")
            elif code.startswith("38"):
                self._style = (weight, code, ground)
            elif code.startswith("48"):
                self._style = (weight, color, code)
            else:
                assert code in ("1", "2", "7"), code
                self._style = (weight + code, color, ground)

    def _erase_large(self, place: tuple[int, int]) -> None:
        large = self.cells.get(place)
        if isinstance(large, Multicell):
            for taken in _square(large):
                self.cells[taken] = "erased along"

    def _write(self, sign: str) -> None:
        large = self.cells.get((self._row, self._column))
        while isinstance(large, Multicell) and large.row < self._row:
            self._column = large.column + large.scale
            large = self.cells.get((self._row, self._column))
        # Lines are not carried on: the last cell is written over.
        self._column = min(self._column, self.size.width - 1)
        self._erase_large((self._row, self._column))
        self.cells[self._row, self._column] = (sign, self._style)
        self._column += 1

    def _write_large(self, text: str, scale: int) -> None:
        assert len(text.encode()) <= 4096
        assert self._row + scale <= self.size.height, "the window would scroll"
        for sign in text:
            assert self._column + scale <= self.size.width
            large = Multicell(self._row, self._column, scale, sign, self._style)
            for place in _square(large):
                self._erase_large(place)
            self.cells.update(dict.fromkeys(_square(large), large))
            self._column += scale


def _square(large: Multicell) -> list[tuple[int, int]]:
    side = range(large.scale)
    return [(large.row + down, large.column + right) for down in side for right in side]


def drawn(*frames: Frame, size: Size = SIZE) -> dict[tuple[int, int], object]:
    """The cells of a window that showed some frames, one after the other."""
    kitty = Kitty(size)
    painter = Painter(kitty.feed)
    for picture in frames:
        painter.paint(picture, size)
    return kitty.cells


def pictured(session: Session, screen: Screen, size: Size = SIZE) -> Frame:
    return rendered(session, screen._replace(can_scale=True), size)


def scale_of(picture: Frame) -> int:
    """How large the question is drawn."""
    (scale,) = {text.rows for text in picture.large} or {1}
    return scale


# --- How large


def large_text(picture: Frame) -> str:
    found = [re.search(r"\x1b\]66;s=\d;([^\x1b]*)\x1b\\", text.drawn) for text in picture.large]
    return " ".join(match[1] for match in found if match)


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        (Size(40, 15), 1), (Size(80, 24), 3), (Size(100, 30), 3), (Size(120, 40), 3), (Size(200, 50), 3),
        (Size(200, 14), 1), (Size(50, 50), 1), (Size(60, 50), 2),
    ],
)  # fmt: skip
def test_a_question_is_drawn_as_large_as_the_window_has_room_for(size: Size, scale: int) -> None:
    picture = pictured(*PAGES["card"], size)
    assert scale_of(picture) == scale
    if scale > 1:
        assert large_text(picture) == "Hvad gør værktøj nummer 1 ved jer?"
        assert picture.furthest == 0


@given(width=st.integers(30, 210), height=st.integers(11, 60), name=st.sampled_from(["card", "opening", "writing"]))
@settings(max_examples=150)
def test_a_large_question_pushes_nothing_out_of_the_window(width: int, height: int, name: str) -> None:
    session, screen = PAGES[name]
    size = Size(width, height)
    plain = rendered(session, screen, size)
    picture = pictured(session, screen, size)
    assert picture.furthest == plain.furthest
    if plain.furthest == 0:
        for line in ("Det hjælper 1 gange", "Note:") if name != "opening" else ():
            assert line in seen(picture)
    if picture.large:
        assert plain.furthest == 0
    drawn(picture, size=size)


def test_every_question_of_the_shipped_deck_fits_in_a_large_window_with_its_examples() -> None:
    deck = deckfile.load(places.shipped_deck())
    for area in deck.areas:
        for card in area.cards:
            session = begin(deck.areas, (card.id,), None)
            event = decide(session, Turn(1))
            session = apply(session, event)  # type: ignore[arg-type]
            picture = pictured(session, Screen(), Size(120, 40))
            assert scale_of(picture) > 1, card.question
            assert large_text(picture) == card.question
            assert picture.furthest == 0


def test_a_word_is_never_broken_to_be_larger() -> None:
    word = "digitaliseringsparathedsvurderingernesansvarsfordelinger"
    session = table(Ask(f"Hvad er {word}?"))
    picture = pictured(session, Screen(), SIZE)
    assert not picture.large
    assert word in seen(picture)


def test_a_text_without_end_is_not_drawn_large() -> None:
    picture = pictured(table(Ask("ord " * 50_000)), Screen(), SIZE)
    assert not picture.large


def test_the_pile_of_accents_that_a_row_can_hold_fits_in_one_sequence() -> None:
    picture = pictured(table(Ask(("e" + "\U0001e000" * 15) * 60)), Screen(), Size(200, 50))
    for text in picture.large:
        assert len(text.drawn.encode()) <= 4096


def test_the_question_of_a_hostile_person_ends_no_sequence() -> None:
    picture = pictured(table(Ask("a\x1b\\b\x07c\x9cd")), Screen(), SIZE)
    assert large_text(picture) == "a␛\\b␇c\N{REPLACEMENT CHARACTER}d"


def test_a_large_question_stands_in_the_middle() -> None:
    (text,) = pictured(table(Ask("Hvad koster det?")), Screen()).large
    assert text.column == (SIZE.width - text.rows * cells("Hvad koster det?")) // 2


@pytest.mark.parametrize("height", range(11, 40))
def test_a_question_that_nothing_follows_is_large_as_a_whole_or_not_at_all(height: int) -> None:
    picture = pictured(table(Ask(LONG)), Screen(), Size(100, height))
    read = " ".join(seen(picture).split())
    assert large_text(picture) == (LONG if picture.large else "")
    assert ("Hvad gør" in read) is not bool(picture.large)


def test_a_terminal_that_cannot_is_sent_no_such_sequence() -> None:
    for name in PAGES:
        assert "\x1b]" not in "".join(rendered(*PAGES[name], SIZE).lines)
        assert not rendered(*PAGES[name], SIZE).large


def test_a_large_window_gives_a_question_air_where_letters_have_one_size() -> None:
    session = table(Ask(LONG))
    tall = seen(rendered(session, Screen(), Size(120, 40))).split("\n")
    low = seen(rendered(session, Screen(), Size(80, 24))).split("\n")
    first, second = (next(row for row, line in enumerate(tall) if part in line) for part in ("Hvad gør", "hvem der"))
    assert second == first + 2
    first, second = (next(row for row, line in enumerate(low) if part in line) for part in ("Hvad gør", "hvem der"))
    assert second == first + 1


@given(height=st.integers(20, 60), notes=st.integers(0, 12))
@settings(max_examples=60)
def test_air_pushes_no_note_out_of_the_window(height: int, notes: int) -> None:
    written = [Write(Kind.NOTE, f"Note nummer {number}") for number in range(notes)]
    picture = rendered(table(Turn(1), *written), Screen(), Size(120, height))
    # A heading, a question, three rows of examples and the notes, with one blank row between each.
    if picture.space >= 8 + notes + bool(notes):
        assert picture.furthest == 0


# --- Painting


MOMENTS: dict[str, tuple[Session, Screen]] = {
    **PAGES,
    "own": (table(Ask("Hvad koster det?")), Screen()),
    "as-long": (table(Ask("Hvad koster dét?")), Screen()),
    "long": (table(Ask(LONG)), Screen()),
    "message": (PAGES["card"][0], Screen(message="Note gemt")),
    "typed": (PAGES["card"][0], Screen(Mode.WRITING, writing=Writing("Note", (), "\n" * 8, 8))),
    "scrolled": (table(Turn(1), *(Write(Kind.NOTE, "en note") for _ in range(40))), Screen(scroll=5)),
}  # fmt: skip


@given(
    names=st.lists(st.sampled_from(sorted(MOMENTS)), min_size=2, max_size=5),
    dressed=st.sampled_from(sorted(THEMES)),
)
@settings(max_examples=250)
def test_whatever_was_shown_before_the_window_shows_the_same(names: list[str], dressed: str) -> None:
    frames = []
    for name in names:
        session, screen = MOMENTS[name]
        frames.append(pictured(session, screen._replace(theme=THEMES[dressed])))
    shown, fresh = drawn(*frames), drawn(frames[-1])
    assert "erased along" not in shown.values()
    # A cell that was erased and one that was never written look the same in the terminal's own colours.
    blank = (" ", ("", "", ""))
    places = {*shown, *fresh}
    assert {place: shown.get(place, blank) for place in places} == {place: fresh.get(place, blank) for place in places}


def test_a_message_under_a_large_question_does_not_write_it_again() -> None:
    written: list[str] = []
    painter = Painter(written.append)
    for name in ("card", "message"):
        painter.paint(pictured(*MOMENTS[name]), SIZE)
    assert "\x1b]66;" in written[0]
    assert "\x1b]66;" not in written[1]


def test_a_window_of_another_size_is_painted_whole() -> None:
    kitty = Kitty(Size(200, 50))
    painter = Painter(kitty.feed)
    painter.paint(pictured(*PAGES["card"], Size(200, 50)), Size(200, 50))
    kitty.size = SIZE
    painter.paint(pictured(*PAGES["card"]), SIZE)
    inside = {place: cell for place, cell in kitty.cells.items() if place[0] < SIZE.height and place[1] < SIZE.width}
    assert inside == drawn(pictured(*PAGES["card"]))


# --- Asking


@pytest.mark.parametrize(
    ("environment", "is_plausible"),
    [
        ({"TERM": "xterm-kitty"}, True), ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color"}, False), ({}, False),
    ],
)  # fmt: skip
def test_a_terminal_is_asked_where_it_may_be_one_that_answers(environment: dict[str, str], is_plausible: bool) -> None:
    assert sizing.is_plausible(environment) is is_plausible


@pytest.mark.parametrize(
    ("reports", "can"),
    [
        (["1;1", "1;3", "1;5"], True),
        (["1;1", "1;1", "1;3"], True),
        (["1;1", "1;1", "1;1"], False),
        (["1;1", "1;3", "1;3"], False),
        (["1;1", "1;3", "2;5"], False),
        (["1;1", "1;3"], False),
        ([], False),
    ],
)
def test_a_terminal_can_when_its_cursor_moved_past_a_sign_of_two_cells(reports: list[str], can: bool) -> None:
    answer = sizing.Answer()
    for report in reports:
        answer.take(report)
    assert answer.is_yes is can
    assert answer.is_whole is (len(reports) == 3)


def test_a_report_between_keys_is_told_from_them() -> None:
    from prompt_toolkit.input.vt100_parser import Vt100Parser
    from prompt_toolkit.key_binding import KeyPress

    presses: list[KeyPress] = []
    parser = Vt100Parser(presses.append)
    parser.feed("a\x1b[1;5Rb\x1b")
    parser.flush()
    parser.feed("\x1b[12;7R\r")
    parser.flush()
    assert list(translate(presses)) == [
        Press("text", "a"), Press("report", "1;5"), Press("text", "b"), Press("escape"), Press("report", "12;7"),
        Press("enter"),
    ]  # fmt: skip


class Wire:
    """A system's side of a terminal that answers with some presses, and then nothing."""

    def __init__(self, *presses: Press) -> None:
        self._presses = list(presses)

    def raw(self) -> None: ...

    def restore(self) -> None: ...

    def make_ready(self) -> None: ...

    def suspend(self) -> None: ...

    def wait(self, seconds: float | None) -> list[Press]:  # noqa: ARG002
        return [self._presses.pop(0)] if self._presses else []


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    """A kitty that was asked, and what comes from it then. What is written to it is lost."""

    def terminal(*presses: Press) -> Terminal:
        monkeypatch.setattr("kortspil.terminal._system_tty", lambda: Wire(*presses))
        monkeypatch.setenv("TERM", "xterm-kitty")
        monkeypatch.setattr(Terminal, "write", lambda self, text: None)  # noqa: ARG005
        begun = Terminal()
        begun.enter()
        begun.make_ready()
        return begun

    return terminal


YES = (Press("report", "1;1"), Press("report", "1;3"), Press("report", "1;5"))


def test_the_picture_is_drawn_again_after_the_question_and_once_more_after_a_yes(
    wired: Callable[..., Terminal],
) -> None:
    terminal = wired(Press("text", "a"), *YES, Press("enter"))
    assert terminal.wait(None) == [Press("redraw")]
    assert terminal.wait(None) == [Press("text", "a")]
    assert terminal.wait(None) == [Press("tick")]
    assert not terminal.can_scale
    assert terminal.wait(None) == [Press("tick")]
    assert terminal.wait(None) == [Press("redraw")]
    assert terminal.can_scale
    assert terminal.wait(None) == [Press("enter")]


def test_a_report_that_nobody_asked_for_is_no_key(wired: Callable[..., Terminal]) -> None:
    terminal = wired(*YES, Press("report", "9;9"), Press("enter"))
    presses = [terminal.wait(None)[0].name for _ in range(6)]
    assert presses == ["redraw", "tick", "tick", "redraw", "tick", "enter"]
    assert terminal.can_scale


def test_the_shell_gets_no_report_that_was_on_its_way(wired: Callable[..., Terminal]) -> None:
    terminal = wired(*YES)
    terminal.leave()
    assert terminal.can_scale


def test_the_program_waits_at_its_end_for_no_terminal_that_is_silent(wired: Callable[..., Terminal]) -> None:
    terminal = wired()
    terminal.leave()
    assert not terminal.can_scale


if sys.platform != "win32":
    import screen

    CALL = ("--area", "teknologiforstaaelse", "--seed", "1", "--no-warmup")

    def reports(window: screen.Window) -> int:
        return window.written.count(b"\x1b[6n")

    @pytest.mark.parametrize("environment", [{"TERM": "xterm-kitty"}, {"KITTY_WINDOW_ID": "1"}], ids=str)
    def test_a_terminal_that_answers_draws_the_question_large_and_no_key_is_lost(
        home: Path, environment: dict[str, str]
    ) -> None:
        with screen.play(home, *CALL, columns=100, lines=34, **environment) as window:
            window.until(lambda: reports(window) == 3)
            # The first picture stood before the question.
            assert "▸ 1 ◂".encode() in window.written.partition(b"\x1b[6n")[0]
            window.type("\x1b[1;1R\r\x1b[1;3Rn\x1b[1;5Rhej")
            window.until(lambda: b"\x1b]66;s=3;" in window.written)
            window.shows("Note:\nhej")
            window.type("\r")
            window.shows("Note gemt: hej")

    def test_a_terminal_that_says_no_is_not_asked_again(home: Path) -> None:
        with screen.play(home, *CALL, columns=100, lines=34, TERM="xterm-kitty") as window:
            window.until(lambda: reports(window) == 3)
            window.type("\x1b[1;1R\x1b[1;1R\x1b[1;1R\rn")
            window.shows("Note:")
            assert reports(window) == 3
            assert b"\x1b]66;s=3;" not in window.written

    def test_a_terminal_that_does_not_answer_keeps_nobody_waiting(home: Path) -> None:
        with screen.play(home, *CALL, columns=100, lines=34, TERM="xterm-kitty") as window:
            window.shows("▸ 1 ◂")
            window.type("\rn")
            window.shows("Note:", "Kort 1 af 6")
            window.type("\x03")
            assert window.end() == 130

    def test_another_terminal_is_asked_nothing(home: Path) -> None:
        with screen.play(home, *CALL) as window:
            window.shows("▸ 1 ◂")
            window.type("\r")
            window.shows("Kort 1 af 6")
            assert b"\x1b[6n" not in window.written
            assert b"\x1b]" not in window.written

    def test_a_theme_paints_the_window_and_gives_the_terminal_back_in_its_own_colours(home: Path) -> None:
        with screen.play(home, *CALL, "--theme", "lys", COLORTERM="truecolor") as window:
            window.shows("▸ 1 ◂")
            assert {window.terminal.buffer[row][79].bg for row in range(24)} == {"ffffff"}
            window.type("q\r")
            assert window.end() == 0
            assert not window.terminal.is_alternate
            assert window.terminal.cursor.attrs.bg == "default"
