"""``kortspil export``: write the minutes of the latest meeting, or of several, to files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import Annotated

import typer

from kortspil.cli.export_meetings import Chosen, MeetingChoice, choose
from kortspil.cli.export_targets import STANDARD_OUTPUT, ExportOptions, Target, targets_of
from kortspil.cli.options import FILE, FilesOption, area_option, complete_format
from kortspil.cli.progress import ProgressBar
from kortspil.errors import KortspilError, UsageError
from kortspil.export.registry import FORMATS
from kortspil.messages import cli as cli_messages
from kortspil.messages import export as texts
from kortspil.minutes.model import Minutes
from kortspil.notes import store
from kortspil.system import paths
from kortspil.text.sanitize import sanitize


def export(
    targets: Annotated[list[str], typer.Argument(help=cli_messages.TARGET, metavar=cli_messages.TARGETS_METAVAR)],
    format: Annotated[
        str | None,
        typer.Option(
            help=cli_messages.format_option(list(FORMATS)),
            metavar=cli_messages.FORMAT_METAVAR,
            autocompletion=complete_format,
        ),
    ] = None,
    source: Annotated[FilesOption, typer.Option("--from", help=cli_messages.FROM, **FILE)] = None,
    meeting: Annotated[
        list[str] | None,
        typer.Option(help=cli_messages.EXPORTED_MEETING, metavar=cli_messages.MEETING_METAVAR),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=cli_messages.EXPORT_ALL)] = False,
    since: Annotated[str | None, typer.Option(help=cli_messages.SINCE, metavar=cli_messages.DAY_METAVAR)] = None,
    area: Annotated[list[str] | None, area_option(cli_messages.AREA_EXPORTED)] = None,
    force: Annotated[bool, typer.Option("--force", help=cli_messages.FORCE)] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help=cli_messages.ALLOW_EMPTY)] = False,
) -> None:
    choice = MeetingChoice(tuple(source or ()), tuple(meeting or ()), every, since, tuple(area or ()))
    _run(ExportOptions(tuple(targets), choice, format, force, allow_empty), date.today())


def _run(options: ExportOptions, today: date) -> None:
    """Write the minutes of the chosen meetings to each target.

    Targets, options and meetings are checked before the first file is written.
    """
    targets = targets_of(options)
    if not targets:
        return
    with ProgressBar() as bar:
        chosen = choose(options.choice, today, partial(bar.track, what=texts.LOOKING))
    is_piped = STANDARD_OUTPUT in options.targets
    left_out = 0
    for target in targets:
        sentence, left_out = _write(target, chosen, options)
        if target.path is not None:
            print(sanitize(sentence), file=sys.stderr if is_piped else sys.stdout)
    remarks = [texts.without_notes(left_out)] if left_out else []
    remarks += [texts.unreadable_lines(str(file), lines) for file, lines in chosen.damaged.items()]
    for remark in [*remarks, *chosen.without]:
        print(sanitize(remark), file=sys.stderr)


def _write(target: Target, chosen: Chosen, options: ExportOptions) -> tuple[str, int]:
    """Write one target. Return the sentence to print about it, and how many meetings without notes were left out."""
    left_out: list[Minutes] = []
    with ProgressBar(is_hidden=target.path is None and sys.stdout.isatty()) as bar:
        counted = bar.track(chosen.minutes(), len(chosen), texts.READING, texts.SETTING_UP)
        minutes = _with_notes(counted, left_out, options)
        first = next(minutes, None)
        if first is None:
            raise _nothing_to_write(left_out, chosen, options)
        target.write(target.render(chain([first], minutes)), options)
    amount = len(chosen) - len(left_out)
    name = str(target.real)
    return texts.exported(first.at, name) if amount == 1 else texts.exported_all(amount, name), len(left_out)


def _with_notes(minutes: Iterable[Minutes], left_out: list[Minutes], options: ExportOptions) -> Iterator[Minutes]:
    for each in minutes:
        if each.has_notes or options.allow_empty:
            yield each
        else:
            left_out.append(each)


def _nothing_to_write(left_out: list[Minutes], chosen: Chosen, options: ExportOptions) -> KortspilError:
    hint = texts.without_notes_hint(options._replace(allow_empty=True).line())
    if len(left_out) != 1:
        return UsageError(texts.all_without_notes(len(chosen), left_out[0].only if left_out else ()), hint)
    earlier = None if options.choice != MeetingChoice() else store.latest_with_notes(paths.notes_folder())
    if earlier is not None:
        other = options._replace(choice=MeetingChoice(meetings=(earlier.meeting.id,)), allow_empty=False).line()
        hint = f"{texts.earlier_with_notes(earlier.meeting.at, other)}\n{hint}"
    return UsageError(texts.meeting_without_notes(left_out[0].at, left_out[0].only), hint)
