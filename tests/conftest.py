"""What all tests share: fixtures, the settings of Hypothesis, and runs on all cores."""

from __future__ import annotations

import compileall
import gc
import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from command_line import CommandLine
from repository import ROOT

# The profile «same» tries the same examples every time, so that a new failure comes from the change under test.
# «explore» looks for new examples. Neither fails because the machine is slow.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", unhurried, derandomize=True, database=None)
settings.register_profile("explore", unhurried, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True)
def _no_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the locale of the machine. Programs that a test starts use UTF-8, unless the test sets another encoding."""
    for name in ("PYTHONIOENCODING", "LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONUTF8", "1")
    # When a test leaves no room on the disk, Python would leave half-written compiled modules behind.
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


@pytest.fixture(autouse=True)
def _no_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not sync files and folders in this process. No test can see the difference, and syncing would add half a
    minute to the whole run. Programs that a test starts do sync.
    """
    fsync = os.fsync

    def sync(file: int) -> None:
        mode = os.fstat(file).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            fsync(file)

    monkeypatch.setattr(os, "fsync", sync)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the user's home and the working directory."""
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


# --- Once a session


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once: hundreds of tests start it, and each start would compile it again."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "src", quiet=2)


def pytest_collection_finish() -> None:
    """Spare the garbage collector the thousands of tests, which live to the end: it would take a fifth of the time."""
    gc.collect()
    gc.freeze()


# --- On all cores


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the tests on all cores, unless ``-n`` says otherwise.

    This is not in ``addopts``, because ``-p no:xdist`` would then be an error. Tests that measure time (``-m limits``)
    run in one process, and so do tests whose output is shown while they run (``-s``).
    """
    option = config.option
    # A worker calls this hook too. It must not start workers itself, or there would be no end of them.
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if getattr(option, "numprocesses", 0) is None and not option.usepdb and not is_worker:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        if cores > 1 and option.markexpr != "limits" and option.capture != "no":
            option.numprocesses, option.dist = cores, "worksteal"


# --- The count of kills

_TALLY: Counter[str] = Counter()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Count the kills of this process, and send them to the process that prints the summary."""
    crash = sys.modules.get("crash")
    if crash is not None:
        _TALLY.update(crash.TALLY)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["kills"] = dict(_TALLY)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add the kills of a worker that has ended."""
    _TALLY.update(getattr(node, "workeroutput", {}).get("kills", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many times the program was killed, and what was lost."""
    if _TALLY:
        import crash

        terminalreporter.write_line(crash.summary(_TALLY))
