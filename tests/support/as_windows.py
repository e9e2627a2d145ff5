"""Run the program as if on Windows, as nearly as another system can: ``as_windows.py KEYS ARGUMENTS…``.

The program finds the system's name and the console of Windows, and lacks the modules, functions and signals that
Windows lacks. Python's own modules and the libraries still see the real system, because the files are on it.
``ARGUMENTS`` are those of ``kortspil``. ``KEYS`` is JSON: a list of strings that are typed at full screen, or ``null``
for plain mode with lines from standard input.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.abc
import json
import os
import pkgutil
import select
import signal
import sys
import types
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.machinery import ModuleSpec

POSIX_ONLY = frozenset(
    {"termios", "tty", "fcntl", "pty", "pwd", "grp", "resource", "syslog", "spwd", "nis", "crypt", "readline",
     "curses", "posix", "_posixsubprocess"}
)  # fmt: skip
_NO_FUNCTIONS = (
    "fork", "forkpty", "openpty", "getuid", "geteuid", "getgid", "getegid", "mkfifo", "mknod", "uname", "getpgid",
    "setsid", "chown", "fchown", "fchmod", "statvfs", "fstatvfs", "sync", "ttyname", "killpg", "posix_spawn", "nice",
    "pread", "pwrite", "writev", "getloadavg", "O_CLOEXEC", "O_NONBLOCK", "O_NOFOLLOW", "O_DIRECTORY", "O_SYNC",
)  # fmt: skip
_SIGNALS = {"SIGINT", "SIGTERM", "SIGABRT", "SIGFPE", "SIGILL", "SIGSEGV", "SIGBREAK"}


class _MissingModules(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] in POSIX_ONLY:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


class _Console:
    """Stands in for ``ctypes.windll.kernel32``. Every call succeeds."""

    def __getattr__(self, name: str) -> object:
        return lambda *_: 1


class _Keyboard:
    """Stands in for prompt_toolkit's ``Win32Input``. Each read returns the next typed string, and finally Ctrl+C."""

    handle = 1
    typed: Sequence[str] = ()

    def __init__(self, _stdin: object) -> None:
        self._left = list(self.typed)

    def raw_mode(self) -> AbstractContextManager[None]:
        return nullcontext()

    def read_keys(self) -> list[object]:
        from prompt_toolkit.key_binding import KeyPress
        from prompt_toolkit.keys import Keys

        named = {"\r": Keys.ControlM, "\n": Keys.ControlJ, "\x1b": Keys.Escape, "\x03": Keys.ControlC}
        # The console sends a character outside the basic plane as two surrogates.
        halves = (self._left.pop(0) if self._left else "\x03").encode("utf-16-le")
        units = [halves[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(halves), 2)]
        return [KeyPress(named.get(unit, unit), unit) for unit in units]

    def flush_keys(self) -> list[object]:
        return []


def _wait_for_handles(handles: list[int], timeout: int) -> int | None:
    # A short wait is for the rest of a sequence after Esc. Here nothing follows, so it times out.
    return None if timeout <= 50 else handles[0]


def _our_modules() -> list[str]:
    import kortspil

    names = [module.name for module in pkgutil.walk_packages(kortspil.__path__, "kortspil.")]
    return [
        name
        for name in names
        if name not in ("kortspil.__main__", "kortspil.ui.terminal.posix", "kortspil.ui.terminal.windows")
    ]


def become_windows(typed: Sequence[str] = ()) -> list[str]:
    """Make this process look like Windows. Return the names of the program's modules, to import afterwards."""
    names = _our_modules()
    # Import all libraries first, while the process still looks like this system.
    for name in [*names, "filelock", "platformdirs", "prompt_toolkit.shortcuts", "urllib.parse", "difflib", "json"]:
        importlib.import_module(name)
    for name in [name for name in sys.modules if name.partition(".")[0] in {"kortspil", *POSIX_ONLY}]:
        del sys.modules[name]
    sys.meta_path.insert(0, _MissingModules())
    system = types.ModuleType("os")
    system.__dict__.update(os.__dict__)
    for module in list(sys.modules.values()):
        if module.__name__ != __name__ and vars(module).get("os") is os:
            vars(module)["os"] = system
    os.name, sys.platform = "nt", "win32"
    for name in _NO_FUNCTIONS:
        vars(os).pop(name, None)
    vars(signal)["SIGBREAK"] = signal.SIGUSR1
    for name in [name for name in vars(signal) if name.startswith("SIG") and name[3] != "_"]:
        if name not in _SIGNALS:
            vars(signal).pop(name)
    vars(select).pop("poll", None)
    vars(ctypes)["windll"] = types.SimpleNamespace(kernel32=_Console())
    _Keyboard.typed = typed
    console, loop = (types.ModuleType(f"prompt_toolkit.{name}.win32") for name in ("input", "eventloop"))
    vars(console)["Win32Input"], vars(loop)["wait_for_handles"] = _Keyboard, _wait_for_handles
    sys.modules.update({module.__name__: module for module in (console, loop)})
    return [*names, "kortspil.ui.terminal.windows"]


def main() -> None:
    typed = json.loads(sys.argv[1])
    names = become_windows(typed or ())
    if sys.argv[2:] == ["IMPORT"]:
        for name in names:
            importlib.import_module(name)
            print(name)
        return
    if typed is not None:
        # Standard output is a pipe. Treat it as a window.
        vars(importlib.import_module("kortspil.system.streams"))["wants_plain"] = lambda _asked: False
    sys.argv = ["kortspil", *sys.argv[2:]]
    importlib.import_module("kortspil.__main__").main()


if __name__ == "__main__":
    main()
