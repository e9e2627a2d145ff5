"""Measure how the time grows with the cards of a deck, and with the number of meetings.

    python benchmarks/scale.py [--most 5000] [--meetings 1000] [--runs 5] [--presses 40] [--python PYTHON]

- Decks of 100 to 5,000 cards: reading one, compared with ``yaml.compose`` and the loader in C on the same bytes;
  reading the largest with syntax errors («slips») near its end; beginning a meeting and resuming it; and pressing keys,
  from the press to the last byte of the picture. Each size has a window, and every key is pressed in all windows in
  turn. The yardstick of the keys is a deck of 35 cards, the size of KL's.
- Folders of 10 to 1,000 meetings: ``sessions``, ``export --all``, and the start of ``play`` to its first picture. The
  start is also measured with files outside the folder, and with ten times as many meetings.

Decks are read and meetings resumed in this process. Keys and commands are measured with the program of ``--python``.

A growth is an exponent: 1 is linear, 0 is constant. The time that the program takes to start is not part of it.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random

import yaml

import folder as notes
import installed
from kortspil.deck import reader as deck_reader
from kortspil.deck.model import Deck
from kortspil.errors import InvalidFile
from kortspil.meeting.events import Entry, Kind, Noted, Opened
from kortspil.meeting.state import begin, deal
from kortspil.notes.codec import format_entry
from kortspil.notes.reader import parse
from kortspil.notes.restore import resume
from measuring import Figure, alternate, figure, growth, ratio, report, run
from window import PAINTED, Window, environment

_FEWEST = 35
_SLIPS = 20
# Users do not notice a shorter delay.
_LONGEST_KEY_MS = 50
_KEYS: tuple[tuple[str, bytes], ...] = (
    ("an arrow", b"\x1b[C"),
    ("an arrow", b"\x1b[B"),
    ("the last card", b"\x1b[F"),
    ("the first card", b"\x1b[H"),
    ("turning a card", b"\r"),
    ("beginning a note", b"n"),
    ("a letter", b"H"),
    ("saving a note", b"\r"),
    ("laying a card back", b"l"),
    ("overview", b"o"),
    ("scrolling in it", b"\x1b[6~"),
    ("leaving it", b"q"),
    ("turning a card", b"\r"),
    ("being done with it", b"\r"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=5000, help="cards of the largest deck")
    parser.add_argument("--meetings", type=int, default=1000, help="meetings of the largest folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--presses", type=int, default=40, help="how often each key is pressed")
    installed.add_option(parser)
    wanted = parser.parse_args()
    # The program also disables the garbage collector until its first picture.
    gc.disable()
    with installed.python(wanted.python) as python, tempfile.TemporaryDirectory() as name:
        work = Path(name)
        decks = {size: _write_deck(work, size) for size in (_FEWEST, *_deck_sizes(wanted.most))}
        figures = [*_loading(decks, wanted.runs), *_beginning(decks, wanted.runs)]
        figures += _pressing(decks, wanted.presses, python, work)
        figures += _meetings(work / "meetings", wanted.meetings, wanted.runs, python)
    report("scale", figures)


def _powers(first: int, most: int) -> list[int]:
    return [size for size in (first * 10**power for power in range(10)) if size <= most]


def _deck_sizes(most: int) -> list[int]:
    return sorted({*(size for size in (100, 1000) if size < most), most})


def _write_deck(work: Path, size: int) -> Path:
    # Each card has a question and two examples: eleven PyYAML events.
    parts = ["title: Et stort kortsæt\nsource: Egne spørgsmål\nareas:\n"]
    areas = 4
    for area in range(areas):
        parts.append(f"  - id: omraade-{area}\n    name: Område nummer {area}\n    cards:\n")
        parts += (
            f"      - id: kort-{card}\n"
            f"        question: Hvad gør I, når borgeren spørger om sag {card}?\n"
            "        examples:\n"
            "          - Vi ringer til borgeren samme dag\n"
            f"          - 'Vi skriver: nummer {card}'\n"
            for card in range(area, size, areas)
        )
    path = work / f"{size}.yaml"
    path.write_text("".join(parts), "utf-8")
    return path


# --- A deck


def _loading(decks: dict[int, Path], runs: int) -> Iterator[Figure]:
    largest = max(decks)
    costs: list[float] = []
    for size, path in decks.items():
        if size == _FEWEST and size != largest:
            continue
        data = path.read_bytes()
        programs = {
            "bare": _timed(partial(yaml.compose, data, Loader=yaml.CSafeLoader)),
            "ours": _timed(partial(deck_reader.load, path)),
        }
        taken = alternate(programs, runs)
        costs.append(statistics.median(taken["ours"]))
        yield ratio(f"loading {size:,} cards", taken["ours"], taken["bare"], None, "yaml.compose, in C")
    yield figure(f"… in seconds, {largest:,} cards", [costs[-1]], "s", 2)
    with_slips = _with_slips(decks[largest])
    (slips,) = alternate({"slips": _timed(partial(_read_slips, with_slips))}, runs).values()
    yield figure(f"… in seconds, {largest:,} cards with {_SLIPS} slips", slips, "s", 2)
    # Only the two largest sizes: with fewer than 1,000 cards, most of the time does not depend on their number.
    yield from _fitted("loading: growth", sorted(decks)[-2:], costs[-2:])


def _with_slips(deck: Path) -> Path:
    # Near the end, so that as much text as possible must be scanned again.
    whole, *pieces = deck.read_text("utf-8").rsplit("om sag", _SLIPS)
    path = deck.with_stem(f"{deck.stem}-slips")
    path.write_text(whole + "".join(f"om: sag{piece}" for piece in pieces), "utf-8")
    return path


def _read_slips(deck: Path) -> None:
    try:
        deck_reader.load(deck)
    except InvalidFile as error:
        if len(error.problems) == _SLIPS:
            return
    raise SystemExit(f"the reader does not report {_SLIPS} slips")


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        gc.collect()
        begun = time.process_time()
        made = work()
        taken = time.process_time() - begun
        del made
        return taken

    return timed


def _fitted(what: str, sizes: Sequence[int], costs: Sequence[float]) -> Iterator[Figure]:
    if len(sizes) > 1:
        yield figure(what, [growth(sizes, costs)], "power")


def _beginning(decks: dict[int, Path], runs: int) -> Iterator[Figure]:
    begun: list[float] = []
    resumed: list[float] = []
    for path in decks.values():
        deck = deck_reader.load(path)
        begun_notes = _begun_notes(deck)
        programs = {"begin": _timed(partial(_begun_notes, deck)), "resume": _timed(partial(_resume, begun_notes, deck))}
        taken = alternate(programs, runs)
        begun.append(statistics.median(taken["begin"]))
        resumed.append(statistics.median(taken["resume"]))
    sizes = list(decks)
    for what, costs in (("beginning a meeting", begun), ("taking it up again", resumed)):
        yield figure(f"{what} with {sizes[-1]:,} cards", [1000 * costs[-1]], "ms")
        # Only the largest sizes: the growth of less than a millisecond cannot be measured.
        yield from _fitted(f"{what}: growth", sizes[-2:], costs[-2:])


def _begun_notes(deck: Deck) -> str:
    dealt = deal(deck.areas, Random(1))
    begin(deck.areas, dealt, deck.warmup)
    areas = tuple((area.id, area.name) for area in deck.areas)
    opened = Opened(deck.title, "", areas, (), dealt, 1, warmup=False)
    return format_entry("m1", Entry(1, notes.FIRST, opened)) + format_entry(
        "m1", Entry(2, notes.FIRST, Noted(Kind.NOTE, dealt[0], "Hej"))
    )


def _resume(begun_notes: str, deck: Deck) -> None:
    (meeting,) = parse(begun_notes).meetings
    resume(meeting, deck)


# --- Keys


def _pressing(decks: dict[int, Path], presses: int, python: str, work: Path) -> Iterator[Figure]:
    taken: dict[int, dict[str, list[float]]] = {size: {} for size in decks}
    with ExitStack() as stack:
        windows = {}
        for size, path in decks.items():
            command = [python, "-m", "kortspil", "play", "--deck", str(path), "--no-warmup", "--seed", "1"]
            window = stack.enter_context(Window(command, environment(str(work / f"home-{size}"))))
            window.until(lambda written: PAINTED in written, 600)
            windows[size] = window
        # The first round is not counted, because it includes imports.
        order = list(windows)
        for number in range(presses + 1):
            for what, key in _KEYS:
                # Each key is pressed in another window first.
                order.append(order.pop(0))
                for size in order:
                    seconds = _press(windows[size], key)
                    if number:
                        taken[size].setdefault(what, []).append(seconds)
    fewest, largest = min(decks), max(decks)
    together = {size: _together(found) for size, found in taken.items()}
    for size in decks:
        if size != fewest:
            yield ratio(f"keys with {size:,} cards", together[size], together[fewest], None, _of(fewest))
    # 35 cards fit in the window. With more, keys also scroll the picture. So the smallest deck that scrolls is another
    # yardstick.
    scrolls = min(size for size in decks if size != fewest)
    yield ratio(f"keys with {largest:,} cards, too", together[largest], together[scrolls], None, _of(scrolls))
    for what in dict.fromkeys(what for what, _ in _KEYS):
        found, yardstick = taken[largest][what], taken[fewest][what]
        yield ratio(f"… {what}, {largest:,} cards", found, yardstick, None, _of(fewest))
        yield figure(f"… {what}, {largest:,} cards", [1000 * seconds for seconds in found], "ms", _LONGEST_KEY_MS)


def _press(window: Window, key: bytes) -> float:
    while window.read(0.002):
        pass
    already = window.written.count(PAINTED)
    begun = time.perf_counter()
    window.send(key)
    return window.until(lambda written: written.count(PAINTED) > already) - begun


def _together(taken: dict[str, list[float]]) -> list[float]:
    # Return the sum of each round of keys.
    rounds = min(map(len, taken.values()))
    return [sum(sum(found[number::rounds]) for found in taken.values()) for number in range(rounds)]


def _of(cards: int) -> str:
    return f"{cards} cards"


# --- Meetings


def _meetings(work: Path, most: int, runs: int, python: str) -> Iterator[Figure]:
    sizes = _powers(10, most)
    homes = {size: work / str(size) for size in sizes}
    for size, home in homes.items():
        notes.write(home, size)
    calls = {"sessions": ["sessions"], "export --all x.jsonl": ["export", str(work / "x.jsonl"), "--force", "--all"]}
    for what, words in calls.items():
        command = [python, "-m", "kortspil", *words]
        found = {size: [run(command, KORTSPIL_HOME=str(homes[size])).seconds for _ in range(runs)] for size in sizes}
        costs = [statistics.median(found[size]) for size in sizes]
        yield figure(f"{what}, {sizes[-1]:,} meetings", found[sizes[-1]], "s")
        # The sizes and costs are without those of 10 meetings: 90 and 990 meetings are left.
        yield from _fitted(
            f"{what}: growth", [size - sizes[0] for size in sizes[1:]], [cost - costs[0] for cost in costs[1:]]
        )
    homes[10 * most] = _many_small(work / "small", 10 * most)
    starts = {f"play, {size:,} meetings": partial(_start, python, home) for size, home in homes.items()}
    elsewhere = _remembered(work / "elsewhere", homes[sizes[-1]])
    starts[f"play, {sizes[-1]:,} meetings remembered elsewhere"] = partial(_start, python, elsewhere)
    starts["play"] = partial(_start, python, work / "none")
    taken = alternate(starts, runs)
    bare = taken.pop("play")
    yield figure("the start of play, no meeting", [1000 * seconds for seconds in bare], "ms")
    for what, seconds in taken.items():
        yield ratio(f"the start of {what}", seconds, bare, None, "no meeting")


def _start(python: str, home: Path) -> float:
    with Window([python, "-m", "kortspil", "play", "--seed", "1"], environment(str(home))) as window:
        return window.until(lambda written: PAINTED in written) - window.begun


def _many_small(home: Path, amount: int) -> Path:
    """Write a folder of ``amount`` meetings that differ only in their names and ids."""
    notes.write(home, 1)
    (first,) = home.glob("*.md")
    text = first.read_text("utf-8")
    for number in range(1, amount):
        name = first.stem.replace("-000000", f"-{number:06x}")
        (home / f"{name}.md").write_text(text.replace(first.stem, name), "utf-8")
    return home


def _remembered(home: Path, others: Path) -> Path:
    """Write a folder without meetings that remembers the files of another folder."""
    home.mkdir()
    (home / "elsewhere.txt").write_text("".join(f"{path}\n" for path in others.glob("*.md")), "utf-8")
    return home


if __name__ == "__main__":
    main()
