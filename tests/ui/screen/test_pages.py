"""What the window shows: golden frames of every page at several sizes, and what holds of every frame."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import golden
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Ask, Command, Finish, LayBack, Refusal, Skip, Turn, Undo, Write
from kortspil.meeting.events import Kind
from kortspil.meeting.rules import decide
from kortspil.meeting.state import Phase
from kortspil.messages import meeting as texts
from kortspil.ui.screen.frame import COLOR_SYSTEMS, Painter, frame, frame_console
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.page import page
from kortspil.ui.screen.pages.text_field import TextField
from kortspil.ui.screen.state import Mode, ScreenState, Writing
from kortspil.ui.terminal.types import Size
from page_samples import PAGES, System, painted, rendered, seen
from table_samples import DEALT, OPENED, WARMUP, table

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SIZES = (Size(40, 15), Size(80, 24), Size(200, 50))
BETWEEN = ("opening", "table")
"""Pages with another layout at this size than at 80 and 200 columns."""
FRAMES = [(name, size) for name in PAGES for size in SIZES] + [(name, Size(100, 30)) for name in BETWEEN]
DRESSED = [(name, "light") for name in PAGES] + [(name, "dark") for name in ("table", "card", "writing", "not-saved")]


@pytest.mark.parametrize(("name", "size"), FRAMES, ids=[f"{name}-{size.width}x{size.height}" for name, size in FRAMES])
def test_every_page_looks_as_it_was_agreed(name: str, size: Size) -> None:
    golden.matches(f"frames/{name}-{size.width}x{size.height}.txt", seen(rendered(*PAGES[name], size)))


@pytest.mark.parametrize(("name", "dressed"), DRESSED)
def test_every_page_is_coloured_as_it_was_agreed(name: str, dressed: str) -> None:
    state, screen = PAGES[name]
    size = Size(80, 24)
    picture = rendered(state, screen._replace(theme=theme.THEMES[dressed]), size)
    golden.matches(f"themes/{name}-{dressed}.txt", golden.styles(painted(picture, size)))


def test_a_theme_changes_no_word_and_no_place() -> None:
    for name, (state, screen) in PAGES.items():
        for size in SIZES[:2]:
            pictures = [rendered(state, screen._replace(theme=dress), size) for dress in theme.THEMES.values()]
            assert len({(seen(picture), picture.cursor, picture.furthest) for picture in pictures}) == 1, (name, size)


@given(name=st.sampled_from(sorted(PAGES)), width=st.integers(1, 210), height=st.integers(1, 60))
@settings(max_examples=400)
def test_no_page_is_ever_wider_or_taller_than_its_window(name: str, width: int, height: int) -> None:
    picture = rendered(*PAGES[name], Size(width, height))
    assert len(picture.lines) == height
    assert all(cell_len(_SEQUENCE.sub("", line)) <= width for line in picture.lines)
    if picture.cursor is not None:
        assert picture.cursor[0] < height
        assert picture.cursor[1] < width


@pytest.mark.parametrize("name", ["card", "case", "help", "overview"])
def test_what_does_not_fit_can_be_scrolled_to(name: str) -> None:
    state, screen = PAGES[name]
    size = Size(40, 12)
    furthest = rendered(state, screen, size).furthest
    assert furthest > 0
    scrolled = [seen(rendered(state, screen._replace(scroll=at), size)) for at in range(furthest + 1)]
    whole = seen(rendered(state, screen, Size(40, 200)))
    for line in whole.split("\n")[2:-4]:
        assert any(line in shown for shown in scrolled), line


COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from([Turn(), Finish(), Skip(), LayBack(), Undo()]),
    st.integers(1, 4).map(Turn),
    st.just(Write(Kind.NOTE, "et notat")),
    # The keys p and Enter do this: they park the question itself.
    st.just(Write(Kind.PARKED, "spørgsmålet")),
    st.just(Ask("Vores eget spørgsmål?")),
)


@given(st.lists(COMMANDS, max_size=15), st.sampled_from(list(Mode)))
@settings(max_examples=150)
def test_no_sequence_ever_shows_a_face_down_cards_words(commands: list[Command], mode: Mode) -> None:
    state = table(warmup=WARMUP)
    for command in commands:
        if isinstance(command, Write) and command.kind is Kind.PARKED and state.open:
            command = command._replace(text=state.cards[state.open].card.question)
        event = decide(state, command)
        state = state if isinstance(event, Refusal) else apply(state, event)
    writing = Writing("Note", texts.EDITOR_HINTS, "", 0)
    text = " ".join(seen(rendered(state, ScreenState(mode, writing=writing), Size(200, 60))).split())
    for card in DEALT:
        if state.status(card).value == "face down":
            assert state.cards[card].card.question not in text
            assert not any(example in text for example in state.cards[card].card.examples if len(example) > 10)
        elif state.status(card).value == "open" and mode is Mode.MEETING:
            assert state.phase is Phase.CARD
            assert state.cards[card].card.question in text


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    hostile = "\x1b]0;x\x07\x1b[2J\x9b31m\u202egemt [red]rød[/red] :smile:"
    state = table(Turn(1), Write(Kind.NOTE, hostile))
    for mode in (Mode.MEETING, Mode.OVERVIEW):
        picture = rendered(state, ScreenState(mode), Size(100, 30))
        raw = "".join(picture.lines)
        assert "\x1b]" not in raw
        assert "\x1b[2J" not in raw
        assert "\x9b" not in raw
        assert "\u202e" not in raw
        assert "[red]rød[/red] :smile:" in seen(picture)


def test_the_cursor_is_where_the_text_was_typed_to() -> None:
    state, screen = PAGES["writing"]
    picture = rendered(state, screen, Size(80, 24))
    assert picture.cursor is not None
    row, column = picture.cursor
    assert seen(picture).split("\n")[row] == "Anden linje"
    assert column == len("Anden linje")


def test_the_cursor_covers_one_whole_character_and_stands_where_rich_draws_it() -> None:
    characters = ["a\u030a", "👩\u200d👧", "👍🏽", "🇩🇰", "1\ufe0f\u20e3", "字", "b"]
    text = "".join(characters)
    at = column = 0
    for character in characters:
        writing = Writing("Note", texts.EDITOR_HINTS, text, at)
        segments = frame_console().render(TextField(writing, "", is_alert=False))
        (under,) = (segment.text for segment in segments if segment.style and "cursor" in segment.style.meta)
        assert under == character
        picture = rendered(table(Turn(1)), ScreenState(Mode.WRITING, writing=writing), Size(80, 24))
        assert picture.cursor is not None
        assert picture.cursor[1] == column
        at += len(character)
        column += cell_len(character)


def test_a_long_text_keeps_the_cursor_in_sight() -> None:
    text = "\n".join(f"linje {number}" for number in range(100))
    for cursor in (0, len(text) // 2, len(text)):
        writing = Writing("Note", texts.EDITOR_HINTS, text, cursor)
        picture = rendered(table(Turn(1)), ScreenState(Mode.WRITING, writing=writing), Size(40, 15))
        assert picture.cursor is not None
        assert "Note:" in seen(picture)


@pytest.mark.parametrize("height", [15, 24, 50])
def test_the_field_of_a_long_text_takes_the_same_share_of_every_window(height: int) -> None:
    text = "\n".join(f"linje {number}" for number in range(100))
    for cursor in (0, len(text) // 2, len(text)):
        writing = Writing("Note", texts.EDITOR_HINTS, text, cursor)
        picture = rendered(table(Turn(1)), ScreenState(Mode.WRITING, writing=writing), Size(80, height))
        assert len(re.findall(r"^linje \d+$", seen(picture), re.MULTILINE)) == height // 2 - 3


@pytest.mark.parametrize(
    ("width", "height", "blank"), [(100, 34, 4), (99, 34, 2), (100, 33, 2), (60, 20, 2), (59, 20, 1), (60, 19, 1)]
)
def test_the_question_on_a_card_gets_more_air_in_a_larger_window(width: int, height: int, blank: int) -> None:
    state, screen = PAGES["card"]
    rows = seen(rendered(state, screen._replace(shows_examples=False), Size(width, height))).split("\n")
    (heading,) = (row for row, text in enumerate(rows) if "Kort 3 af 4" in text)
    (question,) = (row for row, text in enumerate(rows) if "Hvad gør værktøj nummer 1" in text)
    assert question - heading - 1 == blank


@pytest.mark.parametrize(("width", "stays"), [(110, True), (109, False)])
def test_the_card_stays_beside_its_case_if_the_window_is_wide_enough_for_both(width: int, stays: bool) -> None:
    text = seen(rendered(*PAGES["case-beside-a-card"], Size(width, 30)))
    assert "Sally var chef." in text
    assert ("Kort 3 af 4" in text) == stays


def among_a_thousand_cards(selected: int, height: int) -> str:
    """Return the text of a small window in which one of a thousand cards is chosen."""
    from kortspil.deck.model import Area, Card
    from kortspil.meeting.state import begin

    cards = tuple(Card(f"c-{n}", "?", "", ()) for n in range(1000))
    state = begin((Area("tek", "Mange", cards),), [card.id for card in cards], None)
    return seen(rendered(state, ScreenState(selected=selected), Size(40, height)))


@pytest.mark.parametrize("selected", [1, 500, 1000])
def test_a_thousand_cards_scroll_with_the_chosen_one(selected: int) -> None:
    text = among_a_thousand_cards(selected, 15)
    assert f"▸ {selected} ◂" in text
    assert "▲" in text or "▼" in text


@pytest.mark.parametrize(("height", "rows"), [(12, 1), (15, 2), (17, 3), (20, 4)])
def test_the_window_is_as_full_of_cards_at_the_last_one_as_at_the_first(height: int, rows: int) -> None:
    for selected in (1, 500, 1000):
        text = among_a_thousand_cards(selected, height)
        assert len(re.findall("^ *[╰┗]", text, re.MULTILINE)) == rows


@pytest.mark.parametrize(("system", "areas"), [("truecolor", 8), ("256", 8), ("standard", 6)])
def test_no_two_areas_look_alike_in_any_number_of_colours(system: System, areas: int) -> None:
    console = Console(force_terminal=True, color_system=system, _environ={})
    names = tuple(f"area-{number}" for number in range(areas))
    styles = [theme.area_style(name, names, console.color_system) for name in (*names, "egne")]
    codes = {style.render("x", color_system=COLOR_SYSTEMS[system]) for style in styles}
    assert len(codes) == areas + 1


def test_text_outside_a_card_has_no_colour_of_its_own() -> None:
    for style in (theme.PLAIN, theme.STRONG, theme.QUIET, theme.ALERT, theme.KEY):
        assert style.color is None
        assert style.bgcolor is None


def test_a_frame_that_is_on_the_screen_is_not_written_again() -> None:
    written: list[str] = []
    painter = Painter(written.append)
    picture = rendered(*PAGES["table"], Size(80, 24))
    painter.paint(picture, Size(80, 24))
    assert len(written) == 1
    painter.paint(picture, Size(80, 24))
    assert len(written) == 1
    painter.forget()
    painter.paint(picture, Size(80, 24))
    assert written[1] == written[0]


def test_only_changed_lines_are_written() -> None:
    written: list[str] = []
    painter = Painter(written.append)
    state, screen = PAGES["table"]
    painter.paint(rendered(state, screen, Size(80, 24)), Size(80, 24))
    painter.paint(rendered(state, screen._replace(message="Hej"), Size(80, 24)), Size(80, 24))
    assert len(written[1]) < 60
    assert "Hej" in written[1]


def test_the_frame_console_obeys_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    picture = frame(frame_console(), page(*PAGES["table"], OPENED), Size(80, 24))
    assert not re.search(r"\x1b\[[0-9;]*[34]8;", "".join(picture.lines))
    assert "\x1b[1m" in "".join(picture.lines)
