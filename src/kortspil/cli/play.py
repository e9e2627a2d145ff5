"""``kortspil play``: hold a meeting."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from typing import Annotated

import typer

from kortspil.cli import closing, resolve, resume, setup
from kortspil.cli.options import (
    FILE,
    DeckOption,
    PlayOptions,
    area_option,
    complete_case,
    complete_theme,
    theme_name,
    whole_number,
)
from kortspil.deck.model import Case
from kortspil.errors import INTERRUPTED, UsageError
from kortspil.meeting.clock import LENGTHS
from kortspil.meeting.events import Opened
from kortspil.meeting.state import OpenAgreement, Terms, begin, deal, seat
from kortspil.messages import cli as texts
from kortspil.messages.notes import NOTES_ELSEWHERE_HINT
from kortspil.messages.plain import PLAIN_PROMPT
from kortspil.notes import store
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting
from kortspil.notes.open_agreements import agreements
from kortspil.system import paths, streams
from kortspil.system.clock import MonotonicClock
from kortspil.text import names as participant_names
from kortspil.ui import controller
from kortspil.ui.controller import MeetingController, Services


def play(
    area: Annotated[list[str] | None, area_option(texts.AREA)] = None,
    deck: DeckOption = None,
    notes: Annotated[Path | None, typer.Option(help=texts.NOTES, **FILE)] = None,
    participants: Annotated[str, typer.Option(help=texts.PARTICIPANTS, metavar=texts.NAMES_METAVAR)] = "",
    cards: Annotated[
        int | None,
        typer.Option(
            help=texts.NUMBER_OF_CARDS,
            metavar=texts.NUMBER_METAVAR,
            parser=whole_number("--cards", texts.NUMBER_HINT, range(1, sys.maxsize), texts.TOO_FEW_CARDS),
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(help=texts.SEED, metavar=texts.SEED_METAVAR, parser=whole_number("--seed", texts.SEED_HINT)),
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            help=texts.MINUTES,
            metavar=texts.MINUTES_METAVAR,
            parser=whole_number("--minutes", texts.MINUTES_HINT, LENGTHS, texts.TOO_MANY_MINUTES),
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
    wanted = PlayOptions(
        areas=tuple(area or ()),
        deck=deck,
        notes=notes,
        participants=_names(participants),
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
    raise typer.Exit(run(wanted))


def _names(typed: str) -> tuple[str, ...]:
    """Split names at commas. Raises ``UsageError`` if two are the same."""
    found = participant_names.names(streams.as_text(typed))
    again = participant_names.twice(found)
    if again:
        raise UsageError(texts.same_name(again), texts.same_name_hint(again))
    return found


def run(wanted: PlayOptions) -> int:
    """Hold a meeting and return the exit code."""
    plain = streams.wants_plain(wanted.plain)
    kept = resume.named(wanted) if wanted.resume else resume.offer(wanted, plain=plain)
    lead = None
    if kept:
        meeting = resume.controller(kept, wanted.deck if wanted.resume else None, _services())
    else:
        wanted = _asked(wanted)
        lead = resolve.case(resolve.cases(), wanted.case) if wanted.case else None
        meeting = _new(wanted)
    try:
        return _hold(meeting, wanted, lead, plain=plain)
    finally:
        meeting.notes.close()


def _asked(wanted: PlayOptions) -> PlayOptions:
    if resume.is_described(wanted) or not streams.is_conversation():
        return wanted
    return setup.prepared(wanted)


def _new(wanted: PlayOptions) -> MeetingController:
    deck = resolve.deck(wanted.deck)
    areas = resolve.areas(deck, wanted.areas)
    random = Random(wanted.seed) if wanted.seed is not None else SystemRandom()
    dealt = deal(areas, random, wanted.limit)
    warmup = deck.warmup if wanted.warmup else None
    group = " ".join(streams.as_text(wanted.group).split())
    file = resolve.typed_path(wanted.notes) if wanted.notes else None
    terms = Terms(wanted.minutes, seat(wanted.participants, random), _agreements(group, file))
    opened = Opened(
        deck_title=deck.title,
        deck_file=str(resolve.typed_path(wanted.deck).resolve()) if wanted.deck else "",
        areas=tuple((area.id, area.name) for area in areas),
        participants=wanted.participants,
        dealt=dealt,
        seed=wanted.seed,
        warmup=warmup is not None,
        minutes=wanted.minutes,
        group=group,
        turns=terms.turns,
        recalls=bool(terms.open_agreements),
    )
    began = _now()
    # ``secrets.token_hex`` does the same, but importing it loads the hash functions.
    meeting = Meeting(f"{began:%Y%m%d-%H%M}-{os.urandom(3).hex()}", began, opened, ())
    name = f"{began:%Y-%m-%d-%H%M%S-%f}.md"
    path = file or paths.notes_folder() / name
    if file:
        paths.refuse(str(path), NOTES_ELSEWHERE_HINT)
    return MeetingController(meeting, begin(areas, dealt, warmup, terms), NotesFile(path), _services())


def _agreements(group: str, file: Path | None) -> tuple[OpenAgreement, ...]:
    # Without --group and --notes, the program cannot know which earlier meetings this one continues.
    if not group and file is None:
        return ()
    return agreements(group, file)


def _services() -> Services:
    return Services(MonotonicClock(_now, monotonic), resolve.cases, _keep_in_mind)


def _keep_in_mind(path: Path) -> None:
    # A .md file in the folder of notes is found without being remembered.
    if path.parent != paths.notes_folder() or path.suffix != ".md":
        store.remember(paths.notes_folder(), path)


# Each front end is imported only when it is used: the full screen imports Rich.


def _hold(meeting: MeetingController, wanted: PlayOptions, lead: Case | None, *, plain: bool) -> int:
    if plain:
        return _hold_plain(meeting, wanted, lead)
    from kortspil.ui.screen.app import FullScreen

    with FullScreen(
        closing.farewell,
        keep_own=closing.keep_own,
        lead=lead,
        theme=wanted.theme,
        hides_examples=wanted.hides_examples,
        bell=wanted.bell,
    ) as screen:
        controller.play(meeting, screen)
    return closing.say(meeting, screen) or screen.exit_code


def _hold_plain(meeting: MeetingController, wanted: PlayOptions, lead: Case | None) -> int:
    from kortspil.ui.plain.app import Plain

    front = Plain(
        streams.line_reader(PLAIN_PROMPT),
        streams.say,
        keep_own=closing.keep_own,
        lead=lead,
        hides_examples=wanted.hides_examples,
        bell=wanted.bell,
    )
    code = 0
    try:
        controller.play(meeting, front)
    except KeyboardInterrupt:
        code = INTERRUPTED
    return closing.say(meeting, front) or code


def _now() -> datetime:
    return datetime.now().astimezone()
