"""One whole meeting, step by step: four participants, six cards, a case, a break, a parked point, an undone note and a
closing round. Each step has lines for plain mode and keys for the full screen, and both end in the same minutes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple, Union

from kortspil.cli import resolve
from kortspil.deck import reader as deck_reader
from kortspil.deck.model import Case, Deck
from kortspil.meeting.events import Opened
from kortspil.meeting.state import MeetingState, Terms, begin, deal, seat
from kortspil.minutes.build import build
from kortspil.minutes.model import CardText
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from kortspil.ui.terminal.types import KeyEvent
from report_samples import markdown

DECK = """\
title: Digitale kort
warmup:
  lead: Tag en runde om,
  questions: [hvad I forstår ved digitale værktøjer, hvilke I bruger]
areas:
  - id: tek
    name: Teknologiforståelse
    cards:
      - {id: tek-1, question: Hvad kan gå galt?, lead: "For eksempel:", examples: [strømmen går, nettet går]}
      - {id: tek-2, question: Hvem passer på jeres data?}
      - {id: tek-3, question: Hvad vil I gerne forstå bedre?}
  - id: udv
    name: Udvikling
    cards:
      - {id: udv-1, question: Hvad drømmer I om?}
      - {id: udv-2, question: Hvem skal spørges først?}
      - {id: udv-3, question: Hvad skal I holde op med?}
"""
PEOPLE = ("Anna", "Bo", "Cille", "Dan")
SEED = 1
MINUTES = 60

Key = Union[KeyEvent, str]  # noqa: UP007
_ENTER, _ESCAPE, _CLEAR = KeyEvent("enter"), KeyEvent("escape"), KeyEvent("delete-to-start")


class Step(NamedTuple):
    """Minutes that pass, and then the lines of plain mode or the keys of the full screen that are typed."""

    minutes: int
    lines: tuple[str, ...]
    keys: tuple[Key, ...]


def _write(minutes: int, letter: str, text: str) -> Step:
    return Step(minutes, (f"{letter} {text}",), (letter, text, _ENTER))


_GO_ON = (("",), (_ENTER,))

STEPS: tuple[Step, ...] = (
    # The opening round.
    _write(3, "n", "Mail, Teams og journalen"),
    Step(1, *_GO_ON),
    # The first card, and a case that is read at it.
    Step(0, *_GO_ON),
    _write(4, "n", "Vi ringer til hinanden først"),
    Step(0, ("c borgerservice",), ("c", "2", _ESCAPE)),
    _write(2, "a", "@Bo viser os skemaet senest 1. december"),
    Step(0, *_GO_ON),
    # The second card, and an undone note.
    Step(0, *_GO_ON),
    _write(3, "b", "Sikkrer mail"),
    Step(0, ("u",), ("u",)),
    Step(0, ("b", "Sikker mail"), ("b", "Sikker mail", _ENTER)),
    Step(1, *_GO_ON),
    # The third card, and a parked point.
    Step(0, *_GO_ON),
    _write(2, "p", "Chatbots"),
    _write(1, "n", "Det kan de unge"),
    Step(0, ("r Det kan alle lære",), ("r", _CLEAR, "Det kan alle lære", _ENTER)),
    Step(0, *_GO_ON),
    # A break.
    Step(1, ("k",), ("k",)),
    Step(15, *_GO_ON),
    # The fourth card is skipped.
    Step(0, *_GO_ON),
    Step(1, ("s",), ("s",)),
    # The turn is passed on. The fifth card gets more time, and a note that is removed.
    Step(0, ("v",), ("v",)),
    Step(0, *_GO_ON),
    Step(8, ("m",), ("m",)),
    _write(1, "n", "Spørg borgerne"),
    _write(0, "n", "Frokost"),
    Step(0, ("x",), ("x",)),
    Step(0, *_GO_ON),
    # The last card.
    Step(0, *_GO_ON),
    _write(4, "a", "Vi holder op med at printe"),
    Step(0, *_GO_ON),
    # The end: the parked point, and the closing round.
    Step(0, ("q",), ("q",)),
    Step(2, ("3 @Cille spørger IT om chatbots",), ("a", _CLEAR, "@Cille spørger IT om chatbots", _ENTER)),
    Step(1, ("n Det var rart at høre jer",), (_ENTER, "Det var rart at høre jer", _ENTER)),
    Step(0, ("", "Jeg tør godt spørge nu"), (_ENTER, "Jeg tør godt spørge nu", _ENTER)),
    Step(0, ("v",), ("v",)),
    Step(1, ("n Vi ses 1. december",), (_ENTER, "Vi ses 1. december", _ENTER)),
    # Plain mode closes at once. The full screen asks for a second key.
    Step(0, ("",), (_ENTER, _ENTER)),
)


def deck() -> Deck:
    """Return the deck of the meeting."""
    return deck_reader.loads(DECK.encode(), "kort.yaml")


def cases() -> tuple[Case, ...]:
    """Return the shipped cases."""
    return resolve.cases()


def arguments(deck_file: Path) -> tuple[str, ...]:
    """Return the arguments of ``kortspil`` for the same meeting, with ``DECK`` in a file."""
    settled = ("--participants", ", ".join(PEOPLE), "--minutes", str(MINUTES), "--seed", str(SEED))
    return ("--deck", str(deck_file), *settled)


def opened() -> Opened:
    """Return the opening event, with the cards and the participants in the order that the seed gives."""
    whole, order = deck(), Random(SEED)
    areas = tuple((area.id, area.name) for area in whole.areas)
    dealt = deal(whole.areas, order)
    return Opened(whole.title, "kort.yaml", areas, PEOPLE, dealt, SEED, True, MINUTES, turns=seat(PEOPLE, order))


def state() -> MeetingState:
    """Return the state at the opening."""
    whole, settled = deck(), opened()
    return begin(whole.areas, settled.dealt, whole.warmup, Terms(MINUTES, settled.turns))


def meeting_in(notes: Path) -> Meeting:
    """Return the one meeting in a notes file."""
    (meeting,) = parse(notes.read_text("utf-8")).meetings
    return meeting


def minutes(meeting: Meeting) -> str:
    """Return the minutes as Markdown."""
    known = {card.id: CardText(area.id, area.name, card.question) for area in deck().areas for card in area.cards}
    return markdown(build(meeting, known))


def as_typed(keys: tuple[Key, ...]) -> Iterator[str]:
    """Yield what a terminal sends for some keys, one press or text at a time."""
    sent = {"enter": "\r", "escape": "\x1b", "delete-to-start": "\x15"}
    yield from (key if isinstance(key, str) else sent[key.name] for key in keys)
