"""Measure how long kortspil takes to start, as a multiple of the start of Python.

    python benchmarks/startup.py [--runs 21] [--python PYTHON]

The yardstick is ``python -I -c pass`` in the same environment, alternating with the measured programs. A command is
measured from its start to its end, and ``play`` from its start to the last byte of its first picture, in a
pseudo-terminal of 80×24. The notes are in the system's folder for user data (KORTSPIL_HOME is not set), in a temporary
home.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import folder as notes
import installed
from measuring import alternate, ratio, report, run
from window import PAINTED, Window, environment

YARDSTICK = "python -I -c pass"
ALONE = "{} and nothing else"
BOUNDS = {
    "--version": 1.5,
    "--help": 11,
    "cards": 11,
    "export notes.md": 11,
    "completion of --area": 11,
    "play, the first table": 11,
}
"""The largest multiple of the yardstick that is allowed, by measurement. Other measurements have no bound."""
FLOOR = "import typer, rich.console, yaml"
"""The imports that any program of this kind needs. The first table also has a bound relative to their time."""
FLOOR_BOUND = 1.4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=21)
    installed.add_option(parser)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, installed.python(wanted.python) as python:
        taken = alternate(programs(Path(name), python), wanted.runs)
    yardstick = taken.pop(YARDSTICK)
    figures = [ratio(what, found, yardstick, BOUNDS.get(what), YARDSTICK) for what, found in taken.items()]
    table = "play, the first table"
    figures.append(ratio(f"{table}, too", taken[table], taken[ALONE.format(FLOOR)], FLOOR_BOUND, FLOOR))
    print(f"{YARDSTICK}: {sorted(yardstick)[len(yardstick) // 2] * 1000:.1f} ms\n", file=sys.stderr)
    report("startup", figures)


def programs(folder: Path, python: str) -> dict[str, Callable[[], float]]:
    """Return the measurements by name. Each runs a program once and returns its time in seconds."""
    kortspil = str(Path(python).with_name("kortspil"))
    without_notes = home(folder / "new")
    after_one = home(folder / "met", meetings=1, cards=8, each=3)
    after_many = home(folder / "full", meetings=100)
    one_long = home(folder / "long", meetings=1)
    target = str(folder / "notes.md")

    def command(*words: str, says: str, at: Mapping[str, str] = without_notes) -> Callable[[], float]:
        check([kortspil, *words], at, says)
        return lambda: run([kortspil, *words], at).seconds

    def table(at: Mapping[str, str]) -> Callable[[], float]:
        return lambda: first_picture([kortspil, "play", "--no-warmup"], at)

    asked = {"_KORTSPIL_COMPLETE": "complete_bash", "COMP_WORDS": "kortspil play --area t", "COMP_CWORD": "3"}
    return {
        YARDSTICK: lambda: run([python, "-I", "-c", "pass"]).seconds,
        "--version": command("--version", says="kortspil 0."),
        "--help": command("--help", says="Kommandoer"),
        "cards": command("cards", says="tek-06"),
        "export notes.md": command("export", target, "--force", at=after_one, says="ligger nu i"),
        "export notes.md, 35 cards and 175 notes": command(
            "export", target, "--force", at=one_long, says="ligger nu i"
        ),
        "completion of --area": command(at={**without_notes, **asked}, says="teknologiforstaaelse"),
        "sessions": command("sessions", at=after_one, says="8 kort vendt"),
        "play, the first table": table(without_notes),
        "play, the first table after a meeting": table(after_one),
        "play, the first table after 100 meetings": table(after_many),
        **{ALONE.format(code): python_alone(python, code) for code in ("import typer", FLOOR)},
    }


def python_alone(python: str, code: str) -> Callable[[], float]:
    return lambda: run([python, "-I", "-c", code]).seconds


def check(command: list[str], surroundings: Mapping[str, str], says: str) -> None:
    """Run a program once. Raises ``RuntimeError`` if it fails or does not print ``says``."""
    done = subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode or says not in done.stdout.decode():
        raise RuntimeError(f"{' '.join(command)} does not say «{says}»: {done.stdout.decode()}{done.stderr.decode()}")


def home(folder: Path, meetings: int = 0, **size: int) -> dict[str, str]:
    """Return the environment of a user whose home is ``folder``, with the notes of ``meetings`` meetings."""
    surroundings = environment("", HOME=str(folder), XDG_DATA_HOME=str(folder))
    del surroundings["KORTSPIL_HOME"]
    folder.mkdir()
    if meetings:
        notes.write(folder / "kortspil", meetings, **size)
    return surroundings


def first_picture(command: list[str], surroundings: Mapping[str, str]) -> float:
    """Start a program in a pseudo-terminal, and return the seconds until the last byte of its first picture.

    Raises ``RuntimeError`` if the picture is not a table of cards.
    """
    with Window(command, surroundings) as window:
        seconds = window.until(lambda written: PAINTED in written) - window.begun
        os.kill(window.pid, signal.SIGSTOP)  # A running program would slow the next measurement.
        if "▸ 1 ◂".encode() not in window.written:
            raise RuntimeError(f"no table: {window.written.decode('utf-8', 'replace')}")
    return seconds


if __name__ == "__main__":
    main()
