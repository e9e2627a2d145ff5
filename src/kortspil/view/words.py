"""Text in cells: how wide it is, where it breaks, what fits."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

cells = cell_len
"""The width of a text in terminal cells."""


def fit(text: str, width: int) -> str:
    """The text, or as much of it as there is room for with a sign that something is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def rows(text: str, width: int) -> list[tuple[int, int]]:
    """Where each row of a text begins and ends when it is typed into a space ``width`` cells wide.

    Rows break after a space where there is one, and at every line end. Together they hold every character.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        found += [(start + begin, start + end) for begin, end in _line_rows(line, width)]
        start += len(line) + 1
    return found


def _line_rows(line: str, width: int) -> list[tuple[int, int]]:
    found = []
    begin, used, after_space = 0, 0, 0
    for at, character in enumerate(line):
        # A variation selector makes the sign before it an emoji, which is wider (Unicode Technical Standard 51).
        is_emoji = line[at + 1 : at + 2] == "\ufe0f"
        size = cell_len(character + "\ufe0f") if is_emoji else cell_len(character)
        if used + size > width and at > begin:
            end = after_space if after_space > begin else at
            found.append((begin, end))
            used = cell_len(line[end:at])
            begin = end
        used += size
        if character == " ":
            after_space = at + 1
    return [*found, (begin, len(line))]
