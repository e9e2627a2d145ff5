"""Standard input and output as they are in a Danish office: pipes, old code pages, and readers that hang up."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable
from typing import TextIO

_PLAIN_SIGNS = {
    **dict.fromkeys("–—·•─━┄╭╮╰╯┏┓┗┛", "-"),
    **dict.fromkeys("│┆┃", "|"),
    **dict.fromkeys("»«”“", '"'),
    **dict.fromkeys("’‘", "'"),
    "…": "...",
    "✓": "x",
    "▲": "^",
    "▼": "v",
    "▸": ">",
    "◂": "<",
    "×": "x",
    "½": " 1/2",
    "😊": ":-)",
    "❤": "<3",
    # As Danes write them where the keyboard has none.
    "æ": "ae",
    "ø": "oe",
    "å": "aa",
    "Æ": "Ae",
    "Ø": "Oe",
    "Å": "Aa",
    "\N{SYMBOL FOR LINE FEED}": " ",
}
# «Æ» is left out: what it is in one of the two code pages is an apostrophe in the other.
_TELLING = frozenset("æøåØÅ")
# A terminal that edits its line itself keeps so many bytes of it, the end included, and drops the rest (Linux' N_TTY).
_LONGEST_LINE = 4096


def _plainer(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(map(_plain, lacking)), error.end


def _plain(sign: str) -> str:
    plain = _PLAIN_SIGNS.get(sign)
    if plain is None:
        # Only a code page that lacks a sign nobody thought of costs this import.
        import unicodedata

        # «é» is a letter and an accent; an accent alone, or what joins two emoji, is nothing of its own.
        plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        plain = plain or ("" if unicodedata.category(sign) in ("Mn", "Cf") else "?")
    return plain


def set_up_streams() -> None:
    """Make every stream be there, and both output streams write a plainer sign where their code page lacks one."""
    for name in ("stdin", "stdout", "stderr"):
        # A stream that was closed before the program came is none at all in Python.
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    codecs.register_error("kortspil", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="kortspil")


def is_utf8(stream: TextIO) -> bool:
    """Whether a stream can write every character."""
    return codecs.lookup(stream.encoding or "ascii").name == "utf-8"


def wants_plain(asked: bool) -> bool:
    """Whether the meeting runs in plain mode: asked for, or nothing else can be done here."""
    terminal = is_conversation() and os.environ.get("TERM") != "dumb"
    return asked or is_read_aloud() or not terminal or not is_utf8(sys.stdout)


def is_read_aloud() -> bool:
    """Whether somebody has what is shown read aloud, and so is served by lines and not by drawings."""
    return os.environ.get("ACCESSIBLE", "") not in ("", "0")


def is_conversation() -> bool:
    """Whether somebody is there to be asked and to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def line_reader(prompt: str) -> Callable[[], str | None]:
    """A function that gives the next line typed, or ``None`` at the end. ``prompt`` is shown on a terminal only.

    Bytes are UTF-8, or else what Danish Windows writes (``decoded``): a word is never lost to its encoding.
    """

    def from_terminal() -> str | None:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        if os.name != "nt":
            return from_bytes(longest=_LONGEST_LINE)
        # A Windows console is read as characters: its bytes are in whatever code page it has.
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None

    def from_bytes(longest: int = sys.maxsize) -> str | None:
        line = sys.stdin.buffer.readline()
        if not line:
            return None
        if len(line) >= longest:
            from kortspil.messages import plain as texts

            say(texts.LINE_WAS_CUT)
            return line.decode("utf-8", "ignore").rstrip("\r\n")
        # PowerShell may begin what it pipes with a byte order mark.
        return decoded(line.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8), sys.stdin.encoding)

    return from_terminal if sys.stdin.isatty() else from_bytes


def decoded(line: bytes, said: str = "") -> str:
    """A line that was piped in, as it was typed.

    It is UTF-8 wherever it can be. Else ``said`` is the encoding that the stream is said to have, and counts where it
    is more than what every program is told; a Danish Windows writes files in one code page and pipes in another.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    told = codecs.lookup(said or "ascii").name
    if told not in ("utf-8", "ascii", "cp1252"):
        return line.decode(told, "replace")

    def letters(code_page: str) -> int:
        return sum(sign in _TELLING for sign in line.decode(code_page, "replace"))

    return line.decode(max(("cp1252", "cp850"), key=letters), "replace")


def as_text(word: str) -> str:
    """A word of the command line as it was typed, where the locale knows less than UTF-8."""
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def write_bytes(data: bytes) -> None:
    """Write a file's bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
