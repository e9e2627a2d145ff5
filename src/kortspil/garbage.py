"""When Python looks for garbage: not on the way to the first picture (``__main__``), then in what came after."""

from __future__ import annotations

import gc


def collect_again() -> None:
    """Collect from here on. What stands now stays: with a deck of 100,000 cards, to go through it takes 35 ms, which a
    key press would wait for."""
    gc.freeze()
    gc.enable()
