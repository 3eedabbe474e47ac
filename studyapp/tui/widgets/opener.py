"""A line of a form whose value is chosen on a screen of its own."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.safe import join, line


class Opener(Widget, can_focus=True):
    """Shows ``value ›``; Enter or a click asks for the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Choose", id="opener.open", tooltip="the value"),
    ]
    DEFAULT_CSS = """
    Opener { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis;
             background: $surface; padding: 0 1; }
    Opener:focus { background: $cursor; }
    Opener:hover { pointer: pointer; }
    """

    @dataclass
    class Opened(Message):
        """The screen is asked for."""

        opener: "Opener"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._value = ""

    def show(self, value: str) -> None:
        """Show another value."""
        self._value = value
        self.refresh()

    def render(self) -> Content:
        """Draw the value before its arrow."""
        arrow = "bold $accent" if self.has_focus else "$muted"
        return join(line(self._value, limit=200), (" ›", arrow))

    def action_open(self) -> None:
        """Ask for the screen."""
        self.post_message(self.Opened(self))

    def on_click(self) -> None:
        """Ask for the screen."""
        self.action_open()
