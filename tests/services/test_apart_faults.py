"""What goes wrong beside a second process: the package comes in as if it had been read here."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studyapp.errors import StudyError
from studyapp.services.exchange import apart
from studyapp.services.exchange.reports import Fate, ImportReport
from studyapp.services.media import MediaStore
from studyapp.storage import attached, engine
from tests import desk
from tests.formats import anki_made
from tests.services.test_apart import NEVER, content

FIRST = "(select min(id) from revlog)"
HELPER = apart._RUN
FULL = f"""
from studyapp.errors import StorageFullError
from studyapp.services.exchange import helping
def full(*_):
    raise StorageFullError("no room", "Make some.")
helping._Parted.note = full
{HELPER}
"""
LATER = """
insert into revlog select max(id) + 100000, cid, usn, ease, ivl, lastIvl, factor, time, type
from revlog where cid = (select cid from revlog where id = (select min(id) from revlog))
"""
NOTES = "id integer primary key{}, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data"


@pytest.fixture
def good(memory_disk: Path) -> Path:
    return anki_made.good(memory_disk / "in.apkg")


def come_in(
    monkeypatch: pytest.MonkeyPatch, path: Path, *files: Path, here: bool
) -> list[ImportReport]:
    with monkeypatch.context() as patch, desk.opened(path) as collection:
        patch.setattr(apart, "LEAST_BYTES", NEVER if here else 0)
        patch.setattr("os.cpu_count", lambda: 2)
        reports = [collection.import_files([file])[0] for file in files]
        assert not collection.check().problems
    return reports


def same(monkeypatch: pytest.MonkeyPatch, folder: Path, *files: Path) -> list[ImportReport]:
    """Import files with and without another process; return the reports, which are the same."""
    here = come_in(monkeypatch, folder / "here.db", *files, here=True)
    assert come_in(monkeypatch, folder / "there.db", *files, here=False) == here
    assert content(folder / "here.db") == content(folder / "there.db")
    return here


@pytest.mark.parametrize(
    "run",
    [
        f"print('somebody speaks first', flush=True); {HELPER}",
        "raise SystemExit(1)",
        "import sys; sys.stdin.buffer.read(9); sys.stdout.write('x' * 99)",
        FULL,
    ],
    ids=["noise", "ends", "nonsense", "full"],
)
def test_another_process_that_fails_is_done_without(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, run: str
) -> None:
    def lonely(base: sqlite3.Connection) -> None:
        base.execute("delete from notes where id = (select max(id) from notes)")

    file = anki_made.spoiled(memory_disk / "in.apkg", lonely)
    monkeypatch.setattr(apart, "_RUN", run)
    [report] = same(monkeypatch, memory_disk, file)
    assert any("left out that no note in it has" in problem.what for problem in report.refused)


def test_a_process_that_says_nothing_can_be_called_off() -> None:
    source, sink = os.pipe()
    with os.fdopen(source, "rb") as hears, os.fdopen(sink, "wb") as speaks:
        helper = apart.Helper(speaks, hears, "", int)
        helper._listener.start()

        def called_off() -> None:
            raise KeyboardInterrupt

        helper.waiting = called_off
        with pytest.raises(KeyboardInterrupt):
            helper.frame()
        speaks.close()
        helper.hang_up()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda part: part.write_bytes(part.read_bytes()[:5_000]),
        lambda part: part.write_bytes(b"no database" * 500),
        lambda part: part.write_bytes(b""),
        lambda part: part.unlink(),
    ],
    ids=["cut", "other", "empty", "gone"],
)
def test_a_part_that_is_spoiled_is_done_without(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, good: Path, spoil: Callable[[Path], object]
) -> None:
    take = attached.take

    def spoiled(connection: Any, part: Path, *given: Any, **more: Any) -> None:
        spoil(part)
        take(connection, part, *given, **more)

    monkeypatch.setattr(attached, "take", spoiled)
    same(monkeypatch, memory_disk, good)


def test_an_index_that_lacks_rows_pairs_no_note_with_the_cards_of_another(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    def lacking(base: sqlite3.Connection) -> None:
        base.execute("create index some on notes (id, guid) where id % 2 = 0")
        base.execute("create index few on cards (usn) where id % 2 = 0")
        base.execute("pragma writable_schema = on")
        for name, on in (("some", "notes (id, guid)"), ("few", "cards (usn)")):
            sql = f"CREATE INDEX {name} ON {on}"
            base.execute("update sqlite_master set sql = ? where name = ?", (sql, name))

    file = anki_made.spoiled(memory_disk / "in.apkg", lacking)
    [report] = same(monkeypatch, memory_disk, file)
    assert report.fates[Fate.NEW] == 3


@pytest.mark.parametrize("change", ["ease = 4", "ease = 0, type = 4"])
@pytest.mark.parametrize("more", [False, True])
def test_an_answer_that_was_rated_otherwise_there_is_the_one_that_is_here(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, good: Path, change: str, more: bool
) -> None:
    def rated(base: sqlite3.Connection) -> None:
        base.execute(f"update revlog set {change} where id = {FIRST}")  # noqa: S608
        if more:
            base.execute(LATER)

    there = anki_made.spoiled(memory_disk / "there.apkg", rated)
    reports = []
    for here in (True, False):
        path = memory_disk / f"{here}.db"
        _, again = come_in(monkeypatch, path, good, there, here=here)
        reports.append(again)
        assert Fate.NEW not in again.fates
        assert again.reviews == more
    assert reports[0] == reports[1]


def test_called_off_when_all_is_stored_the_media_stay(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, good: Path
) -> None:
    wait = subprocess.Popen.wait

    def called_off(process: Any, *given: Any, **more: Any) -> None:
        wait(process, *given, **more)
        raise KeyboardInterrupt

    path = memory_disk / "c.db"
    monkeypatch.setattr(apart, "LEAST_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with desk.opened(path) as collection:
        with monkeypatch.context() as patch:
            patch.setattr(subprocess.Popen, "wait", called_off)
            with pytest.raises(KeyboardInterrupt):
                collection.import_files([good])
        assert collection.cards()
        with closing(sqlite3.connect(path)) as base:
            [digest] = [row[0] for row in base.execute("select sha256 from media")]
        assert MediaStore(path).path(digest).exists()


def test_what_is_called_off_within_a_statement_says_so(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        of = collection._workspace.engine
        with pytest.raises(KeyboardInterrupt):
            call_off(of)
        assert collection.check().ok


def call_off(of: engine.Engine) -> None:
    def called_off(*given: Any, **more: Any) -> None:
        raise KeyboardInterrupt

    with engine.filling(of) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.dialect, "do_execute", called_off)
        connection.exec_driver_sql("select 1")


@pytest.mark.parametrize(
    "change",
    [
        "state = 'x'",
        "at = x'4141'",
        "day = 'zz'",
        "imported = cast(imported as blob)",
        "id = cast(id as blob)",
        "checksum = 'x'",
        "id = upper(substr(id, 1, 12)) || substr(id, 13)",
        "id = ' ' || substr(id, 2)",
        "due = 1.5",
        "snapshot = '<2>,None'",
    ],
)
def test_damage_of_an_entry_is_told(memory_disk: Path, good: Path, change: str) -> None:
    path = memory_disk / "c.db"
    with desk.opened(path) as collection:
        collection.import_files([good])
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("pragma foreign_keys = off")
        lettered = "checksum < 0 and substr(id, 1, 12) glob '*[a-f]*'"
        one = f"(select min(id) from review_log where {lettered})"  # noqa: S608
        changed = base.execute(f"update review_log set {change} where id = {one}")  # noqa: S608
        assert changed.rowcount == 1
    with desk.opened(path) as collection:
        assert not collection.check().ok


@pytest.mark.parametrize(
    "sql",
    [
        f"create table notes2 ({NOTES.format(' desc')})",
        f"create table notes2 ({NOTES.format('')}) without rowid",
    ],
)
def test_keys_that_may_be_texts_are_refused(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, sql: str
) -> None:
    def other(base: sqlite3.Connection) -> None:
        base.execute(sql)
        base.execute("insert into notes2 select * from notes")
        base.execute("drop table notes")
        base.execute("alter table notes2 rename to notes")

    file = anki_made.spoiled(memory_disk / "in.apkg", other)
    for here in (True, False):
        with pytest.raises(StudyError, match="no numbers as keys"):
            come_in(monkeypatch, memory_disk / "c.db", file, here=here)


def test_a_type_of_card_that_is_a_fraction_by_kind_is_refused(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    def typeless(base: sqlite3.Connection) -> None:
        names = ", ".join(row[1] for row in base.execute("pragma table_info(cards)"))
        kept = names.replace("id,", "id integer primary key,", 1)
        base.execute(f"create table other ({kept})")
        base.execute("insert into other select * from cards")
        base.execute("drop table cards")
        base.execute("alter table other rename to cards")
        base.execute("update cards set type = 2.0")

    same(monkeypatch, memory_disk, anki_made.spoiled(memory_disk / "in.apkg", typeless))
