"""The full screen's one-line questions: where else to save the notes, and who arrives and leaves."""

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
    """The dialog that asks where to save the notes.

    ``previous`` is the screen to return to, and ``command`` the command to carry out once the notes are in the new
    place. ``typed`` are the keys that were pressed before the dialog was shown. ``place`` is what the dialog held when
    a person last left it, or "".
    """

    def __init__(
        self,
        controller: MeetingController,
        previous: ScreenState,
        command: Command | None,
        typed: Sequence[KeyEvent] = (),
        place: str = "",
    ) -> None:
        # Imported here because wcwidth, which it imports, would delay the first picture.
        from kortspil.ui.terminal.line_editor import LineEditor

        self.previous = previous
        self.command = command
        self.typed = typed
        self._editor: LineEditor = LineEditor(place or str(suggestion(controller.notes.path)), one_line=True)
        self._is_suggested = not place

    @property
    def place(self) -> str:
        """What the person has typed; "" if the field still holds the suggestion."""
        return "" if self._is_suggested else self._editor.text

    def press(self, press: KeyEvent) -> None:
        """Give a key to the editor. The first typed text replaces the suggestion; other keys edit it."""
        if self._is_suggested and press.name in ("text", "paste"):
            self._editor.press(KeyEvent("delete-to-start"))
        self._is_suggested = False
        self._editor.press(press)

    def shown(self) -> Writing:
        """Return what the page shows of the dialog."""
        return Writing(texts.PLACE_LABEL, texts.PLACE_HINTS, self._editor.text, self._editor.cursor)

    def move(self, controller: MeetingController) -> FileError | UsageError | None:
        """Move the notes to the place that was typed. Return the error if that fails, or ``None``."""
        return move(controller, self._editor.text)


class ParticipantsDialog:
    """The dialog that asks who arrives and leaves.

    ``previous`` is the screen to return to, and ``text`` what the dialog held when a person last left it.
    """

    def __init__(self, previous: ScreenState, text: str) -> None:
        # Imported here because wcwidth, which it imports, would delay the first picture.
        from kortspil.ui.terminal.line_editor import LineEditor

        self.previous = previous
        self._editor: LineEditor = LineEditor(text, one_line=True)

    @property
    def text(self) -> str:
        """The text typed so far."""
        return self._editor.text

    def press(self, press: KeyEvent) -> None:
        """Give a key to the editor. Each line of a pasted list is a name."""
        if press.name == "paste":
            lines = (line.strip(" ,") for line in press.text.split("\n"))
            press = press._replace(text=", ".join(line for line in lines if line))
        self._editor.press(press)

    def shown(self) -> Writing:
        """Return what the page shows of the dialog."""
        return Writing(texts.PEOPLE_LABEL, texts.PEOPLE_HINTS, self._editor.text, self._editor.cursor)
