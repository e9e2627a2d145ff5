"""Messages about stored meetings: resuming, listing and deleting them."""

from __future__ import annotations

from datetime import datetime

from kortspil.messages.dates import count, moment


def own_cards_kept(new: int, command: str) -> str:
    kept = f"{count(new, 'spørgsmål', 'spørgsmål')} er gemt i jeres eget kortsæt" if new else "De er gemt i forvejen"
    return f"{kept}. Spil med det: {command}"


def contents(turned: int, notes: int) -> str:
    return f"{count(turned, 'kort', 'kort')} vendt, {count(notes, 'note', 'noter')}."


# --- Resuming

NOTHING_TO_RESUME = "Der er ikke noget afbrudt møde."
GO_ON = "Vil I fortsætte det møde? Skriv j (eller bare Enter) eller n for et nyt: "
GO_ON_OR_AS_TYPED = "Vil I fortsætte det i stedet? Skriv j for ja eller n for det nye møde: "
ANSWER = "Svar med j eller n."


def unfinished(at: datetime, turned: int, notes: int) -> str:
    return (
        f"Mødet fra {moment(at)} blev ikke lukket. "
        f"Der er vendt {count(turned, 'kort', 'kort')} og skrevet {count(notes, 'note', 'noter')}."
    )


def go_on_with(call: str) -> str:
    return f"Fortsæt det med: {call}"


def resume_takes_no(option: str) -> str:
    return f"Et møde, der fortsætter, beholder sine kort og deltagere. {option} kan ikke bruges her."


def resume_hint(call: str) -> str:
    return f"Skriv kun: {call}"


def nothing_to_resume_hint(program: str) -> str:
    return (
        f"Begynd et nyt med: {program} play\n"
        f"Et lukket møde kan også fortsættes. Find navnet med: {program} sessions\n"
        f"Skriv så: {program} play --meeting NAVN"
    )


def resume_deck_hint(call: str) -> str:
    return f"Er kortsættet flyttet, så skriv, hvor det ligger nu: {call} FIL"


# --- The list

CLOSED = "lukket"
BROKEN_OFF = "afbrudt"
GOING_ON = "i gang"
SESSIONS_HINT = "Se møderne og deres navne med: kortspil sessions"


def state(at: datetime, state: str) -> str:
    return f"{moment(at)}, {state}"


def no_sessions(folder: str, program: str) -> str:
    return f"Der er ingen møder i {folder}. Hold et med: {program} play"


def no_such_meeting(name: str) -> str:
    return f"Intet møde har et navn, der begynder med »{name}«."


def many_meetings(name: str, found: list[str]) -> str:
    shown = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
    return f"Flere møder har navne, der begynder med »{name}«: {shown}"


# --- Deleting

IS_GOING_ON_HINT = "Luk først mødet i det vindue, hvor det er åbent."
CANNOT_ASK = "Programmet kan ikke spørge her, om mødet skal slettes."
DELETE_FOR_GOOD = "Skal mødet slettes for altid? Skriv j for ja eller n for nej: "
SAVE_AS_UTF8_HINT = "Gem filen som UTF-8, og prøv igen."
NOTHING_DELETED = "Mødet er ikke slettet."


def cannot_ask_hint(call: str) -> str:
    return f"Slet det uden at blive spurgt: {call}"


def deleted(at: datetime) -> str:
    return f"Mødet fra {moment(at)} er slettet."
