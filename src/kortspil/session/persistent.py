"""A mapping that never changes: one with another entry is a new one, which shares all the rest with it.

The table is kept as it was before every step, so that each can be taken back. Were every mapping copied at each step, a
meeting would take the square of its length, and a key as long as there are cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_BITS = 4
_WIDTH = 1 << _BITS
_MOST_IN_A_LEAF = 8
_DEEPEST = 15
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class PersistentMap(Mapping[_Key, _Value]):
    """``base`` is what it begins with: it is neither copied nor may it be changed. The order of what comes after it is
    any order.

    A tree by the keys' hashes, in which an entry is found in at most as many steps as there are digits in their number.
    """

    __slots__ = ("_base", "_root", "_size")

    def __init__(self, base: Mapping[_Key, _Value] = _NOTHING) -> None:
        self._base = base
        self._root: Any = {}
        self._size = len(base)

    def put(self, key: _Key, value: _Value) -> PersistentMap[_Key, _Value]:
        """The mapping where a key has a value."""
        return self._with(_put(self._root, key, value, 0), self._size + (key not in self))

    def without(self, key: _Key) -> PersistentMap[_Key, _Value]:
        """The mapping without a key that was put there; itself where it was not."""
        if key in self._base or key not in self:
            return self
        return self._with(_take_out(self._root, key, 0), self._size - 1)

    def _with(self, root: Any, size: int) -> PersistentMap[_Key, _Value]:
        made = PersistentMap(self._base)
        made._root, made._size = root, size
        return made

    def __getitem__(self, key: _Key) -> _Value:
        leaf = _leaf(self._root, key)
        found: _Value = leaf[key] if key in leaf else self._base[key]
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._base or key in _leaf(self._root, key)

    def __iter__(self) -> Iterator[_Key]:
        yield from self._base
        for leaf in _leaves(self._root):
            yield from (key for key in leaf if key not in self._base)

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"


# A node is a dict of few entries, or a tuple of nodes: one for each value of the next bits of a hash.


def _branch(key: object, depth: int) -> int:
    return hash(key) >> depth * _BITS & _WIDTH - 1


def _leaf(node: Any, key: object) -> dict[Any, Any]:
    hashed = hash(key)
    while type(node) is tuple:
        node = node[hashed & _WIDTH - 1]
        hashed >>= _BITS
    leaf: dict[Any, Any] = node
    return leaf


def _leaves(node: Any) -> Iterator[dict[Any, Any]]:
    if type(node) is tuple:
        for below in node:
            yield from _leaves(below)
    else:
        yield node


def _put(node: Any, key: object, value: object, depth: int) -> Any:
    if type(node) is tuple:
        at = _branch(key, depth)
        return (*node[:at], _put(node[at], key, value, depth + 1), *node[at + 1 :])
    leaf = {**node, key: value}
    # Keys of one and the same hash stay together, however many they are.
    if len(leaf) <= _MOST_IN_A_LEAF or depth == _DEEPEST:
        return leaf
    split: tuple[dict[Any, Any], ...] = tuple({} for _ in range(_WIDTH))
    for each, kept in leaf.items():
        split[_branch(each, depth)][each] = kept
    return split


def _take_out(node: Any, key: object, depth: int) -> Any:
    if type(node) is tuple:
        at = _branch(key, depth)
        return (*node[:at], _take_out(node[at], key, depth + 1), *node[at + 1 :])
    return {each: kept for each, kept in node.items() if each != key}
