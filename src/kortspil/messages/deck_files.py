"""Sentences about deck files and case files.

A function that returns a pair returns a problem and a hint: what is wrong, and how to put it right.
"""

from __future__ import annotations

import re

from kortspil.messages.dates import count, number

FOR_EXAMPLE = "For eksempel:"

A_DECK = "et kortsæt"
AN_AREA = "et område"
A_CARD = "et kort"
A_CASE = "en case"


def bad_deck(name: str, problems: int, *, at_least: bool) -> str:
    return f"Kortsættet {name} kan ikke bruges: {_problems(problems, at_least)}."


def bad_case(name: str, problems: int, *, at_least: bool) -> str:
    return f"Casen {name} kan ikke bruges: {_problems(problems, at_least)}."


def problems_left_out(left: int, *, at_least: bool) -> str:
    return f"… og {_problems(left, at_least)} mere. Ret først dem ovenfor."


def _problems(problems: int, at_least: bool) -> str:
    return ("mindst " if at_least else "") + count(problems, "fejl", "fejl")


def deck_is_sound(name: str, areas: int, cards: int) -> str:
    return f"{name} er i orden: {count(cards, 'kort', 'kort')} i {count(areas, 'område', 'områder')}."


# --- The file itself

TOO_LARGE_HINT = "Del filen i flere kortsæt."
TOO_LARGE_CASE_HINT = "Gør casen kortere."
IS_NOTES_HINT = "Vælg et kortsæt eller en case."
NOT_UTF8 = "Filen er ikke gemt som UTF-8."
NOT_UTF8_HINT = "Gem den som UTF-8 i dit tekstprogram."
HIDDEN_CHARACTER_HINT = "Slet tegnet, og skriv teksten igen på stedet."


FILE_TYPES = {
    "archive": "en pakket fil",
    "excel": "en Excel-projektmappe",
    "odp": "en præsentation i OpenDocument-format",
    "ods": "et regneark i OpenDocument-format",
    "odt": "et tekstdokument i OpenDocument-format",
    "office": "et Office-dokument",
    "pdf": "en PDF-fil",
    "picture": "et billede",
    "powerpoint": "en PowerPoint-præsentation",
    "rtf": "et tekstdokument i RTF-format",
    "word": "et Word-dokument",
    "zip": "en zip-fil",
}
"""The types that ``deck.file_type`` recognises."""
IS_OF_TYPE_HINT = (
    "Et kortsæt er en tekstfil i YAML (.yaml), og en case er en tekstfil i Markdown (.md). "
    "Skriv teksten i et tekstprogram, og gem den sådan."
)


def is_of_type(name: str, type: str) -> str:
    return f"{name} er {FILE_TYPES[type]}, ikke et kortsæt eller en case."


def is_notes(name: str) -> str:
    return f"{name} er en notefil, ikke et kortsæt eller en case."


def too_large(limit: int) -> str:
    return f"Filen er for stor. Grænsen er {number(limit // (1024 * 1024))} MB."


def hidden_character(character: str) -> str:
    return f"Her står et usynligt tegn (U+{ord(character):04X})."


# --- YAML

YAML_ANCHOR = "Her er et anker eller en henvisning (& eller *). Det bruges ikke i et kortsæt."
YAML_ANCHOR_HINT = "Skriv teksten ud, eller sæt den i anførselstegn, hvis tegnet hører til teksten."
TOO_DEEP_HINT = "Et kortsæt har kun områder, kort og eksempler, ikke flere lag."
TOO_MUCH = "Hertil er der så meget, som et kortsæt kan rumme."
YAML_TAG_HINT = "Slet mærket, eller sæt teksten i anførselstegn."
HASH = "Her begynder en bemærkning (#), så resten af linjen læses ikke med."
HASH_HINT = "Sæt hele teksten i anførselstegn, eller skriv et mellemrum efter #, hvis det er en bemærkning."
DUPLICATE_KEY_HINT = "Slet den ene, eller saml dem."

_QUOTE_IT = "Sæt teksten i anførselstegn: '…'"

_RESERVED = "Teksten begynder med et tegn, som YAML bruger til andet."
_NEVER_ENDS = "Her begynder en tekst i anførselstegn, som aldrig slutter."
_BACKSLASH = "Efter en omvendt skråstreg i anførselstegn må der kun stå visse tegn."
_BRACKET = "Her begynder en liste eller en gruppe i klammer, som ikke slutter rigtigt."
_MISPLACED = "Linjen passer ikke ind her."

_SINGLE_QUOTES = "Brug enkelte anførselstegn: '…'"
_END_QUOTE = "Sæt også et anførselstegn til sidst."
_END_BRACKET = "Sæt det manglende ] eller }, og sæt komma mellem punkterne."
_DEDENT = "Ryk den ind som nøglerne omkring den, eller sæt hele teksten i anførselstegn."
_ALIGN = (
    "Ryk den ind som linjerne omkring den, og se efter, om der står tekst efter et afsluttende anførselstegn "
    "eller en klamme."
)

