"""Statistics of a deck, a tag or everything, as plots that scroll."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.period import Period
from studyapp.tui import figures
from studyapp.tui.safe import join, line
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.scope import Choice, ScopeScreen
from studyapp.tui.widgets.plot import Plot

if TYPE_CHECKING:
    from studyapp.services.charts import Section
    from studyapp.services.stats import Statistics

WORDS = {
    Period.MONTH: "30 days",
    Period.QUARTER: "90 days",
    Period.YEAR: "1 year",
    Period.ALL: "all time",
}


class Chart(Vertical):
    """A heading, a sentence and a plot."""

    def __init__(self, section: "Section") -> None:
        super().__init__(classes="-whole" if section.wide else "")
        self.section = section

    def compose(self) -> Iterable[Widget]:
        """Return the three."""
        yield Static(classes="title")
        yield Static(classes="says")
        yield Plot()

    def on_mount(self) -> None:
        """Fill them."""
        self.show(self.section)

    def show(self, section: "Section") -> None:
        """Show other figures of the same kind."""
        self.section = section
        self.query_one(".title", Static).update(line(section.title, "bold"))
        self.query_one(".says", Static).update(line(section.says, "$muted"))
        self.query_one(Plot).show(section.draw)


class StatisticsScreen(StudyScreen[None]):
    """Reads the log once; deck, tag and period then change at once.

    Calibration replays all reviews and comes a moment after the rest.
    """

    NAME = "Statistics"
    CSS_PATH = "statistics.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "period(1)", "Period", id="statistics.period", tooltip="a longer one"),
        Binding(
            "P",
            "period(-1)",
            "Period back",
            id="statistics.period_back",
            tooltip="a shorter one",
            show=False,
        ),
        Binding("d", "deck", "Deck", id="statistics.deck", tooltip="another deck, or all"),
        Binding("t", "tag", "Tag", id="statistics.tag", tooltip="only cards with a tag"),
        Binding("n", "section(1)", "Next", id="statistics.next", tooltip="plot"),
        Binding(
            "N", "section(-1)", "Previous", id="statistics.previous", tooltip="plot", show=False
        ),
        Binding("j,down", "move(1)", "Down", id="statistics.down", tooltip="one line", show=False),
        Binding("k,up", "move(-1)", "Up", id="statistics.up", tooltip="one line", show=False),
        Binding(
            "space,pagedown", "page(1)", "Page", id="statistics.page_down", tooltip="a page down"
        ),
        Binding(
            "b,pageup", "page(-1)", "Page up", id="statistics.page_up", tooltip="a page", show=False
        ),
        Binding("g,home", "edge(0)", "Top", id="statistics.top", tooltip="the first", show=False),
        Binding("G,end", "edge(1)", "End", id="statistics.end", tooltip="the last", show=False),
        Binding("r", "read", "Reload", id="statistics.reload", tooltip="the log", show=False),
        Binding("escape,q,v", "back", "Back", id="statistics.back", tooltip="to the decks"),
    ]

    def __init__(self, deck: str | None = None) -> None:
        super().__init__()
        self._deck = deck
        self._tag: str | None = None
        self._period = Period.QUARTER
        self._read: Statistics | None = None

    def body(self) -> Iterable[Widget]:
        """Return the place for the plots."""
        yield Static(join(("reading the log …", "$muted")), id="reading")
        with VerticalScroll(id="charts", can_focus=False):
            yield Vertical(id="grid")

    def on_mount(self) -> None:
        """Read."""
        self._head()
        self.action_read()

    def _head(self) -> None:
        deck = join(("all decks", "bold")) if self._deck is None else figures.deck_path(self._deck)
        tag = join(("  #", "$easy"), line(self._tag, "$easy", 60)) if self._tag else Content("")
        left = join(("statistics  ", "$muted"), deck) + tag
        self.topbar.place(left, join((WORDS[self._period], "$muted")))

    def action_read(self) -> None:
        """Read the log, and show what it says."""
        collection = self.study.collection
        self.in_thread(lambda: collection.statistics(), self._got, "read", self._failed)

    def _failed(self, error: BaseException) -> None:
        self.query_one("#reading").display = self._read is None
        self.query_one("#reading", Static).update(join(("nothing to show", "$muted")))
        self.notice.fail(error)

    def _got(self, read: "Statistics") -> None:
        self._read = read
        self._figure()

    def _figure(self) -> None:
        """Work out the figures for what is asked, and calibration after them."""
        if (read := self._read) is None:
            return
        self._head()
        deck, tag, period = self._deck, self._tag, self._period

        def work() -> "Sequence[Section]":
            from studyapp.services import charts
            from studyapp.services.stats import Scope

            found = charts.sections(read.figures(Scope(deck, tag), period))
            return (*found, charts.calibration(None))

        def replay() -> "Section":
            from studyapp.services import charts
            from studyapp.services.stats import Scope

            return charts.calibration(read.calibration(Scope(deck, tag), period))

        def show(sections: "Sequence[Section]") -> None:
            self._show(sections)
            self.in_thread(replay, self._show_calibration, "calibration", self._failed)

        self.in_thread(work, show, "figures", self._failed)

    def _show(self, sections: "Sequence[Section]") -> None:
        self.query_one("#reading").display = False
        charts = self.charts
        if len(charts) == len(sections):
            for chart, section in zip(charts, sections, strict=True):
                chart.show(section)
        else:
            _ = self.query_one("#grid").mount_all(Chart(section) for section in sections)
        self.later(self.refresh_bindings)

    def _show_calibration(self, section: "Section") -> None:
        for chart in self.charts:
            if chart.section.key == section.key:
                chart.show(section)
        self.later(self.refresh_bindings)

    @property
    def charts(self) -> list[Chart]:
        """The plots, in order."""
        return list(self.query(Chart))

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one("#charts", VerticalScroll)

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll where there is more, and to choose once there is something."""
        if not self.is_mounted:
            return True
        if action in ("move", "page", "section"):
            down = isinstance(parameters[0], int) and parameters[0] > 0
            scroll = self._scroll
            return scroll.scroll_y < scroll.max_scroll_y if down else scroll.scroll_y > 0
        if action == "period":
            return self._read is not None and self._beside(parameters[0]) is not None
        if action in ("deck", "tag"):
            return self._read is not None
        return True

    def _beside(self, by: object) -> Period | None:
        """Return the period that many further on; None beyond the ends."""
        periods = list(Period)
        at = periods.index(self._period) + (by if isinstance(by, int) else 0)
        return periods[at] if 0 <= at < len(periods) else None

    def action_period(self, by: int) -> None:
        """Look further back, or less far."""
        if (period := self._beside(by)) is not None:
            self._period = period
            self._figure()

    def action_deck(self) -> None:
        """Choose a deck."""
        if self._read is not None:
            chooser = ScopeScreen("Statistics of a deck", "all decks", self._read.decks, self._deck)
            _ = self.app.push_screen(chooser, self._deck_chosen)

    def _deck_chosen(self, chosen: Choice | None) -> None:
        if chosen is not None:
            self._deck = chosen.name
            self._figure()

    def action_tag(self) -> None:
        """Choose a tag, once the tags are read."""
        if self._read is not None:
            self.in_thread(self._read.tags, self._choose_tag, "tags")

    def _choose_tag(self, tags: tuple[str, ...]) -> None:
        chooser = ScopeScreen("Only cards with a tag", "any tag, or none", tags, self._tag)
        _ = self.app.push_screen(chooser, self._tag_chosen)

    def _tag_chosen(self, chosen: Choice | None) -> None:
        if chosen is not None:
            self._tag = chosen.name
            self._figure()

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self._scroll_by(by)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        self._scroll_by(by * max(self._scroll.size.height - 2, 1))

    def action_edge(self, end: int) -> None:
        """Scroll to the top or to the end."""
        self._scroll_by(self._scroll.virtual_size.height * (1 if end else -1))

    def action_section(self, by: int) -> None:
        """Bring the next plot, or the one before, to the top."""
        tops = sorted({chart.virtual_region.y for chart in self.charts})
        here = int(self._scroll.scroll_y)
        further = [y for y in tops if y > here] if by > 0 else [y for y in tops if y < here]
        if further:
            self._scroll_by((min(further) if by > 0 else max(further)) - here)

    def _scroll_by(self, lines: int) -> None:
        self._scroll.scroll_relative(y=lines, animate=False, immediate=True)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
