"""What a press means on each page: another picture, something to look at, something to write, or a command."""

from __future__ import annotations

import sys
from typing import NamedTuple, Union

from kortspil.meeting.commands import Close, Command, GoOn, ReadCase, Turn
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import meeting as texts
from kortspil.ui import keymap
from kortspil.ui.answers import misplaced
from kortspil.ui.keymap import KINDS, Action
from kortspil.ui.screen.state import Mode, ReadingPlace, ScreenState
from kortspil.ui.terminal.types import KeyEvent


class Space(NamedTuple):
    """What the window has room for: cards beside each other on the table, and rows of a page."""

    beside: int
    rows: int


class Open(NamedTuple):
    """Show another page."""

    mode: Mode


class Leave(NamedTuple):
    """Go back to where one was."""


class KeepOwn(NamedTuple):
    """Keep the group's own questions in a deck of the person's own."""


UiAction = Union[Command, Open, Leave, KeepOwn, Action, None]  # noqa: UP007
"""What the front end is to do. An ``Action`` is something to write."""

_PAGES = {
    Action.HELP: Mode.HELP,
    Action.OVERVIEW: Mode.OVERVIEW,
    Action.CASE: Mode.CASES,
    Action.TIME: Mode.TIME,
    Action.CLOSE: Mode.CLOSING,
}
_TO_WRITE = (*KINDS, Action.ASK, Action.EDIT, Action.PEOPLE, Action.MOVE)
_SCROLL = ("up", "down", "pageup", "pagedown", "home", "end")


def steer(screen: ScreenState, state: MeetingState, press: KeyEvent, space: Space) -> tuple[ScreenState, UiAction]:
    """The screen after a press, and what else is wished."""
    if screen.mode is Mode.MEETING and state.is_paused:
        return _paused(screen, press)
    if screen.mode is Mode.MEETING:
        return _meeting(screen, state, press, space)
    if press.name == "paste":
        return screen, None
    if screen.mode is Mode.CASES:
        return _cases(screen, press)
    if press.name in _SCROLL:
        return scrolled(screen, press.name, space), None
    if screen.mode is Mode.CLOSING and (press.name == "enter" or press.text.lower() == "q"):
        return screen, Close()
    if screen.mode is Mode.CLOSING and press.text.lower() == "g" and screen.own_questions:
        return screen, KeepOwn()
    if press.text == " ":
        return scrolled(screen, "pagedown", space), None
    leaves = press.name in ("escape", "enter") or press.text.lower() in ("q", "u", "o", "t", "c", "h", "?")
    return _marked(screen), Leave() if leaves else None


def _marked(screen: ScreenState) -> ScreenState:
    # Whoever looks at the card and comes back to the case reads on where they were.
    if screen.mode is not Mode.CASE or screen.case is None:
        return screen
    name = screen.case.name
    marks = tuple(mark for mark in screen.marks if mark.case != name)
    return screen._replace(marks=(*marks, ReadingPlace(name, screen.scroll)))


# Painting stops at the last line there is.
_FURTHEST = sys.maxsize
_ROWS_OF_A_CARD = 3


def scrolled(screen: ScreenState, direction: str, space: Space) -> ScreenState:
    """The screen a line or a page further up or down, or at the beginning or the end."""
    if direction in ("home", "end"):
        return screen._replace(scroll=0 if direction == "home" else _FURTHEST)
    # A page further on, the last line is still in sight as the first one.
    lines = max(1, space.rows - 1) if direction.startswith("page") else 1
    sign = -1 if direction in ("up", "pageup") else 1
    return screen._replace(scroll=max(0, screen.scroll + sign * lines))


def _cases(screen: ScreenState, press: KeyEvent) -> tuple[ScreenState, UiAction]:
    count = len(screen.cases)
    if press.name in ("up", "down") and count:
        return screen._replace(choice=(screen.choice + (1 if press.name == "down" else -1)) % count), None
    number = int(press.text) if press.text.isdecimal() else screen.choice + 1 if press.name == "enter" else 0
    if 1 <= number <= count:
        case = screen.cases[number - 1]
        scroll = next((mark.scroll for mark in screen.marks if mark.case == case.name), 0)
        return screen._replace(mode=Mode.CASE, case=case, scroll=scroll), ReadCase(case.name, case.title)
    leaves = press.name in ("escape", "enter") or press.text.lower() in ("q", "c")
    return screen, Leave() if leaves else None


