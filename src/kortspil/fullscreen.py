"""The full screen: presses to commands, and the table painted after each."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from types import TracebackType

from kortspil.errors import INTERRUPTED
from kortspil.events import Drafted, Finished, Kind, Noted, Skipped, Turned, Typed
from kortspil.game import Game, Outcome
from kortspil.keys import KINDS, Action
from kortspil.painting import Painter, frame, frame_console
from kortspil.replies import beginning, reply
from kortspil.rescue import Rescue
from kortspil.session import Command, KeepDraft, KeepTyping, Refusal, Session, Tick
from kortspil.steering import Leave, Open, Space, scrolled, steer
from kortspil.terminal import Terminal
from kortspil.texts import table as texts
from kortspil.view import Mode, Screen, page
from kortspil.view.table import Table
from kortspil.window import Press
from kortspil.writing import Desk

_TICK_SECONDS = 1.0
_LONGEST_TYPING = timedelta(seconds=5)
_SIGN_OF_LIFE = timedelta(minutes=5)
_FURTHEST = 1_000_000


class FullScreen:
    """The front end that takes the whole window. Used as a context, it gives the window back whatever happens.

    ``farewell`` tells what is said when a meeting closes. After the meeting ``exit_code`` is 0, or 130 where it was
    interrupted.
    """

    def __init__(self, farewell: Callable[[Game], Sequence[str]], terminal: Terminal | None = None) -> None:
        self.exit_code = 0
        self._farewell = farewell
        self._terminal = terminal or Terminal()
        self._painter = Painter(self._terminal.write)
        self._console = frame_console()
        self._screen = Screen()
        self._behind = self._screen
        self._desk = Desk()
        self._rescue: Rescue | None = None
        self._typing_kept_at: datetime | None = None
        self._prefix = ""
        self._rows = 1
        self._queue: deque[Press] = deque()
        self._later: deque[Press] = deque()

    def __enter__(self) -> FullScreen:
        self._terminal.enter()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._terminal.leave()

    # --- The front end of the loop

    def start(self, game: Game) -> None:
        if game.resumption is not None:
            self._desk.lay_out(game.resumption.drafts)
            self._screen = self._screen._replace(selected=_first_choice(game.session))
            if game.resumption.in_hand is not None:
                self._start_writing(game, game.resumption.in_hand.kind)
        begun = beginning(game)
        self._screen = self._screen._replace(message=begun.text, is_alert=begun.is_alert)
        self._paint(game)
        self._terminal.make_ready()
        gc.enable()

    def read(self, game: Game) -> Command | None:
        while True:
            while self._queue:
                press = self._queue.popleft()
                if press.name in ("interrupt", "terminate", "hangup"):
                    self.exit_code = INTERRUPTED
                    return None
                command = self._take(game, press)
                if command is not None:
                    return command
            self._paint(game)
            is_ticking = self._screen.until is not None or self._screen.mode in (Mode.TIME, Mode.WRITING)
            presses = self._terminal.wait(_TICK_SECONDS if is_ticking else _SIGN_OF_LIFE.total_seconds())
            self._queue.extend(presses or [Press("tick")])
            if (kept := self._to_keep(game, has_paused=not presses)) is not None:
                return kept

    def tell(self, game: Game, outcome: Outcome) -> None:
        answer = reply(outcome, game.opened.participants)
        if isinstance(outcome.command, (KeepTyping, Tick)):
            if outcome.trouble is not None:
                self._screen = self._screen._replace(message=answer.text, is_alert=True)
            elif isinstance(outcome.event, Typed):
                self._desk.is_kept(outcome.event)
            return
        if outcome.trouble is not None:
            self._screen = self._screen._replace(message=answer.text, is_alert=True)
            self._ask_for_a_place(game, outcome.command)
            self._screen = self._screen._replace(message=texts.not_saved_here(outcome.trouble.what))
            return
        if self._screen.mode is Mode.WRITING:
            self._desk.clear()
            self._screen = self._behind
        message, self._prefix = f"{self._prefix} {answer.text}".strip(), ""
        screen = self._screen._replace(message=message, is_alert=answer.is_alert)
        session = game.session
        if session.open != outcome.before.open or session.phase is not outcome.before.phase:
            screen = screen._replace(scroll=0, until=None, portions=0, is_time_up=False)
        match outcome.event:
            case Drafted() as draft:
                self._desk.is_kept(draft)
            case Noted():
                # What was just written is seen, however much stands above it.
                screen = screen._replace(scroll=_FURTHEST)
            case Turned(position=position):
                screen = screen._replace(selected=position)
            case Finished() | Skipped():
                following = session.next_position(screen.selected)
                all_turned = texts.ALL_TURNED if following is None else answer.text
                screen = screen._replace(selected=following or screen.selected, message=all_turned)
            case _:
                screen = screen._replace(selected=max(1, min(screen.selected, len(session.dealt))))
        if outcome.refusal is Refusal.NONE_LEFT:
            screen = screen._replace(is_alert=False)
        self._screen = screen

    def drafts(self, game: Game) -> Sequence[KeepDraft]:  # noqa: ARG002
        return self._desk.drafts()

    # --- Presses

    def _take(self, game: Game, press: Press) -> Command | None:
        if press.name == "tick":
            self._tick(game)
        elif press.name == "suspend":
            # Nobody knows whether the person comes back.
            self._keep(game, self._desk.drafts())
            self._terminal.suspend()
            self._painter.forget()
        elif press.name in ("resize", "resume", "redraw"):
            if press.name == "resume":
                self._terminal.enter()
            self._painter.forget()
        elif press.name == "alt" and self._screen.mode is not Mode.WRITING:
            self._queue.extendleft([Press("text", press.text), Press("escape")])
        elif self._rescue is not None:
            return self._name_a_place(game, self._rescue, press)
        elif self._screen.mode is Mode.WRITING:
            return self._write(game, press)
        else:
            return self._steer(game, press)
        return None

    def _steer(self, game: Game, press: Press) -> Command | None:
        if press.name == "newline":
            # Enter typed before the first picture went through the terminal's own line mode and came out as this.
            press = Press("enter")
        quiet = self._screen._replace(message="", is_alert=False)
        self._screen, wish = steer(quiet, game.session, press, game.now(), self._space(game))
        match wish:
            case Leave():
                self._screen = self._behind
            case Open(mode):
                self._open(game, mode)
            case Action.MOVE:
                self._ask_for_a_place(game, None)
            case Action() as action:
                self._start_writing(game, KINDS.get(action))
            case None:
                pass
            case command:
                return command
        return None

    def _open(self, game: Game, mode: Mode) -> None:
        if self._screen.mode is Mode.MEETING:
            self._behind = self._screen
        self._screen = self._screen._replace(
            mode=mode,
            scroll=0,
            choice=0 if mode is Mode.CASES else self._screen.choice,
            cases=game.cases() if mode is Mode.CASES else self._screen.cases,
            farewell=tuple(self._farewell(game)) if mode is Mode.CLOSING else (),
            began=game.began,
            elapsed=game.elapsed,
            on_card=game.on_card,
        )

    def _tick(self, game: Game) -> None:
        now = game.now()
        until = self._screen.until
        self._screen = self._screen._replace(
            is_time_up=until is not None and now >= until,
            elapsed=game.elapsed,
            on_card=game.on_card,
        )

    # --- Writing

    def _start_writing(self, game: Game, kind: Kind | None) -> None:
        self._behind = self._screen
        self._desk.open(kind, game.session)
        self._show_writing()

    def _to_keep(self, game: Game, *, has_paused: bool) -> Command | None:
        now = game.now()
        if game.is_kept and game.trouble is None and now - game.written_at >= _SIGN_OF_LIFE:
            # A group can talk for an hour without a key, and the time it used must not be lost with the power.
            return Tick()
        # While somebody types without a pause, what is typed is kept every few seconds.
        since = now - (self._typing_kept_at or now)
        is_time = has_paused or since > _LONGEST_TYPING
        is_writing = self._screen.mode is Mode.WRITING and self._rescue is None
        if is_writing and is_time and since >= self._desk.rest:
            self._typing_kept_at = now
            return self._desk.typing()
        self._typing_kept_at = self._typing_kept_at or now
        return None

    def _write(self, game: Game, press: Press) -> Command | None:
        if press.name == "escape":
            self._screen = self._behind
            return self._desk.leave()
        if press.name == "enter":
            return self._desk.command(game.session)
        if press.name in ("pageup", "pagedown"):
            self._screen = scrolled(self._screen, press.name, self._space(game))
            return None
        self._desk.press(press)
        self._show_writing()
        return None

    def _keep(self, game: Game, drafts: Iterable[KeepDraft]) -> None:
        for draft in drafts:
            event = game.do(draft).event
            if isinstance(event, Drafted):
                self._desk.is_kept(event)

    def _show_writing(self) -> None:
        self._screen = self._screen._replace(mode=Mode.WRITING, writing=self._desk.shown(), message="", is_alert=False)

    # --- Another place for the notes

    def _ask_for_a_place(self, game: Game, command: Command | None) -> None:
        self._rescue = Rescue(game, self._screen, command)
        self._screen = self._screen._replace(mode=Mode.WRITING, writing=self._rescue.shown())
        if command is not None:
            # What was typed before anybody could see that it is asked is no answer.
            self._later.extend(self._queue)
            self._queue.clear()

    def _name_a_place(self, game: Game, rescue: Rescue, press: Press) -> Command | None:
        if press.name == "escape":
            self._rescue, self._screen = None, rescue.behind
            self._go_on_typing()
        elif press.name == "enter":
            trouble = rescue.move(game)
            if trouble is not None:
                self._screen = self._screen._replace(message=trouble.what, is_alert=True)
                return None
            moved = texts.moved(str(game.notes.path))
            self._rescue, self._screen = None, rescue.behind._replace(message=moved, is_alert=False)
            # The text that the command saves is not to stand there as a draft first.
            self._keep(game, [draft for draft in self._desk.drafts() if not draft.in_hand and draft != rescue.command])
            self._prefix = moved if rescue.command is not None else ""
            self._go_on_typing()
            return rescue.command
        else:
            rescue.press(press)
            self._screen = self._screen._replace(writing=rescue.shown())
        return None

    def _go_on_typing(self) -> None:
        self._queue.extendleft(reversed(self._later))
        self._later.clear()

    # --- Painting

    def _space(self, game: Game) -> Space:
        table = Table(game.session, game.opened.areas, self._screen.selected)
        return Space(table.columns(self._terminal.size().width, self._rows), self._rows)

    def _paint(self, game: Game) -> None:
        size = self._terminal.size()
        shown = self._screen._replace(drafts=self._desk.labels(game.session), is_in_trouble=game.trouble is not None)
        picture = frame(self._console, page(game.session, shown, game.opened), size)
        self._screen = self._screen._replace(scroll=min(self._screen.scroll, picture.furthest))
        self._rows = picture.space
        self._painter.paint(picture, size)


def _first_choice(session: Session) -> int:
    # The open card, or the one that Enter turns.
    return session.position(session.open) if session.open else session.next_position() or 1
