"""A private file of finished rows: what a helping process makes for an import.

Filling it costs half of what sending the rows does, and SQLite copies its tables into the
collection (``attached.take``) in a third of the time in which they could be inserted. Nobody
reads it before it is whole, and nobody keeps it: no journal, no waiting for the disk.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from studyapp.errors import StorageFullError
from studyapp.storage.columns import CARD_COLUMNS, LOG_COLUMNS, MEMORY_COLUMNS, NULLABLE

TABLES = {"card": CARD_COLUMNS, "memory": MEMORY_COLUMNS[1:], "review_log": LOG_COLUMNS}
"""What a part holds, in the order of its rows' keys: cards, whose decks have numbers of its own;
memories of one learner, but for those of cards as new as any; and logs."""
TOGETHER = 50
"""Rows that one statement inserts; SQLite before 3.32 takes no more than 999 values."""
NOTHING = ""
"""Stands for NULL in rows on their way into a part: Python's driver takes three times as long to
hand over a None."""
_SETTINGS = ("journal_mode = off", "synchronous = off", "cache_size = -1000")


class Part:
    """A new file, filled in the order of the keys. Raises ``StorageFullError``."""

    def __init__(
        self, path: Path, base: sqlite3.Connection | None = None, name: str = "main"
    ) -> None:
        """Make it at ``path``, for nobody else to read.

        ``base`` is a connection that it is attached to as ``name``, or None for one of its own.
        """
        self.path = path
        self.cards: list[tuple[Any, ...]] = []
        self.memories: list[tuple[Any, ...]] = []
        self.log: list[tuple[Any, ...]] = []
        self._name = name
        self._own = base is None
        with self._told():
            path.touch(0o600, exist_ok=False)
            if base is None:
                self._base = sqlite3.connect(path, isolation_level=None)
            else:
                self._base = base
                base.execute(f"attach ? as {name}", (path.as_uri(),))
            for setting in _SETTINGS:
                self._base.execute(f"pragma {name}.{setting}")
            self._base.execute("begin")
            for table, columns in TABLES.items():
                first, *others = columns
                key = "" if columns is LOG_COLUMNS else " integer primary key"
                listed = ", ".join([first + key, *others])
                self._base.execute(f"create table {name}.{table} ({listed})")

    def write(self) -> None:
        """Put what is kept into the file, and forget it."""
        for table, rows in zip(TABLES, (self.cards, self.memories, self.log), strict=True):
            self._insert(f"{self._name}.{table}", rows, TABLES[table])
            rows.clear()

    def close(self) -> None:
        """Make the file whole."""
        self.write()
        with self._told():
            self._base.execute("commit")
            if self._own:
                self._base.close()

    def _insert(self, table: str, rows: list[tuple[Any, ...]], columns: Sequence[str]) -> None:
        given = (f"nullif(?, '{NOTHING}')" if name in NULLABLE else "?" for name in columns)
        values = f"({', '.join(given)})"
        whole = len(rows) // TOGETHER * TOGETHER
        several = ", ".join([values] * TOGETHER)
        parts = (rows[at : at + TOGETHER] for at in range(0, whole, TOGETHER))
        flat = (tuple(chain.from_iterable(each)) for each in parts)
        with self._told():
            self._base.executemany(f"insert or fail into {table} values {several}", flat)  # noqa: S608
            self._base.executemany(f"insert or fail into {table} values {values}", rows[whole:])  # noqa: S608

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self._full(error) from error

    def _full(self, error: Exception) -> StorageFullError:
        return StorageFullError(
            f"cannot write in {self.path.parent}: {error}",
            "Free some space on the disk and try again.",
        )