def _paused(screen: ScreenState, press: KeyEvent) -> tuple[ScreenState, UiAction]:
    if press.name in ("enter", "escape") or press.text.lower() in ("k", " "):
        return screen, GoOn()
    is_said = press.name == "text" or press.name == "paste"
    return screen._replace(message=texts.REFUSALS["paused"] if is_said else "", is_alert=is_said), None


def _meeting(screen: ScreenState, state: MeetingState, press: KeyEvent, space: Space) -> tuple[ScreenState, UiAction]:
    typed = press.text if press.name == "text" else ""
    if typed.isdecimal() and state.phase in (Phase.TABLE, Phase.WARMUP):
        return _digit(screen, state, typed)
    digits, screen = screen.digits, screen._replace(digits="")
    if press.name == "enter" and digits:
        return screen, Turn(int(digits))
    if press.name == "backspace" and digits:
        return screen._replace(digits=digits[:-1]), None
    if press.name == "paste":
        hint = texts.PASTE_AT_TABLE_HINT if state.phase is Phase.TABLE else texts.PASTE_HINT
        return screen._replace(message=hint, is_alert=True), None
    if press.name in _SCROLL and state.phase is not Phase.TABLE:
        return scrolled(screen, press.name, space), None
    if press.name in ("left", "right", *_SCROLL):
        return _choose(screen, state, press.name, space), None
    if press.name == "escape" and state.phase in (Phase.PARKED, Phase.ROUND):
        # Back to where one was, and not on towards the end of the meeting.
        return screen._replace(is_closing=False), keymap.back(state)
    if press.name == "escape" and state.phase is Phase.LAST_TIME:
        return screen._replace(message=texts.NOTHING_BEHIND), None
    if not typed and press.name != "enter":
        return screen, None
    key = keymap.find(typed, state.phase)
    if key is None:
        return screen._replace(message=misplaced(typed, state.phase), is_alert=True), None
    return _act(screen, state, key.action)


def _act(screen: ScreenState, state: MeetingState, action: Action) -> tuple[ScreenState, UiAction]:
    if action in _TO_WRITE:
        return screen, action
    if action in _PAGES:
        return screen, Open(_PAGES[action])
    if action is Action.TURN:
        return screen, Turn(screen.selected)
    if action is Action.EXAMPLES and not state.has_examples:
        return screen._replace(message=texts.NO_EXAMPLES), None
    if action is Action.EXAMPLES:
        return screen._replace(shows_examples=not screen.shows_examples), None
    command = keymap.command(state, action)
    # Who speaks next has words to write, as long as somebody is left.
    return screen, action if command is None else command


def _digit(screen: ScreenState, state: MeetingState, digit: str) -> tuple[ScreenState, UiAction]:
    digits = (screen.digits + digit).lstrip("0")
    if not digits:
        return screen, None
    # «1» may be the beginning of «12»: only a number that no other card's number begins with turns at once.
    if int(digits) * 10 > len(state.dealt):
        return screen._replace(digits=""), Turn(int(digits))
    return screen._replace(digits=digits), None


def _choose(screen: ScreenState, state: MeetingState, direction: str, space: Space) -> ScreenState:
    last = len(state.dealt)
    row = space.beside
    # A card takes three rows, and the last row of cards is still in sight as the first one.
    page = row * max(1, space.rows // _ROWS_OF_A_CARD - 1)
    step = {"left": -1, "right": 1, "up": -row, "down": row, "home": -last, "end": last}
    wanted = screen.selected + {**step, "pageup": -page, "pagedown": page}[direction]
    if direction in ("up", "down") and not 1 <= wanted <= last:
        return screen
    return screen._replace(selected=max(1, min(last, wanted)))
