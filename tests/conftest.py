"""What every test stands on: a home of its own, and nothing of the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that a test starts speak UTF-8 unless the test says otherwise."""
    for name in ("PYTHONIOENCODING", "LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONUTF8", "1")


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
