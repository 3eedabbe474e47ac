"""What can be done with a question of Learn or a verdict on its answer, for the mouse."""

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.widget import Widget

from studyapp.quiz.asking import Judged, Outcome
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

    def ask(self, *, typing: bool) -> None:
        """Show what can be done with an open question."""
        self.query_one("#unknown", KeyButton).say("^n" if typing else "0", "I don't know")
        self._only("unknown")

    def judge(self, judged: Judged) -> None:
        """Show what can be done with a verdict."""
        names = ["on"] if judged.outcome is not Outcome.OPEN else []
        names += [name for name in ("right", "wrong") if may_decide(judged, right=name == "right")]
        self._only(*names)

    def _only(self, *names: str) -> None:
        for button in self.query(KeyButton):
            button.display = button.id in names


def may_decide(judged: Judged, *, right: bool) -> bool:
    """Whether the student may say so: not what it says already, nor right after not knowing."""
    if right and judged.unknown:
        return False
    return judged.outcome is not (Outcome.RIGHT if right else Outcome.WRONG)
