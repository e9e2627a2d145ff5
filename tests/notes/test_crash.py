"""Acknowledged events survive when the program is killed, the power is cut or the disk is full.

A few kills run with the other tests. ``KORTSPIL_KILLS=500 pytest -m crash`` is the long form, which kills at every
write boundary; ``KORTSPIL_SEED`` gives other kills.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="Windows has no such signals")

from crash import (
    KILLS,
    LONG,
    TALLY,
    Script,
    Services,
    Sitting,
    Watching,
    Writer,
    any_script,
    any_world,
    chance,
    cut_off,
    cut_power,
    every_kind_of_event,
    go_on,
    happened,
    judge,
    kills,
    lasting,
    new_world,
    outlive,
)
from failing_disk import Call, Plan, read_book
from kortspil.meeting.events import Entry, Event, Kind
from kortspil.notes.codec import format_entry
from kortspil.notes.reader import parse_bytes

pytestmark = pytest.mark.crash


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The log of what reached the disk. The simulated power cuts do not touch the log."""
    return tmp_path / "bog.jsonl"


# --- At any moment


@pytest.mark.parametrize("number", kills("in plain mode"))
def test_every_acknowledged_event_is_in_the_file_after_the_program_is_killed(
    tmp_path: Path, book: Path, number: int
) -> None:
    random = chance("in plain mode", number)
    services = any_world(random, tmp_path)
    before, at_first = services.read(), lasting(services.home)
    script = any_script(random, random.randint(1, 30))
    is_watched = number % 3 == 0
    with Sitting(services, script, Plan(str(book)) if is_watched else None) as sitting:
        sitting.hold_until_any_moment(random, lambda: services.size)
        sitting.kill()
    crash = cut_off("in plain mode", number, sitting, before)
    outlive(crash, services, random, at_first.after(book) if is_watched else None)


@pytest.mark.parametrize("number", kills("at full screen"))
def test_every_event_shown_at_full_screen_is_in_the_file_after_the_program_is_killed(
    tmp_path: Path, book: Path, number: int
) -> None:
    random = chance("at full screen", number)
    services = any_world(random, tmp_path)
    before, at_first = services.read(), lasting(services.home)
    script = any_script(random, random.randint(4, 14), keys=True)
    is_watched = number % 2 == 0
    with Watching(services, script, Plan(str(book)) if is_watched else None) as watching:
        watching.hold_until_any_moment(random)
        watching.kill()
    crash = cut_off("at full screen", number, watching, before)
    outlive(crash, services, random, at_first.after(book) if is_watched else None)


# --- At every write boundary


