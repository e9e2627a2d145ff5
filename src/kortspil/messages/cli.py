"""Messages of the command line: help, usage errors and answers."""

from __future__ import annotations

from collections.abc import Sequence

from kortspil.messages.dates import OR, count, listed

# --- Help

APP = "KL's Dialogkort til medarbejdere som et bord i terminalen: vend kort, tag noter, og gå hjem med referatet."
APP_END = "Begynd med: kortspil play"
USAGE = "Brug: "
OPTIONS_METAVAR = "[TILVALG]"
COMMAND_METAVAR = "KOMMANDO [TILVALG]…"
ARGUMENTS = "Argumenter"
OPTIONS = "Tilvalg"
COMMANDS = "Kommandoer"
HELP_OPTION = "Vis denne hjælp."
VERSION_OPTION = "Vis programmets version."
INSTALL_COMPLETION = "Slå autofuldførelse med Tab til i din kommandolinje."
SHOW_COMPLETION = "Vis koden, der slår autofuldførelse med Tab til."

COMMANDS_HELP = {
    "play": "Hold et møde: vend kort, tal om dem, og tag noter.",
    "export": "Skriv referatet af det seneste møde, eller af flere, som Word, PDF, regneark, webside eller andet.",
    "sessions": "Se dine møder, eller slet et af dem.",
    "cards": "Læs kortene.",
    "cases": "Læs en case, eller se, hvilke der er.",
    "guide": "Læs, hvordan et møde holdes.",
    "check": "Se et kortsæt eller en case efter for fejl.",
}
"""The help of each command, in the order in which a new user needs them."""

AREA_METAVAR = "OMRÅDE"
FILE_METAVAR = "FIL"
NAMES_METAVAR = "NAVNE"
NUMBER_METAVAR = "ANTAL"
SEED_METAVAR = "TAL"
MEETING_METAVAR = "NAVN"
GROUP_METAVAR = "NAVN"
THEME_METAVAR = "lys|mørk|auto"
NAME_METAVAR = "NAVN"
MINUTES_METAVAR = "MINUTTER"
CASE_METAVAR = "[NAVN]"
TARGETS_METAVAR = "FIL…"
FORMAT_METAVAR = "FORMAT"
DAY_METAVAR = "DAG"

AREA = "Brug kun kort fra dette område. Kan gentages. Udelades det, bruges hele kortsættet."
AREA_SHOWN = "Vis kun dette område. Kan gentages."
DECK = "Jeres eget kortsæt i stedet for KL's."
NOTES = "Skriv noterne til sidst i denne fil. Udelades det, skrives en ny fil i din egen mappe."
PARTICIPANTS = 'Deltagernes navne med komma imellem, fx "Anna, Bo".'
NUMBER_OF_CARDS = "Læg højst så mange kort på bordet."
SEED = "Det samme tal blander kortene på samme måde hver gang."
MINUTES = "Så lang tid har I til mødet, i minutter."
CASE = "Casen, som I vil læse. Se, hvilke der er, med: kortspil cases"
GROUP = "Gruppens navn. Har den mødtes før, begynder mødet med det, der stadig er aftalt."
HIDE_EXAMPLES = "Vend kortene uden eksempler. Tasten e viser dem."
BELL = "Lad terminalen give lyd, når tiden er gået."
NO_WARMUP = "Spring åbningsrunden over."
THEME = "Farverne på skærmen: lys (sort på hvidt, fx til en projektor), mørk, eller auto (terminalens egne)."
PLAIN = "Linje for linje, uden skærmbillede: til skærmlæsere."
RESUME = "Fortsæt det seneste møde, der ikke blev lukket."
MEETING = "Fortsæt mødet med dette navn. Begyndelsen af navnet er nok. Find det med: kortspil sessions"
EXPORTED_MEETING = (
    "Tag mødet med dette navn. Begyndelsen af navnet er nok. Kan gentages. Udelades det, bruges det seneste møde."
)
EXPORT_ALL = "Tag alle møder i ét referat."
SINCE = 'Tag alle møder fra denne dag og frem, fx 2026-09-01 eller "1. september 2026".'
AREA_EXPORTED = "Tag kun det med, der blev sagt i dette område. Kan gentages."
SESSIONS_FROM = "Brug kun møderne i denne notefil. Kan gentages."
DELETE = "Slet mødet med dette navn for altid. Du bliver spurgt først."
DELETE_FORCE = "Slet uden at spørge."
TARGET = (
    "Filen til referatet, fx referat.docx; endelsen vælger formatet. Flere filer kan nævnes. »-« skriver på skærmen."
)
FROM = (
    "Find mødet i denne notefil, eller i hver fil i denne mappe. Kan gentages. Uden --all tages det seneste i hver fil."
)
FORCE = "Overskriv filen, hvis den findes."
ALLOW_EMPTY = "Skriv referatet, selv om der ingen noter er."
JSON = "Skriv som JSON."
CASE_NAME = "Casens navn eller afdeling, fx borgerservice."
CHECKED_FILE = "Kortsættet (.yaml) eller casen (.md)."


