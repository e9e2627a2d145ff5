"""The table in lines of text, for plain mode: what the full screen shows, said so that it can be heard.

Signs that a screen reader passes over, or has long names for, are not used.
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
"""Where points are gone through one by one, each with numbered choices."""


# --- Where the meeting is


def opening(controller: MeetingController) -> list[str]:
    """How a meeting begins: the cards, the notes, the time there is, and how the group talks with one another."""
    state = controller.state
    lines = list(aloud.plain_opening(controller.opened.deck_title, state.counts.left, str(controller.notes.path)))
    if controller.resumption is not None:
        return [*lines, *_resumed(controller)]
    if state.ends is not None:
        lines.append(aloud.meeting_lasts(_minutes(state.ends, controller), controller.at(state.ends)))
    # Where there is an opening round, they are said with it.
    return lines if state.warmup is not None else [*lines, *_rules()]


def in_front(state: MeetingState) -> tuple[object, ...]:
    """What tells one page from the next: where this is another value, another page is to be told."""
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
    """Where the meeting is now. ``is_new``: it was somewhere else before, and not at another point of this part."""
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
    """The open card, with what is written on it."""
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
    """The open card's examples."""
    face = state.cards[state.open].card
    return [face.lead, *(f"- {example}" for example in face.examples)] if face.examples else [texts.NO_EXAMPLES]


def whose_turn(state: MeetingState) -> list[str]:
    """Whose turn it is, where that is known and there is something to do."""
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
    # The cards that are gone, and the texts that were begun.
    told = [beginning(controller).text]
    for (card, kind, by, _), text in controller.resumption.drafts if controller.resumption else ():
        label = texts.kind(kind.value) if kind else texts.OWN_QUESTION_LABEL
        where = ", ".join(filter(None, [_where(controller.state, card), by]))
        told.append(aloud.spoken_draft(label, where, text))
    return told


def _where(state: MeetingState, card: str) -> str:
    if card in texts.PLACES:
        return texts.PLACES[card].lower()
    return texts.card_number(state.position(card)) if state.position(card) else ""


# --- Time


def time_left(controller: MeetingController) -> list[str]:
    """How much time is left of the meeting, and for the open card."""
    state = controller.state
    lines = [aloud.time_left(_minutes(state.ends, controller))] if state.ends is not None else []
    return [*lines, *_card_time(controller)]


def time(controller: MeetingController) -> list[str]:
    """All there is to know of time."""
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
    # A minute that has begun is left.
    return minutes_left(until, int(controller.elapsed.total_seconds()))


# --- What can be typed


def choices(state: MeetingState, *, in_trouble: bool = False) -> str:
    """The keys that do something now, in one sentence."""
    return _choices(keymap.named(state, in_trouble=in_trouble))


def numbered(state: MeetingState) -> str:
    """What can be done with the point that is gone through, by number; "" where the meeting is not at one."""
    if state.phase not in ONE_AT_A_TIME or not (state.open_agreements or state.subject):
        return ""
    named = keymap.at(state.phase)
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
    return listed([name for name in names if name[0].isalnum()], OR)


# --- The whole meeting


def overview(state: MeetingState) -> list[str]:
    """How every card lies, the words of those that were turned, and what was written."""
    return [aloud.spoken_counts(*state.counts), *_told(state, state.placed)]


def closing(state: MeetingState) -> list[str]:
    """The cards that were taken up, and what was written."""
    return _told(state, state.taken_up)


def _told(state: MeetingState, cards: Iterable[tuple[int, str]]) -> list[str]:
    lines = _notes(state, WARMUP_ID, texts.WARMUP)
    for position, at in cards:
        status = state.status(at)
        is_unseen = status in (Status.FACE_DOWN, Status.GONE)
        question = "" if is_unseen else state.cards[at].card.question
        lines.append(aloud.plain_status(position, area_name(state, at), status.value, question))
        lines += _notes(state, at, texts.card_number(position).capitalize())
    return [*lines, *_notes(state, CLOSING_ID, headings.ROUND_TITLE)]


def case(found: Case, state: MeetingState) -> list[str]:
    """A case, whole, and where one is when it ends."""
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
