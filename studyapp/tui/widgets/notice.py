"""One line for what just happened or went wrong, above the keys. It never covers the card."""

from typing import Literal

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.tui.safe import join, line

Severity = Literal["info", "hint", "error"]
SECONDS = 6.0
MARKS = {"info": ("✓ ", "$good"), "hint": ("→ ", "$muted"), "error": ("! ", "bold $again")}


class Notice(Static):
    """Hidden while there is nothing to say. Errors stay until the next thing that works."""

    DEFAULT_CSS = """
    Notice { dock: bottom; height: auto; max-height: 4; padding: 0 2; display: none;
             margin-bottom: 1; background: $panel; }
    Notice.-error { background: $again-wash; color: $again; }
    Notice.-shown { display: block; }
    """
    OVERHEAD = 6
    """Columns of a line that the padding and the mark take."""

    def __init__(self) -> None:
        super().__init__()
        self._fading: Timer | None = None
        self.said = ""
        """What is shown, as plain text."""

    def say(self, what: str | Content, severity: Severity = "info") -> None:
        """Show one line; information fades, errors stay."""
        shown = what if isinstance(what, Content) else line(what, limit=600)
        self.said = shown.plain
        self.update(join(MARKS[severity], shown))
        self.set_class(severity == "error", "-error")
        self.add_class("-shown")
        self._stop()
        if severity != "error":
            self._fading = self.set_timer(SECONDS, self.clear)

    def fail(self, error: BaseException, before: str = "") -> None:
        """Show an error in one line with its remedy."""
        if isinstance(error, StudyError):
            text = f"{error.message}. {error.hint}" if error.hint else error.message
        else:
            text = f"internal error: {type(error).__name__}: {error}"
        if before and not text.lower().startswith(before.lower()):
            text = f"{before}: {text}"
        self.say(text[:1].upper() + text[1:], "error")

    def clear(self) -> None:
        """Hide the line."""
        self._stop()
        self.said = ""
        self.remove_class("-shown")

    def _stop(self) -> None:
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
