"""An answer beside the model answer, with what was found in it."""

from collections.abc import Iterable
from functools import partial

from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from studyapp.quiz.tutor import Phase, Tutor, is_long
from studyapp.services.views import CardView
from studyapp.tui import figures, graded
from studyapp.tui.markdown import Document, document
from studyapp.tui.points import marked, with_wrong
from studyapp.tui.safe import join
from studyapp.tui.widgets.prose import Prose


class VerdictSheet(VerticalScroll, can_focus=False):
    """One column, or two where there is room; scrolled by the screen's keys.

    While the student is asked for what was missing, model answer and points are out of sight.
    """

    DEFAULT_CSS = """
    VerdictSheet { background: $surface; scrollbar-size-vertical: 1;
                   scrollbar-background: $surface; scrollbar-background-hover: $surface;
                   scrollbar-background-active: $surface; }
    VerdictSheet #columns, VerdictSheet #texts, VerdictSheet #notes { height: auto; }
    VerdictSheet .label { margin-top: 1; }
    VerdictSheet #notes Prose { margin-top: 1; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the verdict over texts and notes."""
        yield Static(id="headline")
        yield Prose(id="reasons")
        with Vertical(id="columns"):
            with Vertical(id="texts"):
                yield Static(join(("model answer", "$muted")), classes="label -model")
                yield Prose(id="model", classes="-model")
                yield Static(join(("your answer", "$muted")), classes="label")
                yield Static(id="yours")
            with Vertical(id="notes"):
                yield Prose(id="talk")
                yield Prose(id="points")

    def show(self, tutor: Tutor, card: CardView, other: str = "") -> None:
        """Show a graded answer; ``other`` is the question that it would answer."""
        verdict = tutor.verdict
        if verdict is None:
            return
        asking = tutor.phase is Phase.FOLLOW_UP
        long = is_long(tutor.item)
        found = graded.fates(tutor) if long else ()
        self.query_one("#headline", Static).update(graded.headline(tutor, long=long))
        yours = with_wrong(tutor.text, verdict.wrong)
        self.query_one("#yours", Static).update(yours or join(("–", "$muted")))
        shown = marked(card.answer, found) if found else document(card.answer)
        self.query_one("#model", Prose).show(shown)
        for part in self.query(".-model"):
            part.display = not asking
        self._note("#reasons", graded.reasons(verdict, figures.without_marks(other)), not asking)
        self._note("#talk", graded.transcript(tutor.follow_ups), tutor.rating is not None)
        self._note("#points", graded.points(found), not asking)
        if asking:
            self.call_after_refresh(partial(self.scroll_end, animate=False, immediate=True))
        else:
            self.scroll_home(animate=False, immediate=True)

    def _note(self, name: str, shown: Document, wanted: bool) -> None:
        part = self.query_one(name, Prose)
        part.show(shown)
        part.display = wanted and bool(shown.blocks)
