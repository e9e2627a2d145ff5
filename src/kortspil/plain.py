"""Plain mode: a meeting in lines of text, for screen readers, pipes and terminals that can do no more.

No boxes, no cursor movement, nothing is drawn twice. One line is one command, and text may follow its letter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from kortspil import acting, keys, spoken
from kortspil.deck import Case
from kortspil.elsewhere import move
from kortspil.errors import FileTrouble
from kortspil.events import Asked, Kind, Noted, Subject
from kortspil.game import Game, Outcome
from kortspil.harmless import harmless
from kortspil.keys import KINDS, Action
from kortspil.replies import misplaced, reply
from kortspil.session import (
    Ask,
    Close,
    Command,
    KeepDraft,
    Phase,
    ReadCase,
    Refusal,
    Session,
    Turn,
    Write,
)
from kortspil.shelf import choose
from kortspil.texts import plain as aloud
from kortspil.texts import table as texts


class Plain:
    """The front end that reads lines and prints lines.

    ``read_line`` gives the next line without its end, ``None`` when there are no more; ``say`` prints one.
    """

    def __init__(self, read_line: Callable[[], str | None], say: Callable[[str], None]) -> None:
        self._read_line = read_line
        self._print = say
        self._shows_examples = True
        self._is_told: set[bool] = set()
        self._explained: set[Phase] = set()
        self._unsaved: list[KeepDraft] = []
        self._failed: Command | None = None
        self._again: deque[Command] = deque()
        self._begun: dict[Subject, str] = {}

    def start(self, game: Game) -> None:
        deck, notes = game.opened.deck_title, str(game.notes.path)
        self._say(*aloud.plain_opening(deck, game.session.counts.left, notes))
        if game.resumption is not None:
            self._say(*spoken.resumed(game))
            self._begun = {draft.subject: draft.text for draft in game.resumption.drafts}
        self._show(game)

    def read(self, game: Game) -> Command | None:
        while True:
            if self._again:
                return self._again.popleft()
            line = self._read_line()
            if line is None:
                self._say(aloud.PLAIN_EOF)
                return None
            self._say_that_time_is_up(game)
            command = self._understand(game, line)
            if command is not None:
                if isinstance(command, (Write, Ask)):
                    unsaved = _as_draft(command, game.session)
                    self._unsaved = [*(draft for draft in self._unsaved if draft != unsaved), unsaved]
                return command

    def tell(self, game: Game, outcome: Outcome) -> None:
        sentence = reply(outcome).text
        if sentence:
            self._say(sentence)
        if outcome.event is not None:
            # The trouble is over: what failed before is not meant any more.
            self._failed = None
        match outcome:
            case Outcome(trouble=FileTrouble(), command=command):
                self._failed = command
                self._again.clear()
                if self._unsaved:
                    self._say(aloud.plain_unsaved(self._unsaved[-1].text))
                self._say(aloud.PLAIN_MOVE)
            case Outcome(event=Noted() as note):
                self._unsaved = [
                    draft for draft in self._unsaved if (draft.subject, draft.text) != (note.subject, note.text)
                ]
                self._keep_begun(note.subject, note.text)
            case Outcome(event=Asked(question=question)):
                self._unsaved.remove(KeepDraft(None, "", question))
                self._keep_begun(Subject("", None), question)
            case Outcome(refusal=Refusal.CARD_IS_OPEN, command=Ask(question)):
                self._unsaved.remove(KeepDraft(None, "", question))
            case Outcome(refusal=Refusal.EMPTY | Refusal.NO_OPEN_CARD):
                self._unsaved = [
                    draft for draft in self._unsaved if draft.text.strip() and (draft.card or draft.kind is None)
                ]
            case _:
                pass
        if game.session.phase is not outcome.before.phase:
            if game.session.phase is Phase.CLOSED:
                self._say(*spoken.closing(game.session))
            else:
                self._show(game)

    def _keep_begun(self, subject: Subject, text: str) -> None:
        # A text that was begun at full screen stands until it is written, and this may be another one.
        begun = self._begun.pop(subject, "")
        if begun and begun.strip() not in text:
            self._again.append(_draft(subject, begun))

    def drafts(self, game: Game) -> Sequence[KeepDraft]:  # noqa: ARG002 (a line is whole or was never typed)
        # A card has one draft of a kind.
        together: dict[Subject, list[str]] = {}
        for draft in self._unsaved:
            together.setdefault(draft.subject, []).append(draft.text)
        return [_draft(subject, "\n".join(texts)) for subject, texts in together.items()]

    # --- Lines to commands

    def _understand(self, game: Game, line: str) -> Command | None:
        session = game.session
        typed, _, rest = line.strip().partition(" ")
        rest = line.strip()[len(typed) :].strip()
        if typed.isdecimal() and not rest:
            return Turn(int(typed[:9]))
        key = keys.find(typed, session.phase)
        if key is None or (rest and not key.takes_text):
            self._say(self._misunderstood(session, typed, line.strip()))
            return None
        if key.action in KINDS:
            return self._write(session, key, rest)
        return self._act(game, key.action, rest)

    @staticmethod
    def _misunderstood(session: Session, typed: str, line: str) -> str:
        if any(keys.find(typed, phase) for phase in Phase) and keys.find(typed, session.phase) is None:
            return misplaced(typed, session.phase)
        return texts.not_understood_line(line) if session.subject else texts.not_understood(line)

    def _write(self, session: Session, key: keys.Key, text: str) -> Command | None:
        kind = KINDS[key.action]
        if not text:
            label = texts.kind(kind.value)
            parks = kind is Kind.PARKED and session.open
            ask = aloud.plain_ask_agreement if kind is Kind.AGREEMENT else aloud.plain_ask_text
            self._say(aloud.plain_ask_parked(label) if parks else ask(label))
            text = (self._read_line() or "").strip()
        if not text and kind is Kind.PARKED and session.open:
            text = session.cards[session.open].card.question
        return Write(kind, text)

    def _act(self, game: Game, action: Action, rest: str) -> Command | None:
        command = acting.command(game.session, action)
        if command is not None:
            return command
        match action:
            case Action.CLOSE:
                return Close()
            case Action.ASK:
                return self._ask(rest)
            case Action.CASE:
                return self._case(game, rest)
            case Action.MOVE:
                return self._move(game, rest)
            case _:
                self._look(game, action)
                return None

    def _ask(self, text: str) -> Command:
        if not text:
            self._say(aloud.plain_ask_text(texts.OWN_QUESTION_LABEL))
            text = (self._read_line() or "").strip()
        return Ask(text)

    def _case(self, game: Game, wanted: str) -> Command | None:
        cases = game.cases()
        if not cases:
            self._say(texts.NO_CASES)
        elif not wanted:
            for number, case in enumerate(cases, start=1):
                self._say(f"{number}. {case.department}: {case.title}")
            self._say(aloud.PLAIN_ASK_NUMBER)
        elif isinstance(chosen := choose(cases, wanted), Case):
            self._say(*spoken.case(chosen, game.session))
            return ReadCase(chosen.name, chosen.title)
        else:
            self._say(texts.no_such_case(wanted, list(chosen.near), len(cases)))
        return None

    def _move(self, game: Game, wanted: str) -> Command | None:
        trouble = move(game, wanted)
        if trouble is not None:
            self._say(trouble.what, aloud.PLAIN_MOVE)
            return None
        self._say(texts.moved(str(game.notes.path)))
        failed, self._failed = self._failed, None
        # Every note that failed here, in order, and what failed last where it was no note.
        self._again += [
            Write(draft.kind, draft.text, draft.by, draft.replaces)
            for draft in self._unsaved
            if draft.kind and draft.card == game.session.subject
        ]
        self._again += [failed] if failed is not None and not isinstance(failed, Write) else []
        return None

    # --- What is printed

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._print(harmless(line))

    def _show(self, game: Game) -> None:
        phase = game.session.phase
        self._say("", *spoken.page(game.session, shows_examples=self._shows_examples))
        # Every choice is said the first time; after that, only how to hear them again.
        self._say(aloud.PLAIN_CHOICES_AGAIN if phase in self._explained else spoken.choices(game.session))
        self._explained.add(phase)

    def _look(self, game: Game, action: Action) -> None:
        session = game.session
        match action:
            case Action.HELP:
                self._say(spoken.choices(session, in_trouble=game.trouble is not None), *spoken.help_page())
            case Action.OVERVIEW:
                self._say(*spoken.overview(session))
            case Action.TIME:
                self._say_time(game)
            case Action.EXAMPLES:
                self._shows_examples = not self._shows_examples
                self._say(aloud.EXAMPLES_SHOWN if self._shows_examples else aloud.EXAMPLES_HIDDEN)
                if self._shows_examples:
                    self._say(*spoken.card(session, shows_examples=True))
            case _:
                pass

    def _say_time(self, game: Game) -> None:
        self._say(texts.meeting_time(game.began, game.elapsed))
        if game.session.open:
            self._say(texts.card_time(game.on_card))
        until = game.session.card_ends
        if until is not None:
            self._say(f"{texts.time_until(game.at(until))}.")

    def _say_that_time_is_up(self, game: Game) -> None:
        until = game.session.card_ends
        if until is not None and game.elapsed.total_seconds() >= until and not self._is_told:
            self._is_told.add(True)
            self._say(texts.TIME_IS_UP)


def _draft(subject: Subject, text: str) -> KeepDraft:
    return KeepDraft(subject.kind, subject.card, text, by=subject.by, replaces=subject.replaces)


def _as_draft(command: Write | Ask, session: Session) -> KeepDraft:
    if isinstance(command, Ask):
        return KeepDraft(None, "", command.question)
    return _draft(session.about(command.kind)._replace(by=command.by, replaces=command.replaces), command.text)
