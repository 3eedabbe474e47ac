"""Damaged files: a clear error or the right answer, never a traceback, never a lost byte."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path
from random import Random

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Flag
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.errors import CollectionError, StudyError
from studyapp.services.check import set_aside
from tests import desk

TRIALS = 300
SHARES = 8
"""The trials are split so that several processes may share them."""
PAGE = 4096


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with all kinds of notes, a past, and no write-ahead log beside it."""
    path = tmp_path_factory.mktemp("damage") / "c.db"
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        notes = [desk.of_kind(kind, number) for kind in NoteKind for number in range(12)]
        collection.build(desk.files("Desk", notes))
        desk.options_of(collection, "Desk", new_per_day=50)
        session = collection.study("Desk")
        for number in range(60):
            if session.current() is None:
                break
            session.answer(Rating(number % 4 + 1), 1000)
            clock.forward(minutes=3)
        session = collection.study("Desk")
        session.current()
        session.set_flag(Flag.RED)
    assert not path.with_name("c.db-wal").exists()
    return path


def use(collection: Collection) -> None:
    """Do with a collection what a user does, reading and writing."""
    collection.decks()
    for view in collection.cards()[::40]:
        collection.card(view.id)
    collection.search("front one")
    session = collection.study("Desk")
    for rating in Rating:
        if session.current() is not None:
            session.answer(rating, 500)
    session.undo()
    session.summary()
    if session.current() is not None:
        session.bury()
    collection.build(desk.files("Desk", [desk.basic(99)]))


def later() -> desk.Clock:
    return desk.Clock(desk.NOON.replace(day=28))


def flipped(data: bytearray, rng: Random) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def zeroed(data: bytearray, rng: Random) -> None:
    start = rng.randrange(len(data) // PAGE) * PAGE
    data[start : start + PAGE] = bytes(PAGE)


def noisy(data: bytearray, rng: Random) -> None:
    start = rng.randrange(len(data) - 64)
    data[start : start + 64] = rng.randbytes(64)


def truncated(data: bytearray, rng: Random) -> None:
    del data[rng.randrange(1, len(data)) :]


DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (
    flipped,
    flipped,
    flipped,
    zeroed,
    noisy,
    truncated,
)


def damaged(original: Path, folder: Path, share: int) -> Iterator[tuple[int, Path, bytes]]:
    path = folder / "c.db"
    for trial in range(share * TRIALS // SHARES, (share + 1) * TRIALS // SHARES):
        rng = Random(trial)
        data = bytearray(original.read_bytes())
        DAMAGES[trial % len(DAMAGES)](data, rng)
        for each in folder.iterdir():
            each.unlink()
        path.write_bytes(data)
        yield trial, path, bytes(data)


@pytest.mark.usefixtures("one_engine")
@pytest.mark.parametrize(
    "share", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in range(1, SHARES))]
)
def test_damage_is_told_and_nothing_is_lost(original: Path, memory_disk: Path, share: int) -> None:
    """No traceback but ``StudyError``; looking changes nothing (the header's counters apart)."""
    overlooked: Counter[str] = Counter()
    for trial, path, before in damaged(original, memory_disk, share):
        with suppress(StudyError), desk.opened(path, later()) as collection:
            with suppress(StudyError):
                sound = collection.check().ok
                overlooked[DAMAGES[trial % len(DAMAGES)].__name__] += sound
            assert path.read_bytes()[100:] == before[100:], trial
            use(collection)
    assert overlooked["zeroed"] == overlooked["truncated"] == 0


def test_flips_in_the_review_log_are_all_found(original: Path, tmp_path: Path) -> None:
    """One bit in any value of the log: types are wrong, or the checksum is."""
    columns = ("rating", "evidence", "at", "day", "duration_ms", "state", "due", "due_day", "voids")
    for trial, column in enumerate(columns * 3):
        path = tmp_path / f"{trial}.db"
        shutil.copyfile(original, path)
        rng = Random(trial)
        with closing(sqlite3.connect(path)) as database:
            ids = [row[0] for row in database.execute("SELECT id FROM review_log ORDER BY id")]
            database.execute(
                f"UPDATE review_log SET {column} = coalesce({column}, 0) + ? WHERE id = ?",  # noqa: S608
                [1 << rng.randrange(3), rng.choice(ids)],
            )
            database.commit()
        with desk.opened(path) as collection:
            report = collection.check(repair=True)
            assert not report.ok, column
            assert report.repaired == (), "a damaged log must not be what memory is made from"


