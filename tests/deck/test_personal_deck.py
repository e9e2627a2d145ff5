"""The questions that a group asked are saved in the user's own deck, which the user may edit."""

from __future__ import annotations

import itertools
import os
import re
import stat
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortspil.cli.app import run
from kortspil.deck import reader as deck_reader
from kortspil.deck import source
from kortspil.deck.model import Area
from kortspil.deck.personal import AREA_ID, keep
from kortspil.errors import FileError, InvalidFile, KortspilError, UsageError
from kortspil.system import paths
from kortspil.system.lock import Lock
from kortspil.text.sanitize import find_hidden
from programs import PATIENCE_SECONDS

BY_HAND = """\
# Mine kort – rettet i hånden
title:   Vores   # sådan hedder de
source: Os selv

areas:
- id: samtaler
  name: "Samtaler"
  cards:
    - { id: s-1, question: 'Hvem taler I med?', examples: [Bo, Ida] }

-   id: egne-spoergsmaal
    name: Det vi selv fandt på
    cards:
          -   id: gammelt
              question: >
                Hvad
                så?
              examples:
                - det ene
                - det andet
          # Flere kort?
"""

START = "title: T\nareas:\n- id: egne-spoergsmaal\n  name: N\n  cards:\n"


def counted(prefix: str = "") -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"{prefix}{next(numbers)}"


def own_area(path: Path) -> Area:
    (area,) = [area for area in deck_reader.load(path).areas if area.id == AREA_ID]
    return area


def questions_in(path: Path) -> list[str]:
    return [card.question for card in own_area(path).cards]


@pytest.fixture
def own(home: Path) -> Path:
    assert home.is_dir()
    return paths.own_deck()


def test_the_first_questions_make_a_deck_that_a_person_can_read(own: Path) -> None:
    kept = keep(own, ["Hvem hjælper os?", 'Hvad er "nok": kurser?'], counted())
    assert kept == (2, own, ())
    assert own.read_bytes().decode("utf-8") == (
        "# Spørgsmål, I selv har stillet på jeres møder. I kan rette i filen med et tekstprogram.\n"
        "# Nye spørgsmål kommer til nederst, så lad kortene stå sidst.\n"
        "title: Egne kort\n"
        "areas:\n"
        "  - id: egne-spoergsmaal\n"
        "    name: Egne spørgsmål\n"
        "    cards:\n"
        "      - id: eget-1\n"
        '        question: "Hvem hjælper os?"\n'
        "      - id: eget-2\n"
        '        question: "Hvad er \\"nok\\": kurser?"\n'
    )
    assert (deck_reader.load(own).title, own_area(own).name) == ("Egne kort", "Egne spørgsmål")
    assert [path.name for path in own.parent.iterdir() if path.suffix != ".lock"] == ["egne-kort.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_owner_may_read_the_deck_until_the_owner_changes_its_mode(own: Path) -> None:
    keep(own, ["Et?"])
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert stat.S_IMODE(own.parent.stat().st_mode) == 0o700
    own.chmod(0o664)
    keep(own, ["To?"])
    assert stat.S_IMODE(own.stat().st_mode) == 0o664


def test_what_was_written_by_hand_is_unchanged(own: Path) -> None:
    own.parent.mkdir()
    own.write_bytes(BY_HAND.encode())
    before = deck_reader.load(own)
    assert keep(own, ["Og nu?", "Og hvem?"]).new == 2
    assert own.read_bytes().startswith(BY_HAND.encode())
    after = deck_reader.load(own)
    assert after.areas[0] == before.areas[0]
    assert after.areas[1].cards[:1] == before.areas[1].cards
    assert questions_in(own) == ["Hvad så?", "Og nu?", "Og hvem?"]


@pytest.mark.parametrize(
    "text",
    [
        BY_HAND.rstrip("\n"),
        BY_HAND.replace("\n", "\r\n"),
        BY_HAND.replace("\n", "\r\n").rstrip("\r\n"),
        "\ufeff" + BY_HAND,
        BY_HAND + "\n\n   \n# sidst\n",
        BY_HAND + "# uden linjeskift",
        START + "  - id: a\n    question: |\n      Hvad\n\n      nu?",
        START + "  -\n    id: a\n    question: Hvad?\n",
        "title: T\nareas: [{id: a, name: N, cards: [{id: a-1, question: Hvad?}]}]\n\n# - id: b",
    ],
)
def test_however_the_file_ends_cards_are_appended_or_the_file_is_unchanged(own: Path, text: str) -> None:
    own.parent.mkdir()
    own.write_bytes(text.encode())
    before = deck_reader.load(own)
    try:
        keep(own, ["Ny?"])
    except FileError:
        assert own.read_bytes() == text.encode()
        assert "[{" in text
        return
    assert own.read_bytes().startswith(text.encode())
    assert [area.cards for area in before.areas] == [
        tuple(card for card in area.cards if card.question != "Ny?") for area in deck_reader.load(own).areas
    ]
    assert questions_in(own)[-1] == "Ny?"
    added = own.read_bytes()[len(text.encode()) :]
    assert (b"\r\n" in added) == ("\r\n" in text)


def test_a_deck_without_the_area_gets_it_at_its_end(own: Path) -> None:
    own.parent.mkdir()
    text = "title: T\nareas:\n   - id: a\n     name: N\n     cards:\n     - {id: a-1, question: Hvad?}\n"
    own.write_text(text, "utf-8")
    keep(own, ["Ny?"])
    assert own.read_text("utf-8").startswith(text)
    assert [area.name for area in deck_reader.load(own).areas] == ["N", "Egne spørgsmål"]
    assert questions_in(own) == ["Ny?"]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "  \n"])
