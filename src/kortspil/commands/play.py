"""``kortspil play``: a meeting."""

from __future__ import annotations

import gc
import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import NamedTuple

from kortspil import archive, places, streams
from kortspil.commands import choosing
from kortspil.commands.typing import program, quoted
from kortspil.errors import INTERRUPTED, KortspilError
from kortspil.events import Kind, Opened
from kortspil.game import FrontEnd, Game, play
from kortspil.harmless import harmless
from kortspil.notesfile import NotesFile
from kortspil.session import begin, deal
from kortspil.texts import plain as aloud
from kortspil.texts import table as texts


class Wanted(NamedTuple):
    """What the command line asks for. ``areas`` as typed; ``limit`` is the most cards on the table."""

    areas: tuple[str, ...]
    deck: Path | None
    notes: Path | None
    participants: tuple[str, ...]
    limit: int | None
    seed: int | None
    warmup: bool
    plain: bool


def names(typed: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(name.strip() for name in typed.split(",") if name.strip())


def run(wanted: Wanted) -> int:
    """Hold the meeting and give the exit code."""
    deck = choosing.deck(wanted.deck)
    areas = choosing.areas(deck, wanted.areas)
    dealt = deal(areas, Random(wanted.seed) if wanted.seed is not None else SystemRandom(), wanted.limit)
    warmup = deck.warmup if wanted.warmup else None
    opened = Opened(
        deck_title=deck.title,
        deck_file=str(wanted.deck.expanduser().resolve()) if wanted.deck else "",
        areas=tuple((area.id, area.name) for area in areas),
        participants=wanted.participants,
        dealt=dealt,
        seed=wanted.seed,
        warmup=warmup is not None,
    )
    began = _now()
    meeting = f"{began:%Y%m%d-%H%M}-{secrets.token_hex(3)}"
    own_file = wanted.notes.expanduser() if wanted.notes else None
    path = own_file or places.notes_folder() / f"{began:%Y-%m-%d-%H%M%S-%f}.md"
    with NotesFile(path) as notes:
        session = begin(areas, dealt, warmup)
        game = Game(session, opened, meeting, notes, _now, choosing.cases)
        code = _hold(game, plain=streams.wants_plain(wanted.plain))
        if game.is_kept and own_file is not None:
            archive.remember(places.notes_folder(), path)
    return code


def _hold(game: Game, *, plain: bool) -> int:
    if plain:
        gc.enable()
        return _hold_plain(game)
    from kortspil.fullscreen import FullScreen

    with FullScreen(farewell) as screen:
        play(game, screen)
    return _say_farewell(game, screen) or screen.exit_code


def _hold_plain(game: Game) -> int:
    from kortspil.plain import Plain

    front = Plain(streams.line_reader(aloud.PLAIN_PROMPT), streams.say)
    code = 0
    try:
        play(game, front)
    except KeyboardInterrupt:
        code = INTERRUPTED
    return _say_farewell(game, front) or code


def _say_farewell(game: Game, front: FrontEnd) -> int:
    unsaved = [draft.text for draft in front.drafts(game)] if game.trouble else []
    lines = [*farewell(game), *(line for text in unsaved for line in (texts.UNSAVED, text))]
    # Where the window is closed, nobody is left to tell. The notes are on the disk.
    with suppress(OSError):
        for line in ("", *lines):
            streams.say(harmless(line))
    if game.trouble is None:
        return 0
    raise game.trouble


def farewell(game: Game) -> list[str]:
    """What is said when a meeting ends: what was turned and noted, where it lies, and what to type next."""
    session = game.session
    if not game.is_kept:
        return [texts.NOTHING_SAVED if game.trouble else texts.NOTHING_KEPT]
    drafts = [texts.DRAFTS_KEPT] if game.has_drafts else []
    counted = [(kind.value, sum(note.kind is kind for note in session.notes)) for kind in Kind]
    return [
        texts.closing_counts(*session.counts),
        texts.closing_notes(counted),
        *drafts,
        f"{texts.EXPORT_LEAD} {export_line(game)}",
        # The real path: a Python from Microsoft's store keeps a person's data elsewhere than it says.
        texts.notes_lie_in(os.path.realpath(game.notes.path)),
    ]


def export_line(game: Game) -> str:
    """The command that writes this meeting's minutes, ready to be typed in the folder one stands in."""
    source = "" if _is_latest(game) else f"--from {quoted(str(game.notes.path))} "
    empty = "" if game.session.notes or game.has_drafts else "--allow-empty "
    return f"{program()} export {source}{empty}{_free_name(game.began)}"


def _is_latest(game: Game) -> bool:
    folder = places.notes_folder()
    if game.notes.path.parent != folder:
        return False
    try:
        return archive.latest(folder).path == game.notes.path
    except KortspilError:
        return True  # There is no meeting yet: this one has not been written down.


def _free_name(at: datetime) -> str:
    name = f"referat-{at:%Y-%m-%d}"
    tries = [f"{name}.md", *(f"{name}-{number}.md" for number in range(2, 100))]
    return next((candidate for candidate in tries if not Path(candidate).exists()), tries[0])


def _now() -> datetime:
    return datetime.now().astimezone()
