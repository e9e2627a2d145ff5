"""Who takes part, typed on one line at full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kortspil.texts import table as texts
from kortspil.view.screen import Screen, Writing
from kortspil.window import Press

if TYPE_CHECKING:
    from kortspil.editor import Editor


class Seating:
    """The names being typed of who comes and who goes. ``behind`` is the screen that is gone back to, and
    ``text`` what was typed before somebody left it."""

    def __init__(self, behind: Screen, text: str) -> None:
        # The editor is prompt_toolkit's, which the first picture does not wait for.
        from kortspil.editor import Editor

        self.behind = behind
        self._editor: Editor = Editor(text, one_line=True)

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self._editor.text

    def press(self, press: Press) -> None:
        """Type. Of a list that is pasted, each line is a name."""
        if press.name == "paste":
            lines = (line.strip(" ,") for line in press.text.split("\n"))
            press = press._replace(text=", ".join(line for line in lines if line))
        self._editor.press(press)

    def shown(self) -> Writing:
        """What is seen of it."""
        return Writing(texts.PEOPLE_LABEL, texts.PEOPLE_HINTS, self._editor.text, self._editor.cursor)
