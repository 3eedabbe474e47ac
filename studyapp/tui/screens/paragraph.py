"""The paragraph that a generated card came from."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import clean, join, line, safe
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.keybar import KeyBar

UNKNOWN = join(("the text it came from is not at hand", "$muted"))


def highlighted(paragraph: str, sentence: str) -> Content:
    """Return a paragraph with the card's sentence standing out."""
    shown = safe(paragraph)
    wanted = clean(sentence)
    at = shown.plain.find(wanted) if wanted else -1
    return shown.stylize("bold $accent", at, at + len(wanted)) if at >= 0 else shown


class ParagraphScreen(StudyScreen[None], ModalScreen[None]):
    """A dialog over the card. The text may have to be read from a file: a worker does that."""

    NAME = "Paragraph"
    CSS_PATH = "paragraph.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", id="paragraph.down", tooltip="one line"),
        Binding("k,up", "move(-1)", "Up", id="paragraph.up", tooltip="one line"),
        Binding(
            "space,pagedown", "move(8)", "More", id="paragraph.more", tooltip="a page", show=False
        ),
        Binding(
            "b,pageup", "move(-8)", "Page up", id="paragraph.back", tooltip="a page", show=False
        ),
        Binding("escape,p,q", "close", "Close", id="paragraph.close", tooltip="the paragraph"),
    ]

    def __init__(self, card: CardView) -> None:
        super().__init__()
        self.card = card

    def compose(self) -> ComposeResult:
        """Return the text in its frame; there is no line on top."""
        yield KeyBar()
        yield from self.body()

    def body(self) -> Iterable[Widget]:
        """Return the frame."""
        with VerticalScroll(id="frame", can_focus=False):
            yield Static(join((figures.origin(self.card.source), "$muted")), id="title")
            yield Static(join(("reading the text …", "$muted")), id="paragraph")

    def on_mount(self) -> None:
        """Look for the paragraph."""
        collection, card = self.study.collection, self.card
        self.in_thread(lambda: collection.paragraph(card), self._show, "paragraph", self._failed)

    def _show(self, paragraph: str) -> None:
        sentence = self.card.generated.sentence if self.card.generated else ""
        self._put(highlighted(paragraph, sentence) if paragraph else UNKNOWN)

    def _failed(self, error: BaseException) -> None:
        said = error.message if isinstance(error, StudyError) else str(error)
        self._put(line(said, "$again"))

    def _put(self, what: Content) -> None:
        self.query_one("#paragraph", Static).update(what)
        self.later(self.refresh_bindings)

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll where there is more."""
        if action == "move" and self.is_mounted:
            text = self.query_one("#frame")
            down = isinstance(parameters[0], int) and parameters[0] > 0
            return text.scroll_y < text.max_scroll_y if down else text.scroll_y > 0
        return True

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#frame").scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def action_close(self) -> None:
        """Go back to the card."""
        _ = self.dismiss(None)
