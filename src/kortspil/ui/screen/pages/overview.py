"""The overview page: the status of every card, and the notes."""

from __future__ import annotations

from kortspil.deck.model import CLOSING_ID, WARMUP_ID
from kortspil.meeting.state import MeetingState, Status
from kortspil.messages import meeting as texts
from kortspil.messages import notes as headings
from kortspil.ui.answers import area_name, shown_note
from kortspil.ui.screen.pages import theme
from kortspil.ui.screen.pages.columns import WIDEST, Paragraph, TermRow
from kortspil.ui.screen.pages.scrolling import Listing
from kortspil.ui.screen.pages.text_layout import excerpt
from kortspil.ui.screen.state import ScreenState


def overview(state: MeetingState, screen: ScreenState, *, title: str) -> Listing:  # noqa: ARG001
    """Return the page: the deck's title in full, because a narrow header cuts it, and every card with its notes."""
    head = [
        Paragraph(texts.OVERVIEW_TITLE, theme.STRONG),
        Paragraph(title),
        Paragraph(texts.counts(*state.counts)),
        Paragraph(""),
    ]
    last = len(state.dealt) + 1

    def item(number: int) -> list[TermRow | Paragraph]:
        if number == 0:
            return [*head, *note_rows(state, WARMUP_ID, texts.WARMUP)]
        if number == last:
            return note_rows(state, CLOSING_ID, headings.ROUND_TITLE)
        return card_rows(state, number, state.dealt[number - 1])

    taken_up = (position for position, _ in state.taken_up)
    return Listing(last + 1, item, (0, *taken_up, last), WIDEST)


def card_rows(state: MeetingState, position: int, card: str) -> list[TermRow | Paragraph]:
    """Return the rows of a card: its status, its question if it was turned, and its notes."""
    status = state.status(card)
    sign = "▸" if status is Status.OPEN else theme.SIGNS.get(status.value, " ")
    area, lies = area_name(state, card), texts.STATUS_WORDS[status.value]
    is_unseen = status in (Status.FACE_DOWN, Status.GONE)
    # The status of an unseen card comes first, because the end of its single row can be cut.
    about = ", ".join(filter(None, [lies, area] if is_unseen else [area, lies]))
    if not is_unseen:
        about = f"{excerpt(state.cards[card].card.question)} ({about})"
    width = max(6, len(str(len(state.dealt))) + 3)
    row = TermRow(f"{sign} {position}", about, width, theme.STRONG, is_one_row=is_unseen)
    return [row, *note_rows(state, card, "")]


def note_rows(state: MeetingState, card: str, heading: str) -> list[TermRow | Paragraph]:
    """Return the rows of the notes on a card or a part, under ``heading`` unless it is ""."""
    rows: list[TermRow | Paragraph] = []
    for note in state.notes_on(card):
        said = f"{note.by or texts.kind(note.kind.value)}: {excerpt(shown_note(state, note))}"
        rows.append(TermRow("–", said, 2, indent=6))
    return [Paragraph(heading), *rows] if heading and rows else rows
