"""The files that an export writes, checked before the first one is written."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kortspil.cli import resolve
from kortspil.cli.export_meetings import MeetingChoice
from kortspil.cli.prompts import agrees, installer, program, quoted
from kortspil.errors import FileError, UsageError
from kortspil.export import registry
from kortspil.export.registry import Format, Renderer
from kortspil.messages import export as texts
from kortspil.messages.notes import EXPORT_ELSEWHERE_HINT, cannot_write
from kortspil.messages.os_errors import reason
from kortspil.notes import store
from kortspil.system import files as system_files
from kortspil.system import paths, streams
from kortspil.text.sanitize import sanitize

STANDARD_OUTPUT = "-"


class ExportOptions(NamedTuple):
    """The arguments of ``kortspil export``. If ``format`` is ``None``, the suffix of each target decides."""

    targets: tuple[str, ...]
    choice: MeetingChoice = MeetingChoice()
    format: str | None = None
    force: bool = False
    allow_empty: bool = False

    def line(self) -> str:
        """Return the command line that has these options."""
        choice = self.choice
        flags = [
            *(("--force",) if self.force else ()),
            *(("--allow-empty",) if self.allow_empty else ()),
            *(("--all",) if choice.everything else ()),
        ]
        named = [("--from", str(file)) for file in choice.files]
        named += [("--meeting", name) for name in choice.meetings]
        named += [("--area", name) for name in choice.areas]
        named += [("--since", choice.since)] if choice.since is not None else []
        named += [("--format", self.format)] if self.format else []
        words = [word for option, value in named for word in (option, quoted(value))]
        # A name that begins with «-» would be read as an option.
        targets = [f"./{each}" if each.startswith("-") and each != STANDARD_OUTPUT else each for each in self.targets]
        return " ".join([program(), "export", *words, *flags, *map(quoted, targets)])


class Target(NamedTuple):
    """A file to write.

    ``path`` is the name as it was typed, or ``None`` for standard output. ``real`` is the file that it leads to.
    ``mode`` holds the permissions of the file that is overwritten, or ``None`` for a new file.
    """

    path: Path | None
    real: Path
    render: Renderer
    mode: int | None = None

    def write(self, data: Iterable[bytes], options: ExportOptions) -> None:
        """Write the pieces of a report.

        Raises what ``system.files.write`` raises, and ``UsageError`` if another program has created the file meanwhile
        and the user has not asked to overwrite it.
        """
        if self.path is None:
            for piece in data:
                streams.write_bytes(piece)
        else:
            system_files.write(self.real, self._watched(data, self.path, options), self.mode)

    def _watched(self, data: Iterable[bytes], path: Path, options: ExportOptions) -> Iterator[bytes]:
        yield from data
        if self.mode is None and not options.force and os.path.exists(self.real):
            raise _already_exist([path], options)


def targets_of(options: ExportOptions) -> list[Target]:
    """Return the targets that a call writes. Standard output is last, because its reader may close it early.

    On a terminal, ask before overwriting a file, and leave it out if the answer is no.
    Raises ``UsageError`` or ``FileError`` for a target that cannot be written, and ``KortspilError`` if a library is
    missing.
    """
    named = registry.named(options.format) if options.format is not None else None
    formats = dict.fromkeys((name, named or registry.format_of(name)) for name in options.targets)
    _refuse_notes(options)
    found: dict[Path, Target] = {}
    for name, wanted in formats:
        target = _target(name, wanted)
        # «a.md» and «./a.md» are one file.
        found.setdefault(target.real, target)
    return _to_be_written(sorted(found.values(), key=lambda target: target.path is None), options)


def _target(name: str, wanted: Format) -> Target:
    render = registry.renderer(wanted, installer())
    if name == STANDARD_OUTPUT:
        if wanted.is_binary and sys.stdout.isatty():
            example = f"referat.{wanted.name}"
            raise UsageError(texts.not_for_a_terminal(wanted.name), texts.unknown_suffix_hint(example))
        return Target(None, Path(), render)
    path = resolve.typed_path(Path(name))
    paths.refuse(str(path), EXPORT_ELSEWHERE_HINT)
    if os.path.isdir(path):
        raise UsageError(texts.target_is_folder(str(path)), EXPORT_ELSEWHERE_HINT)
    try:
        real = path.resolve()
        os.stat(real.parent / ".")
        with suppress(FileNotFoundError):
            os.lstat(real)
        if real.is_symlink():
            raise RuntimeError
    except (OSError, RuntimeError) as error:
        # For a loop of links, Python up to 3.12 raises RuntimeError. Later versions return the link itself.
        trouble = error if isinstance(error, OSError) else OSError(errno.ELOOP, "")
        raise FileError(cannot_write(str(path), reason(trouble)), EXPORT_ELSEWHERE_HINT) from None
    suffix = real.suffix.lower().removeprefix(".")
    is_ours = real.name == store.LISTING or suffix not in registry.FORMATS
    if real.parent == paths.notes_folder().resolve() and is_ours:
        raise UsageError(texts.target_is_ours(str(path)), EXPORT_ELSEWHERE_HINT)
    return Target(path, real, render)


def _to_be_written(targets: list[Target], options: ExportOptions) -> list[Target]:
    there = [target.path for target in targets if target.path is not None and os.path.lexists(target.path)]
    if there and not options.force and not streams.is_conversation():
        raise _already_exist(there, options)
    kept = set()
    for path in there if not options.force else ():
        if not agrees(texts.overwrite(sanitize(str(path))), unless_told=False):
            print(sanitize(texts.not_overwritten(str(path))))
            kept.add(path)
    return [target._replace(mode=_mode(target)) for target in targets if target.path not in kept]


def _mode(target: Target) -> int | None:
    if target.path is None:
        return None
    try:
        return stat.S_IMODE(target.real.stat().st_mode)
    except FileNotFoundError:
        return None


def _already_exist(paths: list[Path], options: ExportOptions) -> UsageError:
    hint = texts.targets_exist_hint(len(paths), options._replace(force=True).line())
    return UsageError(texts.targets_exist(list(map(str, paths))), hint)


def _refuse_notes(options: ExportOptions) -> None:
    """Raise ``UsageError`` if a target is a notes file. Not even ``--force`` overwrites one."""
    notes = [name for name in options.targets if name != STANDARD_OUTPUT and _holds_meetings(name)]
    if not notes:
        return
    # Most likely the shell expanded a pattern after --from, and these files were meant to be read.
    targets = tuple(name for name in options.targets if name not in notes) or (f"referat.{options.format or 'md'}",)
    choice = options.choice._replace(files=(*options.choice.files, *map(Path, notes)))
    meant = options._replace(targets=targets, choice=choice, force=False).line()
    raise UsageError(texts.target_is_notes(notes[0]), texts.target_is_notes_hint(meant))


def _holds_meetings(name: str) -> bool:
    path = resolve.typed_path(Path(name))
    return os.path.exists(path) and not os.path.isdir(path) and (store.is_notes(path) or _is_emptied(path))


def _is_emptied(path: Path) -> bool:
    # An editor may empty a notes file before it saves it, so an empty file counts as notes if it is listed as such.
    if os.path.getsize(path):
        return False
    return os.path.realpath(path) in map(os.path.realpath, store.files(paths.notes_folder()))
