"""The table in lines of text, for plain mode: what the full screen shows, said so that it can be heard.

Signs that a screen reader passes over, or has long names for, are not used.
"""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.deck.model import CLOSING_ID, WARMUP_ID, Case
from kortspil.meeting.clock import minutes_left
from kortspil.meeting.state import Note, Phase, Session, Status
from kortspil.messages import meeting as texts
from kortspil.messages import notes as headings
from kortspil.messages import plain as aloud
from kortspil.ui import keymap
from kortspil.ui.answers import area_name, beginning, shown_note
from kortspil.ui.controller import Game
from kortspil.ui.keymap import Action

ONE_AT_A_TIME = (Phase.LAST_TIME, Phase.PARKED)
"""Where points are gone through one by one, each with numbered choices."""


# --- Where the meeting is


def opening(game: Game) -> list[str]:
    """How a meeting begins: the cards, the notes, the time there is, and how the group talks with one another."""
    session = game.session
    lines = list(aloud.plain_opening(game.opened.deck_title, session.counts.left, str(game.notes.path)))
    if game.resumption is not None:
        return [*lines, *_resumed(game)]
    if session.ends is not None:
        lines.append(aloud.meeting_lasts(_minutes(session.ends, game), game.at(session.ends)))
    # Where there is an opening round, they are said with it.
    return lines if session.warmup is not None else [*lines, *_rules()]


def in_front(session: Session) -> tuple[object, ...]:
    """What tells one page from the next: where this is another value, another page is to be told."""
    match session.phase:
        case Phase.LAST_TIME:
            return session.phase, session.promises[:1]
        case Phase.PARKED:
            return session.phase, session.parked[:1]
        case Phase.ROUND:
            return session.phase, session.turn
        case _:
            return session.phase, session.open


def page(session: Session, *, shows_examples: bool, is_new: bool = True) -> list[str]:
    """Where the meeting is now. ``is_new``: it was somewhere else before, and not at another point of this part."""
    match session.phase:
        case Phase.LAST_TIME:
            return [*([headings.LAST_TIME_TITLE] if is_new else []), _promise(session)]
        case Phase.WARMUP:
            return _warmup(session)
        case Phase.CARD:
            return card(session, shows_examples=shows_examples)
        case Phase.PARKED:
            return [*([headings.PARKED_TITLE] if is_new else []), *_parked(session)]
        case Phase.ROUND:
            return _round(session, is_new=is_new)
        case _:
            ended = [texts.ALL_TURNED] if session.next_position() is None else []
            return [aloud.spoken_counts(*session.counts), *ended, *whose_turn(session)]


def card(session: Session, *, shows_examples: bool) -> list[str]:
    """The open card, with what is written on it."""
    face = session.cards[session.open].card
    lines = [
        aloud.plain_card(session.position(face.id), len(session.dealt), area_name(session, face.id)),
        *whose_turn(session),
        *([texts.read_case(session.case)] if session.case else []),
        f"{aloud.PLAIN_QUESTION} {face.question}",
    ]
    if face.examples:
        lines += examples(session) if shows_examples else [aloud.PLAIN_EXAMPLES_HIDDEN]
    return [*lines, *_written(session, face.id)]


def examples(session: Session) -> list[str]:
    """The open card's examples."""
    face = session.cards[session.open].card
    return [face.lead, *(f"- {example}" for example in face.examples)] if face.examples else [texts.NO_EXAMPLES]


def whose_turn(session: Session) -> list[str]:
    """Whose turn it is, where that is known and there is something to do."""
    is_over = session.phase is Phase.TABLE and session.next_position() is None
    said = "" if is_over else texts.whose_turn(session.phase.value, session.turn, session.reader)
    return [f"{said}."] if said else []


def _warmup(session: Session) -> list[str]:
    assert session.warmup is not None
    questions = [f"{number}. {question}" for number, question in enumerate(session.warmup.questions, start=1)]
    lead = [session.warmup.lead] if session.warmup.lead else []
    return [texts.WARMUP, *lead, *questions, *_rules(), *_written(session, WARMUP_ID)]


def _rules() -> list[str]:
    return [*texts.GROUND_RULES, texts.NO_SENSITIVE_DATA]


def _promise(session: Session) -> str:
    if not session.promises:
        return f"{texts.ALL_REVIEWED} {aloud.EMPTY_LINE_GOES_ON}"
    of = session.reviewed + len(session.promises)
    return aloud.promise(session.reviewed + 1, of, session.promises[0].text)


def _parked(session: Session) -> list[str]:
    if not session.parked:
        return []
    point = session.parked[0]
    number = session.points - len(session.parked) + 1
    lines = [aloud.parked_point(number, session.points, point.text)]
    where, placed = _where(session, point.card), session.cards.get(point.card)
    question = placed.card.question if placed and placed.card.question != point.text else ""
    return [*lines, aloud.parked_at(where, question)] if where else lines


def _round(session: Session, *, is_new: bool) -> list[str]:
    beginning = [headings.ROUND_TITLE, texts.ROUND_QUESTION, *_written(session, CLOSING_ID)] if is_new else []
    if session.turn:
        return [*beginning, *whose_turn(session), *([aloud.HOW_TO_SPEAK] if is_new else [])]
    all_spoke = f"{texts.ALL_HAVE_SPOKEN} " if session.people else ""
    return [*beginning, f"{all_spoke}{aloud.EMPTY_LINE_ENDS_THE_ROUND}"]


