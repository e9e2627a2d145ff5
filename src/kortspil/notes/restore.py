"""A meeting that was broken off, from its notes alone to the table as it lay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from kortspil.deck.model import Area, Card, Deck
from kortspil.meeting.events import (
    Asked,
    Autosaved,
    Began,
    Drafted,
    Entry,
    Finished,
    Handwritten,
    Heartbeat,
    Kind,
    LaidBack,
    Paused,
    Skipped,
    Subject,
    Turned,
    Undone,
)
from kortspil.meeting.replay import replay
from kortspil.meeting.state import MeetingState, OpenAgreement, Terms, begin
from kortspil.notes.history import Meeting, drafts, effective, on_the_clock, settled, typing

_MOVES = (Turned, Asked, Finished, Skipped, LaidBack, Began)


class Draft(NamedTuple):
    """A text that was begun and never saved. ``kind`` is ``None`` for a question of the group's own, ``by`` and
    ``replaces`` are as in ``Noted``."""

    kind: Kind | None
    card: str
    text: str
    by: str = ""
    replaces: int = 0

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.card, self.kind, self.by, self.replaces)


class Resumption(NamedTuple):
    """A meeting that can go on: the table, the texts that were begun, and the one of them that was being typed.

    ``unseen`` is a text among them that has no line in the notes that a reader sees. ``used`` is how long the meeting
    has lasted, ``on_card`` for how much of it the open card has lain there.
    """

    state: MeetingState
    drafts: tuple[Draft, ...]
    in_hand: Draft | None
    unseen: Draft | None
    used: timedelta
    on_card: timedelta


def resume(meeting: Meeting, deck: Deck, open_agreements: tuple[OpenAgreement, ...] = ()) -> Resumption:
    """The meeting as it stood at the last event in its notes. ``open_agreements`` are those of earlier meetings.

    Cards are known by their id: the words of one that has changed are the deck's, of one that the deck has no more
    the notes', where it was turned, and else it is gone.
    """
    happened = settled(meeting.entries)
    opened = meeting.opened
    warmup = deck.warmup if opened.warmup else None
    # They lie there as they did when the meeting began: what happened since says which of them are left.
    terms = Terms(opened.minutes, opened.turns or opened.participants, open_agreements if opened.recalls else ())
    dealt = begin([*deck.areas, *_told(deck.areas, happened)], opened.dealt, warmup, terms)
    own = [entry.event for entry in meeting.entries if isinstance(entry.event, Asked)]
    last = max((entry.number for entry in meeting.entries), default=1)
    state = replay(dealt, effective(meeting.entries), max(last, 1), _highest(own))
    texts = tuple(_draft(subject, text) for subject, text in drafts(meeting.entries).items())
    used, on_card = _times(meeting)
    typed = typing(meeting.entries)
    unseen = _draft(typed.subject, typed.text) if typed else None
    return Resumption(state, texts, _in_hand(happened, texts, state), unseen, used, on_card)


def _draft(subject: Subject, text: str) -> Draft:
    return Draft(subject.kind, subject.card, text, subject.by, subject.replaces)


def _told(areas: Sequence[Area], happened: Sequence[Entry]) -> list[Area]:
    # The cards that were turned, by the notes' words, where the deck does not have them.
    known = {card.id for area in areas for card in area.cards}
    turned = {entry.event.card: entry.event for entry in happened if isinstance(entry.event, Turned)}
    return [
        Area(event.area, event.area_name, (Card(event.card, event.question, "", ()),))
        for event in turned.values()
        if event.card not in known
    ]


def _highest(own: Sequence[Asked]) -> int:
    # A number is never given to another question, also where the one that had it was taken back.
    numbers = [
        int(number)
        for number in (event.card.rpartition("-")[2] for event in own)
        if number.isdecimal() and len(number) < 10
    ]
    return max(numbers, default=0)


def _in_hand(happened: Sequence[Entry], texts: Sequence[Draft], state: MeetingState) -> Draft | None:
    done = [entry.event for entry in happened if not isinstance(entry.event, (Handwritten, Paused, Heartbeat))]
    latest = done[-1] if done else None
    if not (isinstance(latest, Autosaved) or (isinstance(latest, Drafted) and latest.in_hand)):
        return None
    can_be_typed = latest.card == state.subject if latest.kind else not state.open
    return next((text for text in texts if text.subject == latest.subject and can_be_typed), None)


def _times(meeting: Meeting) -> tuple[timedelta, timedelta]:
    # How long the meeting has lasted, and how much of it since a card was last turned or left.
    used = since = timedelta()
    moving: set[int] = set()
    for used, entry in on_the_clock(meeting):
        if isinstance(entry.event, _MOVES) or (isinstance(entry.event, Undone) and entry.event.number in moving):
            moving.add(entry.number)
            since = used
    return used, used - since
