"""The table of keys, and what each key does on the pages of the full screen."""

from __future__ import annotations

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from kortspil.meeting.commands import Close, Extend, Finish, LayBack, Pause, ReadCase, Remove, Skip, Turn, Undo
from kortspil.meeting.events import Kind
from kortspil.meeting.state import OpenAgreement, Phase, Terms
from kortspil.ui import keymap
from kortspil.ui.keymap import Action
from kortspil.ui.screen import input
from kortspil.ui.screen.input import Leave, Open, Space, UiAction, steer
from kortspil.ui.screen.state import Mode, ScreenState
from kortspil.ui.terminal.keys import as_paste, translate
from kortspil.ui.terminal.line_editor import LineEditor
from kortspil.ui.terminal.types import KeyEvent
from page_samples import PAGES
from table_samples import CASES, WARMUP, table

LAST_TIME = table(terms=Terms(open_agreements=(OpenAgreement("m0", 7, "Vi ringer"),)))
AT_TABLE, AT_CARD, AT_WARMUP = table(), table(Turn(1)), table(warmup=WARMUP)


def pressed(name: str, state: object = AT_TABLE, screen: ScreenState | None = None) -> tuple[ScreenState, UiAction]:
    press = KeyEvent(name) if len(name) > 1 else KeyEvent("text", name)
    return steer(screen or ScreenState(), state, press, Space(columns=3, rows=10))  # type: ignore[arg-type]


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.CLOSED])
def test_no_key_means_two_things_at_once(phase: Phase) -> None:
    typed = [name for key in keymap.at(phase) for name in (key.typed, *key.others)]
    assert len(typed) == len(set(typed))


def test_every_action_has_a_key_a_label_and_a_help_line() -> None:
    assert {key.action for key in keymap.TABLE} == set(Action)
    for key in keymap.TABLE:
        assert key.label
        assert key.help.endswith(".")


def test_every_key_can_be_said_aloud() -> None:
    for key in keymap.TABLE:
        assert not key.typed or key.typed.isalpha() or any(name.isalnum() for name in key.others), key


def test_every_action_shows_a_page_asks_for_words_or_is_a_command() -> None:
    by_itself = {Action.EXAMPLES, Action.SPEAK}
    for action in set(Action) - by_itself:
        state = table() if action not in (Action.DONE, Action.KEEP) else LAST_TIME
        # A command without fields is an empty tuple.
        is_command = keymap.command(state, action) is not None
        assert is_command or action in (*input._PAGES, *input._TO_WRITE), action


def test_every_page_is_among_the_samples() -> None:
    assert {screen.mode for _, screen in PAGES.values()} == set(Mode)


@pytest.mark.parametrize(
    ("key", "ui_action"),
    [
        ("enter", Turn(1)), (" ", Turn(1)), ("3", Turn(3)), ("c", Open(Mode.CASES)), ("g", Action.ASK),
        ("o", Open(Mode.OVERVIEW)), ("t", Open(Mode.TIME)), ("u", Undo()), ("?", Open(Mode.HELP)),
        ("h", Open(Mode.HELP)), ("q", Open(Mode.CLOSING)), ("Q", Open(Mode.CLOSING)), ("escape", None),
    ],
)  # fmt: skip
def test_keys_at_the_table(key: str, ui_action: UiAction) -> None:
    got = pressed(key, AT_TABLE)[1]
    assert (type(got), got) == (type(ui_action), ui_action)


@pytest.mark.parametrize(
    ("key", "ui_action"),
    [
        ("enter", Finish()), ("n", Action.NOTE), ("b", Action.NEED), ("a", Action.AGREE), ("p", Action.PARK),
        ("s", Skip()), ("l", LayBack()), ("u", Undo()), ("c", Open(Mode.CASES)), ("e", None), ("m", Extend()),
        (" ", None), ("k", Pause(is_break=True)), ("r", Action.EDIT), ("x", Remove()), ("d", Action.PEOPLE),
    ],
)  # fmt: skip
def test_keys_at_a_card(key: str, ui_action: UiAction) -> None:
    got = pressed(key, AT_CARD)[1]
    assert (type(got), got) == (type(ui_action), ui_action)


