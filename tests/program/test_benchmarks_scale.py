"""Short runs of the benchmarks of notes and scale, which print their tables. The figures are not judged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from programs import PATIENCE_SECONDS
from repository import ROOT

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="only POSIX reports the time and memory that a program took"),
    pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is built without its C loader"),
]


def measured(folder: Path, name: str, *words: str) -> dict[str, float | None]:
    """Run a benchmark. Return the names of its figures with their bounds."""
    shutil.copytree(ROOT / "benchmarks", folder / "benchmarks", ignore=shutil.ignore_patterns("results"))
    command = [sys.executable, str(folder / "benchmarks" / f"{name}.py"), *words]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    rows = [line.split("|")[1].strip() for line in done.stdout.decode().splitlines() if line.startswith("| ")]
    kept = json.loads((folder / "benchmarks" / "results" / f"{name}.json").read_text("utf-8"))["found"]
    assert rows == ["what", "---", *(figure["what"] for figure in kept)]
    assert all(figure["low"] <= figure["value"] <= figure["high"] for figure in kept)
    return {figure["what"]: figure["bound"] for figure in kept}


def test_the_benchmark_of_notes_gives_its_table(tmp_path: Path) -> None:
    found = measured(tmp_path, "notes", "--most", "2000", "--runs", "5", "--folder", str(tmp_path))
    assert found["a note to a file of 2,000 events"] == 1.1
    assert found["a note in a meeting of 20 events"] == 2
    assert "… of which fsync" in found


def test_the_benchmark_of_scale_gives_its_table(home: Path) -> None:
    few = ["--most", "1000", "--meetings", "10", "--runs", "1", "--presses", "1"]
    found = measured(home, "scale", *few, "--python", sys.executable)
    assert "loading 1,000 cards" in found
    assert found["… in seconds, 1,000 cards"] == 2
    assert found["… in seconds, 1,000 cards with 20 slips"] == 2
    assert {"loading: growth", "beginning a meeting: growth", "taking it up again: growth"} <= set(found)
    assert "keys with 1,000 cards" in found
    assert found["… a letter, 1,000 cards"] == 50
    assert "the start of play, 100 meetings" in found
    assert "… scrolling in it, 1,000 cards" in found
