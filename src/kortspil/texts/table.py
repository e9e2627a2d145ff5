"""What is said at the table: on the screen, in plain mode, and when a meeting closes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kortspil.texts.dates import clock, count, duration, moment
from kortspil.texts.keys import ENTER, NEW_LINE
from kortspil.texts.notes import KIND_LABELS, OWN_AREA, WARMUP_TITLE, join, promised

WARMUP = WARMUP_TITLE
OWN_QUESTIONS = OWN_AREA

# --- The table and the cards

PROGRAM = "kortspil"
TOO_SMALL = "Vinduet er for lille. Gør det større."
NO_EXAMPLES_SHOWN = "Eksemplerne er skjult. Tryk e for at se dem."
OVERVIEW_TITLE = "Overblik"
CASES_TITLE = "Cases"
TIME_TITLE = "Tid"
STILL_FACE_DOWN = "bagsiden opad"
STATUS_WORDS = {"turned": "vendt", "skipped": "sprunget over", "open": "på bordet", "face down": STILL_FACE_DOWN,
                "gone": "findes ikke mere i kortsættet"}  # fmt: skip


def counts(turned: int, skipped: int, left: int) -> str:
    return f"{turned} vendt · {skipped} sprunget over · {left} tilbage"


def counts_short(turned: int, skipped: int, left: int) -> str:
    return f"{turned}/{turned + skipped + left} vendt"


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
# Behind the first, so that it is what a narrow window leaves out.
AGREEMENT_HINTS = (EDITOR_HINTS[0], (AGREEMENT_EXAMPLE, "siger hvem og hvornår"), *EDITOR_HINTS[1:])
QUESTION_HINTS = ((ENTER, "lægger det på bordet"), ("Esc", "beholder kladden"))
OWN_QUESTION_LABEL = "Jeres eget spørgsmål"
PARK_HINTS = ((ENTER, "uden tekst parkerer spørgsmålet"), ("Esc", "tilbage"))
WRITTEN_AGAIN = "Noget af det gemte stod ikke i notefilen mere. Det er skrevet igen."
PLACE_LABEL = "Nyt sted til noterne (fil eller mappe)"
PLACE_HINTS = (
    (ENTER, "lægger noterne her"),
    ("Esc", "tilbage, så I kan prøve igen"),
    ("Ctrl+C", "slutter uden at gemme teksten"),
)
NO_PLACE = "Skriv, hvilken fil noterne skal ligge i."
DRAFT_KEPT = "Kladden er gemt. Tryk samme bogstav for at skrive videre."
PASTE_HINT = "For at indsætte tekst: tryk først n for en note."
PASTE_AT_TABLE_HINT = "For at indsætte tekst: vend først et kort, og tryk n for en note."


def card_number(position: int) -> str:
    return f"kort {position}"


def draft_on(label: str, place: str) -> str:
    return f"{label.lower()} ({place.lower()})"


def draft_waits(labels: list[str]) -> str:
    return f"Kladde: {', '.join(labels)}"


def more_characters(above: int, below: int) -> str:
    parts = [f"▲ {count(above, 'tegn', 'tegn')}"] if above else []
    parts += [f"▼ {count(below, 'tegn', 'tegn')}"] if below else []
    return " · ".join(parts)


# --- Answers to what was done

WARMUP_DONE = "Så er I i gang. Vend det første kort."
UNDONE_QUESTION = "Fortrudt: jeres eget spørgsmål er taget af bordet."
UNDONE_WARMUP = "Fortrudt: I er tilbage i åbningsrunden."
ALL_TURNED = "Der er ikke flere kort med bagsiden opad. q lukker mødet, g lægger jeres eget spørgsmål på bordet."
NO_OPEN_CARD = "Vend først et kort."
CARD_IS_OPEN = "Der ligger et vendt kort. Tryk Enter, når I er færdige med det."
NOTHING_TO_UNDO = "Der er ikke noget at fortryde."
NOTHING_WRITTEN = "Der blev ikke skrevet noget."
NO_CASES = "Der er ingen cases."


def noted(kind_value: str, text: str) -> str:
    saved = "" if kind_value == "parked" else " gemt"
    return f"{KIND_LABELS[kind_value]}{saved}: {text}"


def agreed(text: str, who: tuple[str, ...], due: date | None, unclear: str) -> str:
    """What was understood stands before the words: they may be many, and a window cuts what does not fit."""
    understood = promised(who, due)
    saved = f"{KIND_LABELS['agreement']} gemt{f' ({understood})' if understood else ''}"
    if not unclear:
        return f"{saved}: {text}"
    return (
        f"{saved}. »{unclear}« er ikke en bestemt dag og står, som I skrev det. En dag skrives fx: senest 1. december."
    )


def undone_note(kind_value: str, text: str) -> str:
    return f"Fortrudt: {KIND_LABELS[kind_value].lower()} »{text}«."


def undone_turning(position: int) -> str:
    return f"Fortrudt: kort {position} er ikke vendt alligevel."


def undone_closing(position: int) -> str:
    return f"Fortrudt: kort {position} er på bordet igen."


def card_done(position: int) -> str:
    return f"I er færdige med kort {position}."


def skipped(position: int) -> str:
    return f"Kort {position} er sprunget over."


def laid_back(position: int) -> str:
    return f"Kort {position} ligger igen med bagsiden opad."


def no_such_card(last: int) -> str:
    return f"Det kort findes ikke. Der er kort 1 til {last}."


def cards_are_gone(positions: list[int]) -> str:
    return f"Kort {join([str(position) for position in positions])} findes ikke mere i kortsættet."


PARKED_QUESTION = "selve spørgsmålet"
WRITING_WITHOUT_CARD = "Der er ikke noget kort at skrive på. Vend et kort; et vendt kort tages op igen med sit nummer."
ONLY_AT_A_CARD = "Det kan kun gøres ved et vendt kort."
ASKING_AT_A_CARD = "Bliv først færdige her (Enter). Så kan I lægge jeres eget spørgsmål på bordet."


def not_understood(typed: str) -> str:
    return f"»{typed}« kan ikke bruges her. h giver hjælp."


def not_understood_line(typed: str) -> str:
    return f"»{typed}« kan ikke bruges her. Skal det noteres, så skriv n foran: n {typed}"


def no_such_case(typed: str, near: list[str], last: int) -> str:
    meant = f"Mente du {' eller '.join(f'»{name}«' for name in near)}?" if near else f"Der er case 1 til {last}."
    return f"Der er ingen case, der hedder »{typed}«. {meant}"


def not_saved(what: str) -> str:
    return f"IKKE GEMT. {what} Prøv igen, eller læg noterne et andet sted (f)."


def not_saved_here(what: str) -> str:
    return f"IKKE GEMT. {what}"


def typing_not_saved(what: str) -> str:
    return f"Det, I skriver, er ikke gemt endnu. {what}"


def moved(path: str) -> str:
    return f"Noterne ligger nu i {path}"


# --- Time


def meeting_time(since: datetime, spent: timedelta) -> str:
    return f"Mødet begyndte {clock(since)} og har varet {duration(spent)}."


def card_time(spent: timedelta) -> str:
    return f"Kortet har ligget på bordet i {duration(spent)}."


def more_time(minutes: int, until: datetime) -> str:
    return f"Kortet får {count(minutes, 'minut', 'minutter')} mere, til {clock(until)}."


def time_until(until: datetime) -> str:
    return f"Tid til {clock(until)}"


TIME_IS_UP = "Tiden til kortet er gået. Enter går videre, m giver mere tid."

# --- A meeting that goes on


def resumed(since: datetime, spent: timedelta) -> str:
    return f"Mødet fra {moment(since)} fortsætter. I har brugt {duration(spent)} indtil nu."


# --- Closing

CLOSING_TITLE = "Luk mødet"
NOTHING_SAVED = "Der er ikke gemt nogen noter fra mødet."
NOTHING_KEPT = "Der skete ikke noget på mødet, så der er ikke gemt nogen noter."
EXPORT_LEAD = "Få referatet med kommandoen:"
RESUME_LEAD = "Fortsæt mødet med:"
UNSAVED = "Dette blev ikke gemt:"
DRAFTS_KEPT = "Det, I var i gang med at skrive, er gemt som kladde."


def closing_counts(turned: int, skipped: int, left: int) -> str:
    parts = [f"vendte {turned} kort"]
    parts += [f"sprang {skipped} over"] if skipped else []
    parts += [f"lod {left} blive liggende"] if left else []
    return f"I {join(parts)}."


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
    return f"I skrev {join(parts)}."


def notes_lie_in(path: str) -> str:
    return f"Noterne ligger i {path}"


OWN_SHORT = "Jeres eget"
CLOSING_HINTS = ((ENTER, "luk mødet"), ("Esc", "tilbage til mødet"))
CASES_HINTS = ((ENTER, "læs"), ("Pile", "vælg"), ("Esc", "tilbage"))
READING_HINTS = (("Pile", "rul"), ("Esc", "tilbage"))
