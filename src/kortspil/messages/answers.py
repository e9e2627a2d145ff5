"""The answers to commands."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kortspil.messages.dates import count, duration, listed, moment
from kortspil.messages.notes import KIND_LABELS, VERDICTS, agreement_details

WRITTEN_AGAIN = "Noget af det gemte stod ikke i notefilen mere. Det er skrevet igen."
DRAFT_KEPT = "Kladden er gemt. Tryk på samme tast for at skrive videre."
DRAFT_DELETED = "Kladden er slettet."
UNDONE_QUESTION = "Fortrudt: jeres eget spørgsmål er taget af bordet."
UNDONE_WARMUP = "Fortrudt: I er tilbage i åbningsrunden."
UNDONE_PART = "Fortrudt: I er tilbage ved bordet."
UNDONE = "Det er fortrudt."
GOES_ON = "Så er I i gang igen."
DONE_WITH = {
    "aabning": "Så er I i gang. Vend det første kort.",
    "afrunding": "Afrundingen er slut.",
    "parkeret": "Det parkerede er gået igennem.",
    "sidst": "Så er I i gang. Vend det første kort.",
}
PARKED_QUESTION = "selve spørgsmålet"
WRITING_WITHOUT_CARD = "Der er ikke noget kort at skrive på. Vend et kort; et vendt kort tages op igen med sit nummer."
ONLY_AT_A_CARD = "Det kan kun gøres ved et vendt kort."
ONLY_AT_THE_TABLE = "Det kan kun gøres ved bordet. Bliv først færdige her (Enter)."
ASKING_AT_A_CARD = "Bliv først færdige her (Enter). Så kan I lægge jeres eget spørgsmål på bordet."


def noted(kind_value: str, text: str, *, is_changed: bool = False) -> str:
    saved = " rettet" if is_changed else "" if kind_value == "parked" else " gemt"
    label = _noun(kind_value) if is_changed else KIND_LABELS[kind_value]
    return f"{label}{saved}: {text}"


def spoken_by(name: str, text: str) -> str:
    return f"{name}: {text}"


def removed(kind_value: str, text: str) -> str:
    return f"{_noun(kind_value)} slettet: »{text}«. u fortryder."


def reviewed(verdict: str, text: str) -> str:
    return f"{VERDICTS[verdict]}: {text}"


def passed(name: str, following: str) -> str:
    return f"{name} giver turen videre{f' til {following}' if following else ''}."


def arrived(name: str) -> str:
    return f"{name} er kommet til."


def departed(name: str) -> str:
    return f"{name} er gået."


def not_among(name: str, people: list[str]) -> str:
    return f"Med er {listed(people)}." if people else f"{name} er ikke med."


def agreed(text: str, who: tuple[str, ...], due: date | None, unclear: str, *, is_changed: bool) -> str:
    """Return the answer to an agreement.

    It names who and when before the text, because a window cuts the end of a long answer. ``unclear`` are the words
    about a time that name no certain day, or "".
    """
    understood = agreement_details(who, due)
    saved = f"{KIND_LABELS['agreement']} {'rettet' if is_changed else 'gemt'}{f' ({understood})' if understood else ''}"
    if not unclear:
        return f"{saved}: {text}"
    return (
        f"{saved}. »{unclear}« er ikke en bestemt dag og står, som I skrev det. En dag skrives fx: senest 1. december."
    )


def undone_note(kind_value: str, text: str) -> str:
    return f"Fortrudt: {_noun(kind_value).lower()} »{text}«."


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
    return f"Kort {listed([str(position) for position in positions])} findes ikke mere i kortsættet."


def not_saved(what: str) -> str:
    return f"IKKE GEMT. {what} Prøv igen, eller læg noterne et andet sted (f)."


def typing_not_saved(what: str) -> str:
    return f"Det, I skriver, er ikke gemt endnu. {what}"


def more_time(minutes: int, *, is_card: bool) -> str:
    return f"{'Kortet' if is_card else 'Mødet'} får {count(minutes, 'minut', 'minutter')} mere."


def resumed(since: datetime, spent: timedelta) -> str:
    return f"Mødet fra {moment(since)} fortsætter. I har brugt {duration(spent)} indtil nu."


def _noun(kind_value: str) -> str:
    return "Parkeret punkt" if kind_value == "parked" else KIND_LABELS[kind_value]
