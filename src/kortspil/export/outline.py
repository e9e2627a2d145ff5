"""Lay minutes out as blocks: first what was decided, then what was said on each card, and last the cards left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kortspil.deck.model import CLOSING_ID, WARMUP_ID
from kortspil.export.areas import area_name, by_area
from kortspil.export.blocks import Block, Heading, Item, Items, Paragraph, Table
from kortspil.export.charts import needs_chart, time_chart
from kortspil.meeting.events import Kind, Verdict
from kortspil.messages import minutes as texts
from kortspil.messages import notes
from kortspil.minutes.model import Line, Minutes


def title(meetings: Sequence[Minutes]) -> str:
    """Return the title of a report of one or more meetings."""
    if len(meetings) == 1:
        return texts.minutes_title(meetings[0].deck_title, meetings[0].at)
    return texts.joint_title(len(meetings))


def outline(meetings: Sequence[Minutes]) -> Iterator[Block]:
    """Yield the blocks of a report of one or more meetings, in order."""
    yield _heading(1, title(meetings))
    if len(meetings) == 1:
        yield from _about(meetings[0])
        yield from _summary(meetings[0], 2, has_chart=True)
        yield from _details(meetings[0], 2, has_chart=True)
        yield from _left_out(meetings[0], 2)
        return
    yield from _joint(meetings)
    for minutes in meetings:
        yield _heading(2, texts.meeting_title(minutes.at, minutes.group))
        # The heading already says when the meeting was, and names the group.
        yield Paragraph(texts.time_used(minutes.spent, minutes.is_closed))
        yield from _participants(minutes)
        yield from _summary(minutes, 3)
        yield from _details(minutes, 3)
        yield from _left_out(minutes, 3)


def verdicts(meetings: Iterable[Minutes]) -> dict[tuple[str, str], Verdict]:
    """Return what became of the agreements that a later meeting in the report looked back on.

    A key is the id of the meeting that made the agreement, and the text of the agreement.
    """
    return {(it.meeting, it.text): it.verdict for minutes in meetings for it in minutes.recalled}


def _joint(meetings: Sequence[Minutes]) -> Iterator[Block]:
    yield _paragraph(texts.joint_facts([minutes.at for minutes in meetings], [minutes.spent for minutes in meetings]))
    only = tuple(dict.fromkeys(name for minutes in meetings for name in minutes.only))
    if only:
        yield _paragraph(texts.only_areas(only))
    yield Heading(2, texts.AGREEMENTS)
    agreements: list[tuple[str, ...]] = []
    needs: dict[str, list[tuple[str, ...]]] = {}
    became = verdicts(meetings)
    for minutes in meetings:
        named = texts.meeting_named(minutes.at, minutes.group)
        for said in minutes.finished(Kind.AGREEMENT):
            verdict = became.get((minutes.meeting, said.line.text))
            meeting_cell = texts.and_became(named, notes.VERDICTS[verdict.value]) if verdict else named
            agreements.append((*_agreement_cells(said.line), meeting_cell))
        for said in minutes.finished(Kind.NEED):
            needs.setdefault(said.card.area, []).append((_text(said.line.text), named))
    yield Table((*texts.AGREEMENT_HEADER, texts.MEETING), tuple(agreements)) if agreements else _NOTHING
    yield Heading(2, texts.NEEDS)
    areas = by_area(meetings)
    yield from needs_chart(meetings) if needs else [_NOTHING]
    for area, cards in areas.items():
        if area in needs:
            yield _heading(3, area_name(cards[0]))
            yield Table((texts.NEED, texts.MEETING), tuple(needs[area]))
    chart = list(time_chart(card for minutes in meetings for card in minutes.cards))
    if chart:
        yield Heading(2, texts.TIME_TITLE)
        yield from (each._replace(stands_alone=True) for each in chart)


def _about(minutes: Minutes) -> Iterator[Block]:
    yield _paragraph(texts.facts(minutes.at, minutes.spent, minutes.is_closed))
    if minutes.only:
        yield _paragraph(texts.only_areas(minutes.only))
    if minutes.group:
        yield _paragraph(texts.group(minutes.group))
    yield from _participants(minutes)


def _participants(minutes: Minutes) -> Iterator[Block]:
    if minutes.participants:
        yield _paragraph(texts.participants(minutes.participants))


def _summary(minutes: Minutes, level: int, *, has_chart: bool = False) -> Iterator[Block]:
    yield Heading(level, texts.AGREEMENTS)
    agreements = tuple(_agreement_cells(said.line) for said in minutes.finished(Kind.AGREEMENT))
    yield Table(texts.AGREEMENT_HEADER, agreements) if agreements else _NOTHING
    yield Heading(level, texts.NEEDS)
    areas = by_area([minutes])
    needs = {area: [text for card in cards for text in card.of(Kind.NEED)] for area, cards in areas.items()}
    if not any(needs.values()):
        yield _NOTHING
    elif has_chart:
        yield from needs_chart([minutes])
    for area, found in needs.items():
        if found:
            yield _heading(level + 1, area_name(areas[area][0]))
            yield _items(found)
    if minutes.recalled:
        yield Heading(level, notes.LAST_TIME_TITLE)
        yield Items(tuple(Item(_text(it.text), notes.VERDICTS[it.verdict.value]) for it in minutes.recalled))
    parked = [said.line.text for said in minutes.finished(Kind.PARKED)]
    if parked:
        yield Heading(level, texts.PARKED)
        yield _items(parked)


def _details(minutes: Minutes, level: int, *, has_chart: bool = False) -> Iterator[Block]:
    yield Heading(level, texts.CARDS)
    if not minutes.cards:
        yield _NOTHING
    if has_chart:
        yield from time_chart(minutes.cards)
    for cards in by_area([minutes]).values():
        yield _heading(level + 1, area_name(cards[0]))
        for card in cards:
            if card.question:
                yield _heading(level + 2, card.question)
            if card.question or card.area in (WARMUP_ID, CLOSING_ID):
                yield Paragraph(texts.card_facts(card.spent))
            if card.case:
                yield _paragraph(texts.in_the_light_of(card.case), is_aside=True)
            if card.lines:
                yield Items(tuple(map(_line, card.lines)))
    if minutes.cases:
        yield Heading(level, texts.CASES_READ)
        yield _items(minutes.cases)


def _left_out(minutes: Minutes, level: int) -> Iterator[Block]:
    if minutes.skipped:
        yield Heading(level, texts.SKIPPED)
        yield _items([face.question for face in minutes.skipped])
    if minutes.unturned or minutes.gone:
        yield Heading(level, texts.UNTURNED)
        gone = [texts.gone_cards(minutes.gone)] if minutes.gone else []
        yield _items([*(face.question for face in minutes.unturned), *gone])


_NOTHING = Paragraph(texts.NONE_NOTED)


def _items(items: Iterable[str]) -> Items:
    return Items(tuple(Item(_text(text)) for text in items))


def _line(line: Line) -> Item:
    # The label of a sentence from the closing round is only the name of the speaker.
    is_said = line.by and not line.is_draft and line.kind is Kind.NOTE
    kind = line.kind.value if line.kind else ""
    label = texts.line_label(kind, is_draft=line.is_draft)
    named = line.by if is_said else f"{label}, {line.by}" if line.by else label
    return Item(_text(line.text), _one_line(named))


def _agreement_cells(line: Line) -> tuple[str, str, str]:
    return (_text(line.text), *texts.agreement_cells(line.who, line.due))


def _heading(level: int, text: str) -> Heading:
    return Heading(level, _one_line(text))


def _paragraph(text: str, *, is_aside: bool = False) -> Paragraph:
    return Paragraph(_one_line(text), is_aside)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _text(text: str) -> str:
    return text.strip("\n")
