"""What lies under Learn's screen: the sitting, its steps in a worker, and what is half typed."""

from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING

from studyapp.errors import ElsewhereError, StudyError
from studyapp.quiz.learn import Phase
from studyapp.services.selftest.learn import LearnView
from studyapp.tui.drafts import Drafts, Keep
from studyapp.tui.screens.pictured import PicturedScreen

if TYPE_CHECKING:
    from studyapp.services.selftest.learn import LearnSitting

LONGEST_MS = 120_000
"""An answer that took longer counts as this long: the student was away."""


class Stage(Enum):
    """What is on the screen."""

    OPENING = "opening"
    ASKING = "asking"
    JUDGED = "judged"
    ROUND = "round"
    DONE = "done"
    FAILED = "failed"


class LearnSteps(PicturedScreen[None]):
    """A screen on a sitting: every answer is stored, and what is half typed when the keys rest."""

    def __init__(self, deck: str, size: int | None = None) -> None:
        super().__init__()
        self.deck = deck
        self.stage = Stage.OPENING
        self._round_size = size
        self._sitting: LearnSitting | None = None
        self._view: LearnView | None = None
        self._busy = True
        self._typed: list[str] = []
        """What was typed into the blanks so far."""
        self._line = ""
        """What stands in the line."""
        self._draft: tuple[str, ...] = ()
        """What was half typed when the question was laid, for each blank."""
        self._drafts = Drafts(self, self._half_typed, self._draft_failed)
        self._shown_at = 0.0

    def lay(self, view: LearnView, last: LearnView | None) -> None:
        """Show where the sitting stands; ``last`` is what was on show."""
        raise NotImplementedError

    def enter(self, stage: Stage) -> None:
        """Show the parts that belong to a stage."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Open the sitting."""
        self._open()

    def _open(self, why: BaseException | None = None) -> None:
        """Open the sitting in a worker, since it reads the whole deck; say why it is so again.

        What is half typed here stays on the line if the same is asked.
        """
        collection = self.study.collection
        asked, typed = (self._view and self._view.question), self._on_line()
        self._busy = True

        def opened(sitting: "LearnSitting") -> None:
            self._sitting, self.deck = sitting, sitting.deck
            view = sitting.view()
            same = any(typed) and view.phase is Phase.ASKING and view.question == asked
            self._show(view, typed if same else view.typed)
            self.say_elsewhere(why)
            self.later(self.study.settled)

        self.in_thread(
            lambda: collection.learn(self.deck, self._round_size), opened, "learn", self._refused
        )

    def _refused(self, error: BaseException) -> None:
        self.enter(Stage.FAILED)
        if not self.study.give_up(error):
            self.notice.fail(error)

    @property
    def sitting(self) -> "LearnSitting":
        """The sitting, which is open by the time a key can reach it."""
        if self._sitting is None:
            raise StudyError("the deck is not open yet", "wait a moment")
        return self._sitting

    @property
    def view(self) -> LearnView:
        """What is shown. Raises ``LookupError`` while nothing is."""
        if self._view is None:
            raise LookupError("nothing is shown yet")
        return self._view

    def _show(self, view: LearnView, typed: tuple[str, ...]) -> None:
        last, self._view, self._busy = self._view, view, False
        if view.phase is Phase.ASKING:
            self._draft = typed
            self._typed, self._line = list(typed[:-1]), next(iter(typed[-1:]), "")
            self._shown_at = self.study.clock()
        self.lay(view, last)

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return the question, with the answer once there is a verdict."""
        item = self._view.item if self._view is not None else None
        if item is None or self.stage not in (Stage.ASKING, Stage.JUDGED):
            return 0, ()
        asked = self.stage is Stage.ASKING
        return item.card_id, (item.question,) if asked else (item.question, item.answer)

    def so_far(self) -> int:
        """Return how many milliseconds the answer has taken."""
        taken = int((self.study.clock() - self._shown_at) * 1000)
        return min(max(taken, 0), LONGEST_MS)

    def step(self, work: "Callable[[], LearnView]", name: str, before: str = "") -> None:
        """Do what takes a moment in a thread; until it is done no key does anything."""
        self._busy = True
        self.refresh_bindings()

        def failed(error: BaseException) -> None:
            if isinstance(error, ElsewhereError):
                self._open(error)
                return
            self._busy = False
            self.notice.fail(error, before)
            self.refresh_bindings()

        def done(view: LearnView) -> None:
            self.notice.clear()
            self._show(view, view.typed)

        self.in_thread(work, done, name, failed)

    # What is half typed

    def keep_soon(self) -> None:
        """Store what is half typed when the keys rest, if it is not yet."""
        if self._half_typed() is not None:
            self._drafts.touch()

    def _on_line(self) -> tuple[str, ...]:
        """Return what is typed, for each blank so far; nothing where nothing is to be typed."""
        if self.stage is not Stage.ASKING or not self.view.typing:
            return ()
        return (*self._typed, self._line)

    def _half_typed(self) -> Keep | None:
        """Return what stores the text as it is typed now; None if that is stored."""
        sitting, typed = self._sitting, self._on_line()
        if sitting is None or self._busy or not typed or typed == (sitting.typed or ("",)):
            return None
        asked = self.view.question
        return lambda: sitting.keep(typed, asked)

    def _draft_failed(self, error: BaseException) -> None:
        if not isinstance(error, ElsewhereError):
            self.notice.fail(error, "not saved")
        elif not self._busy:
            self._open(error)

    def action_leave(self) -> None:
        """Go back to the decks; what is half typed is kept, and a verdict is stored already."""
        if self._busy and self._sitting is not None:
            return
        keep = self._half_typed()
        if keep is None:
            _ = self.dismiss(None)
        else:
            self._busy = True
            self.in_thread(keep, self._left, "on", self._not_left)

    def _left(self, _: object) -> None:
        self.stage = Stage.OPENING
        _done = self.dismiss(None)

    def _not_left(self, error: BaseException) -> None:
        if isinstance(error, ElsewhereError):
            self._open(error)
            return
        self._busy = False
        self.notice.fail(error, "not saved")

    def on_unmount(self) -> None:
        """Keep what is half typed when the application is quit."""
        keep = self._half_typed()
        if keep is not None:
            with suppress(StudyError, LookupError, OSError):
                _ = keep()
