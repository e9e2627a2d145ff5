"""``kortspil export``: the minutes of the latest meeting, or of many, as files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kortspil import archive, export, filenames, places, streams, wholefile
from kortspil.commands import choosing
from kortspil.commands.asking import agrees
from kortspil.commands.progress import Bar
from kortspil.commands.selecting import Chosen, Wanted, choose
from kortspil.commands.typing import installer, program, quoted
from kortspil.errors import FileTrouble, KortspilError, WrongCall
from kortspil.export import Format, Renderer
from kortspil.harmless import harmless
from kortspil.minutes import Minutes
from kortspil.texts import exporting as texts
from kortspil.texts.notes import EXPORT_ELSEWHERE_REMEDY, cannot_write
from kortspil.texts.oserrors import reason

_STANDARD_OUTPUT = "-"


class Call(NamedTuple):
    """What was typed. ``format`` is the name of one, or "" where the suffix of each target picks it."""

    targets: tuple[str, ...]
    wanted: Wanted = Wanted()
    format: str = ""
    force: bool = False
    allow_empty: bool = False

    def line(self) -> str:
        """The call as it can be typed again."""
        wanted = self.wanted
        options = [
            *(("--force",) if self.force else ()),
            *(("--allow-empty",) if self.allow_empty else ()),
            *(("--all",) if wanted.everything else ()),
        ]
        named = [("--from", str(file)) for file in wanted.files]
        named += [("--meeting", name) for name in wanted.meetings]
        named += [("--area", name) for name in wanted.areas]
        named += [("--since", wanted.since)] if wanted.since else []
        named += [("--format", self.format)] if self.format else []
        words = [word for option, value in named for word in (option, quoted(value))]
        # A name that begins with «-» would be taken for an option.
        targets = [f"./{each}" if each.startswith("-") and each != _STANDARD_OUTPUT else each for each in self.targets]
        return " ".join([program(), "export", *words, *options, *map(quoted, targets)])


class _Target(NamedTuple):
    """A file to write; ``path`` is ``None`` for standard output."""

    path: Path | None
    render: Renderer


def run(call: Call, today: date) -> None:
    """Write the minutes of the meetings that are wanted to each target.

    All that can be seen to be wrong is seen before anything is written.
    """
    formats = [(name, export.named(call.format) if call.format else export.format_of(name)) for name in call.targets]
    _refuse_notes(call)
    targets = [target for name, wanted in dict.fromkeys(formats) for target in _target(name, wanted, call)]
    if not targets:
        return
    # What others' libraries leave behind would pile up over a long report.
    gc.enable()
    with Bar() as bar:
        chosen = choose(call.wanted, today, partial(bar.track, what=texts.LOOKING))
    for target in targets:
        _write(target, chosen, call)
    for file, lines in chosen.damaged.items():
        _tell(texts.unreadable_lines(str(file), lines))
    for error in chosen.unread:
        _tell(texts.left_out(error.what))


def _target(name: str, wanted: Format, call: Call) -> Iterator[_Target]:
    """The target, or none where somebody says that the file is to stay as it is."""
    render = export.renderer(wanted, installer())
    if name == _STANDARD_OUTPUT:
        if wanted.is_binary and sys.stdout.isatty():
            raise WrongCall(
                texts.not_for_a_terminal(wanted.name), texts.unknown_suffix_remedy(f"referat.{wanted.name}")
            )
        yield _Target(None, render)
        return
    path = choosing.typed_path(Path(name))
    filenames.refuse(str(path), EXPORT_ELSEWHERE_REMEDY)
    if path.is_dir():
        raise WrongCall(texts.target_is_folder(str(path)), EXPORT_ELSEWHERE_REMEDY)
    try:
        os.stat(path.resolve().parent / ".")
    except OSError as error:
        raise FileTrouble(cannot_write(str(path), reason(error)), EXPORT_ELSEWHERE_REMEDY) from None
    if os.path.lexists(path) and not call.force:
        if not streams.is_conversation():
            again = call._replace(force=True).line()
            raise WrongCall(texts.target_exists(str(path)), texts.target_exists_remedy(again))
        if not agrees(texts.overwrite(harmless(str(path))), unless_told=False):
            print(harmless(texts.not_overwritten(str(path))))
            return
    yield _Target(path.resolve(), render)


def _refuse_notes(call: Call) -> None:
    """Raise ``WrongCall`` where a target is the notes of meetings, whatever else was asked for."""
    notes = [name for name in call.targets if name != _STANDARD_OUTPUT and _holds_meetings(name)]
    if not notes:
        return
    # Most likely they were meant to be read, as when a shell makes several names out of one behind --from.
    targets = tuple(name for name in call.targets if name not in notes) or (f"referat.{call.format or 'md'}",)
    wanted = call.wanted._replace(files=(*call.wanted.files, *map(Path, notes)))
    meant = call._replace(targets=targets, wanted=wanted, force=False).line()
    raise WrongCall(texts.target_is_notes(notes[0]), texts.target_is_notes_remedy(meant))


def _holds_meetings(name: str) -> bool:
    path = choosing.typed_path(Path(name))
    return os.path.exists(path) and not os.path.isdir(path) and archive.is_notes(path)


def _write(target: _Target, chosen: Chosen, call: Call) -> None:
    left_out: list[Minutes] = []
    with Bar(is_hidden=target.path is None and sys.stdout.isatty()) as bar:
        counted = bar.track(chosen.minutes(), len(chosen), texts.READING, texts.SETTING_UP)
        minutes = _with_notes(counted, left_out, call)
        first = next(minutes, None)
        if first is None:
            raise _nothing_to_write(left_out, chosen, call)
        data = target.render(chain([first], minutes))
        if target.path is None:
            for piece in data:
                streams.write_bytes(piece)
        else:
            wholefile.write(target.path, data)
    if target.path is not None:
        name, amount = str(target.path), len(chosen) - len(left_out)
        print(harmless(texts.exported(first.at, name) if amount == 1 else texts.exported_all(amount, name)))
    if left_out:
        _tell(texts.without_notes(len(left_out)))


def _with_notes(minutes: Iterable[Minutes], left_out: list[Minutes], call: Call) -> Iterator[Minutes]:
    for each in minutes:
        if each.has_notes or call.allow_empty:
            yield each
        else:
            left_out.append(each)


def _nothing_to_write(left_out: list[Minutes], chosen: Chosen, call: Call) -> KortspilError:
    remedy = texts.without_notes_remedy(call._replace(allow_empty=True).line())
    if len(left_out) != 1:
        return WrongCall(texts.all_without_notes(len(chosen), left_out[0].only if left_out else ()), remedy)
    earlier = None if call.wanted != Wanted() else archive.latest_with_notes(places.notes_folder())
    if earlier is not None:
        other = call._replace(wanted=Wanted(meetings=(earlier.meeting.id,)), allow_empty=False).line()
        remedy = f"{texts.earlier_with_notes(earlier.meeting.at, other)}\n{remedy}"
    return WrongCall(texts.meeting_without_notes(left_out[0].at, left_out[0].only), remedy)


def _tell(text: str) -> None:
    print(harmless(text), file=sys.stderr)
