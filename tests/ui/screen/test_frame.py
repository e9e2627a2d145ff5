"""When a window changes, only the rows that differ are written, and nothing old stays on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.meeting.commands import Ask, Turn, Write
from kortspil.meeting.events import Kind
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.ui.screen.frame import Frame, Painter
from kortspil.ui.screen.pages.theme import THEMES
from kortspil.ui.screen.state import Mode, ScreenState, Writing
from kortspil.ui.terminal.types import Size
from page_samples import PAGES, rendered, seen
from table_samples import TERMS, table

SIZE = Size(70, 24)
SIZES = (Size(40, 15), Size(80, 24), Size(200, 50))
DRESSED = ("auto", "dark")
"""The terminal's own colours, and a painted window. The themes differ in their colours only."""
LONG = "Hvad gør vi, når to af os skal bruge det samme, og ingen af os ved, hvem der har det?"

MOST_FOR_A_LETTER = {40: 200, 80: 280, 200: 400}
"""The most bytes that a letter in a note may take, by the width of the window."""
MOST_FOR_EMOJI = 420
"""The same in a row of emoji of four bytes each, in a window of at most 80 columns."""

_GROUND = "\x1b[38;2;242;242;242;48;2;20;23;28m"
_STYLES = ("", "\x1b[1m", "\x1b[2m", "\x1b[1;38;2;255;255;255;48;2;31;78;140m")
_BLANK = (" ", ("", "", ""))
_TOKEN = re.compile(r"\x1b\[(?P<args>[0-9;?]*)(?P<final>[A-Za-z])|(?P<sign>[^\x1b])", re.DOTALL)


