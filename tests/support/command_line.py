"""Run command lines in this process, through pipes, so that the program asks no questions."""

from __future__ import annotations

import io
import sys
from typing import NamedTuple

import pytest

from kortspil.cli import app


class Answer(NamedTuple):
    """The exit code of a command, and what it wrote to standard output and standard error."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs the program in this process, with pipes for standard input and output."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str, typed: str | bytes = "") -> Answer:
        """Run ``kortspil`` with some words, and with ``typed`` on standard input."""
        self._capsys.readouterr()
        given = typed.encode() if isinstance(typed, str) else typed
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["kortspil", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            code = app.run(list(words))
        return Answer(code, *self._capsys.readouterr())
