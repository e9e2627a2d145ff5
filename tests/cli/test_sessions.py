"""``kortspil sessions``: listing meetings, and deleting one."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from command_line import Answer, CommandLine
from kortspil.meeting.events import (
    Autosaved,
    Closed,
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    Noted,
    Paused,
    Resumed,
    Skipped,
    Turned,
    Undone,
)
from kortspil.notes import store
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile
from kortspil.notes.reader import parse, remove_meeting
from kortspil.system.lock import Lock
from programs import plays
from table_samples import AT, OPENED, draft

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lacks these permissions and links")

TURNED = Turned("tek-2", 1, "tek", "Teknologiforståelse", "Hvad gør værktøjet ved jer?")
OLD, NEW, OPEN = "20261122-1030-aaaaaa", "20261122-1230-bbbbbb", "20261122-1130-cccccc"


def note(text: str) -> Noted:
    return Noted(Kind.NOTE, "tek-2", text)


def written(meeting: str, *happened: Event, at: datetime = AT) -> str:
    """Return a meeting as the text of a notes file."""
    entries = [Entry(1, at, OPENED), *(Entry(number, at, event) for number, event in enumerate(happened, start=2))]
    return "".join(format_entry(meeting, entry) for entry in entries)


@pytest.fixture
def folder(home: Path) -> Path:
    """A folder of notes with a closed meeting, and one that was interrupted an hour later."""
    folder = home / "notes"
    folder.mkdir()
    (folder / "2026-11-22-103000-000000.md").write_text(written(OLD, TURNED, note("Et"), note("To"), Closed()), "utf-8")
    broken_off = written(OPEN, TURNED, note("Tre"), Paused(), at=AT + timedelta(hours=1))
    (folder / "2026-11-22-113000-000000.md").write_text(broken_off, "utf-8")
    return folder


@pytest.fixture
def team(home: Path, folder: Path) -> Path:
    """A file outside the folder, with a meeting two hours later and other text around it."""
    path = home / "team.md"
    path.write_text(f"Før\n\n{written(NEW, TURNED, Closed(), at=AT + timedelta(hours=2))}\nEfter\n", "utf-8")
    store.remember(folder, path)
    return path


def listed(answer: Answer) -> list[str]:
    """Return the ids in a list of meetings."""
    assert (answer.code, answer.err) == (0, "")
    return re.findall(r"^(\S+)  ", answer.out, re.MULTILINE)


def everything(home: Path) -> dict[str, bytes]:
    """Return the content of every file in a home, by its path."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


# --- The list


def test_the_list_has_the_latest_meeting_first_with_its_state_counts_and_file(
    line: CommandLine, folder: Path, team: Path
) -> None:
    assert line("sessions").out == (
        f"{NEW}  22. november 2026 kl. 12.30, lukket\n    1 kort vendt, 0 noter.\n    {team}\n"
        f"{OPEN}  22. november 2026 kl. 11.30, afbrudt\n    1 kort vendt, 1 note.\n"
        f"    {folder / '2026-11-22-113000-000000.md'}\n"
        f"{OLD}  22. november 2026 kl. 10.30, lukket\n    1 kort vendt, 2 noter.\n"
        f"    {folder / '2026-11-22-103000-000000.md'}\n"
    )


def test_the_list_can_be_json(line: CommandLine, team: Path) -> None:
    rows = json.loads(line("sessions", "--json").out)
    assert [row["id"] for row in rows] == [NEW, OPEN, OLD]
    assert rows[0] == {
        "id": NEW, "at": "2026-11-22T12:30:00+01:00", "closed": True, "cards_turned": 1, "notes": 0,
        "group": "",
        "areas": ["tek", "udv"], "file": str(team),
    }  # fmt: skip
    assert [row["closed"] for row in rows] == [True, False, True]
    assert [row["notes"] for row in rows] == [0, 1, 2]


def test_an_empty_list_says_how_to_hold_a_meeting(line: CommandLine, home: Path) -> None:
    answer = line("sessions")
    assert answer.code == 0
    assert answer.out.startswith(f"Der er ingen møder i {home / 'notes'}. Hold et med: ")
    assert json.loads(line("sessions", "--json").out) == []
    assert not (home / "notes").exists()


