"""Key presses at full screen: how long until the last byte of what they change is painted, and how many bytes it has.

    python benchmarks/keys.py [--python PYTHON] [--runs 100] [--burst 300] [--idle 65] [--looks 5]

The program is played in a pseudo-terminal with the shipped deck. The yardstick is an echo loop in a pseudo-terminal of
its own: it reads a key and writes a picture of one letter. Both are pressed in turn, so that what the machine does
meanwhile is in both. Where a key appends to the notes, the disk's share is told by appending as many bytes to a file
beside them and syncing it, afterwards. A key counts as lost where what it wrote is not in the notes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import installed
from measuring import Figure, figure, report
from window import PAINTED, Window, environment

RIGHT, LEFT, ENTER, ESCAPE = b"\x1b[C", b"\x1b[D", b"\r", b"\x1b"
NOTHING = b"\x1b[15~"
"""F5, which the program has no use for."""

_TEXT = "vi mangler et kursus i det nye system, og ingen ved hvem der skal holde det "
_QUIET_SECONDS = 0.3
_PATIENCE_SECONDS = 120
_MOST_BYTES = 500
_MOST_MS = 5.0
_MOST_CPU = 0.5

_ECHO = (
    "import os, tty\ntty.setraw(0)\nwhile True:\n    os.write(1, b'\\x1b[?2026hx\\x1b[?2026l')\n    os.read(0, 1024)\n"
)


class Press(NamedTuple):
    """What came of a key: milliseconds to the last byte of the picture, and how many bytes it had."""

    ms: float
    bytes: int


class Look(NamedTuple):
    """What a window looks like: columns, rows and theme."""

    columns: int
    rows: int
    theme: str

    def __str__(self) -> str:
        return f"{self.columns}×{self.rows}" + (f", {self.theme}" if self.theme != "auto" else "")


USUAL = Look(80, 24, "auto")
LOOKS = (USUAL, Look(80, 24, "mørk"), Look(40, 15, "auto"), Look(200, 50, "auto"), Look(200, 50, "mørk"))


class Bench:
    """A meeting at full screen and an echo loop, pressed in turn. ``notes`` is the folder the notes lie in."""

    def __init__(self, window: Window, echo: Window, notes: Path) -> None:
        self.window = window
        self.echo = echo
        self.notes = notes
        self.echoed: list[float] = []

    def press(self, key: bytes) -> Press:
        """Press a key and wait for the picture."""
        return _press(self.window, key)

    def measure(self, key: bytes) -> Press:
        """Press a key of the echo loop, and then of the program."""
        self.echoed.append(_press(self.echo, b"x").ms)
        return self.press(key)

    def over(self, what: str, presses: list[Press], bound: float | None) -> Figure:
        """How much longer the keys took than those of the echo loop did in the median."""
        floor = statistics.median(self.echoed)
        return figure(what, [press.ms - floor for press in presses], "ms", bound, "the echo loop, subtracted")

    def kept(self) -> str:
        """What stands in the notes."""
        return "".join(path.read_text("utf-8") for path in self.notes.glob("*.md"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    installed.add_option(parser)
    parser.add_argument("--runs", type=int, default=100, help="presses of each key")
    parser.add_argument("--burst", type=int, default=300, help="keys written at once")
    # The minute changes in it.
    parser.add_argument("--idle", type=float, default=65, help="seconds that idle windows are watched")
    parser.add_argument("--looks", type=int, default=len(LOOKS), help="in how many sizes and themes")
    wanted = parser.parse_args()
    figures: list[Figure] = []
    with installed.python(wanted.python) as python:
        for look in LOOKS[: wanted.looks]:
            print(f"Keys at {look}", file=sys.stderr)
            figures += _keys(python, look, wanted.runs)
        print("Bursts", file=sys.stderr)
        figures += _bursts(python, wanted.burst)
        print("Idle windows", file=sys.stderr)
        figures += _idle(python, wanted.idle)
    report("keys", figures)


@contextmanager
def _playing(python: str, *options: str, look: Look = USUAL) -> Iterator[Bench]:
    """A meeting where the first picture stands and the first key has been answered."""
    with tempfile.TemporaryDirectory() as home:
        command = [python, "-m", "kortspil", "play", "--no-warmup", "--seed", "1", "--theme", look.theme, *options]
        surroundings = environment(home)
        with (
            Window(command, surroundings, look.columns, look.rows) as window,
            Window([python, "-I", "-c", _ECHO], surroundings, look.columns, look.rows) as echo,
        ):
            for each in (window, echo):
                each.until(lambda written: PAINTED in written)
            bench = Bench(window, echo, Path(home))
            # What reads keys is loaded behind the first picture: a key that is answered says that it is.
            bench.press(RIGHT)
            bench.press(LEFT)
            yield bench


def _keys(python: str, look: Look, runs: int) -> list[Figure]:
    """Keys, one at a time."""
    most_ms, most_bytes = _MOST_MS, _MOST_BYTES
    figures = []
    with _playing(python, look=look) as bench:
        arrows = [bench.measure(RIGHT if number % 60 < 30 else LEFT) for number in range(runs)]
        for _ in range(35):
            bench.window.send(LEFT)
        _settle(bench.window)
        turning, back = _in_turn(runs, lambda: bench.measure(ENTER), lambda: bench.measure(b"l"))
        per_turn = len(bench.kept().encode()) // max(1, 2 * runs)
        bench.press(ENTER)
        opening, _ = _in_turn(runs, lambda: bench.measure(b"n"), lambda: bench.press(ESCAPE))
        bench.press(b"n")
        letters = [bench.measure(letter.encode()) for letter in _typed(runs)]
        bench.press(ENTER)
        bench.press(b"u")
        saving = []
        for _ in range(runs):
            bench.press(b"n")
            bench.press(b"a")
            saving.append(bench.measure(ENTER))
            bench.press(b"u")
        floor = bench.echoed
        _settle(bench.window)
        silent = sum(_answer(bench.window, NOTHING) for _ in range(3))
        disk = _disk(bench.notes, per_turn, runs)
        if look == USUAL:
            figures.append(figure("echo loop, key to last byte", floor, "ms"))
            figures.append(figure(f"append and fsync of {per_turn} bytes", disk, "ms"))
        for what, presses in (
            ("arrow at the table", arrows),
            ("turn a card", turning),
            ("lay it back", back),
            ("open a note", opening),
            ("letter in a note", letters),
            ("save a note", saving),
        ):
            figures.append(bench.over(f"{what}, {look}", presses, most_ms))
            if look == USUAL and presses in (turning, saving):
                share = statistics.median(disk) / statistics.median(press.ms for press in presses) * 100
                figures.append(Figure(f"{what}, the disk's share", share, share, share, "%"))
        figures.append(figure(f"arrow at the table, {look}", [float(press.bytes) for press in arrows], "bytes"))
        figures.append(
            figure(f"letter in a note, {look}", [float(press.bytes) for press in letters], "bytes", most_bytes)
        )
        figures.append(Figure(f"key that does nothing, {look}", silent, silent, silent, "bytes", 0))
    return figures


def _bursts(python: str, amount: int) -> list[Figure]:
    """Keys written at once: how many are lost, and what the rest take."""
    text = _typed(amount)
    with _playing(python) as bench:
        bench.press(ENTER)
        bench.press(b"n")
        letters = _burst(bench, text.encode(), "**Note:** ", f"**Note:** {text} <!--")
    with tempfile.TemporaryDirectory() as folder:
        # More cards than keys: each key that is lost is another card in the end.
        deck = Path(folder) / "deck.yaml"
        cards = "".join(f"      - {{id: c-{number}, question: Hvad?}}\n" for number in range(1, amount + 2))
        deck.write_text(f"title: Mange\nareas:\n  - id: a\n    name: A\n    cards:\n{cards}", "utf-8")
        with _playing(python, "--deck", str(deck)) as bench:
            arrows = _burst(bench, RIGHT * amount, "*Kort ", f"*Kort {amount + 1} ·")
    return [
        *_figures_of(f"burst of {amount} letters in a note", letters, amount),
        *_figures_of(f"burst of {amount} arrows at the table", arrows, amount),
    ]


def _burst(bench: Bench, keys: bytes, kind: str, whole: str) -> tuple[bool, float, int]:
    # Whether all arrived, which what is noted afterwards tells (``kind`` is how it begins, ``whole`` what it is to be);
    # how many milliseconds it took until the last was painted, and how many bytes.
    _settle(bench.window)
    before, begun = len(bench.window.written), time.perf_counter()
    bench.window.send(keys)
    painted = begun
    while bench.window.read(_QUIET_SECONDS):
        painted = time.perf_counter()
    size = len(bench.window.written) - before
    bench.press(ENTER)
    bench.window.until(lambda _: kind in bench.kept())
    return bench.kept().count(whole) == 1, (painted - begun) * 1000, size


def _figures_of(what: str, found: tuple[bool, float, int], amount: int) -> list[Figure]:
    is_whole, ms, size = found
    lost = 0.0 if is_whole else 1.0
    each = size / amount
    return [
        Figure(f"{what}: any lost", lost, lost, lost, "", 0),
        Figure(f"{what}, a key", ms / amount, ms / amount, ms / amount, "ms"),
        Figure(f"{what}, a key", each, each, each, "bytes", _MOST_BYTES),
    ]


def _idle(python: str, seconds: float) -> list[Figure]:
    """Windows with a running clock that nobody touches, side by side: what each takes of a core, and what it writes."""
    pages: tuple[tuple[str, tuple[bytes, ...]], ...] = (
        ("table", ()),
        ("card", (ENTER,)),
        ("time", (ENTER, b"t")),
        ("note being written", (ENTER, b"n", *(letter.encode() for letter in "Vi mangler"))),
    )
    figures = []
    with ExitStack() as opened:
        benches = [opened.enter_context(_playing(python, "--minutes", "90")) for _ in pages]
        for bench, (_, keys) in zip(benches, pages, strict=True):
            for key in keys:
                bench.press(key)
            # What was typed is kept when a person pauses for a second.
            _settle(bench.window, 1.5)
        before = [(_cpu(bench.window.pid), len(bench.window.written)) for bench in benches]
        begun = time.perf_counter()
        time.sleep(seconds)
        for bench, (what, _), (used, size) in zip(benches, pages, before, strict=True):
            _settle(bench.window)
            share = (_cpu(bench.window.pid) - used) / (time.perf_counter() - begun) * 100
            written = len(bench.window.written) - size
            name = f"idle for {seconds:g} s with a clock: {what}"
            figures.append(Figure(name, share, share, share, "% of a core", _MOST_CPU))
            figures.append(Figure(name, written, written, written, "bytes"))
    return figures


def _in_turn(runs: int, measured: Callable[[], Press], undone: Callable[[], Press]) -> tuple[list[Press], list[Press]]:
    pairs = [(measured(), undone()) for _ in range(runs)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _typed(amount: int) -> str:
    # No space at its end: a note is kept without it.
    return (_TEXT * (amount // len(_TEXT) + 1))[: amount - 1] + "."


def _press(window: Window, key: bytes) -> Press:
    before, begun = len(window.written), time.perf_counter()
    window.send(key)
    while PAINTED not in window.written[before:]:
        if not window.read(_PATIENCE_SECONDS):
            raise TimeoutError(f"{key!r} was not answered: {window.written[-400:]!r}")
    return Press((time.perf_counter() - begun) * 1000, len(window.written) - before)


def _answer(window: Window, key: bytes) -> int:
    # How many bytes come of a key, if any.
    before = len(window.written)
    window.send(key)
    _settle(window)
    return len(window.written) - before


def _settle(window: Window, seconds: float = _QUIET_SECONDS) -> None:
    while window.read(seconds):
        pass


def _disk(folder: Path, size: int, runs: int) -> list[float]:
    # How many milliseconds it takes to append so many bytes to a file in a folder, and to know that they are there.
    taken = []
    with (folder / "yardstick").open("ab", buffering=0) as file:
        for _ in range(runs):
            begun = time.perf_counter()
            file.write(b"x" * size)
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _cpu(process: int) -> float:
    # Seconds of a core that a process has used: by the scheduler's own nanoseconds, of all its threads.
    tasks = Path("/proc", str(process), "task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


if __name__ == "__main__":
    main()
