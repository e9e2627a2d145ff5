"""What every test stands on: a home of its own, and nothing of the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the program takes for the person's home, and stands in."""
    for name in ("ACCESSIBLE", "NO_COLOR", "COLORTERM", "KORTSPIL_TRACEBACK", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("KORTSPIL_HOME", str(tmp_path / "notes"))
    monkeypatch.chdir(tmp_path)
    return tmp_path
