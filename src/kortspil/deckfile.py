"""A deck file's text to a ``Deck``, with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kortspil.deck import OWN_AREA_ID, WARMUP_ID, Area, Card, Deck, Guide, Warmup
from kortspil.errors import BadFile, Problem
from kortspil.textfile import Source, read
from kortspil.texts import loading as texts
from kortspil.yamlnodes import Composed, Field, Reader, compose

if TYPE_CHECKING:
    import yaml

_DECK = (Field("title"), Field("source", False), Field("guide", False), Field("warmup", False), Field("areas"))
_GUIDE = (Field("title"), Field("intro", False), Field("lead", False), Field("steps"), Field("outro", False))
_WARMUP = (Field("lead", False), Field("questions"))
_AREA = (Field("id"), Field("name"), Field("cards"))
_CARD = (Field("id"), Field("question"), Field("lead", False), Field("examples", False))

_ID = re.compile(r"[a-zæøå0-9][a-zæøå0-9_-]{0,63}")
_OWN_PREFIX = "egen-"


def load(path: Path) -> Deck:
    """The deck in a file. Raises ``BadFile`` with every problem, ``WrongCall`` or ``FileTrouble``."""
    source, problems = read(path, str(path))
    deck = None
    if source is not None:
        deck, problems = parse(source)
    if deck is None or problems:
        raise BadFile(texts.bad_deck(str(path), len(problems)), tuple(problems))
    return deck


def parse(source: Source) -> tuple[Deck | None, list[Problem]]:
    """The deck and all problems, in the order they stand in the text. ``None`` where no deck can be made."""
    hidden = source.hidden_characters()
    if hidden:
        return None, hidden
    composed = compose(source)
    reader = _DeckReader(source, composed)
    deck = reader.deck(composed.node) if composed.node is not None else None
    problems = reader.problems()
    if deck is None and not problems:
        problems = [source.at(0, texts.EMPTY_DECK, texts.EMPTY_DECK_REMEDY)]
    return (None if problems else deck), problems


class _DeckReader(Reader):
    def __init__(self, source: Source, composed: Composed) -> None:
        super().__init__(source, composed)
        self._lines: dict[str, int] = {}

    def deck(self, node: yaml.Node) -> Deck:
        fields = self.fields(node, texts.A_DECK, _DECK)
        return Deck(
            title=self._text(fields, "title"),
            source=self._text(fields, "source"),
            areas=self._areas(fields["areas"]) if "areas" in fields else (),
            guide=self._guide(fields["guide"]) if "guide" in fields else None,
            warmup=self._warmup(fields["warmup"]) if "warmup" in fields else None,
        )

    def _areas(self, node: yaml.Node) -> tuple[Area, ...]:
        return tuple(self._area(item) for item in self.items(node, "areas"))

    def _area(self, node: yaml.Node) -> Area:
        fields = self.fields(node, texts.AN_AREA, _AREA)
        cards = self.items(fields["cards"], "cards") if "cards" in fields else []
        return Area(self._id(fields), self._text(fields, "name"), tuple(self._card(card) for card in cards))

    def _card(self, node: yaml.Node) -> Card:
        fields = self.fields(node, texts.A_CARD, _CARD)
        return Card(
            id=self._id(fields),
            question=self._text(fields, "question"),
            lead=self._text(fields, "lead") or texts.FOR_EXAMPLE,
            examples=self._texts(fields, "examples"),
        )

    def _guide(self, node: yaml.Node) -> Guide:
        fields = self.fields(node, "guide", _GUIDE)
        return Guide(
            title=self._text(fields, "title"),
            intro=self._texts(fields, "intro"),
            lead=self._text(fields, "lead"),
            steps=self._texts(fields, "steps"),
            outro=self._texts(fields, "outro"),
        )

    def _warmup(self, node: yaml.Node) -> Warmup:
        fields = self.fields(node, "warmup", _WARMUP)
        return Warmup(self._text(fields, "lead"), self._texts(fields, "questions"))

    def _id(self, fields: Mapping[str, yaml.Node]) -> str:
        node = fields.get("id")
        if node is None:
            return ""
        value = self.text(node, "id")
        if value and not _ID.fullmatch(value):
            self.complain(node, texts.bad_id(value), texts.BAD_ID_REMEDY)
        elif value in (WARMUP_ID, OWN_AREA_ID) or value.startswith(_OWN_PREFIX):
            self.complain(node, texts.reserved_id(value), texts.RESERVED_ID_REMEDY)
        elif value in self._lines:
            self.complain(node, texts.duplicate_id(value, self._lines[value]), texts.DUPLICATE_ID_REMEDY)
        elif value:
            self._lines[value] = node.start_mark.line + 1
        return value

    def _text(self, fields: Mapping[str, yaml.Node], key: str) -> str:
        return self.text(fields[key], key) if key in fields else ""

    def _texts(self, fields: Mapping[str, yaml.Node], key: str) -> tuple[str, ...]:
        return self.all_texts(fields[key], key) if key in fields else ()
