"""The pictures and recordings of a card."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.services.views import MediaView
from studyapp.tui.safe import join, line
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.file_list import size_text
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.rows import Rows

SIZE = 10


class MediaList(Rows):
    """One a row, with its size."""

    media: Sequence[MediaView] = ()

    def draw(self, index: int, width: int) -> Content:
        """Draw one."""
        each = self.media[index]
        bar = ("▌", "$primary") if index == self.cursor else " "
        size = ("missing", "$again") if each.size is None else (size_text(each.size), "$muted")
        room = max(width - SIZE - 3, 8)
        name = line(each.name).truncate(room, ellipsis=True)
        gap = " " * (room - name.cell_length + SIZE - len(size[0]))
        return join(bar, " ", name, gap, size, " ")


class MediaScreen(StudyScreen[None], ModalScreen[None]):
    """A dialog over the card: each is opened in the program that the system has for it."""

    NAME = "Media"
    CSS_PATH = "media.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,o", "open", "Open", id="media.open", tooltip="in another program"),
        Binding("escape,q", "close", "Close", id="media.close", tooltip="the list"),
    ]

    def __init__(self, media: Sequence[MediaView]) -> None:
        super().__init__()
        self._media = media

    def compose(self) -> ComposeResult:
        """Return the list in its frame; there is no line on top."""
        yield KeyBar()
        yield from self.body()

    def body(self) -> Iterable[Widget]:
        """Return the frame."""
        with Vertical(id="frame"):
            yield Static(join(("Media of this card", "bold")), id="title")
            yield MediaList(id="media")
            yield Static(id="said")

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(MediaList)
        rows.media = self._media
        rows.replaced(len(self._media))
        rows.focus()

    @on(MediaList.Chosen)
    def action_open(self) -> None:
        """Open the one under the cursor."""
        name = self._media[self.query_one(MediaList).cursor].name
        study = self.study
        self.in_thread(
            partial(study.outside.open, study.collection, name), self._opened, "open", self._failed
        )

    def _opened(self, name: str) -> None:
        self._say(join(("opened ", "$good"), line(name, limit=200)))

    def _failed(self, error: BaseException) -> None:
        said = f"{error.message}. {error.hint}" if isinstance(error, StudyError) else str(error)
        self._say(line(said, "$again"))

    def _say(self, said: Content) -> None:
        self.query_one("#said", Static).update(said)

    def action_close(self) -> None:
        """Go back to the card."""
        _ = self.dismiss(None)


def open_media(screen: StudyScreen[Any], media: Sequence[MediaView]) -> None:
    """Open the one medium there is, or list several to choose from."""
    if len(media) != 1:
        _ = screen.app.push_screen(MediaScreen(media))
        return
    study = screen.study
    screen.in_thread(
        partial(study.outside.open, study.collection, media[0].name),
        lambda name: screen.notice.say(join("opened ", line(name, limit=200))),
        "media",
    )
