"""Typer's help and usage errors, in Danish."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand

from kortspil.errors import KortspilError, UsageError
from kortspil.messages import cli as texts

_NO_BRACES = str.maketrans("", "", "{}")


class DanishHelp:
    """Danish help for a command and for the group. A mixin for Typer's two classes."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        # Typer puts braces around required arguments, which no other program does.
        pieces = " ".join(self.collect_usage_pieces(ctx)).translate(_NO_BRACES)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, texts.USAGE)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        arguments, options = [], []
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            if param.param_type_name == "argument":
                arguments.append((param.make_metavar(ctx), param.help or ""))
            elif not param.hidden:
                metavar = "" if param.is_flag else f" {param.make_metavar(ctx)}"
                options.append((", ".join(param.opts) + metavar, param.help or ""))
        for title, rows in ((texts.ARGUMENTS, arguments), (texts.OPTIONS, options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = texts.HELP_OPTION
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the arguments. Any ``TyperException`` that is raised has the context as ``error.ctx``."""
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as error:
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise


class Command(DanishHelp, TyperCommand):
    """A command with Danish help and errors."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the arguments. Raises ``UsageError`` if there are too many."""
        # Typer names surplus arguments only in its English message, so they are allowed here and refused below.
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise UsageError(texts.too_many_words(" ".join(left)), texts.see_help(ctx.command_path))
        return left


def translate(error: typer.TyperException, args: list[str]) -> KortspilError:
    """Return a Typer error as a Danish ``UsageError``.

    Typer does not export the classes of its usage errors, so they are told apart by name. Any other error gets a
    general message.
    """
    command = " ".join(["kortspil", *[word for word in args[:1] if not word.startswith("-")]])
    return UsageError(_sentence(error), texts.see_help(command))


def _sentence(error: typer.TyperException) -> str:
    name = getattr(error, "option_name", "")
    match type(error).__name__:
        case "NoSuchOption":
            return texts.no_such_option(name, sorted(getattr(error, "possibilities", None) or []))
        case "BadOptionUsage":
            return texts.option_takes_no_value(name) if _is_flag(error, name) else texts.option_needs_value(name)
        case "MissingParameter":
            return texts.missing_argument(_name(error))
        case _:
            return texts.NOT_UNDERSTOOD


def _is_flag(error: typer.TyperException, name: str) -> bool:
    context: Any = getattr(error, "ctx", None)
    params = context.command.get_params(context) if context is not None else []
    return any(name in (*param.opts, *param.secondary_opts) and getattr(param, "is_flag", False) for param in params)


def _name(error: typer.TyperException) -> str:
    param = getattr(error, "param", None)
    return param.human_readable_name.removesuffix("…") if param is not None else ""
