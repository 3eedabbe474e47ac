"""The scores of the papers on a deck, as a curve and a list."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.plots.curve import Series, curve
from studyapp.plots.ink import Lines
from studyapp.tui import figures
from studyapp.tui.safe import join
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.plot import Plot
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from studyapp.services.selftest.practice_test import Score, TestSitting

BAR = 20
PLOT = {"-short": 6, "-tall": 11}
"""Lines of the plot where there is little room and where there is more."""
EMPTY = join(("no paper was handed in yet", "$muted"))


def plot(
    scores: "Sequence[Score]", width: int, height: int, label: "Callable[[Score], str]"
) -> Lines:
    """Return the scores as a curve over the papers, with the last pass mark across."""
    points = [(at, 100 * each.score) for at, each in enumerate(scores)]
    ends = {0: label(scores[0]), len(scores) - 1: label(scores[-1])}
    return curve(
        [Series(points, marks=len(points) <= width // 4)],
        width,
        height,
        span=(0, 100),
        labels=sorted(ends.items()),
        level=scores[-1].pass_mark,
        form=lambda value: f"{value:.0f}%",
    )


class ScoreRows(Rows):
    """One paper a row, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.scores: tuple[Score, ...] = ()

    def draw(self, index: int, width: int) -> Content:
        """Draw when, how much, and how long."""
        each = self.scores[index]
        colour = "$good" if each.passed else "$again"
        full = round(BAR * each.score)
        room = width >= 70
        bar = (
            join((" " + "━" * full, colour), ("━" * (BAR - full), "$faint"))
            if room
            else Content("")
        )
        return join(
            f" {each.at.astimezone():%Y-%m-%d %H:%M} ",
            (f"{each.score:>5.0%}", f"bold {colour}"),
            bar,
            (f"  {each.right:>3} of {each.points:<3}", ""),
            (f"  {figures.spent(each.seconds)}", "$muted"),
            ("" if each.passed else f"  below {each.pass_mark}%", "$muted"),
        )


def _day(score: "Score") -> str:
    return f"{score.at.astimezone():%d %b}"


class PaperHistoryScreen(StudyScreen[None]):
    """Lists the papers that were handed in; each can be looked through again."""

    NAME = "Scores"
    CSS_PATH = "paper_history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Open", id="scores.open", tooltip="this result"),
        Binding("escape,q", "leave", "Back", id="scores.leave", tooltip="to where you were"),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck

    def body(self) -> Iterable[Widget]:
        """Return the curve over the list."""
        with Vertical(id="scores"):
            yield Static(id="figures")
            yield Plot(id="plot")
            yield ScoreRows()

    def on_mount(self) -> None:
        """Fetch the scores."""
        self.topbar.place(join(("scores  ", "$muted"), figures.deck_path(self.deck)))
        deck = self.deck
        self.in_thread(lambda: self.study.collection.test_scores(deck), self._show, "scores")

    def _show(self, scores: "tuple[Score, ...]") -> None:
        rows = self.query_one(ScoreRows)
        rows.scores = tuple(reversed(scores))
        rows.replaced(len(scores))
        rows.focus()
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        rows, panel = self.query_one(ScoreRows), self.query_one("#figures", Static)
        scores = tuple(reversed(rows.scores))
        chart = self.query_one(Plot)
        chart.display = len(scores) > 1
        if not scores:
            panel.update(EMPTY)
            return
        best = max(each.score for each in scores)
        mean = sum(each.score for each in scores) / len(scores)
        said = f"   best {best:.0%}   mean {mean:.0%}   last {scores[-1].score:.0%}"
        panel.update(join((figures.plural(len(scores), "paper"), "bold"), (said, "$muted")))
        height = next(lines for name, lines in PLOT.items() if self.has_class(name))
        chart.show(lambda width: plot(scores, width, height, _day))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open what is there."""
        return self.query_one(ScoreRows).count > 0 if action == "open" and self.is_mounted else True

    @on(ScoreRows.Chosen)
    def action_open(self) -> None:
        """Look at the result under the cursor."""
        rows = self.query_one(ScoreRows)
        if rows.count:
            found, deck = rows.scores[rows.cursor].id, self.deck
            self.in_thread(
                lambda: self.study.collection.past_test(deck, found), self._opened, "open"
            )

    def _opened(self, sitting: "TestSitting") -> None:
        from studyapp.tui.screens.paper_result import PaperResultScreen

        _ = self.app.push_screen(PaperResultScreen(sitting, past=True))

    def action_leave(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
