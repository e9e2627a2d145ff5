"""What the full screen shows besides the table itself: which page, how far down, and what is being written."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from kortspil.deck.model import Case
from kortspil.ui.screen.pages.theme import AUTO, Theme


class Mode(Enum):
    """Which page is in front."""

    MEETING = "meeting"
    WRITING = "writing"
    HELP = "help"
    OVERVIEW = "overview"
    CASES = "cases"
    CASE = "case"
    TIME = "time"
    CLOSING = "closing"


class Writing(NamedTuple):
    """A text being typed: its label, what the keys do, the text so far, and where the cursor stands in it."""

    label: str
    hints: tuple[tuple[str, str], ...]
    text: str
    cursor: int


class ReadingPlace(NamedTuple):
    """How many lines of a case one had read past when it was left."""

    case: str
    scroll: int


class ScreenState(NamedTuple):
    """One moment of the screen.

    ``selected`` is the card that Enter turns, counted from 1, and ``choice`` the line chosen in a list, from 0.
    ``hides_examples``: each card is turned without its examples. ``drafts`` are the labels of texts left unsaved.
    ``elapsed`` and ``on_card`` are how long the meeting and the card have lasted at ``now``. ``is_in_trouble``: the
    notes cannot be written. ``is_closing``: the group wants to close the meeting, and goes through what comes first.
    ``own_questions`` can be kept in a deck of the person's own, and ``kept`` says what became of that. ``marks`` are
    how far the cases were read, the latest last.
    """

    mode: Mode = Mode.MEETING
    scroll: int = 0
    selected: int = 1
    choice: int = 0
    digits: str = ""
    message: str = ""
    is_alert: bool = False
    is_in_trouble: bool = False
    hides_examples: bool = False
    shows_examples: bool = True
    cases: tuple[Case, ...] = ()
    case: Case | None = None
    writing: Writing | None = None
    drafts: tuple[str, ...] = ()
    is_closing: bool = False
    began: datetime | None = None
    now: datetime | None = None
    elapsed: timedelta = timedelta()
    on_card: timedelta = timedelta()
    farewell: tuple[str, ...] = ()
    own_questions: tuple[str, ...] = ()
    kept: str = ""
    marks: tuple[ReadingPlace, ...] = ()
    theme: Theme = AUTO
