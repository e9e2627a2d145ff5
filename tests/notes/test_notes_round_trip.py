"""A notes file is read exactly as it was written, whatever was typed and however the file was edited.

It is also good Markdown: a viewer shows typed text as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kortspil.deck.model import OWN_AREA_ID, WARMUP_ID
from kortspil.meeting.events import (
    Arrived,
    Asked,
    Autosaved,
    Began,
    CaseRead,
    Closed,
    Departed,
    Drafted,
    Entry,
    Event,
    Extended,
    Finished,
    Handwritten,
    Heartbeat,
    Kind,
    LaidBack,
    Noted,
    Opened,
    Part,
    Passed,
    Paused,
    Removed,
    Resumed,
    Reviewed,
    Skipped,
    Stayed,
    Turned,
    Undone,
    Verdict,
    Voided,
)
from kortspil.messages.notes import agreement_details
from kortspil.minutes.build import build
from kortspil.minutes.model import CardText
from kortspil.notes.codec import format_entry
from kortspil.notes.history import Meeting, NotesContents, effective, settled
from kortspil.notes.reader import extract_meeting, parse, parse_bytes, remove_meeting
from report_samples import rendered
from table_samples import draft

AT = datetime(2026, 11, 22, 10, 30, 5, tzinfo=timezone(timedelta(hours=1)))
ID = "20261122-1030-8f3a2c"
OPENED = Opened(
    "Prøvekort", "", (("tek", "Teknologi"), ("udv", "Udvikling")), ("Anna", "Bo"), ("tek-1", "udv-1"), 7, True
)
TURNED = Turned("tek-1", 1, "tek", "Teknologi", "Hvad kan I?")

moderately = settings(max_examples=100)

# --- Any text, often with pieces of the file format

NASTY = [
    "\n", "\n\n", "\r\n", "\r", "\t", " ", "  ", "    ", "\\", "\\\n", "\u00a0", "\u3000", "\x85", "\u2028",
    "\x0b", "\x00", "\ud800", "\udfff", "\ufeff", "\u202e", "😀", "æøå", "e\u0301", "a", "Vi mangler kurser",
    "<!-- kortspil 20261122-1030-8f3a2c 3 noted 2026-11-22T10:31:05+01:00 kind=note card=tek-1 -->",
    "<!-- kortspil ", "<!-- kortspil a 1 b",
    "<!--", "-->", "->", "<", ">", "<b>", "</p>", "<script>", "<?php", "<!DOCTYPE", "<![CDATA[",
    "# ", "## Hvad?", "#", " #", "- ", "-", "+ ", "* ", "1. ", "1)", "123456789. ", "> ", "---", "***", "___", "===",
    "```", "~~~", "`", "``", "*", "**", "_", "~", "|", "| - |", "$", "$$", ": ", "[a]: /b", "[a](b)", "![x](y)",
    "[ ]", "[^1]", "= ",
    "<http://kl.dk>", "https://kl.dk", "bo@kl.dk", "&amp;", "&#10;", "&#x3c;", "&", "&#", ";", ",", ", ", "·",
    "- **Note:** ", "- **Kortsæt:** ", "**", ":**", "*Kort 3 · Teknologi*", "# Møde", "kind=need", "%", "{#id}",
]  # fmt: skip
TYPED = st.lists(
    st.one_of(st.sampled_from(NASTY), st.sampled_from(NASTY), st.characters(exclude_categories=())), max_size=8
).map("".join)
ON_ONE_LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Zs"), include_characters=" "), min_size=1)
PRINTABLE = st.one_of(
    ON_ONE_LINE, TYPED.map(lambda text: "".join(letter for letter in text if letter.isprintable())).filter(bool)
)
IDS = st.text("abcæøå019-_", min_size=1, max_size=8).filter(lambda text: text[0] not in "-_")
KINDS = st.sampled_from(Kind)
NUMBERS = st.integers(0, 10**6)
TIMES = st.builds(
    lambda at, minutes: at.replace(tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(),
    st.integers(-14 * 60, 14 * 60),
)
MEETINGS = st.builds(
    Opened,
    TYPED,
    TYPED,
    st.lists(st.tuples(IDS, TYPED), max_size=4, unique_by=lambda area: area[0]).map(tuple),
    st.lists(TYPED.filter(bool), max_size=4).map(tuple),
    st.lists(IDS, max_size=5).map(tuple),
    st.none() | st.integers(),
    st.booleans(),
    st.none() | NUMBERS,
    TYPED,
    st.just(()),
    st.booleans(),
).flatmap(lambda opened: st.permutations(sorted(set(opened.participants))).map(
    lambda order: opened._replace(turns=tuple(order))
))  # fmt: skip


def events(texts: st.SearchStrategy[str], first_lines: st.SearchStrategy[str]) -> st.SearchStrategy[Event]:
    """Return a strategy for any event. Texts that are written in a heading come from ``first_lines``."""
    return st.one_of(
        st.builds(Turned, IDS, NUMBERS, IDS, first_lines, first_lines, NUMBERS),
        st.builds(Turned, IDS, NUMBERS, st.just(OWN_AREA_ID), st.just(""), first_lines, NUMBERS),
        st.builds(Asked, IDS, NUMBERS, first_lines),
        st.builds(Noted, KINDS, IDS, texts, st.just(""), st.just(0)),
        st.builds(Noted, KINDS, IDS, texts, texts, NUMBERS),
        st.builds(Removed, NUMBERS),
        st.builds(Stayed, NUMBERS),
        st.builds(Drafted, st.builds(draft, st.none() | KINDS, IDS, texts, texts, NUMBERS), st.booleans()),
        st.builds(Autosaved, st.builds(draft, st.none() | KINDS, IDS, texts, texts, NUMBERS)),
        st.builds(CaseRead, IDS, texts, st.booleans()),
        st.builds(Began, st.sampled_from(Part)),
        st.builds(Reviewed, IDS, NUMBERS, texts, st.sampled_from(Verdict)),
        st.builds(Passed, texts),
        st.builds(Arrived, texts),
        st.builds(Departed, texts),
        st.builds(Extended, st.just("") | IDS, NUMBERS, NUMBERS),
        st.builds(Finished, IDS),
        st.builds(Skipped, IDS),
        st.builds(LaidBack, IDS),
        st.builds(Undone, NUMBERS),
        st.builds(Voided, NUMBERS),
        st.sampled_from([Heartbeat(), Paused(), Paused(is_break=True), Resumed()]),
        st.just(Closed()),
    )


EVENTS = events(TYPED, TYPED)
NEVER_CLOSED = st.lists(EVENTS.filter(lambda event: not isinstance(event, Closed)), max_size=6)


def entries(*happened: Event) -> list[Entry]:
    """Return entries a minute apart, numbered from 2, because the opening is number 1."""
    return [Entry(number, AT + timedelta(minutes=number), event) for number, event in enumerate(happened, start=2)]


def written(opened: Opened, *happened: Event, meeting: str = ID) -> str:
    """Return a notes file with one meeting."""
    return "".join(format_entry(meeting, entry) for entry in [Entry(1, AT, opened), *entries(*happened)])


def typed_entries(happened: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Return entries with the name of each event's type, because events of two types with equal fields are equal."""
    return [(type(entry.event).__name__, entry) for entry in happened]


