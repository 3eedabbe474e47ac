"""Choosing the topics of a paper."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from studyapp.quiz.topics import TopicChoice
from studyapp.tui.safe import join, line
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.line import spread
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from studyapp.quiz.marking import By

    Chosen = tuple[tuple[By, str], ...]


class TopicRows(Rows):
    """One topic a row, with its mark."""

    def __init__(self, topics: Sequence[TopicChoice]) -> None:
        super().__init__()
        self.topics = tuple(topics)
        self.marked: set[int] = set()

    def draw(self, index: int, width: int) -> Content:
        """Draw whether a topic is chosen, what it is, and how many cards it has."""
        width = min(width, self.scrollable_content_region.width)
        topic = self.topics[index]
        on = index in self.marked
        mark = ("■ ", "bold $accent") if on else ("□ ", "$muted")
        left = join(" ", mark, (f"{topic.by.value} ", "$muted"), line(topic.name, limit=200))
        return spread(left, join((f"{topic.cards:,} ", "$muted")), width)


class PaperTopicsScreen(StudyScreen["Chosen | None"], ModalScreen["Chosen | None"]):
    """Returns the chosen topics, none for all cards; None to leave things as they were."""

    NAME = "Topics"
    CSS_PATH = "paper_topics.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "mark", "Toggle", id="topics.toggle", tooltip="this topic"),
        Binding("a", "all", "All", id="topics.all", tooltip="cards: no topic is chosen"),
        Binding("enter", "done", "Done", id="topics.done", tooltip="with these topics"),
        Binding("escape,q", "cancel", "Cancel", id="topics.cancel", tooltip="without a change"),
    ]

    def __init__(self, topics: Sequence[TopicChoice], chosen: "Chosen") -> None:
        super().__init__()
        self._topics = topics
        self._chosen = set(chosen)

    def compose(self) -> ComposeResult:
        """Return the list in its frame; there is no line on top."""
        yield KeyBar()
        yield from self.body()

    def body(self) -> Iterable[Widget]:
        """Return the frame."""
        said = "Only cards about one of these; none chosen means all"
        with Vertical(id="frame"):
            yield Static(join((said if self._topics else "this deck has no topics", "$muted")))
            yield TopicRows(self._topics)

    def on_mount(self) -> None:
        """Mark what is chosen."""
        rows = self.query_one(TopicRows)
        rows.marked = {
            at for at, topic in enumerate(self._topics) if (topic.by, topic.name) in self._chosen
        }
        rows.replaced(len(self._topics))
        rows.focus()

    @on(TopicRows.Chosen)
    def action_mark(self) -> None:
        """Choose the topic under the cursor, or not."""
        rows = self.query_one(TopicRows)
        if rows.count:
            rows.marked ^= {rows.cursor}
            rows.refresh()

    def action_all(self) -> None:
        """Choose none, which means all cards."""
        rows = self.query_one(TopicRows)
        rows.marked.clear()
        rows.refresh()

    def action_done(self) -> None:
        """Take what is chosen."""
        marked = self.query_one(TopicRows).marked
        names = tuple((t.by, t.name) for at, t in enumerate(self._topics) if at in marked)
        _ = self.dismiss(names)

    def action_cancel(self) -> None:
        """Leave things as they were."""
        _ = self.dismiss(None)
