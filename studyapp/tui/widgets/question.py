"""One question of a paper with every way to answer one; what is not needed is hidden."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from studyapp.quiz.paper import PAIRS, Question
from studyapp.quiz.paper_wishes import Kind, Side
from studyapp.tui.markdown import document
from studyapp.tui.safe import join
from studyapp.tui.widgets.answers import OptionRow, PairRow
from studyapp.tui.widgets.line import Line, spread
from studyapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from studyapp.quiz.practice_test import Reply

ASKS = {
    Kind.CHOICE: "choose one answer",
    Kind.TRUE_FALSE: "true or false?",
    Kind.MATCHING: "match each line with a letter",
    Kind.CLOZE: "fill in the blank",
    Kind.WRITTEN: "write the answer",
}
REVERSED = {
    Kind.CHOICE: "choose the question to this answer",
    Kind.WRITTEN: "write the question to this answer",
}
LONGEST_SHORT = 400
"""Characters of an answer that is typed on one line."""


def letters(question: Question) -> str:
    """Return the letters of its options, in their order."""
    return "TF" if question.kind is Kind.TRUE_FALSE else "ABCDEF"[: len(question.options)]


class QuestionPanel(Vertical):
    """Shows a question and what stands under it. It knows nothing of what is right."""

    def compose(self) -> Iterable[Widget]:
        """Return all the parts."""
        yield Line(id="asks")
        with VerticalScroll(id="sheet", can_focus=False):
            yield Prose(id="prompt")
            yield Static(id="claim")
            with VerticalScroll(id="pairs", can_focus=False):
                for at in range(PAIRS):
                    yield PairRow(at)
            with VerticalScroll(id="options", can_focus=False):
                for at in range(PAIRS):
                    yield OptionRow(at)
        yield Input(
            id="short",
            compact=True,
            max_length=LONGEST_SHORT,
            placeholder="your answer",
            select_on_focus=False,
        )
        yield TextArea(id="long", compact=True, soft_wrap=True, tab_behavior="focus")

    @property
    def sheet(self) -> VerticalScroll:
        """What scrolls: of a matching block its lines, so that the options stay in sight."""
        pairs = self.query_one("#pairs", VerticalScroll)
        return pairs if pairs.display else self.query_one("#sheet", VerticalScroll)

    def blink(self, *, on: bool) -> None:
        """Let the cursors of the fields blink, or not."""
        self.query_one("#short", Input).cursor_blink = on
        self.query_one("#long", TextArea).cursor_blink = on

    def head(self, question: Question, points: int, *, flagged: bool) -> None:
        """Show which question it is and how it is answered."""
        asks = REVERSED.get(question.kind) if question.side is Side.ANSWER else None
        left = join(
            (question.label, "bold"),
            (f" of {points}  ", "$muted"),
            (asks or ASKS[question.kind], "$easy"),
        )
        right = join(("⚑ flagged", "$hard")) if flagged else Content("")
        self.query_one("#asks", Line).show(lambda width: spread(left, right, width))

    def show(self, question: Question, reply: "Reply") -> None:
        """Show another question, with the focus where it is answered."""
        matching = question.kind is Kind.MATCHING
        prompt = self.query_one("#prompt", Prose)
        prompt.display = not matching
        if not matching:
            blanks = ("[…]",) if "[…]" in question.prompts[0] else ()
            prompt.show(document(question.prompts[0], blanks))
        claim = self.query_one("#claim", Static)
        claim.display = bool(question.claim)
        claim.update(join(("Answer  ", "$muted"), (question.claim, "bold")))
        self.query_one("#pairs").display = matching
        self.query_one("#options").display = not question.kind.typed
        self.sheet.scroll_home(animate=False, immediate=True)
        self._field(question, reply)

    def _field(self, question: Question, reply: "Reply") -> None:
        short, area = self.query_one("#short", Input), self.query_one("#long", TextArea)
        short.display = question.kind.typed and not question.long
        area.display = question.kind.typed and question.long
        if short.display:
            with short.prevent(Input.Changed):
                short.value = reply.text
            short.cursor_position = len(short.value)
            short.focus()
        elif area.display:
            with area.prevent(TextArea.Changed):
                area.text = reply.text
            area.move_cursor(area.document.end)
            area.focus()
        else:
            self.screen.set_focus(None)

    def fill(self, question: Question, reply: "Reply", row: int) -> None:
        """Draw what is chosen; ``row`` is the line of a matching block that is answered next."""
        matching = question.kind is Kind.MATCHING
        names = letters(question)
        here = reply.picks[row] if reply.picks else None
        for option in self.query(OptionRow):
            at = option.at
            option.display = at < len(question.options)
            if option.display:
                used = matching and at in reply.picks and at != here
                option.show(names[at], question.options[at], chosen=at == here, used=used)
        for pair in self.query(PairRow):
            pair.display = matching and pair.at < question.points
            if pair.display:
                pick = reply.picks[pair.at]
                pair.show(
                    question.number + pair.at,
                    question.prompts[pair.at],
                    "" if pick is None else names[pick],
                    "" if pick is None else question.options[pick],
                    here=pair.at == row,
                )

    def bring_pair(self, at: int) -> None:
        """Scroll to a line of a matching block."""
        self.query_one(f"#pair-{at}").scroll_visible(animate=False, immediate=True)

    def bring_option(self, at: int) -> None:
        """Scroll to an option."""
        self.query_one(f"#option-{at}").scroll_visible(animate=False, immediate=True)
