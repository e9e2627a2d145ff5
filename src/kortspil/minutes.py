"""A meeting's events to its minutes: what was agreed, what is to be learnt, and what was said on each card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kortspil.deck import OWN_AREA_ID, WARMUP_ID
from kortspil.events import (
    Asked,
    CaseRead,
    Closed,
    Event,
    Finished,
    Handwritten,
    Kind,
    LaidBack,
    Noted,
    Skipped,
    Turned,
)
from kortspil.journal import Meeting, drafts, effective, on_the_clock


class Line(NamedTuple):
    """Something that was written. A draft was never finished; ``kind`` is ``None`` for a drafted question of the
    group's own, and for handwriting. ``who`` and ``due`` are what an agreement says of itself, where it does."""

    kind: Kind | None
    text: str
    is_draft: bool = False
    who: tuple[str, ...] = ()
    due: date | None = None


class CardMinutes(NamedTuple):
    """A card that was talked about. ``question`` is "" for the opening round and for what belongs to no card."""

    card: str
    area: str
    area_name: str
    question: str
    lines: tuple[Line, ...]
    spent: timedelta

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The finished texts of a kind, in the order they were written."""
        return tuple(line.text for line in self.finished(kind))

    def finished(self, kind: Kind) -> tuple[Line, ...]:
        """The finished lines of a kind, in the order they were written."""
        return tuple(line for line in self.lines if line.kind is kind and not line.is_draft)


class Face(NamedTuple):
    """A card's words, for cards that were not talked about."""

    area_name: str
    question: str


class Minutes(NamedTuple):
    """All that the minutes of a meeting hold.

    ``cards`` are in the order they were first turned; ``areas`` are the (id, name) that the meeting chose, in the
    deck's order. ``gone`` counts unturned cards whose words are not known any more.
    """

    meeting: str
    deck_title: str
    at: datetime
    spent: timedelta
    is_closed: bool
    participants: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    cards: tuple[CardMinutes, ...]
    skipped: tuple[Face, ...]
    unturned: tuple[Face, ...]
    gone: int
    cases: tuple[str, ...]

    @property
    def has_notes(self) -> bool:
        """Whether anything was written at all."""
        return any(card.lines for card in self.cards)

    def in_area(self, area: str) -> tuple[CardMinutes, ...]:
        """The cards of an area."""
        return tuple(card for card in self.cards if card.area == area)


def build(meeting: Meeting, known: Mapping[str, Face]) -> Minutes:
    """The minutes of a meeting. ``known`` gives the words of cards that were never turned, by id."""
    builder = _Builder(meeting)
    counting = {entry.number for entry in effective(meeting.entries)}
    for used, entry in on_the_clock(meeting):
        builder.see(entry.event)
        builder.tell_time(used)
        if entry.number in counting:
            builder.take(entry.event, entry.at)
    return builder.minutes(known)


class _Builder:
    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._known: dict[str, tuple[str, str, str]] = {}
        self._faces: dict[str, tuple[str, str, str]] = {}
        self._lines: dict[str, list[Line]] = {}
        self._spent: dict[str, timedelta] = {}
        self._talked: set[str] = set()
        self._skipped: list[str] = []
        self._cases: dict[str, str] = {}
        self._is_closed = False
        self._subject = self._heading = ""
        self._since = self._used = timedelta()
        if meeting.opened.warmup:
            self._faces[WARMUP_ID] = (WARMUP_ID, "", "")
            self._subject = self._heading = WARMUP_ID

    def see(self, event: Event) -> None:
        """Learn a card's words from an event, also from one that was taken back."""
        match event:
            case Turned(card, _, area, area_name, question):
                self._known[card] = (area, area_name, question)
            case Asked(card, _, question):
                self._known[card] = (OWN_AREA_ID, "", question)
            case _:
                pass

    def tell_time(self, used: timedelta) -> None:
        """How long the meeting has lasted when the next event happens."""
        self._used = used

    def take(self, event: Event, at: datetime) -> None:
        match event:
            case Turned(card, _, area, area_name, question):
                self._open(card, (area, area_name, question))
            case Asked(card, _, question):
                self._open(card, (OWN_AREA_ID, "", question))
            case Finished():
                self._leave()
            case Skipped(card):
                self._leave()
                self._talked.discard(card)
                # Its words are gone where somebody took its heading out of the file.
                if card in self._faces:
                    self._skipped.append(card)
            case LaidBack(card):
                self._leave()
                self._talked.discard(card)
            case Closed():
                self._leave()
            case Noted(kind, card, text):
                self._write(card, self._line(kind, text, at))
            case Handwritten(text):
                self._write(self._heading, Line(None, text))
            case CaseRead(case, title):
                self._cases[case] = title
            case _:
                pass
        # A meeting that was closed can be taken up again.
        self._is_closed = isinstance(event, Closed)

    def minutes(self, known: Mapping[str, Face]) -> Minutes:
        self._leave()
        for (card, kind), text in drafts(self._meeting.entries).items():
            self._write(card, Line(kind, text, is_draft=True))
        opened = self._meeting.opened
        talked = [card for card in self._faces if card in self._talked or card in self._lines or card == WARMUP_ID]
        rest = [card for card in opened.dealt if card not in talked and card not in self._skipped]
        return Minutes(
            meeting=self._meeting.id,
            deck_title=opened.deck_title,
            at=self._meeting.at,
            spent=self._used,
            is_closed=self._is_closed,
            participants=opened.participants,
            areas=opened.areas,
            cards=tuple(self._card(card) for card in talked),
            skipped=tuple(Face(*self._faces[card][1:]) for card in self._skipped),
            unturned=(*(known[card] for card in rest if card in known), *self._own_laid_back(talked)),
            gone=sum(card not in known for card in rest),
            cases=tuple(self._cases.values()),
        )

    def _own_laid_back(self, talked: list[str]) -> Iterator[Face]:
        for card, (area, name, question) in self._faces.items():
            if area == OWN_AREA_ID and card not in talked and card not in self._skipped:
                yield Face(name, question)

    def _open(self, card: str, face: tuple[str, str, str]) -> None:
        self._leave()
        self._faces[card] = face
        self._subject, self._heading, self._since = card, card, self._used
        self._talked.add(card)
        if card in self._skipped:
            self._skipped.remove(card)

    def _leave(self) -> None:
        if self._subject:
            self._spent[self._subject] = self._spent.get(self._subject, timedelta()) + self._used - self._since
        self._subject = ""

    def _write(self, card: str, line: Line) -> None:
        self._faces.setdefault(card, self._known.get(card, (card, "", "")))
        self._lines.setdefault(card, []).append(line)

    def _line(self, kind: Kind, text: str, at: datetime) -> Line:
        if kind is not Kind.AGREEMENT:
            return Line(kind, text)
        # The grammar of days is for those who need it: most calls need no minutes, and many minutes have no agreement.
        from kortspil.promise import read

        who, due, _ = read(text, self._meeting.opened.participants, at.date())
        return Line(kind, text, who=who, due=due)

    def _card(self, card: str) -> CardMinutes:
        spent = self._spent.get(card, timedelta())
        return CardMinutes(card, *self._faces[card], tuple(self._lines.get(card, ())), spent)
