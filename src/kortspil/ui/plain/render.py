"""The meeting as lines of text for plain mode, worded for a screen reader.

It avoids symbols that screen readers skip or read out as long names.
"""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.deck.model import CLOSING_ID, WARMUP_ID, Case
from kortspil.meeting.clock import minutes_left
from kortspil.meeting.state import MeetingState, Note, Phase, Status
from kortspil.messages import meeting as texts
from kortspil.messages import notes as headings
from kortspil.messages import plain as aloud
from kortspil.messages.dates import OR, listed
from kortspil.ui import keymap
from kortspil.ui.answers import area_name, beginning, shown_note
from kortspil.ui.controller import MeetingController
from kortspil.ui.keymap import Action

ONE_AT_A_TIME = (Phase.LAST_TIME, Phase.PARKED)
"""The parts that go through points one by one, each with numbered choices."""


# --- Where the meeting is


def opening(controller: MeetingController) -> list[str]:
    """Return the lines at the start of a meeting: the cards, the notes file, the time, and the ground rules."""
    state = controller.state
    lines = list(aloud.plain_opening(controller.opened.deck_title, state.counts.left, str(controller.notes.path)))
    if controller.resumption is not None:
        return [*lines, *_resumed(controller)]
    if state.ends is not None:
        lines.append(aloud.meeting_lasts(_minutes(state.ends, controller), controller.at(state.ends)))
    # The opening round has the ground rules on its page.
    return lines if state.warmup is not None else [*lines, *_rules()]


def in_front(state: MeetingState) -> tuple[object, ...]:
    """Return a value that changes whenever a new page must be read out."""
    match state.phase:
        case Phase.LAST_TIME:
            return state.phase, state.open_agreements[:1]
        case Phase.PARKED:
            return state.phase, state.parked[:1]
        case Phase.ROUND:
            return state.phase, state.turn
        case _:
            return state.phase, state.open


def page(state: MeetingState, *, shows_examples: bool, is_new: bool = True) -> list[str]:
    """Return the lines of the current page. ``is_new``: the part has just begun, so its title is included."""
    match state.phase:
        case Phase.LAST_TIME:
            return [*([headings.LAST_TIME_TITLE] if is_new else []), _agreement(state)]
        case Phase.WARMUP:
            return _warmup(state)
        case Phase.CARD:
            return card(state, shows_examples=shows_examples)
        case Phase.PARKED:
            return [*([headings.PARKED_TITLE] if is_new else []), *_parked(state)]
        case Phase.ROUND:
            return _round(state, is_new=is_new)
        case _:
            ended = [texts.ALL_TURNED] if state.next_position() is None else []
            return [aloud.spoken_counts(*state.counts), *ended, *whose_turn(state)]


def card(state: MeetingState, *, shows_examples: bool) -> list[str]:
    """Return the lines of the open card, with its notes."""
    face = state.cards[state.open].card
    lines = [
        aloud.plain_card(state.position(face.id), len(state.dealt), area_name(state, face.id)),
        *whose_turn(state),
        *([texts.read_case(state.case)] if state.case else []),
        f"{aloud.PLAIN_QUESTION} {face.question}",
    ]
    if face.examples:
        lines += examples(state) if shows_examples else [aloud.PLAIN_EXAMPLES_HIDDEN]
    return [*lines, *_written(state, face.id)]


def examples(state: MeetingState) -> list[str]:
    """Return the examples of the open card."""
    face = state.cards[state.open].card
    return [face.lead, *(f"- {example}" for example in face.examples)] if face.examples else [texts.NO_EXAMPLES]


def whose_turn(state: MeetingState) -> list[str]:
    """Return a line that says whose turn it is, or no line if that is unknown or no card is left to turn."""
    is_over = state.phase is Phase.TABLE and state.next_position() is None
    said = "" if is_over else texts.whose_turn(state.phase.value, state.turn, state.reader)
    return [f"{said}."] if said else []


def _warmup(state: MeetingState) -> list[str]:
    assert state.warmup is not None
    questions = [f"{number}. {question}" for number, question in enumerate(state.warmup.questions, start=1)]
    lead = [state.warmup.lead] if state.warmup.lead else []
    return [texts.WARMUP, *lead, *questions, *_rules(), *_written(state, WARMUP_ID)]


def _rules() -> list[str]:
    return [*texts.GROUND_RULES, texts.NO_SENSITIVE_DATA]


def _agreement(state: MeetingState) -> str:
    if not state.open_agreements:
        return f"{texts.ALL_REVIEWED} {aloud.EMPTY_LINE_GOES_ON}"
    of = state.reviewed + len(state.open_agreements)
    return aloud.agreement(state.reviewed + 1, of, state.open_agreements[0].text)


def _parked(state: MeetingState) -> list[str]:
    if not state.parked:
        return []
    point = state.parked[0]
    number = state.points - len(state.parked) + 1
    lines = [aloud.parked_point(number, state.points, point.text)]
    where, placed = _where(state, point.card), state.cards.get(point.card)
    question = placed.card.question if placed and placed.card.question != point.text else ""
    return [*lines, aloud.parked_at(where, question)] if where else lines


def _round(state: MeetingState, *, is_new: bool) -> list[str]:
    beginning = [headings.ROUND_TITLE, texts.ROUND_QUESTION, *_written(state, CLOSING_ID)] if is_new else []
    if state.turn:
        return [*beginning, *whose_turn(state), *([aloud.HOW_TO_SPEAK] if is_new else [])]
    all_spoke = f"{texts.ALL_HAVE_SPOKEN} " if state.people else ""
    return [*beginning, f"{all_spoke}{aloud.EMPTY_LINE_ENDS_THE_ROUND}"]


