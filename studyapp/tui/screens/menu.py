"""The screen before a game that asks what it is to be about."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from studyapp.tui import figures
from studyapp.tui.safe import join, stack
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.menu import Menu, Way


class MenuScreen(StudyScreen[None]):
    """Lists the ways; subclasses find them and open what was chosen."""

    NAME = "Choose"
    CSS_PATH = "menu.tcss"
    TITLE = ""
    ASKS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Begin", id="menu.choose", tooltip="with this"),
        Binding("escape,q", "back", "Back", id="menu.back", tooltip="to the decks"),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck
        self._looking = False
        """Whether the list is out of date: nothing can be chosen from it until it is back."""
        self._begun = False

    def body(self) -> Iterable[Widget]:
        """Return the question over the list."""
        with Vertical(id="choices"):
            yield Static(join((self.ASKS, "$muted")), id="asks")
            yield Menu(id="ways")
        yield Static(
            stack(
                join(("Nothing here to choose from", "bold $primary")),
                join(("Suspended cards and cards without an answer are left out.", "$muted")),
            ),
            id="nothing",
        )

    def find(self) -> Sequence[Way]:
        """Return what there is; called in a worker."""
        raise NotImplementedError

    def open(self, index: int) -> None:
        """Open the way with this place in the list."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Name the screen."""
        self.topbar.place(join((f"{self.TITLE}  ", "$muted"), figures.deck_path(self.deck)))
        self.query_one("#nothing").display = False
        self.query_one(Menu).focus()

    def on_screen_resume(self) -> None:
        """Look anew: what was begun may be over."""
        self._looking = True
        self.in_thread(self.find, self._found, "find", self._refused)

    def _refused(self, error: BaseException) -> None:
        self._looking = False
        if not self.study.give_up(error):
            self.notice.fail(error)

    def _found(self, ways: Sequence[Way]) -> None:
        self.query_one(Menu).show(ways, begun=self._begun)
        self._looking = self._begun = False
        self.query_one("#choices").display = bool(ways)
        self.query_one("#nothing").display = not ways
        self.refresh_bindings()
        self.later(self.study.settled)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to begin where there is something."""
        return self._ready if action == "choose" else True

    @property
    def _ready(self) -> bool:
        return bool(self.query_one(Menu).ways) and not self._looking

    @on(Menu.Chosen)
    def action_choose(self) -> None:
        """Begin with the way under the cursor."""
        if self._ready:
            self._begun = True
            self.open(self.query_one(Menu).cursor)

    def action_back(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
