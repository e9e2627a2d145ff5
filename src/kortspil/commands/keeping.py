"""The group's own questions, kept in a deck of the person's own when a meeting closes."""

from __future__ import annotations

from collections.abc import Sequence

from kortspil import owncards, places
from kortspil.commands.typing import program, quoted
from kortspil.errors import KortspilError
from kortspil.texts import sessions as texts


def keep_own(questions: Sequence[str]) -> str:
    """Keep the questions, and say where they are and how to play with them, or why they could not be kept."""
    try:
        kept = owncards.keep(places.own_deck(), questions)
    except KortspilError as error:
        return f"{error.what} {error.remedy}".strip()
    told = texts.own_cards_kept(kept.new, f"{program()} play --deck {quoted(str(kept.path))}")
    return " ".join([told, *kept.refused])
