"""Back after a break: how long it takes, the forgotten first."""

from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from studyapp.errors import StudyError
from studyapp.services import catching_up
from tests import desk


@pytest.fixture
def collection(tmp_path: Path, clock: desk.Clock) -> Collection:
    return desk.with_cards(tmp_path / "c.db", 30, clock)


def test_catching_up_after_a_break(collection: Collection, clock: desk.Clock) -> None:
    workspace = collection._workspace
    desk.options_of(collection, "Desk", new_per_day=100)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    clock.forward(days=60)
    slow, fast = (catching_up.foresee(workspace, "desk", minutes) for minutes in (1, 5))
    assert slow.due == fast.due == 30
    assert slow.course.days is not None
    assert fast.course.days is not None
    assert fast.course.days < slow.course.days
    assert slow.course.backlog[-1] == 0
    catching_up.apply(workspace, slow)
    options = collection.options("Desk")
    assert options.reviews_per_day == slow.per_day
    table = desk.on_table(collection.study("Desk"))
    weakest = min(card.retrievability or 1 for card in collection.cards())
    assert table.card.retrievability == weakest
    with pytest.raises(StudyError):
        catching_up.foresee(workspace, "desk", 0)
