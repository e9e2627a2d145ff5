"""``kortspil play``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

import sys
from pathlib import Path
from typing import Annotated

import typer

from kortspil.calls.shared import FILE, Deck, area_option
from kortspil.cli.options import complete_case, complete_theme, theme_name, whole_number
from kortspil.texts import calls as texts
from kortspil.timing import LENGTHS


def play(
    area: Annotated[list[str] | None, area_option(texts.AREA)] = None,
    deck: Deck = None,
    notes: Annotated[Path | None, typer.Option(help=texts.NOTES, **FILE)] = None,
    participants: Annotated[str, typer.Option(help=texts.PARTICIPANTS, metavar=texts.NAMES_METAVAR)] = "",
    cards: Annotated[
        int | None,
        typer.Option(
            help=texts.NUMBER_OF_CARDS,
            metavar=texts.NUMBER_METAVAR,
            parser=whole_number("--cards", texts.NUMBER_REMEDY, range(1, sys.maxsize), texts.TOO_FEW_CARDS),
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(help=texts.SEED, metavar=texts.SEED_METAVAR, parser=whole_number("--seed", texts.SEED_REMEDY)),
    ] = None,
    minutes: Annotated[
        int | None,
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
    from kortspil.cli import play as command

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