def only(journal: NotesContents) -> Meeting:
    """Return the one meeting of a file without unreadable lines."""
    assert journal.unreadable == ()
    (meeting,) = journal.meetings
    return meeting


def by_hand(meeting: Meeting) -> list[str]:
    return [entry.event.text for entry in meeting.entries if isinstance(entry.event, Handwritten)]


def by_us(meeting: Meeting) -> list[tuple[str, Entry]]:
    return typed_entries(entry for entry in meeting.entries if not isinstance(entry.event, Handwritten))


# --- Written and read


@moderately
@given(MEETINGS, TIMES, st.lists(st.tuples(NUMBERS, TIMES, EVENTS), max_size=6))
def test_whatever_is_written_comes_back_to_the_letter(
    opened: Opened, at: datetime, happened: list[tuple[int, datetime, Event]]
) -> None:
    given_entries = [Entry(*entry) for entry in happened]
    text = "".join(format_entry(ID, entry) for entry in [Entry(1, at, opened), *given_entries])
    meeting = only(parse_bytes(text.encode("utf-8")))
    to_the_second = [entry._replace(at=entry.at.replace(microsecond=0)) for entry in given_entries]
    assert meeting[:3] == (ID, at.replace(microsecond=0), opened)
    assert typed_entries(meeting.entries) == typed_entries(to_the_second)
    assert [entry.at.utcoffset() for entry in meeting.entries] == [entry.at.utcoffset() for entry in to_the_second]


def test_a_note_comes_back_to_the_letter() -> None:
    for text in [*NASTY, "", "a\\", "\\\\\n\\", "\n", "a\n", "\na", "a\n\n\nb", " a ", "a\r", "1.\n2.\n", "&#35;"]:
        happened = [Noted(kind, "tek-1", text) for kind in Kind] + [Noted(Kind.NOTE, "tek-1", f"Ja{text}\n{text}nej")]
        found = only(parse(written(OPENED, TURNED, *happened)))
        assert typed_entries(found.entries) == typed_entries(entries(TURNED, *happened)), repr(text)


def test_names_with_commas_are_kept_whole() -> None:
    names = ("Hansen, Bo", " Anna", "Ib\nBent", "*Eva*", "\\,")
    assert only(parse(written(OPENED._replace(participants=names)))).opened.participants == names


@pytest.mark.parametrize(
    "path", ["/mnt/kort sæt/a-->b.yaml", r"C:\Kort\mit sæt.yaml", "/x/\udcff.yaml", "a=b c=d", "%41"]
)
def test_the_path_of_a_deck_comes_back(path: str) -> None:
    assert only(parse(written(OPENED._replace(deck_file=path)))).opened.deck_file == path


def test_a_fact_can_have_an_equals_sign_in_it() -> None:
    (entry,) = only(parse(written(OPENED, CaseRead("a=b=c", "Facebook")))).entries
    assert entry.event == CaseRead("a=b=c", "Facebook")


@pytest.mark.parametrize(
    ("text", "fact"), [("\U0010ffff ja", "\U0010ffff_ja"), ("\ud83d", "%d83d;"), ("100%", "100%25;")]
)
def test_an_autosaved_text_is_read_from_its_mark(text: str, fact: str) -> None:
    marked = written(OPENED, Autosaved(draft(Kind.NOTE, "tek-1", text)))
    assert f" text={fact} -->" in marked
    assert only(parse(marked)).entries[0].event == Autosaved(draft(Kind.NOTE, "tek-1", text))


def test_an_escape_that_stands_for_no_character_is_read_as_text() -> None:
    marked = written(OPENED, Autosaved(draft(Kind.NOTE, "tek-1", "ja")))
    for fact in ("%110000;", "%ffffff;"):
        (entry,) = only(parse(marked.replace("text=ja", f"text={fact}"))).entries
        assert entry.event == Autosaved(draft(Kind.NOTE, "tek-1", fact))


