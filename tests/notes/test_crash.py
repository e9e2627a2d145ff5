"""Acknowledged events survive when the program is killed, the power is cut or the disk is full.

A few kills run with the other tests. ``KORTSPIL_KILLS=500 pytest -m crash`` is the long run, which kills the program
at every write boundary. Another ``KORTSPIL_SEED`` gives other kills.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="Windows lacks these signals")

from crash import (
    KILLS,
    LONG,
    TALLY,
    MeetingHome,
    Script,
    Sitting,
    WindowedMeeting,
    Writer,
    any_home,
    any_script,
    chance,
    count_kill,
    cut_power,
    every_kind_of_event,
    everything_synced,
    happened,
    judge,
    judge_and_reopen,
    kills,
    new_home,
    resume_meeting,
)
from failing_disk import Call, Plan, read_log
from kortspil.meeting.events import Entry, Event, Kind
from kortspil.notes.codec import format_entry
from kortspil.notes.reader import parse_bytes

pytestmark = pytest.mark.crash


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The path of the log of what reached the disk. Simulated power cuts leave it as it is."""
    return tmp_path / "bog.jsonl"


# --- At any moment


@pytest.mark.parametrize("number", kills("in plain mode"))
def test_every_acknowledged_event_is_in_the_file_after_the_program_is_killed(
    tmp_path: Path, log: Path, number: int
) -> None:
    random = chance("in plain mode", number)
    meeting_home = any_home(random, tmp_path)
    before, at_first = meeting_home.read(), everything_synced(meeting_home.home)
    script = any_script(random, random.randint(1, 30))
    is_watched = number % 3 == 0
    with Sitting(meeting_home, script, Plan(str(log)) if is_watched else None) as sitting:
        sitting.hold_until_any_moment(random, lambda: meeting_home.size)
        sitting.kill()
    crash = count_kill("in plain mode", number, sitting, before)
    judge_and_reopen(crash, meeting_home, random, at_first.after(log) if is_watched else None)


@pytest.mark.parametrize("number", kills("at full screen"))
def test_every_event_shown_at_full_screen_is_in_the_file_after_the_program_is_killed(
    tmp_path: Path, log: Path, number: int
) -> None:
    random = chance("at full screen", number)
    meeting_home = any_home(random, tmp_path)
    before, at_first = meeting_home.read(), everything_synced(meeting_home.home)
    script = any_script(random, random.randint(4, 14), keys=True)
    is_watched = number % 2 == 0
    with WindowedMeeting(meeting_home, script, Plan(str(log)) if is_watched else None) as watching:
        watching.hold_until_any_moment(random)
        watching.kill()
    crash = count_kill("at full screen", number, watching, before)
    judge_and_reopen(crash, meeting_home, random, at_first.after(log) if is_watched else None)


# --- At every write boundary


