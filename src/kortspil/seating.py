"""Who takes part, typed on one line at full screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kortspil.texts import table as texts
from kortspil.view.screen import Screen, Writing
from kortspil.window import Press

if TYPE_CHECKING:
    from kortspil.editor import Editor


class Seating:
    """The names being typed of who comes and who goes. ``behind`` is the screen that is gone back to."""

    def __init__(self, people: Sequence[str], behind: Screen) -> None:
        # The editor is prompt_toolkit's, which the first picture does not wait for.
        from kortspil.editor import Editor

        self.behind = behind
        self._people = list(people)
        self._editor: Editor = Editor(one_line=True)

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self._editor.text

    def press(self, press: Press) -> None:
        """Type."""
        self._editor.press(press)

    def shown(self) -> Writing:
        """What is seen of it."""
        label = texts.people_label(self._people)
        return Writing(label, texts.PEOPLE_HINTS, self._editor.text, self._editor.cursor)
