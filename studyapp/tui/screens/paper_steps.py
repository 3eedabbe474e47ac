"""What lies under a paper being sat: its clock, its keeping, and how it comes to its end."""

from typing import TYPE_CHECKING

from studyapp.errors import ElsewhereError, StudyError
from studyapp.tui.drafts import Drafts, Keep
from studyapp.tui.screens.pictured import PicturedScreen

if TYPE_CHECKING:
    from studyapp.quiz.practice_test import PracticeTest
    from studyapp.services.selftest.practice_test import TestSitting

AWAY_MS = 60_000
"""Between two looks at the clock no more than this counts: the machine was asleep."""
KEEP_EVERY = 10
"""Seconds after which the time left is kept."""


class PaperSteps(PicturedScreen["TestSitting | str | None"]):
    """A screen on a paper, which is kept after every step and soon after something is typed."""

    def __init__(self, sitting: "TestSitting") -> None:
        super().__init__()
        self.sitting = sitting
        self._seen_at = 0.0
        self._unkept = 0
        """Seconds since the paper was kept."""
        self._drafts = Drafts(self, self._draft, self._not_kept)
        self._marking = False
        """Whether no key does anything."""
        self._gone = False
        """Whether the paper is over in another window: it can only be left."""

    @property
    def test(self) -> "PracticeTest":
        """The paper as far as it is answered."""
        return self.sitting.test

    def _show(self) -> None:
        """Show the question and what stands under it."""
        raise NotImplementedError

    def _time(self) -> None:
        """Show the time left."""
        raise NotImplementedError

    def _tick(self) -> None:
        """Let a second pass, and keep the time left now and then."""
        if self._marking or self.app.screen is not self:
            self._seen_at = self.study.clock()
            return
        if self._pass_time():
            self._time()
            self._unkept += 1
            if self._unkept >= KEEP_EVERY:
                self._drafts.keep()

    def _pass_time(self) -> bool:
        """Count the time since the last look; hand in if it was the last. False then."""
        now = self.study.clock()
        spent = round((now - self._seen_at) * 1000)
        self._seen_at = now
        self.test.spend(min(spent, AWAY_MS))
        if self.test.submitted:
            self._hand_in("time is up")
            return False
        return True

    def _draft(self) -> Keep | None:
        """Return what stores where the paper stands; None while it is being marked."""
        self._unkept = 0
        return None if self._marking else self.sitting.keep

    def _keep(self) -> bool:
        """Store where the paper stands."""
        self._unkept = 0
        try:
            self.sitting.keep()
        except (StudyError, OSError) as error:
            self._not_kept(error)
            return False
        return True

    def _not_kept(self, error: BaseException) -> None:
        if not isinstance(error, ElsewhereError):
            self.notice.fail(error, "not saved")
        elif not self._marking:
            self._overtaken(error)

    def _overtaken(self, error: ElsewhereError) -> None:
        """Show the paper as another window left it; one that is over can only be left."""
        self._marking = True
        if error.over:
            self._gone = True
            self.set_focus(None)
            self.notice.say(f"{error.message}; nothing was written here", "error")
            self.refresh_bindings()
            return

        def opened(sitting: "TestSitting | None") -> None:
            self._marking = False
            self.sitting = sitting or self.sitting
            self._show()
            self.say_elsewhere(error)

        deck = self.sitting.deck
        self.in_thread(lambda: self.study.collection.resume_test(deck), opened, "resume")

    def _hand_in(self, why: str = "") -> None:
        if self._marking:
            return
        self._marking = True
        self.set_focus(None)
        self.refresh_bindings()
        self.notice.say(f"{why}: marking …" if why else "marking …")
        self.in_thread(self.sitting.submit, self._handed_in, "submit", self._refused)

    def _handed_in(self, _: None) -> None:
        _done = self.dismiss(self.sitting)

    def _refused(self, error: BaseException) -> None:
        self._marking = False
        self._show()
        if isinstance(error, ElsewhereError):
            self._overtaken(error)
        else:
            self.notice.fail(error, "not handed in")
