"""The line that an answer is typed into."""

from textual.widgets import Input

LONGEST = 2_000
"""Characters that can be typed."""


class TypedAnswer(Input):
    """Empty and with the cursor in it for each answer; hidden in between."""

    DEFAULT_CSS = """
    TypedAnswer { display: none; width: 1fr; height: 3; margin-top: 1; background: $surface;
                  color: $foreground; border: round $faint; padding: 0 1;
        & .input--placeholder { color: $muted; }
    }
    TypedAnswer:focus { border: round $primary; background-tint: $foreground 0%; }
    """

    def __init__(self) -> None:
        super().__init__(id="typed", max_length=LONGEST, select_on_focus=False)

    def ask(self, blank: int = 1, of: int = 1, text: str = "") -> None:
        """Wait for an answer, or for one blank of several; ``text`` is half of it already."""
        self.value = text
        self.cursor_position = len(text)
        if of < 2:
            self.placeholder = "your answer"
        else:
            self.placeholder = "the first blank" if blank == 1 else "the next blank"
        self.display = True
        self.focus()

    def rest(self) -> None:
        """Wait for nothing, and let go of the keys."""
        self.display = False
        self.blur()
