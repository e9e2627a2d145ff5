"""Whether PyYAML still says what the Danish sentences and the places of slips are chosen by.

Its words are not ours: a new release may say all in another way. Slips are then told by one general sentence, somewhere
in the file, and no test fails for that. As long as the words are the known ones, the exact sentence is demanded.
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
    """Whether this is told of a slip, or the general sentence where PyYAML's words are not known."""
    return told == (what, hint) or (told[0] == GENERAL and not are_known())


def are_known() -> bool:
    """Whether the loader that is in use now says the words that are known."""
    return all(set(said) <= set(_told(text)) for text, said in _PROBES.items())


def _told(text: str) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message) for problem in parse(Source("x", text))[1]]
