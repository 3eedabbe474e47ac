"""Disk full and read-only: one clear line, the card stays, and the same key works afterwards."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from studyapp.collection import Collection, StudySession
from studyapp.domain.card import Flag
from studyapp.domain.review import Rating
from studyapp.errors import StorageFullError
from studyapp.services import files
from studyapp.storage import schema
from tests import desk


def page_limit(session: StudySession, pages: int) -> None:
    raw = session._connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute(f"PRAGMA max_page_count = {pages}")


def answer_until_full(session: StudySession, clock: desk.Clock) -> int:
    for done in range(5000):
        desk.on_table(session)
        clock.forward(minutes=11)
        try:
            session.answer(Rating.AGAIN, 1)
        except StorageFullError:
            return done
    raise AssertionError("the disk never became full")


def check_stays_and_goes_on(
    collection: Collection, session: StudySession, clock: desk.Clock, *, free: Iterator[None]
) -> None:
    done = answer_until_full(session, clock)
    table = desk.on_table(session)
    before = desk.everything(collection.path)
    for rating in Rating:
        with pytest.raises(StorageFullError, match="not saved"):
            session.answer(rating, 1)
        assert session.current() == table
    assert desk.everything(collection.path) == before
    assert len(desk.rows(collection.path, "review_log")) == done
    next(free)
    answered = session.answer(Rating.GOOD, 1)
    assert answered.card_id == table.card.id
    assert len(desk.rows(collection.path, "review_log")) == done + 1
    assert session.undo() is not None
    assert collection.check().ok
    assert desk.strays(collection.path) == {}


def test_a_file_that_may_not_grow(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 3, clock) as collection:
        session = collection.study("Desk")
        page_limit(session, 1)  # SQLite takes this for the present size

        def free() -> Iterator[None]:
            page_limit(session, 100_000)
            yield

        check_stays_and_goes_on(collection, session, clock, free=free())


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    clock = desk.Clock()
    with small_disk(folder):
        ballast = folder / "ballast"
        with desk.with_cards(folder / "c.db", 3, clock) as collection:
            session = collection.study("Desk")
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while file.write(bytes(4096)):
                    pass

            def free() -> Iterator[None]:
                ballast.unlink()
                yield

            check_stays_and_goes_on(collection, session, clock, free=free())
            out = folder / "out"
            ballast.write_bytes(bytes(1))
            with pytest.raises(StorageFullError, match="cannot write"):
                files.write(out / "deck.md", "x" * 2_000_000)
            assert list(out.iterdir()) == []
        desk.opened(folder / "c.db").close()


def test_a_migration_without_room_for_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with desk.with_cards(path, 500):
        pass
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder):
        (folder / "ballast").write_bytes(bytes(1_000_000))
        with pytest.raises(StorageFullError):
            schema.copy_file(path, folder / "copy.db")
        assert [each.name for each in folder.iterdir()] == ["ballast"]


@contextmanager
def immutable(path: Path) -> Iterator[None]:
    """Root may write where no one else may, but not here."""
    if (
        shutil.which("chattr") is None
        or subprocess.run(["chattr", "+i", str(path)], capture_output=True).returncode
    ):
        pytest.skip("no right to make files immutable here")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_looking_works_where_nothing_can_be_written(tmp_path: Path, what: str) -> None:
    path = tmp_path / "folder" / "c.db"
    with desk.with_cards(path) as collection:
        desk.answer_all(collection.study("Desk"), Rating.GOOD, desk.Clock(), most=3)
    before = desk.everything(path)
    with immutable(path if what == "file" else path.parent):
        for _ in range(3):
            clock = desk.Clock(desk.NOON.replace(day=28))
            with desk.opened(path, clock) as collection:
                assert collection.due()["Desk"].new > 0
                assert len(collection.search("question")) == 10
                assert collection.check().ok
                session = collection.study("Desk")
                table = desk.on_table(session)
                for act in (
                    partial(session.answer, Rating.GOOD, 1),
                    session.bury,
                    session.suspend,
                    partial(session.set_flag, Flag.RED),
                    partial(session.edit, "a", "b", []),
                    partial(collection.build, desk.files("Desk", [desk.basic(50)])),
                ):
                    with pytest.raises(StorageFullError, match="read-only") as raised:
                        act()
                    assert raised.value.hint
                    assert session.current() == table
    assert desk.everything(path) == before
    with desk.opened(path) as collection:
        session = collection.study("Desk")
        desk.on_table(session)
        session.answer(Rating.GOOD, 1)
        assert collection.check().ok
    assert len(desk.rows(path, "review_log")) == 4
