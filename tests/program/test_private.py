"""The words of a meeting stay in its files: no network, no other copies, no quotes in errors."""

from __future__ import annotations

import ast
import errno
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from kortspil.cli import app
from kortspil.export.registry import FORMATS
from kortspil.meeting.events import Entry, Event, Kind, Noted, Opened
from kortspil.messages import cli as cli_messages
from kortspil.notes.codec import format_entry
from programs import PATIENCE_SECONDS
from repository import ROOT, TESTS

SOURCE = ROOT / "src" / "kortspil"
GUARD = TESTS / "guard"
CAUGHT = 99
"""The exit code of a program that did something forbidden."""

SECRET = "Kvabsø"
"""A word that only the notes of the meeting have."""

MEETING = f"\n\nn {SECRET} skal på kursus\na {SECRET} ringer\n\nq\n"

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lacks these permissions, limits and signals")


class Seen(NamedTuple):
    """A watched program: exit code, output, forbidden calls, and the paths that it made, changed or removed."""

    code: int
    out: str
    err: str
    reached: list[str]
    changed: set[Path]


def watching(home: Path) -> dict[str, str]:
    """Return the environment that makes Python watch a program from inside and write no compiled modules."""
    paths = [str(GUARD), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "KORTSPIL_TEST_WATCH": str(home.parent / f"{home.name}-watched.log"),
        "TMPDIR": str(home.parent / f"{home.name}-tmp"),
    }


def watched(home: Path, *words: str, typed: str = "", env: dict[str, str] | None = None) -> Seen:
    """Run one command of the program, watched."""
    return python(home, "-m", "kortspil", *words, typed=typed, env=env)


def python(home: Path, *words: str, typed: str = "", env: dict[str, str] | None = None) -> Seen:
    given = watching(home)
    Path(given["TMPDIR"]).mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, *words],
        input=typed.encode(), capture_output=True, timeout=PATIENCE_SECONDS, check=False,
        env={**os.environ, **given, **(env or {})},
    )  # fmt: skip
    return Seen(done.returncode, done.stdout.decode(), done.stderr.decode(), *log(home))


def written_meeting(path: Path) -> None:
    """Write a notes file with an interrupted meeting."""
    at = datetime(2026, 11, 22, 10, 30, tzinfo=timezone.utc)
    happened: list[Event] = [
        Opened("Prøvekort", "", (), (), (), None, True),
        Noted(Kind.NOTE, "aabning", SECRET * 20),
    ]
    entries = [Entry(number, at, event) for number, event in enumerate(happened, start=1)]
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(format_entry("m", entry) for entry in entries), "utf-8")


def log(home: Path) -> tuple[list[str], set[Path]]:
    """Return the forbidden calls and the changed paths since the last call of this function."""
    path = Path(watching(home)["KORTSPIL_TEST_WATCH"])
    assert path.exists(), "the program was not watched"
    lines = path.read_text("utf-8").splitlines()
    path.unlink()
    calls = [line.split(" ", 1) for line in lines]
    return [what for word, what in calls if word == "reached"], {
        Path(what) for word, what in calls if word == "changed"
    }


# --- No network, and no other program


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import _socket; _socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import asyncio; asyncio.run(asyncio.sleep(0))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import tempfile; tempfile.mkdtemp()",
    ],
)
def test_the_watch_ends_a_program_that_makes_a_forbidden_call(home: Path, code: str) -> None:
    seen = python(home, "-c", f"{code}\nprint('came through')")
    assert (seen.code, seen.out) == (CAUGHT, "")
    assert len(seen.reached) == 1


def test_the_watch_sees_what_a_program_changes(home: Path) -> None:
    code = (
        "import os; from pathlib import Path; Path('a').write_text('x'); os.rename('a', 'b'); os.mkdir('c'); open('b')"
    )
    seen = python(home, "-c", code)
    assert (seen.code, seen.changed) == (0, {home / "a", home / "b", home / "c"})


