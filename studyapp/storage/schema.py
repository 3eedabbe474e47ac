"""The version of the schema: created at once, migrated step by step, never downgraded.

One row is read at start-up; Alembic, which costs 100 ms to import, only when it is behind.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from studyapp.errors import CollectionError
from studyapp.storage.engine import writing
from studyapp.storage.tables import metadata

HEAD = "0001"
"""The revision this version of the code reads and writes."""


def ensure(engine: Engine, path: Path, now: datetime) -> Path | None:
    """Bring the collection to ``HEAD``; return the copy made before a migration, if any."""
    with engine.connect() as connection:
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
    copy = path.with_name(f"{path.stem}.before-{HEAD}-{now:%Y%m%dT%H%M%SZ}{path.suffix}")
    copy_file(path, copy)
    upgrade(engine)
    return copy


def copy_file(path: Path, target: Path) -> None:
    """Copy a collection that may be in use, consistently, into a new file."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
    _checkpoint(engine)


def _revision(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None:
            return str(found)
    if tables:
        raise CollectionError(
            "the file is a database, but no studyapp collection",
            "Name another file with --db; nothing was changed.",
        )
    return None


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
