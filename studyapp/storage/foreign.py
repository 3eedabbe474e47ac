"""Logs that another program kept whole, copied into a private file by SQLite alone.

Half a million entries need no Python for that, so it goes on beside the writing of the notes. Two
connections are to see the same: this one looks at the collection's version before the other one
begins to read, and again when it has begun itself.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp.storage.engine import BUSY_TIMEOUT_MS, address, explain

_CHOSEN = "create temp table chosen (note integer primary key)"
_ENTRIES = """
select log.at, log.card_id as card, ifnull(log.rating, 0) as rating, log.duration_ms as duration,
  log.imported as said
from {}review_log as log
where log.learner_id = {} and log.snapshot is null and log.voids is null and log.imported <> ''
"""
_OF_CHOSEN = "temp.chosen cross join card on card.note_id = chosen.note cross join "
_THEIRS = " and log.card_id = card.id"
LEAST_SQLITE = (3, 35)
"""From then on, what a query reads first can be told to be kept (``materialized``)."""
_SETTINGS = ("part.journal_mode = off", "part.synchronous = off", "cache_size = -8000")


class ForeignTable:
    """Entries as a table, made in a thread of its own; a ``domain.package.ForeignTable``."""

    def __init__(self, base: sqlite3.Connection, path: Path, learner: int, folder: Path) -> None:
        self._base = base
        self._path = path
        self._learner = learner
        self._file = folder / "foreign"
        self._seen = self._version()
        self._entries = _ENTRIES.format("", learner)
        self._thread: threading.Thread | None = None
        self._failed: sqlite3.Error | None = None

    def join(self, notes: Sequence[int] | None) -> bool:
        """See from now on what the connection sees that has just begun to read.

        Return False if somebody has written since this was opened, since then it may be something
        else, and where SQLite is too old.
        ``notes`` are the ids of those whose cards are asked for; None for all.
        """
        if sqlite3.sqlite_version_info < LEAST_SQLITE:
            return False
        try:
            if notes is not None:
                self._base.execute(_CHOSEN)
                self._base.executemany("insert into chosen values (?)", [(each,) for each in notes])
                self._entries = _ENTRIES.format(_OF_CHOSEN, self._learner) + _THEIRS
            self._base.execute("attach ? as part", (str(self._file),))
            for setting in _SETTINGS:
                self._base.execute(f"pragma {setting}")
            self._base.execute("begin")
            self._base.execute("select count(*) from learner").fetchone()
        except sqlite3.Error as error:
            raise explain(error, self._path) from error
        return self._version() == self._seen

    def begin(self, parse: Callable[[str], str]) -> None:
        """Begin to copy what ``parse`` makes of the entries, in the order of its rows."""
        query = parse(self._entries)
        self._thread = threading.Thread(target=self._copy, args=(query,), daemon=True)
        self._thread.start()

    def file(self) -> Path:
        """Wait until it is done, and return the file with the table ``entry``.

        Raises ``StudyError``.
        """
        if self._thread is not None:
            self._thread.join()
        if self._failed is not None:
            raise explain(self._failed, self._path) from self._failed
        return self._file

    def stop(self) -> None:
        """End what is still going on."""
        if self._thread is not None:
            while self._thread.is_alive():
                self._base.interrupt()
                self._thread.join(0.01)

    def _copy(self, query: str) -> None:
        try:
            self._base.execute(f"create table part.entry as {query}")
            self._base.execute("commit")
            self._base.execute("detach part")
        except sqlite3.Error as error:
            self._failed = error

    def _version(self) -> int:
        return int(self._base.execute("pragma data_version").fetchone()[0])


@contextmanager
def foreign_table(path: Path, learner: int) -> Iterator[ForeignTable]:
    """Open a collection once more, before the connection whose view is to be shared begins.

    The file is there until the context ends. Raises ``StudyError``, and ``OSError`` where there
    can be no file.
    """
    try:
        base = sqlite3.connect(
            address(path), uri=True, isolation_level=None, check_same_thread=False
        )
        base.execute(f"pragma busy_timeout = {BUSY_TIMEOUT_MS}")
    except sqlite3.Error as error:
        raise explain(error, path) from error
    with (
        TemporaryDirectory(prefix="studyapp-", ignore_cleanup_errors=True) as folder,
        closing(base),
    ):
        table = ForeignTable(base, path, learner, Path(folder))
        try:
            yield table
        finally:
            table.stop()
