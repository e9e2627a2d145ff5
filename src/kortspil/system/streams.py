"""Standard input and output: pipes, terminals, and the code pages of Danish Windows."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable
from typing import TextIO

_PLAIN_SPELLINGS = {
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
    # The usual Danish spellings without these letters.
    "æ": "ae",
    "ø": "oe",
    "å": "aa",
    "Æ": "Ae",
    "Ø": "Oe",
    "Å": "Aa",
    "\N{SYMBOL FOR LINE FEED}": " ",
}
# Letters that show whether a line is in code page 1252 or 850. «Æ» does not: its byte in 850 is an apostrophe in 1252.
_DISTINCTIVE = frozenset("æøåØÅ")
# Linux terminals (N_TTY) cut a typed line to this many bytes, including the line end.
_LONGEST_LINE = 4096


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    unencodable = error.object[error.start : error.end]
    return "".join(map(_spell_plainly, unencodable)), error.end


def _spell_plainly(character: str) -> str:
    plain = _PLAIN_SPELLINGS.get(character)
    if plain is None:
        # Imported here because few texts need it.
        import unicodedata

        # «é» becomes «e». A combining accent or a joiner of emoji is dropped.
        plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        plain = plain or ("" if unicodedata.category(character) in ("Mn", "Cf") else "?")
    return plain


def set_up_streams() -> None:
    """Replace closed streams by the null device, and let output replace characters that its encoding lacks."""
    for name in ("stdin", "stdout", "stderr"):
        # Python sets a stream to None if it was closed before the program started.
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    codecs.register_error("kortspil", _replace_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="kortspil")


def is_utf8(stream: TextIO) -> bool:
    """Return whether a stream is encoded in UTF-8."""
    return codecs.lookup(stream.encoding or "ascii").name == "utf-8"


def wants_plain(asked: bool) -> bool:
    """Return whether a meeting runs in plain mode.

    It does if the user has ``asked`` for it or uses a screen reader, and where full screen cannot be shown.
    """
    terminal = is_conversation() and os.environ.get("TERM") != "dumb"
    return asked or is_read_aloud() or not terminal or not is_utf8(sys.stdout)


def is_read_aloud() -> bool:
    """Return whether the user has set ``ACCESSIBLE``, as users of screen readers do."""
    return os.environ.get("ACCESSIBLE", "") not in ("", "0")


def is_conversation() -> bool:
    """Return whether input and output are both a terminal, so that questions can be put to the user."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def line_reader(prompt: str) -> Callable[[], str | None]:
    """Return a function that reads the next line from standard input, or ``None`` at its end.

    ``prompt`` is shown only on a terminal. Bytes are decoded with ``decoded``.
    """

    def from_terminal() -> str | None:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        if os.name != "nt":
            return from_bytes(longest=_LONGEST_LINE)
        # A Windows console is read as text, because the code page of its bytes is not known.
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
        # PowerShell may put a byte order mark before its output.
        return decoded(line.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8), sys.stdin.encoding)

    return from_terminal if sys.stdin.isatty() else from_bytes


def decoded(line: bytes, declared: str = "") -> str:
    """Decode a line from standard input. Every line can be decoded.

    A line that is not UTF-8 is decoded with ``declared``, the encoding of the stream, unless that is one of Python's
    defaults. Then it is decoded with one of the two code pages of Danish Windows, 1252 (files) or 850 (pipes): the one
    that gives more Danish letters.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    encoding = codecs.lookup(declared or "ascii").name
    if encoding not in ("utf-8", "ascii", "cp1252"):
        return line.decode(encoding, "replace")

    def danish_letters(code_page: str) -> int:
        return sum(character in _DISTINCTIVE for character in line.decode(code_page, "replace"))

    return line.decode(max(("cp1252", "cp850"), key=danish_letters), "replace")


def as_text(word: str) -> str:
    """Return a command-line argument decoded as UTF-8, whatever the locale."""
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def say(text: str) -> None:
    """Print a line and flush."""
    print(text, flush=True)


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
