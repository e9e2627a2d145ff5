"""Messages about notes and notes files, on the screen and in minutes.

The words of the notes file itself are in ``notes.words``. They must not change, because they are read from old files.
"""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime

from kortspil.messages.dates import listed, moment, weekday

# --- About a meeting

GROUP_LABEL = "Gruppe"
PARTICIPANTS_LABEL = "Deltagere"
CARD_WORD = "Kort"
OWN_QUESTION = "Eget spørgsmål"
OWN_AREA = "Gruppens egne spørgsmål"
KIND_LABELS = {"note": "Note", "need": "Kompetencebehov", "agreement": "Aftale", "parked": "Parkeret"}
VERDICT_LABELS = {
    "done": "Aftale fra sidst, gjort",
    "kept": "Aftale fra sidst, gælder stadig",
    "dropped": "Aftale fra sidst, bortfaldet",
}
VERDICTS = {"done": "Gjort", "kept": "Gælder stadig", "dropped": "Bortfaldet"}
WARMUP_TITLE = "Åbningsrunde"
LAST_TIME_TITLE = "Aftaler fra sidst"
PARKED_TITLE = "Det parkerede"
ROUND_TITLE = "Afrunding"


def meeting_heading(at: datetime) -> str:
    return f"Møde {moment(at)}"


def draft_label(kind: str) -> str:
    return f"Kladde ({KIND_LABELS.get(kind, OWN_QUESTION).lower()})"


def agreement_details(who: tuple[str, ...], due: Day | None) -> str:
    # No «senest» («at the latest») before the day: the text of the agreement may say «på fredag» or «fra 1. december».
    return ", ".join([*([listed(who)] if who else []), *([weekday(due)] if due else [])])


# --- About files

NOTES_ELSEWHERE_HINT = "Vælg en anden fil med --notes."
EXPORT_ELSEWHERE_HINT = "Vælg et andet sted at gemme."
MAY_NOT_HINT = "Se efter, om filen er åben i et andet program, og om du må skrive i den og i mappen."
NOT_NOTES_HINT = "Se dine møder, og hvor de ligger, med: kortspil sessions"
NO_MEETING_HINT = "Hold et møde først: kortspil play"


def notes_is_a_folder(name: str) -> str:
    return f"{name} er en mappe. Noterne skal i en fil."


def notes_is_no_file(name: str) -> str:
    return f"{name} er ikke en almindelig fil. Noterne skal i en fil."


def notes_are_no_text(name: str) -> str:
    return f"{name} er ikke en tekstfil, som programmet kan skrive videre i."


NOTES_NO_TEXT_HINT = "Vælg en anden fil med --notes, eller gem filen som almindelig tekst med kodningen UTF-8."


def sign_in_file_name(name: str, sign: str) -> str:
    return f"Windows kan ikke have en fil eller mappe med navnet »{name}«: Tegnet {sign} må ikke stå i et navn."


def reserved_file_name(name: str) -> str:
    return f"Windows bruger selv navnet »{name}« til noget andet end en fil."


def file_name_ends_badly(name: str) -> str:
    return f"Windows kan ikke have en fil eller mappe med navnet »{name}«: Det slutter med punktum eller mellemrum."


def notes_in_use(name: str) -> str:
    return f"Et møde er i gang i filen {name}."


def cannot_write(name: str, reason: str) -> str:
    return f"Der kan ikke skrives i {name}: {reason}."


def no_meeting(where: str) -> str:
    return f"Der er ingen møder i {where}."
