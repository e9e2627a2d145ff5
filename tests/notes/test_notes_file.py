"""Writing notes files safely while other programs use them, and finding the meetings in them."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO

import filelock
import pytest

from kortspil.errors import FileError, UsageError
from kortspil.meeting.events import Closed, Entry, Opened
from kortspil.notes import store
from kortspil.notes.codec import format_entry
from kortspil.notes.file import NotesFile

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions, and does not remove open files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "noter.md"


def entry(number: int) -> str:
    return f"- **Note:** nr. {number} <!-- kortspil m {number} noted 2026-11-22T10:30:00+01:00 kind=note card=a -->\n"


class Disk:
    """A disk that records each write and sync, with the name of its file or folder, and can be made to fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: dict[str, Path]) -> None:
        self.calls: list[str] = []
        self.most = sys.maxsize
        self.full_after = sys.maxsize
        self.sync_fails = False
        self._names = names
        self._write, self._fsync = os.write, os.fsync
        monkeypatch.setattr(os, "write", self.write)
        monkeypatch.setattr(os, "fsync", self.fsync)

    def write(self, file: int, data: bytes) -> int:
        if self.full_after <= 0:
            raise OSError(28, "No space left on device")
        written = self._write(file, data[: min(self.most, self.full_after)])
        self.full_after -= written
        self.calls.append(f"wrote {written} in {self._name(file)}")
        return written

    def fsync(self, file: int) -> None:
        if self.sync_fails:
            raise OSError(5, "Input/output error")
        self._fsync(file)
        self.calls.append(f"synced {self._name(file)}")

    def _name(self, file: int) -> str:
        same = (name for name, path in self._names.items() if os.path.samestat(path.stat(), os.fstat(file)))
        return next(same, "a folder above")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, path: Path) -> Disk:
    return Disk(monkeypatch, {"file": path, "folder": path.parent})


# --- On the disk