class Boundaries:
    """A short meeting, and every moment at which the program can be killed while it writes the notes."""

    def __init__(self, folder: Path) -> None:
        self.script = every_kind_of_event(chance("at write boundaries", 0))
        services, book = new_world(folder), folder / "bog.jsonl"
        with Sitting(services, self.script, Plan(str(book))) as sitting:
            sitting.type_until(len(self.script.steps))
            sitting.see_it_end(0)
        assert sitting.answered == len(self.script.steps), sitting.text
        self.calls = list(read_book(book))
        self._sees_everything(services)
        self.spots = self._spread(self.calls)

    def _sees_everything(self, services: Services) -> None:
        # If some writes were not logged, the kills below would prove nothing.
        size = len(services.read())
        assert sum(call.size for call in self.calls if call.what == "wrote") == size
        assert [call for call in self.calls if call.what == "synced"][-1].size == size

    @staticmethod
    def _spread(calls: list[Call]) -> list[tuple[int, str]]:
        # The kinds of boundaries take turns, so that the first few are of all kinds.
        writes = [at for at, call in enumerate(calls) if call.what == "wrote"]
        listed = [at for at, call in enumerate(calls) if call.what == "listed"]
        synced = [at for at, call in enumerate(calls) if call.what == "synced"]
        rows = [[(at, where) for at in writes] for where in ("share", "before", "letter", "after", "last", "first")]
        rows += [[(at, "after") for at in synced], [(at, where) for at in listed for where in ("before", "after")]]
        random = chance("at write boundaries", -1)
        for row in rows:
            random.shuffle(row)
        longest = max(map(len, rows))
        return [row[n] for n in range(longest) for row in rows if n < len(row)]

    def plan(self, number: int, book: Path) -> Plan:
        """Return the plan of a kill: the first ones take every boundary once, the others write few bytes at a time."""
        random = chance("at write boundaries", number)
        if number < len(self.spots):
            kill, where = self.spots[number]
            return Plan(str(book), kill, where, random.random())
        most = random.randint(3, 300)
        calls = sum(-(-call.size // most) if call.what == "wrote" else 1 for call in self.calls)
        # The number of bytes depends a little on the time of day and on what was in the file before.
        return Plan(str(book), random.randrange(calls - 5), random.choice(["before", "share", "after"]), most=most)


@pytest.fixture(scope="module")
def boundaries(tmp_path_factory: pytest.TempPathFactory) -> Boundaries:
    boundaries = Boundaries(tmp_path_factory.mktemp("helt"))
    assert KILLS < LONG or len(kills("at write boundaries")) >= len(boundaries.spots)
    return boundaries


@pytest.mark.parametrize("number", kills("at write boundaries"))
def test_no_acknowledged_event_is_lost_at_any_write_boundary_or_in_a_power_cut_there(
    tmp_path: Path, book: Path, boundaries: Boundaries, number: int
) -> None:
    random = chance("at write boundaries", number)
    services = new_world(tmp_path)
    at_first = lasting(services.home)
    with Sitting(services, boundaries.script, boundaries.plan(number, book)) as sitting:
        sitting.type_until(len(boundaries.script.steps))
        sitting.see_it_end()
    TALLY["boundaries"] += number < len(boundaries.spots)
    outlive(cut_off("at write boundaries", number, sitting, b""), services, random, at_first.after(book))


# --- When the disk is full


def answered_steps(script: Script) -> list[int]:
    return [at for at, step in enumerate(script.steps) if step.answer]


class Patience:
    """Type the same line again when it was not saved, and after some tries something else."""

    def __init__(self, tries: int, then: Callable[[str], str | None]) -> None:
        self._tries = tries
        self._then = then

    def again(self, line: str) -> str | None:
        TALLY["troubles"] += 1
        self._tries -= 1
        return self._then(line) if self._tries == 0 else line


def again(line: str) -> str | None:
    return line


@pytest.mark.parametrize("number", kills("on a full disk"))
def test_a_full_disk_acknowledges_nothing_that_is_not_saved_and_a_retry_saves_once(
    tmp_path: Path, book: Path, number: int
) -> None:
    random = chance("on a full disk", number)
    services = any_world(random, tmp_path)
    before, at_first = services.read(), lasting(services.home)
    script = any_script(random, random.randint(3, 15), cases=False)
    # Each answered step is one write.
    full, tries = random.randrange(len(answered_steps(script))), random.randint(1, 4)
    place = Path("andet sted.md")
    in_the_end: list[Callable[[str], str | None]] = [again, again, lambda _: None, lambda _: f"f {place}"]
    then = random.choice(in_the_end)
    plan = Plan(str(book), full=full, share=random.random(), failures=tries, error=errno.ENOSPC)
    with Sitting(services, script, plan._replace(keeps=random.random() < 0.5)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), Patience(tries, then).again)
        assert sitting.troubles == tries
        sitting.kill()
    if (services.home / place).exists():
        services, before = Services(services.home, place), b""
    crash = cut_off("on a full disk", number, sitting, before, tears=True)
    # An event that was reported as not saved is not in the file.
    crash = crash._replace(most=crash.acknowledged)
    assert then("") is None or crash.acknowledged == len(script.events())
    outlive(crash, services, random, at_first.after(book))


@pytest.mark.parametrize("number", kills("on a full disk"))
def test_a_limit_on_the_file_size_acknowledges_nothing_that_is_not_saved(tmp_path: Path, number: int) -> None:
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux can limit a running program")
    random = chance("on a full disk", -1 - number)
    services = any_world(random, tmp_path)
    before = services.read()
    script = any_script(random, random.randint(3, 15), cases=False)
    full, gives_up = random.choice(answered_steps(script)), random.random() < 0.3
    event = script.steps[full].event
    with Sitting(services, script) as sitting:

        def limit(size: int) -> None:
            resource.prlimit(sitting.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        def make_room(line: str) -> str | None:
            limit(resource.RLIM_INFINITY)
            return None if gives_up else line

        sitting.hold_through_trouble(range(full), again)
        # A limit set earlier could hit files that Python writes when it starts.
        sitting.until(lambda: bool(sitting.said))
        assert event is not None
        mark = format_entry("20261122-1030-abcdef", Entry(full, sitting.began, event)).rstrip()
        limit(len(services.read()) + random.randrange(len(mark.encode())))
        patience = Patience(random.randint(1, 3), make_room)
        sitting.hold_through_trouble(range(full, len(script.steps)), patience.again)
        assert sitting.troubles
        sitting.kill()
    crash = cut_off("on a full disk", number, sitting, before, tears=True)
    crash = crash._replace(most=crash.acknowledged)
    assert gives_up or crash.acknowledged == len(script.events())
    outlive(crash, services, random)


def short_script() -> Script:
    writer = Writer(chance("on a full disk", 0), warmup=False, cases=False)
    writer.turn()
    writer.write(Kind.NOTE, "Bo ringer")
    writer.write(Kind.AGREEMENT, "Erkan viser os")
    writer.finish()
    return writer.script()


@pytest.mark.parametrize("keeps", [False, True], ids=["it is taken back", "it stays"])
@pytest.mark.parametrize(
    "plan",
    [
        Plan("", full=1, share=0.5, error=errno.ENOSPC),
        Plan("", full=1, short_of=1, error=errno.ENOSPC),
        Plan("", unsynced=1, error=errno.EIO),
    ],
    ids=["half of it lacked room", "only the line end lacked room", "all was written and not synced"],
)
def test_a_retry_saves_an_event_once_however_much_of_it_was_written_before(
    tmp_path: Path, book: Path, plan: Plan, keeps: bool
) -> None:
    services, script = new_world(tmp_path), short_script()
    with Sitting(services, script, plan._replace(book=str(book), keeps=keeps)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), again)
        sitting.kill()
    assert sitting.troubles == 1
    judge(cut_off("on a full disk", -1, sitting, b"", tears=True), services.read())


def test_notes_moved_to_another_file_are_complete_after_a_power_cut(tmp_path: Path, book: Path) -> None:
    services, script = new_world(tmp_path), short_script()
    at_first = lasting(services.home)
    with Sitting(services, script, Plan(str(book), full=2, share=0.5, error=errno.ENOSPC)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), lambda _: "f ny mappe/noter.md")
        sitting.kill()
    assert sitting.troubles == 1
    there = Services(services.home, Path("ny mappe/noter.md"))
    crash = cut_off("on a full disk", -1, sitting, b"", tears=True)
    outlive(crash, there, chance("on a full disk", 0), at_first.after(book))


