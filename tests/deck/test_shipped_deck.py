"""A wheel has KL's deck as a Python module, which is used as long as ``cards.yaml`` is unchanged."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from kortspil.deck import reader as deck_reader
from kortspil.deck import shipped
from kortspil.deck.model import Deck
from kortspil.errors import InvalidFile
from kortspil.system import paths

READY = Deck("Klar i forvejen", "", (), None, None)


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The deck file of a wheel. Its Python module holds another deck, so that a test can tell which of them is used."""
    file = tmp_path / "cards.yaml"
    file.write_bytes(paths.shipped_deck().read_bytes())
    made = SimpleNamespace(MADE_OF=zlib.crc32(file.read_bytes()), DECK=READY)
    monkeypatch.setitem(sys.modules, "kortspil.deck.ready_deck", made)
    monkeypatch.setattr(paths, "shipped_deck", lambda: file)
    return file


@pytest.mark.usefixtures("cards")
def test_the_python_module_of_the_wheel_is_used() -> None:
    assert shipped.deck() is READY


def test_a_changed_file_is_read_instead_of_the_module(cards: Path) -> None:
    changed = cards.read_text("utf-8").replace("Dialogkort til medarbejdere", "Vores kort")
    cards.write_text(changed, "utf-8")
    assert shipped.deck() == deck_reader.load(cards)
    assert shipped.deck().title == "Vores kort"


def test_a_file_with_problems_is_refused(cards: Path) -> None:
    cards.write_text(cards.read_text("utf-8") + "\nareas: []\n", "utf-8")
    with pytest.raises(InvalidFile):
        shipped.deck()


def test_a_missing_file_is_named(cards: Path) -> None:
    cards.unlink()
    with pytest.raises(Exception, match=r"cards\.yaml"):
        shipped.deck()


def test_without_the_module_the_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kortspil.deck.ready_deck", None)
    assert shipped.deck() == deck_reader.load(paths.shipped_deck())
