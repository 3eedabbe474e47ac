"""Several of a few values, each turned on and off in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from studyapp.tui.safe import join


class Toggles(Widget, can_focus=True):
    """Shows ``■ one □ two``; left and right move, space or a click turns on and off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Toggle", id="toggles.toggle", tooltip="this value"),
        Binding("right,l", "move(1)", "Right", id="toggles.right", tooltip="value", show=False),
        Binding("left,h", "move(-1)", "Left", id="toggles.left", tooltip="value", show=False),
    ]
    DEFAULT_CSS = """
    Toggles { height: 1; width: 1fr; text-wrap: nowrap; }
    Toggles:hover { pointer: pointer; }
    """
    at: reactive[int] = reactive(0, init=False)
    chosen: reactive[frozenset[int]] = reactive(frozenset(), init=False)

    @dataclass
    class Changed(Message):
        """A value was turned on or off."""

        toggles: "Toggles"

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names = tuple(names)

    def render(self) -> Content:
        """Draw the values in a row."""
        parts: list[Content] = []
        for at, name in enumerate(self._names):
            on = at in self.chosen
            here = self.has_focus and at == self.at
            mark = ("■ " if on else "□ ", "bold $accent" if on else "$muted")
            said = (name, "" if on else "$muted")
            parts.append(join(mark, said).stylize("underline" if here else "", 2))
        return Content(" ").join(parts)

    def action_move(self, by: int) -> None:
        """Go to the value beside."""
        self.at = (self.at + by) % len(self._names)

    def action_mark(self) -> None:
        """Turn the value under the cursor on or off."""
        self.chosen = self.chosen ^ {self.at}
        self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """Turn the value under the mouse on or off."""
        start = 0
        for at, name in enumerate(self._names):
            end = start + 2 + len(name) + 1
            if start <= event.x < end:
                self.at = at
                self.action_mark()
            start = end
