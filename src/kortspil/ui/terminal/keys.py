"""Translate prompt_toolkit's key presses into key events."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from kortspil.ui.terminal.types import KeyEvent

_NAMES = {
    Keys.ControlM: "enter",
    Keys.ControlJ: "newline",
    Keys.Escape: "escape",
    Keys.ControlH: "backspace",
    Keys.Delete: "delete",
    Keys.Up: "up",
    Keys.Down: "down",
    Keys.Left: "left",
    Keys.Right: "right",
    Keys.Home: "home",
    Keys.End: "end",
    Keys.ControlA: "home",
    Keys.ControlE: "end",
    Keys.PageUp: "pageup",
    Keys.PageDown: "pagedown",
    Keys.ControlLeft: "word-left",
    Keys.ControlRight: "word-right",
    Keys.ControlW: "delete-word",
    Keys.ControlU: "delete-to-start",
    Keys.ControlK: "delete-to-end",
    Keys.ControlUnderscore: "undo",
    Keys.ControlC: "interrupt",
    # Windows cannot suspend a program. There, Ctrl+Z undoes, as it does in other Windows programs.
    Keys.ControlZ: "undo" if sys.platform == "win32" else "suspend",
    Keys.ControlL: "redraw",
    Keys.SIGINT: "interrupt",
}


# The event for a key that is pressed with Alt. "" means that there is no event.
_WITH_ALT = {
    **dict.fromkeys(("up", "down", "delete", "home", "end", "pageup", "pagedown"), ""),
    **{name: name for name in ("word-left", "word-right", "delete-word")},
    "backspace": "delete-word",
    "left": "word-left",
    "right": "word-right",
}

# A single read with fewer keys than this is not taken for a paste.
_FEWEST_PASTED = 10


def translate(presses: Iterable[KeyPress]) -> Iterator[KeyEvent]:
    """Yield a key event for each key press, in order. Skip unknown keys.

    ``presses`` are all from the same read. A terminal sends Alt as an Escape right before the key: Alt+Enter becomes
    «newline», and Alt with a character becomes «alt». Ctrl+J becomes «newline» too. On Windows, Ctrl+Enter sends it.
    """
    return _join_alt(map(_event, _join_surrogates(presses)))


def _join_surrogates(presses: Iterable[KeyPress]) -> Iterator[KeyPress]:
    # Windows sends a character outside the basic plane, such as an emoji, as two key presses, a surrogate each.
    high = ""
    for press in presses:
        if len(press.data) == 1 and "\ud800" <= press.data <= "\udbff":
            high = press.data
            continue
        is_low = len(press.data) == 1 and "\udc00" <= press.data <= "\udfff"
        yield KeyPress(press.key, high + press.data) if high and is_low else press
        high = ""


def _event(press: KeyPress) -> KeyEvent:
    # The name of an unknown key is "".
    if press.key == Keys.BracketedPaste:
        return KeyEvent("paste", _whole(press.data).replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(press.key, Keys):
        return KeyEvent(_NAMES.get(press.key, ""))
    return KeyEvent("text", _whole(press.data))


def _join_alt(events: Iterable[KeyEvent]) -> Iterator[KeyEvent]:
    # Join each Escape with the key after it, and leave out unknown keys and unknown control sequences.
    is_escaped = is_in_sequence = False
    for event in events:
        if is_in_sequence:
            # A sequence ends with a character from «@» to «~» (ECMA-48, 5.4).
            is_in_sequence = not ("@" <= event.text <= "~")
        elif is_escaped and event == KeyEvent("text", "["):
            is_escaped, is_in_sequence = False, True
        elif is_escaped and (joined := _with_alt(event)) is not None:
            is_escaped = False
            yield from joined
        else:
            if is_escaped:
                yield KeyEvent("escape")
            is_escaped = event.name == "escape"
            if event.name and not is_escaped:
                yield event
    if is_escaped:
        yield KeyEvent("escape")


def _with_alt(event: KeyEvent) -> list[KeyEvent] | None:
    # What a key means after an Escape; None if the Escape is a key of its own.
    if event.name == "text":
        return [KeyEvent("alt", event.text)]
    if event.name in ("enter", "newline"):
        return [KeyEvent("newline")]
    if event.name in _WITH_ALT:
        return [KeyEvent(_WITH_ALT[event.name])] if _WITH_ALT[event.name] else []
    return None


def _whole(text: str) -> str:
    # The same text with each pair of surrogates joined to one character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def as_paste(presses: list[KeyEvent]) -> list[KeyEvent]:
    """Return the key events of one read: a single paste if they are several lines and too many keys to have been typed.

    Windows 10's own console does not mark pastes (microsoft/terminal issue 395). Taken as keys, the first pasted line
    would be saved as a note, and the letters of the next line could skip a card or close the meeting.
    """
    names = [press.name for press in presses]
    line_ends = [at for at, name in enumerate(names) if name in ("enter", "newline")]
    is_text = set(names) <= {"text", "enter", "newline"}
    if len(presses) < _FEWEST_PASTED or not is_text or not line_ends or line_ends[0] == len(names) - 1:
        return presses
    text = "".join(press.text if press.name == "text" else "\n" for press in presses)
    return [KeyEvent("paste", text)]
