"""The named tuples that everything is made of behave as typing's own."""

from __future__ import annotations

import copy
import pickle
import typing
from pathlib import Path

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


@pytest.mark.parametrize("kind", [namedtuples.NamedTuple, typing.NamedTuple], ids=["ours", "typing's"])
@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        (("a",), {}),
        (("a", 1), {}),
        (("a", 1, 2), {}),
        (("a", 1, 2, ("Anna",)), {}),
        (("a", 1, 2, (), 5), {}),
        ((), {"letter": "a", "row": 1}),
        ((), {"seen_by": (), "column": 3, "row": 1, "letter": "a"}),
        (("a",), {"row": 1}),
        (("a",), {"seen_by": ("Bo",), "row": 1}),
        (("a", 1), {"seen_by": ("Bo",)}),
        (("a",), {"column": 2}),
        (("a", 1), {"letter": "b"}),
        (("a", 1), {"height": 3}),
        (("a", 1, 2, ()), {"height": 3}),
    ],
)
def test_it_takes_the_values_that_typing_takes(
    kind: object, values: tuple[object, ...], named: dict[str, object]
) -> None:
    fields = ("letter", "row", "column", "seen_by")
    meant: dict[str, object] = {"column": None, "seen_by": (), **dict(zip(fields, values, strict=False))}
    is_right = len(values) <= 4 and not {*fields[: len(values)]} & {*named} and {*named} <= {*fields}
    meant |= named
    if is_right and {*meant} == {*fields}:
        assert made_by(kind)(*values, **named) == tuple(meant[field] for field in fields)
    else:
        with pytest.raises(TypeError):
            made_by(kind)(*values, **named)


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(TypeError, match="row"):
        Sign("a")
    with pytest.raises(TypeError, match="height"):
        Sign("a", 1, height=2)
    with pytest.raises(ValueError, match="height"):
        Sign("a", 1)._replace(height=2)


def test_it_is_made_from_a_sequence_and_read_as_a_mapping() -> None:
    assert Sign._make(["a", 1, 2, ()])._asdict() == {"letter": "a", "row": 1, "column": 2, "seen_by": ()}
    assert {Sign("a", 1): "here"}["a", 1, None, ()] == "here"


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


@pytest.mark.parametrize("kind", [namedtuples.NamedTuple, typing.NamedTuple], ids=["ours", "typing's"])
def test_a_field_without_a_default_comes_before_those_that_have_one(kind: object) -> None:
    words = "from __future__ import annotations\nclass Wrong(NamedTuple):\n    row: int = 1\n    column: int\n"
    with pytest.raises(TypeError, match="default"):
        exec(words, {"NamedTuple": kind, "__name__": __name__})


def test_types_are_text_wherever_one_is_made() -> None:
    # Without it, a later Python would hand over no fields.
    for path in Path(namedtuples.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "import NamedTuple" not in text or "from __future__ import annotations" in text, path