CALLS: dict[str, list[list[str]]] = {
    "play": [["play", "--help"]],  # Meetings are tested below.
    "cases": [["cases"], ["cases", "teknik"]],
    "check": [["check", "forkert.yaml"]],
    "export": [["export", "-"], ["export", "referat.docx2"]],
}
COMMANDS = list(cli_messages.COMMANDS_HELP)
EVERY_CALL = [
    [],
    ["--version"],
    ["--help"],
    ["spil"],
    *(call for name in COMMANDS for call in CALLS.get(name, [[name]])),
]


@pytest.mark.parametrize("words", EVERY_CALL, ids=" ".join)
def test_no_command_uses_the_network_or_another_program(home: Path, words: list[str]) -> None:
    (home / "forkert.yaml").write_text("title: Kort\n", "utf-8")
    seen = watched(home, *words)
    assert (seen.reached, seen.changed) == ([], set())
    assert seen.code in (0, 2)


def test_completion_uses_no_network_and_no_other_program(home: Path) -> None:
    env = {"_KORTSPIL_COMPLETE": "complete_bash", "COMP_WORDS": "kortspil play --area tekno", "COMP_CWORD": "3"}
    seen = watched(home, env=env)
    assert (seen.code, seen.out.split(), seen.reached) == (0, ["teknologiforstaaelse"], [])


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="without /proc, «ps» is run to find the shell")
def test_installing_completion_uses_no_network_and_no_other_program(home: Path) -> None:
    seen = watched(home, "--install-completion")
    assert seen.reached == []
    assert all(path.is_relative_to(home) for path in seen.changed)
    assert watched(home, "--show-completion").reached == []


NEVER_IMPORTED = {
    "aiohttp", "asyncio", "asyncore", "ftplib", "http", "httpx", "imaplib", "logging", "multiprocessing", "nntplib",
    "poplib", "requests", "smtplib", "socket", "socketserver", "ssl", "subprocess", "syslog", "telnetlib", "tempfile",
    "urllib", "urllib3", "webbrowser", "wsgiref", "xmlrpc",
}  # fmt: skip


def test_no_module_imports_networking_processes_or_temporary_files() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        imported = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
        # urllib.parse is allowed: it only quotes file names.
        imported.discard("urllib.parse")
        assert not {name.split(".")[0] for name in imported} & NEVER_IMPORTED, path


# --- No copies


