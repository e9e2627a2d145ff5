"""Plain mode: a meeting in lines of text, for screen readers, pipes and terminals that can do no more.

No boxes, no cursor movement, nothing is drawn twice. One line is one command, and text may follow its letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from kortspil import keys
from kortspil.deck import WARMUP_ID, Case
from kortspil.events import Kind
from kortspil.game import Game, Outcome
from kortspil.harmless import harmless
from kortspil.keys import KINDS, Action
from kortspil.replies import area_name, reply
from kortspil.session import (
    Ask,
    Close,
    Command,
    Finish,
    KeepDraft,
    LayBack,
    Phase,
    ReadCase,
    Session,
    Skip,
    Status,
    Turn,
    Undo,
    Write,
)
from kortspil.shelf import choose
from kortspil.texts import table as texts
from kortspil.timing import extend, portion


class Plain:
    """The front end that reads lines and prints lines.

    ``read_line`` gives the next line without its end, ``None`` when there are no more; ``say`` prints one.
    """

    def __init__(self, read_line: Callable[[], str | None], say: Callable[[str], None]) -> None:
        self._read_line = read_line
        self._print = say
        self._shows_examples = True
        self._more_time: tuple[datetime | None, int] = (None, 0)

    def start(self, game: Game) -> None:
        deck, notes = game.opened.deck_title, str(game.notes.path)
        self._say(texts.plain_opening(deck, len(game.session.dealt), notes))
        self._show(game)

    def read(self, game: Game) -> Command | None:
        while True:
            line = self._read_line()
            if line is None:
                self._say(texts.PLAIN_EOF)
                return None
            command = self._understand(game, line)
            if command is not None:
                return command

    def tell(self, game: Game, outcome: Outcome) -> None:
        sentence = reply(outcome).text
        if sentence:
            self._say(sentence)
        if isinstance(outcome.event, tuple) and game.session.phase is not outcome.before.phase:
            self._more_time = (None, 0)
            if game.session.phase is not Phase.CLOSED:
                self._show(game)

    def drafts(self, game: Game) -> Sequence[KeepDraft]:  # noqa: ARG002 (a line is whole or was never typed)
        return ()

    # --- Lines to commands

    def _understand(self, game: Game, line: str) -> Command | None:
        session = game.session
        typed, _, rest = line.strip().partition(" ")
        rest = line.strip()[len(typed) :].strip()
        if typed.isdecimal() and not rest:
            return Turn(int(typed[:9]))
        key = keys.find(typed, session.phase)
        if key is None or (rest and not key.takes_text):
            elsewhere = any(keys.find(typed, phase) for phase in Phase) and not rest
            say = texts.not_understood if elsewhere or not session.subject else texts.not_understood_line
            self._say(say(line.strip()))
            return None
        if key.action in KINDS:
            return self._write(session, key, rest)
        return self._act(game, key.action, rest)

    def _write(self, session: Session, key: keys.Key, text: str) -> Command | None:
        kind = KINDS[key.action]
        if not text:
            self._say(texts.plain_ask_text(texts.kind(kind.value)))
            if kind is Kind.PARKED:
                self._say(texts.PARK_EMPTY_HINT)
            text = (self._read_line() or "").strip()
        if not text and kind is Kind.PARKED and session.open:
            text = session.cards[session.open].card.question
        return Write(kind, text)

    def _act(self, game: Game, action: Action, rest: str) -> Command | None:
        match action:
            case Action.TURN:
                return Turn()
            case Action.FINISH:
                return Finish()
            case Action.SKIP:
                return Skip()
            case Action.LAY_BACK:
                return LayBack()
            case Action.UNDO:
                return Undo()
            case Action.CLOSE:
                return Close()
            case Action.ASK:
                return self._ask(rest)
            case Action.CASE:
                return self._case(game.cases(), rest)
            case _:
                self._look(game, action)
                return None

    def _ask(self, text: str) -> Command:
        if not text:
            self._say(texts.plain_ask_text(texts.OWN_QUESTION_LABEL))
            text = (self._read_line() or "").strip()
        return Ask(text)

    def _case(self, cases: tuple[Case, ...], wanted: str) -> Command | None:
        if not cases:
            self._say(texts.NO_CASES)
        elif not wanted:
            for number, case in enumerate(cases, start=1):
                self._say(f"{number}. {case.department}: {case.title}")
            self._say(texts.PLAIN_ASK_NUMBER)
        elif isinstance(chosen := choose(cases, wanted), Case):
            self._say_case(chosen)
            return ReadCase(chosen.name, chosen.title)
        else:
            self._say(texts.no_such_case(wanted, list(chosen.near)))
        return None

    # --- What is printed

    def _say(self, text: str) -> None:
        self._print(harmless(text))

    def _say_case(self, case: Case) -> None:
        self._say(f"{case.department}. {case.title}\n")
        for paragraph in case.paragraphs:
            self._say(paragraph.removeprefix("# ") + "\n")
        self._say(case.source)

    def _show(self, game: Game) -> None:
        session = game.session
        self._print("")
        if session.phase is Phase.WARMUP:
            self._show_warmup(session)
        elif session.phase is Phase.CARD:
            self._show_card(session)
        else:
            self._say(texts.counts(*session.counts))
            if session.next_position() is None:
                self._say(texts.ALL_TURNED)
        shown = [(key.shown, key.label) for key in keys.at(session.phase)]
        self._say(texts.plain_choices(shown))

    def _show_warmup(self, session: Session) -> None:
        warmup = session.warmup
        self._say(texts.WARMUP)
        if warmup is not None:
            self._say(warmup.lead)
            for number, question in enumerate(warmup.questions, start=1):
                self._say(f"{number}. {question}")

    def _show_card(self, session: Session) -> None:
        card = session.cards[session.open].card
        self._say(texts.plain_card(session.position(card.id), len(session.dealt), area_name(session, card.id)))
        self._say(f"{texts.PLAIN_QUESTION} {card.question}")
        if card.examples and self._shows_examples:
            self._say(card.lead)
            for example in card.examples:
                self._say(f"- {example}")
        for note in session.notes:
            if note.card == card.id:
                self._say(f"{texts.kind(note.kind.value)}: {note.text}")

    def _look(self, game: Game, action: Action) -> None:
        session = game.session
        match action:
            case Action.HELP:
                for key in keys.TABLE:
                    self._say(f"{key.typed or texts.PLAIN_EMPTY_LINE}: {key.help}")
                self._say(texts.PLAIN_HELP_NOTE)
            case Action.OVERVIEW:
                self._overview(session)
            case Action.TIME:
                now = game.now()
                self._say(texts.meeting_time(game.began, now - game.began))
                if session.open:
                    self._say(texts.card_time(now - game.card_since))
            case Action.MORE_TIME:
                until, given = self._more_time
                later = extend(until, game.now(), given)
                self._more_time = (later, given + 1)
                self._say(texts.more_time(portion(given), later))
            case Action.EXAMPLES:
                self._shows_examples = not self._shows_examples
                self._say(texts.EXAMPLES_SHOWN if self._shows_examples else texts.EXAMPLES_HIDDEN)
                if self._shows_examples:
                    self._show_card(session)
            case _:
                pass

    def _overview(self, session: Session) -> None:
        self._say(texts.counts(*session.counts))
        for position, card in enumerate(session.dealt, start=1):
            status = session.status(card)
            question = "" if status is Status.FACE_DOWN else session.cards[card].card.question
            self._say(texts.plain_status(position, area_name(session, card), status.value, question))
        for note in session.notes:
            about = texts.WARMUP if note.card == WARMUP_ID else str(session.position(note.card))
            self._say(f"{about}. {texts.kind(note.kind.value)}: {note.text}")
