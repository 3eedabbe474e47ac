"""An exam as a form: its name, its date, what it covers, and the time there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.errors import StudyError
from studyapp.tui.safe import join, line
from studyapp.tui.screens.form import FormScreen

if TYPE_CHECKING:
    from studyapp.domain.exam import Exam, ExamPlan


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form."""

    name: str
    label: str
    hint: str


COVERS = "decks and #tags with their marks: French=60; #essay=40"
FIELDS = (
    Field("name", "Name", "what you call it"),
    Field("date", "Date", "such as 2027-06-15"),
    Field("time", "Time", "such as 09:00"),
    Field("covers", "Covers", COVERS),
    Field("minutes", "Minutes a day", "30, or by weekday: 20,sat=60,sun=0"),
    Field("off", "Days off", "dates, with spaces between"),
    Field("target", "Mark wanted", "per cent; may be empty"),
    Field("questions", "Questions", "how many it asks; may be empty"),
)


class ExamForm(FormScreen["Exam | None"]):
    """Returns the exam that was saved, None if none was."""

    NAME = "Exam form"
    CSS_PATH = "exam_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="exam_form.save", tooltip="the exam", priority=True),
        Binding(
            "escape",
            "cancel",
            "Cancel",
            id="exam_form.cancel",
            tooltip="without saving",
            priority=True,
        ),
        Binding("down,tab", "app.focus_next", "Next", id="exam_form.next", tooltip="line"),
        Binding(
            "up,shift+tab",
            "app.focus_previous",
            "Previous",
            id="exam_form.previous",
            tooltip="line",
            show=False,
        ),
    ]

    def __init__(self, exam: "Exam | None", deck: str = "") -> None:
        super().__init__()
        self._exam = exam
        self._deck = deck
        self._begun: tuple[str, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Return the form."""
        with VerticalScroll(id="form", can_focus=False):
            for field in FIELDS:
                with Horizontal(classes="field"):
                    yield Static(join((field.label, "")), classes="label")
                    yield Input(id=field.name, compact=True, max_length=400)
                hint = join((field.hint, "$muted"))
                yield Static(hint, id=f"{field.name}-hint", classes="hint")

    def on_mount(self) -> None:
        """Fill the form."""
        self.topbar.place(join(("exam" if self._exam else "new exam", "bold")))
        if self._exam is None and self._deck:
            hint = f"the deck the cursor was on; {COVERS}"
            self.query_one("#covers-hint", Static).update(join((hint, "$muted")))
        texts = self._texts()
        for field in self.query(Input):
            field.cursor_blink = self.study.cursor_blink
            field.value = texts[field.id or ""]
        self._begun = self.held()
        self.query(Input).first().focus()

    def _texts(self) -> dict[str, str]:
        from studyapp.services.exams import typed

        zone = self.study.collection.zone
        if self._exam is None:
            later = (self.study.now() + timedelta(days=30)).astimezone(zone)
            return {
                "name": "",
                "date": f"{later:%Y-%m-%d}",
                "time": "09:00",
                "covers": self._deck,
                "minutes": "30",
                "off": "",
                "target": "",
                "questions": "",
            }
        plan = self._exam.plan
        at = plan.at.astimezone(zone)
        return {
            "name": plan.name,
            "date": f"{at:%Y-%m-%d}",
            "time": f"{at:%H:%M}",
            "covers": typed.covers_text(plan),
            "minutes": typed.minutes_text(plan.minutes),
            "off": " ".join(typed.date_text(day) for day in sorted(plan.days_off)),
            "target": "" if plan.target is None else f"{100 * plan.target:g}",
            "questions": "" if plan.questions is None else str(plan.questions),
        }

    def held(self) -> tuple[str, ...]:
        """Return what every line shows."""
        return tuple(field.value for field in self.query(Input))

    def stored(self) -> tuple[str, ...]:
        """Return what every line showed at first."""
        return self._begun

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, or say which line is refused and stand on it."""
        plan = self._read()
        if plan is None:
            return
        exams = self.study.collection.exams
        exam = self._exam
        self.in_thread(
            lambda: exams.add(plan) if exam is None else exams.change(exam, plan),
            self._saved,
            "save",
            lambda error: self.notice.fail(error, "not saved"),
        )

    def _saved(self, exam: "Exam") -> None:
        _ = self.dismiss(exam)

    def _read(self) -> "ExamPlan | None":
        from studyapp.domain.exam import ExamPlan
        from studyapp.services.exams import typed

        texts = {field.id or "": field.value.strip() for field in self.query(Input)}
        at = ""
        try:
            at = "date"
            zone = self.study.collection.zone
            when = typed.moment(texts["date"], None, zone)
            at = "time"
            when = typed.moment(texts["date"], texts["time"] or None, zone)
            at = "covers"
            covers = typed.covers(texts["covers"])
            at = "minutes"
            minutes = typed.minutes(texts["minutes"])
            at = "off"
            off = typed.days_off(texts["off"].replace(",", " ").split())
            at = "target"
            target = typed.share(texts["target"]) if texts["target"] else None
            at = "questions"
            questions = typed.whole(texts["questions"]) if texts["questions"] else None
        except StudyError as error:
            self.query_one(f"#{at}", Input).focus()
            label = next(field.label for field in FIELDS if field.name == at)
            said = f"{label}: {error.message}. {error.hint}".strip()
            self.notice.say(line(said, limit=300), "error")
            return None
        return ExamPlan(texts["name"], when, covers, minutes, off, target, questions)