def test_if_the_given_files_have_no_meeting_they_are_named_and_not_the_folder_of_notes(
    line: CommandLine, home: Path, folder: Path
) -> None:
    for name in ("referat.md", "dagsorden.md"):
        (home / name).write_text("# Referat\n", "utf-8")
    answer = line("sessions", "--from", "referat.md", "--from", "dagsorden.md")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Der er ingen møder i referat.md, dagsorden.md. ")
    assert str(folder) not in answer.out
    assert json.loads(line("sessions", "--json", "--from", "referat.md").out) == []


def test_a_meeting_under_way_is_listed_as_such_and_not_disturbed(line: CommandLine, home: Path) -> None:
    with plays(home / "team.md") as program:
        program.types("\nn Et\n")
        program.says("Note gemt")
        assert ", i gang\n" in line("sessions").out
        program.types("n To\n")
        assert program.says("Note gemt")
        assert program.ends("q\n").code == 0
    assert ", lukket\n    1 kort vendt, 2 noter." in line("sessions").out


def test_a_resumed_meeting_is_open_until_it_is_closed_again(line: CommandLine, folder: Path) -> None:
    path = folder / "2026-11-22-103000-000000.md"
    again = [Entry(number, AT, event) for number, event in ((6, Resumed()), (7, note("Fire")))]
    with path.open("a", encoding="utf-8") as notes:
        notes.writelines(format_entry(OLD, entry) for entry in again)
    assert f"{OLD}  22. november 2026 kl. 10.30, afbrudt\n    1 kort vendt, 3 noter." in line("sessions").out
    with path.open("a", encoding="utf-8") as notes:
        notes.write(format_entry(OLD, Entry(8, AT, Closed())))
    assert f"{OLD}  22. november 2026 kl. 10.30, lukket" in line("sessions").out


def test_a_meeting_in_several_files_is_listed_once(line: CommandLine, home: Path) -> None:
    with plays(home / "en.md") as program:
        assert program.ends("\nn Et\nf to.md\nn To\nf tre.md\nq\n").code == 0
    answer = line("sessions")
    assert len(listed(answer)) == 1
    assert f", lukket\n    1 kort vendt, 2 noter.\n    {home / 'tre.md'}\n" in answer.out
    assert len(listed(line("sessions", "--from", "en.md"))) == 1


def test_only_the_files_that_are_named_are_listed(line: CommandLine, folder: Path, team: Path) -> None:
    assert listed(line("sessions", "--from", "team.md")) == [NEW]
    assert listed(line("sessions", "--from", str(team), "--from", str(next(folder.glob("*1030*"))))) == [NEW, OLD]
    for wrong in ("findes ikke.md", "."):
        answer = line("sessions", "--from", wrong)
        assert (answer.code, answer.out) == (2, "")


def test_files_that_are_gone_or_hold_no_meeting_are_skipped(line: CommandLine, folder: Path, team: Path) -> None:
    (folder / "referat.md").write_text("# Referat\n", "utf-8")
    team.unlink()
    assert listed(line("sessions")) == [OPEN, OLD]


def test_escape_sequences_in_a_notes_file_do_not_reach_the_terminal(line: CommandLine, home: Path) -> None:
    name = "navn\x1b]0;ond\x07.md"
    (home / name).write_text(written("ond\x1b[2J\x07", TURNED), "utf-8")
    answer = line("sessions", "--from", name)
    assert "ond" in answer.out
    assert not set("\x1b\x07") & set(answer.out)


# --- Asking before a meeting is deleted


def test_at_a_terminal_only_the_answer_yes_deletes(home: Path, folder: Path) -> None:
    pytest.importorskip("termios", reason="pseudo-terminals are not on Windows")
    from pseudo_terminal import Window

    before = everything(home)
    command = [sys.executable, "-m", "kortspil", "sessions", "--delete", OLD]
    # test_prompts tests which answers mean yes or no.
    for typed, asked in (("\r", 1), ("hvad?\rN\r", 2), ("\x04", 1)):
        with Window(command, home, columns=120) as window:
            window.shows("Skal mødet slettes for altid?", "22. november 2026 kl. 10.30, lukket", "2 noter")
            window.type(typed)
            assert window.end() == 0
            assert "Mødet er ikke slettet." in window.text
            assert window.text.count("Skal mødet slettes") == asked
        assert everything(home) == before
    with Window(command, home, columns=120) as window:
        window.shows("Skal mødet slettes for altid?")
        window.type("J\r")
        assert window.end() == 0
        assert "Mødet fra 22. november 2026 kl. 10.30 er slettet." in window.text
    assert [path.name for path in folder.iterdir()] == ["2026-11-22-113000-000000.md"]


