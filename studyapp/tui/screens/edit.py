"""Editing the note behind a card."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from studyapp.domain.note import NoteKind
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import clean, clean_line, join
from studyapp.tui.screens.form import FormScreen

Save = Callable[[str, str, tuple[str, ...]], CardView]
HINTS = {
    NoteKind.BASIC: "Markdown; the front asks, the back answers",
    NoteKind.REVERSED: "Markdown; both sides ask: two cards",
    NoteKind.CLOZE: "hide words with {{c1::answer}} or {{c1::answer::hint}}",
}


@dataclass(frozen=True, slots=True)
class Edited:
    """The card as it was saved."""

    card: CardView


class Field:
    """A stored text and how the form shows it.

    What the user does not touch is saved as it was stored, control characters included; only a
    text that was changed is saved as shown.
    """

    def __init__(self, stored: str, *, one_line: bool = False) -> None:
        self.stored = stored
        self.shown = clean_line(stored, len(stored)) if one_line else clean(stored)

    def value(self, now: str) -> str:
        """Return what to save for what the form holds now."""
        return self.stored if now == self.shown else now


class EditScreen(FormScreen[Edited | None]):
    """Front, back and tags. Saving keeps the card's history."""

    NAME = "Edit"
    CSS_PATH: ClassVar[CSSPathType | None] = "edit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="edit.save", tooltip="the note", priority=True),
        Binding(
            "escape", "cancel", "Cancel", id="edit.cancel", tooltip="without saving", priority=True
        ),
        Binding("tab", "app.focus_next", "Next field", id="edit.next", tooltip="of the form"),
    ]

    def __init__(self, card: CardView, save: Save) -> None:
        super().__init__()
        self.card = card
        self._save = save
        self._front = Field(card.front)
        self._back = Field(card.back)
        self._tags = Field(" ".join(card.tags), one_line=True)

    def body(self) -> Iterable[Widget]:
        """Return the form."""
        with Vertical(id="form"):
            yield Static(join((HINTS[self.card.kind], "$muted")), id="hint")
            yield Static("Front", classes="label")
            yield TextArea(self._front.shown, id="front", tab_behavior="focus")
            yield Static("Back", classes="label")
            yield TextArea(self._back.shown, id="back", tab_behavior="focus")
            yield Static("Tags", classes="label")
            yield Input(self._tags.shown, id="tags", placeholder="separated by spaces")

    def on_mount(self) -> None:
        """Name the screen and begin."""
        self.topbar.place(join(("edit note", "bold")), figures.deck_path(self.card.deck))
        for area in self.query(TextArea):
            area.cursor_blink = self.study.cursor_blink
        self.query_one(Input).cursor_blink = self.study.cursor_blink
        self.begin()

    def begin(self) -> None:
        """Begin at the front."""
        self.query_one("#front", TextArea).focus()

    def held(self) -> object:
        """Return front, back and tags as they would be saved."""
        return self._held()

    def _held(self) -> tuple[str, str, tuple[str, ...]]:
        front = self._front.value(self.query_one("#front", TextArea).text)
        back = self._back.value(self.query_one("#back", TextArea).text)
        return front, back, self._held_tags()

    def _held_tags(self) -> tuple[str, ...]:
        tags = self._tags.value(self.query_one("#tags", Input).value)
        return self.card.tags if tags == self._tags.stored else tuple(tags.split())

    def stored(self) -> object:
        """Return front, back and tags of the note."""
        return self.card.front, self.card.back, self.card.tags

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save and close; on an error the form stays as it is."""
        front, back, tags = self._held()
        if not front.strip():
            self.notice.say("the front is empty: a card needs a question", "error")
            return
        done, card = self.attempt(lambda: self._save(front, back, tags), "not saved")
        if done and card is not None:
            _ = self.dismiss(Edited(card))
