"""What an import would do, and doing it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import ImportReport, OnDuplicate, Progress
from studyapp.tui import dropped, figures, reports
from studyapp.tui.safe import clean_line, join, line, stack
from studyapp.tui.screens.work import WorkScreen, was_called_off
from studyapp.tui.widgets.line import Line
from studyapp.tui.widgets.meter import Meter

ON_DUPLICATE = {
    OnDuplicate.UPDATE: "updated",
    OnDuplicate.KEEP: "kept as they are",
    OnDuplicate.BOTH: "brought in a second time",
}


class Phase(Enum):
    """What is on the screen."""

    LOOKING = "looking"
    READY = "ready"
    IMPORTING = "importing"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in."""

    deck: str
    """To stand on in the list; empty if there is none."""
    notes: int


class ImportScreen(WorkScreen[Imported | None]):
    """Reads the files for a preview that stores nothing; imports them when told to."""

    NAME = "Import"
    CSS_PATH = "import_.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "import", "Import", id="import.import", tooltip="what is shown"),
        Binding("enter,q", "done", "Done", id="import.done", tooltip="back to the decks"),
        Binding("o", "options", "Options", id="import.options", tooltip="of this import"),
        Binding("j,down", "move(1)", "Down", id="import.down", tooltip="one line"),
        Binding("k,up", "move(-1)", "Up", id="import.up", tooltip="one line"),
        Binding(
            "space,pagedown", "move(12)", "More", id="import.more", tooltip="a page", show=False
        ),
        Binding("b,pageup", "move(-12)", "Page up", id="import.back", tooltip="a page", show=False),
        Binding(
            "escape",
            "cancel",
            "Back",
            id="import.cancel",
            tooltip="without importing, or stop an import under way",
        ),
    ]

    def __init__(self, given: Sequence[dropped.Given], wishes: Wishes | None = None) -> None:
        super().__init__()
        self.phase = Phase.LOOKING
        self._given = given
        self._wishes = wishes or Wishes()
        self._reports: Sequence[ImportReport] = ()

    def body(self) -> Iterable[Widget]:
        """Return what was wished for, how far it is, and the report."""
        yield Line(self._wished, id="wished")
        yield Meter(id="meter")
        with VerticalScroll(id="report", can_focus=False):
            yield Static(id="summary")
            yield Static(id="first")

    def on_mount(self) -> None:
        """Look at the files."""
        self._head()
        self._look()

    def _head(self) -> None:
        names = [
            each.name if isinstance(each, Path) else reports.source_name(each.name)
            for each in self._given
        ]
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        verb = "imported  " if self.phase is Phase.DONE else "import  "
        self.topbar.place(
            join((verb, "$muted"), line(names[0], "bold"), (more, "$muted")), self._state()
        )

    def _state(self) -> Content:
        said = {
            Phase.LOOKING: "reading …",
            Phase.READY: "preview: nothing is stored yet",
            Phase.IMPORTING: "importing …",
            Phase.DONE: "done",
            Phase.REFUSED: "nothing was imported",
        }[self.phase]
        return join((said, "$muted"))

    def _wished(self, width: int) -> Content:
        wishes = self._wishes
        said = [
            f"into {clean_line(wishes.deck, 80)}" if wishes.deck else "decks as the file says",
            f"known notes are {ON_DUPLICATE[wishes.on_duplicate]}",
        ]
        said += [
            f"{name} {clean_line(value, 40)}"
            for name, value in (
                ("format", wishes.format),
                ("encoding", wishes.encoding),
                ("separator", wishes.separator),
                ("columns", ",".join(wishes.columns)),
            )
            if value
        ]
        return join(("; ".join(said), "$muted")).truncate(width, ellipsis=True)

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self._head()
        self.query_one("#wished", Line).refresh()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _import(self, wishes: Wishes, progress: Progress) -> list[ImportReport]:
        return self.study.collection.import_files(self._given, wishes, progress=progress)

    def _look(self) -> None:
        self._enter(Phase.LOOKING)
        wishes = replace(self._wishes, dry_run=True)
        self.begin(partial(self._import, wishes), self._show, self._refused)

    def _show(self, found: list[ImportReport]) -> None:
        self._reports = found
        self.notice.clear()
        self._put(reports.summary(found), reports.first_cards(found))
        self._enter(Phase.READY if any(report.notes for report in found) else Phase.REFUSED)

    def _refused(self, error: BaseException) -> None:
        if was_called_off(error):
            self._enter(Phase.READY if self._reports else Phase.REFUSED)
            self.notice.say("called off: nothing was imported", "hint")
            return
        self._reports = ()
        if isinstance(error, StudyError):
            lines = [line(reports.worded(error.message), "bold $again", 600)]
            if error.hint:
                lines += [Content(""), line(reports.worded(error.hint), limit=600)]
        else:
            lines = [line(f"internal error: {type(error).__name__}: {error}", "bold $again", 600)]
        self._put(stack(*lines), Content(""))
        self._enter(Phase.REFUSED)

    def _put(self, summary: Content, first: Content) -> None:
        self.query_one("#summary", Static).update(summary)
        self.query_one("#first", Static).update(first)
        self.query_one("#report").scroll_home(animate=False, immediate=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment."""
        match action:
            case "import":
                return self.phase is Phase.READY and self.job is None
            case "done":
                return self.phase is Phase.DONE
            case "options":
                return self.phase in (Phase.READY, Phase.REFUSED, Phase.LOOKING)
            case "move" if self.is_mounted:
                part = self.query_one("#report")
                down = isinstance(parameters[0], int) and parameters[0] > 0
                return part.scroll_y < part.max_scroll_y if down else part.scroll_y > 0
        return True

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def on_paste(self, event: events.Paste) -> None:
        """Look at something else that was dropped here."""
        event.stop()
        given = dropped.sources(event.text)
        if given and self.phase in (Phase.READY, Phase.REFUSED, Phase.LOOKING):
            self._given = given
            self._look()

    def action_import(self) -> None:
        """Import what the preview shows."""
        self._enter(Phase.IMPORTING)
        self.begin(partial(self._import, self._wishes), self._imported, self._not_imported)

    def _imported(self, done: list[ImportReport]) -> None:
        self._show(done)
        self._enter(Phase.DONE)
        notes = sum(report.notes for report in done)
        self.notice.say(f"imported: {figures.plural(notes, 'note')}")

    def _not_imported(self, error: BaseException) -> None:
        self._refused(error)

    def action_options(self) -> None:
        """Change what becomes of the files."""
        from studyapp.tui.screens.import_options import ImportOptionsScreen

        remarks = [remark for report in self._reports for remark in report.remarks]
        _ = self.app.push_screen(ImportOptionsScreen(self._wishes, remarks), self._changed)

    def _changed(self, wishes: Wishes | None) -> None:
        if wishes is not None and wishes != self._wishes:
            self._wishes = wishes
            self._look()

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#report").scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def action_cancel(self) -> None:
        """Stop an import under way; else leave."""
        if self.phase is Phase.IMPORTING:
            self.call_off()
        elif self.phase is Phase.DONE:
            self.action_done()
        else:
            _ = self.dismiss(None)

    def action_done(self) -> None:
        """Go back to the decks, to what came in."""
        notes = sum(report.notes for report in self._reports)
        _ = self.dismiss(Imported(reports.imported_deck(self._reports), notes))