def test_ctrl_c_at_the_question_deletes_nothing(home: Path, folder: Path) -> None:
    pytest.importorskip("termios", reason="pseudo-terminals are not on Windows")
    from pseudo_terminal import Window

    before = everything(home)
    with Window([sys.executable, "-m", "kortspil", "sessions", "--delete", OLD], home, columns=120) as window:
        window.shows("Skal mødet slettes for altid?")
        window.type("\x03")
        assert window.end() == 130
        assert "Traceback" not in window.text
    assert everything(home) == before
    assert folder.is_dir()


def test_in_a_pipe_a_meeting_is_deleted_only_with_the_suggested_call(
    line: CommandLine, home: Path, folder: Path
) -> None:
    before = everything(home)
    command = [sys.executable, "-m", "kortspil", "sessions", "--delete", OLD[:14]]
    done = subprocess.run(command, input=b"j\n", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert everything(home) == before
    suggested = re.search(
        r"^Slet det uden at blive spurgt: python -m kortspil (.*)$", done.stderr.decode(), re.MULTILINE
    )
    assert suggested is not None
    answer = line(*shlex.split(suggested[1]))
    assert (answer.code, answer.out) == (0, "Mødet fra 22. november 2026 kl. 10.30 er slettet.\n")
    assert len(list(folder.iterdir())) == 1


# --- Which meeting is deleted


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("20261122", f"Flere møder har navne, der begynder med »20261122«: {NEW}, {OPEN}, {OLD}"),
        ("20261122-1", "Flere møder har navne, der begynder med"),
        ("1030", "Intet møde har et navn, der begynder med »1030«."),
        (f"{OLD}x", "Intet møde har et navn, der begynder med"),
        ("AAAAAA", "Intet møde har et navn, der begynder med"),
    ],
)
def test_an_id_that_matches_no_meeting_or_several_deletes_none(
    line: CommandLine, home: Path, team: Path, name: str, said: str
) -> None:
    before = everything(home)
    answer = line("sessions", "--delete", name, "--force")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "kortspil sessions" in answer.err
    assert everything(home) == before
    assert team.exists()


def test_a_full_id_deletes_that_meeting_even_if_another_id_begins_with_it(line: CommandLine, folder: Path) -> None:
    longer = folder / "længere.md"
    longer.write_text(written(f"{OLD}-2", TURNED, Closed()), "utf-8")
    assert line("sessions", "--delete", OLD, "--force").code == 0
    assert longer.exists()
    assert sorted(listed(line("sessions"))) == sorted([OPEN, f"{OLD}-2"])


def test_a_meeting_under_way_is_not_deleted(line: CommandLine, home: Path) -> None:
    with plays(home / "team.md") as program:
        program.types("\nn Et\n")
        program.says("Note gemt")
        (name,) = listed(line("sessions"))
        before = (home / "team.md").read_bytes()
        answer = line("sessions", "--delete", name, "--force")
        assert (answer.code, answer.out) == (2, "")
        assert "er i gang" in answer.err
        assert "Luk først mødet" in answer.err
        assert (home / "team.md").read_bytes() == before
        program.kill()
    assert line("sessions", "--delete", name, "--force").code == 0
    assert everything(home) == {"notes/elsewhere.txt": b""}


def test_nothing_is_deleted_from_a_file_while_a_meeting_writes_in_it(line: CommandLine, home: Path, team: Path) -> None:
    with plays(team) as program:
        program.types("\nn Et\n")
        program.says("Note gemt")
        before = team.read_bytes()
        assert line("sessions", "--delete", NEW, "--force").code == 2
        assert team.read_bytes() == before
        assert program.ends("q\n").code == 0
    assert line("sessions", "--delete", NEW, "--force").code == 0
    (left,) = parse(team.read_text("utf-8")).meetings
    assert note("Et").text in [entry.event.text for entry in left.entries if isinstance(entry.event, Noted)]
    assert home.is_dir()


# --- What is deleted


def test_a_file_without_other_content_is_removed_and_forgotten(line: CommandLine, home: Path, team: Path) -> None:
    own = home / "vores møde.md"
    own.write_text(written("20270101-0800-dddddd", TURNED, note("Hemmeligt"), Closed()), "utf-8")
    store.remember(home / "notes", own)
    before = everything(home)
    assert line("sessions", "--delete", "2027", "--force").code == 0
    del before[own.name]
    assert everything(home) == {**before, "notes/elsewhere.txt": f"{team}\n".encode()}
    assert (home / "notes" / "elsewhere.txt").stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_deleted_meeting_cannot_be_resumed_or_exported(line: CommandLine, folder: Path) -> None:
    for name, command in ((OPEN, ("play", "--plain", "--resume")), (OLD, ("export", "-"))):
        assert line("sessions", "--delete", name, "--force").code == 0
        assert line(*command).code == 2
    assert list(folder.iterdir()) == []


