"""The sentences that only plain mode uses."""

from __future__ import annotations

from datetime import datetime

from kortspil.messages import meeting
from kortspil.messages.dates import clock, count, number
from kortspil.messages.meeting import AGREEMENT_EXAMPLE, PROGRAM, STATUS_WORDS

PLAIN_HELP_NOTE = "Skriv bogstavet, evt. efterfulgt af tekst: n Vi mangler kurser"
PLAIN_EMPTY_LINE = "Tom linje"
# Not «>», which screen readers read out as «større end».
PLAIN_PROMPT = "Skriv: "
PLAIN_CHOICES_AGAIN = "Skriv h for at høre valgene."
PLAIN_EXAMPLES_HIDDEN = "Eksemplerne er skjult. Skriv e for at høre dem."
PLAIN_ONE_LINE = "En note er én linje. Skriv flere noter efter hinanden."
PLAIN_QUESTION = "Spørgsmål:"
PLAIN_ASK_NUMBER = "Skriv c og nummeret eller navnet, fx: c 1"
PLAIN_MOVE = "Skriv f og en fil for at lægge noterne et andet sted, fx: f noter.md"
PLAIN_EOF = "Indtastningen sluttede, før mødet blev lukket."
LINE_WAS_CUT = "Linjen var for lang til terminalen. Kun begyndelsen kom med. Skriv resten som en ny note."
EXAMPLES_HIDDEN = "Eksemplerne er skjult."


def plain_opening(title: str, cards: int, notes: str) -> tuple[str, str]:
    return f"{PROGRAM}. {title}. {count(cards, 'kort', 'kort')} ligger med bagsiden opad.", f"Noterne gemmes i {notes}"


def spoken_counts(turned: int, skipped: int, left: int) -> str:
    return f"{number(turned)} vendt, {number(skipped)} sprunget over, {number(left)} tilbage."


def spoken_note(about: str, label: str, text: str) -> str:
    return f"{about}, {label}: {text}"


def source_line(source: str) -> str:
    return f"Kilde: {source}"


def case_ends(card: str) -> str:
    return f"Casen er slut. I er ved {card or 'bordet'}."


def plain_unsaved(text: str) -> str:
    return f"Det, der ikke blev gemt: {text}"


def plain_card(position: int, of: int, area: str) -> str:
    return f"Kort {position} af {of}. {area}."


def plain_ask_parked(label: str) -> str:
    return f"{label}: skriv teksten på næste linje. En tom linje parkerer selve spørgsmålet."


def plain_ask_text(label: str) -> str:
    return f"{label}: skriv teksten på næste linje. En tom linje fortryder."


def plain_ask_agreement(label: str) -> str:
    return (
        f"{label}: skriv teksten på næste linje, gerne med hvem og hvornår, fx {AGREEMENT_EXAMPLE}. "
        "En tom linje fortryder."
    )


def plain_choices(pairs: list[tuple[str, str]]) -> str:
    return "Vælg: " + ", ".join(f"{key} {label}" for key, label in pairs) + "."


def plain_status(position: int, area: str, status: str, question: str) -> str:
    said = f": {question}" if question else ""
    about = f"{area}, {STATUS_WORDS[status]}" if area else STATUS_WORDS[status].capitalize()
    return f"Kort {position}. {about}{said}"


def spoken_draft(label: str, where: str, text: str) -> str:
    return f"Kladde, {label.lower()}{f' ({where})' if where else ''}: {text}"


def typed(line: str) -> str:
    return f"I skrev: »{line}«"


# --- Texts that are asked for on the next line

ASK_NEW_TEXT = "Skriv den nye tekst på næste linje. En tom linje beholder den gamle."
NOT_CHANGED = "Teksten er ikke ændret."
KEEP_OWN = "Skal jeres egne spørgsmål gemmes i jeres eget kortsæt? j/n"


def present_text(label: str, text: str) -> str:
    return f"{label}, som det står nu: {text}"


def ask_what_comes_of_it(label: str) -> str:
    return f"{label}: skriv teksten på næste linje. En tom linje tager punktet, som det står."


def ask_sentence(name: str) -> str:
    return f"{name}: skriv én sætning på næste linje. En tom linje giver ordet videre."


def ask_people(people: list[str]) -> str:
    asked = (
        f"{meeting.PEOPLE_LABEL}, på næste linje med komma imellem. Et navn, der er med, går. En tom linje fortryder."
    )
    return f"{meeting.who_is_here(people)} {asked}".strip()


def neither_yes_nor_no(answer: str) -> str:
    return f"{typed(answer)} Svar j for ja eller n for nej." if answer else "Svar j for ja eller n for nej."


# --- Time

BREAK_BEGINS = "I holder pause, og uret står stille. En tom linje eller k går videre."


def meeting_lasts(minutes: int, until: datetime) -> str:
    return f"I har {count(minutes, 'minut', 'minutter')}, til {clock(until)}."


def time_left(minutes: int) -> str:
    said = meeting.time_left(minutes)
    return f"{said[0].upper()}{said[1:]}."


def time_left_until(minutes: int, until: datetime) -> str:
    return f"{meeting.time_left(minutes)}, til {clock(until)}."


def time_for_card(minutes: int, until: datetime) -> str:
    return f"Tid til kortet: {count(minutes, 'minut', 'minutter')}, til {clock(until)}."


# --- The parts of a meeting

EMPTY_LINE_GOES_ON = "En tom linje går videre."
EMPTY_LINE_ENDS_THE_ROUND = "En tom linje slutter afrundingen."
HOW_TO_SPEAK = "Skriv n og sætningen, eller en tom linje og så sætningen. v giver ordet videre."


def agreement(position: int, of: int, text: str) -> str:
    return f"Aftale {position} af {of}: {text}"


def parked_point(position: int, of: int, text: str) -> str:
    return f"Parkeret punkt {position} af {of}: {text}"


def parked_at(where: str, question: str) -> str:
    return f"Parkeret ved {where}: {question}" if question else f"Parkeret ved {where}."
