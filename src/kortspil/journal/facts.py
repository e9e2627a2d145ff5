"""What a fact in a mark can hold: it has no white space, no «<» and no «>», and can still be read by a person."""

from __future__ import annotations

import re

from kortspil.marktext import sub_unseen

_UNSAFE = re.compile(r"[%_<>\s]")
_SAFE = re.compile(r"_|%([0-9a-f]{1,6});")


def quote_text(text: str) -> str:
    """Any text as a fact: «Vi mangler kurser» is «Vi_mangler_kurser»."""
    return sub_unseen(_code, _UNSAFE.sub(_code, text))


def _code(match: re.Match[str]) -> str:
    return "_" if match[0] == " " else f"%{ord(match[0]):x};"


def unquote_text(fact: str) -> str:
    """The text that ``quote_text`` was given."""
    return _SAFE.sub(_character, fact)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0x20
    return chr(code) if code < 0x110000 else match[0]


def quote_path(path: str) -> str:
    """A file's path as a fact."""
    from urllib.parse import quote

    return quote(path, safe="/.:-_", errors="surrogatepass")


def unquote_path(fact: str) -> str:
    """The path that ``quote_path`` was given."""
    from urllib.parse import unquote

    return unquote(fact, errors="surrogatepass") if fact else ""
