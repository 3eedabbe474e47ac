"""The paragraph that a generated card came from."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import clean, join, safe
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.notice import Notice
from studyapp.tui.widgets.keybar import KeyBar

UNKNOWN = join(("the text it came from is not at hand", "$muted"))


def highlighted(paragraph: str, sentence: str) -> Content:
    """Return a paragraph with the card's sentence standing out."""
    shown = safe(paragraph)
    wanted = clean(sentence)
    at = shown.plain.find(wanted) if wanted else -1
    return shown.stylize("bold $accent", at, at + len(wanted)) if at >= 0 else shown


class ParagraphScreen(StudyScreen[None]):
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
