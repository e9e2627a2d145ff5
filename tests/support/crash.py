"""Kill the real program in the middle of a meeting, and judge the notes that it leaves.

An event is *acknowledged* when the program has printed the whole line that says so. The test reads the rest of the
output after the kill, so it knows exactly which events were acknowledged. The notes file must hold all of them. It may
also hold the events up to the next acknowledgement, and after those only the beginning of one more event.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import NamedTuple

from failing_disk import Plan, identity, read_log
from kortspil.cli import resolve
from kortspil.deck import reader as deck_reader
from kortspil.deck.model import CLOSING_ID, LAST_TIME_ID, PARKED_ID, Case
from kortspil.meeting.apply import apply
from kortspil.meeting.commands import (
    Ask,
    Begin,
    Close,
    Command,
    Finish,
    KeepDraft,
    LayBack,
    ReadCase,
    Refusal,
    Remove,
    Skip,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import (
    Asked,
    Autosaved,
    Began,
    Closed,
    Draft,
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Heartbeat,
    Kind,
    Noted,
    Opened,
    Part,
    Paused,
    Removed,
    Resumed,
    Subject,
    Turned,
    Undone,
)
from kortspil.meeting.rules import decide
from kortspil.meeting.state import Phase, Terms, begin, deal, seat
from kortspil.messages import meeting as texts
from kortspil.notes.codec import format_entry
from kortspil.notes.history import Meeting, settled
from kortspil.notes.reader import parse_bytes
from kortspil.system import paths
from kortspil.text.sanitize import sanitize
from kortspil.ui.answers import reply
from kortspil.ui.controller import Outcome
from kortspil.ui.plain import render
from programs import PICTURE_SECONDS
from pseudo_terminal import Window
from table_samples import draft

SEED = os.environ.get("KORTSPIL_SEED", "1")
KILLS = int(os.environ.get("KORTSPIL_KILLS", "6"))
LONG = 500
"""From this number of kills on, there is a kill at every write boundary."""

SHARES = {"in plain mode": 0.48, "at full screen": 0.08, "at write boundaries": 0.34, "on a full disk": 0.1}
TALLY: Counter[str] = Counter()
"""The counts of this process, for the line that is printed at the end of a run."""

_PIPE_BYTES = 4096
_AREA = "teknologiforstaaelse"
_LETTERS = {Kind.NOTE: "n", Kind.NEED: "b", Kind.AGREEMENT: "a", Kind.PARKED: "p"}
_ON_THE_WAY_OUT = (Began(Part.PARKED), Finished(PARKED_ID), Began(Part.ROUND), Finished(CLOSING_ID))
# No text in a notes file holds this character.
_UNKNOWN = "\x00"


def kills(kind: str) -> range:
    """Return the numbers of the kills of one kind."""
    return range(max(1, round(KILLS * SHARES[kind])))


def chance(kind: str, number: int) -> Random:
    """Return the random choices of one kill. They depend on the seed, not on the number of kills."""
    return Random(f"{SEED}/{kind}/{number}")


def summary(tally: Counter[str]) -> str:
    """Return one line about the kills of a run and what was lost."""
    counted = ", ".join(f"{tally[kind]} {kind}" for kind in SHARES if tally[kind])
    return (
        f"{sum(tally[kind] for kind in SHARES)} kills (seed {SEED}): {counted}; "
        f"{tally['boundaries']} different write boundaries, {tally['power cuts']} power cuts, "
        f"{tally['troubles']} times IKKE GEMT. {tally['acknowledged']} acknowledged events looked for, "
        f"{tally['words']} of them words: {tally['lost']} lost. {tally['unanswered']} more were written and not yet "
        f"answered, {tally['torn']} lines torn. {tally['opened again']} files opened again: in {tally['gone on']} of "
        "them the meeting went on as if it had never been killed, and in the others another one was held"
    )


# --- What is typed at a meeting, and the events that it must make


class Step(NamedTuple):
    """A line or some keys, the event they make, and the answer that the program shows ("" for none)."""

    typed: str
    event: Event | None = None
    answer: str = ""


class Script(NamedTuple):
    """The steps of a meeting. With ``keys`` it is held in a window, otherwise in plain mode."""

    arguments: tuple[str, ...]
    opened: Opened
    steps: tuple[Step, ...]
    keys: bool

    def events(self, steps: int | None = None) -> list[Event]:
        """Return the events of the first ``steps`` steps, or of all."""
        return [step.event for step in self.steps[:steps] if step.event is not None]

    def lines_after(self, done: int) -> list[str]:
        """Return the lines that are still to be typed after ``done`` events."""
        count = next(n for n in range(len(self.steps) + 1) if len(self.events(n)) == done)
        return [step.typed for step in self.steps[count:]]


class Writer:
    """Writes the script of a meeting step by step, by the rules of the meeting. With ``keys`` it is for a window."""

    def __init__(self, random: Random, *, warmup: bool, keys: bool = False, cases: bool = True) -> None:
        deck = deck_reader.load(paths.shipped_deck())
        areas = resolve.areas(deck, (_AREA,))
        seed = random.randrange(1000)
        order = Random(seed)
        dealt = deal(areas, order)
        names = random.choice([(), ("Anna", "Bo"), ("Åse Ørsted", "李")])
        turns = seat(names, order)
        self.random = random
        self.state = begin(areas, dealt, deck.warmup if warmup else None, Terms(turns=turns))
        ids = tuple((area.id, area.name) for area in areas)
        self.opened = Opened(deck.title, "", ids, names, dealt, seed, warmup, turns=turns)
        self.steps: list[Step] = []
        self._keys = keys
        self._has_cases = cases and not keys
        self._words = 0
        self._cases: tuple[Case, ...] = ()

    def script(self) -> Script:
        arguments = ["play", "--area", _AREA, "--seed", str(self.opened.seed)]
        arguments += [] if self._keys else ["--plain"]
        arguments += [] if self.opened.warmup else ["--no-warmup"]
        arguments += ["--participants", ", ".join(self.opened.participants)] if self.opened.participants else []
        return Script(tuple(arguments), self.opened, tuple(self.steps), self._keys)

    def step(self, typed: str, command: Command) -> None:
        """Add a step that carries out a command. Fail if the rules refuse it."""
        before = self.state
        event = decide(before, command)
        assert not isinstance(event, Refusal), (typed, event)
        self.state = apply(before, event)
        self.steps.append(Step(typed, event, self._answer(Outcome(before, command, event=event))))

    def look(self, typed: str) -> None:
        """Add a line that makes no event."""
        self.steps.append(Step(typed))

    def turn(self, position: int | None = None) -> None:
        at = position or self.state.next_position() or len(self.state.dealt)
        self.step(str(at) if self._keys or position else "", Turn(at))

    def write(self, kind: Kind, text: str | None = None) -> None:
        said = self.text() if text is None else text
        letter = _LETTERS[kind]
        if self._keys:
            typed = letter + said.replace("\n", "\x1b\r") + "\r"
        else:
            typed = letter + self.random.choice(" \n") + said
        self.step(typed, Write(kind, said))

    def park_the_question(self) -> None:
        question = self.state.cards[self.state.open].card.question
        self.step("p\r" if self._keys else "p\n", Write(Kind.PARKED, question))

    def remove(self) -> None:
        self.step("x", Remove())

    def draft(self, kind: Kind) -> None:
        """Add two steps: leave a note with Esc, and finish it."""
        said = self.text()
        self.step(_LETTERS[kind] + said + "\x1b", KeepDraft(draft(kind, self.state.subject, said)))
        self.step(_LETTERS[kind] + " og mere\r", Write(kind, said + " og mere"))

    def ask(self) -> None:
        said = self.text().replace("\n", " ") + "?"
        self.step(f"g{said}\r" if self._keys else f"g {said}", Ask(said))

    def finish(self) -> None:
        self.step("\r" if self._keys else "", Finish())

    def skip(self) -> None:
        self.step("s", Skip())

    def lay_back(self) -> None:
        self.step("l", LayBack())

    def undo(self) -> None:
        self.step("u", Undo())

    def case(self) -> None:
        self._cases = self._cases or resolve.cases()
        self.step("c 1", ReadCase(self._cases[0].name, self._cases[0].title))

    def close(self) -> None:
        """Close the meeting from the table after the closing round, because each line may make only one event."""
        if self.state.people:
            self.step("r", Begin(Part.ROUND))
            self.step("s", Finish())
        self.step("q", Close())

    def text(self) -> str:
        """Return a text that no other step has. It is short or long, and mostly has awkward characters."""
        self._words += 1
        bits = self.random.choices(_KEYED if self._keys else _BITS, k=self.random.randint(1, 4))
        often = self.random.choice([1, 1, 1, 1, 2] if self._keys else [1, 1, 1, 1, 1, 1, 20, 200])
        gap = self.random.choice([" ", "\n"]) if self._keys else " "
        return f"Ord {self._words}: {gap.join(bits * often)}"

    def anything(self) -> None:
        """Add a random step that the rules allow."""
        chosen = self.random.random()
        state = self.state
        if chosen < 0.08 and state.last_step is not None:
            self.undo()
        elif chosen < 0.16 and not self._keys:
            self.look(self.random.choice(["o", "h", "99", "Vi mangler tid", "e" if state.open else "s"]))
        elif state.phase is Phase.TABLE:
            self._anything_at_the_table(self.random.random())
        elif state.phase is Phase.WARMUP:
            self._write_or(self.finish, 0.4)
        else:
            self._write_or(self.random.choice([self.finish, self.finish, self.skip, self.lay_back]), 0.3)

    def _anything_at_the_table(self, chosen: float) -> None:
        if chosen < 0.15 and self._has_cases:
            self.case()
        elif len(self.state.dealt) < 9 and (chosen < 0.3 or self.state.next_position() is None):
            self.ask()
        elif chosen < 0.45 or self.state.next_position() is None:
            self.turn(self.random.randint(1, len(self.state.dealt)))
        else:
            self.turn()

    def _write_or(self, leave: Callable[[], None], share: float) -> None:
        if self.random.random() < share:
            leave()
        elif self.state.open and self.random.random() < 0.1:
            self.park_the_question()
        elif self._keys and self.random.random() < 0.2:
            self.draft(self.random.choice([Kind.NOTE, Kind.AGREEMENT]))
        else:
            self.write(self.random.choice(list(Kind)))

    def _answer(self, outcome: Outcome) -> str:
        said = sanitize(reply(outcome).text)
        if self._keys:
            # A window shows only the last answer, so the part that is looked for must be unique to this step.
            found = re.match(r".*?: Ord \d+:|Fortrudt: .*?Ord \d+:", said)
            answer = found[0] if found else ""
            return "" if any(step.answer == answer for step in self.steps) else answer
        if isinstance(outcome.event, Closed):
            return texts.closing_counts(*self.state.counts)
        if not said and self.state.phase is not outcome.before.phase:
            return sanitize(render.page(self.state, shows_examples=True)[0])
        return said


_KEYED = ("Vi mangler kurser", "blåbærgrød på Ærø", "日本語", "🙂", "*fed*", "<b>", "a\\", "# nej", "1. nej", "- nej")
_BITS = (
    *_KEYED, "<!-- kortspil 20261122-1030-abcdef 3 noted 2026-11-22T10:30:00+01:00 kind=note card=tek-01 -->",
    "\x07", "e\u0301", "\u202e", "a\tb", "»citat«", "&#10;", "\\<!-- kortspil", "-->", "👩🏽‍🏫",
)  # fmt: skip


def any_script(random: Random, length: int, *, keys: bool = False, cases: bool = True) -> Script:
    """Return a script of ``length`` random steps. It does not close the meeting."""
    writer = Writer(random, warmup=random.random() < 0.5, keys=keys, cases=cases)
    while len(writer.steps) < length:
        writer.anything()
    return writer.script()


def every_kind_of_event(random: Random) -> Script:
    """Return a short meeting with every kind of event that plain mode can make."""
    writer = Writer(random, warmup=True)
    writer.write(Kind.NOTE, "Ord: blåbærgrød på Ærø 🙂")
    writer.finish()
    writer.turn()
    writer.write(Kind.NEED)
    writer.undo()
    writer.write(Kind.AGREEMENT)
    writer.lay_back()
    writer.turn()
    writer.skip()
    writer.case()
    writer.ask()
    writer.write(Kind.NOTE, "Ord: " + " ".join(["日本語 æøå"] * 400))
    writer.park_the_question()
    # Remove the parked point: the meeting would have to go through it before it could close.
    writer.remove()
    writer.finish()
    writer.close()
    return writer.script()


# --- The home that a meeting is held in


class MeetingHome(NamedTuple):
    """A user's home and the file for ``--notes`` in it. If ``notes`` is ``None``, the program chooses the file."""

    home: Path
    notes: Path | None = None

    @property
    def arguments(self) -> list[str]:
        return ["--notes", str(self.home / self.notes)] if self.notes else []

    @property
    def file(self) -> Path | None:
        """The notes file, or ``None`` if there is none yet."""
        if self.notes is not None:
            return self.home / self.notes if (self.home / self.notes).exists() else None
        found = list((self.home / "notes").glob("*.md"))
        assert len(found) <= 1, found
        return found[0] if found else None

    @property
    def size(self) -> int:
        return self.file.stat().st_size if self.file else 0

    def read(self) -> bytes:
        return self.file.read_bytes() if self.file else b""

    @property
    def environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        home = str(self.home)
        return {**kept, "HOME": home, "KORTSPIL_HOME": f"{home}/notes", "PYTHONUTF8": "1", "TERM": "xterm-256color"}


