"""Connections: how a collection file is opened, and what every connection promises.

WAL with ``synchronous=FULL`` because WAL with NORMAL loses acknowledged reviews at a power cut;
BEGIN IMMEDIATE for writes because an upgrade from a read fails at once, without waiting, when
another process writes; the busy timeout makes two processes take turns.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext

from studyapp.errors import BusyError, CollectionError, StorageFullError, StudyError

__all__ = ["PRAGMAS", "Connection", "Engine", "create", "explain", "pragmas", "reading", "writing"]

BUSY_TIMEOUT_MS = 5000
_PAUSE = 0.01
"""Seconds before what SQLite does not wait for by itself is tried again."""
CACHE_KIB = 40_960
"""Pages kept in memory; most of a collection of 10,000 notes, as in Anki."""
CHECKPOINT_PAGES = 2000
"""Pages in the write-ahead log before SQLite moves them into the file, a pause of some ms."""
LOG_BYTES = CHECKPOINT_PAGES * (4096 + 24)
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
        try:
            _set_up(dbapi)
        except UnicodeDecodeError as error:  # SQLite names a table, and the name is damaged
            raise _damaged(path) from error
        dbapi.execute("PRAGMA foreign_keys = ON")
        _into_wal(dbapi)
        dbapi.execute("PRAGMA synchronous = FULL")
        dbapi.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = driver_of(connection)
        if driver.in_transaction:  # one of ``Direct``
            return
        write = connection.get_execution_options().get("write", True)
        try:
            driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        except sqlite3.Error as error:
            raise explained(error, connection) from error

    @event.listens_for(engine, "handle_error")
    def _explain(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, sqlite3.Error):
            raise explain(context.original_exception, path) from context.original_exception

    return engine


def _into_wal(driver: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, which SQLite refuses at once while another makes the file."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _set_up(driver: sqlite3.Connection) -> None:
    driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    driver.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


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
        return _damaged(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return CollectionError(
            f"cannot open {path}", "Check that the folder exists and that you may write in it."
        )
    if code == sqlite3.SQLITE_IOERR:
        return StorageFullError(
            f"not saved: reading or writing {path} failed", "Check the disk, then try again."
        )
    return CollectionError(f"{path}: {error}", "Run 'studyapp check'.")


def _damaged(path: Path) -> CollectionError:
    return CollectionError(
        f"{path} is damaged or is no collection",
        "Run 'studyapp check --repair': it moves a damaged file aside and overwrites nothing.",
    )


def explained(error: sqlite3.Error, connection: Connection) -> StudyError:
    """Return what an error means that came from the driver, past SQLAlchemy."""
    return explain(error, Path(connection.engine.url.database or ""))


def make_room(connection: Connection) -> None:
    """Let the write-ahead log grow once, before a sitting, to the length it reaches anyway.

    A commit that makes the file longer waits half as long again for the disk. What is written
    for it is rolled back: the log stays as long and the collection as it was. Where there is
    little room on the disk or somebody else is writing, the log grows as it is used.
    """
    path = Path(str(connection.engine.url.database))
    if unsettled(path):
        return
    log = _log_of(path)
    if shutil.disk_usage(log.parent).free < 20 * LOG_BYTES:
        return
    driver = driver_of(connection)
    driver.execute("PRAGMA busy_timeout = 0")
    driver.execute("PRAGMA cache_size = 10")  # so that it overflows into the log
    try:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("CREATE TABLE room (filler BLOB)")
        driver.execute("INSERT INTO room VALUES (zeroblob(?))", (LOG_BYTES,))
        with log.open("r+b") as file:
            os.fsync(file.fileno())
    except (sqlite3.OperationalError, OSError):
        return
    finally:
        if driver.in_transaction:
            driver.rollback()
        _set_up(driver)


class Direct:
    """One transaction on a connection of a session's own, begun and ended at the driver.

    For ratings: going through SQLAlchemy's transaction costs more than two of the statements in
    it. Statements of SQLAlchemy's that run on the connection meanwhile are part of it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver = driver_of(connection)

    def __enter__(self) -> None:
        try:
            self._driver.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise explained(error, self._connection) from error

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            self._roll_back()
            return
        try:
            if self._connection.in_transaction():
                self._connection.commit()
            else:
                self._driver.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise explained(error, self._connection) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        self._connection.rollback()  # also what a failed commit left behind
        if self._driver.in_transaction:  # some errors have ended it already
            self._driver.rollback()


def version(connection: Connection) -> int:
    """Return a number that changes when another connection has written to the collection."""
    try:
        row = driver_of(connection).execute("PRAGMA data_version").fetchone()
    except sqlite3.Error as error:
        raise explained(error, connection) from error
    return int(row[0])


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection."""
    driver: Any = connection.connection.dbapi_connection
    return cast("sqlite3.Connection", driver)


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


@contextmanager
def filling(engine: Engine) -> Iterator[Connection]:
    """One transaction that adds very many rows, whose references are not looked up one by one.

    That would take a sixth of an import; an import takes the ids it refers to from the same
    transaction. All of it is durable when the block ends, but may lie in the log (``settle``).
    """
    with engine.connect() as connection:
        driver = driver_of(connection)
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("PRAGMA wal_autocheckpoint = 0")
        try:
            with connection.begin():
                yield connection
        finally:
            if not connection.invalidated:  # as one is that was called off within a statement
                _as_before(driver)


def _as_before(driver: sqlite3.Connection) -> None:
    driver.execute("PRAGMA foreign_keys = ON")
    driver.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    for _, name, _ in driver.execute("PRAGMA database_list").fetchall():
        if name not in ("main", "temp"):  # files of rows (``attached.take``)
            driver.execute(f"DETACH {name}")


def unsettled(path: Path) -> bool:
    """Whether the log of the collection at ``path`` is as long as it ever needs to be."""
    log = _log_of(path)
    return log.exists() and log.stat().st_size >= LOG_BYTES


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def settle(path: Path) -> None:
    """Move what lies in the log into the file, while others read and write.

    What cannot be moved now stays in the log, and is moved later.
    """
    with suppress(sqlite3.Error), closing(sqlite3.connect(address(path), uri=True)) as driver:
        driver.execute("PRAGMA wal_checkpoint(PASSIVE)")


def pragmas(connection: Connection) -> dict[str, Any]:
    """Return the values in force on a connection, for the names in ``PRAGMAS``."""
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
