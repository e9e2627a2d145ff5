"""What was typed in plain mode and does not stand in the notes yet."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.meeting.commands import Arrive, Ask, Command, Depart, KeepDraft, Write
from kortspil.meeting.events import Asked, Draft, Event, Noted, Subject
from kortspil.meeting.state import MeetingState


class Unsaved:
    """Keeps every text from the line it was typed on until it is written, and what failed until something succeeds."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._failed: list[Command] = []
        self._begun: dict[Subject, str] = {}
        self._left: list[Draft] = []

    def lay_out(self, drafts: Iterable[Draft]) -> None:
        """Lay out the drafts of a meeting that goes on. The notes hold them."""
        self._begun = {draft.subject: draft.text for draft in drafts}

    def hold(self, command: Command, state: MeetingState) -> None:
        """Keep the text of a command that is about to be carried out, where it has one."""
        draft = _as_draft(command, state) if isinstance(command, (Write, Ask)) else None
        if draft is not None and draft.text.strip():
            self._drafts = [*(other for other in self._drafts if other != draft), draft]

    def done(self, event: Event) -> list[Command]:
        """Something succeeded, so what failed before is not meant any more. Gives what is to be kept once more."""
        self._failed = []
        match event:
            case Noted():
                subject, text = event.subject, event.text
            case Asked(question=text):
                subject = Subject("", None)
            case _:
                return []
        self._drafts = [draft for draft in self._drafts if (draft.subject, draft.text) != (subject, text)]
        # A text that was begun at full screen stands until it is written, and this may be another one.
        begun = self._begun.pop(subject, "")
        return [KeepDraft(Draft(subject, begun))] if begun and begun.strip() not in text else []

    def failed(self, commands: Iterable[Command]) -> str:
        """Some commands could not be carried out. Gives the words that are not saved, or ""."""
        self._failed = [command for command in commands if not isinstance(command, Write)]
        self._left += [command.draft for command in self._failed if isinstance(command, KeepDraft)]
        names = [command.name for command in self._failed if isinstance(command, (Arrive, Depart))]
        return ", ".join(names) or (self._drafts[-1].text if self._drafts else "")

    def again(self, state: MeetingState) -> list[Command]:
        """What is done again when the notes lie in another place: every note that failed here, in order, and then
        what failed last where it was no note."""
        here = [draft for draft in self._drafts if draft.subject.card == state.subject]
        # A note can be replaced once: of two texts for it the first stays a draft.
        last = {draft.subject.replaces: draft for draft in here}
        notes = [draft for draft in here if not draft.subject.replaces or last[draft.subject.replaces] is draft]
        failed, self._failed = self._failed, []
        writes = [Write(kind, text, by, replaces) for (_, kind, by, replaces), text in notes if kind]
        return [*writes, *(command for command in failed if not isinstance(command, KeepDraft))]

    def drafts(self) -> list[KeepDraft]:
        """Every text that is in no note. A card has one draft of a kind."""
        together: dict[Subject, list[str]] = {}
        for draft in (*self._left, *self._drafts):
            together.setdefault(draft.subject, []).append(draft.text)
        return [KeepDraft(Draft(subject, "\n".join(texts))) for subject, texts in together.items()]


def _as_draft(command: Write | Ask, state: MeetingState) -> Draft:
    if isinstance(command, Ask):
        return Draft(Subject("", None), command.question)
    subject = state.about(command.kind)._replace(by=command.by, replaces=command.replaces)
    return Draft(subject, command.text)
