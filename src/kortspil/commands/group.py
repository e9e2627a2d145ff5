"""The earlier meetings of the group that meets now."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kortspil import archive, places
from kortspil.events import Kind
from kortspil.journal.model import Meeting
from kortspil.journal.parse import groups_in, parse
from kortspil.lasttime import open_agreements
from kortspil.session import Agreed

_AGREEMENT = f"kind={Kind.AGREEMENT.value}"


def agreements(group: str, notes: Path | None, meeting: str = "") -> tuple[Agreed, ...]:
    """What the group has agreed on and is still open: the group of that name, or else whoever met in a notes file.

    ``meeting`` is the one that is held now, which has no past in itself. Raises ``FileTrouble`` where notes cannot be
    read.
    """
    # Not the path's own question, which raises where one may not look.
    files = (notes,) if notes is not None and os.path.isfile(notes) else ()
    texts = [archive.text_of(path) for path in files]
    # Only agreements are asked for, and a notes file can be large.
    named = [each for text in texts if group or _AGREEMENT in text for each in parse(text).meetings]
    earlier = _of_group(_folded(group), named) if group else named
    return open_agreements(other for other in earlier if other.id != meeting)


def _of_group(group: str, named: Sequence[Meeting]) -> list[Meeting]:
    # Those that go by the name, wherever they lie, and whoever met without a name in the group's own notes file.
    ids = {meeting.id for meeting in named}

    def matters(text: str) -> bool:
        return any(_folded(name) == group for name in groups_in(text)) or any(id in text for id in ids)

    found = {kept.meeting.id: kept.meeting for kept in archive.meetings(places.notes_folder(), matters=matters)}
    for meeting in named:
        # A meeting that was moved in the middle lies in two files.
        known = found.get(meeting.id, meeting)
        found[meeting.id] = max(known, meeting, key=lambda copy: len(copy.entries))
    names = {meeting.id: _folded(meeting.opened.group) for meeting in found.values()}
    return [each for each in found.values() if names[each.id] == group or (each.id in ids and not names[each.id])]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
