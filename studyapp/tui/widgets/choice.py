"""One of a few values, changed in place with the arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from studyapp.tui.safe import join


class Choice(Widget, can_focus=True):
    """Shows ``‹ value ›``; left and right, space or a click go round."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l", "turn(1)", "Next", id="choice.next", tooltip="value"),
        Binding(
            "left,h", "turn(-1)", "Previous", id="choice.previous", tooltip="value", show=False
        ),
    ]
    DEFAULT_CSS = """
    Choice { height: 1; width: 30; text-wrap: nowrap; background: $surface; padding: 0 1; }
    Choice:focus { background: $cursor; }
    Choice:hover { pointer: pointer; }
    """
    at: reactive[int] = reactive(0, init=False)

    @dataclass
    class Turned(Message):
        """Another value is shown."""

        choice: "Choice"

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names = tuple(names)

    def render(self) -> Content:
        """Draw the value between its arrows."""
        arrow = "bold $accent" if self.has_focus else "$muted"
        return join(("‹ ", arrow), self._names[self.at], (" ›", arrow))

    def watch_at(self) -> None:
        """Tell the screen."""
        self.post_message(self.Turned(self))

    def action_turn(self, by: int) -> None:
        """Go to the next value."""
        self.at = (self.at + by) % len(self._names)

    def on_click(self) -> None:
        """Go to the next value."""
        self.action_turn(1)
