"""The words and sentences that minutes are written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Day
from datetime import datetime, timedelta

from kortspil.messages.dates import count, date, duration, listed, moment, weekday
from kortspil.messages.notes import GROUP_LABEL, KIND_LABELS, PARTICIPANTS_LABEL, draft_label, meeting_heading

AGREEMENTS = "Det aftalte vi"
NEEDS = "Kompetencebehov"
PARKED = "Parkeret til senere"
CARDS = "Kort for kort"
SKIPPED = "Sprunget over"
UNTURNED = "Ikke vendt"
CASES_READ = "Læste cases"
NONE_NOTED = "Ingen."
HANDWRITTEN = "Tilføjet direkte i filen"
WITHOUT_CARD = "Uden for kortene"
MEETING = "Møde"
AGREEMENT_HEADER = ("Aftale", "Hvem", "Hvornår")
NEED = "Kompetencebehov"
TIME_TITLE = "Tid på kortene"
NEEDS_CHART = "Kompetencebehov i hvert område"
CONTENTS = "Indhold"

PAGE_OF = ("Side", "af")
"""The word before the page number, and the word before the number of pages."""
UNSEEN_SIGNS = (
    "Nogle tegn kunne ikke vises her, fordi computeren ikke har en skrifttype med dem. I stedet står deres numre i"
    " Unicode i kantede parenteser, fx [U+1F600]."
)


def in_the_light_of(case: str) -> str:
    return f"Talt om i lyset af casen »{case}«."


def minutes_title(deck: str, at: datetime) -> str:
    return f"Referat: {deck}, {date(at)}"


def facts(at: datetime, spent: timedelta, is_closed: bool) -> str:
    return f"{meeting_heading(at)}. {time_used(spent, is_closed)}"


def time_used(spent: timedelta, is_closed: bool) -> str:
    return f"{card_facts(spent)}{'' if is_closed else ' Mødet er ikke lukket.'}"


def group(name: str) -> str:
    return f"{GROUP_LABEL}: {name}"


def participants(names: tuple[str, ...]) -> str:
    return f"{PARTICIPANTS_LABEL}: {', '.join(names)}"


def card_facts(spent: timedelta) -> str:
    return f"Tid brugt: {duration(spent)}."


def gone_cards(left: int) -> str:
    return f"{count(left, 'kort', 'kort')}, som ikke længere findes i kortsættet."


# --- Notes


def line_label(kind: str, *, is_draft: bool) -> str:
    return draft_label(kind) if is_draft else KIND_LABELS.get(kind, HANDWRITTEN)


def agreement_cells(who: tuple[str, ...], due: Day | None) -> tuple[str, str]:
    return (listed(who) if who else "", weekday(due) if due else "")


# --- Charts


def needs_shown(amount: int) -> str:
    return count(amount, "behov", "behov")


def time_chart(shown: int, cards: int) -> str:
    return f"Tid på de {shown} kort, der blev talt længst om" if shown < cards else "Tid på hvert kort"


def chart_text(title: str, bars: Iterable[tuple[str, str]]) -> str:
    return f"{title}. " + " ".join(f"{label.rstrip('.:')}: {shown}." for label, shown in bars)


def chart_part(title: str, part: int, parts: int) -> str:
    return f"{title} ({part} af {parts})"


# --- Several meetings in one report


def joint_title(meetings: int) -> str:
    return f"Referat af {count(meetings, 'møde', 'møder')}"


def joint_facts(times: Sequence[datetime], spent: Sequence[timedelta]) -> str:
    first, last = date(min(times)), date(max(times))
    when = f"Holdt {first}" if first == last else f"Holdt fra {first} til {last}"
    return f"{when}. Tid brugt i alt: {duration(sum(spent, timedelta()))}."


def and_became(meeting: str, verdict: str) -> str:
    return f"{meeting}. {verdict}"


def meeting_title(at: datetime, group: str) -> str:
    return f"{meeting_heading(at)}: {group}" if group else meeting_heading(at)


def meeting_named(at: datetime, group: str) -> str:
    return f"{moment(at)}, {group}" if group else moment(at)


def only_areas(names: tuple[str, ...]) -> str:
    return f"Kun {'området' if len(names) == 1 else 'områderne'} {listed(names)}."
