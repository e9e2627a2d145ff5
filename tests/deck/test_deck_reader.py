"""Decks as people write them: what a valid deck is read as, and the message for every problem."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import yaml_words
from kortspil.deck import reader as deck_reader
from kortspil.deck import source
from kortspil.deck import yaml as deck_yaml
from kortspil.deck.model import Area, Card, Deck, Guide, Warmup
from kortspil.deck.source import Source
from kortspil.errors import FileError, InvalidFile, Problem, UsageError
from yaml_loaders import LOADERS, each_loader

Reported = tuple[int, int, str, str]
"""The line, column, message and hint of a problem."""

DECK = """\
title: Vores kort
areas:
  - id: hverdag
    name: Hverdag
    cards:
      - id: hver-01
        question: Hvad virker?
"""


def card(*lines: str) -> str:
    """Return the deck with these lines for its card, from line 6 on. The dash is put before the first of them."""
    head = DECK.splitlines()[:5]
    bullet, *rest = lines
    return "\n".join([*head, f"      - {bullet}", *(f"        {line}" for line in rest)]) + "\n"


def question(value: str) -> str:
    """Return the deck with this question, in line 7, column 19."""
    return card("id: hver-01", f"question: {value}")


def problems_in(text: str) -> list[Reported]:
    deck, problems = deck_reader.parse(Source("kort.yaml", text))
    assert deck is None
    return [(problem.line, problem.column, problem.message, problem.hint) for problem in problems]


def valid_deck(text: str) -> Deck:
    deck, problems = deck_reader.parse(Source("kort.yaml", text))
    assert problems == []
    assert deck is not None
    return deck


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test with each loader."""
    name: str = request.param
    monkeypatch.setattr(deck_yaml, "_loader", lambda: getattr(yaml, name))
    return name


class Bad(NamedTuple):
    """A deck, and all its problems."""

    name: str
    text: str
    problems: list[Reported]


ONE_TEXT = "Skriv én tekst, og sæt den i anførselstegn, hvis der er kolon eller klammer i den: '…'"
NO_ITEM = "Her skulle der stå en tekst i »examples«."
HASH = "Her begynder en bemærkning (#), så resten af linjen læses ikke med."
NO_HASH = "Sæt hele teksten i anførselstegn, eller skriv et mellemrum efter #, hvis det er en bemærkning."
BAD_ID = "Brug små bogstaver, tal og bindestreg, højst 64 tegn, fx »tek-01«."
OTHER_ID = "Vælg et andet id, fx »tek-01«."
NEW_ID = "Giv det ene et nyt id. Noter fra møder peger på det gamle."
ONE_OF_THEM = "Slet den ene, eller saml dem."
AS_LIST = "Skriv hvert punkt på sin egen linje med »- « foran."
UNTAG = "Slet mærket, eller sæt teksten i anførselstegn."
ANCHOR = "Her er et anker eller en henvisning (& eller *). Det bruges ikke i et kortsæt."
SPELL_OUT = "Skriv teksten ud, eller sæt den i anførselstegn, hvis tegnet hører til teksten."
TOO_DEEP = "Her er mere end 12 lag inde i hinanden."
NO_MORE_LAYERS = "Et kortsæt har kun områder, kort og eksempler, ikke flere lag."
WRITE_AGAIN = "Slet tegnet, og skriv teksten igen på stedet."
COLON = "Her er et kolon, som YAML opfatter som en ny nøgle."
QUOTE_IT = "Sæt teksten i anførselstegn: '…'"
RESERVED = "Teksten begynder med et tegn, som YAML bruger til andet."
TAB = "Her er et tabulatortegn."
SPACES = "Ryk ind med mellemrum i stedet."
NEVER_ENDS = "Her begynder en tekst i anførselstegn, som aldrig slutter."
END_QUOTE = "Sæt også et anførselstegn til sidst."
BRACKET = "Her begynder en liste eller en gruppe i klammer, som ikke slutter rigtigt."
END_BRACKET = "Sæt det manglende ] eller }, og sæt komma mellem punkterne."
MISPLACED = "Linjen passer ikke ind her."
ALIGN = (
    "Ryk den ind som linjerne omkring den, og se efter, om der står tekst efter et afsluttende anførselstegn "
    "eller en klamme."
)
BACKSLASH = "Efter en omvendt skråstreg i anførselstegn må der kun stå visse tegn."
SINGLE_QUOTES = "Brug enkelte anførselstegn: '…'"
NO_COLON = "Her mangler et kolon efter en nøgle."
WRITE_COLON = "Skriv »nøgle: tekst«, eller ryk linjen ind, hvis den hører til teksten ovenfor."
NEW_DECK = "Her begynder et nyt dokument (---). En fil rummer ét kortsæt."
A_DECK = "Her skulle der stå et kortsæt."
DECK_LINES = "Skriv hver af disse på sin egen linje: title:, source:, guide:, warmup:, areas:"
CARD_LINES = "Skriv hver af disse på sin egen linje: id:, question:, lead:, examples:"
EMPTY = "Filen er tom."
BEGIN = "Et kortsæt har »title:« og »areas:« med områder og kort."


def no_text(key: str) -> tuple[str, str]:
    hint = f"Skriv teksten efter »{key}:«, eller slet linjen, hvis den ikke er nødvendig."
    return f"»{key}« er tom.", hint


def not_a_text(key: str) -> tuple[str, str]:
    return f"»{key}« skal være en tekst.", ONE_TEXT


def hidden(code: str) -> tuple[str, str]:
    return f"Her står et usynligt tegn (U+{code}).", WRITE_AGAIN


FROM_PYYAML = {COLON, RESERVED, NEVER_ENDS, BRACKET, MISPLACED, BACKSLASH, NO_COLON, NEW_DECK, ANCHOR}
FROM_PYYAML |= {
    "Her er en bindestreg, hvor der ikke kan begynde en liste.",
    "Her begynder en nøgle inde i teksten ovenfor.",
    "Linjen hører ikke til listen ovenfor.",
    "Linjen kommer, efter at kortsættet er slut.",
}
"""The messages that depend on PyYAML's messages. (Of the anchors, most do not.)"""


