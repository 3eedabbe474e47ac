"""All keys of the screen below, and of the ones around it, read from their bindings."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from studyapp.tui.safe import join, stack
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.keybar import key_name

KEYS = 18
VERB = 14


def groups() -> Iterator[tuple[str, list[Binding]]]:
    """Return heading and bindings of every screen, in the order one meets them."""
    from studyapp.tui.app import StudyApp
    from studyapp.tui.screens.browse import BrowseScreen
    from studyapp.tui.screens.contrast import ContrastScreen
    from studyapp.tui.screens.cram import CramScreen
    from studyapp.tui.screens.decks import DeckScreen
    from studyapp.tui.screens.edit import EditScreen
    from studyapp.tui.screens.exam import ExamScreen
    from studyapp.tui.screens.exam_form import ExamForm
    from studyapp.tui.screens.exam_mark import MarkScreen
    from studyapp.tui.screens.exams import ExamsScreen
    from studyapp.tui.screens.export import ExportScreen
    from studyapp.tui.screens.fit import FitScreen
    from studyapp.tui.screens.flag import FlagScreen
    from studyapp.tui.screens.flip import FlipScreen
    from studyapp.tui.screens.import_ import ImportScreen
    from studyapp.tui.screens.import_options import ImportOptionsScreen
    from studyapp.tui.screens.keep import KeepScreen
    from studyapp.tui.screens.learn import LearnScreen
    from studyapp.tui.screens.match import MatchScreen
    from studyapp.tui.screens.media import MediaScreen
    from studyapp.tui.screens.menu import MenuScreen
    from studyapp.tui.screens.options import OptionsScreen
    from studyapp.tui.screens.paper import PaperScreen
    from studyapp.tui.screens.paper_answer import PaperAnswerScreen
    from studyapp.tui.screens.paper_history import PaperHistoryScreen
    from studyapp.tui.screens.paper_overview import PaperOverviewScreen
    from studyapp.tui.screens.paper_result import PaperResultScreen
    from studyapp.tui.screens.paper_setup import PaperSetupScreen
    from studyapp.tui.screens.paper_topics import PaperTopicsScreen
    from studyapp.tui.screens.paragraph import ParagraphScreen
    from studyapp.tui.screens.pick import PickScreen
    from studyapp.tui.screens.pictured import PicturedScreen
    from studyapp.tui.screens.piles import PilesScreen
    from studyapp.tui.screens.review import ReviewScreen
    from studyapp.tui.screens.scope import ScopeScreen
    from studyapp.tui.screens.sorting import SortingScreen
    from studyapp.tui.screens.statistics import StatisticsScreen
    from studyapp.tui.screens.tutor import TutorScreen
    from studyapp.tui.widgets.choice import Choice
    from studyapp.tui.widgets.deck_tree import DeckTree
    from studyapp.tui.widgets.file_list import FileList
    from studyapp.tui.widgets.opener import Opener
    from studyapp.tui.widgets.path_input import PathInput
    from studyapp.tui.widgets.rows import Rows
    from studyapp.tui.widgets.toggles import Toggles
    from studyapp.tui.widgets.typing import Draft, Reply

    yield "Decks", _own(DeckScreen, DeckTree)
    yield "Review", _own(ReviewScreen)
    yield "Learn", _own(LearnScreen)
    yield "Tutor", _own(TutorScreen, Draft, Reply)
    yield "Test", _own(PaperSetupScreen, Toggles, Opener)
    yield "Topics", _own(PaperTopicsScreen)
    yield "Paper", _own(PaperScreen)
    yield "Overview", _own(PaperOverviewScreen)
    yield "Result", _own(PaperResultScreen)
    yield "Answer", _own(PaperAnswerScreen)
    yield "Scores", _own(PaperHistoryScreen)
    yield "Drill", _own(ContrastScreen)
    yield "Cram", _own(CramScreen)
    yield "Match", _own(MatchScreen)
    yield "Choose", _own(MenuScreen)
    yield "Sort", _own(SortingScreen)
    yield "Piles", _own(PilesScreen)
    yield "Flashcards", _own(FlipScreen)
    yield "All self-tests", _own(PicturedScreen)
    yield "Exams", _own(ExamsScreen)
    yield "Exam", _own(ExamScreen)
    yield "Exam form", _own(ExamForm)
    yield "Mark", _own(MarkScreen)
    yield "Generated", _own(KeepScreen)
    yield "Paragraph", _own(ParagraphScreen)
    yield "Browse", _own(BrowseScreen)
    yield "Edit", _own(EditScreen)
    yield "Options", _own(OptionsScreen, Choice)
    yield "Fit", _own(FitScreen)
    yield "Flag", _own(FlagScreen)
    yield "Media", _own(MediaScreen)
    yield "Statistics", _own(StatisticsScreen)
    yield "Scope", _own(ScopeScreen)
    yield "Choose file", _own(PickScreen, FileList, PathInput)
    yield "Import", _own(ImportScreen)
    yield "Import options", _own(ImportOptionsScreen)
    yield "Export", _own(ExportScreen)
    yield "Lists", _own(Rows)
    yield "Help", _own(HelpScreen)
    yield "Everywhere", [*_own(StudyApp), PALETTE]


PALETTE = Binding("ctrl+p", "command_palette", "Commands", tooltip="all that works here, by name")


def _own(*nodes: type[DOMNode]) -> list[Binding]:
    return [
        binding
        for node in nodes
        for binding in node.__dict__["BINDINGS"]
        if isinstance(binding, Binding)
    ]


def rows(bindings: Iterable[Binding]) -> Iterator[Content]:
    """Return a line for each binding: its keys, the verb, the object."""
    for binding in bindings:
        keys = " ".join(key_name(each) for each in Binding.make_bindings([binding]))
        yield join(
            (keys.ljust(KEYS), "bold $accent"),
            (binding.description.ljust(VERB), "bold"),
            (binding.tooltip, "$muted"),
        )


class HelpScreen(StudyScreen[None]):
    """Keys by screen, the one it was called from first."""

    NAME = "Help"
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "close", "Close", id="help.close", tooltip="this list"),
        Binding("j,down", "move(1)", "Down", id="help.down", tooltip="one line"),
        Binding("k,up", "move(-1)", "Up", id="help.up", tooltip="one line"),
        Binding(
            "space,pagedown",
            "move(12)",
            "Page down",
            id="help.page_down",
            tooltip="a page",
            show=False,
        ),
        Binding(
            "b,pageup", "move(-12)", "Page up", id="help.page_up", tooltip="a page", show=False
        ),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = str(getattr(below, "NAME", ""))
        self.add_class("-no-help")

    def body(self) -> Iterable[Widget]:
        """Return the lists."""
        found = sorted(groups(), key=lambda group: group[0] != self._below)
        with VerticalScroll(id="keys", can_focus=False):
            for name, bindings in found:
                yield Static(join((name, "bold $primary")), classes="heading")
                yield Static(stack(*rows(bindings)))

    def on_mount(self) -> None:
        """Name the screen."""
        self.topbar.place(
            join(("keys", "bold")), join(("each action is in the palette too: ^p", "$muted"))
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll where there is more."""
        if action == "move":
            keys = self.query_one("#keys")
            down = isinstance(parameters[0], int) and parameters[0] > 0
            return keys.scroll_y < keys.max_scroll_y if down else keys.scroll_y > 0
        return True

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#keys").scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def action_close(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
