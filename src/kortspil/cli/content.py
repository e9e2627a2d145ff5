"""The commands that only read: ``cards``, ``cases``, ``guide`` and ``check``."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any

from kortspil.cli import resolve
from kortspil.deck import Case
from kortspil.errors import WrongCall
from kortspil.harmless import harmless
from kortspil.streams import is_utf8
from kortspil.texts import calls as texts
from kortspil.texts import loading

_WIDEST = 90


def cards(areas: tuple[str, ...], deck_file: Path | None, *, as_json: bool) -> None:
    """Print the cards of a deck."""
    deck = resolve.deck(deck_file)
    chosen = resolve.areas(deck, areas)
    if as_json:
        rows = [{"id": area.id, "name": area.name, "cards": [_fields(card) for card in area.cards]} for area in chosen]
        _print_json({"title": deck.title, "source": deck.source, "areas": rows})
        return
    for area in chosen:
        _say(texts.cards_in_area(area.name, len(area.cards)) + "\n")
        for card in area.cards:
            _say(f"{card.id}  {card.question}")
            if card.examples:
                _say(card.lead, "  ")
            for example in card.examples:
                _say(f"- {example}", "  ")
            _say("")
    if deck.source:
        _say(texts.source(deck.source))


def cases(name: str | None, *, as_json: bool) -> None:
    """Print a case, or the list of them."""
    found = resolve.cases()
    case = resolve.case(found, name) if name is not None else None
    if as_json:
        _print_json(_fields(case) if case else [_fields(each) for each in found])
    elif case:
        _say_case(case)
    else:
        for each in found:
            _say(f"{each.name}\n    {each.department}: {each.title}")


def guide(deck_file: Path | None) -> None:
    """Print how a meeting is held."""
    found = resolve.deck(deck_file).guide
    if found is None:
        raise WrongCall(texts.NO_GUIDE, texts.NO_GUIDE_REMEDY)
    for paragraph in (found.title, *found.intro, found.lead):
        if paragraph:
            _say(paragraph + "\n")
    for number, step in enumerate(found.steps, start=1):
        _say(f"{number}. {step}", "  ")
    for paragraph in found.outro:
        _say("\n" + paragraph)


def check(path: Path) -> None:
    """Load a deck, or a case, and say that it is sound. Raises ``BadFile`` with all that is not."""
    # The readers of files, which the shipped deck does not need.
    from kortspil import casefile, deckfile

    path = resolve.typed_path(path)
    if path.suffix.lower() == ".md":
        case = casefile.load(path)
        _say(loading.case_is_sound(str(path), case.title))
    else:
        deck = deckfile.load(path)
        total = sum(len(area.cards) for area in deck.areas)
        _say(loading.deck_is_sound(str(path), len(deck.areas), total))


def _say_case(case: Case) -> None:
    _say(f"{case.department}\n")
    for paragraph in case.paragraphs:
        _say(paragraph.removeprefix("# ") + "\n")
    _say(texts.source(case.source))


def _fields(value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = value._asdict()
    return fields


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=not is_utf8(sys.stdout), indent=2))


def _say(text: str, indent: str = "") -> None:
    # A pipe gets whole lines: whoever reads them there wraps them as they like.
    if not sys.stdout.isatty():
        print(indent + harmless(text))
        return
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    for line in harmless(text).split("\n"):
        hang = indent + " " * (len(line) - len(line.lstrip()))
        print(textwrap.fill(line, max(width, 20), initial_indent=indent, subsequent_indent=hang + "  " * bool(indent)))
