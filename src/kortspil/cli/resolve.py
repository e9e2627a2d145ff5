"""The deck, the areas and the cases that a command line names."""

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
    """The deck in a file, or KL's own. Raises as ``reader.load`` does."""
    if path is None:
        return shipped.deck()
    from kortspil.deck import reader as deck_reader  # PyYAML comes with it.

    return deck_reader.load(typed_path(path))


def typed_path(path: Path) -> Path:
    """The path that somebody typed, where «~» is a home. Raises ``UsageError`` where it is nobody's."""
    try:
        return paths.as_path(str(path))
    except RuntimeError:
        raise UsageError(os_errors.no_such_file(str(path)), os_errors.NO_SUCH_FILE_HINT) from None


def areas(deck: Deck, wanted: tuple[str, ...]) -> tuple[Area, ...]:
    """The areas that were named, in the deck's order; all where none was. Raises ``UsageError``."""
    if not wanted:
        return deck.areas
    names = {area.id: (area.name,) for area in deck.areas}
    chosen = area_ids(names, wanted)
    return tuple(area for area in deck.areas if area.id in chosen)


def area_ids(
    names: Mapping[str, tuple[str]],
    wanted: tuple[str, ...],
    lacking: Callable[[str, list[str]], str] = texts.no_such_area,
) -> set[str]:
    """The ids of the areas that were named, of those whose names are given by id.

    Raises ``UsageError``; ``lacking`` is what is said of a name that is none of them, and those near it.
    """
    return {_area(as_text(typed), names, lacking) for typed in wanted}


def cases() -> tuple[Case, ...]:
    """The shipped cases, in order of name."""
    from kortspil.deck import cases as case_files  # PyYAML comes with it.

    folder = paths.case_folder()
    return tuple(case_files.load(folder / f"{name}.md") for name in case_files.names(folder))


def case(cases: Sequence[Case], wanted: str) -> Case:
    """The case with a number, or the one that a name means. Raises ``UsageError`` where there is none."""
    typed = as_text(wanted)
    found = choose(cases, typed)
    if isinstance(found, Case):
        return found
    raise UsageError(texts.no_such_case(typed, list(found.near)), texts.cases_are([each.name for each in cases]))


def _area(typed: str, names: Mapping[str, tuple[str]], lacking: Callable[[str, list[str]], str]) -> str:
    found = find(typed, names)
    if isinstance(found, Found):
        return found.key
    near = list(found.near)
    what = texts.unclear_area(typed, near) if len(near) > 1 and typed else lacking(typed, near)
    raise UsageError(what, texts.areas_are(list(names)))
