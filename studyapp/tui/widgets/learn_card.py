"""A question of Learn with its options or blanks, and below it what became of the answer."""

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.quiz.asking import Form, Question
from studyapp.quiz.hinted import blanks
from studyapp.services.selftest.learn import LearnView
from studyapp.tui.markdown import document
from studyapp.tui.safe import join, safe
from studyapp.tui.widgets import mastery
from studyapp.tui.widgets.blanks import blanked, filled
from studyapp.tui.widgets.line import Line, spread
from studyapp.tui.widgets.options import Options
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.verdict import Verdict

ASKS = {
    Form.CHOICE: "choose the answer",
    Form.STATEMENT: "is this the answer?",
    Form.TYPED: "type the answer",
    Form.CLOZE: "type what is missing",
}


class LearnCard(VerticalScroll, can_focus=False):
    """One question, scrolled by the screen's keys."""

    DEFAULT_CSS = """
    LearnCard { height: 1fr; background: $surface; padding: 1 4; scrollbar-size-vertical: 1;
                scrollbar-background: $surface; scrollbar-background-hover: $surface;
                scrollbar-background-active: $surface; }
    LearnCard #marks { margin-bottom: 1; }
    LearnCard #question { margin-bottom: 1; }
    LearnCard #blanks { margin-bottom: 1; height: auto; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the parts, top to bottom."""
        yield Line(id="marks")
        yield Prose(id="question")
        yield Static(id="blanks")
        yield Options()
        yield Verdict()

    def show(self, view: LearnView) -> None:
        """Show a question, or the verdict on its answer."""
        item, question = view.item, view.question
        if item is None or question is None:
            return
        self.query_one("#marks", Line).show(lambda width: marks(view, width))
        asked = question.prompt or item.question
        self.query_one("#question", Prose).show(document(asked, blanks(item, asked)))
        self.fill(view)
        texts, verdicts = options(view, question)
        self.query_one(Options).display = bool(texts)
        self.query_one(Options).show(texts, verdicts)
        self.query_one(Verdict).show(view)

    def fill(self, view: LearnView, typed: Sequence[str] = ()) -> None:
        """Show the long answer with its blanks, or the answer that may be true or false.

        ``typed`` fills the first blanks.
        """
        question = view.question
        if question is None:
            return
        part = self.query_one("#blanks", Static)
        part.display = question.form in (Form.CLOZE, Form.STATEMENT)
        if question.form is Form.STATEMENT:
            part.update(safe(question.options[0].text, "bold"))
        elif question.blanks is not None and view.judged is None:
            part.update(blanked(question.blanks, typed))
        elif question.blanks is not None and view.judged is not None:
            part.update(filled(question.blanks, view.judged))

    def bring_verdict(self) -> None:
        """Scroll as far as the verdict needs, and no further than its top."""
        verdict = self.query_one(Verdict).virtual_region
        below = verdict.bottom - self.size.height + 1
        self.scroll_to(y=max(min(below, verdict.y), 0), animate=False, immediate=True)

    def move(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.scroll_relative(y=lines, animate=False, immediate=True)

    @property
    def page(self) -> int:
        """Lines of most of a page."""
        return max(self.size.height - 2, 1)

    @property
    def more_below(self) -> bool:
        """Whether part of it is below the edge."""
        return self.scroll_y < self.max_scroll_y

    @property
    def more_above(self) -> bool:
        """Whether part of it is above the edge."""
        return self.scroll_y > 0


def marks(view: LearnView, width: int) -> Content:
    """Return how well the card is known and what is to be done."""
    if view.level is None or view.question is None:
        return Content("")
    name, colour, _ = mastery.NAMES[view.level]
    left = join((name, colour), (" · asked again" if view.again else "", "$muted"))
    right = Content("") if view.judged is not None else join((ASKS[view.question.form], "$muted"))
    return spread(left, right, width)


def options(view: LearnView, question: Question) -> tuple[list[str], list[str]]:
    """Return the texts of the options and, once an answer was given, what each of them was."""
    if question.form is Form.STATEMENT:
        texts = ["True", "False"]
        rights = [question.options[0].right, not question.options[0].right]
    else:
        texts = [option.text for option in question.options]
        rights = [option.right for option in question.options]
    if view.judged is None:
        return texts, []
    chosen = view.judged.chosen
    verdicts = [
        "right" if right else "wrong" if at == chosen else "other"
        for at, right in enumerate(rights)
    ]
    return texts, verdicts
