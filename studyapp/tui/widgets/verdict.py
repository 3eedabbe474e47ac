"""What became of an answer: right or not, the right answer, and whose answer it was instead."""

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.asking import Form, Judged, Outcome, Question
from studyapp.services.selftest.learn import LearnView
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import clean, clean_line, join, line, stack
from studyapp.tui.widgets.prose import Prose

HEADLINES = {
    Outcome.RIGHT: ("✓ Right", "bold $good"),
    Outcome.PARTLY: ("◐ Partly right", "bold $hard"),
    Outcome.WRONG: ("✗ Not right", "bold $again"),
    Outcome.OPEN: ("? Was it right? You decide", "bold $accent"),
}
REASONS = 3
"""Reasons that are shown."""
BRIEF = 160
"""Characters that are shown of another card's question."""


class Verdict(Vertical):
    """Headline, reasons, and the answer as the card has it."""

    DEFAULT_CSS = """
    Verdict { height: auto; width: 1fr; margin-top: 1; }
    Verdict #answer { margin-top: 1; }
    Verdict #besides { margin-top: 1; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the parts, top to bottom."""
        yield Static(id="headline")
        yield Prose(id="answer")
        yield Static(id="besides")

    def show(self, view: LearnView) -> None:
        """Show what is thought of the answer on the table."""
        judged, item, question = view.judged, view.item, view.question
        self.display = judged is not None
        if judged is None or item is None or question is None:
            return
        self.query_one("#headline", Static).update(headline(judged, question))
        answer = self.query_one("#answer", Prose)
        told = is_told(item, question, judged)
        answer.display = not told
        if not told:
            answer.show(document(item.answer))
        beside = besides(view)
        self.query_one("#besides", Static).display = bool(beside)
        self.query_one("#besides", Static).update(beside)


def is_told(item: Item, question: Question, judged: Judged) -> bool:
    """Whether the whole answer is on the screen anyway: among the options or filled in."""
    if question.form is Form.CLOZE:
        return True
    if question.form is Form.CHOICE:
        return any(option.right and option.text == item.term for option in question.options)
    shown = question.options[0] if question.options else None
    if shown is not None and shown.right and shown.text == item.term:
        return True
    said = (*judged.reasons[:REASONS], *(judged.given if judged.outcome is Outcome.RIGHT else ()))
    return any(item.term in each for each in said)


def headline(judged: Judged, question: Question) -> Content:
    """Return the verdict and its reasons."""
    words, style = HEADLINES[judged.outcome]
    if judged.unknown:
        words, style = "✗ Not known yet", "bold $again"
    lines = [join((words, style))]
    if question.form is Form.TYPED and not judged.unknown:
        lines.append(join(("you typed  ", "$muted"), clean_line(judged.given[0], 300)))
    if judged.outcome is not Outcome.RIGHT:
        lines += [join((clean(reason), "$muted")) for reason in judged.reasons[:REASONS]]
    return stack(*lines)


def besides(view: LearnView) -> Content:
    """Return the card the answer belongs to, what became due, and where the card comes from."""
    lines = []
    if view.confused is not None:
        lines.append(join(("that answers  ", "$hard"), asked(view.confused)))
    if view.made_due:
        lines.append(join(("this card is due now", "$hard")))
    if view.still_new:
        lines.append(join(("this card is still new", "$muted")))
    origin = figures.origin(view.item.source) if view.item is not None else ""
    if origin:
        lines.append(line(origin, "$muted"))
    return stack(*lines)


def asked(item: Item) -> str:
    """Return a question in brief: of a long cloze sentence what stands around its blank."""
    text = figures.without_marks(clean_line(item.question, 2_000))
    blank = text.find("[") if item.kind is NoteKind.CLOZE else -1
    if blank <= BRIEF // 2 or len(text) <= BRIEF:
        return clean_line(text, BRIEF)
    start = text.find(" ", min(blank - BRIEF // 2, len(text) - BRIEF)) + 1
    return "…" + clean_line(text[start:], BRIEF)