def format_option(known: Sequence[str]) -> str:
    return f"Skriv i dette format, uanset hvad filen hedder: {listed(known, OR)}."


# --- Usage errors


def see_help(command: str) -> str:
    return f"Se mulighederne med: {command} --help"


def no_such_command(name: str, near: list[str]) -> str:
    return f"Kommandoen »{name}« findes ikke.{meant(near)}"


def no_such_option(name: str, near: list[str]) -> str:
    return f"Tilvalget {name} findes ikke.{meant(near)}"


def missing_argument(name: str) -> str:
    return f"Her mangler {name}."


def option_needs_value(name: str) -> str:
    return f"Efter {name} mangler der en værdi."


def option_takes_no_value(name: str) -> str:
    return f"Efter {name} skal der ikke stå noget."


def too_many_words(words: str) -> str:
    return f"Der er skrevet for meget: {words}"


NOT_UNDERSTOOD = "Kommandoen kan ikke forstås."


def not_a_number(option: str, typed: str) -> str:
    return f"Efter {option} skal der stå et helt tal, ikke »{typed}«."


NUMBER_HINT = "Skriv fx: --cards 6"
SEED_HINT = "Skriv fx: --seed 42"
MINUTES_HINT = "Skriv fx: --minutes 60"


def same_name(name: str) -> str:
    return f"{name} står to gange efter --participants."


def same_name_hint(name: str) -> str:
    return f"Skriv navnene, så man kan se forskel, fx {name} H."


TOO_FEW_CARDS = "Der skal mindst ét kort på bordet."
TOO_MANY_MINUTES = "Et møde kan vare fra 1 minut til 24 timer (1.440 minutter)."


THEMES = {"lys": "sort på hvidt, fx til en projektor", "mørk": "hvidt på mørkt", "auto": "terminalens egne farver"}
THEME_NAMES = {
    "light": ("lys", "lyst", "light"),
    # «mrk» is what a console leaves of «mørk» if it drops the ø.
    "dark": ("mørk", "mørkt", "mork", "morkt", "dark", "mrk"),
    "auto": ("auto",),
}
THEME_HINT = "Skriv --theme lys, --theme mørk eller --theme auto"


def no_such_theme(typed: str) -> str:
    return f"Temaet »{typed}« findes ikke."


def no_such_area(typed: str, near: list[str]) -> str:
    return f"Området »{typed}« findes ikke.{meant(near)}"


def unclear_area(typed: str, near: list[str]) -> str:
    return f"»{typed}« passer på flere områder.{meant(near)}"


def areas_are(names: list[str]) -> str:
    return f"Områderne er: {', '.join(names)}"


def no_such_case(typed: str, near: list[str]) -> str:
    return f"Casen »{typed}« findes ikke.{meant(near)}"


def cases_are(names: list[str]) -> str:
    return f"Casene er: {', '.join(names)}"


def meant(near: list[str], who: str = "du") -> str:
    return f" Mente {who} {listed([f'»{name}«' for name in near], OR)}?" if near else ""


NO_GUIDE = "Kortsættet har ingen vejledning."
NO_GUIDE_HINT = "Skriv en under »guide:«, eller læs KL's med: kortspil guide"

# --- Answers


def cards_in_area(name: str, cards: int) -> str:
    return f"{name} ({count(cards, 'kort', 'kort')})"


def source(name: str) -> str:
    return f"Kilde: {name}"


def completion_installed(shell: str, path: str) -> str:
    return f"Autofuldførelse med Tab er slået til i {shell} ({path}). Åbn et nyt vindue for at bruge den."


NO_SHELL = "Programmet kan ikke se, hvilken kommandolinje du bruger."
NO_SHELL_HINT = "Prøv i bash, zsh, fish eller PowerShell."

INTERRUPTED = "Afbrudt."


def output_trouble(reason: str) -> str:
    return f"Svaret kunne ikke skrives: {reason}."


def unexpected(kind: str, place: str) -> str:
    return f"Der skete en fejl, som programmet ikke kender ({kind} i {place})."


UNEXPECTED_HINT = (
    "Det, der stod som gemt, ligger på disken. Start igen, og send fejlteksten til dem, der står for programmet."
)
