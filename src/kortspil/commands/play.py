"""``kortspil play``: a meeting."""

from __future__ import annotations

import gc
import secrets
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import NamedTuple

from kortspil import archive, filenames, places, streams
from kortspil.commands import choosing, farewell, resuming
from kortspil.errors import INTERRUPTED
from kortspil.events import Opened
from kortspil.game import Game, World, play
from kortspil.journal import Meeting
from kortspil.notesfile import NotesFile
from kortspil.session import begin, deal
from kortspil.texts import notes
from kortspil.texts import plain as aloud


class Wanted(NamedTuple):
    """What the command line asks for. ``areas`` and ``case`` as typed; ``limit`` is the most cards on the table, and
    ``minutes`` the time that the group has. ``resume``: go on with a meeting, the one whose id begins with ``meeting``,
    or else the latest that was not closed. ``theme`` is the name of what the window is painted with."""

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
    theme: str = "auto"


def names(typed: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(name.strip() for name in streams.as_text(typed).split(",") if name.strip())


def run(wanted: Wanted) -> int:
    """Hold the meeting and give the exit code."""
    plain = streams.wants_plain(wanted.plain)
    kept = resuming.named(wanted) if wanted.resume else resuming.offer(wanted, plain=plain)
    game = resuming.game(kept, wanted.deck if wanted.resume else None, _world()) if kept else _new(_asked(wanted))
    try:
        return _hold(game, wanted.theme, plain=plain)
    finally:
        game.notes.close()


def _asked(wanted: Wanted) -> Wanted:
    if resuming.is_described(wanted) or not streams.is_conversation():
        return wanted
    from kortspil.commands import preparing

    return preparing.prepared(wanted)


def _new(wanted: Wanted) -> Game:
    deck = choosing.deck(wanted.deck)
    areas = choosing.areas(deck, wanted.areas)
    if wanted.case:
        wanted = wanted._replace(case=choosing.case(choosing.cases(), wanted.case).name)
    dealt = deal(areas, Random(wanted.seed) if wanted.seed is not None else SystemRandom(), wanted.limit)
    warmup = deck.warmup if wanted.warmup else None
    opened = Opened(
        deck_title=deck.title,
        deck_file=str(choosing.typed_path(wanted.deck).resolve()) if wanted.deck else "",
        areas=tuple((area.id, area.name) for area in areas),
        participants=wanted.participants,
        dealt=dealt,
        seed=wanted.seed,
        warmup=warmup is not None,
    )
    began = _now()
    meeting = Meeting(f"{began:%Y%m%d-%H%M}-{secrets.token_hex(3)}", began, opened, ())
    name = f"{began:%Y-%m-%d-%H%M%S-%f}.md"
    path = choosing.typed_path(wanted.notes) if wanted.notes else places.notes_folder() / name
    if wanted.notes:
        filenames.refuse(str(path), notes.NOTES_ELSEWHERE_REMEDY)
    return Game(meeting, begin(areas, dealt, warmup), NotesFile(path), _world())


def _world() -> World:
    return World(_now, choosing.cases, _keep_in_mind)


def _keep_in_mind(path: Path) -> None:
    # In the folder, only what ends as notes do is looked for.
    if path.parent != places.notes_folder() or path.suffix != ".md":
        archive.remember(places.notes_folder(), path)


def _hold(game: Game, theme: str, *, plain: bool) -> int:
    if plain:
        gc.enable()
        return _hold_plain(game)
    from kortspil.fullscreen import FullScreen

    with FullScreen(farewell.farewell, theme=theme) as screen:
        play(game, screen)
    return farewell.say(game, screen) or screen.exit_code


def _hold_plain(game: Game) -> int:
    from kortspil.plain import Plain

    front = Plain(streams.line_reader(aloud.PLAIN_PROMPT), streams.say)
    code = 0
    try:
        play(game, front)
    except KeyboardInterrupt:
        code = INTERRUPTED
    return farewell.say(game, front) or code


def _now() -> datetime:
    return datetime.now().astimezone()
