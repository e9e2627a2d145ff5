"""Short runs of the benchmarks of keys and memory, which print their figures. The times are not judged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from programs import PATIENCE_SECONDS
from repository import ROOT

pytest.importorskip("termios", reason="Windows has no pseudo-terminals")
if not Path("/proc/self/status").exists():
    pytest.skip("only Linux reports the memory and CPU of a running program", allow_module_level=True)


class Found(NamedTuple):
    """The figures of a benchmark and their bounds. The keys are what is measured and the unit."""

    figures: dict[tuple[str, str], float]
    bounds: dict[tuple[str, str], float | None]


def benchmark(name: str, folder: Path, *options: str) -> Found:
    """Run a benchmark in a copy of its folder, so that the results in the repository stay as they are."""
    shutil.copytree(ROOT / "benchmarks", folder / "benchmarks")
    (folder / "benchmarks" / "results" / f"{name}.json").unlink(missing_ok=True)
    command = [sys.executable, str(folder / "benchmarks" / f"{name}.py"), "--python", sys.executable, *options]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    kept = json.loads((folder / "benchmarks" / "results" / f"{name}.json").read_text("utf-8"))["found"]
    printed = [line.split("|")[1].strip() for line in done.stdout.decode().splitlines() if line.startswith("| ")]
    assert printed[2:] == [each["what"] for each in kept]
    return Found(
        {(each["what"], each["unit"]): each["value"] for each in kept},
        {(each["what"], each["unit"]): each["bound"] for each in kept},
    )


def test_the_benchmark_of_keys_finds_none_lost_and_few_bytes(tmp_path: Path) -> None:
    found = benchmark("keys", tmp_path, "--runs", "1", "--burst", "60", "--idle", "0.1", "--looks", "1")
    lost = {what: value for (what, _), value in found.figures.items() if what.endswith("any lost")}
    assert lost == {
        "burst of 60 letters in a note: any lost": 0,
        "burst of 60 arrows at the table: any lost": 0,
    }
    assert found.figures["key that does nothing, 80×24", "bytes"] == 0
    assert 0 < found.figures["letter in a note, 80×24", "bytes"] <= 500
    for what in ("arrow at the table", "turn a card", "lay it back", "open a note", "letter in a note", "save a note"):
        assert found.bounds[f"{what}, 80×24", "ms"] == 5
    idle = {what: bound for (what, unit), bound in found.bounds.items() if unit == "% of a core"}
    assert len(idle) == 4
    assert set(idle.values()) == {0.5}


def test_the_benchmark_of_memory_weighs_a_meeting_against_what_it_imports(tmp_path: Path) -> None:
    found = benchmark("memory", tmp_path, "--runs", "1")
    ratio = found.figures["play, a short meeting with a note, closed", "×"]
    held = found.figures["play, a short meeting with a note, closed", "MB"]
    bare = found.figures['python -I -c "import typer, rich, yaml"', "MB"]
    assert ratio == pytest.approx(held / bare)
    assert held >= found.figures["play, first picture", "MB"] > bare
    assert found.bounds["play, a short meeting with a note, closed", "×"] == 2.5
