"""Something to click that a key does too: the key, and what it does."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.safe import join


class Act(Widget, can_focus=False):
    """A button of one line."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Act { width: auto; height: 1; padding: 0 2; margin-right: 1; background: $panel;
          text-wrap: nowrap; }
    Act:hover { pointer: pointer; background: $cursor; }
    """

    @dataclass
    class Pressed(Message):
        """It was clicked."""

        act: "Act"

        @property
        def control(self) -> "Act":
            """The button."""
            return self.act

    def __init__(self, key: str, what: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._key = key
        self._what = what

    def call(self, what: str) -> None:
        """Say something else on it."""
        if what != self._what:
            self._what = what
            self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the key and what it does."""
        return join((self._key, "bold $accent"), f"  {self._what}")

    def on_click(self) -> None:
        """Do it."""
        self.post_message(self.Pressed(self))
