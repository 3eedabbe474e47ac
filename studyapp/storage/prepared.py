"""Core statements compiled once: what a card's answer and the queue run on.

Compiling a statement costs more than running it, and so does describing its result. The text
still comes from Core, in the dialect's own parameter style, so the same statements run on
PostgreSQL; only the way to the driver is short.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.elements import ClauseElement

from studyapp.storage.engine import explained


class Prepared:
    """One statement for one dialect. Values must be plain integers, floats, strings or None."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        order: list[str] | None = getattr(compiled, "positiontup", None)
        self._order = None if order is None else tuple(order)
        self._fixed: dict[str, Any] = {
            name: value for name, value in compiled.params.items() if value is not None
        }

    def __call__(self, connection: Connection, **values: Any) -> None:
        """Run on ``connection`` with named values; for statements without rows."""
        self._execute(connection, values).close()

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """Run on ``connection`` with named values and return the first row, if there is one."""
        cursor = self._execute(connection, values)
        with explained(connection):
            row: tuple[Any, ...] | None = cursor.fetchone()
        cursor.close()
        return row

    def _execute(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        with explained(connection):
            cursor = connection.connection.cursor()
            cursor.execute(self._sql, self._bind(values))
        return cursor

    def _bind(self, values: Mapping[str, Any]) -> Any:
        fixed = self._fixed
        if self._order is None:
            return {**fixed, **values}
        return [values[name] if name in values else fixed.get(name) for name in self._order]
