"""When notes cannot be written, the program says so at once, loses nothing, and asks for another place."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from programs import PATIENCE_SECONDS

pytest.importorskip("termios", reason="Windows has no pseudo-terminals")

import resource

from keyboard import CLEAR, ENTER, ESCAPE, PAUSE, Step, at_full_screen, shows
from kortspil.cli import app
from kortspil.deck.model import Deck
from kortspil.errors import FileError
from kortspil.meeting.commands import (
    Ask,
    Autosave,
    Close,
    Command,
    Finish,
    KeepAlive,
    KeepDraft,
    LayBack,
    ReadCase,
    Skip,
    Turn,
    Undo,
    Write,
)
from kortspil.meeting.events import Closed, Drafted, Event, Kind, Noted, Paused, Turned, Voided
from kortspil.messages.os_errors import reason
from kortspil.notes.file import NotesFile
from kortspil.notes.history import Meeting, drafts, settled
from kortspil.notes.reader import extract_meeting, parse
from kortspil.notes.restore import resume
from kortspil.ui.controller import play as hold
from kortspil.ui.plain.app import Plain
from kortspil.ui.save_elsewhere import suggestion
from pseudo_terminal import Window, play
from table_samples import AREAS, DEALT, controller, draft

TECHNOLOGY = ("--area", "teknologiforstaaelse", "--seed", "1", "--no-warmup")
RETURN, ESC, CTRL_U = "\r", "\x1b", "\x15"
WHERE = "Nyt sted til noterne"
MANY_WORDS = "Teamets egne ord, som ikke er fra noget møde.\n" * 200

limits = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux can limit a running program")
full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")


class Drive:
    """The drive of a running program. No file on it grows beyond the size that a test sets."""

    def __init__(self, program: Window) -> None:
        self._pid = program.process.pid

    def fill(self, path: Path, room: int = 0) -> None:
        """Let no file grow beyond the present size of ``path`` plus ``room`` bytes."""
        self._limit(path.stat().st_size + room)

    def clear(self) -> None:
        """Let files grow again."""
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def meeting_in(path: Path) -> Meeting:
    """Return the one meeting of a file. Fail unless its events are whole, in order, and not repeated."""
    journal = parse(path.read_text("utf-8"))
    assert journal.unreadable == ()
    (meeting,) = journal.meetings
    numbers = [entry.number for entry in settled(meeting.entries) if entry.number]
    assert numbers == sorted(set(numbers))
    assert meeting.opened.dealt
    return meeting


def happened(path: Path) -> list[Event]:
    return [entry.event for entry in settled(meeting_in(path).entries)]


def noted(path: Path) -> list[str]:
    """Return the texts of the notes in a file, undone or not."""
    return [entry.event.text for entry in meeting_in(path).entries if isinstance(entry.event, Noted)]


def minutes(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the minutes of the latest meeting."""
    capsys.readouterr()
    assert app.run(["export", "-"]) == 0
    return capsys.readouterr().out


def turn_the_first_card(window: Window) -> None:
    window.shows("▸ 1 ◂")
    window.type(RETURN)
    window.shows("Kort 1 af 6")


def close(window: Window) -> None:
    window.type("q")
    window.shows("Luk mødet")
    window.type(RETURN)
    assert window.end() == 0


# --- In a pseudo-terminal


@limits
def test_a_note_without_room_on_the_disk_stays_and_is_saved_in_the_file_that_is_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = home / "team.md", home / "usb.md"
    old.write_text(MANY_WORDS, "utf-8")
    with play(home, *TECHNOLOGY, "--notes", "team.md", columns=160) as window:
        turn_the_first_card(window)
        window.type("nVi mangler kurser" + RETURN)
        window.shows("Note gemt: Vi mangler kurser")
        Drive(window).fill(old)
        before = old.read_bytes()
        window.type("aErkan viser os" + RETURN)
        window.shows("IKKE GEMT", "filen må ikke blive større", WHERE)
        window.type(ESC)
        window.hides(WHERE)
        window.shows("Aftale:", "Erkan viser os")
        window.type(" planen" + RETURN)
        window.shows(WHERE)
        window.type(f"{CTRL_U}team.md/noter.md{RETURN}")
        window.shows("en del af stien er en fil, ikke en mappe", WHERE, "team.md/noter.md")
        window.type(f"{CTRL_U}usb.md{RETURN}")
        window.shows("Noterne ligger nu i usb.md", "Aftale gemt: Erkan viser os planen")
        window.type("bSikre mails" + RETURN)
        window.shows("Kompetencebehov gemt")
        close(window)
        assert str(new) in window.text
    assert old.read_bytes() == before
    assert noted(new) == ["Vi mangler kurser", "Erkan viser os planen", "Sikre mails"]
    assert isinstance(happened(new)[-1], Closed)
    assert "Sikre mails" in minutes(capsys)


