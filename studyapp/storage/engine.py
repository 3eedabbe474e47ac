"""Connections: how a collection file is opened, and what every connection promises.

WAL with ``synchronous=FULL`` because WAL with NORMAL loses acknowledged reviews at a power cut;
BEGIN IMMEDIATE for writes because an upgrade from a read fails at once, without waiting, when
another process writes; the busy timeout makes two processes take turns.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext

from studyapp.errors import BusyError, CollectionError, StorageFullError, StudyError

__all__ = ["PRAGMAS", "Connection", "Engine", "create", "explain", "pragmas", "reading", "writing"]

BUSY_TIMEOUT_MS = 5000
CHECKPOINT_PAGES = 4000
"""Pages in the write-ahead log before SQLite moves them into the file: 16 MB instead of 4, for a
quarter of the pauses. What is durable does not depend on it."""
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": BUSY_TIMEOUT_MS,
}
"""As read back from a connection; ``synchronous`` 2 is FULL."""


def create(path: Path) -> Engine:
    """Return an engine for the collection file at ``path``; nothing is opened yet."""
    path = path.absolute()

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address(path), uri=True, check_same_thread=False)

    # The URL only names the file: as part of one, "?", "%" or ":memory:" would mean other things.
    # Each session holds a connection until it is collected; a limit would make others wait.
    engine = create_engine(
        URL.create("sqlite", database=str(path)), creator=connect, max_overflow=-1
    )

    @event.listens_for(engine, "connect")
    def _connect(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.isolation_level = None
        dbapi.create_function("lower", 1, _lower, deterministic=True)
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", True)
        with explained(connection):
            cursor = connection.connection.cursor()
            cursor.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            cursor.close()

    @event.listens_for(engine, "handle_error")
    def _explain(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, sqlite3.Error):
            raise explain(context.original_exception, path) from context.original_exception

    return engine


def address(path: Path) -> str:
    """Return the URI under which SQLite finds the file.

    In a folder that cannot be written SQLite cannot keep the index of a write-ahead log. A file
    without such a log cannot change there either, so it is opened as immutable: for reading.
    """
    uri = path.absolute().as_uri()
    wal = path.with_name(path.name + "-wal")
    if path.exists() and not os.access(path.parent, os.W_OK) and not wal.exists():
        return f"{uri}?immutable=1"
    return uri


def _lower(text: object) -> str | None:
    """Do in SQLite what PostgreSQL does by itself: lower-case more than the letters of ASCII."""
    return None if text is None else str(text).lower()


def explain(error: sqlite3.Error, path: Path) -> StudyError:
    """Return what a database error means for the person at the keyboard."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(
            f"another studyapp is writing to {path}",
            "Nothing was changed. Wait for it to finish, or close it, and try again.",
        )
    if code == sqlite3.SQLITE_FULL:
        return StorageFullError(
            "not saved: the disk is full", "Free some space and do the same thing again."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StorageFullError(
            f"not saved: {path} is read-only", "Make the file and its folder writable."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CollectionError(
            f"{path} is damaged or is no collection",
            "Run 'studyapp check --repair': it moves a damaged file aside and overwrites nothing.",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return CollectionError(
            f"cannot open {path}", "Check that the folder exists and that you may write in it."
        )
    if code == sqlite3.SQLITE_IOERR:
        return StorageFullError(
            f"not saved: reading or writing {path} failed", "Check the disk, then try again."
        )
    return CollectionError(f"{path}: {error}", "Run 'studyapp check'.")


@contextmanager
def explained(connection: Connection) -> Iterator[None]:
    """Turn a driver's error into what it means, where a statement goes past SQLAlchemy."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, Path(connection.engine.url.database or "")) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the collection; takes no lock that a writer waits for."""
    with engine.connect().execution_options(write=False) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it durable when the block ends, or none of it."""
    with engine.connect() as connection, connection.begin():
        yield connection


def pragmas(connection: Connection) -> dict[str, Any]:
    """Return the values in force on a connection, for the names in ``PRAGMAS``."""
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