def events_of_the_first(services: Services) -> list[Event]:
    return happened(parse_bytes(services.read()).meetings[0].entries)


# --- Other changes of the file


def test_a_file_whose_maker_was_killed_survives_a_power_cut_in_the_next_meeting(tmp_path: Path, book: Path) -> None:
    services, script = new_world(tmp_path, "noter.md"), short_script()
    at_first = lasting(services.home)
    with Sitting(services, script, Plan(str(book), kill=0, where="before")) as sitting:
        sitting.type_until(1)
        sitting.see_it_end()
    assert services.file is not None
    with Sitting(services, script, Plan(str(book))) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), again)
        sitting.kill()
    assert cut_power(services, at_first.after(book), tmp_path / "efter", 1).read() == services.read()


def test_a_line_added_by_hand_without_its_end_stays_apart_from_the_next_note(tmp_path: Path) -> None:
    services, script = new_world(tmp_path, "noter.md"), short_script()
    with Sitting(services, script) as sitting:
        sitting.hold_through_trouble(range(1), again)
        with (services.home / "noter.md").open("ab") as file:
            file.write("Skrevet i hånden".encode())
        sitting.hold_through_trouble(range(1, len(script.steps)), again)
        sitting.kill()
    assert events_of_the_first(services) == script.events()


def test_a_meeting_goes_on_after_a_power_cut_left_bytes_of_0_at_its_end(tmp_path: Path, book: Path) -> None:
    services, script = new_world(tmp_path), short_script()
    at_first = lasting(services.home)
    # Before the write of the second event come the write and the sync of the first, and a sync of each folder above.
    second = 2 + len((services.home / "notes" / "noter.md").resolve().parents)
    with Sitting(services, script, Plan(str(book), kill=second, where="after")) as sitting:
        sitting.type_until(len(script.steps))
        sitting.see_it_end()
    crash = cut_off("at write boundaries", -1, sitting, b"")
    left = cut_power(services, at_first.after(book), tmp_path / "efter", 0.5, zeros=True)
    assert left.read().endswith(b"\x00")
    go_on(crash, left, parse_bytes(left.read()).meetings[0])
