"""A person's own deck: the questions that a group asked itself, kept as cards for the next meeting.

The file is the person's to edit, so what stands in it stays to the byte. Cards are added at its end and nowhere else,
and only where the deck's own reader then finds what was there before, with the new cards behind it.
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
from kortspil.deck.source import HIDDEN, MAX_BYTES, read_bytes, take
from kortspil.deck.yaml import Mapping, Node, Scalar, Sequence, compose
from kortspil.errors import FileError, InvalidFile
from kortspil.messages import deck_files
from kortspil.messages import notes as files
from kortspil.messages import personal_deck as texts
from kortspil.messages.os_errors import reason
from kortspil.system import files as system_files
from kortspil.system.files import make_folder, sync_folder
from kortspil.system.lock import Lock

AREA_ID = "egne-spoergsmaal"
"""The area that questions are kept in. The id that a meeting gives its own is no deck's to use."""

_ITEM = re.compile(rb"^( *)-(?=[ \r\n])", re.MULTILINE)
_STEP = "  "


class SavedQuestions(NamedTuple):
    """What became of some questions: how many were new, the file that they are in, and a sentence for every one that no
    deck can hold."""

    new: int
    path: Path
    refused: tuple[str, ...]


def keep(
    path: Path, questions: Iterable[str], token: Callable[[], str] = lambda: os.urandom(4).hex()
) -> SavedQuestions:
    """Add questions to the deck in a file, which is made where there is none.

    A question that is there already is not added again, white space and case aside. ``token`` gives letters and digits
    that are random, so that no card ever gets the id of one that was deleted.

    Raises ``InvalidFile``, ``UsageError`` or ``FileError`` where the file cannot be read, is no deck, has something
    behind its cards or cannot be written. It stands as it was then.
    """
    refused: list[str] = []
    wanted = list(_sound(questions, refused))
    if not wanted:
        return SavedQuestions(0, path, tuple(refused))
    path = Path(os.path.realpath(path))
    lock = Lock(path)
    try:
        make_folder(path.parent)
        # Two meetings may close in the same moment, and one would write over what the other has added.
        if not lock.take():
            raise FileError(texts.taken(str(path)), texts.TAKEN_HINT)
        new = _add(path, wanted, token)
    except OSError as error:
        raise FileError(files.cannot_write(str(path), reason(error)), files.MAY_NOT_HINT) from None
    finally:
        lock.release()
    return SavedQuestions(new, path, tuple(refused))


def _sound(questions: Iterable[str], refused: list[str]) -> Iterator[str]:
    # As the deck's reader gives them back: without white space around, and with one kind of line end.
    for question in questions:
        text = question.replace("\r\n", "\n").replace("\r", "\n").strip()
        hidden = HIDDEN.search(text)
        if hidden:
            refused.append(texts.hidden_character(text, hidden[0]))
        elif text:
            yield text


def _add(path: Path, questions: list[str], token: Callable[[], str]) -> int:
    is_there = path.exists()
    data = read_bytes(path, str(path)) if is_there else b""
    deck = deck_reader.loads(data, str(path)) if data.removeprefix(b"\xef\xbb\xbf").strip() else None
    known = {_words(card.question) for area in deck.areas for card in area.cards} if deck else set()
    new: dict[str, str] = {}
    for question in questions:
        if _words(question) not in known:
            new.setdefault(_words(question), question)
    if not new:
        return 0
    cards = tuple(_cards(new.values(), deck, token))
    whole = _with_cards(data, deck, cards, str(path))
    system_files.write(path, whole, stat.S_IMODE(path.stat().st_mode) if is_there else 0o600)
    for folder in path.parents:
        sync_folder(folder)
    return len(cards)


def _words(question: str) -> str:
    return " ".join(normalize("NFC", question.casefold()).split())


def _cards(questions: Iterable[str], deck: Deck | None, token: Callable[[], str]) -> Iterator[Card]:
    taken = {id for area in deck.areas for id in (area.id, *(card.id for card in area.cards))} if deck else {AREA_ID}
    for question in questions:
        while (id := f"eget-{token()}") in taken:
            pass
        taken.add(id)
        yield Card(id, question, deck_files.FOR_EXAMPLE, ())


