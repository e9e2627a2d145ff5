"""Drive the full screen in this process, with a terminal that gets its keys from the test and can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple, Union

import pyte

from kortspil.cli.closing import farewell
from kortspil.ui.controller import MeetingController, play
from kortspil.ui.screen.app import FullScreen
from kortspil.ui.terminal.terminal import Terminal
from kortspil.ui.terminal.types import KeyEvent, Size
from table_samples import AT

ENTER, ESCAPE, CLEAR = KeyEvent("enter"), KeyEvent("escape"), KeyEvent("delete-to-start")
PAUSE = KeyEvent("pause")
"""No key comes while the program waits."""

LARGE = Size(160, 40)


class Clock:
    """A clock that the test sets."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def passes(self, seconds: float) -> None:
        """Let time pass without waking the program."""
        self.at += timedelta(seconds=seconds)


class Idle(NamedTuple):
    """Seconds that pass without a key. The program sleeps and wakes as often as it asks to."""

    clock: Clock
    seconds: float


class Burst(NamedTuple):
    """Several keys, read at once."""

    keys: tuple[KeyEvent | str, ...]


class Keyboard(Terminal):
    """A terminal that takes the steps one at a time, and then presses Ctrl+C.

    During ``Idle`` steps, ``slept`` collects how many seconds the program asked to sleep each time. ``written`` is all
    that the program wrote.
    """

    def __init__(self, *steps: Step, size: Size = LARGE) -> None:
        self._steps = list(steps)
        self._size = size
        self._shown = pyte.Screen(*size)
        self._stream = pyte.Stream(self._shown)
        self.slept: list[float] = []
        self.written = ""

    @property
    def text(self) -> str:
        """The text in the window, one line per row."""
        return "\n".join(line.rstrip() for line in self._shown.display)

    def enter(self) -> None: ...

    def leave(self) -> None: ...

    def size(self) -> Size:
        return self._size

    def write(self, text: str) -> None:
        self.written += text
        self._stream.feed(text)

    def make_ready(self) -> None: ...

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, KeyEvent):
                return [] if step is PAUSE else [step]
            if isinstance(step, str):
                return _letters(step)
            if isinstance(step, Burst):
                return [press for key in step.keys for press in (_letters(key) if isinstance(key, str) else [key])]
            if not isinstance(step, Idle):
                step(self)
            elif self._sleeps(step, seconds):
                return []
        return [KeyEvent("interrupt")]

    def _sleeps(self, idle: Idle, seconds: float | None) -> bool:
        # Let time pass. Return whether the program wakes before the next key comes.
        wished = idle.seconds if seconds is None else seconds
        self.slept.append(wished)
        idle.clock.passes(min(wished, idle.seconds))
        if wished >= idle.seconds:
            return False
        self._steps.insert(0, idle._replace(seconds=idle.seconds - wished))
        return True


Step = Union[KeyEvent, str, Idle, Burst, Callable[[Keyboard], object]]  # noqa: UP007
"""A key, letters, time without a key, keys that come at once, or a function to call."""


def _letters(text: str) -> list[KeyEvent]:
    return [KeyEvent("text", letter) for letter in text]


def shows(*texts: str) -> Step:
    """Return a step that fails unless the window shows all of ``texts``."""

    def look(keyboard: Keyboard) -> None:
        # A long text may be broken into rows.
        seen = " ".join(keyboard.text.split())
        for text in texts:
            assert text in seen, f"«{text}» is not in:\n{keyboard.text}"

    return look


def hides(*texts: str) -> Step:
    """Return a step that fails if the window shows one of ``texts``."""

    def look(keyboard: Keyboard) -> None:
        seen = " ".join(keyboard.text.split())
        for text in texts:
            assert text not in seen, f"«{text}» is in:\n{keyboard.text}"

    return look


def at_full_screen(controller: MeetingController, *steps: Step) -> FullScreen:
    """Hold a meeting at full screen."""
    with FullScreen(farewell, Keyboard(*steps)) as front:
        play(controller, front)
    return front
