"""Programs timed and weighed from the outside, and tables of what was found."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).parent / "results"


class Run(NamedTuple):
    """How long a program took, in seconds of the clock, and the most memory that it held at a time, in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], surroundings: Mapping[str, str] | None = None, **more: str) -> Run:
    """Run a program to its end, in the ``surroundings``, or else the environment that there is, and with ``more`` in
    it. Raises ``RuntimeError`` where it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**(os.environ if surroundings is None else surroundings), **more},
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.read().decode("utf-8", "replace")
        # What the kernel counted of this one child.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said}")
    return Run(seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def machine() -> dict[str, str]:
    """What the figures were found on."""
    return {"python": platform.python_version(), "system": platform.system(), "processor": platform.machine()}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; every column but the first stands to the right."""
    line = "| " + " | ".join("---" if number == 0 else "---:" for number in range(len(header))) + " |"
    return "\n".join(["| " + " | ".join(header) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)])


def keep(name: str, found: object, shown: str) -> None:
    """Print the table of what was found, and keep both as JSON, for whoever compares."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    shown = f"`{_command()}`{MEASURED['what'] and ' · '}{MEASURED['what']}\n\n{shown}"
    result = {"machine": machine(), "found": found, "table": shown.splitlines()}
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{shown}\n\nKept in {path}")


MEASURED = {"what": ""}
"""What is measured, as it is told beside the table: which kortspil, in which Python."""


def _command() -> str:
    # Without where the measured Python lies, which is nobody else's.
    words = iter(sys.argv[1:])
    kept = [word for word in words if not (word == "--python" and next(words, None))]
    return " ".join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *kept])


def kept_table(name: str) -> str:
    """The table that was kept last under a name."""
    return "\n".join(json.loads((RESULTS / f"{name}.json").read_text("utf-8"))["table"])


class Figure(NamedTuple):
    """Something measured. ``value`` with the quartiles around it, in ``unit`` («×» of a yardstick, «ms», «bytes» …),
    and the most that it may be, if there is a bound. ``yardstick`` is what it is compared with."""

    what: str
    value: float
    low: float
    high: float
    unit: str
    bound: float | None = None
    yardstick: str = ""


def alternate(programs: Mapping[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Run each in turn, so often, after one run that does not count. What each gave, in the order that it ran."""
    for program in programs.values():
        program()
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(runs):
        for name, program in programs.items():
            taken[name].append(program())
    return taken


def figure(
    what: str, found: Sequence[float], unit: str, bound: float | None = None, yardstick: str = ""
) -> Figure:  # fmt: skip
    """The median of what was found, between its quartiles."""
    low, middle, high = statistics.quantiles(found, n=4, method="inclusive") if len(found) > 1 else [*found] * 3
    return Figure(what, middle, low, high, unit, bound, yardstick)


def ratio(
    what: str, taken: Sequence[float], yardstick: Sequence[float], bound: float | None = None, name: str = ""
) -> Figure:
    """How many times the yardstick it took, from runs that alternated: the median of the pairs, between quartiles."""
    return figure(what, [a / b for a, b in zip(taken, yardstick, strict=True)], "×", bound, name)


def growth(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The exponent of the power of the size that fits the costs best: 0 is flat, 1 linear, 2 quadratic."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(xs, ys).slope


def report(name: str, figures: Sequence[Figure]) -> None:
    """Print what was measured as a table, and keep it. A figure beyond its bound is set in bold."""
    header = ["what", "measured", "quartiles", "bound", "against"]
    keep(name, [each._asdict() for each in figures], table(header, [_shown(each) for each in figures]))


def _shown(found: Figure) -> list[str]:
    value, low, high = (f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}" for number in found[1:4])
    is_beyond = found.bound is not None and found.value > found.bound
    measured = f"**{value} {found.unit}**" if is_beyond else f"{value} {found.unit}"
    bound = "" if found.bound is None else f"≤ {found.bound:g} {found.unit}"
    return [found.what, measured, f"{low}–{high}", bound, found.yardstick]
