"""``kortspil cards``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from typing import Annotated

from kortspil.calls.shared import Deck, Json, area_option
from kortspil.texts import calls as texts


def cards(
    area: Annotated[list[str] | None, area_option(texts.AREA_SHOWN)] = None, deck: Deck = None, json: Json = False
) -> None:
    from kortspil.cli import content

    content.cards(tuple(area or ()), deck, as_json=json)
