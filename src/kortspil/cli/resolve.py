"""Find the deck, the areas and the cases that a command line names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kortspil.deck import shipped
from kortspil.deck.case_choice import choose
from kortspil.deck.model import Area, Case, Deck
from kortspil.errors import UsageError
from kortspil.messages import cli as texts
from kortspil.messages import os_errors
from kortspil.system import paths
from kortspil.system.streams import as_text
from kortspil.text.matching import Found, find


def deck(path: Path | None) -> Deck:
    """Load the deck in a file, or KL's deck. Raises what ``reader.load`` raises."""
    if path is None:
        return shipped.deck()
    from kortspil.deck import reader as deck_reader  # Imports PyYAML.

    return deck_reader.load(typed_path(path))


def typed_path(path: Path) -> Path:
    """Expand «~» in a path. Raises ``UsageError`` if there is no such user."""
    try:
        return paths.as_path(str(path))
    except RuntimeError:
        raise UsageError(os_errors.no_such_file(str(path)), os_errors.NO_SUCH_FILE_HINT) from None


def areas(deck: Deck, wanted: tuple[str, ...]) -> tuple[Area, ...]:
    """Return the areas that ``wanted`` names, in the deck's order, or all areas if it is empty.

    Raises ``UsageError`` for a name that matches no area, or several.
    """
    if not wanted:
        return deck.areas
    names = {area.id: (area.name,) for area in deck.areas}
    chosen = area_ids(names, wanted)
    return tuple(area for area in deck.areas if area.id in chosen)


def area_ids(
    names: Mapping[str, tuple[str]],
    wanted: tuple[str, ...],
    no_match: Callable[[str, list[str]], str] = texts.no_such_area,
) -> set[str]:
    """Return the ids of the areas that ``wanted`` names. ``names`` maps an id to the names of the area.

    Raises ``UsageError`` for a name that matches no area, or several. If it matches none, the message comes from
    ``no_match``, which takes the name and those that are close to it.
    """
    return {_area(as_text(typed), names, no_match) for typed in wanted}


def cases() -> tuple[Case, ...]:
    """Load the shipped cases, ordered by name."""
    from kortspil.deck import cases as case_files  # Imports PyYAML.

    folder = paths.case_folder()
    return tuple(case_files.load(folder / f"{name}.md") for name in case_files.names(folder))


def case(cases: Sequence[Case], wanted: str) -> Case:
    """Return the case that a number, a name, a department or a title means. Raises ``UsageError`` if there is none."""
    typed = as_text(wanted)
    found = choose(cases, typed)
    if isinstance(found, Case):
        return found
    raise UsageError(texts.no_such_case(typed, list(found.near)), texts.cases_are([each.name for each in cases]))


def _area(typed: str, names: Mapping[str, tuple[str]], no_match: Callable[[str, list[str]], str]) -> str:
    found = find(typed, names)
    if isinstance(found, Found):
        return found.key
    near = list(found.near)
    what = texts.unclear_area(typed, near) if len(near) > 1 and typed else no_match(typed, near)
    raise UsageError(what, texts.areas_are(list(names)))
