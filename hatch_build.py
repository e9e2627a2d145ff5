"""Add KL's deck to the wheel as a Python module, so that an installed program does not parse YAML to start."""

from __future__ import annotations

import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MODULE = """from kortspil.deck.model import Area, Card, Deck, Guide, Warmup

MADE_OF = {crc}
DECK = {deck!r}
"""


def ready(deck: Path) -> str:
    """Return the source of ``kortspil/deck/ready_deck.py`` for a deck file. Raises the errors of ``reader.load``."""
    from kortspil.deck import reader as deck_reader

    return _MODULE.format(crc=zlib.crc32(deck.read_bytes()), deck=deck_reader.load(deck))


class ReadyDeck(BuildHookInterface[Any]):
    """The hook that hatchling runs for each wheel. An editable install has no such module and reads the YAML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name) / "ready_deck.py"
        made.write_text(ready(root / "data" / "cards.yaml"), "utf-8")
        build_data["force_include"][str(made)] = "kortspil/deck/ready_deck.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self._folder.cleanup()
