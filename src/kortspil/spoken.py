"""The table in lines of text, for plain mode: what the full screen shows, said so that it can be heard.

Signs that a screen reader passes over, or has long names for, are not used.
"""

from __future__ import annotations

from collections.abc import Iterable

from kortspil import keys
from kortspil.deck import WARMUP_ID, Case
from kortspil.game import Game
from kortspil.replies import area_name, beginning, shown_note
from kortspil.session import Phase, Session, Status
from kortspil.texts import plain as aloud
from kortspil.texts import table as texts


def page(session: Session, *, shows_examples: bool) -> list[str]:
    """Where the meeting is now."""
    if session.phase is Phase.WARMUP and session.warmup is not None:
        questions = [f"{number}. {question}" for number, question in enumerate(session.warmup.questions, start=1)]
        return [texts.WARMUP, *([session.warmup.lead] if session.warmup.lead else []), *questions]
    if session.phase is Phase.CARD:
        return card(session, shows_examples=shows_examples)
    ended = [texts.ALL_TURNED] if session.next_position() is None else []
    return [aloud.spoken_counts(*session.counts), *ended]


def card(session: Session, *, shows_examples: bool) -> list[str]:
    """The open card, with what is written on it."""
    face = session.cards[session.open].card
    lines = [
        aloud.plain_card(session.position(face.id), len(session.dealt), area_name(session, face.id)),
        f"{aloud.PLAIN_QUESTION} {face.question}",
    ]
    if face.examples and shows_examples:
        lines += [face.lead, *(f"- {example}" for example in face.examples)]
    elif face.examples:
        lines.append(aloud.PLAIN_EXAMPLES_HIDDEN)
    return [*lines, *(f"{texts.kind(note.kind.value)}: {note.text}" for note in session.notes if note.card == face.id)]


def resumed(game: Game) -> list[str]:
    """What is to be known of a meeting that goes on: the cards that are gone, and the texts that were begun."""
    told = [beginning(game).text]
    for draft in game.resumption.drafts if game.resumption else ():
        label = texts.kind(draft.kind.value) if draft.kind else texts.OWN_QUESTION_LABEL
        told.append(aloud.spoken_draft(label, _where(game.session, draft.card), draft.text))
    return told


def _where(session: Session, card: str) -> str:
    if card == WARMUP_ID:
        return texts.WARMUP.lower()
    return texts.card_number(session.position(card)) if card in session.dealt else ""


def choices(session: Session, *, in_trouble: bool = False) -> str:
    """The keys that do something now, in one sentence."""
    return aloud.plain_choices([(_spoken(key), key.label) for key in keys.named(session, in_trouble=in_trouble)])


def overview(session: Session) -> list[str]:
    """How every card lies, the words of those that were turned, and what was written."""
    return [aloud.spoken_counts(*session.counts), *_told(session, session.placed)]


def closing(session: Session) -> list[str]:
    """The cards that were taken up, and what was written."""
    return _told(session, session.taken_up)


def _told(session: Session, cards: Iterable[tuple[int, str]]) -> list[str]:
    lines = [aloud.spoken_note(texts.WARMUP, kind, text) for kind, text in _notes(session, WARMUP_ID)]
    for position, at in cards:
        status = session.status(at)
        is_unseen = status in (Status.FACE_DOWN, Status.GONE)
        question = "" if is_unseen else session.cards[at].card.question
        lines.append(aloud.plain_status(position, area_name(session, at), status.value, question))
        name = texts.card_number(position).capitalize()
        lines += [aloud.spoken_note(name, kind, text) for kind, text in _notes(session, at)]
    return lines


def help_page() -> list[str]:
    """Every key, where it does something, and how to write."""
    lines = []
    for title, group in keys.groups():
        lines += [f"{title}:", *(f"{_help_name(key)}: {key.help}" for key in group)]
    return [*lines, aloud.PLAIN_HELP_NOTE, aloud.PLAIN_ONE_LINE]


def case(found: Case, session: Session) -> list[str]:
    """A case, whole, and where one is when it ends."""
    paragraphs = [paragraph.removeprefix("# ") for paragraph in found.paragraphs]
    where = texts.card_number(session.position(session.open)) if session.open else ""
    lines = [found.department, *paragraphs, aloud.source_line(found.source), aloud.case_ends(where)]
    return [part for line in lines for part in (line, "")]


def _notes(session: Session, at: str) -> list[tuple[str, str]]:
    return [(note.kind.value, shown_note(session, note)) for note in session.notes if note.card == at]


def _spoken(key: keys.Key) -> str:
    # «?» is not spoken by a screen reader; the key's other name is a letter.
    return key.shown if key.shown.isalpha() else key.others[0]


def _help_name(key: keys.Key) -> str:
    return _spoken(key) if key.typed else aloud.PLAIN_EMPTY_LINE
