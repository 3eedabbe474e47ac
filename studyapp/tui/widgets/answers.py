"""What is chosen from on a paper: options with their letters, and the lines of a matching block."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from studyapp.domain.unmarked import in_line
from studyapp.tui.markdown import Block, Document
from studyapp.tui.safe import CUT, join, safe

SHOWN = 1_000
"""Characters of an option that are drawn."""
CHOSEN, HERE = "●", "▸"
"""What is chosen, and the line that the next letter goes to: to be told without colours too."""


def _text(text: str, style: str = "") -> Content:
    return safe(in_line(text[:CUT])[:SHOWN], style)


def option_text(letter: str, text: str, *, chosen: bool, used: bool) -> Document:
    """Return an option behind its letter; ``used`` ones are paired already, and stand back."""
    style = "bold $easy" if chosen else "bold $accent"
    mark = join((f"{CHOSEN if chosen else ' '} {letter}  ", style))
    return Document([Block(_text(text, "$muted" if used else ""), mark, Content("     "))])


def pair_text(number: int, text: str, letter: str, paired: str, *, here: bool) -> Document:
    """Return a line of a matching block; ``letter`` and ``paired`` are what it is paired with."""
    lead = join((f"{HERE if here else ' '} ", "bold $accent"), (f"{number}.".ljust(4), "$muted"))
    mark = join(("      → ", "$muted"), (f"{letter}  " if letter else "", "bold $easy"))
    below = _text(paired, "bold") if letter else join(("…", "$muted"))
    return Document(
        [
            Block(_text(text), lead, Content("      ")),
            Block(below, mark, Content(" " * mark.cell_length), tight=True),
        ]
    )


class OptionRow(Static):
    """One option: its letter and text."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OptionRow { width: 1fr; height: auto; padding: 0 1; margin: 0 0 1 0; background: $panel;
                border-left: outer $panel; display: none; }
    OptionRow:hover { pointer: pointer; border-left: outer $muted; }
    OptionRow.-chosen { background: $easy-wash; border-left: outer $easy; }
    """

    @dataclass
    class Picked(Message):
        """It was clicked."""

        at: int

    def __init__(self, at: int) -> None:
        super().__init__(id=f"option-{at}")
        self.at = at

    def show(self, letter: str, text: str, *, chosen: bool, used: bool = False) -> None:
        """Show an option."""
        self.set_class(chosen, "-chosen")
        self.update(option_text(letter, text, chosen=chosen, used=used))
        self.display = True

    def on_click(self) -> None:
        """Choose it."""
        self.post_message(self.Picked(self.at))


class PairRow(Static):
    """One line of a matching block with what it is paired with."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PairRow { width: 1fr; height: auto; padding: 0 1; margin: 0 0 1 0;
              border-left: outer $surface; display: none; }
    PairRow:hover { pointer: pointer; border-left: outer $muted; }
    PairRow.-here { background: $cursor; border-left: outer $accent; }
    """

    @dataclass
    class Picked(Message):
        """It was clicked."""

        at: int

    def __init__(self, at: int) -> None:
        super().__init__(id=f"pair-{at}")
        self.at = at

    def show(self, number: int, text: str, letter: str, paired: str, *, here: bool) -> None:
        """Show a line; ``letter`` and ``paired`` are empty where it is not paired yet."""
        self.set_class(here, "-here")
        self.update(pair_text(number, text, letter, paired, here=here))
        self.display = True

    def on_click(self) -> None:
        """Go to it."""
        self.post_message(self.Picked(self.at))
