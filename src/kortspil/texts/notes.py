"""What stands in notes files and minutes, and what is said about such files.

The labels are part of the notes format: files written with them must be readable for ever.
"""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime, timedelta

from kortspil.texts.dates import clock, count, date, duration, moment, weekday

# --- In a notes file

DECK_LABEL = "Kortsæt"
AREA_LABEL = "Område"
GROUP_LABEL = "Gruppe"
PARTICIPANTS_LABEL = "Deltagere"
CASE_LABEL = "Læst case"
CARD_WORD = "Kort"
OWN_QUESTION = "Eget spørgsmål"
OWN_AREA = "Gruppens egne spørgsmål"
AND = "og"
KIND_LABELS = {"note": "Note", "need": "Kompetencebehov", "agreement": "Aftale", "parked": "Parkeret"}
VERDICT_LABELS = {
    "done": "Aftale fra sidst, gjort",
    "kept": "Aftale fra sidst, gælder stadig",
    "dropped": "Aftale fra sidst, bortfaldet",
}
ARRIVED_LABEL = "Kom til"
DEPARTED_LABEL = "Gik"
CHANGED = "rettet"
LAST_TIME_TITLE = "Aftaler fra sidst"
PARKED_TITLE = "Det parkerede"
ROUND_TITLE = "Afrunding"
PART_TITLES = {"warmup": "Åbningsrunde", "parked": PARKED_TITLE, "round": ROUND_TITLE, "last time": LAST_TIME_TITLE}
REMOVED_LINE = "En note blev slettet."
SKIPPED_LINE = "Sprunget over."
LAID_BACK_LINE = "Lagt tilbage med bagsiden opad."
UNDONE_LINE = "Det seneste blev fortrudt."


def meeting_heading(at: datetime) -> str:
    return f"Møde {moment(at)}"


def closed_line(at: datetime) -> str:
    return f"Mødet sluttede {clock(at)}."


def paused_line(at: datetime) -> str:
    return f"Mødet blev afbrudt {clock(at)}."


def break_line(at: datetime) -> str:
    return f"Pause {clock(at)}."


def noted_label(kind: str, by: str, *, is_changed: bool) -> str:
    about = ", ".join([*([by] if by else []), *([CHANGED] if is_changed else [])])
    return f"{KIND_LABELS[kind]} ({about})" if about else KIND_LABELS[kind]


def resumed_line(at: datetime) -> str:
    return f"Mødet blev genoptaget {moment(at)}."


def draft_label(kind: str) -> str:
    return f"Kladde ({KIND_LABELS.get(kind, OWN_QUESTION).lower()})"


# --- In the minutes

WARMUP_TITLE = "Åbningsrunde"
AGREEMENTS = "Det aftalte vi"
NEEDS = "Kompetencebehov"
PARKED = "Parkeret til senere"
CARDS = "Kort for kort"
SKIPPED = "Sprunget over"
UNTURNED = "Ikke vendt"
CASES_READ = "Læste cases"
VERDICTS = {"done": "Gjort", "kept": "Gælder stadig", "dropped": "Bortfaldet"}
NONE_NOTED = "Ingen."
HANDWRITTEN = "Tilføjet direkte i filen"
WITHOUT_CARD = "Uden for kortene"


def in_the_light_of(case: str) -> str:
    return f"Talt om i lyset af casen »{case}«."


def promised(who: tuple[str, ...], due: Day | None) -> str:
    # Not «senest»: what was typed, and stands beside it, may be «på fredag» or «fra 1. december».
    return ", ".join([*([join(list(who))] if who else []), *([weekday(due)] if due else [])])


def join(parts: list[str]) -> str:
    return " og ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def minutes_title(deck: str, at: datetime) -> str:
    return f"Referat: {deck}, {date(at)}"


def facts(at: datetime, spent: timedelta, is_closed: bool) -> str:
    ending = "" if is_closed else " Mødet er ikke lukket."
    return f"{meeting_heading(at)}. Tid brugt: {duration(spent)}.{ending}"


def group(name: str) -> str:
    return f"{GROUP_LABEL}: {name}"


def participants(names: tuple[str, ...]) -> str:
    return f"{PARTICIPANTS_LABEL}: {', '.join(names)}"


def source(deck: str) -> str:
    return f"{DECK_LABEL}: {deck}"


def card_facts(spent: timedelta) -> str:
    return f"Tid brugt: {duration(spent)}."


def gone_cards(left: int) -> str:
    return f"{count(left, 'kort', 'kort')}, som ikke længere findes i kortsættet."


# --- About files

NOTES_ELSEWHERE_REMEDY = "Vælg en anden fil med --notes."
TARGET_IS_NOTES_REMEDY = "Vælg et andet navn til referatet, fx: kortspil export referat.md"
EXPORT_ELSEWHERE_REMEDY = "Vælg et andet sted at gemme."
MAY_NOT_REMEDY = "Se efter, om filen er åben i et andet program, og om du må skrive i den og i mappen."
NO_MEETING_REMEDY = "Hold et møde først: kortspil play"


def notes_is_a_folder(name: str) -> str:
    return f"{name} er en mappe. Noterne skal i en fil."


def notes_is_no_file(name: str) -> str:
    return f"{name} er ikke en almindelig fil. Noterne skal i en fil."


def notes_are_no_text(name: str) -> str:
    return f"{name} er ikke en tekstfil, som programmet kan skrive videre i."


NOTES_NO_TEXT_REMEDY = "Vælg en anden fil med --notes, eller gem filen som almindelig tekst med kodningen UTF-8."


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


def meeting_without_notes(at: datetime) -> str:
    return f"Mødet {moment(at)} har ingen noter."


def without_notes_remedy(command: str) -> str:
    return f"Vil du have et referat alligevel, så skriv: {command}"


def earlier_with_notes(at: datetime, command: str) -> str:
    return f"Det seneste møde med noter er fra {moment(at)}. Få dets referat med: {command}"


def target_exists(name: str) -> str:
    return f"{name} findes i forvejen."


def target_exists_remedy(command: str) -> str:
    return f"Vælg et andet navn, eller overskriv filen med: {command}"


def target_is_notes(name: str) -> str:
    return f"{name} er en fil med noter fra møder. Den bliver ikke overskrevet."


def unknown_format(suffix: str, known: list[str]) -> str:
    named = f"Endelsen {suffix}" if suffix else "En fil uden endelse"
    return f"{named} kan ikke bruges til et referat. Brug {' eller '.join(known)}."


def unknown_format_remedy(example: str) -> str:
    return f"Skriv fx: kortspil export {example}"


def exported(at: datetime, name: str) -> str:
    return f"Referatet af mødet {moment(at)} ligger nu i {name}."


def unreadable_lines(name: str, lines: tuple[int, ...]) -> str:
    shown = ", ".join(str(line) for line in lines[:10]) + (" …" if len(lines) > 10 else "")
    return f"I {name} er der noget i linje {shown}, som programmet ikke kan forstå. Resten er med."


def target_is_folder(name: str) -> str:
    return f"{name} er en mappe. Referatet skal i en fil."
