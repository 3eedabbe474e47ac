"""Editing the text of a generated card."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static, TextArea

from studyapp.domain.note import NoteKind
from studyapp.services.views import Offer
from studyapp.tui import figures
from studyapp.tui.safe import join
from studyapp.tui.screens.edit import HINTS, Field
from studyapp.tui.screens.form import FormScreen


class OfferEditScreen(FormScreen[Offer | None]):
    """One text with its deletion. Saving keeps the card."""

    NAME = "Edit"
    CSS_PATH = "offer_edit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="edit.save", tooltip="the note", priority=True),
        Binding(
            "escape", "cancel", "Cancel", id="edit.cancel", tooltip="without saving", priority=True
        ),
    ]

    def __init__(self, offer: Offer, save: Callable[[str], Offer]) -> None:
        super().__init__()
        self.offer = offer
        self._save = save
        self._front = Field(offer.note.front)

    def body(self) -> Iterable[Widget]:
        """Return the form."""
        with Vertical(id="form"):
            yield Static(join((HINTS[NoteKind.CLOZE], "$muted")), id="hint")
            yield TextArea(self._front.shown, id="front", tab_behavior="focus")

    def on_mount(self) -> None:
        """Name the screen and begin in the text."""
        self.topbar.place(join(("edit generated card", "bold")), figures.deck_path(self.offer.deck))
        area = self.query_one(TextArea)
        area.cursor_blink = self.study.cursor_blink
        area.focus()

    def held(self) -> str:
        """Return the text as it would be saved."""
        return self._front.value(self.query_one(TextArea).text)

    def stored(self) -> str:
        """Return the text of the note."""
        return self.offer.note.front

    def action_save(self) -> None:
        """Save and close; on an error the form stays as it is."""
        front = self.held()
        done, offer = self.attempt(lambda: self._save(front), "not saved")
        if done and offer is not None:
            _ = self.dismiss(offer)
