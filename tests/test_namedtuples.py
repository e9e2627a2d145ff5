"""The named tuples that everything is made of behave as typing's own."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from kortspil import namedtuples

_BODY = '''
class Sign(NamedTuple):
    """A sign on a card."""

    letter: str
    row: int
    column: "int | None" = None
    seen_by: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.row, self.column or 0

    def moved(self, rows: int) -> "Sign":
        return self._replace(row=self.row + rows)
'''


def made_by(kind: object) -> typing.Any:
    names: dict[str, typing.Any] = {"NamedTuple": kind, "__name__": __name__}
    exec("from __future__ import annotations\n" + _BODY, names)
    return names["Sign"]


Sign = made_by(namedtuples.NamedTuple)


@pytest.mark.parametrize("name", ["_fields", "_field_defaults", "__doc__", "__match_args__", "__name__", "__module__"])
def test_it_is_what_typing_makes_of_the_same_words(name: str) -> None:
    assert getattr(Sign, name) == getattr(made_by(typing.NamedTuple), name)


def test_a_field_without_a_value_must_be_given() -> None:
    with pytest.raises(TypeError, match="row"):
        Sign("a")
    assert Sign("a", 1) == ("a", 1, None, ()) == Sign(letter="a", row=1, column=None, seen_by=())


def test_it_is_a_tuple_that_knows_its_names_and_its_methods() -> None:
    sign = Sign("a", 1, seen_by=("Anna",)).moved(2)
    assert (sign.letter, sign.place) == ("a", (3, 0))
    assert repr(sign) == "Sign(letter='a', row=3, column=None, seen_by=('Anna',))"
    match sign:
        case Sign(letter, 3):
            assert letter == "a"
        case _:
            pytest.fail("not matched")
    with pytest.raises(AttributeError):
        sign.row = 4


def test_it_can_be_copied_and_pickled() -> None:
    sign = Sign("a", 1)
    assert copy.deepcopy(sign) == pickle.loads(pickle.dumps(sign)) == sign
