"""Editing another program's note: a text for each field of its note type."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from studyapp.domain.note import NoteKind
from studyapp.services.views import CardView, FieldView
from studyapp.tui.safe import join, line
from studyapp.tui.screens.edit import Edited, EditScreen, Field, Save

if TYPE_CHECKING:
    from studyapp.tui.screens.base import StudyScreen

SaveFields = Callable[[Mapping[int, str], tuple[str, ...]], CardView]
HINT = "Markdown; a field that you leave alone stays as it came"


class FieldsScreen(EditScreen):
    """One text a field. Only fields that were changed are saved."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["edit.tcss", "fields.tcss"]

    def __init__(self, card: CardView, fields: Sequence[FieldView], save: SaveFields) -> None:
        super().__init__(card, _no_front)
        self._names = [field.name for field in fields]
        self._fields = [Field(field.text) for field in fields]
        self._save_fields = save

    def body(self) -> Iterable[Widget]:
        """Return the form."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(join((HINT, "$muted")), id="hint")
            for at, (name, field) in enumerate(zip(self._names, self._fields, strict=True)):
                yield Static(line(name, "", 80), classes="label")
                yield TextArea(field.shown, id=f"field{at}", tab_behavior="focus")
            yield Static("Tags", classes="label")
            yield Input(self._tags.shown, id="tags", placeholder="separated by spaces")

    def begin(self) -> None:
        """Begin at the first field."""
        self.query(TextArea).first().focus()

    def _texts(self) -> tuple[str, ...]:
        areas = self.query(TextArea)
        return tuple(
            field.value(area.text) for field, area in zip(self._fields, areas, strict=True)
        )

    def held(self) -> object:
        """Return fields and tags as they would be saved."""
        return self._texts(), self._held_tags()

    def stored(self) -> object:
        """Return fields and tags of the note."""
        return tuple(field.stored for field in self._fields), self.card.tags

    def action_save(self) -> None:
        """Save and close; on an error the form stays as it is."""
        edited = {
            at: text
            for at, (text, field) in enumerate(zip(self._texts(), self._fields, strict=True))
            if text != field.stored
        }
        tags = self._held_tags()
        done, card = self.attempt(lambda: self._save_fields(edited, tags), "not saved")
        if done and card is not None:
            _ = self.dismiss(Edited(card))


def _no_front(front: str, back: str, tags: tuple[str, ...]) -> CardView:
    raise NotImplementedError


def open_editor(
    screen: "StudyScreen[None]",
    card: CardView,
    save: Save,
    save_fields: SaveFields,
    then: Callable[[Edited | None], None],
) -> None:
    """Open the form that fits the note behind a card."""
    if card.kind is NoteKind.TEMPLATE:
        collection = screen.study.collection
        done, fields = screen.attempt(lambda: collection.fields(card))
        if done and fields is not None:
            _ = screen.app.push_screen(FieldsScreen(card, fields, save_fields), then)
        return
    _ = screen.app.push_screen(EditScreen(card, save), then)
