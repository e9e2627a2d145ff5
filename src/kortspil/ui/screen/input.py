"""Translate a key event on a page into a changed screen and an action.

``steer`` calls the function for the page in front. The meeting page has a function for each group of keys, and looks up
letters in ``keymap``.
"""

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
    """The room in the window: how many cards are side by side on the table, and how many rows a page has."""

    columns: int
    rows: int


class Open(NamedTuple):
    """Open another page."""

    mode: Mode


class Leave(NamedTuple):
    """Go back to the previous page."""


class KeepOwn(NamedTuple):
    """Save the group's own questions in a personal deck."""


UiAction = Union[Command, Open, Leave, KeepOwn, Action, None]  # noqa: UP007
"""What the front end does after a key. For an ``Action``, it opens the editor or a dialog."""

Steered = tuple[ScreenState, UiAction]
"""The screen after a key, and what the front end then does."""

_PAGES = {
    Action.HELP: Mode.HELP,
    Action.OVERVIEW: Mode.OVERVIEW,
    Action.CASE: Mode.CASES,
    Action.TIME: Mode.TIME,
    Action.CLOSE: Mode.CLOSING,
}
_TO_WRITE = (*KINDS, Action.ASK, Action.EDIT, Action.PEOPLE, Action.MOVE)
_SCROLL = ("up", "down", "pageup", "pagedown", "home", "end")
_ARROWS = ("left", "right", *_SCROLL)

_LEAVES_A_PAGE = ("q", "u", "o", "t", "c", "h", "?")
_LEAVES_THE_CASES = ("q", "c")
_ENDS_A_BREAK = ("k", " ")


def steer(screen: ScreenState, state: MeetingState, press: KeyEvent, space: Space) -> Steered:
    """Return the screen after a key, and what the front end then does. Not for keys that are typed into a text."""
    if screen.mode is Mode.MEETING:
        return _paused(screen, press) if state.is_paused else _meeting(screen, state, press, space)
    if press.name == "paste":
        return screen, None
    if screen.mode is Mode.CASES:
        return _cases(screen, press)
    if screen.mode is Mode.CLOSING:
        return _closing(screen, press, space)
    return _reading(screen, press, space)


# --- Pages for reading


def _reading(screen: ScreenState, press: KeyEvent, space: Space) -> Steered:
    if press.name in _SCROLL:
        return scrolled(screen, press.name, space), None
    if press.text == " ":
        return scrolled(screen, "pagedown", space), None
    return _with_reading_place(screen), Leave() if _leaves(press, _LEAVES_A_PAGE) else None


def _closing(screen: ScreenState, press: KeyEvent, space: Space) -> Steered:
    letter = press.text.lower()
    if press.name == "enter" or letter == "q":
        return screen, Close()
    if letter == "g" and screen.own_questions:
        return screen, KeepOwn()
    return _reading(screen, press, space)


def _cases(screen: ScreenState, press: KeyEvent) -> Steered:
    count = len(screen.cases)
    if press.name in ("up", "down") and count:
        step = 1 if press.name == "down" else -1
        return screen._replace(choice=(screen.choice + step) % count), None
    number = int(press.text) if press.text.isdecimal() else screen.choice + 1 if press.name == "enter" else 0
    if 1 <= number <= count:
        case = screen.cases[number - 1]
        scroll = next((place.scroll for place in screen.reading_places if place.case == case.name), 0)
        return screen._replace(mode=Mode.CASE, case=case, scroll=scroll), ReadCase(case.name, case.title)
    return screen, Leave() if _leaves(press, _LEAVES_THE_CASES) else None


def _leaves(press: KeyEvent, letters: tuple[str, ...]) -> bool:
    return press.name in ("escape", "enter") or press.text.lower() in letters


def _with_reading_place(screen: ScreenState) -> ScreenState:
    # Remember how far the case was read, for when it is opened again.
    if screen.mode is not Mode.CASE or screen.case is None:
        return screen
    name = screen.case.name
    others = tuple(place for place in screen.reading_places if place.case != name)
    return screen._replace(reading_places=(*others, ReadingPlace(name, screen.scroll)))


# Painting limits this to the last row of the page.
_FURTHEST = sys.maxsize
_ROWS_OF_A_CARD = 3


