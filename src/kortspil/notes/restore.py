"""Restore an interrupted meeting from its notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from kortspil.deck.model import Area, Card, Deck
from kortspil.meeting.events import (
    Asked,
    Autosaved,
    Began,
    Draft,
    Drafted,
    Entry,
    Finished,
    Handwritten,
    Heartbeat,
    LaidBack,
    Paused,
    Skipped,
    Turned,
    Undone,
)
from kortspil.meeting.replay import replay
from kortspil.meeting.state import MeetingState, OpenAgreement, Terms, begin
from kortspil.notes.history import Meeting, drafts, effective, on_the_clock, settled, text_in_hand

_MOVES = (Turned, Asked, Finished, Skipped, LaidBack, Began)


class Resumption(NamedTuple):
    """An interrupted meeting that can go on.

    ``drafts`` are the texts that were not saved, and ``in_hand`` the one of them that was being typed. ``unseen`` is
    the one that is only autosaved, which a person who reads the notes file does not see. ``used`` is how long the
    meeting has lasted, ``on_card`` how long the open card has been open.
    """

    state: MeetingState
    drafts: tuple[Draft, ...]
    in_hand: Draft | None
    unseen: Draft | None
    used: timedelta
    on_card: timedelta


def resume(meeting: Meeting, deck: Deck, open_agreements: tuple[OpenAgreement, ...] = ()) -> Resumption:
    """Restore a meeting as it was at the last event in its notes. ``open_agreements`` are those of earlier meetings.

    Cards are matched by their id. A card that has changed gets the new words of the deck. A card that the deck no
    longer has gets the words of the notes if it was ever turned; otherwise it is gone.
    """
    happened = settled(meeting.entries)
    opened = meeting.opened
    warmup = deck.warmup if opened.warmup else None
    # The agreements as they were when the meeting began. Replaying the entries removes those that were reviewed.
    terms = Terms(opened.minutes, opened.turns or opened.participants, open_agreements if opened.recalls else ())
    dealt = begin([*deck.areas, *_cards_in_notes(deck.areas, happened)], opened.dealt, warmup, terms)
    own = [entry.event for entry in meeting.entries if isinstance(entry.event, Asked)]
    last = max((entry.number for entry in meeting.entries), default=1)
    state = replay(dealt, effective(meeting.entries), max(last, 1), _highest(own))
    left = drafts(meeting.entries)
    used, on_card = _times(meeting)
    return Resumption(state, left, _in_hand(happened, left, state), text_in_hand(meeting.entries), used, on_card)


def _cards_in_notes(areas: Sequence[Area], happened: Sequence[Entry]) -> list[Area]:
    # The cards that were turned and that the deck does not have, with the words of the notes.
    known = {card.id for area in areas for card in area.cards}
    turned = {entry.event.card: entry.event for entry in happened if isinstance(entry.event, Turned)}
    return [
        Area(event.area, event.area_name, (Card(event.card, event.question, "", ()),))
        for event in turned.values()
        if event.card not in known
    ]


def _highest(own: Sequence[Asked]) -> int:
    # The highest number of an own question. Undone questions count, so that no number is given twice.
    numbers = [event.card.rpartition("-")[2] for event in own]
    return max((int(number) for number in numbers if number.isdecimal() and len(number) < 10), default=0)


def _in_hand(happened: Sequence[Entry], left: Sequence[Draft], state: MeetingState) -> Draft | None:
    done = [entry.event for entry in happened if not isinstance(entry.event, (Handwritten, Paused, Heartbeat))]
    latest = done[-1] if done else None
    if not (isinstance(latest, Autosaved) or (isinstance(latest, Drafted) and latest.in_hand)):
        return None
    subject = latest.draft.subject
    can_be_typed = subject.card == state.subject if subject.kind else not state.open
    return next((draft for draft in left if draft.subject == subject and can_be_typed), None)


def _times(meeting: Meeting) -> tuple[timedelta, timedelta]:
    # How long the meeting has lasted, and how long ago a card was last turned or left, or such a step was undone.
    used = since = timedelta()
    moving: set[int] = set()
    for used, entry in on_the_clock(meeting):
        if isinstance(entry.event, _MOVES) or (isinstance(entry.event, Undone) and entry.event.number in moving):
            moving.add(entry.number)
            since = used
    return used, used - since
