"""What the full screen paints on: the window of a terminal, whatever size it has."""

from __future__ import annotations

from kortspil.game import Game
from kortspil.painting import Painter, frame, frame_console
from kortspil.steering import Space
from kortspil.terminal import Terminal
from kortspil.view import Screen, page
from kortspil.view.table import Table


class Canvas:
    """Shows screens in a terminal's window."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._painter = Painter(terminal.write)
        self._console = frame_console()
        self._rows = 1

    def forget(self) -> None:
        """The window was taken by somebody else: the next picture is written whole."""
        self._painter.forget()

    def space(self, game: Game, screen: Screen) -> Space:
        """What the window has room for."""
        table = Table(game.session, game.opened.areas, screen.selected)
        return Space(table.columns(self._terminal.size().width, self._rows), self._rows)

    def paint(self, game: Game, screen: Screen) -> int:
        """Make the window show a screen. Gives how far down its page can be scrolled."""
        size = self._terminal.size()
        shown = screen._replace(
            is_in_trouble=game.trouble is not None,
            now=game.now(),
            elapsed=game.elapsed,
            on_card=game.on_card,
        )
        picture = frame(self._console, page(game.session, shown, game.opened), size)
        self._rows = picture.space
        self._painter.paint(picture, size)
        return picture.furthest