class Boundaries:
    """A short meeting, and every moment at which the program can be killed while it writes the notes."""

    def __init__(self, folder: Path) -> None:
        self.script = every_kind_of_event(chance("at write boundaries", 0))
        meeting_home, log = new_home(folder), folder / "bog.jsonl"
        with Sitting(meeting_home, self.script, Plan(str(log))) as sitting:
            sitting.type_until(len(self.script.steps))
            sitting.see_it_end(0)
        assert sitting.answered == len(self.script.steps), sitting.text
        self.calls = list(read_log(log))
        self._sees_everything(meeting_home)
        self.spots = self._spread(self.calls)

    def _sees_everything(self, meeting_home: MeetingHome) -> None:
        # If some writes were not logged, the kills below would prove nothing.
        size = len(meeting_home.read())
        assert sum(call.size for call in self.calls if call.what == "wrote") == size
        assert [call for call in self.calls if call.what == "synced"][-1].size == size

    @staticmethod
    def _spread(calls: list[Call]) -> list[tuple[int, str]]:
        # Boundaries of different kinds take turns, so that even a short run has some of each kind.
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

    def plan(self, number: int, log: Path) -> Plan:
        """Return the plan of a kill. The first kills take every boundary once; in the others, each write is short."""
        random = chance("at write boundaries", number)
        if number < len(self.spots):
            kill, where = self.spots[number]
            return Plan(str(log), kill, where, random.random())
        most = random.randint(3, 300)
        calls = sum(-(-call.size // most) if call.what == "wrote" else 1 for call in self.calls)
        # The number of bytes, and so of calls, varies a little with the time of day.
        return Plan(str(log), random.randrange(calls - 5), random.choice(["before", "share", "after"]), most=most)


@pytest.fixture(scope="module")
def boundaries(tmp_path_factory: pytest.TempPathFactory) -> Boundaries:
    boundaries = Boundaries(tmp_path_factory.mktemp("helt"))
    assert KILLS < LONG or len(kills("at write boundaries")) >= len(boundaries.spots)
    return boundaries


@pytest.mark.parametrize("number", kills("at write boundaries"))
def test_no_acknowledged_event_is_lost_at_any_write_boundary_or_in_a_power_cut_there(
    tmp_path: Path, log: Path, boundaries: Boundaries, number: int
) -> None:
    random = chance("at write boundaries", number)
    meeting_home = new_home(tmp_path)
    at_first = everything_synced(meeting_home.home)
    with Sitting(meeting_home, boundaries.script, boundaries.plan(number, log)) as sitting:
        sitting.type_until(len(boundaries.script.steps))
        sitting.see_it_end()
    TALLY["boundaries"] += number < len(boundaries.spots)
    judge_and_reopen(count_kill("at write boundaries", number, sitting, b""), meeting_home, random, at_first.after(log))


# --- When the disk is full


def answered_steps(script: Script) -> list[int]:
    return [at for at, step in enumerate(script.steps) if step.answer]


class Patience:
    """Answer lines that were not saved: type the same line again, and after ``tries`` tries what ``then`` returns."""

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
def test_on_a_full_disk_no_unsaved_event_is_acknowledged_and_a_retry_saves_it_once(
    tmp_path: Path, log: Path, number: int
) -> None:
    random = chance("on a full disk", number)
    meeting_home = any_home(random, tmp_path)
    before, at_first = meeting_home.read(), everything_synced(meeting_home.home)
    script = any_script(random, random.randint(3, 15), cases=False)
    # Each answered step is one write.
    full, tries = random.randrange(len(answered_steps(script))), random.randint(1, 4)
    place = Path("andet sted.md")
    in_the_end: list[Callable[[str], str | None]] = [again, again, lambda _: None, lambda _: f"f {place}"]
    then = random.choice(in_the_end)
    plan = Plan(str(log), full=full, share=random.random(), failures=tries, error=errno.ENOSPC)
    with Sitting(meeting_home, script, plan._replace(cannot_truncate=random.random() < 0.5)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), Patience(tries, then).again)
        assert sitting.troubles == tries
        sitting.kill()
    if (meeting_home.home / place).exists():
        meeting_home, before = MeetingHome(meeting_home.home, place), b""
    crash = count_kill("on a full disk", number, sitting, before, tears=True)
    # An event that was reported as not saved is not in the file.
    crash = crash._replace(most=crash.acknowledged)
    assert then("") is None or crash.acknowledged == len(script.events())
    judge_and_reopen(crash, meeting_home, random, at_first.after(log))


@pytest.mark.parametrize("number", kills("on a full disk"))
def test_at_a_limit_on_the_file_size_no_unsaved_event_is_acknowledged(tmp_path: Path, number: int) -> None:
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux can limit a running program")
    random = chance("on a full disk", -1 - number)
    meeting_home = any_home(random, tmp_path)
    before = meeting_home.read()
    script = any_script(random, random.randint(3, 15), cases=False)
    full, gives_up = random.choice(answered_steps(script)), random.random() < 0.3
    event = script.steps[full].event
    with Sitting(meeting_home, script) as sitting:

        def limit(size: int) -> None:
            resource.prlimit(sitting.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        def make_room(line: str) -> str | None:
            limit(resource.RLIM_INFINITY)
            return None if gives_up else line

        sitting.hold_through_trouble(range(full), again)
        # A limit set earlier could also stop files that Python writes when it starts.
        sitting.until(lambda: bool(sitting.said))
        assert event is not None
        mark = format_entry("20261122-1030-abcdef", Entry(full, sitting.began, event)).rstrip()
        limit(len(meeting_home.read()) + random.randrange(len(mark.encode())))
        patience = Patience(random.randint(1, 3), make_room)
        sitting.hold_through_trouble(range(full, len(script.steps)), patience.again)
        assert sitting.troubles
        sitting.kill()
    crash = count_kill("on a full disk", number, sitting, before, tears=True)
    crash = crash._replace(most=crash.acknowledged)
    assert gives_up or crash.acknowledged == len(script.events())
    judge_and_reopen(crash, meeting_home, random)


def short_script() -> Script:
    writer = Writer(chance("on a full disk", 0), warmup=False, cases=False)
    writer.turn()
    writer.write(Kind.NOTE, "Bo ringer")
    writer.write(Kind.AGREEMENT, "Erkan viser os")
    writer.finish()
    return writer.script()


@pytest.mark.parametrize("cannot_truncate", [False, True], ids=["the torn text is removed", "the torn text stays"])
@pytest.mark.parametrize(
    "plan",
    [
        Plan("", full=1, share=0.5, error=errno.ENOSPC),
        Plan("", full=1, short_of=1, error=errno.ENOSPC),
        Plan("", unsynced=1, error=errno.EIO),
    ],
    ids=["half of it was written", "all but the line end was written", "all was written but not synced"],
)
def test_a_retry_saves_an_event_once_however_much_of_it_was_written_before(
    tmp_path: Path, log: Path, plan: Plan, cannot_truncate: bool
) -> None:
    meeting_home, script = new_home(tmp_path), short_script()
    with Sitting(meeting_home, script, plan._replace(log=str(log), cannot_truncate=cannot_truncate)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), again)
        sitting.kill()
    assert sitting.troubles == 1
    judge(count_kill("on a full disk", -1, sitting, b"", tears=True), meeting_home.read())


def test_notes_moved_to_another_file_are_complete_after_a_power_cut(tmp_path: Path, log: Path) -> None:
    meeting_home, script = new_home(tmp_path), short_script()
    at_first = everything_synced(meeting_home.home)
    with Sitting(meeting_home, script, Plan(str(log), full=2, share=0.5, error=errno.ENOSPC)) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), lambda _: "f ny mappe/noter.md")
        sitting.kill()
    assert sitting.troubles == 1
    there = MeetingHome(meeting_home.home, Path("ny mappe/noter.md"))
    crash = count_kill("on a full disk", -1, sitting, b"", tears=True)
    judge_and_reopen(crash, there, chance("on a full disk", 0), at_first.after(log))


