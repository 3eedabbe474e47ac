"""Schedules that come in text files: what is stored of them is as sound as our own."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.domain.review import Rating
from studyapp.errors import CollectionError
from studyapp.services.exchange.exporting import Order
from studyapp.storage.sums import checksum
from tests import desk
from tests.formats.test_org import FC

OBSIDIAN = """#flashcards

hawser::rope of a ship <!--SR:!2026-08-16,51,230-->

bow:::stern
<!--SR:!2026-08-16,51,230!2026-09-01,10,250-->

keel::beam <!--SR:!fsrs,2026-11-20T22:29:37Z,1,1,1,2,1,0,0,2026-11-19T22:29:37Z-->
"""


@pytest.mark.parametrize(
    ("name", "text"), [("sea.md", OBSIDIAN), ("sea.org", FC)], ids=["obsidian", "org-fc"]
)
def test_they_are_sound_studied_taken_back_and_go_out(
    memory_disk: Path, name: str, text: str
) -> None:
    file = memory_disk / name
    file.write_text(text, encoding="utf-8")
    out = memory_disk / "out.json"
    with desk.opened(memory_disk / "c.db") as collection:
        [report] = collection.import_files([file])
        assert collection.check().ok
        before = [card.memory for card in collection.cards()]
        assert any(each.reps for each in before)
        session = collection.study(next(iter(report.decks)).split("::")[0])
        desk.on_table(session)
        session.answer(Rating.GOOD, 900)
        session.undo()
        assert [card.memory for card in collection.cards()] == before
        assert collection.check().ok
        collection.export_file(out, Order(None, "json", scheduling=True))
    with desk.opened(memory_disk / "again.db") as collection:
        collection.import_files([out])
        assert [card.memory for card in collection.cards()] == before
        assert collection.check().ok


def test_a_snapshot_that_cannot_be_read_is_told_though_its_checksum_fits(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    file = memory_disk / "sea.md"
    file.write_text(OBSIDIAN, encoding="utf-8")
    with desk.opened(path) as collection:
        collection.import_files([file])
    with closing(sqlite3.connect(path)) as base, base:
        base.row_factory = sqlite3.Row
        row = dict(base.execute("select * from review_log where snapshot is not null").fetchone())
        row["snapshot"] = f"<State.REVIEW: 2>{row['snapshot'][1:]}"
        base.execute(
            "update review_log set snapshot = :snapshot, checksum = :checksum where id = :id",
            row | {"checksum": checksum(row)},
        )
    with desk.opened(path) as collection:
        [problem, *_] = collection.check().problems
        assert "1 review log entries" in problem.what
        with pytest.raises(CollectionError):
            collection.export_file(memory_disk / "out.json", Order(None, "json", scheduling=True))
