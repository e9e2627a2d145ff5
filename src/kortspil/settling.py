"""What waits until the first picture stands."""

from __future__ import annotations

import gc
from importlib import import_module

# What is first used later may lie on a drive that is gone by then.
_NEEDED_LATER = ("elsewhere", "filenames", "journal.format", "patching", "lock")


def settle() -> None:
    """Import what the first picture did without, and collect garbage from here on.

    What stands now stays: with a deck of 100,000 cards, to go through it takes 35 ms, which a key press would wait for.
    """
    for name in _NEEDED_LATER:
        import_module(f"kortspil.{name}")
    gc.freeze()
    gc.enable()
