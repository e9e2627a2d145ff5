"""What is written when a window changes: as little as shows the change, and never less."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.painting import Frame, Painter
from kortspil.session import Session, Turn
from kortspil.texts import table as texts
from kortspil.view import Mode, Screen, Writing
from kortspil.view.theme import THEMES
from kortspil.window import Size
from pages import PAGES, rendered
from tables import TERMS, table
from test_sizing import Kitty

SIZES = (Size(40, 15), Size(80, 24), Size(200, 50))
MOST_BYTES = 500
"""The most that is written for one line."""

_GROUND = "\x1b[38;2;242;242;242;48;2;20;23;28m"
_STYLES = ("", "\x1b[1m", "\x1b[2m", "\x1b[1;38;2;255;255;255;48;2;31;78;140m")


def row(parts: list[tuple[str, str]], ground: str) -> str:
    """A row as it is drawn: texts, each with the style it has."""
    return "".join(f"{style}{text}\x1b[0m{ground}" if style else text for text, style in parts)


def frame_of(line: str, ground: str) -> Frame:
    return Frame((line, ""), None, 0, 2, ground)


def as_terminals_show(frames: list[Frame], size: Size) -> list[object]:
    """The cells of two terminals that showed some frames: one draws each sign one cell wide and erases in its colour;
    the other knows wide signs and those that stand on others, and erases in no colour."""
    kitty, screen = Kitty(size), pyte.Screen(*size)
    stream = pyte.Stream(screen)
    # pyte shows nothing behind a joiner, a selector or a keycap.
    unknown = re.compile("\x1b\\[2[KJ]|[\u200d\ufe0f\u20e3]")
    for feed in (kitty.feed, lambda text: stream.feed(unknown.sub("", text))):
        painter = Painter(feed)
        for each in frames:
            painter.paint(each, size)
    blank = (" ", ("", "", ""))
    inside = [(y, x) for y in range(size.height) for x in range(size.width)]
    return [[kitty.cells.get(place, blank) for place in inside], [screen.buffer[y][x] for y, x in inside]]


# Signs that every terminal draws alike; wide ones, joined ones, and those that stand on others.
SIGNS = st.sampled_from(
    ["a", "b", " ", "å", "─", "▸", "х", "界", "🙂", "👩\u200d👧", "1\ufe0f\u20e3", "e\u0301", "\u0301", "\u200d"]
)
ROWS = st.lists(
    st.tuples(st.lists(SIGNS, max_size=6).map("".join), st.sampled_from(_STYLES)), max_size=4
)  # fmt: skip


@given(rows=st.lists(ROWS, min_size=2, max_size=4), is_painted=st.booleans())
@settings(max_examples=400)
def test_a_row_looks_as_if_it_had_been_painted_at_once(rows: list[list[tuple[str, str]]], is_painted: bool) -> None:
    # Wider than any of the rows: what is too wide is cut, and terminals differ on where.
    size, ground = Size(60, 2), _GROUND if is_painted else ""
    frames = [frame_of(row(parts, ground), ground) for parts in rows]
    assert as_terminals_show(frames, size) == as_terminals_show(frames[-1:], size)


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        # One letter more, one letter other, the last ones gone, all gone.
        ("Vi mangler", "Vi mangler k", "\x1b[1;12Hk"),
        ("Vi mangler", "Vi mangles", "\x1b[1;10Hs"),
        ("Vi mangler kurser", "Vi mangler", "\x1b[1;12H\x1b[K"),
        ("Vi mangler", "", "\x1b[1;1H\x1b[K"),
        # Behind an emoji nobody knows where anything stands, and what is joined to a sign is written with it.
        ("Ja 🙂 nej", "Ja 🙂 ned", "\x1b[1;3H\x1b[K 🙂 ned"),
        ("Nej 🙂", "Ja 🙂", "\x1b[1;1H\x1b[KJa 🙂"),
        ("Cafe", "Cafe\u0301", "\x1b[1;4H\x1b[Ke\u0301"),
        # A style is taken up in the middle of it, and left again.
        ("\x1b[1mabc\x1b[0mdef", "\x1b[1maxc\x1b[0mdef", "\x1b[1;2H\x1b[1mx\x1b[0m"),
    ],
)  # fmt: skip
def test_of_a_row_only_what_differs_is_written(before: str, after: str, written: str) -> None:
    seen: list[str] = []
    painter = Painter(seen.append)
    for line in (before, after):
        painter.paint(frame_of(line, ""), Size(40, 2))
    assert seen[1] == f"\x1b[?2026h\x1b[?7l\x1b[?25l{written}\x1b[?7h\x1b[?2026l"


def test_a_row_that_is_only_spelled_differently_is_not_written() -> None:
    seen: list[str] = []
    painter = Painter(seen.append)
    for line in ("Vi mangler", "Vi \x1b[1m\x1b[0mmangler  "):
        painter.paint(frame_of(line, ""), Size(40, 2))
    assert len(seen) == 1


# --- On every page


@pytest.mark.parametrize("dressed", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_written_where_nothing_changed(name: str, dressed: str) -> None:
    session, screen = PAGES[name]
    for size in SIZES:
        written: list[str] = []
        painter = Painter(written.append)
        for _ in range(3):
            painter.paint(rendered(session, screen._replace(theme=THEMES[dressed]), size), size)
        assert len(written) == 1


def changes(screen: Screen) -> Iterator[Screen]:
    """What the next key or minute can make of a screen."""
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


def pairs(session: Session, screen: Screen, size: Size) -> Iterator[tuple[Frame, Frame]]:
    """Pictures, and what a change of one line makes of them."""
    begun = rendered(session, screen, size)
    for other in changes(screen):
        changed = rendered(session, other, size)
        if sum(a != b for a, b in zip(begun.lines, changed.lines, strict=True)) == 1:
            yield begun, changed
            yield changed, begun


@pytest.mark.parametrize("dressed", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_a_change_of_one_line_is_little_to_write(name: str, dressed: str) -> None:
    session, screen = PAGES[name]
    changed = 0
    for size in SIZES:
        for pair in pairs(session, screen._replace(theme=THEMES[dressed]), size):
            written: list[str] = []
            painter = Painter(written.append)
            for picture in pair:
                painter.paint(picture, size)
            assert len(written[1].encode()) <= MOST_BYTES
            changed += 1
    assert changed


@pytest.mark.parametrize("dressed", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width}x{size.height}")
def test_a_letter_is_little_to_write_however_long_the_line_is(size: Size, dressed: str) -> None:
    # Behind an emoji the rest of a row is written again, in a painted window twice: in the widest that can be more.
    emoji = ["🙂" * 15 + "Ja, " * 40] if size.width <= 80 else []
    for line in ("Vi mangler kurser i åbne løsninger. " * 6, "Мы не знаем. " * 16, *emoji):
        written: list[str] = []
        painter, shown = Painter(written.append), rendered(*PAGES["table"], size)
        for length in range(1, len(line)):
            writing = Writing("Note", texts.EDITOR_HINTS, line[:length], length)
            screen = Screen(Mode.WRITING, writing=writing, theme=THEMES[dressed])
            before, shown = shown, rendered(table(Turn(1), terms=TERMS), screen, size)
            painter.paint(shown, size)
            # A word that goes to the next row is two lines.
            if sum(a != b for a, b in zip(before.lines, shown.lines, strict=True)) > 1:
                written.pop()
        assert len(written) > 30
        assert max(len(each.encode()) for each in written) <= MOST_BYTES
