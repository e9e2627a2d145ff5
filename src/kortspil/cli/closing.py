"""What is printed after a meeting, and how the group's own questions are kept in a deck."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kortspil.cli.prompts import program, quoted
from kortspil.errors import KortspilError
from kortspil.meeting.events import Kind
from kortspil.meeting.state import Phase
from kortspil.messages import meeting as texts
from kortspil.messages.sessions import own_cards_kept
from kortspil.notes import store
from kortspil.system import paths, streams
from kortspil.text.sanitize import sanitize
from kortspil.ui.controller import FrontEnd, MeetingController


def say(controller: MeetingController, front: FrontEnd) -> int:
    """Print how the meeting ended and what was not saved. Return 0, or raise the error of a failed save."""
    unsaved = [command.draft.text for command in front.drafts(controller)] if controller.trouble else []
    is_interrupted = controller.is_kept and controller.state.phase is not Phase.CLOSED
    resume = [f"{texts.RESUME_LEAD} {resume_line(controller)}"] if is_interrupted else []
    lines = [*farewell(controller), *resume, *(line for text in unsaved for line in (texts.UNSAVED, text))]
    # If the window was closed, standard output cannot be written to. The notes are on the disk by then.
    with suppress(OSError):
        for line in ("", *lines):
            streams.say(sanitize(line))
    if controller.trouble is None:
        return 0
    raise controller.trouble


def farewell(controller: MeetingController) -> list[str]:
    """Return the lines that say how much was turned and noted, where the notes are, and how to export the minutes."""
    state = controller.state
    if not controller.is_kept:
        return [texts.NOTHING_SAVED if controller.trouble else texts.NOTHING_KEPT]
    drafts = [texts.DRAFTS_KEPT] if controller.has_drafts else []
    counted = [(kind.value, sum(note.kind is kind for note in state.notes)) for kind in Kind]
    return [
        texts.closing_counts(*state.counts),
        texts.closing_notes(counted),
        *([texts.closing_reviewed(state.reviewed)] if state.reviewed else []),
        *drafts,
        f"{texts.EXPORT_LEAD} {export_line(controller)}",
        texts.EXPORT_HINT,
        # Python from the Microsoft Store redirects the data folder, so the path that it names may not exist.
        texts.notes_lie_in(os.path.realpath(controller.notes.path)),
    ]


def export_line(controller: MeetingController) -> str:
    """Return the command that writes the minutes of this meeting to a new file in the current folder."""
    source = "" if _is_latest(controller) else f"--from {quoted(str(controller.notes.path))} "
    source += f"--meeting {controller.meeting} " if controller.resumption else ""
    state = controller.state
    has_words = state.notes or state.reviewed or state.own_questions or controller.has_drafts
    allow_empty = "" if has_words else "--allow-empty "
    return f"{program()} export {source}{allow_empty}{_free_name(controller.began)}"


def resume_line(controller: MeetingController) -> str:
    """Return the command that resumes this meeting."""
    elsewhere = controller.notes.path.parent != paths.notes_folder()
    source = f" --notes {quoted(str(controller.notes.path))}" if elsewhere else ""
    # Without a name, the latest interrupted meeting is resumed. A meeting that was resumed need not be that one.
    is_latest = not elsewhere and controller.resumption is None
    named = "" if is_latest else f" --meeting {controller.meeting}"
    return f"{program()} play --resume{source}{named}"


def _is_latest(controller: MeetingController) -> bool:
    folder = paths.notes_folder()
    if controller.notes.path.parent != folder:
        return False
    try:
        return store.latest(folder).path == controller.notes.path
    except KortspilError:
        return True  # The folder has no other meeting, and the file of this one has no event yet.


def _free_name(at: datetime) -> str:
    name = f"referat-{at:%Y-%m-%d}"
    tries = [f"{name}.md", *(f"{name}-{number}.md" for number in range(2, 100))]
    return next((candidate for candidate in tries if not Path(candidate).exists()), tries[0])


# --- The group's own questions


def keep_own(questions: Sequence[str]) -> str:
    """Keep the questions in the user's personal deck.

    Return a sentence that says where they are and how to play with them, or why they could not be kept.
    """
    from kortspil.deck import personal  # Imports PyYAML.

    try:
        kept = personal.keep(paths.own_deck(), questions)
    except KortspilError as error:
        return f"{error.message} {error.hint}".strip()
    sentence = own_cards_kept(kept.new, f"{program()} play --deck {quoted(str(kept.path))}")
    return " ".join([sentence, *kept.refused])
