"""Closing an exam, with its mark if it is known already."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from studyapp.errors import StudyError
from studyapp.tui import figures
from studyapp.tui.commands import ActionCommands
from studyapp.tui.safe import join, line
from studyapp.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from studyapp.domain.exam import Exam
    from studyapp.services.exams.ending import Ended
    from studyapp.tui.app import StudyApp


class MarkScreen(ModalScreen[str | None]):
    """Returns what was done in words, None if nothing was."""

    NAME = "Mark"
    CSS_PATH = "exam_mark.tcss"
    COMMANDS: ClassVar = {ActionCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close", "Close", id="mark.close", tooltip="the exam", priority=True),
        Binding(
            "escape",
            "cancel",
            "Cancel",
            id="mark.cancel",
            tooltip="leave it as it is",
            priority=True,
        ),
    ]

    def __init__(self, exam: "Exam") -> None:
        super().__init__()
        self._exam = exam
        self._asked: str | None = None
        """What stood in the field when closing it before its date was asked for."""

    @property
    def study(self) -> "StudyApp":
        """The application, by its own type."""
        return cast("StudyApp", self.app)

    def compose(self) -> ComposeResult:
        """Return the field in its frame."""
        yield KeyBar()
        with Vertical(id="frame"):
            yield Static(join("Close ") + line(self._exam.name, "bold", 60), id="title")
            yield Static(
                join(("Its mark in per cent; leave it empty if you do not know it yet.", "$muted"))
            )
            yield Input(id="mark", compact=True, max_length=6)
            yield Static(id="said")

    def on_mount(self) -> None:
        """Show a mark that is known."""
        field = self.query_one(Input)
        field.cursor_blink = self.study.cursor_blink
        if self._exam.mark is not None:
            field.value = f"{100 * self._exam.mark:g}"
        field.focus()

    @on(Input.Submitted)
    def action_close(self) -> None:
        """Close the exam, or say what is wrong with the mark."""
        from studyapp.services.exams import typed, words

        text = self.query_one(Input).value.strip()
        try:
            mark = typed.share(text) if text else None
            if words.standing(self._exam, self.study.now()) == "ahead" and self._asked != text:
                day = words.date(self._exam, self.study.collection.zone)
                self._say(f"It is not until {day}. Press Enter again to close it all the same.")
                self._asked = text
                return
            ended = self.study.collection.exams.end(self._exam, mark, early=self._asked == text)
        except StudyError as error:
            self._say(f"{error.message}. {error.hint}".strip())
            return
        _ = self.dismiss(_words(ended))

    def _say(self, said: str) -> None:
        self.query_one("#said", Static).update(line(said, "$again"))

    def action_cancel(self) -> None:
        """Leave things as they are."""
        _ = self.dismiss(None)


def _words(ended: "Ended") -> str:
    if not ended.piled:
        return "exam closed"
    days = figures.plural(ended.last_day, "day")
    return f"exam closed; {figures.plural(ended.piled, 'due card')} spread over {days}"
