"""The questions that plain mode asks when a letter is typed without the text it needs."""

from __future__ import annotations

from collections.abc import Callable

from kortspil.meeting.commands import Ask, Command, Refusal, Write
from kortspil.meeting.events import Kind
from kortspil.meeting.state import MeetingState, Phase
from kortspil.messages import meeting as texts
from kortspil.messages import plain as aloud
from kortspil.text.matching import yes_or_no
from kortspil.ui import keymap
from kortspil.ui.keymap import Action


class LinePrompts:
    """Asks a question and reads the answer from the next line. ``read_line`` and ``say`` are as in ``Plain``.

    At the end of the input there is no answer, so nothing happens.
    """

    def __init__(self, read_line: Callable[[], str | None], say: Callable[..., None]) -> None:
        self._read_line = read_line
        self._say = say

    def write(self, state: MeetingState, action: Action, text: str) -> Write | None:
        """Return the command that writes a text. Ask for the text if it is empty.

        Return ``None`` if there is no note to edit, no answer, or no change.
        """
        wanted = keymap.to_write(state, action)
        if wanted is None:
            self._say(texts.REFUSALS[Refusal.NO_NOTE_HERE.value], *([aloud.typed(text)] if text else []))
            return None
        (_, kind, by, replaces), present = wanted
        assert kind is not None
        if text:
            return Write(kind, text, by, replaces)
        is_edit = action is Action.EDIT
        answer = self._ask(*_asked(state, kind, by, present, is_edit=is_edit))
        if answer is None:
            return None
        if not answer and is_edit:
            self._say(aloud.NOT_CHANGED)
            return None
        is_question = kind is Kind.PARKED and state.open and not is_edit
        instead = state.cards[state.open].card.question if is_question else present
        return Write(kind, answer or instead, by, replaces)

    def sentence(self, name: str) -> str | None:
        """Ask a participant for a sentence in the closing round. Return ``None`` at the end of the input."""
        return self._ask(aloud.ask_sentence(name))

    def question(self, text: str) -> Ask | None:
        """Return the command that lays the group's own question on the table. Ask for the text if it is empty."""
        asked = text or self._ask(aloud.plain_ask_text(texts.OWN_QUESTION_LABEL))
        return None if asked is None else Ask(asked)

    def people(self, state: MeetingState, typed: str) -> list[Command]:
        """Return the commands for the participants who arrive and leave. Ask for their names if none are typed."""
        named = typed or self._ask(aloud.ask_people(list(state.people)))
        return keymap.people(state, named or "")

    def agrees(self, question: str) -> bool:
        """Ask until the answer is yes or no. Return whether it is yes. The end of the input counts as no."""
        answer = self._ask(question)
        while answer is not None:
            is_yes = yes_or_no(answer)
            if is_yes is not None:
                return is_yes
            answer = self._ask(aloud.neither_yes_nor_no(answer))
        return False

    def _ask(self, *prompt: str) -> str | None:
        self._say(*prompt)
        line = self._read_line()
        return None if line is None else line.strip()


def _asked(state: MeetingState, kind: Kind, by: str, present: str, *, is_edit: bool) -> tuple[str, ...]:
    label = texts.kind(kind.value)
    if is_edit:
        return aloud.present_text(by or label, present), aloud.ASK_NEW_TEXT
    if state.phase is Phase.PARKED:
        return (aloud.ask_what_comes_of_it(label),)
    if by:
        return (aloud.ask_sentence(by),)
    if kind is Kind.AGREEMENT:
        return (aloud.plain_ask_agreement(label),)
    return (aloud.plain_ask_parked(label) if kind is Kind.PARKED and state.open else aloud.plain_ask_text(label),)
