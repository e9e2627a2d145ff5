"""``kortspil guide``: what it can be called with."""

# No annotations from the future: Typer evaluates each of them four times where they are text.

from kortspil.calls.shared import Deck


def guide(deck: Deck = None) -> None:
    from kortspil.cli import content

    content.guide(deck)
