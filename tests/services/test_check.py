"""``check`` names what is wrong; repairing makes memory follow the log and never the reverse."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from studyapp.errors import CollectionError
from studyapp.services.check import set_aside
from tests import desk


@pytest.fixture
def path(memory_disk: Path) -> Path:
    """A collection in which four of six cards have a past."""
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 6, clock) as collection:
        desk.answer_all(collection.study("Desk"), Rating.GOOD, clock, most=6)
    return path


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for each in statements:
            database.execute(each)
        database.commit()


def test_a_sound_collection_is_left_alone(path: Path) -> None:
    with desk.opened(path) as collection:
        report = collection.check()
        assert (report.ok, report.notes, report.cards, report.reviews) == (True, 6, 6, 6)
        assert report.path == str(path)
        before = desk.everything(path)
        assert collection.check(repair=True).repaired == ()
    assert desk.everything(path) == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM memory", "never shown"),
        ("UPDATE memory SET stability = stability * 1.0001", "does not follow"),
        ("UPDATE memory SET due_day = coalesce(due_day, 0) + 1", "does not follow"),
        ("UPDATE memory SET reps = reps + 1", "does not follow"),
        ("UPDATE memory SET state = 0, reps = 0, lapses = 0", "does not follow"),
        ("UPDATE memory SET log_id = NULL", "does not follow"),
    ],
)
def test_one_repair_brings_back_what_the_log_says(path: Path, damage: str, said: str) -> None:
    before = {row["card_id"]: row for row in desk.rows(path, "memory")}
    run(path, damage)
    with desk.opened(path) as collection:
        report = collection.check()
        assert not report.ok
        assert any(said in problem.what for problem in report.problems)
        assert all("--repair" in problem.remedy for problem in report.problems)
        assert collection.check(repair=True).repaired != ()
        assert collection.check().ok
    assert {row["card_id"]: row for row in desk.rows(path, "memory")} == before
    assert desk.strays(path) == {}


def test_an_index_that_lies_and_rows_that_lead_nowhere(path: Path) -> None:
    run(path, "PRAGMA foreign_keys = OFF", "UPDATE card SET deck_id = 99 WHERE id = 1")
    with desk.opened(path) as collection:
        report = collection.check(repair=True)
        assert not report.ok
        assert report.repaired == ()
        assert any("card names a deck" in problem.what for problem in report.problems)


def test_a_missing_entry_is_seen_in_the_memory_it_made(path: Path) -> None:
    run(path, "DELETE FROM review_log WHERE id = (SELECT max(id) FROM review_log)")
    with desk.opened(path) as collection:
        assert not collection.check().ok


def test_progress_is_told(path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    with desk.opened(path) as collection:
        collection.check(progress=lambda *step: told.append(step))
    assert told == [(0, 3, "file"), (1, 3, "review log"), (2, 3, "memory"), (3, 3, "done")]


def test_what_cannot_be_moved_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(CollectionError, match="Permission denied") as raised:
        set_aside(path, desk.NOON)
    assert raised.value.hint
    assert path.exists()


def test_two_learners_do_not_mix(path: Path) -> None:
    """A later step may have several: nothing of another learner is read or repaired."""
    run(
        path,
        "INSERT INTO learner (id, guid, name) VALUES (2, 'other', 'Other')",
        "INSERT INTO memory SELECT 2, card_id, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
        " 0, 0, 2, NULL, 7, NULL FROM memory WHERE learner_id = 1",
    )
    with Collection.open(path, clock=desk.Clock(), zone=desk.NOON.tzinfo) as collection:
        assert len(collection.cards()) == 6
        assert {int(view.flag) for view in collection.cards()} == {0}
        assert collection.check().ok
        assert collection.due()["Desk"] == desk.shown(collection, "Desk")
