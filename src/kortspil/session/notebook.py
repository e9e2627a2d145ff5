"""The notes of a meeting as they stand, found by their number and by what they were written on."""

from __future__ import annotations

from collections.abc import Iterator

from kortspil.events import Kind
from kortspil.namedtuples import NamedTuple
from kortspil.session.persistent import PersistentMap


class Written(NamedTuple):
    """A note as it stands now. ``number`` is the event that it was written by."""

    number: int
    kind: Kind
    card: str
    text: str
    by: str = ""


# A place, and those before it. Adding one copies nothing, however many there are.
_Pile = tuple[int, "_Pile"] | None


class Notebook(NamedTuple):
    """Notes in the order they were begun: one that is written again keeps its place.

    ``pages`` has each by its place, which is the number it was first written by, or a later one where that is taken;
    ``moved`` the places of the numbers that stand elsewhere. ``on`` are the places of each card's notes and ``parked``
    those of the parked points, the latest first, also of what was taken out since. ``last`` is the highest place.
    """

    pages: PersistentMap[int, Written] = PersistentMap()
    moved: PersistentMap[int, tuple[int, ...]] = PersistentMap()
    on: PersistentMap[str, _Pile] = PersistentMap()
    parked: _Pile = None
    last: int = 0

    def with_note(self, written: Written, replaces: int = 0) -> Notebook:
        """With a note: in the place of the one with a number, or else at the end."""
        places = self._places(replaces)
        if not places:
            return self._with_new(written)
        of_number = {*places, *self._places(written.number)}
        book = self._replace(moved=self.moved.put(written.number, tuple(sorted(of_number))))
        for place in places:
            was = book.pages[place]
            if was.card != written.card or was.kind is not written.kind:
                book = book._put_on_piles(written, place)
            book = book._replace(pages=book.pages.put(place, written))
        return book

    def without(self, number: int) -> Notebook:
        """Without the note that has a number."""
        book = self
        for place in self._places(number):
            card = book.pages[place].card
            book = book._replace(pages=book.pages.without(place))
            pile = book.on.get(card)
            while pile is not None and pile[0] not in book.pages:
                # What lies on top is asked for at each key.
                pile = pile[1]
            book = book._replace(on=book.on.put(card, pile))
        return book

    def note(self, number: int) -> Written | None:
        """The note that has a number."""
        return next((self.pages[place] for place in self._places(number)), None)

    def all(self) -> tuple[Written, ...]:
        """Every note."""
        return tuple(note for _, note in sorted(self.pages.items()))

    def on_card(self, card: str) -> tuple[Written, ...]:
        """The notes that were written on a card or a part."""
        return tuple(note for note in self._in_order(self.on.get(card)) if note.card == card)

    def latest_on(self, card: str) -> Written | None:
        """The last of those that ``on_card`` gives."""
        places = (place for place in _down(self.on.get(card)) if place in self.pages)
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
            book = self._replace(moved=self.moved.put(number, (*self._places(number), place)))
        book = book._put_on_piles(written, place)
        return book._replace(pages=book.pages.put(place, written), last=place)

    def _put_on_piles(self, written: Written, place: int) -> Notebook:
        on = self.on.put(written.card, _with(self.on.get(written.card), place))
        return self._replace(on=on, parked=_with(self.parked, place) if written.kind is Kind.PARKED else self.parked)

    def _in_order(self, pile: _Pile) -> list[Written]:
        return [self.pages[place] for place in [*_down(pile)][::-1] if place in self.pages]


def _with(pile: _Pile, place: int) -> _Pile:
    if pile is None or pile[0] < place:
        return place, pile
    # Only notes that were edited by hand are moved from one card to another.
    moved: _Pile = None
    for each in sorted({place, *_down(pile)}):
        moved = each, moved
    return moved


def _down(pile: _Pile) -> Iterator[int]:
    while pile is not None:
        place, pile = pile
        yield place
