"""``kortspil play``: a meeting."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from typing import NamedTuple

from kortspil import people, places, streams
from kortspil.cli import resolve, resume
from kortspil.deck import Case
from kortspil.errors import INTERRUPTED, WrongCall
from kortspil.events import Opened
from kortspil.game import FrontEnd, Game, World, play
from kortspil.journal.model import Meeting
from kortspil.notesfile import NotesFile
from kortspil.session import Agreed, Terms, begin, deal, seat
from kortspil.texts import calls, notes
from kortspil.timing import Steady


class Wanted(NamedTuple):
    """What the command line asks for. ``areas`` and ``case`` as typed; ``limit`` is the most cards on the table, and
    ``minutes`` the time that the group has. ``resume``: go on with a meeting, the one whose id begins with ``meeting``,
    or else the latest that was not closed. ``group`` is who meets; ``theme`` is
    the name of what the window is painted with, ``hides_examples`` whether they are shown only when asked for, and
    ``bell`` whether it is heard that time is up."""

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


def names(typed: str) -> tuple[str, ...]:
    """The names in a list with commas. Raises ``WrongCall`` where two are the same."""
    found = people.names(streams.as_text(typed))
    again = people.twice(found)
    if again:
        raise WrongCall(calls.same_name(again), calls.same_name_remedy(again))
    return found


def run(wanted: Wanted) -> int:
    """Hold the meeting and give the exit code."""
    plain = streams.wants_plain(wanted.plain)
    kept = resume.named(wanted) if wanted.resume else resume.offer(wanted, plain=plain)
    lead = None
    if kept:
        game = resume.game(kept, wanted.deck if wanted.resume else None, _world())
    else:
        wanted = _asked(wanted)
        lead = resolve.case(resolve.cases(), wanted.case) if wanted.case else None
        game = _new(wanted)
    try:
        return _hold(game, wanted, lead, plain=plain)
    finally:
        game.notes.close()


def _asked(wanted: Wanted) -> Wanted:
    if resume.is_described(wanted) or not streams.is_conversation():
        return wanted
    from kortspil.cli import setup

    return setup.prepared(wanted)


def _new(wanted: Wanted) -> Game:
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
        recalls=bool(terms.promises),
    )
    began = _now()
    # What ``secrets.token_hex`` does, without the hashes that its import brings: they take 3 ms.
    meeting = Meeting(f"{began:%Y%m%d-%H%M}-{os.urandom(3).hex()}", began, opened, ())
    name = f"{began:%Y-%m-%d-%H%M%S-%f}.md"
    path = file or places.notes_folder() / name
    if file:
        from kortspil import filenames

        filenames.refuse(str(path), notes.NOTES_ELSEWHERE_REMEDY)
    return Game(meeting, begin(areas, dealt, warmup, terms), NotesFile(path), _world())


def _agreements(group: str, file: Path | None) -> tuple[Agreed, ...]:
    # Reading what others wrote is for a group that has a past.
    if not group and file is None:
        return ()
    from kortspil.open_agreements import agreements

    return agreements(group, file)


def _world() -> World:
    return World(Steady(_now, monotonic), resolve.cases, _keep_in_mind)


def _keep_own(questions: Sequence[str]) -> str:
    # The own deck's reader and writer are for the few meetings that ask something themselves.
    from kortspil.commands.keeping import keep_own

    return keep_own(questions)


def _keep_in_mind(path: Path) -> None:
    # In the folder, only what ends as notes do is looked for.
    if path.parent != places.notes_folder() or path.suffix != ".md":
        from kortspil import archive

        archive.remember(places.notes_folder(), path)


def _farewell(game: Game) -> Sequence[str]:
    # What is said in the end is not waited for in the beginning.
    from kortspil.cli.closing import farewell

    return farewell(game)


def _say_farewell(game: Game, front: FrontEnd) -> int:
    from kortspil.cli.closing import say

    return say(game, front)


def _hold(game: Game, wanted: Wanted, lead: Case | None, *, plain: bool) -> int:
    if plain:
        return _hold_plain(game, wanted, lead)
    from kortspil.fullscreen import FullScreen

    with FullScreen(
        _farewell,
        keep_own=_keep_own,
        lead=lead,
        theme=wanted.theme,
        hides_examples=wanted.hides_examples,
        bell=wanted.bell,
    ) as screen:
        play(game, screen)
    return _say_farewell(game, screen) or screen.exit_code


def _hold_plain(game: Game, wanted: Wanted, lead: Case | None) -> int:
    from kortspil.plain import Plain
    from kortspil.texts import plain as aloud

    front = Plain(
        streams.line_reader(aloud.PLAIN_PROMPT),
        streams.say,
        keep_own=_keep_own,
        lead=lead,
        hides_examples=wanted.hides_examples,
        bell=wanted.bell,
    )
    code = 0
    try:
        play(game, front)
    except KeyboardInterrupt:
        code = INTERRUPTED
    return _say_farewell(game, front) or code


def _now() -> datetime:
    return datetime.now().astimezone()
