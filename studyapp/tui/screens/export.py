"""Writing a deck, or what a search finds, into a file."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.domain.deck import leaf
from studyapp.errors import StudyError
from studyapp.formats import registry
from studyapp.formats.base import FormatInfo
from studyapp.formats.file_names import safe_name
from studyapp.services.exchange.exporting import Order
from studyapp.services.exchange.reports import ExportReport, Progress
from studyapp.tui import dropped, figures, reports
from studyapp.tui.safe import clean_line, join, line
from studyapp.tui.screens.work import WorkScreen, was_called_off
from studyapp.tui.widgets.choice import Choice
from studyapp.tui.widgets.format_list import FormatList
from studyapp.tui.widgets.meter import Meter
from studyapp.tui.widgets.path_input import PathInput, PathSuggester

ALWAYS = "always in this format"
NEVER = "this format has no place for it"


class ExportScreen(WorkScreen[None]):
    """A format, a file and what goes with the cards; then what was written and what was lost."""

    NAME = "Export"
    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "export", "Export", id="export.export", tooltip="to this file"),
        Binding("enter,q", "done", "Done", id="export.done", tooltip="back to where you were"),
        Binding("tab", "next(1)", "Next", id="export.next", tooltip="field"),
        Binding(
            "shift+tab",
            "next(-1)",
            "Previous",
            id="export.previous",
            tooltip="field",
            show=False,
        ),
        Binding(
            "escape",
            "cancel",
            "Back",
            id="export.cancel",
            tooltip="without exporting, or stop an export under way",
        ),
    ]

    def __init__(self, deck: str | None, search: str = "") -> None:
        super().__init__()
        self.deck = deck
        self.search = search
        self.done = False
        self._named = ""
        """The file as this screen named it: another one was typed, and stays."""

    def body(self) -> Iterable[Widget]:
        """Return the form, how far it is, and what comes after it."""
        with Vertical(id="export"):
            yield FormatList([info for info in registry.table() if info.writes], id="formats")
            yield Static(id="about")
            with Horizontal(classes="option"):
                yield Static(join(("File", "")), classes="label")
                yield PathInput(
                    id="file",
                    compact=True,
                    max_length=2000,
                    suggester=PathSuggester(lambda: self.study.folder),
                )
            yield Static(id="there")
            with Horizontal(classes="option"):
                yield Static(join(("Schedule", "")), classes="label")
                yield Choice(("no", "yes"), id="scheduling")
                yield Static(id="about_scheduling", classes="unit")
            with Horizontal(classes="option"):
                yield Static(join(("Media", "")), classes="label")
                yield Choice(("no", "yes"), id="media")
                yield Static(id="about_media", classes="unit")
        yield Meter(id="meter")
        with VerticalScroll(id="result", can_focus=False):
            yield Static(id="written")

    def on_mount(self) -> None:
        """Begin with the first format and a name of its own."""
        self._head()
        self.query_one("#media", Choice).at = 1
        self.query_one(PathInput).cursor_blink = self.study.cursor_blink
        self.query_one(FormatList).focus()
        self._show_format()

    def _head(self) -> None:
        if self.search:
            where = "all decks" if self.deck is None else self.deck
            what = join(
                ("cards with ", "$muted"),
                line(self.search, "bold", 200),
                (f" in {clean_line(where, 120)}", "$muted"),
            )
        elif self.deck is None:
            what = join(("all decks", "bold"))
        else:
            what = figures.deck_path(self.deck)
        self.topbar.place(join(("exported  " if self.done else "export  ", "$muted"), what))

    @property
    def chosen(self) -> FormatInfo:
        """The format under the cursor."""
        return self.query_one(FormatList).current

    @on(FormatList.Moved)
    def _show_format(self) -> None:
        info = self.chosen
        self.query_one("#about", Static).update(about(info))
        field = self.query_one(PathInput)
        if field.value == self._named:
            field.value = self._named = self._file_name(info)
            field.cursor_position = len(field.value)
        for name, said in (
            ("scheduling", "where the cards stand, and their reviews"),
            ("media", "pictures and recordings"),
        ):
            carried = name in info.carries
            if name == "scheduling" and info.whole:
                said = ALWAYS
            self.query_one(f"#about_{name}", Static).update(
                line(said if carried else NEVER, "$muted")
            )
            choice = self.query_one(f"#{name}", Choice)
            choice.disabled = not carried or said == ALWAYS

    def _file_name(self, info: FormatInfo) -> str:
        what = self.search or (leaf(self.deck) if self.deck else "studyapp")
        suffix = "" if info.folder else info.suffixes[0]
        return safe_name(what[:80]) + suffix

    @on(Input.Changed, "#file")
    def _typed(self) -> None:
        target = self._target()
        if target is not None and self.query_one(PathInput).value != self._named:
            self.query_one(FormatList).follow(target.suffix)
        there = False
        if target is not None:
            try:
                there = target.exists()
            except (OSError, ValueError):
                there = False
        parts: list[Content] = []
        if target is not None:
            parts.append(line(f"in {target.parent}", "$muted", 600))
        if there:
            parts.append(join(("one is there already and will be kept as a backup  ", "$hard")))
        self.query_one("#there", Static).update(Content("").join(reversed(parts)))

    def _target(self) -> Path | None:
        typed = self.query_one(PathInput).value.strip()
        return self.study.folder / dropped.user_path(typed) if typed else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment."""
        match action:
            case "export" | "next":
                return not self.done and self.job is None
            case "done":
                return self.done
        return True

    @on(Input.Submitted)
    def action_export(self) -> None:
        """Write the file."""
        target = self._target()
        if target is None:
            self.notice.say("name a file", "error")
            self.query_one(PathInput).focus()
            return
        info = self.chosen
        order = Order(
            self.deck,
            info.name,
            bool(self.query_one("#scheduling", Choice).at) and "scheduling" in info.carries,
            bool(self.query_one("#media", Choice).at),
            search=self.search,
        )
        self.notice.clear()
        self.begin(partial(self._export, target, order), self._exported, self._failed)

    def _export(self, target: Path, order: Order, progress: Progress) -> ExportReport:
        return self.study.collection.export_file(target, order, progress=progress)[0]

    def _exported(self, report: ExportReport) -> None:
        self.done = True
        self.set_focus(None)
        self.add_class("-done")
        self.query_one("#written", Static).update(reports.exported(report))
        if report.path is not None:
            self.study.folder = report.path.parent
        self._head()

    def _failed(self, error: BaseException) -> None:
        if was_called_off(error):
            self.notice.say("called off: nothing was written", "hint")
        elif isinstance(error, StudyError):
            self.notice.fail(error)
        else:
            self.notice.fail(error, "not exported")

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted path for the file."""
        event.stop()
        if not self.done and event.text.strip():
            given: Sequence[Path] = dropped.paths(event.text)
            text = str(given[0]) if given else event.text.strip().splitlines()[0]
            field = self.query_one(PathInput)
            field.value = text[:2000]
            field.cursor_position = len(field.value)

    def action_next(self, by: int) -> None:
        """Go to the next field, or the one before."""
        _ = self.focus_next() if by > 0 else self.focus_previous()

    def action_cancel(self) -> None:
        """Stop an export under way; else leave."""
        if self.job is not None:
            self.call_off()
        else:
            self.action_done()

    def action_done(self) -> None:
        """Go back."""
        _ = self.dismiss(None)


def about(info: FormatInfo) -> Content:
    """Return what a format keeps and loses."""
    kept = [each for each in CARRIED if each in info.carries]
    lost = [each for each in CARRIED if each not in info.carries]
    parts: list[str | Content | tuple[str, str]] = [("keeps ", "$muted"), "texts"]
    parts += [f", {CARRIED[each]}" for each in kept]
    if lost:
        parts += [("  loses ", "$muted"), (", ".join(CARRIED[each] for each in lost), "$hard")]
    return join(*parts)


CARRIED = {
    "tags": "tags",
    "decks": "decks",
    "scheduling": "schedule and reviews",
    "media": "media",
}
