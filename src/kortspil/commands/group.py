"""The earlier meetings of the group that meets now."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
    earlier = [other for other in _meetings(group, notes) if other.id != meeting]
    # In a notes file, whoever met without a name is the group that the file belongs to.
    of_the_file = {"", _folded(group)} if notes is not None else {_folded(group)}
    return open_agreements(other for other in earlier if not group or _folded(other.opened.group) in of_the_file)


def _meetings(group: str, notes: Path | None) -> Iterable[Meeting]:
    # Not the path's own question, which raises where one may not look.
    files = (notes,) if notes is not None and os.path.isfile(notes) else ()
    texts = [archive.text_of(path) for path in files]
    # Only agreements are asked for, and a notes file can be large.
    named = [meeting for text in texts if group or _AGREEMENT in text for meeting in parse(text).meetings]
    if not group:
        return named

    def matters(text: str) -> bool:
        return any(_folded(name) == _folded(group) for name in groups_in(text))

    found = {kept.meeting.id: kept.meeting for kept in archive.meetings(places.notes_folder(), matters=matters)}
    for meeting in named:
        # A meeting that was moved in the middle lies in two files.
        known = found.get(meeting.id, meeting)
        found[meeting.id] = max(known, meeting, key=lambda copy: len(copy.entries))
    return found.values()


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
