"""Programs timed and weighed from the outside, and tables of what was found."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).parent / "results"


class Run(NamedTuple):
    """How long a program took, in seconds of the clock, and the most memory that it held at a time, in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], **environment: str) -> Run:
    """Run a program to its end. Raises ``RuntimeError`` where it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, **environment},
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


def keep(name: str, found: object) -> Path:
    """Keep what was found as JSON, for whoever compares."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine(), "found": found}, indent=2) + "\n", "utf-8")
    return path
