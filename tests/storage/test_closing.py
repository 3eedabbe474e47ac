"""Nothing stays open: not when opening fails, not when a session outlives its collection."""

import gc
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.domain.review import Rating
from studyapp.errors import CollectionError
from tests import desk

FILES = Path("/proc/self/fd")
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="open files are counted in /proc")


def open_files(path: Path) -> list[str]:
    found = []
    for each in FILES.iterdir():
        try:
            target = os.readlink(each)  # noqa: PTH115  (a link to a file that is gone must do)
        except FileNotFoundError:
            continue
        if target.startswith(str(path)):
            found.append(target)
    return found


def test_closing_lets_go_of_the_file_even_if_sessions_live_on(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    collection = desk.with_cards(path)
    sessions = [collection.study("Desk") for _ in range(10)]
    for session in sessions:
        desk.on_table(session)
        session.answer(Rating.GOOD, 1)
    assert open_files(path) != []
    collection.close()
    assert open_files(path) == []
    assert [each.name for each in tmp_path.iterdir()] == ["c.db"], "the log is in the file"
    collection.close()
    del sessions, session
    gc.collect()
    assert open_files(path) == []


@pytest.mark.parametrize("damage", ["newer", "stranger", "bytes"])
def test_what_cannot_be_opened_is_let_go_of(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "c.db"
    if damage == "bytes":
        path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    elif damage == "stranger":
        with closing(sqlite3.connect(path)) as database:
            database.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
    else:
        desk.opened(path).close()
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
            database.commit()
    gc.disable()
    try:
        with pytest.raises(CollectionError):
            desk.opened(path)
        assert open_files(path) == []
    finally:
        gc.enable()
