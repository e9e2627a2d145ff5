"""The open agreements of earlier meetings: which are open, and which belong to the group."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest

from held_meetings import Held
from kortspil.cli import play, resume
from kortspil.cli.options import PlayOptions
from kortspil.deck.model import LAST_TIME_ID, WARMUP_ID
from kortspil.meeting.commands import Close, Command, Finish, Review, Turn, Undo, Write
from kortspil.meeting.events import Began, Entry, Event, Handwritten, Kind, Noted, Part, Removed, Reviewed, Undone
from kortspil.meeting.events import Verdict as V
from kortspil.meeting.state import OpenAgreement, Phase, Terms
from kortspil.notes import store
from kortspil.notes.codec import format_entry
from kortspil.notes.history import Meeting
from kortspil.notes.open_agreements import agreements, still_open
from kortspil.system import paths
from kortspil.ui.controller import MeetingController
from table_samples import AT, OPENED, WARMUP

A, N, P = Kind.AGREEMENT, Kind.NOTE, Kind.PARKED


def meeting(id: str, *happened: Event, days: int = 0) -> Meeting:
    """Return a meeting some days after the first, with events numbered from 2."""
    at = AT + timedelta(days=days)
    entries = tuple(Entry(number, at + timedelta(minutes=number), event) for number, event in enumerate(happened, 2))
    return Meeting(id, at, OPENED, entries)


def agreed(text: str, replaces: int = 0, kind: Kind = A) -> Noted:
    return Noted(kind, "tek-1", text, replaces=replaces)


def said(*meetings: Meeting) -> list[str]:
    return [it.text for it in still_open(meetings)]


# --- Which agreements are open


def test_an_agreement_is_open_until_a_later_meeting_settles_it() -> None:
    first = meeting("m1", agreed("Bo ringer"), agreed("Anna skriver"))
    assert still_open([first]) == (OpenAgreement("m1", 2, "Bo ringer"), OpenAgreement("m1", 3, "Anna skriver"))
    for verdict, left in ((V.DONE, ["Anna skriver"]), (V.DROPPED, ["Anna skriver"])):
        assert said(first, meeting("m2", Reviewed("m1", 2, "Bo ringer", verdict), days=7)) == left


def test_an_agreement_that_is_kept_again_and_again_stays_the_same_agreement() -> None:
    kept = Reviewed("m1", 2, "Bo ringer", V.KEPT)
    meetings = [meeting("m1", agreed("Bo ringer")), *(meeting(f"m{n}", kept, days=n) for n in range(2, 6))]
    assert still_open(meetings) == (OpenAgreement("m1", 2, "Bo ringer"),)
    assert said(*meetings, meeting("m6", kept._replace(verdict=V.DONE), days=6)) == []


def test_only_agreements_are_open() -> None:
    others = [Noted(kind, "tek-1", "Ja") for kind in Kind if kind is not A]
    assert said(meeting("m1", *others, Handwritten("Bo ringer"))) == []


def test_the_agreements_of_the_oldest_meeting_come_first() -> None:
    first, second = meeting("m1", agreed("Først"), agreed("Så")), meeting("m2", agreed("Sidst"), days=1)
    assert said(second, first) == said(first, second) == ["Først", "Så", "Sidst"]


def test_meetings_in_different_time_zones_are_in_the_order_they_were_held() -> None:
    first = meeting("m1", agreed("Først"))
    # The second meeting opens an hour later, on a computer in Greenland whose clock shows an earlier time.
    second = meeting("m2", agreed("Sidst"))
    later = (AT + timedelta(hours=1)).astimezone(timezone(timedelta(hours=-2)))
    assert later.replace(tzinfo=None) < AT.replace(tzinfo=None)
    assert said(second._replace(at=later), first) == ["Først", "Sidst"]


def test_two_meetings_that_opened_in_the_same_second_are_kept_apart() -> None:
    first = meeting("m1", agreed("Bo ringer"))
    second = meeting("m2", Reviewed("m1", 2, "Bo ringer", V.DONE))
    assert said(second, first) == said(first, second) == []


def test_a_changed_agreement_has_its_new_text_in_its_old_place() -> None:
    first = meeting("m1", agreed("Bo ringer"), agreed("Anna skriver"), agreed("Bo ringer mandag", 2))
    assert still_open([first]) == (OpenAgreement("m1", 4, "Bo ringer mandag"), OpenAgreement("m1", 3, "Anna skriver"))
    again = meeting("m1", agreed("Et"), agreed("To", 2), agreed("Andet"), agreed("Tre", 3))
    assert said(again) == ["Tre", "Andet"]
    done = meeting("m2", Reviewed("m1", 4, "Bo ringer mandag", V.DONE), days=1)
    assert said(first, done) == ["Anna skriver"]


def test_an_undone_change_changes_nothing() -> None:
    first = meeting("m1", agreed("Bo ringer"), agreed("Bo skriver", 2), Undone(3))
    assert still_open([first]) == (OpenAgreement("m1", 2, "Bo ringer"),)


def test_a_note_can_become_an_agreement_and_an_agreement_a_note() -> None:
    assert said(meeting("m1", agreed("Bo ringer"), agreed("Bo ringer", 2, N))) == []
    parked = Noted(P, "tek-1", "Kurser")
    assert said(meeting("m1", parked, agreed("Anna finder kurser", 2))) == ["Anna finder kurser"]
    back = meeting("m1", agreed("Bo ringer"), agreed("Bo ringer", 2, N), agreed("Alligevel", 3))
    assert said(back) == ["Alligevel"]


def test_deleted_and_undone_agreements_are_not_open() -> None:
    assert said(meeting("m1", agreed("Bo ringer"), Removed(2))) == []
    assert said(meeting("m1", agreed("Bo ringer"), agreed("Bo skriver", 2), Removed(3))) == []
    assert said(meeting("m1", agreed("Bo ringer"), Removed(2), Undone(3))) == ["Bo ringer"]
    assert said(meeting("m1", agreed("Bo ringer"), Undone(2))) == []


def test_an_undone_verdict_does_not_count() -> None:
    first = meeting("m1", agreed("Bo ringer"))
    done, kept = (Reviewed("m1", 2, "Bo ringer", verdict) for verdict in (V.DONE, V.KEPT))
    assert said(first, meeting("m2", done, Undone(2), days=1)) == ["Bo ringer"]
    assert said(first, meeting("m2", done, Undone(2), kept, days=1)) == ["Bo ringer"]
    assert said(first, meeting("m2", kept, Undone(2), done, days=1)) == []


def test_the_same_words_in_two_notes_are_two_agreements() -> None:
    first, second = meeting("m1", agreed("Bo ringer"), agreed("Bo ringer")), meeting("m2", agreed("Bo ringer"), days=1)
    assert said(first, second) == ["Bo ringer"] * 3
    done = meeting("m3", Reviewed("m1", 3, "Bo ringer", V.DONE), days=2)
    assert still_open([first, second, done]) == (
        OpenAgreement("m1", 2, "Bo ringer"),
        OpenAgreement("m2", 2, "Bo ringer"),
    )


def test_numbers_missing_from_edited_notes_do_no_harm() -> None:
    # The notes that are replaced, deleted or reviewed here are not in the file.
    assert said(meeting("m1", agreed("Bo ringer", 99), Removed(98), Reviewed("m0", 97, "?", V.DONE))) == ["Bo ringer"]
    assert said(meeting("m1", Removed(2), Removed(2))) == []
    assert said(meeting("m1", agreed("Et"), Removed(2), Removed(2), agreed("To", 2))) == ["To"]
    assert said() == []


# --- Which meetings belong to the group


def keep(path: Path, *meetings: Meeting, group: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    for kept in meetings:
        opened = Entry(1, kept.at, kept.opened._replace(group=group))
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(format_entry(kept.id, entry) for entry in (opened, *kept.entries)))
    return path


def recalled(group: str, notes: Path | None = None, meeting: str = "") -> list[str]:
    return [it.text for it in agreements(group, notes, meeting)]


def in_folder(name: str) -> Path:
    return paths.notes_folder() / f"2026-11-22-{name}.md"


@pytest.mark.usefixtures("home")
def test_a_group_without_a_name_has_only_the_agreements_of_its_notes_file() -> None:
    keep(in_folder("103000"), meeting("m1", agreed("Bo ringer")))
    named = keep(Path("teamet.md"), meeting("m2", agreed("Anna skriver")), meeting("m3", agreed("Og Bo"), days=1))
    assert recalled("") == []
    assert recalled("", named) == ["Anna skriver", "Og Bo"]
    assert recalled("", Path("findes-ikke.md")) == []


@pytest.mark.usefixtures("home")
def test_a_group_without_a_name_has_all_agreements_of_its_notes_file() -> None:
    file = keep(Path("teamet.md"), meeting("m1", agreed("Bo ringer")), group="Børn og unge")
    assert recalled("", file) == ["Bo ringer"]


@pytest.mark.parametrize("typed", ["Børn og unge", "BØRN OG UNGE", "  børn   og unge ", "børn\tog\nunge"])
@pytest.mark.usefixtures("home")
def test_the_name_of_a_group_matches_in_any_case_and_with_any_spaces(typed: str) -> None:
    keep(in_folder("103000"), meeting("m1", agreed("Bo ringer")), group="Børn og Unge")
    keep(in_folder("113000"), meeting("m2", agreed("Anna skriver"), days=1), group=" BØRN  og unge")
    assert recalled(typed) == ["Bo ringer", "Anna skriver"]


@pytest.mark.usefixtures("home")
def test_agreements_of_other_groups_and_of_groups_without_a_name_are_left_out() -> None:
    keep(in_folder("103000"), meeting("m1", agreed("Bo ringer")), group="Børn")
    keep(in_folder("113000"), meeting("m2", agreed("Anna skriver")), group="Børn og unge")
    keep(in_folder("123000"), meeting("m3", agreed("Ingen")))
    assert recalled("Børn") == ["Bo ringer"]
    assert recalled("Ældre") == []


@pytest.mark.usefixtures("home")
def test_a_named_group_has_its_agreements_in_a_shared_file_and_in_the_folder() -> None:
    file = keep(Path("fælles.md"), meeting("m1", agreed("Bo ringer")), group="Børn")
    keep(file, meeting("m2", agreed("Anna skriver"), days=1), group="Ældre")
    keep(in_folder("103000"), meeting("m3", agreed("Carla måler"), days=2), group="børn")
    assert recalled("Børn", file) == ["Bo ringer", "Carla måler"]


@pytest.mark.usefixtures("home")
def test_a_group_is_found_in_every_listed_file() -> None:
    file = keep(Path("et andet sted.md"), meeting("m1", agreed("Bo ringer")), group="Børn")
    assert recalled("Børn") == []
    store.remember(paths.notes_folder(), file)
    assert recalled("Børn") == ["Bo ringer"]
    file.unlink()
    assert recalled("Børn") == []


@pytest.mark.usefixtures("home")
def test_a_meeting_that_was_moved_counts_once_in_its_longest_copy() -> None:
    short = meeting("m1", agreed("Bo ringer"))
    far = meeting("m1", agreed("Bo ringer"), agreed("Anna skriver"), Removed(2))
    left = keep(Path("usb.md"), short, group="Børn")
    store.remember(paths.notes_folder(), left)
    kept = keep(in_folder("103000"), far, group="Børn")
    for notes in (None, left, kept, Path("andre.md")):
        assert recalled("Børn", notes) == ["Anna skriver"]
    # The longest copy can also be the given file, which is not listed.
    further = keep(Path("længst.md"), far._replace(entries=(*far.entries, Entry(9, AT, Undone(4)))), group="Børn")
    assert recalled("Børn", further) == ["Bo ringer", "Anna skriver"]


@pytest.mark.usefixtures("home")
def test_the_current_meeting_is_left_out() -> None:
    file = keep(Path("teamet.md"), meeting("m1", agreed("Bo ringer")), meeting("m2", agreed("Anna skriver"), days=1))
    assert recalled("", file, "m2") == ["Bo ringer"]
    # The verdicts of the current meeting do not count either.
    keep(file, meeting("m3", Reviewed("m1", 2, "Bo ringer", V.DONE), days=2))
    assert recalled("", file, "m3") == ["Bo ringer", "Anna skriver"]
    assert recalled("", file) == ["Anna skriver"]


@pytest.mark.usefixtures("home")
def test_a_notes_file_with_an_impossible_name_has_no_agreements() -> None:
    assert recalled("", Path("x" * 5000)) == []
    assert recalled("Børn", Path("x" * 5000)) == []
    assert recalled("", Path()) == []


# --- From one meeting to the next


def begun(notes: Path, group: str = "") -> MeetingController:
    wanted = PlayOptions(
        areas=(), deck=None, notes=notes, participants=("Anna", "Bo"), limit=4, seed=1, minutes=None, case="",
        warmup=False, plain=True, resume=False, meeting="", group=group,
    )  # fmt: skip
    return play._new(wanted)


def hold(controller: MeetingController, *commands: Command) -> None:
    for command in commands:
        outcome = controller.do(command)
        assert outcome.event is not None, f"{command}: {outcome.refusal}"
    controller.notes.close()


def test_the_agreements_of_one_meeting_are_reviewed_at_the_next(home: Path) -> None:
    file = home / "teamet.md"
    first = begun(file)
    assert (first.state.phase, first.opened.recalls) == (Phase.TABLE, False)
    hold(first, Turn(), Write(A, "Bo ringer"), Write(A, "Anna skriver"), Write(A, "Vi mødes"), Finish(), Close())

    second = begun(file)
    assert (second.state.phase, second.opened.recalls) == (Phase.LAST_TIME, True)
    assert [it.text for it in second.state.open_agreements] == ["Bo ringer", "Anna skriver", "Vi mødes"]
    hold(second, Review(V.DONE), Review(V.KEPT), Review(V.DROPPED), Finish(), Turn(), Write(A, "Og kage"), Close())

    third = begun(file)
    assert [it.text for it in third.state.open_agreements] == ["Anna skriver", "Og kage"]
    hold(third, Review(V.DONE), Review(V.DONE), Finish(), Close())
    fourth = begun(file)
    assert (fourth.state.phase, fourth.state.open_agreements) == (Phase.TABLE, ())
    hold(fourth)


def test_a_named_group_finds_its_agreements_in_another_file(home: Path) -> None:
    hold(begun(home / "januar.md", "Børn og  unge"), Turn(), Write(A, "Bo ringer"), Close())
    others, ours = begun(home / "februar.md", "Ældre"), begun(home / "marts.md", " børn og UNGE")
    assert others.state.open_agreements == ()
    assert [it.text for it in ours.state.open_agreements] == ["Bo ringer"]
    assert ours.opened.group == "børn og UNGE"
    hold(others)
    hold(ours)


def test_an_interrupted_meeting_goes_on_with_the_agreements_that_are_left(home: Path) -> None:
    file = home / "teamet.md"
    hold(begun(file), Turn(), Write(A, "Bo ringer"), Write(A, "Anna skriver"), Close())
    second = begun(file)
    hold(second, Review(V.DONE))
    (kept,) = [kept for kept in store.meetings(paths.notes_folder(), (file,)) if kept.meeting.id == second.meeting]
    again = resume.controller(kept, None, play._services())
    assert (again.state.phase, again.state.reviewed) == (Phase.LAST_TIME, 1)
    assert [it.text for it in again.state.open_agreements] == ["Anna skriver"]
    hold(again, Undo(), Review(V.KEPT), Review(V.DROPPED), Finish(), Turn(), Close())
    assert [it.text for it in agreements("", file)] == ["Bo ringer"]


def test_the_opening_round_follows_the_open_agreements(tmp_path: Path) -> None:
    held = Held(tmp_path, terms=Terms(open_agreements=(OpenAgreement("m0", 2, "Bo ringer"),)), warmup=WARMUP)
    held.do(Review(V.DONE))
    assert held.state.place == LAST_TIME_ID
    assert held.do(Finish()) == Began(Part.WARMUP)
    assert held.state.place == WARMUP_ID
