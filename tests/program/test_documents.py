"""The documents agree with the program: their command lines work, and their pictures, keys and files are current."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import conftest
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kortspil.__main__ import main
from kortspil.ui import keymap
from programs import PATIENCE_SECONDS
from repository import ROOT

DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "docs" / "vejledning.md",
    ROOT / "docs" / "architecture.md",
    ROOT / "docs" / "reliability.md",
    ROOT / "docs" / "formats.md",
    ROOT / "docs" / "performance.md",
    ROOT / "DATA.md",
]
MEETING = b"\n\nn Vi mangler kurser\n\nq\n"


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def command_lines(path: Path) -> list[str]:
    return [line[2:] for block in blocks(path, "console") for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("path", DOCUMENTS[:2], ids=lambda path: path.name)
def test_the_command_lines_in_a_document_work_in_order(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(line: str, typed: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        monkeypatch.setattr(sys, "argv", shlex.split(line))
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        out, err = capfd.readouterr()
        assert code == 0, f"{line}: {err}"
        assert out, line

    shutil.copytree(ROOT / "data", home / "data")
    for block in blocks(path, "yaml"):
        (home / "mit-kortsaet.yaml").write_text(block, "utf-8")
    lines = command_lines(path)
    assert len(lines) >= 5
    for line in lines:
        assert re.match(r"kortspil [^|;&<>$*]+$", line), "only a shell understands this"
        if "--resume" in line:
            run(line.replace("--resume", "--no-warmup"), b"\nn Ja\n")
        run(line, MEETING)


def test_the_readmes_pipe_holds_a_meeting(home: Path) -> None:
    (line,) = [block for block in blocks(ROOT / "README.md", "sh") if block.startswith("printf")]
    command = line.replace("kortspil", f"{sys.executable} -m kortspil")
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0
    assert "Note gemt: Vi mangler kurser" in done.stdout.decode()
    assert list((home / "notes").glob("*.md"))


def test_ci_begins_with_the_readmes_test_command() -> None:
    ours = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith(("#", "set", "cd"))]
    documented, in_a_browser = [block.strip() for block in blocks(ROOT / "README.md", "sh") if "pytest" in block]
    assert ours[0] == documented
    assert all(part in "\n".join(ours) for part in in_a_browser.split(" && "))


def test_the_lock_is_made_by_the_readmes_command_and_names_no_machine() -> None:
    (documented,) = [block.strip() for block in blocks(ROOT / "README.md", "sh") if block.startswith("uv ")]
    first, second, *pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    # uv leaves --upgrade out of its header.
    assert second == f"#    {documented.replace(' --upgrade', '')}"
    assert all(re.match(r" +# |[a-z0-9-]+==[\w.]+( ; |$)", line) for line in pins if line.strip() != "# via")
    assert "://" not in first + "".join(pins)


def test_the_lock_pins_every_library_that_pyproject_asks_for_within_its_bounds() -> None:
    pinned: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE):
        pinned.setdefault(name, []).append(version)
    required = [Requirement(line) for line in requires("kortspil") or []]
    assert len(required) > 10
    for requirement in required:
        if requirement.name != "kortspil":
            for version in pinned[canonicalize_name(requirement.name)]:
                assert version in requirement.specifier, requirement


def test_every_install_is_locked_except_one_of_the_nightly_run() -> None:
    def installs(path: Path) -> list[bool]:
        return [
            "-c constraints.txt" in line for line in re.findall(r"pip\W* install .*-e '.*", path.read_text("utf-8"))
        ]

    assert installs(ROOT / "README.md") == [True, True, True, True]
    assert installs(ROOT / ".ci" / "run") == [True, True]
    assert installs(ROOT / ".ci" / "nightly") == [False, True]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_points_to_is_there(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_the_guide_lists_the_keys_as_the_program_does() -> None:
    text = (ROOT / "docs" / "vejledning.md").read_text("utf-8")
    for key in keymap.TABLE:
        assert re.search(rf"^\| {re.escape(key.shown)}[^|]*\| {re.escape(key.help)} \|$", text, re.MULTILINE), key


def test_the_pictures_are_what_the_program_shows_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import pictures

    def words(svg: str) -> str:
        # Only the words are compared: Rich's drawing may change between its versions.
        return "\n".join(re.findall(r"<text [^>]*>([^<]*)</text>", svg))

    drawn = {f"{picture.name}.svg": words(pictures.draw(picture)) for picture in pictures.PICTURES}
    kept = {path.name: words(path.read_text("utf-8")) for path in (ROOT / "docs" / "pictures").glob("*.svg")}
    assert kept == drawn
    used = {name for path in DOCUMENTS for name in re.findall(r"pictures/([\w-]+\.svg)", path.read_text("utf-8"))}
    assert used == set(kept)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="only POSIX reports the time and memory that a program took")
def test_the_benchmark_of_exports_gives_its_table(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "benchmarks", tmp_path / "benchmarks")
    command = [sys.executable, str(tmp_path / "benchmarks" / "export.py"), "--python", sys.executable]
    command += ["--formats", "md,jsonl", "--most", "10", "--repeats", "1"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    rows = [line.split("|")[1].strip() for line in done.stdout.decode().splitlines() if line.startswith("| ")]
    assert rows == ["format", "---", "(reading)", "md", "jsonl, streamed"]
    assert (tmp_path / "benchmarks" / "results" / "export.json").is_file()


@pytest.mark.parametrize("name", ["startup", "keys", "notes", "scale", "memory", "export", "peers"])
def test_the_tables_of_performance_are_those_of_the_last_run(name: str) -> None:
    kept = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text("utf-8"))
    document = (ROOT / "docs" / "performance.md").read_text("utf-8")
    assert f"<!-- {name} -->\n" + "\n".join(kept["table"]) + f"\n<!-- /{name} -->" in document


def test_every_test_that_the_promises_name_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "reliability.md").read_text("utf-8")))
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    modules = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(named) > 30
    assert named <= written | modules


def test_the_changelog_has_this_version() -> None:
    from kortspil import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(("worker", "processes"), [(None, 3), ("gw0", None)])
def test_the_tests_run_on_all_cores_and_no_worker_starts_workers_of_its_own(
    worker: str | None, processes: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    if worker:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    config: Any = SimpleNamespace(
        option=SimpleNamespace(numprocesses=None, dist="no", usepdb=False, markexpr="", capture="fd")
    )
    conftest.pytest_cmdline_main(config)
    assert config.option.numprocesses == processes
