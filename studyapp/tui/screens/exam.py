"""One exam: the mark to expect, what each day is for, what is weakest, and today's cards."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.tui.safe import join, line
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.statistics import Chart

if TYPE_CHECKING:
    from studyapp.domain.exam import Exam
    from studyapp.services.exams.planning import Planned


class ExamScreen(StudyScreen[None]):
    """Plans anew whenever it is shown: where the cards stand decides."""

    NAME = "Exam"
    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,s", "study", "Study", id="exam.study", tooltip="what is planned for today"),
        Binding("n", "next", "Next 20", id="exam.next", tooltip="minutes: the best cards now"),
        Binding("e", "edit", "Edit", id="exam.edit", tooltip="this exam"),
        Binding("d", "done", "Done", id="exam.done", tooltip="close it, or tell its mark"),
        Binding("j,down", "move(1)", "Down", id="exam.down", tooltip="one line", show=False),
        Binding("k,up", "move(-1)", "Up", id="exam.up", tooltip="one line", show=False),
        Binding("space,pagedown", "page(1)", "More", id="exam.page_down", tooltip="a page down"),
        Binding("b,pageup", "page(-1)", "Page up", id="exam.page_up", tooltip="a page", show=False),
        Binding("escape,q", "back", "Back", id="exam.back", tooltip="to the exams"),
    ]

    def __init__(self, exam: "Exam") -> None:
        super().__init__()
        self.exam = exam
        self._plan: Planned | None = None
        self._share = 0.0
        self._planning = False

    def body(self) -> Iterable[Widget]:
        """Return the figures over the plots."""
        yield Static(id="now")
        with VerticalScroll(id="charts", can_focus=False):
            yield Vertical(id="grid")

    def on_mount(self) -> None:
        """Say which exam it is, and how planning goes on."""
        self._head()
        self.set_interval(0.2, self._tick)

    def _head(self) -> None:
        collection = self.study.collection
        at = self.exam.plan.at.astimezone(collection.zone)
        when = f"{at.day} {at:%B} {at:%H:%M}, {collection.exams.left(self.exam)}"
        name = join(("exam  ", "$muted")) + line(self.exam.name, "bold", 80)
        self.topbar.place(name, join((when, "$muted")))

    def on_screen_resume(self) -> None:
        """Plan anew."""
        self._make_plan()

    def _make_plan(self) -> None:
        """Plan, and then ask what the target costs, which takes longer."""
        exam = self.exam
        exams = self.study.collection.exams
        self._plan = None
        self._planning = True
        self._share = 0.0
        self._say_now()

        def costed(plan: "Planned") -> None:
            self._show(plan)
            if not plan.target_known:
                self.in_thread(lambda: exams.planned(exam), self._show, "cost")

        self.in_thread(
            lambda: exams.planned(exam, self._told, cost=False), costed, "plan", self._failed
        )

    def _told(self, share: float) -> None:
        self._share = share

    def _tick(self) -> None:
        if self._planning and self.app.screen is self:
            self._say_now()

    def _failed(self, error: BaseException) -> None:
        self._planning = False
        self.query_one("#now", Static).update(join(("no plan", "$muted")))
        self.notice.fail(error)

    def _say_now(self) -> None:
        from studyapp.services.exams import charts

        plan = self._plan
        shown: Content
        if plan is None:
            shown = join((f"planning … {100 * self._share:.0f}%", "$muted"))
        else:
            shown = join(
                (charts.mark_text(plan), "bold $good" if plan.prediction.enough else "bold"),
                ("   today ", "$muted"),
                (charts.today_text(plan), "bold"),
                (f"   {more}" if (more := charts.more_new(plan)) else "", "$muted"),
            )
        self.query_one("#now", Static).update(shown)

    def _show(self, plan: "Planned") -> None:
        from studyapp.services.exams import charts

        self._plan = plan
        self._planning = False
        self._say_now()
        sections = charts.sections(plan)
        drawn = list(self.query(Chart))
        if drawn:
            for chart, section in zip(drawn, sections, strict=True):
                chart.show(section)
        else:
            _ = self.query_one("#grid").mount_all(Chart(section) for section in sections)
        self.refresh_bindings()
        self.later(self.refresh_bindings)
        self.later(self.study.settled)

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one("#charts", VerticalScroll)

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to study what is planned, and to scroll where there is more."""
        if not self.is_mounted:
            return True
        if action in ("move", "page"):
            down = isinstance(parameters[0], int) and parameters[0] > 0
            scroll = self._scroll
            return scroll.scroll_y < scroll.max_scroll_y if down else scroll.scroll_y > 0
        if action == "study":
            return self._plan is not None and bool(self._plan.order)
        if action == "next":
            return self._plan is not None
        return True

    def action_study(self) -> None:
        """Study today's cards."""
        from studyapp.tui.screens.exam_study import ExamStudyScreen

        if self._plan is not None and self._plan.order:
            _ = self.app.push_screen(ExamStudyScreen(self.exam, self._plan.order))

    def action_next(self) -> None:
        """Study the best cards for the next twenty minutes, whatever the plan of the day."""
        exam = self.exam
        self.in_thread(
            lambda: self.study.collection.exams.best_next(exam, NEXT), self._study_best, "best"
        )

    def _study_best(self, best: tuple[tuple[int, float], ...]) -> None:
        from studyapp.tui.screens.exam_study import ExamStudyScreen

        if best:
            order = tuple(card for card, _ in best)
            _ = self.app.push_screen(ExamStudyScreen(self.exam, order))
        else:
            self.notice.say("no card brings anything more today")

    def action_edit(self) -> None:
        """Change the exam."""
        from studyapp.tui.screens.exam_form import ExamForm

        _ = self.app.push_screen(ExamForm(self.exam), self._saved)

    def _saved(self, saved: "Exam | None") -> None:
        if saved is not None:
            self.exam = saved
            self._head()

    def action_done(self) -> None:
        """Close the exam."""
        from studyapp.tui.screens.exam_mark import MarkScreen

        _ = self.app.push_screen(MarkScreen(self.exam), self._ended)

    def _ended(self, said: "str | None") -> None:
        if said:
            self.study.forget_sessions()
            _ = self.dismiss(None)

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self._scroll_by(by)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        self._scroll_by(by * max(self._scroll.size.height - 2, 1))

    def _scroll_by(self, lines: int) -> None:
        self._scroll.scroll_relative(y=lines, animate=False, immediate=True)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back."""
        _ = self.dismiss(None)


NEXT = 20.0
"""Minutes."""