def _resumed(controller: MeetingController) -> list[str]:
    # The lines of a resumed meeting: cards that are gone, and drafts.
    lines = [beginning(controller).text]
    for (card, kind, by, _), text in controller.resumption.drafts if controller.resumption else ():
        label = texts.kind(kind.value) if kind else texts.OWN_QUESTION_LABEL
        where = ", ".join(filter(None, [_where(controller.state, card), by]))
        lines.append(aloud.spoken_draft(label, where, text))
    return lines


def _where(state: MeetingState, card: str) -> str:
    if card in texts.PLACES:
        return texts.PLACES[card].lower()
    return texts.card_number(state.position(card)) if state.position(card) else ""


# --- Time


def time_left(controller: MeetingController) -> list[str]:
    """Return lines with the time left in the meeting and for the open card."""
    state = controller.state
    lines = [aloud.time_left(_minutes(state.ends, controller))] if state.ends is not None else []
    return [*lines, *_card_time(controller)]


def time(controller: MeetingController) -> list[str]:
    """Return every line about time: how long the meeting and the card have lasted, and what is left."""
    state = controller.state
    lines = [texts.meeting_time(controller.began, controller.elapsed)]
    if state.ends is not None:
        left = _minutes(state.ends, controller)
        lines.append(aloud.time_left_until(left, controller.at(state.ends)) if left > 0 else aloud.time_left(left))
    if state.open:
        lines.append(texts.card_time(controller.on_card))
    return [*lines, *_card_time(controller)]


def _card_time(controller: MeetingController) -> list[str]:
    ends = controller.state.card_ends
    left = _minutes(ends, controller) if ends is not None else 0
    return [aloud.time_for_card(left, controller.at(ends))] if ends is not None and left > 0 else []


def _minutes(until: int, controller: MeetingController) -> int:
    return minutes_left(until, int(controller.elapsed.total_seconds()))


# --- What can be typed


def choices(state: MeetingState, *, in_trouble: bool = False) -> str:
    """Return the keys that do something now, in one sentence."""
    return _choices(keymap.named(state, in_trouble=in_trouble))


def numbered(state: MeetingState) -> str:
    """Return the numbered choices for the current point, in one sentence; "" if the meeting is not at a point."""
    if state.phase not in ONE_AT_A_TIME or not (state.open_agreements or state.subject):
        return ""
    named = keymap.at(state.phase)
    return _choices(key for key in named if _number(key) or key.action in (Action.STAY, Action.REST))


def _choices(named: Iterable[keymap.Key]) -> str:
    return aloud.plain_choices([(_spoken(key), key.label) for key in named])


def _number(key: keymap.Key) -> str:
    return next((name for name in key.others if name.isdecimal()), "")


def _spoken(key: keymap.Key) -> str:
    # Screen readers do not speak «?», so that key is called by its other name, a letter.
    return _number(key) or (key.shown if key.shown.isalpha() else key.others[0])


def help_page() -> list[str]:
    """Return every key, grouped by where it works, and how to write a note."""
    lines = []
    for title, group in keymap.groups():
        lines += [f"{title}:", *(f"{_help_name(key)}: {key.help}" for key in group)]
    return [*lines, aloud.PLAIN_HELP_NOTE, aloud.PLAIN_ONE_LINE]


def _help_name(key: keymap.Key) -> str:
    names = (key.typed or aloud.PLAIN_EMPTY_LINE, *key.others)
    return listed([name for name in names if name[0].isalnum()], OR)


# --- The whole meeting


def overview(state: MeetingState) -> list[str]:
    """Return lines with the status of every card, the questions of the turned cards, and the notes."""
    return [aloud.spoken_counts(*state.counts), *_cards_and_notes(state, state.placed)]


def closing(state: MeetingState) -> list[str]:
    """Return lines with the cards that were turned, skipped or written on, and the notes."""
    return _cards_and_notes(state, state.taken_up)


def _cards_and_notes(state: MeetingState, cards: Iterable[tuple[int, str]]) -> list[str]:
    lines = _notes(state, WARMUP_ID, texts.WARMUP)
    for position, at in cards:
        status = state.status(at)
        is_unseen = status in (Status.FACE_DOWN, Status.GONE)
        question = "" if is_unseen else state.cards[at].card.question
        lines.append(aloud.plain_status(position, area_name(state, at), status.value, question))
        lines += _notes(state, at, texts.card_number(position).capitalize())
    return [*lines, *_notes(state, CLOSING_ID, headings.ROUND_TITLE)]


def case(found: Case, state: MeetingState) -> list[str]:
    """Return the lines of a whole case, and a line that says where the meeting continues."""
    paragraphs = [paragraph.removeprefix("# ") for paragraph in found.paragraphs]
    where = texts.card_number(state.position(state.open)) if state.open else ""
    lines = [found.department, *paragraphs, aloud.source_line(found.source), aloud.case_ends(where)]
    return [part for line in lines for part in (line, "")]


def _written(state: MeetingState, at: str) -> list[str]:
    return [f"{note.by or texts.kind(note.kind.value)}: {note.text}" for note in state.notes_on(at)]


def _notes(state: MeetingState, at: str, about: str) -> list[str]:
    return [aloud.spoken_note(about, _label(note), shown_note(state, note)) for note in state.notes_on(at)]


def _label(note: Note) -> str:
    return note.by or texts.kind(note.kind.value).lower()
