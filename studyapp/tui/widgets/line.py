"""A line that is drawn for the width it has."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from studyapp.tui.safe import join

Draw = Callable[[int], Content]
"""Width in cells -> what to show there."""


def spread(left: Content, right: Content, width: int) -> Content:
    """Return ``left`` and ``right`` at the two ends; ``left`` gives way down to a third."""
    kept = min(left.cell_length, width // 3)
    right = right.truncate(max(width - kept - 1, 0), ellipsis=True)
    room = max(width - right.cell_length - 1, 0)
    left = left.truncate(room, ellipsis=True)
    return left.pad_right(max(width - left.cell_length - right.cell_length, 0)) + right


def progress(width: int, whole: int, *parts: tuple[int, str]) -> Content:
    """Return a bar ``width`` cells wide: parts of the whole in their colours, then the rest."""
    room, drawn = width, []
    for count, colour in parts:
        filled = min(round(width * count / whole), room) if whole else 0
        drawn.append(("━" * filled, colour))
        room -= filled
    return join(*drawn, ("━" * room, "$faint"))


class Line(Widget, can_focus=False):
    """One line whose content depends on its width: a heading, totals, a progress bar."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; text-wrap: nowrap; }
    """

    def __init__(self, draw: Draw | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._draw = draw

    def show(self, draw: Draw) -> None:
        """Draw something else from now on."""
        self._draw = draw
        self.refresh()

    def render(self) -> Content:
        """Draw for the present width."""
        return self._draw(self.content_size.width) if self._draw else Content("")
