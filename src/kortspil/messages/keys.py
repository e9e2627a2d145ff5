"""The labels of the keys, and the sentences about them in the help."""

from __future__ import annotations

import os

ENTER = "Enter"
# Windows terminals use Alt+Enter for full screen. Ctrl+J works everywhere.
NEW_LINE = "Ctrl+J" if os.name == "nt" else "Alt+Enter"

KEY_LABELS = {
    "turn": "vend",
    "finish": "videre",
    "note": "note",
    "need": "behov",
    "agree": "aftale",
    "park": "parkér",
    "edit": "ret",
    "remove": "slet",
    "skip": "spring over",
    "lay back": "læg tilbage",
    "examples": "eksempler",
    "more time": "mere tid",
    "longer": "mere tid",
    "pause": "pause",
    "case": "case",
    "ask": "eget spørgsmål",
    "pass": "giv turen videre",
    "people": "deltagere",
    "round": "afrunding",
    "speak": "skriv sætningen",
    "stay": "lad det stå",
    "done": "gjort",
    "keep": "gælder stadig",
    "drop": "bortfalder",
    "rest": "spring resten over",
    "overview": "overblik",
    "time": "tid",
    "undo": "fortryd",
    "move": "flyt noterne",
    "help": "hjælp",
    "close": "luk mødet",
}

KEY_HELP = {
    "turn": "Vend det næste kort. Et tal vender kortet med det nummer.",
    "finish": "I er færdige her og går videre.",
    "note": "Skriv en note.",
    "need": "Skriv et kompetencebehov: noget, I har brug for at lære.",
    "agree": "Skriv en aftale, gerne med hvem og hvornår: @Anna senest 1. december.",
    "park": "Parkér et punkt til senere. Uden tekst parkeres selve spørgsmålet.",
    "edit": "Ret det, der sidst blev skrevet her.",
    "remove": "Slet det, der sidst blev skrevet her. Det bliver stående i notefilen, men kommer ikke med i referatet.",
    "skip": "Spring kortet over. Det kan altid tages op igen.",
    "lay back": "Læg kortet tilbage med bagsiden opad.",
    "examples": "Skjul eller vis eksemplerne.",
    "more time": "Giv kortet mere tid: først 5 minutter, så 2, så 1 ad gangen.",
    "longer": "Giv mødet mere tid: først 5 minutter, så 2, så 1 ad gangen.",
    "pause": "Hold pause. Uret står stille, til I går videre.",
    "case": "Læs en case ved siden af kortene.",
    "ask": "Læg jeres eget spørgsmål på bordet.",
    "pass": "Giv turen videre til den næste.",
    "people": "Skriv, hvem der kommer til eller går. Et navn, der er med, bliver taget ud.",
    "round": "Hold en afrunding: én sætning fra hver.",
    "speak": "Skriv sætningen fra den, der har ordet. Når alle har haft det, er afrundingen slut.",
    "stay": "Lad punktet blive stående som parkeret, og gå videre til det næste.",
    "done": "Aftalen er gjort.",
    "keep": "Aftalen gælder stadig.",
    "drop": "Punktet eller aftalen bortfalder.",
    "rest": "Spring resten over.",
    "overview": "Se, hvilke kort der er vendt, og hvor meget I har noteret.",
    "time": "Se, hvor længe mødet og kortet har varet.",
    "undo": "Fortryd det seneste. Det, I noterede, bliver stående i notefilen, men kommer ikke med i referatet.",
    "move": "Læg noterne et andet sted, hvis de ikke kan gemmes, hvor de ligger.",
    "help": "Vis denne hjælp.",
    "close": "Luk mødet, og se, hvor noterne ligger.",
}

ARROW_HELP = (
    "Pile",
    "Vælg et kort på bordet. Rul i det, der fylder mere end skærmen. PgUp, PgDn, Home og End går længere.",
)
ESCAPE_HELP = ("Esc", "Gå tilbage. I en note gemmes kladden, så I kan skrive videre.")
EDITOR_HELP = (
    (ENTER, "Gem det skrevne."),
    (NEW_LINE, "Begynd en ny linje."),
    ("Esc", "Forlad noten, og behold kladden."),
)
HELP_TABLE = "Ved bordet"
HELP_CARD = "Ved et kort"
HELP_ALWAYS = "Altid"
HELP_LAST_TIME = "Ved aftalerne fra sidst"
HELP_PARKED = "Ved det parkerede"
HELP_ROUND = "Ved afrundingen"
HELP_EDITOR = "Når I skriver"
