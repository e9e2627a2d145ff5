"""Measure the time and memory of programs, and make tables of the results."""

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
    """The wall time of a program in seconds, and its peak memory in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], surroundings: Mapping[str, str] | None = None, **more: str) -> Run:
    """Run a program to its end.

    Its environment is ``surroundings``, by default that of this process, with ``more`` added. Raises ``RuntimeError``
    if its exit code is not 0.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**(os.environ if surroundings is None else surroundings), **more},
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.read().decode("utf-8", "replace")
        # wait4 returns what the kernel has counted for this child only.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said}")
    return Run(seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def machine() -> dict[str, str]:
    """Return the version of Python, the system and the processor that the measurements are made with."""
    return {"python": platform.python_version(), "system": platform.system(), "processor": platform.machine()}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown. All columns but the first are aligned to the right."""
    line = "| " + " | ".join("---" if number == 0 else "---:" for number in range(len(header))) + " |"
    return "\n".join(["| " + " | ".join(header) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)])


def keep(name: str, found: object, shown: str) -> None:
    """Print a table, and save it with the results as JSON."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    shown = f"`{_command()}`{MEASURED['what'] and ' · '}{MEASURED['what']}\n\n{shown}"
    result = {"machine": machine(), "found": found, "table": shown.splitlines()}
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{shown}\n\nKept in {path}")


MEASURED = {"what": ""}
"""The description of the measured program, for the line above the table: which kortspil, in which Python."""


def _command() -> str:
    # Without ``--python`` and its path, which exists only on this machine.
    words = iter(sys.argv[1:])
    kept = [word for word in words if not (word == "--python" and next(words, None))]
    return " ".join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *kept])


def kept_table(name: str) -> str:
    """Return the table that was saved last under a name."""
    return "\n".join(json.loads((RESULTS / f"{name}.json").read_text("utf-8"))["table"])


class Figure(NamedTuple):
    """A measured value.

    ``value`` is the median, between the quartiles ``low`` and ``high``, in ``unit``: «×» for the ratio to a yardstick,
    or «ms», «bytes» and so on. ``bound`` is the largest value allowed, ``yardstick`` what the value is compared with.
    """

    what: str
    value: float
    low: float
    high: float
    unit: str
    bound: float | None = None
    yardstick: str = ""


def alternate(programs: Mapping[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Run the programs in turn, ``runs`` times each, and return the results by program. A first run is not counted."""
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
    """Return the median of the results in ``unit``, with the quartiles."""
    low, middle, high = statistics.quantiles(found, n=4, method="inclusive") if len(found) > 1 else [*found] * 3
    return Figure(what, middle, low, high, unit, bound, yardstick)


def ratio(
    what: str, taken: Sequence[float], yardstick: Sequence[float], bound: float | None = None, name: str = ""
) -> Figure:
    """Return the median ratio of each run to the run of the yardstick that it alternated with, with the quartiles."""
    return figure(what, [a / b for a, b in zip(taken, yardstick, strict=True)], "×", bound, name)


def growth(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Return the exponent ``k`` for which size ** ``k`` fits the costs best: 1 is linear, 2 quadratic."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(xs, ys).slope


def report(name: str, figures: Sequence[Figure]) -> None:
    """Print the figures as a table, and save them. Values above their bounds are in bold."""
    header = ["what", "measured", "quartiles", "bound", "against"]
    keep(name, [each._asdict() for each in figures], table(header, [_shown(each) for each in figures]))


def _shown(found: Figure) -> list[str]:
    value, low, high = (f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}" for number in found[1:4])
    is_beyond = found.bound is not None and found.value > found.bound
    measured = f"**{value} {found.unit}**" if is_beyond else f"{value} {found.unit}"
    bound = "" if found.bound is None else f"≤ {found.bound:g} {found.unit}"
    return [found.what, measured, f"{low}–{high}", bound, found.yardstick]
