"""Screens with long work: one piece at a time, with a meter, and called off by whoever leaves."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from textual.screen import ScreenResultType
from textual.timer import Timer

from studyapp.services.exchange.reports import CancelledError, Progress
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.meter import Meter
from studyapp.tui.work import Job

T = TypeVar("T")
PACE = 0.1
"""Seconds between two looks at how far the work is."""


class WorkScreen(StudyScreen[ScreenResultType]):
    """Has a ``Meter`` and at most one job."""

    def __init__(self) -> None:
        super().__init__()
        self.job: Job | None = None
        self._next: Callable[[], None] | None = None
        self._ticking: Timer | None = None

    def begin(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Begin a piece of work; one that is going on is called off and waited for first."""
        if self.job is not None:
            self.job.call_off()
            self._next = partial(self.begin, work, then, failed)
            return
        job = self.job = Job()
        self.query_one(Meter).watch_job(job)
        self.add_class("-working")
        self._ticking = self.set_interval(PACE, self.query_one(Meter).refresh)
        self.in_thread(
            lambda: work(job.progress),
            partial(self._ended, then),
            "work",
            partial(self._ended, failed),
        )
        self.refresh_bindings()

    def call_off(self) -> None:
        """End the work that is going on; nothing of it stays."""
        if self.job is not None:
            self.job.call_off()
            self.query_one(Meter).refresh()

    def on_unmount(self) -> None:
        """Call off what nobody waits for any more."""
        if self.job is not None:
            self.job.call_off()

    def _ended(self, hand_on: Callable[[Any], None], value: Any) -> None:
        self.job = None
        self.remove_class("-working")
        if self._ticking is not None:
            self._ticking.stop()
        following, self._next = self._next, None
        if following is not None:
            following()
        else:
            hand_on(value)
        self.refresh_bindings()


def was_called_off(error: BaseException) -> bool:
    """Whether work ended because it was told to."""
    return isinstance(error, CancelledError)
