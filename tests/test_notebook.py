"""What the table is kept in: the notes, and how the cards lie."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortspil.deck import Area, Card
from kortspil.events import Kind
from kortspil.session import (
    Command,
    Finish,
    LayBack,
    Refusal,
    Session,
    Skip,
    Status,
    Turn,
    Undo,
    Written,
    apply,
    begin,
    decide,
)
from kortspil.session.notebook import Notebook

# --- Notes


class Page:
    """The notes as a plain list: what a notebook is held to."""

    def __init__(self) -> None:
        self.notes: list[Written] = []

    def write(self, written: Written, replaces: int) -> None:
        if replaces and any(note.number == replaces for note in self.notes):
            self.notes = [written if note.number == replaces else note for note in self.notes]
        else:
            self.notes.append(written)


any_writing = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(Kind), st.sampled_from("abc"), st.integers(0, 12), st.booleans()),
    max_size=40,
)


@given(any_writing, st.booleans())
def test_a_notebook_holds_its_notes_in_the_order_they_were_begun(
    writing: Sequence[tuple[int, Kind, str, int, bool]], in_order: bool
) -> None:
    # Numbers that come twice, and in no order, are what editing by hand can make of notes.
    book, page = Notebook(), Page()
    for at, (number, kind, card, other, takes_out) in enumerate(writing, start=2):
        if takes_out:
            book = book.without(other)
            page.notes = [note for note in page.notes if note.number != other]
        else:
            written = Written(at if in_order else number, kind, card, f"{at}")
            book = book.with_note(written, other)
            page.write(written, other)
        assert book.all() == tuple(page.notes)
        for card in "abc":
            on_it = tuple(note for note in page.notes if note.card == card)
            assert book.on_card(card) == on_it
            assert book.latest_on(card) == (on_it[-1] if on_it else None)
        assert book.points() == tuple(note for note in page.notes if note.kind is Kind.PARKED)
        assert sorted(book.cards) == sorted({note.card for note in page.notes})
        for number in range(14):
            first = next((note for note in page.notes if note.number == number), None)
            assert book.note(number) == first


# --- Cards

AREAS = tuple(
    Area(f"o{area}", f"Område {area}", tuple(Card(f"o{area}-{n}", "Hvad virker?", "Fx", ()) for n in range(700)))
    for area in range(2)
)
DEALT = tuple(card.id for area in AREAS for card in area.cards)
GONE = (*DEALT[:600], "væk-1", *DEALT[600:], "væk-2")


@given(st.lists(st.tuples(st.integers(1, len(GONE)), st.sampled_from([Finish(), Skip(), LayBack(), Undo()]))))
@pytest.mark.parametrize("dealt", [DEALT, GONE], ids=["all there", "some gone"])
def test_how_the_cards_lie_is_known_without_going_through_them(
    dealt: tuple[str, ...], moves: list[tuple[int, Command]]
) -> None:
    session = begin(AREAS, dealt, None)
    beginning: list[tuple[int, Command]] = [(1, Finish()), (512, Skip()), (513, Finish())]
    for position, command in [*beginning, *moves]:
        session = after(session, Turn(position), command)
        lies = [session.status(card) for card in dealt]
        counted = [sum(each in found for each in lies) for found in _COUNTED]
        assert list(session.counts) == counted
        left = [sum(session.status(card.id) is Status.FACE_DOWN for card in area.cards) for area in AREAS]
        assert [session.spread.left[area.id] for area in AREAS] == left
        for start in (1, 2, 511, 512, 513, 600, 601, 1024, len(dealt), len(dealt) + 1):
            assert session.next_position(start) == _next(session, start)
    assert [session.position(card) for card in dealt] == list(range(1, len(dealt) + 1))


def test_the_next_card_face_down_can_be_far_behind_those_that_were_turned() -> None:
    session = begin(AREAS, DEALT, None)
    for position in range(500, 1100):
        session = after(session, Turn(position), Finish())
    assert [session.next_position(start) for start in (499, 500, 700, 1099, 1100)] == [499, 1100, 1100, 1100, 1100]


def after(session: Session, *commands: Command) -> Session:
    for command in commands:
        event = decide(session, command)
        session = session if isinstance(event, Refusal) else apply(session, event)
    return session


_COUNTED = ((Status.OPEN, Status.TURNED), (Status.SKIPPED,), (Status.FACE_DOWN,))


def _next(session: Session, start: int) -> int | None:
    order = [*range(start, len(session.dealt) + 1), *range(1, start)]
    return next((at for at in order if session.status(session.dealt[at - 1]) is Status.FACE_DOWN), None)
