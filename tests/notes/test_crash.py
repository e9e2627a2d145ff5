"""Acknowledged means durable: what the program said was noted outlives the program, the power and the room on the disk.

A few kills run with every other test. ``KORTSPIL_KILLS=500 pytest -m crash`` is the long form, which stops at every
write boundary; ``KORTSPIL_SEED`` gives others.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="nobody is killed like this on Windows")

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
    """Where it is told what came through to the disk. It lies on another one."""
    return tmp_path / "bog.jsonl"


# --- At any moment


@pytest.mark.parametrize("number", kills("in plain mode"))
def test_what_was_answered_is_in_the_file_however_the_program_is_killed(
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
def test_what_the_window_showed_as_noted_is_in_the_file_however_the_program_is_killed(
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
    """A short meeting, and every moment at which the program can be cut off while it writes it down."""

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
        # Where the program writes in a way that is not watched, no kill below would mean anything.
        size = len(services.read())
        assert sum(call.size for call in self.calls if call.what == "wrote") == size
        assert [call for call in self.calls if call.what == "synced"][-1].size == size

    @staticmethod
    def _spread(calls: list[Call]) -> list[tuple[int, str]]:
        # A few of them are a little of everything.
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
        """The death of so high a number: first every boundary once, and then where few bytes are written at a time."""
        random = chance("at write boundaries", number)
        if number < len(self.spots):
            kill, where = self.spots[number]
            return Plan(str(book), kill, where, random.random())
        most = random.randint(3, 300)
        calls = sum(-(-call.size // most) if call.what == "wrote" else 1 for call in self.calls)
        # The time of day and what stood in the file before may take some bytes off.
        return Plan(str(book), random.randrange(calls - 5), random.choice(["before", "share", "after"]), most=most)


@pytest.fixture(scope="module")
def boundaries(tmp_path_factory: pytest.TempPathFactory) -> Boundaries:
    boundaries = Boundaries(tmp_path_factory.mktemp("helt"))
    assert KILLS < LONG or len(kills("at write boundaries")) >= len(boundaries.spots)
    return boundaries


@pytest.mark.parametrize("number", kills("at write boundaries"))
def test_nothing_answered_is_lost_at_any_boundary_of_a_write_or_when_the_power_goes_there(
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


# --- When there is no more room


def answered_steps(script: Script) -> list[int]:
    return [at for at, step in enumerate(script.steps) if step.answer]


class Patience:
    """What somebody types who is told that something was not saved: so many times the same, and then something else."""

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
def test_on_a_full_disk_nothing_is_said_to_be_noted_that_is_not_and_what_is_tried_again_is_there_once(
    tmp_path: Path, book: Path, number: int
) -> None:
    random = chance("on a full disk", number)
    services = any_world(random, tmp_path)
    before, at_first = services.read(), lasting(services.home)
    script = any_script(random, random.randint(3, 15), cases=False)
    # The writes are counted as the answers are: each is of one step.
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
    # What was said not to be noted is not there.
    crash = crash._replace(most=crash.acknowledged)
    assert then("") is None or crash.acknowledged == len(script.events())
    outlive(crash, services, random, at_first.after(book))


@pytest.mark.parametrize("number", kills("on a full disk"))
def test_when_no_file_may_grow_nothing_is_said_to_be_noted_that_is_not(tmp_path: Path, number: int) -> None:
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux sets the limits of a program that runs")
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
        # A limit that came while Python still writes its own files would hit those.
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
def test_what_was_said_not_to_be_saved_is_there_once_when_it_is_saved_however_much_came_through(
    tmp_path: Path, book: Path, plan: Plan, keeps: bool
) -> None:
    services, script = new_world(tmp_path), short_script()
    with Sitting(services, script, plan._replace(book=str(book), keeps=keeps)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), again)
        sitting.kill()
    assert sitting.troubles == 1
    judge(cut_off("on a full disk", -1, sitting, b"", tears=True), services.read())


def test_notes_that_were_given_another_place_are_all_there_whenever_the_power_goes(tmp_path: Path, book: Path) -> None:
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


# --- What others did to the file, or did not live to do


def test_a_file_whose_maker_was_killed_too_early_is_there_after_a_power_cut_in_the_next_meeting(
    tmp_path: Path, book: Path
) -> None:
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


def test_a_line_that_somebody_adds_by_hand_without_its_end_stays_apart_from_the_next_note(tmp_path: Path) -> None:
    services, script = new_world(tmp_path, "noter.md"), short_script()
    with Sitting(services, script) as sitting:
        sitting.hold_through_trouble(range(1), again)
        with (services.home / "noter.md").open("ab") as file:
            file.write("Skrevet i hånden".encode())
        sitting.hold_through_trouble(range(1, len(script.steps)), again)
        sitting.kill()
    assert events_of_the_first(services) == script.events()


def test_a_meeting_goes_on_where_a_power_cut_left_bytes_of_0_at_its_end(tmp_path: Path, book: Path) -> None:
    services, script = new_world(tmp_path), short_script()
    at_first = lasting(services.home)
    # The first note's write, its sync, and the syncs of all the folders above it come before the second's.
    second = 2 + len((services.home / "notes" / "noter.md").resolve().parents)
    with Sitting(services, script, Plan(str(book), kill=second, where="after")) as sitting:
        sitting.type_until(len(script.steps))
        sitting.see_it_end()
    crash = cut_off("at write boundaries", -1, sitting, b"")
    left = cut_power(services, at_first.after(book), tmp_path / "efter", 0.5, zeros=True)
    assert left.read().endswith(b"\x00")
    go_on(crash, left, parse_bytes(left.read()).meetings[0])
