"""What can be typed behind ``kortspil``: a module for each command, with the options it has.

Typer takes as long to make them all as half a bare interpreter's start. So a command is made when it is called.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from kortspil.cli.usage import Command, Danish
from kortspil.errors import WrongCall
from kortspil.texts import calls as texts


def make(name: str) -> Any:
    """The command of a name, as Typer makes it."""
    call = getattr(import_module(f"kortspil.calls.{name}"), name)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, cls=Command, help=texts.COMMANDS_HELP[name], options_metavar=texts.OPTIONS_METAVAR)(call)
    return typer.main.get_command(app)


class Commands(Danish, TyperGroup):
    """The program itself: its commands by their names, in the order that a person meets them."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(texts.COMMANDS_HELP)

    def get_command(self, _ctx: Any, name: str) -> Any:
        return make(name) if name in texts.COMMANDS_HELP else None

    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(texts.COMMANDS):
            formatter.write_dl(list(texts.COMMANDS_HELP.items()))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names. Raises ``WrongCall`` where there is none."""
        if args[0] not in texts.COMMANDS_HELP and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], list(texts.COMMANDS_HELP), 2)
            raise WrongCall(texts.no_such_command(args[0], near), texts.see_help("kortspil"))
        return super().resolve_command(ctx, args)
