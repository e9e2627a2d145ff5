"""The sentence that both front ends show for the outcome of a command."""

from __future__ import annotations

from typing import NamedTuple

from kortspil.deck.model import OWN_AREA_ID
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Autosave, Command, Refusal
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Began,
    Departed,
    Draft,
    Drafted,
    Event,
    Extended,
    Finished,
    Kind,
    LaidBack,
    Noted,
    Passed,
    Removed,
    Resumed,
    Reviewed,
    Skipped,
    Turned,
    Undone,
    Verdict,
)
from kortspil.meeting.state import MeetingState, Note, Phase, Status
from kortspil.messages import answers
from kortspil.messages import meeting as texts
from kortspil.ui import keymap
from kortspil.ui.controller import MeetingController, Outcome


class Reply(NamedTuple):
    """A sentence, or "" if the page itself shows the outcome. ``is_alert``: something went wrong."""

    text: str
    is_alert: bool = False


def reply(outcome: Outcome) -> Reply:
    """Return the sentence for an outcome."""
    said = _reply(outcome)
    return Reply(f"{answers.WRITTEN_AGAIN} {said.text}".strip(), is_alert=True) if outcome.was_lost else said


def _reply(outcome: Outcome) -> Reply:
    if outcome.trouble is not None:
        said = answers.typing_not_saved if isinstance(outcome.command, Autosave) else answers.not_saved
        return Reply(said(outcome.trouble.message), is_alert=True)
    before = outcome.before
    if outcome.refusal is not None:
        return Reply(_refusal(before, outcome.refusal, outcome.command), is_alert=True)
    if isinstance(outcome.event, Noted) and outcome.event.kind is Kind.AGREEMENT and outcome.at is not None:
        # Imported here because it would delay the first picture.
        from kortspil.minutes.agreement import read

        text, is_changed = outcome.event.text, _is_changed(before, outcome.event)
        understood = read(text, before.people, outcome.at.date())
        return Reply(answers.agreed(" ".join(text.split("\n")), *understood, is_changed=is_changed))
    return Reply(_sentence(before, outcome.event))


def _sentence(before: MeetingState, event: Event | None) -> str:
    match event:
        case Noted(kind, _, text, by):
            said = " ".join(text.split("\n"))
            if by:
                return answers.spoken_by(by, said)
            return answers.noted(kind.value, said, is_changed=_is_changed(before, event))
        case Removed(number):
            note = before.note(number)
            said = " ".join(note.text.split("\n")) if note else ""
            if before.phase is Phase.PARKED:
                return answers.reviewed(Verdict.DROPPED.value, said)
            return answers.removed(note.kind.value, said) if note else ""
        case Finished(card):
            return answers.DONE_WITH.get(card) or answers.card_done(before.position(card))
        case Skipped(card):
            return answers.skipped(before.position(card))
        case LaidBack(card):
            return answers.laid_back(before.position(card))
        case Undone():
            return _undone(before)
        case Drafted(draft):
            return _drafted(draft)
        case Reviewed(_, _, text, verdict):
            return answers.reviewed(verdict.value, text)
        case Extended(card, minutes):
            return answers.more_time(minutes, is_card=bool(card))
        case _:
            return _of_people(before, event)


def _drafted(draft: Draft) -> str:
    if draft.text:
        return answers.DRAFT_KEPT
    # Without the draft of a correction, the note on the page is as it was: there is nothing to say.
    return "" if draft.subject.replaces else answers.DRAFT_DELETED


def _is_changed(before: MeetingState, event: Noted) -> bool:
    # A note that replaces a parked point is a new note.
    return event.replaces > 0 and before.phase is not Phase.PARKED


def _of_people(before: MeetingState, event: Event | None) -> str:
    match event:
        case Passed(name):
            line = before.waiting if before.phase is Phase.ROUND else before.queue
            following = next((other for other in line if other != name), "")
            return answers.passed(name, following)
        case Arrived(name):
            return answers.arrived(name)
        case Departed(name):
            return answers.departed(name)
        case Resumed():
            return answers.GOES_ON
        case _:
            return ""


def _undone(state: MeetingState) -> str:
    step = state.last_step
    if step is None:
        return ""
    after = apply(state, Undone(step.number))
    match step.event:
        case Noted(kind, _, text, _, 0):
            return answers.undone_note(kind.value, " ".join(text.split("\n")))
        case Asked():
            return answers.UNDONE_QUESTION
        case Turned() | Finished() | Skipped() | LaidBack() if after.phase in (Phase.TABLE, Phase.CARD):
            said = answers.undone_closing if after.open else answers.undone_turning
            return said(state.position(after.open or state.open))
        case Began() if after.open:
            return answers.undone_closing(after.position(after.open))
        case Began() if after.phase is Phase.TABLE:
            return answers.UNDONE_PART
        case Finished() | Turned() | Began() if after.phase is Phase.WARMUP:
            return answers.UNDONE_WARMUP
        case _:
            return answers.UNDONE


def shown_note(state: MeetingState, note: Note) -> str:
    """Return a note's text. A parked question stays hidden while its card lies face down."""
    placed = state.cards.get(note.card)
    if placed is None or state.status(note.card) is not Status.FACE_DOWN or note.text != placed.card.question:
        return note.text
    return answers.PARKED_QUESTION


def misplaced(typed: str, phase: Phase) -> str:
    """Return the sentence for a key that does nothing in this phase. It says where the key works, if that is known."""
    elsewhere = next((key for other in (Phase.CARD, Phase.TABLE) if (key := keymap.find(typed, other))), None)
    if elsewhere is None or phase not in (Phase.TABLE, Phase.CARD, Phase.WARMUP):
        return texts.not_understood(typed)
    if elsewhere.action is keymap.Action.ASK:
        return answers.ASKING_AT_A_CARD
    if phase is Phase.TABLE:
        return answers.WRITING_WITHOUT_CARD if elsewhere.takes_text else answers.ONLY_AT_A_CARD
    return answers.ONLY_AT_A_CARD if Phase.CARD in elsewhere.where else answers.ONLY_AT_THE_TABLE


def area_name(state: MeetingState, card: str) -> str:
    """Return the name of a card's area on the screen; "" for a card that is gone."""
    placed = state.cards.get(card)
    if placed is None:
        return ""
    return texts.OWN_QUESTIONS if placed.area == OWN_AREA_ID else placed.area_name


def beginning(controller: MeetingController) -> Reply:
    """Return the sentence that opens a meeting. For a resumed one, it also names the cards that are gone."""
    if controller.resumption is None:
        # The page of the opening round shows these sentences itself.
        return Reply("" if controller.state.warmup else " ".join([texts.NO_SENSITIVE_DATA, *texts.GROUND_RULES]))
    gone = [position for position, _ in controller.state.gone]
    sentence = answers.resumed(controller.began, controller.elapsed)
    return Reply(f"{sentence} {answers.cards_are_gone(gone)}" if gone else sentence, is_alert=bool(gone))


def _refusal(state: MeetingState, refusal: Refusal, command: Command) -> str:
    match refusal:
        case Refusal.NO_SUCH_CARD:
            return answers.no_such_card(len(state.dealt))
        case Refusal.CARD_IS_GONE:
            return answers.cards_are_gone([getattr(command, "position", 0)])
        case Refusal.KNOWN_ALREADY | Refusal.NOT_HERE:
            return answers.not_among(getattr(command, "name", ""), list(state.people))
        case _:
            return texts.REFUSALS[refusal.value]
