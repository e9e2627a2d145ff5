"""Headers of the sheets, and the error for a sheet that is too long."""

from __future__ import annotations

from kortspil.messages.dates import number
from kortspil.messages.notes import CARD_WORD, GROUP_LABEL, KIND_LABELS, OWN_QUESTION

MEETING = "Møde"
DATE = "Dato"
GROUP = GROUP_LABEL
AREA = "Område"
CARD = CARD_WORD
QUESTION = "Spørgsmål"
KIND = "Type"
TEXT = "Tekst"
PARTICIPANT = "Deltager"
DUE = "Hvornår"
AGREEMENT = KIND_LABELS["agreement"]
WHO = "Hvem"
STATUS = "Status"
NEED = KIND_LABELS["need"]

NOTES_SHEET = "Noter"
AGREEMENTS_SHEET = "Aftaler"
NEEDS_SHEET = "Kompetencebehov"

OWN_QUESTION_SKIPPED = f"{OWN_QUESTION}, sprunget over"
OWN_QUESTION_UNTURNED = f"{OWN_QUESTION}, ikke vendt"


GOES_ON = "(fortsat)"


def goes_on(kind: str) -> str:
    return f"{kind} {GOES_ON}"


def too_many_rows(rows: int, most: int) -> str:
    return f"Referatet fylder {number(rows)} rækker, og et ark i Excel har højst plads til {number(most)}."


TOO_MANY_ROWS_HINT = "Gem det som csv i stedet, fx: kortspil export referat.csv"
