"""Texts to read, one under another, scrolled by the screen's keys."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Rule

from studyapp.tui.markdown import Document
from studyapp.tui.widgets.prose import Prose


class Reading(VerticalScroll, can_focus=False):
    """Up to ``MOST`` texts with lines between them; what is empty takes no room."""

    MOST = 4
    DEFAULT_CSS = """
    Reading { background: $surface; padding: 1 5; scrollbar-size-vertical: 1; }
    Reading Rule { color: $faint; margin: 1 0; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the places for the texts."""
        for number in range(self.MOST):
            if number:
                yield Rule(line_style="solid", classes=f"-rule{number}")
            yield Prose(classes=f"-part{number}")

    def show(self, *texts: Document | Content) -> None:
        """Show these, from the top."""
        for number in range(self.MOST):
            there = number < len(texts)
            part = self.query_one(f".-part{number}", Prose)
            part.display = there
            if number:
                self.query_one(f".-rule{number}", Rule).display = there
            part.show(texts[number] if there else Content(""))
        self.scroll_home(animate=False, immediate=True)

    def by_page(self, by: int) -> None:
        """Scroll by most of a page."""
        self.scroll_relative(y=by * max(self.size.height - 1, 1), animate=False, immediate=True)

    @property
    def more_below(self) -> bool:
        """Whether part of the text is below the edge."""
        return self.scroll_y < self.max_scroll_y

    @property
    def more_above(self) -> bool:
        """Whether part of the text is above the edge."""
        return self.scroll_y > 0
