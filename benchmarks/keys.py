"""Measure key presses at full screen: the time until the picture is painted, and its bytes.

    python benchmarks/keys.py [--python PYTHON] [--runs 100] [--burst 300] [--idle 65] [--looks 5]

The program runs in a pseudo-terminal with the shipped deck. The yardstick is an echo loop in another pseudo-terminal,
which reads a key and writes a picture of one letter. Keys are pressed in both by turns, so that other programs on the
machine slow both. Some keys append to the notes. For them, the disk's share of the time is measured afterwards: as many
bytes are appended to a file in the same folder and synced. A key is lost if its effect is missing from the notes.
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
"""F5, which has no meaning in the program."""

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
    """The result of a key press: milliseconds to the last byte of the picture, and the number of its bytes."""

    ms: float
    bytes: int


class Look(NamedTuple):
    """The size of a window, and its theme."""

    columns: int
    rows: int
    theme: str

    def __str__(self) -> str:
        return f"{self.columns}×{self.rows}" + (f", {self.theme}" if self.theme != "auto" else "")


USUAL = Look(80, 24, "auto")
LOOKS = (USUAL, Look(80, 24, "mørk"), Look(40, 15, "auto"), Look(200, 50, "auto"), Look(200, 50, "mørk"))


class Bench:
    """A meeting at full screen and an echo loop. ``notes`` is the meeting's folder of notes."""

    def __init__(self, window: Window, echo: Window, notes: Path) -> None:
        self.window = window
        self.echo = echo
        self.notes = notes
        self.echoed: list[float] = []

    def press(self, key: bytes) -> Press:
        """Press a key in the meeting and wait for the picture."""
        return _press(self.window, key)

    def measure(self, key: bytes) -> Press:
        """Press a key in the echo loop, and then one in the meeting."""
        self.echoed.append(_press(self.echo, b"x").ms)
        return self.press(key)

    def over(self, what: str, presses: list[Press], bound: float | None) -> Figure:
        """Return how many milliseconds longer the keys took than the median key in the echo loop."""
        floor = statistics.median(self.echoed)
        return figure(what, [press.ms - floor for press in presses], "ms", bound, "the echo loop, subtracted")

    def notes_text(self) -> str:
        """Return the text of the notes."""
        return "".join(path.read_text("utf-8") for path in self.notes.glob("*.md"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    installed.add_option(parser)
    parser.add_argument("--runs", type=int, default=100, help="presses of each key")
    parser.add_argument("--burst", type=int, default=300, help="keys written at once")
    # Longer than a minute, so that the clock on the screen changes once.
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
    """Yield a meeting that has shown its first picture and answered its first keys."""
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
            # The modules that read keys are loaded after the first picture.
            bench.press(RIGHT)
            bench.press(LEFT)
            yield bench


def _keys(python: str, look: Look, runs: int) -> list[Figure]:
    """Measure keys that are pressed one at a time."""
    most_ms, most_bytes = _MOST_MS, _MOST_BYTES
    figures = []
    with _playing(python, look=look) as bench:
        arrows = [bench.measure(RIGHT if number % 60 < 30 else LEFT) for number in range(runs)]
        for _ in range(35):
            bench.window.send(LEFT)
        _settle(bench.window)
        turning, back = _by_turns(runs, lambda: bench.measure(ENTER), lambda: bench.measure(b"l"))
        per_turn = len(bench.notes_text().encode()) // max(1, 2 * runs)
        bench.press(ENTER)
        opening, _ = _by_turns(runs, lambda: bench.measure(b"n"), lambda: bench.press(ESCAPE))
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
    """Measure keys that are sent all at once, and whether any is lost."""
    text = _typed(amount)
    with _playing(python) as bench:
        bench.press(ENTER)
        bench.press(b"n")
        letters = _burst(bench, text.encode(), "**Note:** ", f"**Note:** {text} <!--")
    with tempfile.TemporaryDirectory() as folder:
        # There are more cards than keys, so a lost key leads to another card.
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
    """Send keys all at once. Return whether all arrived, the milliseconds until the last picture, and its bytes.

    All keys have arrived if ``whole`` is in the notes afterwards. ``kind`` is in the notes as soon as the event of the
    keys is written.
    """
    _settle(bench.window)
    before, begun = len(bench.window.written), time.perf_counter()
    bench.window.send(keys)
    painted = begun
    while bench.window.read(_QUIET_SECONDS):
        painted = time.perf_counter()
    size = len(bench.window.written) - before
    bench.press(ENTER)
    bench.window.until(lambda _: kind in bench.notes_text())
    return bench.notes_text().count(whole) == 1, (painted - begun) * 1000, size


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
    """Measure idle windows with a running clock: their share of a processor core, and the bytes that they write."""
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
        # A draft is saved when no key has been pressed for a second.
        time.sleep(1.5)
        for bench in benches:
            _settle(bench.window)
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


def _by_turns(runs: int, measured: Callable[[], Press], undone: Callable[[], Press]) -> tuple[list[Press], list[Press]]:
    pairs = [(measured(), undone()) for _ in range(runs)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _typed(amount: int) -> str:
    # The text ends in a full stop, because a space at the end of a note is removed.
    return (_TEXT * (amount // len(_TEXT) + 1))[: amount - 1] + "."


def _press(window: Window, key: bytes) -> Press:
    before, begun = len(window.written), time.perf_counter()
    window.send(key)
    while PAINTED not in window.written[before:]:
        if not window.read(_PATIENCE_SECONDS):
            raise TimeoutError(f"{key!r} was not answered: {window.written[-400:]!r}")
    return Press((time.perf_counter() - begun) * 1000, len(window.written) - before)


def _answer(window: Window, key: bytes) -> int:
    """Press a key, and return the number of bytes that are written."""
    before = len(window.written)
    window.send(key)
    _settle(window)
    return len(window.written) - before


def _settle(window: Window) -> None:
    while window.read(_QUIET_SECONDS):
        pass


def _disk(folder: Path, size: int, runs: int) -> list[float]:
    """Return the milliseconds of appending and syncing ``size`` bytes to a file in a folder."""
    taken = []
    with (folder / "yardstick").open("ab", buffering=0) as file:
        for _ in range(runs):
            begun = time.perf_counter()
            file.write(b"x" * size)
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _cpu(process: int) -> float:
    """Return the processor time of all threads of a process in seconds, from the scheduler's count."""
    tasks = Path("/proc", str(process), "task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


if __name__ == "__main__":
    main()
