"""What came of a command, as the one sentence that both front ends show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kortspil import keys
from kortspil.deck import OWN_AREA_ID, WARMUP_ID
from kortspil.events import Drafted, Finished, Kind, LaidBack, Noted, Skipped, Undone
from kortspil.game import Game, Outcome
from kortspil.session import Command, KeepTyping, Phase, Refusal, Session, Status
from kortspil.texts import table as texts


class Reply(NamedTuple):
    """A sentence; "" where the picture says enough. ``is_alert``: something did not happen."""

    text: str
    is_alert: bool = False


def reply(outcome: Outcome, participants: Sequence[str] = ()) -> Reply:
    """The sentence for an outcome. ``participants`` are the names that an agreement may give whole."""
    said = _reply(outcome, participants)
    return Reply(f"{texts.WRITTEN_AGAIN} {said.text}".strip(), is_alert=True) if outcome.was_lost else said


def _reply(outcome: Outcome, participants: Sequence[str]) -> Reply:
    if outcome.trouble is not None:
        said = texts.typing_not_saved if isinstance(outcome.command, KeepTyping) else texts.not_saved
        return Reply(said(outcome.trouble.what), is_alert=True)
    before = outcome.before
    if outcome.refusal is not None:
        return Reply(_refusal(before, outcome.refusal, outcome.command), is_alert=True)
    match outcome.event:
        case Noted(Kind.AGREEMENT, _, text) if outcome.at is not None:
            # The first picture does not wait for the grammar of days.
            from kortspil.promise import read

            return Reply(texts.agreed(" ".join(text.split("\n")), *read(text, participants, outcome.at.date())))
        case Noted(kind, _, text):
            return Reply(texts.noted(kind.value, " ".join(text.split("\n"))))
        case Finished(card):
            return Reply(texts.WARMUP_DONE if card == WARMUP_ID else texts.card_done(before.position(card)))
        case Skipped(card):
            return Reply(texts.skipped(before.position(card)))
        case LaidBack(card):
            return Reply(texts.laid_back(before.position(card)))
        case Undone():
            return Reply(_undone(before))
        case Drafted(text=text):
            return Reply(texts.DRAFT_KEPT if text else "")
        case _:
            return Reply("")


def _undone(session: Session) -> str:
    after = session.before
    if after is None:
        return ""
    if len(after.notes) < len(session.notes):
        note = session.notes[-1]
        return texts.undone_note(note.kind.value, " ".join(note.text.split("\n")))
    if len(after.dealt) < len(session.dealt):
        return texts.UNDONE_QUESTION
    if after.phase is Phase.WARMUP:
        return texts.UNDONE_WARMUP
    card = after.open or session.open
    said = texts.undone_closing if after.open else texts.undone_turning
    return said(session.position(card))


def shown_note(session: Session, note: Noted) -> str:
    """A note's text. A question that was parked is not told while its card lies face down."""
    placed = session.cards.get(note.card)
    if placed is None or session.status(note.card) is not Status.FACE_DOWN or note.text != placed.card.question:
        return note.text
    return texts.PARKED_QUESTION


def misplaced(typed: str, phase: Phase) -> str:
    """What is said of a key that does nothing in this phase: why, where it does something in another."""
    elsewhere = next((key for other in Phase if (key := keys.find(typed, other))), None)
    if elsewhere is None:
        return texts.not_understood(typed)
    if elsewhere.action is keys.Action.ASK:
        return texts.ASKING_AT_A_CARD
    return texts.WRITING_WITHOUT_CARD if phase is Phase.TABLE and elsewhere.takes_text else texts.ONLY_AT_A_CARD


def area_name(session: Session, card: str) -> str:
    """The name that a card's area goes by on the screen; "" for a card that is gone."""
    placed = session.cards.get(card)
    if placed is None:
        return ""
    return texts.OWN_QUESTIONS if placed.area == OWN_AREA_ID else placed.area_name


def beginning(game: Game) -> Reply:
    """The sentence for how a meeting begins: one that goes on says so, and names the cards that are gone."""
    if game.resumption is None:
        return Reply("")
    gone = [position for position, _ in game.session.gone]
    told = texts.resumed(game.began, game.elapsed)
    return Reply(f"{told} {texts.cards_are_gone(gone)}" if gone else told, is_alert=bool(gone))


def _refusal(session: Session, refusal: Refusal, command: Command) -> str:
    match refusal:
        case Refusal.NO_SUCH_CARD:
            return texts.no_such_card(len(session.dealt))
        case Refusal.CARD_IS_GONE:
            return texts.cards_are_gone([getattr(command, "position", 0)])
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
