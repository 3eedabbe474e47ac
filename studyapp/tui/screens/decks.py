"""The decks and what waits in them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.widget import Widget
from textual.widgets import Static

from studyapp.services.views import Counts, DeckRow
from studyapp.tui import figures, modes
from studyapp.tui.safe import join, stack
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.deck_tree import DeckTree, heading, totals
from studyapp.tui.widgets.line import Line

if TYPE_CHECKING:
    from studyapp.tui.screens.import_ import Imported

TESTS = frozenset({"learn", "test", "match", "tutor"})
"""Modes that find out which cards are confused."""

EMPTY = stack(
    join(("No decks yet", "bold $primary")),
    Content(""),
    join("Press ", ("a", "bold $accent"), " to add the sample decks,"),
    Content(""),
    join("or ", ("i", "bold $accent"), " to import a deck file, or paste cards here,"),
    Content(""),
    join("or leave with ", ("q", "bold $accent"), " and build one from a study page:"),
    Content(""),
    join(("studyapp build page.txt", "bold")),
)


class DeckScreen(StudyScreen[None]):
    """All decks as a tree. The first screen, and the one every other returns to."""

    NAME = "Decks"
    CSS_PATH = "decks.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "study", "Study", id="decks.study", tooltip="this deck"),
        Binding(
            "a",
            "samples",
            "Add samples",
            id="decks.samples",
            tooltip="sample decks",
            show=False,
        ),
        Binding("b", "browse", "Browse", id="decks.browse", tooltip="the cards of this deck"),
        Binding("slash", "search", "Search", id="decks.search", tooltip="all cards"),
        *(mode.binding for mode in modes.MODES),
        Binding("v", "statistics", "Statistics", id="decks.statistics", tooltip="of this deck"),
        Binding("i", "import", "Import", id="decks.import", tooltip="a deck file"),
        Binding("o", "options", "Options", id="decks.options", tooltip="of this deck"),
        Binding("x", "export", "Export", id="decks.export", tooltip="this deck to a file"),
        Binding(
            "g",
            "generated",
            "Generated",
            id="decks.generated",
            tooltip="cards of this deck to keep or drop",
        ),
        Binding(
            "u", "unbury", "Unbury", id="decks.unbury", tooltip="the buried cards of this deck"
        ),
        Binding("r", "reload", "Reload", id="decks.reload", tooltip="the counts", show=False),
        Binding("q", "quit", "Quit", id="decks.quit", tooltip="studyapp"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks: tuple[DeckRow, ...] | None = None
        self._wanted = ""
        """The deck to stand on when they are counted again."""

    def body(self) -> Iterable[Widget]:
        """Return the tree between its headings."""
        with Vertical(id="decks"):
            yield Line(heading, id="heading")
            yield DeckTree(id="tree")
            yield Line(id="totals")
        yield Static(EMPTY, id="empty")

    @property
    def deck_tree(self) -> DeckTree:
        """The tree of decks."""
        return self.query_one(DeckTree)

    def on_mount(self) -> None:
        """Name the screen; the decks come when it is shown."""
        day = self.study.now().astimezone()
        date = f"{day:%A} {day.day} {day:%B}"
        self.topbar.place(
            join(("studyapp", "bold $primary"), ("  decks", "$muted")), join((date, "$muted"))
        )
        self.deck_tree.focus()

    def on_resize(self) -> None:
        """Give the tree what the lines around it leave, and no more than it needs."""
        self.later(self._fit)

    def _fit(self) -> None:
        around = 2 + 2  # the heading and the totals, each with its space
        room = self.query_one("#decks").content_size.height - around
        self.deck_tree.styles.max_height = max(room, 1)

    def on_screen_resume(self) -> None:
        """Count again whenever another screen closes."""
        self.action_reload()

    def action_reload(self) -> None:
        """Count again."""
        self.in_thread(
            lambda: self.study.collection.decks(), self._show, "decks", self._not_counted
        )

    def _not_counted(self, error: BaseException) -> None:
        if not self.study.give_up(error):
            self.notice.fail(error)

    def _show(self, decks: tuple[DeckRow, ...]) -> None:
        self._decks = decks
        self.set_class(not decks, "-empty")
        self.deck_tree.load(decks, self._wanted)
        self._wanted = ""
        self.later(self._fit)
        tops = [row for row in decks if row.depth == 0]
        waiting = sum((row.counts for row in tops), Counts())
        cards = sum(row.cards for row in tops)
        self.query_one("#totals", Line).show(lambda width: totals(waiting, cards, width))
        self.refresh_bindings()
        self.later(self.study.settled)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer samples as soon as the decks are known, and the rest where there are any."""
        if action == "samples":
            return self._decks is not None
        if action == "import":
            return self._decks is not None
        if action in (
            "study",
            "browse",
            "search",
            "options",
            "unbury",
            "generated",
            "export",
            "mode",
            "statistics",
        ):
            return bool(self._decks)
        return True

    @on(DeckTree.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(DeckTree.Chosen)
    def action_study(self) -> None:
        """Study the deck under the cursor."""
        if (row := self.deck_tree.current) is not None:
            self.study.open_review(row.name)

    def action_mode(self, name: str) -> None:
        """Open another way to look at the deck under the cursor."""
        if (row := self.deck_tree.current) is not None:
            self.study.open_mode(name, row.name, then=lambda: self._look(name, row.name))

    def _look(self, name: str, deck: str) -> None:
        """Offer the drill, once a test has shown that cards are confused."""
        if name not in TESTS:
            return

        def offer(pairs: int) -> None:
            if pairs:
                said = f"{figures.plural(pairs, 'pair')} of cards confused: d drills them"
                self.notice.say(said, "hint")

        self.in_thread(lambda: len(self.study.collection.confused(deck)), offer, "confused")

    def action_browse(self) -> None:
        """List the cards of the deck under the cursor."""
        from studyapp.tui.screens.browse import BrowseScreen

        if (row := self.deck_tree.current) is not None:
            _ = self.app.push_screen(BrowseScreen(row.name))

    def action_generated(self) -> None:
        """Look through the generated cards of the deck under the cursor."""
        from studyapp.tui.screens.keep import KeepScreen

        if (row := self.deck_tree.current) is not None:
            _ = self.app.push_screen(KeepScreen(row.name))

    def action_statistics(self) -> None:
        """Show how study of the deck under the cursor goes."""
        from studyapp.tui.screens.statistics import StatisticsScreen

        if (row := self.deck_tree.current) is not None:
            _ = self.app.push_screen(StatisticsScreen(row.name))

    def action_search(self) -> None:
        """Search all cards."""
        from studyapp.tui.screens.browse import BrowseScreen

        _ = self.app.push_screen(BrowseScreen(None))

    def action_import(self) -> None:
        """Choose a deck file."""
        from studyapp.tui.screens.pick import PickScreen

        _ = self.app.push_screen(PickScreen(), self._imported)

    def on_paste(self, event: Paste) -> None:
        """Look at files that were dropped here, or at cards."""
        from studyapp.tui import dropped
        from studyapp.tui.screens.import_ import ImportScreen

        event.stop()
        given = dropped.sources(event.text)
        if given and self._decks is not None:
            _ = self.app.push_screen(ImportScreen(given), self._imported)

    def _imported(self, result: "Imported | None") -> None:
        if result is not None:
            self.study.forget_sessions()
            self._wanted = result.deck
            self.notice.say(f"imported: {figures.plural(result.notes, 'note')}")
            self.action_reload()

    def action_export(self) -> None:
        """Write the deck under the cursor to a file."""
        from studyapp.tui.screens.export import ExportScreen

        if (row := self.deck_tree.current) is not None:
            _ = self.app.push_screen(ExportScreen(row.name))

    def action_options(self) -> None:
        """Change how the deck under the cursor is scheduled."""
        from studyapp.tui.screens.options import OptionsScreen

        if (row := self.deck_tree.current) is not None:
            _ = self.app.push_screen(OptionsScreen(row.name), self._options_saved)

    def _options_saved(self, saved: bool | None) -> None:
        if saved:
            self.study.forget_sessions()
            self.notice.say("options saved")

    def action_unbury(self) -> None:
        """Bring back what was buried in the deck under the cursor."""
        if (row := self.deck_tree.current) is not None:
            self.in_thread(lambda: self.study.collection.unbury(row.name), self._unburied, "unbury")

    def _unburied(self, count: int) -> None:
        self.study.forget_sessions()
        brought = f"{figures.plural(count, 'card')} back" if count else "nothing was buried"
        self.notice.say(brought)
        self.action_reload()

    def action_samples(self) -> None:
        """Add the sample decks."""
        self.notice.say("adding the sample decks …")
        self.in_thread(self.study.collection.add_samples, self._added, "samples")

    def _added(self, count: int) -> None:
        added = f"sample decks added: {figures.plural(count, 'note')}"
        self.notice.say(added if count else "the sample decks are here already")
        self.action_reload()

    async def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
