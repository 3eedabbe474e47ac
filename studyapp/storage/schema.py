"""The version of the schema: created at once, migrated step by step, never downgraded.

One row is read at start-up; Alembic, which costs 100 ms to import, only when it is behind.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from studyapp.errors import CollectionError
from studyapp.storage.engine import address, explain, reading, writing
from studyapp.storage.tables import metadata

HEAD = "0002"
"""The revision this version of the code reads and writes."""

MIGRATIONS = Path(__file__).with_name("migrations")

_MAGIC = b"SQLite format 3\0"
_MODE = 18
"""Where the header of a file says how it is written: 1 for a rollback journal, 2 for WAL."""


def refuse_strangers(path: Path) -> None:
    """Raise ``CollectionError`` for a file that is no collection, before anything touches it.

    Opening a file as ours switches it to WAL, which is for its owner to decide, and SQLite
    throws away the write-ahead log of an empty file, which may be all that is left of it. The log
    is looked at first: who makes a collection meanwhile writes the file before it.
    """
    wal = path.with_name(path.name + "-wal")
    try:
        logged = wal.stat().st_size
    except (OSError, ValueError):
        logged = 0
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        head = b""
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CollectionError(f"cannot open {path}: {why}", "Name another file.") from error
    if not head and logged:
        raise CollectionError(
            f"{path} is empty, but its write-ahead log {wal.name} is not",
            "Put a copy of the collection back beside the log, or move the log away; "
            "nothing was changed.",
        )
    if head.startswith(_MAGIC) and head[_MODE] == 1:
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as own:
                _owner({str(name) for (name,) in own.execute("SELECT name FROM sqlite_master")})
        except sqlite3.Error as error:
            raise explain(error, path) from error


def ensure(engine: Engine, path: Path, now: datetime) -> Path | None:
    """Bring the collection to ``HEAD``; return the copy made before a migration, if any."""
    with reading(engine) as connection:
        found = _revision(connection)
    if found == HEAD:
        return None
    if found is None:
        _create(engine)
        return None
    if found > HEAD:
        raise CollectionError(
            f"{path} was written by a newer studyapp (schema {found}, this one knows {HEAD})",
            "Upgrade studyapp; nothing was changed.",
        )
    copy = unused(path, f"before-{HEAD}", now)
    copy_file(path, copy)
    upgrade(engine)
    return copy


def unused(path: Path, why: str, now: datetime) -> Path:
    """Return a name beside ``path`` that says why and when, and that no file has yet."""
    stem = f"{path.stem}.{why}-{now:%Y%m%dT%H%M%SZ}"
    names = (f"{stem}{f'-{n}' if n else ''}{path.suffix}" for n in count())
    return next(each for each in map(path.with_name, names) if not each.exists())


def copy_file(path: Path, target: Path) -> None:
    """Copy a collection that may be in use, consistently, into a new file, or leave none."""
    try:
        with (
            closing(sqlite3.connect(address(path), uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise explain(error, target) from error


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one transaction. Raises ``CollectionError``."""
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    try:
        with _rebuilding(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)
    except CommandError as error:
        raise CollectionError(
            f"{engine.url.database} has a schema that this studyapp does not know: {error}",
            "Upgrade studyapp, or restore a copy; nothing was changed.",
        ) from error
    _checkpoint(engine)


def _revision(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if not _owner(tables):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if not found:
        raise _stranger()
    return str(found)


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """One write transaction in which tables may be built anew: references are checked at its end.

    SQLite changes a column by copying the table and dropping the old one, which references to
    it would forbid; and it heeds the switch for them only outside a transaction.
    """
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            with connection.begin():
                yield connection
            return
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise CollectionError(
                        f"{engine.url.database} has rows that name others that are not there",
                        "Run 'studyapp check' with the older version; nothing was changed.",
                    )
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _owner(tables: set[str]) -> bool:
    """Return whether there is a schema, and ours. Raises ``CollectionError`` for another's."""
    if tables and not {"alembic_version", "review_log"} <= tables:
        raise _stranger()
    return bool(tables)


def _stranger() -> CollectionError:
    return CollectionError(
        "the file is a database, but no studyapp collection",
        "Name another file with --db; nothing was changed.",
    )


def _create(engine: Engine) -> None:
    with writing(engine) as connection:
        if _revision(connection) is not None:
            return
        metadata.create_all(connection)
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD}
        )
    _checkpoint(engine)


def _checkpoint(engine: Engine) -> None:
    """Write the schema into the file itself: a lost WAL must not lose the collection."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
