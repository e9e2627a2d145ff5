"""The plain front end: a meeting in lines of text, for screen readers, pipes and simple terminals.

It never draws boxes, moves the cursor or repeats output. Each typed line is a command: a letter, which text can follow.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from kortspil.deck.case_choice import choose
from kortspil.deck.model import Case
from kortspil.meeting.commands import Close, Command, Finish, GoOn, KeepDraft, Pass, ReadCase, Refusal, Turn, Write
from kortspil.meeting.events import Event, Extended, Finished, Kind, Passed, Paused, Resumed, Turned, Undone
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import answers
from kortspil.messages import meeting as texts
from kortspil.messages import plain as aloud
from kortspil.text.sanitize import sanitize
from kortspil.ui import keymap
from kortspil.ui.answers import misplaced, reply
from kortspil.ui.controller import MeetingController, Outcome
from kortspil.ui.keymap import KINDS, Action
from kortspil.ui.plain import render
from kortspil.ui.plain.pending import Unsaved
from kortspil.ui.plain.prompts import LinePrompts
from kortspil.ui.plain.reminders import Reminders
from kortspil.ui.save_elsewhere import move

_BELL = "\a"


class Plain:
    """The front end that reads and prints lines.

    ``read_line`` returns the next line without its line end, or ``None`` at the end of the input. ``say`` prints a
    line. ``lead``, ``hides_examples``, ``bell`` and ``keep_own`` are as in ``FullScreen``.
    """

    def __init__(
        self,
        read_line: Callable[[], str | None],
        say: Callable[[str], None],
        *,
        lead: Case | None = None,
        hides_examples: bool = False,
        bell: bool = False,
        keep_own: Callable[[Sequence[str]], str] | None = None,
    ) -> None:
        self._read_line = read_line
        self._print = say
        self._lead = lead
        self._hides_examples = hides_examples
        self._shows_examples = not hides_examples
        self._bell = bell
        self._keep_own = keep_own
        self._prompts = LinePrompts(read_line, self._say)
        self._reminders = Reminders()
        self._unsaved = Unsaved()
        self._queued: deque[Command] = deque()
        self._explained: set[Phase] = set()
        self._is_closing = False
        # The actions that use the text after the letter, or do more than print.
        self._actions: dict[Action, Callable[[MeetingController, str], Command | None]] = {
            **{action: partial(self._write, action=action) for action in (*KINDS, Action.EDIT)},
            Action.SPEAK: self._speak,
            Action.CLOSE: self._close,
            Action.ASK: self._ask,
            Action.PEOPLE: self._people,
            Action.CASE: self._case,
            Action.MOVE: self._move,
        }

    # --- The methods of FrontEnd

    def start(self, controller: MeetingController) -> None:
        self._say(*render.opening(controller))
        if controller.resumption is not None:
            self._unsaved.restore(controller.resumption.drafts)
        if self._lead is not None:
            self._say("", *render.case(self._lead, controller.state))
            self._queued.append(ReadCase(self._lead.name, self._lead.title, leads=True))
        self._show(controller, tells_time=controller.resumption is not None)

    def read(self, controller: MeetingController) -> Command | None:
        while True:
            if self._queued:
                return self._queued.popleft()
            if self._is_closing and controller.state.phase not in keymap.BEFORE_CLOSING:
                return self._go_on_closing(controller.state)
            line = self._read_line()
            if line is None:
                self._say(aloud.PLAIN_EOF)
                return None
            self._remind(controller)
            command = self._understand(controller, line)
            if command is not None:
                self._unsaved.hold(command, controller.state)
                return command

    def tell(self, controller: MeetingController, outcome: Outcome) -> None:
        answer = reply(outcome).text
        if answer:
            self._say(answer)
        if outcome.event is not None:
            self._queued += self._unsaved.done(outcome.event)
            self._follow(controller, outcome.before, outcome.event)
        elif outcome.trouble is not None:
            self._is_closing = False
            lost = self._unsaved.failed([outcome.command, *self._queued])
            self._queued.clear()
            self._say(*([aloud.plain_unsaved(lost)] if lost else []), aloud.PLAIN_MOVE)

    def drafts(self, controller: MeetingController) -> Sequence[KeepDraft]:  # noqa: ARG002
        return self._unsaved.drafts()

    # --- Lines to commands

    def _understand(self, controller: MeetingController, line: str) -> Command | None:
        state, whole = controller.state, line.strip()
        typed, *more = whole.split(maxsplit=1) or [""]
        rest = more[0] if more else ""
        key = keymap.find(typed, state.phase)
        if state.is_paused:
            return self._in_a_break(controller, key, whole, rest)
        if key is None and typed.isdecimal() and not rest:
            return Turn(int(typed[:9]))
        if key is None or (rest and not key.takes_text):
            self._say(*_misunderstood(state, typed, whole))
            return None
        return self._act(controller, key.action, rest)

    def _in_a_break(
        self, controller: MeetingController, key: keymap.Key | None, whole: str, rest: str
    ) -> Command | None:
        action = key.action if key else None
        if not whole or (action is Action.PAUSE and not rest):
            return GoOn()
        if action is Action.MOVE and controller.trouble is not None:
            # A break cannot end until the notes can be written.
            return self._move(controller, rest)
        self._say(texts.REFUSALS[Refusal.PAUSED.value], aloud.typed(whole))
        return None

    def _act(self, controller: MeetingController, action: Action, rest: str) -> Command | None:
        command = keymap.command(controller.state, action)
        if command is not None:
            return command
        if action in self._actions:
            return self._actions[action](controller, rest)
        self._look(controller, action)
        return None

    def _write(self, controller: MeetingController, rest: str, action: Action) -> Command | None:
        return self._prompts.write(controller.state, action, rest)

    def _speak(self, controller: MeetingController, _: str) -> Command | None:
        line = self._prompts.sentence(controller.state.turn)
        if not line:
            # A participant may pass in the closing round.
            return None if line is None else Pass()
        typed, _, rest = line.partition(" ")
        key = keymap.find(typed, Phase.ROUND)
        if key is not None and (not rest or key.action is Action.NOTE):
            # The line is a command, not a sentence.
            return self._act(controller, key.action, rest.strip())
        return Write(Kind.NOTE, line, by=controller.state.turn)

    def _close(self, controller: MeetingController, _: str) -> Command:
        self._is_closing = True
        state = controller.state
        return Finish() if state.phase in keymap.BEFORE_CLOSING else self._go_on_closing(state)

    def _ask(self, _: MeetingController, rest: str) -> Command | None:
        return self._prompts.question(rest)

    def _people(self, controller: MeetingController, rest: str) -> None:
        self._queued += self._prompts.people(controller.state, rest)

    def _go_on_closing(self, state: MeetingState) -> Command:
        first = keymap.close(state)
        if first is not None:
            return first
        if self._keep_own is not None and state.own_questions:
            keep_own, self._keep_own = self._keep_own, None
            if self._prompts.agrees(aloud.KEEP_OWN):
                self._say(keep_own(state.own_questions))
        return Close()

    def _case(self, controller: MeetingController, wanted: str) -> Command | None:
        cases = controller.cases()
        if not cases:
            self._say(texts.NO_CASES)
        elif not wanted:
            for number, case in enumerate(cases, start=1):
                self._say(f"{number}. {case.department}: {case.title}")
            self._say(aloud.PLAIN_ASK_NUMBER)
        elif isinstance(chosen := choose(cases, wanted), Case):
            self._say(*render.case(chosen, controller.state))
            return ReadCase(chosen.name, chosen.title)
        else:
            self._say(texts.no_such_case(wanted, list(chosen.near), len(cases)))
        return None

    def _move(self, controller: MeetingController, wanted: str) -> Command | None:
        trouble = move(controller, wanted)
        if trouble is not None:
            self._say(trouble.message, aloud.PLAIN_MOVE)
            return None
        self._say(texts.moved(str(controller.notes.path)))
        self._queued += self._unsaved.to_repeat(controller.state)
        return None

    # --- What is printed

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._print(sanitize(line))

    def _remind(self, controller: MeetingController) -> None:
        # Reading a line blocks, so reminders that become due meanwhile are printed after it.
        for reminder in self._reminders.due(controller):
            self._print(sanitize(reminder.text) + (_BELL if reminder.is_up and self._bell else ""))

    def _follow(self, controller: MeetingController, before: MeetingState, event: Event) -> None:
        state = controller.state
        if isinstance(event, Undone):
            # A group that undoes something is no longer closing the meeting.
            self._is_closing = False
        if state.phase is Phase.CLOSED:
            self._say(*render.closing(state))
            return
        if before.phase is Phase.PARKED and state.phase is Phase.TABLE and not isinstance(event, (Finished, Undone)):
            self._say(answers.DONE_WITH[before.place])
        match event:
            case Paused(is_break=True):
                self._say(aloud.BREAK_BEGINS)
            case Turned() if self._hides_examples:
                self._shows_examples = False
            case Extended():
                self._say(*render.time_left(controller))
            case _:
                pass
        if self._is_closing and state.phase is Phase.TABLE:
            # A meeting that is being closed only passes through the table, so it is not described.
            return
        if isinstance(event, Resumed) or render.in_front(state) != render.in_front(before):
            self._show(controller, is_new=isinstance(event, Resumed) or state.phase is not before.phase)
        elif state.turn != before.turn and not isinstance(event, Passed):
            self._say(*render.whose_turn(state))

    def _show(self, controller: MeetingController, *, is_new: bool = True, tells_time: bool = True) -> None:
        state = controller.state
        self._say("", *render.page(state, shows_examples=self._shows_examples, is_new=is_new))
        if is_new and tells_time:
            self._say(*render.time_left(controller))
        # The first time in a phase, every choice is named. After that, only how to hear the choices is said.
        if state.phase in render.ONE_AT_A_TIME:
            self._say(*_numbered(state))
        elif state.phase not in self._explained:
            self._say(render.choices(state))
        elif is_new:
            self._say(aloud.PLAIN_CHOICES_AGAIN)
        self._explained.add(state.phase)

    def _look(self, controller: MeetingController, action: Action) -> None:
        state = controller.state
        match action:
            case Action.HELP:
                self._say(render.choices(state, in_trouble=controller.trouble is not None), *render.help_page())
            case Action.OVERVIEW:
                self._say(*render.overview(state))
            case Action.TIME:
                self._say(*render.time(controller))
            case Action.EXAMPLES if not state.has_examples:
                self._say(texts.NO_EXAMPLES)
            case Action.EXAMPLES:
                self._shows_examples = not self._shows_examples
                self._say(*(render.examples(state) if self._shows_examples else [aloud.EXAMPLES_HIDDEN]))
            case _:
                pass


def _misunderstood(state: MeetingState, typed: str, whole: str) -> list[str]:
    # Say why the line does nothing here, repeat the line, and name what can be typed instead.
    if typed.isalpha() and not keymap.find(typed, state.phase) and any(keymap.find(typed, phase) for phase in Phase):
        back = [aloud.typed(whole)] if whole != typed else []
        return [misplaced(typed, state.phase), *back, *_numbered(state)]
    if state.subject and state.phase is not Phase.PARKED:
        return [texts.not_understood_line(whole)]
    return [texts.not_understood(whole), *(_numbered(state) or [render.choices(state)])]


def _numbered(state: MeetingState) -> list[str]:
    return list(filter(None, [render.numbered(state)]))