def places_with(word: str, *folders: Path) -> set[Path]:
    """Return every file in some folders whose name or content has a word."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path for path in files if word.encode() in path.read_bytes() or word in path.name}


def assert_only_changed(seen_paths: set[Path], *allowed: Path) -> None:
    """Fail unless each changed path is allowed, is in an allowed folder, or is the temporary file of an allowed one."""
    for path in seen_paths - {Path(os.devnull)}:
        temporary_in = [at.parent for at in allowed if path.name.startswith(f".{at.name}.")]
        assert path in allowed or path.parent in [*allowed, *temporary_in], path


def test_a_meeting_and_its_minutes_leave_nothing_but_their_files(home: Path) -> None:
    notes, own = home / "notes", home / "vores.md"
    for words, file in (((), notes), (("--notes", "vores.md"), own)):
        seen = watched(home, "play", *words, typed=MEETING)
        assert (seen.code, seen.err, seen.reached) == (0, "", [])
        assert SECRET in seen.out
        assert_only_changed(seen.changed, notes, file)
    exported = [home / f"referat.{name}" for name in FORMATS]
    for target in (*exported, Path("-")):
        seen = watched(home, "export", str(target))
        assert (seen.code, seen.reached) == (0, [])
        assert_only_changed(seen.changed, target)
    (kept,) = notes.glob("2*.md")
    assert places_with(SECRET, home, Path(watching(home)["TMPDIR"])) - {*exported} == {kept, own}
    assert {*home.iterdir()} == {notes, own, *exported}
    assert list(Path(watching(home)["TMPDIR"]).iterdir()) == []


def test_a_meeting_that_is_resumed_moved_and_deleted_leaves_nothing_at_all(home: Path) -> None:
    notes, first, second = home / "notes", home / "vores.md", home / "flyttet.md"
    whole = [
        watched(home, "play", "--notes", "vores.md", typed=f"\n\nn {SECRET} ringer\n"),
        watched(home, "play", "--resume", typed=f"n {SECRET} skriver\nf flyttet.md\nq\n"),
    ]
    assert places_with(SECRET, home) == {first, second}
    if os.name != "nt":
        assert [mode(path) for path in (first, second)] == [0o600] * 2
    listed = watched(home, "sessions", "--json")
    (meeting,) = json.loads(listed.out)
    assert SECRET not in listed.out
    whole += [watched(home, "sessions", "--delete", meeting["id"], "--force")]
    assert [(seen.code, seen.err, seen.reached) for seen in whole] == [(0, "", [])] * 3
    for seen in whole:
        assert_only_changed(seen.changed, notes, first, second)
    assert (listed.reached, listed.changed) == ([], set())
    assert places_with(SECRET, home) == set()
    assert {path.name for path in home.rglob("*")} == {"notes", "elsewhere.txt"}


@posix
def test_a_meeting_at_full_screen_leaves_nothing_but_its_file(home: Path) -> None:
    from pseudo_terminal import Window

    tmp = Path(watching(home)["TMPDIR"])
    tmp.mkdir()
    command = [sys.executable, "-m", "kortspil", "play", "--no-warmup"]
    with Window(command, home, environment=watching(home)) as window:
        window.shows("▸ 1 ◂")
        window.type("\rn")
        window.shows("Note:")
        # By default, Ctrl-X Ctrl-E makes prompt_toolkit open a copy of the text in another program.
        window.type(f"{SECRET} skal på kursus\x18\x05")
        window.shows(SECRET)
        window.type("\r")
        window.shows("Note gemt")
        window.type("a")
        window.shows("Aftale:")
        window.type(f"{SECRET} ringer\x1b")
        window.shows("Kladde")
        window.type("q")
        window.shows("Luk mødet")
        window.type("\r")
        assert window.end() == 0
        # The words are not on the restored screen, and were not sent to the clipboard or the title of the window.
        assert SECRET not in window.text
        assert b"\x1b]" not in window.written
    reached, changed = log(home)
    assert reached == []
    assert_only_changed(changed, home / "notes")
    assert places_with(SECRET, home, tmp) == set((home / "notes").glob("*.md"))
    assert list(tmp.iterdir()) == []


@posix
@pytest.mark.parametrize("existing", [None, "Det gamle referat"])
def test_minutes_that_do_not_fit_on_the_disk_leave_no_half_copy(home: Path, existing: str | None) -> None:
    written_meeting(home / "notes" / "2026-11-22-103000.md")
    if existing:
        (home / "referat.md").write_text(existing, "utf-8")
    before = {path.name for path in home.iterdir()}
    done = limited(300, "export", "--force", "referat.md")
    assert done.code == 1
    assert "filen må ikke blive større" in done.err
    assert SECRET not in done.out + done.err
    assert {path.name for path in home.iterdir()} == before
    if existing:
        assert (home / "referat.md").read_text("utf-8") == existing


def limited(most: int, *words: str, typed: str = "") -> Seen:
    """Run the program with a limit on the size of files, in bytes."""
    import resource

    done = subprocess.run(
        [sys.executable, "-m", "kortspil", *words], input=typed.encode(), capture_output=True, timeout=PATIENCE_SECONDS,
        check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return Seen(done.returncode, done.stdout.decode(), done.stderr.decode(), [], set())


# --- Only the owner may read the notes


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@posix
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_only_the_owner_can_read_the_notes_whatever_the_umask(
    home: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KORTSPIL_HOME", str(home / "data" / "kortspil"))
    folder = home / "data" / "kortspil"
    (home / "deres.md").touch()
    (home / "deres.md").chmod(0o664)
    for words in ((), ("--notes", "ny/mappe/vores.md"), ("--notes", "deres.md")):
        subprocess.run(
            [sys.executable, "-m", "kortspil", "play", *words],
            input=MEETING.encode(), capture_output=True, check=True, timeout=PATIENCE_SECONDS, umask=umask,
        )  # fmt: skip
    (kept,) = folder.glob("2*.md")
    files = [kept, folder / "elsewhere.txt", home / "ny" / "mappe" / "vores.md"]
    assert [mode(path) for path in files] == [0o600] * 3
    assert [mode(path) for path in (folder.parent, folder, home / "ny", home / "ny" / "mappe")] == [0o700] * 4
    assert mode(home / "deres.md") == 0o664


@posix
def test_an_export_does_not_change_the_permissions_of_the_notes(home: Path) -> None:
    notes = home / "notes" / "2026-11-22-103000.md"
    written_meeting(notes)
    notes.chmod(0o600)
    notes.parent.chmod(0o700)
    subprocess.run([sys.executable, "-m", "kortspil", "export", "referat.md"], check=True, umask=0, capture_output=True)
    assert (mode(notes), mode(notes.parent)) == (0o600, 0o700)


@posix
def test_only_the_owner_can_read_the_folders_of_a_first_meeting_that_is_kept_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KORTSPIL_HOME", str(home / "data" / "kortspil"))
    command = [sys.executable, "-m", "kortspil", "play", "--notes", "vores.md"]
    subprocess.run(command, input=MEETING.encode(), capture_output=True, check=True, timeout=PATIENCE_SECONDS, umask=0)
    assert [mode(path) for path in (home / "data" / "kortspil", home / "data")] == [0o700, 0o700]


# --- No quotes in errors


def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str, typed: str = "") -> Seen:
    """Run the program in this process, where a test can break a part of it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
    code = app.run(list(words))
    return Seen(code, *capsys.readouterr(), [], set())


