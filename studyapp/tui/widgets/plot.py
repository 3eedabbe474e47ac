"""A plot on a screen: the colours of the theme for the roles of ``studyapp.plots``."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from studyapp.plots.ink import Lines, Role
from studyapp.tui.safe import join, stack

Draw = Callable[[int], Lines]
"""Width in cells -> the lines of a plot, each that wide."""

COLOURS = {
    Role.PLAIN: "",
    Role.MUTED: "$muted",
    Role.FAINT: "$faint",
    Role.ACCENT: "$flag-purple",
    Role.AGAIN: "$again",
    Role.HARD: "$hard",
    Role.GOOD: "$good",
    Role.EASY: "$easy",
    Role.BAND: "$easy 55%",
    Role.HEAT_0: "$faint",
    Role.HEAT_1: "$good 45%",
    Role.HEAT_2: "$good 65%",
    Role.HEAT_3: "$good 80%",
    Role.HEAT_4: "$good",
}
"""Role -> style. A share in per cent lets the background through."""


SOLID = str.maketrans("▓▒░", "███")
"""Where there are colours, shades are not needed to tell areas apart."""


def content(lines: Lines) -> Content:
    """Return a plot as content in the colours of the theme."""
    return stack(
        *(join(*((text.translate(SOLID), COLOURS[role]) for text, role in line)) for line in lines)
    )


class Plot(Widget, can_focus=False):
    """A plot that is drawn anew for each width it gets, as high as it comes out."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Plot { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    def __init__(self, draw: Draw | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._draw = draw
        self._drawn: tuple[int, Lines] | None = None

    def show(self, draw: Draw) -> None:
        """Draw something else from now on."""
        self._draw = draw
        self._drawn = None
        self.refresh(layout=True)

    def lines(self, width: int) -> Lines:
        """Return the plot at a width, drawn once."""
        if self._draw is None or width < 1:
            return ()
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._draw(width))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self.lines(width))

    def render(self) -> Content:
        """Draw for the present width."""
        return content(self.lines(self.content_size.width))
