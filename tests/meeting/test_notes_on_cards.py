"""The order of the notes, and the counts and positions of the cards."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kortspil.deck.model import Area, Card
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import Command, Finish, LayBack, Refusal, Skip, Turn, Undo
from kortspil.meeting.events import Kind, Noted, Removed
from kortspil.meeting.rules import decide
from kortspil.meeting.state import Counts, MeetingState, Note, Status, begin

# --- Notes

ABC = (Area("abc", "Bogstaver", tuple(Card(letter, "Hvad?", "", ()) for letter in "abc")),)


class PlainNotes:
    """The notes in a plain list, which the state must agree with."""

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
def test_notes_are_kept_in_the_order_in_which_they_were_first_written(
    writing: Sequence[tuple[int, Kind, str, int, bool]], in_order: bool
) -> None:
    # In notes that were edited by hand, numbers can be in any order, and the same number can be there twice.
    state, plain = after(begin(ABC, "abc", None), Turn(1)), PlainNotes()
    for at, (number, kind, card, other, removes) in enumerate(writing, start=2):
        if removes:
            state = apply(state, Removed(other))
            plain.notes = [note for note in plain.notes if note.number != other]
        else:
            written = Note(at if in_order else number, kind, card, f"{at}")
            noted = Noted(kind, card, f"{at}", replaces=other)
            state = apply(state._replace(number=written.number - 1), noted)
            plain.write(written, other)
        assert state.notes == tuple(plain.notes)
        for letter in "abc":
            assert state.notes_on(letter) == tuple(note for note in plain.notes if note.card == letter)
        assert state.latest_here == next((note for note in reversed(plain.notes) if note.card == "a"), None)
        assert state.parked == tuple(note for note in plain.notes if note.kind is Kind.PARKED)
        for number in range(1, 14):
            assert state.note(number) == next((note for note in plain.notes if note.number == number), None)
        assert state.note(0) is None


# --- Cards

AREAS = tuple(
    Area(f"o{area}", f"Område {area}", tuple(Card(f"o{area}-{n}", "Hvad virker?", "Fx", ()) for n in range(15)))
    for area in range(2)
)
DEALT = tuple(card.id for area in AREAS for card in area.cards)
GONE = (*DEALT[:6], "væk-1", *DEALT[6:], "væk-2")


@given(st.lists(st.tuples(st.integers(1, len(GONE)), st.sampled_from([Finish(), Skip(), LayBack(), Undo()]))))
def test_cards_are_counted_by_their_status(moves: list[tuple[int, Command]]) -> None:
    state = begin(AREAS, GONE, None)
    beginning: list[tuple[int, Command]] = [(1, Finish()), (12, Skip()), (13, Finish())]
    for position, command in [*beginning, *moves]:
        state = after(state, Turn(position), command)
        statuses = [state.status(card) for card in GONE]
        assert list(state.counts) == [sum(each in found for each in statuses) for found in _COUNTED]
        left = [sum(state.status(card.id) is Status.FACE_DOWN for card in area.cards) for area in AREAS]
        assert [state.left.get(area.id, 0) for area in AREAS] == left
        for start in range(1, len(GONE) + 2):
            assert state.next_position(start) == _next(state, start)
    assert [state.position(card) for card in GONE] == list(range(1, len(GONE) + 1))


def test_a_card_that_was_dealt_twice_by_editing_the_notes_has_its_first_position() -> None:
    state = begin(ABC, ("a", "b", "a", "c"), None)
    assert [state.next_position(start) for start in (1, 2, 3, 4)] == [1, 2, 4, 4]
    state = after(state, Turn(3), Finish())
    assert (state.taken_up, state.position("a"), state.counts) == (((1, "a"),), 1, Counts(1, 0, 3))
    assert [state.next_position(start) for start in (1, 2, 3, 4)] == [2, 2, 4, 4]


def after(state: MeetingState, *commands: Command) -> MeetingState:
    for command in commands:
        event = decide(state, command)
        state = state if isinstance(event, Refusal) else apply(state, event)
    return state


_COUNTED = ((Status.OPEN, Status.TURNED), (Status.SKIPPED,), (Status.FACE_DOWN,))


def _next(state: MeetingState, start: int) -> int | None:
    order = [*range(start, len(state.dealt) + 1), *range(1, start)]
    return next((at for at in order if state.status(state.dealt[at - 1]) is Status.FACE_DOWN), None)
