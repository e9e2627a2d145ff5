"""The export formats, found by name or by the suffix of a target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, Protocol

from kortspil.errors import KortspilError, UsageError
from kortspil.messages import export as texts
from kortspil.minutes.model import Minutes


class Format(NamedTuple):
    """A format of minutes.

    ``name`` is also the suffix of its files. ``module`` is the module of this package that writes it. ``help`` is the
    Danish description that completion shows. ``library`` is the package that pip installs for it, or "". The
    files of a format that ``is_binary`` cannot be shown on a terminal.
    """

    name: str
    module: str
    help: str
    library: str = ""
    is_binary: bool = False


_PACKAGES = {"docx": "python-docx"}
"""The package that pip installs, by the name of the module that could not be imported."""


class Renderer(Protocol):
    """The function that writes a format."""

    def __call__(self, meetings: Iterable[Minutes]) -> Iterator[bytes]:
        """Yield the file of a report of one or more meetings, piece by piece. ``meetings`` is iterated once."""


FORMATS = {
    each.name: each
    for each in (
        Format("md", "markdown", texts.MARKDOWN),
        Format("html", "html", texts.WEB_PAGE, "jinja2"),
        Format("docx", "docx", texts.WORD, "python-docx", is_binary=True),
        Format("pdf", "pdf", texts.PDF, "typst", is_binary=True),
        Format("csv", "csv", texts.CSV),
        Format("xlsx", "xlsx", texts.EXCEL, "xlsxwriter", is_binary=True),
        Format("json", "json", texts.JSON),
        Format("jsonl", "jsonl", texts.JSON_LINES),
    )
}
"""Every format, by its name. A format's module has a ``Renderer`` named ``render``, and is imported on first use."""


def named(name: str) -> Format:
    """Return the format with a name, which may begin with a dot and is read without regard to case.

    Raises ``UsageError`` if there is none.
    """
    found = FORMATS.get(name.strip().lower().removeprefix("."))
    if found is None:
        raise UsageError(texts.unknown_format(name, list(FORMATS)), texts.unknown_format_hint(_nearest(name)))
    return found


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    wanted = name.lower().removeprefix(".")
    return texts.ALSO_CALLED.get(wanted) or next(iter(get_close_matches(wanted, FORMATS, 1)), "md")


def format_of(target: str) -> Format:
    """Return the format of a target's suffix, or Markdown for «-». Raises ``UsageError`` for any other suffix."""
    if target == "-":
        return FORMATS["md"]
    suffix = PurePath(target).suffix
    found = FORMATS.get(suffix.lower().removeprefix("."))
    if found is None or not suffix:
        # To pathlib, a name such as «.docx» has no suffix.
        stem = PurePath(target).stem.strip(".")
        is_all_suffix = not suffix and PurePath(target).name.startswith(".")
        ending = _nearest(PurePath(target).name if is_all_suffix else suffix)
        example = f"referat.{ending}" if is_all_suffix or not stem else f"{stem}.{ending}"
        raise UsageError(texts.unknown_suffix(suffix, list(FORMATS)), texts.unknown_suffix_hint(example))
    return found


def renderer(wanted: Format, install: str = "") -> Renderer:
    """Import the module of a format and return its renderer.

    ``install`` is the command that an error suggests for installing the libraries. Raises ``KortspilError`` if the
    format's library is not installed, or cannot be loaded.
    """
    try:
        module = import_module(f"kortspil.export.{wanted.module}")
    except (ImportError, OSError) as error:
        name = (getattr(error, "name", None) or "").partition(".")[0]
        if not wanted.library or name == "kortspil":
            raise
        library = _PACKAGES.get(name, name) or wanted.library
        if isinstance(error, ModuleNotFoundError):
            raise KortspilError(texts.lacks_library(wanted.name, library), texts.install(install)) from None
        # On Windows a DLL is missing, or Python was upgraded but the library was not.
        what = texts.cannot_load_library(wanted.name, library)
        raise KortspilError(what, texts.install_anew(f"{install} --force-reinstall")) from None
    found: Renderer = module.render
    return found
