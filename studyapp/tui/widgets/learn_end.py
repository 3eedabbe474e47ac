"""Between two rounds of Learn, and at the end: what was answered and where all cards stand."""

from textual.content import Content
from textual.widgets import Static

from studyapp.domain.selftest import Item
from studyapp.quiz.learn import Phase
from studyapp.services.selftest.learn import LearnView, Summary
from studyapp.tui import figures
from studyapp.tui.safe import clean_line, join, stack
from studyapp.tui.widgets import mastery

LISTED = 4
"""Missed cards that are named."""


def headline(view: LearnView) -> Content:
    """Return what ended."""
    if view.phase is Phase.DONE:
        total = figures.plural(sum(view.levels), "card")
        return join(("All mastered", "bold $good"), f"  {total}")
    return join((f"Round {view.round} done", "bold $accent"))


def report(view: LearnView, summary: Summary, width: int) -> Content:
    """Return the whole panel."""
    lines = [headline(view), Content(""), mastery.bar(view.levels, width)]
    lines += [mastery.legend(view.levels), Content("")]
    if len(view.decks) > 1:
        lines += [mastery.table(view.decks, width), Content("")]
    lines.append(_facts(summary))
    if summary.made_due:
        made = figures.plural(summary.made_due, "card")
        lines.append(join((f"{made} due now", "$hard"), (" after a wrong answer", "$muted")))
    if summary.missed:
        lines += [Content(""), join(("not known at first", "$muted"))]
        lines += [_asked(item, width) for item in summary.missed[:LISTED]]
        if len(summary.missed) > LISTED:
            lines.append(join((f"and {len(summary.missed) - LISTED} more", "$muted")))
    return stack(*lines)


def _facts(summary: Summary) -> Content:
    up = len(summary.promoted)
    return join(
        (f"{summary.right:,}", "bold"),
        (f" of {figures.plural(summary.answers, 'answer')} right", "$muted"),
        (f"   {up:,}", "bold"),
        (f" {'card' if up == 1 else 'cards'} a step up", "$muted"),
    )


def _asked(item: Item, width: int) -> Content:
    question = figures.without_marks(clean_line(item.question, 200))
    return join(("· ", "$again"), question).truncate(width, ellipsis=True)


class LearnEnd(Static):
    """The panel, drawn for the width it has."""

    DEFAULT_CSS = """
    LearnEnd { width: 100%; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: LearnView | None = None

    def show(self, view: LearnView) -> None:
        """Show what ended."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Draw for another width."""
        self._draw()

    def _draw(self) -> None:
        view = self._view
        if view is not None and view.summary is not None:
            self.update(report(view, view.summary, max(self.content_size.width, 20)))
