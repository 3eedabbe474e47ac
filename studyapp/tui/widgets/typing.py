"""Where the tutor's answers are typed, pasted or dictated."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input, TextArea


@dataclass
class Touched(Message):
    """A key was pressed in a field."""


class Draft(TextArea):
    """A long answer. A line feed is part of the text, however it comes.

    Few terminals tell Ctrl+Enter from Enter, and some send a line feed (Ctrl+J) for it, as do
    programs that type what was dictated: so a line feed never hands an answer in.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "line", "New line", id="tutor.line", tooltip="in the answer", show=False)
    ]

    def on_key(self, event: Key) -> None:
        """Say so: what is being read aloud stops. A line feed keeps its place among the letters.

        As a mere binding it would come after what is typed behind it in one go.
        """
        self.post_message(Touched())
        if event.key == "ctrl+j":
            _ = event.stop()
            _ = event.prevent_default()
            self.action_line()

    def action_line(self) -> None:
        """Begin a line."""
        _ = self.insert("\n")


class Reply(Input):
    """A term, or the reply to a follow-up. Pasted lines become one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Reply", id="tutor.reply", tooltip="to what is asked")
    ]

    def on_key(self, event: Key) -> None:
        """Say so: what is being read aloud stops."""
        self.post_message(Touched())

    def on_paste(self, event: Paste) -> None:
        """Take all lines: a dictation may bring several, and an input only takes the first."""
        _ = event.prevent_default()
        _ = event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))
