"""The card: question, answer and where it comes from, on a column that reads well."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Rule, Static

from studyapp.domain import cloze
from studyapp.domain.generated import Generated
from studyapp.domain.note import NoteKind
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import clean_line, join, line, stack
from studyapp.tui.widgets.line import Line, spread
from studyapp.tui.widgets.prose import Prose


@dataclass(frozen=True, slots=True)
class Beside:
    """What a generated card shows beside question and answer."""

    stale: bool = False
    letter: str = ""
    """The first letter of the answer, once it was asked for."""
    also: tuple[str, ...] = ()
    """Questions of the flashcards it is linked to, shown with the answer."""


PLAIN = Beside()


def blanks(card: CardView) -> tuple[str, ...]:
    """Return how the deletions of a cloze question are written: ``[…]`` and its hints."""
    return blanks_of(card.front) if card.kind is NoteKind.CLOZE else ()


def blanks_of(front: str) -> tuple[str, ...]:
    """Return how the deletions of a cloze text are written in its question."""
    if len(front) > 10_000:
        return ()
    hints = {f"[{part.hint}]" for part in cloze.parse(front) if not isinstance(part, str)}
    return tuple(sorted(hints - {"[]"} | {"[…]"}))


def see_also(questions: tuple[str, ...]) -> Content:
    """Return the questions of linked cards, a line each."""
    return stack(*(join(("see also  ", "$muted"), line(_short(each))) for each in questions))


def _short(question: str) -> str:
    return figures.without_marks(clean_line(question, 160))


def topic(made: Generated | None) -> Content:
    """Return what the text is about that a generated card was drawn from."""
    return line(made.topic, "$muted") if made is not None and made.topic else Content("")


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
    Sheet #stale { display: none; margin-bottom: 1; }
    Sheet #topic { display: none; margin-bottom: 1; }
    Sheet #letter { display: none; margin-top: 1; }
    Sheet #also { display: none; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the parts of a card, top to bottom."""
        with Vertical(id="page"):
            yield Line(id="marks")
            yield Static(id="stale")
            yield Static(id="topic")
            yield Prose(id="question")
            yield Static(id="letter")
            yield Rule(line_style="solid", classes="-answer")
            yield Prose(id="answer", classes="-answer")
            yield Static(id="also")
            yield Static(id="provenance", classes="-answer")

    def show(self, card: CardView, *, revealed: bool, beside: Beside = PLAIN) -> None:
        """Show a card, its answer only if ``revealed``."""
        self.add(beside, revealed=revealed)
        name, colour = figures.STATES[card.memory.state]
        left = join((name, colour))
        marks = [figures.flag_mark(card.flag)]
        if card.leech:
            marks.append(
                join(("leech", "bold $again"), (f" · forgotten {card.memory.lapses}×", "$muted"))
            )
        right = Content("   ").join([mark for mark in marks if mark])
        self.query_one("#marks", Line).show(lambda width: spread(left, right, width))
        self._line("#topic", topic(card.generated))
        self.query_one("#question", Prose).show(document(card.question, blanks(card)))
        self.query_one("#answer", Prose).show(document(card.answer) if revealed else Content(""))
        self.query_one("#provenance", Static).update(provenance(card))
        for part in self.query(".-answer"):
            part.display = revealed
        if not revealed:
            self.scroll_home(animate=False, immediate=True)

    def add(self, beside: Beside, *, revealed: bool) -> None:
        """Show what belongs beside a card, and nothing where there is nothing."""
        stale = "the source changed: look at it (k keeps it)" if beside.stale else ""
        letter = f"first letter: {beside.letter}" if beside.letter and not revealed else ""
        also = see_also(beside.also[:2]) if revealed else Content("")
        self._line("#stale", join((stale, "$hard")))
        self._line("#letter", join((letter, "$muted")))
        self._line("#also", also)

    def _line(self, name: str, shown: Content) -> None:
        part = self.query_one(name, Static)
        if part.display or shown:
            part.update(shown)
            part.display = bool(shown)

    def by_page(self, by: int) -> None:
        """Scroll by most of a page."""
        self.by_line(by * max(self.size.height - 3, 1))

    def by_line(self, by: int) -> None:
        """Scroll by so many lines."""
        self.scroll_relative(y=by, animate=False, immediate=True)

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
