"""What an import writes goes from the log into the file beside what comes next."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.storage import engine
from tests import desk
from tests.formats import anki_made


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, memory_disk: Path) -> Path:
    """A collection of which any log is long enough to be moved."""
    monkeypatch.setattr(engine, "LOG_BYTES", 1)
    return memory_disk / "c.db"


@pytest.fixture
def file(memory_disk: Path) -> Path:
    return anki_made.spoiled(memory_disk / "in.apkg", lambda _: None)


def test_the_file_alone_holds_all_once_it_is_closed(path: Path, file: Path) -> None:
    with desk.opened(path) as collection:
        [report] = collection.import_files([file])
        assert len(collection.cards()) == report.cards > 0
    assert not path.with_name("c.db-wal").exists()
    copied = path.with_name("copy.db")
    shutil.copyfile(path, copied)
    with closing(sqlite3.connect(copied)) as copy:
        assert copy.execute("select count(*) from card").fetchone() == (report.cards,)


def test_nothing_is_lost_where_the_log_cannot_be_moved(path: Path, file: Path) -> None:
    with desk.opened(path) as collection:
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("begin")
            reader.execute("select count(*) from card").fetchone()  # keeps the log where it is
            [report] = collection.import_files([file])
            engine.settle(path)
        assert len(collection.cards()) == report.cards > 0
    with desk.opened(path) as again:
        assert len(again.cards()) == report.cards
        assert again.check().ok


def test_later_writes_move_the_log_again(memory_disk: Path, file: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        collection.import_files([file])
        with collection._workspace.engine.connect() as connection:
            said = connection.exec_driver_sql("pragma wal_autocheckpoint").scalar_one()
        assert said == engine.CHECKPOINT_PAGES
