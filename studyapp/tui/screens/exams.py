"""The exams: when they are, what mark to expect, and the way to each one's plan."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.deck import leaf
from studyapp.domain.exam import Kind
from studyapp.services.exams import words
from studyapp.tui.safe import clean_line, join, line, stack
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.line import Line, spread
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from studyapp.domain.exam import Exam

EMPTY = stack(
    join(("No exams yet", "bold $primary")),
    Content(""),
    join("Press ", ("a", "bold $accent"), " to add one: its date, what it covers,"),
    join("and the minutes a day you have."),
    join("The plan says what to study each day,"),
    join("and what mark to expect."),
)


class ExamList(Rows):
    """Exams by date, one a row."""

    exams: tuple["Exam", ...] = ()
    expected: "Mapping[int, float]" = MappingProxyType({})
    left: "Mapping[int, str]" = MappingProxyType({})
    zone: "tzinfo"

    def load(
        self,
        exams: tuple["Exam", ...],
        expected: "Mapping[int, float]",
        left: "Mapping[int, str]",
        zone: "tzinfo",
        cursor: int,
    ) -> None:
        """Show these exams, their times in ``zone``; marks expected and time left by their ids."""
        self.exams, self.expected, self.left, self.zone = exams, expected, left, zone
        self.replaced(len(exams), cursor)

    def draw(self, index: int, width: int) -> Content:
        """Draw one exam."""
        exam = self.exams[index]
        bar = ("▌", "$primary") if index == self.cursor else " "
        name = join(bar, " ") + line(exam.name, "$muted" if exam.over else "bold", 80)
        covers = ", ".join(
            ("#" if part.kind is Kind.TAG else "") + clean_line(leaf(part.name), 40)
            for part in exam.plan.parts
        )
        mark = "" if exam.mark is None else words.wanted(exam.mark)
        foreseen = self.expected.get(exam.id)
        hoped = "" if foreseen is None else words.percent(foreseen)
        at = exam.plan.at.astimezone(self.zone)
        when = f"{at.day} {at:%b %H:%M}"
        right = join(
            (hoped.rjust(8), "$easy"),
            (mark.rjust(7), "$good"),
            (f"  {self.left.get(exam.id, ''):>10}", "$accent"),
            (f"  {when:>12} ", "$muted"),
        )
        if width >= 70:
            free = width - right.cell_length - len(covers) - 4
            room = max(width // 3, free)
            name = join(name.truncate(room, ellipsis=True), ("   " + covers, "$muted"))
        return spread(name, right, width)


class ExamsScreen(StudyScreen[None]):
    """All exams; the cursor starts on the one that covers the deck it was opened from."""

    NAME = "Exams"
    CSS_PATH = "exams.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Plan", id="exams.open", tooltip="of this exam"),
        Binding("a", "add", "Add", id="exams.add", tooltip="an exam"),
        Binding("e", "edit", "Edit", id="exams.edit", tooltip="this exam"),
        Binding("d", "done", "Done", id="exams.done", tooltip="close it, or tell its mark"),
        Binding("r", "reopen", "Reopen", id="exams.reopen", tooltip="an exam that is closed"),
        Binding("x", "remove", "Remove", id="exams.remove", tooltip="this exam"),
        Binding("escape,q", "back", "Back", id="exams.back", tooltip="to the decks"),
    ]

    def __init__(self, deck: str = "") -> None:
        super().__init__()
        self._deck = deck
        self._exams: tuple[Exam, ...] | None = None
        self._wanted = ""
        self._warned = ""

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        with Vertical(id="exams"):
            yield Line(
                lambda width: spread(
                    join(("  exam", "$muted")),
                    join(("expected   mark        left          when ", "$muted")),
                    width,
                ),
                id="heading",
            )
            yield ExamList(id="list")
        yield Static(EMPTY, id="empty")

    def on_mount(self) -> None:
        """Name the screen."""
        self.topbar.place(join(("exams", "bold")))
        self.query_one(ExamList).focus()

    def on_screen_resume(self) -> None:
        """Read them again whenever another screen closes."""
        exams = self.study.collection.exams
        self.in_thread(lambda: (exams.all(), exams.expected()), self._show, "exams")

    def _show(self, read: "tuple[tuple[Exam, ...], Mapping[int, float]]") -> None:
        exams, expected = read
        first = self._exams is None
        self._exams = exams
        self.set_class(not exams, "-empty")
        rows = self.query_one(ExamList)
        at = rows.cursor
        if first:
            at = next((n for n, exam in enumerate(exams) if not exam.over), 0)
        for place, exam in enumerate(exams):
            if exam.name == self._wanted or (first and self._covers(exam)):
                at = place
                break
        self._wanted = ""
        collection = self.study.collection
        left = {exam.id: collection.exams.left(exam) for exam in exams}
        rows.load(exams, expected, left, collection.zone, at)
        self.refresh_bindings()

    def _covers(self, exam: "Exam") -> bool:
        deck = self._deck
        return not exam.over and any(
            part.kind is Kind.DECK and (deck == part.name or deck.startswith(f"{part.name}::"))
            for part in exam.plan.parts
        )

    @property
    def current(self) -> "Exam | None":
        """The exam under the cursor."""
        exams = self._exams or ()
        at = self.query_one(ExamList).cursor
        return exams[at] if at < len(exams) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the exam under the cursor."""
        if action in ("open", "edit", "done", "remove") and self.is_mounted:
            exam = self.current
            return exam is not None and (action in ("done", "remove") or not exam.over)
        if action == "reopen" and self.is_mounted:
            return self.current is not None and self.current.over
        return True

    @on(ExamList.Moved)
    def _moved(self) -> None:
        self._warned = ""
        self.refresh_bindings()

    @on(ExamList.Chosen)
    def action_open(self) -> None:
        """Show the plan."""
        from studyapp.tui.screens.exam import ExamScreen

        exam = self.current
        if exam is not None and not exam.over:
            _ = self.app.push_screen(ExamScreen(exam))

    def action_add(self) -> None:
        """Add an exam on the deck this was opened from."""
        from studyapp.tui.screens.exam_form import ExamForm

        _ = self.app.push_screen(ExamForm(None, self._deck), self._saved)

    def action_edit(self) -> None:
        """Change the exam."""
        from studyapp.tui.screens.exam_form import ExamForm

        if (exam := self.current) is not None:
            _ = self.app.push_screen(ExamForm(exam), self._saved)

    def _saved(self, saved: "Exam | None") -> None:
        if saved is not None:
            self._wanted = saved.name
            self.notice.say(join("saved: ", line(saved.name, limit=60)))

    def action_done(self) -> None:
        """Close the exam, or tell the mark of one that is closed."""
        from studyapp.tui.screens.exam_mark import MarkScreen

        if (exam := self.current) is not None:
            _ = self.app.push_screen(MarkScreen(exam), self._ended)

    def _ended(self, said: "str | None") -> None:
        if said:
            self.study.forget_sessions()
            self.notice.say(said)

    def action_reopen(self) -> None:
        """Take closing the exam back."""
        exam = self.current
        if exam is not None and exam.over:
            exams = self.study.collection.exams
            self.in_thread(lambda: exams.reopen(exam), self._reopened, "reopen")

    def _reopened(self, _: "Exam") -> None:
        self.notice.say("exam open again")
        self.on_screen_resume()

    def action_remove(self) -> None:
        """Forget the exam, at the second press."""
        exam = self.current
        if exam is None:
            return
        if self._warned != exam.name:
            self._warned = exam.name
            self.notice.say("press x again to remove this exam; cards and history stay", "error")
            return
        self.in_thread(lambda: self.study.collection.exams.remove(exam), self._removed, "remove")

    def _removed(self, _: None) -> None:
        self.notice.say("exam removed")
        self.on_screen_resume()

    def action_back(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
