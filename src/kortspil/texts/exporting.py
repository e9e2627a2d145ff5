"""What is said about writing minutes."""

from __future__ import annotations

from datetime import datetime

from kortspil.texts.dates import moment

TARGET_IS_NOTES_REMEDY = "Vælg et andet navn til referatet, fx: kortspil export referat.md"


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


def unknown_suffix(suffix: str, known: list[str]) -> str:
    named = f"Endelsen {suffix}" if suffix else "En fil uden endelse"
    return f"{named} kan ikke bruges til et referat. Brug {_any([f'.{name}' for name in known])}."


def unknown_suffix_remedy(example: str) -> str:
    return f"Skriv fx: kortspil export {example}"


def unknown_format(name: str, known: list[str]) -> str:
    return f"Formatet »{name}« findes ikke. Brug {_any(known)}."


UNKNOWN_FORMAT_REMEDY = "Skriv fx: kortspil export - --format md"


def lacks_library(name: str, library: str) -> str:
    return f"For at skrive {name} skal programmet bruge biblioteket {library}, som ikke er installeret her."


def install(call: str) -> str:
    return f"Installér det med: {call}"


def pdf_failed(said: str) -> str:
    return f"Referatet kunne ikke laves som pdf. Biblioteket typst svarede: »{said}«."


PDF_FAILED_REMEDY = "Brug et andet format, fx: kortspil export referat.docx"


def exported(at: datetime, name: str) -> str:
    return f"Referatet af mødet {moment(at)} ligger nu i {name}."


def unreadable_lines(name: str, lines: tuple[int, ...]) -> str:
    shown = ", ".join(str(line) for line in lines[:10]) + (" …" if len(lines) > 10 else "")
    return f"I {name} er der noget i linje {shown}, som programmet ikke kan forstå. Resten er med."


def target_is_folder(name: str) -> str:
    return f"{name} er en mappe. Referatet skal i en fil."


def _any(names: list[str]) -> str:
    return " eller ".join([", ".join(names[:-1]), names[-1]])