def scrolled(screen: ScreenState, direction: str, space: Space) -> ScreenState:
    """Return the screen after scrolling.

    ``direction`` is «up» or «down» for a row, «pageup» or «pagedown» for a page, and «home» or «end» for an end.
    """
    if direction in ("home", "end"):
        return screen._replace(scroll=0 if direction == "home" else _FURTHEST)
    # The last row of a page stays in sight as the first row of the next one.
    lines = max(1, space.rows - 1) if direction.startswith("page") else 1
    sign = -1 if direction in ("up", "pageup") else 1
    return screen._replace(scroll=max(0, screen.scroll + sign * lines))


# --- The meeting itself


def _paused(screen: ScreenState, press: KeyEvent) -> Steered:
    if press.name in ("enter", "escape") or press.text.lower() in _ENDS_A_BREAK:
        return screen, GoOn()
    if press.name in ("text", "paste"):
        return screen._replace(message=texts.REFUSALS["paused"], is_alert=True), None
    return screen._replace(message="", is_alert=False), None


def _meeting(screen: ScreenState, state: MeetingState, press: KeyEvent, space: Space) -> Steered:
    typed = press.text if press.name == "text" else ""
    if typed.isdecimal() and state.phase in (Phase.TABLE, Phase.WARMUP):
        return _digit(screen, state, typed)
    if screen.digits and press.name in ("enter", "backspace"):
        return _end_of_number(screen, press.name)
    screen = screen._replace(digits="")
    if press.name == "paste":
        hint = texts.PASTE_AT_TABLE_HINT if state.phase is Phase.TABLE else texts.PASTE_HINT
        return screen._replace(message=hint, is_alert=True), None
    if press.name in _ARROWS:
        return _arrow(screen, state, press.name, space), None
    if press.name == "escape":
        return _escape(screen, state)
    if typed or press.name == "enter":
        return _key(screen, state, typed)
    return screen, None


def _digit(screen: ScreenState, state: MeetingState, digit: str) -> Steered:
    digits = (screen.digits + digit).lstrip("0")
    if not digits:
        return screen, None
    # «1» can be the beginning of «12»: a card is turned at once only if no longer number begins with what is typed.
    if int(digits) * 10 > len(state.dealt):
        return screen._replace(digits=""), Turn(int(digits))
    return screen._replace(digits=digits), None


def _end_of_number(screen: ScreenState, name: str) -> Steered:
    if name == "enter":
        return screen._replace(digits=""), Turn(int(screen.digits))
    return screen._replace(digits=screen.digits[:-1]), None


def _arrow(screen: ScreenState, state: MeetingState, name: str, space: Space) -> ScreenState:
    if name in _SCROLL and state.phase is not Phase.TABLE:
        return scrolled(screen, name, space)
    return _choose(screen, state, name, space)


def _escape(screen: ScreenState, state: MeetingState) -> Steered:
    if state.phase in (Phase.PARKED, Phase.ROUND):
        # The group goes back to the table, and is no longer closing the meeting.
        return screen._replace(is_closing=False), keymap.back(state)
    if state.phase is Phase.LAST_TIME:
        return screen._replace(message=texts.NO_WAY_BACK), None
    return screen, None


def _key(screen: ScreenState, state: MeetingState, typed: str) -> Steered:
    key = keymap.find(typed, state.phase)
    if key is None:
        return screen._replace(message=misplaced(typed, state.phase), is_alert=True), None
    return _act(screen, state, key.action)


def _act(screen: ScreenState, state: MeetingState, action: Action) -> Steered:
    if action in _TO_WRITE:
        return screen, action
    if action in _PAGES:
        return screen, Open(_PAGES[action])
    if action is Action.TURN:
        return screen, Turn(screen.selected)
    if action is Action.EXAMPLES:
        return _examples(screen, state), None
    command = keymap.command(state, action)
    # Action.SPEAK has no command while a participant has not spoken: the sentence must be typed first.
    return screen, action if command is None else command


def _examples(screen: ScreenState, state: MeetingState) -> ScreenState:
    if not state.has_examples:
        return screen._replace(message=texts.NO_EXAMPLES)
    return screen._replace(shows_examples=not screen.shows_examples)


def _choose(screen: ScreenState, state: MeetingState, direction: str, space: Space) -> ScreenState:
    last = len(state.dealt)
    row = space.columns
    # The last row of cards stays in sight as the first row of the next page.
    page = row * max(1, space.rows // _ROWS_OF_A_CARD - 1)
    step = {"left": -1, "right": 1, "up": -row, "down": row, "home": -last, "end": last}
    wanted = screen.selected + {**step, "pageup": -page, "pagedown": page}[direction]
    if direction in ("up", "down") and not 1 <= wanted <= last:
        return screen
    return screen._replace(selected=max(1, min(last, wanted)))
