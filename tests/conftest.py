"""What every test stands on: a home of its own, and nothing of the machine's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from command_line import CommandLine

# The same examples every time, so that a change is judged by what it changed. «explore» looks for new ones.
# Neither fails because the machine is slow.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", unhurried, derandomize=True, database=None)
settings.register_profile("explore", unhurried, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True)
def _no_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that a test starts speak UTF-8 unless the test says otherwise."""
    for name in ("PYTHONIOENCODING", "LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONUTF8", "1")
    # Python keeps what it has compiled, also the half of it where a test leaves no room on the disk.
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


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


@pytest.fixture
def line(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A command line in an empty home."""
    assert home.is_dir()
    return CommandLine(capsys, monkeypatch)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many times the program was killed, and what was lost."""
    crash = sys.modules.get("crash")
    if crash is not None and crash.TALLY:
        terminalreporter.write_line(crash.summary())
