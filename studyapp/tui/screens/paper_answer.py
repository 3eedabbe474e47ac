"""One answer of a paper that was handed in: what was given, what is right, and from where."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Rule, Static

from studyapp.domain.unmarked import in_line
from studyapp.errors import StudyError
from studyapp.quiz.marking import HALF, Mark
from studyapp.quiz.paper import Key, Question
from studyapp.quiz.paper_wishes import Kind
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import clean_line, join, line, safe, stack
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.paper_result import Place, verdict
from studyapp.tui.screens.paragraph import highlighted
from studyapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from studyapp.collection import Collection
    from studyapp.services.selftest.practice_test import TestSitting

NO_ANSWER = join(("no answer was given", "$muted"))


class PaperAnswerScreen(StudyScreen["Place | None"]):
    """Goes through the answers on the list. Returns the one that was looked at last."""

    NAME = "Answer"
    CSS_PATH = "paper_answer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n,enter", "step(1)", "Next", id="answer.next", tooltip="answer"),
        Binding("left,b", "step(-1)", "Previous", id="answer.previous", tooltip="answer"),
        Binding("1", "judge(0)", "Wrong", id="answer.wrong", tooltip="call it wrong"),
        Binding("2", "judge(1)", "Partly", id="answer.partly", tooltip="call it partly right"),
        Binding("3", "judge(2)", "Right", id="answer.right", tooltip="call it right"),
        Binding("space,pagedown", "scroll(8)", "More", id="answer.more", tooltip="of it"),
        Binding("pageup", "scroll(-8)", "Page up", id="answer.up", tooltip="of it", show=False),
        Binding("j,down", "scroll(1)", "Down", id="answer.line", tooltip="one line", show=False),
        Binding("k,up", "scroll(-1)", "Up", id="answer.line_up", tooltip="one line", show=False),
        Binding("escape,q", "leave", "Back", id="answer.leave", tooltip="to the result"),
    ]

    def __init__(self, sitting: "TestSitting", places: Sequence[Place], index: int) -> None:
        super().__init__()
        self.sitting = sitting
        self._places = tuple(places)
        self._index = index

    @property
    def place(self) -> Place:
        """The answer on show."""
        return self._places[self._index]

    @property
    def _made_due(self) -> bool:
        """Whether its card is due because of it."""
        at, point = self.place
        recorded = self.sitting.recorded[at][point]
        return recorded is not None and recorded.made_due

    def _shown(self) -> tuple[Question, Key, Mark]:
        at, point = self.place
        paper = self.sitting.paper
        return paper.questions[at], paper.keys[at][point], self.sitting.marks[at][point]

    def body(self) -> Iterable[Widget]:
        """Return the answer on a sheet."""
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="page"):
            yield Prose(id="question")
            yield Rule(line_style="solid")
            yield Static(id="given")
            yield Static(id="confused")
            yield Static("right answer", classes="name")
            yield Prose(id="right")
            yield Static(id="reasons")
            yield Static(id="origin")
            yield Static(id="paragraph")

    def on_mount(self) -> None:
        """Show it."""
        self._show()

    def _show(self) -> None:
        _, point = self.place
        question, key, mark = self._shown()
        sign, colour = verdict(mark)
        number = question.number + point
        said = {"✓": "right", "✗": "wrong", "½": f"{mark.score:.0%}", "○": "no answer"}
        right = join((f"{sign} {said.get(sign, 'for you to judge')}", f"bold {colour}"))
        if mark.overridden:
            right = join(right, ("  by you", "$muted"))
        elif self._made_due:
            right = join(right, ("  due now", "$hard"))
        left = join((f"question {number}", "bold"), (f" of {self.sitting.paper.points}", "$muted"))
        self.topbar.place(left, right)
        self.query_one("#question", Prose).show(document(key.question))
        self.query_one("#given", Static).update(given(question, point, mark))
        self.query_one("#right", Prose).show(document(key.answer))
        self._line("#reasons", stack(*(line(f"· {each}", "$muted") for each in mark.reasons)))
        origin = figures.origin(key.source)
        tags = "  ".join(f"#{clean_line(tag, 40)}" for tag in key.tags[:8])
        self._line("#origin", join((origin, "$muted"), "  " if origin else "", (tags, "$easy")))
        self._line("#paragraph", Content(""))
        self._line("#confused", Content(""))
        self.query_one("#sheet").scroll_home(animate=False, immediate=True)
        self.refresh_bindings()
        self.later(self.refresh_bindings)
        self._look_up(key.card_id, mark.confused_with)

    def _line(self, name: str, shown: Content) -> None:
        part = self.query_one(name, Static)
        part.update(shown)
        part.display = bool(shown)

    def _look_up(self, card_id: int, other_id: int | None) -> None:
        """Fetch the paragraph that a card came from, and whose answer the wrong one was."""
        collection = self.study.collection

        def look() -> tuple[Content, str]:
            return _paragraph(collection, card_id), _question(collection, other_id)

        self.in_thread(look, self._found, "paragraph")

    def _found(self, found: tuple[Content, str]) -> None:
        paragraph, other = found
        self._line("#paragraph", paragraph)
        said = join(("that answers  ", "$muted"), line(in_line(other), "", 300))
        self._line("#confused", said if other else Content(""))
        self.later(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works here."""
        if not self.is_mounted:
            return True
        match action:
            case "step":
                return 0 <= self._index + _whole(parameters[0]) < len(self._places)
            case "judge":
                mark = self._shown()[2]
                return mark.answered and (not mark.decided or mark.score != SCORES[parameters[0]])
            case "scroll":
                sheet = self.query_one("#sheet")
                down = _whole(parameters[0]) > 0
                return sheet.scroll_y < sheet.max_scroll_y if down else sheet.scroll_y > 0
        return True

    def action_step(self, by: int) -> None:
        """Show the next answer, or the one before."""
        self._index += by
        self.notice.clear()
        self._show()

    def action_judge(self, level: int) -> None:
        """Override the verdict: the score and what the card's log says change with it."""
        at, point = self.place
        sitting, score = self.sitting, SCORES[level]
        self.in_thread(lambda: sitting.judge(at, point, score), self._judged, "judge")

    def _judged(self, _: None) -> None:
        self.notice.say(f"the score is {self.sitting.score:.0%} now")
        self._show()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#sheet").scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_leave(self) -> None:
        """Go back to the result."""
        _ = self.dismiss(self.place)


