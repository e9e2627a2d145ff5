"""Find an area, a case or another named thing by a part of its name, and read a typed yes or no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kortspil.messages.setup import NO, YES

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "&": "og"})


class Found(NamedTuple):
    """The key of the only match."""

    key: str


class Unclear(NamedTuple):
    """No match, or several. ``near`` has the keys that may be meant, the most similar first."""

    near: tuple[str, ...]


def fold(text: str) -> str:
    """Return the letters and digits of a text in lower-case ASCII, with «ae», «oe» and «aa» for the Danish letters.

    «Teknologiforståelse» and «teknologi-forstaaelse» fold to the same text.
    """
    lowered = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    bare = unicodedata.normalize("NFKD", lowered)
    return re.sub(r"[^a-z0-9]", "", bare)


def fold_answer(typed: str) -> str:
    """Return a typed answer in lower case, without the white space around it and the punctuation at its end."""
    return typed.strip().casefold().rstrip(" .,!")


def yes_or_no(typed: str) -> bool | None:
    """Return ``True`` if a typed answer means yes, ``False`` if it means no, and ``None`` if it means neither."""
    answer = fold_answer(typed)
    return True if answer in YES else False if answer in NO else None


def find(typed: str, names: Mapping[str, Sequence[str]]) -> Found | Unclear:
    """Return the key that ``typed`` means, or ``Unclear`` with the keys that it may mean.

    ``names`` maps each key to its other names. ``typed`` is compared with whole names first, then with the beginnings
    of names, then with any part of them. The first comparison with a match decides: more than one match is unclear.
    """
    wanted = fold(typed)
    spellings = {key: [fold(key), *map(fold, others)] for key, others in names.items()}
    if wanted:
        for fits in (str.__eq__, str.startswith, str.__contains__):
            keys = [key for key, forms in spellings.items() if any(fits(form, wanted) for form in forms)]
            if len(keys) == 1:
                return Found(keys[0])
            if keys:
                return Unclear(tuple(keys))
    return Unclear(_nearest(wanted, spellings))


def _nearest(wanted: str, spellings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    # Imported here because only a mistyped name needs it, and it is slow to import.
    from difflib import SequenceMatcher

    def likeness(forms: Sequence[str]) -> float:
        cuts = [form[: len(wanted) + 2] for form in forms] + list(forms)
        return max(SequenceMatcher(None, wanted, form).ratio() for form in cuts)

    scored = sorted(((likeness(forms), key) for key, forms in spellings.items()), key=lambda pair: -pair[0])
    return tuple(key for score, key in scored if score >= 0.6)[:3]
