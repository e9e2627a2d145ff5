"""Minutes to the bytes of a file: one module a format, found by the target's suffix."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath

from kortspil.errors import WrongCall
from kortspil.minutes import Minutes
from kortspil.texts import notes as texts

FORMATS = {".md": "markdown"}
"""The module of each suffix. A module has ``render(minutes) -> bytes`` and is imported only when it is used."""


def suffix_of(target: str) -> str:
    """The suffix that picks the format; standard output («-») gets Markdown.

    Raises ``WrongCall`` for a suffix that no format has.
    """
    suffix = ".md" if target == "-" else PurePath(target).suffix.lower()
    if suffix not in FORMATS:
        example = PurePath(target).with_suffix(".md").name if PurePath(target).stem else "referat.md"
        raise WrongCall(texts.unknown_format(suffix, list(FORMATS)), texts.unknown_format_remedy(example))
    return suffix


def render(minutes: Minutes, suffix: str) -> bytes:
    """The minutes as a file of that suffix."""
    module = import_module(f"kortspil.export.{FORMATS[suffix]}")
    result: bytes = module.render(minutes)
    return result
