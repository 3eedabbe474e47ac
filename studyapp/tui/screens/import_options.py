"""What becomes of files that are imported, where the learner knows better than the file."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.formats import registry
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import OnDuplicate
from studyapp.services.views import DeckRow
from studyapp.tui.safe import join, line, stack
from studyapp.tui.screens.form import FormScreen
from studyapp.tui.widgets.choice import Choice

DUPLICATES = {
    OnDuplicate.UPDATE: "update them",
    OnDuplicate.KEEP: "leave them alone",
    OnDuplicate.BOTH: "have both",
}
ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "cp1250", "cp1251", "shift_jis", "gb18030")
ENTRIES = ("deck", "encoding", "separator", "card_separator", "columns")
"""What is typed; found out where nothing is."""


class ImportOptionsScreen(FormScreen[Wishes | None]):
    """A form of one line for each wish. Returns the wishes, None to leave them as they were."""

    NAME = "Import options"
    CSS_PATH = "import_options.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+s",
            "save",
            "Look again",
            id="import_options.save",
            tooltip="at the files, with these options",
        ),
        Binding(
            "escape",
            "cancel",
            "Cancel",
            id="import_options.cancel",
            tooltip="leave the options as they were",
            priority=True,
        ),
        Binding("down,tab", "app.focus_next", "Next", id="import_options.next", tooltip="option"),
        Binding(
            "up,shift+tab",
            "app.focus_previous",
            "Previous",
            id="import_options.previous",
            tooltip="option",
            show=False,
        ),
    ]

    def __init__(self, wishes: Wishes, remarks: Sequence[str]) -> None:
        super().__init__()
        self._wishes = wishes
        self._remarks = remarks
        self._formats = [None, *(info.name for info in registry.table() if info.reads)]
        self._formats.remove(registry.PAGE.name)

    def body(self) -> Iterable[Widget]:
        """Return the form, and how the file was understood."""
        titles = {info.name: info.title for info in registry.table()}
        with VerticalScroll(id="options", can_focus=False):
            with self._row("on_duplicate", "Notes known here"):
                yield Choice([DUPLICATES[each] for each in OnDuplicate], id="on_duplicate")
            with self._row("deck", "Into deck"):
                yield Input(id="deck", compact=True, placeholder="as the file says")
            with self._row("encoding", "Encoding"):
                yield Input(
                    id="encoding", compact=True, placeholder="found out, or such as latin-1"
                )
            with self._row("separator", "Between sides"):
                yield Input(
                    id="separator", compact=True, placeholder="found out, or such as , or \\t"
                )
            with self._row("card_separator", "Between cards"):
                yield Input(
                    id="card_separator",
                    compact=True,
                    placeholder="found out, or such as ; or \\n\\n",
                )
            with self._row("columns", "Columns"):
                yield Input(
                    id="columns",
                    compact=True,
                    placeholder="found out, or front,back,tags,-",
                )
            with self._row("format", "Format"):
                shown = ["found out" if name is None else titles[name] for name in self._formats]
                yield Choice(shown, id="format")
            if self._remarks:
                yield Static(stack(*(line(each, "$muted") for each in self._remarks)))

    def _row(self, name: str, label: str) -> Horizontal:
        return Horizontal(Static(line(label), classes="label"), classes="option", id=f"row-{name}")

    def _text(self, name: str) -> str:
        value = getattr(self._wishes, name)
        return ",".join(value) if isinstance(value, tuple) else value or ""

    def on_mount(self) -> None:
        """Show the wishes so far."""
        self.topbar.place(join(("import options", "bold")))
        self.query_one("#on_duplicate", Choice).at = list(OnDuplicate).index(
            self._wishes.on_duplicate
        )
        if self._wishes.format in self._formats:
            self.query_one("#format", Choice).at = self._formats.index(self._wishes.format)
        for field in self.query(Input):
            field.value = self._text(str(field.id))
            field.cursor_blink = self.study.cursor_blink
        self.query_one("#encoding", Input).suggester = SuggestFromList(ENCODINGS)
        self.query_one("#deck", Input).focus()
        self.in_thread(self.study.collection.decks, self._suggest, "decks")

    def _suggest(self, decks: Sequence[DeckRow]) -> None:
        names = [row.name for row in decks]
        self.query_one("#deck", Input).suggester = SuggestFromList(names, case_sensitive=False)

    def held(self) -> Wishes:
        """Return the wishes as the form has them."""
        if not self.is_mounted:
            return self._wishes
        value = {name: self.query_one(f"#{name}", Input).value for name in ENTRIES}
        columns = tuple(name.strip() for name in value["columns"].split(","))
        return Wishes(
            value["deck"].strip() or None,
            list(OnDuplicate)[self.query_one("#on_duplicate", Choice).at],
            self._wishes.dry_run,
            self._formats[self.query_one("#format", Choice).at],
            value["encoding"].strip() or None,
            value["separator"],
            value["card_separator"],
            columns if any(columns) else (),
        )

    def stored(self) -> Wishes:
        """Return the wishes as they were."""
        return self._wishes

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Look at the files again."""
        _ = self.dismiss(self.held())
