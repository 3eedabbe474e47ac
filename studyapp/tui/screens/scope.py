"""Choosing one name from a list, or none: which deck or tag statistics are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from studyapp.tui.commands import ActionCommands
from studyapp.tui.safe import join, line
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; without a name, all."""

    name: str | None


class Names(Rows):
    """Names from outside, one a row, after one that stands for all."""

    everything = ""
    names: Sequence[str] = ()

    def draw(self, index: int, width: int) -> Content:
        """Draw one name."""
        bar = ("▌", "$primary") if index == self.cursor else " "
        if index == 0:
            return join(bar, " ", (self.everything, "$muted"))
        return join(bar, " ") + line(self.names[index - 1], limit=200)


class ScopeScreen(ModalScreen[Choice | None]):
    """Returns what was chosen, None to leave things as they are."""

    NAME = "Statistics"
    CSS_PATH = "scope.tcss"
    COMMANDS: ClassVar = {ActionCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choose", id="scope.choose", tooltip="this one"),
        Binding("escape,q", "cancel", "Cancel", id="scope.cancel", tooltip="leave it as it is"),
    ]

    def __init__(
        self, title: str, everything: str, names: Sequence[str], current: str | None
    ) -> None:
        super().__init__()
        self._title = title
        self._everything = everything
        self._names = names
        self._current = current

    def compose(self) -> ComposeResult:
        """Return the list in its frame."""
        yield KeyBar()
        with Vertical(id="frame"):
            yield Static(join((self._title, "bold")), id="title")
            yield Names()

    def on_mount(self) -> None:
        """Stand on the present one."""
        rows = self.query_one(Names)
        rows.everything, rows.names = self._everything, self._names
        at = 1 + self._names.index(self._current) if self._current in self._names else 0
        rows.replaced(len(self._names) + 1, at)
        rows.focus()

    @on(Names.Chosen)
    def action_choose(self) -> None:
        """Take the name under the cursor."""
        at = self.query_one(Names).cursor
        _ = self.dismiss(Choice(self._names[at - 1] if at else None))

    def action_cancel(self) -> None:
        """Leave things as they are."""
        _ = self.dismiss(None)
