"""Measure the start, the first picture and a key press of kortspil and of other programs for the terminal.

    python benchmarks/peers.py [--python PYTHON] [--runs 15] [--environments FOLDER] [--only jrnl,mdp]

jrnl keeps a journal; lookatme, patat and mdp show slides written in Markdown; posting is a large full-screen program.
jrnl, lookatme and posting are installed from PyPI, each in an environment of its own, which is temporary unless
``--environments`` names a folder for them. patat and mdp must be installed on the system (Debian has both). A program
that is missing or ends by itself is left out with a message.

A start is the wall time of a process from its beginning to its end. A picture is measured to its last byte: the byte
after which nothing is written for a while. The yardstick is ``python -I -c pass`` in the same run. The starts of the
programs alternate. Keys are pressed in one program after another. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import installed
from measuring import Figure, alternate, figure, ratio, report, run
from window import Window, environment

_QUIET_SECONDS = 0.4
_SEQUENCES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[]")
_YARDSTICK = "python -I -c pass"


class Peer(NamedTuple):
    """A program to measure.

    ``short`` has arguments with which the program ends at once, and ``shows`` arguments with which it shows a picture;
    ``{slides}`` stands for the path of a file of slides. ``key`` changes the picture. ``package`` is the program's name
    on PyPI, or "" if it is not installed from there.
    """

    name: str
    short: tuple[str, ...]
    shows: tuple[str, ...] | None = None
    key: bytes = b" "
    package: str = ""


PEERS = (
    Peer("jrnl", ("--version",), package="jrnl"),
    Peer("lookatme", ("--version",), ("{slides}",), package="lookatme"),
    Peer("posting", ("--help",), (), b"\t", package="posting"),
    Peer("patat", ("--version",), ("{slides}",)),
    # «-f» turns fading off, which takes time on purpose.
    Peer("mdp", ("-v",), ("-f", "{slides}")),
)
OURS = (
    Peer("kortspil", ("--version",), ("play", "--no-warmup", "--seed", "1"), b"\x1b[C"),
    # Each card that is turned is written to the notes and synced.
    Peer("kortspil turning cards", (), ("play", "--no-warmup", "--seed", "1"), b"\r"),
)


class Missing(Exception):
    """The reason why a program cannot be measured."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    installed.add_option(parser)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--environments", type=Path, help="where the peers from PyPI are kept for the next time")
    parser.add_argument("--only", default=",".join(peer.name for peer in PEERS), help="which of the peers")
    wanted = parser.parse_args()
    peers = [peer for peer in PEERS if peer.name in wanted.only.split(",")]
    with installed.python(wanted.python) as python, _folder(wanted.environments) as folder:
        here = str(Path(python).with_name("kortspil"))
        found = {peer: path for peer in peers if (path := _locate(peer, folder)) is not None}
        slides = folder / "slides.md"
        slides.write_text("\n---\n\n".join(f"# Kort {number}\n\nHvad?\n\n" for number in range(1, 100)), "utf-8")
        programs = {**dict.fromkeys(OURS, here), **found}
        shown = {
            peer: command for peer in programs if (command := _command_shown(peer, programs[peer], slides)) is not None
        }
        figures = _starts(python, programs, shown, wanted.runs)
        report("peers", [*figures, *_keys(shown, wanted.runs)])


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _locate(peer: Peer, folder: Path) -> str | None:
    """Return the path of a peer, and install it if necessary. If it is missing, print a message and return ``None``."""
    kept = folder / peer.name / "bin" / peer.name
    trouble = _install(peer, folder) if peer.package and not kept.exists() else ""
    path = str(kept) if peer.package else shutil.which(peer.name)
    if trouble or path is None:
        _leave_out(peer, trouble or "it is not installed")
        return None
    return path


