"""The notes of a meeting as they stand, found by their number and by what they were written on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rpds import HashTrieMap, List

from kortspil.events import Kind


class Written(NamedTuple):
    """A note as it stands now. ``number`` is the event that it was written by."""

    number: int
    kind: Kind
    card: str
    text: str
    by: str = ""


class Notebook(NamedTuple):
    """Notes in the order they were begun: one that is written again keeps its place.

    ``pages`` has each by its place, which is the number it was first written by, or a later one where that is taken;
    ``moved`` the places of the numbers that stand elsewhere. ``on`` are the places of each card's notes and ``parked``
    those of the parked points, the latest first, also of what was taken out since. ``last`` is the highest place.
    """

    pages: HashTrieMap[int, Written] = HashTrieMap()
    moved: HashTrieMap[int, tuple[int, ...]] = HashTrieMap()
    on: HashTrieMap[str, List[int]] = HashTrieMap()
    parked: List[int] = List()
    last: int = 0

    def with_note(self, written: Written, replaces: int = 0) -> Notebook:
        """With a note: in the place of the one with a number, or else at the end."""
        places = self._places(replaces)
        if not places:
            return self._with_new(written)
        of_number = {*places, *self._places(written.number)}
        book = self._replace(moved=self.moved.insert(written.number, tuple(sorted(of_number))))
        for place in places:
            was = book.pages[place]
            if was.card != written.card or was.kind is not written.kind:
                book = book._put_on_piles(written, place)
            book = book._replace(pages=book.pages.insert(place, written))
        return book

    def without(self, number: int) -> Notebook:
        """Without the note that has a number."""
        book = self
        for place in self._places(number):
            card = book.pages[place].card
            book = book._replace(pages=book.pages.discard(place))
            pile = book.on[card]
            while pile and _top(pile) not in book.pages:
                # What lies on top is asked for at each key.
                pile = pile.drop_first()
            book = book._replace(on=book.on.insert(card, pile))
        return book

    def note(self, number: int) -> Written | None:
        """The note that has a number."""
        return next((self.pages[place] for place in self._places(number)), None)

    def all(self) -> tuple[Written, ...]:
        """Every note."""
        return tuple(note for _, note in sorted(self.pages.items()))

    def on_card(self, card: str) -> tuple[Written, ...]:
        """The notes that were written on a card or a part."""
        return tuple(note for note in self._in_order(self.on.get(card, _NOWHERE)) if note.card == card)

    def latest_on(self, card: str) -> Written | None:
        """The last of those that ``on_card`` gives."""
        places = (place for place in self.on.get(card, _NOWHERE) if place in self.pages)
        return next((self.pages[place] for place in places if self.pages[place].card == card), None)

    def points(self) -> tuple[Written, ...]:
        """The parked points."""
        return tuple(note for note in self._in_order(self.parked) if note.kind is Kind.PARKED)

    @property
    def cards(self) -> Iterator[str]:
        """The ids of what there are notes on."""
        return (card for card in self.on if self.latest_on(card) is not None)

    def _places(self, number: int) -> tuple[int, ...]:
        # Notes that were edited by hand can have a number twice.
        places = self.moved.get(number, (number,))
        return tuple(place for place in places if place in self.pages and self.pages[place].number == number)

    def _with_new(self, written: Written) -> Notebook:
        number = written.number
        place = max(number, self.last + 1)
        book = self
        if place != number or number in self.moved:
            book = self._replace(moved=self.moved.insert(number, (*self._places(number), place)))
        book = book._put_on_piles(written, place)
        return book._replace(pages=book.pages.insert(place, written), last=place)

    def _put_on_piles(self, written: Written, place: int) -> Notebook:
        on = self.on.insert(written.card, _with(self.on.get(written.card, _NOWHERE), place))
        return self._replace(on=on, parked=_with(self.parked, place) if written.kind is Kind.PARKED else self.parked)

    def _in_order(self, pile: Iterable[int]) -> list[Written]:
        return [self.pages[place] for place in [*pile][::-1] if place in self.pages]


_NOWHERE: List[int] = List()


def _top(pile: List[int]) -> int:
    return next(iter(pile))


def _with(pile: List[int], place: int) -> List[int]:
    if not pile or _top(pile) < place:
        return pile.push_front(place)
    # Only notes that were edited by hand are moved from one card to another.
    return List(sorted({place, *pile}, reverse=True))
