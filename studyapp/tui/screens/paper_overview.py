"""All questions of a paper in a list, to go to one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.unmarked import in_line
from studyapp.tui.safe import clean_line, join
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.strip_bar import standing

if TYPE_CHECKING:
    from studyapp.quiz.practice_test import PracticeTest


class QuestionRows(Rows):
    """One question a row."""

    def __init__(self, test: "PracticeTest") -> None:
        super().__init__()
        self._test = test

    def draw(self, index: int, width: int) -> Content:
        """Draw how a question stands, its number and how it begins."""
        question, reply = self._test.paper.questions[index], self._test.replies[index]
        mark, colour = standing(reply).value
        flag = ("⚑", "$hard") if reply.flagged else (" ", "")
        begins = clean_line(in_line(question.prompts[0][:400]), 200)
        row = join(f" {question.label:>7} ", (mark, colour), " ", flag, f" {begins}")
        room = min(width, self.scrollable_content_region.width)  # a bar may stand on the last cell
        return row.truncate(room, ellipsis=True)


class PaperOverviewScreen(StudyScreen[int | None], ModalScreen[int | None]):
    """Returns the place of the question to go to, None to stay."""

    NAME = "Overview"
    CSS_PATH = "paper_overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go", "Go", id="overview.go", tooltip="to this question"),
        Binding("o", "open", "Next open", id="overview.open", tooltip="question"),
        Binding("escape,ctrl+o,q", "close", "Close", id="overview.close", tooltip="the list"),
    ]

    def __init__(self, test: "PracticeTest") -> None:
        super().__init__()
        self._test = test

    def compose(self) -> ComposeResult:
        """Return the list in its frame; there is no line on top."""
        yield KeyBar()
        yield from self.body()

    def body(self) -> Iterable[Widget]:
        """Return the frame."""
        with Vertical(id="frame"):
            yield Static(self._said(), id="title")
            yield QuestionRows(self._test)

    def _said(self) -> Content:
        test = self._test
        flagged = sum(reply.flagged for reply in test.replies)
        left = test.paper.points - test.answered
        parts = [join((f"{test.answered}", "bold $good"), (" answered", "$muted"))]
        parts.append(join((f"{left}", "bold"), (" open", "$muted")))
        if flagged:
            parts.append(join((f"{flagged}", "bold $hard"), (" flagged", "$muted")))
        return Content("   ").join(parts)

    def on_mount(self) -> None:
        """Stand on the present question."""
        rows = self.query_one(QuestionRows)
        rows.replaced(len(self._test.replies), self._test.at)
        rows.focus()

    @on(QuestionRows.Chosen)
    def action_go(self) -> None:
        """Go to the question under the cursor."""
        _ = self.dismiss(self.query_one(QuestionRows).cursor)

    def action_open(self) -> None:
        """Put the cursor on the next question with something open, flagged ones too."""
        rows, replies = self.query_one(QuestionRows), self._test.replies
        for step in range(1, len(replies) + 1):
            at = (rows.cursor + step) % len(replies)
            reply = replies[at]
            if reply.flagged or not reply.answered or None in reply.picks:
                rows.cursor = at
                return

    def action_close(self) -> None:
        """Stay where one was."""
        _ = self.dismiss(None)
