"""How the cards of a deck are scheduled."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.domain.deck import DeckOptions
from studyapp.tui import figures, forms
from studyapp.tui.safe import join
from studyapp.tui.screens.form import FormScreen
from studyapp.tui.widgets.choice import Choice


class OptionsScreen(FormScreen[bool]):
    """A form of one line for each option. Returns whether something was saved."""

    NAME = "Options"
    CSS_PATH = "options.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="options.save", tooltip="the options", priority=True),
        Binding(
            "escape",
            "cancel",
            "Cancel",
            id="options.cancel",
            tooltip="without saving",
            priority=True,
        ),
        Binding("down,tab", "app.focus_next", "Next", id="options.next", tooltip="option"),
        Binding(
            "up,shift+tab",
            "app.focus_previous",
            "Previous",
            id="options.previous",
            tooltip="option",
            show=False,
        ),
        Binding(
            "ctrl+r", "defaults", "Defaults", id="options.defaults", tooltip="for every option"
        ),
        Binding("ctrl+o", "fit", "Fit", id="options.fit", tooltip="the schedule to my reviews"),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck
        self._options = DeckOptions()
        self._loaded = False
        self._begun: tuple[object, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Return the form."""
        with VerticalScroll(id="options", can_focus=False):
            for row in forms.FORM:
                with Horizontal(classes="option", id=f"row-{row.name}"):
                    yield Static(join((row.label, "")), classes="label")
                    if isinstance(row, forms.Entry):
                        yield Input(id=row.name, compact=True, disabled=True, max_length=60)
                        yield Static(join((row.unit, "$muted")), classes="unit")
                    else:
                        yield Choice([name for _, name in row.options], id=row.name)

    def on_mount(self) -> None:
        """Load the options in force."""
        self.topbar.place(join(("options", "bold")), figures.deck_path(self.deck))
        for field in self.query(Input):
            field.cursor_blink = self.study.cursor_blink
        self.in_thread(lambda: self.study.collection.options(self.deck), self._show, "options")

    def _show(self, options: DeckOptions) -> None:
        self._options = options
        self._fill(options)
        self._loaded = True
        self._begun = self.held()
        self.refresh_bindings()
        self.query(Input).first().focus()

    def _fill(self, options: DeckOptions) -> None:
        for name, text in forms.texts(options).items():
            field = self.query_one(f"#{name}", Input)
            field.disabled = False
            field.value = text
        for row in forms.FORM:
            if isinstance(row, forms.Pick):
                values = [value for value, _ in row.options]
                self.query_one(f"#{row.name}", Choice).at = values.index(getattr(options, row.name))

    def held(self) -> tuple[object, ...]:
        """Return what every field shows; nothing before the options are loaded."""
        if not self._loaded:
            return ()
        texts = (field.value for field in self.query(Input))
        return *texts, *(choice.at for choice in self.query(Choice))

    def stored(self) -> tuple[object, ...]:
        """Return what every field showed when the options were loaded."""
        return self._begun

    def _read(self, row: forms.Entry | forms.Pick) -> object:
        if isinstance(row, forms.Pick):
            return row.options[self.query_one(f"#{row.name}", Choice).at][0]
        return row.read(self.query_one(f"#{row.name}", Input).value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save what has been loaded."""
        return self._loaded if action in ("save", "defaults", "fit") else True

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Mark a value that would be refused, and say why beside it."""
        row = next(row for row in forms.FORM if row.name == event.input.id)
        if isinstance(row, forms.Entry) and self._loaded:
            self._judge(row)

    def _judge(self, row: forms.Entry) -> object | None:
        place = self.query_one(f"#row-{row.name}")
        said: Content = join((row.unit, "$muted"))
        value: object | None = None
        try:
            value = row.read(self.query_one(f"#{row.name}", Input).value)
        except forms.RefusedError as refused:
            said = join((str(refused), "$again"))
        place.set_class(value is None, "-refused")
        place.query_one(".unit", Static).update(said)
        return value

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, or go to the first value that is refused."""
        values: dict[str, object] = {}
        for row in forms.FORM:
            try:
                values[row.name] = self._read(row)
            except forms.RefusedError as refused:
                self.query_one(f"#{row.name}", Input).focus()
                self.notice.say(join(f"{row.label}: {refused}"), "error")
                return
        wanted = forms.with_values(self._options, values)
        if wanted == self._options:
            _ = self.dismiss(False)
            return
        self.in_thread(
            lambda: self.study.collection.set_options(self.deck, wanted),
            self._saved,
            "save",
            lambda error: self.notice.fail(error, "not saved"),
        )

    def _saved(self, _: None) -> None:
        _done = self.dismiss(True)

    def action_defaults(self) -> None:
        """Put every option back to its default; nothing is saved yet."""
        self._fill(DeckOptions(parameters=self._options.parameters))
        self.notice.say("defaults filled in: save to keep them")

    def action_fit(self) -> None:
        """Fit the parameters of the model to the reviews of this deck."""
        from studyapp.tui.screens.fit import FitScreen

        _ = self.app.push_screen(FitScreen(self.deck), self._fitted)

    def _fitted(self, changed: bool | None) -> None:
        if changed:
            deck = self.deck
            self.in_thread(lambda: self.study.collection.options(deck), self._take, "parameters")

    def _take(self, options: DeckOptions) -> None:
        """Keep what was typed, with the parameters that are in force now."""
        self._options = replace(self._options, parameters=options.parameters)
