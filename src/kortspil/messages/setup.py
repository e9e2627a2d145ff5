"""The questions before a meeting, the words that answers may have, and the replies to answers that cannot be used."""

from __future__ import annotations

from kortspil.messages.cli import meant
from kortspil.messages.dates import count

# --- The questions

INTRODUCTION = "Et nyt møde. Er I klar, så tryk bare Enter ved hvert spørgsmål."
AREAS = "Hvilke områder? Skriv numre, fx 1, 3. Enter tager alle."
PARTICIPANTS = "Hvem er med? Skriv navnene med komma imellem, fx Anna, Bo. Enter: ingen navne."
MINUTES = "Hvor lang tid har I? Skriv fx 60 eller 1½ time. Enter: ingen fast tid."
CASE = "Vil I læse en case? Skriv nummeret. Enter: ingen case."


def area(number: int, name: str, cards: int) -> str:
    return f"{number} {name} ({count(cards, 'kort', 'kort')})"


def case(number: int, department: str, title: str) -> str:
    return f"{number} {department}: {title}"


# --- Words in an answer

YES, NO = frozenset({"j", "ja", "ja tak", "y", "yes"}), frozenset({"n", "nej", "nej tak", "no"})
NONE = NO | {"ingen", "-"}
NO_TIME = NONE | {"0", "uden"}
ALL = frozenset({"alle", "alt", "det hele"})
NUMBERS = {
    "en halv": 0.5, "et halvt": 0.5, "halv": 0.5, "halvanden": 1.5, "halvandet": 1.5, "halvtredje": 2.5,
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8,
    "ni": 9, "ti": 10, "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfems": 90,
}  # fmt: skip
HOURS = ("timers", "timer", "times", "time", "t")
QUARTERS = ("kvarters", "kvarter")
MINUTE_WORDS = ("minutters", "minutter", "minut", "min", "m")

# --- Answers that cannot be used


def no_such_number(number: int, last: int) -> str:
    return f"Der er ikke noget nummer {number}. Skriv numre fra 1 til {last}, eller navne med komma imellem."


def no_such_area(typed: str, near: list[str], last: int) -> str:
    return (
        f"»{_short(typed)}« er ikke et af områderne.{meant(near, 'I')} {_numbers(last)}, eller navne med komma imellem."
    )


def no_such_case(typed: str, near: list[str], last: int) -> str:
    return f"»{_short(typed)}« er ikke en af casene.{meant(near, 'I')} Skriv et nummer fra 1 til {last}, eller et navn."


def same_name(name: str) -> str:
    shown = _short(name)
    return f"{shown} står der to gange. Skriv navnene igen, så man kan se forskel, fx {shown} H."


def no_time(typed: str) -> str:
    return f"»{_short(typed)}« kan ikke læses som en tid. Skriv fx 60, 1 time, 1½ time eller 1:30."


NO_UNIT = "Er det timer eller minutter? Skriv fx 2 timer eller 5 min."
NO_LENGTH = "Et møde kan vare fra 1 minut til 24 timer. Skriv fx 60 eller 1½ time."


def _numbers(last: int) -> str:
    return f"Skriv numre fra 1 til {last}" if last > 1 else "Skriv 1"


def _short(typed: str) -> str:
    return typed if len(typed) <= 40 else f"{typed[:40]}…"
