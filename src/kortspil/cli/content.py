"""``kortspil cards``, ``kortspil cases`` and ``kortspil guide``: print the material for a meeting."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from kortspil.cli import resolve
from kortspil.cli.options import DeckOption, JsonOption, area_option, complete_case
from kortspil.cli.prompts import show
from kortspil.deck.model import Case
from kortspil.errors import UsageError
from kortspil.messages import cli as texts
from kortspil.system.streams import is_utf8


def cards(
    area: Annotated[list[str] | None, area_option(texts.AREA_SHOWN)] = None,
    deck: DeckOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the cards of a deck, or of some of its areas."""
    found = resolve.deck(deck)
    chosen = resolve.areas(found, tuple(area or ()))
    if as_json:
        rows = [{"id": each.id, "name": each.name, "cards": list(map(_fields, each.cards))} for each in chosen]
        _print_json({"title": found.title, "source": found.source, "areas": rows})
        return
    for each in chosen:
        show(texts.cards_in_area(each.name, len(each.cards)) + "\n")
        for card in each.cards:
            show(f"{card.id}  {card.question}")
            if card.examples:
                show(card.lead, "  ")
            for example in card.examples:
                show(f"- {example}", "  ")
            show("")
    if found.source:
        show(texts.source(found.source))


def cases(
    name: Annotated[
        str | None,
        typer.Argument(help=texts.CASE_NAME, metavar=texts.CASE_METAVAR, autocompletion=complete_case),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Print a case, or the list of all cases."""
    found = resolve.cases()
    case = resolve.case(found, name) if name is not None else None
    if as_json:
        _print_json(_fields(case) if case else [_fields(each) for each in found])
    elif case:
        _print_case(case)
    else:
        for each in found:
            show(f"{each.name}\n    {each.department}: {each.title}")


def guide(deck: DeckOption = None) -> None:
    """Print the guide of a deck."""
    found = resolve.deck(deck).guide
    if found is None:
        raise UsageError(texts.NO_GUIDE, texts.NO_GUIDE_HINT)
    for paragraph in (found.title, *found.intro, found.lead):
        if paragraph:
            show(paragraph + "\n")
    for number, step in enumerate(found.steps, start=1):
        show(f"{number}. {step}", "  ")
    for paragraph in found.outro:
        show("\n" + paragraph)


def _print_case(case: Case) -> None:
    show(f"{case.department}\n")
    for paragraph in case.paragraphs:
        show(paragraph.removeprefix("# ") + "\n")
    show(texts.source(case.source))


def _fields(value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = value._asdict()
    return fields


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=not is_utf8(sys.stdout), indent=2))
