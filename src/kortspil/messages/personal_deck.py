"""The words of the user's own deck, and the sentences for a question that cannot be saved in it."""

from __future__ import annotations

TITLE = "Egne kort"
AREA = "Egne spørgsmål"
REMARKS = (
    "Spørgsmål, I selv har stillet på jeres møder. I kan rette i filen med et tekstprogram.",
    "Nye spørgsmål kommer til nederst, så lad kortene stå sidst.",
)
TAKEN_HINT = "Prøv igen om lidt."


def after_the_cards(name: str, line: int) -> str:
    return f"Der kan ikke lægges kort til sidst i {name}, på grund af det, der står i linje {line}."


AFTER_THE_CARDS_HINT = f"Ret filen, så den slutter med kortene i området »{AREA}«, hvert kort på sine egne linjer."


def is_full(name: str) -> str:
    return f"Der er ikke plads til flere kort i {name}."


IS_FULL_HINT = "Flyt nogle af kortene til en anden fil."


def taken(name: str) -> str:
    return f"Et andet møde er ved at skrive i {name}."


def hidden_character(question: str, character: str) -> str:
    shown = question if len(question) <= 60 else f"{question[:60]}…"
    return f"»{shown}« kan ikke blive et kort: Der er et usynligt tegn i det (U+{ord(character):04X})."
