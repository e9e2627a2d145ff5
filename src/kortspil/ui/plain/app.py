"""Plain mode: a meeting in lines of text, for screen readers, pipes and terminals that can do no more.

No boxes, no cursor movement, nothing is drawn twice. One line is one command, and text may follow its letter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from kortspil.deck.model import Case
from kortspil.meeting.commands import Close, Command, Finish, GoOn, KeepDraft, Pass, ReadCase, Refusal, Turn, Write
from kortspil.meeting.events import Event, Extended, Finished, Kind, Passed, Paused, Resumed, Turned, Undone
from kortspil.meeting.state import Phase, Session
from kortspil.messages import answers
from kortspil.messages import meeting as texts
from kortspil.messages import plain as aloud
from kortspil.text.sanitize import harmless
from kortspil.ui import keymap
from kortspil.ui.answers import misplaced, reply
from kortspil.ui.controller import Game, Outcome
from kortspil.ui.keymap import KINDS, Action
from kortspil.ui.plain import render
from kortspil.ui.plain.pending import Unsaved
from kortspil.ui.plain.prompts import LinePrompts
from kortspil.ui.reminders import Reminders
from kortspil.ui.save_elsewhere import move

_BELL = "\a"


class Plain:
    """The front end that reads lines and prints lines.

    ``read_line`` gives the next line without its end, ``None`` when there are no more; ``say`` prints one. ``lead``,
    ``hides_examples``, ``bell`` and ``keep_own`` are as in ``FullScreen``.
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
        self._dictation = LinePrompts(read_line, self._say)
        self._reminders = Reminders()
        self._unsaved = Unsaved()
        self._again: deque[Command] = deque()
        self._explained: set[Phase] = set()
        self._is_closing = False

    # --- The front end of the loop

    def start(self, game: Game) -> None:
        self._say(*render.opening(game))
        if game.resumption is not None:
            self._unsaved.lay_out(game.resumption.drafts)
        if self._lead is not None:
            self._say("", *render.case(self._lead, game.session))
            self._again.append(ReadCase(self._lead.name, self._lead.title, leads=True))
        self._show(game, tells_time=game.resumption is not None)

    def read(self, game: Game) -> Command | None:
        while True:
            if self._again:
                return self._again.popleft()
            if self._is_closing and game.session.phase not in keymap.BEFORE_CLOSING:
                return self._go_on_closing(game.session)
            line = self._read_line()
            if line is None:
                self._say(aloud.PLAIN_EOF)
                return None
            self._remind(game)
            command = self._understand(game, line)
            if command is not None:
                self._unsaved.hold(command, game.session)
                return command

    def tell(self, game: Game, outcome: Outcome) -> None:
        answer = reply(outcome).text
        if answer:
            self._say(answer)
        if outcome.event is not None:
            self._again += self._unsaved.done(outcome.event)
            self._follow(game, outcome.before, outcome.event)
        elif outcome.trouble is not None:
            self._is_closing = False
            lost = self._unsaved.failed([outcome.command, *self._again])
            self._again.clear()
            self._say(*([aloud.plain_unsaved(lost)] if lost else []), aloud.PLAIN_MOVE)

    def drafts(self, game: Game) -> Sequence[KeepDraft]:  # noqa: ARG002 (a line is whole or was never typed)
        return self._unsaved.drafts()

    # --- Lines to commands

    def _understand(self, game: Game, line: str) -> Command | None:
        session, whole = game.session, line.strip()
        typed, *more = whole.split(maxsplit=1) or [""]
        rest = more[0] if more else ""
        key = keymap.find(typed, session.phase)
        if session.is_paused:
            return self._in_a_break(game, key, whole, rest)
        if key is None and typed.isdecimal() and not rest:
            return Turn(int(typed[:9]))
        if key is None or (rest and not key.takes_text):
            self._say(*_misunderstood(session, typed, whole))
            return None
        return self._act(game, key.action, rest)

    def _in_a_break(self, game: Game, key: keymap.Key | None, whole: str, rest: str) -> Command | None:
        action = key.action if key else None
        if not whole or (action is Action.PAUSE and not rest):
            return GoOn()
        if action is Action.MOVE and game.trouble is not None:
            # Without it, a break could not end where the notes cannot be written.
            return self._move(game, rest)
        self._say(texts.REFUSALS[Refusal.PAUSED.value], aloud.typed(whole))
        return None

    def _speak(self, game: Game) -> Command | None:
        line = self._dictation.sentence(game.session.turn)
        if not line:
            # Nobody has to say anything in the closing round.
            return None if line is None else Pass()
        typed, _, rest = line.partition(" ")
        key = keymap.find(typed, Phase.ROUND)
        if key is not None and (not rest or key.action is Action.NOTE):
            # A letter that does something here is no sentence.
            return self._act(game, key.action, rest.strip())
        return Write(Kind.NOTE, line, by=game.session.turn)

    def _act(self, game: Game, action: Action, rest: str) -> Command | None:
        session = game.session
        command = keymap.command(session, action)
        if command is not None:
            return command
        if action is Action.SPEAK:
            return self._speak(game)
        if action in KINDS or action is Action.EDIT:
            return self._dictation.write(session, action, rest)
        match action:
            case Action.CLOSE:
                self._is_closing = True
                return Finish() if session.phase in keymap.BEFORE_CLOSING else self._go_on_closing(session)
            case Action.ASK:
                return self._dictation.question(rest)
            case Action.PEOPLE:
                self._again += self._dictation.people(session, rest)
            case Action.CASE:
                return self._case(game, rest)
            case Action.MOVE:
                return self._move(game, rest)
            case _:
                self._look(game, action)
        return None

    def _go_on_closing(self, session: Session) -> Command:
        first = keymap.close(session)
        if first is not None:
            return first
        if self._keep_own is not None and session.own_questions:
            keep_own, self._keep_own = self._keep_own, None
            if self._dictation.agrees(aloud.KEEP_OWN):
                self._say(keep_own(session.own_questions))
        return Close()

    def _case(self, game: Game, wanted: str) -> Command | None:
        from kortspil.deck.cases import choose  # PyYAML comes with it.

        cases = game.cases()
        if not cases:
            self._say(texts.NO_CASES)
        elif not wanted:
            for number, case in enumerate(cases, start=1):
                self._say(f"{number}. {case.department}: {case.title}")
            self._say(aloud.PLAIN_ASK_NUMBER)
        elif isinstance(chosen := choose(cases, wanted), Case):
            self._say(*render.case(chosen, game.session))
            return ReadCase(chosen.name, chosen.title)
        else:
            self._say(texts.no_such_case(wanted, list(chosen.near), len(cases)))
        return None

    def _move(self, game: Game, wanted: str) -> Command | None:
        trouble = move(game, wanted)
        if trouble is not None:
            self._say(trouble.message, aloud.PLAIN_MOVE)
            return None
        self._say(texts.moved(str(game.notes.path)))
        self._again += self._unsaved.again(game.session)
        return None

    # --- What is printed

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._print(harmless(line))

    def _remind(self, game: Game) -> None:
        # A line is waited for without looking at the clock: what became true meanwhile is said, and heard, after it.
        for reminder in self._reminders.due(game):
            self._print(harmless(reminder.text) + (_BELL if reminder.is_up and self._bell else ""))

    def _follow(self, game: Game, before: Session, event: Event) -> None:
        session = game.session
        if isinstance(event, Undone):
            # Who takes something back is not on the way out.
            self._is_closing = False
        if session.phase is Phase.CLOSED:
            self._say(*render.closing(session))
            return
        if before.phase is Phase.PARKED and session.phase is Phase.TABLE and not isinstance(event, (Finished, Undone)):
            self._say(answers.DONE_WITH[before.place])
        match event:
            case Paused(is_break=True):
                self._say(aloud.BREAK_BEGINS)
            case Turned() if self._hides_examples:
                self._shows_examples = False
            case Extended():
                self._say(*render.time_left(game))
            case _:
                pass
        if self._is_closing and session.phase is Phase.TABLE:
            # Nobody is to turn a card now.
            return
        if isinstance(event, Resumed) or render.in_front(session) != render.in_front(before):
            self._show(game, is_new=isinstance(event, Resumed) or session.phase is not before.phase)
        elif session.turn != before.turn and not isinstance(event, Passed):
            self._say(*render.whose_turn(session))

    def _show(self, game: Game, *, is_new: bool = True, tells_time: bool = True) -> None:
        session = game.session
        self._say("", *render.page(session, shows_examples=self._shows_examples, is_new=is_new))
        if is_new and tells_time:
            self._say(*render.time_left(game))
        # Every choice is said the first time; after that, only how to hear them again.
        if session.phase in render.ONE_AT_A_TIME:
            self._say(*_numbered(session))
        elif session.phase not in self._explained:
            self._say(render.choices(session))
        elif is_new:
            self._say(aloud.PLAIN_CHOICES_AGAIN)
        self._explained.add(session.phase)

    def _look(self, game: Game, action: Action) -> None:
        session = game.session
        match action:
            case Action.HELP:
                self._say(render.choices(session, in_trouble=game.trouble is not None), *render.help_page())
            case Action.OVERVIEW:
                self._say(*render.overview(session))
            case Action.TIME:
                self._say(*render.time(game))
            case Action.EXAMPLES if not session.has_examples:
                self._say(texts.NO_EXAMPLES)
            case Action.EXAMPLES:
                self._shows_examples = not self._shows_examples
                self._say(*(render.examples(session) if self._shows_examples else [aloud.EXAMPLES_HIDDEN]))
            case _:
                pass


def _misunderstood(session: Session, typed: str, whole: str) -> list[str]:
    # Why a line does nothing here, what would be understood, and the words, which are not lost.
    if typed.isalpha() and not keymap.find(typed, session.phase) and any(keymap.find(typed, phase) for phase in Phase):
        back = [aloud.typed(whole)] if whole != typed else []
        return [misplaced(typed, session.phase), *back, *_numbered(session)]
    if session.subject and session.phase is not Phase.PARKED:
        return [texts.not_understood_line(whole)]
    return [texts.not_understood(whole), *(_numbered(session) or [render.choices(session)])]


def _numbered(session: Session) -> list[str]:
    return list(filter(None, [render.numbered(session)]))