def test_text_that_needs_no_escape_is_written_as_it_was_typed() -> None:
    opened = OPENED._replace(participants=("Xenia", "Bo-Erik"))
    text = written(opened, Noted(Kind.NOTE, "tek-1", "1. december: Bo ringer"))
    assert "- **Deltagere:** Xenia, Bo-Erik\n" in text
    assert "- **Note:** 1. december: Bo ringer <!--" in text
    assert "deck=" not in text


def test_the_words_of_a_notes_file_never_change() -> None:
    """People have this text on their disks, and every later version must read it. It is never edited."""
    text = """\
# Møde 22. november 2026 kl. 10.30

- **Kortsæt:** Dialogkort
- **Område:** Teknologi\\*
- **Deltagere:** Anna, Bo&#44; HR

## Åbningsrunde

<!-- kortspil 20261122-1030-8f3a2c 1 opened 2026-11-22T10:30:05+01:00 areas=tek cards=tek-1,tek-2 warmup=1 seed=7 deck=/a%20b -->

<!-- kortspil 20261122-1030-8f3a2c 2 finished 2026-11-22T10:31:05+01:00 card=aabning -->

## Hvad kan I?

*Kort 1 · Teknologi\\** <!-- kortspil 20261122-1030-8f3a2c 3 turned 2026-11-22T10:32:05+01:00 card=tek-1 area=tek -->

- **Note:** Vi mangler\\
  \\- kurser&#32; <!-- kortspil 20261122-1030-8f3a2c 4 noted 2026-11-22T10:33:05+01:00 kind=note card=tek-1 -->
- **Kladde (aftale):** Bo <!-- kortspil 20261122-1030-8f3a2c 5 drafted 2026-11-22T10:34:05+01:00 kind=agreement card=tek-1 -->
- **Læst case:** Facebook <!-- kortspil 20261122-1030-8f3a2c 6 caseread 2026-11-22T10:35:05+01:00 case=teknik -->

*Sprunget over.* <!-- kortspil 20261122-1030-8f3a2c 7 skipped 2026-11-22T10:36:05+01:00 card=tek-1 -->

## Og vi?

*Kort 3 · Gruppens egne spørgsmål* <!-- kortspil 20261122-1030-8f3a2c 8 asked 2026-11-22T10:37:05+01:00 card=egen-1 -->


*Lagt tilbage med bagsiden opad.* <!-- kortspil 20261122-1030-8f3a2c 9 laidback 2026-11-22T10:38:05+01:00 card=egen-1 -->

*Det seneste blev fortrudt.* <!-- kortspil 20261122-1030-8f3a2c 10 undone 2026-11-22T10:39:05+01:00 of=9 -->

*Mødet sluttede kl. 10.40.* <!-- kortspil 20261122-1030-8f3a2c 11 closed 2026-11-22T10:40:05+01:00 -->
"""  # noqa: E501
    areas = (("tek", "Teknologi*"),)
    opened = Opened("Dialogkort", "/a b", areas, ("Anna", "Bo, HR"), ("tek-1", "tek-2"), 7, True)
    happened: list[Event] = [
        Finished(WARMUP_ID),
        Turned("tek-1", 1, "tek", "Teknologi*", "Hvad kan I?"),
        Noted(Kind.NOTE, "tek-1", "Vi mangler\n- kurser "),
        Drafted(draft(Kind.AGREEMENT, "tek-1", "Bo")),
        CaseRead("teknik", "Facebook"),
        Skipped("tek-1"),
        Asked("egen-1", 3, "Og vi?"),
        LaidBack("egen-1"),
        Undone(9),
        Closed(),
    ]
    at = [AT + timedelta(minutes=minute) for minute in range(1, 11)]
    wanted = [
        Entry(number, time, event) for number, (time, event) in enumerate(zip(at, happened, strict=True), start=2)
    ]
    meeting = only(parse(text))
    assert meeting[:3] == (ID, AT, opened)
    assert typed_entries(meeting.entries) == typed_entries(wanted)
    assert "".join(format_entry(ID, entry) for entry in [Entry(1, AT, opened), *wanted]) == text


def test_the_words_of_an_interrupted_meeting_never_change() -> None:
    """Like the text above, this one is never edited."""
    text = """\
# Møde 22. november 2026 kl. 10.30

- **Kortsæt:** Dialogkort

<!-- kortspil 20261122-1030-8f3a2c 1 opened 2026-11-22T10:30:05+01:00 areas= cards=tek-1 warmup=0 -->
<!-- kortspil 20261122-1030-8f3a2c 2 typed 2026-11-22T10:32:05+01:00 kind=note card=tek-1 text=Vi_mangler%5f;%3c;b%3e;%a;æøå%25;_ -->
- **Kladde (eget spørgsmål):** Hvem? <!-- kortspil 20261122-1030-8f3a2c 3 drafted 2026-11-22T10:33:05+01:00 kind=question card= hand=1 -->
<!-- kortspil 20261122-1030-8f3a2c 4 voided 2026-11-22T10:34:05+01:00 of=3 -->
<!-- kortspil 20261122-1030-8f3a2c 5 ticked 2026-11-22T10:35:05+01:00 -->

*Mødet blev afbrudt kl. 10.36.* <!-- kortspil 20261122-1030-8f3a2c 6 paused 2026-11-22T10:36:05+01:00 -->

*Mødet blev genoptaget 22. november 2026 kl. 10.37.* <!-- kortspil 20261122-1030-8f3a2c 7 resumed 2026-11-22T10:37:05+01:00 -->
"""  # noqa: E501
    opened = Opened("Dialogkort", "", (), (), ("tek-1",), None, False)
    happened: list[Event] = [
        Autosaved(draft(Kind.NOTE, "tek-1", "Vi mangler_<b>\næøå% ")),
        Drafted(draft(None, "", "Hvem?"), in_hand=True),
        Voided(3),
        Heartbeat(),
        Paused(),
        Resumed(),
    ]
    meeting = only(parse(text))
    assert meeting[:3] == (ID, AT, opened)
    assert typed_entries(meeting.entries) == typed_entries(entries(*happened))
    assert "".join(format_entry(ID, entry) for entry in [Entry(1, AT, opened), *entries(*happened)]) == text