def coded(text: str) -> Exception:
    return UnicodeEncodeError("ascii", text, 0, 1, text)


def with_a_cause(text: str) -> Exception:
    error = RuntimeError(text)
    error.__cause__ = KeyError(text)
    error.__notes__ = [text]  # type: ignore[attr-defined]
    return error


def breaking(monkeypatch: pytest.MonkeyPatch, place: str, error: Callable[[str], BaseException]) -> None:
    """Make a function raise an error that quotes the note, when it is called with one."""
    module, name = place.rsplit(".", 1)
    sound = getattr(import_module(module), name)

    def fail(*args: object, **named: object) -> object:
        if SECRET in repr((args, named)) or any(SECRET.encode() in arg for arg in args if isinstance(arg, bytes)):
            raise error(f"{SECRET} skal på kursus")
        return sound(*args, **named)

    monkeypatch.setattr(place, fail)


WHILE_PLAYING = [
    "kortspil.ui.controller.decide", "kortspil.ui.controller.apply", "kortspil.ui.controller.format_entry",
    "kortspil.ui.plain.app.reply", "kortspil.ui.plain.app.sanitize",
]  # fmt: skip
WHILE_RESUMING = ["kortspil.notes.store.parse_bytes", "kortspil.cli.resume.resume", "kortspil.ui.controller.decide"]
WHILE_EXPORTING = [
    "kortspil.notes.store.parse_bytes",
    "kortspil.cli.export_meetings.build",
    "kortspil.export.markdown.outline",
]
KINDS_OF_ERRORS: list[Callable[[str], Exception]] = [
    KeyError, coded, with_a_cause, MemoryError, RecursionError,
    lambda text: OSError(errno.EACCES, text, text),
]  # fmt: skip
BREAKS = [(place, ValueError) for place in WHILE_PLAYING]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("place", "error"), [*BREAKS, *((WHILE_PLAYING[-1], error) for error in KINDS_OF_ERRORS)])
def test_whatever_breaks_in_a_meeting_the_error_does_not_quote_it(
    place: str,
    error: Callable[[str], Exception],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    breaking(monkeypatch, place, error)
    seen = here(monkeypatch, capsys, "play", typed=MEETING)
    assert seen.code == 1
    assert seen.err
    assert SECRET not in seen.err


CALLS_THAT_READ = {
    ("play", "--resume"): WHILE_RESUMING,
    ("export", "referat.md"): WHILE_EXPORTING,
    ("sessions",): WHILE_EXPORTING[:1],
}


@pytest.mark.parametrize(
    ("words", "place"), [(words, at) for words, places in CALLS_THAT_READ.items() for at in places]
)
@pytest.mark.parametrize("error", [ValueError, KINDS_OF_ERRORS[-1]])
def test_whatever_breaks_while_notes_are_read_the_error_does_not_quote_them(
    home: Path,
    words: tuple[str, ...],
    place: str,
    error: Callable[[str], Exception],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written_meeting(home / "notes" / "2026-11-22-103000.md")
    breaking(monkeypatch, place, error)
    seen = here(monkeypatch, capsys, *words, typed=f"\n\nn {SECRET}\n")
    # «sessions» skips a file that it cannot read.
    assert (seen.code in (1, 2) and seen.err) or words == ("sessions",)
    assert SECRET not in seen.err
    assert [path.name for path in home.iterdir()] == ["notes"]


AT = "2026-11-22T10:30:00+01:00"
BROKEN_NOTES = {
    "a mark with a word for its time": f"<!-- kortspil m 9 noted {SECRET} kind=note card=x -->",
    "a mark with a word for its kind": f"<!-- kortspil m 9 {SECRET} {AT} kind=note card=x -->",
    "a mark with a word for its fact": f"<!-- kortspil m 9 noted {AT} kind={SECRET} card=x -->",
    "a text that was being typed": f"<!-- kortspil m 9 typed {AT} kind={SECRET} card=x text={SECRET} -->",
    "a torn mark": f"- **Note:** {SECRET} <!-- kortspil m 9 noted {SECRET}",
    "no text at all": f"{SECRET}\0\udcff",
}


@pytest.mark.parametrize("holds_a_meeting", [True, False])
@pytest.mark.parametrize("broken", BROKEN_NOTES.values(), ids=BROKEN_NOTES)
def test_notes_that_cannot_be_understood_are_not_quoted(
    home: Path, broken: str, holds_a_meeting: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "vores.md"
    if holds_a_meeting:
        written_meeting(path)
    with path.open("ab") as file:
        file.write(f"{broken}\n".encode("utf-8", "surrogateescape"))
    for words in ("export --from vores.md referat.md", "export vores.md", "sessions --from vores.md"):
        assert SECRET not in here(monkeypatch, capsys, *words.split()).err
    for words in ("play --resume --notes vores.md", "play --notes vores.md"):
        assert SECRET not in here(monkeypatch, capsys, *words.split(), typed="\nq\n").err


@pytest.mark.parametrize("words", [["check"], ["play", "--deck"], ["cards", "--deck"]], ids=" ".join)
def test_notes_taken_for_a_deck_are_not_quoted(
    home: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written_meeting(home / "vores.yaml")
    seen = here(monkeypatch, capsys, *words, "vores.yaml")
    assert seen.code == 2
    assert SECRET not in seen.out + seen.err


@posix
@pytest.mark.parametrize("most", [64, 4096])
def test_on_a_full_disk_unsaved_words_are_printed_back_but_not_in_the_error(home: Path, most: int) -> None:
    typed = f"\n\nn Kort\nn {SECRET} {'skal på kursus ' * 500}\nq\n"
    seen = limited(most, "play", "--notes", "vores.md", typed=typed)
    assert f"Det, der ikke blev gemt: {SECRET} skal på kursus" in seen.out
    assert SECRET not in seen.err
    assert not places_with(SECRET, home)


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    "call",
    [
        "play >&-", "play 2>&-", "play | head -2", "play >/dev/full", "export - >&-", "export - >/dev/full",
        "export - | head -1", "export findes-ikke/referat.md", "export notes", "export notes/2026-11-22-103000.md",
        "play --notes notes",
    ],
)  # fmt: skip
def test_errors_about_streams_and_targets_do_not_quote_the_meeting(home: Path, call: str) -> None:
    written_meeting(home / "notes" / "2026-11-22-103000.md")
    done = subprocess.run(
        f"{sys.executable} -m kortspil {call}", shell=True, input=MEETING.encode(), capture_output=True, check=False,
        timeout=PATIENCE_SECONDS, env={**os.environ, "KORTSPIL_TRACEBACK": "1"},
    )  # fmt: skip
    assert SECRET not in done.stderr.decode()


def errors_apart(home: Path, code: str) -> list[str]:
    """Return a command that runs Python with standard error in a file, apart from its output."""
    return ["/bin/sh", "-c", f'exec "{sys.executable}" {code} 2>"{home / "errors.txt"}"']


def full_screen_with(home: Path, broken: str) -> list[str]:
    (home / "broken.py").write_text(
        "import sys\nimport kortspil.ui.screen.frame as part\n"
        f"{broken}\nsys.argv = ['kortspil', 'play', '--no-warmup']\nfrom kortspil.__main__ import main\nmain()\n",
        "utf-8",
    )
    return errors_apart(home, "broken.py")


@posix
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("plain", ["", "--plain"])
def test_a_meeting_that_is_ended_by_a_signal_does_not_quote_its_notes(
    home: Path, ending: signal.Signals, plain: str
) -> None:
    from pseudo_terminal import Window

    command = errors_apart(home, f"-m kortspil play --no-warmup {plain}")
    with Window(command, home, environment={"KORTSPIL_TRACEBACK": "1"}) as window:
        window.shows("kort ligger" if plain else "▸ 1 ◂")
        window.type("\r")
        window.shows("Kort 1")
        window.type(f"n {SECRET}" if plain else f"n{SECRET}")
        window.shows(SECRET)
        window.kill(ending)
        window.end()
    assert SECRET not in (home / "errors.txt").read_text("utf-8")


@posix
def test_the_error_about_a_missing_folder_does_not_quote_the_notes(home: Path) -> None:
    from pseudo_terminal import Window

    with Window(errors_apart(home, "-m kortspil play --no-warmup"), home) as window:
        window.shows("▸ 1 ◂")
        window.type(f"\rn{SECRET}\r")
        window.shows("Note gemt")
        (home / "notes").rename(home / "gemt væk")
        (home / "notes").touch()
        window.type(f"n{SECRET} igen\r")
        window.shows("IKKE GEMT")
        window.type("\x03")
        assert window.end() == 1
    errors = (home / "errors.txt").read_text("utf-8")
    assert "Der kan ikke skrives i" in errors
    assert SECRET not in errors


RAISING = """
sound = part.page
def page(*args):
    noted = [note.text for note in args[0].notes]
    if noted:
        raise ValueError({})
    return sound(*args)
part.page = page
"""


@posix
# A traceback ends with the message of the error, so here that message is without a note. The rest of the traceback must
# not quote the notes in the program's variables.
@pytest.mark.parametrize(("traceback", "words"), [("", "noted"), ("1", "'et sted'")])
def test_the_error_about_a_picture_that_cannot_be_painted_does_not_quote_the_notes(
    home: Path, traceback: str, words: str
) -> None:
    from pseudo_terminal import Window

    command = full_screen_with(home, RAISING.format(words))
    with Window(command, home, environment={"KORTSPIL_TRACEBACK": traceback}) as window:
        window.shows("▸ 1 ◂")
        window.type(f"\rn{SECRET}\r")
        assert window.end() == 1
        assert SECRET not in window.text
    errors = (home / "errors.txt").read_text("utf-8")
    assert "(ValueError i broken.py:" in errors or "ValueError: et sted" in errors
    assert ("Traceback" in errors) is bool(traceback)
    assert SECRET not in errors
    (kept,) = (home / "notes").glob("*.md")
    assert SECRET in kept.read_text("utf-8")
