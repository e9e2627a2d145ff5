"""A question on the command line that is answered with yes or no."""

from __future__ import annotations

from kortspil import streams
from kortspil.texts import sessions as texts

_YES = ("j", "ja", "y", "yes")
_NO = ("n", "nej", "no")


def agrees(question: str, *, unless_told: bool | None) -> bool:
    """Ask until there is an answer. An empty line is ``unless_told``, or no answer; no more input is no."""
    read_line = streams.line_reader(question)
    while (line := read_line()) is not None:
        answer = line.strip().lower()
        if answer in _YES or answer in _NO:
            return answer in _YES
        if not answer and unless_told is not None:
            return unless_told
        streams.say(texts.ANSWER)
    return False