@full
def test_a_card_that_could_not_be_turned_is_open_after_another_folder_is_named(
    home: Path,
) -> None:
    (home / "usb").mkdir()
    with play(home, *TECHNOLOGY, "--notes", "/dev/full", columns=120) as window:
        window.shows("▸ 1 ◂")
        window.type(RETURN)
        window.shows("IKKE GEMT", "disken er fuld", "0 vendt", WHERE)
        window.type(ESC)
        window.hides(WHERE)
        window.shows("▸ 1 ◂", "flyt noterne")
        window.type("f")
        window.shows(WHERE)
        window.type(f"{CTRL_U}usb{RETURN}")
        window.shows("Noterne ligger nu i usb/full", "▸ 1 ◂")
        window.type(RETURN + "nHej" + RETURN)
        window.shows("Note gemt: Hej", "Kort 1 af 6")
        window.kill()
        window.end()
    assert noted(home / "usb" / "full") == ["Hej"]
    with play(home, "--resume", columns=120) as window:
        window.shows("Kort 1 af 6", "Note: Hej", "fortsætter")
        close(window)
    assert isinstance(happened(home / "usb" / "full")[-1], Closed)
    assert [path.name for path in home.iterdir() if path.is_file()] == []


@limits
def test_a_text_typed_while_the_disk_is_full_is_reported_as_unsaved_and_saved_once_there_is_room(
    home: Path,
) -> None:
    path = home / "team.md"
    with play(home, *TECHNOLOGY, "--notes", "team.md") as window:
        turn_the_first_card(window)
        Drive(window).fill(path)
        window.type("nHalv tanke")
        window.shows("Det, I skriver, er ikke gemt endnu.", "Halv tanke")
        Drive(window).clear()
        window.type(" og mere")
        window.until(lambda: "text=Halv_tanke_og_mere " in path.read_text("utf-8"))
        window.kill()
        window.end()
    meeting = meeting_in(path)
    assert drafts(meeting.entries) == (draft(Kind.NOTE, meeting.opened.dealt[0], "Halv tanke og mere"),)
    assert sum(isinstance(entry.event, Voided) for entry in meeting.entries) == 1


@limits
def test_a_meeting_that_cannot_be_closed_is_closed_in_a_file_with_other_notes(home: Path) -> None:
    other = home / "team.md"
    assert subprocess.run(
        [sys.executable, "-m", "kortspil", "play", *TECHNOLOGY, "--notes", "team.md"],
        input=b"\nn Forrige gang\nq\n", capture_output=True, check=True,
    ).stdout  # fmt: skip
    other.write_bytes(other.read_bytes() + b"Deres egne ord, \xf8 og \xe5, uden linjeskift")
    before = other.read_bytes()
    with play(home, *TECHNOLOGY, "--notes", "nye.md", columns=160) as window:
        turn_the_first_card(window)
        window.type("nDenne gang" + RETURN)
        window.shows("Note gemt")
        window.type("q")
        window.shows("Luk mødet")
        Drive(window).fill(home / "nye.md")
        window.type(RETURN)
        window.shows("IKKE GEMT", WHERE)
        Drive(window).clear()
        window.type(ESC)
        window.shows("Luk mødet", "IKKE GEMT")
        Drive(window).fill(home / "nye.md")
        window.type(RETURN)
        window.shows(WHERE)
        Drive(window).clear()
        window.type(f"{CTRL_U}team.md{RETURN}")
        assert window.end() == 0
        assert f"Noterne ligger i {other}" in window.text
    assert other.read_bytes().startswith(before + b"\n")
    first, second = parse(other.read_bytes().decode("utf-8", "replace")).meetings
    assert [[entry.event.text for entry in meeting.entries if isinstance(entry.event, Noted)]
            for meeting in (first, second)] == [["Forrige gang"], ["Denne gang"]]  # fmt: skip
    assert all(isinstance(meeting.entries[-1].event, Closed) for meeting in (first, second))


