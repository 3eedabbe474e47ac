"""Choosing a flag."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from studyapp.domain.card import Flag
from studyapp.tui.commands import ActionCommands
from studyapp.tui.figures import FLAGS
from studyapp.tui.safe import join
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.rows import Rows


class Flags(Rows):
    """The flags, one a row, with their digits."""

    def draw(self, index: int, width: int) -> Content:
        """Draw one flag."""
        name, colour = FLAGS[Flag(index)]
        mark = ("⚑", colour) if index else ("·", "$muted")
        return join(f" {index}  ", mark, f"  {name}")


class FlagScreen(ModalScreen[Flag | None]):
    """Returns the flag that was chosen, None to leave things as they are."""

    NAME = "Flag"
    CSS_PATH = "flag.tcss"
    COMMANDS: ClassVar = {ActionCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choose", id="flag.choose", tooltip="this flag"),
        Binding("0", "digit(0)", "Pick", id="flag.pick", tooltip="no flag", key_display="0-7"),
        *(
            Binding(
                str(n), f"digit({n})", "Pick", id=f"flag.{n}", tooltip=FLAGS[Flag(n)][0], show=False
            )
            for n in range(1, 8)
        ),
        Binding(
            "escape,f,q", "cancel", "Cancel", id="flag.cancel", tooltip="leave the flag as it is"
        ),
    ]

    def __init__(self, flag: Flag) -> None:
        super().__init__()
        self._flag = flag

    def compose(self) -> ComposeResult:
        """Return the list in its frame."""
        yield KeyBar()
        with Vertical(id="frame"):
            yield Static("Flag this card", id="title")
            yield Flags()

    def on_mount(self) -> None:
        """Stand on the present flag."""
        rows = self.query_one(Flags)
        rows.replaced(len(Flag), int(self._flag))
        rows.focus()

    @on(Flags.Chosen)
    def action_choose(self) -> None:
        """Take the flag under the cursor."""
        _ = self.dismiss(Flag(self.query_one(Flags).cursor))

    def action_digit(self, number: int) -> None:
        """Take a flag by its number."""
        _ = self.dismiss(Flag(number))

    def action_cancel(self) -> None:
        """Leave things as they are."""
        _ = self.dismiss(None)