# --- Any file can be read

TORN_MARKS = [
    "<!-- kortspil", "<!-- kortspil m 1 noted x -->", f"<!-- kortspil {ID} {'9' * 5000} closed {AT.isoformat()} -->",
    f"<!-- kortspil {ID} 3 undone {AT.isoformat()} of={'9' * 5000} -->",
    f"<!-- kortspil {ID} 3 undone {AT.isoformat()} of -->",
    f"*Kort {'9' * 5000} · x* <!-- kortspil {ID} 3 asked {AT.isoformat()} card=x -->",
    f"<!-- kortspil {ID} 3 closed 2026-11-22T10:30:05 -->", f"<!-- kortspil {ID} 3 closed 9999-99-99 -->",
    f"<!-- kortspil {ID} 1 opened {AT.isoformat()} areas= cards= warmup=? seed=x -->", "&#9999999;", "&#55555;",
]  # fmt: skip
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [*TORN_MARKS, *written(OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "a\nb"), Closed()).split("\n")]
        ),
        TYPED,
    ),
    max_size=8,
)


@moderately
@given(PIECES.map("\n".join))
@example(" ".join(TORN_MARKS))
@example("<!-- kortspil a 1 noted b c=d --> " * 3000)
@example("<!-- kortspil a 1 noted b " * 3000)
def test_any_text_can_be_read_and_made_into_minutes(text: str) -> None:
    for meeting in parse(text).meetings:
        rendered("md", build(meeting, {}))


@moderately
@given(PIECES.map("\n".join), st.integers(0, 500), st.binary())
def test_any_bytes_can_be_read(text: str, at: int, strange: bytes) -> None:
    data = text.encode("utf-8", "replace")
    parse_bytes(data[:at] + strange + data[at:])


@pytest.mark.parametrize("mark", [mark for mark in TORN_MARKS if mark.endswith("-->")])
def test_an_unreadable_mark_is_reported_by_its_line_and_the_rest_is_read(mark: str) -> None:
    before = f"{written(OPENED, TURNED)}Bo ringer\n"
    journal = parse(f"{before}{mark}\n{written(OPENED, Closed()).removeprefix(written(OPENED))}")
    assert journal.unreadable == (before.count("\n") + 1,)
    assert [type(entry.event) for entry in journal.meetings[0].entries] == [Turned, Handwritten, Closed]
    assert "Bo ringer" in by_hand(journal.meetings[0])[0]


# --- Several meetings and other texts in the same file


@settings(max_examples=25)
@given(st.lists(st.tuples(MEETINGS, st.lists(EVENTS, max_size=3)), max_size=3))
def test_a_file_can_have_several_meetings(meetings: list[tuple[Opened, list[Event]]]) -> None:
    text = "\n".join(written(opened, *happened, meeting=f"m{at}") for at, (opened, happened) in enumerate(meetings))
    journal = parse(text)
    assert [meeting.opened for meeting in journal.meetings] == [opened for opened, _ in meetings]
    assert [typed_entries(meeting.entries) for meeting in journal.meetings] == [
        typed_entries(entries(*done)) for _, done in meetings
    ]


def test_two_meetings_at_once_in_one_file_are_read_apart() -> None:
    one = [format_entry("a", entry) for entry in [Entry(1, AT, OPENED), *entries(TURNED, Closed())]]
    other = [format_entry("b", entry) for entry in [Entry(1, AT, OPENED), *entries(Asked("egen-1", 3, "Og vi?"))]]
    journal = parse(one[0] + other[0] + other[1] + one[1] + one[2])
    assert [(meeting.id, typed_entries(meeting.entries)) for meeting in journal.meetings] == [
        ("a", typed_entries(entries(TURNED, Closed()))),
        ("b", typed_entries(entries(Asked("egen-1", 3, "Og vi?")))),
    ]


@moderately
@given(TYPED, TYPED, st.lists(EVENTS, max_size=3))
def test_other_text_before_and_after_a_meeting_is_ignored(before: str, after: str, happened: list[Event]) -> None:
    before, after = (text.replace("kortspil", "") for text in (before, after))
    meeting = only(parse(f"{before}\n{written(OPENED, *happened, Closed())}{after}"))
    assert typed_entries(meeting.entries) == typed_entries(entries(*happened, Closed()))
    assert meeting.opened == OPENED


def test_a_file_without_a_meeting_has_none() -> None:
    assert parse("# Indkøb\n\n- **Note:** mælk\n") == NotesContents((), ())
    assert parse("") == NotesContents((), ())


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_bytes(b"\xef\xbb\xbf" + written(OPENED).encode("utf-8")) == parse(written(OPENED))


