"""Build the minutes of a meeting from its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Began,
    CaseRead,
    Closed,
    Departed,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    LaidBack,
    Noted,
    Part,
    Removed,
    Reviewed,
    Skipped,
    Turned,
)
from kortspil.minutes.model import CardMinutes, CardText, Line, Minutes, Recalled
from kortspil.notes.history import Meeting, drafts, effective, on_the_clock

_ROUNDS = {Part.WARMUP: WARMUP_ID, Part.ROUND: CLOSING_ID}


def build(meeting: Meeting, known: Mapping[str, CardText]) -> Minutes:
    """Build the minutes of a meeting. ``known`` maps the ids of the deck's cards to their texts."""
    builder = _Builder(meeting)
    counting = {entry.number for entry in effective(meeting.entries)}
    for used, entry in on_the_clock(meeting):
        builder.see(entry.event)
        builder.set_time(used)
        if entry.number in counting:
            builder.take(entry)
    return builder.minutes(known)


class _Builder:
    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._known: dict[str, tuple[str, str, str]] = {}
        self._card_texts: dict[str, tuple[str, str, str]] = {}
        self._lines: dict[str, list[tuple[int, Line]]] = {}
        self._places: dict[int, str] = {}
        self._people = list(meeting.opened.participants)
        self._recalled: list[Recalled] = []
        self._lead = self._just_arrived = ""
        self._case_of: dict[str, str] = {}
        self._spent: dict[str, timedelta] = {}
        self._talked: set[str] = set()
        self._skipped: list[str] = []
        self._cases: dict[str, str] = {}
        self._is_closed = False
        self._subject = self._heading = ""
        self._since = self._used = timedelta()
        if meeting.opened.warmup and not meeting.opened.recalls:
            self._card_texts[WARMUP_ID] = (WARMUP_ID, "", "")
            self._subject = self._heading = WARMUP_ID

    def see(self, event: Event) -> None:
        """Learn a card's text from an event, even from an undone one."""
        match event:
            case Turned(card, _, area, area_name, question):
                self._known[card] = (area, area_name, question)
            case Asked(card, _, question):
                self._known[card] = (OWN_AREA_ID, "", question)
            case _:
                pass

    def set_time(self, used: timedelta) -> None:
        """Set how long the meeting had lasted at the event that ``take`` gets next."""
        self._used = used

    def take(self, entry: Entry) -> None:
        event = entry.event
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
                # The card's text is unknown if its heading was deleted from the file.
                if card in self._card_texts:
                    self._skipped.append(card)
            case LaidBack(card):
                self._leave()
                self._talked.discard(card)
            case Closed():
                self._leave()
            case Noted(kind, card, text, by, replaces):
                self._write(card, self._line(kind, text, by, entry.at), entry.number, replaces)
            case Removed(number):
                self._replace(number, None)
            case Handwritten(text):
                self._write(self._heading, Line(None, text))
            case _:
                self._take_other_event(event)
        # Set at every event, because a closed meeting can be resumed.
        self._is_closed = isinstance(event, Closed)
        self._just_arrived = event.name if isinstance(event, Arrived) else ""

    def _take_other_event(self, event: Event) -> None:
        match event:
            case Began(part):
                self._leave()
                self._heading = ""
                if part in _ROUNDS:
                    self._open(_ROUNDS[part], (_ROUNDS[part], "", ""))
            case CaseRead(case, title, leads):
                self._cases[case] = title
                self._lead = title if leads else self._lead
                if self._subject and self._subject not in _ROUNDS.values():
                    self._case_of[self._subject] = title
            case Reviewed(meeting, _, text, verdict):
                self._recalled.append(Recalled(text, verdict, meeting))
            case Arrived(name) if name.casefold() not in map(str.casefold, self._people):
                self._people.append(name)
            case Departed(name) if name == self._just_arrived and name in self._people:
                # A name that is removed right after it was added was a mistake.
                self._people.remove(name)
            case _:
                pass

    def minutes(self, known: Mapping[str, CardText]) -> Minutes:
        self._leave()
        for (card, kind, by, _), text in drafts(self._meeting.entries):
            self._write(card, Line(kind, text, is_draft=True, by=by))
        opened = self._meeting.opened
        talked = [
            card for card in self._card_texts if card in self._talked or self._lines.get(card) or card == WARMUP_ID
        ]
        # The closing round comes last, even if a card was turned after it.
        talked.sort(key=lambda card: card == CLOSING_ID)
        rest = [card for card in opened.dealt if card not in talked and card not in self._skipped]
        return Minutes(
            meeting=self._meeting.id,
            deck_title=opened.deck_title,
            at=self._meeting.at,
            spent=self._used,
            is_closed=self._is_closed,
            participants=tuple(self._people),
            areas=opened.areas,
            cards=tuple(self._card(card) for card in talked),
            skipped=tuple(CardText(*self._card_texts[card]) for card in self._skipped),
            unturned=(*(known[card] for card in rest if card in known), *self._own_laid_back(talked)),
            gone=sum(card not in known for card in rest),
            cases=tuple(self._cases.values()),
            recalled=tuple(self._recalled),
            group=opened.group,
        )

    def _own_laid_back(self, talked: list[str]) -> Iterator[CardText]:
        for card, (area, name, question) in self._card_texts.items():
            if area == OWN_AREA_ID and card not in talked and card not in self._skipped:
                yield CardText(area, name, question)

    def _open(self, card: str, face: tuple[str, str, str]) -> None:
        self._leave()
        self._card_texts[card] = face
        self._subject, self._heading, self._since = card, card, self._used
        self._talked.add(card)
        if self._lead and card not in _ROUNDS.values():
            # A case that was read while this card was open takes precedence.
            self._case_of.setdefault(card, self._lead)
        if card in self._skipped:
            self._skipped.remove(card)

    def _leave(self) -> None:
        if self._subject:
            self._spent[self._subject] = self._spent.get(self._subject, timedelta()) + self._used - self._since
        self._subject = ""

    def _write(self, card: str, line: Line, number: int = 0, replaces: int = 0) -> None:
        if replaces in self._places:
            self._replace(replaces, (number, line))
            return
        self._card_texts.setdefault(card, self._known.get(card, (card, "", "")))
        self._lines.setdefault(card, []).append((number, line))
        if number:
            self._places[number] = card

    def _replace(self, number: int, written: tuple[int, Line] | None) -> None:
        card = self._places.pop(number, None)
        if card is None:
            return
        if written is not None:
            self._places[written[0]] = card
        put = [written] if written is not None else []
        self._lines[card] = [new for old in self._lines[card] for new in (put if old[0] == number else [old])]

    def _line(self, kind: Kind, text: str, by: str, at: datetime) -> Line:
        if kind is not Kind.AGREEMENT:
            return Line(kind, text, by=by)
        # Imported here: many meetings have no agreement.
        from kortspil.minutes.agreement import read

        who, due, _ = read(text, tuple(self._people), at.date())
        return Line(kind, text, by=by, who=who, due=due)

    def _card(self, card: str) -> CardMinutes:
        spent = self._spent.get(card, timedelta())
        lines = tuple(line for _, line in self._lines.get(card, ()))
        return CardMinutes(card, *self._card_texts[card], lines, spent, self._case_of.get(card, ""))
