"""The command line: what can be typed, and the one place where errors are printed and exit codes chosen."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from kortspil.errors import INTERRUPTED, MOST_PROBLEMS, BadFile, FileTrouble, KortspilError
from kortspil.harmless import harmless
from kortspil.options import (
    COMPLETION,
    complete_area,
    complete_case,
    complete_format,
    complete_theme,
    theme_name,
    whole_number,
)
from kortspil.streams import make_whole
from kortspil.texts import calls as texts
from kortspil.timing import LENGTHS
from kortspil.usage import Command, Group, translate

_MOST_SHOWN = 50

app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, help=texts.APP)


def run(args: list[str]) -> int:
    """Run the program on its arguments and give its exit code. Everything that goes wrong is printed here."""
    make_whole()
    try:
        code = _command().main(args, prog_name="kortspil", standalone_mode=False)
        # Flushed here, where a reader that hung up is caught, and not by Python at the very end.
        sys.stdout.flush()
    except KortspilError as error:
        return _complain(error)
    except typer.TyperException as error:
        return _complain(translate(error, args))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        # Windows calls a pipe that its reader closed an invalid argument.
        is_pipe = error.filename is None and getattr(error, "winerror", None) is None
        if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL and is_pipe):
            return _hang_up()
        return _complain(_output_trouble(error))
    except Exception as error:
        if os.environ.get("KORTSPIL_TRACEBACK"):
            raise
        return _complain(_unexpected(error))
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


def _complain(error: KortspilError) -> int:
    lines = [error.what]
    if isinstance(error, BadFile):
        from kortspil.texts.loading import problems_left_out

        for problem in error.problems[:_MOST_SHOWN]:
            # A line end in a deck's own words would let it write lines of its own here.
            what = problem.what.replace("\n", "\N{SYMBOL FOR LINE FEED}")
            lines += ["", f"{problem.file}:{problem.line}:{problem.column}: {what}"]
            if problem.quote:
                lines += [f"    {harmless(problem.quote)}", f"    {' ' * problem.caret}^"]
            lines += [f"    {problem.remedy}"]
        left = len(error.problems) - _MOST_SHOWN
        at_least = len(error.problems) >= MOST_PROBLEMS
        lines += ["", problems_left_out(left, at_least=at_least)] if left > 0 else []
    lines += [error.remedy] if error.remedy else []
    # Where the window is closed, nobody is left to tell.
    with contextlib.suppress(OSError):
        print(harmless("\n".join(lines)), file=sys.stderr)
    return error.exit_code


def _output_trouble(error: OSError) -> KortspilError:
    if error.errno not in (errno.ENOSPC, errno.EIO, errno.EFBIG):
        return _unexpected(error)
    from kortspil.texts.oserrors import reason

    _hang_up()  # What could not be written is not tried once more at the end.
    return FileTrouble(texts.output_trouble(reason(error)))


def _unexpected(error: Exception) -> KortspilError:
    # The kind and the place only: an exception's own words may quote a note.
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
    return KortspilError(texts.unexpected(type(error).__name__, place), texts.UNEXPECTED_REMEDY)


def _hang_up() -> int:
    # Whoever read our output has closed it. Python would complain once more while it flushes at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


# --- Commands. ``Optional`` is written out because Typer reads these types on Python 3.10.

# What may not be read is told of where it is read, in Danish.
_FILE: Any = {"metavar": texts.FILE_METAVAR, "readable": False}
_Files = Optional[list[Path]]  # noqa: UP045
_Areas = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--area", help=texts.AREA, metavar=texts.AREA_METAVAR, autocompletion=complete_area),
]
_AreasShown = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--area", help=texts.AREA_SHOWN, metavar=texts.AREA_METAVAR, autocompletion=complete_area),
]
_AreasExported = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--area", help=texts.AREA_EXPORTED, metavar=texts.AREA_METAVAR, autocompletion=complete_area),
]
_Deck = Annotated[Optional[Path], typer.Option("--deck", help=texts.DECK, **_FILE)]  # noqa: UP045
_Json = Annotated[bool, typer.Option("--json", help=texts.JSON)]


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


@app.command(cls=Command, help=texts.PLAY, options_metavar=texts.OPTIONS_METAVAR)
def play(
    area: _Areas = None,
    deck: _Deck = None,
    notes: Annotated[Optional[Path], typer.Option(help=texts.NOTES, **_FILE)] = None,  # noqa: UP045
    participants: Annotated[str, typer.Option(help=texts.PARTICIPANTS, metavar=texts.NAMES_METAVAR)] = "",
    cards: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            help=texts.NUMBER_OF_CARDS,
            metavar=texts.NUMBER_METAVAR,
            parser=whole_number("--cards", texts.NUMBER_REMEDY, range(1, sys.maxsize), texts.TOO_FEW_CARDS),
        ),
    ] = None,
    seed: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help=texts.SEED, metavar=texts.SEED_METAVAR, parser=whole_number("--seed", texts.SEED_REMEDY)),
    ] = None,
    minutes: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            help=texts.MINUTES,
            metavar=texts.MINUTES_METAVAR,
            parser=whole_number("--minutes", texts.MINUTES_REMEDY, LENGTHS, texts.TOO_MANY_MINUTES),
        ),
    ] = None,
    case: Annotated[str, typer.Option(help=texts.CASE, metavar=texts.NAME_METAVAR, autocompletion=complete_case)] = "",
    group: Annotated[str, typer.Option(help=texts.GROUP, metavar=texts.GROUP_METAVAR)] = "",
    no_warmup: Annotated[bool, typer.Option("--no-warmup", help=texts.NO_WARMUP)] = False,
    theme: Annotated[
        str,
        typer.Option(help=texts.THEME, metavar=texts.THEME_METAVAR, parser=theme_name, autocompletion=complete_theme),
    ] = "auto",
    hide_examples: Annotated[bool, typer.Option("--hide-examples", help=texts.HIDE_EXAMPLES)] = False,
    bell: Annotated[bool, typer.Option("--bell", help=texts.BELL)] = False,
    plain: Annotated[bool, typer.Option("--plain", help=texts.PLAIN)] = False,
    resume: Annotated[bool, typer.Option("--resume", help=texts.RESUME)] = False,
    meeting: Annotated[str, typer.Option(help=texts.MEETING, metavar=texts.MEETING_METAVAR)] = "",
) -> None:
    from kortspil.commands import play as command

    wanted = command.Wanted(
        areas=tuple(area or ()),
        deck=deck,
        notes=notes,
        participants=command.names(participants),
        limit=cards,
        seed=seed,
        minutes=minutes,
        case=case,
        warmup=not no_warmup,
        plain=plain,
        resume=resume or bool(meeting),
        meeting=meeting,
        group=group,
        hides_examples=hide_examples,
        bell=bell,
        theme=theme,
    )
    raise typer.Exit(command.run(wanted))


@app.command(cls=Command, help=texts.EXPORT, options_metavar=texts.OPTIONS_METAVAR)
def export(
    targets: Annotated[list[str], typer.Argument(help=texts.TARGET, metavar=texts.TARGETS_METAVAR)],
    format: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=texts.FORMAT, metavar=texts.FORMAT_METAVAR, autocompletion=complete_format),
    ] = None,
    source: Annotated[_Files, typer.Option("--from", help=texts.FROM, **_FILE)] = None,
    meeting: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help=texts.EXPORTED_MEETING, metavar=texts.MEETING_METAVAR),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=texts.EXPORT_ALL)] = False,
    since: Annotated[Optional[str], typer.Option(help=texts.SINCE, metavar=texts.DAY_METAVAR)] = None,  # noqa: UP045
    area: _AreasExported = None,
    force: Annotated[bool, typer.Option("--force", help=texts.FORCE)] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help=texts.ALLOW_EMPTY)] = False,
) -> None:
    from kortspil.commands import export as command
    from kortspil.commands.selecting import Wanted
    from kortspil.commands.targets import Call

    wanted = Wanted(tuple(source or ()), tuple(meeting or ()), every, since, tuple(area or ()))
    command.run(Call(tuple(targets), wanted, format, force, allow_empty), date.today())


@app.command(cls=Command, help=texts.SESSIONS, options_metavar=texts.OPTIONS_METAVAR)
def sessions(
    source: Annotated[_Files, typer.Option("--from", help=texts.SESSIONS_FROM, **_FILE)] = None,
    delete: Annotated[str, typer.Option(help=texts.DELETE, metavar=texts.MEETING_METAVAR)] = "",
    force: Annotated[bool, typer.Option("--force", help=texts.DELETE_FORCE)] = False,
    json: _Json = False,
) -> None:
    from kortspil.commands import sessions as command

    if delete:
        command.delete(delete, tuple(source or ()), force=force)
    else:
        command.show(tuple(source or ()), json=json)


@app.command(cls=Command, help=texts.CARDS, options_metavar=texts.OPTIONS_METAVAR)
def cards(area: _AreasShown = None, deck: _Deck = None, json: _Json = False) -> None:
    from kortspil.commands import reading

    reading.cards(tuple(area or ()), deck, as_json=json)


@app.command(cls=Command, help=texts.CASES, options_metavar=texts.OPTIONS_METAVAR)
def cases(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help=texts.CASE_NAME, metavar=texts.CASE_METAVAR, autocompletion=complete_case),
    ] = None,
    json: _Json = False,
) -> None:
    from kortspil.commands import reading

    reading.cases(name, as_json=json)


@app.command(cls=Command, help=texts.GUIDE, options_metavar=texts.OPTIONS_METAVAR)
def guide(deck: _Deck = None) -> None:
    from kortspil.commands import reading

    reading.guide(deck)


@app.command(cls=Command, help=texts.CHECK, options_metavar=texts.OPTIONS_METAVAR)
def check(
    file: Annotated[Path, typer.Argument(help=texts.CHECKED_FILE, **_FILE)],
) -> None:
    from kortspil.commands import reading

    reading.check(file)