def test_bytes_that_are_not_utf_8_damage_only_their_word() -> None:
    text = written(OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "Vi m@ngler kurser"), Closed())
    meeting = only(parse_bytes(text.encode("utf-8").replace(b"@", b"\xe5")))
    assert meeting.entries[1].event == Noted(Kind.NOTE, "tek-1", "Vi m\N{REPLACEMENT CHARACTER}ngler kurser")
    assert len(meeting.entries) == 3


# --- A power cut in the middle of a line


def healed(torn: bytes) -> bytes:
    """Return a torn file with the line end that the program writes before the next event."""
    return torn if torn.endswith(b"\n") or not torn else torn + b"\n"


@moderately
@given(NEVER_CLOSED.filter(bool), st.data())
def test_a_torn_event_is_the_only_one_lost(happened: list[Event], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(happened) - 1))
    pieces = [format_entry(ID, entry).encode("utf-8") for entry in [Entry(1, AT, OPENED), *entries(*happened)]]
    whole = len(pieces[at + 1].rstrip())
    kept = data.draw(st.integers(0, whole - 1))
    file = healed(b"".join(pieces[: at + 1]) + pieces[at + 1][:kept]) + b"".join(pieces[at + 2 :])
    expected = entries(*happened)
    del expected[at]
    assert by_us(only(parse_bytes(file))) == typed_entries(expected)


def test_a_note_torn_at_any_byte_comes_back_as_handwriting_and_what_follows_is_read() -> None:
    card, note, after = entries(TURNED, Noted(Kind.NEED, "tek-1", "Så lær os det 😀"), Finished("tek-1"))
    line = format_entry(ID, note).encode("utf-8")
    for kept in range(len(line) - 1):
        torn = line[:kept]
        file = healed(written(OPENED, TURNED).encode("utf-8") + torn) + format_entry(ID, after).encode("utf-8")
        meeting = only(parse_bytes(file))
        words = torn.decode("utf-8", "replace").split("<!-- kortspil ")[0].strip()
        assert (by_us(meeting), by_hand(meeting)) == (typed_entries([card, after]), [words] if words else []), kept


def test_an_event_without_its_line_end_is_whole() -> None:
    text = written(OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "Ja"))
    more = format_entry(ID, Entry(4, AT, Finished("tek-1")))
    assert [type(entry.event) for entry in only(parse(f"{text[:-1]}\n{more}")).entries] == [Turned, Noted, Finished]
    assert parse(text[:-1]) == parse(text)


def test_a_meeting_written_again_after_a_full_disk_is_one_meeting() -> None:
    text = written(OPENED, TURNED)
    for kept in range(len(text)):
        torn = text[:kept] if text[:kept].endswith("\n") else text[:kept] + "\n"
        meeting = only(parse(torn + text))
        assert (meeting.opened, set(by_us(meeting))) == (OPENED, set(typed_entries(entries(TURNED)))), kept


def test_a_torn_mark_is_no_handwriting() -> None:
    text = written(OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "Bo ringer"))
    assert by_hand(only(parse(text[:-20]))) == ["- **Note:** Bo ringer"]
    assert by_hand(only(parse(written(OPENED, TURNED, Finished("tek-1"))[:-20]))) == []


# --- Editing by hand

EDITED = written(
    OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "Bo ringer"), Noted(Kind.NEED, "tek-1", "Kursus"), Finished("tek-1")
)


def after_editing(old: str, new: str) -> Meeting:
    """Return the meeting as it is read when ``old`` was replaced by ``new`` in its file."""
    assert EDITED.count(old) == 1
    return only(parse(EDITED.replace(old, new)))


def the_line(word: str) -> str:
    (line,) = re.findall(f".*{word}.*\n", EDITED)
    return str(line)


def test_a_word_changed_by_hand_counts() -> None:
    meeting = after_editing("Bo ringer", "Bo *skriver*")
    assert meeting.entries[1] == Entry(3, AT + timedelta(minutes=3), Noted(Kind.NOTE, "tek-1", "Bo *skriver*"))
    assert by_hand(meeting) == []


def test_a_note_deleted_by_hand_is_gone_and_nothing_else() -> None:
    left = [entry for entry in only(parse(EDITED)).entries if "Bo ringer" not in str(entry)]
    assert by_us(after_editing(the_line("Bo ringer"), "")) == typed_entries(left)


def test_a_note_added_by_hand_is_handwriting_in_its_place() -> None:
    meeting = after_editing(the_line("Kursus"), "- Husk *kaffe*\n\nog\\&te\n" + the_line("Kursus"))
    assert meeting.entries[2] == Entry(0, AT + timedelta(minutes=3), Handwritten("- Husk *kaffe*\nog&te"))
    assert by_us(meeting) == typed_entries(only(parse(EDITED)).entries)


def test_text_added_after_a_mark_is_handwriting_and_damages_no_event() -> None:
    for word in ("Bo ringer", "Kursus", "opened", "turned", "finished"):
        meeting = after_editing(the_line(word), the_line(word)[:-1] + " på mandag\n")
        assert (by_us(meeting), by_hand(meeting)) == (typed_entries(only(parse(EDITED)).entries), ["på mandag"]), word


def test_lines_that_an_editor_joined_are_still_two_events() -> None:
    meeting = after_editing(the_line("Bo ringer"), the_line("Bo ringer")[:-1])
    assert typed_entries(meeting.entries) == typed_entries(only(parse(EDITED)).entries)


def test_a_note_whose_label_was_changed_or_deleted_is_still_a_note() -> None:
    other = after_editing("- **Note:** Bo", "* **Vigtigt:** Bo")
    bare = after_editing("- **Note:** Bo ringer", "Bo ringer")
    assert other.entries[1].event == bare.entries[1].event == Noted(Kind.NOTE, "tek-1", "Bo ringer")


