"""What was typed in plain mode and does not stand in the notes yet."""

from __future__ import annotations

from collections.abc import Iterable

from kortspil.meeting.commands import Arrive, Ask, Command, Depart, KeepDraft, Write
from kortspil.meeting.events import Asked, Event, Noted, Subject
from kortspil.meeting.state import MeetingState
from kortspil.notes.restore import Draft


class Unsaved:
    """Keeps every text from the line it was typed on until it is written, and what failed until something succeeds."""

    def __init__(self) -> None:
        self._drafts: list[KeepDraft] = []
        self._failed: list[Command] = []
        self._begun: dict[Subject, str] = {}
        self._left: list[KeepDraft] = []

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
        return [_draft(subject, begun)] if begun and begun.strip() not in text else []

    def failed(self, commands: Iterable[Command]) -> str:
        """Some commands could not be carried out. Gives the words that are not saved, or ""."""
        self._failed = [command for command in commands if not isinstance(command, Write)]
        self._left += [command for command in self._failed if isinstance(command, KeepDraft)]
        names = [command.name for command in self._failed if isinstance(command, (Arrive, Depart))]
        return ", ".join(names) or (self._drafts[-1].text if self._drafts else "")

    def again(self, state: MeetingState) -> list[Command]:
        """What is done again when the notes lie in another place: every note that failed here, in order, and then
        what failed last where it was no note."""
        here = [draft for draft in self._drafts if draft.kind and draft.card == state.subject]
        # The place of a note can be taken once: of two texts for it the first stays a draft.
        last = {draft.replaces: draft for draft in here}
        notes = [draft for draft in here if not draft.replaces or last[draft.replaces] is draft]
        failed, self._failed = self._failed, []
        writes = [Write(draft.kind, draft.text, draft.by, draft.replaces) for draft in notes if draft.kind]
        return [*writes, *(command for command in failed if not isinstance(command, KeepDraft))]

    def drafts(self) -> list[KeepDraft]:
        """Every text that is in no note. A card has one draft of a kind."""
        together: dict[Subject, list[str]] = {}
        for draft in (*self._left, *self._drafts):
            together.setdefault(draft.subject, []).append(draft.text)
        return [_draft(subject, "\n".join(texts)) for subject, texts in together.items()]


def _draft(subject: Subject, text: str) -> KeepDraft:
    return KeepDraft(subject.kind, subject.card, text, by=subject.by, replaces=subject.replaces)


def _as_draft(command: Write | Ask, state: MeetingState) -> KeepDraft:
    if isinstance(command, Ask):
        return KeepDraft(None, "", command.question)
    return _draft(state.about(command.kind)._replace(by=command.by, replaces=command.replaces), command.text)