AROUND = b"Teamets ord: \xe6\xf8\xe5\r\n\x07# Overskrift\n<!-- kommentar -->\n\n"
BEHIND = b"\nMere \xff\xfe og <b>fed</b>\r\n- **Note:** ikke vores\n\n\nuden linjeskift"


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
def test_in_a_shared_file_every_byte_outside_the_meeting_stays(
    line: CommandLine, home: Path, mark: bytes, ends: bytes
) -> None:
    path = home / "team.md"
    others = written("anden", TURNED, note("Deres"), Closed()).encode().replace(b"\n", ends)
    typed, left = Autosaved(draft(Kind.NEED, "tek-2", "halvt")), Drafted(draft(Kind.NEED, "tek-2", "Halvt"))
    ours = written(OLD, TURNED, note("Vores <!-- hemmelige --> ord\nto linjer"), typed, left, Undone(3), Closed())
    around = [(b"", BEHIND), (AROUND, b""), (AROUND, BEHIND), (others, others.replace(b"anden", b"tredje"))]
    for before, after in around:
        path.write_bytes(mark + before + ours.encode().replace(b"\n", ends) + after)
        assert line("sessions", "--from", "team.md", "--delete", OLD, "--force").code == 0
        assert path.read_bytes() == mark + before + after
    assert list(home.iterdir()) == [path]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
def test_the_names_of_the_participants_are_deleted_too(line: CommandLine, home: Path, mark: bytes) -> None:
    path = home / "team.md"
    path.write_bytes(mark + written(OLD, TURNED, note("Hemmeligt"), Closed()).encode())
    assert line("sessions", "--from", "team.md", "--delete", OLD, "--force").code == 0
    assert list(home.iterdir()) == []


def test_of_two_interleaved_meetings_the_other_stays_whole(line: CommandLine, home: Path) -> None:
    path = home / "team.md"
    happened: dict[str, list[Event]] = {
        "en": [OPENED, TURNED, note("Et"), Finished("tek-2"), Closed()],
        "to": [OPENED, TURNED, note("To"), Skipped("tek-2"), Closed()],
    }
    entries = {name: [Entry(number, AT, event) for number, event in enumerate(happened[name], 1)] for name in happened}
    both = "".join(format_entry(name, entries[name][at]) for at in range(5) for name in happened)
    for gone, left in (("en", "to"), ("to", "en")):
        path.write_text(f"Før\n{both}Efter\n", "utf-8")
        assert line("sessions", "--from", "team.md", "--delete", gone, "--force").code == 0
        (meeting,) = parse(path.read_text("utf-8")).meetings
        assert (meeting.id, list(meeting.entries)) == (left, entries[left][1:])
        assert path.read_text("utf-8").startswith("Før\n")
        assert path.read_text("utf-8").endswith("\nEfter\n")


def test_a_meeting_is_deleted_in_every_file_that_has_a_part_of_it(line: CommandLine, home: Path, team: Path) -> None:
    before = everything(home)
    with plays(home / "en.md") as program:
        assert program.ends("\nn Hemmeligt\nf team.md\nn Også\nq\n").code == 0
    name = listed(line("sessions"))[0]
    assert line("sessions", "--delete", name, "--force").code == 0
    assert not any(b"emmeligt" in data for data in everything(home).values())
    assert team.read_bytes().rstrip() == before["team.md"].rstrip()
    assert sorted(everything(home)) == sorted(before)


def test_a_file_may_be_named_twice(line: CommandLine, home: Path) -> None:
    (home / "team.md").write_text(written(OLD, TURNED, Closed()), "utf-8")
    answer = line("sessions", "--from", "team.md", "--from", str(home / "team.md"), "--delete", OLD, "--force")
    assert (answer.code, answer.err) == (0, "")
    assert list(home.iterdir()) == []


