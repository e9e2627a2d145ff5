"""Find out whether PyYAML still has the messages that the program knows.

The program uses them to choose the Danish message of a syntax error. A new release of PyYAML may change them. A syntax
error then gets one general message, perhaps with another position, and no test may fail because of that. As long as
PyYAML's messages are the known ones, the tests require the exact Danish message.
"""

from __future__ import annotations

from kortspil.deck.reader import parse
from kortspil.deck.source import Source

GENERAL = "Linjen kan ikke læses som YAML."

_BRACKET = "Her begynder en liste eller en gruppe i klammer, som ikke slutter rigtigt."
_PROBES = {
    "title: Kort: nye\n": [(1, 12, "Her er et kolon, som YAML opfatter som en ny nøgle.")],
    "title: 'Kort\n": [(1, 8, "Her begynder en tekst i anførselstegn, som aldrig slutter.")],
    "title: [Kort\n": [(1, 8, _BRACKET)],
    "title: @Kort\n": [(1, 8, "Teksten begynder med et tegn, som YAML bruger til andet.")],
    "title: [] a\n": [(1, 11, "Linjen passer ikke ind her.")],
    "title: Kort\nareas\n": [(2, 1, "Her mangler et kolon efter en nøgle.")],
    "--- a\n--- b\n": [(2, 1, "Her begynder et nyt dokument (---). En fil rummer ét kortsæt.")],
    "--- a\n...\nb: c\nd: e\n": [(3, 1, "Linjen kommer, efter at kortsættet er slut.")],
}


def is_said(told: tuple[str, ...], what: str, hint: str) -> bool:
    """Return whether a syntax error has this message and hint, or the general message if PyYAML's are not known."""
    return told == (what, hint) or (told[0] == GENERAL and not are_known())


def are_known() -> bool:
    """Return whether the messages of the loader in use are the known ones."""
    return all(set(said) <= set(_told(text)) for text, said in _PROBES.items())


def _told(text: str) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message) for problem in parse(Source("x", text))[1]]
