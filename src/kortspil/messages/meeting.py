"""The sentences of a meeting: those of the full screen, and those that both front ends share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kortspil.messages.dates import OR, clock, count, duration, listed, number
from kortspil.messages.keys import ENTER, NEW_LINE
from kortspil.messages.notes import KIND_LABELS, OWN_AREA, ROUND_TITLE, WARMUP_TITLE

WARMUP = WARMUP_TITLE
PLACES = {"aabning": WARMUP_TITLE, "afrunding": ROUND_TITLE}
OWN_QUESTIONS = OWN_AREA

# --- The table and the cards

PROGRAM = "kortspil"
TOO_SMALL = "Vinduet er for lille. Gør det større."
NO_EXAMPLES = "Kortet har ingen eksempler."
NO_EXAMPLES_SHOWN = "Eksemplerne er skjult. Tryk e for at se dem."
OVERVIEW_TITLE = "Overblik"
CASES_TITLE = "Cases"
TIME_TITLE = "Tid"
STILL_FACE_DOWN = "bagsiden opad"
STATUS_WORDS = {"turned": "vendt", "skipped": "sprunget over", "open": "på bordet", "face down": STILL_FACE_DOWN,
                "gone": "findes ikke mere i kortsættet"}  # fmt: skip


def counts(turned: int, skipped: int, left: int) -> str:
    return f"{number(turned)} vendt · {number(skipped)} sprunget over · {number(left)} tilbage"


def counts_short(turned: int, skipped: int, left: int) -> str:
    return f"{number(turned)}/{number(turned + skipped + left)} vendt"


def card_title(position: int, of: int) -> str:
    return f"Kort {position} af {of}"


def card_on_table(position: int, area: str, status: str) -> str:
    return " · ".join(filter(None, [f"Kort {position}", area, STATUS_WORDS[status]]))


def choosing(digits: str) -> str:
    return f"Kort {digits}_ · Enter vender, Esc fortryder"


def kind(value: str) -> str:
    return KIND_LABELS[value]


def more_lines(above: int, below: int) -> str:
    parts = [f"▲ {count(above, 'linje', 'linjer')}"] if above else []
    parts += [f"▼ {count(below, 'linje', 'linjer')}"] if below else []
    return " · ".join(parts)


def more_cards(above: int, below: int) -> str:
    parts = [f"▲ {count(above, 'række', 'rækker')}"] if above else []
    parts += [f"▼ {count(below, 'række', 'rækker')}"] if below else []
    return " · ".join(parts)


def area_left(name: str, left: int) -> str:
    return f"{name}: {left} tilbage"


def not_shown(characters: int) -> str:
    return f"… og {count(characters, 'tegn', 'tegn')} mere, som står i notefilen."


# --- Writing

EDITOR_HINTS = ((ENTER, "gemmer"), (NEW_LINE, "ny linje"), ("Esc", "beholder kladden"))
AGREEMENT_EXAMPLE = "@Anna senest 1. december"
# The example is the second of four hints, because that is the one that a narrow window leaves out first.
AGREEMENT_HINTS = (EDITOR_HINTS[0], (AGREEMENT_EXAMPLE, "siger hvem og hvornår"), *EDITOR_HINTS[1:])
QUESTION_HINTS = ((ENTER, "lægger det på bordet"), ("Esc", "beholder kladden"))
OWN_QUESTION_LABEL = "Jeres eget spørgsmål"
SENTENCE_HINTS = ((ENTER, "uden tekst giver ordet videre"), ("Esc", "tilbage"))
PARK_HINTS = ((ENTER, "uden tekst parkerer spørgsmålet"), ("Esc", "tilbage"))
PLACE_LABEL = "Nyt sted til noterne (fil eller mappe)"
PLACE_HINTS = (
    (ENTER, "lægger noterne her"),
    ("Esc", "tilbage, så I kan prøve igen"),
    ("Ctrl+C", "slutter uden at gemme teksten"),
)
NO_PLACE = "Skriv, hvilken fil noterne skal ligge i."
PASTE_HINT = "For at indsætte tekst: tryk først n for en note."
PASTE_AT_TABLE_HINT = "For at indsætte tekst: vend først et kort, og tryk n for en note."


def card_number(position: int) -> str:
    return f"kort {position}"


def draft_on(label: str, place: str) -> str:
    return f"{label.lower()} ({place})"


def draft_waits(labels: list[str]) -> str:
    return f"Kladde: {', '.join(labels)}"


def more_characters(above: int, below: int) -> str:
    parts = [f"▲ {count(above, 'tegn', 'tegn')}"] if above else []
    parts += [f"▼ {count(below, 'tegn', 'tegn')}"] if below else []
    return " · ".join(parts)


# --- Answers to commands

ALL_TURNED = "Der er ikke flere kort med bagsiden opad. q lukker mødet, g lægger jeres eget spørgsmål på bordet."
NO_NOTE_HERE = "Der er ikke skrevet noget her endnu."
REFUSALS = {
    "none left": ALL_TURNED,
    "no open card": "Vend først et kort.",
    "card is open": "Der ligger et vendt kort. Tryk Enter, når I er færdige med det.",
    "nothing to undo": "Der er ikke noget at fortryde.",
    "empty": "Der blev ikke skrevet noget.",
    "no note here": NO_NOTE_HERE,
    "nothing to review": "Alle aftalerne er gået igennem. Enter går videre.",
    "nothing parked": "Der er ikke parkeret noget.",
    "nobody's turn": "Der er ingen at give turen videre til. d skriver, hvem der er med.",
    "no clock": "Mødet har intet ur. Sæt ét med --minutes, når I begynder.",
    "paused": "I holder pause. Enter eller k går videre.",
    "not paused": "I holder ikke pause.",
    "closed": "Mødet er lukket.",
    "not here and now": "Gør først det her færdigt (Enter, eller s for at springe resten over).",
}
NO_CASES = "Der er ingen cases."


def not_understood(typed: str) -> str:
    return f"»{typed}« kan ikke bruges her. h giver hjælp."


def not_understood_line(typed: str) -> str:
    return f"»{typed}« kan ikke bruges her. Skal det noteres, så skriv n foran: n {typed}"


def no_such_case(typed: str, near: list[str], last: int) -> str:
    meant = f"Mente I {listed([f'»{name}«' for name in near], OR)}?" if near else f"Der er case 1 til {last}."
    return f"Der er ingen case, der hedder »{typed}«. {meant}"


def not_saved_here(what: str) -> str:
    return f"IKKE GEMT. {what}"


def moved(path: str) -> str:
    return f"Noterne ligger nu i {path}"


# --- Time


def meeting_time(since: datetime, spent: timedelta) -> str:
    return f"Mødet begyndte {clock(since)} og har varet {duration(spent)}."


def card_time(spent: timedelta) -> str:
    return f"Kortet har ligget på bordet i {duration(spent)}."


def time_until(until: datetime) -> str:
    return f"Kortet har tid til {clock(until)}"


CARD_TIME_IS_UP = "Tiden til kortet er gået."
MEETING_TIME_IS_UP = "Mødets tid er gået."
TIME_IS_UP = f"{CARD_TIME_IS_UP} Enter går videre, m giver mere tid."
MEETING_IS_OVER = f"{MEETING_TIME_IS_UP} q lukker mødet, m giver mere tid."
PAUSE = "Pause"
PAUSE_SAID = "I holder pause."
PAUSE_HINTS = ((f"{ENTER} eller k", "går videre"),)


def time_left(minutes: int) -> str:
    return f"{count(minutes, 'minut', 'minutter')} tilbage" if minutes > 0 else "tiden er gået"


def time_left_short(minutes: int) -> str:
    return f"{minutes} min." if minutes > 0 else "0 min."


def minutes_left(minutes: int) -> str:
    return f"Der er {count(minutes, 'minut', 'minutter')} tilbage."


def time_to_round_off(minutes: int, has_parts: bool) -> str:
    if not has_parts:
        return f"{minutes_left(minutes)} Tid til at runde af: q lukker mødet."
    return f"{minutes_left(minutes)} Tid til afrundingen: q tager jer igennem den."


def turn_short(name: str) -> str:
    return f"Tur: {name}"


def whose_turn(phase: str, turn: str, reader: str) -> str:
    if phase == "card":
        return f"{reader} har vendt kortet" if reader else ""
    if phase == "table":
        return f"{turn} vender næste kort" if turn else ""
    return f"{turn} har ordet" if phase == "round" and turn else ""


# --- The parts of a meeting

GROUND_RULES = ("Alle får tid til at tale.", "I behøver ikke blive enige.", "I må springe et kort over.")
NO_SENSITIVE_DATA = "Skriv ikke følsomme personoplysninger i noterne."
AGREEMENT_LEAD = "Sidst aftalte I:"
ALL_REVIEWED = "Alle aftalerne er gået igennem."
PARKED_LEAD = "I parkerede:"
ROUND_QUESTION = "Hvad tager I med jer fra mødet? Én sætning fra hver."
ALL_HAVE_SPOKEN = "Alle har haft ordet."
PEOPLE_LABEL = "Skriv, hvem der kommer eller går"
PEOPLE_HINTS = ((ENTER, "skriver det ned"), ("Et navn, der er med,", "går"), ("Esc", "tilbage"))
NO_WAY_BACK = "Der er ikke noget at gå tilbage til. s springer resten over."


def who_is_here(people: Sequence[str]) -> str:
    return f"Med er {listed(people)}." if people else ""


def read_case(title: str) -> str:
    return f"I lyset af casen »{title}«:"


def left_over(left: int) -> str:
    return f"{left} tilbage"


# --- Closing

KEEP_OWN_HINT = ("g", "gem jeres egne spørgsmål")
CLOSING_TITLE = "Luk mødet"
NOTHING_SAVED = "Der er ikke gemt nogen noter fra mødet."
NOTHING_KEPT = "Der skete ikke noget på mødet, så der er ikke gemt nogen noter."
EXPORT_LEAD = "Få referatet med kommandoen:"
EXPORT_HINT = "Skal det være til Word, så skriv .docx i stedet for .md."
RESUME_LEAD = "Fortsæt mødet med:"
UNSAVED = "Dette blev ikke gemt:"
DRAFTS_KEPT = "Det, I var i gang med at skrive, er gemt som kladde."


def closing_counts(turned: int, skipped: int, left: int) -> str:
    parts = [f"vendte {turned} kort"]
    parts += [f"sprang {skipped} over"] if skipped else []
    parts += [f"lod {left} blive liggende"] if left else []
    return f"I {listed(parts)}."


def closing_notes(counted: list[tuple[str, int]]) -> str:
    names = {
        "note": ("note", "noter"),
        "need": ("kompetencebehov", "kompetencebehov"),
        "agreement": ("aftale", "aftaler"),
        "parked": ("parkeret punkt", "parkerede punkter"),
    }
    parts = [count(number, *names[value]) for value, number in counted if number]
    if not parts:
        return "I gemte ingen noter."
    return f"I skrev {listed(parts)}."


def closing_reviewed(reviewed: int) -> str:
    return f"I tog stilling til {count(reviewed, 'aftale', 'aftaler')} fra sidst."


def notes_lie_in(path: str) -> str:
    return f"Noterne ligger i {path}"


OWN_SHORT = "Jeres eget"
CLOSING_HINTS = ((ENTER, "luk mødet"), ("Esc", "tilbage til mødet"))
CASES_HINTS = ((ENTER, "læs"), ("Pile", "vælg"), ("Esc", "tilbage"))
READING_HINTS = (("Pile", "rul"), ("Esc", "tilbage"))