def assert_problems(text: str, expected: list[Reported]) -> None:
    """Assert that a text has these problems.

    If one of them depends on PyYAML's messages, and this PyYAML has other messages, any problems will do.
    """
    found = problems_in(text)
    for problem in found:
        assert_danish(problem)
    if FROM_PYYAML.isdisjoint(what for _, _, what, _ in expected) or yaml_words.are_known():
        assert found == expected
    else:
        assert_any_problems(text, found)


def assert_any_problems(text: str, found: list[Reported]) -> None:
    """Assert that there are problems, that they are in Danish, and that their lines are lines of the text."""
    assert found
    for problem in found:
        assert 1 <= problem[0] <= text.count("\n") + 1
        assert_danish(problem)


DECKS_WITH_PROBLEMS = [
    # --- Keys
    Bad("a key that looks like another", card("id: hver-01", "qestion: Hvad?"), [
        (6, 9, "Her mangler »question« i et kort.", "Skriv en linje med »question:«."),
        (7, 9, "Nøglen »qestion« findes ikke i et kort.", "Mente du »question«?"),
    ]),
    Bad("a key unlike any other", DECK + "farve: rød\n", [
        (8, 1, "Nøglen »farve« findes ikke i et kortsæt.", "Her kan der stå: areas, guide, source, title, warmup."),
    ]),
    Bad("no title", DECK.partition("\n")[2], [
        (1, 1, "Her mangler »title« i et kortsæt.", "Skriv en linje med »title:«."),
    ]),
    Bad("no areas", "title: Vores kort\n", [
        (1, 1, "Her mangler »areas« i et kortsæt.", "Skriv en linje med »areas:«."),
    ]),
    Bad("an area with only an id", "title: Kort\nareas:\n  - id: hverdag\n", [
        (3, 5, "Her mangler »name« i et område.", "Skriv en linje med »name:«."),
        (3, 5, "Her mangler »cards« i et område.", "Skriv en linje med »cards:«."),
    ]),
    Bad("an area without an id", DECK.replace("id: hverdag\n    name:", "name:"), [
        (3, 5, "Her mangler »id« i et område.", "Skriv en linje med »id:«."),
    ]),
    Bad("a card without an id", card("question: Hvad virker?"), [
        (6, 9, "Her mangler »id« i et kort.", "Skriv en linje med »id:«."),
    ]),
    Bad("a guide without steps", DECK + "guide:\n  title: Sådan gør I\n", [
        (9, 3, "Her mangler »steps« i guide.", "Skriv en linje med »steps:«."),
    ]),
    Bad("a guide without a title", DECK + "guide:\n  steps: [Vend et kort]\n", [
        (9, 3, "Her mangler »title« i guide.", "Skriv en linje med »title:«."),
    ]),
    Bad("an opening round without questions", DECK + "warmup:\n  lead: Tal sammen\n", [
        (9, 3, "Her mangler »questions« i warmup.", "Skriv en linje med »questions:«."),
    ]),
    Bad("the same key twice", question("Hvad?") + "        question: Hvorfor?\n", [
        (8, 9, "Nøglen »question« står her for anden gang.", ONE_OF_THEM),
    ]),
    Bad("a merge key", card("id: hver-01", "question: Hvad?", "<<: {lead: Fx}"), [
        (8, 9, "Nøglen »<<« findes ikke i et kort.", "Her kan der stå: examples, id, lead, question."),
    ]),
    Bad("a list for a key", card("id: hver-01", "question: Hvad?", "? [a, b]", ": c"), [
        (8, 11, "Nøglen »« findes ikke i et kort.", "Her kan der stå: examples, id, lead, question."),
    ]),
    # --- Ids
    Bad("the same id twice", DECK + "      - id: hver-01\n        question: Hvorfor?\n", [
        (8, 13, "Id'et »hver-01« er brugt i linje 6.", NEW_ID),
    ]),
    Bad("a card with its area's id", card("id: hverdag", "question: Hvad?"), [
        (6, 13, "Id'et »hverdag« er brugt i linje 3.", NEW_ID),
    ]),
    *(
        Bad(f"the id {value[:12]!r}", card(f"id: '{value}'", "question: Hvad?"), [
            (6, 13, f"»{value[:60]}« kan ikke være et id.", BAD_ID),
        ])
        for value in ["../hver", "hver/01", "Hver-01", "hver 01", "-hver", "hver.01", "h" * 65]
    ),
    Bad("an id with a backslash", card(r"id: 'hver\01'", "question: Hvad?"), [
        (6, 13, r"»hver\01« kan ikke være et id.", BAD_ID),
    ]),
    *(
        Bad(f"the reserved id {value}", card(f"id: {value}", "question: Hvad?"), [
            (6, 13, f"Id'et »{value}« bruger programmet selv.", OTHER_ID),
        ])
        for value in ["aabning", "egne", "egen-1"]
    ),
    # --- Empty, and of the wrong kind
    Bad("a question without a text", question(""), [(7, 18, *no_text("question"))]),
    Bad("a question of spaces", question("'  '"), [(7, 19, *no_text("question"))]),
    Bad("an empty id", card("id: ''", "question: Hvad?"), [(6, 13, *no_text("id"))]),
    Bad("an empty source", "source: ''\n" + DECK, [(1, 9, *no_text("source"))]),
    Bad("an empty example", card("id: hver-01", "question: Hvad?", "examples:", "  - Vi ringer", "  -"), [
        (10, 12, "Her mangler en tekst i »examples«.", "Skriv den efter »- «, eller slet linjen."),
    ]),
    Bad("no examples in the list", card("id: hver-01", "question: Hvad?", "examples: []"), [
        (8, 19, "Listen »examples« er tom.", "Skriv mindst ét punkt under »examples:«."),
    ]),
    Bad("no cards in an area", "title: Kort\nareas:\n  - id: a\n    name: A\n    cards: []\n", [
        (5, 12, "Listen »cards« er tom.", "Skriv mindst ét punkt under »cards:«."),
    ]),
    Bad("a list for a question", question("[hvad, hvem]"), [(7, 19, *not_a_text("question"))]),
    Bad("a group for a title", DECK.replace("Vores kort", "{dansk: Kort}"), [(1, 8, *not_a_text("title"))]),
    Bad("a group for an example", card("id: hver-01", "question: Hvad?", "examples:", "  - ved: ikke"), [
        (9, 13, NO_ITEM, ONE_TEXT),
    ]),
    Bad("a list for an example", card("id: hver-01", "question: Hvad?", "examples: [[ja]]"), [
        (8, 20, NO_ITEM, ONE_TEXT),
    ]),
    Bad("a text for examples", card("id: hver-01", "question: Hvad?", "examples: Vi ringer"), [
        (8, 19, "»examples« skal være en liste.", AS_LIST),
    ]),
    Bad("a group for areas", "title: Kort\nareas:\n  id: a\n", [(3, 3, "»areas« skal være en liste.", AS_LIST)]),
    Bad("a text for a card", "title: Kort\nareas:\n  - id: a\n    name: A\n    cards:\n      - Hvad virker?\n", [
        (6, 9, "Her skulle der stå et kort.", CARD_LINES),
    ]),
    Bad("a text for a guide", DECK + "guide: Tal sammen\n", [
        (8, 8, "Her skulle der stå guide.",
         "Skriv hver af disse på sin egen linje: title:, intro:, lead:, steps:, outro:"),
    ]),
    Bad("a text for a deck", "Hvad virker?\n", [(1, 1, A_DECK, DECK_LINES)]),
    Bad("a list for a deck", "- Hvad virker?\n", [(1, 1, A_DECK, DECK_LINES)]),
    Bad("a deck of three dashes", "---\n", [(2, 1, A_DECK, DECK_LINES)]),
    Bad("an empty text", "", [(1, 1, EMPTY, BEGIN)]),
    Bad("a remark and nothing else", "# Kort til mandag\n", [(1, 1, EMPTY, BEGIN)]),
    # --- What YAML would drop silently
    Bad("a hashtag in a question", question("Hvad mener I om #metoo?"), [(7, 35, HASH, NO_HASH)]),
    Bad("a question that begins with a hashtag", question("#metoo?"), [(7, 19, HASH, NO_HASH)]),
    Bad("a number sign in an example", card("id: hver-01", "question: Hvad?", "examples:", "  - Kort  #3"), [
        (9, 19, HASH, NO_HASH),
    ]),
    # --- YAML that no deck needs
    Bad("an anchor", question("&a Hvad?"), [(7, 19, ANCHOR, SPELL_OUT)]),
    Bad("a text in asterisks", question("*Hvad* virker?"), [(7, 19, ANCHOR, SPELL_OUT)]),
    Bad("an alias and the merge of it", DECK.replace("Vores kort", "&t Kort") + "<<: *t\n", [
        (1, 8, ANCHOR, SPELL_OUT),
        (8, 5, ANCHOR, SPELL_OUT),
    ]),
    Bad("an alias right after a colon", '{"title":&t "Kort","source":*t,"areas":*t}', [
        (1, 10, ANCHOR, SPELL_OUT),
        (1, 29, ANCHOR, SPELL_OUT),
        (1, 40, ANCHOR, SPELL_OUT),
    ]),
    Bad("an unknown tag", question("!vigtig Hvad?"), [
        (7, 19, "Mærket !vigtig bruges ikke i et kortsæt.", UNTAG),
    ]),
    Bad("a tag that would run a program", question("!!python/object/apply:os.system [ls]"), [
        (7, 19, "Mærket !!python/object/apply:os.system bruges ikke i et kortsæt.", UNTAG),
    ]),
    Bad("a number's tag", question("!!int 7"), [(7, 19, "Mærket !!int bruges ikke i et kortsæt.", UNTAG)]),
    Bad("bullets in bullets", "- " * 5000, [(1, 25, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("keys in keys", "".join(" " * depth + "a:\n" for depth in range(200)), [(13, 13, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("brackets in brackets", "areas: " + "[" * 5000, [(1, 19, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("brackets that PyYAML reads ahead", question("[" * 2000 + "]" * 2000), [(7, 26, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("braces that PyYAML reads ahead", question("{" * 2000), [(7, 26, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("brackets of pairs", question("[a: " * 1000), [(7, 32, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("brackets after a syntax error", "title: Vores: kort\nareas: " + "[" * 2000, [
        (1, 13, "Her er et kolon, som YAML opfatter som en ny nøgle.", "Sæt teksten i anførselstegn: '…'"),
        (2, 19, TOO_DEEP, NO_MORE_LAYERS),
    ]),
    Bad("brackets before a syntax error", question("[" * 20 + "@"), [(7, 26, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("one layer too many", question("[" * 8 + "]" * 8), [(7, 26, TOO_DEEP, NO_MORE_LAYERS)]),
    Bad("a tag's short name", "%TAG !e! tag:kl.dk,2026:\n---\n" + DECK, [
        (1, 1, "Mærket %TAG bruges ikke i et kortsæt.", UNTAG),
    ]),
    # --- What cannot be seen
    Bad("a bell in a question", question("Hvad\a?"), [(7, 23, *hidden("0007"))]),
    Bad("a zero byte at the end", DECK + "\0", [(8, 1, *hidden("0000"))]),
    Bad("an escape sequence in a remark", DECK + "# \x1b[2J\n", [(8, 3, *hidden("001B"))]),
    Bad("a changed reading direction", question("Hvad \u202ererekriv?\u202c"), [
        (7, 24, *hidden("202E")),
        (7, 34, *hidden("202C")),
    ]),
    Bad("an Arabic mark of the reading direction", question("Hvad\u061c?"), [(7, 23, *hidden("061C"))]),
    Bad("a line end that only YAML sees", question("Hvad\x85?"), [(7, 23, *hidden("0085"))]),
    Bad("half a character", question("Hvad\ud83d?"), [(7, 23, *hidden("D83D"))]),
    Bad("a noncharacter", question("Hvad\uffff?"), [(7, 23, *hidden("FFFF"))]),
    Bad("a byte order mark inside", question("\ufeffHvad?"), [(7, 19, *hidden("FEFF"))]),
    *(
        Bad(f"an escaped {code}", question(f'"Hvad{escape}?"'), [(7, 19, *hidden(code))])
        for escape, code in [
            (r"\x1b", "001B"), (r"\e", "001B"), (r"\0", "0000"), (r"\r", "000D"), (r"\u202e", "202E"),
            (r"\L", "2028"), (r"\U00002066", "2066"),
        ]
    ),
    Bad("an escaped control character in an example", card("id: hver-01", "question: Hvad?", r'examples: ["\a"]'), [
        (8, 20, *hidden("0007")),
    ]),
]  # fmt: skip


@pytest.mark.parametrize("bad", DECKS_WITH_PROBLEMS, ids=lambda bad: bad.name)
def test_a_deck_has_exactly_these_problems_in_danish(bad: Bad) -> None:
    for _ in each_loader():
        assert_problems(bad.text, bad.problems)


SYNTAX_ERRORS = [
    Bad("a colon in a question", question("Hvad virker: det hele?"), [(7, 30, COLON, QUOTE_IT)]),
    Bad("a bullet in a question", question("- Hvad?"), [
        (7, 19, "Her er en bindestreg, hvor der ikke kan begynde en liste.",
         "Begynd listen på en ny linje, eller sæt teksten i anførselstegn."),
    ]),
    *(
        Bad(f"a question that begins with {value[0]}", question(value), [(7, column, RESERVED, QUOTE_IT)])
        for value, column in [
            ("@alle: hvad?", 19), ("`hvad`?", 19), ("%-satser?", 19), ("? hvad", 19), (", hvad", 19), ("] hvad", 19),
            ("} hvad", 19), ("> x", 21), ("| x", 21), (">x", 20),
        ]
    ),
    Bad("a tab before a key", card("id: hver-01", "question: Hvad?") + "\tlead: Fx\n", [(8, 1, TAB, SPACES)]),
    Bad("a tab before a question", card("id: hver-01") + "\tquestion: Hvad?\n", [(7, 1, TAB, SPACES)]),
    Bad("a tab before a bullet", "title: Kort\nareas:\n\t- id: a\n", [(3, 1, TAB, SPACES)]),
    Bad("a single quote that never ends", question("'Hvad?") + "        lead: Fx\n", [(7, 19, NEVER_ENDS, END_QUOTE)]),
    Bad("a double quote that never ends", question('"Hvad?'), [(7, 19, NEVER_ENDS, END_QUOTE)]),
    Bad("a quote that runs into another deck", question("'Hvad?") + "---\n" + DECK, [
        (7, 19, NEVER_ENDS, END_QUOTE),
        (8, 1, NEW_DECK, "Del filen i to."),
    ]),
    Bad("text after a quote", question("'Hvad' siger I?"), [(7, 26, MISPLACED, ALIGN)]),
    Bad("text after a bracket", question("[Navn] siger hvad?"), [(7, 26, MISPLACED, ALIGN)]),
    Bad("a bracket that never ends", question("[Hvad, hvem"), [(7, 19, BRACKET, END_BRACKET)]),
    Bad("a bracket that never ends above a key", card("id: hver-01", "examples: [ja, nej", "question: Hvad er det"), [
        (7, 19, BRACKET, END_BRACKET),
    ]),
    Bad("a bracket that ends the file", question("["), [(7, 19, BRACKET, END_BRACKET)]),
    Bad("a comma that ends the file", question("[hvad,") + "\n\n", [(7, 24, BRACKET, END_BRACKET)]),
    Bad("two commas in brackets", card("id: hver-01", "question: Hvad?", "examples: [ja,, nej]"), [
        (8, 23, BRACKET, END_BRACKET),
    ]),
    Bad("a brace that never ends", question("{Hvad"), [(7, 19, BRACKET, END_BRACKET)]),
    Bad("a missing comma", card("id: hver-01", "question: Hvad?", "examples: ['ja' 'nej']"), [
        (8, 19, BRACKET, END_BRACKET),
    ]),
    Bad("a key without its colon", card("id: hver-01", "lead Fx", "question: Hvad?"), [(7, 9, NO_COLON, WRITE_COLON)]),
    Bad("a key without its space", card("id: hver-01", "lead:Fx", "question: Hvad?"), [(7, 9, NO_COLON, WRITE_COLON)]),
    Bad("a text that goes on too far left", card("id: hver-01", "question: Hvad", "virker?", "lead: Fx"), [
        (8, 9, NO_COLON, WRITE_COLON),
    ]),
    Bad("a key too far in", question("Hvad?") + "          lead: Fx\n", [
        (8, 15, "Her begynder en nøgle inde i teksten ovenfor.",
         "Ryk den ind som nøglerne omkring den, eller sæt hele teksten i anførselstegn."),
    ]),
    Bad("a card too far out", DECK + "     - id: hver-02\n       question: Hvorfor?\n", [(8, 6, MISPLACED, ALIGN)]),
    Bad("two decks in one file", DECK + "---\n" + DECK, [
        (8, 1, NEW_DECK, "Del filen i to."),
    ]),
    Bad("text after the end", DECK + "...\nsource: KL\nguide: x\n", [
        (9, 1, "Linjen kommer, efter at kortsættet er slut.", "Slet linjen, eller ret linjen før."),
    ]),
    Bad("a tag with an undeclared handle", question("!a!b Hvad?"), [
        (7, 19, "Linjen kan ikke læses som YAML.",
         "Se på indrykning, kolon og anførselstegn her og på linjen før."),
    ]),
]  # fmt: skip


@pytest.mark.parametrize("bad", SYNTAX_ERRORS, ids=lambda bad: bad.name)
def test_a_syntax_error_has_a_danish_message_at_the_place_of_the_mistake(bad: Bad) -> None:
    for _ in each_loader():
        assert_problems(bad.text, bad.problems)


@pytest.mark.parametrize("value", [r'"C:\kort"', r'"\x1"', r'"\ud800"'])
def test_a_backslash_in_double_quotes_is_explained(value: str, loader: str) -> None:
    [(line, column, what, hint)] = problems_in(question(value))
    assert (line, 18 < column <= 25) == (7, True)
    if (value, loader) == (r'"\ud800"', "BaseLoader"):
        assert (what, hint) == hidden("D800")
    else:
        assert yaml_words.is_said((what, hint), BACKSLASH, SINGLE_QUOTES)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("escape", [r"\U00110000", r"\UFFFFFFFF"])
def test_an_escape_beyond_unicode_is_reported_and_does_not_crash(escape: str) -> None:
    assert len(problems_in(question(f'"{escape}"'))) == 1


def test_a_line_with_too_little_indentation_is_reported_at_its_place(loader: str) -> None:
    """The two loaders have different messages for such a line, and both are right."""
    not_in_list = ("Linjen hører ikke til listen ovenfor.", "Ryk den ind som linjerne omkring den.")
    expected = not_in_list if loader == "CBaseLoader" else (MISPLACED, ALIGN)
    assert_problems(question("Hvad?") + "       lead: Fx\n", [(8, 8, *expected)])


# --- Several problems at once


MANY_PROBLEMS = """\
title: Vores kort: nye
sorce: KL
areas:
  - id: Hverdag
    name: 'Hver' dag
    cards:
      - id: hver-01
        question: Hvad: hvem?
          og hvorfor?
        examples: [ja, nej
        leed: Fx
      - id: hver-01
        question: 'Hvorfor?'
      - id: hver-03
\tquestion: Hvordan?
      - id: hver-04
        question: []
"""


@pytest.mark.usefixtures("loader")
def test_all_problems_are_reported_at_once_and_in_order() -> None:
    assert_problems(
        MANY_PROBLEMS,
        [
            (1, 18, COLON, QUOTE_IT),
            (2, 1, "Nøglen »sorce« findes ikke i et kortsæt.", "Mente du »source«?"),
            (4, 9, "»Hverdag« kan ikke være et id.", BAD_ID),
            (5, 18, MISPLACED, ALIGN),
            (8, 23, COLON, QUOTE_IT),
            (10, 19, BRACKET, END_BRACKET),
            (11, 9, "Nøglen »leed« findes ikke i et kort.", "Mente du »lead«?"),
            (12, 13, "Id'et »hver-01« er brugt i linje 7.", NEW_ID),
            (15, 1, TAB, SPACES),
            (17, 19, *not_a_text("question")),
        ],
    )


@pytest.mark.usefixtures("loader")
def test_a_syntax_error_at_the_top_does_not_hide_a_missing_key() -> None:
    text = DECK.replace("title: Vores kort", "source: KL: kort").replace("    name: Hverdag\n", "")
    assert_problems(
        text,
        [
            (1, 1, "Her mangler »title« i et kortsæt.", "Skriv en linje med »title:«."),
            (1, 11, COLON, QUOTE_IT),
            (3, 5, "Her mangler »name« i et område.", "Skriv en linje med »name:«."),
        ],
    )


@pytest.mark.usefixtures("loader")
def test_a_syntax_error_above_the_cards_of_an_area_is_reported_once() -> None:
    text = DECK.replace("cards:", "cards: alle: her")
    assert_problems(text, [(5, 16, COLON, QUOTE_IT)])


@pytest.mark.usefixtures("loader")
def test_a_syntax_error_in_a_cards_first_line_does_not_hide_other_problems() -> None:
    assert_problems(
        card("id: 'hver", "question: Hvad?", "leed: Fx"),
        [
            (6, 13, NEVER_ENDS, END_QUOTE),
            (8, 9, "Nøglen »leed« findes ikke i et kort.", "Mente du »lead«?"),
        ],
    )


@pytest.mark.usefixtures("loader")
def test_a_syntax_error_in_a_list_is_reported_once() -> None:
    text = card("id: hver-01", "question: Hvad?", "examples:", "  - fx: ja: nej", "  - ja")
    assert_problems(text, [(9, 19, COLON, QUOTE_IT)])


@pytest.mark.usefixtures("loader")
def test_an_anchor_below_a_syntax_error_is_reported_as_well() -> None:
    text = DECK.replace("Vores kort", "Vores: kort") + "source: *kl\n"
    assert_problems(text, [(1, 13, COLON, QUOTE_IT), (8, 9, ANCHOR, SPELL_OUT)])


def test_after_26_syntax_errors_no_more_are_looked_for() -> None:
    assert len(problems_in("Hvad: hvem: hvor\n" * 2000)) == 26


def test_at_most_a_thousand_nul_bytes_are_reported() -> None:
    assert problems_in("\0" * 100_000)[-1] == (1, 1000, *hidden("0000"))


@pytest.mark.parametrize(
    "text",
    [
        DECK + "        leed: Fx\n" * 1100,
        DECK + "      - id: hver-01\n        question: Hvad?\n" * 1100,
        question(f"Hvad?\n        examples: [{'!a b, ' * 1100}]"),
        question(f"Hvad?\n        examples: [{'&a b, ' * 1100}]"),
    ],
    ids=["keys", "ids", "tags", "anchors"],
)
def test_at_most_a_thousand_problems_are_reported(text: str) -> None:
    places = [problem[:2] for problem in problems_in(text)]
    assert len(places) == 1000
    assert places == sorted(places)


@pytest.mark.usefixtures("loader")
def test_a_deck_of_too_many_values_is_refused_at_the_first_value_beyond_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deck_yaml, "MAX_VALUES", 12)
    what = "Hertil er der så meget, som et kortsæt kan rumme."
    assert problems_in(DECK) == [(6, 9, what, "Del filen i flere kortsæt.")]
    monkeypatch.setattr(deck_yaml, "MAX_VALUES", 17)
    assert valid_deck(DECK)


@pytest.mark.usefixtures("loader")
def test_too_many_values_are_reported_after_a_syntax_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck_yaml, "MAX_VALUES", 16)
    what = "Hertil er der så meget, som et kortsæt kan rumme."
    assert_problems(
        DECK.replace("Vores kort", "Vores: kort"),
        [
            (1, 13, COLON, QUOTE_IT),
            (7, 19, what, "Del filen i flere kortsæt."),
        ],
    )


@pytest.mark.usefixtures("loader")
def test_after_too_many_scans_the_message_says_at_least_how_many_problems_there_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write(tmp_path, (question("Hvad: hvem?") + "        lead: a: b\n").encode())
    assert [line for line, *_ in problems_of_file(path)] == [7, 8]
    assert message_of(path) == f"Kortsættet {path} kan ikke bruges: 2 fejl."
    monkeypatch.setattr(deck_yaml, "_MAX_COST", 10)
    assert [line for line, *_ in problems_of_file(path)] == [7]
    assert message_of(path) == f"Kortsættet {path} kan ikke bruges: mindst 1 fejl."


def assert_same_without_leaving_out_items(lines: list[str], loader: str) -> None:
    """Assert that a deck has the same problems if nothing is left out when it is scanned again after a syntax error."""
    deck = Source("kort.yaml", "\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deck_yaml, "_loader", lambda: getattr(yaml, loader))
        shortened = deck_reader.parse(deck)
        patch.setattr(deck_yaml, "_leave_out_items", lambda *_: None)
        assert shortened == deck_reader.parse(deck)


BROKEN_LINES = st.sampled_from([
    "question: Hvad: hvem?", "question: 'Hvad?", "'Hvad' hvem", "  lead: Fx", " lead: Fx", "leed: Fx", "lead Fx",
    "examples: [ja, nej", "examples: [ja,, nej]", "-", "- - x", "---", "...", "\tlead: Fx", "question: @alle", "'", "]",
    "|", "# x", "", "? - a", "- |", "- a: 'b",
])  # fmt: skip


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(["- a", "- b: c", "- - d", "- [e]"]), min_size=4, max_size=7),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), BROKEN_LINES), min_size=1, max_size=4),
    st.sampled_from(LOADERS),
)
def test_leaving_out_items_when_a_deck_is_scanned_again_changes_no_result(
    items: list[str], broken_lines: list[tuple[float, int, str]], loader: str
) -> None:
    lines = ["title: Kort", "areas:", *items]
    for share, indentation, line in broken_lines:
        lines.insert(int(len(lines) * share), " " * indentation + line)
    assert_same_without_leaving_out_items(lines, loader)


def test_items_are_left_out_only_if_their_dashes_are_in_one_column() -> None:
    lines = ["title: K", "areas:", "- e", "- a", "- - d", "-", "    lead: Fx", "- - d", "   question: 'Hvad?", "- e"]
    for loader in LOADERS:
        assert_same_without_leaving_out_items(lines, loader)


def cards(number: int) -> str:
    lines = "".join(f"      - id: kort-{card}\n        question: Hvad?\n" for card in range(2, number + 1))
    return DECK + lines


def test_a_deck_of_too_many_cards_is_refused_with_their_number_and_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems other than syntax errors are not reported, because the deck must be split first."""
    monkeypatch.setattr(deck_reader, "MAX_CARDS", 10)
    assert valid_deck(cards(10))
    text = cards(11).replace("Vores kort", "") + "        leed: Fx\n"
    what = "Kortsættet har 11 kort. Grænsen er 10."
    assert problems_in(text) == [(6 + 2 * 10, 9, what, "Del filen i flere kortsæt.")]


def test_the_limit_counts_the_cards_of_all_areas_and_syntax_errors_are_reported_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deck_reader, "MAX_CARDS", 10)
    more = "".join(f"      - id: nr-{card}\n        question: Hvad?\n" for card in range(6))
    text = cards(6).replace("Vores kort", "Vores: kort") + f"  - id: fest\n    name: Fest\n    cards:\n{more}"
    syntax_error, (_, _, what, _) = problems_in(text)
    assert syntax_error[:2] == (1, 13)
    assert yaml_words.is_said(syntax_error[2:], COLON, QUOTE_IT)
    assert what == "Kortsættet har 12 kort. Grænsen er 10."


def test_too_many_cards_are_reported_despite_syntax_errors_near_the_end() -> None:
    syntax_errors = "".join(f"      - id: nr-{card}\n        question: Hvad: hvem?\n" for card in range(20))
    problems = problems_in(cards(12_000) + syntax_errors)
    assert len(problems) == 21
    assert problems[0][2] == "Kortsættet har 12.020 kort. Grænsen er 10.000."


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["\n", "a", "æ" * 700, "😊" * 1500, "\n" * 1100])).map("".join))
def test_every_index_into_a_text_has_its_line_and_column(text: str) -> None:
    source = Source("x", text)
    for index in {0, *range(0, len(text), 97), len(text)}:
        line, column = text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
        assert source.place(index) == (line, column)
        quote = source.on(line, column, "", "").quote
        whole = text.split("\n")[line]
        cut = max(0, column - 50) if len(whole) > 100 else 0
        assert quote == whole[cut : cut + 100]


def test_the_quote_is_the_line_and_the_caret_the_column() -> None:
    _, [problem] = deck_reader.parse(Source("kort.yaml", question("Hvad virker: det?")))
    assert problem.quote == "        question: Hvad virker: det?"
    assert problem.quote[problem.caret :] == ": det?"
    assert problem.file == "kort.yaml"


def test_the_quote_of_a_long_line_is_the_part_around_the_problem() -> None:
    _, [problem] = deck_reader.parse(Source("kort.yaml", question("Hvad " * 500 + "virker: det" + " hele" * 500)))
    assert problem.column == 18 + 2506 + 1
    assert (len(problem.quote), problem.caret) == (100, 50)
    assert problem.quote[problem.caret :].startswith(": det hele")


# --- Messages are in Danish, whatever PyYAML's messages are

ENGLISH = re.compile(r"\b(expected|found|while|mapping|sequence|scalar|token|block|the|not|could|allowed|here)\b", re.I)


def assert_danish(problem: Problem | Reported) -> None:
    what, hint = problem[-2:]
    for sentence in (what, hint):
        assert re.match(r"[A-ZÆØÅ»]", sentence), sentence
        assert re.search(r"[.?:'…]$", sentence), sentence
        # Words in guillemets, and tags, are quotes from the deck.
        assert not ENGLISH.search(re.sub("»[^«]*«|Mærket [^ ]+", "", sentence)), sentence


@pytest.mark.parametrize("name", LOADERS)
def test_syntax_errors_are_reported_in_danish_when_pyyaml_has_other_messages(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reworded(text: str) -> Any:
        try:
            yield from yaml.parse(text, Loader=getattr(yaml, name))
        except yaml.MarkedYAMLError as error:
            error.problem = error.context = "no such thing was thought of"
            raise

    monkeypatch.setattr(deck_yaml, "_events", reworded)
    assert not yaml_words.are_known()
    for bad in SYNTAX_ERRORS:
        assert_any_problems(bad.text, problems_in(bad.text))


FRAGMENTS = st.sampled_from([
    *DECK.splitlines(keepends=True), "\n", " ", "  ", "\t", "- ", "? ", ": ", ":", "-", "'", '"', "[", "]", "{", "}",
    ",", "#", "&a ", "*a", "!x ", "!!str ", "|\n", ">-\n", "%YAML 1.1\n", "---\n", "...\n", "<<", "@", "`", "\\",
    "\\x1b", "\\ud800", "\r\n", "\r", "\x85", "\u2028", "\ufeff", "\ud800", "\x00", "æ", "😊", "id: ", "title: ",
    "areas:\n", "cards:\n", "question: ", "examples:\n", "guide:\n", "warmup:\n", "questions:\n", "steps:\n",
    "x" * 1100,
])  # fmt: skip


def broken(text: str, share: float, fragment: str) -> str:
    """Return a deck with a fragment inserted."""
    at = int(len(text) * share)
    return text[:at] + fragment + text[at:]


ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(FRAGMENTS, max_size=25).map("".join),
    st.builds(broken, st.sampled_from([DECK, MANY_PROBLEMS]), st.floats(0, 1), FRAGMENTS),
)


def assert_deck_or_problems(text: str) -> None:
    """Assert that a text is a deck or has problems, which are in order, in Danish and within the text."""
    deck, problems = deck_reader.parse(Source("x", text))
    assert (deck is None) == bool(problems)
    assert problems == sorted(problems, key=lambda problem: problem[1:3])
    for problem in problems:
        assert_danish(problem)
        assert 1 <= problem.line <= text.count("\n") + 1
        assert 0 <= problem.caret <= max(len(problem.quote), 100)


@settings(max_examples=400)
@given(ANY_TEXT)
def test_any_text_is_a_deck_or_has_problems(text: str) -> None:
    assert_deck_or_problems(text)


@settings(max_examples=150)
@given(ANY_TEXT)
def test_any_text_is_a_deck_or_has_problems_without_the_c_loader(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deck_yaml, "_loader", lambda: yaml.BaseLoader)
        assert_deck_or_problems(text)


HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "brackets after a syntax_error": "title: a: b\nareas: " + "[" * 100_000,
    "bullets": "- " * 100_000,
    "bullets after a syntax_error": "title: a: b\nareas:\n" + "- " * 100_000,
    "question marks": "? " * 100_000,
    "steps": "".join(" " * depth + "-\n" for depth in range(2000)),
    "laughs": "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9 if n else ['x'] * 9)}]\n" for n in range(12)),
}


def test_no_deck_crashes_the_process() -> None:
    """Tested in another process. PyYAML's composer in C, which is not used, overflows the stack on deep nesting."""
    code = (
        "import json, sys\n"
        "from kortspil.deck import reader as deck_reader\n"
        "from kortspil.deck.source import Source\n"
        "for name, text in json.load(sys.stdin).items():\n"
        "    deck, problems = deck_reader.parse(Source('x', text))\n"
        "    print(name if deck is None and problems else 'a deck?', flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(HOSTILE), capture_output=True, text=True)
    assert done.stdout.splitlines() == list(HOSTILE), done.stderr
    assert done.returncode == 0


# --- Decks without problems


WHOLE_DECK = """\
# Kort til mandag
title: Vores kort
source: Egne spørgsmål
guide:
  title: Sådan gør I
  intro: [Tal sammen.]
  lead: 'Gør sådan:'
  steps: [Vend et kort., 'Læs det højt.']
  outro:
    - Tak.
warmup:
  lead: 'Tal først om:'
  questions:
    - hvad I bruger
areas:
  - id: hverdag
    name: Hverdag & fest
    cards:
      - id: hver-01
        question: >-
          Hvad virker,
          og hvorfor?
        lead: 'Eksempel:'
        examples:
          - Vi ringer
          - 'vi skriver: straks'
      - id: æøå-1_b
        question: "Hvad \\"gør\\" det?"
"""


@pytest.mark.usefixtures("loader")
def test_a_deck_is_read_as_it_is_written() -> None:
    first = Card("hver-01", "Hvad virker, og hvorfor?", "Eksempel:", ("Vi ringer", "vi skriver: straks"))
    second = Card("æøå-1_b", 'Hvad "gør" det?', "For eksempel:", ())
    assert valid_deck(WHOLE_DECK) == Deck(
        title="Vores kort",
        source="Egne spørgsmål",
        areas=(Area("hverdag", "Hverdag & fest", (first, second)),),
        guide=Guide("Sådan gør I", ("Tal sammen.",), "Gør sådan:", ("Vend et kort.", "Læs det højt."), ("Tak.",)),
        warmup=Warmup("Tal først om:", ("hvad I bruger",)),
    )


@pytest.mark.usefixtures("loader")
def test_a_guide_needs_only_its_title_and_steps_and_an_opening_round_only_its_questions() -> None:
    deck = valid_deck(
        DECK + "guide:\n  title: Sådan\n  steps: [Vend et kort]\nwarmup:\n  questions:\n    - Hvad bruger I?\n"
    )
    assert deck.guide == Guide("Sådan", (), "", ("Vend et kort",), ())
    assert deck.warmup == Warmup("", ("Hvad bruger I?",))


@pytest.mark.usefixtures("loader")
def test_a_deck_needs_no_guide_no_opening_round_and_no_source() -> None:
    deck = valid_deck(DECK)
    assert (deck.source, deck.guide, deck.warmup) == ("", None, None)


@pytest.mark.parametrize(
    "written", ["no", "on", "12:30", "2026-11-22", "1_000", "~", "null", "0x1F", "1e3", "true", "=", "3.10", "007"]
)
def test_a_text_that_yaml_takes_for_another_type_stays_a_text(written: str) -> None:
    for _ in each_loader():
        [area] = valid_deck(question(written)).areas
        assert area.cards[0].question == written


@pytest.mark.parametrize("value", ["h" * 64, "0", "å", "a_b", "egen", "egnet"])
def test_an_id_may_be_short_long_and_danish(value: str) -> None:
    [area] = valid_deck(card(f"id: {value}", "question: Hvad?")).areas
    assert area.cards[0].id == value


@pytest.mark.usefixtures("loader")
def test_a_deck_may_have_the_marks_of_a_yaml_document() -> None:
    assert valid_deck("---\n" + DECK + "...\n") == valid_deck(DECK)


@pytest.mark.parametrize(
    "value", ["Kultur & Fritid", "2 * 3?", "R&D [nyt] *", "C#", "50 %", "a - b", "kl. 10:30", "a/b\\c", "don't", "😊"]
)
def test_ordinary_signs_in_a_text_are_unchanged(value: str) -> None:
    for _ in each_loader():
        [area] = valid_deck(question(value)).areas
        assert area.cards[0].question == value


@pytest.mark.usefixtures("loader")
def test_a_comment_may_follow_a_text() -> None:
    assert valid_deck(question("Hvad virker?  # spørg Sally")) == valid_deck(DECK)
    assert valid_deck(question("'Hvad virker?'  #sally")) == valid_deck(DECK)


@pytest.mark.skipif(not hasattr(yaml, "CBaseLoader"), reason="PyYAML is built without its C loader")
def test_the_loader_in_c_is_used_if_pyyaml_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deck_yaml._loader() is yaml.CBaseLoader
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert deck_yaml._loader() is yaml.BaseLoader


# --- Files


def write(folder: Path, data: bytes) -> Path:
    path = folder / "kort.yaml"
    path.write_bytes(data)
    return path


def message_of(path: Path) -> str:
    with pytest.raises(InvalidFile) as caught:
        deck_reader.load(path)
    return caught.value.message


def problems_of_file(path: Path) -> list[Reported]:
    with pytest.raises(InvalidFile) as caught:
        deck_reader.load(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return [(problem.line, problem.column, problem.message, problem.hint) for problem in caught.value.problems]


NOT_UTF8 = ("Filen er ikke gemt som UTF-8.", "Gem den som UTF-8 i dit tekstprogram.")


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_the_line_ends_of_other_systems_are_read(line_end: str, tmp_path: Path) -> None:
    assert deck_reader.load(write(tmp_path, WHOLE_DECK.replace("\n", line_end).encode())) == valid_deck(WHOLE_DECK)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_places_are_counted_with_the_line_ends_of_other_systems(line_end: str, tmp_path: Path) -> None:
    path = write(tmp_path, question("Hvad: hvem?").replace("\n", line_end).encode())
    [syntax_error] = problems_of_file(path)
    assert syntax_error[:2] == (7, 23)
    assert yaml_words.is_said(syntax_error[2:], COLON, QUOTE_IT)


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    assert deck_reader.load(write(tmp_path, b"\xef\xbb\xbf" + DECK.encode())) == valid_deck(DECK)


def test_utf_16_with_a_byte_order_mark_is_reported_as_not_utf_8(tmp_path: Path) -> None:
    path = write(tmp_path, DECK.encode("utf-16"))
    assert problems_of_file(path) == [(1, 1, *NOT_UTF8)]
    _, [problem] = source.read(path)
    assert problem.quote == ""


def test_utf_16_without_a_byte_order_mark_is_reported_as_nul_bytes(tmp_path: Path) -> None:
    assert problems_of_file(write(tmp_path, DECK.encode("utf-16-le")))[:2] == [
        (1, 2, *hidden("0000")),
        (1, 4, *hidden("0000")),
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "with a byte order mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_letter_in_another_encoding_is_reported_at_its_place(mark: bytes, line_end: str, tmp_path: Path) -> None:
    text = question("Hvad gør I?").replace("\n", line_end)
    path = write(tmp_path, mark + text.encode("latin-1"))
    assert problems_of_file(path) == [(7, 25, *NOT_UTF8)]


def test_the_quote_ends_at_the_letter_that_cannot_be_read(tmp_path: Path) -> None:
    _, [problem] = source.read(write(tmp_path, "title: Små kort".encode("latin-1")))
    assert (problem.quote, problem.caret) == ("title: Sm\N{REPLACEMENT CHARACTER}", 9)


def test_a_file_may_be_as_large_as_the_limit(tmp_path: Path) -> None:
    read, problems = source.read(write(tmp_path, b"x" * 2**20), max_bytes=2**20)
    assert read is not None
    assert (len(read.text), problems) == (2**20, [])


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, b"x" * (2**20 + 1))
    read, problems = source.read(path, max_bytes=2**20)
    what = "Filen er for stor. Grænsen er 1 MB."
    assert (read, problems) == (None, [Problem(str(path), 1, 1, "", 0, what, "Del filen i flere kortsæt.")])


def test_the_limit_is_far_above_any_deck() -> None:
    assert source.MAX_BYTES >= 1000 * 2**10


def test_the_error_for_a_bad_file_has_its_path_and_the_number_of_its_problems(tmp_path: Path) -> None:
    path = write(tmp_path, MANY_PROBLEMS.encode())
    with pytest.raises(InvalidFile) as caught:
        deck_reader.load(path)
    number = 10 if yaml_words.are_known() else len(problems_in(MANY_PROBLEMS))
    assert len(caught.value.problems) == number
    assert caught.value.message == f"Kortsættet {path} kan ikke bruges: {number} fejl."
    assert caught.value.exit_code == 2


def test_after_a_thousand_problems_the_message_says_at_least_how_many_there_are(tmp_path: Path) -> None:
    path = write(tmp_path, b"\0" * 2000)
    with pytest.raises(InvalidFile) as caught:
        deck_reader.load(path)
    assert caught.value.message == f"Kortsættet {path} kan ikke bruges: mindst 1.000 fejl."


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    for path in (tmp_path / "væk.yaml", write(tmp_path, b"") / "inde.yaml"):
        with pytest.raises(UsageError) as caught:
            deck_reader.load(path)
        assert caught.value.message == f"Filen {path} findes ikke."
        assert caught.value.hint


def test_a_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        deck_reader.load(tmp_path)
    assert caught.value.message == f"{tmp_path} er en mappe, ikke en fil."


def test_a_file_without_permission_to_read_is_a_file_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, b"")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError) as caught:
        deck_reader.load(path)
    assert caught.value.message.startswith(f"Filen {path} kan ikke læses: ")
    assert "denied" not in caught.value.message
    assert caught.value.exit_code == 1