@limits
def test_drafts_are_written_in_the_new_place_at_once(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--notes", "team.md", columns=120) as window:
        turn_the_first_card(window)
        window.type("nEn kladde" + ESC)
        window.shows("Kladden er gemt")
        Drive(window).fill(home / "team.md")
        window.type("bEn til")
        window.shows("En til")
        window.type(ESC)
        window.shows("IKKE GEMT", WHERE)
        window.type(ESC)
        window.hides(WHERE)
        window.shows("IKKE GEMT", "flyt noterne")
        Drive(window).clear()
        window.type("f")
        window.shows(WHERE)
        window.type(f"{CTRL_U}usb.md{RETURN}")
        window.shows("Noterne ligger nu i usb.md")
        window.kill()
        window.end()
    kept = drafts(meeting_in(home / "usb.md").entries)
    assert [(subject.kind, text) for subject, text in kept] == [(Kind.NOTE, "En kladde"), (Kind.NEED, "En til")]
    assert sum(isinstance(event, Drafted) for event in happened(home / "usb.md")) == 2


def test_the_notes_can_be_moved_at_any_time_and_are_found_afterwards(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with play(home, "--area", "teknologiforstaaelse", "--seed", "1", columns=160) as window:
        for here, place, key, then in (
            ("Åbningsrunde", "en.md", RETURN, "▸ 1 ◂"),
            ("▸ 1 ◂", "to.md", RETURN, "Kort 1 af 6"),
            ("Kort 1 af 6", "tre.md", "nHej" + RETURN, "Note gemt: Hej"),
        ):
            window.shows(here)
            window.type("f")
            window.shows(WHERE)
            window.type(ESC)
            window.hides(WHERE)
            window.type(f"f{CTRL_U}{place}{RETURN}")
            window.shows(f"Noterne ligger nu i {place}")
            window.type(key)
            window.shows(then)
        # A file that the meeting was in before, and the one that it is in.
        for place in ("to.md", "to.md"):
            window.type(f"f{CTRL_U}{place}{RETURN}")
            window.shows(f"Noterne ligger nu i {place}")
        window.type("nEn til" + RETURN)
        window.shows("Note gemt: En til")
        close(window)
    assert list((home / "notes").glob("*.md")) == []
    assert noted(home / "to.md") == ["Hej", "En til"]
    assert isinstance(happened(home / "to.md")[-1], Closed)
    assert "En til" in minutes(capsys)
    assert app.run(["sessions"]) == 0
    listed = capsys.readouterr().out
    assert listed.count("lukket") == 1
    assert str(home / "to.md") in listed


def test_when_the_network_drive_fails_the_whole_meeting_is_written_elsewhere(home: Path) -> None:
    share = home / "fællesdrev"
    share.mkdir()
    with play(home, *TECHNOLOGY, "--notes", "fællesdrev/team.md", columns=160) as window:
        turn_the_first_card(window)
        window.type("nEt" + RETURN)
        window.shows("Note gemt: Et")
        shutil.rmtree(share)
        share.write_text("Her var et drev.\n", "utf-8")
        window.type("nTo" + RETURN)
        window.shows("IKKE GEMT", "en del af stien er en fil, ikke en mappe", WHERE, "kortspil-team.md")
        window.type(RETURN)
        window.shows("Noterne ligger nu i", "Note gemt: To")
        close(window)
    assert noted(home / "kortspil-team.md") == ["Et", "To"]
    assert share.read_text("utf-8") == "Her var et drev.\n"


def test_a_folder_that_was_removed_is_made_again_with_all_notes(home: Path) -> None:
    with play(home, *TECHNOLOGY, "--plain", "--notes", "mappe/team.md", columns=160) as window:
        window.shows("Skriv:")
        window.type("\nn Et\n")
        window.shows("Note gemt: Et")
        shutil.rmtree(home / "mappe")
        window.type("n To\n")
        window.shows("Noget af det gemte stod ikke i notefilen mere. Det er skrevet igen.", "Note gemt: To")
        window.type("q\n")
        assert window.end() == 0
        assert "IKKE GEMT" not in window.text
    assert noted(home / "mappe" / "team.md") == ["Et", "To"]


# --- In plain mode


@limits
def test_plain_mode_repeats_the_unsaved_text_and_saves_it_after_f_and_a_place(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = home / "team.md"
    with play(home, *TECHNOLOGY, "--plain", "--notes", "team.md", columns=160, lines=60) as window:
        window.shows("Skriv:")
        window.type("\nn Et\n")
        window.shows("Note gemt: Et")
        Drive(window).fill(old)
        before = old.read_bytes()
        window.type("n To\n")
        window.shows("IKKE GEMT.", "Det, der ikke blev gemt: To", "Skriv f og en fil")
        window.type("n Tre\n")
        window.shows("Det, der ikke blev gemt: Tre")
        window.type("f\n")
        window.shows("Skriv, hvilken fil noterne skal ligge i.")
        window.type("f team.md/noter.md\n")
        window.shows("en del af stien er en fil, ikke en mappe")
        Drive(window).clear()
        window.type("f usb.md\n")
        window.shows("Noterne ligger nu i usb.md", "Note gemt: To", "Note gemt: Tre")
        window.type("n Fire\nq\n")
        assert window.end() == 0
    assert old.read_bytes() == before
    assert noted(home / "usb.md") == ["Et", "To", "Tre", "Fire"]
    assert "Fire" in minutes(capsys)


LIMITED = (
    "import resource, signal, sys\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)\n"
    "from kortspil.__main__ import main\n"
    "main()\n"
)


def limited(size: int, *words: str, typed: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program through a pipe. No file can be larger than ``size`` bytes."""
    command = [sys.executable, "-c", LIMITED, str(size), *words]
    return subprocess.run(command, input=typed.encode(), capture_output=True, timeout=PATIENCE_SECONDS, check=False)


def test_a_meeting_through_a_pipe_goes_on_in_the_file_that_the_next_line_names(home: Path) -> None:
    (home / "team.md").write_text(MANY_WORDS, "utf-8")
    size = len(MANY_WORDS.encode()) + 900
    typed = f"\nn Et\nn {'Meget lang ' * 100}\nf team.md/x\nf usb.md\nn Tre\n\nq\n"
    done = limited(size, "play", *TECHNOLOGY, "--notes", "team.md", typed=typed)
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert said.index("IKKE GEMT") < said.index("Noterne ligger nu i usb.md") < said.index("Note gemt: Tre")
    assert noted(home / "usb.md") == ["Et", ("Meget lang " * 100).strip(), "Tre"]
    assert (home / "team.md").read_text("utf-8").startswith(MANY_WORDS)


def test_a_text_that_could_not_be_saved_anywhere_is_printed_at_the_end_and_the_exit_code_is_1(home: Path) -> None:
    typed = f"\nn Et\nn {'Meget lang ' * 300}\nq\n"
    done = limited(3000, "play", *TECHNOLOGY, "--notes", "team.md", typed=typed)
    assert done.returncode == 1
    assert "Dette blev ikke gemt:\nMeget lang " in done.stdout.decode()
    assert "filen må ikke blive større" in done.stderr.decode()
    assert noted(home / "team.md") == ["Et"]


# --- Every failure, every command and every place, in this process


class Disk:
    """The drive of one file. A test sets when and how writing to the file fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
        self.error: int | None = None
        self.most = 0
        self.syncs = self.takes_back = True
        self._path = path
        self._write, self._fsync, self._ftruncate = os.write, os.fsync, os.ftruncate
        monkeypatch.setattr(os, "write", self.write)
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(os, "ftruncate", self.ftruncate)

    def fails(self, _: object = None) -> None:
        """Let every write fail from now on."""
        self.error = errno.ENOSPC

    def has_little_room(self, _: object = None) -> None:
        """Let every write fail from now on, except short ones."""
        self.error, self.most = errno.ENOSPC, 400

    def works(self, _: object = None) -> None:
        """Let every write succeed from now on."""
        self.error = None

    def write(self, file: int, data: bytes) -> int:
        if self._is_broken(file) and self.syncs and len(data) > self.most:
            raise OSError(self.error, "No")
        return self._write(file, data)

    def fsync(self, file: int) -> None:
        if self._is_broken(file) and not self.syncs:
            raise OSError(self.error, "No")
        self._fsync(file)

    def ftruncate(self, file: int, size: int) -> None:
        if self._is_broken(file) and not self.takes_back:
            raise OSError(errno.EPERM, "No")
        self._ftruncate(file, size)

    def _is_broken(self, file: int) -> bool:
        at = self._path.stat() if self._path.exists() else None
        return self.error is not None and at is not None and os.path.samestat(at, os.fstat(file))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return tmp_path / "gammel.md"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "ny.md"


@pytest.fixture
def disk(old: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch, old)


class Held(NamedTuple):
    """A meeting that has ended: what plain mode printed, and what is unsaved or wrong at its end."""

    said: list[str]
    unsaved: list[str]
    trouble: FileError | None


def in_lines(path: Path, *steps: str | Callable[[], object]) -> Held:
    """Hold a meeting in plain mode. A step is a line to type or a function to call."""
    said: list[str] = []
    waiting = iter(steps)

    def read_line() -> str | None:
        for step in waiting:
            if isinstance(step, str):
                return step
            step()
        return None

    front = Plain(read_line, said.append)
    held = controller(NotesFile(path))
    try:
        hold(held, front)
        return Held(said, [command.draft.text for command in front.drafts(held)], held.trouble)
    finally:
        held.notes.close()


def in_the_window(path: Path, *steps: Step) -> Held:
    """Hold a meeting at full screen, until Ctrl+C."""
    held = controller(NotesFile(path))
    try:
        front = at_full_screen(held, *steps)
        return Held([], [command.draft.text for command in front.drafts(held)], held.trouble)
    finally:
        held.notes.close()


ERRORS = [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.ESTALE, errno.EACCES, errno.EPERM]


@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_every_error_of_the_system_is_shown_in_danish_and_the_text_stays(old: Path, disk: Disk, error: int) -> None:
    def fail(_: object = None) -> None:
        disk.error = error

    why = f"IKKE GEMT. Der kan ikke skrives i {old}: {reason(OSError(error, ''))}."
    assert "systemets fejl" not in why
    in_the_window(old, ENTER, "n", "Hej", fail, ENTER, shows(why, WHERE), ESCAPE, shows("Note: Hej"), disk.works, ENTER,
                  shows("Note gemt: Hej"))  # fmt: skip
    assert noted(old) == ["Hej"]
    old.unlink()
    said = in_lines(old, "", fail, "n Hej", disk.works, "n Hej", "q").said
    assert [line.startswith(why) for line in said if "Hej" in line or "IKKE" in line] == [True, False, False, False]
    assert noted(old) == ["Hej"]


@pytest.mark.parametrize("how", ["nothing came through", "all came through"])
@pytest.mark.parametrize(
    ("before", "command"),
    [
        ((), Turn()),
        ((), Ask("Hvad nu?")),
        ((), ReadCase("teknik", "Brug af Facebook")),
        ((Turn(),), Write(Kind.NOTE, "Hej")),
        ((Turn(), Write(Kind.NOTE, "Hej")), Undo()),
        ((Turn(),), KeepDraft(draft(Kind.NOTE, DEALT[0], "Halvt"))),
        ((Turn(),), Autosave(draft(Kind.NOTE, DEALT[0], "Halvt"))),
        ((Turn(),), Finish()),
        ((Turn(),), Skip()),
        ((Turn(),), LayBack()),
        ((Turn(),), KeepAlive()),
        ((Turn(),), Close()),
    ],
    ids=str,
)
def test_a_command_that_fails_changes_nothing_and_takes_effect_once_when_it_is_retried(
    old: Path, new: Path, disk: Disk, before: tuple[Command, ...], command: Command, how: str
) -> None:
    with NotesFile(new) as calm:
        wanted = controller(calm)
        for each in (*before, command):
            assert wanted.do(each).event is not None
    with NotesFile(old) as notes:
        held = controller(notes)
        for each in before:
            held.do(each)
        disk.syncs = disk.takes_back = how == "nothing came through"
        disk.fails()
        table_before = held.state
        for _ in range(2):
            assert held.do(command).trouble is not None
            assert held.state == table_before._replace(number=held.state.number)
        disk.works()
        assert held.do(command).event is not None
    assert typed_events(old) == typed_events(new)
    numbers = [entry.event.number for entry in meeting_in(old).entries if isinstance(entry.event, Voided)]
    assert set(numbers) == {2 + len(before), 4 + len(before)}


def typed_events(path: Path) -> list[tuple[str, Event]]:
    # Without the type names, events of different types would be equal if their fields are.
    return [(type(event).__name__, event) for event in happened(path)]


def unwritable(folder: Path) -> str:
    if os.geteuid() != 0:
        (folder / "låst").mkdir(mode=0o500)
        return str(folder / "låst" / "x.md")
    if not Path("/sys/kernel").is_dir():
        pytest.skip("root may write in every folder here")
    return "/sys/kernel/kortspil.md"


def under_a_file(folder: Path) -> str:
    (folder / "fil.txt").write_text("Ord\n", "utf-8")
    return str(folder / "fil.txt" / "noter.md")


def word_document(folder: Path) -> str:
    (folder / "brev.docx").write_bytes(b"PK\x03\x04\x00\x00")
    return str(folder / "brev.docx")


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "rør")
    return str(folder / "rør")


WRONG_PLACES: dict[str, tuple[Callable[[Path], str], str]] = {
    "nothing": (lambda _: "", "Skriv, hvilken fil noterne skal ligge i."),
    "the home of an unknown user": (lambda _: "~ingen-hedder-det/x.md", "mappen findes ikke"),
    "a name too long": (lambda folder: str(folder / ("x" * 300)), "navnet er for langt"),
    "a character that no name can have": (lambda _: "a\0b.md", "navnet kan ikke bruges"),
    "a folder that is a file": (under_a_file, "en del af stien er en fil, ikke en mappe"),
    "a folder without permission to write": (unwritable, "Der kan ikke skrives i"),
    "a Word document": (word_document, "er ikke en tekstfil"),
    "a pipe": (pipe, "er ikke en almindelig fil"),
    "a full disk": (lambda _: "/dev/full", "disken er fuld"),
    "another meeting's file": (lambda folder: str(folder / "optaget.md"), "Et møde er i gang i filen"),
}


@pytest.mark.parametrize("place", WRONG_PLACES)
def test_a_wrong_place_is_explained_and_can_be_corrected_and_nothing_is_lost(
    tmp_path: Path, old: Path, new: Path, disk: Disk, place: str
) -> None:
    if place == "a full disk" and not os.path.exists("/dev/full"):
        pytest.skip("there is no disk that is full")
    find, said = WRONG_PLACES[place]
    wrong = find(tmp_path)
    with NotesFile(tmp_path / "optaget.md") as other:
        other.append("Deres møde\n")
        there = sorted(tmp_path.iterdir())
        in_the_window(old, ENTER, "n", "Et", ENTER, disk.fails, "n", "To", ENTER, shows(WHERE), CLEAR, wrong or PAUSE,
                      ENTER, shows(said, WHERE), CLEAR, str(new), ENTER, shows("Noterne ligger nu i", "Note gemt: To"),
                      "n", "Tre", ENTER)  # fmt: skip
        assert noted(old) == ["Et"]
        assert noted(new) == ["Et", "To", "Tre"]
        old.unlink()
        new.unlink()
        assert sorted(tmp_path.iterdir()) == there
        disk.works()
        lines = in_lines(old, "", "n Et", disk.fails, "n To", f"f {wrong}", f"f {new}", "n Tre", "q").said
        assert any(said in line for line in lines)
        assert noted(old) == ["Et"]
        assert noted(new) == ["Et", "To", "Tre"]
    assert (tmp_path / "optaget.md").read_text("utf-8") == "Deres møde\n"


def link(folder: Path) -> Path:
    (folder / "link.md").symlink_to(folder / "bag linket.md")
    return folder / "link.md"


def other_notes(folder: Path) -> Path:
    with NotesFile(folder / "andre.md") as notes:
        notes.append("# Vores egne ord")
    return folder / "andre.md"


def existing_folder(folder: Path) -> Path:
    (folder / "usb").mkdir()
    return folder / "usb"


RIGHT_PLACES: dict[str, Callable[[Path], tuple[str, Path]]] = {
    "a file in new folders": lambda folder: (f"{folder}/en/to/x.md", folder / "en" / "to" / "x.md"),
    "a folder": lambda folder: (f"{existing_folder(folder)}/", folder / "usb" / "gammel.md"),
    "a file with words in it": lambda folder: (str(other_notes(folder)), folder / "andre.md"),
    "a name in quotes": lambda folder: (f'"{folder}/a b.md"', folder / "a b.md"),
    "a link to a file": lambda folder: (str(link(folder)), folder / "bag linket.md"),
}


@pytest.mark.parametrize("place", RIGHT_PLACES)
@pytest.mark.parametrize("how", ["window", "lines"])
def test_any_place_that_is_named_gets_the_whole_meeting_and_nothing_else(
    tmp_path: Path, old: Path, disk: Disk, place: str, how: str
) -> None:
    typed, lies = RIGHT_PLACES[place](tmp_path)
    before = lies.read_text("utf-8") if lies.exists() else ""
    if how == "window":
        in_the_window(old, disk.fails, ENTER, shows(WHERE), CLEAR, typed, ENTER, shows("Noterne ligger nu"),
                      "n", "Et", ENTER, "q", ENTER)  # fmt: skip
    else:
        in_lines(old, disk.fails, "", f"f {typed}", "n Et", "q")
    assert not old.exists()
    assert lies.read_text("utf-8").startswith(before + "\n\n# Møde" if before else "# Møde")
    assert [type(event) for event in happened(lies)] == [Turned, Noted, Closed]
    assert list(tmp_path.glob("**/.*")) == []


def test_naming_the_current_file_retries_what_failed(old: Path, disk: Disk) -> None:
    steps = (ENTER, "n", "Et", disk.fails, ENTER, shows(WHERE), CLEAR, str(old), ENTER, shows("IKKE GEMT", WHERE))
    in_the_window(old, *steps, disk.works, CLEAR, str(old), ENTER, shows("Note gemt: Et"), "f", CLEAR, str(old.parent),
                  ENTER, shows("Noterne ligger nu i"), "n", "To", ENTER)  # fmt: skip
    assert noted(old) == ["Et", "To"]


def test_a_meeting_that_returns_to_a_disk_with_room_is_there_once(
    tmp_path: Path, old: Path, new: Path, disk: Disk
) -> None:
    third = tmp_path / "tredje.md"
    in_lines(old, "", "n Et", disk.fails, "n To", f"f {new}", "n Tre", disk.works, f"f {old}", "n Fire", f"f {third}",
             "n Fem", f"f {new}", f"f {old}", "q")  # fmt: skip
    assert noted(old) == noted(third) == ["Et", "To", "Tre", "Fire", "Fem"]
    assert isinstance(happened(old)[-1], Closed)
    assert old.read_text("utf-8").count("# Møde ") == 1


def test_a_moved_meeting_takes_its_handwriting_along_and_returns_without_repeating_it(old: Path, new: Path) -> None:
    in_lines(old, "", "n Et", "n To")
    by_hand = "Husk kagen \\<!-- kortspil -->"
    text = old.read_text("utf-8").replace("- **Note:** To", f"{by_hand}\n\n- **Note:** To")
    old.write_text(f"{text}\n{by_hand} igen\n", "utf-8")
    before = meeting_in(old)
    notes = NotesFile(old)
    notes.continue_from(extract_meeting(old.read_text("utf-8"), before.id))
    held = controller(notes, resumption=resume(before, Deck("Prøvekort", "KL", AREAS)), meeting=before)
    try:
        held.move(new)
        assert [entry.event for entry in meeting_in(new).entries] == [entry.event for entry in before.entries]
        held.do(Write(Kind.NOTE, "Tre"))
        held.move(old)
    finally:
        held.notes.close()
    assert noted(old) == noted(new) == ["Et", "To", "Tre"]
    assert old.read_text("utf-8").count(by_hand) == 2


def test_a_meeting_takes_all_its_notes_from_a_drive_where_even_closing_a_file_fails(
    old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead: list[int] = []

    def unless_dead(call: str) -> Callable[..., object]:
        real: Callable[..., object] = getattr(os, call)

        def ask(file: int, *more: object) -> object:
            if file in dead:
                raise OSError(errno.ESTALE, "Stale file handle")
            return real(file, *more)

        return ask

    def die() -> None:
        dead.append(held.notes._file)
        old.unlink()
        old.mkdir()

    for call in ("write", "fsync", "fstat", "ftruncate", "close"):
        monkeypatch.setattr(os, call, unless_dead(call))
    lines: list[str | Callable[[], object]] = ["", "n Et", die, "n To", f"f {new}", "q"]
    said: list[str] = []

    def read_line() -> str | None:
        while callable(lines[0]):
            lines.pop(0)()  # type: ignore[operator]
        return lines.pop(0)  # type: ignore[return-value]

    held = controller(NotesFile(old))
    hold(held, Plain(read_line, said.append))
    held.notes.close()
    dead.clear()
    assert any(line.startswith("IKKE GEMT") for line in said)
    assert noted(new) == ["Et", "To"]


# --- What is unsaved at the end of the meeting, whether or not the disk works again


def test_in_plain_mode_a_command_that_failed_earlier_is_not_done_when_the_notes_are_moved(
    old: Path, new: Path, disk: Disk
) -> None:
    in_lines(old, "", disk.fails, "n Om kort et", "q", disk.works, "", "", f"f {new}", "n Om kort to")
    assert noted(new) == ["Om kort to"]
    assert [event for event in happened(new) if isinstance(event, Drafted)] == [
        Drafted(draft(Kind.NOTE, DEALT[0], "Om kort et"))
    ]
    assert isinstance(happened(new)[-1], Paused)


def test_in_plain_mode_two_notes_that_failed_on_a_card_are_both_kept(old: Path, disk: Disk) -> None:
    in_lines(old, "", disk.fails, "n Et", "n To", "a Tre", disk.works, "q")
    assert drafts(meeting_in(old).entries) == (
        draft(Kind.NOTE, DEALT[0], "Et\nTo"),
        draft(Kind.AGREEMENT, DEALT[0], "Tre"),
    )


@pytest.mark.parametrize("ending", ["Ctrl+C", "q"])
def test_a_long_text_is_reported_as_lost_although_the_last_line_of_the_meeting_fits(
    old: Path, disk: Disk, ending: str
) -> None:
    text = "Meget lang " * 50
    steps: list[Step] = [ENTER, "n", text, disk.has_little_room, ESCAPE, shows("IKKE GEMT", WHERE), ESCAPE]
    if ending == "q":
        steps += ["q", ENTER, shows("IKKE GEMT", WHERE)]
    held = in_the_window(old, *steps)
    assert held.unsaved == [text]
    assert held.trouble is not None
    assert isinstance(happened(old)[-1], Paused)


def test_a_long_text_that_keeps_a_meeting_from_closing_is_saved_with_it_in_another_place(
    old: Path, new: Path, disk: Disk
) -> None:
    text = "Meget lang " * 50
    in_the_window(old, ENTER, "n", text, disk.has_little_room, ESCAPE, shows(WHERE), ESCAPE, "q", ENTER, shows(WHERE),
                  CLEAR, str(new), ENTER)  # fmt: skip
    assert [type(event) for event in happened(new)] == [Turned, Drafted, Closed]
    assert drafts(meeting_in(new).entries) == (draft(Kind.NOTE, DEALT[0], text),)


def test_a_text_that_is_saved_in_the_new_place_is_not_kept_there_as_a_draft_too(
    old: Path, new: Path, disk: Disk
) -> None:
    in_the_window(old, ENTER, "n", "Vigtigt", disk.fails, ENTER, CLEAR, str(new), ENTER)
    assert new.read_text("utf-8").count("Vigtigt") == 1


def test_the_new_place_is_shown_together_with_the_answer_to_the_retried_command(
    old: Path, new: Path, disk: Disk
) -> None:
    in_the_window(old, ENTER, disk.fails, "u", CLEAR, str(new), ENTER,
                  shows("Noterne ligger nu i", "kort 1 er ikke vendt alligevel"))  # fmt: skip


def test_the_suggested_place_exists(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share = home / "drev"
    share.mkdir()
    monkeypatch.chdir(share)
    assert suggestion(Path("noter.md")) == home / "kortspil-noter.md"
    assert suggestion(Path("/dev/full")) == home / "kortspil-full.md"
    assert suggestion(home / "noter.md") == share / "kortspil-noter.md"
    share.rmdir()
    assert suggestion(Path("noter.md")) == home / "kortspil-noter.md"


def test_notes_in_the_users_own_folder_are_found_again_under_any_name(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "notes").mkdir()
    typed = f"\nf {home / 'notes' / 'noter.txt'}\nn Hej\nq\n"
    done = limited(10**6, "play", *TECHNOLOGY, "--notes", "team.txt", typed=typed)
    assert done.returncode == 0
    assert "Hej" in minutes(capsys)
