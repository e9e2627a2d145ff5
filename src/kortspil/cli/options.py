"""Options that several commands have, and what is checked and completed here, so that what is said is Danish."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from kortspil.errors import KortspilError, UsageError
from kortspil.messages import cli as texts
from kortspil.text.matching import fold


def whole_number(option: str, hint: str, span: range | None = None, outside: str = "") -> Any:
    """A parser of whole numbers for an option, for Typer. It raises ``UsageError`` where something else was typed, and
    one that says ``outside`` where the number is none of ``span``."""

    def parse(typed: str) -> int:
        try:
            number = int(typed)
        except ValueError:
            raise UsageError(texts.not_a_number(option, typed), hint) from None
        if span is not None and number not in span:
            raise UsageError(outside, hint)
        return number

    return parse


def theme_name(typed: str) -> str:
    """The name of the theme that was typed: «light», «dark» or «auto». Raises ``UsageError`` where it is none."""
    if typed in texts.THEME_NAMES:
        return typed
    wanted = fold(typed)
    for name, words in texts.THEME_NAMES.items():
        if wanted in map(fold, words):
            return name
    raise UsageError(texts.no_such_theme(typed), texts.THEME_HINT)


def complete_theme(incomplete: str) -> Iterable[tuple[str, str]]:
    """The themes whose name begins so, each with what it looks like."""
    return [(name, help) for name, help in texts.THEMES.items() if fold(name).startswith(fold(incomplete))]


def complete_format(incomplete: str) -> Iterable[tuple[str, str]]:
    """Return the formats whose name begins with ``incomplete``, each with its description."""
    from kortspil.export.registry import FORMATS

    return [(name, each.help) for name, each in FORMATS.items() if name.startswith(incomplete.lower())]


def complete_area(incomplete: str) -> Iterable[tuple[str, str]]:
    """The areas whose id begins so, each with its name."""
    from kortspil.deck import shipped

    return [(area.id, area.name) for area in shipped.deck().areas if area.id.startswith(incomplete)]


def complete_case(incomplete: str) -> Iterable[tuple[str, str]]:
    """The cases whose name begins so, each with its title."""
    from kortspil.deck import cases as case_files
    from kortspil.system import paths

    folder = paths.case_folder()
    cases = [case_files.load(folder / f"{name}.md") for name in case_files.names(folder)]
    return [(case.name, case.title) for case in cases if case.name.startswith(incomplete)]


# --- What several commands have

# What may not be read is told of where it is read, in Danish.
FILE: Any = {"metavar": texts.FILE_METAVAR, "readable": False}
FilesOption = list[Path] | None
DeckOption = Annotated[Path | None, typer.Option("--deck", help=texts.DECK, **FILE)]
JsonOption = Annotated[bool, typer.Option("--json", help=texts.JSON)]


def area_option(help: str) -> Any:
    """``--area``, which is for each command something else."""
    return typer.Option("--area", help=help, metavar=texts.AREA_METAVAR, autocompletion=complete_area)


class PlayOptions(NamedTuple):
    """What ``kortspil play`` was called with. ``areas`` and ``case`` as typed; ``limit`` is the most cards on the
    table, and ``minutes`` the time that the group has. ``resume``: go on with a meeting, the one whose id begins with
    ``meeting``, or else the latest that was not closed. ``group`` is who meets; ``theme`` is the name of what the
    window is painted with, ``hides_examples`` whether they are shown only when asked for, and ``bell`` whether it is
    heard that time is up."""

    areas: tuple[str, ...]
    deck: Path | None
    notes: Path | None
    participants: tuple[str, ...]
    limit: int | None
    seed: int | None
    minutes: int | None
    case: str
    warmup: bool
    plain: bool
    resume: bool
    meeting: str
    group: str = ""
    theme: str = "auto"
    hides_examples: bool = False
    bell: bool = False


# --- The options that Typer adds


def _install_completion(_ctx: typer.Context, _param: Any, value: Any) -> Any:
    if value:
        import typer.completion

        try:
            shell, path = typer.completion.install()  # type: ignore[attr-defined]
        except typer.Exit:
            raise KortspilError(texts.NO_SHELL, texts.NO_SHELL_HINT) from None
        print(texts.completion_installed(shell, str(path)))
        raise typer.Exit
    return value


def _show_completion(ctx: typer.Context, param: Any, value: Any) -> Any:
    from typer.completion import show_callback

    return show_callback(ctx, param, value)


COMPLETION = {
    "install_completion": (texts.INSTALL_COMPLETION, _install_completion),
    "show_completion": (texts.SHOW_COMPLETION, _show_completion),
}
"""Typer's two options of completion: their help, and what they do."""
