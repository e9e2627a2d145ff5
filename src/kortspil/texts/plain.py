"""What plain mode says that the full screen shows in another way."""

from __future__ import annotations

from kortspil.texts.dates import count
from kortspil.texts.notes import KIND_LABELS
from kortspil.texts.table import AGREEMENT_EXAMPLE, PROGRAM, STATUS_WORDS

PLAIN_HELP_NOTE = "Skriv bogstavet, evt. efterfulgt af tekst: n Vi mangler kurser"
PLAIN_EMPTY_LINE = "Tom linje"
# A screen reader says «>» as «større end».
PLAIN_PROMPT = "Skriv: "
PLAIN_CHOICES_AGAIN = "Skriv h for at høre valgene."
PLAIN_EXAMPLES_HIDDEN = "Eksemplerne er skjult. Skriv e for at høre dem."
PLAIN_ONE_LINE = "En note er én linje. Skriv flere noter efter hinanden."
PLAIN_QUESTION = "Spørgsmål:"
PLAIN_ASK_NUMBER = "Skriv c og nummeret eller navnet, fx: c 1"
PLAIN_MOVE = "Skriv f og en fil for at lægge noterne et andet sted, fx: f noter.md"
PLAIN_EOF = "Indtastningen sluttede, før mødet blev lukket."
LINE_WAS_CUT = "Linjen var for lang til terminalen. Kun begyndelsen kom med. Skriv resten som en ny note."
EXAMPLES_SHOWN = "Eksemplerne vises."
EXAMPLES_HIDDEN = "Eksemplerne er skjult."


def plain_opening(title: str, cards: int, notes: str) -> tuple[str, str]:
    return f"{PROGRAM}. {title}. {count(cards, 'kort', 'kort')} ligger med bagsiden opad.", f"Noterne gemmes i {notes}"


def spoken_counts(turned: int, skipped: int, left: int) -> str:
    return f"{turned} vendt, {skipped} sprunget over, {left} tilbage."


def spoken_note(about: str, kind_value: str, text: str) -> str:
    return f"{about}, {KIND_LABELS[kind_value].lower()}: {text}"


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
