"""Questions on the command line."""

from __future__ import annotations

from shutil import get_terminal_size
from textwrap import wrap

from kortspil import streams
from kortspil.harmless import harmless
from kortspil.texts import sessions as texts

_YES = ("j", "ja", "y", "yes")
_NO = ("n", "nej", "no")


def tell(text: str) -> None:
    """Print a text in lines that fit in the window."""
    for line in wrap(harmless(text), max(20, get_terminal_size().columns - 1)) or [""]:
        streams.say(line)


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
