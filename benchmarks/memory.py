"""Measure the peak memory of a meeting at full screen with the shipped deck.

    python benchmarks/memory.py [--python PYTHON] [--runs 15]

The yardstick is ``python -I -c "import typer, rich, yaml"`` in the same run. That line loads little of Rich, which
loads its parts when they are used. So the memory is also measured with those parts of Rich that kortspil uses. The
kernel counts the peaks: VmHWM for a running program, and the result of ``wait4`` for one that has ended.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import installed
from measuring import Figure, alternate, figure, ratio, report
from window import PAINTED, Window, environment

ENTER = b"\r"
_MOST = 2.5

_YARDSTICK = "import typer, rich, yaml"
_WITH_PARTS = f"{_YARDSTICK}, rich.console, rich.text, rich.segment, rich.style"
_PRINT_PEAK = "\nfor line in open('/proc/self/status'):\n    if line.startswith('VmHWM'): print(line.split()[1])"

# Turn a card, write a note on it, turn another, show the overview, and close the meeting.
_MEETING = (ENTER, b"n", *(letter.encode() for letter in "Vi mangler et kursus"), ENTER, ENTER, ENTER, b"o", b"o", b"q")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    installed.add_option(parser)
    parser.add_argument("--runs", type=int, default=15)
    wanted = parser.parse_args()
    if not Path("/proc/self/status").exists():
        sys.exit("Only Linux has the peak memory of a running program.")
    with installed.python(wanted.python) as python:
        taken = alternate(_programs(python), wanted.runs)
    report("memory", list(_figures(taken)))


def _programs(python: str) -> dict[str, Callable[[], float]]:
    return {
        "yardstick": lambda: _bare(python, _YARDSTICK),
        "with parts": lambda: _bare(python, _WITH_PARTS),
        "python": lambda: _bare(python, "pass"),
        "first": lambda: _meeting(python, is_held=False),
        "whole": lambda: _meeting(python, is_held=True),
    }


def _figures(taken: dict[str, list[float]]) -> list[Figure]:
    bare, name = taken["yardstick"], "typer, rich and yaml imported"
    return [
        figure("python -I -c pass", taken["python"], "MB"),
        figure(f'python -I -c "{_YARDSTICK}"', bare, "MB"),
        figure("the same with Rich's console, text, segment and style", taken["with parts"], "MB"),
        figure("play, first picture", taken["first"], "MB"),
        figure("play, a short meeting with a note, closed", taken["whole"], "MB"),
        ratio("play, first picture", taken["first"], bare, _MOST, name),
        ratio(
            "play, a short meeting with a note, closed", taken["whole"], bare, _MOST, "typer, rich and yaml imported"
        ),
    ]


def _bare(python: str, code: str) -> float:
    command = [python, "-I", "-c", code + _PRINT_PEAK]
    return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1024


def _meeting(python: str, *, is_held: bool) -> float:
    command = [python, "-m", "kortspil", "play", "--no-warmup", "--seed", "1"]
    with tempfile.TemporaryDirectory() as home:
        window = _Weighed(command, environment(home))
        with window:
            window.until(lambda written: PAINTED in written)
            if not is_held:
                return _peak(window.pid)
            for key in _MEETING:
                _press(window, key)
            window.send(ENTER)
            peak = window.end()
        (notes,) = Path(home).glob("*.md")
        if " closed " not in notes.read_text("utf-8"):
            raise RuntimeError("The meeting was not closed.")
        return peak


def _press(window: Window, key: bytes) -> None:
    before = len(window.written)
    window.send(key)
    window.until(lambda written: PAINTED in written[before:])


class _Weighed(Window):
    """A window that measures the memory of its program when the program ends."""

    _was_reaped = False

    def end(self) -> float:
        """Wait until the program has ended, and return its peak memory in MB."""
        while self.read(60):
            pass
        _, status, usage = os.wait4(self.pid, 0)
        self._was_reaped = True
        if status:
            raise RuntimeError(self.written[-400:].decode("utf-8", "replace"))
        # The program was forked from this process, and the kernel counts the memory of this process for it, too.
        peak, here = usage.ru_maxrss / 1024, _peak(os.getpid())
        if peak <= here:
            raise RuntimeError(f"This benchmark has a higher peak itself: {here:.1f} MB")
        return peak

    def __exit__(self, *details: object) -> None:
        if self._was_reaped:
            os.close(self._parent)
        else:
            super().__exit__(*details)


def _peak(process: int) -> float:
    lines = Path("/proc", str(process), "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
