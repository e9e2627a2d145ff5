"""The full screen driven in this process: a terminal whose keys are a test's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Union

from kortspil.commands.farewell import farewell
from kortspil.fullscreen import FullScreen
from kortspil.game import Game, play
from kortspil.terminal import Terminal
from kortspil.window import Press, Size

ENTER, ESCAPE, CLEAR = Press("enter"), Press("escape"), Press("delete-to-start")
PAUSE = Press("pause")
"""Nothing is pressed for as long as the program waits."""

Step = Union[Press, str, Callable[[], object]]  # noqa: UP007
"""A key, letters that are typed, or something that happens in the world meanwhile."""


class Keyboard(Terminal):
    """A terminal that types some steps, one at a time, and then Ctrl+C. What is painted goes nowhere."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)

    def enter(self) -> None: ...

    def leave(self) -> None: ...

    def size(self) -> Size:
        return Size(80, 24)

    def write(self, text: str) -> None: ...

    def make_ready(self) -> None: ...

    def wait(self, seconds: float | None) -> list[Press]:  # noqa: ARG002
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, Press):
                return [] if step is PAUSE else [step]
            if isinstance(step, str):
                return [Press("text", letter) for letter in step]
            step()
        return [Press("interrupt")]


def at_full_screen(game: Game, *steps: Step) -> FullScreen:
    """A meeting held at full screen by some steps."""
    with FullScreen(farewell, Keyboard(*steps)) as front:
        play(game, front)
    return front
