"""How the cards lie on the table, kept so that no question about it goes through them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from rpds import HashTrieMap


class Status(Enum):
    """How a card lies. One that is gone has its place on the table, but the deck has its words no more."""

    FACE_DOWN = "face down"
    OPEN = "open"
    TURNED = "turned"
    SKIPPED = "skipped"
    GONE = "gone"


class Counts(NamedTuple):
    """How many cards lie how. The three add up to the cards there are; an open card counts as turned."""

    turned: int
    skipped: int
    left: int


_WORD = 512
_COUNTED = {Status.OPEN: (1, 0, 0), Status.TURNED: (1, 0, 0), Status.SKIPPED: (0, 1, 0), Status.FACE_DOWN: (0, 0, 1)}


class Spread(NamedTuple):
    """How the cards lie. ``touched`` are those that do not lie as they were dealt, and ``left`` says how many of each
    area lie face down. ``face_down`` has a bit for each position that a card lies at face down, 512 in a number: the
    next one is found by looking at a number for every 512 cards."""

    counts: Counts
    left: HashTrieMap[str, int]
    face_down: tuple[int, ...]
    touched: HashTrieMap[str, Status] = HashTrieMap()

    def with_card(self, position: int, area: str) -> Spread:
        """With one more card, face down."""
        return self._changed(position, area, None, Status.FACE_DOWN)

    def laid(self, card: str, position: int, area: str, status: Status) -> Spread:
        """With a card laid otherwise than it lies."""
        was = self.touched.get(card, Status.FACE_DOWN)
        return self._changed(position, area, was, status)._replace(touched=self.touched.insert(card, status))

    def next_face_down(self, start: int) -> int | None:
        """The first position with a card face down, at one or after it; ``None`` where none is."""
        at, within = divmod(max(start, 0), _WORD)
        for number in range(at, len(self.face_down)):
            bits = self.face_down[number] >> within << within
            if bits:
                return number * _WORD + (bits & -bits).bit_length() - 1
            within = 0
        return None

    def _changed(self, position: int, area: str, was: Status | None, status: Status) -> Spread:
        before, after = (_COUNTED[each] if each else (0, 0, 0) for each in (was, status))
        counts = Counts(*(count - less + more for count, less, more in zip(self.counts, before, after, strict=True)))
        left = self.left.insert(area, self.left.get(area, 0) - before[2] + after[2])
        return Spread(counts, left, self._marked(position, is_back=status is Status.FACE_DOWN), self.touched)

    def _marked(self, position: int, *, is_back: bool) -> tuple[int, ...]:
        at, within = divmod(position, _WORD)
        numbers = (*self.face_down, *[0] * (at + 1 - len(self.face_down)))
        bit = 1 << within
        bits = numbers[at] | bit if is_back else numbers[at] & ~bit
        return (*numbers[:at], bits, *numbers[at + 1 :])


def spread_out(dealt: Sequence[str], areas: Mapping[str, str], positions: Mapping[str, int]) -> Spread:
    """The cards as they are dealt, those that are there face down. ``areas`` and ``positions`` say of which area a card
    is, where it is there, and where it lies."""
    # Bits are gathered in bytes, since a large number is copied for each that is added to it.
    length = len(dealt) // _WORD + 1
    bits = bytearray(length * _WORD // 8)
    for card in areas:
        position = positions[card]
        bits[position >> 3] |= 1 << (position & 7)
    size = _WORD // 8
    numbers = tuple(int.from_bytes(bits[at : at + size], "little") for at in range(0, len(bits), size))
    gone = sum(card not in areas for card in positions)
    return Spread(Counts(0, 0, len(dealt) - gone), HashTrieMap(Counter(areas.values())), numbers)