def _install(peer: Peer, folder: Path) -> str:
    """Install a peer from PyPI. Return the last line of pip's errors, or "" if there are none."""
    print(f"Installing {peer.name}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(folder / peer.name)], check=True)
    # lookatme needs an old PyYAML, which is built from source and needs an old Cython.
    constraint = folder / "constraints.txt"
    constraint.write_text("cython<3\n", "utf-8")
    pip = [str(folder / peer.name / "bin" / "python"), "-m", "pip", "install", "--quiet", "--compile", peer.package]
    surroundings = {**os.environ, "PIP_CONSTRAINT": str(constraint), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(pip, env=surroundings, capture_output=True, check=False)
    return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace").strip().splitlines()[-1]


def _leave_out(peer: Peer, why: str) -> None:
    print(f"{peer.name} is left out: {why}", file=sys.stderr)


def _command_shown(peer: Peer, path: str, slides: Path) -> list[str] | None:
    """Return the command that shows a peer's first picture. If it shows none, print a message and return ``None``."""
    if peer.shows is None:
        return None
    command = [path, *(word.format(slides=slides) for word in peer.shows)]
    try:
        _first_picture(command)
    except Missing as trouble:
        _leave_out(peer, f"{trouble}, so that only its start is measured")
        return None
    return command


def _starts(python: str, programs: dict[Peer, str], shown: dict[Peer, list[str]], runs: int) -> list[Figure]:
    timed: dict[str, Callable[[], float]] = {_YARDSTICK: lambda: run([python, "-I", "-c", "pass"]).seconds}
    for peer, path in programs.items():
        if peer.short:
            timed[f"{peer.name} {' '.join(peer.short)}"] = partial(_seconds, [path, *peer.short])
    for peer, command in shown.items():
        if peer.short:
            timed[f"{peer.name}, first picture"] = partial(_first_picture, command)
    taken = alternate(timed, runs)
    bare = taken.pop(_YARDSTICK)
    figures = [figure(_YARDSTICK, [each * 1000 for each in bare], "ms")]
    for name, found in taken.items():
        figures.append(figure(name, [each * 1000 for each in found], "ms"))
        figures.append(ratio(name, found, bare, name=_YARDSTICK))
    return figures


def _seconds(command: list[str]) -> float:
    return run(command).seconds


def _first_picture(command: list[str]) -> float:
    with tempfile.TemporaryDirectory() as home, _window(command, home) as window:
        return _last_byte(window) - window.begun


def _keys(shown: dict[Peer, list[str]], runs: int) -> list[Figure]:
    figures = []
    for peer, command in shown.items():
        try:
            pressed = _press_often(command, peer.key, runs)
        except Missing as trouble:
            _leave_out(peer, f"{trouble} at a key")
            continue
        figures.append(figure(f"{peer.name}, key to last byte", [each for each, _ in pressed], "ms"))
        figures.append(figure(f"{peer.name}, a key", [float(size) for _, size in pressed], "bytes"))
    return figures


def _press_often(command: list[str], key: bytes, runs: int) -> list[tuple[float, int]]:
    """Press a key ``runs`` times. Return the milliseconds to the last byte, and the number of bytes, of each press."""
    found = []
    with tempfile.TemporaryDirectory() as home, _window(command, home) as window:
        _last_byte(window)
        for _ in range(runs + 1):
            size, begun = len(window.written), time.perf_counter()
            window.send(key)
            found.append(((_last_byte(window) - begun) * 1000, len(window.written) - size))
    # The first key may have to wait for imports.
    return found[1:]


def _window(command: list[str], home: str) -> Window:
    return Window(command, {**environment(home), "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})


def _last_byte(window: Window) -> float:
    """Wait for a picture, and return the time of its last byte. Raises ``Missing`` if there is none."""
    last, quiet = 0.0, 10.0
    while window.read(quiet):
        last, quiet = time.perf_counter(), _QUIET_SECONDS
    if os.waitid(os.P_PID, window.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
        raise Missing("it ended by itself")
    if not last or not _SEQUENCES.sub(b"", window.written).strip():
        raise Missing("it showed nothing")
    return last


if __name__ == "__main__":
    main()
