"""Messages of ``kortspil export``."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime

from kortspil.messages.cli import meant
from kortspil.messages.dates import MONTHS, OR, WEEKDAYS, count, date, listed, moment, number

LOOKING = "Finder møderne"
READING = "Læser møderne"
SETTING_UP = "Sætter referatet op"


def of_all(done: int, total: int) -> str:
    return f"{number(done)} af {number(total)}"


# --- Which meetings

MEETING_OR_ALL = "--meeting vælger bestemte møder og kan ikke bruges sammen med --all eller --since."
MEETING_OR_ALL_HINT = "Brug enten --meeting eller --all og --since."
SINCE_HINT = 'Skriv fx: --since 2026-09-01 eller --since "1. september 2026"'
FOLDER_WITHOUT_NOTES_HINT = "Noterne er filer, der ender på .md. Se, hvor de ligger, med: kortspil sessions"


def no_day(typed: str) -> str:
    return f"»{typed}« efter --since kan ikke læses som en dag."


def day_to_come(typed: str) -> str:
    return f"»{typed}« efter --since er en dag, der ikke har været endnu."


def today_or_last_week(typed: str) -> str:
    return f"»{typed}« efter --since kan være i dag eller for en uge siden."


def today_or_last_week_hint(weekday: int) -> str:
    return f'Skriv --since "i dag" eller --since "sidste {WEEKDAYS[weekday]}"'


def month_is_shorter(typed: str, month: int, year: int, days: int) -> str:
    return f"»{typed}« efter --since findes ikke: {MONTHS[month - 1].capitalize()} {year} har {days} dage."


def year_has_fewer_weeks(typed: str, year: int, weeks: int) -> str:
    return f"»{typed}« efter --since findes ikke: {year} har {weeks} uger."


def other_weekday(typed: str, at: Day) -> str:
    return f"»{typed}« efter --since passer ikke: {date(at)} er en {WEEKDAYS[at.weekday()]}."


def two_days(typed: str, one: Day, other: Day) -> str:
    return f"»{typed}« efter --since kan være {date(one)} eller {date(other)}."


def two_days_hint(one: Day, other: Day) -> str:
    return f"Skriv --since {one.isoformat()} eller --since {other.isoformat()}"


def no_meeting_since(day: Day, last: datetime) -> str:
    return f"Der er ingen møder fra {date(day)} eller senere. Det seneste er fra {moment(last)}."


def area_at_no_meeting(typed: str, near: list[str]) -> str:
    return f"Ingen af møderne har området »{typed}«.{meant(near)}"


def folder_without_notes(name: str) -> str:
    return f"Der er ingen notefiler i mappen {name}."


def left_out(why: str) -> str:
    return f"{why} Filens møder er ikke med."


def _in_areas(only: tuple[str, ...]) -> str:
    return f" i {'området' if len(only) == 1 else 'områderne'} {listed(only)}" if only else ""


def meeting_without_notes(at: datetime, only: tuple[str, ...]) -> str:
    return f"Mødet {moment(at)} har ingen noter{_in_areas(only)}."


def all_without_notes(meetings: int, only: tuple[str, ...]) -> str:
    return f"Ingen af de {number(meetings)} møder har noter{_in_areas(only)}."


def without_notes(meetings: int) -> str:
    return f"{count(meetings, 'møde', 'møder')} uden noter er ikke med."


def without_notes_hint(command: str) -> str:
    return f"Vil du have et referat alligevel, så skriv: {command}"


def earlier_with_notes(at: datetime, command: str) -> str:
    return f"Det seneste møde med noter er fra {moment(at)}. Få dets referat med: {command}"


def targets_exist(names: list[str]) -> str:
    return f"{listed(names)} findes i forvejen."


def targets_exist_hint(files: int, command: str) -> str:
    if files == 1:
        return f"Vælg et andet navn, eller overskriv filen med: {command}"
    return f"Vælg andre navne, eller overskriv dem alle med: {command}"


def overwrite(name: str) -> str:
    return f"{name} findes i forvejen. Skal den overskrives? Skriv j for ja eller n for nej: "


def not_overwritten(name: str) -> str:
    return f"{name} er ikke ændret."


def target_is_notes(name: str) -> str:
    return f"{name} er en fil med noter fra møder. Den bliver ikke overskrevet."


def target_is_notes_hint(command: str) -> str:
    return f"Skal referatet laves af den, så skriv: {command}"


def not_for_a_terminal(name: str) -> str:
    return f"En {name}-fil kan ikke vises på skærmen."


def unknown_suffix(suffix: str, known: list[str]) -> str:
    named = f"Endelsen {suffix}" if suffix else "En fil uden endelse"
    return f"{named} kan ikke bruges til et referat. Brug {listed([f'.{name}' for name in known], OR)}."


def unknown_suffix_hint(example: str) -> str:
    return f"Skriv fx: kortspil export {example}"


def unknown_format(name: str, known: list[str]) -> str:
    return f"Formatet »{name}« findes ikke. Brug {listed(known, OR)}."


MARKDOWN = "Markdown: almindelig tekst"
WEB_PAGE = "en webside"
WORD = "Word"
PDF = "til arkivet og printeren"
CSV = "en række for hver note"
EXCEL = "Excel"
JSON = "til andre programmer"
JSON_LINES = "til andre programmer, et møde på hver linje"
ALSO_CALLED = {
    **dict.fromkeys(("doc", "word", "odt", "rtf"), "docx"),
    **dict.fromkeys(("xls", "excel", "ods"), "xlsx"),
    **dict.fromkeys(("htm", "web"), "html"),
    **dict.fromkeys(("markdown", "txt", "text", "tekst"), "md"),
}
"""The format to suggest for a suffix or name that is not supported."""


def unknown_format_hint(name: str) -> str:
    return f"Skriv fx: kortspil export referat.{name} --format {name}"


def lacks_library(name: str, library: str) -> str:
    return f"For at skrive {name} skal programmet bruge biblioteket {library}, som ikke er installeret her."


def cannot_load_library(name: str, library: str) -> str:
    return f"For at skrive {name} skal programmet bruge biblioteket {library}. Det er installeret, men kan ikke åbnes."


def install_anew(call: str) -> str:
    return f"Installér det igen med: {call}"


def install(call: str) -> str:
    return f"Installér det med: {call}"


def pdf_too_large(needed: int, available: int) -> str:
    return (
        f"Så stort et referat kan kræve {_gigabytes(needed)} hukommelse som PDF, "
        f"og computeren har {_gigabytes(available)} fri."
    )


PDF_TOO_LARGE_HINT = "Tag færre møder med, fx med --since, eller skriv docx eller html i stedet."


def _gigabytes(amount: int) -> str:
    return f"{amount / 1e9:.1f} GB".replace(".", ",")


def pdf_failed(said: str) -> str:
    return f"Referatet kunne ikke laves som pdf. Biblioteket typst svarede: »{said}«."


PDF_FAILED_HINT = "Brug et andet format, fx: kortspil export referat.docx"


def exported(at: datetime, name: str) -> str:
    return f"Referatet af mødet {moment(at)} ligger nu i {name}."


def exported_all(meetings: int, name: str) -> str:
    return f"Referatet af {count(meetings, 'møde', 'møder')} ligger nu i {name}."


def unreadable_lines(name: str, lines: tuple[int, ...]) -> str:
    shown = ", ".join(str(line) for line in lines[:10]) + (" …" if len(lines) > 10 else "")
    return f"I {name} er der noget i linje {shown}, som programmet ikke kan forstå. Resten er med."


def target_is_ours(name: str) -> str:
    return f"{name} ligger i programmets egen mappe og er ikke et referat. Den bliver ikke overskrevet."


def target_is_folder(name: str) -> str:
    return f"{name} er en mappe. Referatet skal i en fil."
