"""Options that several commands share, and the parsers and completions that answer in Danish."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from kortspil.errors import KortspilError, UsageError
from kortspil.messages import cli as texts
from kortspil.text.matching import fold


def whole_number(option: str, hint: str, span: range | None = None, outside: str = "") -> Any:
    """Return a Typer parser of whole numbers for an option.

    The parser raises ``UsageError`` with ``hint`` for any other text, and for a number that is not in ``span``. For
    such a number, the message is ``outside``.
    """

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
    """Return the theme that was typed: «light», «dark» or «auto». Raises ``UsageError`` for any other name."""
    if typed in texts.THEME_NAMES:
        return typed
    wanted = fold(typed)
    for name, words in texts.THEME_NAMES.items():
        if wanted in map(fold, words):
            return name
    raise UsageError(texts.no_such_theme(typed), texts.THEME_HINT)


def complete_theme(incomplete: str) -> Iterable[tuple[str, str]]:
    """Return the themes whose name begins with ``incomplete``, each with its description."""
    return [(name, help) for name, help in texts.THEMES.items() if fold(name).startswith(fold(incomplete))]


def complete_format(incomplete: str) -> Iterable[tuple[str, str]]:
    """Return the formats whose name begins with ``incomplete``, each with its description."""
    from kortspil.export.registry import FORMATS

    return [(name, each.help) for name, each in FORMATS.items() if name.startswith(incomplete.lower())]


def complete_area(incomplete: str) -> Iterable[tuple[str, str]]:
    """Return the areas whose id begins with ``incomplete``, each with its name."""
    from kortspil.deck import shipped

    return [(area.id, area.name) for area in shipped.deck().areas if area.id.startswith(incomplete)]


def complete_case(incomplete: str) -> Iterable[tuple[str, str]]:
    """Return the cases whose name begins with ``incomplete``, each with its title."""
    from kortspil.deck import cases as case_files
    from kortspil.system import paths

    folder = paths.case_folder()
    cases = [case_files.load(folder / f"{name}.md") for name in case_files.names(folder)]
    return [(case.name, case.title) for case in cases if case.name.startswith(incomplete)]


# --- Shared options

# Typer must not check that the file can be read: its error would be in English.
FILE: Any = {"metavar": texts.FILE_METAVAR, "readable": False}
FilesOption = list[Path] | None
DeckOption = Annotated[Path | None, typer.Option("--deck", help=texts.DECK, **FILE)]
JsonOption = Annotated[bool, typer.Option("--json", help=texts.JSON)]


def area_option(help: str) -> Any:
    """Return the option ``--area`` with the help of one command."""
    return typer.Option("--area", help=help, metavar=texts.AREA_METAVAR, autocompletion=complete_area)


class PlayOptions(NamedTuple):
    """The arguments of ``kortspil play``.

    ``areas`` and ``case`` are as the user typed them. ``limit`` is the largest number of cards on the table.
    ``minutes`` is the length of the meeting. ``resume`` resumes the meeting whose id begins with ``meeting``, or the
    latest one that is not closed. ``theme`` is «light», «dark» or «auto». ``hides_examples`` shows a card's examples
    only on request. ``bell`` rings the terminal's bell when time is up.
    """

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
"""Typer's two completion options, by the name of their parameter: the Danish help and the callback."""