def test_a_line_above_a_note_without_a_label_is_kept_as_handwriting() -> None:
    meeting = after_editing("- **Note:** Bo ringer", "Husk kaffe\nBo ringer")
    assert (meeting.entries[2].event, by_hand(meeting)) == (Noted(Kind.NOTE, "tek-1", "Bo ringer"), ["Husk kaffe"])


def test_a_line_with_a_label_of_its_own_above_a_note_is_kept_as_handwriting() -> None:
    meeting = after_editing("- **Note:** Bo ringer", "- **Husk:** kaffe\n- **Note:** Bo ringer")
    assert meeting.entries[2].event == Noted(Kind.NOTE, "tek-1", "Bo ringer")
    assert by_hand(meeting) == ["- **Husk:** kaffe"]


def test_text_added_to_a_meeting_is_handwriting_unless_the_meeting_is_closed() -> None:
    assert by_hand(only(parse(written(OPENED, TURNED, Closed()) + "Bo ringer\n"))) == []
    assert by_hand(only(parse(written(OPENED, TURNED, Closed(), Resumed()) + "Bo ringer\n"))) == ["Bo ringer"]


def test_bytes_of_0_left_by_a_power_cut_are_no_handwriting() -> None:
    assert by_hand(only(parse(written(OPENED, TURNED) + "Bo ringer\0\0\n\0\n"))) == ["Bo ringer"]


def test_only_the_first_label_of_a_note_is_removed() -> None:
    meeting = after_editing("Bo ringer", "Bo - **Vigtigt:** ringer")
    assert meeting.entries[1].event == Noted(Kind.NOTE, "tek-1", "Bo - **Vigtigt:** ringer")


def test_a_damaged_mark_damages_no_other_mark_on_its_line() -> None:
    spoilt = f"<!-- kortspil {ID} 9 noted i-går kind=note card=tek-1 -->"
    journal = parse(EDITED.replace(the_line("Bo ringer"), spoilt + the_line("Bo ringer")))
    assert by_us(journal.meetings[0]) == by_us(only(parse(EDITED)))
    assert len(journal.unreadable) == 1


def test_the_opening_is_read_after_its_lines_were_edited() -> None:
    opened = after_editing("- **Kortsæt:** Prøvekort\n", "").opened
    assert opened == OPENED._replace(deck_title="")
    opened = after_editing("- **Område:** Udvikling\n", "- **Område:** Udvikling\n- **Område:** Andet\n").opened
    assert opened == OPENED
    opened = after_editing("- **Område:** Udvikling\n", "").opened
    assert opened == OPENED._replace(areas=(("tek", "Teknologi"), ("udv", "udv")))


@pytest.mark.parametrize(
    ("face", "turned"),
    [
        ("## Hvad kan I?\n*Kort 1 · Teknologi*", TURNED),
        ("## Hvad kan I?\n\nOg vi?\n\n*Kort 1 · Teknologi*", TURNED._replace(question="Hvad kan I?\n\nOg vi?")),
        ("## Hvad kan I?\n\n*Første kort*", TURNED._replace(position=0, area_name="")),
        ("## Hvad kan I?\n\n", TURNED._replace(position=0, area_name="")),
    ],
)
def test_a_card_is_read_after_its_lines_were_edited(face: str, turned: Turned) -> None:
    assert after_editing("## Hvad kan I?\n\n*Kort 1 · Teknologi*", face).entries[0].event == turned


def test_handwriting_right_after_the_opening_has_the_time_of_the_opening() -> None:
    meeting = only(parse(written(OPENED) + "Vi var fem.\n"))
    assert meeting.entries == (Entry(0, AT, Handwritten("Vi var fem.")),)


@moderately
@given(MEETINGS, st.lists(EVENTS, max_size=5), TYPED.filter(lambda text: "kortspil" not in text))
def test_a_meeting_reads_the_same_after_an_editor_saved_its_file_and_when_it_is_moved_to_another(
    opened: Opened, happened: list[Event], stranger: str
) -> None:
    text = written(opened, *happened)
    for saved in (text.replace("\n", "\r\n"), "\n".join(line.rstrip() for line in text.split("\n")).rstrip()):
        meeting = only(parse(saved))
        assert (meeting.opened, typed_entries(meeting.entries)) == (opened, typed_entries(entries(*happened)))
    opening = format_entry(ID, Entry(1, AT, opened))
    rest = text.removeprefix(opening)
    found = f"{stranger}\n\n{opening}\n| *Bo* | ringer |\n\n{rest}\nOgså Eva\n"
    moved = extract_meeting(found, ID)
    assert "| *Bo* | ringer |" in moved
    before, after = only(parse(found)), only(parse(moved))
    assert (after.opened, typed_entries(after.entries)) == (before.opened, typed_entries(before.entries))


def test_undone_entries_and_the_undo_itself_do_not_count() -> None:
    note, need = Noted(Kind.NOTE, "tek-1", "Ja"), Noted(Kind.NEED, "tek-1", "Nej")
    happened = entries(TURNED, note, Undone(3), need, Undone(99), Closed())
    hand = Entry(0, AT, Handwritten("x"))
    assert effective([hand, *happened]) == (hand, happened[0], happened[3], happened[5])
    assert effective([]) == ()


