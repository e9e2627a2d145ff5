"""The full screen driven in this process: a terminal whose keys are a test's own, and that can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Union

import pyte

from kortspil.commands.farewell import farewell
from kortspil.fullscreen import FullScreen
from kortspil.game import Game, play
from kortspil.terminal import Terminal
from kortspil.window import Press, Size

ENTER, ESCAPE, CLEAR = Press("enter"), Press("escape"), Press("delete-to-start")
PAUSE = Press("pause")
"""Nothing is pressed for as long as the program waits."""

_COLUMNS, _ROWS = 160, 40


class Keyboard(Terminal):
    """A terminal where some steps are taken, one at a time, and then Ctrl+C is pressed."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self._shown = pyte.Screen(_COLUMNS, _ROWS)
        self._stream = pyte.Stream(self._shown)

    @property
    def text(self) -> str:
        """What the window shows, a line for each row."""
        return "\n".join(line.rstrip() for line in self._shown.display)

    def enter(self) -> None: ...

    def leave(self) -> None: ...

    def size(self) -> Size:
        return Size(_COLUMNS, _ROWS)

    def write(self, text: str) -> None:
        self._stream.feed(text)

    def make_ready(self) -> None: ...

    def wait(self, seconds: float | None) -> list[Press]:  # noqa: ARG002
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, Press):
                return [] if step is PAUSE else [step]
            if isinstance(step, str):
                return [Press("text", letter) for letter in step]
            step(self)
        return [Press("interrupt")]


Step = Union[Press, str, Callable[[Keyboard], object]]  # noqa: UP007
"""A key, letters that are typed, or something that happens meanwhile."""


def shows(*texts: str) -> Step:
    """Something is seen."""

    def look(keyboard: Keyboard) -> None:
        # A long text goes on in the next row.
        seen = " ".join(keyboard.text.split())
        for text in texts:
            assert text in seen, f"«{text}» is not in:\n{keyboard.text}"

    return look


def at_full_screen(game: Game, *steps: Step) -> FullScreen:
    """A meeting held at full screen by some steps."""
    with FullScreen(farewell, Keyboard(*steps)) as front:
        play(game, front)
    return front
