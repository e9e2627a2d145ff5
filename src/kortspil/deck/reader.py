"""Read a deck file into a ``Deck``, or report all its problems. ``Reader`` also reads the front matter of cases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from kortspil.deck.model import OWN_AREA_ID, RESERVED_IDS, Area, Card, Deck, Guide, Warmup
from kortspil.deck.source import Source, decode, read
from kortspil.deck.yaml import Composed, Mapping, Node, Scalar, Sequence, compose
from kortspil.errors import MOST_PROBLEMS, InvalidFile, Problem
from kortspil.messages import deck_files as texts
from kortspil.text.sanitize import find_hidden

MAX_CARDS = 10_000
"""The largest number of cards in a deck. A deck of half as many is read in two seconds, whatever is wrong with it."""

Fields = dict[str, bool]
"""The keys that a mapping may have, and whether each is required."""

T = TypeVar("T")

_DECK: Fields = {"title": True, "source": False, "guide": False, "warmup": False, "areas": True}
_GUIDE: Fields = {"title": True, "intro": False, "lead": False, "steps": True, "outro": False}
_WARMUP: Fields = {"lead": False, "questions": True}
_AREA: Fields = {"id": True, "name": True, "cards": True}
_CARD: Fields = {"id": True, "question": True, "lead": False, "examples": False}

_ID = re.compile(r"[a-zæøå0-9][a-zæøå0-9_-]{0,63}")
_OWN_PREFIX = "egen-"
_COMMENT = re.compile(r" +(?=#[^\s#])")


def load(path: Path) -> Deck:
    """Return the deck in a file.

    Raises ``InvalidFile`` with every problem of the deck, and the errors of ``source.read``.
    """
    return _deck_or_error(str(path), *read(path))


def loads(data: bytes, name: str) -> Deck:
    """Return the deck in the bytes of a file. ``name`` is the file's name in messages.

    Raises ``InvalidFile`` with every problem of the deck, and the errors of ``source.decode``.
    """
    return _deck_or_error(name, *decode(data, name))


def _deck_or_error(name: str, source: Source | None, problems: list[Problem]) -> Deck:
    deck, is_incomplete = None, False
    if source is not None:
        deck, problems, is_incomplete = _parse(source)
    if deck is None or problems:
        at_least = is_incomplete or len(problems) >= MOST_PROBLEMS
        raise InvalidFile(texts.bad_deck(name, len(problems), at_least=at_least), tuple(problems))
    return deck


def parse(source: Source) -> tuple[Deck | None, list[Problem]]:
    """Return the deck and an empty list, or ``None`` and all problems in the order of the text."""
    deck, problems, _ = _parse(source)
    return deck, problems


def _parse(source: Source) -> tuple[Deck | None, list[Problem], bool]:
    """Return what ``parse`` returns, and whether there may be more problems because reading stopped early."""
    hidden = source.hidden_characters()
    if hidden:
        return None, hidden, False
    composed = compose(source)
    cards = [card for area in _items_under("areas", composed.root) for card in _items_under("cards", area)]
    if len(cards) > MAX_CARDS:
        first = cards[MAX_CARDS].start
        what = texts.too_many_cards(len(cards), MAX_CARDS)
        composed.problems.append(source.on(first.line, first.column, what, texts.TOO_LARGE_HINT))
    reader = _DeckReader(source, composed)
    deck = reader.make(reader.deck, composed.root) if composed.root is not None and len(cards) <= MAX_CARDS else None
    problems = reader.problems()
    if deck is None and not problems:
        problems = [source.at(0, texts.EMPTY_DECK, texts.EMPTY_DECK_HINT)]
    return (None if problems else deck), problems, composed.is_incomplete


def _items_under(key: str, node: Node | None) -> Iterator[Node]:
    """Yield the items of the list under a key. Yield nothing if the node is not a mapping with such a list."""
    for name, value in node.pairs if isinstance(node, Mapping) else ():
        if isinstance(name, Scalar) and name.text == key and isinstance(value, Sequence):
            yield from value.items


class _TooManyProblems(Exception):
    """There are ``MOST_PROBLEMS`` problems, and reading stops."""


class Reader:
    """Read texts from the nodes of a tree, and collect the problems.

    A value that ``compose`` removed because of a syntax error is not also reported as missing or empty.
    """

    def __init__(self, source: Source, composed: Composed) -> None:
        self._source = source
        self._read_text = composed.text
        self._problems = list(composed.problems)
        self._lines_with_errors = {problem.line - 1 for problem in composed.problems}
        self._removed_lines = composed.removed_lines

    def problems(self) -> list[Problem]:
        """Return all problems in the order of the text."""
        return sorted(self._problems, key=lambda problem: (problem.line, problem.column))

    def make(self, read: Callable[[Node], T], node: Node) -> T | None:
        """Return ``read(node)``, or ``None`` if reading stops because there are ``MOST_PROBLEMS`` problems."""
        try:
            return read(node)
        except _TooManyProblems:
            return None

    def complain(self, node: Node, what: str, hint: str) -> None:
        """Add a problem at the beginning of a node, unless its value was removed because of a syntax error."""
        line = node.start.line
        was_removed = _is_empty(node) and (line in self._lines_with_errors or line + 1 in self._removed_lines)
        if not was_removed:
            self._complain_at(line, node.start.column, what, hint)

    def _complain_at(self, line: int, column: int, what: str, hint: str) -> None:
        self._problems.append(self._source.on(line, column, what, hint))
        if len(self._problems) >= MOST_PROBLEMS:
            raise _TooManyProblems

    def fields(self, node: Node, what: str, fields: Fields) -> dict[str, Node]:
        """Return the values of a mapping by key. Add a problem for each key that is unknown, repeated or missing.

        ``what`` is the mapping's name in messages («et kort»).
        """
        found: dict[str, Node] = {}
        if not isinstance(node, Mapping) or node.tag:
            self._complain_of_type(node, *texts.expected_mapping(what, list(fields)))
            return found
        for key_node, value in node.pairs:
            key = key_node.text if isinstance(key_node, Scalar) else ""
            if key in found:
                self.complain(key_node, texts.duplicate_key(key), texts.DUPLICATE_KEY_HINT)
            elif key not in fields:
                self.complain(key_node, texts.unknown_key(key, what), texts.unknown_key_hint(key, sorted(fields)))
            else:
                found[key] = value
        if not self._lacks_lines(node):
            for key, required in fields.items():
                if required and key not in found:
                    self.complain(node, texts.missing_key(key, what), texts.missing_key_hint(key))
        return found

    def text(self, node: Node, what: str, *, in_list: bool = False) -> str:
        """Return the text of a node without the white space around it, or "" if the node is no text.

        Add a problem if it is no text, is empty, has a hidden character, or is followed by a comment such as «#3».
        """
        if not isinstance(node, Scalar) or node.tag:
            self._complain_of_type(node, *texts.expected_text(what, in_list=in_list))
            return ""
        text = node.text.strip()
        hidden = next(find_hidden(node.text), None)
        # To YAML, «#3» after a text without quotes is a comment, and would be dropped silently.
        comment = _COMMENT.match(self._read_text, node.end.index) if node.is_plain else None
        if hidden:
            self.complain(node, texts.hidden_character(hidden[0]), texts.HIDDEN_CHARACTER_HINT)
        elif comment:
            self._complain_at(node.end.line, node.end.column + len(comment[0]), texts.HASH, texts.HASH_HINT)
        elif not text:
            self.complain(node, *texts.empty_text(what, in_list=in_list))
        return text

    def items(self, node: Node, what: str) -> list[Node]:
        """Return the items of a list. Add a problem if the node is no list or has no items."""
        if not isinstance(node, Sequence) or node.tag:
            self._complain_of_type(node, *texts.expected_list(what))
            return []
        if not node.items:
            self.complain(node, texts.empty_list(what), texts.empty_list_hint(what))
        return node.items

    def all_texts(self, node: Node, what: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(self.text(item, what, in_list=True) for item in self.items(node, what))

    def _complain_of_type(self, node: Node, what: str, hint: str) -> None:
        if node.tag:
            self.complain(node, texts.yaml_tag(node.tag), texts.YAML_TAG_HINT)
        elif node.start.line not in self._lines_with_errors:
            self.complain(node, what, hint)

    def _lacks_lines(self, node: Node) -> bool:
        return any(node.start.line <= line <= node.end.line for line in self._removed_lines)


def _is_empty(node: Node) -> bool:
    return not (node.text if isinstance(node, Scalar) else node.items if isinstance(node, Sequence) else node.pairs)


class _DeckReader(Reader):
    def __init__(self, source: Source, composed: Composed) -> None:
        super().__init__(source, composed)
        self._lines_of_ids: dict[str, int] = {}

    def deck(self, node: Node) -> Deck:
        fields = self.fields(node, texts.A_DECK, _DECK)
        return Deck(
            title=self._text(fields, "title"),
            source=self._text(fields, "source"),
            areas=self._areas(fields["areas"]) if "areas" in fields else (),
            guide=self._guide(fields["guide"]) if "guide" in fields else None,
            warmup=self._warmup(fields["warmup"]) if "warmup" in fields else None,
        )

    def _areas(self, node: Node) -> tuple[Area, ...]:
        return tuple(self._area(item) for item in self.items(node, "areas"))

    def _area(self, node: Node) -> Area:
        fields = self.fields(node, texts.AN_AREA, _AREA)
        cards = self.items(fields["cards"], "cards") if "cards" in fields else []
        return Area(self._id(fields), self._text(fields, "name"), tuple(self._card(card) for card in cards))

    def _card(self, node: Node) -> Card:
        fields = self.fields(node, texts.A_CARD, _CARD)
        return Card(
            self._id(fields),
            self._text(fields, "question"),
            self._text(fields, "lead") or texts.FOR_EXAMPLE,
            self._texts(fields, "examples"),
        )

    def _guide(self, node: Node) -> Guide:
        fields = self.fields(node, "guide", _GUIDE)
        return Guide(
            title=self._text(fields, "title"),
            intro=self._texts(fields, "intro"),
            lead=self._text(fields, "lead"),
            steps=self._texts(fields, "steps"),
            outro=self._texts(fields, "outro"),
        )

    def _warmup(self, node: Node) -> Warmup:
        fields = self.fields(node, "warmup", _WARMUP)
        return Warmup(self._text(fields, "lead"), self._texts(fields, "questions"))

    def _id(self, fields: dict[str, Node]) -> str:
        node = fields.get("id")
        if node is None:
            return ""
        value = self.text(node, "id")
        if value and not _ID.fullmatch(value):
            self.complain(node, texts.bad_id(value), texts.BAD_ID_HINT)
        elif value in (*RESERVED_IDS, OWN_AREA_ID) or value.startswith(_OWN_PREFIX):
            self.complain(node, texts.reserved_id(value), texts.RESERVED_ID_HINT)
        elif value in self._lines_of_ids:
            self.complain(node, texts.duplicate_id(value, self._lines_of_ids[value]), texts.DUPLICATE_ID_HINT)
        elif value:
            self._lines_of_ids[value] = node.start.line + 1
        return value

    def _text(self, fields: dict[str, Node], key: str) -> str:
        return self.text(fields[key], key) if key in fields else ""

    def _texts(self, fields: dict[str, Node], key: str) -> tuple[str, ...]:
        return self.all_texts(fields[key], key) if key in fields else ()