@pytest.mark.parametrize(
    ("change", "repairable"),
    [
        ("UPDATE memory SET stability = 1.5 WHERE reps > 0", True),
        ("UPDATE memory SET state = 0, reps = 0, stability = NULL, due = NULL", True),
        ("UPDATE memory SET first_day = 3 WHERE reps = 0", True),
        ("UPDATE memory SET due = 9223372036854775807 WHERE reps > 0", True),
        ("UPDATE memory SET state = 9 WHERE reps > 0", False),
        ("UPDATE memory SET difficulty = x'00ff' WHERE reps > 0", False),
        ("UPDATE note SET front = CAST(front AS BLOB)", False),
        ("UPDATE note SET kind = 7", False),
        ("UPDATE learner SET high_water_day = 'soon'", False),
    ],
)
def test_values_that_nothing_can_be_made_of(
    original: Path, tmp_path: Path, change: str, *, repairable: bool
) -> None:
    path = tmp_path / "c.db"
    shutil.copyfile(original, path)
    with closing(sqlite3.connect(path)) as database:
        database.execute(change)
        database.commit()
    log = desk.rows(path, "review_log")
    with desk.opened(path, later()) as collection, suppress(CollectionError):
        use(collection)
    with desk.opened(path) as collection:
        assert not collection.check().ok
        report = collection.check(repair=True)
        assert bool(report.repaired) is repairable
        assert collection.check().ok is repairable
    assert [row for row in desk.rows(path, "review_log") if row in log] == log
    if repairable:
        assert desk.strays(path) == {}


def test_a_programming_error_stays_one(original: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    shutil.copyfile(original, path)
    with desk.opened(path) as collection, pytest.raises(AttributeError):
        collection.search(3)  # type: ignore[arg-type]


def plain_text(path: Path) -> None:
    path.write_text("Dear diary, " * 500)


def stranger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (a)")
        database.commit()


def half_a_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(20))


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [plain_text, stranger, half_a_header, folder])
def test_what_is_no_collection_is_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "c.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(CollectionError) as raised:
        desk.opened(path)
    assert raised.value.hint
    assert [each.name for each in tmp_path.iterdir()] == ["c.db"]
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("name", ["missing\0name.db", "x" * 300 + ".db", "file.txt/c.db"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("")
    with pytest.raises(CollectionError):
        desk.opened(tmp_path / name)


def test_an_empty_file_becomes_a_collection(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    path.touch()
    with desk.with_cards(path, 3) as collection:
        assert collection.check().ok


def test_an_empty_file_beside_a_log_of_writes_is_not_started_afresh(tmp_path: Path) -> None:
    """SQLite deletes the log of an empty file: with it the last answers."""
    path, wal = tmp_path / "c.db", tmp_path / "c.db-wal"
    with desk.with_cards(path) as collection:
        shutil.copyfile(wal, tmp_path / "saved")
        assert collection.path == path
    for found in (b"", None):
        path.unlink()
        if found is not None:
            path.write_bytes(found)
        shutil.copyfile(tmp_path / "saved", wal)
        with pytest.raises(CollectionError, match="write-ahead log"):
            desk.opened(path)
        assert wal.read_bytes() == (tmp_path / "saved").read_bytes()
        path.touch()


def test_setting_aside_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    targets = []
    for number in range(3):
        path.write_text(str(number))
        path.with_name("c.db-wal").write_text(f"wal {number}")
        targets.append(set_aside(path, desk.NOON))
    assert [each.read_text() for each in targets] == ["0", "1", "2"]
    assert [each.with_name(each.name + "-wal").read_text() for each in targets] == [
        "wal 0",
        "wal 1",
        "wal 2",
    ]
    with Collection.open(path, zone=UTC) as collection:
        assert collection.check().ok


def test_a_damaged_name_that_sqlite_repeats_in_its_error(original: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    data = original.read_bytes()
    assert data.count(b"tablesettingsetting") == 1
    path.write_bytes(data.replace(b"tablesettingsetting", b"tablesettin\xccsetting"))
    with pytest.raises(CollectionError, match="damaged"), desk.opened(path):
        pass
