"""The line on top: where we are on the left, what is left to do on the right."""

from textual.content import Content

from studyapp.tui.figures import deck_end, deck_path
from studyapp.tui.widgets.line import Line, spread


class TopBar(Line):
    """Where we are, and figures."""

    DEFAULT_CSS = """
    TopBar { dock: top; background: $panel; color: $foreground; padding: 0 2; }
    """

    def place(self, left: Content, right: Content | None = None) -> None:
        """Show ``left`` and ``right`` at the two ends of the line."""
        self.show(lambda width: spread(left, right or Content(""), width))

    def place_deck(self, name: str, right: Content | None = None) -> None:
        """Show a deck, its last level first where there is no room for all, and figures."""
        beside = right or Content("")

        def draw(width: int) -> Content:
            left = deck_path(name)
            fits = left.cell_length + beside.cell_length < width
            return spread(left if fits else deck_end(name), beside, width)

        self.show(draw)
