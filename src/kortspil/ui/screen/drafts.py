"""The editor of notes. It has one text open, and keeps the drafts of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from kortspil.meeting.commands import Ask, Autosave, Command, KeepDraft, Pass, Write
from kortspil.meeting.events import Autosaved, Draft, Drafted, Kind, Subject
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.ui.screen.state import Writing
from kortspil.ui.terminal.types import KeyEvent

if TYPE_CHECKING:
    from kortspil.ui.terminal.line_editor import LineEditor


class _Kept(NamedTuple):
    # The version of a text that is in the notes. A person who reads the notes sees a draft, but not an autosaved text.
    text: str
    is_draft: bool


class DraftEditor:
    """Edits one text at a time, and keeps the unsaved texts as drafts."""

    def __init__(self) -> None:
        self._drafts: dict[Subject, str] = {}
        self._kept: dict[Subject, _Kept] = {}
        self._last_tried = ""
        self._original = ""
        self._subject: Subject | None = None
        self._line_editor: LineEditor | None = None

    def restore(self, drafts: Iterable[Draft]) -> None:
        """Take over the drafts that the notes of a resumed meeting hold."""
        for subject, text in drafts:
            self._drafts[subject] = text
            self._kept[subject] = _Kept(text, is_draft=True)

    def open(self, subject: Subject, text: str = "") -> None:
        """Open the draft on a subject in the editor, or ``text`` if the subject has no draft."""
        # Imported here because wcwidth, which it imports, would delay the first picture.
        from kortspil.ui.terminal.line_editor import LineEditor

        draft = self._drafts.get(subject)
        self._subject = subject
        self._last_tried = draft or text
        self._original = "" if draft else text
        self._line_editor = LineEditor(self._last_tried, one_line=subject.kind is None)

    @property
    def _editor(self) -> LineEditor:
        assert self._line_editor is not None
        return self._line_editor

    def press(self, key: KeyEvent) -> None:
        """Give a key to the editor."""
        self._editor.press(key)

    def leave(self) -> KeepDraft | None:
        """Close the editor without saving the text.

        Return the command that keeps it as a draft, or ``None`` if the notes hold that draft already.
        """
        assert self._subject is not None
        subject, self._subject = self._subject, None
        self._put(subject, self._editor.text)
        return next((command for command in self._unkept() if command.draft.subject == subject), None)

    @property
    def interval(self) -> timedelta:
        """The shortest time between two autosaves. It grows with the text, because each writes the whole text."""
        return timedelta(seconds=len(self._editor.text) // 10_000) if self._subject is not None else timedelta()

    @property
    def has_new(self) -> bool:
        """Whether ``autosave`` would return a command."""
        return self._subject is not None and self._editor.text != self._last_tried

    def autosave(self) -> Autosave | None:
        """Return the command that keeps the text in the editor, or ``None`` if it has not changed since the last one.

        The same text is returned only once: if it could not be written, the next attempt waits until the text changes.
        """
        if self._subject is None or not self.has_new:
            return None
        self._last_tried = self._editor.text
        # Spaces alone are no draft.
        return Autosave(Draft(self._subject, self._last_tried if self._last_tried.strip() else ""))

    def mark_kept(self, event: Drafted | Autosaved) -> None:
        """Remember that the notes hold a draft."""
        self._kept[event.draft.subject] = _Kept(event.draft.text, isinstance(event, Drafted))

    def forget(self, number: int) -> None:
        """Drop the draft of a correction, because the note with this number was deleted or undone."""
        for drafts in (self._drafts, self._kept):
            for subject in [subject for subject in drafts if subject.replaces == number]:
                del drafts[subject]

    def close(self) -> None:
        """Close the editor after its text was saved or refused as empty. Do nothing if no text is open."""
        if self._subject is not None:
            self._drafts.pop(self._subject, None)
            self._kept.pop(self._subject, None)
        self._subject = None

    def commands(self, state: MeetingState) -> list[Command]:
        """Return the commands that save the text. The editor stays open until ``close``."""
        assert self._subject is not None
        text, (_, kind, by, replaces) = self._editor.text, self._subject
        if text.strip():
            return [Ask(text) if kind is None else Write(kind, text, by, replaces)]
        if kind is Kind.PARKED and state.open and not replaces:
            return [Write(kind, state.cards[state.open].card.question)]
        kept = self._kept.get(self._subject)
        # A text that the person cleared must not come back from the notes.
        clear: list[Command] = [KeepDraft(Draft(self._subject, ""))] if kept and kept.text else []
        if by and not replaces:
            # In the closing round, a participant may pass without a sentence.
            return [*clear, Pass()]
        return clear or [Ask("") if kind is None else Write(kind, "", by, replaces)]

    def shown(self) -> Writing:
        """Return what the page shows of the editor."""
        assert self._subject is not None
        kind = self._subject.kind
        label = self._subject.by or (texts.kind(kind.value) if kind else texts.OWN_QUESTION_LABEL)
        hints: tuple[tuple[str, str], ...] = texts.EDITOR_HINTS if kind else texts.QUESTION_HINTS
        if kind is Kind.AGREEMENT:
            hints = texts.AGREEMENT_HINTS
        if self._subject.by and not self._editor.text:
            hints = texts.SENTENCE_HINTS
        if kind is Kind.PARKED and not self._editor.text:
            hints = texts.PARK_HINTS
        return Writing(label, hints, self._editor.text, self._editor.cursor)

    def labels(self, state: MeetingState) -> tuple[str, ...]:
        """Return a label for each draft: what it is, and on which card."""
        return tuple(_label(subject, state) for subject, text in self._drafts.items() if text)

    def drafts(self) -> list[KeepDraft]:
        """Return the commands that keep the drafts that are not in the notes. The text in the editor comes last."""
        if self._subject is not None:
            self._drafts.pop(self._subject, None)
            self._put(self._subject, self._editor.text)
        return self._unkept()

    def _put(self, subject: Subject, text: str) -> None:
        # An unchanged note is no draft.
        self._drafts[subject] = text if text.strip() and text != self._original else ""

    def _unkept(self) -> list[KeepDraft]:
        return [
            KeepDraft(Draft(subject, text), in_hand=subject == self._subject)
            for subject, text in self._drafts.items()
            if not self._is_in_the_notes(subject, text)
        ]

    def _is_in_the_notes(self, subject: Subject, text: str) -> bool:
        kept = self._kept.get(subject, _Kept("", is_draft=True))
        return kept.text == text and (kept.is_draft or not text)


def _label(subject: Subject, state: MeetingState) -> str:
    if subject.kind is None:
        return texts.OWN_QUESTION_LABEL
    place = subject.by or texts.PLACES.get(subject.card, "").lower()
    if not place and not state.position(subject.card):
        # The text is about one of the group's own questions, and laying that question on the table was undone.
        return texts.kind(subject.kind.value).lower()
    place = place or texts.card_number(state.position(subject.card))
    return texts.draft_on(texts.kind(subject.kind.value), place)
