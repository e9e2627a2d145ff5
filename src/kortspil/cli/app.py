"""The group of commands. Prints every error and chooses every exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kortspil.cli.options import COMPLETION
from kortspil.cli.usage import Command, DanishHelp, translate
from kortspil.errors import INTERRUPTED, MOST_PROBLEMS, FileError, InvalidFile, KortspilError, UsageError
from kortspil.messages import cli as texts
from kortspil.system.streams import set_up_streams
from kortspil.text.sanitize import sanitize

_MOST_SHOWN = 50
_MODULES = {
    "play": "kortspil.cli.play",
    "export": "kortspil.cli.export",
    "sessions": "kortspil.cli.sessions",
    "cards": "kortspil.cli.content",
    "cases": "kortspil.cli.content",
    "guide": "kortspil.cli.content",
    "check": "kortspil.cli.check",
}
"""The module of each command. It has a function with the name of the command. The commands are in the order in which a
new user needs them."""


class Commands(DanishHelp, TyperGroup):
    """A group that imports the module of a command when the command is called."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(_MODULES)

    def get_command(self, _ctx: Any, name: str) -> Any:
        return _load(name) if name in _MODULES else None

    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(texts.COMMANDS):
            formatter.write_dl([(name, texts.COMMANDS_HELP[name]) for name in _MODULES])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names. Raises ``UsageError`` if there is none."""
        if args[0] not in _MODULES and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], list(_MODULES), 2)
            raise UsageError(texts.no_such_command(args[0], near), texts.see_help("kortspil"))
        return super().resolve_command(ctx, args)


def _load(name: str) -> Any:
    function = getattr(import_module(_MODULES[name]), name)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, cls=Command, help=texts.COMMANDS_HELP[name], options_metavar=texts.OPTIONS_METAVAR)(function)
    return typer.main.get_command(app)


app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False, help=texts.APP)


def run(args: list[str]) -> int:
    """Run the program with some arguments, print any error, and return the exit code."""
    set_up_streams()
    try:
        code = _command().main(args, prog_name="kortspil", standalone_mode=False)
        # Flushed here: Python would do it at exit, where a closed pipe cannot be handled.
        sys.stdout.flush()
    except KortspilError as error:
        return _print_error(error)
    except typer.TyperException as error:
        return _print_error(translate(error, args))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        # Windows reports a closed pipe as an invalid argument.
        is_pipe = error.filename is None and getattr(error, "winerror", None) is None
        if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL and is_pipe):
            return _hang_up()
        return _print_error(_output_trouble(error))
    except Exception as error:
        if os.environ.get("KORTSPIL_TRACEBACK"):
            raise
        return _print_error(_unexpected(error))
    if code == INTERRUPTED:
        print(texts.INTERRUPTED, file=sys.stderr)
    return code if isinstance(code, int) else 0


def _command() -> Any:
    command: Any = typer.main.get_command(app)
    for param in command.params:
        if param.name in COMPLETION:
            param.help, param.callback = COMPLETION[param.name]
    return command


# --- Errors


def _print_error(error: KortspilError) -> int:
    lines = [error.message]
    if isinstance(error, InvalidFile):
        from kortspil.messages.deck_files import problems_left_out

        for problem in error.problems[:_MOST_SHOWN]:
            # A line end in a quoted value could look like the beginning of another problem.
            what = problem.message.replace("\n", "\N{SYMBOL FOR LINE FEED}")
            lines += ["", f"{problem.file}:{problem.line}:{problem.column}: {what}"]
            if problem.quote:
                lines += [f"    {sanitize(problem.quote)}", f"    {' ' * problem.caret}^"]
            lines += [f"    {problem.hint}"]
        left = len(error.problems) - _MOST_SHOWN
        at_least = len(error.problems) >= MOST_PROBLEMS
        lines += ["", problems_left_out(left, at_least=at_least)] if left > 0 else []
    lines += [error.hint] if error.hint else []
    # If the window was closed, standard error cannot be written to.
    with contextlib.suppress(OSError):
        print(sanitize("\n".join(lines)), file=sys.stderr)
    return error.exit_code


def _output_trouble(error: OSError) -> KortspilError:
    if error.errno not in (errno.ENOSPC, errno.EIO, errno.EFBIG):
        return _unexpected(error)
    from kortspil.messages.os_errors import reason

    _hang_up()  # Python must not try to write the rest at exit.
    return FileError(texts.output_trouble(reason(error)))


def _unexpected(error: Exception) -> KortspilError:
    # Tells only the class and the place, because the message may quote a note.
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return KortspilError(texts.unexpected(type(error).__name__, place), texts.UNEXPECTED_HINT)


def _hang_up() -> int:
    # Writing failed, most often because the reader closed the pipe. Python would report that again when it flushes at
    # exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


# --- The options of the program


def _print_version(value: bool) -> None:
    if value:
        from kortspil import __version__

        print(f"kortspil {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=texts.APP_END, subcommand_metavar=texts.COMMAND_METAVAR,
              options_metavar=texts.OPTIONS_METAVAR)  # fmt: skip
def _program(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help=texts.VERSION_OPTION, is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())
