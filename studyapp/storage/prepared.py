"""Core statements compiled once: what a card's answer and the queue run on.

Compiling a statement costs more than running it, and so does describing its result. The text
still comes from Core, in the dialect's own parameter style, so the same statements run on
PostgreSQL; only the way to the driver is short.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.elements import ClauseElement

from studyapp.storage.engine import driver_of, explained


class Prepared:
    """One statement for one dialect. Values must be plain integers, floats, strings or None."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        order: list[str] | None = getattr(compiled, "positiontup", None)
        self._in_order = None if order is None else _picker(order)
        self._fixed: dict[str, Any] = {
            name: value for name, value in compiled.params.items() if value is not None
        }

    def __call__(self, connection: Connection, **values: Any) -> int:
        """Run on ``connection`` with named values; return how many rows it changed."""
        cursor = self._execute(connection, values)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """Run on ``connection`` with named values and return the first row, if there is one."""
        cursor = self._execute(connection, values)
        try:
            row: tuple[Any, ...] | None = cursor.fetchone()
        except sqlite3.Error as error:
            raise explained(error, connection) from error
        cursor.close()
        return row

    def all(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Run on ``connection`` with named values and return all rows."""
        cursor = self._execute(connection, values)
        try:
            return cursor.fetchall()
        except sqlite3.Error as error:
            raise explained(error, connection) from error

    def each(self, connection: Connection, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Run on ``connection`` with named values and yield the rows, which need not all fit."""
        try:
            yield from self._execute(connection, values)
        except sqlite3.Error as error:
            raise explained(error, connection) from error

    def _execute(self, connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        try:
            return driver_of(connection).execute(self._sql, self._bind(values))
        except sqlite3.Error as error:
            raise explained(error, connection) from error

    def _bind(self, values: Mapping[str, Any]) -> Any:
        named = {**self._fixed, **values} if self._fixed else values
        return named if self._in_order is None else self._in_order(named)


def _picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what picks values by name into a tuple; one name would give a bare value."""
    pick = itemgetter(*names)
    return pick if len(names) > 1 else lambda values: (pick(values),)