def events_of_the_first(meeting_home: MeetingHome) -> list[Event]:
    return happened(parse_bytes(meeting_home.read()).meetings[0].entries)


# --- Other changes of the file


def test_a_file_whose_maker_was_killed_survives_a_power_cut_in_the_next_meeting(tmp_path: Path, log: Path) -> None:
    meeting_home, script = new_home(tmp_path, "noter.md"), short_script()
    at_first = everything_synced(meeting_home.home)
    with Sitting(meeting_home, script, Plan(str(log), kill=0, where="before")) as sitting:
        sitting.type_until(1)
        sitting.see_it_end()
    assert meeting_home.file is not None
    with Sitting(meeting_home, script, Plan(str(log))) as sitting:
        sitting.hold_through_trouble(range(len(script.steps)), again)
        sitting.kill()
    assert cut_power(meeting_home, at_first.after(log), tmp_path / "efter", 1).read() == meeting_home.read()


def test_a_line_added_by_hand_without_a_line_end_stays_apart_from_the_next_note(tmp_path: Path) -> None:
    meeting_home, script = new_home(tmp_path, "noter.md"), short_script()
    with Sitting(meeting_home, script) as sitting:
        sitting.hold_through_trouble(range(1), again)
        with (meeting_home.home / "noter.md").open("ab") as file:
            file.write("Skrevet i hånden".encode())
        sitting.hold_through_trouble(range(1, len(script.steps)), again)
        sitting.kill()
    assert events_of_the_first(meeting_home) == script.events()


def test_a_meeting_goes_on_after_a_power_cut_left_bytes_of_0_at_its_end(tmp_path: Path, log: Path) -> None:
    meeting_home, script = new_home(tmp_path), short_script()
    at_first = everything_synced(meeting_home.home)
    # Before the write of the second event come the write and the sync of the first, and a sync of each folder above.
    second = 2 + len((meeting_home.home / "notes" / "noter.md").resolve().parents)
    with Sitting(meeting_home, script, Plan(str(log), kill=second, where="after")) as sitting:
        sitting.type_until(len(script.steps))
        sitting.see_it_end()
    crash = count_kill("at write boundaries", -1, sitting, b"")
    left = cut_power(meeting_home, at_first.after(log), tmp_path / "efter", 0.5, zeros=True)
    assert left.read().endswith(b"\x00")
    resume_meeting(crash, left, parse_bytes(left.read()).meetings[0])
