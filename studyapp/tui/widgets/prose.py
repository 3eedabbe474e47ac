"""Text that wraps with hanging indents and can be selected."""

from textual.content import Content
from textual.selection import Selection
from textual.widgets import Static

from studyapp.tui.markdown import Document


class Prose(Static):
    """Shows a document, or plain content."""

    DEFAULT_CSS = """
    Prose { height: auto; width: 1fr; }
    """

    def show(self, what: Document | Content) -> None:
        """Show something else."""
        self.update(what)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text as it is drawn."""
        shown = self.visual
        text = shown.at(self.content_size.width) if isinstance(shown, Document) else shown
        return (selection.extract(str(text)), "\n") if isinstance(text, Content) else None
