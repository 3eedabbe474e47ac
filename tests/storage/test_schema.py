"""The schema: made at once or by migrations, migrated with a copy, never taken from others."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from studyapp.errors import CollectionError, StorageFullError
from studyapp.storage import engine, schema
from studyapp.storage.columns import NULLABLE
from studyapp.storage.part import TABLES
from studyapp.storage.tables import metadata
from tests import desk

OLD = Path(__file__).with_name("old")
"""A small collection of each older revision, as SQL."""

SECOND = '''"""A step that a later version might take."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("note") as batch:
        batch.add_column(sa.Column("language", sa.Text(), nullable=False, server_default=""))
        batch.alter_column("section", existing_type=sa.Text(), nullable=True)
'''
BROKEN = f'{SECOND}    op.drop_table("nowhere")\n'
ORPHANING = SECOND + "    op.execute(sa.delete(sa.table('deck')))\n"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A collection with a past, of the revision before ``following``'s."""
    path = tmp_path / "c.db"
    with desk.with_cards(path) as collection:
        desk.answer_all(collection.study("Desk"), Rating.GOOD, desk.Clock(), most=5)
    return path


def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Make this code one of a version that has another migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "m0003_third.py").write_text(step)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "HEAD", "0003")


@pytest.fixture
def following(older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This code once the collection exists, of a version that has one more migration."""
    assert older.exists()
    follow(tmp_path, monkeypatch, SECOND)


def contents(path: Path) -> list[str]:
    """Return everything in a file as SQL."""
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def differences(path: Path) -> list[object]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    opened = engine.create(path)
    with engine.reading(opened) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        found = list(compare_metadata(context, metadata))
    opened.dispose()
    return found


def test_columns_that_may_be_null_are_known_without_the_tables() -> None:
    found = set()
    for table, columns in TABLES.items():
        stored = SQLModel.metadata.tables[table].columns
        found |= {name for name in columns if stored[name].nullable}
        assert not {name for name in columns if not stored[name].nullable} & NULLABLE
    assert found == NULLABLE


def test_what_is_created_at_once_is_what_the_tables_say(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    desk.opened(path).close()
    assert differences(path) == []


def test_migrating_from_nothing_ends_at_the_same_schema(tmp_path: Path) -> None:
    path = tmp_path / "migrated.db"
    migrated = engine.create(path)
    schema.upgrade(migrated)
    migrated.dispose()
    assert differences(path) == []
    at_once = tmp_path / "created.db"
    desk.opened(at_once).close()
    shapes = []
    for each in (path, at_once):
        opened = engine.create(each)
        looked = inspect(opened)
        shapes.append(
            {
                name: (
                    [(c["name"], str(c["type"]), c["nullable"]) for c in looked.get_columns(name)],
                    sorted(str(index) for index in looked.get_indexes(name)),
                    sorted(str(key) for key in looked.get_foreign_keys(name)),
                    looked.get_pk_constraint(name)["constrained_columns"],
                )
                for name in looked.get_table_names()
            }
        )
        opened.dispose()
    assert shapes[0] == shapes[1]
    with desk.opened(path) as collection:
        assert collection.copied_to is None
        collection.build(desk.files("Desk", [desk.basic(1)]))
        assert collection.check().ok


@pytest.mark.parametrize("script", sorted(OLD.glob("*.sql")), ids=lambda each: each.stem)
def test_collections_of_every_older_schema_open_with_their_past(
    script: Path, tmp_path: Path
) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script.read_text())
    before = {name: desk.rows(path, name) for name in ("note", "card", "memory", "review_log")}
    with desk.opened(path) as collection:
        assert collection.copied_to is not None
        assert collection.check().ok
        assert len(collection.cards()) == 10
    assert {name: desk.rows(path, name) for name in before} == before
    assert differences(path) == []


def test_the_main_file_alone_holds_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    opened = engine.create(path)
    schema.ensure(opened, path, desk.NOON)
    alone = tmp_path / "alone.db"
    shutil.copyfile(path, alone)
    opened.dispose()
    names = {row["name"] for row in desk.rows(alone, "sqlite_master")}
    assert {table.name for table in metadata.sorted_tables} < names
    with desk.opened(alone) as collection:
        assert collection.check().ok


@pytest.mark.usefixtures("following")
def test_the_main_file_alone_holds_a_migrated_schema(older: Path, tmp_path: Path) -> None:
    opened = engine.create(older)
    copy = schema.ensure(opened, older, desk.NOON)
    alone = tmp_path / "alone.db"
    shutil.copyfile(older, alone)
    opened.dispose()
    assert copy is not None
    assert "extra" in {row["name"] for row in desk.rows(alone, "sqlite_master")}


@pytest.mark.usefixtures("following")
def test_a_copy_is_made_and_named_before_migrating(older: Path) -> None:
    before = contents(older)
    with desk.opened(older) as collection:
        copy = collection.copied_to
        assert collection.check().ok
        assert len(collection.cards()) == 10
    assert copy is not None
    assert copy.parent == older.parent
    assert contents(copy) == before
    assert [row["version_num"] for row in rows_of(older, "alembic_version")] == ["0003"]
    assert {row["language"] for row in desk.rows(older, "note")} == {""}
    with desk.opened(older) as collection:
        assert collection.copied_to is None


def rows_of(path: Path, table: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608


@pytest.mark.usefixtures("following")
def test_the_copy_holds_what_is_only_in_the_log_of_writes(older: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(older)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("INSERT INTO setting VALUES ('late', 'news')")
        other.commit()
        with desk.opened(older) as collection:
            copy = collection.copied_to
    assert copy is not None
    assert {"key": "late", "value": "news"} in rows_of(copy, "setting")


@pytest.mark.usefixtures("following")
def test_a_copy_never_overwrites_another(older: Path) -> None:
    taken = older.with_name("c.before-0003-20261124T120000Z.db")
    taken.write_text("mine")
    with desk.opened(older) as collection:
        assert collection.copied_to == older.with_name("c.before-0003-20261124T120000Z-1.db")
    assert taken.read_text() == "mine"


@pytest.mark.parametrize("step", [BROKEN, ORPHANING], ids=["broken", "orphaning"])
def test_a_migration_that_fails_changes_nothing(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = contents(older)
    with monkeypatch.context() as patch:
        follow(tmp_path, patch, step)
        with pytest.raises(CollectionError):
            desk.opened(older)
    assert contents(older) == before
    with desk.opened(older) as collection:
        assert collection.check().ok
        with engine.reading(collection._workspace.engine) as connection:
            assert engine.pragmas(connection) == engine.PRAGMAS


@pytest.mark.usefixtures("following")
def test_no_room_for_the_copy_means_no_migration(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(older)
    target = older.parent / "gone" / "copy.db"
    monkeypatch.setattr(schema, "unused", lambda *_: target)
    with pytest.raises(CollectionError):
        desk.opened(older)
    assert contents(older) == before


def revise(path: Path, revision: str | None) -> None:
    with closing(sqlite3.connect(path)) as database:
        if revision is None:
            database.execute("DELETE FROM alembic_version")
        else:
            database.execute("UPDATE alembic_version SET version_num = ?", [revision])
        database.commit()


@pytest.mark.parametrize("revision", ["0003", "9999", "ae1027a6acf"])
def test_a_newer_collection_is_left_alone(older: Path, revision: str) -> None:
    revise(older, revision)
    before = contents(older), older.read_bytes()
    with pytest.raises(CollectionError, match=f"newer studyapp.*{revision}"):
        desk.opened(older)
    assert (contents(older), older.read_bytes()) == before
    assert [each.name for each in older.parent.glob("*before*")] == []


@pytest.mark.parametrize("revision", ["0000", "", None])
def test_a_revision_that_never_was_is_left_alone(older: Path, revision: str | None) -> None:
    revise(older, revision)
    before = contents(older)
    with pytest.raises(CollectionError):
        desk.opened(older)
    assert contents(older) == before


def test_another_programs_alembic_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('0001')")
        database.execute("CREATE TABLE invoices (id)")
        database.commit()
    before = path.read_bytes()
    with pytest.raises(CollectionError, match="no studyapp collection"):
        desk.opened(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.slow
def test_alembic_is_imported_only_to_migrate(older: Path) -> None:
    script = (
        "import sys; from studyapp.collection import Collection; "
        f"c = Collection.open({str(older)!r}); c.due(); c.check(); c.close(); "
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)


def test_a_restored_copy_opens_like_the_original(older: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    schema.copy_file(older, copy)
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    assert contents(copy) == contents(older)
    with desk.opened(copy) as collection:
        assert collection.check().ok


def test_the_learner_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    desk.opened(path).close()
    first = desk.rows(path, "learner")
    desk.opened(path).close()
    assert [row["guid"] for row in first] == [row["guid"] for row in desk.rows(path, "learner")]


def test_opening_for_the_first_time_on_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    opened = engine.create(path)
    with opened.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA max_page_count = 5")
    with pytest.raises(StorageFullError):
        schema.ensure(opened, path, desk.NOON)
    opened.dispose()
    with Collection.open(path, zone=UTC) as collection:
        assert collection.check().ok


def test_statements_of_the_version_table_mean_the_same_to_alembic(tmp_path: Path) -> None:
    from alembic.migration import MigrationContext

    path = tmp_path / "c.db"
    desk.opened(path).close()
    opened = engine.create(path)
    with engine.reading(opened) as connection:
        assert MigrationContext.configure(connection).get_current_revision() == schema.HEAD
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
    opened.dispose()
