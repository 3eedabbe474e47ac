"""A package read by a second process comes in as if it had been read here."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from studyapp.domain.package import PackedNote
from studyapp.errors import StudyError
from studyapp.formats.anki import rows
from studyapp.formats.anki.learning import Mine
from studyapp.formats.anki.package import APKG
from studyapp.formats.anki.rows import Rows
from studyapp.formats.base import DeckFile
from studyapp.services.exchange import apart, helping
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import ImportReport, OnDuplicate
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.convert import content_hash
from tests import desk
from tests.formats import anki_made

TABLES = ("note", "note_origin", "card", "memory", "review_log")
NEVER = 1 << 60


def written(path: Path, notes: Sequence[PackedNote]) -> Path:
    APKG.write(anki_made.package(notes), path, anki_made.WRITING)
    return path


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what was stored, cards by their rank: their ids may have gaps."""
    with closing(sqlite3.connect(path)) as base:
        found = {each: base.execute(f"select * from {each}").fetchall() for each in TABLES}  # noqa: S608
    ranks = {row[0]: rank for rank, row in enumerate(found["card"])}
    for table, place in (("card", 0), ("memory", 1), ("review_log", 2)):
        rows = found[table]
        found[table] = [(*row[:place], ranks[row[place]], *row[place + 1 :]) for row in rows]
    found["review_log"] = [row[:-1] for row in found["review_log"]]  # checked on their own
    return found


def take(
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    files: Sequence[Path],
    wishes: Wishes | None = None,
    *,
    here: bool,
) -> tuple[list[ImportReport], dict[str, list[tuple[Any, ...]]]]:
    """Import files one after the other, read here or elsewhere only."""
    with monkeypatch.context() as patch, desk.opened(path) as collection:
        patch.setattr(apart, "LEAST_BYTES", NEVER if here else 0)
        patch.setattr("os.cpu_count", lambda: 2)
        if not here:
            patch.setattr(Rows, "__iter__", not_here)
        reports = [collection.import_files([file], wishes)[0] for file in files]
        assert not collection.check().problems
    return reports, content(path)


def not_here(_: Rows) -> Iterator[PackedNote]:
    raise AssertionError("the other process was to read it")


def both(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    files: Sequence[Path],
    wishes: Wishes | None = None,
) -> tuple[list[ImportReport], dict[str, list[tuple[Any, ...]]]]:
    """Import files both ways, hold the results against each other and return them."""
    one = take(monkeypatch, folder / "here.db", files, wishes, here=True)
    other = take(monkeypatch, folder / "there.db", files, wishes, here=False)
    assert other == one
    return one


def test_all_kinds_of_notes(monkeypatch: pytest.MonkeyPatch, memory_disk: Path) -> None:
    file = written(memory_disk / "in.apkg", anki_made.varied())
    [report], stored = both(monkeypatch, memory_disk, [file])
    assert report.reviews == sum(row[3] is not None for row in stored["review_log"]) > 0
    hashes = [content_hash(row[2], row[3], row[4]) for row in stored["note"]]
    assert [row[11] for row in stored["note"]] == hashes  # none counts as edited by hand


def test_more_than_one_batch(monkeypatch: pytest.MonkeyPatch, memory_disk: Path) -> None:
    file = written(memory_disk / "in.apkg", [*map(anki_made.basic, range(helping.BATCH + 5))])
    _, stored = both(monkeypatch, memory_disk, [file])
    assert len(stored["note"]) == helping.BATCH + 5


def test_the_same_again_and_more_of_it(monkeypatch: pytest.MonkeyPatch, memory_disk: Path) -> None:
    notes = anki_made.varied()
    [card] = notes[1].cards
    longer = card._replace(reviews=(*card.reviews, anki_made.review(2, 3, 2, 2, 9)))  # type: ignore[arg-type]
    grown = [notes[0], notes[1]._replace(cards=(longer,)), *notes[2:], anki_made.basic(9)]
    first = written(memory_disk / "first.apkg", notes)
    second = written(memory_disk / "second.apkg", grown)
    reports, stored = both(monkeypatch, memory_disk, [first, first, second, first])
    assert [each.reviews for each in reports[1::2]] == [0, 0]
    assert reports[2].reviews == 4
    assert len(stored["note"]) == len(notes) + 1


