"""A deck file's text to a ``Deck``, with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kortspil.deck import OWN_AREA_ID, RESERVED_IDS, Area, Card, Deck, Guide, Warmup
from kortspil.errors import MOST_PROBLEMS, BadFile, Problem
from kortspil.nodereader import Fields, Reader
from kortspil.textfile import Source, read, take
from kortspil.texts import loading as texts
from kortspil.yamlnodes import Composed, compose
from kortspil.yamltree import Part

_DECK: Fields = {"title": True, "source": False, "guide": False, "warmup": False, "areas": True}
_GUIDE: Fields = {"title": True, "intro": False, "lead": False, "steps": True, "outro": False}
_WARMUP: Fields = {"lead": False, "questions": True}
_AREA: Fields = {"id": True, "name": True, "cards": True}
_CARD: Fields = {"id": True, "question": True, "lead": False, "examples": False}

_ID = re.compile(r"[a-zæøå0-9][a-zæøå0-9_-]{0,63}")
_OWN_PREFIX = "egen-"


def load(path: Path) -> Deck:
    """The deck in a file. Raises ``BadFile`` with every problem, ``WrongCall`` or ``FileTrouble``."""
    return _whole(str(path), *read(path, str(path)))


def loads(data: bytes, name: str) -> Deck:
    """The deck that ``load`` gives of a file with these bytes, which goes by ``name``. Raises ``BadFile`` or
    ``WrongCall``."""
    return _whole(name, *take(data, name))


def _whole(name: str, source: Source | None, problems: list[Problem]) -> Deck:
    deck = None
    if source is not None:
        deck, problems = parse(source)
    if deck is None or problems:
        at_least = len(problems) >= MOST_PROBLEMS
        raise BadFile(texts.bad_deck(name, len(problems), at_least=at_least), tuple(problems))
    return deck


def parse(source: Source) -> tuple[Deck | None, list[Problem]]:
    """The deck and all problems, in the order they stand in the text. ``None`` where no deck can be made."""
    hidden = source.hidden_characters()
    if hidden:
        return None, hidden
    composed = compose(source)
    reader = _DeckReader(source, composed)
    deck = reader.make(reader.deck, composed.top) if composed.top is not None else None
    problems = reader.problems()
    if deck is None and not problems:
        problems = [source.at(0, texts.EMPTY_DECK, texts.EMPTY_DECK_REMEDY)]
    return (None if problems else deck), problems


class _DeckReader(Reader):
    def __init__(self, source: Source, composed: Composed) -> None:
        super().__init__(source, composed)
        self._starts: dict[str, int] = {}

    def deck(self, part: Part) -> Deck:
        fields = self.fields(part, texts.A_DECK, _DECK)
        return Deck(
            title=self._text(fields, "title"),
            source=self._text(fields, "source"),
            areas=self._areas(fields["areas"]) if "areas" in fields else (),
            guide=self._guide(fields["guide"]) if "guide" in fields else None,
            warmup=self._warmup(fields["warmup"]) if "warmup" in fields else None,
        )

    def _areas(self, part: Part) -> tuple[Area, ...]:
        return tuple(self._area(item) for item in self.items(part, "areas"))

    def _area(self, part: Part) -> Area:
        fields = self.fields(part, texts.AN_AREA, _AREA)
        cards = self.items(fields["cards"], "cards") if "cards" in fields else []
        return Area(self._id(fields), self._text(fields, "name"), tuple(self._card(card) for card in cards))

    def _card(self, part: Part) -> Card:
        fields = self.fields(part, texts.A_CARD, _CARD)
        return Card(
            self._id(fields),
            self._text(fields, "question"),
            self._text(fields, "lead") or texts.FOR_EXAMPLE,
            self._texts(fields, "examples"),
        )

    def _guide(self, part: Part) -> Guide:
        fields = self.fields(part, "guide", _GUIDE)
        return Guide(
            title=self._text(fields, "title"),
            intro=self._texts(fields, "intro"),
            lead=self._text(fields, "lead"),
            steps=self._texts(fields, "steps"),
            outro=self._texts(fields, "outro"),
        )

    def _warmup(self, part: Part) -> Warmup:
        fields = self.fields(part, "warmup", _WARMUP)
        return Warmup(self._text(fields, "lead"), self._texts(fields, "questions"))

    def _id(self, fields: Mapping[str, Part]) -> str:
        part = fields.get("id")
        if part is None:
            return ""
        value = self.text(part, "id")
        if value and not _ID.fullmatch(value):
            self.complain(part, texts.bad_id(value), texts.BAD_ID_REMEDY)
        elif value in (*RESERVED_IDS, OWN_AREA_ID) or value.startswith(_OWN_PREFIX):
            self.complain(part, texts.reserved_id(value), texts.RESERVED_ID_REMEDY)
        elif value in self._starts:
            self.complain(part, texts.duplicate_id(value, self.line(self._starts[value])), texts.DUPLICATE_ID_REMEDY)
        elif value:
            _, self._starts[value] = part
        return value

    def _text(self, fields: Mapping[str, Part], key: str) -> str:
        return self.text(fields[key], key) if key in fields else ""

    def _texts(self, fields: Mapping[str, Part], key: str) -> tuple[str, ...]:
        return self.all_texts(fields[key], key) if key in fields else ()
