"""What is said of meetings that were held: to go on with one, to list them, to delete one."""

from __future__ import annotations

from datetime import datetime

from kortspil.texts.dates import count, moment


def contents(turned: int, notes: int) -> str:
    return f"{count(turned, 'kort', 'kort')} vendt, {count(notes, 'note', 'noter')}."


# --- Going on

NOTHING_TO_RESUME = "Der er ikke noget møde, som blev afbrudt."
GO_ON = "Vil I fortsætte det? Skriv j for ja eller n for et nyt møde: "


def unfinished(at: datetime, turned: int, notes: int) -> str:
    return f"Mødet fra {moment(at)} blev ikke lukket: {contents(turned, notes)}"


def go_on_with(call: str) -> str:
    return f"Fortsæt det med: {call}"


def resume_takes_no(option: str) -> str:
    return f"Et møde fortsætter med de kort og de deltagere, det har. {option} kan ikke bruges sammen med --resume."


def resume_remedy(call: str) -> str:
    return f"Skriv kun: {call}"


def nothing_to_resume_remedy(program: str) -> str:
    return (
        f"Begynd et nyt med: {program} play\nEt møde, der er lukket, kan tages op igen. Se dem med: {program} sessions"
    )


def resume_deck_remedy(call: str) -> str:
    return f"Er kortsættet flyttet, så skriv, hvor det ligger nu: {call} FIL"


# --- The list

CLOSED = "lukket"
BROKEN_OFF = "afbrudt"
GOING_ON = "i gang"
SESSIONS_REMEDY = "Se møderne og deres navne med: kortspil sessions"


def session(at: datetime, state: str) -> str:
    return f"{moment(at)}, {state}"


def no_sessions(folder: str, program: str) -> str:
    return f"Der er ingen møder i {folder}. Hold et med: {program} play"


def no_such_meeting(name: str) -> str:
    return f"Der er ikke noget møde, hvis navn begynder med »{name}«."


def many_meetings(name: str, found: list[str]) -> str:
    shown = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
    return f"Flere møder begynder med »{name}«: {shown}"


# --- Deleting

IS_GOING_ON_REMEDY = "Luk mødet først, i det vindue, hvor det er i gang."
CANNOT_ASK = "Der er ingen at spørge, om mødet skal slettes."
DELETE_FOR_GOOD = "Skal mødet slettes for altid? Skriv j for ja eller n for nej: "
SAVE_AS_UTF8_REMEDY = "Gem filen som UTF-8, og prøv igen."
NOTHING_DELETED = "Mødet er ikke slettet."


def cannot_ask_remedy(call: str) -> str:
    return f"Slet det uden at blive spurgt: {call}"


def deleted(at: datetime) -> str:
    return f"Mødet fra {moment(at)} er slettet."
