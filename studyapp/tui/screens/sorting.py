"""Sorting by an attribute: the card without its bin, the bins below, and why a sort was wrong."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Grid, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.card import State
from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.attributes import MOST_BINS, Basis
from studyapp.quiz.blanking import BLANK
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import clean_line, join, line, stack
from studyapp.tui.screens.review import LONGEST_MS
from studyapp.tui.screens.sitting import SittingScreen
from studyapp.tui.screens.sort_menu import name_of
from studyapp.tui.widgets.line import Line, progress
from studyapp.tui.widgets.reading import Reading
from studyapp.tui.widgets.tile import Tile

if TYPE_CHECKING:
    from studyapp.services.selftest.sorting import SortingSession, Verdict

IN_A_ROW = 3


def falls_due(item: Item) -> bool:
    """Whether a mistake makes the card due: new cards and those that wait already stay so."""
    return item.state is not State.NEW and not item.due


class SortingScreen(SittingScreen["SortingSession"]):
    """One round. A wrong sort shows why, and is stored only when the learner goes on."""

    NAME = "Sort"
    CSS_PATH = "sorting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number),
                f"place({number})",
                "Sort",
                id=f"sort.{number}",
                tooltip=f"into bin {number}",
                key_display="1-6",
                show=number == 1,
            )
            for number in range(1, MOST_BINS + 1)
        ),
        Binding("space,enter", "go_on", "Next", id="sort.next", tooltip="card"),
        Binding("o", "override", "Right", id="sort.override", tooltip="count my sort as right"),
        Binding("j,down", "scroll(1)", "More", id="sort.more", tooltip="of a long card"),
        Binding("k,up", "scroll(-1)", "Up", id="sort.less", tooltip="to its top", show=False),
        Binding("n", "new", "New", id="sort.new", tooltip="round"),
        Binding("escape,q", "leave", "Back", id="sort.leave", tooltip="your place is kept"),
    ]

    def __init__(self, deck: str, by: str) -> None:
        super().__init__(deck)
        self._by = by
        self._shown_at = 0.0

    def body(self) -> Iterable[Widget]:
        """Return the card over the bins, and the end."""
        yield Line(self._progress, id="progress")
        with Vertical(id="table"):
            yield Reading(id="card")
            with Grid(id="bins"):
                for number in range(1, MOST_BINS + 1):
                    yield Tile(str(number), id=f"bin{number}")
        with Center(id="end"):
            yield Static(id="report")

    def on_mount(self) -> None:
        """Name the screen."""
        self.topbar.place(join(("sort  ", "$muted"), figures.deck_path(self.deck)))

    def find(self, *, fresh: bool) -> "SortingSession":
        """Return the sitting that was left, or a new one."""
        return self.study.collection.sort(self.deck, self._by, fresh=fresh)

    def take(self, session: "SortingSession") -> None:
        """Show a sitting that was opened."""
        bins = session.attribute.bins
        grid = self.query_one("#bins", Grid)
        grid.styles.grid_size_columns = min(len(bins), IN_A_ROW)
        grid.set_class(len(bins) > IN_A_ROW, "-two")
        for number in range(1, MOST_BINS + 1):
            tile = self.query_one(f"#bin{number}", Tile)
            tile.display = number <= len(bins)
            tile.show(bins[number - 1] if number <= len(bins) else "")
        if session.resumed:
            self.notice.say("where you left; n begins a new round")
        self._show()

    @property
    def begun(self) -> bool:
        """Whether cards of the round are sorted and others wait."""
        round_ = self._session.round if self._session else None
        return round_ is not None and bool(round_.waiting) and bool(round_.done or round_.missed)

    def _show(self) -> None:
        self.unsure()
        session = self._session
        if session is None:
            return
        shown = session.shown
        self.query_one("#table").display = shown is not None
        self.query_one("#end").display = shown is None
        if shown is None:
            self.query_one("#report", Static).update(self._report(session))
        elif session.verdict is None:
            marked = (BLANK,)
            sides = [document(side, marked) for side in (shown.question, shown.answer) if side]
            self.query_one(Reading).show(*sides)
            self._shown_at = self.study.clock()
        else:
            self._why(session.verdict)
        self._mark()
        self._head()

    def _why(self, verdict: "Verdict") -> None:
        item, session = verdict.item, self._session
        if session is None:
            return
        lines = [
            join(
                ("Not ", "$muted"),
                line(verdict.chosen, "bold $again", limit=80),
                (": it is ", "$muted"),
                line(verdict.true, "bold $good", limit=80),
            ),
            *(join(("because  ", "$muted"), line(each, limit=200)) for each in verdict.reasons),
        ]
        if session.attribute.basis in (Basis.DECK, Basis.FAMILY, Basis.TAGS):
            deck = session.attribute.basis is Basis.DECK
            place = item.deck if deck else "  ".join(f"#{tag}" for tag in item.tags[:6])
            lines.append(
                join(("in deck  " if deck else "tagged  ", "$muted"), line(place, limit=200))
            )
        falls = "The card is due when you go on; " if falls_due(item) else ""
        lines.append(join((f"{falls}o counts your sort as right.", "$muted")))
        sides = (item.answer,) if item.kind is NoteKind.CLOZE else (item.question, item.answer)
        self.query_one(Reading).show(stack(*lines), *(document(side) for side in sides))

    def _mark(self) -> None:
        session = self._session
        verdict = session.verdict if session else None
        for number, label in enumerate(session.attribute.bins if session else (), 1):
            tile = self.query_one(f"#bin{number}", Tile)
            tile.set_class(verdict is not None and label == verdict.true, "-right")
            tile.set_class(verdict is not None and label == verdict.chosen, "-wrong")

    def _head(self) -> None:
        session = self._session
        if session is None:
            return
        left = join(
            (f"sort {name_of(session.attribute)}  ", "$muted"), figures.deck_path(self.deck)
        )
        right = Content("")
        if session.round.current is not None:
            waiting = len(session.round.waiting)
            again = ("again  ", "$hard") if session.round.second_try else ""
            right = join(again, (f"{waiting:,}", "bold $hard"), (" left", "$muted"))
        self.topbar.place(left, right)
        self.query_one("#progress", Line).refresh()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _progress(self, width: int) -> Content:
        round_ = self._session.round if self._session else None
        if round_ is None:
            return Content("")
        whole = len(round_.done) + len(round_.waiting)
        return progress(width, whole, (len(round_.done), "$good"))

    def _report(self, session: "SortingSession") -> Content:
        round_, truth = session.round, session.attribute.truth
        asked = len(round_.right) + len(round_.missed)
        lines = [
            join(("All sorted", "bold $good")),
            join(
                (f"{len(round_.right):,} of {asked:,}", "bold"),
                (" right at once  ", "$muted"),
                (figures.share(len(round_.right), asked), "bold"),
            ),
            Content(""),
        ]
        for label in session.attribute.bins:
            right = sum(truth.get(card) == label for card in round_.right)
            missed = sum(truth.get(card) == label for card in round_.missed)
            name = clean_line(label, 22).ljust(22)
            lines.append(
                join(
                    (name, "$muted"),
                    ("■" * right, "$good"),
                    ("■" * missed, "$again"),
                    f"  {right} of {right + missed}",
                )
            )
        if round_.missed:
            lines += [Content(""), join("What was wrong comes up in review.")]
        lines += [Content(""), join(("n", "bold $accent"), "  another round")]
        return stack(*lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer bins while a card is to be sorted, the way on while a reason is read."""
        session = self._session
        wrong = session is not None and session.verdict is not None
        on_table = session is not None and session.round.current is not None
        match action:
            case "place":
                bins = len(session.attribute.bins) if session else 0
                return on_table and not wrong and int(str(parameters[0])) <= bins
            case "go_on" | "override":
                return wrong
            case "scroll":
                reading = self.query_one(Reading)
                more = reading.more_below if parameters == (1,) else reading.more_above
                return on_table and more
            case "media":
                return self.has_media
            case "new":
                return session is not None
        return True

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return what is to be seen of the card on the table."""
        session = self._session
        shown = session.shown if session else None
        if session is None or shown is None or session.round.current is None:
            return 0, ()
        return session.round.current, (shown.question, shown.answer)

    def action_place(self, number: int) -> None:
        """Put the card into a bin."""
        session = self._session
        if session is None:
            return
        label = session.attribute.bins[number - 1]
        took = min(max(int((self.study.clock() - self._shown_at) * 1000), 0), LONGEST_MS)
        done, right = self.attempt(lambda: session.place(label, took), "not saved")
        if done:
            self.notice.clear()
            if right:
                self.notice.say(line(label, limit=80))
            self._show()

    @on(Tile.Pressed)
    def _pressed(self, event: Tile.Pressed) -> None:
        number = int((event.tile.id or "0")[-1])
        if self.check_action("place", (number,)):
            self.action_place(number)

    def action_go_on(self) -> None:
        """Store that it was wrong and show the next card."""
        self._move_on(counted_right=False)

    def action_override(self) -> None:
        """Store that it was right after all and show the next card."""
        self._move_on(counted_right=True)

    def _move_on(self, *, counted_right: bool) -> None:
        session = self._session
        if session is None:
            return
        act = lambda: session.move_on(counted_right=counted_right)  # noqa: E731
        done, recorded = self.attempt(act, "not saved")
        if done:
            self.notice.clear()
            if recorded is not None and recorded.made_due:
                self.notice.say("that card is due now", "hint")
            self._show()

    def action_scroll(self, by: int) -> None:
        """Scroll a long card."""
        self.query_one(Reading).by_page(by)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_leave(self) -> None:
        """Go back; the place in the round is kept."""
        _ = self.dismiss(None)
