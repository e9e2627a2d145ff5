"""The pages of the parts of a meeting: last time, the opening round, parked points, the closing round, a break."""

from __future__ import annotations

from rich.console import RenderableType

from kortspil.deck.model import CLOSING_ID, LAST_TIME_ID, PARKED_ID, WARMUP_ID
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.messages import notes
from kortspil.ui.screen.pages.card import CardPage, written_on


def warmup(state: MeetingState) -> RenderableType:
    """Return the page of the opening round: its questions, and the ground rules."""
    assert state.warmup is not None
    questions = [f"{number}) {question}" for number, question in enumerate(state.warmup.questions, start=1)]
    lead = [state.warmup.lead] if state.warmup.lead else []
    rules = [*(f"• {rule}" for rule in texts.GROUND_RULES), texts.NO_SENSITIVE_DATA]
    written = written_on(state, WARMUP_ID)
    return CardPage([texts.WARMUP], (WARMUP_ID, ()), questions, rules, written, lead)


def last_time(state: MeetingState) -> RenderableType:
    """Return the page of an agreement from an earlier meeting."""
    left = len(state.open_agreements)
    said = state.open_agreements[0].text if left else texts.ALL_REVIEWED
    lead = [texts.AGREEMENT_LEAD] if left else []
    heading = [notes.LAST_TIME_TITLE, texts.left_over(left)]
    return CardPage(heading, (LAST_TIME_ID, ()), [said], [], [], lead)


def parked(state: MeetingState) -> RenderableType:
    """Return the page of a parked point, with the question it was parked at."""
    point, left = state.parked[0], len(state.parked)
    placed = state.cards.get(point.card)
    about = placed.card.question if placed and placed.card.question != point.text else ""
    heading = [notes.PARKED_TITLE, texts.left_over(left)]
    lead = [texts.PARKED_LEAD]
    return CardPage(heading, (PARKED_ID, ()), [point.text], [about] if about else [], [], lead)


def closing_round(state: MeetingState) -> RenderableType:
    """Return the page of the closing round: who speaks, and what was said."""
    lead = [texts.whose_turn("round", state.turn, "") or texts.ALL_HAVE_SPOKEN] if state.people else []
    written = written_on(state, CLOSING_ID)
    question = [texts.ROUND_QUESTION]
    return CardPage([notes.ROUND_TITLE], (CLOSING_ID, ()), question, [], written, lead)


def pause() -> RenderableType:
    """Return the page of a break."""
    return CardPage([texts.PAUSE], (CLOSING_ID, ()), [texts.PAUSE_SAID], [], [])