@posix
def test_a_deletion_keeps_the_permissions_of_the_file_and_a_link_to_it(
    line: CommandLine, home: Path, team: Path
) -> None:
    (home / "link.md").symlink_to(team)
    team.chmod(0o640)
    assert line("sessions", "--from", "link.md", "--delete", NEW, "--force").code == 0
    assert team.stat().st_mode & 0o777 == 0o640
    assert (home / "link.md").is_symlink()
    assert "Efter" in (home / "link.md").read_text("utf-8")
    assert NEW not in team.read_text("utf-8")


def test_a_file_in_another_encoding_is_not_changed(line: CommandLine, home: Path) -> None:
    data = f"Før\n{written(OLD, TURNED, Closed())}".encode("utf-16")
    (home / "team.md").write_bytes(data)
    answer = line("sessions", "--from", "team.md", "--delete", OLD, "--force")
    assert answer.code == 2
    assert "Gem filen som UTF-8" in answer.err
    assert everything(home) == {"team.md": data}


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_failed_write_leaves_the_file_unchanged_and_no_temporary_file(
    line: CommandLine, home: Path, team: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = everything(home)
    real: Callable[..., int] = getattr(os, call)

    def fail(at: object, *more: object, **named: object) -> int:
        # Let the temporary file fail, but not the lock.
        if call == "fsync" or (".team.md." in str(at) and not str(at).endswith(".lock")):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(at, *more, **named)

    monkeypatch.setattr(os, call, fail)
    if call == "replace":
        # Before Python 3.11, pathlib has its own reference to the function.
        monkeypatch.setattr(Path, call, fail)
    answer = line("sessions", "--delete", NEW, "--force")
    monkeypatch.undo()
    assert (answer.code, answer.out) == (1, "")
    assert f"Der kan ikke skrives i {team}: disken er fuld." in answer.err
    assert "Vælg et andet sted at gemme" not in answer.err
    assert everything(home) == before


def test_a_full_disk_leaves_the_file_unchanged(home: Path, team: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limits on the size of files")
    assert resource
    before = everything(home)
    limited = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5, 5))\n"
        "from kortspil.__main__ import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", limited, "sessions", "--delete", NEW, "--force"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert "filen må ikke blive større" in done.stderr.decode()
    assert everything(home) == before
    assert team.exists()


# --- Deletion from any file

NASTY = ["# ", "## Hvad?", "- **Note:** ", "- **Kortsæt:** P", "<!--", "-->", "<!-- x -->", "\\", "\t", " ", "  ", "\r",
         "*Kort 1 · T*", "æøå", "\x0b", "\u2028", "\udcf8", "\ufeff", "Møde", "*", "---"]  # fmt: skip
WORDS = st.lists(st.sampled_from(NASTY) | st.text(max_size=5), max_size=6).map("".join)
STRANGE = WORDS.map(lambda text: text.replace("\n", " ") + "\n")
DRAFTS = st.builds(draft, st.sampled_from(Kind), st.just("tek-2"), WORDS, WORDS, st.integers(0, 9))
EVENTS = st.one_of(
    WORDS.map(note),
    st.builds(Turned, st.just("tek-2"), st.integers(1, 9), st.just("tek"), WORDS, WORDS, st.integers(0, 9)),
    st.builds(Drafted, DRAFTS, st.booleans()),
    st.builds(Autosaved, DRAFTS),
    st.sampled_from([Finished("tek-2"), Skipped("tek-2"), Undone(2), Paused(), Resumed(), Closed()]),
)
MEETINGS = st.sampled_from(["en", "to", "tre"])
PARTS = st.lists(st.tuples(MEETINGS, EVENTS) | STRANGE, max_size=14)


def shared_file(parts: list[tuple[str, Event] | str]) -> list[tuple[str, str]]:
    """Return the parts of a file, each with the meeting that it belongs to, or "".

    Text typed by hand belongs to the meeting around it, until that is closed. After the last event of a meeting, only
    text that looks like a torn note belongs to it.
    """
    found: list[tuple[str, str]] = []
    numbers: dict[str, int] = {}
    last: dict[str, int] = {}
    latest = ""
    for part in parts:
        if isinstance(part, str):
            found.append((latest, part))
            continue
        meeting, event = part
        if meeting not in numbers:
            found.append((meeting, format_entry(meeting, Entry(1, AT, OPENED))))
        numbers[meeting] = numbers.get(meeting, 1) + 1
        found.append((meeting, format_entry(meeting, Entry(numbers[meeting], AT, event))))
        last[meeting] = len(found)
        latest = "" if isinstance(event, Closed) else meeting
    is_torn = False
    for number, (owner, text) in enumerate(found):
        is_behind = bool(owner) and number >= last[owner]
        is_torn = is_behind and bool(re.match(r"[-*+] \*\*[^*]+:\*\*", text) or (is_torn and text.startswith("  ")))
        if is_behind and not is_torn:
            found[number] = ("", text)
    return found