def _resumed(game: Game) -> list[str]:
    # The cards that are gone, and the texts that were begun.
    told = [beginning(game).text]
    for draft in game.resumption.drafts if game.resumption else ():
        label = texts.kind(draft.kind.value) if draft.kind else texts.OWN_QUESTION_LABEL
        where = ", ".join(filter(None, [_where(game.session, draft.card), draft.by]))
        told.append(aloud.spoken_draft(label, where, draft.text))
    return told


def _where(session: Session, card: str) -> str:
    if card in texts.PLACES:
        return texts.PLACES[card].lower()
    return texts.card_number(session.position(card)) if session.position(card) else ""


# --- Time


def time_left(game: Game) -> list[str]:
    """How much time is left of the meeting, and for the open card."""
    session = game.session
    lines = [aloud.time_left(_minutes(session.ends, game))] if session.ends is not None else []
    return [*lines, *_card_time(game)]


def time(game: Game) -> list[str]:
    """All there is to know of time."""
    session = game.session
    lines = [texts.meeting_time(game.began, game.elapsed)]
    if session.ends is not None:
        left = _minutes(session.ends, game)
        lines.append(aloud.time_left_until(left, game.at(session.ends)) if left > 0 else aloud.time_left(left))
    if session.open:
        lines.append(texts.card_time(game.on_card))
    return [*lines, *_card_time(game)]


def _card_time(game: Game) -> list[str]:
    ends = game.session.card_ends
    left = _minutes(ends, game) if ends is not None else 0
    return [aloud.time_for_card(left, game.at(ends))] if ends is not None and left > 0 else []


def _minutes(until: int, game: Game) -> int:
    # A minute that has begun is left.
    return minutes_left(until, int(game.elapsed.total_seconds()))


# --- What can be typed


def choices(session: Session, *, in_trouble: bool = False) -> str:
    """The keys that do something now, in one sentence."""
    return _choices(keymap.named(session, in_trouble=in_trouble))


def numbered(session: Session) -> str:
    """What can be done with the point that is gone through, by number; "" where the meeting is not at one."""
    if session.phase not in ONE_AT_A_TIME or not (session.promises or session.subject):
        return ""
    named = keymap.at(session.phase)
    return _choices(key for key in named if _number(key) or key.action in (Action.STAY, Action.REST))


def _choices(named: Iterable[keymap.Key]) -> str:
    return aloud.plain_choices([(_spoken(key), key.label) for key in named])


def _number(key: keymap.Key) -> str:
    return next((name for name in key.others if name.isdecimal()), "")


def _spoken(key: keymap.Key) -> str:
    # «?» is not spoken by a screen reader; the key's other name is a letter.
    return _number(key) or (key.shown if key.shown.isalpha() else key.others[0])


def help_page() -> list[str]:
    """Every key, where it does something, and how to write."""
    lines = []
    for title, group in keymap.groups():
        lines += [f"{title}:", *(f"{_help_name(key)}: {key.help}" for key in group)]
    return [*lines, aloud.PLAIN_HELP_NOTE, aloud.PLAIN_ONE_LINE]


def _help_name(key: keymap.Key) -> str:
    names = (key.typed or aloud.PLAIN_EMPTY_LINE, *key.others)
    return aloud.either([name for name in names if name[0].isalnum()])


# --- The whole meeting


def overview(session: Session) -> list[str]:
    """How every card lies, the words of those that were turned, and what was written."""
    return [aloud.spoken_counts(*session.counts), *_told(session, session.placed)]


def closing(session: Session) -> list[str]:
    """The cards that were taken up, and what was written."""
    return _told(session, session.taken_up)


def _told(session: Session, cards: Iterable[tuple[int, str]]) -> list[str]:
    lines = _notes(session, WARMUP_ID, texts.WARMUP)
    for position, at in cards:
        status = session.status(at)
        is_unseen = status in (Status.FACE_DOWN, Status.GONE)
        question = "" if is_unseen else session.cards[at].card.question
        lines.append(aloud.plain_status(position, area_name(session, at), status.value, question))
        lines += _notes(session, at, texts.card_number(position).capitalize())
    return [*lines, *_notes(session, CLOSING_ID, headings.ROUND_TITLE)]


def case(found: Case, session: Session) -> list[str]:
    """A case, whole, and where one is when it ends."""
    paragraphs = [paragraph.removeprefix("# ") for paragraph in found.paragraphs]
    where = texts.card_number(session.position(session.open)) if session.open else ""
    lines = [found.department, *paragraphs, aloud.source_line(found.source), aloud.case_ends(where)]
    return [part for line in lines for part in (line, "")]


def _written(session: Session, at: str) -> list[str]:
    return [f"{note.by or texts.kind(note.kind.value)}: {note.text}" for note in session.notes_on(at)]


def _notes(session: Session, at: str, about: str) -> list[str]:
    return [aloud.spoken_note(about, _label(note), shown_note(session, note)) for note in session.notes_on(at)]


def _label(note: Note) -> str:
    return note.by or texts.kind(note.kind.value).lower()