def test_enter_ends_the_opening_round() -> None:
    assert type(pressed("enter", AT_WARMUP)[1]) is Finish


def test_a_number_that_can_have_another_digit_waits_for_it_or_for_enter() -> None:
    from kortspil.deck.model import Area, Card
    from kortspil.meeting.state import begin

    cards = tuple(Card(f"c-{n}", "?", "", ()) for n in range(35))
    many = begin((Area("a", "A", cards),), [card.id for card in cards], None)
    screen, ui_action = pressed("1", many)
    assert (screen.digits, ui_action) == ("1", None)
    assert pressed("2", many, screen)[1] == Turn(12)
    assert pressed("enter", many, screen)[1] == Turn(1)
    assert pressed("backspace", many, screen)[0].digits == ""
    assert pressed("escape", many, screen)[0].digits == ""
    assert pressed("4", many)[1] == Turn(4)
    assert pressed("0", many)[1] is None


def test_arrows_choose_a_card_and_stop_at_the_edges() -> None:
    screen = ScreenState()
    for name, selected in [
        ("left", 1),
        ("right", 2),
        ("right", 3),
        ("down", 3),
        ("left", 2),
        ("end", 4),
        ("up", 1),
        ("home", 1),
    ]:
        screen = pressed(name, AT_TABLE, screen)[0]
        assert screen.selected == selected, name


def test_an_unknown_key_is_answered() -> None:
    screen, ui_action = pressed("y", AT_CARD)
    assert ui_action is None
    assert screen.message == "»y« kan ikke bruges her. h giver hjælp."


def test_escape_leaves_a_page_that_is_read() -> None:
    for mode in (Mode.HELP, Mode.OVERVIEW, Mode.TIME, Mode.CASE, Mode.CLOSING):
        assert isinstance(pressed("escape", AT_CARD, ScreenState(mode))[1], Leave)
        assert pressed("down", AT_CARD, ScreenState(mode))[0].scroll == 1
        assert pressed("up", AT_CARD, ScreenState(mode))[0].scroll == 0
        assert pressed("pagedown", AT_CARD, ScreenState(mode))[0].scroll == 9
        assert pressed(" ", AT_CARD, ScreenState(mode))[0].scroll == 9


def test_closing_takes_a_second_key() -> None:
    assert isinstance(pressed("enter", AT_TABLE, ScreenState(Mode.CLOSING))[1], Close)
    assert isinstance(pressed("q", AT_TABLE, ScreenState(Mode.CLOSING))[1], Close)
    assert pressed("x", AT_TABLE, ScreenState(Mode.CLOSING))[1] is None


def test_a_case_is_chosen_by_arrow_or_number() -> None:
    screen = ScreenState(Mode.CASES, cases=CASES)
    screen = pressed("down", AT_CARD, screen)[0]
    assert pressed("enter", AT_CARD, screen)[1] == ReadCase("teknik", "Brug af Facebook")
    assert pressed("1", AT_CARD, screen)[1] == ReadCase("borgerservice", "Viden fra borgere")
    assert pressed("9", AT_CARD, screen)[1] is None


@pytest.mark.parametrize(
    ("sent", "presses"),
    [
        ("æ", [KeyEvent("text", "æ")]),
        ("\r", [KeyEvent("enter")]),
        ("\x1b\r", [KeyEvent("newline")]),
        ("\n", [KeyEvent("newline")]),
        ("\x1b\n", [KeyEvent("newline")]),
        ("\x1b[A\x1b[B", [KeyEvent("up"), KeyEvent("down")]),
        ("\x1b[200~to\rlinjer\x1b[201~", [KeyEvent("paste", "to\nlinjer")]),
        ("\x7f\x03\x1a", [KeyEvent("backspace"), KeyEvent("interrupt"), KeyEvent("suspend")]),
        ("\x1bq", [KeyEvent("alt", "q")]),
        ("\x1b[13;2ux", [KeyEvent("text", "x")]),
        ("\x1b\x1b[A", []),
        ("\x1b\x7f\x1b\x1b[D", [KeyEvent("delete-word"), KeyEvent("word-left")]),
        ("\x1b\x03", [KeyEvent("escape"), KeyEvent("interrupt")]),
        ("\x1b[24~", []),
        # A report of the cursor's position that the program did not ask for.
        ("a\x1b[1;5Rb", [KeyEvent("text", "a"), KeyEvent("text", "b")]),
    ],
)
def test_what_a_terminal_sends_becomes_key_events(sent: str, presses: list[KeyEvent]) -> None:
    with create_pipe_input() as pipe:
        pipe.send_text(sent)
        assert list(translate(pipe.read_keys())) == presses


