"""Cards that were confused twice do not follow each other, and are offered as a drill."""

from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import StudyError
from studyapp.services.selftest import confusions, evidence, sittings
from studyapp.services.selftest.evidence import Given
from studyapp.storage.engine import writing
from tests import desk


@pytest.fixture
def collection(tmp_path: Path, clock: desk.Clock) -> Collection:
    """Twenty cards, of which 1 and 2 were confused."""
    collection = desk.with_cards(tmp_path / "c.db", 20, clock)
    confuse(collection, clock)
    return collection


def confuse(collection: Collection, clock: desk.Clock, *, times: int = 2) -> None:
    for _ in range(times):
        clock.forward(seconds=10)
        given = Given(1, Evidence.CHOICE, False, confused_with=2)
        back = Given(2, Evidence.CHOICE, False, confused_with=1)
        evidence.record(collection._workspace, [given, back])


def test_confused_cards_are_asked_apart(collection: Collection, clock: desk.Clock) -> None:
    order: list[int] = []
    session = collection.study("Desk")
    while len(order) < 10:
        order.append(desk.on_table(session).card.id)
        session.answer(Rating.EASY, 1000)
    assert order[0] == 1
    assert 2 not in order[1:8]
    assert 2 in order[8:]


def test_a_pair_is_offered_until_it_was_drilled(collection: Collection, clock: desk.Clock) -> None:
    workspace = collection._workspace
    (pair,) = confusions.offered(workspace, "Desk")
    assert (pair.one.card_id, pair.other.card_id, pair.times) == (1, 2, 4)
    clock.forward(minutes=1)
    drill = sittings.begin(workspace, Mode.CONTRAST, "Desk", {"pairs": [[1, 2]]}, {})
    with writing(workspace.engine) as connection:
        sittings.keep(workspace, connection, drill, {}, ended=True)
    assert confusions.offered(workspace, "Desk") == ()
    confuse(collection, clock, times=1)
    assert len(confusions.offered(workspace, "Desk")) == 1


def test_a_card_out_of_study_is_not_drilled(collection: Collection) -> None:
    collection.suspend(1)
    assert confusions.offered(collection._workspace, "Desk") == ()


def test_a_drill_moves_no_memory_and_goes_on_where_it_was_left(
    collection: Collection, clock: desk.Clock
) -> None:
    def memory() -> list[dict[str, object]]:
        rows = desk.rows(collection.path, "memory")
        return [{key: row[key] for key in row if key != "log_id"} for row in rows]

    before = memory()
    drill = collection.contrast("desk")
    assert drill.question is not None
    drill.answer(drill.question.right, 1500)
    again = collection.contrast("Desk")
    assert again.question == drill.question
    assert again.asked == 1
    while again.question is not None:
        clock.forward(seconds=3)
        again.answer(again.question.right, 1500)
    assert again.done == again.pairs == 1
    assert memory() == before
    assert collection.confused("Desk") == ()
    with pytest.raises(StudyError):
        collection.contrast("Desk")
    assert collection.check().ok
