"""Find an interrupted meeting and resume it."""

from __future__ import annotations

from pathlib import Path

from kortspil.cli import resolve
from kortspil.cli.options import PlayOptions
from kortspil.cli.prompts import agrees, program, tell
from kortspil.errors import UsageError
from kortspil.messages import sessions as texts
from kortspil.messages.notes import notes_in_use
from kortspil.notes import store
from kortspil.notes.file import NotesFile
from kortspil.notes.open_agreements import agreements
from kortspil.notes.reader import extract_meeting
from kortspil.notes.restore import resume
from kortspil.notes.store import StoredMeeting
from kortspil.system import paths, streams
from kortspil.system.lock import is_free
from kortspil.text.sanitize import sanitize
from kortspil.ui.controller import MeetingController, Services


def named(wanted: PlayOptions) -> StoredMeeting:
    """Return the meeting that the command line asks to resume. Raises ``UsageError`` if there is none."""
    for option in _options_of_a_new_meeting(wanted):
        raise UsageError(texts.resume_takes_no(option), texts.resume_hint(f"{program()} play --resume"))
    folder, files = paths.notes_folder(), (resolve.typed_path(wanted.notes),) if wanted.notes else ()
    if wanted.meeting:
        return store.find(folder, wanted.meeting, files)
    found = store.meetings(folder, files)
    if files and not found:
        raise store.no_meeting(folder, files)
    interrupted = [kept for kept in found if not kept.is_closed]
    if not interrupted:
        raise UsageError(texts.NOTHING_TO_RESUME, texts.nothing_to_resume_hint(program()))
    # A meeting that is open in another window is returned only if there is no other. ``controller`` then refuses it.
    return next((kept for kept in interrupted if is_free(kept.path)), interrupted[0])


def offer(wanted: PlayOptions, *, plain: bool) -> StoredMeeting | None:
    """Return the latest meeting if it was interrupted and the user wants to resume it, else ``None``."""
    kept = store.unfinished(paths.notes_folder())
    if kept is None:
        return None
    sentence = texts.unfinished(kept.meeting.at, *kept.counts)
    if not streams.is_conversation():
        # A line from a pipe would not be an answer to this question.
        if plain:
            streams.say(sanitize(f"{sentence} {texts.go_on_with(f'{program()} play --resume')}"))
        return None
    tell(sentence)
    # A user who has described a new meeting must not lose it by pressing Enter.
    wants_new = is_described(wanted)
    goes_on = agrees(texts.GO_ON_OR_AS_TYPED, unless_told=None) if wants_new else agrees(texts.GO_ON, unless_told=True)
    return kept if goes_on else None


def is_described(wanted: PlayOptions) -> bool:
    """Return whether the command line describes a new meeting."""
    return bool(_options_of_a_new_meeting(wanted) or wanted.deck or wanted.notes)


def _options_of_a_new_meeting(wanted: PlayOptions) -> list[str]:
    given = {
        "--area": wanted.areas,
        "--participants": wanted.participants,
        "--cards": wanted.limit is not None,
        "--seed": wanted.seed is not None,
        "--minutes": wanted.minutes is not None,
        "--case": wanted.case,
        "--group": wanted.group,
        "--no-warmup": not wanted.warmup,
    }
    return [option for option, is_given in given.items() if is_given]


def controller(kept: StoredMeeting, deck_file: Path | None, services: Services) -> MeetingController:
    """Lock the file of a stored meeting, and return the controller that resumes the meeting.

    Raises ``UsageError`` if the meeting is open in another window or its deck cannot be found, ``FileError`` if the
    notes cannot be read, and ``InvalidFile`` if the deck has errors.
    """
    if not is_free(kept.path):
        raise UsageError(notes_in_use(str(kept.path)), texts.IS_GOING_ON_HINT)
    notes = NotesFile(kept.path)
    try:
        # Read again, now that the file is locked.
        meetings = store.read(kept.path).meetings
        meeting = next((meeting for meeting in meetings if meeting.id == kept.meeting.id), kept.meeting)
        deck = resolve.deck(deck_file or (Path(meeting.opened.deck_file) if meeting.opened.deck_file else None))
        notes.continue_from(extract_meeting(kept.path.read_text("utf-8-sig", "replace"), meeting.id))
        open_agreements = agreements(meeting.opened.group, kept.path, meeting.id) if meeting.opened.recalls else ()
        resumption = resume(meeting, deck, open_agreements)
        return MeetingController(meeting, resumption.state, notes, services, resumption)
    except UsageError as error:
        notes.close()
        raise UsageError(error.message, texts.resume_deck_hint(f"{program()} play --resume --deck")) from None
    except BaseException:
        notes.close()
        raise
