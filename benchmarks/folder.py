"""Write a folder of meetings to measure with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from kortspil.deck import reader as deck_reader
from kortspil.meeting.events import Closed, Entry, Event, Finished, Kind, Noted, Opened, Turned
from kortspil.notes.codec import format_entry
from kortspil.system import paths

FIRST = datetime(2026, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=1)))
_SAID = (
    (Kind.NOTE, "Vi bruger det hver dag, men ikke på samme måde, og ingen har fortalt de nye, hvordan vi plejer."),
    (Kind.NOTE, "Borgerne spørger om det samme igen og igen: hvor ligger det, og hvem kan se det?"),
    (Kind.NEED, "Et kort kursus i {card} for dem, der ikke har prøvet det før ({meeting})"),
    (Kind.AGREEMENT, "@Erkan spørger it-afdelingen om {card} senest 1. december"),
    (Kind.PARKED, "Chatbots\nog hvem der skal svare for dem"),
)


def write(folder: Path, amount: int, cards: int = 35, each: int = 5) -> None:
    """Write the notes of ``amount`` meetings, each to a file of its own.

    At each meeting, ``cards`` cards are turned, and ``each`` notes (at most five) are written on each of them.
    """
    deck = deck_reader.load(paths.shipped_deck())
    areas = tuple((area.id, area.name) for area in deck.areas)
    lying = [(area, card) for area in deck.areas for card in area.cards]
    dealt = tuple(card.id for _, card in lying)
    people = ("Anna", "Bo", "Erkan", "Søren")
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(amount):
        at = FIRST + timedelta(days=number)
        id = f"{at:%Y-%m-%d-%H%M}-{number:06x}"
        happened: list[Event] = [
            Opened(deck.title, "", areas, people, dealt, None, warmup=False, group=f"Team {number % 7}")
        ]
        for position, (area, card) in enumerate(lying[:cards], 1):
            happened.append(Turned(card.id, position, area.id, area.name, card.question))
            happened += [Noted(kind, card.id, text.format(card=card.id, meeting=id)) for kind, text in _SAID[:each]]
            happened.append(Finished(card.id))
        happened.append(Closed())
        entries = (Entry(count, at + timedelta(seconds=15 * count), event) for count, event in enumerate(happened, 1))
        (folder / f"{id}.md").write_text("".join(format_entry(id, entry) for entry in entries), "utf-8")
