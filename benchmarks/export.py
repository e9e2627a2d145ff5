"""Measure the time and memory of minutes of 10, 100 and 1,000 meetings in every format.

    python benchmarks/export.py [--formats md,csv] [--most 1000] [--python PYTHON]

The yardstick is the time to read the same files once, in the same run. The growth leaves out the time that the program
takes to start. It is 1.00 if ten times the meetings take ten times as long.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import folder as notes
import installed
from kortspil.export.registry import FORMATS
from measuring import Run, keep, run, table

STREAMED = ("csv", "json", "jsonl")
"""The formats that are written meeting by meeting."""

_READ_ONCE = (
    "import sys\n"
    "from pathlib import Path\n"
    "from kortspil.notes.reader import parse_bytes\n"
    "for path in sorted(Path(sys.argv[1]).glob('*.md')): parse_bytes(path.read_bytes())\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--most", type=int, default=1000, choices=(10, 100, 1000))
    parser.add_argument("--repeats", type=int, default=3)
    installed.add_option(parser)
    wanted = parser.parse_args()
    sizes = [size for size in (10, 100, 1000) if size <= wanted.most]
    with tempfile.TemporaryDirectory() as name, installed.python(wanted.python, "export") as python:
        folder = Path(name)
        for size in sizes:
            notes.write(folder / str(size), size)
        found = {
            each: _measure(python, folder, each, sizes, wanted.repeats) for each in ["", *wanted.formats.split(",")]
        }
    yardstick = found.pop("")
    header = [
        "format",
        *(f"{size} meetings" for size in sizes),
        "of reading",
        "growth",
        *(f"MB at {size}" for size in sizes),
    ]
    rows = [_row(each, runs, yardstick) for each, runs in {"(reading)": yardstick, **found}.items()]
    keep("export", {"reading": yardstick, **found}, table(header, rows))


def _measure(python: str, folder: Path, format: str, sizes: list[int], repeats: int) -> list[Run]:
    """Return the median time and the peak memory for each number of meetings. Without a format, only read the files."""
    runs = []
    for size in sizes:
        source, target = folder / str(size), folder / f"report.{format}"
        read = [python, "-c", _READ_ONCE, str(source)]
        write = [python, "-m", "kortspil", "export", str(target), "--force", "--all", "--from", str(source)]
        # Long runs vary little and are not repeated.
        taken = [run(write if format else read)]
        while len(taken) < repeats and taken[0].seconds < 30:
            taken.append(run(write if format else read))
        runs.append(Run(statistics.median(each.seconds for each in taken), max(each.megabytes for each in taken)))
        print(f"{format or 'reading'}, {size}: {runs[-1].seconds:.2f} s, {runs[-1].megabytes:.0f} MB", file=sys.stderr)
    return runs


def _row(format: str, runs: list[Run], yardstick: list[Run]) -> list[str]:
    seconds = [each.seconds for each in runs]
    # The time is a + bn, so the steps from 10 to 100 and from 100 to 1,000 meetings are 90b and 900b.
    growth = f"{(seconds[2] - seconds[1]) / (seconds[1] - seconds[0]) / 10:.2f}" if len(seconds) == 3 else ""
    name = f"{format}, streamed" if format in STREAMED else format
    ratio = f"{seconds[-1] / yardstick[-1].seconds:.1f}"
    return [name, *(f"{each:.2f} s" for each in seconds), ratio, growth, *(f"{each.megabytes:.0f}" for each in runs)]


if __name__ == "__main__":
    main()
