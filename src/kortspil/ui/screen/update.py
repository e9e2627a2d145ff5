"""How the screen changes after a command, and when a page is opened."""

from __future__ import annotations

from collections.abc import Sequence

from kortspil.deck.model import Case
from kortspil.meeting.commands import Refusal
from kortspil.meeting.events import Finished, Noted, Skipped, Turned, Undone
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.messages.answers import WRITTEN_AGAIN
from kortspil.ui.answers import Reply
from kortspil.ui.controller import MeetingController, Outcome
from kortspil.ui.keymap import BEFORE_CLOSING
from kortspil.ui.screen.state import Mode, ScreenState

_FURTHEST = 1_000_000


def after(screen: ScreenState, outcome: Outcome, answer: Reply, state: MeetingState, prefix: str = "") -> ScreenState:
    """Return the screen after a command. ``state`` is the meeting after it. ``prefix`` is shown before ``answer``."""
    screen = screen._replace(message=_message(outcome, answer, state, prefix), is_alert=answer.is_alert)
    if state.open != outcome.before.open or state.phase is not outcome.before.phase:
        screen = screen._replace(scroll=0)
    if outcome.event is None or isinstance(outcome.event, Undone):
        screen = given_up(screen, state)
    match outcome.event:
        case Noted():
            # Scroll to the note that was just written.
            screen = screen._replace(scroll=_FURTHEST)
        case Turned(position=position):
            screen = screen._replace(selected=position, shows_examples=_shows_examples(screen))
        case Finished(card) | Skipped(card) if card in state.cards:
            screen = screen._replace(selected=state.next_position(screen.selected) or screen.selected)
        case _:
            screen = screen._replace(selected=max(1, min(screen.selected, len(state.dealt))))
    if outcome.refusal is Refusal.NONE_LEFT:
        screen = screen._replace(is_alert=False)
    return screen


def _message(outcome: Outcome, answer: Reply, state: MeetingState, prefix: str) -> str:
    text = answer.text
    is_card_done = isinstance(outcome.event, (Finished, Skipped)) and outcome.event.card in state.cards
    if is_card_done and state.next_position() is None:
        text = f"{WRITTEN_AGAIN} {texts.ALL_TURNED}" if outcome.was_lost else texts.ALL_TURNED
    return f"{prefix} {text}".strip()


def given_up(screen: ScreenState, state: MeetingState) -> ScreenState:
    """Return the screen after a command was refused, given up or undone.

    Outside the parts that come before closing, the group is then no longer closing the meeting.
    """
    return screen._replace(is_closing=screen.is_closing and state.phase in BEFORE_CLOSING)


def _shows_examples(screen: ScreenState) -> bool:
    return not screen.hides_examples and screen.shows_examples


def opened(screen: ScreenState, mode: Mode, controller: MeetingController) -> ScreenState:
    """Return the screen with another page in front."""
    cases = controller.cases() if mode is Mode.CASES else screen.cases
    return screen._replace(
        mode=mode,
        scroll=0,
        choice=_latest(screen, cases) if mode is Mode.CASES else screen.choice,
        cases=cases,
        own_questions=controller.state.own_questions if mode is Mode.CLOSING else (),
        kept="",
        began=controller.began,
    )


def _latest(screen: ScreenState, cases: Sequence[Case]) -> int:
    # The index of the case that was read last, so that Enter opens it again.
    latest = screen.reading_places[-1].case if screen.reading_places else ""
    return next((number for number, case in enumerate(cases) if case.name == latest), 0)
