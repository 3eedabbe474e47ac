"""What can be done with a question of Learn or a verdict on its answer, for the mouse."""

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.widget import Widget

from studyapp.services.selftest.learn import LearnView
from studyapp.tui.widgets.key_button import KeyButton


class LearnButtons(Horizontal):
    """One row; what does nothing now is hidden."""

    DEFAULT_CSS = """
    LearnButtons { height: 3; margin-top: 1; }
    LearnButtons #right, LearnButtons #wrong { margin-left: 1; }
    """

    def compose(self) -> Iterable[Widget]:
        """Return the buttons."""
        yield KeyButton("0", "I don't know", id="unknown")
        yield KeyButton("Enter", "go on", id="on")
        yield KeyButton("y", "I was right", id="right")
        yield KeyButton("n", "I was wrong", id="wrong")

    def show(self, view: LearnView) -> None:
        """Show what can be done with an open question, or with the verdict on an answer."""
        if view.judged is None:
            key = "^n" if view.typing else "0"
            self.query_one("#unknown", KeyButton).say(key, "I don't know")
            self._only("unknown")
            return
        may = {"on": view.decided}
        may |= {name: view.may_decide(right=name == "right") for name in ("right", "wrong")}
        self._only(*(name for name, does in may.items() if does))

    def _only(self, *names: str) -> None:
        for button in self.query(KeyButton):
            button.display = button.id in names
