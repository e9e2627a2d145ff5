"""Meetings to export, fixed and generated, and functions that render them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.export.registry import FORMATS, renderer
from kortspil.meeting.events import (
    Asked,
    Began,
    CaseRead,
    Closed,
    Drafted,
    Entry,
    Event,
    Finished,
    Handwritten,
    Kind,
    Noted,
    Part,
    Reviewed,
    Skipped,
    Turned,
    Undone,
    Verdict,
)
from kortspil.minutes.build import build
from kortspil.minutes.model import CardMinutes, CardText, Line, Minutes, Recalled
from kortspil.notes.codec import format_entry
from kortspil.notes.reader import parse
from table_samples import AREAS, OPENED, draft

AT = datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=1)))
KNOWN = {card.id: CardText(area.id, area.name, card.question) for area in AREAS for card in area.cards}
TEK_2 = Turned("tek-2", 1, "tek", "Teknologiforståelse", KNOWN["tek-2"].question)
UDV_1 = Turned("udv-1", 2, "udv", "Udvikling og implementering", KNOWN["udv-1"].question)
TEK_1 = Turned("tek-1", 3, "tek", "Teknologiforståelse", KNOWN["tek-1"].question)


def notes(*happened: Event, warmup: bool = False, group: str = "", id: str = "m", at: datetime = AT) -> str:
    """Return a notes file with events a minute apart. A string among them is handwriting."""
    text = format_entry(id, Entry(1, at, OPENED._replace(warmup=warmup, group=group)))
    for number, event in enumerate(happened, start=2):
        then = at + timedelta(minutes=number)
        text += event.text + "\n" if isinstance(event, Handwritten) else format_entry(id, Entry(number, then, event))
    return text


def minutes_of(text: str) -> Minutes:
    """Return the minutes of the one meeting in a notes file."""
    (meeting,) = parse(text).meetings
    return build(meeting, KNOWN)


WHOLE = (
    Noted(Kind.NOTE, WARMUP_ID, "Mail, Teams og journalen"),
    Finished(WARMUP_ID),
    UDV_1,
    Noted(Kind.NOTE, "udv-1", "At systemerne taler sammen.\nOg at *vi* bliver spurgt først."),
    Noted(Kind.AGREEMENT, "udv-1", "Bo inviterer IT med til næste møde <1. december>"),
    Noted(Kind.NEED, "udv-1", "Hvordan man stiller krav"),
    Finished("udv-1"),
    TEK_2,
    Noted(Kind.NEED, "tek-2", "# Sikker mail\n- og kalender"),
    Noted(Kind.NOTE, "tek-2", "Det her tager vi ud igen"),
    Undone(11),
    CaseRead("borgerservice", "Viden fra borgere"),
    Noted(Kind.PARKED, "tek-2", "Chatbots"),
    Handwritten("- Anna sender linket"),
    Finished("tek-2"),
    TEK_1,
    Skipped("tek-1"),
    Asked("egen-1", 5, "Hvem hjælper, når Ib er på ferie?"),
    Noted(Kind.AGREEMENT, "egen-1", "Vi laver en liste\n\n1. over hvem der kan hvad\n"),
    Drafted(draft(Kind.NOTE, "egen-1", "Og så skal vi også")),
    Closed(),
)
"""Return a meeting with every kind of content."""

LATER = (
    Began(Part.LAST_TIME),
    Reviewed("m", 5, "Bo inviterer IT med til næste møde <1. december>", Verdict.DONE),
    Finished("last-time"),
    TEK_1,
    Noted(Kind.NEED, "tek-1", "=Regneark og formler"),
    Noted(Kind.AGREEMENT, "tek-1", "@Anna ringer senest 1. februar 2027"),
    Finished("tek-1"),
    Began(Part.ROUND),
    Noted(Kind.NOTE, CLOSING_ID, "Vi nåede langt", "Anna"),
    Noted(Kind.NOTE, CLOSING_ID, "For lidt tid", "Bo"),
    Finished(CLOSING_ID),
    Closed(),
)
"""Return a meeting of the same group half a month later."""

FIRST_MINUTES = minutes_of(notes(*WHOLE, warmup=True))
LATER_MINUTES = minutes_of(notes(*LATER, group="Team Vest", id="n", at=AT + timedelta(days=14)))


def rendered(name: str, *meetings: Minutes) -> bytes:
    """Return the content of a report in the format ``name``, such as «pdf»."""
    return b"".join(renderer(FORMATS[name])(meetings))


def markdown(*meetings: Minutes) -> str:
    """Return a report as Markdown."""
    return rendered("md", *meetings).decode("utf-8")


def write(folder: Path, name: str, *meetings: Minutes) -> Path:
    """Write a report to a file."""
    path = folder / f"referat.{name}"
    path.write_bytes(rendered(name, *meetings))
    return path


# --- Generated


def words() -> st.SearchStrategy[str]:
    """Generate texts, mostly of pieces that have a meaning in some file format."""
    trouble = st.sampled_from([
        "=1+1", "+45", "-tal", "@Bo", "<script>alert(1)</script>", "&amp;", "#let x = 1", "\\", "'\"`", "]]>", "$x$",
        "{{ 7 * 7 }}", "{% x %}", "\x00", "\x1b[31m", "\ud800", "\ufffe", "😀", "中文", "æøå", "e\u0301", "\u202e",
        "| a |", "*b*", "_x0041_", "\r", "\t", "\n", "; ", ", ",
    ])  # fmt: skip
    return st.lists(st.one_of(trouble, st.text(max_size=6)), min_size=1, max_size=5).map("".join).filter(str.strip)


@st.composite
def reports(draw: st.DrawFn, *, most: int = 2) -> list[Minutes]:
    """Generate between one and ``most`` meetings with any texts. Each note ends in a unique number, such as «·17·»."""
    number = 0

    def typed() -> str:
        nonlocal number
        number += 1
        return f"{draw(words())}·{number}·"

    def lines() -> tuple[Line, ...]:
        kinds = draw(st.lists(st.sampled_from([*Kind, None]), max_size=3))
        return tuple(
            Line(kind, typed(), is_draft=draw(st.booleans()) and kind is not None, by=draw(st.sampled_from(["", "Bo"])))
            for kind in kinds
        )

    found = []
    for index in range(draw(st.integers(1, most))):
        cards = []
        for card in draw(st.lists(st.sampled_from(["w", "tek-1", "udv-1", "egen-1", "c", ""]), unique=True)):
            area, name, question = {
                "w": (WARMUP_ID, "", ""),
                "tek-1": ("tek", "Teknologiforståelse", KNOWN["tek-1"].question),
                "udv-1": ("udv", "Udvikling og implementering", KNOWN["udv-1"].question),
                "egen-1": (OWN_AREA_ID, "", typed()),
                "c": (CLOSING_ID, "", ""),
                "": ("", "", ""),
            }[card]
            spent = timedelta(seconds=draw(st.integers(0, 4000)))
            cards.append(
                CardMinutes({"w": WARMUP_ID, "c": CLOSING_ID}.get(card, card), area, name, question, lines(), spent)
            )
        found.append(
            Minutes(
                meeting=f"m{index}",
                deck_title="Prøvekort",
                at=AT + timedelta(days=index),
                spent=timedelta(seconds=draw(st.integers(0, 9000))),
                is_closed=draw(st.booleans()),
                participants=draw(st.sampled_from([(), ("Anna", "Bo"), ("=Ib", "<b>Eva</b>")])),
                areas=OPENED.areas,
                cards=tuple(cards),
                skipped=(),
                unturned=(KNOWN["tek-3"],),
                gone=0,
                cases=(),
                recalled=tuple(
                    Recalled(typed(), verdict) for verdict in draw(st.lists(st.sampled_from(Verdict), max_size=1))
                ),
                group=draw(st.sampled_from(["", "Team =Vest"])),
            )
        )
    return found


def typed_in(meetings: list[Minutes]) -> list[str]:
    """Return every note of a report, in the order of the report."""
    return [line.text for minutes in meetings for card in minutes.cards for line in card.lines]
