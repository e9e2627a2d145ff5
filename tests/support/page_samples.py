"""Samples of every page, and functions that render, read and paint them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

import pyte
from rich.console import Console

from kortspil.meeting.commands import Ask, Begin, Extend, Finish, Pause, ReadCase, Skip, Turn, Write
from kortspil.meeting.events import Kind, Part
from kortspil.meeting.state import MeetingState, OpenAgreement, Terms
from kortspil.messages import answers
from kortspil.messages import meeting as texts
from kortspil.ui.screen.frame import Frame, Painter, frame
from kortspil.ui.screen.pages.page import page
from kortspil.ui.screen.state import Mode, ScreenState, Writing
from kortspil.ui.terminal.types import Size
from table_samples import CASES, OPENED, TERMS, WARMUP, table

System = Literal["standard", "256", "truecolor"]

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

BEGUN = (Turn(1), Finish(), Turn(2), Skip(), Turn(4), Write(Kind.NEED, "Kursus i [sikre] mails"), Finish())
AT_A_CARD = (
    *BEGUN,
    Turn(3),
    Write(Kind.NOTE, "En note, der er så lang, at den ikke kan stå på én linje i et smalt vindue"),
)
CLOCK = datetime(2026, 11, 22, 10, 30)

WITH_PROMISES = Terms(open_agreements=(OpenAgreement("m0", 7, "Bo spørger it om sikker mail @Bo senest 1. december"),))
PARKED = (*BEGUN, Turn(3), Write(Kind.PARKED, "Chatbots på hjemmesiden"), Finish(), Begin(Part.PARKED))
ROUND = (*BEGUN, Begin(Part.ROUND), Write(Kind.NOTE, "Jeg vil spørge mere.", by="Anna"))

PAGES: dict[str, tuple[MeetingState, ScreenState]] = {
    "opening": (table(warmup=WARMUP), ScreenState()),
    "table": (table(*BEGUN), ScreenState(selected=3)),
    "card": (table(*AT_A_CARD), ScreenState(selected=3)),
    "card-without-examples": (table(*AT_A_CARD), ScreenState(selected=3, shows_examples=False)),
    "own-question": (table(*BEGUN, Ask("Hvad koster det?"), Finish()), ScreenState(selected=5)),
    "writing": (
        table(*AT_A_CARD),
        ScreenState(Mode.WRITING, writing=Writing("Note", texts.EDITOR_HINTS, "Første linje\nAnden linje", 24)),
    ),
    "writing-agreement": (
        table(*AT_A_CARD),
        ScreenState(Mode.WRITING, writing=Writing("Aftale", texts.AGREEMENT_HINTS, "Vi spørger @Anna", 16)),
    ),
    "writing-a-sentence": (
        table(*ROUND, terms=TERMS),
        ScreenState(Mode.WRITING, writing=Writing("Bo", texts.SENTENCE_HINTS, "", 0), is_closing=True),
    ),
    "people": (
        table(*BEGUN, terms=TERMS),
        ScreenState(
            Mode.WRITING,
            writing=Writing(texts.PEOPLE_LABEL, texts.PEOPLE_HINTS, "Mona", 4),
            message=texts.who_is_here(["Bo", "Anna"]),
        ),
    ),
    "another-place": (
        table(*BEGUN),
        ScreenState(
            Mode.WRITING,
            writing=Writing(texts.PLACE_LABEL, texts.PLACE_HINTS, "E:/noter.md", 11),
            message=texts.not_saved_here("Fil.md: fuld disk."),
            is_alert=True,
        ),
    ),
    "closing-with-own-questions": (
        table(*BEGUN, Ask("Hvad koster det?"), Finish()),
        ScreenState(Mode.CLOSING, farewell=("I vendte 3 kort.",), own_questions=("Hvad koster det?",)),
    ),
    "help": (table(*BEGUN), ScreenState(Mode.HELP)),
    "overview": (table(*AT_A_CARD), ScreenState(Mode.OVERVIEW)),
    "cases": (table(*BEGUN), ScreenState(Mode.CASES, cases=CASES, choice=1)),
    "case": (table(*BEGUN), ScreenState(Mode.CASE, case=CASES[1])),
    "case-beside-a-card": (table(*AT_A_CARD), ScreenState(Mode.CASE, case=CASES[0], scroll=5)),
    "time": (
        table(*AT_A_CARD),
        ScreenState(Mode.TIME, began=CLOCK, elapsed=timedelta(minutes=72), on_card=timedelta(seconds=30)),
    ),
    "time-is-up": (table(*AT_A_CARD, Extend()), ScreenState(now=CLOCK, elapsed=timedelta(minutes=5))),
    "last-time": (table(warmup=WARMUP, terms=WITH_PROMISES), ScreenState()),
    "turns-and-clock": (table(*BEGUN, terms=TERMS), ScreenState(selected=3, elapsed=timedelta(minutes=20), now=CLOCK)),
    "card-with-clock": (
        table(*AT_A_CARD, terms=TERMS),
        ScreenState(selected=3, elapsed=timedelta(minutes=12), now=CLOCK),
    ),
    "round-off": (table(*BEGUN, terms=TERMS), ScreenState(selected=3, elapsed=timedelta(minutes=56), now=CLOCK)),
    "time-is-spent": (table(*BEGUN, terms=TERMS), ScreenState(selected=3, elapsed=timedelta(minutes=61), now=CLOCK)),
    "pause": (table(*BEGUN, Pause(is_break=True), terms=TERMS), ScreenState(elapsed=timedelta(minutes=20))),
    "parked": (table(*PARKED, terms=TERMS), ScreenState(is_closing=True)),
    "round": (table(*ROUND, terms=TERMS), ScreenState(is_closing=True)),
    "card-in-the-light-of-a-case": (
        table(ReadCase("teknik", "Brug af Facebook", leads=True), Turn(1), warmup=None), ScreenState()
    ),
    "closing": (
        table(*BEGUN),
        ScreenState(Mode.CLOSING, farewell=("I vendte 2 kort.", "Noterne ligger i /tmp/noter.md")),
    ),
    "not-saved": (table(*BEGUN), ScreenState(message=answers.not_saved("Fil.md: fuld disk."), is_alert=True)),
}  # fmt: skip


def rendered(
    state: MeetingState, screen: ScreenState, size: Size, system: System = "truecolor", no_color: str = ""
) -> Frame:
    """Render a page for a window with the colours of ``system``."""
    environment = {"NO_COLOR": no_color} if no_color else {}
    console = Console(force_terminal=True, color_system=system, legacy_windows=False, emoji=False, _environ=environment)
    return frame(console, page(state, screen, OPENED), size)


def seen(picture: Frame) -> str:
    """Return the text of a frame."""
    return "\n".join(_SEQUENCE.sub("", line).rstrip() for line in picture.lines) + "\n"


def painted(picture: Frame, size: Size) -> pyte.Screen:
    """Paint a frame in a terminal that erases without colour, as some terminals do."""
    terminal = pyte.Screen(*size)
    stream = pyte.Stream(terminal)
    Painter(lambda text: stream.feed(text.replace("\x1b[2K", "").replace("\x1b[2J", ""))).paint(picture, size)
    return terminal
