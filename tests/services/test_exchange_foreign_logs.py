"""Logs that another program kept go out by a short way, with the same result as the long one."""

import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC
from pathlib import Path

import pytest

from studyapp.domain.review import Rating
from studyapp.errors import StorageFullError
from studyapp.formats.registry import named
from studyapp.services.exchange.exporting import Order
from studyapp.services.workspace import open_workspace
from studyapp.storage import foreign, packing
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.engine import driver_of, reading
from tests import desk
from tests.formats import anki_made

AT, IMPORTED = LOG_FIELDS.index("at"), LOG_FIELDS.index("imported")


@pytest.fixture
def imported(memory_disk: Path) -> Path:
    """A collection with what came in a package of another program."""
    file = memory_disk / "in.apkg"
    form = named("apkg")
    assert form is not None
    form.write(anki_made.package(anki_made.varied()), file, anki_made.WRITING)
    path = memory_disk / "c.db"
    with desk.opened(path) as collection:
        collection.import_files([file])
    return path


def change(path: Path, statement: str, *values: object) -> None:
    """Change a collection behind its back."""
    with closing(sqlite3.connect(path)) as base, base:
        assert base.execute(statement, values).rowcount > 0


def study(path: Path) -> None:
    """Let some logs go on here, and take one answer back."""
    clock = desk.Clock()
    clock.forward(days=30_000)
    with desk.opened(path, clock) as collection:
        session = collection.study("Top")
        desk.answer_all(session, Rating.GOOD, clock, 1)
        desk.answer_all(session, Rating.GOOD, clock, 1)
        session.undo()


def exported(path: Path, what: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of what is exported with scheduling, by table."""
    file = path.with_name("out.apkg")
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        collection.export_file(file, Order(what, "apkg", scheduling=True))
    with zipfile.ZipFile(file) as package:
        path.with_name("out.db").write_bytes(package.read("collection.anki21"))
    with closing(sqlite3.connect(path.with_name("out.db"))) as base:
        tables = [row[0] for row in base.execute("select name from sqlite_master where rootpage")]
        return {each: base.execute(f"select * from {each}").fetchall() for each in tables}  # noqa: S608


@contextmanager
def all_read_here() -> Iterator[None]:
    """Do without the table of entries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreign, "LEAST_SQLITE", (99,))
        yield


@pytest.mark.parametrize("what", [None, "Top", "Top::Sub"])
def test_both_ways_write_the_same(imported: Path, what: str | None) -> None:
    study(imported)
    found = exported(imported, what)
    assert len(found["revlog"]) > (what is None)
    with all_read_here():
        assert exported(imported, what) == found


def test_texts_that_are_no_four_numbers_are_read_as_ever(imported: Path) -> None:
    texts = ("1,2,3", "1,2,3,x", " 1,2,3,0", "4,-3,+2,12", "nothing", "-5,5,2500,1")
    with closing(sqlite3.connect(imported)) as base:
        every = "select card_id, id from review_log where snapshot is null"
        first, *others = base.execute(every).fetchall()
    for text in texts:
        change(
            imported,
            "update review_log set imported = ? where card_id = ? and id = ?",
            text,
            *first,
        )
        found = exported(imported)
        assert len(found["revlog"]) == 1 + len(others)
        with all_read_here():
            assert exported(imported) == found


def test_entries_of_one_time_get_numbers_of_their_own(imported: Path) -> None:
    before = exported(imported)["revlog"]
    change(imported, "update review_log set at = 1700000000000 where snapshot is null")
    found = exported(imported)["revlog"]
    assert [row[0] for row in found] == list(range(1700000000000, 1700000000000 + len(before)))
    assert sorted(row[1:] for row in found) == sorted(row[1:] for row in before)


def test_what_is_answered_meanwhile_makes_it_take_the_long_way(
    imported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = exported(imported)
    join = foreign.ForeignTable.join
    joined: list[bool] = []

    def late(table: foreign.ForeignTable, notes: Sequence[int] | None) -> bool:
        if not joined:
            change(imported, "update card set position = position")
        joined.append(join(table, notes))
        return joined[-1]

    monkeypatch.setattr(foreign.ForeignTable, "join", late)
    assert exported(imported) == expected
    assert joined == [False]
    assert exported(imported) == expected
    assert joined == [False, True]


def test_no_room_for_the_table_is_told(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = foreign.ForeignTable.begin

    def cramped(table: foreign.ForeignTable, parse: Callable[[str], str]) -> None:
        table._base.execute("pragma part.max_page_count = 1")
        begin(table, parse)

    monkeypatch.setattr(foreign.ForeignTable, "begin", cramped)
    with pytest.raises(StorageFullError):
        exported(imported)
    assert not imported.with_name("out.apkg").exists()


def test_called_off_nothing_goes_on(imported: Path) -> None:
    def called_off(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    order = Order(None, "apkg", scheduling=True)
    with desk.opened(imported) as collection, pytest.raises(KeyboardInterrupt):
        collection.export_file(imported.with_name("out.apkg"), order, progress=called_off)
    assert threading.active_count() == 1
    assert not imported.with_name("out.apkg").exists()


def test_logs_that_another_program_kept_are_known_by_their_end(imported: Path) -> None:
    study(imported)
    with (
        closing(open_workspace(imported, zone=UTC, rollover=4)) as workspace,
        reading(workspace.engine) as connection,
    ):
        logs = packing.log_rows(connection, 1, range(1, 100))
        ends, others = packing.foreign_logs(connection, 1, range(1, 100))
    assert sorted([*ends, *others]) == sorted(logs)
    assert len(others) == 2
    for card, end in ends.items():
        assert end.length == len(logs[card])
        assert end.rated == sum(row[LOG_FIELDS.index("rating")] is not None for row in logs[card])
        assert (end.at, end.said) == (logs[card][-1][AT], logs[card][-1][IMPORTED])


def test_cards_are_found_by_their_notes(imported: Path) -> None:
    with (
        closing(open_workspace(imported, zone=UTC, rollover=4)) as workspace,
        reading(workspace.engine) as connection,
    ):
        statement = packing._statements(connection.dialect).cards
        bound = statement._bind({"learner": 1, "low": 1, "high": 9})
        plan = driver_of(connection).execute(f"explain query plan {statement._sql}", bound)
        steps = [row[3] for row in plan]
    assert "note_id>?" in steps[0]
    assert not any("TEMP B-TREE" in step for step in steps)