def test_an_empty_file_is_filled(own: Path, text: str) -> None:
    own.parent.mkdir()
    own.write_text(text, "utf-8")
    assert keep(own, ["Ny?"]).new == 1
    assert questions_in(own) == ["Ny?"]


GUIDE = "guide:\n  title: Sådan\n  steps:\n    - Vend et kort\n"
AREA = "  - id: andet\n    name: Andet\n    cards:\n      - id: a-1\n        question: Hvad?\n"


@pytest.mark.parametrize(
    ("after", "line"),
    [(GUIDE, 10), (AREA, 10), ("...\n", 10), ("warmup:\n  questions:\n  - Hvem er I?\n", 10), ("source: Os\n", 10)],
)
def test_a_file_with_something_after_the_cards_is_refused_with_that_line_and_unchanged(
    own: Path, after: str, line: int
) -> None:
    keep(own, ["Gammelt?"])
    own.write_text(own.read_text("utf-8") + after, "utf-8")
    before = own.read_bytes()
    with pytest.raises(FileError) as raised:
        keep(own, ["Nyt?"])
    assert f"til sidst i {own}, på grund af det, der står i linje {line}." in raised.value.message
    assert "slutter med kortene i området »Egne spørgsmål«" in raised.value.hint
    assert own.read_bytes() == before
    assert [path.name for path in own.parent.iterdir() if path.suffix != ".lock"] == [own.name]


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"title: T\nareas:\n  - id: a\n    nam: N\n", InvalidFile, "kan ikke bruges"),
        (b"title: 'T\n", InvalidFile, "kan ikke bruges"),
        (b"\xff\xfet\0i\0", InvalidFile, "kan ikke bruges"),
        (b"title: r\xf8d\n", InvalidFile, "kan ikke bruges"),
        (b"# kun en note til mig selv\n", InvalidFile, "kan ikke bruges"),
        (b"# M\xc3\xb8de\n<!-- kortspil x 1 opened -->\n", UsageError, "er en notefil"),
    ],
    ids=["a wrong key", "an open quote", "UTF-16 without an end", "ANSI", "a comment", "notes"],
)
def test_a_file_that_is_not_a_deck_is_refused_and_unchanged(
    own: Path, data: bytes, error: type[KortspilError], said: str
) -> None:
    own.parent.mkdir()
    own.write_bytes(data)
    with pytest.raises(error) as raised:
        keep(own, ["Nyt?"])
    assert said in raised.value.message
    assert str(own) in raised.value.message
    assert own.read_bytes() == data


