"""A deck's schedule fitted to the learner's own reviews: looked at first, then applied."""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.services.exchange.reports import Progress
from studyapp.services.fits import Fit, Verdict
from studyapp.tui import figures, fit_report
from studyapp.tui.safe import join, line, stack
from studyapp.tui.screens.work import WorkScreen, was_called_off
from studyapp.tui.widgets.meter import Meter


class Phase(Enum):
    """What is on the screen, and how it is called on top."""

    FITTING = "fitting …"
    READY = "preview: nothing is changed yet"
    STORING = "computing memory anew …"
    DONE = "done"
    SETTLED = "nothing to change"


class FitScreen(WorkScreen[bool]):
    """Shows before and after on held-out reviews. Returns whether parameters were changed."""

    NAME = "Fit"
    CSS_PATH = "fit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "apply", "Apply", id="fit.apply", tooltip="the fitted parameters"),
        Binding("u", "undo", "Undo", id="fit.undo", tooltip="the last fit of this deck"),
        Binding("c", "turn", "Compare", id="fit.compare", tooltip="calibration before and after"),
        Binding("j,down", "move(1)", "Down", id="fit.down", tooltip="one line"),
        Binding("k,up", "move(-1)", "Up", id="fit.up", tooltip="one line"),
        Binding("space,pagedown", "move(12)", "More", id="fit.more", tooltip="a page", show=False),
        Binding("b,pageup", "move(-12)", "Page up", id="fit.back", tooltip="a page", show=False),
        Binding(
            "escape,q",
            "cancel",
            "Back",
            id="fit.cancel",
            tooltip="to the options, or stop what is under way",
        ),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck
        self.phase = Phase.FITTING
        self._fits: Sequence[Fit] = ()
        self._until_now = False
        self._changed = False

    def body(self) -> Iterable[Widget]:
        """Return how far it is, and the report."""
        yield Meter(id="meter")
        with VerticalScroll(id="report", can_focus=False):
            yield Static(id="found")

    def on_mount(self) -> None:
        """Fit, and change nothing yet."""
        self._enter(Phase.FITTING)
        self.begin(partial(self._optimize, dry_run=True), self._show, self._failed)

    def _optimize(self, progress: Progress, *, dry_run: bool) -> Sequence[Fit]:
        return self.study.collection.optimize(self.deck, dry_run=dry_run, progress=progress)

    def _undo(self, progress: Progress) -> Sequence[Fit]:
        return self.study.collection.undo_optimize(self.deck, progress=progress)

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        where = join(("fit  ", "$muted"), figures.deck_path(self.deck))
        self.topbar.place(where, join((phase.value, "$muted")))
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _show(self, fits: Sequence[Fit]) -> None:
        self._fits = fits
        self._until_now = all(fit.verdict is Verdict.NOT_BETTER for fit in fits)
        self._draw()
        better = any(fit.verdict is Verdict.BETTER for fit in fits)
        self._enter(Phase.READY if better else Phase.SETTLED)

    def _stored(self, fits: Sequence[Fit]) -> None:
        verdicts = {fit.verdict for fit in fits}
        changed = not verdicts.isdisjoint((Verdict.APPLIED, Verdict.UNDONE))
        self._changed = self._changed or changed
        self._show(fits)
        if changed:
            self._enter(Phase.DONE)
            self.notice.say("what is due stays due; the next answers follow the new parameters")

    def _draw(self) -> None:
        if not self._fits:
            return
        width = self.query_one("#report").content_size.width - 1
        shown = fit_report.report(self._fits, width, until_now=self._until_now)
        self.query_one("#found", Static).update(shown)

    def _failed(self, error: BaseException) -> None:
        if was_called_off(error):
            self.notice.say("called off: nothing was changed", "hint")
        elif self._fits:
            self.notice.fail(error)
        else:
            self._put_error(error)
        better = any(fit.verdict is Verdict.BETTER for fit in self._fits)
        self._enter(Phase.READY if better else Phase.SETTLED)

    def _put_error(self, error: BaseException) -> None:
        lines = [line(f"internal error: {type(error).__name__}: {error}", "bold $again", 600)]
        if isinstance(error, StudyError):
            lines = [line(error.message, "bold $again", 600), Content(""), line(error.hint)]
        self.query_one("#found", Static).update(stack(*lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what works at this moment."""
        match action:
            case "apply":
                return self.phase is Phase.READY and self.job is None
            case "undo":
                return self.job is None
            case "turn":
                return any(fit.judgement is not None for fit in self._fits)
            case "move" if self.is_mounted:
                part = self.query_one("#report")
                down = isinstance(parameters[0], int) and parameters[0] > 0
                return part.scroll_y < part.max_scroll_y if down else part.scroll_y > 0
        return True

    def on_resize(self) -> None:
        """Draw the charts as wide as there is room, and see whether there is more."""
        self.later(self._draw)
        self.later(self.refresh_bindings)

    def action_apply(self) -> None:
        """Store what the preview shows."""
        self._enter(Phase.STORING)
        self.begin(partial(self._optimize, dry_run=False), self._stored, self._failed)

    def action_undo(self) -> None:
        """Take the last fit back."""
        self.begin(self._undo, self._stored, self._failed)

    def action_turn(self) -> None:
        """Show the other calibration."""
        self._until_now = not self._until_now
        self._draw()

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#report").scroll_relative(y=by, animate=False, immediate=True)
        self.refresh_bindings()

    def action_cancel(self) -> None:
        """Stop what is under way; else go back."""
        if self.job is not None and self.phase is Phase.STORING:
            self.call_off()
        else:
            _ = self.dismiss(self._changed)
