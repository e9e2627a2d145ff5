"""Read with each of PyYAML's two loaders: the one in Python and, if PyYAML is built with it, the one in C."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from kortspil.deck import yaml as deck_yaml

LOADERS = [name for name in ("CBaseLoader", "BaseLoader") if hasattr(yaml, name)]


def each_loader() -> Iterator[str]:
    """Yield the name of each loader. Until the next is yielded, decks and cases are read with it."""
    for name in LOADERS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(deck_yaml, "_loader", lambda name=name: getattr(yaml, name))
            yield name
