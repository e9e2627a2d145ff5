"""Minutes as Markdown that a manager can read: first what was decided, then what was said, last what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kortspil.deck import CLOSING_ID, OWN_AREA_ID, WARMUP_ID
from kortspil.events import Kind
from kortspil.marktext import INDENT, encode, encode_on_one_line
from kortspil.minutes import CardMinutes, Line, Minutes
from kortspil.texts import notes as texts


def render(minutes: Minutes) -> bytes:
    """The minutes as UTF-8."""
    blocks = [
        f"# {_inline(texts.minutes_title(minutes.deck_title, minutes.at))}",
        _inline(texts.facts(minutes.at, minutes.spent, minutes.is_closed)),
        *([_inline(texts.group(minutes.group))] if minutes.group else []),
        *([_inline(texts.participants(minutes.participants))] if minutes.participants else []),
        *_summary(minutes),
        *_details(minutes),
        *_left_out(minutes),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _summary(minutes: Minutes) -> Iterator[str]:
    if minutes.recalled:
        yield f"## {texts.LAST_TIME_TITLE}"
        yield "\n".join(_item(f"**{texts.VERDICTS[it.verdict.value]}:** ", it.text) for it in minutes.recalled)
    yield f"## {texts.AGREEMENTS}"
    yield _bullets(_agreement(line) for card in minutes.cards for line in card.finished(Kind.AGREEMENT))
    yield f"## {texts.NEEDS}"
    if not any(card.of(Kind.NEED) for card in minutes.cards):
        yield texts.NONE_NOTED
    for name, cards in _by_area(minutes):
        needs = [text for card in cards for text in card.of(Kind.NEED)]
        if needs:
            yield f"### {_inline(name)}"
            yield _bullets(needs)
    parked = [text for card in minutes.cards for text in card.of(Kind.PARKED)]
    if parked:
        yield f"## {texts.PARKED}"
        yield _bullets(parked)


def _details(minutes: Minutes) -> Iterator[str]:
    yield f"## {texts.CARDS}"
    if not minutes.cards:
        yield texts.NONE_NOTED
    for name, cards in _by_area(minutes):
        yield f"### {_inline(name)}"
        for card in cards:
            if card.question:
                yield f"#### {_inline(card.question)}"
            if card.question or card.area in (WARMUP_ID, CLOSING_ID):
                yield texts.card_facts(card.spent)
            if card.case:
                yield f"*{_inline(texts.in_the_light_of(card.case))}*"
            if card.lines:
                yield "\n".join(_line(line) for line in card.lines)


def _left_out(minutes: Minutes) -> Iterator[str]:
    if minutes.skipped:
        yield f"## {texts.SKIPPED}"
        yield _bullets(face.question for face in minutes.skipped)
    if minutes.unturned or minutes.gone:
        yield f"## {texts.UNTURNED}"
        gone = [texts.gone_cards(minutes.gone)] if minutes.gone else []
        yield _bullets([*(face.question for face in minutes.unturned), *gone])
    if minutes.cases:
        yield f"## {texts.CASES_READ}"
        yield _bullets(minutes.cases)


def _by_area(minutes: Minutes) -> Iterator[tuple[str, tuple[CardMinutes, ...]]]:
    """The cards by the name of their area: the opening round first, then the deck's order, then the group's own."""
    chosen = [
        (WARMUP_ID, texts.WARMUP_TITLE),
        *minutes.areas,
        (OWN_AREA_ID, texts.OWN_AREA),
        (CLOSING_ID, texts.ROUND_TITLE),
    ]
    known = {area for area, _ in chosen}
    others = {card.area: card.area_name or texts.WITHOUT_CARD for card in minutes.cards if card.area not in known}
    for area, name in [*chosen, *others.items()]:
        cards = minutes.in_area(area)
        if cards:
            yield name, cards


def _line(line: Line) -> str:
    kind = line.kind.value if line.kind else ""
    label = texts.draft_label(kind) if line.is_draft else texts.KIND_LABELS.get(kind, texts.HANDWRITTEN)
    # What somebody says in the closing round needs no other heading than the name.
    name = encode_on_one_line(line.by) if line.by and not line.is_draft and line.kind is Kind.NOTE else ""
    return _item(f"**{name or label}:** ", line.text)


def _agreement(line: Line) -> str:
    promised = texts.promised(line.who, line.due)
    return f"{line.text.rstrip()} ({promised})" if promised else line.text


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(_item("", text) for text in items) or texts.NONE_NOTED


def _item(label: str, text: str) -> str:
    first, *rest = encode(text.strip("\n"), after=label)
    return "\n".join([f"- {label}{first}", *(INDENT + line for line in rest)])


def _inline(text: str) -> str:
    return encode(" ".join(text.split("\n")), after="#")[0]
