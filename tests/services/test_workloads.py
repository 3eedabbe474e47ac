"""The workload simulator: more retention costs more time, and the deck as it stands decides."""

from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from studyapp.errors import StudyError
from studyapp.plots.ink import plain
from studyapp.services import workloads
from tests import desk


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    clock = desk.Clock()
    collection = desk.with_cards(tmp_path / "c.db", 40, clock)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    return collection


def test_more_retention_costs_more_and_keeps_more(collection: Collection) -> None:
    found = collection.workload("desk", 60)
    rows = workloads.summary(found)
    assert [row[0] for row in rows] == list(workloads.RETENTIONS)
    assert rows[-1][1] > rows[0][1] > 0
    assert rows[-1][3] > rows[0][3]
    assert all(row[3] <= found.cards == 40 for row in rows)
    assert len(workloads.weekly(found.loads[0])) == 9
    assert (found.new_per_day, found.retention) == (20, 0.9)


def test_without_new_cards_nothing_new_is_known(collection: Collection) -> None:
    found = collection.workload("Desk", 30, 0)
    assert all(load.introductions.sum() == 0 for load in found.loads)
    assert all(load.known[-1] <= 20 for load in found.loads)


def test_it_is_drawn_as_wide_as_asked(collection: Collection) -> None:
    section = workloads.section(collection.workload("Desk", 14))
    for width in (60, 100):
        lines = section.draw(width)
        assert {sum(len(text) for text, _ in line) for line in lines} == {width}
        assert "97%" in plain(lines)


def test_what_cannot_be_simulated_is_refused(collection: Collection) -> None:
    for days in (0, 5000):
        with pytest.raises(StudyError):
            collection.workload("Desk", days)
    for card in collection.cards():
        collection.suspend(card.id)
    with pytest.raises(StudyError, match="no card"):
        collection.workload("Desk")