def lines_of(text: str) -> list[str]:
    """Return the lines that are not empty. Empty lines between events belong to no meeting."""
    return [line for line in text.split("\n") if line.strip()]


def entries_in(text: str) -> dict[str, list[tuple[str, Entry]]]:
    """Return the entries of each meeting, with the class names of their events.

    Without the names, events of two classes would be equal if their fields are.
    """
    return {
        meeting.id: [(type(e.event).__name__, e) for e in meeting.entries if not isinstance(e.event, Handwritten)]
        for meeting in parse(text).meetings
    }


@given(PARTS, MEETINGS)
@example(
    [("en", Turned("tek-2", 1, "tek", "T", "Hvad?")), ("to", note("x")), "- **Note:** y\n", ("en", Closed())], "en"
)
@settings(max_examples=150)
def test_exactly_one_meeting_is_removed_from_any_file(parts: list[tuple[str, Event] | str], gone: str) -> None:
    found = shared_file(parts)
    text = "".join(part for _, part in found)
    left = remove_meeting(text, gone)
    assert lines_of(left) == lines_of("".join(part for owner, part in found if owner != gone))
    before = entries_in(text)
    before.pop(gone, None)
    assert entries_in(left) == before
    assert remove_meeting(left, gone) == left
    assert remove_meeting(text, "ingen") == text
    windows = remove_meeting(text.replace("\n", "\r\n"), gone)
    assert windows == left.replace("\n", "\r\n")


def test_text_after_an_interrupted_meeting_stays_but_a_torn_note_goes() -> None:
    meeting = format_entry("en", Entry(1, AT, OPENED)) + format_entry("en", Entry(2, AT, note("x")))
    torn = "- **Note:** Bo er\\\n  sy"
    assert remove_meeting(f"Før\n{meeting}Efter\n\n## Mere\n", "en") == "Før\nEfter\n\n## Mere\n"
    assert remove_meeting(f"Før\n{meeting}{torn}\nEfter\n", "en") == "Før\nEfter\n"


def test_a_meeting_that_begins_during_the_question_is_not_overwritten(
    line: CommandLine, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = team.read_bytes()
    with NotesFile(team) as notes:
        monkeypatch.setattr("kortspil.cli.sessions.is_free", lambda _: True)
        answer = line("sessions", "--delete", NEW, "--force")
        notes.append("Nyt\n")
    assert answer.code == 2
    assert team.read_bytes() == before + b"Nyt\n"


def test_the_temporary_file_of_a_killed_deletion_is_removed_by_the_next(line: CommandLine, team: Path) -> None:
    left = team.with_name(f".{team.name}.0123abcd")
    left.write_text("Andres noter", "utf-8")
    assert line("sessions", "--delete", NEW, "--force").code == 0
    assert not left.exists()


@pytest.mark.parametrize("so_far", ["", "Teamets egne ord\n"], ids=["nothing", "the beginning"])
def test_a_file_that_an_editor_is_saving_is_not_changed(
    line: CommandLine, team: Path, so_far: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the deletion reads the file, the editor has emptied it and has not yet written all of it."""
    words = team.read_bytes()
    sound = Lock.take

    def take(lock: Lock) -> bool:
        team.write_text(so_far, "utf-8")
        return sound(lock)

    with team.open("r+b") as editor:
        monkeypatch.setattr(Lock, "take", take)
        answer = line("sessions", "--delete", NEW, "--force")
        editor.write(words)
    assert answer.code == 2
    assert answer.err.startswith(f"Intet møde har et navn, der begynder med »{NEW}«.")
    assert team.read_bytes() == words


def test_a_file_that_changes_during_the_deletion_keeps_the_change(
    line: CommandLine, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = team.read_text("utf-8") + "Flere ord\n"

    def take_out(text: str, meeting: str) -> str:
        team.write_text(words, "utf-8")
        return remove_meeting(text, meeting)

    monkeypatch.setattr("kortspil.notes.delete.remove_meeting", take_out)
    answer = line("sessions", "--delete", NEW, "--force")
    assert (answer.code, answer.out) == (1, "")
    assert f"Der kan ikke skrives i {team}: filen er i brug." in answer.err
    assert team.read_text("utf-8") == words
