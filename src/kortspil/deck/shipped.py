"""KL's deck, which is shipped with the program."""

from __future__ import annotations

import zlib
from importlib import import_module
from pathlib import Path

from kortspil.deck.model import Deck
from kortspil.system import paths


def deck() -> Deck:
    """Return KL's deck. Raises the errors of ``reader.load``."""
    path = paths.shipped_deck()
    ready = _ready_deck(path)
    if ready is not None:
        return ready
    from kortspil.deck import reader as deck_reader

    return deck_reader.load(path)


def _ready_deck(path: Path) -> Deck | None:
    """Return the deck that a wheel holds as Python, unless its YAML file has been changed since the wheel was built."""
    # Reading the YAML takes as long as starting the interpreter. Most of that time is the import of PyYAML.
    try:
        ready = import_module("kortspil.deck.ready_deck")
        is_current = zlib.crc32(path.read_bytes()) == ready.MADE_OF
    except (ImportError, OSError):
        return None
    return ready.DECK if is_current else None
