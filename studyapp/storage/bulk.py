"""Many rows at once, past SQLAlchemy's own making of statements: what an import writes.

A hundred thousand notes with half a million reviews are a million rows. Core takes 9 µs a row,
the driver 3; so rows are tuples in the order of their columns here.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlmodel import SQLModel, col

from studyapp.storage.columns import CARD_COLUMNS, LOG_COLUMNS, MEMORY_COLUMNS
from studyapp.storage.part import TOGETHER
from studyapp.storage.tables import (
    CardRecord,
    LogRecord,
    MemoryRecord,
    NoteRecord,
    OriginRecord,
)

NOTE_COLUMNS = (
    "id",
    "guid",
    "kind",
    "front",
    "back",
    "tags",
    "source_path",
    "section",
    "source_hash",
    "details",
    "standing",
    "stale",
    "created_at",
    "modified_at",
)
LINES = ("first_line", "last_line")
"""Behind the others, for notes that stand in a source. Python's driver takes as long over two
None as over the text of a note."""
ORIGIN_COLUMNS = ("note_id", "note_type_id", "fields", "text_sum")

_NARROW = (MemoryRecord, LogRecord)
"""Rows of numbers: inserting several at once is a quarter faster, and slower for texts."""


class Rows:
    """Rows for the tables of an import, kept until ``write``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.notes: list[tuple[Any, ...]] = []
        self.sourced: list[tuple[Any, ...]] = []
        """Notes with ``LINES``."""
        self.origins: list[tuple[Any, ...]] = []
        self.cards: list[tuple[Any, ...]] = []
        self.memories: list[tuple[Any, ...]] = []
        self.log: list[tuple[Any, ...]] = []
        self._fills: list[tuple[Callable[[list[tuple[Any, ...]]], None], list[Any]]] = [
            (_filler(connection, NoteRecord, NOTE_COLUMNS), self.notes),
            (_filler(connection, NoteRecord, NOTE_COLUMNS + LINES), self.sourced),
            (_filler(connection, OriginRecord, ORIGIN_COLUMNS), self.origins),
            (_filler(connection, CardRecord, CARD_COLUMNS), self.cards),
            (_filler(connection, MemoryRecord, MEMORY_COLUMNS), self.memories),
            (_filler(connection, LogRecord, LOG_COLUMNS), self.log),
        ]

    def write(self) -> None:
        """Insert what is kept, in an order that references allow, and forget it."""
        for fill, rows in self._fills:
            if rows:
                fill(rows)
                rows.clear()

    def first_free(self) -> tuple[int, int, int]:
        """Return the first ids that no note and no card has, and the position after the last."""
        return (
            _last(self._connection, NoteRecord, "id") + 1,
            _last(self._connection, CardRecord, "id") + 1,
            _last(self._connection, CardRecord, "position") + 1,
        )


def _filler(
    connection: Connection, record: type[SQLModel], names: Sequence[str]
) -> Callable[[list[tuple[Any, ...]]], None]:
    table: Table = record.__table__  # type: ignore[attr-defined]
    at_once = insert(table).prefix_with("OR FAIL", dialect="sqlite")  # nothing to go back to
    statement = at_once.compile(dialect=connection.dialect, column_keys=list(names))
    order: Iterable[str] | None = getattr(statement, "positiontup", None)
    if order is None:
        return lambda rows: _by_name(connection, table, names, rows)
    places = [names.index(name) for name in order]
    sql = str(statement)
    together = TOGETHER if record in _NARROW else 1
    if places == list(range(len(names))):
        return lambda rows: _run(connection, sql, rows, together)
    return lambda rows: _run(
        connection, sql, [tuple(row[at] for at in places) for row in rows], together
    )


def _run(connection: Connection, sql: str, rows: list[tuple[Any, ...]], together: int) -> None:
    """Insert rows, ``together`` of them with one run of a statement."""
    whole = len(rows) // together * together
    if together > 1 and whole:
        head, _, values = sql.partition(" VALUES ")
        several = f"{head} VALUES {', '.join([values] * together)}"
        parts = (rows[at : at + together] for at in range(0, whole, together))
        connection.exec_driver_sql(several, [tuple(chain.from_iterable(each)) for each in parts])
        rows = rows[whole:]
    if rows:
        connection.exec_driver_sql(sql, rows)


def _by_name(
    connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]
) -> None:
    connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _last(connection: Connection, record: type[SQLModel], column: str) -> int:
    highest = func.coalesce(func.max(col(getattr(record, column))), 0)
    return int(connection.execute(select(highest)).scalar_one())