def _meant(deck: Deck | None, cards: tuple[Card, ...]) -> Deck:
    if deck is None:
        return Deck(texts.TITLE, "", (Area(AREA_ID, texts.AREA, cards),))
    if all(area.id != AREA_ID for area in deck.areas):
        return deck._replace(areas=(*deck.areas, Area(AREA_ID, texts.AREA, cards)))
    areas = [area._replace(cards=area.cards + cards) if area.id == AREA_ID else area for area in deck.areas]
    return deck._replace(areas=tuple(areas))


# --- Text


def _with_cards(data: bytes, deck: Deck | None, cards: tuple[Card, ...], name: str) -> bytes:
    meant = _meant(deck, cards)
    if sum(len(area.cards) for area in meant.areas) > deck_reader.MAX_CARDS:
        raise FileError(texts.is_full(name), texts.IS_FULL_HINT)
    for lines in _ways(data, deck, cards):
        whole = _at_end(data, lines)
        try:
            if deck_reader.loads(whole, name) == meant:
                return whole
        except InvalidFile as error:
            if len(whole) > MAX_BYTES or error.problems[-1].message == deck_files.TOO_MUCH:
                raise FileError(texts.is_full(name), texts.IS_FULL_HINT) from None
    raise FileError(texts.after_the_cards(name, _obstacle(data, name)), texts.AFTER_THE_CARDS_HINT)


def _ways(data: bytes, deck: Deck | None, cards: tuple[Card, ...]) -> Iterator[Iterable[str]]:
    if deck is None:
        yield _new_deck(cards)
        return
    write = _card_lines if any(area.id == AREA_ID for area in deck.areas) else _area_lines
    # How far people indent is theirs to choose: what fits is tried with the last list first, and read to be sure.
    for indent in dict.fromkeys(match[1].decode() for match in reversed(list(_ITEM.finditer(data)))):
        yield write(cards, indent)


def _at_end(data: bytes, lines: Iterable[str]) -> bytes:
    end = "\r\n" if data.endswith(b"\r\n") or (b"\r\n" in data and not data.endswith(b"\n")) else "\n"
    start = end if data.removeprefix(b"\xef\xbb\xbf") and not data.endswith((b"\n", b"\r")) else ""
    return data + (start + "".join(line + end for line in lines)).encode("utf-8")


def _new_deck(cards: tuple[Card, ...]) -> Iterator[str]:
    for remark in texts.REMARKS:
        yield f"# {remark}"
    yield f"title: {texts.TITLE}"
    yield "areas:"
    yield from _area_lines(cards, _STEP)


def _area_lines(cards: tuple[Card, ...], indent: str) -> Iterator[str]:
    yield f"{indent}- id: {AREA_ID}"
    yield f"{indent}{_STEP}name: {texts.AREA}"
    yield f"{indent}{_STEP}cards:"
    yield from _card_lines(cards, indent + 2 * _STEP)


def _card_lines(cards: tuple[Card, ...], indent: str) -> Iterator[str]:
    for card in cards:
        yield f"{indent}- id: {card.id}"
        yield f"{indent}{_STEP}question: {_quoted(card.question)}"


def _quoted(text: str) -> str:
    # JSON's strings are YAML's. What begins an event in a notes file would make a notes file of this one.
    return json.dumps(text, ensure_ascii=False).replace("<!--", "\\x3C!--")


def _obstacle(data: bytes, name: str) -> int:
    """The line of what stands behind the cards, or the last line where they are written in a way of their own."""
    source, _ = take(data, name)
    top = compose(source).top if source else None
    if source is None or not isinstance(top, Mapping):
        return 1
    key, value = top.pairs[-1]
    if not _is_text(key, "areas"):
        return key.start.line + 1
    if isinstance(value, Sequence):
        area = value.items[-1]
        is_ours = isinstance(area, Mapping) and any(_is_text(node, AREA_ID) for _, node in area.pairs)
        if not is_ours and AREA_ID.encode() in data:
            return area.start.line + 1
    return source.place(len(source.text.rstrip()))[0] + 1


def _is_text(node: Node, text: str) -> bool:
    return isinstance(node, Scalar) and node.text == text