def new_home(folder: Path, notes: str | None = None) -> MeetingHome:
    """Make an empty home."""
    home = folder / "hjem"
    home.mkdir()
    return MeetingHome(home, Path(notes) if notes else None)


def any_home(random: Random, folder: Path) -> MeetingHome:
    """Make a home. At random, the meeting's file already has notes."""
    before = random.choice([None, None, None, *_notes_from_before()])
    if before is None:
        return new_home(folder, random.choice([None, None, "noter.md", "ny/mappe/nøter.md"]))
    meeting_home = new_home(folder, "noter.md")
    (meeting_home.home / "noter.md").write_bytes(before)
    return meeting_home


def _notes_from_before() -> list[bytes]:
    at = datetime(2026, 10, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    opened = Opened("Prøvekort", "", (("tek", "Teknologi"),), ("Bo",), ("tek-1",), None, False)
    events: list[Event] = [
        opened,
        Turned("tek-1", 1, "tek", "Teknologi", "Hvad?"),
        Noted(Kind.NOTE, "tek-1", "Før: æøå"),
    ]
    events.append(Closed())
    lines = [format_entry("20261001-0930-aaaaaa", Entry(n, at, event)) for n, event in enumerate(events, start=1)]
    whole, unclosed = "".join(lines).encode(), "".join(lines[:-1]).encode()
    by_hand = "\ufeffIndkøb\r\n- mælk\r\n".encode()
    return [b"", whole, unclosed, by_hand, by_hand + b"- br\xf8d", unclosed + "- **Note:** blåb".encode()[:-1]]


# --- The running program


class Sitting:
    """The real program, holding a meeting in plain mode between two pipes.

    The pipes are small, so the program cannot print far ahead of what the test has read. ``said`` is the output that
    was read so far, ``answered`` the number of acknowledged steps, and ``troubles`` the number of times that the
    program said that it could not save.
    """

    def __init__(self, meeting_home: MeetingHome, script: Script, plan: Plan | None = None) -> None:
        self.script = script
        self.began = datetime.now().astimezone()
        self.said = b""
        self.answered = 0
        self.troubles = 0
        self.typed = 0
        self._line = b""
        self._pending = b""
        self.process = subprocess.Popen(
            [*program(plan), *script.arguments, *meeting_home.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=meeting_home.home,
            env=meeting_home.environment,
            bufsize=0,
            pipesize=_PIPE_BYTES,
        )
        assert self.process.stdin
        assert self.process.stdout
        self._in, self._out = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self._in, False)

    def __enter__(self) -> Sitting:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.__exit__(None, None, None)

    def type_until(self, step: int) -> None:
        """Type the steps before ``step`` that are not typed yet."""
        for at in range(self.typed, min(step, len(self.script.steps))):
            self.type(self.script.steps[at].typed)
        self.typed = max(self.typed, min(step, len(self.script.steps)))

    def type(self, line: str) -> None:
        self._pending += line.encode() + b"\n"

    def next_answer(self) -> int:
        """Return the index of the step that is answered next, or the number of steps if none is."""
        later = range(self.answered, len(self.script.steps))
        return next((at for at in later if self.script.steps[at].answer), len(self.script.steps))

    @property
    def most(self) -> int:
        """The number of steps that can have been done. Steps without an answer are acknowledged by the next answer."""
        return min(self.typed, self.next_answer() + 1)

    def read(self, most: int = 4096, seconds: float = 0.05) -> bool:
        """Read some output and send some of what was typed. Return whether there may be more to read."""
        typing = [self._in] if self._pending else []
        readable, writable, _ = select.select([self._out], typing, [], seconds)
        if writable:
            try:
                self._pending = self._pending[os.write(self._in, self._pending) :]
            except BrokenPipeError:
                self._pending = b""
        if not readable:
            return True
        data = os.read(self._out, most)
        self.said += data
        *lines, self._line = (self._line + data).split(b"\n")
        for line in lines:
            self._take_line(line.decode())
        return bool(data)

    def until(self, is_true: Callable[[], bool], most: int = 4096, seconds: float = 0.05) -> None:
        """Read until ``is_true`` holds. Fail if it never does."""
        deadline = time.monotonic() + PICTURE_SECONDS
        while not is_true():
            assert self.read(most, seconds), f"the program ended too early; it said:\n{self.text}"
            assert time.monotonic() < deadline, f"this never came true; the program said:\n{self.text}"

    def kill(self) -> None:
        self.process.kill()
        self.see_it_end()

    def see_it_end(self, code: int = -signal.SIGKILL) -> None:
        """Close the input, read the output to its end and check the exit code."""
        assert self.process.stdin
        deadline = time.monotonic() + PICTURE_SECONDS
        while self.read():
            if not self._pending:
                self.process.stdin.close()
            assert time.monotonic() < deadline, f"the program does not end; it said:\n{self.text}"
        assert self.process.wait() == code, f"the program ended otherwise; it said:\n{self.text}"

    @property
    def text(self) -> str:
        """The output, with long lines cut."""
        lines = self.said.decode("utf-8", "replace").split("\n")
        return "\n".join([f"[KORTSPIL_SEED={SEED}]", *(line[:200] for line in lines)])

    def hold_until_any_moment(self, random: Random, file_size: Callable[[], int]) -> None:
        """Hold the meeting until a random number of answers, of bytes printed or of bytes in the file has come.

        A random number of steps is typed ahead.
        """
        steps = len(self.script.steps)
        ahead = random.choice([1, 1, 2, 4, steps])
        answers, printed, written = (random.random() * steps * each for each in (1, 250, 200))
        written += file_size()
        moments: list[Callable[[], bool]] = [
            lambda: self.answered >= answers,
            lambda: len(self.said) >= printed,
            lambda: file_size() >= written,
        ]
        is_time = random.choice(moments)

        def has_come() -> bool:
            self.type_until(self.next_answer() + ahead)
            return is_time() or self.next_answer() == steps

        # Read in small pieces, so that the program does not run past the moment.
        self.until(has_come, 64, 0.001)

    def hold_through_trouble(self, steps: range, on_trouble: Callable[[str], str | None]) -> None:
        """Do some steps. When one is not saved, type what ``on_trouble`` returns, or stop if it returns ``None``."""
        for at in steps:
            self.type_until(at + 1)
            while self.script.steps[at].answer and self._is_not_saved(at):
                line = on_trouble(self.script.steps[at].typed)
                if line is None:
                    return
                self.type(line)

    def _is_not_saved(self, step: int) -> bool:
        troubles = self.troubles
        self.until(lambda: self.answered > step or self.troubles > troubles)
        return self.answered <= step

    def _take_line(self, line: str) -> None:
        at = self.next_answer()
        if at < len(self.script.steps) and line == self.script.steps[at].answer:
            self.answered = at + 1
        self.troubles += line.startswith("IKKE GEMT.")


class WindowedMeeting:
    """The real program, holding a meeting in a window.

    ``answered`` is the number of acknowledged steps, and ``typed`` the number of typed ones. The program may draw no
    picture between two keys that come at once, so the answer to one step acknowledges all steps before it.
    """

    def __init__(self, meeting_home: MeetingHome, script: Script, plan: Plan | None = None) -> None:
        self.meeting_home = meeting_home
        self.script = script
        self.began = datetime.now().astimezone()
        self.answered = 0
        self.typed = 0
        self._earlier = len(parse_bytes(meeting_home.read()).meetings)
        self.window = Window([*program(plan), *script.arguments, *meeting_home.arguments], meeting_home.home)

    def __enter__(self) -> WindowedMeeting:
        self.window.__enter__()
        self.window.shows("Åbningsrunde" if self.script.opened.warmup else "▸ 1 ◂")
        return self

    def __exit__(self, *_: object) -> None:
        self.window.__exit__(None, None, None)

    @property
    def most(self) -> int:
        """The number of steps that can have been done."""
        return self.typed

    def hold_until_any_moment(self, random: Random) -> None:
        """Type a few steps at a time, and stop after the last when a random number of bytes has been written."""
        last = random.randint(1, len(self.script.steps))
        while self.typed < last:
            until = min(last, self.typed + random.randint(1, 4))
            steps = self.script.steps[self.typed : until]
            # A terminal takes Esc and a key right after it for one key.
            alone = [step.typed.endswith("\x1b") for step in steps]
            until = self.typed + (max(1, alone.index(True)) if True in alone else len(steps))
            typed = "".join(step.typed for step in self.script.steps[self.typed : until])
            self.typed = until
            painted = len(self.window.written) + random.choice([0, 100, 1000, 5000]) * random.random()
            self.window.type(typed)
            if until < last or typed.endswith("\x1b"):
                self.window.until(self._is_all_done)
            else:
                self._read_until_painted(painted)

    def kill(self) -> None:
        self.window.kill()
        assert self.window.end() == 128 + signal.SIGKILL
        self._look()

    def _read_until_painted(self, size: float) -> None:
        self.window.until(lambda: len(self.window.written) >= size or self._is_all_done())

    def _is_all_done(self) -> bool:
        self._look()
        meetings = parse_bytes(self.meeting_home.read()).meetings[self._earlier :]
        done = len(happened(meetings[0].entries)) if meetings else 0
        is_draft = self.script.steps[self.typed - 1].typed.endswith("\x1b")
        if is_draft and "Kladden er gemt" in self.window.text and done == len(self.script.events(self.typed)):
            self.answered = self.typed
        return done == len(self.script.events(self.typed)) and (not is_draft or self.answered == self.typed)

    def _look(self) -> None:
        # An answer counts even if another has replaced it on the screen since the last look.
        seen = self.window.text + self.window.written.decode("utf-8", "replace")
        answers = [(at, step.answer) for at, step in enumerate(self.script.steps[: self.typed], start=1)]
        self.answered = max([self.answered, *(at for at, answer in answers if answer and answer in seen)])


def program(plan: Plan | None = None) -> list[str]:
    """Return the command that starts the real program: on a disk that fails by a plan, or on the real disk."""
    return plan.command() if plan else [sys.executable, "-m", "kortspil"]


# --- The judgement


class Crash(NamedTuple):
    """A meeting whose program was killed.

    The first ``acknowledged`` events must be in the file, and at most the first ``most`` events may be. With ``tears``
    the disk was full at times, so even the middle of the notes may have torn lines.
    """

    which: str
    script: Script
    before: bytes
    acknowledged: int
    most: int
    began: datetime
    ended: datetime
    tears: bool = False

    def failure(self, what: str, data: bytes) -> str:
        """Return a failure message with all that is needed to reproduce it."""
        events = self.script.events()
        done = [f"  {'x' if n < self.acknowledged else ' '} {n + 2}. {str(e)[:150]}" for n, e in enumerate(events)]
        return "\n".join(
            [
                f"{what}",
                f"{self.which}. Again: KORTSPIL_SEED={SEED} KORTSPIL_KILLS={KILLS} and this test",
                f"{self.acknowledged} of these were acknowledged (x), and {self.most} may be in the file:",
                *done,
                f"The file ({len(data)} bytes, {len(self.before)} of them from before) ends:",
                repr(data[max(len(self.before), len(data) - 1500) :]),
            ]
        )


def count_kill(
    kind: str, number: int, sitting: Sitting | WindowedMeeting, before: bytes, *, tears: bool = False
) -> Crash:
    """Add a kill to the tally, and return the meeting that it cut off."""
    TALLY[kind] += 1
    script, ended = sitting.script, datetime.now().astimezone()
    acknowledged, most = len(script.events(sitting.answered)), len(script.events(sitting.most))
    return Crash(f"Kill {number} {kind}", script, before, acknowledged, most, sitting.began, ended, tears)


def judge(crash: Crash, data: bytes, *, has_zeros: bool = False) -> None:
    """Fail unless the file holds what it must and no more. With ``has_zeros`` a torn event may end in zero bytes."""
    assert data.startswith(crash.before), crash.failure("what was in the file before has changed", data)
    ours, entries = _our_meeting(crash, data)
    got, wanted = happened(entries), crash.script.events()
    alike = sum(1 for _ in _while_equal(got, wanted))
    TALLY["acknowledged"] += crash.acknowledged
    TALLY["words"] += sum(isinstance(event, Noted) for event in wanted[: crash.acknowledged])
    TALLY["unanswered"] += max(0, len(got) - crash.acknowledged)
    TALLY["lost"] += (Counter(wanted[: crash.acknowledged]) - Counter(got)).total()
    assert alike >= crash.acknowledged, crash.failure(f"acknowledged events are lost, from number {alike + 2} on", data)
    assert got == wanted[: len(got)], crash.failure(f"{got[alike]} must not follow event {alike + 1}", data)
    assert len(got) <= crash.most, crash.failure(f"there are {len(got)} events", data)
    numbers = [entry.number for entry in entries]
    assert numbers == sorted(set(numbers)), crash.failure(f"the numbers are {numbers}", data)
    if ours is not None:
        assert ours.opened == crash.script.opened, crash.failure(f"it opened as {ours.opened}", data)
        _judge_lines(crash, data, ours)
    if not crash.tears:
        _judge_bytes(crash, data.rstrip(b"\x00") if has_zeros else data, ours, entries)


def _our_meeting(crash: Crash, data: bytes) -> tuple[Meeting | None, list[Entry]]:
    earlier, journal = parse_bytes(crash.before), parse_bytes(data)
    ours = journal.meetings[len(earlier.meetings) :]
    for old, new in zip(earlier.meetings, journal.meetings, strict=False):
        assert (old.id, old.opened) == (new.id, new.opened), crash.failure("an earlier meeting was changed", data)
        assert _ours(old.entries) == _ours(new.entries), crash.failure("an earlier meeting was changed", data)
    assert journal.unreadable == earlier.unreadable, crash.failure(f"unreadable lines: {journal.unreadable}", data)
    assert len(ours) <= 1, crash.failure(f"{len(ours)} meetings", data)
    return (ours[0], _ours(ours[0].entries)) if ours else (None, [])


def _ours(entries: Iterable[Entry]) -> list[Entry]:
    # The reader takes a torn line for handwriting.
    return [entry for entry in entries if not isinstance(entry.event, Handwritten)]


def happened(entries: Iterable[Entry]) -> list[Event]:
    """Return the events of a meeting that people made.

    An event that names another one gets its number among these events, because the program also numbers the events
    that it makes by itself.
    """
    done = [entry for entry in settled(entries) if not isinstance(entry.event, _OF_ITSELF)]
    numbers = {entry.number: n for n, entry in enumerate(done, start=2)}
    return [
        e.event._replace(number=numbers[e.event.number]) if isinstance(e.event, (Undone, Removed)) else e.event
        for e in done
    ]


_OF_ITSELF = (Handwritten, Autosaved, Heartbeat, Paused, Resumed)


def _while_equal(one: list[Event], other: list[Event]) -> Iterable[Event]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


def _judge_lines(crash: Crash, data: bytes, meeting: Meeting) -> None:
    for entry in _ours(meeting.entries):
        lines = b"\n" + format_entry(meeting.id, entry).rstrip().encode()
        assert lines in data, crash.failure(f"event {entry.number} is not on its own lines, to the letter", data)


def _judge_bytes(crash: Crash, data: bytes, ours: Meeting | None, entries: list[Entry]) -> None:
    rest = data[len(crash.before) :]
    if rest and crash.before and not crash.before.endswith(b"\n"):
        assert rest.startswith(b"\n"), crash.failure("the meeting was written on an unfinished earlier line", data)
    bare = rest.lstrip(b"\n")
    written = [format_entry(ours.id, Entry(1, ours.at, ours.opened))] if ours else []
    written += [format_entry(ours.id, entry) for entry in entries] if ours else []
    whole = "".join(written).encode()
    until = [n for n, entry in enumerate(entries, start=2) if not isinstance(entry.event, _OF_ITSELF)]
    sure = "".join(written[: until[crash.acknowledged - 1]]).encode() if crash.acknowledged else b""
    assert bare.startswith(sure), crash.failure("an acknowledged event is not there to the letter", data)
    if bare == whole[: len(bare)]:
        # The program was killed between two events, or before the last line end.
        TALLY["torn"] += len(bare) < len(whole)
        return
    assert bare.startswith(whole), crash.failure("an event is not there to the letter", data)
    TALLY["torn"] += 1
    torn = bare[len(whole) :]
    is_next = any(_begins(following, torn) for following in _what_could_follow(crash, ours, entries))
    assert is_next, crash.failure(f"{torn[:300]!r} does not begin the next event", data)


def _what_could_follow(crash: Crash, ours: Meeting | None, entries: list[Entry]) -> Iterable[bytes]:
    following = crash.script.events()[len(happened(entries)) :][:1]
    number = max([1, *(entry.number for entry in entries)]) + 1
    first = crash.began.replace(microsecond=0)
    seconds = [first + timedelta(seconds=n) for n in range(int((crash.ended - first).total_seconds()) + 1)]
    meeting = ours.id if ours else _UNKNOWN * len("20261122-1030-abcdef")
    for event in [*following, *(_typed(following[0]) if crash.script.keys and following else ())]:
        for at in seconds:
            lines = format_entry(meeting, Entry(number, at, event))
            if ours:
                yield lines.encode()
            else:
                for opening in (second for second in seconds if second <= at):
                    yield (format_entry(meeting, Entry(1, opening, crash.script.opened)) + lines).encode()


def _typed(event: Event) -> Iterable[Event]:
    # A window saves a text while it is being typed, so it can be cut off anywhere.
    match event:
        case Noted(kind, card, text) | Drafted(Draft(Subject(card, kind), text)):
            yield from (Autosaved(draft(kind, card, text[:length])) for length in range(len(text) + 1))
        case Asked(_, _, text):
            yield from (Autosaved(draft(None, "", text[:length])) for length in range(len(text) + 1))
        case _:
            pass


def _begins(whole: bytes, part: bytes) -> bool:
    if len(part) > len(whole):
        return False
    return all(w == p or (w == 0 and p in b"0123456789abcdef-") for w, p in zip(whole, part, strict=False))


# --- After a kill


def hold_another(crash: Crash, meeting_home: MeetingHome) -> None:
    """Hold a short new meeting in the same file. Fail unless it is whole and what came before is unchanged."""
    torn = meeting_home.read()
    # «s» skips the agreements of earlier meetings; without any, it does nothing.
    data = _hold(crash, meeting_home, ["--no-warmup", "--area", _AREA], ["s", "", "n Efter nedbruddet: æøå", "q"])
    before, after = parse_bytes(torn), parse_bytes(data)
    assert after.meetings[:-1] == before.meetings, crash.failure("what stood there reads otherwise", data)
    assert after.unreadable == before.unreadable, crash.failure("the number of unreadable lines has changed", data)
    events = [entry.event for entry in after.meetings[-1].entries if entry.event != Finished(LAST_TIME_ID)]
    kinds = [type(event).__name__ for event in events]
    assert kinds == ["Turned", "Noted", "Closed"], crash.failure(f"the new meeting is not whole: {kinds}", data)
    assert getattr(events[1], "text", "") == "Efter nedbruddet: æøå", crash.failure("another text was noted", data)


def resume_meeting(crash: Crash, meeting_home: MeetingHome, meeting: Meeting) -> None:
    """Resume the meeting and type the missing steps. Fail unless it ends as if the program had never been killed."""
    torn, done = meeting_home.read(), happened(meeting.entries)
    # A meeting in a window has keys for steps, which plain mode cannot take: it is only closed.
    left = [] if crash.script.keys else crash.script.lines_after(len(done))
    # «q» leaves the parked points, leaves the closing round, and closes the meeting.
    data = _hold(crash, meeting_home, ["--resume", "--meeting", meeting.id], [*left, "q", "q", "q"])
    before, after = parse_bytes(torn).meetings, parse_bytes(data).meetings
    assert [m.id for m in after] == [m.id for m in before], crash.failure("there is another meeting", data)
    assert after[:-1] == before[:-1], crash.failure("what stood there reads otherwise", data)
    got = [event for event in happened(after[-1].entries) if event not in _ON_THE_WAY_OUT]
    wanted = done if crash.script.keys else crash.script.events()
    all_of_it = [event for event in wanted if event not in _ON_THE_WAY_OUT]
    drafts = [event for event in got[len(done) : -1] if isinstance(event, Drafted)] if crash.script.keys else []
    closing = [] if Closed() in all_of_it else [Closed()]
    assert got == [*all_of_it, *drafts, *closing], crash.failure(f"it was resumed with {got[len(done) :]}", data)
    assert after[-1].opened == crash.script.opened, crash.failure("its opening has changed", data)
    TALLY["gone on"] += 1


def _hold(crash: Crash, meeting_home: MeetingHome, arguments: list[str], lines: list[str]) -> bytes:
    # Hold a meeting in the same file on the real disk. Return all bytes of the file after it.
    torn, file = meeting_home.read(), meeting_home.file or meeting_home.home / "noter.md"
    said = subprocess.run(
        [*program(), "play", "--plain", "--notes", str(file), *arguments],
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        cwd=meeting_home.home,
        env=meeting_home.environment,
        check=False,
    )
    data = file.read_bytes()
    assert said.returncode == 0, crash.failure(f"it cannot be opened again: {said.stderr.decode()}", data)
    assert data.startswith(torn), crash.failure("bytes from before the resumption have changed", data)
    if torn and not torn.endswith(b"\n"):
        assert data[len(torn) :].startswith(b"\n"), crash.failure("the torn line was continued", data)
    _judge_lines(crash, data, parse_bytes(data).meetings[-1])
    TALLY["opened again"] += 1
    return data


class Synced(NamedTuple):
    """What was synced, and so survives a power cut: the names in each folder, and the size of each file."""

    names: Mapping[str, frozenset[str]]
    sizes: Mapping[str, int]

    def after(self, log: Path) -> Synced:
        """Return what is synced after the calls that a log records."""
        names, sizes = dict(self.names), dict(self.sizes)
        for call in read_log(log):
            if call.what == "listed":
                names[call.file] = frozenset(call.names)
            elif call.what == "synced":
                sizes[call.file] = call.size
        return Synced(names, sizes)


def everything_synced(home: Path) -> Synced:
    """Return what is synced if everything in a home is."""
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    names = {identity(path.stat()): frozenset(os.listdir(path)) for path in folders}
    sizes = {identity(path.stat()): path.stat().st_size for path in home.rglob("*") if path.is_file()}
    return Synced(names, sizes)


def cut_power(
    meeting_home: MeetingHome, synced_state: Synced, home: Path, keep: float, *, zeros: bool = False
) -> MeetingHome:
    """Copy what a power cut leaves of a home to the folder ``home``.

    Of the bytes that were not synced, the share ``keep`` is kept. With ``zeros`` files keep their length, and the other
    bytes are 0.
    """

    def survive(folder: Path, copy: Path) -> None:
        copy.mkdir()
        names = synced_state.names.get(identity(folder.stat()), frozenset())
        for path in folder.iterdir():
            if path.name in names and path.is_dir():
                survive(path, copy / path.name)
            elif path.name in names:
                data = path.read_bytes()
                synced = synced_state.sizes.get(identity(path.stat()), 0)
                kept = synced + int(keep * (len(data) - synced))
                (copy / path.name).write_bytes(data[:kept] + b"\x00" * (len(data) - kept if zeros else 0))

    survive(meeting_home.home, home)
    TALLY["power cuts"] += 1
    return MeetingHome(home, meeting_home.notes)


def judge_and_reopen(
    crash: Crash, meeting_home: MeetingHome, random: Random, synced_state: Synced | None = None
) -> None:
    """Judge the notes that a kill left, and open them again.

    With ``synced_state`` also judge what a power cut at the same moment leaves: nothing, a part, or zeros of what was
    not synced. The notes of only one of these homes are opened again.
    """
    worlds = [meeting_home]
    if synced_state is not None:
        homes = [meeting_home.home.with_name(name) for name in ("intet", "noget", "nuller")]
        worlds.append(cut_power(meeting_home, synced_state, homes[0], 0))
        worlds.append(cut_power(meeting_home, synced_state, homes[1], random.random()))
        worlds.append(cut_power(meeting_home, synced_state, homes[2], random.random(), zeros=True))
    for number, left in enumerate(worlds):
        judge(crash, left.read(), has_zeros=number == 3)
    torn = [left for left in worlds if not left.read().endswith(b"\n")]
    left = random.choice(torn or worlds)
    ours, entries = _our_meeting(crash, left.read())
    if ours is None or Closed() in happened(entries) or random.random() < 0.3:
        hold_another(crash, left)
    else:
        resume_meeting(crash, left, ours)
