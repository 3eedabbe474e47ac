"""What every connection promises: WAL, FULL, foreign keys, waiting, BEGIN IMMEDIATE."""

import gc
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from studyapp.domain.review import Rating
from studyapp.errors import BusyError, CollectionError
from studyapp.storage import engine, schema
from tests import desk


@pytest.fixture
def made(tmp_path: Path) -> Iterator[engine.Engine]:
    path = tmp_path / "c.db"
    created = engine.create(path)
    schema.ensure(created, path, desk.NOON)
    yield created
    created.dispose()


def test_pragmas_hold_on_every_pooled_connection(made: engine.Engine) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(engine.reading(made)) for _ in range(25)]
        assert [engine.pragmas(each) for each in connections] == [engine.PRAGMAS] * 25
    assert engine.PRAGMAS == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_pragmas_hold_in_every_thread_and_after_dispose(made: engine.Engine) -> None:
    barrier = threading.Barrier(8)

    def look(_: int) -> dict[str, Any]:
        with engine.reading(made) as connection:
            barrier.wait(timeout=30)
            return engine.pragmas(connection)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(look, range(8))) == [engine.PRAGMAS] * 8
    made.dispose()
    with engine.reading(made) as connection:
        assert engine.pragmas(connection) == engine.PRAGMAS


def test_pragmas_hold_on_the_connection_a_session_keeps(tmp_path: Path) -> None:
    with desk.with_cards(tmp_path / "c.db") as collection:
        session = collection.study("Desk")
        desk.on_table(session)
        session.answer(Rating.GOOD, 1)
        kept = session._connection.execution_options(write=False)
        assert engine.pragmas(kept) == engine.PRAGMAS


def test_foreign_keys_are_enforced(made: engine.Engine) -> None:
    lonely = text(
        "INSERT INTO card (id, note_id, deck_id, ordinal, family, position) VALUES (1,9,9,0,9,1)"
    )
    with pytest.raises(CollectionError, match="FOREIGN KEY"), engine.writing(made) as connection:
        connection.execute(lonely)


def statements(watched: engine.Engine) -> list[str]:
    """Return the list that statements will be recorded in, as SQLite runs them."""
    seen: list[str] = []

    @event.listens_for(watched, "connect")
    def trace(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.set_trace_callback(seen.append)

    return seen


def test_writes_begin_immediate_and_reads_do_not(made: engine.Engine) -> None:
    made.dispose()
    seen = statements(made)
    with engine.writing(made) as connection:
        connection.execute(text("SELECT 1"))
    with engine.reading(made) as connection:
        connection.execute(text("SELECT 2"))
    begun = [each for each in seen if each.startswith("BEGIN")]
    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]


def test_looking_waits_for_no_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 1)
    path = tmp_path / "c.db"
    with desk.with_cards(path) as collection:
        pass
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with desk.opened(path) as collection:
        assert collection.due()["Desk"].new == 10
        assert len(collection.cards()) == len(collection.search("question")) == 10
        assert collection.options("Desk").new_per_day == 20
        session = collection.study("Desk")
        table = desk.on_table(session)
        with pytest.raises(BusyError):
            session.answer(Rating.GOOD, 1)
        assert session.current() == table
        writer.execute("ROLLBACK")
        session.answer(Rating.GOOD, 1)
    writer.close()
    assert len(desk.rows(path, "review_log")) == 1


def test_a_reader_sees_one_moment(made: engine.Engine) -> None:
    count = text("SELECT count(*) FROM setting")
    with engine.reading(made) as before:
        assert before.execute(count).scalar_one() == 0
        with engine.writing(made) as connection:
            connection.execute(text("INSERT INTO setting VALUES ('a', 'b')"))
        assert before.execute(count).scalar_one() == 0
    with engine.reading(made) as after:
        assert after.execute(count).scalar_one() == 1


def test_a_failed_transaction_leaves_nothing(made: engine.Engine) -> None:
    with suppress(ZeroDivisionError), engine.writing(made) as connection:
        connection.execute(text("INSERT INTO setting VALUES ('a', 'b')"))
        connection.execute(text("CREATE TABLE half (a)"))
        raise ZeroDivisionError
    with engine.reading(made) as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 0
        names = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
        assert "half" not in names


def test_sessions_that_nobody_collected_yet_do_not_use_up_the_connections(tmp_path: Path) -> None:
    with desk.with_cards(tmp_path / "c.db") as collection:
        gc.disable()
        try:
            for _ in range(40):
                session = collection.study("Desk")
                desk.on_table(session)
                session.answer(Rating.AGAIN, 1)
                session.undo()
        finally:
            gc.enable()
        assert collection.check().ok


@pytest.mark.parametrize("name", ["a?b.db", "a%20b#c.db", "ünï ⁂.db", ":memory:", "file:x.db"])
def test_any_file_name_is_only_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with desk.with_cards(Path(name), 2):
        pass
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with desk.opened(Path(name)) as collection:
        assert len(collection.cards()) == 2


def test_thirty_threads_opening_a_new_collection_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    barrier = threading.Barrier(30)

    def start(_: int) -> str:
        barrier.wait(timeout=30)
        with desk.opened(path) as collection:
            return str(len(collection.cards()))

    with ThreadPoolExecutor(30) as pool:
        assert list(pool.map(start, range(30))) == ["0"] * 30
    assert len(desk.rows(path, "learner")) == 1
    assert desk.integrity(path) == "ok"


def test_a_file_that_is_being_made_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # with a rollback journal, as every new file begins
    soon = threading.Timer(0.3, other.rollback)
    soon.start()
    desk.opened(path).close()
    soon.join()
    other.close()
    assert desk.integrity(path) == "ok"


def test_the_log_grows_once_before_a_sitting_and_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with desk.with_cards(path, 3) as collection:
        before = desk.everything(path)
        session = collection.study("Desk")
        log = path.with_name("c.db-wal")
        grown = log.stat().st_size
        assert grown >= engine.LOG_BYTES
        assert desk.everything(path) == before
        for _ in range(3):
            desk.on_table(session)
            session.answer(Rating.EASY, 1)
        collection.study("Desk")
        assert log.stat().st_size == grown
        assert collection.check().ok
    assert desk.integrity(path) == "ok"


def test_a_sitting_starts_at_once_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with desk.with_cards(path, 3) as collection:
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        session = collection.study("Desk")
        kept = session._connection.execution_options(write=False)
        assert engine.pragmas(kept) == engine.PRAGMAS
        kept.rollback()
        writer.execute("ROLLBACK")
        writer.close()
        desk.on_table(session)
        session.answer(Rating.GOOD, 1)
    assert len(desk.rows(path, "review_log")) == 1


def test_a_rating_that_fails_halfway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "c.db"
    with desk.with_cards(path, 3) as collection:
        session = collection.study("Desk")
        table = desk.on_table(session)
        before = desk.everything(path)
        log = collection._workspace.statements.log
        with monkeypatch.context() as broken:
            broken.setattr(log, "_sql", "INSERT INTO nowhere VALUES (1)")
            with pytest.raises(CollectionError):
                session.answer(Rating.GOOD, 1)
        assert desk.everything(path) == before
        assert session.current() == table
        session.answer(Rating.GOOD, 1)
    assert len(desk.rows(path, "review_log")) == 1
