"""The editor of notes: one text in hand, and the drafts of those that were left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from kortspil.meeting.commands import Ask, Autosave, Command, KeepDraft, Pass, Write
from kortspil.meeting.events import Autosaved, Drafted, Kind, Subject
from kortspil.meeting.state import MeetingState
from kortspil.messages import meeting as texts
from kortspil.notes.restore import Draft
from kortspil.ui.screen.state import Writing
from kortspil.ui.terminal.types import KeyEvent

if TYPE_CHECKING:
    from kortspil.ui.terminal.line_editor import LineEditor


class _Kept(NamedTuple):
    # What the notes hold of a text, and whether as a draft that a reader of them sees.
    text: str
    is_seen: bool


class DraftEditor:
    """Keeps every text that was begun until it is saved."""

    def __init__(self) -> None:
        self._drafts: dict[Subject, str] = {}
        self._kept: dict[Subject, _Kept] = {}
        self._tried = ""
        self._begun = ""
        self._subject: Subject | None = None
        self._in_hand: LineEditor | None = None

    def lay_out(self, drafts: Iterable[Draft]) -> None:
        """Lay out the drafts of a meeting that goes on. The notes hold them."""
        for draft in drafts:
            self._drafts[draft.subject] = draft.text
            self._kept[draft.subject] = _Kept(draft.text, is_seen=True)

    def open(self, subject: Subject, text: str = "") -> None:
        """Begin a text, or go on with its draft. ``text`` is what stands there where it has none."""
        # The editor is prompt_toolkit's, which the first picture does not wait for.
        from kortspil.ui.terminal.line_editor import LineEditor

        self._subject = subject
        self._tried = self._drafts.get(subject) or text
        self._begun = "" if self._drafts.get(subject) else text
        self._in_hand = LineEditor(self._tried, one_line=subject.kind is None)

    @property
    def _editor(self) -> LineEditor:
        assert self._in_hand is not None
        return self._in_hand

    def press(self, press: KeyEvent) -> None:
        """Type."""
        self._editor.press(press)

    def leave(self) -> KeepDraft | None:
        """Put the text aside. Gives the command that keeps it, or ``None`` where there is nothing new to keep."""
        assert self._subject is not None
        subject, text = self._subject, self._editor.text
        self._subject = None
        self._put(subject, text)
        return next((draft for draft in self._unkept() if draft.subject == subject), None)

    @property
    def rest(self) -> timedelta:
        """How long to wait before the text in hand is kept once more. A long one would fill the notes with itself."""
        return timedelta(seconds=len(self._editor.text) // 10_000) if self._subject is not None else timedelta()

    @property
    def has_new(self) -> bool:
        """Whether ``typing`` has something to give."""
        return self._subject is not None and self._editor.text != self._tried

    def typing(self) -> Autosave | None:
        """The command that keeps what has been typed of the text in hand, or ``None`` where nothing is new.

        A text is given once: where it could not be kept, the next try waits until there is more of it.
        """
        if self._subject is None or not self.has_new:
            return None
        self._tried = self._editor.text
        card, kind, by, replaces = self._subject
        return Autosave(kind, card, self._tried, by, replaces)

    def is_kept(self, draft: Drafted | Autosaved) -> None:
        """A draft is in the notes now."""
        self._kept[draft.subject] = _Kept(draft.text, isinstance(draft, Drafted))

    def forget(self, number: int) -> None:
        """The note with a number is deleted, and what was begun as a correction of it is not meant any more."""
        for drafts in (self._drafts, self._kept):
            for subject in [subject for subject in drafts if subject.replaces == number]:
                del drafts[subject]

    def clear(self) -> None:
        """The text was saved, or there was none."""
        if self._subject is not None:
            self._drafts.pop(self._subject, None)
            self._kept.pop(self._subject, None)
        self._subject = None

    def command(self, state: MeetingState) -> Command:
        """The command that saves the text. It stays here until ``clear``."""
        assert self._subject is not None
        text, (_, kind, by, replaces) = self._editor.text, self._subject
        if kind is None:
            return Ask(text)
        if by and not replaces and not text.strip():
            # Nobody has to say anything in the closing round.
            return Pass()
        if kind is Kind.PARKED and not text.strip() and state.open and not replaces:
            text = state.cards[state.open].card.question
        return Write(kind, text, by, replaces)

    def shown(self) -> Writing:
        """What is seen of the text in hand."""
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
        """The names of the drafts that wait, and where."""
        return tuple(_label(subject, state) for subject, text in self._drafts.items() if text)

    def drafts(self) -> list[KeepDraft]:
        """Every text that was begun and is not in the notes; the one in hand is the last of them."""
        if self._subject is not None:
            self._drafts.pop(self._subject, None)
            self._put(self._subject, self._editor.text)
        return self._unkept()

    def _put(self, subject: Subject, text: str) -> None:
        # What stood there when it was opened is no draft: it is written down already.
        self._drafts[subject] = text if text.strip() and text != self._begun else ""

    def _unkept(self) -> list[KeepDraft]:
        return [
            KeepDraft(subject.kind, subject.card, text, subject == self._subject, subject.by, subject.replaces)
            for subject, text in self._drafts.items()
            if not self._is_in_the_notes(subject, text)
        ]

    def _is_in_the_notes(self, subject: Subject, text: str) -> bool:
        kept = self._kept.get(subject, _Kept("", is_seen=True))
        # What was typed has no line that a reader sees, and no text needs none.
        return kept.text == text and (kept.is_seen or not text)


def _label(subject: Subject, state: MeetingState) -> str:
    if subject.kind is None:
        return texts.OWN_QUESTION_LABEL
    place = subject.by or texts.PLACES.get(subject.card, "").lower()
    if not place and not state.position(subject.card):
        # The group's own question that it was about was taken back.
        return texts.kind(subject.kind.value).lower()
    place = place or texts.card_number(state.position(subject.card))
    return texts.draft_on(texts.kind(subject.kind.value), place)