def test_a_folder_with_the_name_of_the_deck_is_a_usage_error(own: Path) -> None:
    own.mkdir(parents=True)
    with pytest.raises(UsageError):
        keep(own, ["Nyt?"])


def test_a_folder_that_cannot_be_made_is_a_file_error(home: Path) -> None:
    (home / "fil").write_text("Ikke en mappe", "utf-8")
    with pytest.raises(FileError) as raised:
        keep(home / "fil" / "egne-kort.yaml", ["Nyt?"])
    assert "Der kan ikke skrives i" in raised.value.message


# --- The same question


def test_the_same_question_is_saved_once(own: Path) -> None:
    assert keep(own, ["Hvem hjælper os?", "hvem  HJÆLPER\nos?", "Hvem  hjælper os? "]).new == 1
    assert keep(own, ["HVEM HJÆLPER OS?", "Hvad så?", "Hvad sa\N{COMBINING RING ABOVE}?"]).new == 1
    before = own.read_bytes()
    assert keep(own, ["hvem hjælper os?"]) == (0, own, ())
    assert own.read_bytes() == before


def test_a_question_in_another_area_is_not_saved_again(own: Path) -> None:
    own.parent.mkdir()
    own.write_text(BY_HAND, "utf-8")
    assert keep(own, ["hvem taler I med?"]).new == 0
    assert own.read_text("utf-8") == BY_HAND


def test_questions_are_in_the_order_they_were_asked(own: Path) -> None:
    keep(own, ["B?", "A?", "b?", "C?"])
    keep(own, ["D?", "A?"])
    assert questions_in(own) == ["B?", "A?", "C?", "D?"]


def test_no_questions_make_no_file(own: Path) -> None:
    assert keep(own, []) == keep(own, ["", " \n"]) == (0, own, ())
    assert not own.parent.exists()


# --- Ids


def test_an_id_that_is_in_use_is_not_given_to_another_card(own: Path) -> None:
    keep(own, ["Et?"], lambda: "1")
    keep(own, ["To?"], counted())
    assert [card.id for card in own_area(own).cards] == ["eget-1", "eget-2"]


def test_the_id_of_a_deleted_card_is_not_given_to_another_card(own: Path) -> None:
    seen: set[str] = set()
    for _ in range(5):
        keep(own, ["Et?"])
        (card,) = own_area(own).cards
        assert card.id not in seen
        assert re.fullmatch("eget-[0-9a-f]{8}", card.id)
        seen.add(card.id)
        own.unlink()


# --- Any text


def as_loaded(question: str) -> str:
    """Return a question as the reader returns it: with line feeds, and without white space around it."""
    return question.replace("\r\n", "\n").replace("\r", "\n").strip()


def normalized(question: str) -> str:
    return " ".join(unicodedata.normalize("NFC", question.casefold()).split())


WITHOUT_HIDDEN = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: not any(find_hidden(as_loaded(text)))
)


