"""The state of the full screen apart from the meeting: the page, its scroll position and the text being typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from kortspil.deck.model import Case
from kortspil.ui.screen.pages.theme import AUTO, Theme


class Mode(Enum):
    """The page in front."""

    MEETING = "meeting"
    WRITING = "writing"
    HELP = "help"
    OVERVIEW = "overview"
    CASES = "cases"
    CASE = "case"
    TIME = "time"
    CLOSING = "closing"


class Writing(NamedTuple):
    """A text being typed: its label, what the keys do, the text so far, and the cursor as an index into it."""

    label: str
    hints: tuple[tuple[str, str], ...]
    text: str
    cursor: int


class ReadingPlace(NamedTuple):
    """How far a case was scrolled when it was left."""

    case: str
    scroll: int


class ScreenState(NamedTuple):
    """What the screen shows, apart from the state of the meeting.

    ``selected`` is the card that Enter turns, counted from 1, and ``choice`` the line chosen in a list, from 0.
    ``digits`` is what has been typed of a card's number. ``message`` is the latest answer. ``shows_examples``: the open
    card is shown with its examples. ``hides_examples``: the examples of each newly turned card are hidden. ``drafts``
    are the labels of unsaved texts. ``elapsed`` and ``on_card`` are how long the meeting and the card have lasted at
    ``now``. ``is_in_trouble``: the notes cannot be written. ``is_closing``: the group has chosen to close the meeting
    and is going through the parts that come first. ``farewell`` are the lines of the closing page. ``own_questions``
    can be saved in a personal deck, and ``kept`` is the answer if they were. ``reading_places`` say how far each case
    was read, the latest one last.
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
    reading_places: tuple[ReadingPlace, ...] = ()
    theme: Theme = AUTO
