"""The themes: every text has enough contrast, and no meaning depends on colour alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from rich.color import Color

from kortspil.cli import options
from kortspil.cli import play as command
from kortspil.cli.app import run
from kortspil.errors import UsageError
from kortspil.meeting.commands import Ask, Finish, LayBack, Skip, Turn, Write
from kortspil.meeting.events import Kind
from kortspil.ui.screen.frame import Painter
from kortspil.ui.screen.pages.theme import AREAS, OWN, THEMES, ColourPair
from kortspil.ui.screen.state import Mode, ScreenState, Writing
from kortspil.ui.terminal.types import Size
from page_samples import BEGUN, PAGES, System, painted, rendered, seen
from table_samples import CASES, table

USUAL, SMALL = Size(80, 24), Size(40, 15)
PAINTED = ("light", "dark")

# The sixteen colours of xterm, and of Windows' consoles since 2017 (microsoft/terminal, «Campbell»).
XTERM = (
    "000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5",
    "7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff",
)  # fmt: skip
WINDOWS = (
    "0c0c0c", "c50f1f", "13a10e", "c19c00", "0037da", "881798", "3a96dd", "cccccc",
    "767676", "e74856", "16c60c", "f9f1a5", "3b78ff", "b4009e", "61d6d6", "f2f2f2",
)  # fmt: skip

PAIRS: dict[str, ColourPair] = {
    **{f"{name}-{part}": getattr(THEMES[name], part) for name in PAINTED for part in ("text", "line")},
    **{f"area-{number}": pair for number, pair in enumerate(AREAS)},
    "own": OWN,
}


@cache
def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2.1, from 1 to 21. Each has six hexadecimal digits."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_measured_as_in_the_guideline() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", PAIRS)
def test_every_text_on_its_ground_has_a_contrast_of_at_least_four_and_a_half(name: str) -> None:
    pair = PAIRS[name]
    assert contrast(*(color[1:] for color in pair.exact)) >= 4.5
    assert contrast(*(Color.from_ansi(number).get_truecolor().hex[1:] for number in pair.palette)) >= 4.5
    for sixteen in (XTERM, WINDOWS):
        assert contrast(*(sixteen[number] for number in pair.sixteen)) >= 4.5
    # Users choose the first 16 of the 256 colours themselves, so no theme may use these.
    assert min(pair.palette) >= 16


def test_every_pair_of_a_theme_is_tested() -> None:
    for name in PAINTED:
        assert [part for part in THEMES[name] if isinstance(part, ColourPair)] == [
            PAIRS[f"{name}-text"],
            PAIRS[f"{name}-line"],
        ]
        assert len(THEMES[name]) == 2


@pytest.mark.parametrize("name", PAGES)
def test_every_cell_of_every_page_is_painted_and_every_sign_in_it_can_be_read(name: str) -> None:
    state, screen = PAGES[name]
    looks: list[tuple[str, Size, System]] = [
        *((dressed, USUAL, "truecolor") for dressed in PAINTED), *((dressed, SMALL, "256") for dressed in PAINTED),
    ]  # fmt: skip
    for dressed, size, system in looks:
        terminal = painted(rendered(state, screen._replace(theme=THEMES[dressed]), size, system), size)
        for row in range(size.height):
            for column in range(size.width):
                cell = terminal.buffer[row][column]
                assert "default" not in (cell.fg, cell.bg), (dressed, system, row, column)
                assert contrast(cell.fg, cell.bg) >= 4.5, (dressed, system, row, column, cell)


@pytest.mark.parametrize("dressed", PAINTED)
def test_a_window_that_is_too_small_has_the_theme_too(dressed: str) -> None:
    size = Size(20, 6)
    terminal = painted(rendered(table(), ScreenState(theme=THEMES[dressed]), size), size)
    assert all(terminal.buffer[row][column].bg != "default" for row in range(6) for column in range(20))


def test_a_row_is_painted_to_its_end_even_if_the_terminal_takes_a_character_for_narrower() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    state = table(Turn(1), Write(Kind.NOTE, family * 10))
    terminal = painted(rendered(state, ScreenState(theme=THEMES["light"]), USUAL), USUAL)
    assert all(terminal.buffer[row][79].bg != "default" for row in range(24))


def test_only_lines_are_faint_in_the_terminals_own_theme() -> None:
    for name, page in PAGES.items():
        picture = rendered(*page, USUAL, no_color="1")
        faint = re.findall(r"\x1b\[(?:[0-9]+;)*2(?:;[0-9]+)*m(.*?)\x1b", "".join(picture.lines))
        assert set("".join(faint)) == {"─"}, name


def test_no_color_removes_a_theme_and_leaves_weight_and_signs() -> None:
    for name, (state, screen) in PAGES.items():
        usual = rendered(state, screen, USUAL, no_color="1")
        for dressed in PAINTED:
            assert rendered(state, screen._replace(theme=THEMES[dressed]), USUAL, no_color="1") == usual, name
        assert not usual.ground
        codes = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", "".join(usual.lines)) for code in codes.split(";")}
        assert codes <= {"0", "1", "2", "7"}, name
        assert seen(usual) == seen(rendered(state, screen, USUAL)), name


# --- No meaning depends on colour alone


def without_color(screen: ScreenState, *commands: object, size: Size = USUAL) -> str:
    """Return the rows of a page under NO_COLOR."""
    return "\n".join(rendered(table(*commands), screen, size, no_color="1").lines)  # type: ignore[arg-type]


def test_turned_skipped_chosen_and_face_down_cards_differ_without_colour() -> None:
    # Card 1 is turned, 2 is skipped, 3 and 4 are face down, and 3 is chosen.
    text = seen(rendered(table(Turn(1), Finish(), Turn(2), Skip()), ScreenState(selected=3), USUAL, no_color="1"))
    turned, skipped, chosen, back = (_row_of(text, number) for number in "1234")
    assert re.fullmatch("┆ +✓ 1 +┆", turned)
    assert re.fullmatch("┆ +» 2 +┆", skipped)
    assert re.fullmatch("┃ +▸ 3 ◂ +┃", chosen)
    assert re.fullmatch("│ +4 +│", back)


def _row_of(text: str, number: str) -> str:
    # Return the row with the number of a card, from the left edge of the card to its right edge.
    return next(match[0] for match in re.finditer(r"([│┆┃])[^│┆┃]*?\1", text) if number in match[0].split())


def test_which_area_a_back_belongs_to_is_written_on_it_or_under_the_table() -> None:
    text = seen(rendered(table(), ScreenState(selected=2), USUAL, no_color="1"))
    assert text.count("Teknologiforståelse") >= 3
    small = seen(rendered(table(), ScreenState(selected=2), Size(40, 15), no_color="1"))
    assert "Kort 2 · Udvikling og implementering" in small.replace("\n", " ")


def test_an_open_card_names_its_area_without_colour() -> None:
    assert "Teknologiforståelse · Kort 1 af 4" in without_color(ScreenState(), Turn(1))
    # The question is bold, the examples are not.
    assert "\x1b[1mHvad gør værktøj nummer 2 ved jer?\x1b[0m" in without_color(ScreenState(), Turn(1))
    assert "\x1b[1mFor eksempel" not in without_color(ScreenState(), Turn(1))


def test_the_groups_own_question_is_named_as_such_without_colour() -> None:
    assert "Gruppens egne spørgsmål · Kort 5 af 5" in without_color(ScreenState(), Ask("Hvad koster det?"))
    assert "Jeres eget" in without_color(ScreenState(), Ask("Hvad koster det?"), LayBack())


def test_an_alert_differs_from_a_message_without_colour() -> None:
    alert = without_color(ScreenState(message="IKKE GEMT. Hej", is_alert=True))
    calm = without_color(ScreenState(message="Hej"))
    assert "\x1b[1;7mIKKE GEMT. Hej\x1b[0m" in alert
    assert "\x1b[7m" not in calm
    assert ";7m" not in calm


def test_the_chosen_case_has_a_sign_without_colour() -> None:
    text = seen(rendered(table(), ScreenState(Mode.CASES, cases=CASES, choice=1), USUAL, no_color="1"))
    assert [line.split()[:2] for line in text.split("\n") if ":" in line] == [["1", "Borgerservice:"], ["▸", "2"]]


def test_a_key_differs_from_what_it_does_without_colour() -> None:
    assert "\x1b[1mEnter\x1b[0m vend" in without_color(ScreenState())


def test_the_card_on_the_table_has_a_sign_in_the_overview_without_colour() -> None:
    text = seen(rendered(*PAGES["overview"], Size(80, 60), no_color="1"))
    signs = [line.strip()[0] for line in text.split("\n") if re.match(r" *[✓»▸] [1-4] ", line)]
    assert signs == ["✓", "»", "▸", "✓"]


# --- In a theme with colours


@pytest.mark.parametrize("dressed", PAINTED)
def test_the_cursor_is_drawn_where_the_terminals_own_could_be_invisible(dressed: str) -> None:
    state, screen = PAGES["writing"]
    picture = rendered(state, screen._replace(theme=THEMES[dressed]), USUAL)
    terminal = painted(picture, USUAL)
    assert picture.cursor is not None
    row, column = picture.cursor
    turned = [(y, x) for y in range(24) for x in range(80) if terminal.buffer[y][x].reverse]
    assert turned == [(row, column)]
    # The terminal's own cursor is hidden at the same place, because input methods open their windows next to it.
    assert (terminal.cursor.y, terminal.cursor.x) == (row, column)
    assert terminal.cursor.hidden


def test_the_terminals_own_cursor_is_shown_in_its_own_colours() -> None:
    terminal = painted(rendered(*PAGES["writing"], USUAL), USUAL)
    assert not terminal.cursor.hidden
    assert not any(terminal.buffer[y][x].reverse for y in range(24) for x in range(80))


@pytest.mark.parametrize("dressed", PAINTED)
def test_a_key_that_changes_one_line_writes_little_in_a_theme(dressed: str) -> None:
    state, screen = PAGES["writing"]
    assert screen.writing is not None
    written: list[str] = []
    painter = Painter(written.append)
    for text in ("Hej", "Hej!"):
        typed = screen._replace(writing=Writing("Note", screen.writing.hints, text, 4), theme=THEMES[dressed])
        painter.paint(rendered(state, typed, USUAL), USUAL)
    assert len(written[1].encode()) <= 500


@pytest.mark.parametrize("dressed", PAINTED)
def test_everything_written_ends_in_the_terminals_own_colours(dressed: str) -> None:
    written: list[str] = []
    painter = Painter(written.append)
    for screen in (ScreenState(selected=1), ScreenState(selected=2)):
        painter.paint(rendered(table(*BEGUN), screen._replace(theme=THEMES[dressed]), USUAL), USUAL)
    for text in written:
        assert re.findall(r"\x1b\[[0-9;]*m", text)[-1] == "\x1b[0m"


# --- Names of themes


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lys", "light"), ("LYS", "light"), ("light", "light"), ("mørk", "dark"), ("Mørk", "dark"), ("moerk", "dark"),
        ("mork", "dark"), ("dark", "dark"), ("Auto", "auto"), (" lys ", "light"),
        # A decomposed ø, and one that a console passed on as a lone byte (0x9b in code page 850).
        ("mo\u0338rk", "dark"), ("m\udc9brk", "dark"), ("m?rk", "dark"),
    ],
)  # fmt: skip
def test_a_theme_is_understood_as_people_type_it(typed: str, name: str) -> None:
    assert options.theme_name(typed) == name


@pytest.mark.parametrize("typed", ["", "blå", "m", "lysegrøn", "auto lys"])
def test_an_unknown_theme_is_a_usage_error_that_names_the_themes(typed: str) -> None:
    with pytest.raises(UsageError) as wrong:
        options.theme_name(typed)
    assert wrong.value.message == f"Temaet »{typed}« findes ikke."
    assert wrong.value.hint == "Skriv --theme lys, --theme mørk eller --theme auto"


def test_the_words_that_are_offered_are_understood() -> None:
    assert [word for word, _ in options.complete_theme("")] == ["lys", "mørk", "auto"]
    assert [word for word, _ in options.complete_theme("mø")] == ["mørk"]
    assert [options.theme_name(word) for word, _ in options.complete_theme("")] == ["light", "dark", "auto"]
    assert set(THEMES) == {"light", "dark", "auto"}


def test_the_theme_option_reaches_the_full_screen(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def hold(wanted: options.PlayOptions) -> int:
        asked.append(wanted.theme)
        return 0

    monkeypatch.setattr(command, "run", hold)
    assert run(["play", "--theme", "LYS"]) == 0
    assert run(["play"]) == 0
    assert asked == ["light", "auto"]
    assert run(["play", "--theme", "rød"]) == 2
    assert capsys.readouterr().err == (
        "Temaet »rød« findes ikke.\nSkriv --theme lys, --theme mørk eller --theme auto\n"
    )
    assert not list(home.iterdir())
