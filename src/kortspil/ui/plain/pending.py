"""The texts that were typed in plain mode and are not in the notes yet."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.meeting.commands import Arrive, Ask, Command, Depart, KeepDraft, Write
from kortspil.meeting.events import Asked, Draft, Event, Noted, Subject
from kortspil.meeting.state import MeetingState


class Unsaved:
    """Holds every text from the moment it is typed until it is written, and failed commands until one succeeds."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._failed: list[Command] = []
        self._begun: dict[Subject, str] = {}
        self._left: list[Draft] = []

    def lay_out(self, drafts: Iterable[Draft]) -> None:
        """Take over the drafts that the notes of a resumed meeting hold."""
        self._begun = {draft.subject: draft.text for draft in drafts}

    def hold(self, command: Command, state: MeetingState) -> None:
        """Hold the text of a command that is about to be carried out, if it has one."""
        draft = _as_draft(command, state) if isinstance(command, (Write, Ask)) else None
        if draft is not None and draft.text.strip():
            self._drafts = [*(other for other in self._drafts if other != draft), draft]

    def done(self, event: Event) -> list[Command]:
        """Drop the texts that an event has written, and the failed commands.

        Return the commands that save the draft of a resumed meeting again. A note ends the draft on its subject, and in
        plain mode the note can be another text than the draft. A note that contains the draft ends it here too.
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
        begun = self._begun.get(subject, "")
        if not begun or begun.strip() in text:
            self._begun.pop(subject, None)
            return []
        return [KeepDraft(Draft(subject, begun))]

    def failed(self, commands: Iterable[Command]) -> str:
        """Hold commands that could not be written. Return the words that are not saved, or ""."""
        self._failed = [command for command in commands if not isinstance(command, Write)]
        self._left += [command.draft for command in self._failed if isinstance(command, KeepDraft)]
        names = [command.name for command in self._failed if isinstance(command, (Arrive, Depart))]
        return ", ".join(names) or (self._drafts[-1].text if self._drafts else "")

    def again(self, state: MeetingState) -> list[Command]:
        """Return the commands to repeat once the notes are in another place.

        They are the notes that failed on the present card or part, in order, and then the other commands of the
        latest failure.
        """
        here = [draft for draft in self._drafts if draft.subject.card == state.subject]
        # A note can only be replaced once. If two texts were to replace it, the first stays a draft.
        last = {draft.subject.replaces: draft for draft in here}
        notes = [draft for draft in here if not draft.subject.replaces or last[draft.subject.replaces] is draft]
        failed, self._failed = self._failed, []
        writes = [Write(kind, text, by, replaces) for (_, kind, by, replaces), text in notes if kind]
        return [*writes, *(command for command in failed if not isinstance(command, KeepDraft))]

    def drafts(self) -> list[KeepDraft]:
        """Return the commands that keep every text that is in no note. Texts on the same subject become one draft."""
        together: dict[Subject, list[str]] = {}
        for draft in (*self._left, *self._drafts):
            together.setdefault(draft.subject, []).append(draft.text)
        return [KeepDraft(Draft(subject, "\n".join(texts))) for subject, texts in together.items()]


def _as_draft(command: Write | Ask, state: MeetingState) -> Draft:
    if isinstance(command, Ask):
        return Draft(Subject("", None), command.question)
    subject = state.about(command.kind)._replace(by=command.by, replaces=command.replaces)
    return Draft(subject, command.text)
