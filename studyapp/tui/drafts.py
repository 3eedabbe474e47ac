"""What is half typed, stored when the keys rest: the program may be killed at any moment."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

if TYPE_CHECKING:
    from studyapp.tui.screens.base import StudyScreen

PAUSE = 0.5
"""Seconds without a key after which what is typed is stored."""
LONGEST = 2.0
"""Seconds of typing without such a pause after which it is stored all the same."""

Keep = Callable[[], object]
"""Stores something; called in a thread."""


class Drafts:
    """Keeps the drafts of one screen, one at a time, so that an older one never comes later."""

    def __init__(
        self,
        screen: "StudyScreen[Any]",
        take: Callable[[], Keep | None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """``take`` is asked on the UI thread what there is to keep; None if there is nothing."""
        self._screen = screen
        self._take = take
        self._failed = failed
        self._timer: Timer | None = None
        self._since: float | None = None
        self._keeping = False

    def touch(self) -> None:
        """Something was typed: store it soon."""
        now = self._screen.study.clock()
        since = self._since = now if self._since is None else self._since
        self._rest()
        wait = min(PAUSE, max(since + LONGEST - now, 0.01))
        self._timer = self._screen.set_timer(wait, self.keep)

    def keep(self) -> None:
        """Store what is typed, now; while something is being stored, after that."""
        self._rest()
        keep = None if self._keeping else self._take()
        if keep is not None:
            self._keeping = True
            self._since = None
            self._screen.in_thread(keep, self._kept, "draft", self._not_kept)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _kept(self, _: object) -> None:
        self._keeping = False
        if self._since is not None and self._timer is None:
            self.touch()

    def _not_kept(self, error: BaseException) -> None:
        self._kept(None)
        self._failed(error)