def _paragraph(collection: "Collection", card_id: int) -> Content:
    """Return the paragraph of a generated card; nothing where card or text are gone."""
    try:
        card = collection.card(card_id)
        if card.generated is None:
            return Content("")
        return highlighted(collection.paragraph(card), card.generated.sentence)
    except StudyError:
        return Content("")


def _question(collection: "Collection", card_id: int | None) -> str:
    """Return what a card asks; nothing without one, or where it is gone."""
    try:
        return "" if card_id is None else collection.card(card_id).question
    except StudyError:
        return ""


SCORES: dict[object, float] = {0: 0.0, 1: HALF, 2: 1.0}


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def given(question: Question, point: int, mark: Mark) -> Content:
    """Return what was answered, with what it was an answer to where that is not the card's own."""
    parts: list[Content] = []
    if question.kind is Kind.TRUE_FALSE:
        parts.append(join(("claimed  ", "$muted"), safe(question.claim)))
    elif question.kind is Kind.CLOZE and question.prompts[point]:
        parts.append(join(("asked    ", "$muted"), safe(question.prompts[point])))
    colour = verdict(mark)[1]
    answer = safe(mark.given, colour) if mark.answered else NO_ANSWER
    parts.append(join(("yours    ", "$muted"), answer))
    return stack(*parts)
