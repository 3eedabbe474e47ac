"""A part whose log SQLite makes itself, of a collection that the same connection reads.

Half a million entries need not become values of Python on the way from one file to another: that
takes twice as long. ``convert.foreign_rows`` says what such a row is; this is the same in SQL.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyapp.storage.columns import LOG_COLUMNS
from studyapp.storage.part import Part
from studyapp.storage.sums import in_sql, tail_sum

_UNWRITTEN = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR_WRITE)
"""Errors that can only be of the part, not of what is read."""
_TABLES = (
    "create temp table owner (ident integer primary key, card, first, tail, sum)",
    f"create temp table rest ({', '.join(LOG_COLUMNS)}, primary key (card_id, at)) without rowid",
)
_ORDER = LOG_COLUMNS.index("card_id") + 1, LOG_COLUMNS.index("at") + 1


@dataclass(frozen=True, slots=True)
class Reader:
    """A connection that finds entries which another program wrote, and what SQL says of them."""

    base: sqlite3.Connection
    writable: Callable[[sqlite3.Connection], AbstractContextManager[None]]
    """Lets it write into files of ours for a while."""
    columns: Mapping[str, str]
    """Expressions for those of ``LOG_FIELDS`` that do not follow from the card alone: whole
    numbers, and NULL only where the column may be."""
    foreign: Sequence[str]
    """Four whole numbers of ten digits at most that are kept for the way back, between commas."""
    joined: str
    """What joins them to the table of cards ``o``; nothing has to be sorted."""


class JoinedPart(Part):
    """A part that is filled with logs by the cards that own them. Raises ``sqlite3.Error``."""

    def __init__(self, path: Path, reader: Reader, number: int, learner: int) -> None:
        """Make it at ``path``; ``number`` is from 1 for each part of one reader."""
        self.owners: list[tuple[int, int, int, str]] = []
        """Id here, id there, time of the first entry and end of the ids (``tail``)."""
        self.total = 0
        """How many entries the owners have."""
        self._writable = reader.writable
        self._select = _select(reader, learner)
        base = reader.base
        with self._writable(base):
            super().__init__(path, base, f"part{number}")
            if number == 1:
                for table in _TABLES:
                    base.execute(table)

    def write(self) -> None:
        """Put what is kept into the file, and forget it."""
        with self._writable(self._base):
            rest, self.log = self.log, []
            super().write()
            self._fill(rest)

    def _fill(self, rest: list[tuple[Any, ...]]) -> None:
        if not rest and not self.owners:
            return
        base = self._base
        owners = ((*owner, tail_sum(owner[3])) for owner in self.owners)
        base.executemany("insert into temp.owner values (?, ?, ?, ?, ?)", owners)
        self._insert("temp.rest", rest, LOG_COLUMNS)
        try:
            made = base.execute(f"insert into {self._name}.review_log {self._select}").rowcount
        except sqlite3.Error as error:
            if error.sqlite_errorcode in _UNWRITTEN:
                raise self._full(error) from error
            raise
        if made != self.total + len(rest):
            raise sqlite3.DatabaseError("an index of the log does not fit to it")
        base.execute("delete from temp.owner")
        base.execute("delete from temp.rest")
        self.owners.clear()
        self.total = 0


def _select(reader: Reader, learner: int) -> str:
    """Return what gives all rows in the order of their keys, once the tables are filled."""
    numbers = ",".join(["%d"] * len(reader.foreign))
    columns = {"learner_id": str(learner), "card_id": "o.ident", **reader.columns}
    given = {
        "id": f"printf('%012x%s', {columns['at']}, o.tail)",
        **columns,
        "imported": f"printf('{numbers}', {', '.join(reader.foreign)})",
        "checksum": in_sql(columns, "o.sum", reader.foreign),
    }
    listed = ", ".join(given.get(name, "null") for name in LOG_COLUMNS)
    first, second = _ORDER
    return (
        f"select {listed} from temp.owner {reader.joined}"  # noqa: S608
        f" union all select * from temp.rest order by {first}, {second}"
    )
