"""Build the wheel, install it in a new environment, and hold a meeting outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from kortspil.deck import reader as deck_reader
from repository import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # By default pip would build in a new environment, which takes a network.
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("kortspil-*.whl")
    return built


def test_the_wheel_holds_the_data_and_says_that_it_is_typed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"kortspil/py.typed", "kortspil/data/cards.yaml", "kortspil/data/cases/borgerservice.md"} <= names
    assert {f"kortspil/export/{name}" for name in ("chart.typ", "minutes.typ", "html.jinja", "html.css")} <= names
    assert not any(name.startswith(("tests", "docs", "scripts")) for name in names)


def test_the_wheel_holds_the_deck_as_the_reader_makes_it(wheel: Path) -> None:
    names: dict[str, Any] = {}
    exec(zipfile.ZipFile(wheel).read("kortspil/deck/ready_deck.py"), names)
    deck = ROOT / "data" / "cards.yaml"
    assert names["DECK"] == deck_reader.load(deck)
    assert names["MADE_OF"] == zlib.crc32(zipfile.ZipFile(wheel).read("kortspil/data/cards.yaml"))


def test_the_installed_wheel_holds_a_meeting_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    # kortspil comes from the wheel, whose folder is searched first. The libraries come from this environment.
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True
    )
    libraries = Path(site.stdout.decode().strip()) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    env = {**os.environ, "KORTSPIL_HOME": str(tmp_path / "notes"), "PYTHONPATH": ""}
    command = scripts / ("kortspil.exe" if os.name == "nt" else "kortspil")
    played = subprocess.run(
        [command, "play", "--area", "teknologiforstaaelse"],
        input=b"\n\nn Vi mangler kurser\n\nq\n", cwd=tmp_path, env=env, capture_output=True, check=False,
    )  # fmt: skip
    assert (played.returncode, played.stderr) == (0, b"")
    subprocess.run([command, "export", "notes.md"], cwd=tmp_path, env=env, check=True, capture_output=True)
    assert "Vi mangler kurser" in (tmp_path / "notes.md").read_text("utf-8")
    where = subprocess.run([python, "-c", "import kortspil; print(kortspil.__file__)"], cwd=tmp_path, check=True,
                           capture_output=True, env=env)  # fmt: skip
    assert str(tmp_path / "venv") in where.stdout.decode()
    version = subprocess.run([command, "--version"], cwd=tmp_path, env=env, check=True, capture_output=True)
    assert version.stdout.decode().split()[1] == wheel.name.split("-")[1]
