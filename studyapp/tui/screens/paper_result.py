"""What a paper came to, and the way to every mistake in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.unmarked import in_line
from studyapp.quiz import marking
from studyapp.quiz.marking import Mark
from studyapp.tui import figures
from studyapp.tui.safe import clean_line, join
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.score_panel import ScorePanel

if TYPE_CHECKING:
    from studyapp.services.selftest.practice_test import TestSitting

Place = tuple[int, int]
"""A question of the paper and a point of it, both from 0."""


def verdict(mark: Mark) -> tuple[str, str]:
    """Return the sign of a mark and its colour."""
    if not mark.answered:
        return "○", "$muted"
    if not mark.decided:
        return "?", "$easy"
    if mark.right:
        return "✓", "$good"
    return ("½", "$hard") if mark.score > 0 else ("✗", "$again")


class MarkRows(Rows):
    """One point a row: its sign, number, question and right answer."""

    def __init__(self, sitting: "TestSitting") -> None:
        super().__init__()
        self._sitting = sitting
        self.places: tuple[Place, ...] = ()

    def draw(self, index: int, width: int) -> Content:
        """Draw one point."""
        width = min(width, self.scrollable_content_region.width)
        at, point = self.places[index]
        paper = self._sitting.paper
        key = paper.keys[at][point]
        sign, colour = verdict(self._sitting.marks[at][point])
        number = paper.questions[at].number + point
        lead = join(f" {number:>3} ", (sign, f"bold {colour}"), " ")
        right = join(clean_line(in_line(key.answer[:400]), 200))
        room = max(width - lead.cell_length - 3, 10)
        right = right.truncate(min(right.cell_length, max(room // 3, 8)), ellipsis=True)
        asked = join(clean_line(in_line(key.question[:600]), 300))
        asked = asked.truncate(max(room - right.cell_length, 4), ellipsis=True)
        return join(lead, asked, (" → ", "$muted"), right.stylize("bold"))


class PaperResultScreen(StudyScreen["TestSitting | str | None"]):
    """Returns another sitting to go on with, "new" for the form, None for the decks."""

    NAME = "Result"
    CSS_PATH = "paper_result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "review", "Review", id="result.review", tooltip="this answer"),
        Binding("r", "retake", "Retake missed", id="result.retake", tooltip="as a new paper"),
        Binding("a", "all", "All", id="result.all", tooltip="answers, or the mistakes only"),
        Binding("b", "by", "Group", id="result.by", tooltip="the score another way"),
        Binding("n", "new", "New", id="result.new", tooltip="paper"),
        Binding("h", "history", "History", id="result.history", tooltip="of your scores"),
        Binding("escape,q", "leave", "Done", id="result.leave", tooltip="with this paper"),
    ]

    def __init__(self, sitting: "TestSitting", *, past: bool = False) -> None:
        super().__init__()
        self.sitting = sitting
        self.past = past
        """Whether it was opened from the history, to which it goes back."""
        self._all = False
        self._groupings = marking.groupings(sitting.paper)
        self._by = 0

    def body(self) -> Iterable[Widget]:
        """Return the score over the mistakes."""
        with Vertical(id="result"):
            yield ScorePanel()
            yield Static(id="heading")
            yield MarkRows(self.sitting)

    def on_mount(self) -> None:
        """Show the result."""
        self.topbar.place(
            join(("result  ", "$muted"), figures.deck_path(self.sitting.deck)),
            join((self.sitting.paper.title, "$muted")) if not self.sitting.deck else None,
        )
        self._show()
        self.query_one(MarkRows).focus()

    def on_resize(self) -> None:
        """Draw the bars for the width there is."""
        self.later(self._figures)

    @property
    def places(self) -> tuple[Place, ...]:
        """The points on the list: those that did not earn all, or every one."""
        return tuple(
            (at, point)
            for at, group in enumerate(self.sitting.marks)
            for point, each in enumerate(group)
            if self._all or not each.right
        )

    def _show(self) -> None:
        self._figures()
        rows = self.query_one(MarkRows)
        rows.places = self.places
        rows.replaced(len(rows.places), rows.cursor)
        if self._all:
            said = "all answers"
        elif rows.places:
            said = "mistakes"
        else:
            said = "no mistakes"
        self.query_one("#heading", Static).update(join((said, "$muted")))
        self.refresh_bindings()

    def _figures(self) -> None:
        by = self._groupings[self._by] if self._groupings else None
        self.query_one(ScorePanel).show(self.sitting, by)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something for."""
        match action:
            case "review":
                return bool(self.places)
            case "retake":
                return bool(self.sitting.missed) and not self.past
            case "new" | "history":
                return not self.past
            case "by":
                return len(self._groupings) > 1
        return True

    @on(MarkRows.Chosen)
    def action_review(self) -> None:
        """Look at the answer under the cursor."""
        from studyapp.tui.screens.paper_answer import PaperAnswerScreen

        rows = self.query_one(MarkRows)
        if rows.places:
            screen = PaperAnswerScreen(self.sitting, rows.places, rows.cursor)
            _ = self.app.push_screen(screen, self._reviewed)

    def _reviewed(self, place: Place | None) -> None:
        """Come back to the answer that was looked at last; its mark may be another."""
        self._show()
        rows = self.query_one(MarkRows)
        if place in rows.places:
            rows.cursor = rows.places.index(place)

    def action_all(self) -> None:
        """List all answers, or the mistakes only."""
        self._all = not self._all
        self._show()

    def action_by(self) -> None:
        """Break the score down another way."""
        self._by = (self._by + 1) % len(self._groupings)
        self._figures()

    def action_retake(self) -> None:
        """Begin a paper of what was missed."""
        self.in_thread(self.sitting.again, self.dismiss_with, "retake")

    def dismiss_with(self, sitting: "TestSitting") -> None:
        """Go on with another sitting."""
        _ = self.dismiss(sitting)

    def action_new(self) -> None:
        """Set up another paper."""
        _ = self.dismiss("new")

    def action_history(self) -> None:
        """Look at the scores."""
        from studyapp.tui.screens.paper_history import PaperHistoryScreen

        _ = self.app.push_screen(PaperHistoryScreen(self.sitting.deck))

    def action_leave(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