@settings(max_examples=40)
@given(st.lists(st.lists(WITHOUT_HIDDEN, max_size=4), min_size=1, max_size=3))
def test_all_questions_are_loaded_as_they_were_saved(rounds: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "egne.yaml"
        expected: dict[str, str] = {}
        for questions in rounds:
            before = len(expected)
            for question in filter(None, map(as_loaded, questions)):
                expected.setdefault(normalized(question), question)
            assert keep(path, questions) == (len(expected) - before, Path(os.path.realpath(path)), ())
            assert (questions_in(path) if path.exists() else []) == list(expected.values())


LOOKALIKES = [
    "Hvad: hvem?", "- # hvad", "# hvad", "'", '"', "\\", "\\x41", "a #b", "a # b", "{a: b}", "[1, 2]", "&a *b",
    "!x", "%TAG ! x", "--- a", "...", "---", "|", ">", "? a", "@", "`", "no", "12:30", "null", "~", "2026-11-22",
    "to\nlinjer", "to\n\n\nlinjer\n  med indryk", "tab\ther", "<!-- kortspil x 1 opened -->", "# Referat: x",
    "<!--", "😊👩‍💻", "e\N{COMBINING ACUTE ACCENT}", "\N{NO-BREAK SPACE}a", "\U0010fffd", "a: b: c",
    "x" * 200 + "\\" * 99 + '"', "\n%TAG x",
]  # fmt: skip


def test_a_question_that_looks_like_yaml_or_notes_is_saved_as_it_is(own: Path) -> None:
    for question in LOOKALIKES:
        assert keep(own, [question]).new == 1
        assert questions_in(own)[-1] == as_loaded(question)
    assert questions_in(own) == list(map(as_loaded, LOOKALIKES))


@pytest.mark.parametrize("question", ["a" * 1_000_000, "ø\n" * 300_000 + "a"], ids=["long", "many lines"])
def test_a_question_of_a_megabyte_is_saved(own: Path, question: str) -> None:
    keep(own, ["Før?"])
    assert keep(own, [question, "Efter?"]).new == 2
    assert questions_in(own) == ["Før?", question, "Efter?"]


def test_a_question_with_a_hidden_character_is_refused_and_the_others_are_saved(own: Path) -> None:
    signs = "\x00\x07\x1b\x7f\x9f\u200f\u2028\u202e\ufeff\ud800"
    kept = keep(own, ["Før?", *(f"Hvad{sign} nu?" for sign in signs), "Efter?"])
    assert kept.new == 2
    assert [f"U+{ord(sign):04X}" in said for sign, said in zip(signs, kept.refused, strict=True)] == [True] * 10
    assert questions_in(own) == ["Før?", "Efter?"]


def test_a_full_deck_is_refused_with_a_message_that_says_so(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(own, ["Før?"])
    before = own.read_bytes()
    with pytest.raises(FileError) as raised:
        keep(own, ["a" * source.MAX_BYTES])
    assert "ikke plads til flere kort" in raised.value.message
    assert own.read_bytes() == before
    monkeypatch.setattr(deck_reader, "MAX_CARDS", 3)
    with pytest.raises(FileError) as raised:
        keep(own, ["Et?", "To?", "Tre?"])
    assert "ikke plads til flere kort" in raised.value.message
    assert own.read_bytes() == before


# --- Two meetings at once, and links


def test_while_another_meeting_writes_the_user_is_asked_to_try_again(own: Path) -> None:
    keep(own, ["Før?"])
    lock = Lock(own)
    assert lock.take()
    with pytest.raises(FileError) as raised:
        keep(own, ["Nyt?"])
    assert raised.value.hint == "Prøv igen om lidt."
    lock.release()
    assert keep(own, ["Nyt?"]).new == 1


@pytest.mark.skipif(os.name == "nt", reason="making links needs a permission on Windows")
def test_if_the_deck_is_a_link_its_target_is_written_and_the_link_is_kept(home: Path, own: Path) -> None:
    own.parent.mkdir()
    (home / "delt.yaml").write_text(BY_HAND, "utf-8")
    own.symlink_to(home / "delt.yaml")
    keep(own, ["Nyt?"])
    assert own.is_symlink()
    assert questions_in(home / "delt.yaml")[-1] == "Nyt?"


# --- Using the deck


def test_the_deck_can_be_played_checked_listed_and_exported(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def program(*words: str) -> str:
        assert run(list(words)) == 0
        return capsys.readouterr().out

    keep(own, ["Hvem hjælper os?", "Hvad: nu?"])
    command = [sys.executable, "-m", "kortspil", "play", "--deck", str(own), "--seed", "1"]
    typed = b"\nn Bo\n\n\nq\n"
    done = subprocess.run(command, input=typed, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    said = done.stdout.decode()
    assert "Egne kort. 2 kort ligger med bagsiden opad." in said
    assert "Spørgsmål: Hvem hjælper os?" in said
    assert "Spørgsmål: Hvad: nu?" in said
    assert program("check", str(own)).endswith("er i orden: 2 kort i 1 område.\n")
    cards = program("cards", "--deck", str(own))
    assert "Egne spørgsmål (2 kort)" in cards
    assert "Hvem hjælper os?" in cards
    assert "- **Note:** Bo" in program("export", "-")