def test_a_voided_entry_does_not_count_even_if_it_was_written() -> None:
    note = Noted(Kind.NOTE, "tek-1", "Ja")
    happened = entries(TURNED, note, Voided(3), note)
    assert settled(happened) == (happened[0], happened[3])
    assert effective(happened) == (happened[0], happened[3])


# --- Moving a meeting to another file and deleting it


def test_a_whole_meeting_is_moved_as_it_was_written() -> None:
    assert extract_meeting(EDITED, ID) == EDITED


def test_deleting_one_of_two_meetings_keeps_the_handwriting_of_the_other() -> None:
    one = written(OPENED, TURNED, meeting="en")
    note = format_entry("to", Entry(2, AT, Noted(Kind.NOTE, "tek-1", "Bo ringer")))
    text = f"{written(OPENED, meeting='to')}{one}Husk kaffe\n{note}"
    assert remove_meeting(text, "to") == f"{one}Husk kaffe\n"


def test_text_after_the_last_mark_of_an_interrupted_meeting_is_not_deleted_with_it() -> None:
    text = written(OPENED, Noted(Kind.NOTE, "tek-1", "Bo ringer"))
    assert remove_meeting(f"{text[:-1]} på mandag\n", ID) == " på mandag\n"


def test_a_meeting_without_its_first_lines_has_an_opening_round_only_if_an_event_shows_it() -> None:
    text = written(OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "Ja"))
    left = text[text.index("<!--") :].partition("\n")[2]
    assert not only(parse(left)).opened.warmup


def test_a_meeting_without_its_first_lines_is_read_from_the_rest() -> None:
    text = written(OPENED, Finished(WARMUP_ID), TURNED, Noted(Kind.NOTE, "tek-1", "Ja"), Asked("egen-1", 3, "Og vi?"))
    left = text[text.index("<!--") :].partition("\n")[2]
    meeting = only(parse(left))
    assert meeting.id == ID
    assert meeting.opened == Opened("", "", (("tek", "Teknologi"),), (), ("tek-1",), None, True)
    assert [type(entry.event) for entry in meeting.entries] == [Finished, Turned, Noted, Asked]


@pytest.mark.parametrize(
    "event", [Finished("tek-1"), Skipped("tek-1"), Undone(9), Autosaved(draft(None, "", "Hvem?")), Closed()]
)
def test_words_written_in_front_of_a_bare_mark_are_handwriting(event: Event) -> None:
    before, line = written(OPENED, TURNED), format_entry(ID, Entry(3, AT, event))
    meeting = only(parse(before + line.replace("<!--", "Bo ringer <!--")))
    assert meeting.entries[-1].event == event
    assert "Bo ringer" in by_hand(meeting)[0]


def test_a_file_that_an_editor_saved_as_utf_16_is_read() -> None:
    meeting = only(parse_bytes(written(OPENED, Noted(Kind.NOTE, "tek-1", "Æblegrød")).encode("utf-16")))
    assert meeting.entries[-1].event == Noted(Kind.NOTE, "tek-1", "Æblegrød")


def test_a_person_can_read_an_autosaved_text_in_the_file() -> None:
    typed = Autosaved(draft(Kind.NOTE, "x", "Vi mangler kurser på torsdag"))
    assert "text=Vi_mangler_kurser_på_torsdag " in format_entry(ID, Entry(2, AT, typed))


# --- The file as Markdown

OUR_MARK = re.compile(r"<!-- kortspil [^<>]* -->\n?")
STRUCTURE = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "bullet_list_open",
    "bullet_list_close", "list_item_open", "list_item_close", "strong_open", "strong_close", "em_open", "em_close",
    "text", "hardbreak",
}  # fmt: skip


def markdown(text: str) -> list[Token]:
    """Return the blocks of a Markdown text, without the marks."""
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for block in blocks:
        block.children = [child for child in block.children or [] if not is_our_mark(child)]
    return [block for block in blocks if not is_our_mark(block)]


def is_our_mark(token: Token) -> bool:
    return token.type in ("html_block", "html_inline") and OUR_MARK.fullmatch(token.content) is not None


def kinds_of(blocks: list[Token]) -> list[str]:
    return [token.type for block in blocks for token in (block, *(block.children or ()))]


def number_of(blocks: list[Token], kind: str) -> int:
    return kinds_of(blocks).count(f"{kind}_open")


def shown(blocks: list[Token], within: str) -> list[str]:
    """Return the text of every heading or list item as a viewer shows it."""
    return [
        "".join("\n" if child.type == "hardbreak" else child.content for child in block.children or ())
        for at, block in enumerate(blocks)
        if block.type == "inline" and f"{within}_open" in (blocks[at - 1].type, blocks[at - 2].type)
    ]


def count(happened: Sequence[Event], *kinds: type) -> int:
    return sum(isinstance(event, kinds) for event in happened)


@moderately
@given(MEETINGS, st.lists(EVENTS, max_size=5))
def test_no_typed_text_becomes_markdown_in_the_notes_or_the_minutes(opened: Opened, happened: list[Event]) -> None:
    check_notes(opened, happened)
    check_minutes(opened, happened)


def check_notes(opened: Opened, happened: list[Event]) -> None:
    blocks = markdown(written(opened, *happened))
    assert set(kinds_of(blocks)) <= STRUCTURE
    assert number_of(blocks, "heading") == 1 + (opened.warmup or opened.recalls) + count(happened, Turned, Asked, Began)
    own = 1 + len(opened.areas) + bool(opened.participants) + bool(opened.group)
    assert number_of(blocks, "list_item") == own + count(
        happened, Noted, Drafted, CaseRead, Reviewed, Arrived, Departed
    )
    assert number_of(blocks, "strong") == number_of(blocks, "list_item")