_YAML_PROBLEMS = (
    ("mapping values are not allowed", "Her er et kolon, som YAML opfatter som en ny nøgle.", _QUOTE_IT),
    ("sequence entries are not allowed", "Her er en bindestreg, hvor der ikke kan begynde en liste.",
     "Begynd listen på en ny linje, eller sæt teksten i anførselstegn."),
    ("alphabetic or numeric", YAML_ANCHOR, YAML_ANCHOR_HINT),
    ("cannot start any token", _RESERVED, _QUOTE_IT),
    ("node content", _RESERVED, _QUOTE_IT),
    ("mapping keys are not allowed", _RESERVED, _QUOTE_IT),
    ("line break", _RESERVED, _QUOTE_IT),
    ("chomping", _RESERVED, _QUOTE_IT),
    ("unexpected end of stream", _NEVER_ENDS, _END_QUOTE),
    ("unexpected document", _NEVER_ENDS, _END_QUOTE),
    ("escape", _BACKSLASH, _SINGLE_QUOTES),
    ("hexdecimal", _BACKSLASH, _SINGLE_QUOTES),
    ("expected ',' or", _BRACKET, _END_BRACKET),
    ("could not find expected ':'", "Her mangler et kolon efter en nøgle.",
     "Skriv »nøgle: tekst«, eller ryk linjen ind, hvis den hører til teksten ovenfor."),
    ("expected '-' indicator", "Linjen hører ikke til listen ovenfor.", "Ryk den ind som linjerne omkring den."),
    ("did not find expected key", _MISPLACED, _ALIGN),
    ("expected <block end>", _MISPLACED, _ALIGN),
    ("<document start>", "Linjen kommer, efter at kortsættet er slut.", "Slet linjen, eller ret linjen før."),
    ("another document", "Her begynder et nyt dokument (---). En fil rummer ét kortsæt.", "Del filen i to."),
)  # fmt: skip


def yaml_problem(english: str, line: str) -> tuple[str, str]:
    """Return the problem and the hint for an error message of PyYAML.

    Its parsers in C and in Python word some messages differently; both wordings are known. ``line`` is the line
    of the error, up to and including the character that the error is at.
    """
    if line.endswith("\t"):
        return "Her er et tabulatortegn.", "Ryk ind med mellemrum i stedet."
    # Not a regular expression, which would search a long line of brackets again from every bracket.
    if "node content" in english and line.endswith(("[", "{", ",", ":")) and ("[" in line or "{" in line):
        return _BRACKET, _END_BRACKET
    if "mapping values are not allowed" in english and re.fullmatch(r" *[\w-]+:", line):
        return "Her begynder en nøgle inde i teksten ovenfor.", _DEDENT
    for part, what, hint in _YAML_PROBLEMS:
        if part in english:
            return what, hint
    return (
        "Linjen kan ikke læses som YAML.",
        "Se på indrykning, kolon og anførselstegn her og på linjen før.",
    )


def too_deep(limit: int) -> str:
    return f"Her er mere end {limit} lag inde i hinanden."


def yaml_tag(tag: str) -> str:
    written = tag.replace("tag:yaml.org,2002:", "!!", 1)
    return f"Mærket {written[:60]} bruges ikke i et kortsæt."


# --- The deck's own rules

EMPTY_DECK = "Filen er tom."
EMPTY_DECK_HINT = "Et kortsæt har »title:« og »areas:« med områder og kort."
BAD_ID_HINT = "Brug små bogstaver, tal og bindestreg, højst 64 tegn, fx »tek-01«."
RESERVED_ID_HINT = "Vælg et andet id, fx »tek-01«."
DUPLICATE_ID_HINT = "Giv det ene et nyt id. Noter fra møder peger på det gamle."
NO_FRONT_MATTER = "Casen begynder ikke med sine oplysninger."
NO_FRONT_MATTER_HINT = "Begynd filen med »---«, »title: …«, »department: …«, »source: …« og »---« på hver sin linje."
EMPTY_CASE = "Casen har ingen tekst."
EMPTY_CASE_HINT = "Skriv teksten under oplysningerne."


def too_many_cards(cards: int, limit: int) -> str:
    return f"Kortsættet har {count(cards, 'kort', 'kort')}. Grænsen er {number(limit)}."


def duplicate_key(key: str) -> str:
    return f"Nøglen »{key}« står her for anden gang."


def unknown_key(key: str, where: str) -> str:
    return f"Nøglen »{key[:60]}« findes ikke i {where}."


def unknown_key_hint(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key[:60], known, 1, cutoff=0.7)
    return f"Mente du »{near[0]}«?" if near else f"Her kan der stå: {', '.join(known)}."


def missing_key(key: str, where: str) -> str:
    return f"Her mangler »{key}« i {where}."


def missing_key_hint(key: str) -> str:
    return f"Skriv en linje med »{key}:«."


def expected_mapping(where: str, keys: list[str]) -> tuple[str, str]:
    return (
        f"Her skulle der stå {where}.",
        f"Skriv hver af disse på sin egen linje: {', '.join(f'{key}:' for key in keys)}",
    )


def expected_text(key: str, *, in_list: bool) -> tuple[str, str]:
    what = f"Her skulle der stå en tekst i »{key}«." if in_list else f"»{key}« skal være en tekst."
    return what, "Skriv én tekst, og sæt den i anførselstegn, hvis der er kolon eller klammer i den: '…'"


def expected_list(key: str) -> tuple[str, str]:
    return f"»{key}« skal være en liste.", "Skriv hvert punkt på sin egen linje med »- « foran."


def empty_text(key: str, *, in_list: bool) -> tuple[str, str]:
    if in_list:
        return f"Her mangler en tekst i »{key}«.", "Skriv den efter »- «, eller slet linjen."
    return f"»{key}« er tom.", f"Skriv teksten efter »{key}:«, eller slet linjen, hvis den ikke er nødvendig."


def empty_list(key: str) -> str:
    return f"Listen »{key}« er tom."


def empty_list_hint(key: str) -> str:
    return f"Skriv mindst ét punkt under »{key}:«."


def bad_id(value: str) -> str:
    return f"»{value[:60]}« kan ikke være et id."


def reserved_id(value: str) -> str:
    return f"Id'et »{value}« bruger programmet selv."


def duplicate_id(value: str, line: int) -> str:
    return f"Id'et »{value}« er brugt i linje {line}."


def case_is_sound(name: str, title: str) -> str:
    return f"{name} er i orden: {title}"
