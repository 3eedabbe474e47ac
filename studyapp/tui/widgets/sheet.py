"""The card: question, answer and where it comes from, on a column that reads well."""

from collections.abc import Iterable

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Rule, Static

from studyapp.domain import cloze
from studyapp.domain.note import NoteKind
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import clean_line, join
from studyapp.tui.widgets.line import Line, spread
from studyapp.tui.widgets.prose import Prose


def blanks(card: CardView) -> tuple[str, ...]:
    """Return how the deletions of a cloze question are written: ``[…]`` and its hints."""
    if card.kind is not NoteKind.CLOZE or len(card.front) > 10_000:
        return ()
    hints = {f"[{part.hint}]" for part in cloze.parse(card.front) if not isinstance(part, str)}
    return tuple(sorted(hints - {"[]"} | {"[…]"}))


def provenance(card: CardView) -> Content:
    """Return source and tags."""
    origin = figures.origin(card.source)
    tags = "  ".join(f"#{clean_line(tag, 40)}" for tag in card.tags[:8])
    more = f"  +{len(card.tags) - 8}" if len(card.tags) > 8 else ""
    between = "   " if origin and tags else ""
    return join((origin, "$muted"), between, (tags, "$easy"), (more, "$muted"))


class Sheet(VerticalScroll, can_focus=False):
    """One card, scrolled by the screen's keys."""

    DEFAULT_CSS = """
    Sheet { background: $surface; scrollbar-size-vertical: 1; scrollbar-background: $surface;
            scrollbar-background-hover: $surface; scrollbar-background-active: $surface; }
    Sheet #page { height: auto; padding: 1 5; }
    Sheet #marks { margin-bottom: 1; }
    Sheet Rule { color: $faint; margin: 1 0; }
    Sheet #provenance { margin-top: 2; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the parts of a card, top to bottom."""
        with Vertical(id="page"):
            yield Line(id="marks")
            yield Prose(id="question")
            yield Rule(line_style="solid", classes="-answer")
            yield Prose(id="answer", classes="-answer")
            yield Static(id="provenance", classes="-answer")

    def show(self, card: CardView, *, revealed: bool) -> None:
        """Show a card, its answer only if ``revealed``."""
        name, colour = figures.STATES[card.memory.state]
        left = join((name, colour))
        marks = [figures.flag_mark(card.flag)]
        if card.leech:
            marks.append(
                join(("leech", "bold $again"), (f" · forgotten {card.memory.lapses}×", "$muted"))
            )
        right = Content("   ").join([mark for mark in marks if mark])
        self.query_one("#marks", Line).show(lambda width: spread(left, right, width))
        self.query_one("#question", Prose).show(document(card.question, blanks(card)))
        self.query_one("#answer", Prose).show(document(card.answer) if revealed else Content(""))
        self.query_one("#provenance", Static).update(provenance(card))
        for part in self.query(".-answer"):
            part.display = revealed
        if not revealed:
            self.scroll_home(animate=False, immediate=True)

    def bring_answer(self) -> None:
        """Scroll to the answer's top and the question's end, if a long question is in the way."""
        top = self.query_one("#answer").virtual_region.y
        if self.max_scroll_y > 0 and top > self.size.height // 2:
            self.scroll_to(y=max(top - 5, 0), animate=False, immediate=True)

    @property
    def more_below(self) -> bool:
        """Whether part of the card is below the edge."""
        return self.scroll_y < self.max_scroll_y

    @property
    def more_above(self) -> bool:
        """Whether part of the card is above the edge."""
        return self.scroll_y > 0
