"""The full-screen front end. It turns key events into commands, and paints the window after each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType

from kortspil.deck.model import Case
from kortspil.errors import INTERRUPTED
from kortspil.meeting.commands import Autosave, Command, KeepAlive, KeepDraft, ReadCase
from kortspil.meeting.events import Autosaved, Drafted, Removed, Subject, Undone
from kortspil.messages import meeting as texts
from kortspil.ui import keymap
from kortspil.ui.answers import Reply, beginning, reply
from kortspil.ui.controller import MeetingController, Outcome
from kortspil.ui.keymap import Action
from kortspil.ui.screen.dialogs import ParticipantsDialog, SaveAsDialog
from kortspil.ui.screen.drafts import DraftEditor
from kortspil.ui.screen.frame import Canvas
from kortspil.ui.screen.input import KeepOwn, Leave, Open, scrolled, steer
from kortspil.ui.screen.pages.theme import THEMES
from kortspil.ui.screen.state import Mode, ScreenState
from kortspil.ui.screen.timer import MeetingTimer
from kortspil.ui.screen.update import after, given_up, opened
from kortspil.ui.terminal.terminal import Terminal
from kortspil.ui.terminal.types import KeyEvent


class FullScreen:
    """The front end that takes the whole window. A context manager: on exit the terminal is restored.

    ``farewell`` returns the lines of the closing page. ``keep_own`` saves the group's own questions in a personal deck
    and returns a sentence that says where. ``lead`` is a case to read first, and ``theme`` the name of a theme.
    ``hides_examples``: each card is turned with its examples hidden. ``bell``: ring when time is up. After the meeting
    ``exit_code`` is 0, or 130 if it was interrupted.
    """

    def __init__(
        self,
        farewell: Callable[[MeetingController], Sequence[str]],
        terminal: Terminal | None = None,
        *,
        keep_own: Callable[[Sequence[str]], str] | None = None,
        lead: Case | None = None,
        theme: str = "auto",
        hides_examples: bool = False,
        bell: bool = False,
    ) -> None:
        self.exit_code = 0
        self._farewell = farewell
        self._keep_own = keep_own
        self._lead = lead
        self._terminal = terminal or Terminal()
        self._canvas = Canvas(self._terminal)
        self._screen = ScreenState(
            theme=THEMES[theme], hides_examples=hides_examples, shows_examples=not hides_examples
        )
        self._previous = self._screen
        self._draft_editor = DraftEditor()
        self._prompt: SaveAsDialog | ParticipantsDialog | None = None
        self._commands: deque[Command] = deque()
        self._timer = MeetingTimer(self._terminal.write, bell=bell)
        self._prefix = self._names = self._place = ""
        self._queue: deque[KeyEvent] = deque()

    def __enter__(self) -> FullScreen:
        self._terminal.enter()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._terminal.leave()

    # --- The methods of FrontEnd

    def start(self, controller: MeetingController) -> None:
        if controller.resumption is not None:
            self._timer.skip_past(controller)
            self._draft_editor.restore(controller.resumption.drafts)
            self._screen = self._screen._replace(selected=controller.state.first_choice)
            if controller.resumption.in_hand is not None:
                self._start_writing(controller.resumption.in_hand.subject)
        begun = beginning(controller)
        self._screen = self._screen._replace(message=begun.text, is_alert=begun.is_alert)
        if self._lead is not None:
            self._previous = self._screen
            self._screen = self._screen._replace(mode=Mode.CASE, case=self._lead)
            self._commands.append(ReadCase(self._lead.name, self._lead.title, leads=True))
        self._paint(controller)
        self._terminal.make_ready()

    def read(self, controller: MeetingController) -> Command | None:
        while True:
            command = self._next(controller)
            if command is not None or self.exit_code:
                return command
            self._paint(controller)
            draft_editor = self._draft_editor if self._screen.mode is Mode.WRITING and self._prompt is None else None
            tells_time = self._screen.mode is Mode.TIME
            presses = self._terminal.wait(self._timer.timeout(controller, draft_editor, tells_time=tells_time))
            self._queue.extend(presses)
            if self._timer.ring_if_due(controller) and controller.trouble is None:
                # Clear the latest answer, because the reminder of time is shown in its place.
                self._screen = self._screen._replace(message="", is_alert=False)
            if (kept := self._timer.due_command(controller, draft_editor, has_paused=not presses)) is not None:
                return kept

    def _next(self, controller: MeetingController) -> Command | None:
        # Waiting commands come before the next key, because they can change what the key means.
        while True:
            if self._commands and self._prompt is None:
                return self._commands.popleft()
            if not self._queue:
                return None
            press = self._queue.popleft()
            if press.name in ("interrupt", "terminate", "hangup"):
                self.exit_code = INTERRUPTED
                return None
            command = self._take(controller, press)
            if command is not None:
                return command

    def tell(self, controller: MeetingController, outcome: Outcome) -> None:
        answer = reply(outcome)
        if outcome.trouble is not None:
            self._screen = self._screen._replace(message=answer.text, is_alert=True)
            if not isinstance(outcome.command, (Autosave, KeepAlive)):
                self._ask_for_a_place(controller, outcome.command)
                self._screen = self._screen._replace(message=texts.not_saved_here(outcome.trouble.message))
        elif not isinstance(outcome.command, (Autosave, KeepAlive)):
            self._show_outcome(controller, outcome, answer)
        elif outcome.was_lost:
            self._screen = self._screen._replace(message=answer.text, is_alert=True)
        if isinstance(outcome.event, Autosaved):
            self._draft_editor.mark_kept(outcome.event)

    def _show_outcome(self, controller: MeetingController, outcome: Outcome, answer: Reply) -> None:
        if self._screen.mode is Mode.WRITING:
            self._draft_editor.close()
            self._screen = self._previous
        if isinstance(outcome.event, Drafted):
            self._draft_editor.mark_kept(outcome.event)
        if isinstance(outcome.event, (Removed, Undone)):
            self._draft_editor.forget(outcome.event.number)
        self._screen = after(self._screen, outcome, answer, controller.state, self._prefix)
        if self._screen.is_closing and controller.state.phase not in keymap.BEFORE_CLOSING:
            self._commands.extend(self._close(controller))
        # The answers to several commands are shown as one.
        self._prefix = self._screen.message if self._commands else ""

    def drafts(self, controller: MeetingController) -> Sequence[KeepDraft]:  # noqa: ARG002
        return self._draft_editor.drafts()

    # --- Keys

    def _take(self, controller: MeetingController, press: KeyEvent) -> Command | None:
        if press.name in ("suspend", "resize", "resume", "redraw"):
            self._take_signal(controller, press.name)
        elif press.name == "alt" and self._screen.mode is not Mode.WRITING:
            self._queue.extendleft([KeyEvent("text", press.text), KeyEvent("escape")])
        elif isinstance(self._prompt, SaveAsDialog):
            return self._name_a_place(controller, self._prompt, press)
        elif self._prompt is not None:
            self._name_people(controller, self._prompt, press)
        elif self._screen.mode is Mode.WRITING:
            return self._write(controller, press)
        else:
            return self._steer(controller, press)
        return None

    def _take_signal(self, controller: MeetingController, name: str) -> None:
        if name == "suspend":
            # Keep the drafts first: the person may never come back.
            self._keep(controller, self._draft_editor.drafts())
            self._terminal.suspend()
        elif name == "resume":
            self._terminal.enter()
        self._canvas.forget()

    def _steer(self, controller: MeetingController, press: KeyEvent) -> Command | None:
        if press.name == "newline":
            # Before the first picture, the terminal was in line mode and turned Enter into a newline.
            press = KeyEvent("enter")
        quiet = self._screen._replace(message="", is_alert=False)
        self._screen, ui_action = steer(quiet, controller.state, press, self._canvas.space(controller, self._screen))
        if isinstance(ui_action, (Leave, Open, KeepOwn)):
            self._turn_page(controller, ui_action)
        elif isinstance(ui_action, Action):
            self._ask(controller, ui_action)
        else:
            return ui_action
        return None

    def _turn_page(self, controller: MeetingController, ui_action: Leave | Open | KeepOwn) -> None:
        match ui_action:
            case Leave():
                self._screen = self._previous._replace(reading_places=self._screen.reading_places)
            case Open(Mode.CLOSING):
                self._screen = self._screen._replace(is_closing=True)
                self._commands.extend(self._close(controller))
            case Open(mode):
                self._open(controller, mode)
            case KeepOwn() if self._keep_own is not None:
                self._screen = self._screen._replace(kept=self._keep_own(self._screen.own_questions), scroll=0)
            case _:
                pass

    def _ask(self, controller: MeetingController, action: Action) -> None:
        if action is Action.MOVE:
            self._ask_for_a_place(controller, None)
        elif action is Action.PEOPLE:
            self._ask_for_people(controller)
        else:
            self._want_to_write(controller, action)

    def _open(self, controller: MeetingController, mode: Mode) -> None:
        if self._screen.mode is Mode.MEETING:
            self._previous = self._screen
        self._screen = opened(self._screen, mode, controller)

    def _close(self, controller: MeetingController) -> list[Command]:
        first = keymap.close(controller.state)
        if first is not None:
            return [first]
        self._open(controller, Mode.CLOSING)
        self._screen = self._screen._replace(is_closing=False, farewell=tuple(self._farewell(controller)))
        return []

    # --- Writing

    def _want_to_write(self, controller: MeetingController, action: Action) -> None:
        wanted = keymap.to_write(controller.state, action)
        if wanted is not None:
            self._start_writing(*wanted)
        else:
            self._screen = self._screen._replace(message=texts.NO_NOTE_HERE, is_alert=True)

    def _start_writing(self, subject: Subject, text: str = "") -> None:
        self._previous = self._screen
        self._draft_editor.open(subject, text)
        self._show_writing()

    def _write(self, controller: MeetingController, press: KeyEvent) -> Command | None:
        if press.name == "escape":
            self._screen = self._previous
            return self._draft_editor.leave()
        if press.name == "enter":
            first, *rest = self._draft_editor.commands(controller.state)
            self._commands.extend(rest)
            return first
        if press.name in ("pageup", "pagedown"):
            self._screen = scrolled(self._screen, press.name, self._canvas.space(controller, self._screen))
            return None
        self._draft_editor.press(press)
        self._show_writing()
        return None

    def _keep(self, controller: MeetingController, drafts: Iterable[KeepDraft]) -> None:
        for draft in drafts:
            event = controller.do(draft).event
            if isinstance(event, Drafted):
                self._draft_editor.mark_kept(event)

    def _show_writing(self) -> None:
        self._screen = self._screen._replace(
            mode=Mode.WRITING, writing=self._draft_editor.shown(), message="", is_alert=False
        )

    def _ask_for_people(self, controller: MeetingController) -> None:
        self._prompt = ParticipantsDialog(self._screen, self._names)
        here = texts.who_is_here(controller.state.people)
        self._screen = self._screen._replace(mode=Mode.WRITING, writing=self._prompt.shown(), message=here)

    def _name_people(self, controller: MeetingController, prompt: ParticipantsDialog, press: KeyEvent) -> None:
        if press.name in ("escape", "enter"):
            self._prompt, self._screen = None, prompt.previous
            self._commands.extend(keymap.people(controller.state, prompt.text) if press.name == "enter" else [])
            self._names = prompt.text if press.name == "escape" else ""
        else:
            prompt.press(press)
            self._screen = self._screen._replace(writing=prompt.shown())

    # --- Another place for the notes

    def _ask_for_a_place(self, controller: MeetingController, command: Command | None) -> None:
        # Keys that were typed before the question was shown do not answer it.
        typed = () if command is None else tuple(self._queue)
        self._prompt = SaveAsDialog(controller, self._screen, command, typed, self._place)
        self._screen = self._screen._replace(mode=Mode.WRITING, writing=self._prompt.shown())
        self._queue = self._queue if command is None else deque()

    def _name_a_place(self, controller: MeetingController, dialog: SaveAsDialog, press: KeyEvent) -> Command | None:
        if press.name == "escape":
            self._give_up_the_place(controller, dialog)
        elif press.name == "enter":
            return self._move_to_the_place(controller, dialog)
        else:
            dialog.press(press)
            self._screen = self._screen._replace(writing=dialog.shown())
        return None

    def _give_up_the_place(self, controller: MeetingController, dialog: SaveAsDialog) -> None:
        self._prompt, self._screen, self._prefix = None, given_up(dialog.previous, controller.state), ""
        self._commands.clear()
        self._queue.extendleft(reversed(dialog.typed))
        self._place = dialog.place

    def _move_to_the_place(self, controller: MeetingController, dialog: SaveAsDialog) -> Command | None:
        trouble = dialog.move(controller)
        if trouble is not None:
            self._screen = self._screen._replace(message=trouble.message, is_alert=True)
            return None
        moved = texts.moved(str(controller.notes.path))
        self._prompt, self._screen = None, dialog.previous._replace(message=moved, is_alert=False)
        # The text that the command saves must not become a draft first.
        self._keep(
            controller,
            [draft for draft in self._draft_editor.drafts() if not draft.in_hand and draft != dialog.command],
        )
        self._prefix = moved if dialog.command is not None else ""
        self._queue.extendleft(reversed(dialog.typed))
        return dialog.command

    # --- Painting

    def _paint(self, controller: MeetingController) -> None:
        shown = self._screen._replace(drafts=self._draft_editor.labels(controller.state))
        self._screen = self._screen._replace(scroll=min(self._screen.scroll, self._canvas.paint(controller, shown)))
