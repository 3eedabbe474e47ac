"""A paper at a glance: one mark for each question, in groups of five."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.safe import join

if TYPE_CHECKING:
    from studyapp.quiz.practice_test import Reply

GROUP = 5


class Standing(Enum):
    """How a question stands: its mark, and the colour of it."""

    OPEN = ("○", "$muted")
    PART = ("◐", "$easy")
    """A matching block with pairs still open."""
    ANSWERED = ("●", "$good")


def standing(reply: "Reply") -> Standing:
    """Return how far a question is answered."""
    if not reply.answered:
        return Standing.OPEN
    return Standing.PART if None in reply.picks else Standing.ANSWERED


class StripBar(Widget, can_focus=False):
    """Shows where one is and what is left to do; a click goes to a question."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StripBar { height: auto; width: 1fr; }
    StripBar:hover { pointer: pointer; }
    """

    @dataclass
    class Chosen(Message):
        """A question was clicked, by its place from 0."""

        at: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._marks: tuple[tuple[Standing, bool], ...] = ()
        self._at = 0

    def show(self, marks: Sequence[tuple[Standing, bool]], at: int) -> None:
        """Show how each question stands and whether it is flagged; ``at`` is on the screen."""
        taller = len(marks) != len(self._marks)
        self._marks, self._at = tuple(marks), at
        self.refresh(layout=taller)

    def _per_line(self, width: int) -> int:
        """Return how many marks go on a line: whole groups."""
        return max((width + 1) // (2 * GROUP + 1), 1) * GROUP

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return the lines that all marks take."""
        return max(-(-len(self._marks) // self._per_line(width)), 1)

    def render(self) -> Content:
        """Draw the marks."""
        per_line = self._per_line(self.content_size.width)
        lines: list[Content] = []
        for start in range(0, len(self._marks), per_line):
            cells: list[Content] = []
            for at in range(start, min(start + per_line, len(self._marks))):
                cells.append(self._cell(at))
                if (at + 1) % GROUP == 0:
                    cells.append(Content(" "))
            lines.append(Content("").join(cells))
        return Content("\n").join(lines)

    def _cell(self, at: int) -> Content:
        standing, flagged = self._marks[at]
        mark, colour = standing.value
        if flagged:
            mark, colour = "⚑", "$hard"
        if at == self._at:
            return join((mark, f"bold {colour} on $cursor"), ("◂", "bold $accent on $cursor"))
        return join((mark, colour), " ")

    def on_click(self, event: events.Click) -> None:
        """Go to the question under the mouse."""
        line, column = event.y, event.x
        group, within = divmod(column, 2 * GROUP + 1)
        at = line * self._per_line(self.content_size.width) + group * GROUP + within // 2
        if within < 2 * GROUP and 0 <= at < len(self._marks):
            self.post_message(self.Chosen(at))
