"""A collection from a stranger, opened in SQLite so that it can only be read.

Nothing in it runs: no trigger, no view, no virtual table, no function in a schema. A tree of
pages that goes in circles would give rows without end, so that there is a limit on the work.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from studyapp.formats.base import FormatError

_STEPS = 100_000
_STEPS_PER_BYTE = 20
_FREE_STEPS = 50_000_000
_MAX_LENGTH = 50_000_000
"""Bytes of one row."""
MAX_ROWS = 50_000
"""Decks, deck options, note types, and fields and templates of all of them."""
_NEEDED = ("col", "notes", "cards", "revlog")
_KEYED = ("notes", "cards", "revlog")
HINT = "Check the database in Anki and export again."


@contextmanager
def opened(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    """Open an unpacked collection; ``name`` is the package, for messages.

    Raises ``FormatError`` for what is no collection.
    """
    size = path.stat().st_size
    _check_header(path, size, name)
    base = sqlite3.connect(
        f"{path.as_uri()}?mode=ro&immutable=1", uri=True, cached_statements=32, isolation_level=None
    )
    try:
        with guarded(name):
            _restrict(base, size)
            _check_tables(base, name)
        yield base
    finally:
        with suppress(sqlite3.Error):
            base.close()


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Turn every error of SQLite within the block into a ``FormatError``.

    Not around what others do with what was read: their own database may fail as well.
    """
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
        # A UnicodeError is one whose own message SQLite took from the damaged file.
        why = f" ({error})" if isinstance(error, sqlite3.Error) else ""
        raise FormatError(f"The collection in {name} is damaged{why}", HINT) from error


def rows(base: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a table that is kept in memory as a whole, so never very many."""
    for count, row in enumerate(base.execute(query)):
        if count >= MAX_ROWS:
            raise FormatError("The collection holds more decks or options than anybody has", HINT)
        yield row


def _check_header(path: Path, size: int, name: str) -> None:
    """Refuse what is no SQLite file, or only the first part of one."""
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise FormatError(f"The collection in {name} is no SQLite database", HINT)
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    if size < pages * (65_536 if page == 1 else page):
        raise FormatError(f"The collection in {name} is cut off", HINT)


def _restrict(base: sqlite3.Connection, size: int) -> None:
    base.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_LENGTH)
    base.create_collation("unicase", unicase)
    left = (_FREE_STEPS + size * _STEPS_PER_BYTE) // _STEPS

    def work() -> int:
        nonlocal left
        left -= 1
        return left < 0

    base.set_progress_handler(work, _STEPS)
    for setting in (
        "trusted_schema = off",
        "query_only = on",
        "cell_size_check = on",
        "temp_store = memory",
    ):
        base.execute(f"pragma {setting}")
    base.execute("pragma cache_size = -16000")


def _check_tables(base: sqlite3.Connection, name: str) -> None:
    """Refuse a file in which a name that is asked for is anything but a plain table."""
    found: dict[str, str] = {}
    for kind, table, sql in base.execute("select type, name, sql from sqlite_master"):
        if kind in ("view", "trigger") or str(sql).lstrip().lower().startswith("create virtual"):
            raise FormatError(f"The collection in {name} holds a {kind} that no Anki makes", HINT)
        if kind == "table":
            found[str(table).lower()] = str(sql)
    missing = [table for table in _NEEDED if table not in found]
    if missing:
        raise FormatError(f"The collection in {name} has no table {missing[0]}", HINT)
    for table in _KEYED:
        keys = [row for row in base.execute(f"pragma table_info({table})") if row[5]]
        said = [(row[1], str(row[2]).lower()) for row in keys] == [("id", "integer")]
        if not (said and _found_by_number(base, table)):
            raise FormatError(f"The table {table} in {name} has no numbers as keys", HINT)


def _found_by_number(base: sqlite3.Connection, table: str) -> bool:
    """Whether the key is the number of the row: one in any other order may hold texts as well."""
    query = f"explain query plan select id from {table} where id = 1"  # noqa: S608 - ours
    return "INTEGER PRIMARY KEY" in base.execute(query).fetchone()[3]


def unicase(left: str, right: str) -> int:
    """Order names as Anki does, blind to case."""
    one, other = left.casefold(), right.casefold()
    return (one > other) - (one < other)


def searched(base: sqlite3.Connection, query: str) -> bool:
    """Whether a query finds the rows of its last table by an index that the file has."""
    plan = [str(row[3]) for row in base.execute(f"explain query plan {query}")]
    return plan[-1].startswith("SEARCH") and "AUTOMATIC" not in plan[-1]
