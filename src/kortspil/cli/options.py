"""Options that are checked and completed here, so that what is said is Danish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import typer

from kortspil.errors import KortspilError, WrongCall
from kortspil.texts import calls as texts


def whole_number(option: str, remedy: str, span: range | None = None, outside: str = "") -> Any:
    """A parser of whole numbers for an option, for Typer. It raises ``WrongCall`` where something else was typed, and
    one that says ``outside`` where the number is none of ``span``."""

    def parse(typed: str) -> int:
        try:
            number = int(typed)
        except ValueError:
            raise WrongCall(texts.not_a_number(option, typed), remedy) from None
        if span is not None and number not in span:
            raise WrongCall(outside, remedy)
        return number

    return parse


def theme_name(typed: str) -> str:
    """The name of the theme that was typed: «light», «dark» or «auto». Raises ``WrongCall`` where it is none."""
    if typed in texts.THEME_NAMES:
        return typed
    from kortspil.lookup import fold

    wanted = fold(typed)
    for name, words in texts.THEME_NAMES.items():
        if wanted in map(fold, words):
            return name
    raise WrongCall(texts.no_such_theme(typed), texts.THEME_REMEDY)


def complete_theme(incomplete: str) -> Iterable[tuple[str, str]]:
    """The themes whose name begins so, each with what it looks like."""
    from kortspil.lookup import fold

    return [(name, help) for name, help in texts.THEMES.items() if fold(name).startswith(fold(incomplete))]


def complete_format(incomplete: str) -> Iterable[tuple[str, str]]:
    """The formats whose name begins so, each with what it is."""
    return [(name, help) for name, help in texts.FORMATS.items() if name.startswith(incomplete.lower())]


def complete_area(incomplete: str) -> Iterable[tuple[str, str]]:
    """The areas whose id begins so, each with its name."""
    from kortspil import shipped

    return [(area.id, area.name) for area in shipped.deck().areas if area.id.startswith(incomplete)]


def complete_case(incomplete: str) -> Iterable[tuple[str, str]]:
    """The cases whose name begins so, each with its title."""
    from kortspil import casefile, places

    folder = places.case_folder()
    cases = [casefile.load(folder / f"{name}.md") for name in casefile.names(folder)]
    return [(case.name, case.title) for case in cases if case.name.startswith(incomplete)]


def _install_completion(_ctx: typer.Context, _param: Any, value: Any) -> Any:
    if value:
        import typer.completion

        try:
            shell, path = typer.completion.install()  # type: ignore[attr-defined]
        except typer.Exit:
            raise KortspilError(texts.NO_SHELL, texts.NO_SHELL_REMEDY) from None
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
