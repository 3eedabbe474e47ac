"""A button that says which key does the same."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.safe import join


class KeyButton(Widget, can_focus=False):
    """Key and words; a click posts ``Pressed`` with the button's id."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyButton { width: 1fr; height: 3; content-align: center middle; background: $panel;
                text-wrap: nowrap; text-overflow: ellipsis; padding: 0 1; }
    KeyButton:hover { pointer: pointer; background: $cursor; }
    """

    @dataclass
    class Pressed(Message):
        """It was clicked."""

        name: str

    def __init__(self, key: str, words: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._key = key
        self._words = words

    def say(self, key: str, words: str) -> None:
        """Show another key and other words."""
        self._key, self._words = key, words
        self.refresh()

    def render(self) -> Content:
        """Draw the key and what it does."""
        return join((self._key, "bold $accent"), f"  {self._words}")

    def on_click(self) -> None:
        """Say that it was clicked."""
        self.post_message(self.Pressed(self.id or ""))