class Cells:
    """A terminal that draws every character one cell wide, and erases in the current colour."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.cells: dict[tuple[int, int], object] = {}
        self._row = self._column = 0
        self._style: tuple[str, ...] = ("", "", "")

    def feed(self, text: str) -> None:
        for token in _TOKEN.finditer(text):
            if token["final"]:
                self._obey(token["args"], token["final"])
            elif token["sign"] == "\r":
                self._column = 0
            else:
                # The program turns wrapping off, so further characters overwrite the last cell.
                self._column = min(self._column, self.size.width - 1)
                self.cells[self._row, self._column] = (token["sign"], self._style)
                self._column += 1
        assert "\x1b" not in _TOKEN.sub("", text)

    def _obey(self, args: str, final: str) -> None:
        if final == "H":
            row, column = (int(part) - 1 for part in args.split(";"))
            self._row, self._column = row, column
        elif final == "m":
            self._set(args)
        elif final in "JK":
            assert args == "2"
            rows = range(self.size.height) if final == "J" else [self._row]
            self.cells.update({(row, column): (" ", self._style) for row in rows for column in range(self.size.width)})
        else:
            assert final in "hl", final

    def _set(self, args: str) -> None:
        # The codes set the weight, the colour and the background.
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


def as_terminals_show(frames: list[Frame], size: Size) -> list[list[object]]:
    """Show a sequence of frames in each of two terminals, and return the final cells of both.

    ``Cells`` draws every character one cell wide and erases in colour. pyte knows wide and combining characters and
    erases without colour.
    """
    cells, screen = Cells(size), pyte.Screen(*size)
    stream = pyte.Stream(screen)
    # pyte would show nothing after a joiner, a variation selector or a keycap.
    unknown = re.compile("\x1b\\[2J|[\u200d\ufe0f\u20e3]")
    for feed in (cells.feed, lambda text: stream.feed(unknown.sub("", text))):
        painter = Painter(feed)
        for each in frames:
            painter.paint(each, size)
    inside = [(y, x) for y in range(size.height) for x in range(size.width)]
    return [[cells.cells.get(place, _BLANK) for place in inside], [screen.buffer[y][x] for y, x in inside]]


def written_for(*frames: Frame, size: Size) -> list[str]:
    """Paint frames one after the other. Return what is written for each."""
    written: list[str] = []
    painter = Painter(written.append)
    for each in frames:
        painter.paint(each, size)
    return written


# --- One row


def row(parts: list[tuple[str, str]], ground: str) -> str:
    """Draw a row of texts, each with its style."""
    return "".join(f"{style}{text}\x1b[0m{ground}" if style else text for text, style in parts)


def frame_of(line: str, ground: str = "") -> Frame:
    return Frame((line, ""), None, 0, 2, ground)


# Characters that every terminal draws alike, and wide, joined and combining ones.
SIGNS = st.sampled_from(
    ["a", "b", " ", "å", "─", "▸", "х", "界", "🙂", "👩\u200d👧", "1\ufe0f\u20e3", "e\u0301", "\u0301", "\u200d"]
)
ROWS = st.lists(
    st.tuples(st.lists(SIGNS, max_size=6).map("".join), st.sampled_from(_STYLES)), max_size=4
)  # fmt: skip


@given(rows=st.lists(ROWS, min_size=2, max_size=4), is_painted=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_row_that_was_changed_looks_like_one_that_was_painted_whole(
    rows: list[list[tuple[str, str]]], is_painted: bool
) -> None:
    # The window is wider than any of the rows, because terminals differ in where they cut a row.
    size, ground = Size(60, 2), _GROUND if is_painted else ""
    frames = [frame_of(row(parts, ground), ground) for parts in rows]
    assert as_terminals_show(frames, size) == as_terminals_show(frames[-1:], size)


def test_only_a_row_that_differs_is_written_and_it_is_written_whole() -> None:
    first, second = (Frame((line, "Noter"), (0, 3), 0, 2) for line in ("Hej", "Hejs"))
    changed = written_for(first, second, size=Size(40, 2))[1]
    assert changed == "\x1b[?2026h\x1b[?7l\x1b[?25l\x1b[1;1H\x1b[2KHejs\x1b[1;4H\x1b[?25h\x1b[?7h\x1b[?2026l"


def test_a_cursor_that_moves_is_all_that_is_written() -> None:
    frames = [Frame(("Hej", "Noter"), (0, column), 0, 2) for column in (3, 2)]
    assert written_for(*frames, size=Size(40, 2))[1] == (
        "\x1b[?2026h\x1b[?7l\x1b[?25l\x1b[1;3H\x1b[?25h\x1b[?7h\x1b[?2026l"
    )


def test_in_a_theme_spaces_cover_a_longer_row() -> None:
    longer, shorter = (frame_of(line, _GROUND) for line in ("Vi mangler kurser", "Vi mangler"))
    changed = written_for(longer, shorter, size=Size(40, 2))[1]
    assert f"\x1b[1;1HVi mangler{' ' * len(' kurser')}\x1b[0m" in changed


# --- On every page


def test_nothing_is_written_where_nothing_changed() -> None:
    for name, (state, screen) in PAGES.items():
        for dressed in DRESSED:
            frames = [rendered(state, screen._replace(theme=THEMES[dressed]), SIZES[1]) for _ in range(2)]
            assert len(written_for(*frames, size=SIZES[1])) == 1, (name, dressed)


def changes(screen: ScreenState) -> Iterator[ScreenState]:
    """Yield some screens that the next key or minute can lead to."""
    yield screen._replace(message="Note gemt: Vi mangler et kursus i det nye system, og ingen ved, hvem der har det.")
    yield screen._replace(message="»z« kan ikke bruges her. Tryk på ? for at se, hvad der kan.", is_alert=True)
    yield screen._replace(digits="1")
    yield screen._replace(drafts=("Note på kort 2",))
    if screen.elapsed:
        for seconds in (1, 60, 60 * 7):
            yield screen._replace(elapsed=screen.elapsed + screen.elapsed.resolution * 1_000_000 * seconds)
    if screen.writing is not None:
        label, hints, text, cursor = screen.writing
        for typed in ("a", "å", " ", "🙂"):
            longer = text[:cursor] + typed + text[cursor:]
            yield screen._replace(writing=Writing(label, hints, longer, cursor + 1))
        for moved in {0, cursor - 1} - {-1}:
            yield screen._replace(writing=Writing(label, hints, text, moved))


@pytest.mark.parametrize("dressed", DRESSED)
@pytest.mark.parametrize("name", PAGES)
def test_a_change_writes_the_rows_that_differ_and_clears_nothing(name: str, dressed: str) -> None:
    state, screen = PAGES[name]
    for size in SIZES[:2]:
        begun = rendered(state, screen._replace(theme=THEMES[dressed]), size)
        for other in changes(screen):
            changed = rendered(state, other._replace(theme=THEMES[dressed]), size)
            for before, after in ((begun, changed), (changed, begun)):
                text = "".join(written_for(before, after, size=size)[1:])
                # The cursor is placed after the rows. In the first column, this looks like the beginning of a row.
                begins = [int(found) - 1 for found in re.findall(r"\x1b\[(\d+);1H", text.partition("\x1b[?25h")[0])]
                differ = [number for number in range(size.height) if before.lines[number] != after.lines[number]]
                at_cursor = [after.cursor[0]] if text and after.cursor and after.cursor[1] == 0 else []
                assert begins == [*differ, *at_cursor]
                assert "\x1b[2J" not in text


@pytest.mark.parametrize("dressed", DRESSED)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width}x{size.height}")
def test_a_letter_in_a_long_line_writes_few_bytes(size: Size, dressed: str) -> None:
    latin = ["Vi mangler kurser i åbne løsninger. " * 6]
    emoji = ["🙂" * 15 + "Ja, " * 40] if size.width <= 80 else []
    for line in (*latin, *emoji):
        written: list[str] = []
        painter, shown = Painter(written.append), rendered(*PAGES["table"], size)
        for length in range(1, len(line)):
            writing = Writing("Note", texts.EDITOR_HINTS, line[:length], length)
            screen = ScreenState(Mode.WRITING, writing=writing, theme=THEMES[dressed])
            before, shown = shown, rendered(table(Turn(1), terms=TERMS), screen, size)
            painter.paint(shown, size)
            # A letter that moves a word to the next row changes two rows, and does not count.
            if sum(a != b for a, b in zip(before.lines, shown.lines, strict=True)) > 1:
                written.pop()
        assert len(written) > 30
        most = MOST_FOR_A_LETTER[size.width] if line in latin else MOST_FOR_EMOJI
        assert max(len(each.encode()) for each in written) <= most


MOMENTS: dict[str, tuple[MeetingState, ScreenState]] = {
    **PAGES,
    "own": (table(Ask("Hvad koster det?")), ScreenState()),
    "as-long": (table(Ask("Hvad koster dét?")), ScreenState()),
    "long": (table(Ask(LONG)), ScreenState()),
    "message": (PAGES["card"][0], ScreenState(message="Note gemt")),
    "typed": (PAGES["card"][0], ScreenState(Mode.WRITING, writing=Writing("Note", (), "\n" * 8, 8))),
    "scrolled": (table(Turn(1), *(Write(Kind.NOTE, "en note") for _ in range(40))), ScreenState(scroll=5)),
}  # fmt: skip


@given(
    names=st.lists(st.sampled_from(sorted(MOMENTS)), min_size=2, max_size=5),
    dressed=st.sampled_from(DRESSED),
)
@settings(max_examples=60, deadline=None)
def test_a_frame_looks_the_same_whatever_was_shown_before(names: list[str], dressed: str) -> None:
    frames = []
    for name in names:
        state, screen = MOMENTS[name]
        frames.append(rendered(state, screen._replace(theme=THEMES[dressed]), SIZE))
    assert as_terminals_show(frames, SIZE) == as_terminals_show(frames[-1:], SIZE)


def test_a_window_of_another_size_is_cleared_and_painted_whole() -> None:
    cells = Cells(Size(200, 50))
    painter = Painter(cells.feed)
    painter.paint(rendered(*PAGES["card"], Size(200, 50)), Size(200, 50))
    cells.size = SIZE
    painter.paint(rendered(*PAGES["card"], SIZE), SIZE)
    inside = [(row, column) for row in range(SIZE.height) for column in range(SIZE.width)]
    fresh = as_terminals_show([rendered(*PAGES["card"], SIZE)], SIZE)[0]
    assert [cells.cells.get(place, _BLANK) for place in inside] == fresh


# --- Blank rows around a question


def test_a_large_window_has_blank_rows_within_a_question() -> None:
    state = table(Ask(LONG))
    tall = seen(rendered(state, ScreenState(), Size(120, 40))).split("\n")
    low = seen(rendered(state, ScreenState(), Size(80, 24))).split("\n")
    first, second = (next(row for row, line in enumerate(tall) if part in line) for part in ("Hvad gør", "hvem der"))
    assert second == first + 2
    first, second = (next(row for row, line in enumerate(low) if part in line) for part in ("Hvad gør", "hvem der"))
    assert second == first + 1


@given(height=st.integers(20, 60), notes=st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_blank_rows_push_no_note_out_of_the_window(height: int, notes: int) -> None:
    written = [Write(Kind.NOTE, f"Note nummer {number}") for number in range(notes)]
    picture = rendered(table(Turn(1), *written), ScreenState(), Size(120, height))
    # There are a heading, a question, three rows of examples and the notes, with blank rows between them.
    if picture.space >= 8 + notes + bool(notes):
        assert picture.furthest == 0
