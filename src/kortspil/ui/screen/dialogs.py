"""What is asked for on one line at full screen: another place for the notes, and who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kortspil.errors import FileError, UsageError
from kortspil.meeting.commands import Command
from kortspil.messages import meeting as texts
from kortspil.ui.controller import MeetingController
from kortspil.ui.save_elsewhere import move, suggestion
from kortspil.ui.screen.state import ScreenState, Writing
from kortspil.ui.terminal.types import KeyEvent

if TYPE_CHECKING:
    from kortspil.ui.terminal.line_editor import LineEditor


class SaveAsDialog:
    """The place being typed. ``command`` is what is to be done when the notes lie there, ``behind`` the screen that is
    gone back to, and ``typed`` what was pressed before it was asked for a place, which is no answer to it. ``place`` is
    what was typed when somebody last left it, or ""."""

    def __init__(
        self,
        controller: MeetingController,
        behind: ScreenState,
        command: Command | None,
        typed: Sequence[KeyEvent] = (),
        place: str = "",
    ) -> None:
        # The editor is prompt_toolkit's, which the first picture does not wait for.
        from kortspil.ui.terminal.line_editor import LineEditor

        self.behind = behind
        self.command = command
        self.typed = typed
        self._editor: LineEditor = LineEditor(place or str(suggestion(controller.notes.path)), one_line=True)
        self._is_suggested = not place

    @property
    def place(self) -> str:
        """What somebody has typed so far; "" where it is only suggested."""
        return "" if self._is_suggested else self._editor.text

    def press(self, press: KeyEvent) -> None:
        """Type. What is typed first stands for the whole suggestion, and other keys go about in it."""
        if self._is_suggested and press.name in ("text", "paste"):
            self._editor.press(KeyEvent("delete-to-start"))
        self._is_suggested = False
        self._editor.press(press)

    def shown(self) -> Writing:
        """What is seen of it."""
        return Writing(texts.PLACE_LABEL, texts.PLACE_HINTS, self._editor.text, self._editor.cursor)

    def move(self, controller: MeetingController) -> FileError | UsageError | None:
        """Write the notes in the place that was typed. Gives what is wrong with it, or ``None``."""
        return move(controller, self._editor.text)


class ParticipantsDialog:
    """The names being typed of who comes and who goes. ``behind`` is the screen that is gone back to, and
    ``text`` what was typed before somebody left it."""

    def __init__(self, behind: ScreenState, text: str) -> None:
        # The editor is prompt_toolkit's, which the first picture does not wait for.
        from kortspil.ui.terminal.line_editor import LineEditor

        self.behind = behind
        self._editor: LineEditor = LineEditor(text, one_line=True)

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self._editor.text

    def press(self, press: KeyEvent) -> None:
        """Type. Of a list that is pasted, each line is a name."""
        if press.name == "paste":
            lines = (line.strip(" ,") for line in press.text.split("\n"))
            press = press._replace(text=", ".join(line for line in lines if line))
        self._editor.press(press)

    def shown(self) -> Writing:
        """What is seen of it."""
        return Writing(texts.PEOPLE_LABEL, texts.PEOPLE_HINTS, self._editor.text, self._editor.cursor)
