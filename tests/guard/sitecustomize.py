"""Watch a program from inside, with an audit hook.

Python imports a module of this name when it starts, if the module's folder is on ``PYTHONPATH``. A call that uses the
network, starts another program or makes a temporary file ends the program at once. Calls that change a file are logged.
"""

from __future__ import annotations

import os
import sys
from typing import Any

CAUGHT = 99
"""The exit code of a program that this module ended."""

_FORBIDDEN = (
    "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.",
    "webbrowser.", "subprocess.", "pty.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.startfile", "_winapi.", "tempfile.", "sqlite3.", "syslog.", "ctypes.dlopen", "sys.remote_exec",
)  # fmt: skip
_CHANGING = {
    "os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.utime",
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _watch(log: int) -> None:
    def tell(word: str, what: object) -> None:
        os.write(log, f"{word} {what}\n".encode("utf-8", "replace"))

    def seen(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            # Libraries look up the interpreter's own symbols in this way. No other library is loaded.
            if event == "ctypes.dlopen" and args[0] is None:
                return
            tell("reached", f"{event} {args!r}")
            os._exit(CAUGHT)
        elif event == "open" and args[2] & _WRITING and not isinstance(args[0], int):
            tell("changed", os.path.abspath(os.fsdecode(args[0])))
        elif event in _CHANGING and not (event == "os.mkdir" and os.path.isdir(args[0])):
            for path in args[:2]:
                if isinstance(path, (str, bytes)):
                    tell("changed", os.path.abspath(os.fsdecode(path)))

    sys.addaudithook(seen)


if "KORTSPIL_TEST_WATCH" in os.environ:
    _watch(os.open(os.environ["KORTSPIL_TEST_WATCH"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
