"""prompt_toolkit's key presses to ours."""

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
    # Windows cannot suspend a program: Ctrl+Z undoes there, as everywhere else on it.
    Keys.ControlZ: "undo" if sys.platform == "win32" else "suspend",
    Keys.ControlL: "redraw",
    Keys.SIGINT: "interrupt",
}


# What keys mean that are pressed with Alt; "" is nothing.
_WITH_ALT = {
    **dict.fromkeys(("up", "down", "delete", "home", "end", "pageup", "pagedown"), ""),
    **{name: name for name in ("word-left", "word-right", "delete-word")},
    "backspace": "delete-word",
    "left": "word-left",
    "right": "word-right",
}

_TOO_MANY_TO_TYPE = 10


def translate(presses: Iterable[KeyPress]) -> Iterator[KeyEvent]:
    """Our presses, in order. Alt+Enter, which arrives as Escape and Enter at once, is «newline»; so is what
    Ctrl+Enter arrives as on Windows. Another sign right behind an Escape is «alt», and a key that is not known is
    nothing."""
    escaped = is_sequence = False
    high = ""
    for press in presses:
        if is_sequence:
            # The rest of a key that nobody knows: it ends with a letter or a «~» (ECMA-48, 5.4).
            is_sequence = not ("@" <= press.data <= "~")
            continue
        if len(press.data) == 1 and "\ud800" <= press.data <= "\udbff":
            high = press.data
            continue
        name = _NAMES.get(press.key) if isinstance(press.key, Keys) else None
        is_text = not isinstance(press.key, Keys)
        if escaped and (name in ("enter", "newline") or is_text):
            escaped, is_sequence = False, press.data == "["
            if not is_sequence:
                yield KeyEvent("alt", press.data) if is_text else KeyEvent("newline")
            continue
        if escaped and name in _WITH_ALT:
            escaped = False
            if _WITH_ALT[name]:
                yield KeyEvent(_WITH_ALT[name])
            continue
        if escaped:
            yield KeyEvent("escape")
        escaped = name == "escape"
        if escaped:
            continue
        if press.key == Keys.BracketedPaste:
            yield KeyEvent("paste", _whole(press.data).replace("\r\n", "\n").replace("\r", "\n"))
        elif name is not None:
            yield KeyEvent(name)
        elif is_text:
            yield KeyEvent("text", _whole(high + press.data))
            high = ""
    if escaped:
        yield KeyEvent("escape")


def _whole(text: str) -> str:
    # Windows gives signs outside the basic plane, an emoji say, as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def as_paste(presses: list[KeyEvent]) -> list[KeyEvent]:
    """One paste, where so much came at once that nobody can have typed it: lines of text with an Enter between them.

    For consoles that do not say what is pasted (Windows 10's own, microsoft/terminal issue 395). Taken for keys, the
    first pasted line would be saved and the letters of the next would skip a card or close the meeting.
    """
    names = [press.name for press in presses]
    ends = [at for at, name in enumerate(names) if name in ("enter", "newline")]
    is_text = set(names) <= {"text", "enter", "newline"}
    if len(presses) < _TOO_MANY_TO_TYPE or not is_text or not ends or ends[0] == len(names) - 1:
        return presses
    text = "".join(press.text if press.name == "text" else "\n" for press in presses)
    return [KeyEvent("paste", text)]
