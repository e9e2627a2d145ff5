"""A progress bar for a long export at a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from kortspil.messages import export as texts
from kortspil.system import streams

if TYPE_CHECKING:
    from rich.progress import Progress

_Thing = TypeVar("_Thing")
_SOON_DONE = 10
"""No bar is shown for up to this many files or meetings: they are done before anyone could read it."""


class ProgressBar:
    """A bar on standard error, shown from the first long ``track`` until the end of the context.

    It is not shown if standard error is not a terminal, or if a screen reader would read it aloud at each update.
    """

    def __init__(self, *, is_hidden: bool = False) -> None:
        is_seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._is_hidden = is_hidden or streams.is_read_aloud() or not is_seen
        self._progress: Progress | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def track(self, things: Iterable[_Thing], total: int, what: str, then: str = "") -> Iterator[_Thing]:
        """Yield the things, and show how many of ``total`` were yielded.

        ``what`` describes the work. ``then`` describes the work that follows the last thing.
        """
        if self._is_hidden or total <= _SOON_DONE:
            yield from things
            return
        # Imported here: importing Rich takes as long as writing a small report.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[amount]}"))
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._progress.start()
        task = self._progress.add_task(what, total=total, amount="")
        for number, thing in enumerate(things, start=1):
            yield thing
            self._progress.update(task, completed=number, amount=texts.of_all(number, total))
        if then:
            self._progress.update(task, description=then, total=None, amount="")