def check_minutes(opened: Opened, happened: list[Event]) -> None:
    journal = parse(written(opened, *happened) + "\n<b>\n# nej\n")
    minutes = build(journal.meetings[0], {card: CardText("", "", "<b>\n---") for card in opened.dealt})
    blocks = markdown(rendered("md", minutes).decode("utf-8"))
    assert set(kinds_of(blocks)) <= STRUCTURE
    lines = [line for card in minutes.cards for line in card.lines]
    again = sum(line.kind not in (None, Kind.NOTE) and not line.is_draft for line in lines)
    bottom = len(minutes.skipped) + len(minutes.unturned) + bool(minutes.gone) + len(minutes.cases)
    assert number_of(blocks, "list_item") == len(lines) + again + bottom + len(minutes.recalled)
    needs = {card.area for card in minutes.cards if card.of(Kind.NEED)}
    parts = ["title", "agreements", "needs", *needs, "cards", *{card.area for card in minutes.cards}]
    parts += [card.question for card in minutes.cards if card.question]
    parts += ["parked"] * any(card.of(Kind.PARKED) for card in minutes.cards)
    parts += ["skipped"] * bool(minutes.skipped) + ["cases"] * bool(minutes.cases)
    parts += ["unturned"] * bool(minutes.unturned or minutes.gone)
    parts += ["last time"] * bool(minutes.recalled)
    assert number_of(blocks, "heading") == len(parts)
    assert number_of(blocks, "strong") == len(lines) + len(minutes.recalled)


@moderately
@given(PRINTABLE, PRINTABLE)
def test_a_viewer_shows_the_notes_and_the_minutes_as_they_were_typed(text: str, more: str) -> None:
    note = Noted(Kind.NOTE, "tek-1", f"{text}\n{more}")
    blocks = markdown(written(OPENED._replace(participants=(text, more)), Asked("egen-1", 3, text), note))
    assert shown(blocks, "heading")[-1] == text
    assert shown(blocks, "list_item")[-2:] == [f"Deltagere: {text}, {more}", f"Note: {text}\n{more} "]
    agreed = Noted(Kind.AGREEMENT, "egen-1", f"{text}\n{more}")
    meeting = only(parse(written(OPENED, Asked("egen-1", 3, text), agreed)))
    minutes = build(meeting, {})
    blocks = markdown(rendered("md", minutes).decode("utf-8"))
    assert text in shown(blocks, "heading")
    (line,) = [line for card in minutes.cards for line in card.lines]
    # In the minutes, an agreement is followed by the participants and the date that it names.
    words = f"{text}\n{more}"
    summary = f"{words.rstrip()} ({agreement_details(line.who, line.due)})" if line.who or line.due else words
    assert shown(blocks, "list_item")[:2] == [summary, f"Aftale: {words}"]


MEANS_SOMETHING = [
    "# h", "## h ##", "h\n===", "h\n---", "- a\n- b", "+ a", "* a", "1. a\n2. b", "1) a", "***", "___", "    kode",
    "```\nkode\n```", "~~~\nkode\n~~~", "`kode`", "> a", "<div>\na\n</div>", "<!-- a\n-->", "<b>a</b>", "&lt;b&gt;",
    "a | b\n- | -\nc | d", "| a | b |\n| - | - |", "a | b\n:-|-:", "[a]: /b\n[a]", "[a](b)", "![a](b)",
    "[ ] a", "[x] a", "~~a~~", "*a*", "**a**", "_a_", "__a__", "<http://kl.dk>", "a\\", "a\\\nb", "\\*a*",
    "a | b\n| - | - |", "&#35; a", "a  \nb", "#", "-", "=",
]  # fmt: skip


def test_markdown_syntax_in_a_text_stays_text() -> None:
    for text in MEANS_SOMETHING:
        notes = [Noted(Kind.NOTE, "tek-1", text), Noted(Kind.AGREEMENT, "tek-1", f"Ja\n{text}\nnej")]
        file = written(OPENED, TURNED, *notes)
        in_notes = markdown(file)
        in_minutes = markdown(rendered("md", build(only(parse(file)), {})).decode("utf-8"))
        assert set(kinds_of(in_notes)) | set(kinds_of(in_minutes)) <= STRUCTURE, text
        assert shown(in_notes, "list_item")[-2:] == [f"Note: {text} ", f"Aftale: Ja\n{text}\nnej "]
        assert shown(in_minutes, "list_item")[:3] == [f"Ja\n{text}\nnej", f"Note: {text}", f"Aftale: Ja\n{text}\nnej"]


def test_a_question_of_several_lines_is_one_heading() -> None:
    blocks = markdown(written(OPENED, TURNED._replace(question="Hvad kan I?\n\nOg hvad ikke?\n")))
    assert shown(blocks, "heading")[-1] == "Hvad kan I?\n\nOg hvad ikke?\n"


def test_the_groups_own_questions_are_labelled_when_asked_and_when_turned_again() -> None:
    text = written(OPENED, Asked("egen-1", 3, "Og vi?"), Turned("egen-1", 3, OWN_AREA_ID, "", "Og vi?"))
    assert text.count("*Kort 3 · Gruppens egne spørgsmål*") == 2


def test_a_line_end_at_the_end_of_a_note_shows_no_backslash() -> None:
    blocks = markdown(written(OPENED, TURNED, Noted(Kind.NOTE, "tek-1", "Ja\n")))
    assert shown(blocks, "list_item")[-1] == "Note: Ja\n "
