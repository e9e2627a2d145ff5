"""Minutes to the bytes of a file: one module a format, found by the target's suffix or by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, Protocol

from kortspil.errors import KortspilError, WrongCall
from kortspil.minutes import Minutes
from kortspil.texts import exporting as texts


class Format(NamedTuple):
    """A kind of file. ``name`` is also its suffix; ``library`` what it is made with, where that is an extra.
    ``is_binary``: a terminal cannot show it."""

    name: str
    module: str
    library: str = ""
    is_binary: bool = False


class Renderer(Protocol):
    """What each format's module has."""

    def __call__(self, meetings: Iterable[Minutes]) -> Iterator[bytes]:
        """The file of a report of one or more meetings, piece by piece. ``meetings`` is gone through once."""


FORMATS = {
    each.name: each
    for each in (
        Format("md", "markdown"),
        Format("html", "html", "jinja2"),
        Format("docx", "docx", "python-docx", is_binary=True),
        Format("pdf", "pdf", "typst", is_binary=True),
        Format("csv", "csv"),
        Format("xlsx", "xlsx", "xlsxwriter", is_binary=True),
        Format("json", "json"),
        Format("jsonl", "jsonl"),
    )
}
"""A format's module has a ``render``, which is a ``Renderer``, and is imported when it is used."""


def named(name: str) -> Format:
    """The format with a name. Raises ``WrongCall`` where none has it."""
    found = FORMATS.get(name.strip().lower().removeprefix("."))
    if found is None:
        raise WrongCall(texts.unknown_format(name, list(FORMATS)), texts.UNKNOWN_FORMAT_REMEDY)
    return found


def format_of(target: str) -> Format:
    """The format of a target's suffix; Markdown for standard output («-»). Raises ``WrongCall`` where none has it."""
    if target == "-":
        return FORMATS["md"]
    suffix = PurePath(target).suffix
    found = FORMATS.get(suffix.lower().removeprefix("."))
    if found is None or not suffix:
        example = PurePath(target).with_suffix(".md").name if PurePath(target).stem else "referat.md"
        raise WrongCall(texts.unknown_suffix(suffix, list(FORMATS)), texts.unknown_suffix_remedy(example))
    return found


def renderer(wanted: Format, install: str = "") -> Renderer:
    """What makes minutes to a file of a format. ``install`` is the line that installs what is lacking.

    Raises ``KortspilError`` where the format's library is not there.
    """
    try:
        module = import_module(f"kortspil.export.{wanted.module}")
    except ImportError as error:
        # Also where a library is there and cannot be loaded, as on a Windows without what it is built on.
        if not wanted.library or (error.name or "").startswith("kortspil"):
            raise
        raise KortspilError(texts.lacks_library(wanted.name, wanted.library), texts.install(install)) from None
    found: Renderer = module.render
    return found
