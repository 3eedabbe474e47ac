"""A progress bar on standard error, for work that takes longer than a second."""

import shutil
import sys
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from studyapp.cli.output import is_terminal
from studyapp.domain.plain import plain_line
from studyapp.domain.width import fit

PATIENCE = 1.0
"""Seconds before anything is shown."""
TICK = 0.1
CELLS = 20


class Progress:
    """Call it with steps done, steps in all and what is being done, within a ``with`` block.

    A thread draws, so the seconds go on counting during one long step. Nothing is drawn if
    standard error is no terminal, and what was drawn is erased at the end, by Ctrl-C too.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._state = (0, 1, "")
        self._over = Event()
        self._began = monotonic()
        self._thread: Thread | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        """Take note; the thread shows it."""
        self._state = (done, total, what)

    def __enter__(self) -> "Progress":
        if is_terminal(sys.stderr):
            self._thread = Thread(target=self._draw, name="progress", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _draw(self) -> None:
        if self._over.wait(self._patience):
            return
        while True:
            done, total, what = self._state
            line = bar(done, total, what, monotonic() - self._began)
            sys.stderr.write(f"\r{fit(line, shutil.get_terminal_size().columns - 1)}\x1b[K")
            sys.stderr.flush()
            if self._over.wait(TICK):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
                return


def bar(done: int, total: int, what: str, seconds: float) -> str:
    """Return the bar as one line of harmless text."""
    filled = CELLS * done // max(1, total)
    cells = "#" * filled + "-" * (CELLS - filled)
    return f"[{cells}] {done}/{total} {seconds:.0f}s {plain_line(what, 200)}"
