"""A terminal on Windows 10 and later."""

from __future__ import annotations

import sys

assert sys.platform == "win32"

import ctypes
import signal
import time
from contextlib import AbstractContextManager
from ctypes.wintypes import DWORD, HANDLE
from typing import Any

from prompt_toolkit.eventloop.win32 import wait_for_handles
from prompt_toolkit.input.win32 import Win32Input

from kortspil.ui.terminal.keys import as_paste, translate
from kortspil.ui.terminal.types import ESCAPE_SECONDS, KeyEvent, window_size

# Windows sends no signal when a window is resized, so its size is polled.
_POLL_SECONDS = 0.25

_STDOUT = DWORD(-11 & 0xFFFFFFFF)
_PROCESSED_OUTPUT_AND_SEQUENCES = 0x0001 | 0x0004


class WindowsTty:
    """The console: prompt_toolkit reads the keys, output takes control sequences, and the window's size is polled."""

    def __init__(self) -> None:
        self._input = Win32Input(sys.stdin)
        self._raw: AbstractContextManager[None] | None = None
        self._signals: list[str] = []
        self._is_escape_possible = False
        self._size = window_size()
        self._kernel = ctypes.windll.kernel32
        self._output = HANDLE(self._kernel.GetStdHandle(_STDOUT))
        self._mode = DWORD()
        self._handlers: dict[int, Any] = {}

    def raw(self) -> None:
        self._kernel.GetConsoleMode(self._output, ctypes.byref(self._mode))
        self._kernel.SetConsoleMode(self._output, self._mode.value | _PROCESSED_OUTPUT_AND_SEQUENCES)
        self._raw = self._input.raw_mode()
        self._raw.__enter__()
        for number, name in ((signal.SIGINT, "interrupt"), (signal.SIGBREAK, "hangup"), (signal.SIGTERM, "terminate")):
            self._handlers[number] = signal.signal(number, lambda *_, name=name: self._signals.append(name))

    def restore(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()
        if self._raw is not None:
            self._raw.__exit__(None, None, None)
            self._raw = None
        self._kernel.SetConsoleMode(self._output, self._mode)

    def make_ready(self) -> None:
        """Do nothing: this module has imported the key reader already."""

    def wait(self, seconds: float | None) -> list[KeyEvent]:
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            if self._signals:
                names, self._signals = self._signals, []
                return [KeyEvent(name) for name in names]
            size = window_size()
            if size != self._size:
                self._size = size
                return [KeyEvent("resize")]
            left = _POLL_SECONDS if end is None else min(_POLL_SECONDS, end - time.monotonic())
            if left <= 0:
                return []
            pause = ESCAPE_SECONDS if self._is_escape_possible else left
            has_come = wait_for_handles([self._input.handle], int(pause * 1000)) is not None
            if not has_come and not self._is_escape_possible:
                continue
            presses = as_paste(list(translate(self._input.read_keys() if has_come else self._input.flush_keys())))
            self._is_escape_possible = has_come
            if presses:
                return presses

    def suspend(self) -> None:
        """Do nothing: Windows cannot suspend a program."""