@pytest.mark.parametrize("place", [0, 1])
def test_a_note_without_cards_gets_those_that_it_yields(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, place: int
) -> None:
    def change(base: sqlite3.Connection) -> None:
        nth = "(select id from notes order by id limit 1 offset ?)"
        base.execute(f"delete from cards where nid = {nth}", (place,))  # noqa: S608

    file = anki_made.spoiled(memory_disk / "in.apkg", change)
    _, stored = both(monkeypatch, memory_disk, [file])
    assert {row[1] for row in stored["card"]} == {row[0] for row in stored["note"]}
    assert len(stored["memory"]) == len(stored["card"])


def test_a_second_package_of_other_notes(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    first = written(memory_disk / "first.apkg", anki_made.varied())
    second = written(memory_disk / "second.apkg", [anki_made.basic(each) for each in range(50, 59)])
    _, stored = both(monkeypatch, memory_disk, [first, second])
    assert len(stored["note"]) == len(anki_made.varied()) + 9


def test_notes_that_come_in_beside_their_own(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    note = anki_made.basic(1)
    other = note._replace(note=note.note._replace(back="another answer"))
    files = [written(memory_disk / "a.apkg", [note]), written(memory_disk / "b.apkg", [other])]
    wishes = Wishes(on_duplicate=OnDuplicate.BOTH)
    _, stored = both(monkeypatch, memory_disk, files, wishes)
    assert len(stored["note"]) == 2
    assert len({row[LOG_FIELDS.index("id")] for row in stored["review_log"]}) == 8


@pytest.mark.parametrize(
    "change",
    [
        "update notes set mid = 7 where id in (select min(id) from notes)",
        "update revlog set ease = 9 where id in (select min(id) from revlog)",
        "update cards set type = 8 where id in (select max(id) from cards)",
        "update cards set ord = 1.5 where id in (select max(id) from cards)",
        "update cards set data = cast(x'7b22e87d' as text) where type = 2",
        "update cards set did = 77, odid = 0",
        "update notes set guid = (select max(guid) from notes)",
        "update notes set flds = cast(x'ff1f00' as text)",
        "delete from notes where id in (select min(id) from notes)",
    ],
)
def test_what_makes_no_sense_is_said(
    monkeypatch: pytest.MonkeyPatch,
    memory_disk: Path,
    change: str,
) -> None:
    file = anki_made.spoiled(memory_disk / "in.apkg", lambda base: base.execute(change))
    [report], _ = both(monkeypatch, memory_disk, [file])
    assert report.refused or report.remarks


@pytest.mark.parametrize(
    "change",
    [
        "drop index if exists ix_revlog_cid",
        "update revlog set type = 3, factor = 0 where id % 2",
        "update revlog set type = 4, ease = 0 where id in (select max(id) from revlog)",
        "update revlog set ivl = -ivl * 60 where id % 3 = 0",
        "update revlog set ivl = 0, type = 0",
        "update revlog set ivl = 36501 where id in (select min(id) from revlog)",
        "update revlog set id = id + 9000000000000 where id in (select max(id) from revlog)",
        "update cards set type = 0 where id in (select max(id) from cards)",
        "delete from cards where id in (select max(id) from cards)",
    ],
)
def test_logs_of_every_kind(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path, change: str
) -> None:
    file = anki_made.spoiled(memory_disk / "in.apkg", lambda base: base.execute(change))
    both(monkeypatch, memory_disk, [file])


def test_a_fault_while_reading_is_an_error(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    def change(base: sqlite3.Connection) -> None:
        base.execute("update notes set id = id + (select count(*) from notes) * 1000")
        base.execute("pragma writable_schema = on")
        base.execute("update sqlite_master set rootpage = 9999 where name = 'revlog'")

    file = anki_made.spoiled(memory_disk / "in.apkg", change)
    said = []
    for here in (True, False):
        with pytest.raises(StudyError) as error:
            take(monkeypatch, memory_disk / f"{here}.db", [file], here=here)
        said.append((error.value.message, error.value.hint))
        assert not content(memory_disk / f"{here}.db")["note"]
    assert said[0] == said[1]


def test_without_a_second_process_it_is_read_here(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    file = written(memory_disk / "in.apkg", anki_made.varied())
    one = take(monkeypatch, memory_disk / "here.db", [file], here=True)
    for run in ("raise SystemExit(1)", "import sys; sys.stdin.buffer.read(1)"):
        monkeypatch.setattr(apart, "_RUN", run)
        monkeypatch.setattr(apart, "LEAST_BYTES", 0)
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        path = memory_disk / f"{len(run)}.db"
        with desk.opened(path) as collection:
            reports = collection.import_files([file])
        assert (reports, content(path)) == one


def test_a_clock_that_cannot_be_sent_stays_here(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    class Own(tzinfo):
        def utcoffset(self, _: datetime | None) -> timedelta:
            return timedelta(hours=1)

        def dst(self, _: datetime | None) -> None:
            return None

        def tzname(self, _: datetime | None) -> str:
            return "own"

    file = written(memory_disk / "in.apkg", anki_made.varied())
    found = []
    for least in (NEVER, 0):
        monkeypatch.setattr(apart, "LEAST_BYTES", least)
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        with desk.opened(memory_disk / f"{least}.db", zone=Own()) as collection:
            found.append((collection.import_files([file]), content(memory_disk / f"{least}.db")))
    assert found[0] == found[1]


def test_a_zip_file_of_another_kind_is_refused_as_ever(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    file = anki_made.zipped(memory_disk / "in.apkg", {"readme": b"no deck"})
    monkeypatch.setattr(apart, "LEAST_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with desk.opened(memory_disk / "c.db") as collection, pytest.raises(StudyError):
        collection.import_files([file])


def test_called_off_half_way_the_process_ends(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    started = []
    start = apart._started

    def watched() -> subprocess.Popen[bytes] | None:
        process = start()
        started.append(process)
        return process

    def call_off(done: int, total: int, what: str) -> None:
        if "notes" in what:
            raise KeyboardInterrupt

    file = written(memory_disk / "in.apkg", [*map(anki_made.basic, range(helping.BATCH * 2))])
    monkeypatch.setattr(apart, "LEAST_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(apart, "_started", watched)
    with desk.opened(memory_disk / "c.db") as collection, pytest.raises(KeyboardInterrupt):
        collection.import_files([file], progress=call_off)
    [process] = started
    assert process is not None
    assert process.poll() is not None
    assert not any(content(memory_disk / "c.db").values())


def test_a_second_process_that_ends_half_way_is_done_without(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    stops = (
        "import os; from studyapp.services.exchange import helping as apart; apart.BATCH = 1;"
        " send = apart._send; apart._send = lambda *each: (send(*each), os._exit(1)); apart.main()"
    )
    file = anki_made.good(memory_disk / "in.apkg")
    monkeypatch.setattr(apart, "LEAST_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(apart, "_RUN", stops)
    with desk.opened(memory_disk / "c.db") as collection:
        reports = collection.import_files([file])
    monkeypatch.setattr(apart, "LEAST_BYTES", 1 << 40)
    with desk.opened(memory_disk / "here.db") as collection:
        assert collection.import_files([file]) == reports
    assert content(memory_disk / "c.db") == content(memory_disk / "here.db")


def test_no_more_text_is_read_ahead_than_agreed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notes = [*map(anki_made.basic, range(40))]
    file = written(tmp_path / "in.apkg", notes)
    monkeypatch.setattr(rows, "_MOST_AHEAD", 5_000)
    read: list[int] = []
    said = Rows._read

    def counted(self: Rows, number: int, row: tuple[Any, ...]) -> Any:
        read.append(number)
        return said(self, number, row)

    monkeypatch.setattr(Rows, "_read", counted)
    ahead: list[int] = []
    with APKG.read(DeckFile(file.name, file), anki_made.READING) as package:
        assert isinstance(package.notes, Rows)
        learning = package.notes.learning
        learning.start()

        def of(note: int) -> Mine:
            ahead.append(len(read) - len(ahead))
            return learning.of(note)

        found = [*package.notes.joined(of, lambda: False)]
    assert [each.note for each in found] == [each.note for each in notes]
    assert 15 < max(ahead) < 30


@pytest.mark.skipif(sys.platform == "win32", reason="an open file keeps its name there")
def test_the_unpacked_copy_has_no_name_while_notes_come_in(
    monkeypatch: pytest.MonkeyPatch, memory_disk: Path
) -> None:
    """Nothing large is left in the temporary folder then if the import is killed."""
    file = written(memory_disk / "in.apkg", [*map(anki_made.basic, range(helping.BATCH + 5))])
    folder = memory_disk / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr(apart, "LEAST_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    left: list[list[Path]] = []

    def progress(done: int, total: int, what: str) -> None:
        if what.endswith(" notes"):
            left.append([*folder.rglob("collection")])

    with desk.opened(memory_disk / "c.db") as collection:
        collection.import_files([file], progress=progress)
    assert left
    assert not any(left)
    assert not [*folder.iterdir()]
