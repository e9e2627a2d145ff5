"""The Danish words of a notes file.

They are part of the file format and must not change: some are looked for when a file is read. The words on the screen
and in minutes are in ``messages`` and can change.
"""

from __future__ import annotations

from datetime import datetime

from kortspil.messages.dates import clock, moment

# --- Looked for when a file is read

DECK_LABEL = "Kortsæt"
AREA_LABEL = "Område"
GROUP_LABEL = "Gruppe"
PARTICIPANTS_LABEL = "Deltagere"

# --- Only written: events are read by the name in their mark

CASE_LABEL = "Læst case"
ARRIVED_LABEL = "Kom til"
DEPARTED_LABEL = "Gik"
CARD_WORD = "Kort"
OWN_AREA = "Gruppens egne spørgsmål"
LAST_TIME_TITLE = "Aftaler fra sidst"
WARMUP_TITLE = "Åbningsrunde"
REMOVED_LINE = "En note blev slettet."
SKIPPED_LINE = "Sprunget over."
LAID_BACK_LINE = "Lagt tilbage med bagsiden opad."
UNDONE_LINE = "Det seneste blev fortrudt."

# The keys of these are the names that marks use.
KIND_LABELS = {"note": "Note", "need": "Kompetencebehov", "agreement": "Aftale", "parked": "Parkeret"}
DRAFT_LABELS = {
    "note": "Kladde (note)",
    "need": "Kladde (kompetencebehov)",
    "agreement": "Kladde (aftale)",
    "parked": "Kladde (parkeret)",
    "question": "Kladde (eget spørgsmål)",
}
PART_TITLES = {
    "last_time": LAST_TIME_TITLE,
    "warmup": WARMUP_TITLE,
    "parked": "Det parkerede",
    "round": "Afrunding",
}
VERDICT_LABELS = {
    "done": "Aftale fra sidst, gjort",
    "kept": "Aftale fra sidst, gælder stadig",
    "dropped": "Aftale fra sidst, bortfaldet",
}


def meeting_heading(at: datetime) -> str:
    return f"Møde {moment(at)}"


def noted_label(kind: str, by: str, *, is_changed: bool) -> str:
    about = ", ".join([*([by] if by else []), *(["rettet"] if is_changed else [])])
    return f"{KIND_LABELS[kind]} ({about})" if about else KIND_LABELS[kind]


def paused_line(at: datetime) -> str:
    return f"Mødet blev afbrudt {clock(at)}."


def break_line(at: datetime) -> str:
    return f"Pause {clock(at)}."


def resumed_line(at: datetime) -> str:
    return f"Mødet blev genoptaget {moment(at)}."


def closed_line(at: datetime) -> str:
    return f"Mødet sluttede {clock(at)}."
