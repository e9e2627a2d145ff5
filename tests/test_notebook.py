"""What lies on the table: the notes, and the cards."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortspil.deck.model import Area, Card
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Command, Finish, LayBack, Refusal, Skip, Turn, Undo
from kortspil.meeting.events import Kind, Noted, Removed
from kortspil.meeting.rules import decide
from kortspil.meeting.state import Counts, Note, Session, Status, begin

# --- Notes

ABC = (Area("abc", "Bogstaver", tuple(Card(letter, "Hvad?", "", ()) for letter in "abc")),)


class Page:
    """The notes as a plain list: what the table is held to."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def write(self, written: Note, replaces: int) -> None:
        if replaces and any(note.number == replaces for note in self.notes):
            self.notes = [written if note.number == replaces else note for note in self.notes]
        else:
            self.notes.append(written)


any_writing = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(Kind), st.sampled_from("abc"), st.integers(0, 12), st.booleans()),
    max_size=40,
)


@given(any_writing, st.booleans())
def test_notes_lie_in_the_order_they_were_begun(
    writing: Sequence[tuple[int, Kind, str, int, bool]], in_order: bool
) -> None:
    # Numbers that come twice, and in no order, are what editing by hand can make of notes.
    session, page = after(begin(ABC, "abc", None), Turn(1)), Page()
    for at, (number, kind, card, other, takes_out) in enumerate(writing, start=2):
        if takes_out:
            session = apply(session, Removed(other))
            page.notes = [note for note in page.notes if note.number != other]
        else:
            written = Note(at if in_order else number, kind, card, f"{at}")
            noted = Noted(kind, card, f"{at}", replaces=other)
            session = apply(session._replace(number=written.number - 1), noted)
            page.write(written, other)
        assert session.notes == tuple(page.notes)
        for letter in "abc":
            assert session.notes_on(letter) == tuple(note for note in page.notes if note.card == letter)
        assert session.latest_here == next((note for note in reversed(page.notes) if note.card == "a"), None)
        assert session.parked == tuple(note for note in page.notes if note.kind is Kind.PARKED)
        for number in range(1, 14):
            assert session.note(number) == next((note for note in page.notes if note.number == number), None)
        assert session.note(0) is None


# --- Cards

AREAS = tuple(
    Area(f"o{area}", f"Område {area}", tuple(Card(f"o{area}-{n}", "Hvad virker?", "Fx", ()) for n in range(15)))
    for area in range(2)
)
DEALT = tuple(card.id for area in AREAS for card in area.cards)
GONE = (*DEALT[:6], "væk-1", *DEALT[6:], "væk-2")


@given(st.lists(st.tuples(st.integers(1, len(GONE)), st.sampled_from([Finish(), Skip(), LayBack(), Undo()]))))
@pytest.mark.parametrize("dealt", [DEALT, GONE], ids=["all there", "some gone"])
def test_the_cards_are_counted_as_they_lie(dealt: tuple[str, ...], moves: list[tuple[int, Command]]) -> None:
    session = begin(AREAS, dealt, None)
    beginning: list[tuple[int, Command]] = [(1, Finish()), (12, Skip()), (13, Finish())]
    for position, command in [*beginning, *moves]:
        session = after(session, Turn(position), command)
        lies = [session.status(card) for card in dealt]
        assert list(session.counts) == [sum(each in found for each in lies) for found in _COUNTED]
        left = [sum(session.status(card.id) is Status.FACE_DOWN for card in area.cards) for area in AREAS]
        assert [session.left.get(area.id, 0) for area in AREAS] == left
        for start in range(1, len(dealt) + 2):
            assert session.next_position(start) == _next(session, start)
    assert [session.position(card) for card in dealt] == list(range(1, len(dealt) + 1))


def test_of_a_card_that_was_dealt_twice_by_hand_the_first_is_turned() -> None:
    session = begin(ABC, ("a", "b", "a", "c"), None)
    assert [session.next_position(start) for start in (1, 2, 3, 4)] == [1, 2, 4, 4]
    session = after(session, Turn(3), Finish())
    assert (session.taken_up, session.position("a"), session.counts) == (((1, "a"),), 1, Counts(1, 0, 3))
    assert [session.next_position(start) for start in (1, 2, 3, 4)] == [2, 2, 4, 4]


def after(session: Session, *commands: Command) -> Session:
    for command in commands:
        event = decide(session, command)
        session = session if isinstance(event, Refusal) else apply(session, event)
    return session


_COUNTED = ((Status.OPEN, Status.TURNED), (Status.SKIPPED,), (Status.FACE_DOWN,))


def _next(session: Session, start: int) -> int | None:
    order = [*range(start, len(session.dealt) + 1), *range(1, start)]
    return next((at for at in order if session.status(session.dealt[at - 1]) is Status.FACE_DOWN), None)
