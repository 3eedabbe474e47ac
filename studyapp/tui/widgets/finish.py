"""The end of a session, or a pause in it: what was done and when it goes on."""

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from studyapp.domain.review import Rating
from studyapp.services.views import SessionSummary
from studyapp.tui import figures
from studyapp.tui.safe import join, stack

BAR = 24
"""Cells of the longest bar."""


def _fact(name: str, value: str) -> Content:
    return join((name.ljust(18), "$muted"), (value, "bold"))


def _bar(rating: Rating, summary: SessionSummary) -> Content:
    name, colour = figures.RATINGS[rating]
    count = summary.by_rating.get(rating, 0)
    most = max([*summary.by_rating.values(), 1])
    length = round(BAR * count / most) or (1 if count else 0)
    return join(
        (name.ljust(8), "$muted"),
        ("█" * length, f"${colour}"),
        " " * (BAR - length + 1),
        (f"{count:>4}", "bold" if count else "$muted"),
        (f"{figures.share(count, summary.answered):>6}", "$muted"),
    )


def headline(summary: SessionSummary, now: datetime, end: str = "") -> Content:
    """Return whether this is the end for today or a pause; ``end`` is the end of no deck."""
    if summary.next_due is not None and summary.next_due > now:
        wait = figures.span(summary.next_due - now)
        return stack(
            join(("Finished for now", "bold $accent")),
            join("Next card in ", (wait, "bold"), ", it will show by itself."),
        )
    return stack(
        join(("Finished for today", "bold $good")),
        join(end or "Nothing more is due in this deck."),
    )


def report(summary: SessionSummary, now: datetime, end: str = "") -> Content:
    """Return the whole panel."""
    lines = [headline(summary, now, end), Content("")]
    if summary.answered:
        recalled = figures.share(summary.answered - summary.again, summary.answered)
        cards = f"{summary.cards:,}" + (f" ({summary.new} new)" if summary.new else "")
        pace = summary.seconds / summary.answered
        lines += [
            _fact("answers", f"{summary.answered:,}"),
            _fact("cards", cards),
            _fact("recalled", recalled),
            _fact("time", f"{figures.spent(summary.seconds)} ({pace:.0f} s each)"),
            Content(""),
            *(_bar(rating, summary) for rating in Rating),
            Content(""),
        ]
    if not end:
        lines.append(_fact("due tomorrow", figures.plural(summary.tomorrow, "card")))
    return stack(*lines)


class Finish(Static):
    """Shows the report and counts down."""

    DEFAULT_CSS = """
    Finish { width: 100%; height: auto; }
    """

    def show(self, summary: SessionSummary, now: datetime, end: str = "") -> None:
        """Show the figures as of ``now``."""
        self.update(report(summary, now, end))
