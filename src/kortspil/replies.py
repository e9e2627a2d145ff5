"""What came of a command, as the one sentence that both front ends show."""

from __future__ import annotations

from typing import NamedTuple

from kortspil.deck import OWN_AREA_ID, WARMUP_ID
from kortspil.events import Finished, LaidBack, Noted, Skipped, Undone
from kortspil.game import Outcome
from kortspil.session import Refusal, Session
from kortspil.texts import table as texts


class Reply(NamedTuple):
    """A sentence; "" where the picture says enough. ``is_alert``: something did not happen."""

    text: str
    is_alert: bool = False


def reply(outcome: Outcome) -> Reply:
    """The sentence for an outcome."""
    if outcome.trouble is not None:
        return Reply(texts.not_saved(outcome.trouble.what), is_alert=True)
    before = outcome.before
    if outcome.refusal is not None:
        return Reply(_refusal(before, outcome.refusal), is_alert=True)
    match outcome.event:
        case Noted(kind, _, text):
            return Reply(texts.noted(kind.value, " ".join(text.split("\n"))))
        case Finished(card):
            return Reply(texts.WARMUP_DONE if card == WARMUP_ID else texts.card_done(before.position(card)))
        case Skipped(card):
            return Reply(texts.skipped(before.position(card)))
        case LaidBack(card):
            return Reply(texts.laid_back(before.position(card)))
        case Undone():
            return Reply(texts.UNDONE)
        case _:
            return Reply("")


def area_name(session: Session, card: str) -> str:
    """The name that a card's area goes by on the screen."""
    placed = session.cards[card]
    return texts.OWN_QUESTIONS if placed.area == OWN_AREA_ID else placed.area_name


def _refusal(session: Session, refusal: Refusal) -> str:
    match refusal:
        case Refusal.NO_SUCH_CARD:
            return texts.no_such_card(len(session.dealt))
        case Refusal.NONE_LEFT:
            return texts.ALL_TURNED
        case Refusal.NO_OPEN_CARD:
            return texts.NO_OPEN_CARD
        case Refusal.CARD_IS_OPEN:
            return texts.CARD_IS_OPEN
        case Refusal.NOTHING_TO_UNDO:
            return texts.NOTHING_TO_UNDO
        case Refusal.EMPTY:
            return texts.NOTHING_WRITTEN
        case Refusal.CLOSED:
            return ""