def test_what_is_appended_is_on_the_disk_before_it_is_acknowledged(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes:
        assert disk.calls == []
        notes.append("Bo ringer\n")
        assert disk.calls[:2] == ["wrote 10 in file", "synced file"]
        disk.calls.clear()
        notes.append("Ja\n")
        assert disk.calls == ["wrote 3 in file", "synced file"]
        assert path.read_bytes() == b"Bo ringer\nJa\n"


def test_a_text_that_is_written_in_parts_is_synced_when_it_is_whole(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes:
        disk.most = 4
        notes.append("æøå ringer\n")
    assert path.read_text("utf-8") == "æøå ringer\n"
    assert disk.calls[:5] == ["wrote 4 in file"] * 3 + ["wrote 2 in file", "synced file"]


@posix
@pytest.mark.parametrize("is_new", [True, False])
def test_the_folder_of_the_file_is_synced_even_if_the_file_is_not_new(path: Path, disk: Disk, is_new: bool) -> None:
    if not is_new:
        path.touch()
    with NotesFile(path) as notes:
        notes.append("Ja\n")
    assert disk.calls[1:3] == ["synced file", "synced folder"]


@posix
def test_new_folders_and_the_folder_above_them_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = tmp_path / "ny", tmp_path / "ny" / "mappe"
    path = inner / "noter.md"
    disk = Disk(monkeypatch, {"home": tmp_path, "outer": outer, "inner": inner, "file": path})
    with NotesFile(path) as notes:
        notes.append("Ja\n")
    assert disk.calls[1:5] == ["synced file", "synced inner", "synced outer", "synced home"]


@posix
def test_a_drive_that_cannot_sync_folders_can_hold_a_meeting(path: Path, disk: Disk) -> None:
    disk.sync_fails = True
    with NotesFile(path) as notes:
        disk.sync_fails = False
        notes.append("Ja\n")
    assert path.read_bytes() == b"Ja\n"


# --- What was in the file before


def test_what_was_in_the_file_stays_as_it_is(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfIndk\xf8b\r\n\x07\n")
    with NotesFile(path) as notes:
        assert not notes.is_empty
        notes.append("Ja\n")
    assert path.read_bytes() == b"\xef\xbb\xbfIndk\xf8b\r\n\x07\nJa\n"


def test_opening_a_file_changes_nothing_in_it(path: Path) -> None:
    path.write_bytes(b"uden linjeskift")
    with NotesFile(path):
        pass
    assert path.read_bytes() == b"uden linjeskift"


def test_a_torn_line_is_ended_before_the_next_one_begins(path: Path) -> None:
    path.write_bytes(b"- **Note:** Bo ri")
    with NotesFile(path) as notes:
        notes.append("Ja\n")
        notes.append("Nej\n")
    assert path.read_bytes() == b"- **Note:** Bo ri\nJa\nNej\n"


@pytest.mark.parametrize(
    "stranger", [b"PK\x03\x04\x00\x00", "Møde\n".encode("utf-16")], ids=["a Word document", "UTF-16"]
)
def test_notes_are_not_written_in_files_of_other_types(path: Path, stranger: bytes) -> None:
    path.write_bytes(stranger)
    with pytest.raises(UsageError, match=r"er ikke en tekstfil"):
        NotesFile(path)
    assert path.read_bytes() == stranger
    assert list(path.parent.iterdir()) == [path]


# --- One meeting at a time


def test_a_file_takes_one_meeting_at_a_time(path: Path) -> None:
    with NotesFile(path) as one:
        one.append("1\n")
        with pytest.raises(FileError, match=r"Et møde er i gang i filen .*noter\.md\.$"):
            NotesFile(path)
        one.append("2\n")
    with NotesFile(path) as other:
        other.append("3\n")
    assert path.read_bytes() == b"1\n2\n3\n"


def test_the_first_to_write_gets_a_file_that_two_meetings_made_at_once(path: Path) -> None:
    with NotesFile(path) as one, NotesFile(path) as other:
        other.append("2\n")
        with pytest.raises(FileError, match="Et møde er i gang"):
            one.append("1\n")
        other.append("3\n")
    assert path.read_bytes() == b"2\n3\n"


def test_a_lock_leaves_nothing_behind(path: Path) -> None:
    with NotesFile(path) as notes:
        notes.append("1\n")
    assert list(path.parent.iterdir()) == [path]


def test_a_drive_without_locks_can_hold_a_meeting(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    path.touch()
    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)
    with NotesFile(path) as notes:
        notes.append("1\n")
    assert path.read_bytes() == b"1\n"


# --- Permissions


@pytest.fixture
def wide_open() -> Iterator[None]:
    """Set a umask that removes no permissions."""
    before = os.umask(0)
    yield
    os.umask(before)


@posix
@pytest.mark.usefixtures("wide_open")
def test_new_notes_and_new_folders_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "kortspil" / "noter.md"
    with NotesFile(path):
        modes = [at.stat().st_mode & 0o777 for at in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


@posix
@pytest.mark.usefixtures("wide_open")
def test_an_existing_file_and_folder_keep_their_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    path = tmp_path / "noter.md"
    path.touch(0o644)
    with NotesFile(path) as notes:
        notes.append("Ja\n")
    assert [at.stat().st_mode & 0o777 for at in (path, tmp_path)] == [0o644, 0o755]


# --- When the system refuses


def test_a_folder_is_refused_as_a_notes_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"er en mappe\. Noterne skal i en fil\.$") as caught:
        NotesFile(tmp_path)
    assert "--notes" in caught.value.hint


def test_a_file_in_place_of_a_folder_is_an_error_in_danish(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    for path in (tmp_path / "fil" / "noter.md", tmp_path / "fil" / "mappe" / "noter.md"):
        with pytest.raises(FileError, match=r"Der kan ikke skrives i .*noter\.md: .*, ikke en mappe\."):
            NotesFile(path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_an_error_in_danish_without_the_words_that_were_typed() -> None:
    with NotesFile(Path("/dev/full")) as notes, pytest.raises(FileError) as caught:
        notes.append("Hemmeligt\n")
    assert caught.value.message == "Der kan ikke skrives i /dev/full: disken er fuld."
    assert "Hemmeligt" not in repr(caught.value) + caught.value.hint
    assert caught.value.__suppress_context__


def test_after_a_full_disk_the_next_text_begins_on_its_own_line(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes:
        disk.full_after = 5
        with pytest.raises(FileError, match=r"disken er fuld\.$"):
            notes.append("Bo ringer\n")
        with pytest.raises(FileError):
            notes.append("Bo ringer\n")
        disk.full_after = 100
        notes.append("Bo ringer\n")
    assert path.read_bytes() == b"Bo ringer\n"


def test_a_text_torn_by_a_full_disk_is_removed_from_the_file(path: Path, disk: Disk) -> None:
    path.write_bytes(b"Ja\n")
    with NotesFile(path) as notes:
        disk.full_after = 5
        with pytest.raises(FileError):
            notes.append("Bo ringer\n")
        assert path.read_bytes() == b"Ja\n"


def test_a_torn_text_that_cannot_be_removed_is_ended_before_the_next_line(
    path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "ftruncate", refuse)
    with NotesFile(path) as notes:
        disk.full_after = 5
        with pytest.raises(FileError):
            notes.append("Bo ringer\n")
        disk.full_after = 100
        notes.append("Bo ringer\n")
    assert path.read_bytes() == b"Bo ri\nBo ringer\n"


def test_text_that_another_program_wrote_meanwhile_is_not_removed(
    path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        with path.open("ab") as editor:
            editor.write(b"Deres ord\n")
        raise OSError(errno.EIO, "Input/output error")

    with NotesFile(path) as notes:
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(FileError):
            notes.append("Bo ringer\n")
    assert path.read_bytes() == b"Bo ringer\nDeres ord\n"
    assert disk.calls


def test_a_text_that_cannot_be_synced_is_an_error(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes:
        disk.sync_fails = True
        with pytest.raises(FileError, match="disken eller netværket svarer ikke"):
            notes.append("Bo ringer\n")
        assert path.read_bytes() == b""


# --- A meeting that never began


def test_a_new_file_is_removed_if_nothing_was_written_in_it(path: Path) -> None:
    with NotesFile(path) as notes:
        assert notes.is_empty
        assert path.exists()
    assert not path.exists()


def test_a_new_file_is_removed_even_if_the_program_crashes(path: Path) -> None:
    with pytest.raises(KeyError), NotesFile(path):
        raise KeyError
    assert not path.exists()


def test_a_new_file_that_was_written_in_stays(path: Path) -> None:
    with NotesFile(path) as notes:
        notes.append("Ja\n")
        assert not notes.is_empty
    assert path.read_bytes() == b"Ja\n"


def test_an_existing_empty_file_stays(path: Path) -> None:
    path.touch()
    with NotesFile(path):
        pass
    assert path.exists()


def test_a_new_file_that_another_program_wrote_in_stays(path: Path) -> None:
    with NotesFile(path):
        path.write_bytes(b"Mine ord")
    assert path.read_bytes() == b"Mine ord"


@posix
def test_a_file_that_replaced_the_new_one_stays(path: Path) -> None:
    with NotesFile(path):
        path.rename(path.with_name("flyttet.md"))
        path.touch()
    assert path.exists()


@posix
def test_a_new_file_that_is_gone_already_is_no_error(path: Path) -> None:
    with NotesFile(path):
        path.unlink()
    assert not path.exists()


def a_second_later(path: Path) -> None:
    """Move the time of a file one second forward. Otherwise two changes could have the same time."""
    at = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(at, at))


def empties(path: Path) -> BinaryIO:
    """Open a file as an editor that saves in place does: the file is empty until the editor writes."""
    editor = path.open("wb")
    a_second_later(path)
    return editor


def while_closed(monkeypatch: pytest.MonkeyPatch, notes: NotesFile, call: str, happens: Callable[[], Any]) -> None:
    """Close the notes, and call ``happens`` right after closing first calls the function ``call`` of ``os``."""
    sound = getattr(os, call)
    left = [happens]

    def interrupted(*given: Any, **named: Any) -> Any:
        found = sound(*given, **named)
        while left:
            left.pop()()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(os, call, interrupted)
        notes.close()


@posix
@pytest.mark.parametrize("is_new", [True, False])
def test_notes_that_an_editor_saves_while_the_meeting_ends_are_complete(path: Path, is_new: bool) -> None:
    if not is_new:
        path.touch()
    notes = NotesFile(path)
    notes.append(entry(1))
    words = path.read_text("utf-8") + "Skrevet i hånden\n"
    with empties(path) as editor:
        notes.close()
        editor.write(words.encode())
    assert path.read_text("utf-8") == words


@posix
@pytest.mark.parametrize("call", ["fstat", "close", "lstat"])
@pytest.mark.parametrize("written", ["", entry(1)], ids=["only opened", "written in"])
def test_an_editor_that_empties_the_file_while_it_is_closed_loses_nothing(
    path: Path, written: str, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = NotesFile(path)
    if written:
        notes.append(written)
    editors: list[BinaryIO] = []
    while_closed(monkeypatch, notes, call, lambda: editors.append(empties(path)))
    # If the function was never called, the editor opens the file afterwards.
    with editors[0] if editors else path.open("wb") as editor:
        editor.write(f"{written}Skrevet i hånden\n".encode())
    assert path.read_text("utf-8") == f"{written}Skrevet i hånden\n"


def test_a_file_that_was_written_in_stays_even_if_it_is_empty_and_has_its_old_time(path: Path) -> None:
    with NotesFile(path) as notes:
        made = path.stat().st_mtime_ns
        notes.append(entry(1))
        os.truncate(path, 0)
        os.utime(path, ns=(made, made))
    assert path.exists()


@posix
def test_an_empty_file_that_replaced_the_new_one_before_the_first_write_stays(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes:
        path.unlink()
        path.touch()
        disk.full_after = 0
        with pytest.raises(FileError):
            notes.append(entry(1))
        disk.full_after = 3
        with pytest.raises(FileError):
            notes.append(entry(1))
    assert path.read_bytes() == b""


def test_a_new_file_that_an_editor_is_saving_stays_if_the_first_write_fails(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes, path.open("wb") as editor:
        # The editor has emptied the file and has not written in it yet.
        later = path.stat().st_mtime_ns + 1_000_000_000
        os.utime(path, ns=(later, later))
        disk.full_after = 3
        with pytest.raises(FileError):
            notes.append("Bo ringer\n")
        notes.close()
        assert path.exists()
        disk.full_after = 100
        editor.write("Skrevet i hånden\n".encode())
    assert path.read_text("utf-8") == "Skrevet i hånden\n"


def test_a_new_file_that_another_program_wrote_in_and_emptied_stays(path: Path) -> None:
    with NotesFile(path):
        path.write_bytes(b"Mine ord")
        empties(path).close()
    assert path.read_bytes() == b""


@posix
def test_a_new_file_that_was_given_a_second_name_stays(path: Path) -> None:
    other = path.with_name("også her.md")
    with NotesFile(path):
        os.link(path, other)
    assert path.exists()
    assert other.exists()


@posix
def test_a_new_file_that_was_moved_and_replaced_by_a_link_stays(path: Path) -> None:
    moved = path.with_name("flyttet.md")
    with NotesFile(path):
        path.rename(moved)
        path.symlink_to(moved)
    assert path.is_symlink()
    assert moved.exists()


@posix
@pytest.mark.parametrize("call", ["close", "lstat"])
def test_what_another_meeting_writes_while_the_maker_of_the_file_ends_stays(
    path: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = NotesFile(path)
    with NotesFile(path) as other:
        while_closed(monkeypatch, first, call, lambda: other.append(entry(1)))
        assert path.read_text("utf-8") == entry(1)


@posix
def test_the_maker_of_a_file_does_not_remove_it_while_another_meeting_has_it_open(path: Path) -> None:
    first = NotesFile(path)
    with NotesFile(path) as other:
        first.close()
        assert path.exists()
        other.append(entry(1))
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_is_removed_if_nothing_could_be_written_in_it(path: Path, disk: Disk) -> None:
    with NotesFile(path) as notes:
        for disk.full_after in (0, 3):
            with pytest.raises(FileError):
                notes.append(entry(1))
    assert not path.exists()


# --- Finding meetings

AT = datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=1)))


def meeting(name: str, hours: float = 0) -> str:
    """Return the notes of a meeting that opened some hours after the first."""
    at = AT + timedelta(hours=hours)
    opened = Opened("Prøvekort", "", (), (), (), None, False)
    return format_entry(name, Entry(1, at, opened)) + format_entry(name, Entry(2, at, Closed()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of notes with two meetings, two files without a meeting, and a folder."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "2026-11-22-103000-aaaaaa.md").write_text(meeting("older"), "utf-8")
    (folder / "2026-11-22-113000-bbbbbb.md").write_text(meeting("newer", 1), "utf-8")
    (folder / "2026-11-23-103000-cccccc.md").write_text("intet møde\n", "utf-8")
    (folder / "referat.md").write_text("# Referat\n", "utf-8")
    (folder / "mappe.md").mkdir()
    return folder


def newest(folder: Path, *files: Path) -> str:
    return store.latest(folder, files).meeting.id


def test_the_latest_meeting_is_the_newest_in_the_folder(folder: Path) -> None:
    kept = store.latest(folder)
    assert (kept.meeting.id, kept.path.name, kept.unreadable) == ("newer", "2026-11-22-113000-bbbbbb.md", ())


def test_the_later_of_two_meetings_in_one_file_is_the_latest(folder: Path) -> None:
    path = folder / "2026-11-22-113000-bbbbbb.md"
    path.write_text(meeting("first", 1) + meeting("second", 2), "utf-8")
    assert newest(folder) == "second"
    assert newest(folder, path) == "second"


def test_a_file_with_any_other_name_counts_by_the_time_of_its_meeting(folder: Path) -> None:
    own = folder / "teamet.md"
    own.write_text(meeting("own", 0.5), "utf-8")
    assert newest(folder) == "newer"
    own.write_text(meeting("own", 1.5), "utf-8")
    assert newest(folder) == "own"


def test_a_meeting_in_a_listed_file_is_found(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "teamets noter.md"
    elsewhere.write_text(meeting("elsewhere", 2), "utf-8")
    assert newest(folder) == "newer"
    store.remember(folder, elsewhere)
    assert newest(folder) == "elsewhere"


def test_an_older_meeting_in_a_listed_file_is_not_the_latest(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "gammel.md").write_text(meeting("elsewhere", -1), "utf-8")
    store.remember(folder, tmp_path / "gammel.md")
    assert newest(folder) == "newer"


def test_listed_paths_that_are_missing_or_folders_are_skipped(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "vores.md").write_text(meeting("elsewhere", 2), "utf-8")
    for path in (tmp_path / "borte.md", tmp_path, tmp_path / "vores.md", tmp_path / "borte" / "borte.md"):
        store.remember(folder, path)
    assert newest(folder) == "elsewhere"
    (tmp_path / "vores.md").unlink()
    assert newest(folder) == "newer"


def test_a_file_is_listed_once_by_its_full_path(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store.remember(folder, Path("vores.md"))
    store.remember(folder, tmp_path / "vores.md")
    assert (folder / "elsewhere.txt").read_text("utf-8") == f"{tmp_path / 'vores.md'}\n"


def test_a_file_is_found_although_a_power_cut_tore_the_line_above_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "vores.md").write_text(meeting("elsewhere", 2), "utf-8")
    (folder / "elsewhere.txt").write_bytes(os.fsencode(tmp_path / "bor"))
    store.remember(folder, tmp_path / "vores.md")
    assert newest(folder) == "elsewhere"
    assert store.remembered(folder) == (tmp_path / "bor", tmp_path / "vores.md")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="on this system, file names are always Unicode")
def test_a_file_whose_name_is_not_utf_8_is_listed(folder: Path, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/m\xf8der.md"))
    path.write_text(meeting("elsewhere", 2), "utf-8")
    store.remember(folder, path)
    assert newest(folder) == "elsewhere"


def test_listing_a_file_makes_the_folder_and_does_nothing_if_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "vores.md").write_text(meeting("elsewhere"), "utf-8")
    store.remember(tmp_path / "ny" / "mappe", tmp_path / "vores.md")
    assert newest(tmp_path / "ny" / "mappe") == "elsewhere"
    store.remember(tmp_path / "vores.md" / "mappe", tmp_path / "vores.md")


def test_no_meeting_at_all_is_an_error_with_a_hint(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "findes ikke"):
        with pytest.raises(UsageError, match="Der er ingen møder i") as caught:
            store.latest(folder)
        assert "kortspil play" in caught.value.hint


def test_only_the_given_files_are_searched_for_the_latest_meeting(folder: Path) -> None:
    older, newer = folder / "2026-11-22-103000-aaaaaa.md", folder / "2026-11-22-113000-bbbbbb.md"
    assert newest(folder, older) == "older"
    assert newest(folder, newer, older) == newest(folder, older, newer) == "newer"


def test_a_given_file_must_exist_and_have_a_meeting(folder: Path) -> None:
    for name in ("borte.md", "mappe.md", "referat.md", "referat.md/under.md"):
        with pytest.raises(UsageError):
            store.latest(folder, (folder / name,))


def test_a_file_that_cannot_be_read_is_reported_in_danish(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", f"{path} {mode}")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match="der er ikke adgang"):
        store.latest(folder)


def test_unreadable_lines_are_counted(folder: Path) -> None:
    path = folder / "2026-11-22-113000-bbbbbb.md"
    path.write_text(meeting("newer", 1) + "<!-- kortspil newer 9 noted i-går kind=note card=x -->\n", "utf-8")
    kept = store.latest(folder)
    assert (kept.meeting.id, kept.unreadable) == ("newer", (meeting("newer").count("\n") + 1,))


@posix
@pytest.mark.parametrize("takes", ["file", "folder", "words"])
def test_notes_are_written_again_if_the_file_is_removed_or_emptied(tmp_path: Path, takes: str) -> None:
    path = tmp_path / "mappe" / "noter.md"
    with NotesFile(path) as notes:
        notes.append(entry(1))
        notes.append(entry(2))
        if takes == "words":
            os.truncate(path, 0)
        else:
            path.unlink()
        if takes == "folder":
            shutil.rmtree(path.parent)
        notes.append(entry(3))
        notes.append(entry(4))
    assert path.read_text("utf-8") == entry(1) + entry(2) + entry(3) + entry(4)


@posix
def test_an_edit_by_hand_during_a_meeting_stays(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    with NotesFile(path) as notes:
        notes.append(entry(1))
        notes.append(entry(2))
        edited = entry(2).replace("nr. 2", "nummer to")
        (tmp_path / "ny").write_text(edited, "utf-8")
        (tmp_path / "ny").replace(path)
        notes.append(entry(3))
    assert path.read_text("utf-8") == edited + entry(3)


@posix
def test_a_file_that_is_gone_for_a_moment_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    with NotesFile(path) as notes:
        notes.append(entry(1))
        path.rename(tmp_path / "væk.md")
        path.mkdir()
        for _ in range(2):
            with pytest.raises(FileError, match="det er en mappe"):
                notes.append(entry(2))
        path.rmdir()
        (tmp_path / "væk.md").rename(path)
        notes.append(entry(2))
    assert path.read_text("utf-8") == entry(1) + entry(2)


@posix
def test_notes_are_written_again_even_if_the_removed_file_cannot_be_closed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close_and_fail(file: int) -> None:
        close(file)
        monkeypatch.setattr(os, "close", close)
        raise OSError(errno.EIO, "Input/output error")

    close = os.close
    with NotesFile(path) as notes:
        notes.append(entry(1))
        path.unlink()
        monkeypatch.setattr(os, "close", close_and_fail)
        with pytest.raises(FileError):
            notes.append(entry(2))
        notes.append(entry(2))
    assert path.read_text("utf-8") == entry(1) + entry(2)


# --- An editor that has the file open during the meeting


@pytest.mark.parametrize(
    "added", ["", "En linje, der blev skrevet i hånden, og som er længere end det, der gik tabt. " * 5 + "\n"]
)
def test_notes_written_after_an_editor_read_the_file_are_written_again_after_it_saves(path: Path, added: str) -> None:
    with NotesFile(path) as notes:
        notes.append(entry(1))
        opened_in_the_editor = path.read_text("utf-8")
        notes.append(entry(2))
        notes.append(entry(3))
        path.write_text(opened_in_the_editor + added, "utf-8")
        notes.append(entry(4))
        assert notes.was_lost
        notes.append(entry(5))
        assert not notes.was_lost
    assert path.read_text("utf-8") == entry(1) + added + entry(2) + entry(3) + entry(4) + entry(5)


def test_a_file_that_an_editor_saved_in_another_encoding_is_not_written_in(path: Path) -> None:
    with NotesFile(path) as notes:
        notes.append(entry(1))
        path.write_bytes(path.read_text("utf-8").encode("utf-16"))
        before = path.read_bytes()
        with pytest.raises(FileError, match="er ikke en tekstfil"):
            notes.append(entry(2))
    assert path.read_bytes() == before


def test_a_lock_without_permission_belongs_to_another_account(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path.touch()
    (path.parent / ".noter.md.lock").touch()
    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)
    with pytest.raises(FileError, match="Et møde er i gang"):
        NotesFile(path)


@posix
@pytest.mark.usefixtures("wide_open")
def test_the_lock_has_the_permissions_of_the_notes(path: Path) -> None:
    path.touch(0o666)
    with NotesFile(path):
        assert (path.parent / ".noter.md.lock").stat().st_mode & 0o777 == 0o666


def test_a_listed_file_without_permission_is_skipped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "lukket" / "team.md"
    store.remember(folder, closed)
    open_path, stat = Path.open, os.stat

    def refuse(at: Any, *more: Any, **named: Any) -> Any:
        if str(at) == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied")
        return stat(at, *more, **named)

    monkeypatch.setattr(os, "stat", refuse)
    monkeypatch.setattr(Path, "open", lambda at, mode: refuse(at) if at == closed else open_path(at, mode))
    assert newest(folder) == "newer"
    assert len(store.meetings(folder)) == 2
