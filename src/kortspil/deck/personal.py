"""The user's own deck: the questions that groups asked themselves, saved as cards for the next meeting.

The user may edit the file, so its bytes are never changed: cards are only appended. And the file is written only if
reading it will give the old deck with the new cards added.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from kortspil.deck import reader as deck_reader
from kortspil.deck.model import Area, Card, Deck
from kortspil.deck.source import MAX_BYTES, decode
from kortspil.deck.yaml import Mapping, Node, Scalar, Sequence, compose
from kortspil.errors import FileError, InvalidFile
from kortspil.messages import deck_files
from kortspil.messages import notes as note_texts
from kortspil.messages import personal_deck as texts
from kortspil.messages.os_errors import reason
from kortspil.system import files as system_files
from kortspil.system.files import make_folder, sync_folder
from kortspil.system.lock import Lock
from kortspil.text.sanitize import find_hidden

AREA_ID = "egne-spoergsmaal"
"""The id of the area with the saved questions. It is not ``model.OWN_AREA_ID``, which no deck may use."""

_ITEM = re.compile(rb"^( *)-(?=[ \r\n])", re.MULTILINE)
_INDENT = "  "


class SavedQuestions(NamedTuple):
    """The result of ``keep``.

    ``new`` is the number of questions that were added to the file at ``path``. ``refused`` has a sentence for each
    question that no deck can hold.
    """

    new: int
    path: Path
    refused: tuple[str, ...]


def keep(
    path: Path, questions: Iterable[str], token: Callable[[], str] = lambda: os.urandom(4).hex()
) -> SavedQuestions:
    """Append questions to the deck in a file. The file is created if it does not exist.

    A question that is already in the deck is not added again. White space and case are ignored in the comparison.
    ``token`` returns random letters and digits for an id, so that no card gets the id of a deleted card.

    Raises ``InvalidFile``, ``UsageError`` or ``FileError`` if the file cannot be read, is not a deck, has something
    after its cards or cannot be written. The file is then unchanged.
    """
    refused: list[str] = []
    wanted = list(_storable(questions, refused))
    if not wanted:
        return SavedQuestions(0, path, tuple(refused))
    path = Path(os.path.realpath(path))
    lock = Lock(path)
    try:
        make_folder(path.parent)
        # If two meetings close at the same moment, one must not overwrite the questions of the other.
        if not lock.take():
            raise FileError(texts.taken(str(path)), texts.TAKEN_HINT)
        new = _add(path, wanted, token)
    except OSError as error:
        raise FileError(note_texts.cannot_write(str(path), reason(error)), note_texts.MAY_NOT_HINT) from None
    finally:
        lock.release()
    return SavedQuestions(new, path, tuple(refused))


def _storable(questions: Iterable[str], refused: list[str]) -> Iterator[str]:
    """Yield the questions as the deck's reader will return them. Those with hidden characters are not yielded.

    A sentence about each of those is added to ``refused``. Empty questions are ignored.
    """
    for question in questions:
        text = question.replace("\r\n", "\n").replace("\r", "\n").strip()
        hidden = next(find_hidden(text), None)
        if hidden:
            refused.append(texts.hidden_character(text, hidden[0]))
        elif text:
            yield text


def _add(path: Path, questions: list[str], token: Callable[[], str]) -> int:
    exists = path.exists()
    data = system_files.read(path, MAX_BYTES + 1) if exists else b""
    deck = deck_reader.loads(data, str(path)) if data.removeprefix(b"\xef\xbb\xbf").strip() else None
    known = {_folded(card.question) for area in deck.areas for card in area.cards} if deck else set()
    new: dict[str, str] = {}
    for question in questions:
        if _folded(question) not in known:
            new.setdefault(_folded(question), question)
    if not new:
        return 0
    cards = tuple(_cards(new.values(), deck, token))
    extended = _append(data, deck, cards, str(path))
    system_files.write(path, extended, stat.S_IMODE(path.stat().st_mode) if exists else 0o600)
    for folder in path.parents:
        sync_folder(folder)
    return len(cards)


def _folded(question: str) -> str:
    return " ".join(normalize("NFC", question.casefold()).split())


def _cards(questions: Iterable[str], deck: Deck | None, token: Callable[[], str]) -> Iterator[Card]:
    used = {id for area in deck.areas for id in (area.id, *(card.id for card in area.cards))} if deck else {AREA_ID}
    for question in questions:
        while (id := f"eget-{token()}") in used:
            pass
        used.add(id)
        yield Card(id, question, deck_files.FOR_EXAMPLE, ())


def _expected(deck: Deck | None, cards: tuple[Card, ...]) -> Deck:
    """Return the deck that reading the file must give after the cards are added."""
    if deck is None:
        return Deck(texts.TITLE, "", (Area(AREA_ID, texts.AREA, cards),))
    if all(area.id != AREA_ID for area in deck.areas):
        return deck._replace(areas=(*deck.areas, Area(AREA_ID, texts.AREA, cards)))
    areas = [area._replace(cards=area.cards + cards) if area.id == AREA_ID else area for area in deck.areas]
    return deck._replace(areas=tuple(areas))


# --- Writing YAML


def _append(data: bytes, deck: Deck | None, cards: tuple[Card, ...], name: str) -> bytes:
    """Return the file's bytes with the cards appended.

    Raises ``FileError`` if the deck is full, or if no way of writing the cards gives the expected deck.
    """
    expected = _expected(deck, cards)
    if sum(len(area.cards) for area in expected.areas) > deck_reader.MAX_CARDS:
        raise FileError(texts.is_full(name), texts.IS_FULL_HINT)
    for lines in _candidates(data, deck, cards):
        extended = _append_lines(data, lines)
        try:
            if deck_reader.loads(extended, name) == expected:
                return extended
        except InvalidFile as error:
            if len(extended) > MAX_BYTES or error.problems[-1].message == deck_files.TOO_MUCH:
                raise FileError(texts.is_full(name), texts.IS_FULL_HINT) from None
    raise FileError(texts.after_the_cards(name, _obstacle(data, name)), texts.AFTER_THE_CARDS_HINT)


def _candidates(data: bytes, deck: Deck | None, cards: tuple[Card, ...]) -> Iterator[Iterable[str]]:
    """Yield the lines to append, once for each indentation that the file uses."""
    if deck is None:
        yield _new_deck(cards)
        return
    lines = _card_lines if any(area.id == AREA_ID for area in deck.areas) else _area_lines
    # The indentation of the file's last list is the likeliest, so it comes first.
    for indent in dict.fromkeys(match[1].decode() for match in reversed(list(_ITEM.finditer(data)))):
        yield lines(cards, indent)


def _append_lines(data: bytes, lines: Iterable[str]) -> bytes:
    end = "\r\n" if data.endswith(b"\r\n") or (b"\r\n" in data and not data.endswith(b"\n")) else "\n"
    start = end if data.removeprefix(b"\xef\xbb\xbf") and not data.endswith((b"\n", b"\r")) else ""
    return data + (start + "".join(line + end for line in lines)).encode("utf-8")


def _new_deck(cards: tuple[Card, ...]) -> Iterator[str]:
    for remark in texts.REMARKS:
        yield f"# {remark}"
    yield f"title: {texts.TITLE}"
    yield "areas:"
    yield from _area_lines(cards, _INDENT)


def _area_lines(cards: tuple[Card, ...], indent: str) -> Iterator[str]:
    yield f"{indent}- id: {AREA_ID}"
    yield f"{indent}{_INDENT}name: {texts.AREA}"
    yield f"{indent}{_INDENT}cards:"
    yield from _card_lines(cards, indent + 2 * _INDENT)


def _card_lines(cards: tuple[Card, ...], indent: str) -> Iterator[str]:
    for card in cards:
        yield f"{indent}- id: {card.id}"
        yield f"{indent}{_INDENT}question: {_quoted(card.question)}"


def _quoted(text: str) -> str:
    # Every JSON string is a YAML string. «<!--» is escaped, because a file with the beginning of a mark is taken for
    # notes.
    return json.dumps(text, ensure_ascii=False).replace("<!--", "\\x3C!--")


def _obstacle(data: bytes, name: str) -> int:
    """Return the number of the line that keeps cards from being appended, or of the last line if none is known."""
    source, _ = decode(data, name)
    root = compose(source).root if source else None
    if source is None or not isinstance(root, Mapping):
        return 1
    key, value = root.pairs[-1]
    if not _is_text(key, "areas"):
        return key.start.line + 1
    if isinstance(value, Sequence):
        area = value.items[-1]
        is_own_area = isinstance(area, Mapping) and any(_is_text(node, AREA_ID) for _, node in area.pairs)
        if not is_own_area and AREA_ID.encode() in data:
            return area.start.line + 1
    return source.place(len(source.text.rstrip()))[0] + 1


def _is_text(node: Node, text: str) -> bool:
    return isinstance(node, Scalar) and node.text == text
