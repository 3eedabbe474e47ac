"""Options to choose from, by number or mouse, and later which of them was right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from studyapp.tui.safe import join, safe

MOST = 4
"""Options of one question."""
MARKS = {"": "", "right": "✓", "wrong": "✗"}
OTHER = "other"
"""The verdict on a wrong option that was not chosen: it would only be remembered."""


class OptionRow(Horizontal, can_focus=False):
    """One option; its text wraps beside its number."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OptionRow { height: auto; width: 1fr; background: $panel; margin: 0 0 1 0; padding: 0 1;
                border-left: outer $faint; }
    OptionRow:hover { pointer: pointer; background: $cursor; }
    OptionRow .key { width: 4; height: auto; }
    OptionRow .text { width: 1fr; height: auto; }
    OptionRow.-right { background: $good-wash; border-left: outer $good; }
    OptionRow.-wrong { background: $again-wash; border-left: outer $again; }
    """

    def __init__(self, at: int) -> None:
        super().__init__(id=f"option-{at + 1}")
        self.at = at
        self._open = False

    def compose(self) -> Iterable[Widget]:
        """Return number and text."""
        yield Static(classes="key")
        yield Static(classes="text")

    def show(self, text: str, verdict: str) -> None:
        """Show an option: ``verdict`` is empty while it can be chosen, or a key of ``MARKS``."""
        self._open = not verdict
        for each in ("right", "wrong"):
            self.set_class(verdict == each, f"-{each}")
        colour = {"right": "bold $good", "wrong": "bold $again"}.get(verdict, "bold $accent")
        key = MARKS[verdict] or str(self.at + 1)
        self.query_one(".key", Static).update(join((key, colour)))
        self.query_one(".text", Static).update(safe(text))

    def on_click(self) -> None:
        """Choose it."""
        if self._open:
            self.post_message(Options.Chosen(self.at))


class Options(Vertical):
    """Up to four options, one under another."""

    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    """

    @dataclass
    class Chosen(Message):
        """An option was clicked."""

        at: int

    def compose(self) -> Iterable[Widget]:
        """Return the rows; those without an option are hidden."""
        for at in range(MOST):
            yield OptionRow(at)

    def show(self, texts: Sequence[str], verdicts: Sequence[str] = ()) -> None:
        """Show these options; once there are verdicts only the chosen and the right one."""
        for row in self.query(OptionRow):
            verdict = verdicts[row.at] if row.at < len(verdicts) else ""
            row.display = row.at < len(texts) and verdict != OTHER
            if row.display:
                row.show(texts[row.at], verdict)
