"""Long work in a thread as its screen sees it: how far it is, and a way to call it off."""

from threading import Event

from studyapp.services.exchange.reports import CancelledError


class Job:
    """One import or export. The thread reports to ``progress``; the screen looks at the rest."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.what = ""
        self._off = Event()

    def call_off(self) -> None:
        """End the work at its next report; nothing of it stays."""
        self._off.set()

    @property
    def called_off(self) -> bool:
        """Whether the work was asked to end."""
        return self._off.is_set()

    def progress(self, done: int, total: int, what: str) -> None:
        """Take note of a step. Raises ``CancelledError`` once the work was called off."""
        if self._off.is_set():
            raise CancelledError("called off", "Nothing was changed.")
        self.done, self.total, self.what = done, total, what