def test_a_lone_escape_is_an_escape() -> None:
    with create_pipe_input() as pipe:
        pipe.send_text("\x1b")
        assert list(translate([*pipe.read_keys(), *pipe.flush_keys()])) == [KeyEvent("escape")]


def typed(*names: str, text: str = "") -> LineEditor:
    editor = LineEditor(text)
    for name in names:
        editor.press(KeyEvent(name) if len(name) > 1 else KeyEvent("text", name))
    return editor


@pytest.mark.parametrize(
    ("text", "names", "result", "cursor"),
    [
        ("et to", ("backspace",), "et t", 4),
        ("et to", ("home", "delete"), "t to", 0),
        ("et to", ("delete-word",), "et ", 3),
        ("et to", ("left", "left", "x"), "et xto", 4),
        ("et to", ("word-left", "delete-to-end"), "et ", 3),
        ("et\nto", ("up", "end", "x"), "etx\nto", 3),
        ("et\nto", ("delete-to-start",), "et\n", 3),
        ("", ("backspace", "delete", "left", "up", "down", "undo"), "", 0),
        ("et", ("newline", "a"), "et\na", 4),
        ("et to", ("delete-word", "undo"), "et to", 5),
    ],
)
def test_a_note_is_edited_like_any_text(text: str, names: tuple[str, ...], result: str, cursor: int) -> None:
    editor = typed(*names, text=text)
    assert (editor.text, editor.cursor) == (result, cursor)


def test_a_question_of_the_groups_own_stays_on_one_line() -> None:
    editor = LineEditor(one_line=True)
    editor.press(KeyEvent("paste", "Hvem\ngør hvad?"))
    assert editor.text == "Hvem gør hvad?"


def test_the_four_ways_of_writing_write_four_kinds() -> None:
    assert set(keymap.KINDS.values()) == set(Kind)


@pytest.mark.parametrize(
    ("key", "state", "said"),
    [
        ("n", AT_TABLE, "Der er ikke noget kort at skrive på."),
        ("s", AT_TABLE, "Det kan kun gøres ved et vendt kort."),
        ("g", AT_CARD, "Bliv først færdige her (Enter)."),
    ],
)
def test_a_key_in_the_wrong_place_is_answered_with_the_reason(key: str, state: object, said: str) -> None:
    screen, ui_action = pressed(key, state)
    assert ui_action is None
    assert screen.message.startswith(said)


def test_a_character_that_windows_sends_as_two_surrogates_is_one() -> None:
    halves = [
        KeyPress("\ud83d", "\ud83d"),
        KeyPress("\udc4d", "\udc4d"),
        KeyPress(Keys.BracketedPaste, "a\ud83d\udc4d\r\n"),
    ]
    assert list(translate(halves)) == [KeyEvent("text", "👍"), KeyEvent("paste", "a👍\n")]
    # Half a character alone is not typed, and not joined to a letter that comes later.
    half = [KeyPress("\ud83d", "\ud83d"), KeyPress(Keys.Home, ""), KeyPress("a", "a")]
    assert list(translate(half)) == [KeyEvent("home"), KeyEvent("text", "a")]


@pytest.mark.parametrize(
    ("typed", "is_paste"),
    [("punkt 1\rspring over\rq\r", True), ("Vi mangler kurser\r", False), ("\rnHej", False), ("x" * 50, False)],
)
def test_a_paste_is_recognized_in_a_console_that_does_not_mark_it(typed: str, is_paste: bool) -> None:
    presses = [KeyEvent("enter") if sign == "\r" else KeyEvent("text", sign) for sign in typed]
    assert as_paste(presses) == ([KeyEvent("paste", typed.replace("\r", "\n"))] if is_paste else presses)
