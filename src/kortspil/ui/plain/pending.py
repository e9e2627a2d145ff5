"""The texts that were typed in plain mode and are not in the notes yet."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.meeting.commands import Arrive, Ask, Command, Depart, KeepDraft, Write
from kortspil.meeting.events import Asked, Draft, Event, Noted, Subject
from kortspil.meeting.state import MeetingState


class Unsaved:
    """Holds each text until it is written to the notes, and failed commands until another command succeeds."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._failed: list[Command] = []
        self._restored: dict[Subject, str] = {}
        self._failed_drafts: list[Draft] = []

    def restore(self, drafts: Iterable[Draft]) -> None:
        """Take over the drafts that the notes of a resumed meeting hold."""
        self._restored = {draft.subject: draft.text for draft in drafts}

    def hold(self, command: Command, state: MeetingState) -> None:
        """Hold the text of a command that is about to be carried out, if it has one."""
        draft = _as_draft(command, state) if isinstance(command, (Write, Ask)) else None
        if draft is not None and draft.text.strip():
            self._drafts = [*(other for other in self._drafts if other != draft), draft]

    def done(self, event: Event) -> list[Command]:
        """Drop the text that an event has written, and the failed commands.

        In the notes, a note ends the draft on its subject, even if its text is another one. Return the commands that
        save such a draft again. A note that contains the draft ends it here too.
        """
        self._failed = []
        match event:
            case Noted():
                subject, text = event.subject, event.text
            case Asked(question=text):
                subject = Subject("", None)
            case _:
                return []
        self._drafts = [draft for draft in self._drafts if (draft.subject, draft.text) != (subject, text)]
        restored = self._restored.get(subject, "")
        if not restored or restored.strip() in text:
            self._restored.pop(subject, None)
            return []
        return [KeepDraft(Draft(subject, restored))]

    def failed(self, commands: Iterable[Command]) -> str:
        """Hold commands that could not be written. Return the names or the text that were not saved, or ""."""
        self._failed = [command for command in commands if not isinstance(command, Write)]
        self._failed_drafts += [command.draft for command in self._failed if isinstance(command, KeepDraft)]
        names = [command.name for command in self._failed if isinstance(command, (Arrive, Depart))]
        return ", ".join(names) or (self._drafts[-1].text if self._drafts else "")

    def to_repeat(self, state: MeetingState) -> list[Command]:
        """Return the commands to repeat once the notes are in another place.

        First come the unsaved notes on the current card or part, in order, and then the other commands of the latest
        failure.
        """
        here = [draft for draft in self._drafts if draft.subject.card == state.subject]
        # A note can only be replaced once. If two texts were to replace it, the first stays a draft.
        last = {draft.subject.replaces: draft for draft in here}
        notes = [draft for draft in here if not draft.subject.replaces or last[draft.subject.replaces] is draft]
        failed, self._failed = self._failed, []
        writes = [Write(kind, text, by, replaces) for (_, kind, by, replaces), text in notes if kind]
        return [*writes, *(command for command in failed if not isinstance(command, KeepDraft))]

    def drafts(self) -> list[KeepDraft]:
        """Return the commands that keep every unsaved text as a draft. Texts on the same subject become one draft."""
        together: dict[Subject, list[str]] = {}
        for draft in (*self._failed_drafts, *self._drafts):
            together.setdefault(draft.subject, []).append(draft.text)
        return [KeepDraft(Draft(subject, "\n".join(texts))) for subject, texts in together.items()]


def _as_draft(command: Write | Ask, state: MeetingState) -> Draft:
    if isinstance(command, Ask):
        return Draft(Subject("", None), command.question)
    subject = state.about(command.kind)._replace(by=command.by, replaces=command.replaces)
    return Draft(subject, command.text)
